"""The real command in a process of its own, in projects made for one test."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BASE = ROOT / "tests/rules/base/content"
MAKLUMAT = "content/maklumat/informasi-publik/index.md"
SOP = "content/sop/maklumat-informasi-publik/index.md"
DECIDING = ("NO_COLOR", "FORCE_COLOR", "GITHUB_STEP_SUMMARY", "MAKLUMAT_DEBUG")  # of these a test says what it wants


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with the spotless base documents and this repository's theme and settings."""
    root = tmp_path / "proyek"
    shutil.copytree(BASE, root / "content")
    shutil.copytree(ROOT / "theme", root / "theme")
    shutil.copy(ROOT / "mkdocs.yml", root)
    shutil.copy(ROOT / "content/index.md", root / "content")
    return root


@pytest.fixture
def maklumat() -> Callable[..., subprocess.CompletedProcess]:
    """maklumat("check", cwd=folder): runs the command; texts are UTF-8 whatever the locale of the test is."""
    def run(*arguments: str | bytes, cwd: Path, **environment: str) -> subprocess.CompletedProcess:
        inherited = {name: value for name, value in os.environ.items() if name not in DECIDING}
        return subprocess.run([sys.executable, "-m", "maklumat", *arguments], cwd=cwd, env=inherited | environment,
                              capture_output=True, encoding="utf-8", timeout=60, check=False)
    return run


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path.name}"
    path.write_text(text.replace(old, new), encoding="utf-8")
