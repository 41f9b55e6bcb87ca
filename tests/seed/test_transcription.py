"""The SOP in content/ against the text it was transcribed from: every value, every empty cell, and nothing besides."""

from __future__ import annotations

import html
import re
from pathlib import Path

from maklumat import documents

HERE = Path(__file__).parent
PATH = "content/sop/maklumat-pelayanan-informasi-publik/index.md"
DOCUMENT = documents.read(PATH, (HERE.parents[1] / PATH).read_bytes()).document

# What is damaged in the source, and how it was read; the document's own `catatan_revisi` lists the same.
MENDED = {
    "janji ja dan kesanggupan": "janji dan kesanggupan",
    "secara terus menerus perbaikan secara tents": "secara terus menerus",
    "untuk men menerima": "untuk menerima",
    "memuat :": "memuat:",
    "Peraturan Pemerintah 61 Tahun 2010": "Peraturan Pemerintah Nomor 61 Tahun 2010",
}
DATES = {"20-Jan-25": "2025-01-20", "": ""}
ADDED = {  # what a document needs and the paper form has no box for
    "jenis": "sop", "id": "maklumat-pelayanan-informasi-publik", "revisi": "1", "status": "berlaku", "cara": "basah",
    "tanggal_pengesahan": "", "alur": "diasumsikan",
}


def source() -> str:
    return (HERE / "sop-maklumat.txt").read_text(encoding="utf-8")


def cells() -> list[list[str]]:
    """The rows of the source's two tables: mended, without markup, each cell as one line of text."""
    text = source()
    for damaged, mended in MENDED.items():
        text = text.replace(damaged, mended)
    rows = (line.split("\t") for line in text.splitlines() if line.strip())
    return [[" ".join(html.unescape(re.sub(r"<[^>]*>", " ", cell)).split()) for cell in row] for row in rows]


def numbered(cell: str, marks: str = r"\d+\.") -> list[str]:
    """The entries of a list that was flattened into one cell; a cell without marks is one entry, an empty one none."""
    return [part for part in re.split(rf"(?:^|\s){marks}\s", cell) if part]


def field(*path: str) -> str:
    scalar = DOCUMENT.text(*path)
    return scalar.text if scalar else ""


def entries(name: str) -> list[str]:
    return [scalar.text for scalar in DOCUMENT.texts(name)]


def test_each_mended_place_stands_once_in_the_source_and_is_told_to_the_reader():
    for damaged, mended in MENDED.items():
        assert source().count(damaged) == 1
        assert f'"{damaged}" dibaca "{mended}"' in field("catatan_revisi")


def test_identity():
    kop, created, revised, effective, approved, unit = cells()[:6]
    assert kop[1:] == ["Nomor SOP", field("nomor_sop")]
    assert kop[0] == f"{field('instansi', 'pemerintah')} {field('instansi', 'perangkat_daerah')}"
    for row, label, name in ((created, "Tanggal Pembuatan", "tanggal_pembuatan"),
                             (revised, "Tanggal Revisi", "tanggal_revisi"),
                             (effective, "Tanggal Efektif", "tanggal_efektif")):
        assert row[1] == label
        assert field(name) == DATES[row[2]]
    title, name, nip = (field("disahkan_oleh", key) for key in ("jabatan", "nama", "nip"))
    assert approved[1:] == ["Disahkan Oleh", f"{title} {name} NIP. {nip}"]
    assert unit == [field("instansi", "unit_kerja"), "Nama SOP", field("judul")]


def test_boxes():
    rows = cells()[6:12]
    names = (("dasar_hukum", "kualifikasi_pelaksana"), ("keterkaitan", "peralatan_perlengkapan"),
             ("peringatan", "pencatatan_pendataan"))
    labels = (("Dasar Hukum", "Kualifikasi Pelaksana"), ("Keterkaitan", "Peralatan/Perlengkapan"),
              ("Peringatan", "Pencatatan dan Pendataan"))
    for pair, label, heading, content in zip(names, labels, rows[::2], rows[1::2], strict=True):
        assert tuple(heading[:2]) == label
        for name, cell in zip(pair, content, strict=False):
            assert entries(name) == numbered(cell)
    assert entries("pencatatan_pendataan") == []


def test_procedure():
    header, actors, *rows = cells()[12:]
    assert [cell for cell in header if cell] == ["No", "Kegiatan", "Pelaksana", "Mutu Baku", "Ket"]
    assert [cell for cell in actors if cell] == [*(actor.name.text for actor in DOCUMENT.actors),
                                                 "Kelengkapan", "Waktu", "Output"]
    assert len(rows) == len(DOCUMENT.steps)
    for number, (row, step) in enumerate(zip(rows, DOCUMENT.steps, strict=True), 1):
        activity, *details = re.split(r"\s[a-z]\.\s", row[1])
        assert row[0] == str(number)
        assert (step.activity.text, [detail.text for detail in step.details]) == (activity, details)
        quality = [value.text if value else "" for value in (step.inputs, step.time, step.output, step.note)]
        assert row[2:] + [""] * (8 - len(row)) == ["", "", *quality]  # the actors' symbols were lost in the source


def test_nothing_besides():
    keys = {entry.key.text for entry in DOCUMENT.fields}
    from_source = {"judul", "nomor_sop", "instansi", "tanggal_pembuatan", "tanggal_revisi", "tanggal_efektif",
                   "disahkan_oleh", "dasar_hukum", "kualifikasi_pelaksana", "keterkaitan", "peralatan_perlengkapan",
                   "peringatan", "pencatatan_pendataan", "pelaksana", "langkah", "catatan_revisi"}
    assert keys == from_source | ADDED.keys() | {"lampiran"}
    assert {name: field(name) for name in ADDED} == ADDED
    assert entries("lampiran") == []
    assert DOCUMENT.body.blocks == ()


def test_the_assumed_flow():
    flow = [(step.id.text, step.kind.text, [actor.text for actor in step.actors], step.next and step.next.text)
            for step in DOCUMENT.steps]
    assert flow == [("susun", "mulai", ["petugas"], "tetapkan"), ("tetapkan", "proses", ["atasan"], "umumkan"),
                    ("umumkan", "selesai", ["petugas"], None)]
