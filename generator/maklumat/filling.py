"""Files that fill a new folder: written, or linked to from the folder that it is to replace, where the same bytes lie.

A second name costs a tenth of a new file, and less of what is the same in every build. It is given to what has just
been read and compared, and is nobody else's: a file with further names, of another owner or with other rights is
written anew, for whoever changed it elsewhere would change it here. The folder that is replaced goes, and with it the
second names. Until then it must not change: a name that is taken already is given up before it is written to.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

__all__ = ["taken_over", "write_all"]


class _Kind(NamedTuple):
    """What a file is, whose, and who may do what with it."""

    mode: int
    user: int
    group: int


def write_all(folder: Path, contents: Iterable[tuple[str, bytes]], earlier: Path | None = None) -> None:
    """Writes files by their path below a folder, with the folders on their way. Raises OSError.

    `earlier`: the folder on the same disk that this one is to replace.
    """
    known: set[str] = set()
    ours = _ours(folder) if earlier else None
    for name, data in contents:
        path = _placed(folder, name, known)
        if not (earlier and _linked(f"{earlier}/{name}", path, ours, len(data), data.__eq__)):
            _write(path, data)


def taken_over(folder: Path, digests: Mapping[str, str], earlier: Path) -> bool:
    """Gives `folder` these files without anybody having their bytes at hand: those that lie in `earlier`, where each
    has its SHA-256 and is of our kind; else none. Raises OSError where a folder cannot be made."""
    known: set[str] = set()
    ours = _ours(folder)
    linked = []
    for name, digest in digests.items():
        path = _placed(folder, name, known)
        if not _linked(f"{earlier}/{name}", path, ours, None, lambda data, own=digest: sha256(data).hexdigest() == own):
            for each in linked:
                os.unlink(each)
            return False
        linked.append(path)
    return bool(digests)


@lru_cache(maxsize=4)
def _ours(folder: Path) -> _Kind:
    """What a file is like when we write it here."""
    os.makedirs(folder, exist_ok=True)
    probe = f"{folder}/.{secrets.token_hex(8)}"
    _write(probe, b"")
    try:
        return _kind(os.lstat(probe))
    finally:
        os.unlink(probe)


def _placed(folder: Path, name: str, known: set[str]) -> str:
    """The path of a file, once the folders on its way are there; `known`: those that are."""
    path = f"{folder}/{name}"
    parent = os.path.dirname(path)
    if parent not in known:
        os.makedirs(parent, exist_ok=True)
        known.add(parent)
    return path


def _linked(source: str, path: str, ours: _Kind, size: int | None, is_right: Callable[[bytes], bool]) -> bool:
    """Has `path` become a name of a file of ours of this size (None: any), with bytes that are right?"""
    try:
        about = os.lstat(source)
        if about.st_nlink != 1 or size not in (None, about.st_size) or _kind(about) != ours:
            return False
        with open(source, "rb", buffering=0) as file:
            if not is_right(file.read()):
                return False
        os.link(source, path)
    except OSError:  # nothing lies there, or this disk gives no file two names
        return False
    return True


def _write(path: str, data: bytes) -> None:
    try:
        with open(path, "xb") as file:
            file.write(data)
    except FileExistsError:
        os.unlink(path)
        _write(path, data)


def _kind(about: os.stat_result) -> _Kind:
    return _Kind(about.st_mode, about.st_uid, about.st_gid)
