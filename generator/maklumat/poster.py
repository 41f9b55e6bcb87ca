"""The poster of a maklumat: what its template (theme/print/poster.typ) reads."""

from __future__ import annotations

from . import promise, sheets
from .markup import words
from .model import Document
from .prints import Edition

__all__ = ["HEADWORD", "sheet"]

HEADWORD = "Maklumat"  # set large where a title begins with it


def sheet(document: Document, edition: Edition, paper: str) -> dict[str, object]:
    """The data of one poster; `paper` is one of stationery.PAPERS."""
    return sheets.common(document, edition) | {
        "paper": paper,
        "headline": _headline(words(document.title)),
        "promise": promise.promise(document).data(),
        "signature": sheets.signature(document, edition),
    }


def _headline(title: str) -> dict[str, str]:
    """The title as a large word and what goes on below it; as a whole where it begins otherwise."""
    first, _, rest = title.partition(" ")
    begins = bool(rest) and first.casefold() == HEADWORD.casefold()
    return {"word": first, "rest": rest} if begins else {"word": "", "rest": title}
