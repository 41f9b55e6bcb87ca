"""What one process has found and made before, so that a preview works only on what has changed since."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from . import disk
from .catalogue import Catalogue
from .checked import Checked
from .portions import Part
from .rules import Context
from .settings import Settings
from .workshop import AFRESH, Remembering

__all__ = ["Recall"]


class Recall:
    """Remembers what was last found in each file and made of each document (a `project.Work`). What earlier processes
    knew is asked for once, at first."""

    def __init__(self, root: Path):
        self._past = Remembering(root)
        self._found: dict[str, tuple[Context, Checked]] = {}
        self._made: dict[str, tuple[Catalogue, Part]] = {}

    def check(self, settings: Settings, paths: Sequence[Path], context: Context) -> list[Checked]:
        """As `checkup.anew`; forgets the files that are not among these any more."""
        if self._found:
            files = disk.read_documents(settings, paths, read=lambda *source: source)
            known = [self._known(file, context) for file in files]
            fresh = iter(AFRESH.check(settings, [path for path, each in zip(paths, known, strict=True) if not each],
                                      context))
            found = [each or next(fresh) for each in known]
        else:
            found = self._past.check(settings, paths, context)
        self._found = {each.told.path: (context, each) for each in found}
        return found

    def _known(self, file: object, context: Context) -> Checked | None:
        """What was found in a file, given as its path and bytes; None where that is another, or it cannot be read."""
        path, data = file if isinstance(file, tuple) else ("", b"")
        then, known = self._found.get(path, (None, None))
        return known if known and known.told.data == data and then == context else None

    def make(self, catalogues: Sequence[Catalogue]) -> list[Part]:
        """As `parts.every`; likewise. Values are compared and not their digests: most of them are the very same."""
        known = [self._made.get(each.entries[0].path, (None, None)) for each in catalogues]
        missing = [each for each, (then, _) in zip(catalogues, known, strict=True) if then != each]
        fresh = iter((AFRESH if self._made else self._past).make(missing))
        made = [part if then == each else next(fresh) for each, (then, part) in zip(catalogues, known, strict=True)]
        self._made = {each.entries[0].path: (each, part) for each, part in zip(catalogues, made, strict=True)}
        return made
