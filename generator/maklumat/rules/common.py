"""What rules of more than one family say or ask."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from ..blocks import Block
from ..findings import Place
from ..model import Document

__all__ = ["SAMPLES", "has_text", "listed", "start"]

SAMPLES = {
    "janji": "Kami berjanji dan sanggup melaksanakan pelayanan sesuai dengan standar pelayanan.",
    "perbaikan": "Kami memberikan pelayanan sesuai dengan kewajiban dan akan melakukan perbaikan secara terus-menerus.",
    "sanksi": "Kami bersedia menerima sanksi dan/atau memberikan kompensasi apabila pelayanan yang kami berikan "
    "tidak sesuai standar.",
}
_FIRST_WORDS = re.compile(r"\S+(?:\s+\S+){0,2}")
FEWEST_WORDS = 15  # the shortest real maklumat that holds a clause has 15 words


def start(document: Document) -> Place:
    """The first words of the body, else its first line: where something belongs that is not there at all."""
    texts = (block for block in document.body.blocks if block.kind not in ("heading", "rule"))
    return next((_opening(block) for block in texts), Place(document.body_line, 1))


def _opening(block: Block) -> Place:
    words = _FIRST_WORDS.match(block.text.text)
    shown = block.text.place(0, words.end()).length if words else block.place.length
    return replace(block.place, length=min(block.place.length, shown))


def has_text(document: Document) -> bool:
    if any(clause.found or clause.decisions for clause in document.clauses or ()):
        return True
    written = (block.text.text for block, _ in document.body.walk() if block.kind != "heading")
    return sum(len(text.split()) for text in written) >= FEWEST_WORDS


def listed(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)
