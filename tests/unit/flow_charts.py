"""Procedures to draw, and a reader that follows the lines of a chart as people do: from its cells alone."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from maklumat import documents
from maklumat.flow import Flow
from maklumat.model import Document

PATH = "content/sop/maklumat-informasi-publik/index.md"
BASE = (Path(__file__).parents[1] / "rules/base" / PATH).read_text(encoding="utf-8")
SIDES = {"n": (0, -1), "e": (1, 0), "s": (0, 1), "w": (-1, 0)}
UNIT = 10_000  # of a cell's side

Point = tuple[int, int]


def procedure(steps: Iterable[Mapping[str, object]], actors: int) -> Document:
    """An SOP with these steps, their keys and values as given; actors are called p1, p2 and so on."""
    front, _, rest = BASE.partition("\npelaksana:\n")
    assert rest.rstrip().endswith("---")
    people = [f"  p{number}: Pelaksana {number}\n" for number in range(1, actors + 1)]
    lines = [front, "\npelaksana:\n", *people, "langkah:\n"]
    for step in steps:
        pairs = [f"{key}: {value}\n" for key, value in step.items()] or ["ket:\n"]
        lines += [f"  - {pairs[0]}", *(f"    {pair}" for pair in pairs[1:])]
    reading = documents.read(PATH, "".join([*lines, "---\n"]).encode())
    assert reading.document, reading.problems
    return reading.document


def long_procedure(count: int, actors: int, seed: int = 4, rest: int = 2) -> Document:
    """A made-up procedure, always the same: a decision that leads anywhere after every `rest` plain steps."""
    chance = random.Random(seed)

    def step(number: int) -> dict[str, object]:
        base = {"id": f"a{number}", "oleh": f"p{chance.randint(1, actors)}"}
        if number in (1, count):
            return base | ({"jenis": "mulai", "lanjut": "a2"} if number == 1 else {"jenis": "selesai"})
        if number % (rest + 1):
            return base | {"jenis": "proses", "lanjut": f"a{number + 1}"}
        ya = number + 1 if rest else chance.choice([n for n in range(1, count + 1) if n != number])
        other = chance.choice([n for n in range(1, count + 1) if n not in (number, ya)])
        return base | {"jenis": "keputusan", "ya": f"a{ya}", "tidak": f"a{other}"}

    return procedure([step(number) for number in range(1, count + 1)], actors)


def steps(*rows: str) -> list[dict[str, object]]:
    """Steps in short: “1 mulai 2”, “1,2 keputusan 3 1” (actors, kind, targets by number); ids are a1, a2 and so on."""
    made = []
    for number, row in enumerate(rows, 1):
        who, kind, *targets = row.split()
        keys = ("ya", "tidak") if kind == "keputusan" else ("lanjut",)
        made.append({"id": f"a{number}", "oleh": f"[{', '.join('p' + one for one in who.split(','))}]", "jenis": kind,
                     "kegiatan": "Mengerjakan sesuatu"} | {key: f"a{target}" for key, target
                                                           in zip(keys, targets, strict=False)})
    return made


@dataclass(frozen=True, slots=True)
class End:
    """Where a line runs into a symbol: row and column, the side, and whether there is an arrow head."""

    row: int
    column: int
    side: str
    has_head: bool


class Chart:
    """The drawing, as one sees it. Raises AssertionError where it cannot be read."""

    def __init__(self, flow: Flow) -> None:
        self.flow = flow
        self.pieces = [piece for row, cells in enumerate(flow.rows) for column, cell in enumerate(cells)
                       for piece in _pieces(cell.lines, row, column)]
        self.symbols = {(column * UNIT + UNIT // 2, row * UNIT + UNIT // 2): (row, column)
                        for row, cells in enumerate(flow.rows) for column, cell in enumerate(cells) if cell.symbol}
        self.arms = self._arms()
        self.knots = {point for piece in self.pieces for point in piece}

    def _arms(self) -> dict[Point, dict[str, Point]]:
        """For each point where lines end, bend, meet or cross: the next such point on each side."""
        flat = sorted(piece for piece in self.pieces if piece[0][1] == piece[1][1])
        upright = sorted(piece for piece in self.pieces if piece[0][0] == piece[1][0])
        stops: dict[int, set[Point]] = {at: set(piece) for at, piece in enumerate(flat + upright)}
        for i, ((x1, y), (x2, _)) in enumerate(flat):
            for j, ((x, y1), (_, y2)) in enumerate(upright, len(flat)):
                if x1 <= x <= x2 and y1 <= y <= y2:
                    stops[i].add((x, y))
                    stops[j].add((x, y))
        arms: dict[Point, dict[str, Point]] = {}
        for at in stops:
            row = sorted(stops[at])
            forth, back = ("e", "w") if at < len(flat) else ("s", "n")
            for a, b in pairwise(row):
                for point, side, other in ((a, forth, b), (b, back, a)):
                    assert side not in arms.setdefault(point, {}), f"two lines lie on each other at {point}"
                    arms[point][side] = other
        return arms

    def through_symbols(self) -> list[tuple[Point, Point]]:
        """Lines inside the room of a symbol that do not end in its middle."""
        room = 3 * UNIT // 10
        return [(a, b) for a, b in self.pieces for x, y in self.symbols if (x, y) not in (a, b)
                and a[0] < x + room and b[0] > x - room and a[1] < y + room and b[1] > y - room]

    def strangers(self) -> list[tuple[Point, Point]]:
        """Lines that seem to belong to a step, because they run at the middle height of its row or straight above or
        below its symbol in the same cell, and have nothing to do with it."""
        flat = [(a, b) for a, b in self.pieces if a[1] == b[1] and a[1] % UNIT == UNIT // 2]
        upright = [(a, b) for a, b in self.pieces
                   if a[0] == b[0] and (a[0], a[1] // UNIT * UNIT + UNIT // 2) in self.symbols]
        return [(a, b) for pieces, sides in ((flat, "ew"), (upright, "sn")) for a, b in pieces if not any(
            end.row == a[1] // UNIT for at, side in zip((a, b), sides, strict=True) for end in self.followed(at, side))]

    def disguised(self) -> list[Point]:
        """Points where an arrow that goes straight on is joined so near to the symbol that it leaves that the other
        seems to lead there."""
        found = []
        for end in self.ends():
            point = (end.column * UNIT + UNIT // 2, end.row * UNIT + UNIT // 2)
            while not end.has_head and not self.joins(end) and end.side in self.arms[point]:
                point = self.arms[point][end.side]
                if (point[0] // UNIT, point[1] // UNIT) != (end.column, end.row):
                    break
                found += [point] if len(self.arms[point]) == 3 and end.side in self.arms[point] else []
        return found

    def covering(self) -> dict[tuple[int, int, str], list[Point]]:
        """The labels that lines run through, as row, column and text: upright ones beside the middle of the label's
        quarter, where it stands next to the symbol."""
        found: dict[tuple[int, int, str], list[Point]] = {}
        for row, cells in enumerate(self.flow.rows):
            for column, cell in enumerate(cells):
                for label in cell.labels:
                    near, far = (0.2, 0.5) if label.quarter[0] == "n" else (0.5, 0.8)
                    left, right = (0, 0.5) if label.quarter[1] == "w" else (0.5, 1)
                    room = [round(UNIT * edge) for edge in (column + left, column + right, row + near, row + far)]
                    over = [a for a, b in self.pieces if a[0] == b[0] and room[0] < a[0] < room[1]
                            and a[1] < room[3] and b[1] > room[2]]
                    if over:
                        found[row, column, label.text] = over
        return found

    def riddles(self) -> list[Point]:
        """Points where nobody can say which way lines go on: loose ends, and corners that others touch."""
        return [point for point, arms in self.arms.items() if point not in self.symbols and (
            len(arms) == 1 or (len(arms) == 4 and point in self.knots))]

    def ends(self) -> list[End]:
        return [End(row, column, side, side in self.flow.rows[row][column].heads)
                for point, (row, column) in self.symbols.items() for side in self.arms.get(point, ())]

    def joins(self, end: End) -> bool:
        """Does this line lead straight to another symbol of the same step?"""
        point, side = (end.column * UNIT + UNIT // 2, end.row * UNIT + UNIT // 2), end.side
        while side in self.arms.get(point, {}):
            point = self.arms[point][side]
            if point in self.symbols:
                return side in "ew" and not end.has_head and not self.head_at(point, side)
        return False

    def head_at(self, point: Point, coming: str) -> bool:
        row, column = self.symbols[point]
        return _OPPOSITE[coming] in self.flow.rows[row][column].heads

    def led(self, end: End) -> set[End]:
        """Every end that one may get to from here, following the lines whichever way they allow."""
        start = (end.column * UNIT + UNIT // 2, end.row * UNIT + UNIT // 2)
        return self.followed(start, end.side)

    def followed(self, point: Point, side: str) -> set[End]:
        waiting, seen, found = [(point, side)], set(), set()
        while waiting:
            state = waiting.pop()
            if state in seen:
                continue
            seen.add(state)
            at, side = self.arms[state[0]][state[1]], state[1]
            if at in self.symbols:
                row, column = self.symbols[at]
                found.add(End(row, column, _OPPOSITE[side], self.head_at(at, side)))
            elif len(self.arms[at]) == 4:
                waiting.append((at, side))
            else:
                waiting += [(at, other) for other in self.arms[at] if other != _OPPOSITE[side]]
        return found

    def crossed(self, row: int) -> set[tuple[int, float, str]]:
        """What leaves the row through its lower edge: column, place, and the side on which it goes on in both cells."""
        edge = (row + 1) * UNIT
        return {(x // UNIT, x % UNIT / UNIT, "".join(sorted(arms))) for (x, y), arms in self.arms.items() if y == edge}


_OPPOSITE = {"n": "s", "s": "n", "e": "w", "w": "e"}


def _pieces(lines: Sequence, row: int, column: int) -> Iterable[tuple[Point, Point]]:
    for line in lines:
        assert (line.x1 == line.x2) != (line.y1 == line.y2), f"neither upright nor flat: {line}"
        assert all(0 <= value <= 1 for value in (line.x1, line.y1, line.x2, line.y2)), f"outside its cell: {line}"
        ends = [(round((column + x) * UNIT), round((row + y) * UNIT))
                for x, y in ((line.x1, line.y1), (line.x2, line.y2))]
        yield min(ends), max(ends)
