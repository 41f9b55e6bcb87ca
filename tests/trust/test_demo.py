"""`maklumat demo`: the story happens as told, in a folder of its own, and leaves nothing behind."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from maklumat import cli
from maklumat.cli import demo, scratch

ROOT = Path(__file__).parents[2]
PAGE = "maklumat/informasi-publik/index.html"


@pytest.fixture
def root(tmp_path: Path, needs) -> Path:
    """A project with nothing but settings and theme."""
    needs("git")
    needs("ssh-keygen")
    return project(tmp_path)


def project(folder: Path) -> Path:
    root = folder / "proyek"
    shutil.copytree(ROOT / "theme", root / "theme")
    shutil.copy(ROOT / "mkdocs.yml", root)
    return root


def digest(root: Path) -> str:
    files = sorted(path for path in root.rglob("*") if path.is_file())
    return hashlib.sha256(b"".join(str(path).encode() + path.read_bytes() for path in files)).hexdigest()


def environment(folder: Path, **more: str) -> dict[str, str]:
    """The test's own environment, with a system folder for scratch work in which nothing may be left."""
    scratch_space = folder / "sementara"
    scratch_space.mkdir(exist_ok=True)
    return os.environ | {"TMPDIR": str(scratch_space)} | more


@pytest.fixture(scope="module")
def told(tmp_path_factory) -> tuple[subprocess.CompletedProcess, Path]:
    """The story told once in a hostile environment and kept, and the folder where it lies."""
    if not (shutil.which("git") and shutil.which("ssh-keygen")):
        report = pytest.fail if os.environ.get("CI") else pytest.skip
        report("git or ssh-keygen is not installed on this machine")
    folder = tmp_path_factory.mktemp("peragaan")
    root = project(folder)
    before = digest(root)
    home = folder / "rumah"
    (home / ".config/git").mkdir(parents=True)
    (home / ".config/git/ignore").write_text("*.sig\n", encoding="ascii")
    (home / ".gitconfig").write_text("[commit]\n\tgpgsign = true\n[core]\n\thooksPath = /nowhere\n\tautocrlf = true\n"
                                     "[user]\n\tuseConfigOnly = true\n", encoding="ascii")
    hostile = {"HOME": str(home), "XDG_CONFIG_HOME": str(home / ".config"), "GIT_DIR": str(folder / "lain"),
               "MAKLUMAT_ANCHOR": "bukan", "LC_ALL": "C", "TZ": "America/New_York",
               "SSH_AUTH_SOCK": str(folder / "agen")}
    done = subprocess.run([sys.executable, "-m", "maklumat", "demo", "--keep", str(folder / "hasil")], cwd=root,
                          env=environment(folder, **hostile), capture_output=True, encoding="utf-8", check=False)
    assert digest(root) == before
    assert not any((folder / "sementara").iterdir())
    return done, folder / "hasil"


@pytest.mark.thorough
def test_the_story_is_told_to_its_end(told):
    done, _ = told
    assert (done.returncode, done.stderr) == (0, ""), done.stdout + done.stderr
    assert re.findall(r"(?m)^(\d)\. ", done.stdout) == list("12345678")
    first, then = done.stdout.split("7. Satu angka diubah")
    assert "     boleh terbit\n" in first
    assert "DITOLAK" not in first
    assert "     DITOLAK GB11 content/maklumat/informasi-publik/index.md\n" in then
    assert then.index("DITOLAK") < then.index("Terbukti: ")


@pytest.mark.thorough
def test_a_person_sees_every_command(told):
    typed = re.findall(r"(?m)^   \$ (\S+(?: [a-z]+)?)", told[0].stdout)
    assert [command for command in typed if command.startswith("maklumat")] == [
        "maklumat check", "maklumat approver", "maklumat approver", "maklumat approver", "maklumat sign",
        "maklumat gate", "maklumat build", "maklumat audit", "maklumat publish", "maklumat gate"]


@pytest.mark.thorough
def test_what_was_released_is_the_signed_text_and_stayed(told):
    _, folder = told
    released = (folder / "server/kini" / PAGE).read_text(encoding="utf-8")
    spoiled = (folder / "kantor/content/maklumat/informasi-publik/index.md").read_text(encoding="utf-8")
    assert "10 hari kerja" in released
    assert "70 hari kerja" not in released
    assert "70 hari kerja" in spoiled
    assert len([*(folder / "server/rilis").iterdir()]) == 1
    assert not (folder / "server/kini/sop").exists()
    assert "(urutan 3) kini tayang." in told[0].stdout


@pytest.mark.thorough
def test_the_printed_command_by_hand_gives_the_same_answers(told):
    done, folder = told
    good, bad = re.findall(r"(?m)^   \$ (ssh-keygen -Y verify .*)$", done.stdout)
    assert good == bad
    office = folder / "kantor"

    def verify() -> int:
        return subprocess.run(good, shell=True, cwd=office, capture_output=True, check=False).returncode

    assert verify() != 0
    path = office / "content/maklumat/informasi-publik/index.md"
    spoiled = path.read_bytes()
    path.write_bytes(spoiled.replace(b"70 hari kerja", b"10 hari kerja"))
    assert verify() == 0
    path.write_bytes(spoiled)


