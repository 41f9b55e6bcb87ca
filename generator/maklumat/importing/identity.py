"""The identity part of the form (PermenPANRB 35/2012): labelled cells and boxes -> fields."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import dropwhile, takewhile

from .. import dates
from . import labels
from .agency import agency, approver, is_head, is_number, starts_head
from .harvest import Harvest
from .labels import BOXES, IDENTITY, Label
from .source import Cell, Line, Table
from .tidy import entries, joined

__all__ = ["Region", "read"]

_COLON = " :\t\n\u00a0"
_MOST_APPROVER_LINES = 12  # more are no signature


@dataclass(frozen=True, slots=True, eq=False)
class Region:
    """The rows of a table that may hold the identity; `end`: the first row that no longer does."""

    table: Table
    end: int

    def rows(self, start: int, end: int) -> Iterator[Cell]:
        return (cell for cell in self.table.cells if start <= cell.row < min(end, self.end))


@dataclass(frozen=True, slots=True, eq=False)
class _Labelled:
    """A cell with its label. `next`: the column where the next label of its row stands."""

    cell: Cell
    label: Label
    lines: tuple[Line, ...]
    next: int

    def meets(self, cell: Cell) -> int:
        """How many columns of a cell lie in this label's."""
        return min(cell.column + cell.columns, self.next) - max(cell.column, self.cell.column)


def read(regions: Sequence[Region], harvest: Harvest) -> dict[str, object]:
    """The fields that these regions hold; the first of two like labels counts, tables before prose."""
    found: dict[str, object] = {}
    for region in sorted(regions, key=lambda region: region.table.is_prose):
        labelled = _labelled(region)
        for one in labelled:
            key = one.label.key
            if key not in found and harvest.used.isdisjoint(one.lines):
                found[key] = _field(key, _own(one) or _elsewhere(region, one, labelled), harvest)
                harvest.as_label(one.label.words, *one.lines)
        if "instansi" not in found and (head := _head(region, labelled, harvest)):
            found["instansi"] = agency(head, harvest)
    return found


def _labelled(region: Region) -> list[_Labelled]:
    found = [(cell, *label) for cell in region.rows(0, region.end) if (label := labels.find(cell, IDENTITY))]
    columns: dict[int, list[int]] = {}
    for cell, *_ in found:
        columns.setdefault(cell.row, []).append(cell.column)
    return [_Labelled(cell, label, lines, min((column for column in columns[cell.row] if column > cell.column),
                                              default=region.table.columns)) for cell, label, lines in found]


def _own(one: _Labelled) -> tuple[Line, ...]:
    """What stands in the label's own cell: behind the colon and below."""
    rest = one.cell.lines[one.cell.lines.index(one.lines[-1]) + 1:]
    own = (Line(one.label.rest, one.lines[0].where), *rest) if one.label.rest else rest
    return own if any(line.text.strip() for line in own) else ()


def _elsewhere(region: Region, one: _Labelled, labelled: list[_Labelled]) -> tuple[Line, ...]:
    """What stands below a box's label, or beside any other; an approver may stand in both."""
    beside, below = _beside(region, one, labelled), _below(region, one, labelled)
    if one.label.key in BOXES:
        return below or beside
    if one.label.key != "disahkan_oleh":
        return beside
    lines = (*beside, *below)[:_MOST_APPROVER_LINES]
    last = next((at for at, line in enumerate(lines) if is_number(line)), None)
    return lines[:last + 1] if last is not None else beside or lines


def _beside(region: Region, one: _Labelled, labelled: list[_Labelled]) -> tuple[Line, ...]:
    first, taken = one.cell.column + one.cell.columns, {other.cell for other in labelled}
    cells = (cell for cell in region.rows(one.cell.row, one.cell.row + one.cell.rows)
             if first <= cell.column < one.next and cell not in taken)
    return _said(cells)


def _below(region: Region, one: _Labelled, labelled: list[_Labelled]) -> tuple[Line, ...]:
    """The cells below, mostly in the label's columns, up to the next label there."""
    first = one.cell.row + one.cell.rows
    end = min((other.cell.row for other in labelled if other.cell.row >= first and one.meets(other.cell) > 0),
              default=region.end)
    return _said(cell for cell in region.rows(first, end) if 2 * one.meets(cell) > cell.columns)


def _said(cells: Iterable[Cell]) -> tuple[Line, ...]:
    """The lines of these cells, blank ones between them included; none when all are blank."""
    lines = tuple(line for cell in cells for line in cell.lines)
    return lines if any(line.text.strip() for line in lines) else ()


def _field(key: str, lines: tuple[Line, ...], harvest: Harvest) -> object:
    """The value of a field from its lines; a colon at their head belongs to the form."""
    harvest.take(*lines)
    lines = tuple(dropwhile(lambda line: not line.text.strip(_COLON), lines))
    lines = tuple(replace(line, text=line.text.lstrip(_COLON)) for line in lines[:1]) + lines[1:]
    if key == "disahkan_oleh":
        return approver(lines, harvest)
    if key in BOXES:
        return harvest.texts(entries(line for line in lines if line.text.strip()))
    text = joined(lines)
    return _date(text) if key.startswith("tanggal") else text


def _date(text: str) -> str:
    """ISO where the text can only mean one day, else as typed: `check` says what is wrong with it."""
    reading = dates.read(text)
    return reading.value.isoformat() if reading.value and not reading.is_ambiguous else text


def _head(region: Region, labelled: list[_Labelled], harvest: Harvest) -> list[Cell]:
    """The cells of the form's head: left of the labels; else above them and in prose, where they name themselves."""
    sides = [one.cell for one in labelled if one.label.key not in BOXES]
    if sides and not region.table.is_prose:
        left, last = min(cell.column for cell in sides), max(cell.row + cell.rows for cell in sides)
        beside = [cell for cell in region.rows(0, last)
                  if cell.filled and cell.column < left and harvest.used.isdisjoint(cell.filled)]
        if beside:
            return beside
    end = region.end if region.table.is_prose else min((cell.row for cell in sides), default=region.end)
    free = dropwhile(lambda cell: not starts_head(cell), (cell for cell in region.rows(0, end) if cell.filled))
    return list(takewhile(lambda cell: is_head(cell) and harvest.used.isdisjoint(cell.filled), free))
