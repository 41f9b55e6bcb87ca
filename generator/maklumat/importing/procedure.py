"""The flow table of the form (PermenPANRB 35/2012): columns by their headings, rows -> steps with who does them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from . import labels
from .harvest import Harvest
from .labels import FLOW
from .source import Cell, Shape, ShapeKind, Table
from .tidy import activity, plain, stacked

__all__ = ["Flow", "Step", "header_row", "read"]

_QUALITY = ("kelengkapan", "waktu", "output", "ket")
_MARKS = re.compile(r"[✓✔√●○•■□◆◇▪⬤◯◊▲△▼▽⚫⚪⬛⬜◼◻★*xXvV]+")
_DASH = re.compile(r"[-–—]+")
_NUMBER = re.compile(r"\(?(?:[0-9]{1,3}|[a-z]|[ivxl]+)[.)]?\)?", re.IGNORECASE)
_STANDING = {ShapeKind.TERMINATOR, ShapeKind.PROCESS, ShapeKind.DECISION, ShapeKind.OTHER, ShapeKind.PICTURE}
_KINDS = {ShapeKind.PROCESS: "proses", ShapeKind.DECISION: "keputusan"}
_ENDS = {"mulai": "mulai", "selesai": "selesai"}


@dataclass(frozen=True, slots=True)
class Step:
    """One row: actors by their place in `Flow.actors`, kind where a shape says it, the texts of the other columns."""

    activity: str
    details: tuple[str, ...]
    actors: tuple[int, ...] = ()
    kind: str = ""
    quality: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Flow:
    """The procedure: names of the actors in the order of their columns, and the steps."""

    actors: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class _Column:
    """Grid columns [start, end) under one heading: a key of FLOW, or "" and the actor's place."""

    start: int
    end: int
    key: str = ""
    actor: int = -1

    def holds(self, cell: Cell) -> bool:
        """Do most of the cell's columns lie here?"""
        return 2 * (min(cell.column + cell.columns, self.end) - max(cell.column, self.start)) > cell.columns


@dataclass(frozen=True, slots=True)
class _Head:
    """The heading of a flow table: its columns, its actors, and the first row below it."""

    columns: tuple[_Column, ...]
    actors: tuple[str, ...]
    end: int


def header_row(table: Table) -> int | None:
    """The row where the heading of a flow table begins: it names the activity and one column more."""
    keys: dict[int, set[str]] = {}
    for cell in table.cells:
        if label := labels.find(cell, FLOW):
            keys.setdefault(cell.row, set()).add(label[0].key)
    return next((row for row, found in sorted(keys.items()) if "kegiatan" in found and len(found) > 1), None)


def read(tables: Sequence[Table], harvest: Harvest) -> Flow:
    """The steps of all flow tables; one without heading goes on with the table before, when it has as many columns."""
    reader, columns = _Reader(harvest), 0
    for table in tables:
        if table.is_prose:
            continue
        start = header_row(table)
        if start is not None or (columns == table.columns and not _is_identity(table)):
            reader.read(table, start or 0)
            columns = table.columns
        else:
            columns = 0
    return reader.flow()


def _is_identity(table: Table) -> bool:
    found = (labels.find(cell, labels.IDENTITY) for cell in table.cells)
    return len({label[0].key for label in found if label}) > 1


