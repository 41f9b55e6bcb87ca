"""A list of documents in one order, cut into pages, each with its address."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from .catalogue import Entry
from .facets import Value, natural
from .model import State

__all__ = ["ORDERS", "PER_PAGE", "Listing", "Order", "by_title", "is_withdrawn"]

PER_PAGE = 50  # documents: what one scrolls through without losing one's way


@dataclass(frozen=True, slots=True)
class Order:
    """An order and the column that it goes by. `folder`: its pages, below the list. `words` and `hint`: what people
    read where it holds and where it is offered. `direction`: the value of aria-sort."""

    column: str
    folder: str
    words: str
    hint: str
    direction: str
    key: Callable[[Entry], tuple]


def is_withdrawn(entry: Entry) -> bool:
    return entry.verdict.state is State.WITHDRAWN


def by_title(entry: Entry) -> tuple:
    """Withdrawn documents come last in every order, so that nobody takes them for what holds."""
    return is_withdrawn(entry), natural(entry.title), entry.path


def _newest(entry: Entry) -> tuple:
    day = entry.effective
    return is_withdrawn(entry), day is None, -day.toordinal() if day else 0


def _by_number(entry: Entry) -> tuple:
    return is_withdrawn(entry), not entry.number, natural(entry.number)


ORDERS = (
    Order("Judul", "", "urut judul", "urutkan menurut judul", "ascending", by_title),
    Order("Nomor SOP", "urut/nomor/", "urut nomor", "urutkan menurut nomor", "ascending", _by_number),
    Order("Tanggal efektif", "urut/tanggal/", "terbaru dahulu", "urutkan dari yang terbaru", "descending", _newest),
)


@dataclass(frozen=True, slots=True)
class Listing:
    """`address`: of the list in its first order, below the site. `entries`: its documents, by title. `chosen`: the
    values that they share, the wider one first; none in the list of all. `orders`: those that it has pages in."""

    address: str
    entries: tuple[Entry, ...]
    chosen: tuple[Value, ...] = ()
    orders: tuple[Order, ...] = ORDERS
    order: Order = ORDERS[0]

    def sorted(self, order: Order) -> Listing:
        """The same in another order; what is equal there stays in order of title."""
        if order == ORDERS[0]:
            return replace(self, order=order)
        return replace(self, entries=tuple(sorted(self.entries, key=order.key)), order=order)

    @property
    def last(self) -> int:
        """The number of its last page; a list of nothing has one as well."""
        return max(1, -(-len(self.entries) // PER_PAGE))

    def page(self, number: int) -> tuple[Entry, ...]:
        """The documents on a page; the first one is 1."""
        return self.entries[(number - 1) * PER_PAGE:number * PER_PAGE]

    def at(self, number: int, order: Order | None = None) -> str:
        """Where a page lies below the site."""
        return f"{self.address}{(order or self.order).folder}{f'{number}/' if number > 1 else ''}"
