"""The account of an import: what became of each piece of the source. Nothing leaves it without being placed or told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .source import Line, Piece, Shape, ShapeKind, Source
from .tidy import Entries, joined, plain

__all__ = ["Harvest", "Unplaced"]


@dataclass(frozen=True, slots=True)
class Unplaced:
    """What has no place in the document: its words, and where in the source they stand. `is_drawn`: a shape, whose
    words say what it is."""

    where: str
    text: str
    is_drawn: bool = False


class Harvest:
    """Collects while the recognisers work.

    `form`: texts of the form itself (labels, numbers of lists), which the document has as keys and structure.
    """

    def __init__(self) -> None:
        self.used: set[Piece] = set()
        self.form: list[str] = []
        self.left: list[Unplaced] = []

    def take(self, *pieces: Piece) -> None:
        """These pieces are placed, whole."""
        self.used.update(pieces)

    def as_form(self, *lines: Line) -> None:
        """These lines say what the form says on every sheet."""
        self.take(*lines)
        self.form += [plain(line.text) for line in lines]

    def as_label(self, words: str, *lines: Line) -> None:
        """These lines carry a label of the form; what else is in them is placed otherwise."""
        self.take(*lines)
        self.form.append(words)

    def leave(self, text: str, where: str) -> None:
        """A part of a line that is placed otherwise has no place."""
        if plain(text):
            self.left.append(Unplaced(where, plain(text)))

    def value(self, lines: Iterable[Line]) -> str:
        """The lines as one value, taken."""
        lines = tuple(lines)
        self.take(*lines)
        return joined(lines)

    def texts(self, found: Entries) -> tuple[str, ...]:
        """The texts of a list, the form's marks left away."""
        self.form += found.marks
        return found.texts

    def unplaced(self, source: Source) -> tuple[Unplaced, ...]:
        """What is left of the source, in reading order."""
        order: dict[str, int] = {}
        for piece in source.pieces():
            order.setdefault(piece.where, len(order))
        rest = (_told(piece) for piece in source.pieces() if piece not in self.used and not _says_itself(piece))
        return tuple(sorted((*self.left, *rest), key=lambda one: order[one.where]))


def _says_itself(piece: Piece) -> bool:
    """A text box is nothing besides its text, which is a piece of its own."""
    return (isinstance(piece, Shape) and piece.kind is ShapeKind.TEXT_BOX
            and any(line.text.strip() for line in piece.lines))


def _told(piece: Piece) -> Unplaced:
    if isinstance(piece, Shape):
        floats = "" if piece.is_inside else ", mengambang sehingga letaknya tidak pasti"
        return Unplaced(piece.where, f"{piece.kind}{floats}", is_drawn=True)
    return Unplaced(piece.where, plain(piece.shown))
