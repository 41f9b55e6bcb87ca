"""What an editor's page says above a document, whatever the state and whatever was found."""

from __future__ import annotations

import re
from html import unescape

import pytest

from maklumat import documents, passages, preview
from maklumat import plan as core
from maklumat.findings import Finding, Level, Place
from maklumat.model import State
from maklumat.plan import Facts, Mode
from maklumat.preview import Notes
from maklumat.verdicts import Refusal, Verdict

PATH = "content/maklumat/dinas/a/index.md"
TEXT = "---\njenis: maklumat\nid: a\njudul: Maklumat A\n---\nKami berjanji.\n"


def notes(*findings: Finding, state: State = State.DRAFT, **more) -> Notes:
    reading = documents.read(PATH, TEXT.encode())
    verdict = Verdict(PATH, "a", state, "isi berkas ini bukan yang disahkan", "")
    return Notes("content", (passages.told(reading),), {PATH: verdict}, findings, **more)


def shown(said: Notes, mode: Mode = Mode.PREVIEW) -> str:
    made = core.plan(said.texts, Facts(mode=mode))
    return preview.Pages(made, said)["maklumat/dinas/a/index.md"].block


def plain(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", "", html)).split())


def finding(excerpt: str = "Kami berjanji.", place: Place = Place(6, 6, 8), **more) -> Finding:
    given = {"code": "MK01", "level": Level.ERROR, "message": "kata `x < y` salah", "help": "Tulis `y`."}
    return Finding(path=PATH, place=place, excerpt=excerpt, **(given | more))


def test_where_nothing_was_found_it_says_so():
    html = shown(notes())
    assert "Tidak ada temuan." in html
    assert "<ol>" not in html[:html.index("<article")]


NEXT = {
    State.DRAFT: "RANCANGAN Belum disahkan. Berikutnya: pejabat pengesah menandatangani dengan maklumat sign a --key",
    State.APPROVED: "DISAHKAN Isinya sudah disahkan. Untuk mengubahnya: naikkan revisi,",
    State.NOT_YET: "DISAHKAN Isinya sudah disahkan dan berlaku mulai tanggal efektifnya.",
    State.WITHDRAWN: "DICABUT Dokumen ini sudah dicabut;",
    State.VOID: "GUGUR Isi berkas ini bukan yang disahkan. Selama begini situs tidak dapat terbit. Berikutnya:",
}


@pytest.mark.parametrize("state", State)
def test_each_state_has_its_words_and_its_next_step(state):
    assert NEXT[state] in plain(shown(notes(state=state)))


def test_faults_come_before_the_signature_and_without_an_approver_so_does_enrolling():
    assert "Berikutnya: perbaiki setiap galat di bawah" in plain(shown(notes(finding())))
    assert "Berikutnya: daftarkan pejabat pengesah" in plain(shown(notes(), Mode.SAMPLE))
    assert "BELUM DIPERIKSA" in shown(notes(is_unproven=True, remark="ssh-keygen tidak ada"))


def test_a_finding_is_shown_whole_and_harmless():
    html = shown(notes(finding('Kami <b>"x"</b> & y', Place(6, 6, 3))))
    assert '<a href="../../../aturan/MK01/">MK01</a> <span class="tempat">baris 6, kolom 6</span>' in html
    assert "<pre><code>Kami <mark>&lt;b&gt;</mark>&quot;x&quot;&lt;/b&gt; &amp; y</code></pre>" in html
    assert '<p class="pesan">Kata <code>x &lt; y</code> salah.</p>' in html
    assert '<p class="bantuan">Tulis <code>y</code>.</p>' in html


def test_a_place_behind_the_line_has_a_mark_too():
    assert "<pre><code>ab<mark>&nbsp;</mark></code></pre>" in shown(notes(finding("ab", Place(6, 3))))


def test_no_blank_line_ends_the_block_for_a_builder():
    html = shown(notes(finding("", help="satu\n\ndua"), finding(message="a\n\nb")))
    assert not re.search(r"\n[ \t]*\n", html[html.index("<aside"):])


def test_the_summary_counts_leads_and_says_what_the_gate_refuses():
    refusal = Refusal("GB11", PATH, "tanda tangan tidak cocok", "Minta.")
    said = notes(finding(), finding(level=Level.HINT), refusals=(refusal,))
    html = preview.summary(core.plan(said.texts, Facts()), said, "daftar/")
    assert "Pratinjau: 1 galat, 1 saran dalam 1 dokumen." in plain(html)
    assert '<a href="../maklumat/dinas/a/">Maklumat A</a>' in html
    assert '<a href="../aturan/GB11/">GB11</a>' in html
    assert html.index("GB11") < html.index("Maklumat A")
