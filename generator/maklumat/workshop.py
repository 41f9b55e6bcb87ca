"""What is found in files and made of documents: remembered, or worked out by as many processes as there are processors.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from . import checkup, parts, shelf, workers
from .catalogue import Catalogue
from .checked import Checked
from .parts import Part
from .progress import track
from .rules import Context
from .settings import Settings

__all__ = ["AFRESH", "Remembering"]

NAME = "bagian"  # of the shelf
MANY = 40  # from so many parts on, further processes are worth their start
PORTION = 20  # parts that a process makes at once
MAKING = "Menyusun halaman"


class Afresh:
    """Whatever was found and made before counts for nothing (a `project.Work`)."""

    def check(self, settings: Settings, paths: Sequence[Path], context: Context) -> list[Checked]:
        return checkup.anew(settings, paths, context)

    def make(self, catalogues: Sequence[Catalogue]) -> list[Part]:
        return [parts.restored(text) for text in _texts(catalogues)]


AFRESH = Afresh()


class Remembering:
    """What was found and made before is taken from the user's cache folder (likewise)."""

    def __init__(self, root: Path):
        self._root = root

    def check(self, settings: Settings, paths: Sequence[Path], context: Context) -> list[Checked]:
        return checkup.check(settings, paths, context)

    def make(self, catalogues: Sequence[Catalogue]) -> list[Part]:
        kept = shelf.opened(NAME, self._root)
        keys = [parts.key(catalogue) for catalogue in catalogues]
        known = {key: text for key in keys if (text := kept.find(key))}
        missing = {key: catalogue for key, catalogue in zip(keys, catalogues, strict=True) if key not in known}
        fresh = dict(zip(missing, _texts(list(missing.values())), strict=True))
        kept.keep(fresh)
        kept.leave(keys)
        return [parts.restored(known.get(key) or fresh[key]) for key in keys]


def _texts(catalogues: Sequence[Catalogue]) -> list[str]:
    """The parts as `parts.written`, in this order, made here or in further processes; here again where these fail."""
    if len(catalogues) >= MANY and workers.number(len(catalogues)) > 1:
        portions = [catalogues[start:start + PORTION] for start in range(0, len(catalogues), PORTION)]
        try:
            with workers.pool(len(portions), _begin, copies=True) as pool:
                futures = [pool.submit(_work, portion) for portion in portions]
                return [text for future in track(futures, MAKING) for text in future.result()]
        except (workers.BrokenProcessPool, OSError):
            pass
    return _work(track(catalogues, MAKING))


def _begin() -> None:
    """A worker needs nothing but what it is given."""


def _work(portion: Sequence[Catalogue]) -> list[str]:
    return [parts.written(parts.made(catalogue)) for catalogue in portion]
