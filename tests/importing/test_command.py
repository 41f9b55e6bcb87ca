"""`maklumat import` as it is typed: what it writes, what it tells, and that nothing is overwritten or half written."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from maklumat import cli, documents

from . import forms

SEED = Path(__file__).parents[1] / "seed/sop-maklumat.txt"
WRITTEN = Path("content/sop/maklumat-pelayanan-informasi-publik/index.md")


@pytest.fixture
def office(tmp_path: Path, monkeypatch) -> Path:
    """An empty project, and the current folder."""
    (tmp_path / "mkdocs.yml").write_text("site_name: Uji\ndocs_dir: content\n", encoding="utf-8")
    (tmp_path / "content").mkdir()
    (tmp_path / "SOP.docx").write_bytes(forms.shapes_in_cells())
    monkeypatch.chdir(tmp_path)
    return tmp_path


def files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_the_seed_becomes_a_document_and_the_report_says_what_is_open(office, capsys):
    before = files(office)
    assert cli.main(["import", str(SEED)]) == 0
    assert files(office) == sorted([*before, WRITTEN.as_posix()])
    told = capsys.readouterr().out
    assert told.startswith(f"Rancangan SOP ditulis: {WRITTEN.as_posix()}\n")
    for sentence in ("Terisi dari naskah (17): judul, nomor_sop,", "dibiarkan kosong (8): tanggal_revisi, pencatatan_",
                     "`revisi: 1`", "Semua isi naskah sudah ditempatkan.", f"maklumat check {WRITTEN.as_posix()}",
                     "Isi `oleh`, `jenis`, `lanjut` pada langkah yang masih kosong."):
        assert sentence in told
    text = (office / WRITTEN).read_text(encoding="utf-8")
    assert 'nomor_sop: "800/24/Sekr.7/BKD"\n' in text
    assert '  nip: "196809011989112005"\n' in text
    assert cli.main(["check", "--format", "short"]) == 1
    codes = {line.split("[")[1].split("]")[0] for line in capsys.readouterr().out.splitlines() if "[" in line}
    assert {"ED01", "ED02", "DH01", "LK02"} <= codes
    assert not {code for code in codes if code[:2] in ("BK", "FM", "TX", "RP")}


def test_what_has_no_place_is_told_and_kept_in_the_file(office, capsys):
    assert cli.main(["import", "SOP.docx", "--id", "kominfo/layanan"]) == 0
    told = capsys.readouterr().out
    path = office / "content/sop/kominfo/layanan/index.md"
    notes = [line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
    assert len(notes) == 9  # one says what they are
    for note in ("belah ketupat di tabel 2, baris 4, kolom 4: Setuju?", "tabel 1, baris 5, kolom 4: Pembina Tk. I",
                 "tabel 2: garis atau panah, 3 buah: baris 3 kolom 3, baris 4 kolom 4"):
        assert f"# {note}" in notes
        assert note in told
    reading = documents.read("content/sop/kominfo/layanan/index.md", path.read_bytes())
    assert reading.problems == ()
    assert reading.document.id.text == "layanan"


def test_json_has_every_piece_with_its_place_and_nothing_else_is_printed(office, capsys):
    assert cli.main(["import", "SOP.docx", "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["path"] == "content/sop/pelayanan-permohonan-informasi/index.md"
    assert {"judul", "langkah (5)"} <= set(told["filled"])
    assert "oleh (langkah 4)" in told["empty"]
    assert {"where": "tabel 2, baris 3, kolom 3", "text": "garis atau panah"} in told["unplaced"]


def test_nothing_is_overwritten(office, capsys):
    assert cli.main(["import", str(SEED)]) == 0
    WRITTEN.write_text("sudah disunting", encoding="utf-8")
    assert cli.main(["import", str(SEED)]) == 2
    assert "sudah ada dan tidak ditimpa" in capsys.readouterr().err
    assert WRITTEN.read_text(encoding="utf-8") == "sudah disunting"
    (office / "content/sop/tautan").symlink_to(office / "tiada")
    assert cli.main(["import", str(SEED), "--id", "tautan"]) == 2
    assert not (office / "tiada").exists()


@pytest.mark.parametrize(("arguments", "sentence"), [
    (["tiada.docx"], "tiada.docx tidak ada"),
    (["content"], "content bukan berkas"),
    (["mkdocs.yml"], "formulir SOP tidak ditemukan"),
    (["kosong"], "formulir SOP tidak ditemukan"),
    (["SOP.docx", "--id", "../lain"], "tidak dapat menjadi nama folder"),
    (["SOP.docx", "--id", ""], "tidak dapat menjadi nama folder"),
    (["SOP.docx", "--id", "aux"], "tidak dapat dipakai di Windows"),
    (["SOP.docx", "--out", "mkdocs.yml"], "tidak dapat dibuat"),
    (["tanpa-nama.txt"], "nama SOP tidak terbaca"),
])
def test_what_cannot_go_on_says_why_and_leaves_nothing(office, capsys, arguments: list[str], sentence: str):
    (office / "kosong").write_bytes(b"")
    (office / "tanpa-nama.txt").write_text("No\tKegiatan\n1\tMencatat\n", encoding="utf-8")
    before = files(office)
    assert cli.main(["import", *arguments]) == 2
    told = capsys.readouterr()
    assert sentence in told.err
    assert told.err.count("\n") == 1
    assert told.out == ""
    assert files(office) == before
    assert not list(office.rglob(".maklumat-*"))


def test_a_disk_that_is_full_leaves_nothing(office, capsys, monkeypatch):
    def full(path: Path, data: bytes) -> None:
        raise OSError(28, "No space left on device", str(path))
    monkeypatch.setattr(Path, "write_bytes", full)
    assert cli.main(["import", str(SEED)]) == 2
    assert "tidak dapat dibaca atau ditulis" in capsys.readouterr().err
    assert not list((office / "content").rglob("*maklumat-*"))


def test_an_id_that_another_document_has_is_refused(office, capsys):
    assert cli.main(["import", "SOP.docx", "--id", "kominfo/layanan"]) == 0
    before = files(office)
    assert cli.main(["import", "SOP.docx", "--id", "bkd/layanan"]) == 2
    assert "id `layanan` sudah dipakai oleh content/sop/kominfo/layanan/index.md; pilih nama lain" in \
        capsys.readouterr().err
    assert cli.main(["import", "SOP.docx", "--id", "layanan", "--out", "di-luar"]) == 0
    assert files(office) == sorted([*before, "di-luar/layanan/index.md"])
