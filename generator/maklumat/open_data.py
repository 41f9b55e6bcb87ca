"""What programs read of a site: the data of every signed document, lists of them all, the feed, and where they are."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from importlib import resources

from . import editor_schema, feed, pages, sitemap, tables, twins
from .catalogue import Catalogue, Entry
from .planned import FEED, INDEX_SCHEMA, ROBOTS, SCHEMA, TABLE, Mode

__all__ = ["files", "twin"]


def twin(entry: Entry, catalogue: Catalogue) -> tuple[str, bytes]:
    """The file of data of one signed document, by place below the site."""
    return entry.address + pages.TWIN, _json(twins.data(entry, catalogue))


def files(catalogue: Catalogue) -> Iterator[tuple[str, bytes]]:
    """Every file about them all. They hold signed documents and no others."""
    yield from ((place, _listed(index)) for place, index in tables.indexes(catalogue))
    yield TABLE, tables.table(catalogue).encode()
    yield FEED, feed.atom(catalogue).encode()
    yield ROBOTS, _robots(catalogue).encode()
    for schema in (SCHEMA, INDEX_SCHEMA, *(f"data/{name}" for name in editor_schema.NAMES.values())):
        yield schema, (resources.files(__package__) / "schemas" / schema.rpartition("/")[2]).read_bytes()


def _json(data: Mapping[str, object]) -> bytes:
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode()


def _listed(index: Mapping[str, object]) -> bytes:
    """An index as JSON with a line for each document, which stand last."""
    around = json.dumps({**index, "dokumen": []}, ensure_ascii=False, indent=2)
    rows = ",\n".join(f"    {json.dumps(row, ensure_ascii=False)}" for row in index["dokumen"])
    before = around.removesuffix("]\n}")
    return (f"{before}\n{rows}\n  ]\n}}\n" if rows else f"{around}\n").encode()


def _robots(catalogue: Catalogue) -> str:
    """RFC 9309: anybody may fetch everything. A sample's pages ask themselves to stay out of every index, which only
    those can see who fetch them."""
    address = catalogue.url(sitemap.NAME) if catalogue.facts.mode is Mode.STRICT else ""
    return "User-agent: *\nDisallow:\n" + (f"\nSitemap: {address}\n" if address else "")
