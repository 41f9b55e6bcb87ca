"""What `check` found before, kept in the user's cache folder by content. Speed, never evidence: what publishes or signs
reads and checks anew (decision 27). What is lost, damaged or of another version is only worked out again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from . import fingerprint, user_cache
from .rules import Context

__all__ = ["Memory", "key", "opened"]

NAME = "temuan"
PROJECTS = 20  # files; each holds one project
LARGEST = 64 * 1024 * 1024  # bytes of one file


class Memory:
    """The rows of one project (`checked.row`) by key. Without a place all is forgotten with the process."""

    def __init__(self, file: Path | None, circumstances: str):
        self._file, self._circumstances = file, circumstances
        self._rows: dict[str, list] = self._read() if file else {}

    def find(self, key: str) -> list | None:
        return self._rows.get(key)

    def keep(self, rows: Mapping[str, list]) -> None:
        """Puts these rows, and no others, into the file; whoever reads at the same time finds the old or the new."""
        if not self._file or rows.keys() == self._rows.keys():
            return
        text = json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode()
        data = self._seal(text) + b"\n" + text
        if len(data) <= LARGEST:
            with suppress(OSError):  # a folder that takes nothing costs time, no truth
                user_cache.write(self._file.parent, self._file.name, data)
                _trim(self._file.parent)

    def _read(self) -> dict[str, list]:
        seal, _, text = (user_cache.read(self._file, LARGEST) or b"").partition(b"\n")
        return json.loads(text) if seal == self._seal(text) else {}

    def _seal(self, text: bytes) -> bytes:
        """Holds the circumstances, too: what another version wrote may have any form, and is not even read."""
        return sha256(self._circumstances.encode() + b"\0" + text).hexdigest().encode()


def opened(root: Path, context: Context) -> Memory:
    """What is remembered of the project in this folder under these circumstances."""
    place = user_cache.folder(NAME)
    file = place / f"{_digest(str(root))}.json" if place and user_cache.is_ours(place) else None
    told = (context.profile.name, str(context.today), context.number_pattern, context.content)
    return Memory(file, _digest(fingerprint.of_package(), *told))


def key(path: str, data: bytes) -> str:
    """Where the row of a file with this path and these bytes lies."""
    return sha256(path.encode() + b"\0" + data).hexdigest()


def _digest(*parts: str) -> str:
    return sha256("\0".join(parts).encode("utf-8", "backslashreplace")).hexdigest()


def _trim(place: Path) -> None:
    """Takes away the projects that were written longest ago, and what a killed run was still writing."""
    files = sorted(place.iterdir(), key=lambda file: file.stat().st_mtime)
    for file in files[:-PROJECTS]:
        file.unlink()
