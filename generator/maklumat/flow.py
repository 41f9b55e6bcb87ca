"""The flow chart of a procedure (PermenPANRB 35/2012): rows are steps, columns are actors; every line per cell.

Lines come in fractions of their cell, so that no renderer needs to know how high another draws a row.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise, product
from math import ceil, floor

from .findings import capital
from .lattice import MARGIN
from .markup import words
from .model import MOST_ACTORS, MOST_STEPS, Document, Step
from .routing import Arrow, Path, route

__all__ = ["SYMBOLS", "Cell", "Crossing", "Flow", "Label", "Line", "layout", "numbers"]

SYMBOLS = {"mulai": "Mulai", "proses": "Proses", "keputusan": "Keputusan", "selesai": "Selesai"}

_QUARTERS = {"n": ("ne", "nw"), "e": ("ne", "se"), "s": ("se", "sw"), "w": ("nw", "sw")}  # beside a line to that side


@dataclass(frozen=True, slots=True)
class Line:
    """A straight, axis-parallel piece of an arrow inside one cell; fractions of the cell, x to the right, y down."""

    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True, slots=True)
class Label:
    """`Ya` or `Tidak`, beside the side (n, e, s, w) of the symbol at which the arrow leaves, in that quarter of the
    cell (ne, se, sw, nw) where it covers the fewest lines. `is_clear`: it covers none, and may have a ground."""

    text: str
    side: str
    quarter: str
    is_clear: bool = True


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
    column's width, whether it runs down, and the number of the step that it leads to."""

    column: int
    x: float
    is_down: bool
    target: int


@dataclass(frozen=True, slots=True)
class Flow:
    """`rows[step][actor]`. `crossings[step]`: what crosses the lower edge of that row (of the last row: nothing).
    `texts[step]`: the step's symbol and where it leads, in words ("Keputusan; Ya: ke langkah 3; Tidak: ke langkah 1").
    `is_drawn`: false where steps lead on, but the chart is too large or too tangled for lines: show the words.
    """

    rows: tuple[tuple[Cell, ...], ...]
    crossings: tuple[tuple[Crossing, ...], ...]
    texts: tuple[str, ...]
    is_drawn: bool = True


@dataclass(frozen=True, slots=True)
class _Plan:
    """What the chart is made of. Of each step: its symbol, the columns of its actors, its exits as (label, row)."""

    columns: int
    symbols: tuple[str, ...]
    actors: tuple[tuple[int, ...], ...]
    exits: tuple[tuple[tuple[str, int], ...], ...]


def layout(document: Document) -> Flow:
    """The chart of the document's steps, whatever they are: unknown actors and targets are left out, a step whose
    `jenis` is missing or unknown has no symbol and no arrows, one that leads to itself has no arrow for that. Without
    lines beyond MOST_STEPS or MOST_ACTORS, and where the arrows are too tangled to be drawn in time."""
    columns = {actor.key.text: column for column, actor in enumerate(document.actors)}
    found = numbers(document)
    return _flow(_Plan(
        len(columns),
        tuple(words(step.kind) if words(step.kind) in SYMBOLS else "" for step in document.steps),
        tuple(tuple(sorted({columns[actor.text] for actor in step.actors if actor.text in columns}))
              for step in document.steps),
        tuple(tuple(_exits(step, found)) for step in document.steps),
    ))


def numbers(document: Document) -> dict[str, int]:
    """The number of each step by its id, from 1."""
    return {step.id.text: number for number, step in enumerate(document.steps, 1) if step.id}


def _exits(step: Step, found: dict[str, int]) -> Iterator[tuple[str, int]]:
    for label, target in (("", step.next), ("Ya", step.yes), ("Tidak", step.no)):
        if target and target.text in found:
            yield label, found[target.text] - 1


@lru_cache(maxsize=256)
def _flow(plan: _Plan) -> Flow:
    drawn = [columns if symbol else () for symbol, columns in zip(plan.symbols, plan.actors, strict=True)]
    canvas = _Canvas([[_Parts(symbol if column in columns else "") for column in range(plan.columns)]
                      for symbol, columns in zip(plan.symbols, drawn, strict=True)])
    is_drawn = len(drawn) <= MOST_STEPS and plan.columns <= MOST_ACTORS and _draw(canvas, drawn, plan)
    return Flow(
        tuple(tuple(parts.cell() for parts in row) for row in canvas.rows),
        tuple(tuple(sorted(canvas.crossings.get(row, ()), key=lambda it: (it.column, it.x)))
              for row in range(len(drawn))),
        tuple(_text(symbol, exits) for symbol, exits in zip(plan.symbols, plan.exits, strict=True)),
        is_drawn or not any(plan.exits),
    )


