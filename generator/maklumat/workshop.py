"""What is found in files and made of documents: remembered, or worked out by as many processes as there are processors.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from . import checkup, parts, shelf, workers
from .catalogue import Catalogue
from .checked import Checked
from .portions import Contents, Page
from .prints import Print
from .rules import Context
from .settings import Settings
from .shelf import Shelf

__all__ = ["AFRESH", "Kept", "Remembering"]

NAME = "bagian"  # of the shelf
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
    """What was found and made before is taken from the user's cache folder (likewise). `place`: a folder that holds it
    instead, in files that can be carried elsewhere once they are closed."""

    def __init__(self, root: Path, place: Path | None = None):
        self._root, self._place = root, place
        self._shelves: dict[str, Shelf] = {}

    def check(self, settings: Settings, paths: Sequence[Path], context: Context) -> list[Checked]:
        is_elsewhere = self._place or self._shelves
        return checkup.check(settings, paths, context, self._shelf(checkup.NAME) if is_elsewhere else None)

    def make(self, catalogues: Sequence[Catalogue]) -> list[Kept]:
        return _made(catalogues, self._shelf(NAME))

    def take(self, place: Path) -> None:
        """Remembers also what lies in a folder that was such a `place`. Raises sqlite3.Error where it is none."""
        for kind in (checkup.NAME, NAME):
            self._shelf(kind).take(_file(place, kind))

    def close(self) -> None:
        for each in self._shelves.values():
            each.close()

    def _shelf(self, kind: str) -> Shelf:
        if kind not in self._shelves:
            self._shelves[kind] = shelf.at(_file(self._place, kind)) if self._place else shelf.opened(kind, self._root)
        return self._shelves[kind]


def _file(place: Path, kind: str) -> Path:
    return place / f"{kind}.sqlite"


def _made(catalogues: Sequence[Catalogue], on: Shelf) -> list[Kept]:
    """The parts in this order, on this shelf."""
    found = [Kept(catalogue, parts.key(catalogue), on) for catalogue in catalogues]
    missing = [part for part in found if not on.has(SORTS[0] + part.key)]  # they are kept together
    missing.sort(key=lambda part: part.catalogue.entries[-1].path)  # an SOP beside those that lead to it: read once
    portions = workers.cut(missing, PORTION)
    made = workers.shared(_work, [[part.catalogue for part in portion] for portion in portions], label=MAKING)
    for portion, texts in zip(portions, made, strict=True):
        on.keep({sort + part.key: text for part, of_one in zip(portion, texts, strict=True)
                 for sort, text in zip(SORTS, of_one, strict=True)})
    on.leave([sort + part.key for part in found for sort in SORTS])
    return found


def _work(catalogues: Sequence[Catalogue]) -> list[tuple[bytes, ...]]:
    return [tuple(map(shelf.packed, parts.written(parts.made(catalogue)))) for catalogue in catalogues]
