"""build, stage and audit as people run them: what they print, what they leave behind, and their exit codes."""

from __future__ import annotations

import json
import re

import pytest

from .conftest import MAKLUMAT, edit


@pytest.fixture
def broken(project):
    edit(project / MAKLUMAT, "jenis: maklumat", "jenis: makluman")
    return project


def unkept(told: str) -> str:
    """What build tells, whatever other tests have typeset already."""
    return re.sub(r"\d+ di antaranya baru", "", told)


def test_build_says_what_was_built_and_withheld(process, maklumat, project):
    run = process("build", cwd=project)
    assert (run.returncode, run.stderr) == (0, "")
    assert "tidak ada temuan dalam 2 dokumen" in run.stdout
    assert "dibangun di site (contoh):\n  maklumat/informasi-publik/\n" in run.stdout
    assert "ditahan, hanya tampil sebagai contoh pada halamannya sendiri" in run.stdout
    assert f"  {MAKLUMAT}\n" in run.stdout
    assert (project / "site/maklumat/informasi-publik/index.html").is_file()
    assert sorted(path.name for path in project.iterdir()) == ["content", "mkdocs.yml", "site", "theme"]
    again = maklumat("build", cwd=project)
    assert unkept(again.stdout) == unkept(run.stdout)
    audit = maklumat("audit", "site", "--format", "json", cwd=project)
    assert (audit.returncode, json.loads(audit.stdout)) == (0, {"ok": True, "leaks": []})


def test_errors_stop_the_build_and_leave_the_old_site(maklumat, project):
    assert maklumat("build", "--out", "../situs", cwd=project).returncode == 0
    site = project.parent / "situs"
    before = {path: path.read_bytes() for path in site.rglob("*") if path.is_file()}
    edit(project / MAKLUMAT, "jenis: maklumat", "jenis: makluman")
    run = maklumat("build", "--out", "../situs", cwd=project)
    assert run.returncode == 1
    assert f"--> {MAKLUMAT}:" in run.stdout
    assert run.stdout.endswith("situs tidak dibangun: perbaiki dulu semua galat\n")
    assert {path: path.read_bytes() for path in site.rglob("*") if path.is_file()} == before


def test_a_foreign_folder_is_never_replaced(maklumat, project):
    for verb in (["build", "--out"], ["stage"]):
        for out, reason in ((".", "memuat sumber proyek"), ("content/x", "memuat sumber proyek"),
                            ("mkdocs.yml", "bukan folder"), ("asing", "berisi berkas lain")):
            (project / "asing").mkdir(exist_ok=True)
            (project / "asing/penting.txt").write_text("x", encoding="utf-8")
            run = maklumat(*verb, out, cwd=project)
            assert run.returncode == 2, (verb, out)
            assert reason in run.stderr
    assert (project / "asing/penting.txt").is_file()
    assert (project / MAKLUMAT).is_file()


def test_stage_writes_plain_files_and_replaces_only_its_own(maklumat, project, tmp_path):
    out = tmp_path / "siap"
    assert maklumat("stage", str(out), cwd=project).returncode == 0
    (out / "content/tambahan.md").write_text("x", encoding="utf-8")
    assert maklumat("stage", str(out), cwd=project).returncode == 2
    (out / "content/tambahan.md").unlink()
    assert maklumat("stage", str(out), cwd=project).returncode == 0
    assert "<" in (out / MAKLUMAT).read_text(encoding="utf-8")
    assert (out / "mkdocs.yml").is_file()


def test_stage_refuses_documents_with_errors(maklumat, broken, tmp_path):
    run = maklumat("stage", str(tmp_path / "siap"), cwd=broken)
    assert run.returncode == 1
    assert not (tmp_path / "siap").exists()


def test_a_copy_of_a_draft_on_an_ordinary_page_is_told_and_refused(maklumat, project, tmp_path):
    copy = (project / MAKLUMAT).read_text(encoding="utf-8").split("---\n")[2]
    (project / "content/uji.md").write_text(f"# Janji\n\n{copy}", encoding="utf-8")
    sentence = f"maklumat: content/uji.md: memuat isi {MAKLUMAT}, yang tidak boleh tampil di halaman lain"
    for verb in (["check"], ["build"], ["stage", str(tmp_path / "siap")], ["check", "--format", "json"]):
        run = maklumat(*verb, cwd=project)
        assert run.returncode == 1, verb
        assert run.stderr.startswith(sentence), verb
    assert json.loads(run.stdout)["findings"] == []
    assert not (project / "site").exists()
    assert not (tmp_path / "siap").exists()


def test_files_that_replace_or_imitate_the_site_stop_every_command(maklumat, project, tmp_path):
    assert maklumat("build", cwd=project).returncode == 0
    [style] = project.glob("site/aset/*/css/maklumat.css")
    before = style.read_bytes()
    (project / "content/css").mkdir()
    (project / "content/css/maklumat.css").write_text(".rancangan { display: none }", encoding="utf-8")
    (project / "content/sw.js").write_text("x", encoding="utf-8")
    (project / "content/uji.md").write_text("# Uji\n\n<script>alert(1)</script>\n", encoding="utf-8")
    for verb in (["check"], ["build"], ["stage", str(tmp_path / "siap")]):
        run = maklumat(*verb, cwd=project)
        assert run.returncode == 1, verb
        assert "maklumat: content/css/maklumat.css: folder ini milik situs itu sendiri" in run.stderr
        assert "maklumat: content/sw.js: jenis berkas ini tidak diterbitkan" in run.stderr
        assert "maklumat: content/uji.md: baris 3 memuat `<script`" in run.stderr
    assert style.read_bytes() == before
    (project / "site/sw.js").write_text("x", encoding="utf-8")
    assert "sw.js: tidak boleh diterbitkan dari folder isi" in maklumat("audit", "site", cwd=project).stdout


def test_a_site_with_leaks_does_not_replace_the_old_one(maklumat, project):
    assert maklumat("build", cwd=project).returncode == 0
    before = (project / "site/index.html").read_bytes()
    with (project / "content/index.md").open("a", encoding="utf-8") as file:
        file.write('\n<p class="keadaan">BERLAKU sejak 1 Januari 2025</p>\n')
    run = maklumat("build", cwd=project)
    assert run.returncode == 1
    assert run.stdout.endswith("situs yang baru dibuat memuat isi yang tidak boleh terbit; situs lama dipertahankan\n")
    assert (project / "site/index.html").read_bytes() == before


def test_audit_reports_leaks(maklumat, project):
    maklumat("build", cwd=project)
    (project / "site/bocor.html").write_text(
        "<p>berjanji dan sanggup melaksanakan pelayanan informasi publik sesuai dengan standar pelayanan;"
        " memberikan pelayanan sesuai dengan kewajiban dan akan melakukan perbaikan secara terus-menerus;</p>",
        encoding="utf-8")
    run = maklumat("audit", "site", cwd=project)
    assert run.returncode == 1
    assert run.stdout.startswith("bocor.html: ")
    found = json.loads(maklumat("audit", "site", "--format", "json", cwd=project).stdout)
    assert found["ok"] is False
    assert {leak["path"] for leak in found["leaks"]} == {"bocor.html"}


@pytest.mark.parametrize("verb", [["build"], ["stage", "siap"], ["audit", "."]])
def test_outside_a_project_is_one_sentence(maklumat, tmp_path, verb):
    run = maklumat(*verb, cwd=tmp_path)
    assert (run.returncode, run.stdout) == (2, "")
    assert run.stderr.startswith("maklumat: mkdocs.yml tidak ada di ")
    assert run.stderr.count("\n") == 1