def _draw(canvas: _Canvas, drawn: Sequence[Sequence[int]], plan: _Plan) -> bool:
    """Draws the lines; false where there is no way for all of them."""
    arrows = tuple(Arrow(row, target, label) for row, exits in enumerate(plan.exits) for label, target in exits
                   if row != target and drawn[row] and drawn[target])
    ways = route(drawn, plan.columns, arrows)
    if ways is None:
        return False
    for row, columns in enumerate(drawn):
        for left, right in pairwise(columns):
            canvas.line((left + 0.5, row + 0.5), (right + 0.5, row + 0.5))
    for arrow, way in zip(arrows, ways, strict=True):
        canvas.arrow(way, arrow.target)
    labelled: dict[tuple[int, int], list[tuple[str, str]]] = {}
    for arrow, way in zip(arrows, ways, strict=True):
        if arrow.label:
            labelled.setdefault((arrow.source, floor(way[0][0])), []).append((arrow.label, _side(way[0], way[1])))
    for (row, column), labels in labelled.items():
        canvas.rows[row][column].label(labels)
    return True


def _text(symbol: str, exits: Sequence[tuple[str, int]]) -> str:
    ways = (f"{label + ':' if label else 'lanjut'} ke langkah {target + 1}" for label, target in exits)
    return capital("; ".join(filter(None, (SYMBOLS.get(symbol, ""), *ways))))


@dataclass(slots=True)
class _Parts:
    """A cell while it is being drawn."""

    symbol: str
    lines: list[Line] = field(default_factory=list)
    heads: list[str] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)

    def cell(self) -> Cell:
        return Cell(self.symbol, tuple(self.lines), tuple(sorted(self.heads)), tuple(self.labels))

    def label(self, labels: Sequence[tuple[str, str]]) -> None:
        """Puts these (text, side) where they cover the fewest lines, never two in one quarter."""
        free = [quarters for quarters in product(*(_QUARTERS[side] for _, side in labels))
                if len(set(quarters)) == len(quarters)]
        best = min(free, key=lambda quarters: (sum(map(self._over, quarters)), sum(map(self._crowd, quarters))))
        self.labels = [Label(text, side, quarter, not self._over(quarter))
                       for (text, side), quarter in zip(labels, best, strict=True)]

    def _over(self, quarter: str) -> int:
        """How many lines run through a label in this quarter: upright ones beside the middle, next to it."""
        north, west = "n" in quarter, "w" in quarter
        return sum(line.x1 == line.x2 and (line.x1 < 0.5 if west else line.x1 > 0.5)
                   and (min(line.y1, line.y2) < 0.5 and max(line.y1, line.y2) > MARGIN if north else
                        max(line.y1, line.y2) > 0.5 and min(line.y1, line.y2) < 1 - MARGIN)
                   for line in self.lines)

    def _crowd(self, quarter: str) -> int:
        """How many lines run through this quarter of the cell."""
        north, west = "n" in quarter, "w" in quarter
        return sum((min(line.x1, line.x2) < 0.5 if west else max(line.x1, line.x2) > 0.5)
                   and (min(line.y1, line.y2) < 0.5 if north else max(line.y1, line.y2) > 0.5)
                   for line in self.lines)


@dataclass(slots=True)
class _Canvas:
    """The cells, which take what is drawn over the whole table: points in columns and rows from the upper left."""

    rows: list[list[_Parts]]
    crossings: dict[int, list[Crossing]] = field(default_factory=dict)

    def arrow(self, way: Path, target: int) -> None:
        for start, end in pairwise(way):
            self.line(start, end)
            self._cross(start, end, target)
        x, y = way[-1]
        if x % 1 == 0.5 and y == target + 0.5 and self.rows[target][int(x)].symbol:
            self.rows[target][int(x)].heads.append(_side(way[-1], way[-2]))

    def line(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        """A straight line, in pieces of one cell each."""
        for x1, x2 in _pieces(start[0], end[0]):
            for y1, y2 in _pieces(start[1], end[1]):
                column, row = floor(min(x1, x2)), floor(min(y1, y2))
                piece = (x1 - column, y1 - row, x2 - column, y2 - row)
                self.rows[row][column].lines.append(Line(*(round(value, 4) for value in piece)))

    def _cross(self, start: tuple[float, float], end: tuple[float, float], target: int) -> None:
        (x, y1), (_, y2) = start, end
        for edge in range(ceil(min(y1, y2)), ceil(max(y1, y2))):
            crossing = Crossing(floor(x), round(x % 1, 4), y2 > y1, target + 1)
            self.crossings.setdefault(edge - 1, []).append(crossing)


def _side(of: tuple[float, float], seen: tuple[float, float]) -> str:
    """The side of a symbol at which a neighbouring point lies."""
    if of[0] != seen[0]:
        return "w" if seen[0] < of[0] else "e"
    return "n" if seen[1] < of[1] else "s"


def _pieces(start: float, end: float) -> list[tuple[float, float]]:
    """The way from start to end, cut at whole numbers; one piece without length where both are the same."""
    edges = range(floor(min(start, end)) + 1, ceil(max(start, end)))
    stops = [start, *(edges if start <= end else reversed(edges)), end]
    return list(pairwise(stops))
