"""What the gate is given: files as git names them, commits as changes of files, and questions to ssh-keygen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

__all__ = ["PLAIN", "PROGRAM", "Ask", "Change", "Entry", "Question", "Read"]

PLAIN, PROGRAM = "100644", "100755"  # git's modes of a plain file: no program, and one


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of a commit: git's mode (`100644`, `100755`, `120000` a link, `160000` another repository) and the
    object id of its bytes, which names the same bytes for ever."""

    mode: str
    id: str


@dataclass(frozen=True, slots=True)
class Change:
    """One commit on the first-parent line: what differs from the commit before it (the whole tree for the first one).

    `entries` maps paths, relative to the project with forward slashes, to the new entry, or to None where the file is
    gone; only paths below `content/` and `pengesah/` and `mkdocs.yml` are named. `time` is the committer's, with zone.
    `commit` is "" for the working tree.
    """

    commit: str
    time: datetime
    entries: Mapping[str, Entry | None]


@dataclass(frozen=True, slots=True)
class Question:
    """Is this SSHSIG `signature` over `message` good in `namespace`, made by a key that the allowed_signers text
    `registry` gives to `principal`, at noon WIB of the day `at`?"""

    message: bytes
    signature: bytes
    registry: bytes
    principal: str
    namespace: str
    at: date


Ask = Callable[[Sequence[Question]], Sequence[bool]]
Read = Callable[[Iterable[str]], Mapping[str, bytes]]  # object ids -> their bytes
