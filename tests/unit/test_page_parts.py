"""The parts of a document's page: what is stated, where to complain, laws, changes, how to cite."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from maklumat import (
    changes,
    citations,
    citing,
    complaints,
    evidence,
    law_portals,
    legal_basis,
    pages,
    services,
    status,
    terms,
)
from maklumat.errors import SettingsError
from maklumat.evidence import Holding
from maklumat.model import State
from maklumat.services import Services

from .test_pages import block, read
from .verdicts import revision, verdict

EVIL = '"><script>alert(1)</script>'


def body(text):
    return read("maklumat", ("Permohonan dijawab", f"{text}\nPermohonan dijawab")).document.body


def test_time_and_cost_are_quoted_from_the_document_and_nothing_is_invented():
    html = block("maklumat")
    [terms_] = re.findall(r'<dl class="waktu-biaya">.*?</dl>', html, re.DOTALL)
    assert "<dt>Waktu</dt><dd>Permohonan dijawab paling lambat 10 hari kerja" in terms_
    assert "<dt>Biaya</dt><dd>Pelayanan tidak dipungut biaya.</dd>" in terms_
    silent = block("maklumat", ("Pelayanan tidak dipungut biaya.", ""), ("waktu, dan biaya", "dan waktu"))
    assert "<dt>Biaya</dt>" not in silent


def test_headings_state_nothing():
    assert list(terms.stated(body("Kami cepat."), terms.COST)) == ["Pelayanan tidak dipungut biaya."]


def test_the_page_of_a_maklumat_has_its_parts_in_the_order_readers_need():
    reading = read("maklumat")
    sop = read("sop").document
    around = pages.Around(sop=pages.Procedure(sop, "../../sop/x/", status.of(sop, State.APPROVED)), before=sop,
                          permalink="https://x/d/1/2/")
    old = revision(b"dulu", 1)
    html = pages.block(reading.document, verdict(reading, State.APPROVED, past=[old]), around)
    order = ["<h1>", 'class="keadaan"', 'class="naskah"', 'id="waktu-biaya"', 'id="pengaduan"', 'id="unduhan"',
             'id="keterangan"', 'id="rujukan"', 'id="prosedur"', 'class="prosedur"', 'id="riwayat"', 'id="perubahan"',
             'id="kutip"']
    assert [html.index(mark) for mark in order] == sorted(html.index(mark) for mark in order)


@pytest.mark.parametrize(("text", "address"), [
    ("Undang-Undang Nomor 14 Tahun 2008 tentang X", "https://peraturan.go.id/id/uu-no-14-tahun-2008"),
    ("Peraturan Pemerintah Nomor 061 Tahun 2010 tentang X", "https://peraturan.go.id/id/pp-no-61-tahun-2010"),
    ("Peraturan Komisi Informasi Nomor 1 Tahun 2021 tentang Standar",
     "https://peraturan.bpk.go.id/Search?keywords=Standar&nomor=1&tahun=2021"),
    ("Pergub Kalteng Nomor 39 Tahun 2023 tentang Tugas",
     "https://peraturan.bpk.go.id/Search?keywords=Tugas&nomor=39&tahun=2023"),
])
def test_a_law_leads_to_its_official_portal(text, address):
    assert law_portals.of(citations.read(text)).address == address


@pytest.mark.parametrize("text", ["Standar yang berlaku", "Undang-Undang Nomor 14 tentang X", "Nomor 3 Tahun 2010",
                                  "Undang-Undang Dasar Negara Republik Indonesia Tahun 1945"])
def test_what_is_not_understood_leads_nowhere(text):
    assert law_portals.of(citations.read(text)) is None


def test_citations_in_the_text_of_a_maklumat_are_listed_once():
    law = "Undang-Undang Nomor 14 Tahun 2008 tentang Keterbukaan Informasi Publik"
    document = read("maklumat", ("## Jaminan", f"1. {law}\n2. {law}.\n\n## Jaminan")).document
    assert [law.id for law in legal_basis.cited(document)] == ["uu/2008/14"]


def test_hostile_laws_stay_text():
    html = legal_basis.section([citations.read(f"Peraturan Daerah Nomor 1 Tahun 2020 tentang {EVIL}")])
    assert "<script" not in html and "cari di JDIH BPK" in html


def test_where_to_complain_is_always_said_and_whatever_is_known_leads_there():
    usual = complaints.section(Services(), "Pengaduan")
    assert re.findall("<strong>(.*?)</strong>", usual) == [
        "Atasan PPID", "SP4N-LAPOR!", "Komisi Informasi"]
    assert 'href="https://www.lapor.go.id/"' in usual
    given = services.read({"keberatan": {"nama": "Sekretaris <Daerah>", "surel": "ppid@contoh.go.id",
                                         "telepon": "(0536) 123-456", "alamat": "Jalan A & B"}})
    html = complaints.section(given, "Pengaduan")
    assert "<strong>Sekretaris &lt;Daerah&gt;</strong>" in html
    assert 'href="mailto:ppid@contoh.go.id"' in html
    assert 'href="tel:0536123456">(0536) 123-456<' in html
    assert "Jalan A &amp; B" in html


@pytest.mark.parametrize(("options", "said"), [
    ("teks", "`layanan` di mkdocs.yml harus berisi pasangan"),
    ({"aduan": {}}, "kunci `aduan` pada `layanan`"),
    ({"keberatan": "teks"}, "`keberatan` di mkdocs.yml harus berisi pasangan"),
    ({"keberatan": {"email": "x"}}, "kunci `email` pada `keberatan`"),
    ({"keberatan": {"surel": "bukan surel"}}, "harus berupa alamat surel"),
    ({"keberatan": {"telepon": "nanti"}}, "harus berupa nomor telepon"),
    ({"lapor": {"tautan": "javascript:alert(1)"}}, "diawali https://"),
    ({"lapor": {"tautan": "https://a b"}}, "diawali https://"),
    ({"lapor": {"nama": 5}}, "harus berisi satu teks"),
    ({"lapor": {"nama": "a\nb"}}, "satu baris"),
    ({"lapor": {"nama": "a" * 201}}, "paling banyak 200 huruf"),
])
def test_settings_that_do_not_fit_are_told_in_a_sentence(options, said):
    with pytest.raises(SettingsError, match=re.escape(said)):
        services.read(options)


def test_changes_are_seen_and_heard_and_the_rest_is_left_out():
    old = read("maklumat").document
    new = read("maklumat", ("paling lambat 10 hari", "paling lambat 9 hari")).document
    html = changes.html(old, new)
    assert '<del><span class="tersembunyi">dihapus: </span>10<span class="tersembunyi"> (akhir hapusan)</span></del>' \
        in html
    assert '<ins><span class="tersembunyi">ditambah: </span>9<span class="tersembunyi"> (akhir tambahan)</span></ins>' \
        in html
    assert "<p>…</p>" in html
    assert "bersedia menerima sanksi" not in html
    assert changes.html(old, old) == changes.UNCHANGED


def test_hostile_changes_stay_text():
    new = read("maklumat", ("Permohonan dijawab", f"{EVIL} Permohonan dijawab")).document
    assert "<script" not in changes.html(read("maklumat").document, new)


def test_a_citation_names_office_title_revision_day_address_and_digest():
    given = revision(b"a", 2, date=date(2025, 2, 5))
    said = citing.sentence(read("maklumat").document, given, "https://ppid.contoh.go.id/d/abc/2/")
    assert said == ("BADAN CONTOH, PEMERINTAH PROVINSI CONTOH. Maklumat: Maklumat Pelayanan Informasi Publik (SOP "
                    "Nomor 800/07/Sekr/BCN/2025), revisi 2, disahkan 5 Februari 2025. "
                    "https://ppid.contoh.go.id/d/abc/2/. "
                    f"SHA-256 {given.digest}.")


FEBRUARY, MARCH, MAY = date(2026, 2, 1), date(2026, 3, 1), date(2026, 5, 1)
START = {"date": date(2026, 1, 5), "effective": date(2026, 1, 5)}
WITHDRAWN = {"date": date(2026, 1, 20), "effective": MAY, "is_withdrawal": True}  # it counts once it is signed
AGAIN, FROM_MARCH, FROM_MAY = ({"date": FEBRUARY, "effective": day} for day in (FEBRUARY, MARCH, MAY))


def said(*facts, today=FEBRUARY):
    """What the pages of a document's revisions say of their state, in turn, and last what its own page says."""
    history = tuple(revision(b"%d" % at, at, **more) for at, more in enumerate(facts, 1))
    newest, document = history[-1], read("maklumat", ("efektif: 2025-01-22", f"efektif: {facts[-1]['effective']}"))
    state = (State.WITHDRAWN if newest.is_withdrawal else
             State.NOT_YET if newest.effective > today else State.APPROVED)
    given = replace(verdict(document, state), history=history)
    holding = evidence.holding(given, today)
    assert status.of_revision(newest, given, holding) is None  # its words are the document's
    found = [status.of_revision(past, given, holding) for past in history[:-1]]
    found.append(status.of(document.document, state, holding))
    for one in found:
        mark = one.key.replace("-", " ").upper()
        assert f">{mark}</strong>" in one.line
    return [re.sub("<[^>]+>", "", one.line) for one in found]


