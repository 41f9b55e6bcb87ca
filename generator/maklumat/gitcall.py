"""How the program `git` is called: in its own language, about this repository and its real history."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO

from .errors import MaklumatError

__all__ = ["DAMAGED", "GitError", "blobs", "command", "environment", "run"]

WINDOW = 50  # requests written before answers are read: they fit into the smallest pipe
DAMAGED = "riwayat git di {} rusak atau tidak lengkap; periksa dengan `git fsck`, atau salin ulang dengan `git clone`"


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


def blobs(root: Path, wanted: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    """The bytes of blobs by id, unproven. Raises GitError.

    One process for all; never more requests under way than the pipe holds, so that neither side waits for ever.
    """
    if not wanted:
        return
    try:
        with subprocess.Popen(command(root, "cat-file", "--batch"), stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                              stderr=subprocess.DEVNULL, env=environment()) as process:
            for start in range(0, len(wanted), WINDOW):
                window = wanted[start:start + WINDOW]
                process.stdin.write("".join(f"{number}\n" for number in window).encode())
                process.stdin.flush()
                for number in window:
                    data = _answer(process.stdout, number)
                    if data is None:
                        raise GitError(DAMAGED.format(root))
                    yield number, data
    except OSError:
        raise GitError(DAMAGED.format(root)) from None


def _answer(stream: IO[bytes], number: str) -> bytes | None:
    """One answer of cat-file: `<id> blob <size>`, the bytes, a line feed. None where it is anything else."""
    head = stream.readline().split()
    if len(head) != 3 or head[0].decode() != number or head[1] != b"blob":
        return None
    data = stream.read(int(head[2]) + 1)
    return data[:-1] if len(data) == int(head[2]) + 1 else None


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
