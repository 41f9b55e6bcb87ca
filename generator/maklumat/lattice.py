"""The lattice of tracks on which the arrows of a flow chart run: its nodes, and what already lies on them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

__all__ = ["EAST", "NORTH", "SOUTH", "WEST", "Lattice", "Net", "Quarter", "direction"]

NORTH, EAST, SOUTH, WEST = 1, 2, 4, 8  # arms of a node
MARGIN = 0.2  # share of a cell at each edge that its symbol leaves free
CELL = 1000  # the side of a cell, in units of cost

JOIN_LINE = -2  # owner of the line that joins the symbols of one step
OUTSIDE = -1

Quarter = tuple[int, ...]  # of a cell: the nodes from which lines run down through it, beside its middle


@dataclass(slots=True)
class Net:
    """All arrows to one row. `arms`: the nodes they lie on, with the directions in which they lead away from each;
    `sealed`: nodes where nothing may join, because it would seem to touch the symbol that an arrow leaves."""

    number: int
    arms: dict[int, int] = field(default_factory=dict)
    sealed: set[int] = field(default_factory=set)


class Lattice:
    """Nodes are numbered row by row; a border of nodes that nobody may enter lies around them.

    `across[n]`, `along[n]`: the net that runs through node n horizontally, vertically; 0 where none does. A bend
    counts as both, so that a node bears one bend, or two lines that cross, or one line. `row_only[n]`,
    `symbol_only[n]`: 1 + the row whose arrows alone may run through here horizontally, vertically; 0 where all may.
    `under[n]`: the net that runs from node n to the one below; `labelled`: the quarters of cells where labels stand.
    `symbol[n]`: 1 + the row whose symbol stands here. `right[n]`, `down[n]`: what it costs to go to the next node.
    """

    ACROSS, DOWN = 0.45, 0.3  # cost of a cell's width, of its height, per unit
    BESIDE, BESIDE_DECISION, OVER = 300, 1200, 200  # to run past a symbol: aside, through a label, above or below
    CROSSING = 1700
    COVERED = 1 << 24  # to run through a label: more than any way costs otherwise, and not forbidden

    def __init__(self, rows: Sequence[Sequence[int]], columns: int, tracks: int, deciding: frozenset[int]) -> None:
        self.rows, self.tracks = rows, tracks
        places = _places(tracks)
        self.size = len(places)
        self.xs = [0.0, *(column + place for column in range(columns) for place in places), float(columns)]
        self.ys = [0.0, *(row + place for row in range(len(rows)) for place in places), float(len(rows))]
        self.width = len(self.xs)
        nodes = self.width * len(self.ys)
        self.px = [round(x * CELL * self.ACROSS) for x in self.xs] * len(self.ys)
        self.py = [round(y * CELL * self.DOWN) for y in self.ys for _ in range(self.width)]
        self.right = [b - a for a, b in zip(self.px, [*self.px[1:], 0], strict=True)]
        self.down = [b - a for a, b in zip(self.py, [*self.py[self.width:], *[0] * self.width], strict=True)]
        self.across, self.along, self.under = [0] * nodes, [0] * nodes, [0] * nodes
        self.labelled: set[Quarter] = set()
        self.row_only, self.symbol_only, self.symbol = [0] * nodes, [0] * nodes, [0] * nodes
        self._close()
        for row, symbols in enumerate(rows):
            self._reserve(row)
            for column in symbols:
                self._place(row, column, row in deciding)
            self._join(row, symbols)

    def _close(self) -> None:
        for at in (*range(self.width), *range(len(self.across) - self.width, len(self.across)),
                   *range(0, len(self.across), self.width), *range(self.width - 1, len(self.across), self.width)):
            self.across[at] = self.along[at] = OUTSIDE

    def centre(self, row: int, column: int) -> int:
        """The node in the middle of a cell."""
        return (1 + row * self.size + self.tracks) * self.width + 1 + column * self.size + self.tracks

    def centres(self, row: int) -> list[int]:
        """The nodes of a row's symbols."""
        return [self.centre(row, column) for column in self.rows[row]]

    def quarters(self, centre: int, direction: int) -> tuple[Quarter, Quarter]:
        """The two quarters of a symbol's cell beside an arrow that leaves it in this direction."""
        east = range(centre + 1, centre + self.tracks + 1)
        west = range(centre - self.tracks, centre)
        north_east, south_east = tuple(node - self.width for node in east), tuple(east)
        north_west, south_west = tuple(node - self.width for node in west), tuple(west)
        return {NORTH: (north_east, north_west), EAST: (north_east, south_east),
                SOUTH: (south_east, south_west), WEST: (north_west, south_west)}[direction]

    def crowd(self, quarter: Quarter) -> int:
        """How many lines run through a quarter beside its middle."""
        return sum(bool(self.under[node]) for node in quarter)

    def label(self, quarter: Quarter) -> None:
        """Puts a label there."""
        self.labelled.add(quarter)
        self.charge(quarter, self.COVERED)

    def unlabel(self, quarter: Quarter) -> None:
        """Takes the label away."""
        self.labelled.remove(quarter)
        self.charge(quarter, -self.COVERED)

    def charge(self, quarter: Quarter, price: int) -> None:
        """Makes it dearer to run through a quarter."""
        for node in quarter:
            self.down[node] += price

    def _reserve(self, row: int) -> None:
        start = self.centre(row, 0) - self.tracks
        for node in range(start, start + self.width - 2):
            self.row_only[node] = row + 1

    def _place(self, row: int, column: int, decides: bool) -> None:
        centre = self.centre(row, column)
        self.symbol[centre] = row + 1
        past = self.BESIDE_DECISION if decides else self.BESIDE
        for away in range(-self.tracks, self.tracks + 1):
            self.symbol_only[centre + away * self.width] = row + 1
            if away:
                self.down[centre + away] += past // 2
                self.down[centre + away - self.width] += past // 2
                self.right[centre + away * self.width] += self.OVER // 2
                self.right[centre + away * self.width - 1] += self.OVER // 2

    def _join(self, row: int, symbols: Sequence[int]) -> None:
        if len(symbols) > 1:
            for node in range(self.centre(row, min(symbols)) + 1, self.centre(row, max(symbols))):
                self.across[node] = JOIN_LINE

    def occupy(self, nodes: Sequence[int], net: Net) -> None:
        """Lays an arrow over these nodes, from a symbol to another one or to an arrow of the same net."""
        for before, node in pairwise(nodes):
            towards = direction(node - before, self.width)
            self._mark(before, towards, net)
            self._mark(node, _OPPOSITE[towards], net)
            if towards & (NORTH | SOUTH):
                self.under[min(before, node)] = net.number
        net.sealed.update(nodes[1:self.tracks + 1])

    def _mark(self, node: int, arm: int, net: Net) -> None:
        if self.symbol[node]:
            return
        net.arms[node] = net.arms.get(node, 0) | arm
        if arm & (EAST | WEST):
            self.across[node] = net.number
        else:
            self.along[node] = net.number

    def clear(self, net: Net) -> None:
        """Takes away all arrows of a net."""
        for node in net.arms:
            if self.across[node] == net.number:
                self.across[node] = 0
            if self.along[node] == net.number:
                self.along[node] = 0
            for above in (node - self.width, node):
                if self.under[above] == net.number:
                    self.under[above] = 0

    def crossings(self, nodes: Iterable[int]) -> int:
        """How many lines of others an arrow over these nodes crosses."""
        return sum(self.across[node] != self.along[node] and bool(self.across[node] and self.along[node])
                   for node in nodes if not self.symbol[node])

    def points(self, nodes: Sequence[int]) -> tuple[tuple[float, float], ...]:
        """The ends and bends of a way, in columns and rows."""
        ends = [nodes[0], *(node for before, node, after in zip(nodes, nodes[1:], nodes[2:], strict=False)
                            if node - before != after - node), nodes[-1]]
        return tuple((self.xs[node % self.width], self.ys[node // self.width]) for node in ends)


_OPPOSITE = {NORTH: SOUTH, SOUTH: NORTH, EAST: WEST, WEST: EAST}


def direction(step: int, width: int) -> int:
    """In which direction a step from one node to a neighbour leads."""
    return {1: EAST, -1: WEST, width: SOUTH, -width: NORTH}[step]


def _places(tracks: int) -> list[float]:
    """Where the tracks lie across a cell."""
    near = [round(MARGIN * number / (tracks + 1), 4) for number in range(1, tracks + 1)]
    return [*near, 0.5, *(round(1 - place, 4) for place in reversed(near))]
