"""Legal citations: the vectors, canonical ids, flaws with places, and the registry behind them."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maklumat import citations
from maklumat.citations import ABBREVIATION, FORM, LETTERS
from maklumat.laws import registry

VECTORS = Path(__file__).parents[1] / "vectors/rujukan-hukum.csv"
# Two lines of the table hold an unquoted comma, so the last column is cut off by hand.
ROWS = [next(csv.reader([line])) for line in VECTORS.read_text(encoding="utf-8").splitlines()[1:]]
KIP = "tentang Keterbukaan Informasi Publik"


def flaws(text: str) -> list[tuple[str, str]]:
    return [(flaw.kind, text[flaw.start:flaw.start + flaw.length]) for flaw in citations.read(text).flaws]


@pytest.mark.parametrize(("text", "id"), [
    (f"Undang-Undang Nomor 14 Tahun 2008 {KIP}.", "uu/2008/14"),
    (f"UNDANG-UNDANG NOMOR 14 TAHUN 2008 {KIP}", "uu/2008/14"),
    (f"1. Undang‐Undang No 14 Tahun 2008 {KIP}", "uu/2008/14"), ("UU 14/2008", "uu/2008/14"),
    ("Undang-undang Republik Indonesia Nomor 25 Tahun 2009 tentang Pelayanan Publik", "uu/2009/25"),
    ("Permenpan-RB No. 15/2014", "permenpanrb/2014/15"), ("PermenPANRB Nomor 15 Tahun 2014", "permenpanrb/2014/15"),
    ("Peraturan Menteri PAN dan RB Nomor 35 Tahun 2012", "permenpanrb/2012/35"),
    ("Peraturan Komisi Informasi Pusat Nomor 01 Tahun 2021", "perki/2021/1"),
    ("Pergub Kalteng Nomor 39 Tahun 2023", "pergub-kalteng/2023/39"),
    ("Peraturan Gubernur Kalimantan Tengah Nomor 39 Tahun 2023", "pergub-kalteng/2023/39"),
    ("Peraturan Daerah Provinsi Kalimantan Tengah Nomor 5 Tahun 2016", "perda-kalteng/2016/5"),
    ("Peraturan Daerah Kota Semarang Nomor 1 Tahun 2025", "perda-kota-semarang/2025/1"),
    ("Peraturan Menteri Kesehatan Republik Indonesia Nomor 4 Tahun 2019", "permenkes/2019/4"),
    ("Peraturan Menteri Pertanian Nomor 4 Tahun 2019", "permen-pertanian/2019/4"),
    ("Peraturan Menteri PAN Nomor PER/21/M.PAN/11/2008 tentang Pedoman", "permen-pan/2008/per-21-m-pan-11"),
    ("Keputusan Gubernur Kalimantan Tengah Nomor 188.44/123/2024 tentang PPID", "kepgub-kalteng/2024/188-44-123"),
    ("Ketetapan MPR Nomor XI/MPR/1998 tentang Penyelenggara Negara", "ketetapan-mpr/1998/xi-mpr"),
    ("Undang-Undang Dasar Negara Republik Indonesia Tahun 1945", "uud"), ("Surat Edaran Sekretaris Daerah", None),
    ("Undang-Undang Nomor 14 tentang Keterbukaan Informasi Publik", None),
    ("Perppu Nomor 2 Tahun 2022 tentang Cipta Kerja", "perppu/2022/2"), ("PPID Nomor 5", None),
])
def test_ids(text, id):
    assert citations.read(text).id == id


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_vectors(row):
    found, said = citations.read(row[0]), row[1]
    kinds = {flaw.kind for flaw in found.flaws}
    is_other_law = said.startswith("galat: ")  # the last column then names the law that was meant (rule DH02)
    if (meant := re.match(r"[a-z-]+/\d{4}/\d+$", row[-1])) and not is_other_law:
        assert found.id == meant[0]
    assert (LETTERS in kinds) == ("OCR" in said)
    assert ('kata "Nomor" hilang' in said) <= (FORM in kinds)
    if said.startswith(("saran", "baik setelah")):
        assert kinds == {ABBREVIATION}
    if said == "baik":
        assert kinds == set()


@pytest.mark.parametrize(("text", "found"), [
    (f"Undang-Undang Nomor 14 Tahun 2008 {KIP}", []),
    (f"Undang-Undang 14 Tahun 2008 {KIP}", [(FORM, "14 Tahun 2008")]),
    (f"Undang-Undang Nomor 14/2008 {KIP}", [(FORM, "14/2008")]),
    ("Undang-Undang Nomor 14 Tahun 2008", [(FORM, "Undang-Undang Nomor 14 Tahun 2008")]),
    (" Surat Edaran Sekda ", [(FORM, "Surat Edaran Sekda")]),
    ("Surat Edaran Sekda Nomor 800/12/BKD tentang Jam Kerja", []),
    (f"Undang-Undang N0. 14 Tahun 2008 {KIP}", [(LETTERS, "0")]),
    (f"Undang-Undang Nomor l4 Tahun 2OO8 {KIP}", [(LETTERS, "l"), (LETTERS, "O")]),
    (f"UU RI No. 14 Th. 2008 {KIP}", [(ABBREVIATION, "UU")]),
    ("Peraturan Komisi Informasi Nomor 1 Tahun 2021 tentang SLIP", [(ABBREVIATION, "SLIP")]),
])
def test_flaws_point_at_the_words(text, found):
    assert flaws(text) == found


@pytest.mark.parametrize(("text", "help"), [
    ("UU RI No. 14 Th. 2008", f"Tulis `Undang-Undang Republik Indonesia Nomor 14 Tahun 2008 {KIP}`."),
    ("Pergub Kalteng No. 7 Tahun 2020 tentang X",
     "Tulis `Peraturan Gubernur Kalimantan Tengah Nomor 7 Tahun 2020 tentang X`."),
    ("UU KIP", "Tulis `Undang-Undang Nomor … Tahun … tentang …`."),
])
def test_help_is_the_whole_citation(text, help):
    assert citations.read(text).flaws[0].help == help


@pytest.mark.parametrize(("text", "title", "own"), [
    (f"UU 14/2008 {KIP} (Lembaran Negara Tahun 2008 Nomor 61)", "Keterbukaan Informasi Publik", True),
    ("UU 23/2014 tentang Pemerintahan Daerah sebagaimana telah diubah dengan UU 6/2023 tentang X",
     "Pemerintahan Daerah", True),
    ("Perki 1/2010 yang diubah dengan Perki 1/2021 tentang SLIP", "SLIP", False),
    ("UU 14/2008 jo. PP 61/2010 tentang X", "", False),
])
def test_title(text, title, own):
    citation = citations.read(text)
    assert (citation.title, citation.title_is_own) == (title, own)


@pytest.mark.parametrize("law", registry().laws.values(), ids=lambda law: law.id)
def test_the_registry_speaks_its_own_language(law):
    citation = citations.read(registry().full(law.id))
    assert citation.id == law.id
    assert citation.flaws == ()
    assert law.is_titled(citation.title)
    assert citations.read(f"{registry().short(law.id)} tentang {law.title}").id == law.id
    assert law.replaced_by in ("", *registry().laws)


def test_titles_are_compared_by_their_words():
    law = registry().laws["pp/2010/61"]
    assert law.is_titled("pelaksanaan UU No. 14 Tahun 2008 tentang KIP")
    assert law.is_titled(f"{law.title} di Daerah")
    assert not law.is_titled("Pelaksanaan Undang-Undang Nomor 25 Tahun 2009 tentang Pelayanan Publik")
    assert not registry().laws["perki/2017/1"].is_titled("Pengklasifikasian Informasi Publikasi")


PIECES = ("UU", "Nomor", "No.", "N0", "14", "2O08", "2008", "Tahun", "/", "tentang", "KIP", "Pergub", "Kalteng", "(",
          "yang diubah")


@given(st.text(max_size=60) | st.lists(st.sampled_from(PIECES)).map(" ".join))
def test_any_text_is_read_and_places_lie_inside(text):
    citation = citations.read(text)
    for start, length in [citation.number_span, citation.title_span, *((f.start, f.length) for f in citation.flaws)]:
        assert start >= 0
        assert length >= 1
        assert start + length <= max(1, len(text))
