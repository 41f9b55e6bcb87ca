"""Every shell script of ours is one that shellcheck finds nothing in."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SCRIPTS = sorted([*(ROOT / "generator").rglob("*.sh"), ROOT / ".ci/run"])
SHELLCHECK = Path(sys.executable).with_name("shellcheck")


def test_they_are_found():
    assert {"receive.sh", "install.sh", "send.sh"} <= {path.name for path in SCRIPTS}


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_shellcheck_finds_nothing(script):
    done = subprocess.run([SHELLCHECK, script], capture_output=True, text=True)
    assert done.stdout == ""
