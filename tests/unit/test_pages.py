"""What stands in a document's block, for every state and for hostile values."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import markdown
import pytest
import yaml
from markdown_it import MarkdownIt

from maklumat import documents, pages, staged
from maklumat.authenticity import Registry
from maklumat.evidence import Holding
from maklumat.model import State

from .verdicts import revision, verdict

BASE = Path(__file__).parents[1] / "rules/base"
PATHS = {"maklumat": "content/maklumat/informasi-publik/index.md",
         "sop": "content/sop/maklumat-informasi-publik/index.md"}
NOTHING_AROUND = pages.Around()
EVIL = '</article><script>alert("1")</script> & *tebal* {{ config }} <!-- -->'


def read(kind, *changes):
    text = (BASE / PATHS[kind]).read_text(encoding="utf-8")
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return documents.read(PATHS[kind], text.encode())


def block(kind, *changes, state=State.DRAFT, around=NOTHING_AROUND, **more):
    reading = read(kind, *changes)
    return pages.block(reading.document, verdict(reading, state, **more), around)


class Outline(HTMLParser):
    """Fails on elements that are not closed in order."""

    def __init__(self):
        super().__init__()
        self.open, self.roots = [], 0

    def handle_starttag(self, tag, attributes):
        if not self.open:
            self.roots += 1
        if tag not in ("br", "hr", "img"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


@pytest.mark.parametrize("kind", PATHS)
@pytest.mark.parametrize("state", State)
def test_one_well_formed_element_that_markdown_leaves_alone(kind, state):
    html = block(kind, state=state)
    outline = Outline()
    outline.feed(html)
    assert (outline.open, outline.roots) == ([], 1)
    assert not re.search(r"\n\s*\n", html)
    assert markdown.markdown(html, extensions=["attr_list", "tables", "toc", "md_in_html"]) == html
    assert MarkdownIt().render(html).strip() == html


@pytest.mark.parametrize("kind", PATHS)
def test_hostile_values_stay_text(kind):
    reading = read(kind, ("judul: Penetapan Maklumat" if kind == "sop" else "judul: Maklumat",
                          "judul: " + "'" + EVIL + "'\nx: Maklumat"))
    document = reading.document
    html = pages.block(document, verdict(reading, State.DRAFT))
    assert "<script" not in html
    assert html.count("</article>") == 1
    head = pages.head(document, State.DRAFT)
    assert "<script" not in staged.page(html, head)
    assert "<" not in staged.meta(head)["title"]
    assert yaml.safe_load(staged.page(html, head).split("---\n")[1]) == staged.meta(head)


SAYS = {
    State.APPROVED: ("BERLAKU", "Telah disahkan dan berlaku sejak"),
    State.NOT_YET: ("BELUM BERLAKU", "Telah disahkan, mulai berlaku"),
    State.WITHDRAWN: ("DICABUT", "tidak berlaku lagi"),
    State.VOID: ("GUGUR", "pernah ditandatangani, tetapi pengesahannya gugur"),
    State.DRAFT: ("RANCANGAN", "belum ditandatangani"),
}


@pytest.mark.parametrize("state", State)
def test_every_state_is_told_in_words_right_below_the_title(state):
    html = block("maklumat", state=state)
    mark, sentence = SAYS[state]
    line = html[html.index("</h1>"):html.index("</header>")]
    assert f"<strong class=\"tanda\">{mark}</strong>" in line
    assert sentence in line


def test_a_revision_signed_ahead_says_what_holds_until_then():
    earlier = revision(b"dulu", 3)
    html = block("maklumat", state=State.NOT_YET, around=pages.Around(holding=Holding(earlier)))
    line = html[html.index("</h1>"):html.index("</header>")]
    assert ('<span>Telah disahkan, mulai berlaku <time datetime="2025-01-22">22 Januari 2025</time>. Sampai tanggal '
            'itu, yang berlaku <a href="revisi/3/">revisi 3</a>.</span>') in line
    head = pages.head(read("maklumat").document, State.NOT_YET, pages.Around(holding=Holding(earlier)))
    assert "belum berlaku; sampai tanggal efektif berlaku revisi 3" in head.description


def test_nothing_unsigned_says_that_it_was_approved():
    assert "disahkan" not in block("maklumat").lower()
    unsigned = block("sop", ("cara: sshsig", "cara: basah"))
    assert "Transkripsi; pengesahan basah tercantum pada naskah sumber, belum diverifikasi di sini." in unsigned
    assert re.findall("(?i)disahkan[^<]*", unsigned) == ["Disahkan Oleh"]  # the form's own label


def test_only_signed_documents_go_into_the_search_index_and_the_sitemap():
    document = read("maklumat").document
    for state, listed in ((State.DRAFT, False), (State.VOID, False), (State.APPROVED, True), (State.WITHDRAWN, True)):
        meta = staged.meta(pages.head(document, state))
        assert meta["search"]["exclude"] is not listed
        assert meta["maklumat"]["tercantum"] == ("ya" if listed else "tidak")


def test_dates_and_numbers_are_written_for_people_and_machines():
    html = block("maklumat")
    assert '<time datetime="2025-01-22">22 Januari 2025</time>' in html
    assert "NIP 19700101 199501 1 001" in html


def test_empty_cells_of_the_form_stay_empty():
    html = block("sop", ("- Register maklumat pelayanan", ""), ("    waktu: 2 hari kerja\n", "    waktu:\n"))
    assert '<th scope="row">Tanggal Revisi</th><td></td>' in html
    assert '<td headers="pencatatan_pendataan" colspan="2"></td>' in html
    assert re.findall(r"<td[^>]*>(?:<span[^>]*>[^<]*</span> )?([^<]*)</td>", row_of(html, 1))[-4:] == [
        "Standar pelayanan", "", "Rancangan maklumat pelayanan", ""]
    assert row_of(html, 1).count('<td></td>') == 2  # not even a name where there is no value


def row_of(html, number):
    """The row of a step in the procedure table."""
    return re.search(rf'<tr><th scope="row">{number}</th>.*', html)[0]


def test_a_decision_tells_both_ways_and_stands_in_its_actors_column():
    other, own = re.findall(r'<td class="pelaksana.*?</td>', row_of(block("sop"), 2))
    assert own.endswith('<span class="alur-teks">Keputusan; Ya: ke langkah 3; Tidak: ke langkah 1.</span></td>')
    assert re.findall(r">(Ya|Tidak)</text>", own) == ["Ya", "Tidak"]
    assert "Atasan PPID." in own
    assert "<line" in other
    assert "langkah" not in other


def test_a_step_of_two_actors_has_its_symbol_in_both_columns():
    html = block("sop", ("    oleh: atasan\n", "    oleh: [petugas, atasan]\n"))
    row = row_of(html, 2)
    assert row.count("Keputusan; Ya: ke langkah 3") == row.count('class="lambang"') == 2
    assert row.count(">Ya</text>") == row.count(">Tidak</text>") == 1


def test_the_assumed_flow_is_told_only_where_it_is_assumed():
    assert "diasumsikan" not in block("sop")
    assert "diasumsikan" in block("sop", ("\npelaksana:\n", "\nalur: diasumsikan\npelaksana:\n"))


def test_attachments_are_linked_only_where_they_go_out():
    listed = ("lampiran: []", "lampiran:\n  - berkas: pindaian.pdf\n    sha256: " + "0" * 64)
    scan = frozenset({"pindaian.pdf"})
    there, amiss = pages.Around(enclosed=scan), pages.Around(unfit=scan)
    assert '<a href="pindaian.pdf">pindaian.pdf</a>' in block("maklumat", listed, state=State.APPROVED, around=there)
    assert "<dd>pindaian.pdf (berkas belum cocok)</dd>" in block("maklumat", listed, state=State.VOID, around=amiss)
    assert "<dd>pindaian.pdf</dd>" in block("maklumat", listed, state=State.VOID)
    assert "pindaian.pdf" not in block("maklumat", listed)


def test_the_date_of_approval_is_told_only_of_what_is_signed():
    row = '<dt>Tanggal pengesahan</dt><dd><time datetime="2025-01-21">'
    base = (BASE / PATHS["maklumat"]).read_text(encoding="utf-8")
    value = re.search(r"\ntanggal_pengesahan:.*", base)[0]
    dated = (value, "\ntanggal_pengesahan: 2025-01-21")
    assert row in block("maklumat", dated, state=State.APPROVED)
    assert "pengesahan" not in block("maklumat", dated).lower()


@pytest.mark.parametrize("typed", ["03/04/2025", "22 Januari 2025", "2025-1-22", "kapan-kapan"])
def test_a_date_that_is_not_stored_as_one_is_shown_as_typed(typed):
    html = block("maklumat", ("tanggal_efektif: 2025-01-22", f"tanggal_efektif: {typed}"), state=State.APPROVED)
    assert f"<dd>{typed}</dd>" in html
    assert "sejak " + typed in html


def test_an_approved_document_without_a_date_is_not_in_force_yet():
    html = block("maklumat", ("tanggal_efektif: 2025-01-22", "tanggal_efektif:"), state=State.NOT_YET)
    assert "Telah disahkan, tetapi belum berlaku." in html


def test_a_void_document_claims_nothing_even_where_its_text_is_the_signed_one():
    """A missing attachment voids a document whose own bytes were accepted."""
    reading = read("maklumat")
    given = replace(verdict(reading, State.APPROVED), state=State.VOID, reason="lampiran `a.pdf` hilang")
    registry = Registry("../../pengesah/", True, "../../keaslian/")
    html = pages.block(reading.document, given, pages.Around(registry=registry))
    assert "<dt>Sebab gugur</dt><dd>lampiran `a.pdf` hilang</dd>" in html
    for claim in ("Riwayat", "Keaslian", "Cara pengesahan", "Tanggal pengesahan"):
        assert claim not in html
