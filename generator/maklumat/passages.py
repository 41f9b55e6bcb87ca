"""What a file says, in short: what it is, its own sentences, and what else it is looked up by. Lists, and whoever looks
for copies, need no more of a document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from . import blocks, runs
from .documents import Reading
from .markup import words
from .model import Document, Outline

__all__ = ["Told", "of", "told"]

FIELDS = ("kualifikasi_pelaksana", "peralatan_perlengkapan", "pencatatan_pendataan")


@dataclass(frozen=True, slots=True)
class Told:
    """One file of the document trees and what it says.

    `outline`: None where it is no document. `passages`: its own sentences, which other pages must not copy while it is
    withheld. `further`: what else the search looks through. `clauses`: the keys of the promises that stand in it.
    """

    path: str
    data: bytes
    outline: Outline | None
    passages: tuple[str, ...]
    further: tuple[str, ...] = ()
    clauses: tuple[str, ...] = ()


def told(reading: Reading) -> Told:
    document = reading.document
    if document is None:
        return Told(reading.path, reading.data, None, ("\n".join(reading.lines),))
    promised = tuple(clause.key for clause in document.clauses or () if clause.found)
    return Told(reading.path, reading.data, document, of(document), tuple(_further(document)), promised)


def of(document: Document) -> tuple[str, ...]:
    """The document's own sentences: its body with all that only some readers meet (code, alternative and hover texts),
    its procedure, its warnings and the note on its revision; no names, no laws."""
    steps = (" ".join(words(value) for value in (step.activity, *step.details)) for step in document.steps)
    warnings = (words(value) for value in document.texts("peringatan"))
    return (*runs.gathered(_body_texts(document.body)), *steps, *warnings, words(document.text("catatan_revisi")))


def _further(document: Document) -> Iterator[str]:
    """Some of its other fields, and the laws that it cites: of these only kind, number and year, for their titles stand
    in every document and would be found for every word."""
    yield from (words(value) for name in FIELDS for value in document.texts(name))
    yield from (words(value).partition(" tentang ")[0] for value in document.texts("dasar_hukum"))


def _body_texts(body: blocks.Body) -> Iterator[str]:
    for block, _ in body.walk():
        yield block.text.text or body.tokens[block.token].content
        for link in block.links:
            yield f"{link.text if link.is_image else ''} {link.title}".strip()
