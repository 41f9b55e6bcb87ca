"""`maklumat new` as people use it: with flags, on a terminal, interrupted, and where it must refuse."""

from __future__ import annotations

from pathlib import Path

import pytest

from maklumat import clock

from .conftest import MAKLUMAT, SOP, edit, on_terminal

NUMBER = "800/08/Sekr/BCN/2026"
KEPT = "800/07/Sekr/BCN/"  # of the SOP that is there, up to its year


def files(project: Path) -> set[str]:
    return {path.relative_to(project).as_posix() for path in (project / "content").rglob("*")}


def head(project: Path, path: str) -> str:
    return (project / path).read_text(encoding="utf-8").split("\n---\n")[0]


def test_a_maklumat_takes_everything_from_the_repository(maklumat, project):
    run = maklumat("new", "maklumat", "data-pegawai", "--yes", cwd=project)
    there = "content/maklumat/data-pegawai/index.md"
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout.startswith(f"{there} ditulis.\n") and "tidak ada temuan" in run.stdout
    assert run.stdout.endswith(f"  maklumat check {there}\n  maklumat serve\n")
    text = head(project, there)
    for line in ("id: data-pegawai", "judul: Maklumat Data Pegawai", f'nomor_sop: "{KEPT}',
                 "  perangkat_daerah: BADAN CONTOH", "  unit_kerja: SEKRETARIAT", '  nip: "197001011995011001"',
                 f"tanggal_efektif: {clock.today()}"):
        assert f"\n{line}" in text
    assert maklumat("check", cwd=project).returncode == 0
    assert not list(project.rglob(".maklumat-*"))


def test_an_sop_without_a_number_says_what_is_missing(maklumat, project):
    run = maklumat("new", "sop", "bkd/data-pegawai", "--yes", cwd=project)
    assert run.returncode == 1 and "galat[SP01]: `nomor_sop` belum diisi" in run.stdout
    assert "Belum terisi, karena tidak dapat diperkirakan: `nomor_sop`.\n" in run.stdout
    assert "\nnomor_sop:\n" in head(project, "content/sop/bkd/data-pegawai/index.md")


def test_flags_say_everything_also_from_a_folder_below(maklumat, project):
    run = maklumat("new", "sop", "x", "--title", 'Pelayanan "X": satu #1', "--number", NUMBER, "--government",
                   "PEMERINTAH KOTA X", "--office", "DINAS X", "--unit", "", "--approver",
                   "KEPALA DINAS X; NAMA SATU, S.H.; 19700101 199501 1 001", cwd=project / "content")
    assert run.returncode == 0 and run.stdout.startswith("sop/x/index.md ditulis.\n")
    text = head(project, "content/sop/x/index.md")
    assert "judul: 'Pelayanan \"X\": satu #1'\n" in text and "  unit_kerja:\n" in text
    assert '  jabatan: KEPALA DINAS X\n  nama: NAMA SATU, S.H.\n  nip: "197001011995011001"\n' in text


def test_another_office_gets_no_official_of_this_one(maklumat, project):
    run = maklumat("new", "sop", "x", "--number", NUMBER, "--office", "DINAS LAIN", "--yes", cwd=project)
    assert "`disahkan_oleh`" in run.stdout and run.returncode == 1
    text = head(project, "content/sop/x/index.md")
    assert "CONTOH PEJABAT" not in text and "SEKRETARIAT" not in text


@pytest.mark.parametrize(("arguments", "sentence"), [
    (("maklumat", "Data Pegawai"), "misalnya `data-pegawai`"),
    (("maklumat", "informasi-publik"), f"sudah dipakai oleh {MAKLUMAT}"),
    (("sop", "unit/informasi-publik"), f"sudah dipakai oleh {MAKLUMAT}"),
    (("maklumat", "x", "--number", "800/99"), f"tidak ada SOP bernomor '800/99'; yang ada: `{KEPT}"),
    (("sop", "x", "--title", "  "), "judul tidak boleh kosong"),
    (("sop", "x", "--title", "a\nb"), "satu baris teks"),
    (("sop", "x", "--office", "a" * 301), "paling banyak 300 huruf"),
    (("sop", "x", "--approver", "KEPALA, NAMA"), 'tulis pejabat sebagai "JABATAN; NAMA; NIP"'),
    (("surat", "x"), "'surat' tidak dikenal, pilih maklumat, sop"),
])
def test_what_cannot_be_is_one_sentence_and_writes_nothing(maklumat, project, arguments, sentence):
    before = files(project)
    run = maklumat("new", *arguments, "--yes", cwd=project)
    assert (run.returncode, run.stdout) == (2, "") and sentence in run.stderr and run.stderr.count("\n") == 1
    assert files(project) == before


