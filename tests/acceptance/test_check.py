"""`maklumat check` as people, editors and forges run it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import MAKLUMAT, SOP, edit, on_terminal

UNKNOWN_KIND = ("jenis: maklumat", "jenis: makluman")
WEAK = ("S.Sos.", "S.Sos")  # a degree without its point: a hint


def paths(run: subprocess.CompletedProcess) -> set[str]:
    return {finding["path"] for finding in json.loads(run.stdout)["findings"]}


def test_spotless_project(process, project):
    run = process("check", cwd=project)
    assert (run.returncode, run.stdout, run.stderr) == (0, "tidak ada temuan dalam 2 dokumen\n", "")


def test_errors_exit_1_and_name_the_place(process, project):
    edit(project / MAKLUMAT, *UNKNOWN_KIND)
    run = process("check", cwd=project)
    assert run.returncode == 1
    assert f"--> {MAKLUMAT}:2:8\n" in run.stdout
    assert "2 | jenis: makluman\n  |        ^^^^^^^^\n" in run.stdout
    assert re.search(r"^1 galat dalam 2 dokumen$", run.stdout, re.MULTILINE)


def test_warnings_and_hints_exit_0(maklumat, project):
    edit(project / MAKLUMAT, *WEAK)
    run = maklumat("check", "--format", "json", cwd=project)
    assert run.returncode == 0
    assert {finding["level"] for finding in json.loads(run.stdout)["findings"]} <= {"warning", "hint"}
    assert paths(run) == {MAKLUMAT}


def test_paths_choose_documents(maklumat, project):
    edit(project / MAKLUMAT, *UNKNOWN_KIND)
    edit(project / SOP, "jenis: sop", "jenis: sopp")
    (project / "content/panduan").mkdir()
    (project / "content/panduan/menulis.md").write_text("# Panduan\n", encoding="utf-8")

    def asked(*typed: str, cwd: Path = project) -> set[str]:
        return paths(maklumat("check", *typed, "--format", "json", cwd=cwd))

    assert asked() == asked(".") == asked("content") == asked(str(project / "content")) == {MAKLUMAT, SOP}
    assert asked(MAKLUMAT) == asked("content/maklumat") == asked(str(project / MAKLUMAT)) == {MAKLUMAT}
    assert asked("content/panduan") == set()
    assert asked("index.md", cwd=(project / MAKLUMAT).parent) == {MAKLUMAT}
    assert asked("proyek/content", cwd=project.parent) == {f"proyek/{MAKLUMAT}", f"proyek/{SOP}"}


def test_one_document_sees_the_rest_of_its_project(maklumat, project):
    assert maklumat("check", MAKLUMAT, cwd=project).stdout == "tidak ada temuan dalam 1 dokumen\n"
    edit(project / SOP, 'nomor_sop: "800/07/', 'nomor_sop: "800/08/')
    run = maklumat("check", MAKLUMAT, "--format", "short", cwd=project)
    assert run.returncode == 1
    assert re.fullmatch(rf"{MAKLUMAT}:5:\d+: galat\[RP02\] .+\n", run.stdout)
    assert maklumat("check", SOP, "--format", "short", cwd=project).stdout == ""  # the fault is not in this file


def test_of_two_alike_the_same_one_is_at_fault_whichever_is_asked_for(maklumat, project):
    twin = project / "content/sop/z-kembar/index.md"
    twin.parent.mkdir()
    twin.write_bytes((project / SOP).read_bytes())
    whole = maklumat("check", "--format", "json", cwd=project).stdout
    for path in (SOP, "content/sop/z-kembar/index.md"):
        own = [each for each in json.loads(whole)["findings"] if each["path"] == path]
        assert json.loads(maklumat("check", path, "--format", "json", cwd=project).stdout)["findings"] == own
    assert {"SP04", "RP08"} <= {each["code"] for each in own}


def test_an_ordinary_page_is_no_document(maklumat, project):
    says = "maklumat: content/index.md tidak diperiksa: halaman biasa, bukan dokumen\n"
    run = maklumat("check", "content/index.md", cwd=project)
    assert (run.returncode, run.stdout, run.stderr) == (0, "tidak ada dokumen untuk diperiksa\n", says)
    edit(project / MAKLUMAT, *UNKNOWN_KIND)
    run = maklumat("check", "content/index.md", MAKLUMAT, "--format", "json", cwd=project)
    assert (run.returncode, run.stderr, paths(run)) == (1, says, {MAKLUMAT})
    (project / "content/salah.md").write_text("---\nJenis: sop\n---\nTeks.\n", encoding="utf-8")
    assert maklumat("check", "content/salah.md", cwd=project).returncode == 1
    (project / "mkdocs.yml").unlink()  # what lies in no project is a document
    assert maklumat("check", "content/index.md", cwd=project).returncode == 1


def test_a_lone_file_outside_any_project(maklumat, project, tmp_path):
    alone = tmp_path / "lain" / "naskah.md"
    alone.parent.mkdir()
    alone.write_bytes((project / MAKLUMAT).read_bytes())
    assert maklumat("check", "naskah.md", cwd=alone.parent).returncode == 0
    alone.write_text("tanpa kepala data\n", encoding="utf-8")
    run = maklumat("check", "naskah.md", "--format", "short", cwd=alone.parent)
    assert run.returncode == 1
    assert run.stdout.startswith("naskah.md:1:1: galat[FM01]")


def test_no_documents_is_no_error(maklumat, project):
    for path in (MAKLUMAT, SOP):
        (project / path).unlink()
    run = maklumat("check", cwd=project)
    assert (run.returncode, run.stdout) == (0, "tidak ada dokumen untuk diperiksa\n")
    run = maklumat("check", "--format", "json", cwd=project)
    assert (run.returncode, json.loads(run.stdout)) == (0, {"documents": 0, "findings": []})
    assert run.stderr == "maklumat: tidak ada dokumen untuk diperiksa\n"


@pytest.mark.parametrize(("settings", "says"), [
    (None, "folder isi content/ tidak ada di "),
    (b"plugins: [\n", "mkdocs.yml tidak dapat dibaca"),
    (b"a: \x00", "mkdocs.yml tidak dapat dibaca"),
    (b"a: " + b"[" * 1000, "mkdocs.yml tidak dapat dibaca"),
    (b"\xff\xfe", "mkdocs.yml bukan teks UTF-8"),
    (b"- a\n", "mkdocs.yml harus berisi"),
], ids=["no-content", "open", "zero", "deep", "utf16", "list"])
def test_what_stops_the_work_is_one_sentence(maklumat, project, settings, says):
    if settings is None:
        (project / "content").rename(project / "isi")
    else:
        (project / "mkdocs.yml").write_bytes(settings)
    for verb in (["check"], ["check", "--format", "json"], ["build"]):
        run = maklumat(*verb, cwd=project)
        assert (run.returncode, run.stdout) == (2, "")
        assert run.stderr.startswith(f"maklumat: {says}")
        assert run.stderr.count("\n") == 1


HOSTILE = {
    "biner": bytes(range(256)) * 40,
    "kosong": b"",
    "nol": b"\0" * 5000,
    "besar": b"---\njenis: maklumat\n---\n" + b"a" * 3_000_000,
    "dalam": b"---\nx: " + b"[" * 100_000 + b"\n---\n",
    "kutipan": b"---\njenis: maklumat\n---\n" + b">" * 20_000,
    "utf16": "---\njenis: maklumat\n---\n".encode("utf-16"),
    "baris": b"---\n" * 50_000,
}


def test_hostile_documents_hide_nothing(maklumat, project):
    for name, data in HOSTILE.items():
        (project / f"content/maklumat/{name}").mkdir()
        (project / f"content/maklumat/{name}/index.md").write_bytes(data)
    (project / "content/maklumat/folder/index.md").mkdir(parents=True)
    (project / "content/maklumat/putus").mkdir()
    (project / "content/maklumat/putus/index.md").symlink_to("tidak-ada")
    (project / "content/maklumat/putar").symlink_to(project / "content")
    bad_name = os.fsencode(project) + b"/content/maklumat/\xff\x1b/"
    os.mkdir(bad_name)
    with open(bad_name + b"index.md", "wb") as file:
        file.write(b"---\n")
    edit(project / SOP, "jenis: sop", "jenis: sopp")
    for form in ("text", "short", "json", "github", "sarif"):
        run = maklumat("check", "--format", form, cwd=project)
        assert (run.returncode, run.stderr) == (1, ""), form
        assert SOP in run.stdout
        for name in (*HOSTILE, "putus"):
            assert f"content/maklumat/{name}/index.md" in run.stdout, (form, name)
        assert "\x1b" not in run.stdout


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="the superuser may read every file")
def test_a_file_without_permission_is_a_finding(maklumat, project):
    (project / MAKLUMAT).chmod(0)
    edit(project / SOP, "jenis: sop", "jenis: sopp")
    assert paths(maklumat("check", "--format", "json", cwd=project)) == {MAKLUMAT, SOP}


def test_output_is_utf8_in_any_locale(process, project):
    edit(project / MAKLUMAT, "nama: CONTOH PEJABAT, S.Sos.", "nama: CONTOH “É” 漢 PEJABAT")
    runs = [process("check", cwd=project, LC_ALL=locale, PYTHONUTF8="0", PYTHONIOENCODING="ascii")
            for locale in ("C", "C.UTF-8")]
    assert "漢" in runs[0].stdout
    assert runs[0].stdout == runs[1].stdout


def test_colour_only_where_it_is_wanted(maklumat, project):
    edit(project / MAKLUMAT, *UNKNOWN_KIND)
    assert "\x1b[1;31mgalat[" in on_terminal(project, b"", "check")[1]
    assert "\x1b" not in on_terminal(project, b"", "check", NO_COLOR="1")[1]
    assert "\x1b" not in on_terminal(project, b"", "check", TERM="dumb")[1]
    assert "\x1b" not in maklumat("check", cwd=project).stdout
    assert "\x1b" in maklumat("check", cwd=project, FORCE_COLOR="1").stdout
    assert "\x1b" not in maklumat("check", cwd=project, FORCE_COLOR="1", NO_COLOR="1").stdout


def test_a_closed_pipe_is_quiet(project):
    edit(project / MAKLUMAT, *UNKNOWN_KIND)
    command = subprocess.Popen([sys.executable, "-m", "maklumat", "check"], cwd=project, stdout=subprocess.PIPE,
                               stderr=subprocess.PIPE)
    command.stdout.close()
    assert command.stderr.read() == b""
    command.stderr.close()
    assert command.wait(60) == 141
