"""Verdicts on signatures, remembered by content in one file; what is lost or damaged is only asked again."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import tempfile
from collections.abc import Mapping
from pathlib import Path

__all__ = ["VerdictStore"]

FILE_NAME = "signature-verdicts"
LIMIT = 100_000  # verdicts, 67 bytes each
_LINE = re.compile(r"([0-9a-f]{64}) ([01])\n")


class VerdictStore:
    """Names (SHA-256 in hexadecimal over all that decides) and whether the signature is good. Without a folder, or with
    one that cannot be written, the memory ends with the process."""

    def __init__(self, folder: Path | None, name: str = FILE_NAME):
        self._file = folder / name if folder else None
        self._known: dict[str, bool] | None = None

    def known(self) -> Mapping[str, bool]:
        if self._known is None:
            self._known = self._read()
        return self._known

    def remember(self, verdicts: Mapping[str, bool]) -> None:
        """Adds verdicts to the memory and to the file, beside those that another process wrote meanwhile."""
        self._known = {**self.known(), **verdicts}
        if self._file:
            with contextlib.suppress(OSError):  # a folder that cannot be written costs time, no truth
                self._write({**self._read(), **self._known})

    def _read(self) -> dict[str, bool]:
        """What the file holds: nothing when it is missing, too large, cut off or changed by anything but this class."""
        try:
            if not self._file or self._file.is_symlink() or self._file.stat().st_size > 80 * (LIMIT + 1):
                return {}
            seal, _, text = self._file.read_text(encoding="ascii").partition("\n")
        except (OSError, ValueError):
            return {}
        return {name: good == "1" for name, good in _LINE.findall(text)} if seal == _seal(text) else {}

    def _write(self, verdicts: Mapping[str, bool]) -> None:
        newest = list(verdicts.items())[-LIMIT:]
        text = "".join(f"{name} {good:d}\n" for name, good in newest)
        self._file.parent.mkdir(parents=True, exist_ok=True)
        handle, scratch = tempfile.mkstemp(prefix=f"{FILE_NAME}.", dir=self._file.parent)
        try:
            with open(handle, "w", encoding="ascii", newline="\n") as file:
                file.write(f"{_seal(text)}\n{text}")
            os.replace(scratch, self._file)
        except BaseException:
            os.unlink(scratch)
            raise


def _seal(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
