"""Keys and shapes."""

from __future__ import annotations

from pathlib import Path

import pytest

from maklumat import frontmatter, shape
from maklumat.frontmatter import Mapping
from maklumat.model import Kind

BASE = Path(__file__).parents[1] / "rules" / "base" / "content"
DOCUMENTS = {Kind(path.relative_to(BASE).parts[0]): path for path in BASE.rglob("index.md")}


def fields(text: str) -> Mapping:
    front = frontmatter.read(("---", *text.split("\n"), "---"))
    assert front.fields is not None and front.problems == ()
    return front.fields


def found(text: str, kind: Kind = Kind.SOP) -> list[tuple[str, int, int, str]]:
    return [(code, problem.place.line, problem.place.column, problem.help)
            for code, problem in shape.check(fields(text), kind)]


@pytest.mark.parametrize("kind", Kind)
def test_the_base_documents_have_no_fault(kind: Kind):
    front = frontmatter.read(tuple(DOCUMENTS[kind].read_text(encoding="utf-8").split("\n")))
    assert list(shape.check(front.fields, kind)) == []


@pytest.mark.parametrize("name", sorted(shape.FORMS[Kind.SOP]))
def test_an_empty_value_has_every_shape(name: str):
    assert found(f"{name}:") == found(f'{name}: ""') == []


@pytest.mark.parametrize(("text", "expected"), [
    ("statsu: berlaku", ("SP02", 2, 1, "Mungkin maksud Anda `status`.")),
    ("Nomor SOP: 1", ("SP02", 2, 1, "Mungkin maksud Anda `nomor_sop`.")),
    ("instansi:\n  unitkerja: x", ("SP02", 3, 3, "Mungkin maksud Anda `unit_kerja`.")),
    ("langkah:\n  - kegitan: x", ("SP02", 3, 5, "Mungkin maksud Anda `kegiatan`.")),
    ("instansi:\n  xyz: x", ("SP02", 3, 3, "Kunci yang ada: `pemerintah`, `perangkat_daerah`, `unit_kerja`.")),
    ("status: Berlaku", ("FM12", 2, 9, "Mungkin maksud Anda `status: berlaku`.")),
    ("cara: x", ("FM12", 2, 7, "Pilih salah satu: `sshsig`, `basah`, `tte`.")),
    ("jenis: SOP", ("SP13", 2, 8, "Mungkin maksud Anda `jenis: sop`.")),
    ("langkah:\n  - jenis: awal", ("FM12", 3, 12, "Pilih salah satu: `mulai`, `proses`, `keputusan`, `selesai`.")),
    ("revisi: 1.0", ("FM14", 2, 9, "Tulis seperti ini: `revisi: 1`.")),
    ("judul:\n  - a", ("FM11", 3, 3, "Tulis `judul: nilai` pada satu baris.")),
    ("keterkaitan: a", ("FM11", 2, 14, "Tulis `keterkaitan:`, lalu setiap butir pada baris sendiri yang diawali "
                        "`  - `.")),
    ("keterkaitan:\n  -a", ("FM11", 3, 3, "Beri satu spasi sesudah tanda `-` pada setiap butir.")),
    ("instansi: x", ("FM11", 2, 11, "Tulis `instansi:`, lalu pada baris berikutnya, menjorok dua spasi, "
                     "`pemerintah: …`.")),
    ("pelaksana:\n  a: [b]", ("FM11", 3, 6, "Tulis `a: nama yang tampil`.")),
    ("lampiran:\n  - a.pdf", ("FM11", 3, 5, "Tulis `- berkas: …`, lalu `sha256: …` di bawahnya, sejajar.")),
    ("peringatan:\n  - Bila: maka", ("FM11", 3, 5, "Apit butir dengan tanda kutip; titik dua yang diikuti spasi "
                                      "membuatnya terbaca sebagai kunci dan nilai.")),
])
def test_faults(text: str, expected: tuple[str, int, int, str]):
    assert found(text) == [expected]


def test_a_key_of_the_other_kind_is_told_apart():
    (code, problem), = shape.check(fields("dasar_hukum: []"), Kind.MAKLUMAT)
    assert (code, problem.message) == ("SP02", "kunci `dasar_hukum` hanya untuk SOP")


@pytest.mark.parametrize("name", ["../a.pdf", "/a.pdf", "folder/a.pdf", "a", ".a.pdf", "a\\b.pdf", "..pdf",
                                  "a.svg", "a.html", "a.js", "a.pdf.xhtml", "a.pdfx"])
def test_an_attachment_is_a_plain_file_name(name: str):
    assert [code for code, *_ in found(f"lampiran:\n  - berkas: '{name}'\n    sha256: {'a' * 64}")] == ["FM15"]


@pytest.mark.parametrize("name", ["a.pdf", "Pindaian 1.PNG", "a.b.docx", "data.csv"])
def test_an_attachment_of_a_passive_kind_is_fine(name: str):
    assert found(f"lampiran:\n  - berkas: '{name}'\n    sha256: {'a' * 64}") == []
