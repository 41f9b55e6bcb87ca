"""Addresses -> the site map for search engines (sitemaps.org, 0.9), in parts where one file may not hold them all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape

__all__ = ["MOST", "NAME", "files"]

NAME = "sitemap.xml"
MOST = 50_000  # addresses in one file, by the protocol; so many of ours are far below its 50 MB

_XMLNS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'

Row = tuple[str, str]  # a whole address, and the day of its last change (ISO 8601), "" where that is not known


def files(pages: Iterable[Row], site: str) -> Iterator[tuple[str, bytes]]:
    """The site map by place below the site, the same bytes as theme/sitemap.xml makes of up to MOST addresses; of more,
    a list of the parts that hold them. `site`: the address of the site; without it pages have none either."""
    rows = list(pages)
    if len(rows) <= MOST:
        yield NAME, _file("urlset", "url", rows)
        return
    parts = {f"sitemap-{start // MOST + 1}.xml": rows[start:start + MOST] for start in range(0, len(rows), MOST)}
    above = site.rstrip("/")
    yield NAME, _file("sitemapindex", "sitemap", [(f"{above}/{name}", _newest(part)) for name, part in parts.items()])
    for name, part in parts.items():
        yield name, _file("urlset", "url", part)


def _newest(part: Sequence[Row]) -> str:
    """The last of the days, "" where one is not known: any page may have changed then."""
    days = [day for _, day in part]
    return max(days) if all(days) else ""


def _file(root: str, element: str, rows: Iterable[Row]) -> bytes:
    entries = "".join(f"\n  <{element}><loc>{escape(address)}</loc>{_day(day)}</{element}>" for address, day in rows)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} {_XMLNS}>{entries}\n</{root}>'.encode()


def _day(day: str) -> str:
    return f"<lastmod>{escape(day)}</lastmod>" if day else ""
