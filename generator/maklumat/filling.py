"""Files that fill a new folder: written, or linked to from the folder that it is to replace, where the same bytes lie.

A second name costs a tenth of a new file, and less of what is the same in every build. It is given to what has just
been read and compared, and is nobody else's: a file with further names, of another owner or with other rights is
written anew, for whoever changed it elsewhere would change it here. The folder that is replaced goes, and with it the
second names. Until then it must not change: a name that is taken already is given up before it is written to.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

__all__ = ["write_all"]


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
    ours: _Kind | None = None  # what a file is like when we write it here
    for name, data in contents:
        path = f"{folder}/{name}"
        parent = os.path.dirname(path)
        if parent not in known:
            os.makedirs(parent, exist_ok=True)
            known.add(parent)
        if not (earlier and ours and _linked(f"{earlier}/{name}", path, data, ours)):
            ours = _written(path, data)


def _linked(source: str, path: str, data: bytes, ours: _Kind) -> bool:
    """Has `path` become a name of a file of ours with these bytes?"""
    try:
        about = os.lstat(source)
        if about.st_nlink != 1 or about.st_size != len(data) or _kind(about) != ours:
            return False
        with open(source, "rb", buffering=0) as file:
            if file.read() != data:
                return False
        os.link(source, path)
    except OSError:  # nothing lies there, or this disk gives no file two names
        return False
    return True


def _written(path: str, data: bytes) -> _Kind:
    try:
        with open(path, "xb") as file:
            file.write(data)
            return _kind(os.fstat(file.fileno()))
    except FileExistsError:
        os.unlink(path)
        return _written(path, data)


def _kind(about: os.stat_result) -> _Kind:
    return _Kind(about.st_mode, about.st_uid, about.st_gid)
