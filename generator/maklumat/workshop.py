"""What is found in files and made of documents: remembered, or worked out by as many processes as there are processors.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from . import checkup, parts, shelf, workers
from .catalogue import Catalogue
from .checked import Checked
from .portions import Contents, Page
from .prints import Print
from .progress import track
from .rules import Context
from .settings import Settings
from .shelf import Shelf

__all__ = ["AFRESH", "Kept", "Remembering"]

NAME = "bagian"  # of the shelf
MANY = 40  # from so many parts on, further processes are worth their start
PORTION = 20  # parts that a process makes at once
MAKING = "Menyusun halaman"
SORTS = ("isi", "halaman", "berkas", "cetakan")  # the texts of a part, each under its own key


@dataclass(frozen=True, slots=True, eq=False)
class Kept:
    """A part that lies on a shelf (a `portions.Part`). `key`: as in `parts.key`; whoever finds nothing there any more,
    as another process has cleared the shelf, makes the part again."""

    catalogue: Catalogue
    key: str
    on: Shelf

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Kept) and self.key == other.key

    def __hash__(self) -> int:
        return hash(self.key)

    @property
    def contents(self) -> Contents:
        return parts.contents(self._text(0))

    @property
    def pages(self) -> list[Page]:
        return parts.pages(self._text(1))

    @property
    def files(self) -> list[tuple[str, bytes]]:
        return parts.files(self._text(2))

    @property
    def prints(self) -> list[Print]:
        return parts.prints(self._text(3))

    def _text(self, sort: int) -> str:
        return self.on.find(SORTS[sort] + self.key) or parts.written(parts.made(self.catalogue))[sort]


class Afresh:
    """Whatever was found and made before counts for nothing (a `project.Work`)."""

    def check(self, settings: Settings, paths: Sequence[Path], context: Context) -> list[Checked]:
        return checkup.anew(settings, paths, context)

    def make(self, catalogues: Sequence[Catalogue]) -> list[Kept]:
        return _made(catalogues, Shelf(None))


AFRESH = Afresh()


class Remembering:
    """What was found and made before is taken from the user's cache folder (likewise)."""

    def __init__(self, root: Path):
        self._root = root

    def check(self, settings: Settings, paths: Sequence[Path], context: Context) -> list[Checked]:
        return checkup.check(settings, paths, context)

    def make(self, catalogues: Sequence[Catalogue]) -> list[Kept]:
        return _made(catalogues, shelf.opened(NAME, self._root))


def _made(catalogues: Sequence[Catalogue], on: Shelf) -> list[Kept]:
    """The parts in this order, on this shelf."""
    found = [Kept(catalogue, parts.key(catalogue), on) for catalogue in catalogues]
    missing = [part for part in found if not all(on.has(sort + part.key) for sort in SORTS)]
    missing.sort(key=lambda part: part.catalogue.entries[-1].path)  # an SOP beside those that lead to it: read once
    for portion, texts in _packed(missing):
        on.keep({sort + part.key: text for part, of_one in zip(portion, texts, strict=True)
                 for sort, text in zip(SORTS, of_one, strict=True)})
    on.leave([sort + part.key for part in found for sort in SORTS])
    return found


def _packed(missing: Sequence[Kept]) -> Iterable[tuple[Sequence[Kept], list[tuple[bytes, ...]]]]:
    """The texts of these parts, packed, portion by portion, made here or in further processes; here where these fail.
    """
    portions = [missing[start:start + PORTION] for start in range(0, len(missing), PORTION)]
    done = 0
    if len(missing) >= MANY and workers.number(len(portions)) > 1:
        try:
            with workers.pool(len(portions), _begin, copies=True) as pool:
                futures = [pool.submit(_work, [part.catalogue for part in portion]) for portion in portions]
                for portion, future in zip(portions, track(futures, MAKING), strict=True):
                    yield portion, future.result()
                    done += 1
        except (workers.BrokenProcessPool, OSError):
            pass
    for portion in track(portions[done:], MAKING):
        yield portion, _work([part.catalogue for part in portion])


def _begin() -> None:
    """A worker needs nothing but what it is given."""


def _work(catalogues: Sequence[Catalogue]) -> list[tuple[bytes, ...]]:
    return [tuple(map(shelf.packed, parts.written(parts.made(catalogue)))) for catalogue in catalogues]
