"""`maklumat print`: a folder of prints that appears whole or not at all."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from maklumat import clock
from maklumat.cli import print as print_command

from ..sites import office as offices
from ..sites.office import MAKLUMAT, SOP
from .outputs import copied

CARDS = ("og.png", "cerita.png", "persegi.png", "potret.png", "takarir.txt", "teks-alternatif.txt")
SIGNED = {*(f"{MAKLUMAT}cetak/poster-{paper}.pdf" for paper in ("a3", "a4")), f"{SOP}cetak/sop.pdf",
          *(f"{address}sosial/{name}" for address in (MAKLUMAT, SOP) for name in CARDS)}


@pytest.fixture
def root(signed: offices.Office, tmp_path: Path) -> Path:
    """The office with both documents signed, to be changed by one test."""
    return Path(shutil.copytree(signed.root, tmp_path / "proyek", symlinks=True,
                                ignore=shutil.ignore_patterns("site")))


@pytest.fixture
def run(in_process, monkeypatch, signed):
    """run("print", cwd=folder), at a time when the office's documents hold, with its first commit for an anchor."""
    monkeypatch.setattr(clock, "now", lambda: offices.NOW)
    monkeypatch.setenv("MAKLUMAT_ANCHOR", signed.anchor)
    return in_process


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()} - {".maklumat.sha256"}


def edit(root: Path, address: str, old: str, new: str) -> None:
    path = root / "content" / address / "index.md"
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_all_prints_of_signed_documents_with_their_sizes(run, root):
    done = run("print", cwd=root)
    assert (done.returncode, done.stderr) == (0, "")
    assert files(root / "cetak") == SIGNED
    first, *rows = done.stdout.splitlines()
    assert first == f"{len(SIGNED)} berkas ditulis ke cetak:"
    for row in rows:
        uri, size = re.fullmatch(r"  (\S+)  (\d+) KB", row).groups()
        assert abs((root / "cetak" / uri).stat().st_size / 1024 - int(size)) <= 1
    assert (root / "cetak" / MAKLUMAT / "cetak/poster-a3.pdf").read_bytes().startswith(b"%PDF")
    assert not [path for path in root.iterdir() if path.name.startswith(".maklumat-")]


def test_one_document_by_its_id_from_a_folder_within_the_project(run, root, tmp_path):
    done = run("print", "maklumat-informasi-publik", "--out", str(tmp_path / "lain"), cwd=root / "content")
    assert done.returncode == 0
    assert files(tmp_path / "lain") == {uri for uri in SIGNED if uri.startswith(SOP)}


def test_a_void_text_is_printed_with_its_mark_and_without_cards(run, root):
    edit(root, MAKLUMAT, "paling lambat 9 hari", "paling lambat 8 hari")
    edit(root, MAKLUMAT, "revisi: 2\n", "revisi: 3\n")
    (root / "content" / MAKLUMAT / "index.md.sig").unlink()
    done = run("print", "informasi-publik", cwd=root)
    assert done.returncode == 0
    assert files(root / "cetak") == {uri for uri in SIGNED if uri.startswith(f"{MAKLUMAT}cetak/")}
    assert done.stdout.count("KB  (bertanda GUGUR)\n") == len(files(root / "cetak")) == 2
    assert "DITOLAK GB1" in done.stdout
    kept = files(root / "cetak")
    everything = run("print", cwd=root)
    assert (everything.returncode, files(root / "cetak")) == (1, kept)
    assert everything.stdout.endswith("tidak ada yang dicetak: selama ada penolakan, hanya naskah bertanda yang "
                                      "dapat dicetak\n")


def test_while_the_gate_refuses_nothing_is_printed_clean(run, root, signed):
    """A line of the registry that the root did not sign could make anything look official."""
    office = offices.Office(root, signed.keys)
    path = root / "pengesah/allowed_signers"
    path.write_text(path.read_text(encoding="utf-8") + "# tambahan\n", encoding="utf-8")
    office.commit("Tambahan", "2025-02-06")
    built, done = run("build", cwd=root), run("print", "informasi-publik", cwd=root)
    assert (built.returncode, done.returncode) == (1, 1)
    assert "DITOLAK GB05 " in built.stdout
    assert "DITOLAK GB05 " in done.stdout
    assert not (root / "cetak").exists()
    assert run("print", "xyz", cwd=root).returncode == 2


def test_a_page_that_must_not_go_out_stops_clean_prints(run, root):
    (root / "content/lepas.md").write_text((root / "content" / MAKLUMAT / "index.md").read_text(encoding="utf-8"),
                                           encoding="utf-8")
    built, done = run("build", cwd=root), run("print", cwd=root)
    assert (built.returncode, done.returncode) == (1, 1)
    assert done.stderr == built.stderr != ""
    assert not (root / "cetak").exists()


def test_prints_without_an_anchor_say_what_they_are_worth(run, root, monkeypatch):
    monkeypatch.delenv("MAKLUMAT_ANCHOR")
    done = run("print", cwd=root)
    assert done.returncode == 0
    assert done.stdout.count("(bertanda PRATINJAU)\n") == 3
    assert done.stdout.splitlines()[-1].startswith("catatan: jangkar belum ditetapkan")


def test_a_draft_is_listed_with_its_mark(run, tmp_path):
    done = run("print", cwd=copied(tmp_path / "proyek"))
    assert done.returncode == 0
    assert done.stdout.count("KB  (bertanda RANCANGAN)\n") == len(files(tmp_path / "proyek/cetak")) > 2


