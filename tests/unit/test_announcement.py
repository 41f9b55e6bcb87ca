"""The caption and the alternative texts: what they say, within which limits, and that no promise is cut."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from maklumat import announcement
from maklumat.model import State
from maklumat.prints import Edition
from maklumat.stationery import Stationery
from maklumat.verdicts import Revision

from .announced import MAKLUMAT, OFFICE, PERMALINK, SENTENCE, SOP, TITLE, document, promising


def edition(permalink: str = PERMALINK, state: State = State.APPROVED) -> Edition:
    signed = Revision(1, date(2025, 1, 20), "0" * 64, "nip:197001011995011001", "Pejabat Contoh", "", "", "c0ffee")
    return Edition(state, Stationery(), permalink=permalink, signed=signed)


def sections(text: str) -> dict[str, str]:
    """The file of alternative texts: names of pictures -> text."""
    return {name: said for names, said in re.findall(r"^([\w., ]+\.png)\n(.+)$", text, re.MULTILINE)
            for name in names.split(", ")}


def test_the_caption_of_a_maklumat_as_it_is_pasted():
    assert announcement.caption(document(), edition()) == """\
Badan Contoh, Pemerintah Provinsi Contoh, mengumumkan Maklumat Pelayanan Informasi Publik.

Dengan ini kami, seluruh jajaran Badan Contoh, menyatakan:

1. berjanji dan sanggup melaksanakan pelayanan informasi publik sesuai dengan standar pelayanan;

2. memberikan pelayanan sesuai dengan kewajiban dan akan melakukan perbaikan secara terus-menerus;

3. bersedia menerima sanksi dan/atau memberikan kompensasi apabila pelayanan yang diberikan tidak sesuai standar.

Berlaku sejak 22 Januari 2025.
Diterbitkan berdasarkan SOP Nomor 800/07/Sekr/BCN/2025.

Naskah resmi maklumat: https://ppid.example.go.id/d/3k9x2m4q/

