"""The files that lie on disk, named and numbered as git would store them."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Collection, Iterator
from pathlib import Path

from .errors import ContentError
from .snapshot import PLAIN, PROGRAM

__all__ = ["LINK", "blob_id", "entry", "files", "read"]

LINK = "120000"  # git's mode
PART = 1 << 20  # bytes


def files(root: Path, names: Collection[str]) -> Iterator[Path]:
    """Every file at or below these names of a folder; a link counts as a file and is never followed.

    Raises ContentError where a folder cannot be read.
    """
    try:
        for found in sorted(os.scandir(root), key=lambda found: found.name):
            if found.name not in names:  # by its own name, as some disks find Content/ under content/ too
                continue
            if not found.is_dir(follow_symlinks=False):
                yield Path(found.path)
                continue
            for parent, folders, plain in os.walk(found.path, onerror=_refuse):
                yield from (Path(parent, name) for name in plain)
                yield from (Path(parent, name) for name in folders if os.path.islink(os.path.join(parent, name)))
    except OSError as error:
        raise ContentError(f"folder {error.filename} tidak dapat dibaca: izin bacanya tidak ada") from None


def _refuse(error: OSError) -> None:
    raise error


def entry(path: Path, algorithm: str) -> tuple[str, str]:
    """Git's mode of a file and the id of its bytes. Raises ContentError for what git cannot store or nobody can read.
    """
    try:
        mode = path.lstat().st_mode
        if stat.S_ISLNK(mode):
            return LINK, blob_id(read(path), algorithm)
        if not stat.S_ISREG(mode):
            raise ContentError(f"{path} bukan berkas biasa; hapus atau pindahkan dari folder isi")
        return PROGRAM if mode & stat.S_IXUSR else PLAIN, _streamed(path, algorithm)
    except OSError:
        raise ContentError(f"{path} tidak dapat dibaca") from None


def read(path: Path) -> bytes:
    """What git would store: a file's bytes, or where a link leads. Raises ContentError."""
    try:
        return os.fsencode(path.readlink()) if path.is_symlink() else path.read_bytes()
    except OSError:
        raise ContentError(f"{path} tidak dapat dibaca") from None


def blob_id(data: bytes, algorithm: str) -> str:
    """The object id that git gives these bytes; `algorithm` is the repository's: sha1 or sha256."""
    return hashlib.new(algorithm, b"blob %d\0" % len(data) + data).hexdigest()


def _streamed(path: Path, algorithm: str) -> str:
    """`blob_id` of a file of any size."""
    with path.open("rb") as file:
        digest = hashlib.new(algorithm, b"blob %d\0" % os.fstat(file.fileno()).st_size)
        while part := file.read(PART):
            digest.update(part)
    return digest.hexdigest()
