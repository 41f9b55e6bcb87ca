"""An office whose site is built, and commands typed in it."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from ..conftest import called
from ..sites.office import Office, opened

KEPT_OUT = ("GIT_", "MAKLUMAT_", "SSH_", "GITHUB_")


def house(folder: Path, *, built: bool = True) -> Office:
    """The fictional office below a folder, ready to publish: its site is made from its last commit."""
    office = opened(folder)
    (office.root / ".gitignore").write_text("site/\n.maklumat-*/\n", encoding="utf-8")
    office.commit("Abaikan hasil", "2025-02-06")
    if built:
        done = maklumat(office.root, "build")
        assert done.returncode == 0, done.stdout + done.stderr
    return office


def environment(root: Path, **more: str) -> dict[str, str]:
    """Nothing of the user's own; the anchor is the first commit."""
    own = {name: value for name, value in os.environ.items() if not name.startswith(KEPT_OUT)}
    anchor = subprocess.run(["git", "-C", root, "rev-list", "--max-parents=0", "HEAD"], capture_output=True, text=True)
    return own | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "NO_COLOR": "1",
                  "MAKLUMAT_ANCHOR": anchor.stdout.strip()} | more


def maklumat(root: Path, *arguments: str, answer: str = "", **more: str) -> subprocess.CompletedProcess[str]:
    """Runs one of our commands in a project."""
    return called(*arguments, cwd=root, environment=environment(root, **more), answer=answer)