def test_nothing_is_left_behind(root, tmp_path, in_short, monkeypatch, capsys):
    (tmp_path / "sementara").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "sementara"))
    monkeypatch.chdir(root)
    assert cli.main(["demo"]) == 0, capsys.readouterr()
    assert "Terbukti: " in capsys.readouterr().out
    assert not any((tmp_path / "sementara").iterdir())
    assert sorted(path.name for path in root.iterdir()) == ["mkdocs.yml", "theme"]


def test_without_the_receivers_programs_the_site_is_copied_and_that_is_said(root, in_short, monkeypatch, capsys):
    monkeypatch.setattr(demo, "missing", lambda: "rsync")
    monkeypatch.chdir(root)
    assert cli.main(["demo"]) == 0
    out = capsys.readouterr().out
    assert "(tanpa penerima rilis, karena rsync tidak ada di komputer ini: situs disalin ke server/kini)" in out
    assert "Terbukti: " in out


@pytest.mark.thorough
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_story_leaves_nothing_either(root, tmp_path, number):
    running = subprocess.Popen([sys.executable, "-m", "maklumat", "demo"], cwd=root, env=environment(tmp_path),
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", start_new_session=True)
    for line in running.stdout:
        if line.startswith("4. "):
            break
    assert any((tmp_path / "sementara").iterdir())
    running.send_signal(number)
    _, errors = running.communicate(timeout=60)
    assert (running.returncode, errors) == (130, "")
    deadline = time.monotonic() + 10
    while any((tmp_path / "sementara").iterdir()) and time.monotonic() < deadline:
        time.sleep(0.1)  # a child that was told to stop may still be closing its files
    assert not any((tmp_path / "sementara").iterdir())


@pytest.mark.parametrize(("verb", "call", "lie", "says"), [
    ("gate", 1, {"code": 1}, "gerbang menolak naskah yang sah"),
    ("-Y", 1, {"code": 255}, "pemeriksaan dengan tangan tidak sejalan dengan gerbang"),
    ("gate", 2, {"code": 0}, "gerbang tidak menolak naskah yang diubah"),
    ("gate", 2, {"output": "DITOLAK GB13"},
     "gerbang menolak, tetapi bukan karena tanda tangan yang tidak cocok (GB11)"),
    ("-Y", 2, {"code": 0}, "pemeriksaan dengan tangan tidak sejalan dengan gerbang"),
])
def test_a_story_that_goes_otherwise_is_no_success(root, in_short, monkeypatch, capsys, verb, call, lie, says):
    real, calls = scratch.Office._run, []

    def lying(office, name, command, arguments, *more):
        ran = real(office, name, command, arguments, *more)
        calls.append(arguments[0])
        return replace(ran, **lie) if arguments[0] == verb and calls.count(verb) == call else ran

    monkeypatch.setattr(scratch.Office, "_run", lying)
    monkeypatch.chdir(root)
    assert cli.main(["demo"]) == 1
    out = capsys.readouterr().out
    assert out.endswith(f"peragaan berhenti: {says}\n")
    assert "Terbukti" not in out


def test_a_site_that_changed_with_the_refused_text_is_noticed(root, in_short, monkeypatch, capsys):
    real = demo._spoil

    def spoil(office):
        real(office)
        (office.releases / "kini/index.html").write_text("lain", encoding="utf-8")

    monkeypatch.setattr(demo, "_spoil", spoil)
    monkeypatch.chdir(root)
    assert cli.main(["demo"]) == 1
    assert "situs yang sudah terbit ikut berubah" in capsys.readouterr().out


@pytest.mark.parametrize(("spoil", "says"), [
    (lambda root: shutil.rmtree(root / "theme"), "folder tema tidak ada"),
    (lambda root: (root / "mkdocs.yml").unlink(), "mkdocs.yml tidak ada"),
    (lambda root: (root / "hasil").mkdir() or (root / "hasil/x").write_text(""), "hasil sudah ada dan tidak kosong"),
])
def test_what_is_missing_is_said_in_one_sentence(root, monkeypatch, capsys, spoil, says):
    spoil(root)
    monkeypatch.chdir(root)
    assert cli.main(["demo", "--keep", "hasil"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert says in err
    assert err.count("\n") == 1


def test_a_missing_program_is_named(root, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.chdir(root)
    assert cli.main(["demo"]) == 2
    assert "program git tidak ada" in capsys.readouterr().err


def test_the_made_up_office_is_built_like_the_real_one():
    """Its settings are this project's, but for names, addresses and ordinary pages."""
    class Loader(yaml.SafeLoader):
        pass

    Loader.add_multi_constructor("", lambda loader, tag, node: None)
    own, demonstrated = (yaml.load(path.read_text(encoding="utf-8"), Loader=Loader)
                         for path in (ROOT / "mkdocs.yml", ROOT / "generator/maklumat/demo/mkdocs.yml"))
    for settings in (own, demonstrated):
        [options] = [entry["maklumat"] for entry in settings["plugins"]]
        del options["cetak"]["tempat"], options["cetak"]["alamat"], options["layanan"]
        options.pop("pengumuman", None)
    for key in ("theme", "plugins", "markdown_extensions", "use_directory_urls", "not_in_nav"):
        assert demonstrated[key] == own[key], key


def test_the_package_carries_the_made_up_documents_without_any_key_or_signature():
    files = [path for path in (ROOT / "generator/maklumat/demo").rglob("*") if path.is_file()]
    assert {path.suffix for path in files} == {".md", ".yml"}
    assert sum(scratch.TODAY in path.read_text(encoding="utf-8") for path in files) == 2
