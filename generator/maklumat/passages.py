"""What other pages must not copy of a document that is withheld: its own sentences."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from . import blocks, runs
from .documents import Reading
from .markup import words
from .model import Document, Outline

__all__ = ["Told", "of", "told"]


@dataclass(frozen=True, slots=True)
class Told:
    """One file of the document trees and what it says; `outline` is None where it is no document."""

    path: str
    data: bytes
    outline: Outline | None
    passages: tuple[str, ...]


def told(reading: Reading) -> Told:
    document = reading.document
    said = of(document) if document else ("\n".join(reading.lines),)
    return Told(reading.path, reading.data, document, said)


def of(document: Document) -> tuple[str, ...]:
    """The document's own sentences: its body with all that only some readers meet (code, alternative and hover texts),
    its procedure, its warnings and the note on its revision; no names, no laws."""
    steps = (" ".join(words(value) for value in (step.activity, *step.details)) for step in document.steps)
    warnings = (words(value) for value in document.texts("peringatan"))
    return (*runs.gathered(_body_texts(document.body)), *steps, *warnings, words(document.text("catatan_revisi")))


def _body_texts(body: blocks.Body) -> Iterator[str]:
    for block, _ in body.walk():
        yield block.text.text or body.tokens[block.token].content
        for link in block.links:
            yield f"{link.text if link.is_image else ''} {link.title}".strip()
