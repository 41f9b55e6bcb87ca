"""The page's own modules (theme/js) under node, asked many questions in one run."""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

SOURCES = Path(os.environ.get("MAKLUMAT_JS", Path(__file__).parents[2] / "theme/js"))  # mutants.py sets another place
DOMAIN = "ppid.contoh.go.id"


def prepared(folder: Path) -> Path:
    """A copy of the modules in this folder, which tells node what they are."""
    if not shutil.which("node"):
        (pytest.fail if os.environ.get("CI") else pytest.skip)("node is not installed on this machine")
    shutil.copytree(SOURCES, folder, dirs_exist_ok=True)
    (folder / "package.json").write_text('{"type": "module"}')
    return folder


def ask(folder: Path, call: str, cases: Sequence[dict[str, bytes | None]], *options: str, domain: str = DOMAIN) -> list:
    """One answer for each case: {"good": …}, {"command": …}, or {"kind", "message"} of what was thrown."""
    given = [{name: None if data is None else base64.b64encode(data).decode() for name, data in case.items()}
             | {"domain": domain} for case in cases]
    run = subprocess.run(["node", *options, Path(__file__).with_name("judge.mjs"), folder, call], text=True,
                         input=json.dumps(given), capture_output=True, check=False)
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout)
