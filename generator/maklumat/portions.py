"""What a plan consists of, portion by portion: one for each document, and one for all that is made of them together.

Whoever carries a plan out goes through it, or asks for one thing after the other as they lie; so nothing but names has
to be in memory, and a plan of twenty thousand documents takes no more of it than they do themselves.
"""

from __future__ import annotations

from collections.abc import Callable, ItemsView, Iterable, Iterator, Mapping, Sequence, ValuesView
from dataclasses import dataclass
from hashlib import sha256
from typing import NamedTuple, Protocol, TypeVar

from . import canon
from .prints import Print
from .staged import CHANGED, Head

__all__ = ["Contents", "Lot", "Made", "Packed", "Page", "Part", "Titled", "packed", "titled"]

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Page:
    """A page that the plan makes: its path below the content folder, its address below the site, its one block and what
    it says of itself.

    `source` is the path of the document that it shows, "" for the register.
    """

    source: str
    uri: str
    address: str
    block: str
    head: Head


@dataclass(frozen=True, slots=True)
class Packed:
    """A `Page` of which the block takes half the memory: of those about all documents, thousands are held at once."""

    source: str
    uri: str
    address: str
    packed: bytes
    head: Head

    @property
    def block(self) -> str:
        return self.packed.decode("utf-8", "surrogatepass")


def packed(page: Page) -> Packed:
    return Packed(page.source, page.uri, page.address, page.block.encode("utf-8", "surrogatepass"), page.head)


class Titled(NamedTuple):
    """A page without its block: its address, what its head says, and since when, "" where nobody knows; `listed` as in
    `Head`, `source` as in `Page`; of the block its characters and its SHA-256."""

    address: str
    title: str
    description: str
    listed: bool
    changed: str
    source: str
    length: int
    digest: str


class Contents(NamedTuple):
    """What a part holds, by name: its pages by path below the content folder, the SHA-256 of its files and its prints
    by path below the site."""

    pages: Mapping[str, Titled]
    files: Mapping[str, str]
    prints: Sequence[str]


class Part(Protocol):
    """A share of a plan. It may be read from elsewhere each time that it is asked for something. `key`: a digest of all
    that it holds, or of all that it is made of."""

    @property
    def key(self) -> str: ...

    @property
    def contents(self) -> Contents: ...

    @property
    def pages(self) -> Sequence[Page]: ...

    @property
    def files(self) -> Sequence[tuple[str, bytes]]: ...

    @property
    def prints(self) -> Sequence[Print]: ...


@dataclass(frozen=True)
class Made:
    """A part that is held in memory."""

    pages: tuple[Page | Packed, ...] = ()
    files: tuple[tuple[str, bytes], ...] = ()
    prints: tuple[Print, ...] = ()

    @property
    def key(self) -> str:
        return canon.digest(self)

    @property
    def contents(self) -> Contents:
        return Contents({page.uri: titled(page) for page in self.pages},
                        {name: sha256(data).hexdigest() for name, data in self.files},
                        [sheet.uri for sheet in self.prints])


def titled(page: Page | Packed) -> Titled:
    head = page.head
    return Titled(page.address, head.title, head.description, head.listed, head.more.get(CHANGED, ""), page.source,
                  len(page.block), sha256(page.block.encode("utf-8", "surrogatepass")).hexdigest())


class Lot(Mapping[str, T]):
    """What the parts hold of one sort, by name. Nothing but the names is kept: whoever goes through it, or asks for
    one after the other as they lie, has each part once."""

    def __init__(self, parts: Sequence[Part], places: Iterable[tuple[int, str]],
                 pick: Callable[[Part], Sequence[tuple[str, T]]]):
        self._parts, self._pick = parts, pick
        self._places: dict[str, int] = {}
        self._holding: dict[int, None] = {}  # the parts that have any of it: no other is read
        for at, name in places:
            self._places[name] = at
            self._holding[at] = None
        self._last: tuple[int, Mapping[str, T]] = (-1, {})

    def __getitem__(self, name: str) -> T:
        at = self._places[name]
        if self._last[0] != at:
            self._last = at, dict(self._pick(self._parts[at]))
        return self._last[1][name]

    def __contains__(self, name: object) -> bool:
        return name in self._places

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)

    def items(self) -> ItemsView[str, T]:
        return _Items(self)

    def values(self) -> ValuesView[T]:
        return _Values(self)

    def through(self) -> Iterator[tuple[str, T]]:
        """All of it, part by part."""
        return (item for at in self._holding for item in self._pick(self._parts[at]))


class _Items(ItemsView):
    def __iter__(self) -> Iterator[tuple]:
        return self._mapping.through()


class _Values(ValuesView):
    def __iter__(self) -> Iterator:
        return (value for _, value in self._mapping.through())
