"""Files that are no harmless form: each is refused with one sentence that says what to do, in a moment."""

from __future__ import annotations

import io
import os
import struct
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from maklumat import document_text, documents, wordfile
from maklumat.importing import draft, report, texttables, word
from maklumat.importing.draft import Draft
from maklumat.importing.source import Cell, Line, Source, Table, Unreadable

from . import forms
from .accounting import lost
from .word_file import HEAD, NAMES, docx, p, package, tbl, tc

EXAMPLES = int(os.environ.get("MAKLUMAT_FUZZ", "60"))
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENTITIES = "".join(f'<!ENTITY e{at} "{f"&e{at - 1};" * 10 if at else "a" * 10}">' for at in range(10))


def from_word(data: bytes) -> Draft:
    parts = wordfile.read(data)
    return draft.read(word.read(parts.body, parts.others))


def body(content: str, before: str = "") -> bytes:
    return package({"word/document.xml": f"{HEAD}{before}<w:document {NAMES}><w:body>{content}</w:body></w:document>"})


def locked(data: bytes) -> bytes:
    """The same archive with the mark of a password on every part."""
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = data.find(sign)
        while start >= 0:
            flags, = struct.unpack_from("<H", data, start + at)
            data = data[:start + at] + struct.pack("<H", flags | 1) + data[start + at + 2:]
            start = data.find(sign, start + 4)
    return data


