"""Which pages of a site stand for all: one of every kind."""

from __future__ import annotations

import re
from pathlib import Path

from maklumat.addresses import TREES

from .browsing import file

_STATE = re.compile(r'data-keadaan="([^"]+)"')
REDIRECTS = "d/"  # short addresses: no page that people see


def chosen(site: Path) -> list[str]:
    """The addresses of pages that the browser looks at: the first of each kind, by tree, depth and state."""
    kinds: dict[tuple, str] = {}
    for address in addresses(site):
        if not address.startswith(REDIRECTS):
            kinds.setdefault(_kind(site, address), address)
    return list(kinds.values())


def addresses(site: Path) -> list[str]:
    """All pages, in order."""
    names = sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))
    return [name.removesuffix("index.html") for name in names]


def is_document(address: str) -> bool:
    return address.startswith(TREES)


def _kind(site: Path, address: str) -> tuple:
    parts = address.split("/")
    state = _STATE.search(file(site, address).read_text(encoding="utf-8")) if is_document(address) else None
    return parts[0], len(parts), state[1] if state else ""
