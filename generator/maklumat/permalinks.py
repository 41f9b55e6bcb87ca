"""The short address that never changes, made from what never changes: the document's kind and id."""

from __future__ import annotations

from hashlib import sha256
from html import escape

from . import policy

__all__ = ["FOLDER", "address", "code", "page"]

FOLDER = "d/"  # below the site
LENGTH = 8  # letters of 5 bits each: two of 5,000 documents share a code once in 90,000 such sites
_LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's: nobody takes one letter for another


def code(kind: str, name: str) -> str:
    """Eight letters that stand for a document, by its kind (`jenis`) and its id."""
    number = int.from_bytes(sha256(f"{kind}/{name}".encode()).digest()[:5], "big")
    return "".join(_LETTERS[number >> shift & 31] for shift in range(35, -1, -5))


def address(kind: str, name: str) -> str:
    """Where the short address lies below the site, with a slash at its end."""
    return f"{FOLDER}{code(kind, name)}/"


def page(target: str, title: str) -> bytes:
    """The page at the short address: it leads on at once, without any script, to `target` (relative)."""
    where, name = escape(target), escape(title)
    return f"""<!doctype html>
<html lang="id">
<head>
<meta charset="utf-8">
<meta http-equiv="content-security-policy" content="{policy.BARE}">
<title>{name}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="canonical" href="{where}">
<meta http-equiv="refresh" content="0; url={where}">
</head>
<body>
<main>
<h1>{name}</h1>
<p><a href="{where}">Buka dokumen ini</a></p>
</main>
</body>
</html>
""".encode()
