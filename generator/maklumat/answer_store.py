"""What was once found out, remembered by content in one file; what is lost or damaged is only found out again."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import tempfile
from collections.abc import Mapping
from pathlib import Path

__all__ = ["NO", "YES", "AnswerStore"]

FILE_NAME = "signature-verdicts"
LIMIT = 100_000  # answers: verdicts of 67 bytes, claims of some 300
LONGEST = 1000  # characters of an answer; a longer one is not remembered
YES, NO = "1", "0"
_LINE = re.compile(r"([0-9a-f]{64}) ([ -~]+)\n")


class AnswerStore:
    """Names (SHA-256 in hexadecimal over all that decides) and what was found: one line of ASCII each, for a signature
    YES or NO. Without a folder, or with one that cannot be written, the memory ends with the process."""

    def __init__(self, folder: Path | None, name: str = FILE_NAME):
        self._file = folder / name if folder else None
        self._known: dict[str, str] | None = None

    def known(self) -> Mapping[str, str]:
        if self._known is None:
            self._known = self._read()
        return self._known

    def remember(self, found: Mapping[str, str]) -> None:
        """Adds answers to the memory and to the file, beside those that another process wrote meanwhile."""
        self._known = {**self.known(), **found}
        if self._file:
            with contextlib.suppress(OSError):  # a folder that cannot be written costs time, no truth
                self._write({**self._read(), **self._known})

    def _read(self) -> dict[str, str]:
        """What the file holds: nothing when it is missing, too large, cut off or changed by anything but this class."""
        try:
            most = (LIMIT + 1) * (LONGEST + 66)
            if not self._file or self._file.is_symlink() or self._file.stat().st_size > most:
                return {}
            seal, _, text = self._file.read_text(encoding="ascii").partition("\n")
        except (OSError, ValueError):
            return {}
        return dict(_LINE.findall(text)) if seal == _seal(text) else {}

    def _write(self, known: Mapping[str, str]) -> None:
        newest = list(known.items())[-LIMIT:]
        text = "".join(f"{name} {found}\n" for name, found in newest if len(found) <= LONGEST)
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
