"""One page of the register as HTML: filters, a table, links to the pages around it; all of it plain links."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape

from . import status
from .catalogue import Entry, relative
from .facets import Facet, Value
from .listing import Listing, Order, is_withdrawn
from .markup import scroll, text, time
from .paging import pager
from .planned import FEED, INDEX, TABLE

__all__ = ["Register", "block", "choice", "choice_address", "choice_title", "choices", "is_long", "row", "title"]

TITLE = "Daftar Dokumen"
INLINE = 8  # values that stand on every page; of more there is a page of their own
CHOICES = 500  # values on such a page
FURTHER = "pilihan/"  # where its further pages lie
EMPTY = '<td></td>'
COLUMNS = ("Judul", "Jenis", "Nomor SOP", "Perangkat daerah", "Tanggal efektif", "Keadaan")


@dataclass(frozen=True, slots=True)
class Register:
    """What every page of it knows: where it starts, how many documents it holds and what they can be told apart by.
    `has_data`: are there signed ones, so that its data and its feed tell of some? `rows`: see `row`, by the address of
    the document's page."""

    address: str
    size: int
    facets: tuple[Facet, ...]
    has_data: bool
    rows: Mapping[str, str]


def is_long(facet: Facet) -> bool:
    """Are its values too many to stand on every page?"""
    return len(facet.values) > INLINE


def title(listing: Listing, number: int) -> str:
    """What tells this page from every other, as plain text."""
    named = [value.label for value in listing.chosen]
    if listing.order != listing.orders[0]:
        named.append(listing.order.words)
    if number > 1:
        named.append(f"halaman {number}")
    return f"{TITLE}: {', '.join(named)}" if named else TITLE


def block(register: Register, listing: Listing, number: int) -> str:
    """The page `number` of a list: one element without a blank line. Documents that were withdrawn stand below a
    heading of their own."""
    here, entries = listing.at(number), listing.page(number)
    held = [entry for entry in entries if not is_withdrawn(entry)]
    gone = [entry for entry in entries if is_withdrawn(entry)]
    heading = ": ".join((TITLE, ", ".join(value.label for value in listing.chosen))) if listing.chosen else TITLE
    return _article((
        f"<h1>{escape(heading)}</h1>",
        _filters(register, listing.chosen, here),
        _extent(listing, number) if register.size > len(entries) else "",
        _table("Daftar dokumen", held, register, listing, here) if held else "",
        "<h2>Dokumen yang dicabut</h2>" if gone else "",
        _table("Dokumen yang dicabut", gone, register, listing, here) if gone else "",
        "" if entries else "<p>Belum ada dokumen yang disahkan.</p>",
        pager("Halaman daftar", number, listing.last, listing.at),
        _data(here) if register.has_data else "",
    ))


def choice_title(facet: Facet, number: int) -> str:
    """The title of a page with the values of a facet, as plain text."""
    title = f"{TITLE} menurut {facet.name.lower()}"
    return f"{title}, halaman {number}" if number > 1 else title


