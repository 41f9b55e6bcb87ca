"""Addresses on a site: in the document trees, as texts of any kind name them, and of the rules' pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote, urljoin, urlsplit

__all__ = ["KEYS", "RULES", "TREES", "found", "is_real", "rules_at", "trimmed"]

TREES = ("maklumat/", "sop/")  # below the content folder: nothing in these trees is published unless the plan says so
RULES = "aturan/"  # below the site: each rule has a page of its own there
KEYS = "pengesah/"  # where the published list of keys lies, below the site
DEEPEST = 6  # folders of an address that are looked at

_NOT_REAL = {"example", "contoh", "localhost", "test", "invalid"}
# what stands before a tree's name is asked behind it: programs find a first letter sooner
_TREE = "|".join(rf"{tree}(?<![\w-]{tree})" for tree in TREES)
_ADDRESS = re.compile(rf"(?:{_TREE})[^\s\"'<>?#\\]+")


def found(text: str) -> Iterator[str]:
    """Every address in the document trees, and the folders above it: a file in a folder gives the folder away."""
    for match in _ADDRESS.finditer(text):
        parts = unquote(trimmed(match[0])).split("/")[:DEEPEST]
        yield from ("/".join(parts[:end]) for end in range(2, len(parts) + 1))


def trimmed(address: str) -> str:
    """One spelling of an address: without the page's file name and closing signs."""
    address = address.rstrip("/.,;:)")
    return address.removesuffix("/index.html" if address.endswith(".html") else "/index.md")


def is_real(domain: str) -> bool:
    """May this be the address of an agency, not one that stands for it in examples?"""
    labels = set(domain.split("."))
    return len(labels) > 1 and not labels & _NOT_REAL


def rules_at(site_url: str) -> str:
    """The address below which the rules have their pages; "" as long as `site_url` only stands for a real one."""
    return urljoin(site_url, RULES) if is_real(urlsplit(site_url).hostname or "") else ""
