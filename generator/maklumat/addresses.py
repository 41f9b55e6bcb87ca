"""Addresses in the document trees, as texts of any kind name them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

__all__ = ["TREES", "found", "trimmed"]

TREES = ("maklumat/", "sop/")  # below the content folder: nothing in these trees is published unless the plan says so
DEEPEST = 6  # folders of an address that are looked at

_ADDRESS = re.compile(rf"(?<![\w-])(?:{'|'.join(TREES)})[^\s\"'<>?#\\]+")


def found(text: str) -> Iterator[str]:
    """Every address in the document trees, and the folders above it: a file in a folder gives the folder away."""
    for match in _ADDRESS.finditer(text):
        parts = unquote(trimmed(match[0])).split("/")[:DEEPEST]
        yield from ("/".join(parts[:end]) for end in range(2, len(parts) + 1))


def trimmed(address: str) -> str:
    """One spelling of an address: without the page's file name and closing signs."""
    return re.sub(r"(/index\.(html|md))?[/.,;:)]*$", "", address)
