"""Nothing takes for granted what only POSIX has: names, file systems, consoles, line ends.

These tests read the code, and play what Windows says; they are no run on Windows.
"""

from __future__ import annotations

import ast
import io
import os
import signal
import subprocess
import sys
import types
from pathlib import Path, PureWindowsPath

import pytest

import maklumat
from maklumat import cli, disk, swapping
from maklumat.cli import scratch
from maklumat.settings import Settings

PACKAGE = Path(maklumat.__file__).parent
MODULES = {path.relative_to(PACKAGE).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
           for path in sorted(PACKAGE.rglob("*.py"))}
POSIX_MODULES = {"fcntl", "grp", "pty", "pwd", "resource", "termios", "tty", "syslog"}
POSIX_NAMES = {"fork", "forkpty", "execv", "execve", "execvp", "geteuid", "getuid", "getgid", "fchmod", "fchown",
               "chown", "lchown", "mkfifo", "mknod", "killpg", "setsid", "getpgid", "uname", "openpty", "pread",
               "O_NOFOLLOW", "O_DIRECTORY", "O_NONBLOCK", "O_CLOEXEC", "SIGKILL", "SIGHUP", "SIGALRM", "SIGUSR1",
               "alarm", "pthread_sigmask", "sigpending", "sigwait", "SIG_BLOCK", "SIG_SETMASK"}
ALLOWED = {  # each asks first whether the system has it
    "cli/fix.py": {"chown"},
    "signing.py": {"lchown"},
    "swapping.py": {"pthread_sigmask", "sigpending", "sigwait", "SIG_BLOCK", "SIG_SETMASK"},
    "user_cache.py": {"geteuid"},
    "workers.py": {"pthread_sigmask", "SIG_BLOCK", "SIG_SETMASK"},
}


def test_only_modules_that_ask_first_use_what_only_posix_has():
    found = {}
    for name, tree in MODULES.items():
        imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
        imported |= {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and not node.level}
        used = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)
                and isinstance(node.value, ast.Name) and node.value.id in ("os", "signal")}
        if odd := (imported & POSIX_MODULES | used & POSIX_NAMES) - ALLOWED.get(name, set()):
            found[name] = odd
    assert found == {}


def test_no_path_of_posix_is_written_out():
    """Examples of help may; the code itself asks os.devnull and tempfile."""
    found = [(name, node.value) for name, tree in MODULES.items() for node in ast.walk(tree)
             if isinstance(node, ast.Constant) and isinstance(node.value, str)
             and node.value.startswith(("/dev/", "/tmp/", "/usr/", "/etc/"))]
    assert found == []


def test_every_text_file_is_written_with_its_own_line_ends():
    """Else Windows writes others, and the same source gives other bytes."""
    found = []
    for name, tree in MODULES.items():
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            called = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
            modes = [each.value for each in call.args if isinstance(each, ast.Constant) and isinstance(each.value, str)]
            writes = called == "write_text" or (called in ("open", "fdopen") and any(
                mode in ("w", "a", "x", "w+") for mode in modes) and "devnull" not in ast.unparse(call))
            if writes and "newline" not in {keyword.arg for keyword in call.keywords}:
                found.append(f"{name}:{call.lineno}")
    assert found == []


@pytest.mark.parametrize(("typed", "name"), [
    (r"C:\proyek\content\maklumat\x\index.md", "content/maklumat/x/index.md"),
    (r"c:\Proyek\content\sop\bkd\x\index.md", "content/sop/bkd/x/index.md"),
    (r"D:\naskah baru.md", "D:/naskah baru.md"),
])
def test_a_path_of_windows_is_named_with_slashes(typed: str, name: str):
    root = PureWindowsPath(r"C:\proyek")
    assert disk._name(Settings(root, root / "content", root / "site"), PureWindowsPath(typed)) == name


def test_a_document_typed_by_another_name_of_its_folder_is_the_projects_own(tmp_path, in_process):
    """As a share is, that has a drive letter."""
    folder = tmp_path / "asli/content/maklumat/x"
    folder.mkdir(parents=True)
    (folder / "index.md").write_text("---\njenis: maklumat\n", encoding="utf-8")
    (tmp_path / "asli/mkdocs.yml").write_text("site_name: x\n", encoding="utf-8")
    (tmp_path / "nama-lain").symlink_to("asli", target_is_directory=True)
    run = in_process("check", str(tmp_path / "nama-lain/content/maklumat/x/index.md"), "--format", "short",
                     cwd=tmp_path / "asli")
    assert run.stdout.startswith("content/maklumat/x/index.md:")


def test_folders_change_places_where_the_system_offers_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr(swapping.ctypes, "CDLL", lambda *_, **__: (_ for _ in ()).throw(TypeError("Windows")))
    for name in ("satu", "dua"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "isi").write_text(name, encoding="utf-8")
    swapping.exchange(tmp_path / "satu", tmp_path / "dua")
    assert [(tmp_path / name / "isi").read_text(encoding="utf-8") for name in ("satu", "dua")] == ["dua", "satu"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["dua", "satu"]


def test_stopping_needs_no_signal_that_windows_lacks(monkeypatch):
    for name in ("SIGHUP", "pthread_sigmask"):
        monkeypatch.delattr(signal, name, raising=False)
    with swapping.undisturbed():
        pass
    monkeypatch.setattr(signal, "signal", lambda number, _: number)
    cli._end_tidily()


def test_the_demo_shows_a_release_where_no_link_can_be_made(tmp_path, monkeypatch):
    def refuse(*_, **__):
        raise OSError(1314, "A required privilege is not held by the client")
    monkeypatch.setattr(Path, "symlink_to", refuse)
    office = scratch.Office(tmp_path / "kantor", tmp_path, tmp_path / "rilis", {})
    (office.root / "site").mkdir(parents=True)
    (office.root / "site/index.html").write_text("halaman", encoding="utf-8")
    scratch.copy(office, "abc")
    assert scratch.released(office, "index.html") == "halaman"


def test_a_console_of_windows_is_told_to_show_colours(monkeypatch):
    told = []
    monkeypatch.setitem(sys.modules, "colorama", types.SimpleNamespace(just_fix_windows_console=lambda: told.append(1)))
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BytesIO(), encoding="cp437", newline="\r\n"))
    cli._speak_utf8()
    assert told == []
    monkeypatch.setattr(sys, "platform", "win32")
    cli._speak_utf8()
    assert told == [1]
    sys.stdout.write("“é”\n")
    sys.stdout.flush()
    assert sys.stdout.buffer.getvalue() == "“é”\n".encode()


def test_output_is_utf8_in_a_console_of_another_code_page(tmp_path):
    """PYTHONIOENCODING stands for the code page; line ends are those that were written."""
    run = subprocess.run([sys.executable, "-m", "maklumat", "--help"], cwd=tmp_path, capture_output=True,
                         env=os.environ | {"PYTHONIOENCODING": "cp437", "PYTHONUTF8": "0"}, check=True)
    assert "PERINTAH …" in run.stdout.decode("utf-8")
    assert b"\r" not in run.stdout
