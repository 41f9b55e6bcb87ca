"""Documents -> the register: every document that is shown, sorted and filtered by plain links, page by page.

Every list has its own pages, so that nobody needs a script. What bounds their number: filters do not combine, and only
in a register of up to SORTABLE documents has each filtered list all orders; in a larger one that would triple them.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from . import facets, register_page, staged
from .catalogue import Catalogue, Entry
from .facets import Facet, Value
from .listing import ORDERS, Listing, by_title
from .planned import Mode, Page
from .register_page import Register
from .staged import Head

__all__ = ["ADDRESS", "pages"]

ADDRESS = "daftar/"
FEW = 8  # documents that are seen at a glance, without filters and orders
SORTABLE = 500


def pages(catalogue: Catalogue) -> Iterator[Page]:
    """The register's pages. Where it holds drafts it is marked like them and listed nowhere.

    Search engines are asked to list its first page alone: all others say the same again, in another order or in part,
    and the site map names every document itself.
    """
    entries = tuple(sorted(catalogue.entries, key=by_title))
    offered = facets.of(entries, ADDRESS) if len(entries) > FEW else ()
    rows = {entry.address: register_page.row(entry) for entry in entries}
    register = Register(ADDRESS, len(entries), offered, bool(catalogue.public), rows)
    is_official, changed = catalogue.facts.mode is Mode.STRICT, catalogue.changed
    for listing in _listings(entries, offered):
        for order in listing.orders:
            ordered = listing.sorted(order)
            for number in range(1, ordered.last + 1):
                here = ordered.at(number)
                yield _made(here, register_page.title(ordered, number), register_page.block(register, ordered, number),
                            is_listed=is_official and here == ADDRESS, changed=changed)
    for facet in _all(offered):
        if register_page.is_long(facet):
            for number in range(1, register_page.choices(facet) + 1):
                yield _made(register_page.choice_address(register, facet, number),
                            register_page.choice_title(facet, number), register_page.choice(register, facet, number))


def _listings(entries: tuple[Entry, ...], offered: tuple[Facet, ...]) -> Iterator[Listing]:
    most = SORTABLE if len(entries) <= SORTABLE else FEW  # in a filtered list that has all orders
    yield _listing(ADDRESS, entries, (), len(entries))
    for facet in offered:
        for value in facet.values:
            yield _listing(value.address, value.entries, (value,), most)
            for unit in value.below.values if value.below else ():
                yield _listing(unit.address, unit.entries, (value, unit), most)


def _listing(address: str, entries: tuple[Entry, ...], chosen: tuple[Value, ...], most: int) -> Listing:
    return Listing(address, entries, chosen, ORDERS if FEW < len(entries) <= most else ORDERS[:1])


def _all(offered: tuple[Facet, ...]) -> Iterator[Facet]:
    for facet in offered:
        yield facet
        yield from (value.below for value in facet.values if value.below)


def _made(address: str, title: str, block: str, *, is_listed: bool = False,
          changed: date | None = None) -> Page:
    head = Head(title, f"{title}: maklumat pelayanan dan SOP", is_listed, more=staged.dated(changed))
    return Page("", f"{address}index.md", address, block, head)