def choices(facet: Facet) -> int:
    """How many pages its values fill."""
    return -(-len(facet.values) // CHOICES)


def choice_address(register: Register, facet: Facet, number: int) -> str:
    """Where such a page lies below the site: the further ones where no value has its list."""
    below = facet.address.removeprefix(register.address)
    return facet.address if number == 1 else f"{register.address}{FURTHER}{below}{number}/"


def choice(register: Register, facet: Facet, number: int) -> str:
    """The page `number` with the values of a facet."""
    here = choice_address(register, facet, number)
    values = facet.values[(number - 1) * CHOICES:number * CHOICES]
    links = "\n".join(f"<li>{_link(value, (), here)}</li>" for value in values)
    return _article((
        f"<h1>{escape(choice_title(facet, 1))}</h1>",
        f'<p>{_all(register, here, is_here=False)}</p>',
        f'<ul class="pilihan">\n{links}\n</ul>',
        pager("Halaman pilihan", number, choices(facet), lambda there: choice_address(register, facet, there)),
    ))


def _article(parts: Iterable[str]) -> str:
    return f'<article class="dokumen" data-jenis="daftar">\n{chr(10).join(filter(None, parts))}\n</article>'


def _filters(register: Register, chosen: tuple[Value, ...], here: str) -> str:
    """A line of links for each way to look through the register, and the way back to all of it."""
    if not register.facets:
        return ""
    rows = "\n".join(f"<div><dt>{facet.name}</dt>{_choices(facet, chosen, here)}</div>"
                     for facet in _offered(register, chosen))
    return (f'<nav class="saring" aria-label="Saring daftar">\n<p>{_all(register, here, is_here=not chosen)}</p>\n'
            f"<dl>\n{rows}\n</dl>\n</nav>")


def _offered(register: Register, chosen: tuple[Value, ...]) -> Iterator[Facet]:
    """What stands on every page, and below the agency that is chosen its units."""
    for facet in register.facets:
        yield facet
        yield from (value.below for value in chosen if value.below and value.address.startswith(facet.address))


def _choices(facet: Facet, chosen: tuple[Value, ...], here: str) -> str:
    """Of a long row only the value that is chosen, and the way to all of them."""
    marked = {value.address for value in chosen}
    of_facet = [value for value in chosen if value.address.startswith(facet.address)]
    values = of_facet if is_long(facet) else facet.values
    links = [_link(value, marked, here) for value in values]
    if is_long(facet):
        links.append(f'<a href="{relative(here, facet.address)}">Pilih dari {_count(len(facet.values))} '
                     f"{facet.name.lower()}</a>")
    return f"<dd><ul>{''.join(f'<li>{link}</li>' for link in links)}</ul></dd>"


def _link(value: Value, marked: Iterable[str], here: str) -> str:
    current = ' aria-current="true"' if value.address in marked else ""
    return (f'<a href="{relative(here, value.address)}"{current}>{escape(value.label)} '
            f"({_count(len(value.entries))})</a>")


def _all(register: Register, here: str, *, is_here: bool) -> str:
    current = ' aria-current="true"' if is_here else ""
    return f'<a href="{relative(here, register.address)}"{current}>Semua dokumen ({_count(register.size)})</a>'


def _extent(listing: Listing, number: int) -> str:
    """How many there are, and which of them this page shows."""
    total, shown = len(listing.entries), len(listing.page(number))
    if shown == total:
        return f'<p class="jumlah">{_count(total)} dokumen.</p>'
    first = (number - 1) * len(listing.page(1)) + 1
    return (f'<p class="jumlah">Dokumen {_count(first)} sampai {_count(first + shown - 1)} dari {_count(total)}, '
            f"{listing.order.words}.</p>")


def _count(number: int) -> str:
    """A number as Indonesians write it: 5.000."""
    return f"{number:,}".replace(",", ".")


def _table(name: str, entries: Iterable[Entry], register: Register, listing: Listing, here: str) -> str:
    """A narrow screen shows rows as cards and the heads as a line of links; there each cell bears its own name."""
    orders = {order.column: order for order in listing.orders} if len(listing.orders) > 1 else {}
    heads = "".join(_head(column, orders.get(column), listing, here) for column in COLUMNS)
    up = relative(here, "")
    return scroll(f"Tabel: {name}", f"""<table class="daftar-dokumen">
<caption>{name}: maklumat pelayanan dan SOP</caption>
<thead>
<tr>{heads}</tr>
</thead>
<tbody>
{chr(10).join(f'<tr><th scope="row"><a href="{up}{register.rows[entry.address]}' for entry in entries)}
</tbody>
</table>""")


def _head(column: str, order: Order | None, listing: Listing, here: str) -> str:
    if order is None:
        return f'<th scope="col">{column}</th>'
    if order == listing.order:
        return (f'<th scope="col" class="urut" aria-sort="{order.direction}">{column} '
                f'<span class="urutan">{order.words}</span></th>')
    there = relative(here, listing.at(1, order))
    return (f'<th scope="col" class="urut"><a href="{there}">{column}'
            f'<span class="tersembunyi">, {order.hint}</span></a></th>')


def row(entry: Entry) -> str:
    """The row of a document from its address on; before that the pages that list it differ."""
    document, unit = entry.outline, escape(entry.unit)
    office = text(document.agency.office) + (f' <span class="unit">{unit}</span>' if unit else "")
    values = zip(COLUMNS[1:], (
        status.KIND_WORDS[document.kind], text(document.number), office, time(document.dates.get("tanggal_efektif")),
        entry.status.word), strict=True)
    return (f'{escape(entry.address)}">{escape(entry.title)}</a></th>'
            f"{''.join(_cell(*value) for value in values)}</tr>")


def _cell(name: str, value: str) -> str:
    return f'<td><span class="nama-kolom">{name}:</span> {value}</td>' if value else EMPTY


def _data(here: str) -> str:
    table, whole, feed = (relative(here, place) for place in (TABLE, INDEX, FEED))
    return (f'<p class="unduh-daftar">Unduh seluruh daftar: <a href="{table}">CSV</a>, <a href="{whole}">JSON</a>. '
            f'Ikuti perubahannya: <a href="{feed}">Atom</a>.</p>')