class _Reader:
    """Goes down the rows; a heading that comes again, on the next page, says where the columns stand from there on."""

    def __init__(self, harvest: Harvest):
        self.harvest = harvest
        self.columns: tuple[_Column, ...] = ()
        self.actors: list[str] = []
        self.steps: list[_Row] = []
        self.reaching: list[tuple[int, str, str]] = []  # merged cells: first row below, key, value

    def read(self, table: Table, start: int) -> None:
        rows: dict[int, list[Cell]] = {}
        for cell in table.cells:
            rows.setdefault(cell.row, []).append(cell)
        below = start
        self.reaching = []
        owner: _Row | None = None
        for number in sorted(row for row in rows if row >= start):
            if number < below:
                continue
            if _is_heading(rows[number]):
                below, owner = self._heading(rows, number, table.columns), None
                continue
            began = self._activity(rows[number])
            for end, key, value in self.reaching if began else ():
                if number < end:
                    began.add(key, value)
            owner = began or (owner if owner and number < owner.end else None)
            if owner:
                for cell in rows[number]:
                    self._cell(cell, owner)

    def flow(self) -> Flow:
        last = len(self.steps) - 1
        return Flow(tuple(self.actors), tuple(
            replace(row.step, actors=tuple(sorted(row.actors)), kind=_kind(row.kinds, at == 0, at == last))
            for at, row in enumerate(self.steps)))

    def _heading(self, rows: dict[int, list[Cell]], first: int, width: int) -> int:
        """Learns the columns from a heading; gives the first row below it."""
        found = [(cell, label) for cell in rows[first] if (label := labels.find(cell, FLOW))]
        tops = [*sorted(cell.column for cell, _ in found), width]
        column = {label.key: _Column(cell.column, cell.column + cell.columns, label.key) for cell, (label, _) in found}
        for cell, (label, _) in found:
            if label.key in ("pelaksana", "mutu baku"):  # over all columns up to the next heading, merged or not
                column[label.key] = _Column(cell.column, min(top for top in tops if top > cell.column), label.key)
        end = max([first + 1, *(cell.row + cell.rows for cell, (label, _) in found if label.key in ("no", "kegiatan"))])
        while end in rows and _continues(rows[end], column):
            end += 1
        below = [cell for number in range(first + 1, end) for cell in rows.get(number, ())]
        acting = [cell for cell in below if cell.filled and cell.row + cell.rows == end
                  and "pelaksana" in column and column["pelaksana"].holds(cell)]
        for cell in below:
            label = labels.find(cell, FLOW) if cell not in acting else None
            if label and label[0].key in _QUALITY:
                found.append((cell, label))
                column.setdefault(label[0].key, _Column(cell.column, cell.column + cell.columns, label[0].key))
        for _, (label, lines) in found:
            self.harvest.as_label(label.words, *lines)
            self.harvest.leave(label.rest, lines[0].where)
        if acting:
            del column["pelaksana"]
        self.columns = (*(one for key, one in column.items() if key != "mutu baku"), *map(self._acting, acting))
        if end in rows and _is_numbered(rows[end]):
            self.harvest.as_form(*(line for cell in rows[end] for line in cell.filled))
            end += 1
        return end

    def _acting(self, cell: Cell) -> _Column:
        self.harvest.take(*cell.filled)
        return _Column(cell.column, cell.column + cell.columns, actor=self._actor(stacked(cell.filled)))

    def _actor(self, name: str) -> int:
        if name not in self.actors:
            self.actors.append(name)
        else:
            self.harvest.form.append(name)
        return self.actors.index(name)

    def _activity(self, row: Iterable[Cell]) -> _Row | None:
        """The step that begins in this row, where its activity is named."""
        column = next((column for column in self.columns if column.key == "kegiatan"), None)
        cell = next((cell for cell in row if cell.filled and column and column.holds(cell)), None)
        if cell is None:
            return None
        found = activity(cell.filled)
        self.harvest.take(*cell.filled)
        details = self.harvest.texts(found)
        self.steps.append(_Row(Step(found.lead, details), cell.row + cell.rows))
        return self.steps[-1]

    def _cell(self, cell: Cell, step: _Row) -> None:
        column = next((column for column in self.columns if column.holds(cell)), None)
        if column is None or not (cell.filled or cell.shapes):
            return
        if column.key == "no" and all(_NUMBER.fullmatch(plain(line.text)) for line in cell.filled):
            self.harvest.as_form(*cell.filled)
        elif column.key in _QUALITY and cell.filled:
            step.add(column.key, value := self.harvest.value(cell.filled))
            if cell.row + cell.rows > step.end:
                self.reaching.append((cell.row + cell.rows, column.key, value))
        elif column.key == "pelaksana" and cell.filled:
            step.actors.add(self._actor(self.harvest.value(cell.filled)))
        elif column.actor >= 0 and cell.row + cell.rows <= step.end:
            self._acts(cell, column.actor, step)

    def _acts(self, cell: Cell, actor: int, step: _Row) -> None:
        """A mark or a shape in an actor's column says that the actor does the step. An arrow only leads through it."""
        for line in cell.filled:
            text = "".join(plain(line.text).split())
            if _MARKS.fullmatch(text) or _DASH.fullmatch(text):
                self.harvest.as_form(line)
                if _MARKS.fullmatch(text):
                    step.actors.add(actor)
        for shape in cell.shapes:
            if shape.kind in _STANDING and shape.is_inside:
                self.harvest.take(shape)
                step.actors.add(actor)
                step.kinds.add(self._end(shape) or shape.kind)

    def _end(self, shape: Shape) -> str:
        """`mulai` or `selesai` where it is written into the shape."""
        lines = [line for line in shape.lines if line.text.strip()]
        end = _ENDS.get(plain(lines[0].text).casefold(), "") if len(lines) == 1 else ""
        if end:
            self.harvest.as_form(*lines)
        return end


@dataclass(slots=True, eq=False)
class _Row:
    """A step while its cells come in; `end`: the first row that is no longer its own."""

    step: Step
    end: int
    actors: set[int] = field(default_factory=set)
    kinds: set[str] = field(default_factory=set)

    def add(self, key: str, value: str) -> None:
        before = self.step.quality.get(key)
        self.step.quality[key] = f"{before} {value}" if before else value


def _is_heading(row: Sequence[Cell]) -> bool:
    keys = {label[0].key for cell in row if (label := labels.find(cell, FLOW))}
    return "kegiatan" in keys and len(keys) > 1


def _continues(row: Sequence[Cell], column: dict[str, _Column]) -> bool:
    """Does the row below a heading belong to it: something stands there, but neither number nor activity?"""
    said = [cell for cell in row if cell.filled]
    beginning = [column[key] for key in ("no", "kegiatan") if key in column]
    return bool(said) and not any(one.holds(cell) for cell in said for one in beginning)


def _is_numbered(row: Sequence[Cell]) -> bool:
    """A row that counts the columns: (1), (2), …"""
    said = [cell.filled for cell in row if cell.filled]
    return len(said) > 2 and all(len(lines) == 1 and _NUMBER.fullmatch(plain(lines[0].text)) for lines in said)


def _kind(kinds: set[str], is_first: bool, is_last: bool) -> str:
    """What the shapes of a step say. A capsule is an end: the first step begins, the last one ends."""
    if len(kinds) != 1:
        return ""
    kind = next(iter(kinds))
    if kind == ShapeKind.TERMINATOR and is_first != is_last:
        return "mulai" if is_first else "selesai"
    return kind if kind in _ENDS else _KINDS.get(kind, "")
