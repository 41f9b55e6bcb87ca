"""The score of a maklumat, level by level, from evidence alone; the seven standards; announcements in the settings."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from maklumat import announced, evidence_page, passages, scorecard, status
from maklumat.announced import Announcement
from maklumat.catalogue import Catalogue, Entry
from maklumat.errors import SettingsError
from maklumat.model import State
from maklumat.planned import TEMPLATES, Facts, Mode

from .test_pages import read
from .verdicts import DAY, verdict

EVIL = '"><script>alert(1)</script>'
BOARD = Announcement("informasi-publik", "papan pengumuman", DAY, "foto/papan.jpg", "Loket 1")
PHOTO = "content/foto/papan.jpg"
POST = Announcement("informasi-publik", "media sosial", DAY, "https://sosial.contoh/1")


def entry(kind="maklumat", *changes, state=State.APPROVED):
    reading = read(kind, *changes)
    given = verdict(reading, state)
    return Entry(passages.told(reading), given, f"{kind}/x/", "d/x/", status.of(reading.document, state))


def facts(*announcements, **more):
    given = {"mode": Mode.STRICT, "is_anchored": True, "today": date(2025, 6, 1), "announced": announcements,
             "loose": (PHOTO,)}
    return Facts(**given | more)


def score(*announcements, changes=(), state=State.APPROVED, **more):
    catalogue = Catalogue((entry("maklumat", *changes, state=state),), facts(*announcements, **more))
    [card] = scorecard.scored(catalogue)
    return card.score


CLAUSE = "bersedia menerima sanksi dan/atau memberikan kompensasi apabila pelayanan yang diberikan tidak sesuai " \
    "standar."


def test_each_level_needs_its_evidence_and_all_below_it():
    assert score(state=State.DRAFT) == 1
    assert score(BOARD, POST, state=State.DRAFT) == 1
    assert score(BOARD, changes=((CLAUSE, "ramah dan santun."),)) == 2
    assert score() == 3
    assert score(POST) == 3
    assert score(BOARD) == 5  # a site that is official is an electronic announcement
    assert score(BOARD, mode=Mode.SAMPLE) == 4
    assert score(BOARD, POST, mode=Mode.SAMPLE) == 5
    assert score(BOARD, state=State.NOT_YET) == 5


OTHER = Announcement("lain", "papan pengumuman", DAY, "foto/papan.jpg")
EARLIER = Announcement("informasi-publik", "papan pengumuman", date(2025, 1, 19), "foto/papan.jpg")
UNCOUNTED = {
    "in the future": ([BOARD], {"today": date(2025, 1, 19)}), "the photo is not there": ([BOARD], {"loose": ()}),
    "of another document": ([OTHER], {}), "before this revision was signed": ([EARLIER], {}),
}


@pytest.mark.parametrize("case", UNCOUNTED)
def test_what_does_not_count_is_told_with_the_reason(case):
    announcements, change = UNCOUNTED[case]
    assert score(*announcements, **change) == 3
    [page] = evidence_page.pages(Catalogue((entry(),), facts(*announcements, **change)))
    assert ("Pengumuman yang tidak dihitung" in page.block) == (announcements != [OTHER])


def test_withdrawn_ones_and_procedures_have_no_score():
    catalogue = Catalogue((entry(state=State.WITHDRAWN), entry("sop")), facts())
    assert scorecard.scored(catalogue) == ()
    [page] = evidence_page.pages(catalogue)
    assert evidence_page.NONE in page.block


@pytest.mark.parametrize(("title", "letter"), [
    ("Penetapan Maklumat Pelayanan Informasi Publik", "f"), ("Pengumuman Maklumat Pelayanan", "f"),
    ("Pengujian Konsekuensi atas Permintaan Informasi", "g"), ("Pengajuan Keberatan atas Permohonan Informasi", "c"),
    ("Pemutakhiran Daftar Informasi Publik", "d"), ("Permohonan Informasi Publik", "b"),
    ("Pendokumentasian Informasi Publik", "e"), ("Pengumuman Informasi Berkala", "a"),
    ("Tugas Pejabat Pengelola Informasi dan Dokumentasi", ""),
])
def test_a_procedure_is_about_the_standard_that_its_title_names(title, letter):
    given = entry("sop", ("judul: Penetapan Maklumat Pelayanan Informasi Publik", f"judul: {title}"))
    found = scorecard.standards(Catalogue((given,), facts()))
    assert [each.standard.letter for each in found] == list("abcdefg")
    assert "".join(each.standard.letter for each in found if each.entries) == letter


def test_the_page_links_the_evidence_and_says_what_comes_next():
    [page] = evidence_page.pages(Catalogue((entry(), entry("sop")), facts(BOARD)))
    assert '<p class="nilai"><strong>5</strong> dari 5</p>' in page.block
    assert '<a href="../foto/papan.jpg">Papan pengumuman, 20 Januari 2025</a>: Loket 1' in page.block
    assert '<a href="../maklumat/x/revisi/1/naskah.txt.sig">' in page.block
    assert "Untuk nilai berikutnya" not in page.block
    assert page.head.listed
    [page] = evidence_page.pages(Catalogue((entry(),), facts()))
    assert "Untuk nilai berikutnya:</strong> Umumkan di papan pengumuman" in page.block


def test_hostile_texts_stay_text():
    given = Announcement("informasi-publik", "media sosial", DAY, "https://a.b/c", EVIL)
    hostile = entry("maklumat", ("judul: Maklumat", f"judul: '{EVIL}'\ny: Maklumat"))
    [page] = evidence_page.pages(Catalogue((hostile,), facts(given)))
    assert "<script" not in page.block and not re.search(r"\n\s*\n", page.block)


def test_the_sheet_tells_the_same_and_its_day_is_that_of_the_last_act():
    given = facts(BOARD, site_url="https://ppid.contoh.go.id/", theme=TEMPLATES)
    [sheet] = evidence_page.sheet(Catalogue((entry(),), given))
    assert (sheet.uri, sheet.day) == ("bukti/bukti.pdf", DAY)
    for part in ('"mark":""', '"score":5', '"address":"https://ppid.contoh.go.id/d/x/"',
                 "Papan pengumuman, 20 Januari 2025"):
        assert part in sheet.data
    [sample] = evidence_page.sheet(Catalogue((entry(state=State.DRAFT),), facts(mode=Mode.SAMPLE, theme=TEMPLATES)))
    assert '"mark":"CONTOH"' in sample.data
    unproven = replace(given, is_anchored=False)
    assert all('"mark":"PRATINJAU"' in sheet.data for sheet in evidence_page.sheet(Catalogue((entry(),), unproven)))
    assert list(evidence_page.sheet(Catalogue((), facts()))) == []


def test_announcements_are_read_from_the_settings():
    row = {"dokumen": "informasi-publik", "media": "papan pengumuman", "tanggal": "2025-01-20",
           "bukti": "foto/papan.jpg", "keterangan": "Loket 1"}
    assert announced.read([row]) == (BOARD,)
    assert announced.read("") == announced.read(None) == announced.read([]) == ()


@pytest.mark.parametrize(("change", "said"), [
    ({"media": "radio"}, "butir 1 dari `pengumuman` di mkdocs.yml berisi media `radio`"),
    ({"tanggal": "20 Januari 2025"}, "tulis misalnya 2025-02-07"), ({"tanggal": None}, "belum berisi `tanggal`"),
    ({"bukti": "../luar.jpg"}, "bukan alamat https://"), ({"bukti": "http://a.b/"}, "bukan alamat https://"),
    ({"bukti": "foto/papan.svg"}, "bukan alamat https://"), ({"bukti": "javascript:x"}, "bukan alamat https://"),
    ({"dokumen": 5}, "`dokumen` pada butir 1 dari `pengumuman` di mkdocs.yml harus berisi satu teks"),
    ({"keterangan": "a\nb"}, "harus berupa satu baris"), ({"foto": "x"}, "kunci `foto`"),
])
def test_settings_that_do_not_fit_are_told_in_a_sentence(change, said):
    row = {"dokumen": "a", "media": "laman", "tanggal": "2025-01-20", "bukti": "https://a.b/"}
    with pytest.raises(SettingsError, match=re.escape(said)):
        announced.read([row | change])


@pytest.mark.parametrize("options", ["teks", {"a": "b"}, ["teks"]])
def test_a_list_of_entries_is_asked_for(options):
    with pytest.raises(SettingsError, match="harus ber"):
        announced.read(options)


def test_many_stand_on_pages_of_their_own_and_on_no_sheet(monkeypatch):
    monkeypatch.setattr(evidence_page, "PER_PAGE", 2)
    monkeypatch.setattr(evidence_page, "ON_PAPER", 4)
    monkeypatch.setattr(evidence_page, "NAMED", 3)
    given = facts(BOARD, theme=TEMPLATES)
    catalogue = Catalogue((*[entry()] * 5, *[entry("sop")] * 5), given)
    pages = list(evidence_page.pages(catalogue))
    assert [page.address for page in pages] == ["bukti/", "bukti/2/", "bukti/3/"]
    assert [page.block.count('class="nilai"') for page in pages] == [2, 2, 1]
    assert [page.head.listed for page in pages] == [True, False, False]
    assert ['id="standar"' in page.block for page in pages] == [True, False, False]
    assert "dan 2 SOP lain" in pages[0].block
    assert '<a href="../../foto/papan.jpg">' in pages[1].block and 'href="../../maklumat/x/"' in pages[1].block
    assert '<a href="../../bukti/3/" rel="next">' in pages[1].block
    assert not any("bukti.pdf" in page.block for page in pages) and not list(evidence_page.sheet(catalogue))
    few = Catalogue(catalogue.entries[:4], given)
    assert all("bukti.pdf" in page.block for page in evidence_page.pages(few)) and list(evidence_page.sheet(few))
