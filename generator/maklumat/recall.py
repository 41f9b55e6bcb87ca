"""What one process has found and made before, so that a preview works only on what has changed since."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from . import checked, disk, documents, parts
from .catalogue import Catalogue
from .checked import Checked
from .documents import Reading
from .parts import Part
from .rules import Context
from .settings import Settings

__all__ = ["Recall"]


class Recall:
    """Remembers what was last found in each file and made of each document (`project.Work`)."""

    def __init__(self) -> None:
        self._found: dict[str, tuple[Context, Checked]] = {}
        self._made: dict[str, tuple[str, Part]] = {}

    def check(self, settings: Settings, paths: Sequence[Path], context: Context) -> list[Checked]:
        """As `checkup.anew`; forgets the files that are not among these any more."""
        files = disk.read_documents(settings, paths, read=lambda *source: source)
        found = [checked.check(file, context) if isinstance(file, Reading) else self._of(*file, context)
                 for file in files]
        self._found = {each.told.path: (context, each) for each in found}
        return found

    def _of(self, path: str, data: bytes, context: Context) -> Checked:
        then, known = self._found.get(path, (None, None))
        if known and known.told.data == data and then == context:
            return known
        return checked.check(documents.read(path, data), context)

    def make(self, catalogues: Sequence[Catalogue]) -> list[Part]:
        """As `parts.every`; likewise."""
        self._made = {parts.path(each): self._part(each) for each in catalogues}
        return [part for _, part in self._made.values()]

    def _part(self, catalogue: Catalogue) -> tuple[str, Part]:
        key, known = parts.key(catalogue), self._made.get(parts.path(catalogue))
        return known if known and known[0] == key else (key, parts.made(catalogue))