#PPID #KeterbukaanInformasiPublik #BadanContoh
"""


def test_the_caption_of_an_sop_tells_its_steps():
    caption = announcement.caption(document(SOP), edition())
    assert caption.startswith("Badan Contoh, Pemerintah Provinsi Contoh, mengumumkan SOP Penetapan Maklumat Pelayanan "
                              "Informasi Publik.\n\n1. Menyusun rancangan maklumat pelayanan\n\n2. Memeriksa")
    assert "\nNomor 800/07/Sekr/BCN/2025.\n" in caption


def test_a_revision_signed_ahead_says_when_it_takes_effect():
    assert "\nMulai berlaku 22 Januari 2025.\n" in announcement.caption(document(), edition(state=State.NOT_YET))


@pytest.mark.parametrize("count", [5, 15, 20, 25, 60])
def test_clauses_are_told_whole_and_what_is_left_out_is_said(count):
    sentences = [f"{SENTENCE.format(number)};" for number in range(1, count + 1)]
    body = "Kami menyatakan:\n\n" + "\n".join(f"{at}. {text}" for at, text in enumerate(sentences, 1))
    caption = announcement.caption(promising(body), edition())
    told = [f"{at}. {text}\n" in caption for at, text in enumerate(sentences, 1)]
    assert told == sorted(told, reverse=True)  # from the first one on
    assert any(told)
    assert sum(told) == len(re.findall(r"^\d+\.", caption, re.MULTILINE))  # and no piece of another one
    assert (announcement.REST in caption) is not all(told)
    assert len(caption) <= announcement.CAPTION
    assert caption.index(PERMALINK) > caption.rindex("berlaku;")


def test_a_promise_in_one_long_paragraph_gives_way_to_the_address():
    caption = announcement.caption(promising("Kami " + ", ".join([SENTENCE.format(1)] * 30) + ".\n"), edition())
    assert SENTENCE.format(1) not in caption
    assert "Pernyataan janji dan kewajiban dalam pelayanan publik.\n\nSelengkapnya dapat dibaca pada alamat" in caption
    assert PERMALINK in caption


def test_the_alternative_text_tells_what_the_pictures_say():
    texts = sections(announcement.alternatives(document(), edition()))
    assert sorted(texts) == ["cerita.png", "og.png", "persegi.png", "potret.png"]
    for name in ("cerita.png", "persegi.png", "potret.png"):
        for words in ("Maklumat Pelayanan Informasi Publik, Badan Contoh, Pemerintah Provinsi Contoh.",
                      "1. berjanji dan sanggup melaksanakan", "apabila pelayanan yang diberikan tidak sesuai standar.",
                      "Berlaku sejak 22 Januari 2025.", "SOP Nomor 800/07/Sekr/BCN/2025.",
                      "ppid.example.go.id/d/3k9x2m4q."):
            assert words in texts[name]
    assert texts["og.png"] == announcement.og_alternative(document(), edition()) == (
        "Gambar pratinjau Maklumat Pelayanan Informasi Publik, Badan Contoh, Pemerintah Provinsi Contoh. Berlaku sejak "
        "22 Januari 2025.")


def test_an_alternative_text_holds_a_long_promise_no_more_than_its_card():
    sentences = "".join(f"{at}. {SENTENCE.format(at)};\n" for at in range(1, 7))  # 600 letters
    texts = sections(announcement.alternatives(promising(f"Kami menyatakan:\n\n{sentences}"), edition()))
    assert [SENTENCE.format(6) in texts[f"{name}.png"] for name in ("potret", "persegi")] == [True, False]
    assert "Pernyataan janji dan kewajiban dalam pelayanan publik. Maklumat ini memuat 6 butir." in texts["persegi.png"]
    assert "berjanji" not in texts["persegi.png"]


@pytest.mark.parametrize(("written", "read"), [
    ("BADAN KEPEGAWAIAN DAERAH", "Badan Kepegawaian Daerah"),
    ("DINAS KOMUNIKASI, STATISTIK DAN PERSANDIAN", "Dinas Komunikasi, Statistik dan Persandian"),
    ("PENGELOLAAN DATA DAN INFORMASI KEPEGAWAIAN ASN", "Pengelolaan Data dan Informasi Kepegawaian ASN"),
    ("RSUD DORIS SYLVANUS", "RSUD Doris Sylvanus"),
    ("BKPSDM KOTA PALANGKA RAYA", "BKPSDM Kota Palangka Raya"),
    ("BADAN PENANGGULANGAN BENCANA DAERAH (BPBD)", "Badan Penanggulangan Bencana Daerah (BPBD)"),
    ("Dinas PUPR Kota Contoh", "Dinas PUPR Kota Contoh"),
    ("", ""),
])
def test_names_in_capitals_are_written_as_in_a_sentence(written, read):
    assert announcement.sentence_case(written) == read


@pytest.mark.parametrize(("office", "tag"), [
    ("BADAN CONTOH", "#BadanContoh"), ("DINAS SOSIAL DAN PEMBERDAYAAN", "#DinasSosialPemberdayaan"),
    ("BKPSDM KOTA CONTOH", ""), ("BADAN CONTOH (BC)", ""), ("DINAS CONTOH, ARSIP", ""), (f"BADAN {'CONTOH ' * 9}", ""),
])
def test_a_hashtag_is_made_only_of_a_name_that_reads_well(office, tag):
    caption = announcement.caption(document(MAKLUMAT, (OFFICE, f"perangkat_daerah: {office}")), edition())
    assert caption.splitlines()[-1] == " ".join(("#PPID #KeterbukaanInformasiPublik", tag)).strip()


def test_nothing_is_invented_where_the_document_says_nothing():
    bare = document(MAKLUMAT, (OFFICE, "perangkat_daerah:"), ("unit_kerja: SEKRETARIAT", "unit_kerja:"),
                    ("pemerintah: PEMERINTAH PROVINSI CONTOH", "pemerintah:"), ("nomor_sop: \"800/07/Sekr/BCN/2025\"",
                                                                             "nomor_sop:"))
    caption = announcement.caption(bare, edition(permalink=""))
    assert caption.startswith("Maklumat Pelayanan Informasi Publik.\n\nDengan ini kami")
    assert "Nomor" not in caption
    assert "http" not in caption
    assert caption.endswith("standar.\n\nBerlaku sejak 22 Januari 2025.\n\n#PPID #KeterbukaanInformasiPublik\n")


@pytest.mark.parametrize("word", ["Pelayanan ", "x"])
def test_endless_names_leave_room_for_the_address(word):
    endless = (word * 900).strip()
    made = document(MAKLUMAT, (TITLE, f"judul: Maklumat {endless}"), (OFFICE, f"perangkat_daerah: {endless}"),
                    ('nomor_sop: "800/07/Sekr/BCN/2025"', f"nomor_sop: {endless}"))
    caption = announcement.caption(made, edition())
    assert len(caption) <= announcement.CAPTION
    assert PERMALINK in caption
    assert "1. berjanji dan sanggup" in caption
    assert len(announcement.og_alternative(made, edition())) <= announcement.OG_ALTERNATIVE
    texts = sections(announcement.alternatives(made, edition()))
    assert max(map(len, texts.values())) <= announcement.ALTERNATIVE


LETTERS = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), max_size=600)


@settings(max_examples=60, deadline=None)
@given(LETTERS, LETTERS, LETTERS, st.lists(LETTERS, max_size=25), st.sampled_from(["list", "paragraph"]))
def test_no_text_is_too_long_whatever_the_document_holds(title, office, number, promises, shape):
    quoted = [f"'{value.replace(chr(39), chr(39) * 2)}'" for value in (title, office, number)]
    form = "{}. berjanji {}\n" if shape == "list" else "berjanji {1} "
    lines = "".join(form.format(at, text) for at, text in enumerate(promises, 1))
    made = promising(f"Kami berjanji sanggup sesuai standar pelayanan:\n\n{lines}\n",
                     (TITLE, f"judul: {quoted[0]}"), (OFFICE, f"perangkat_daerah: {quoted[1]}"),
                     ('nomor_sop: "800/07/Sekr/BCN/2025"', f"nomor_sop: {quoted[2]}"))
    assume(made is not None)  # data that cannot be read announce nothing
    caption = announcement.caption(made, edition())
    assert len(caption) <= announcement.CAPTION
    assert PERMALINK in caption
    assert "\n\n\n" not in caption.replace(" ", "")
    assert len(announcement.og_alternative(made, edition())) <= announcement.OG_ALTERNATIVE
    texts = sections(announcement.alternatives(made, edition()))
    assert sorted(texts) == ["cerita.png", "og.png", "persegi.png", "potret.png"]
    assert max(map(len, texts.values())) <= announcement.ALTERNATIVE