def test_a_signed_withdrawal_is_listed_with_its_mark(run, root, signed):
    office = offices.Office(root, signed.keys)
    office.edit(MAKLUMAT, ("\nrevisi: 2\n", "\nrevisi: 3\n"), ("status: berlaku", "status: dicabut"),
                *((f"tanggal_{name}: 2025-02-05", f"tanggal_{name}: 2025-02-06") for name in ("efektif", "pengesahan")))
    office.sign(MAKLUMAT)
    office.commit("Dicabut", "2025-02-06")
    done = run("print", "informasi-publik", cwd=root)
    assert done.stdout.count("KB  (bertanda DICABUT)\n") == len(files(root / "cetak")) == 2


def test_an_earlier_folder_gives_way_and_a_foreign_one_does_not(run, root):
    assert run("print", cwd=root).returncode == 0
    assert run("print", "informasi-publik", cwd=root).returncode == 0
    assert files(root / "cetak") == {uri for uri in SIGNED if uri.startswith(MAKLUMAT)}
    (root / "lain").mkdir()
    (root / "lain/surat.txt").write_text("milik orang", encoding="utf-8")
    done = run("print", "--out", "lain", cwd=root)
    assert (done.returncode, files(root / "lain")) == (2, {"surat.txt"})
    assert "berisi berkas lain" in done.stderr


def changed(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"catatan")


def placed(path: Path) -> None:
    (path.parent / "surat.txt").write_text("milik orang", encoding="utf-8")


def linked(path: Path) -> None:
    (path.parent / "tautan").symlink_to(path.parent)


@pytest.mark.parametrize(("spoil", "name"), [(changed, "poster-a3.pdf"), (placed, "surat.txt"), (linked, "tautan")])
def test_what_people_put_among_the_prints_stays(run, root, spoil, name):
    assert run("print", cwd=root).returncode == 0
    spoil(root / "cetak" / MAKLUMAT / "cetak/poster-a3.pdf")
    before = {path: path.read_bytes() for path in (root / "cetak").rglob("*") if path.is_file()}
    done = run("print", "informasi-publik", cwd=root)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (f"maklumat: {root / 'cetak'} berisi berkas yang bukan hasil perintah ini atau sudah diubah: "
                           f"{MAKLUMAT}cetak/{name}; pindahkan berkas itu, atau pilih folder lain\n")
    assert {path: path.read_bytes() for path in (root / "cetak").rglob("*") if path.is_file()} == before


def test_what_is_put_among_the_prints_while_printing_stays(run, root, monkeypatch):
    assert run("print", cwd=root).returncode == 0

    def pressed(*arguments):
        placed(root / "cetak" / "x")
        return press(*arguments)

    press = print_command.press.press
    monkeypatch.setattr(print_command.press, "press", pressed)
    assert run("print", "informasi-publik", cwd=root).returncode == 2
    assert files(root / "cetak") == SIGNED | {"surat.txt"}
    assert not [path for path in root.iterdir() if path.name.startswith(".maklumat-")]


def test_what_a_system_puts_into_folders_is_nobodys(run, root):
    assert run("print", cwd=root).returncode == 0
    (root / "cetak/.DS_Store").write_bytes(b"")
    assert run("print", cwd=root).returncode == 0
    assert files(root / "cetak") == SIGNED


def test_the_help_says_what_becomes_of_the_folder(run, root):
    assert "selalu berisi hasil perintah terakhir saja" in " ".join(run("print", "--help", cwd=root).stdout.split())


@pytest.mark.parametrize(("name", "says"), [
    ("informasi-publk", "dokumen dengan id 'informasi-publk' tidak ada; mungkin maksud Anda `informasi-publik`"),
    ("xyz", "dokumen dengan id 'xyz' tidak ada"), ("", "dokumen dengan id '' tidak ada"),
])
def test_an_unknown_id_is_wrong_usage(run, root, name, says):
    done = run("print", name, cwd=root)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"maklumat: {says}\n")
    assert not (root / "cetak").exists()


def test_errors_of_the_document_come_first(run, root):
    edit(root, MAKLUMAT, "Kinerja pelaksana dievaluasi", "Kinerja ✓ pelaksana dievaluasi")
    done = run("print", cwd=root)
    assert done.returncode == 1
    assert "galat[CT02]: huruf `✓` tidak ada pada huruf cetak" in done.stdout
    assert done.stdout.endswith("tidak ada yang dicetak: perbaiki dulu semua galat\n")
    assert not (root / "cetak").exists()
    assert "galat" not in run("print", "maklumat-informasi-publik", cwd=root).stdout


def test_what_does_not_fit_is_told_with_its_line_and_leaves_the_old_folder(run, root):
    assert run("print", cwd=root).returncode == 0
    template = root / "theme/print/poster.typ"
    template.write_text('#panic("TIDAK MUAT")\n', encoding="utf-8")
    done = run("print", cwd=root)
    assert done.returncode == 1
    assert done.stdout.count("galat[CT01]: isi tidak muat pada poster A3 dan poster A4") == 1
    line = (root / "content" / MAKLUMAT / "index.md").read_text(encoding="utf-8").splitlines()[23]
    assert f"24 | {line}" in done.stdout
    assert "penjelasan: maklumat explain CT01" in done.stdout
    assert files(root / "cetak") == SIGNED


def test_a_theme_without_templates_is_told(run, root):
    shutil.rmtree(root / "theme/print")
    done = run("print", cwd=root)
    assert done.returncode == 2
    assert done.stderr.startswith("maklumat: templat cetakan tidak ada di ")