NOW_3 = "BERLAKU Telah disahkan dan berlaku sejak 1 Februari 2026."
FATES = {
    "replaced": ([START, AGAIN], FEBRUARY, [
        "DIGANTIKAN Revisi ini tidak berlaku lagi; penggantinya revisi 2.", NOW_3]),
    "replaced before the withdrawal": ([START, START | {"effective": date(2026, 1, 6)}, WITHDRAWN], FEBRUARY, [
        "DIGANTIKAN Revisi ini tidak berlaku lagi; penggantinya revisi 2.",
        "DICABUT Revisi ini dicabut dengan revisi 3 dan tidak berlaku lagi.",
        "DICABUT Dokumen ini telah dicabut dan tidak berlaku lagi."]),
    "withdrawn and in force again": ([START, WITHDRAWN, AGAIN], FEBRUARY, [
        "DICABUT Revisi ini dicabut dengan revisi 2 dan tidak berlaku lagi. Yang berlaku sekarang revisi 3.",
        "DICABUT Revisi ini mencabut dokumen; penggantinya revisi 3, yang mulai berlaku 1 Februari 2026.", NOW_3]),
    "withdrawn, soon in force again": ([START, WITHDRAWN, FROM_MAY], FEBRUARY, [
        "DICABUT Revisi ini dicabut dengan revisi 2 dan tidak berlaku lagi.",
        "DICABUT Revisi ini mencabut dokumen; penggantinya revisi 3, yang mulai berlaku 1 Mei 2026.",
        "BELUM BERLAKU Telah disahkan, mulai berlaku 1 Mei 2026."]),
    "withdrawn before its day": ([START, FROM_MARCH | {"date": date(2026, 1, 6)}, WITHDRAWN], FEBRUARY, [
        "DICABUT Revisi ini dicabut dengan revisi 3 dan tidak berlaku lagi.",
        "DICABUT Revisi ini dicabut dengan revisi 3 dan tidak berlaku.",
        "DICABUT Dokumen ini telah dicabut dan tidak berlaku lagi."]),
    "two ahead": ([START, FROM_MARCH, FROM_MAY], FEBRUARY, [
        "BERLAKU Revisi ini berlaku sampai digantikan revisi 2 pada 1 Maret 2026.",
        "BELUM BERLAKU Revisi ini mulai berlaku 1 Maret 2026, sampai digantikan revisi 3 pada 1 Mei 2026.",
        "BELUM BERLAKU Telah disahkan, mulai berlaku 1 Mei 2026. Sampai tanggal itu, yang berlaku revisi 1, lalu "
        "revisi 2 mulai 1 Maret 2026."]),
    "two ahead, the first has come": ([START, FROM_MARCH, FROM_MAY], MARCH, [
        "DIGANTIKAN Revisi ini tidak berlaku lagi; penggantinya revisi 2.",
        "BERLAKU Revisi ini berlaku sampai digantikan revisi 3 pada 1 Mei 2026.",
        "BELUM BERLAKU Telah disahkan, mulai berlaku 1 Mei 2026. Sampai tanggal itu, yang berlaku revisi 2."]),
    "overtaken by a newer one": ([START, FROM_MAY, FROM_MARCH], FEBRUARY, [
        "BERLAKU Revisi ini berlaku sampai digantikan revisi 3 pada 1 Maret 2026.",
        "DIGANTIKAN Revisi ini tidak berlaku; penggantinya revisi 3.",
        "BELUM BERLAKU Telah disahkan, mulai berlaku 1 Maret 2026. Sampai tanggal itu, yang berlaku revisi 1."]),
    "nothing holds yet": ([FROM_MARCH, FROM_MAY], FEBRUARY, [
        "BELUM BERLAKU Revisi ini mulai berlaku 1 Maret 2026, sampai digantikan revisi 2 pada 1 Mei 2026.",
        "BELUM BERLAKU Telah disahkan, mulai berlaku 1 Mei 2026."]),
}


@pytest.mark.parametrize("case", FATES)
def test_the_pages_of_all_revisions_agree_on_which_one_holds_when(case):
    facts, today, expected = FATES[case]
    assert said(*facts, today=today) == expected


def test_lists_name_all_that_hold_until_the_newest_does():
    found = status.of(read("maklumat").document, State.NOT_YET, Holding(revision(b"a", 1), (revision(b"b", 2),)))
    assert found.word == "Belum berlaku; sampai tanggal efektif berlaku revisi 1, lalu revisi 2"