def test_an_sop_number_is_used_once(maklumat, project):
    taken = head(project, SOP).split('nomor_sop: "')[1].split('"')[0]
    run = maklumat("new", "sop", "x", "--number", taken.lower(), "--yes", cwd=project)
    assert run.returncode == 2 and f"sudah dipakai oleh {SOP}" in run.stderr


def test_a_folder_that_is_there_is_left_alone(maklumat, project):
    (project / "content/sop/x").mkdir()
    run = maklumat("new", "sop", "x", "--yes", cwd=project)
    assert run.returncode == 2 and "content/sop/x sudah ada dan tidak ditimpa" in run.stderr
    assert not list((project / "content/sop/x").iterdir())


def test_nothing_is_written_through_a_link(maklumat, project, tmp_path):
    (tmp_path / "luar").mkdir()
    (project / "content/sop/luar").symlink_to(tmp_path / "luar")
    run = maklumat("new", "sop", "luar/x", "--yes", cwd=project)
    assert run.returncode == 2 and "menuju ke luar folder isi" in run.stderr
    assert not list((tmp_path / "luar").iterdir())


def test_a_maklumat_needs_an_sop_first(maklumat, project):
    (project / SOP).unlink()
    run = maklumat("new", "maklumat", "x", "--yes", cwd=project)
    assert run.returncode == 2 and "buat dahulu dengan `maklumat new sop`" in run.stderr


def test_a_person_is_asked_six_things_with_proposals(project):
    edit(project / SOP, "unit_kerja: SEKRETARIAT", "unit_kerja: BIDANG DATA")
    answers = b"Pelayanan Data\nPelayanan Data\nunit/data\n\n\n-\nKEPALA; SAYA\n\n"
    code, seen = on_terminal(project, answers, "new", "maklumat")
    assert code == 0
    for question in ("Judul [Maklumat Pelayanan Informasi Publik]: ", "Nama singkat (ID) [pelayanan-data]: ",
                     f"Nomor SOP [{KEPT}", "Perangkat daerah [BADAN CONTOH]: ", "Unit kerja [SEKRETARIAT]: ",
                     "Pejabat yang mengesahkan (JABATAN; NAMA; NIP) [KEPALA BADAN CONTOH PROVINSI CONTOH; "):
        assert question in seen
    assert "tidak dapat menjadi nama folder" in seen and seen.count("Nama singkat (ID)") == 2
    assert 'tulis pejabat sebagai "JABATAN; NAMA; NIP"' in seen and seen.count("Pejabat yang mengesahkan") == 2
    assert "  Penetapan Maklumat" in seen  # the SOPs that there are
    text = head(project, "content/maklumat/unit/data/index.md")
    assert "judul: Pelayanan Data\n" in text and "  unit_kerja:\n" in text and "nama: CONTOH PEJABAT" in text


@pytest.mark.parametrize(("answers", "stop", "code", "words"), [
    (b"Judul Baru\n\x04", False, 2, "tidak ada yang ditulis"), (b"", True, 130, "Judul"),
    (b"\xff\xfe\n\x04", False, 2, "tidak ada yang ditulis")], ids=["end of input", "Ctrl-C", "no UTF-8"])
def test_who_stops_leaves_nothing(project, answers, stop, code, words):
    before = files(project)
    ended, seen = on_terminal(project, answers, "new", "sop", stop=stop)
    assert ended == code and words in seen and "Traceback" not in seen
    assert files(project) == before


def test_without_a_terminal_nobody_is_asked(process, project):
    run = process("new", "maklumat", cwd=project)
    assert "Judul" not in run.stderr and run.stdout.startswith("content/maklumat/")
