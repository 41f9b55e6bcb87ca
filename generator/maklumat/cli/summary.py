"""Where Markdown for a forge goes: GitHub's step summary, else the standard output."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

from ..errors import ContentError
from ..reports.github import SUMMARY_BYTES

__all__ = ["exists", "write"]

SUMMARY = "GITHUB_STEP_SUMMARY"
WITHOUT = ("GITEA_ACTIONS", "FORGEJO_ACTIONS")  # these name such a file as well, and show it to nobody


def exists() -> bool:
    """Is there a step summary that somebody sees?"""
    return bool(os.environ.get(SUMMARY)) and not any(map(os.environ.get, WITHOUT))


def write(made: Callable[[int], str]) -> None:
    """`made(room)`: the Markdown in at most so many bytes; a step may have written into its summary before. Raises
    ContentError where that cannot be written."""
    if not exists():
        sys.stdout.write(made(SUMMARY_BYTES))
        return
    name = os.environ[SUMMARY]
    try:
        with open(name, "a", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
            file.write(made(max(0, SUMMARY_BYTES - os.fstat(file.fileno()).st_size)))
    except OSError:
        raise ContentError(f"ringkasan langkah {name} tidak dapat ditulis") from None
