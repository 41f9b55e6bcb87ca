"""Texts that are kept in the user's cache folder by key, many thousands of a project. Speed, never evidence: what
publishes or signs makes everything anew (decision 36). What is lost, damaged or of another version is made again.

SQLite keeps them: it loses nothing when a process is killed, and several may use one file at once.
"""

from __future__ import annotations

import os
import sqlite3
import threading
import zlib
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

from . import fingerprint, user_cache

__all__ = ["Shelf", "opened", "packed"]

T = TypeVar("T")
PROJECTS = 20  # files; each holds one project
PATIENCE = 10.0  # seconds for another process to end its writing
SEAL = 16  # bytes before each text
SPARE = 1000  # texts of earlier states that may stay, beside as many as are in use


class Shelf:
    """Texts by key. Without a file all are forgotten with the process."""

    def __init__(self, file: Path | None, circumstances: str = ""):
        self._circumstances = circumstances.encode()
        self._file = file
        self._base: sqlite3.Connection | None = None
        self._process, self._turn = os.getpid(), threading.RLock()  # a preview answers many at once
        self._loose: dict[bytes, bytes] = {}
        if file:
            self._base = self._tried(self._open)

    def _mine(self) -> sqlite3.Connection | None:
        """The connection of this process: one that was opened before it became a copy of another is that one's."""
        if self._base is not None and self._process != os.getpid():
            self._process, self._base = os.getpid(), self._tried(self._open)
        return self._base

    def find(self, key: str) -> str | None:
        """The text that was kept under this key, None where there is none that is whole."""
        name = self._name(key)
        if self._mine() is None:
            packed = self._loose.get(name)
        else:
            row = self._tried(lambda: self._base.execute("SELECT isi FROM teks WHERE kunci = ?", (name,)).fetchone())
            packed = row[0] if row else None
        return self._unpacked(name, packed) if packed else None

    def has(self, key: str) -> bool:
        """Was a text kept under this key?"""
        name = self._name(key)
        if self._base is None:
            return name in self._loose
        return bool(self._tried(lambda: self._base.execute("SELECT 1 FROM teks WHERE kunci = ?", (name,)).fetchone()))

    def keep(self, texts: Mapping[str, bytes]) -> None:
        """Adds texts, each as `packed` gives it; whoever reads at the same time finds it whole or not at all."""
        rows = [(name, _seal(name, text) + text) for name, text in ((self._name(key), texts[key]) for key in texts)]
        if self._base is None or self._tried(lambda: self._add(rows)) is None:
            self._loose.update(rows)

    def leave(self, keys: Collection[str]) -> None:
        """Takes away what is not under these keys, where that has become more than what is."""
        names = [(self._name(key),) for key in keys]
        if self._base is not None:
            self._tried(lambda: self._trim(names))

    def _open(self) -> sqlite3.Connection:
        base = sqlite3.connect(self._file, timeout=PATIENCE, isolation_level=None, check_same_thread=False)
        for order in ("PRAGMA journal_mode = WAL", "PRAGMA synchronous = OFF",  # what a power cut breaks is made again
                      "CREATE TABLE IF NOT EXISTS teks (kunci BLOB PRIMARY KEY, isi BLOB NOT NULL)"):
            base.execute(order)
        return base

    def _add(self, rows: list[tuple[bytes, bytes]]) -> bool:
        with self._base:
            self._base.execute("BEGIN IMMEDIATE")
            self._base.executemany("INSERT OR REPLACE INTO teks VALUES (?, ?)", rows)
        return True

    def _trim(self, names: list[tuple[bytes]]) -> None:
        count, = self._base.execute("SELECT count(*) FROM teks").fetchone()
        if count <= 2 * len(names) + SPARE:
            return
        with self._base:
            self._base.execute("BEGIN IMMEDIATE")
            self._base.execute("CREATE TEMP TABLE dipakai (kunci BLOB PRIMARY KEY)")
            self._base.executemany("INSERT OR IGNORE INTO dipakai VALUES (?)", names)
            self._base.execute("DELETE FROM teks WHERE kunci NOT IN dipakai")
            self._base.execute("DROP TABLE dipakai")

    def _tried(self, work: Callable[[], T]) -> T | None:
        """What the work gives, None where the file cannot be used; one that is no database any more is taken away."""
        try:
            with self._turn:
                return work()
        except sqlite3.OperationalError:  # locked for too long, full, or not to be written
            return None
        except sqlite3.DatabaseError:
            self._base = None
            with suppress(OSError):
                self._file.unlink()
            return None

    def _name(self, key: str) -> bytes:
        return sha256(self._circumstances + b"\0" + key.encode()).digest()

    def _unpacked(self, name: bytes, packed: bytes) -> str | None:
        if packed[:SEAL] != _seal(name, packed[SEAL:]):
            return None
        return zlib.decompress(packed[SEAL:]).decode("utf-8", "surrogatepass")


def opened(kind: str, root: Path) -> Shelf:
    """The shelf of this kind for the project in this folder."""
    place = user_cache.folder(kind)
    if not place or not user_cache.is_ours(place):
        return Shelf(None)
    with suppress(OSError):
        _make_room(place)
    return Shelf(place / f"{sha256(str(root).encode('utf-8', 'backslashreplace')).hexdigest()}.sqlite",
                 fingerprint.of_package())


def packed(text: str) -> bytes:
    """The text as it is kept."""
    return zlib.compress(text.encode("utf-8", "surrogatepass"), 1)


def _seal(name: bytes, packed: bytes) -> bytes:
    return sha256(name + packed).digest()[:SEAL]


def _make_room(place: Path) -> None:
    """Takes away the projects that were used longest ago."""
    files = sorted(place.glob("*.sqlite"), key=lambda file: file.stat().st_mtime)
    for file in files[:-PROJECTS]:
        for end in ("", "-wal", "-shm"):
            file.with_name(file.name + end).unlink(missing_ok=True)
