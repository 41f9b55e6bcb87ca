"""The register: one line per document, every value as text, and a sentence where there is nothing to list."""

from __future__ import annotations

from pathlib import Path

from maklumat import documents, register, status
from maklumat.catalogue import Catalogue, Entry
from maklumat.model import State
from maklumat.planned import Facts
from maklumat.verdicts import Verdict

from .verdicts import revision

PATH = "content/sop/maklumat-informasi-publik/index.md"
BASE = (Path(__file__).parents[1] / "rules/base" / PATH).read_text(encoding="utf-8")


def row(text=BASE, state=State.APPROVED, holding=None):
    document = documents.read(PATH, text.encode()).document
    return Entry(document, text.encode(), Verdict(PATH, "a", state, "", ""), "sop/a/", "d/a/",
                 status.of(document, state, holding), holding)


def block(rows):
    [(page, _)] = register.pages(Catalogue(tuple(rows), Facts()))
    return page.block


def test_a_line_holds_what_one_looks_a_document_up_by():
    line = next(line for line in block([row()]).splitlines() if 'scope="row"' in line)
    assert line == (
        '<tr><th scope="row"><a href="../sop/a/">Penetapan Maklumat Pelayanan Informasi Publik</a></th><td>SOP</td>'
        "<td>800/07/Sekr/BCN/2025</td><td>BADAN CONTOH</td>"
        '<td><time datetime="2025-01-20">20 Januari 2025</time></td><td>Berlaku</td></tr>')


def test_the_state_is_told_in_words():
    assert "<td>Rancangan</td></tr>" in block([row(state=State.DRAFT)])
    assert "<td>Dicabut</td></tr>" in block([row(state=State.WITHDRAWN)])


def test_a_text_signed_ahead_does_not_hide_what_holds():
    said = block([row(state=State.NOT_YET, holding=revision(b"dulu", 3))])
    assert "<td>Belum berlaku; sampai tanggal efektif berlaku revisi 3</td></tr>" in said
    assert "<td>Belum berlaku</td></tr>" in block([row(state=State.NOT_YET)])


def test_hostile_titles_stay_text():
    text = BASE.replace("judul: Penetapan", "judul: <script>alert(1)</script> Penetapan")
    assert "<script" not in block([row(text)])
    assert "&lt;script&gt;" in block([row(text)])


def test_nothing_to_list():
    assert "Belum ada dokumen yang disahkan." in block([])
    assert "<table" not in block([])
