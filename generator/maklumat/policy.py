"""What a page may load and do (Content Security Policy Level 3): the one source of the pages' own policies and of the
web server's header.

Both apply at once, and a browser does only what both allow. The header says of every kind of page what the page says
itself, so that neither is laxer than the other, and `frame-ancestors`, which counts in a header alone.
"""

from __future__ import annotations

__all__ = ["BARE", "CHECK", "ORDINARY", "PDF", "SEARCH", "STYLED", "header", "named"]

BARE = "default-src 'none'; base-uri 'none'; form-action 'none'"  # a page that only leads on
STYLED = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'"  # text and its look alone
ORDINARY = f"{BARE}; style-src 'self'; img-src 'self'"
CHECK = f"{ORDINARY}; script-src 'self'; connect-src 'self'"  # fetches what it checks
SEARCH = f"{ORDINARY}; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'"  # its index is a WebAssembly program
PDF = "base-uri 'none'; form-action 'none'"  # no page: with more, Chromium's viewer shows the upper part alone


def named() -> dict[str, str]:
    """The policies by the names under which the theme's templates find them."""
    return {"biasa": ORDINARY, "keaslian": CHECK, "cari": SEARCH}


def header(policy: str) -> str:
    """A page's policy as the server states it: no page is shown inside another one."""
    return f"{policy}; frame-ancestors 'none'"
