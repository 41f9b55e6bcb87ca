"""What changed between two revisions of a document, as HTML: word by word, read aloud as well as seen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from html import escape

from . import plaintext, worddiff
from .model import Document
from .worddiff import Change, Piece

__all__ = ["html"]

CONTEXT = 120  # characters of a paragraph's unchanged text that are shown on either side of a change
# for those who hear the text, before and behind a change
_SPOKEN = {Change.REMOVED: ("dihapus: ", " (akhir hapusan)"), Change.ADDED: ("ditambah: ", " (akhir tambahan)")}
UNCHANGED = "<p>Yang terbaca tidak berubah; yang berbeda hanya cara penulisannya dalam berkas.</p>"


@lru_cache(maxsize=4)  # the page of a document shows it, and that of its newest revision
def html(old: Document, new: Document) -> str:
    """The paragraphs in which something changed; `…` stands for those in between."""
    pieces = worddiff.compare(plaintext.everything(old), plaintext.everything(new))
    if not worddiff.is_changed(pieces):
        return UNCHANGED
    return f'<div class="perubahan">\n{chr(10).join(_paragraphs(pieces))}\n</div>'


def _paragraphs(pieces: Iterable[Piece]) -> Iterator[str]:
    for row in worddiff.changed(pieces):
        yield f"<p>{''.join(map(_segment, row))}</p>" if row else "<p>…</p>"


def _segment(piece: Piece) -> str:
    if piece.change is Change.KEPT:
        return escape(worddiff.shortened(piece.text, CONTEXT))
    if not piece.text.strip():
        return escape(piece.text)
    before, after = _SPOKEN[piece.change]
    return (f'<{piece.change}><span class="tersembunyi">{before}</span>{escape(piece.text)}'
            f'<span class="tersembunyi">{after}</span></{piece.change}>')
