"""How the program `git` is called: in its own language, about this repository and its real history."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from .errors import MaklumatError

__all__ = ["GitError", "command", "environment", "run"]


class GitError(MaklumatError):
    """Git is missing, or refuses, or the repository is damaged."""


def run(root: Path, *arguments: str, index: str = "") -> subprocess.CompletedProcess[bytes]:
    """Asks git about the repository of a folder; with an index of its own where one is named. Raises GitError where git
    is missing."""
    more = {"GIT_INDEX_FILE": index} if index else {}
    try:
        return subprocess.run(command(root, *arguments), env=environment() | more, stdin=subprocess.DEVNULL,
                              capture_output=True, check=False)
    except OSError:
        raise GitError("program git tidak dapat dijalankan; pasang git lebih dahulu") from None


def command(root: Path, *arguments: str) -> list[str]:
    """The command line."""
    return ["git", "--no-pager", "-C", os.fspath(root), *arguments]


def environment() -> dict[str, str]:
    """The user's environment without what would lead git to another repository, another history or another language.
    """
    kept = {name: value for name, value in os.environ.items()
            if name != "LANGUAGE" and (not name.startswith("GIT_") or name.startswith(("GIT_CONFIG_", "GIT_CEILING_")))}
    return kept | {"LC_ALL": "C", "GIT_NO_REPLACE_OBJECTS": "1", "GIT_GRAFT_FILE": os.devnull,
                   "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0"}
