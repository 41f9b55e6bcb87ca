"""The command in projects made for one test: in a process of its own where that matters, else in this one."""

from __future__ import annotations

import os
import pty
import re
import select
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from maklumat import clock

ROOT = Path(__file__).parents[2]
BASE = ROOT / "tests/rules/base/content"
MAKLUMAT = "content/maklumat/informasi-publik/index.md"
SOP = "content/sop/maklumat-informasi-publik/index.md"
PATIENCE = 120.0  # seconds for one command at a terminal
WRITTEN = date(2025, 1, 14)  # the first date in the base documents
DECIDING = ("NO_COLOR", "FORCE_COLOR", "GITHUB_STEP_SUMMARY", "MAKLUMAT_DEBUG")  # of these a test says what it wants


def up_to_date(text: str) -> str:
    """The text with its dates moved by whole weeks to last month: the command judges by the real clock."""
    weeks = (clock.today() - WRITTEN).days // 7 - 4
    moved = re.sub(r"\b2025-\d\d-\d\d\b", lambda day: str(date.fromisoformat(day[0]) + timedelta(weeks=weeks)), text)
    return moved.replace("/BCN/2025", f"/BCN/{(WRITTEN + timedelta(weeks=weeks)).year}")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with the spotless base documents and this repository's theme and settings."""
    root = tmp_path / "proyek"
    shutil.copytree(BASE, root / "content")
    for path in (root / "content").rglob("*.md"):
        path.write_text(up_to_date(path.read_text(encoding="utf-8")), encoding="utf-8")
    shutil.copytree(ROOT / "theme", root / "theme")
    shutil.copy(ROOT / "mkdocs.yml", root)
    (root / "content/index.md").write_text("# Beranda\n\nLihat [daftar dokumen](daftar/index.md).\n", encoding="utf-8")
    return root


@pytest.fixture
def maklumat(in_process) -> Callable[..., subprocess.CompletedProcess]:
    """maklumat("check", cwd=folder): runs the command line in this process."""
    def run(*arguments: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess:
        return in_process(*arguments, cwd=cwd, environment=inherited() | environment)
    return run


@pytest.fixture
def process() -> Callable[..., subprocess.CompletedProcess]:
    """process("check", cwd=folder): runs the real command; texts are UTF-8 whatever the locale of the test is."""
    def run(*arguments: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess:
        return subprocess.run([sys.executable, "-m", "maklumat", *arguments], cwd=cwd, env=inherited() | environment,
                              capture_output=True, encoding="utf-8", timeout=60, check=False)
    return run


def inherited() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name not in DECIDING}


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path.name}"
    path.write_text(text.replace(old, new), encoding="utf-8")


def on_terminal(project: Path, answers: bytes, *arguments: str, stop: bool = False,
                **environment: str) -> tuple[int, str]:
    """Exit code of the command, and what the person saw who typed these answers. `stop`: Ctrl-C at the first question,
    and again where nothing happens: Python notices one that comes right before it waits for a line only with the line.
    """
    ours, theirs = pty.openpty()
    process = subprocess.Popen([sys.executable, "-m", "maklumat", *arguments], cwd=project, stdin=theirs,
                               stdout=theirs, stderr=theirs, env=inherited() | {"TERM": "xterm"} | environment)
    os.close(theirs)
    os.write(ours, answers)
    seen, until = b"", time.monotonic() + PATIENCE
    while time.monotonic() < until and (chunk := _read(ours)) != b"":
        seen += chunk or b""
        if stop and seen.endswith(b": "):
            process.send_signal(signal.SIGINT)
    os.close(ours)
    return process.wait(timeout=60), seen.decode(errors="replace").replace("\r\n", "\n")


def _read(descriptor: int) -> bytes | None:
    """What came; None where nothing did for a while; nothing at the end."""
    if not select.select([descriptor], [], [], 10)[0]:
        return None
    try:
        return os.read(descriptor, 65536)
    except OSError:  # Linux reports the end of a terminal as an error
        return b""