def archive(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, data in files.items():
            zipped.writestr(name, data)
    return out.getvalue()


@pytest.mark.parametrize(("data", "sentence"), [
    pytest.param(archive(teks=b"halo"), "bukan dokumen Word", id="zip"),
    pytest.param(package({"word/document.xml": "<w:workbook xmlns:w='x'/>"}), "bukan dokumen Word", id="other package"),
    pytest.param(docx(p("a"))[:-200], "rusak atau terpotong", id="truncated"),
    pytest.param(docx(p("a")).replace(b"word/document.xml", b"word/dokument.xml"), "rusak|bukan", id="broken names"),
    pytest.param(locked(docx(p("a"))), "kata sandi", id="password"),
    pytest.param(package({"word/document.xml": "<a>", "word/vbaProject.bin": b"x"}), "makro", id="macros"),
    pytest.param(body("", f"<!DOCTYPE w [{ENTITIES}]>"), "rusak", id="entity bomb"),
    pytest.param(body("", '<!DOCTYPE w SYSTEM "http://example.invalid/x.dtd">'), "rusak", id="outside type"),
    pytest.param(body("<w:p>" * 300 + "</w:p>" * 300), "rusak", id="depth"),
    pytest.param(body("<w:p>&amp;"), "rusak", id="no XML"),
    pytest.param(body("<w:p/>" + " " * (wordfile.MAX_XML + 1)), "melebihi 16 MiB", id="zip bomb"),
    pytest.param(body(f"<w:tbl><w:tr>{'<w:tc/>' * 10_001}</w:tr></w:tbl>"), "10000 sel", id="cells"),
])
def test_word_documents_that_are_refused(data: bytes, sentence: str):
    with pytest.raises(Unreadable, match=sentence):
        from_word(data)


@pytest.mark.parametrize(("data", "sentence"), [
    (OLE + b"\0" * 512, r"bentuk lama \(\.doc\)"), (OLE + "EncryptedPackage".encode("utf-16-le"), "kata sandi"),
    (b"%PDF-1.7", "itu PDF"), (b"{\\rtf1", "itu RTF"), (b"\x89PNG\r\n", "itu gambar"),
    (b"\xff\xd8\xff\xe0", "itu gambar"),
])
def test_other_formats_are_named(data: bytes, sentence: str):
    with pytest.raises(Unreadable, match=sentence):
        wordfile.refuse_foreign(data)


def test_nothing_outside_the_package_is_asked_for(monkeypatch):
    relations = ('<Relationships><Relationship Type="x/header" TargetMode="External" Target="http://example.invalid/"/>'
                 '<Relationship Type="x/footer" Target="../../../../etc/passwd"/></Relationships>')
    monkeypatch.setattr("socket.socket.connect", None)
    assert wordfile.read(package({"word/document.xml": f"<w:document {NAMES}/>",
                                  "word/_rels/document.xml.rels": relations})).others == {}


@pytest.mark.parametrize("text", [
    "<table>" * 3000, "<ol>" * 5000 + "<table>", "<table><tr>" + "<td rowspan=99999>" * 11_000, '"a\t' * 200_000,
    "<table>" + "<!--" * 50_000, "<table>" + "<a b='" * 50_000, "&#x110000;\t<table", "\n" * 100_000])
def test_pages_that_are_refused(text: str):
    with pytest.raises(Unreadable):
        draft.read(texttables.read(text))


FORM = forms.shapes_in_cells()


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_a_damaged_word_document_is_read_or_refused(data):
    """A part changed anywhere: a stretch cut out, put twice, or a letter exchanged."""
    with zipfile.ZipFile(io.BytesIO(FORM)) as zipped:
        files = {name: zipped.read(name) for name in zipped.namelist()}
    name = data.draw(st.sampled_from(["word/document.xml", "word/numbering.xml", "_rels/.rels"]))
    old = files[name].decode()
    start = data.draw(st.integers(0, len(old) - 1))
    end = data.draw(st.integers(start, min(len(old), start + 60)))
    new = data.draw(st.sampled_from(["", old[start:end] * 2, "9", "<w:p/>", "</w:tc>", "\u202e"]))
    try:
        from_word(package({**files, name: old[:start] + new + old[end:]}))
    except Unreadable as error:
        assert " " in str(error) and "Error" not in str(error)


LABELS = ["Nomor SOP", "Nama SOP:", "Tanggal Revisi", "Disahkan Oleh", "Dasar Hukum", "Peringatan", "No", "Kegiatan",
          "Pelaksana", "Mutu Baku", "Waktu", "Output", "Ket."]
SAMPLES = ["", "●", "1.", "NIP. 196809011989112005", "20-Jan-25", "a. satu b. dua", ":", "PEMERINTAH KOTA X DINAS Y",
           "1) satu\n2) dua", "Kepala\t\tBudi, S.H.", "Jl. Satu @"]
TEXTS = st.one_of(st.sampled_from([*LABELS, *SAMPLES]),
                  st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cn", "Co")), max_size=12))
LINES = st.lists(st.tuples(TEXTS, st.sampled_from(["", "1.", "•", "a."]), st.integers(0, 2)), max_size=3)
CELLS = st.tuples(LINES, st.integers(1, 3), st.integers(1, 3))
TABLES = st.lists(st.lists(st.lists(CELLS, min_size=1, max_size=6), min_size=1, max_size=6), min_size=1, max_size=3)


def source(tables: list) -> Source:
    made = []
    for table in tables:
        cells = []
        for row, texts in enumerate(table):
            column = 0
            for lines, rows, columns in texts:
                said = tuple(Line(text, "tempat", label, level) for text, label, level in lines)
                cells.append(Cell(row, column, rows, columns, said))
                column += columns
        made.append(Table(tuple(cells)))
    return Source(tuple(made))


FLOW = [[[("No", "", 0)], [("Kegiatan", "", 0)], [("Pelaksana", "", 0)], [("Output", "", 0)]]]


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(TABLES, st.booleans())
def test_of_any_tables_nothing_is_lost_and_the_draft_is_a_document(tables, has_flow):
    whole = [*tables, *([[[(lines, 1, 1) for lines in FLOW[0]], *tables[0]]] if has_flow else [])]
    read = source(whole)
    try:
        found = draft.read(read)
    except Unreadable:
        return
    assert not lost([line.text for table in read.tables for cell in table.cells for line in cell.lines], found)
    text = document_text.text(found.fields | {"id": "uji"}, report.notes(found.unplaced))
    reading = documents.read("content/sop/uji/index.md", text.encode("utf-8", "surrogatepass"))
    assert reading.document is not None
    assert not [code for code, _ in reading.problems if code.startswith("FM")]
    assert [step.activity.text if step.activity else "" for step in reading.document.steps] == [
        step["kegiatan"] for step in found.fields["langkah"]]


def test_the_largest_form_takes_a_moment():
    rows = [[tc(str(at)), tc("Mencatat permohonan"), tc("●"), tc("1 hari")] for at in range(1500)]
    heading = [tc("No"), tc("Kegiatan"), tc("Pelaksana"), tc("Waktu")]
    assert len(from_word(docx(tbl(heading, *rows, columns=4))).fields["langkah"]) == 1500
