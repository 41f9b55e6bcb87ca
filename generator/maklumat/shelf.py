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
from contextlib import closing, suppress
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

from . import fingerprint, user_cache

__all__ = ["Shelf", "at", "opened", "packed"]

T = TypeVar("T")
PATIENCE = 10.0  # seconds for another process to end its writing
SEAL = 16  # bytes before each text
AT_ONCE = 1000  # texts that are taken from another shelf
SPARE = 1000  # texts of earlier states that may stay, beside as many as are in use


class Shelf:
    """Texts by key. Without a file, or where it cannot be used, they are forgotten with the process."""

    def __init__(self, file: Path | None, circumstances: str = ""):
        self._file, self._circumstances = file, circumstances.encode()
        self._base: sqlite3.Connection | None = None
        self._process, self._turn = os.getpid(), threading.RLock()  # a preview answers many at once
        self._loose: dict[bytes, bytes] = {}
        if file:
            self._base = self._tried(self._open)

    def find(self, key: str) -> str | None:
        """The text that was kept under this key, None where there is none that is whole."""
        name = self._name(key)
        packed = self._loose.get(name) or self._asked("SELECT isi FROM teks WHERE kunci = ?", name)
        return self._unpacked(name, packed) if packed else None

    def has(self, key: str) -> bool:
        """Was a text kept under this key?"""
        name = self._name(key)
        return name in self._loose or bool(self._asked("SELECT 1 FROM teks WHERE kunci = ?", name))

    def keep(self, texts: Mapping[str, bytes]) -> None:
        """Adds texts, each as `packed` gives it; whoever reads at the same time finds it whole or not at all."""
        self._put([(name, _seal(name, text) + text) for name, text in ((self._name(key), texts[key]) for key in texts)])

    def take(self, file: Path) -> None:
        """Adds what lies on the shelf in another file, as far as it is whole. Raises sqlite3.Error where that is none.
        """
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as other:
            found = other.execute("SELECT kunci, isi FROM teks WHERE typeof(kunci) = 'blob' AND typeof(isi) = 'blob'")
            while rows := found.fetchmany(AT_ONCE):
                self._put([(name, text) for name, text in rows if _is_whole(name, text)])

    def close(self) -> None:
        """What was kept lies in the one file, and nowhere beside it."""
        if base := self._mine():
            base.close()
            self._base = None

    def leave(self, keys: Collection[str]) -> None:
        """Takes away what is not under these keys, where that has become more than what is."""
        names = [(self._name(key),) for key in keys]
        if self._mine():
            self._tried(lambda: self._trim(names))

    def _mine(self) -> sqlite3.Connection | None:
        """The connection of this process: one that was opened before it became a copy of another is that one's."""
        if self._base and self._process != os.getpid():
            self._process, self._base = os.getpid(), self._tried(self._open)
        return self._base

    def _asked(self, question: str, name: bytes) -> bytes | int | None:
        """The first value that answers, None where there is none."""
        base = self._mine()
        row = self._tried(lambda: base.execute(question, (name,)).fetchone()) if base else None
        return row[0] if row else None

    def _put(self, rows: list[tuple[bytes, bytes]]) -> None:
        if not self._mine() or self._tried(lambda: self._add(rows)) is None:
            self._loose.update(rows)

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
        if not _is_whole(name, packed):
            return None
        return zlib.decompress(packed[SEAL:]).decode("utf-8", "surrogatepass")


def opened(kind: str, root: Path) -> Shelf:
    """The shelf of this kind for the project in this folder."""
    file = user_cache.of_project(kind, root)
    return at(file.with_suffix(".sqlite") if file else None)


def at(file: Path | None) -> Shelf:
    """The shelf in this file, of which only this version of the program makes sense."""
    return Shelf(file, fingerprint.of_package())


def packed(text: str) -> bytes:
    """The text as it is kept."""
    return zlib.compress(text.encode("utf-8", "surrogatepass"), 1)


def _is_whole(name: bytes, packed: bytes) -> bool:
    return packed[:SEAL] == _seal(name, packed[SEAL:])


def _seal(name: bytes, packed: bytes) -> bytes:
    return sha256(name + packed).digest()[:SEAL]
