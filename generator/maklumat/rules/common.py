"""What rules of more than one family say or ask."""

from __future__ import annotations

import re
from collections.abc import Iterable

from .. import shape
from ..blocks import Block
from ..findings import Place
from ..frontmatter import Mapping, Sequence
from ..model import Document, Kind

__all__ = ["SAMPLES", "STEP_KEYS", "has_text", "listed", "rows", "start"]

STEP_KEYS = shape.FORMS[Kind.SOP]["langkah"].keys

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
    return block.place._replace(length=min(block.place.length, shown))


def has_text(document: Document) -> bool:
    if any(clause.found or clause.decisions for clause in document.clauses or ()):
        return True
    written = (block.text.text for block, _ in document.body.walk() if block.kind != "heading")
    return sum(len(text.split()) for text in written) >= FEWEST_WORDS


def rows(document: Document) -> tuple[Mapping, ...]:
    """The steps as written; documents.py makes one Step of each."""
    entry = document.entry("langkah")
    items = entry.value.items if entry and isinstance(entry.value, Sequence) else ()
    return tuple(item for item in items if isinstance(item, Mapping))


def listed(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)
