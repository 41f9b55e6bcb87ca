"""The laws that a document cites, with links to the official portals where they can be read."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from html import escape

from . import citations, law_portals
from .citations import Citation
from .markup import words
from .model import Document

__all__ = ["cited", "items", "section"]

NOTE = "Tautan menuju portal hukum resmi, di luar laman ini."


def cited(document: Document) -> tuple[Citation, ...]:
    """The laws of an SOP's `dasar_hukum`; of a maklumat the items and paragraphs of its text that are citations."""
    if document.citations:
        return tuple(field.citation for field in document.citations)
    texts = (" ".join(block.text.text.split()) for block, _ in document.body.walk() if block.kind != "heading")
    found = {citation.id: citation for citation in map(citations.read, filter(None, texts))
             if citation.id and citation.kind and citation.title}
    return tuple(found.values())


def section(laws: Iterable[Citation], source: str = "") -> str:
    """A list of laws under its heading, "" where there is none. `source`: a sentence on where they are from."""
    listed = items(laws)
    if not listed:
        return ""
    return f'<h2 id="rujukan">Peraturan yang dirujuk</h2>\n{listed}\n<p class="catatan">{source}{NOTE}</p>'


def items(laws: Iterable[Citation]) -> str:
    """The laws as a numbered list, each as it is written; "" where there is none."""
    rows = "".join(f"<li>{_linked(law)}</li>" for law in laws)
    return f'<ol type="1">{rows}</ol>' if rows else ""


@lru_cache(maxsize=4096)  # as in `law_portals`
def _linked(law: Citation) -> str:
    """The citation as it is written, and behind it the link to its portal."""
    written, portal = words(law.text), law_portals.of(law)
    if portal is None:
        return escape(written)
    what = "cari di" if portal.is_search else "baca di"
    return (f'{escape(written)} <a class="portal" href="{escape(portal.address)}">{what} {portal.name}'
            f'<span class="tersembunyi">: {escape(_short(law))}</span></a>')


def _short(law: Citation) -> str:
    name = law.kind.short if law.kind else ""
    return f"{name} {law.number}/{law.year}".strip()
