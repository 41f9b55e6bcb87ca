"""The user's cache folder: files that only he can have written, that appear whole or not at all."""

from __future__ import annotations

import os
import shutil
import stat
import sys
import tempfile
from collections import defaultdict
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

__all__ = ["PART", "folder", "is_mine", "is_ours", "of_project", "read", "write"]

PART = ".menulis-"  # how the name of a file begins that is still being written
PROJECTS = 20  # so many of them are remembered
DIGEST = 64  # characters


def folder(name: str) -> Path | None:
    """Where the user's files of this name lie, None where nothing says so. XDG_CACHE_HOME holds on every system."""
    for variable in ("XDG_CACHE_HOME", *(("LOCALAPPDATA",) if sys.platform == "win32" else ())):
        if (base := Path(os.environ.get(variable, ""))).is_absolute():
            return base / "maklumat" / name
    try:
        home = Path.home()
    except RuntimeError:
        return None
    base = home / "Library/Caches" if sys.platform == "darwin" else home / ".cache"
    return base / "maklumat" / name if home.is_absolute() else None


def of_project(name: str, root: Path) -> Path | None:
    """Where the user's file of this name for the project in the folder `root` lies, or will lie; None where there is no
    place that is only ours. The projects that were used longest ago make room."""
    place = folder(name)
    if not place or not is_ours(place):
        return None
    with suppress(OSError):
        _make_room(place)
    return place / sha256(str(root).encode("utf-8", "backslashreplace")).hexdigest()


def _make_room(place: Path) -> None:
    """With a project's file goes what its name begins, and what a killed run was still writing goes as a project's."""
    files = defaultdict[str, list[Path]](list)
    for file in place.iterdir():
        files[file.name[:DIGEST]].append(file)
    used = sorted(files.values(), key=lambda some: max(file.lstat().st_mtime for file in some))
    for file in (file for some in used[:-PROJECTS] for file in some):
        file.unlink(missing_ok=True)


def is_mine(about: os.stat_result) -> bool:
    """Does a file belong to the user of this process? Where files have no owners, all do."""
    return not hasattr(os, "geteuid") or about.st_uid == os.geteuid()


def is_ours(place: Path) -> bool:
    """Makes the folder where there is none; may only we write there? What lies where others could write is not worth
    more for their being shut out now."""
    try:
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        about = place.stat()
        if not is_mine(about) or (os.name == "posix" and about.st_mode & 0o022):
            return False
        with tempfile.TemporaryFile(prefix=PART, dir=place):
            return True
    except OSError:
        return False


def write(place: Path, name: str, data: bytes) -> Path:
    """A file that appears whole or not at all. Raises OSError."""
    path = place / name
    if path.is_dir() and not path.is_symlink():  # anything else gives way to a file by itself
        shutil.rmtree(path)
    handle, part = tempfile.mkstemp(prefix=PART, dir=place)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.replace(part, path)
    except BaseException:
        Path(part).unlink(missing_ok=True)
        raise
    return path


def read(path: Path, most: int) -> bytes | None:
    """The bytes of an ordinary file of ours, None for anything else: a link, a pipe, a folder, more than `most`."""
    try:
        about = path.lstat()
        if not stat.S_ISREG(about.st_mode) or not is_mine(about) or about.st_size > most:
            return None
        with open(path, "rb", opener=_without_following) as file:
            return file.read()
    except OSError:
        return None


def _without_following(path: str, flags: int) -> int:
    """Whatever may have taken the file's place since: no link is followed and no pipe is waited for."""
    return os.open(path, flags | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
