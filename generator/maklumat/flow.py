"""The flow chart of a procedure (PermenPANRB 35/2012): rows are steps, columns are actors; every line per cell.

Lines come in fractions of their cell, so that no renderer needs to know how high another draws a row.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Cell", "Crossing", "Flow", "Label", "Line"]


@dataclass(frozen=True, slots=True)
class Line:
    """A straight, axis-parallel piece of an arrow inside one cell; fractions of the cell, x to the right, y down."""

    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True, slots=True)
class Label:
    """`Ya` or `Tidak`, beside the side (n, e, s, w) of the symbol at which the arrow leaves."""

    text: str
    side: str


@dataclass(frozen=True, slots=True)
class Cell:
    """`symbol`: mulai, proses, keputusan, selesai or "" (no symbol here). `heads`: the sides of the symbol (n, e, s, w)
    where an arrow arrives. Lines may run into the symbol's centre: the symbol is drawn over them, heads and labels at
    its edge. The symbol covers at most the middle 60 % of the cell's width and height."""

    symbol: str = ""
    lines: tuple[Line, ...] = ()
    heads: tuple[str, ...] = ()
    labels: tuple[Label, ...] = ()


@dataclass(frozen=True, slots=True)
class Crossing:
    """Where an arrow (or several that have joined) crosses from one row to the next: its column, its place across that
    column's width, whether it runs down."""

    column: int
    x: float
    is_down: bool


@dataclass(frozen=True, slots=True)
class Flow:
    """`rows[step][actor]`. `crossings[step]`: what crosses the lower edge of that row (of the last row: nothing).
    `texts[step]`: the step's symbol and where it leads, in words ("Keputusan; Ya: ke langkah 3; Tidak: ke langkah 1").
    """

    rows: tuple[tuple[Cell, ...], ...]
    crossings: tuple[tuple[Crossing, ...], ...]
    texts: tuple[str, ...]
