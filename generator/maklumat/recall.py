"""What one process has read and found before, so that a preview works only on what has changed since."""

from __future__ import annotations

from collections.abc import Sequence

from . import checking, documents
from .documents import Reading
from .findings import Finding
from .rules import Context

__all__ = ["Recall"]


class Recall:
    """Remembers the last reading of each path and what was found in it."""

    def __init__(self) -> None:
        self._readings: dict[str, Reading] = {}
        self._found: dict[str, tuple[Reading, Context, tuple[Finding, ...]]] = {}

    def read(self, path: str, data: bytes) -> Reading:
        """As `documents.read`."""
        known = self._readings.get(path)
        if known is None or known.data != data:
            known = self._readings[path] = documents.read(path, data)
        return known

    def check(self, readings: Sequence[Reading], context: Context) -> tuple[Finding, ...]:
        """As `checking.check` with all rules; forgets what is not among the readings any more."""
        self._found = {reading.path: self._of(reading, context) for reading in readings}
        self._readings = {path: reading for path, reading in self._readings.items() if path in self._found}
        own = (finding for *_, found in self._found.values() for finding in found)
        return tuple(sorted((*own, *checking.between(readings, context)), key=lambda finding: finding.order))

    def _of(self, reading: Reading, context: Context) -> tuple[Reading, Context, tuple[Finding, ...]]:
        known = self._found.get(reading.path)
        if known and known[0] is reading and known[1] == context:
            return known
        return reading, context, checking.within(reading, context)
