"""The best way for one arrow over the lattice: A* over nodes and axes, with whole numbers as costs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from heapq import heappop, heappush

from .lattice import EAST, NORTH, SOUTH, WEST, Lattice, Net, Quarter

__all__ = ["Arrow", "Way", "find"]

BEND, JOIN = 1000, 450
_ENTRY = {SOUTH: 0, EAST: 500, WEST: 500, NORTH: 1600}  # by the direction in which the arrow runs into its target
_EXIT = {  # by the direction in which it leaves
    "": {SOUTH: 0, EAST: 0, WEST: 0, NORTH: 2500},
    "Ya": {SOUTH: 0, EAST: 900, WEST: 900, NORTH: 2500},
    "Tidak": {SOUTH: 700, EAST: 0, WEST: 0, NORTH: 1800},
}
_STATES = 1 << 20  # more than any lattice has
_FAR = 1 << 60


@dataclass(frozen=True, slots=True)
class Arrow:
    """From the symbols of one row to those of another. `label`: the branch of a decision, Ya or Tidak, else ""."""

    source: int
    target: int
    label: str = ""


@dataclass(frozen=True, slots=True)
class Way:
    """The nodes from the source's centre to the target's, or to the arrow that is joined. `cost`: without crossings
    and labels that it covers."""

    nodes: tuple[int, ...]
    bends: int
    cost: int


def find(lattice: Lattice, arrow: Arrow, net: Net) -> tuple[Way | None, int]:
    """The cheapest way, None where there is none; and how many states were looked at."""
    search = _Search(lattice, arrow, net)
    beside = _without_choice(lattice, search.starts) if arrow.label else []
    for quarter in beside:
        lattice.charge(quarter, lattice.COVERED)
    end = search.run()
    for quarter in beside:
        lattice.charge(quarter, -lattice.COVERED)
    return (None if end is None else search.way(end)), len(search.cost)


def _without_choice(lattice: Lattice, starts: Sequence[int]) -> list[Quarter]:
    """The quarters that an arrow which leaves sideways must leave free for its label, because the other is not."""
    pairs = [lattice.quarters(start, side) for start in starts for side in (EAST, WEST)]
    return [one for pair in pairs for one, other in (pair, pair[::-1])
            if other in lattice.labelled or lattice.crowd(other)]


class _Search:
    """A state is twice a node, plus one when it was reached vertically."""

    def __init__(self, lattice: Lattice, arrow: Arrow, net: Net) -> None:
        self.lattice, self.net = lattice, net
        self.target = arrow.target + 1
        self.own = (0, arrow.source + 1, self.target)
        self.cost: dict[int, int] = {}
        self.before: dict[int, int] = {}
        self.waiting: list[int] = []
        self.starts = lattice.centres(arrow.source)
        self.exits = {start: self._exits(start, arrow.label) for start in self.starts}
        ends = [*lattice.centres(arrow.target), *net.arms]
        xs, ys = [lattice.px[node] for node in ends], [lattice.py[node] for node in ends]
        self.box = min(xs), max(xs), min(ys), max(ys)
        right, down, width = lattice.right, lattice.down, lattice.width
        across, along = (lattice.across, lattice.along, lattice.row_only), (
            lattice.along, lattice.across, lattice.symbol_only)
        self.moves = (
            ((EAST, 1, 0, right, *across), (WEST, -1, -1, right, *across)),
            ((SOUTH, width, 0, down, *along), (NORTH, -width, -width, down, *along)),
        )

    def _exits(self, start: int, label: str) -> dict[int, int]:
        """What it costs to leave a symbol, by direction: dear where nothing is free for the label."""
        prices = _EXIT.get(label, _EXIT[""])
        if not label:
            return prices
        lattice = self.lattice
        return {towards: price + lattice.COVERED * min((quarter in lattice.labelled) + lattice.crowd(quarter)
                                                       for quarter in lattice.quarters(start, towards))
                for towards, price in prices.items()}

    def run(self) -> int | None:
        """The state in which the arrow arrives, None where it cannot."""
        lattice, net, done = self.lattice, self.net, set[int]()
        across, along, symbol, turns = lattice.across, lattice.along, lattice.symbol, (
            lattice.symbol_only, lattice.row_only)
        for start in self.starts:
            for axis in (1, 0):
                self._go(start, axis, -1, 0)
        while self.waiting:
            state = heappop(self.waiting) % _STATES
            if state in done:
                continue
            done.add(state)
            node, axis = state >> 1, state & 1
            if symbol[node] or node in net.arms:
                return state
            spent = self.cost[state]
            self._go(node, axis, state, spent)
            if not across[node] and not along[node] and turns[axis][node] in self.own:
                self._reach(state ^ 1, spent + BEND, state)
        return None

    def _go(self, node: int, axis: int, state: int, spent: int) -> None:
        """One node further to both sides of this axis, where the arrow may run there."""
        number = self.net.number
        for direction, step, edge, prices, same, other, reserved in self.moves[axis]:
            to = node + step
            if same[to] not in (0, number) or reserved[to] not in self.own:
                continue
            price = spent + prices[node + edge]
            if state < 0:
                price += self.exits[node][direction]
            if self.lattice.symbol[to]:
                if self.lattice.symbol[to] != self.target:
                    continue
                price += _ENTRY[direction]
            elif same[to] or other[to] == number:
                if not self._may_join(to):
                    continue
                price += JOIN
            elif other[to]:
                price += self.lattice.CROSSING
            self._reach(to << 1 | axis, price, state)

    def _may_join(self, node: int) -> bool:
        """A line or a bend of the own net that nothing joins yet."""
        return self.net.arms[node].bit_count() == 2 and node not in self.net.sealed

    def _reach(self, state: int, cost: int, before: int) -> None:
        if cost >= self.cost.get(state, _FAR):
            return
        self.cost[state], self.before[state] = cost, before
        x, y = self.lattice.px[state >> 1], self.lattice.py[state >> 1]
        west, east, north, south = self.box
        aside = west - x if x < west else x - east if x > east else 0
        ahead = north - y if y < north else y - south if y > south else 0
        turn = BEND if (aside if state & 1 else ahead) else 0
        heappush(self.waiting, (cost + aside + ahead + turn) * _STATES + state)

    def way(self, state: int) -> Way:
        """The way that led to a state."""
        lattice, total, nodes, bends = self.lattice, self.cost[state], [state >> 1], 0
        while (before := self.before[state]) >= 0:
            if before >> 1 == nodes[-1]:
                bends += 1
            else:
                nodes.append(before >> 1)
            state = before
        crossed = sum(bool(lattice.across[node] or lattice.along[node]) for node in nodes[1:])
        nodes.append(next(start for start in self.starts if abs(start - nodes[-1]) in (1, lattice.width)))
        return Way(tuple(reversed(nodes)), bends, (total - crossed * lattice.CROSSING) % lattice.COVERED)
