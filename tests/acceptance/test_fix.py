"""`maklumat fix` as people use it: on a terminal, in a script, beside signed documents."""

from __future__ import annotations

import os
import shutil
import stat
from pathlib import Path

import pytest

from maklumat.cli import fix

from ..sites import office
from .conftest import MAKLUMAT, SOP, edit, on_terminal

DAY, TYPED = "tanggal_revisi:", "tanggal_revisi: 3-Mar-25"
RENUMBERED = ("2. memberikan", "1. memberikan")
MISSPELT = ("unit_kerja:", "unit_krja:")


def damage(project: Path, *changes: tuple[str, str]) -> bytes:
    """The maklumat with these faults, and its bytes."""
    for change in changes:
        edit(project / MAKLUMAT, *change)
    return (project / MAKLUMAT).read_bytes()


def test_nothing_to_mend(maklumat, project):
    run = maklumat("fix", cwd=project)
    assert (run.returncode, run.stdout, run.stderr) == (0, "tidak ada yang perlu diperbaiki secara mekanis\n", "")


@pytest.mark.parametrize("how", [(), ("--check",)])
def test_without_a_terminal_it_only_shows(maklumat, project, how):
    before = damage(project, (DAY, TYPED), RENUMBERED, MISSPELT)
    run = maklumat("fix", *how, cwd=project)
    assert run.returncode == 1
    assert (project / MAKLUMAT).read_bytes() == before
    assert "\n-tanggal_revisi: 3-Mar-25\n+tanggal_revisi: 2025-03-03\n" in run.stdout
    assert f"--- {MAKLUMAT} (sekarang)\n+++ {MAKLUMAT} (sesudah diperbaiki)\n@@ baris " in run.stdout
    assert "Hanya dengan persetujuan Anda" in run.stdout and "`unit_krja` → `unit_kerja`" in run.stdout
    assert run.stdout.endswith("belum ditulis; tulis dengan `maklumat fix --yes`\n") and "\x1b" not in run.stdout


def test_yes_writes_and_tells_what_remains(maklumat, project):
    spotless = (project / MAKLUMAT).read_text(encoding="utf-8")
    damage(project, (DAY, TYPED), RENUMBERED, MISSPELT)
    (project / MAKLUMAT).chmod(0o640)
    run = maklumat("fix", "--yes", cwd=project)
    assert run.returncode == 0
    assert (project / MAKLUMAT).read_text(encoding="utf-8") == spotless.replace(DAY, f"{DAY} 2025-03-03")
    assert stat.S_IMODE((project / MAKLUMAT).stat().st_mode) == 0o640
    assert f"{MAKLUMAT}: ditulis; yang diperbaiki: SP02, TG03, dan TX08\n" in run.stdout
    remaining = len(maklumat("check", MAKLUMAT, "--format", "short", cwd=project).stdout.splitlines())
    rest = f"tersisa {remaining} temuan; lihat `maklumat check {MAKLUMAT}`" if remaining else "tidak ada temuan lagi"
    assert run.stdout.endswith(f"{MAKLUMAT}: {rest}\n")
    assert sorted(path.name for path in (project / MAKLUMAT).parent.iterdir()) == ["index.md"]
    assert not list(project.glob(".maklumat-*"))
    assert maklumat("fix", "--yes", cwd=project).stdout == "tidak ada yang perlu diperbaiki secara mekanis\n"


def test_what_is_in_doubt_is_named_and_is_no_refusal(maklumat, project):
    before = damage(project, (DAY, "tanggal_revisi: 03/04/2025"))
    run = maklumat("fix", "--yes", cwd=project)
    assert run.returncode == 0 and (project / MAKLUMAT).read_bytes() == before
    assert "Dibiarkan, sebab hanya Anda yang tahu maksudnya:\n  TG02  baris 13: " in run.stdout
    assert "`2025-04-03` (3 April 2025)" in run.stdout


def test_check_tells_how_many_it_could_mend(maklumat, project):
    damage(project, (DAY, TYPED), RENUMBERED, MISSPELT)
    assert maklumat("check", cwd=project).stdout.endswith("\n3 temuan dapat diperbaiki dengan `maklumat fix`\n")


def test_a_person_is_asked(project):
    before = damage(project, (DAY, TYPED), MISSPELT)
    code, seen = on_terminal(project, b"mungkin\ny\nt\n", "fix")
    assert code == 1 and (project / MAKLUMAT).read_bytes() == before
    assert seen.count("ganti `unit_krja` menjadi `unit_kerja`? (y/t) ") == 2  # `mungkin` is no answer
    assert "\x1b[31m-tanggal_revisi: 3-Mar-25\x1b[0m\n\x1b[32m+tanggal_revisi: 2025-03-03\x1b[0m\n" in seen
    assert "Tulis perubahan ini? (y/t) " in seen and f"{MAKLUMAT}: tidak ada yang diubah\n" in seen
    code, seen = on_terminal(project, b"t\nya\n", "fix")
    text = (project / MAKLUMAT).read_text(encoding="utf-8")
    assert code == 1 and "unit_krja:" in text and "tanggal_revisi: 2025-03-03" in text
    code, seen = on_terminal(project, b"y\ny\n", "fix")
    assert code == 0 and "unit_kerja:" in (project / MAKLUMAT).read_text(encoding="utf-8")


