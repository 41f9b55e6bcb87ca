"""What rules of more than one family say or ask."""

from __future__ import annotations

from collections.abc import Iterable

from ..findings import Place
from ..model import Document

__all__ = ["SAMPLES", "has_text", "listed", "start"]

SAMPLES = {
    "janji": "Kami berjanji dan sanggup melaksanakan pelayanan sesuai dengan standar pelayanan.",
    "perbaikan": "Kami memberikan pelayanan sesuai dengan kewajiban dan akan melakukan perbaikan secara terus-menerus.",
    "sanksi": "Kami bersedia menerima sanksi dan/atau memberikan kompensasi apabila pelayanan yang kami berikan "
    "tidak sesuai standar.",
}
FEWEST_WORDS = 15  # the shortest real maklumat that holds a clause has 15 words


def start(document: Document) -> Place:
    """The first text of the body, else its first line."""
    places = (block.place for block in document.body.blocks if block.kind not in ("heading", "rule"))
    return next(places, Place(document.body_line, 1))


def has_text(document: Document) -> bool:
    if any(clause.found or clause.decisions for clause in document.clauses or ()):
        return True
    written = (block.text.text for block, _ in document.body.walk() if block.kind != "heading")
    return sum(len(text.split()) for text in written) >= FEWEST_WORDS


def listed(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)
