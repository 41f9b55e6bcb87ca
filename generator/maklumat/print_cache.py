"""Outputs that were made before, in the user's cache folder: found by key, taken only when their bytes are whole."""

from __future__ import annotations

import atexit
import os
import re
import shutil
import stat
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from .materials import DAY, EngineError, is_mine
from .settings import reason

__all__ = ["LIMIT", "Cache", "Kept", "folder", "opened"]

LIMIT = 1024 ** 3  # bytes; some 10,000 outputs
LARGEST = 16 * 1024 * 1024  # no output is larger

_NAME = re.compile(r"([0-9a-f]{64})-([0-9a-f]{64})\Z")  # the key, and SHA-256 of the content
_PART = ".menulis-"


@dataclass(frozen=True, slots=True)
class Kept:
    """One output on disk."""

    path: Path
    sha256: str
    size: int

    def read(self) -> bytes:
        """The bytes that were kept. Raises EngineError where they are gone or are others by now."""
        data = _read(self.path)
        if data is None or sha256(data).hexdigest() != self.sha256:
            raise EngineError(f"cetakan {self.path} hilang atau berubah selagi dipakai; jalankan perintah ini sekali "
                              "lagi")
        return data


class Cache:
    """The entries of one folder. An entry is trusted as far as its owner is: the folder admits nobody else."""

    def __init__(self, place: Path):
        self.place = place
        self.names: dict[str, list[str]] = defaultdict(list)
        for name in sorted(entry.name for entry in os.scandir(place)):
            if found := _NAME.match(name):
                self.names[found[1]].append(name)

    def find(self, key: str) -> Kept | None:
        """The output with this key, None unless there is one and it is whole. Of two that differ neither counts."""
        names = self.names.get(key, ())
        if len(names) != 1:
            return None
        path, digest = self.place / names[0], names[0][-64:]
        data = _read(path)
        if data is None or sha256(data).hexdigest() != digest:
            return None
        with suppress(OSError):
            os.utime(path)  # what was not used for long goes first
        return Kept(path, digest, len(data))

    def keep(self, key: str, data: bytes) -> Kept:
        """Stores an output; whoever looks at the same time finds all of it or nothing. Where the folder takes no more,
        it lies in one that ends with this process. Raises EngineError where that takes none either."""
        digest = sha256(data).hexdigest()
        name = f"{key}-{digest}"
        try:
            path = _write(self.place, name, data)
        except OSError:
            return Kept(_set_aside(name, data), digest, len(data))
        for other in self.names[key]:
            if other != name:
                with suppress(OSError):
                    (self.place / other).unlink()
        self.names[key] = [name]
        return Kept(path, digest, len(data))

    def trim(self, limit: int = LIMIT) -> None:
        """Takes away what was not used for longest until the folder holds at most `limit` bytes, and what a killed run
        was still writing; never what any run used within the last day."""
        entries = sorted(self._entries())
        total = sum(size for _, size, _ in entries)
        for used, size, path in entries:
            if used < time.time() - DAY and (total > limit or path.name.startswith(_PART)):
                with suppress(OSError):
                    path.unlink()
                    total -= size

    def _entries(self) -> Iterator[tuple[float, int, Path]]:
        """(time of its last use, size, path) of every file that is ours."""
        for entry in os.scandir(self.place):
            with suppress(OSError):
                if (_NAME.match(entry.name) or entry.name.startswith(_PART)) and entry.is_file(follow_symlinks=False):
                    about = entry.stat(follow_symlinks=False)
                    yield about.st_mtime, about.st_size, Path(entry.path)


def opened() -> Cache:
    """The user's cache; where it cannot be written, or where others could write it, one that ends with this process."""
    place = folder()
    return Cache(place if place and _is_ours(place) else _temporary())


def folder() -> Path | None:
    """Where the user's cache lies, None where nothing says so. XDG_CACHE_HOME holds on every system."""
    for name in ("XDG_CACHE_HOME", *(("LOCALAPPDATA",) if sys.platform == "win32" else ())):
        if (base := Path(os.environ.get(name, ""))).is_absolute():
            return base / "maklumat" / "cetakan"
    try:
        home = Path.home()
    except RuntimeError:
        return None
    base = home / "Library/Caches" if sys.platform == "darwin" else home / ".cache"
    return base / "maklumat" / "cetakan" if home.is_absolute() else None


def _is_ours(place: Path) -> bool:
    """Makes the folder where there is none; may only we write there? What lies where others could write is not worth
    more for their being shut out now."""
    try:
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        about = place.stat()
        if not is_mine(about) or (os.name == "posix" and about.st_mode & 0o022):
            return False
        with tempfile.TemporaryFile(prefix=_PART, dir=place):
            return True
    except OSError:
        return False


@lru_cache(maxsize=1)
def _temporary() -> Path:
    place = Path(tempfile.mkdtemp(prefix="maklumat-cetakan-"))
    atexit.register(shutil.rmtree, place, ignore_errors=True)
    return place


def _set_aside(name: str, data: bytes) -> Path:
    place = Path(tempfile.gettempdir())
    try:
        place = _temporary()
        return _write(place, name, data)
    except OSError as error:
        raise EngineError(f"cetakan tidak dapat disimpan di {place}: {reason(error)}") from None


def _write(place: Path, name: str, data: bytes) -> Path:
    """A file that appears whole or not at all. Raises OSError."""
    path = place / name
    if path.is_dir() and not path.is_symlink():  # anything else gives way to a file by itself
        shutil.rmtree(path)
    handle, part = tempfile.mkstemp(prefix=_PART, dir=place)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.replace(part, path)
    except BaseException:
        Path(part).unlink(missing_ok=True)
        raise
    return path


def _read(path: Path) -> bytes | None:
    """The bytes of an ordinary file of ours, None for anything else: a link, a pipe, a folder."""
    try:
        about = path.lstat()
        if not stat.S_ISREG(about.st_mode) or not is_mine(about) or about.st_size > LARGEST:
            return None
        with open(path, "rb", opener=_without_following) as file:
            return file.read()
    except OSError:
        return None


def _without_following(path: str, flags: int) -> int:
    """Whatever may have taken the file's place since: no link is followed and no pipe is waited for."""
    return os.open(path, flags | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
