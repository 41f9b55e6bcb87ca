"""Outputs that were made before, in the user's cache folder: found by key, taken only when their bytes are whole."""

from __future__ import annotations

import atexit
import os
import re
import shutil
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from . import user_cache
from .materials import DAY, EngineError
from .settings import reason

__all__ = ["LIMIT", "Cache", "Kept", "folder", "opened"]

LIMIT = 1024 ** 3  # bytes; some 10,000 outputs
LARGEST = 16 * 1024 * 1024  # no output is larger

_NAME = re.compile(r"([0-9a-f]{64})-([0-9a-f]{64})\Z")  # the key, and SHA-256 of the content


@dataclass(frozen=True, slots=True)
class Kept:
    """One output on disk."""

    path: Path
    sha256: str
    size: int

    def read(self) -> bytes:
        """The bytes that were kept. Raises EngineError where they are gone or are others by now."""
        data = user_cache.read(self.path, LARGEST)
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
        data = user_cache.read(path, LARGEST)
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
            path = user_cache.write(self.place, name, data)
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
            if used < time.time() - DAY and (total > limit or path.name.startswith(user_cache.PART)):
                with suppress(OSError):
                    path.unlink()
                    total -= size

    def _entries(self) -> Iterator[tuple[float, int, Path]]:
        """(time of its last use, size, path) of every file that is ours."""
        for entry in os.scandir(self.place):
            with suppress(OSError):
                is_own = _NAME.match(entry.name) or entry.name.startswith(user_cache.PART)
                if is_own and entry.is_file(follow_symlinks=False):
                    about = entry.stat(follow_symlinks=False)
                    yield about.st_mtime, about.st_size, Path(entry.path)


def opened() -> Cache:
    """The user's cache; where it cannot be written, or where others could write it, one that ends with this process."""
    place = folder()
    return Cache(place if place and user_cache.is_ours(place) else _temporary())


def folder() -> Path | None:
    """Where the user's prints are kept, None where nothing says so."""
    return user_cache.folder("cetakan")


@lru_cache(maxsize=1)
def _temporary() -> Path:
    place = Path(tempfile.mkdtemp(prefix="maklumat-cetakan-"))
    atexit.register(shutil.rmtree, place, ignore_errors=True)
    return place


def _set_aside(name: str, data: bytes) -> Path:
    place = Path(tempfile.gettempdir())
    try:
        place = _temporary()
        return user_cache.write(place, name, data)
    except OSError as error:
        raise EngineError(f"cetakan tidak dapat disimpan di {place}: {reason(error)}") from None
