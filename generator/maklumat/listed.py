"""A folder that we made lists all its files with their SHA-256: whatever else lies in it was put there, or changed, by
somebody, and is nobody's to delete."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from . import disk, manifest
from .errors import ContentError
from .progress import track

__all__ = ["LIST", "files", "foreign", "missing", "read", "write"]

SETTLED = 3_000_000_000  # nanoseconds: what changed less long ago may change again within one tick of a file's clock
LIST = ".maklumat.sha256"  # of every folder but a site, whose list goes out with it


def write(folder: Path, name: str, note: bytes = b"", digests: Mapping[str, str] | None = None) -> None:
    """Writes the list of everything in a finished folder, after `note`. Raises ContentError where something cannot be
    listed.

    `digests`: SHA-256 of each file, where all have been looked at: then what was seen is listed, whatever has become of
    it meanwhile, and who reads the list will know.
    """
    known = dict(_digests(folder) if digests is None else digests)
    known.pop(name, None)
    (folder / name).write_bytes(note + manifest.sums(known))


def _digests(folder: Path) -> Iterator[tuple[str, str]]:
    for file, is_plain in track([*files(folder)], "Mendaftar berkas"):
        if not is_plain:
            raise ContentError(f"{folder / file} bukan berkas biasa; hapus, atau ganti dengan berkasnya sendiri")
        yield file, disk.digest(f"{folder}/{file}")


def read(folder: Path, name: str) -> tuple[str, dict[str, str]]:
    """The commit that a folder's list tells ("" where none) and SHA-256 by path. Raises ContentError for a broken list,
    or where there is none."""
    try:
        commit, rest = manifest.made_from((folder / name).read_bytes())
    except OSError:
        raise ContentError(f"{folder} tidak memuat daftar {name} yang dapat dibaca") from None
    return commit, manifest.read_sums(rest, str(folder / name))


def foreign(folder: Path, digests: Mapping[str, str], seen: dict[str, int] | None = None) -> Iterator[str]:
    """What lies in a folder and is not as listed, one at a time; nothing is read that no list names.

    `seen`: files that were found as listed a moment ago, and how they lay there then; those are read again only where
    they lie otherwise now. What is found as listed is added.
    """
    seen = {} if seen is None else seen
    for name, is_plain in files(folder):
        if name not in digests or not is_plain or not _is_as_listed(f"{folder}/{name}", digests[name], name, seen):
            yield name


def _is_as_listed(path: str, digest: str, name: str, seen: dict[str, int]) -> bool:
    about = os.lstat(path)
    mark = hash((about.st_dev, about.st_ino, about.st_size, about.st_mtime_ns))
    if seen.get(name) == mark:
        return True
    if disk.digest(path) != digest:
        return False
    if time.time_ns() - about.st_mtime_ns > SETTLED:
        seen[name] = mark
    return True


def missing(folder: Path, digests: Mapping[str, str]) -> list[str]:
    """What is listed and does not lie there."""
    return [name for name in digests if not os.path.lexists(folder / name)]


def files(folder: Path) -> Iterator[tuple[str, bool]]:
    """Whatever is no folder, at any depth, by its path below `folder`, and whether it is a plain file: links are named
    and never followed. Raises ContentError where a folder cannot be read."""
    waiting = [""]
    while waiting:
        place = waiting.pop()
        try:
            with os.scandir(f"{folder}/{place}") as inside:
                entries = sorted(inside, key=lambda entry: entry.name)
        except OSError:
            raise ContentError(f"folder {folder / place} tidak dapat dibaca: izin bacanya tidak ada") from None
        folders = [entry.name for entry in entries if entry.is_dir(follow_symlinks=False)]
        yield from ((place + entry.name, entry.is_file(follow_symlinks=False))
                    for entry in entries if not entry.is_dir(follow_symlinks=False))
        waiting += [f"{place}{name}/" for name in reversed(folders)]
