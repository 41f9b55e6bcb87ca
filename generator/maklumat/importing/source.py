"""What a source says, whatever its file was: tables of cells with spans, lines of text, and what is drawn.

Readers (`word`, `texttables`) make it; nothing of the file's wording is missing from it. Every line and every shape
knows its place in the source, in words that lead a person to it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from ..errors import MaklumatError

__all__ = ["MOST_CELLS", "Cell", "Line", "Piece", "Shape", "ShapeKind", "Source", "Table", "Unreadable"]

MOST_CELLS = 10_000  # of one source, paragraphs included; the largest real SOP has some 600


class Unreadable(MaklumatError):
    """The file cannot be imported; its text says why, and what to do, in one Indonesian sentence."""


class ShapeKind(StrEnum):
    """What a drawn thing is, in words; PermenPANRB 35/2012 knows the capsule, the box and the diamond."""

    TERMINATOR = "kapsul"
    PROCESS = "kotak"
    DECISION = "belah ketupat"
    LINE = "garis atau panah"
    CONNECTOR = "lambang penghubung halaman"
    TEXT_BOX = "kotak teks"
    PICTURE = "gambar"
    OTHER = "bentuk lain"


@dataclass(frozen=True, slots=True, eq=False)  # two like lines are two lines
class Line:
    """One paragraph as it stands, with the tabs and line breaks in it.

    `label` is the number or bullet that a word processor draws before it and that is no part of `text`; `level` is its
    depth in such a list.
    """

    text: str
    where: str
    label: str = ""
    level: int = 0

    @property
    def shown(self) -> str:
        return f"{self.label} {self.text}" if self.label else self.text


@dataclass(frozen=True, slots=True, eq=False)
class Shape:
    """Something drawn and the text in it. `is_inside`: it certainly stands in the cell that holds it."""

    kind: ShapeKind
    where: str
    lines: tuple[Line, ...] = ()
    is_inside: bool = True


Piece = Line | Shape


@dataclass(frozen=True, slots=True, eq=False)
class Cell:
    """A cell at `row` and `column` (from 0), over `rows` rows and `columns` columns."""

    row: int
    column: int
    rows: int = 1
    columns: int = 1
    lines: tuple[Line, ...] = ()
    shapes: tuple[Shape, ...] = ()

    @property
    def filled(self) -> tuple[Line, ...]:
        """The lines that say something."""
        return tuple(line for line in self.lines if line.text.strip())


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """Cells in reading order. A run of paragraphs outside tables is one, too: of one column, `is_prose`."""

    cells: tuple[Cell, ...]
    is_prose: bool = False

    @property
    def columns(self) -> int:
        return max((cell.column + cell.columns for cell in self.cells), default=0)


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """The tables in reading order; `aside`: what is no part of the text (notes, comments, deleted, hidden words)."""

    tables: tuple[Table, ...]
    aside: tuple[Line, ...] = ()

    def pieces(self) -> Iterator[Piece]:
        """Everything that stands in the source, once, in reading order."""
        for table in self.tables:
            for cell in table.cells:
                yield from cell.filled
                for shape in cell.shapes:
                    yield shape
                    yield from (line for line in shape.lines if line.text.strip())
        yield from self.aside