def test_invisible_faults_are_made_visible(maklumat, project):
    text = damage(project, (DAY, f"{DAY} \t "), ("secara terus-menerus", "secara\u00a0terus-menerus"))
    (project / MAKLUMAT).write_bytes(b"\xef\xbb\xbf" + text.replace(b"\n", b"\r\n"))
    out = maklumat("fix", cwd=project).stdout
    assert "-tanggal_revisi: →   ·\n+tanggal_revisi:\n" in out and "secara<U+00A0>terus" in out
    assert "  BK05  tanda urutan byte (BOM) dihapus\n  BK06  akhir baris menjadi LF\n" in out
    assert out.count("\n-") == 3  # not every line for its end


def test_ordinary_pages_and_links_are_not_touched(maklumat, project, tmp_path):
    page = project / "content/index.md"
    page.write_bytes(page.read_bytes() + b"1. a\r\n1. b  ")
    before = page.read_bytes()
    assert maklumat("fix", "--yes", cwd=project).returncode == 0
    run = maklumat("fix", "--yes", "content/index.md", cwd=project)
    assert run.returncode == 0 and page.read_bytes() == before
    assert run.stderr == "maklumat: content/index.md tidak diperbaiki: halaman biasa, bukan dokumen\n"
    outside = tmp_path / "luar"
    (project / "content/sop").rename(outside)
    (project / "content/sop").symlink_to(outside)
    edit(outside / "maklumat-informasi-publik/index.md", DAY, TYPED)
    run = maklumat("fix", "--yes", SOP, cwd=project)
    assert run.returncode == 1 and "folder di jalurnya berupa tautan" in run.stderr
    assert TYPED in (outside / "maklumat-informasi-publik/index.md").read_text(encoding="utf-8")


def test_a_file_outside_any_project(maklumat, project, tmp_path):
    damage(project, RENUMBERED)
    lone = tmp_path / "naskah.md"
    (project / MAKLUMAT).rename(lone)
    run = maklumat("fix", "--yes", "naskah.md", cwd=tmp_path)
    assert run.returncode == 0 and "\n2. memberikan" in lone.read_text(encoding="utf-8")


def test_a_file_that_changed_meanwhile_is_left_alone(maklumat, project, monkeypatch):
    damage(project, RENUMBERED)
    show = fix._show

    def meanwhile(*arguments):
        show(*arguments)
        (project / MAKLUMAT).write_text("lain\n", encoding="utf-8")
    monkeypatch.setattr(fix, "_show", meanwhile)
    run = maklumat("fix", "--yes", MAKLUMAT, cwd=project)
    assert run.returncode == 1 and "berubah selagi dibaca" in run.stderr
    assert (project / MAKLUMAT).read_text(encoding="utf-8") == "lain\n"


def test_a_full_disk_loses_nothing(maklumat, project, monkeypatch):
    before = damage(project, RENUMBERED)

    def full(_):
        raise OSError(28, "No space left on device")
    monkeypatch.setattr(os, "fsync", full)
    run = maklumat("fix", "--yes", MAKLUMAT, cwd=project)
    assert run.returncode == 1 and "tidak dapat ditulis" in run.stderr
    assert (project / MAKLUMAT).read_bytes() == before and not list(project.glob(".maklumat-*"))


def test_signed_documents_are_not_touched(in_process, tmp_path):
    """With a signature beside it, with none beside it but an accepted one in the history, and void ones."""
    ours = office.opened(tmp_path)
    maklumat, sop = ours.path(office.MAKLUMAT), ours.path(office.SOP)
    assert in_process("fix", "--yes", cwd=ours.root).returncode == 0
    for path in (maklumat, sop):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    sop.with_name("index.md.sig").unlink()
    before = {path: path.read_bytes() for path in ours.root.rglob("*") if path.is_file() and ".git" not in path.parts}
    run = in_process("fix", "--yes", cwd=ours.root)
    assert run.returncode == 1 and run.stderr == ""
    for path in (maklumat, sop):
        name = path.relative_to(ours.root).as_posix()
        assert f"{name} sudah ditandatangani atau disahkan, jadi tidak diubah. " in run.stdout
    assert "  BK06  akhir baris menjadi LF\n" in run.stdout and "ditulis;" not in run.stdout
    assert {path: path.read_bytes() for path in before} == before


def test_a_signature_alone_holds_it_back(in_process, tmp_path):
    """No history knows the document."""
    ours = office.opened(tmp_path)
    shutil.rmtree(ours.root / ".git")
    path = ours.path(office.SOP)
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    before = path.read_bytes()
    run = in_process("fix", "--yes", "content/sop", cwd=ours.root)
    assert run.returncode == 1 and "sudah ditandatangani atau disahkan" in run.stdout
    assert path.read_bytes() == before


def test_no_way_round_leads_to_a_signed_document(in_process, tmp_path):
    """Its signature is deleted, so that only its own name in its own project's history tells that there was one."""
    ours = office.opened(tmp_path)
    path = ours.path(office.MAKLUMAT)
    path.with_name("index.md.sig").unlink()
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    before = path.read_bytes()
    (ours.root / "content/maklumat/lain").symlink_to(path.parent.name)
    (tmp_path / "luar").symlink_to(path.parent)
    for typed, here, sentence in (
        ("content/maklumat/lain/index.md", ours.root, "folder di jalurnya berupa tautan; sebut berkas aslinya\n"),
        (path, tmp_path, f"berkas ini milik proyek di {ours.root}; jalankan perintah ini di sana\n"),
        ("luar/index.md", ours.root.parent, "folder di jalurnya berupa tautan; sebut berkas aslinya\n"),
    ):
        run = in_process("fix", "--yes", str(typed), cwd=here)
        assert run.returncode == 1 and run.stderr.endswith(sentence), run.stderr
        assert path.read_bytes() == before
