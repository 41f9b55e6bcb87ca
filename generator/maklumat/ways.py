"""The best way for one arrow over the lattice: A* over nodes and axes, with whole numbers as costs."""

from __future__ import annotations

from dataclasses import dataclass
from heapq import heappop, heappush

from .lattice import EAST, NORTH, SOUTH, WEST, Lattice, Net

__all__ = ["Arrow", "OutOfTimeError", "Way", "find"]

BEND, JOIN = 1000, 450
_ENTRY = {SOUTH: 0, EAST: 500, WEST: 500, NORTH: 1600}  # by the direction in which the arrow runs into its target
_EXIT = {  # by the direction in which it leaves
    "": {SOUTH: 0, EAST: 0, WEST: 0, NORTH: 2500},
    "Ya": {SOUTH: 0, EAST: 900, WEST: 900, NORTH: 2500},
    "Tidak": {SOUTH: 700, EAST: 0, WEST: 0, NORTH: 1800},
}
_STATES = 1 << 22  # more than any lattice has


class OutOfTimeError(Exception):
    """The search has looked at more states than it may."""


@dataclass(frozen=True, slots=True)
class Arrow:
    """From the symbols of one row to those of another. `label`: the branch of a decision, Ya or Tidak, else ""."""

    source: int
    target: int
    label: str = ""


@dataclass(frozen=True, slots=True)
class Way:
    """The nodes from the source's centre to the target's, or to the arrow that is joined. `cost`: without crossings."""

    nodes: tuple[int, ...]
    bends: int
    cost: int


def find(lattice: Lattice, arrow: Arrow, net: Net, spared: int, budget: list[int]) -> Way | None:
    """The cheapest way; None where there is none. `spared`: sides of the target's symbols that must stay free for its
    own arrows. `budget[0]`: how many states may be looked at; counted down. Raises OutOfTimeError below zero."""
    return _Search(lattice, arrow, net, spared).run(budget)


class _Search:
    """A state is twice a node, plus one when it was reached vertically."""

    def __init__(self, lattice: Lattice, arrow: Arrow, net: Net, spared: int) -> None:
        self.lattice, self.net = lattice, net
        self.source, self.target = arrow.source + 1, arrow.target + 1
        self.exits = _EXIT.get(arrow.label, _EXIT[""])
        self.may_enter = not net.arms or lattice.free_sides(arrow.target) > spared
        self.cost: dict[int, int] = {}
        self.before: dict[int, int] = {}
        self.waiting: list[int] = []
        centres = [lattice.centre(arrow.target, column) for column in lattice.rows[arrow.target]]
        ends = [*(centres if self.may_enter else ()), *net.arms]
        self.west, self.east = min(lattice.px[n] for n in ends), max(lattice.px[n] for n in ends)
        self.north, self.south = min(lattice.py[n] for n in ends), max(lattice.py[n] for n in ends)
        self.starts = [lattice.centre(arrow.source, column) for column in lattice.rows[arrow.source]]

    def run(self, budget: list[int]) -> Way | None:
        lattice, net, done = self.lattice, self.net, set[int]()
        across, along, symbol_only, row_only = lattice.across, lattice.along, lattice.symbol_only, lattice.row_only
        own = (0, self.source, self.target)
        for start in self.starts:
            for direction in (SOUTH, EAST, WEST, NORTH):
                self._go(start, direction, self.exits[direction], -1)
        while self.waiting:
            state = heappop(self.waiting) % _STATES
            if state in done:
                continue
            done.add(state)
            node, vertical = state >> 1, state & 1
            if lattice.symbol[node] or node in net.arms:
                budget[0] -= len(done)
                return self._way(state)
            spent = self.cost[state]
            if vertical:
                self._go(node, SOUTH, spent, state)
                self._go(node, NORTH, spent, state)
            else:
                self._go(node, EAST, spent, state)
                self._go(node, WEST, spent, state)
            if not across[node] and not along[node] and (row_only if vertical else symbol_only)[node] in own:
                self._reach(state ^ 1, spent + BEND, state)
        budget[0] -= len(done)
        if budget[0] < 0:
            raise OutOfTimeError
        return None

    def _go(self, node: int, direction: int, spent: int, state: int) -> None:
        """One node further in this direction, if the arrow may run there."""
        lattice, net = self.lattice, self.net
        if direction == EAST:
            step, vertical, price = 1, 0, lattice.right[node]
        elif direction == WEST:
            step, vertical, price = -1, 0, lattice.right[node - 1]
        elif direction == SOUTH:
            step, vertical, price = lattice.width, 1, lattice.down[node]
        else:
            step, vertical, price = -lattice.width, 1, lattice.down[node - lattice.width]
        to = node + step
        same, other = (lattice.along, lattice.across) if vertical else (lattice.across, lattice.along)
        reserved = (lattice.symbol_only if vertical else lattice.row_only)[to]
        if reserved and reserved != self.source and reserved != self.target:
            return
        symbol = lattice.symbol[to]
        if symbol:
            if symbol != self.target or not self.may_enter:
                return
            price += _ENTRY[direction]
        elif to in net.arms:
            if not self._may_join(to, direction):
                return
            price += JOIN
        elif same[to]:
            return
        elif other[to]:
            price += lattice.CROSSING
        self._reach(to << 1 | vertical, spent + price, state)

    def _may_join(self, node: int, direction: int) -> bool:
        """A line or a bend of the own net that nothing joins or crosses yet."""
        lattice, net, arms = self.lattice, self.net, self.net.arms[node]
        foreign = {lattice.across[node], lattice.along[node]} - {0, net.number}
        coming = {SOUTH: NORTH, NORTH: SOUTH, EAST: WEST, WEST: EAST}[direction]
        return not foreign and arms.bit_count() == 2 and not arms & coming and node not in net.sealed

    def _reach(self, state: int, cost: int, before: int) -> None:
        if cost >= self.cost.get(state, 1 << 60):
            return
        self.cost[state], self.before[state] = cost, before
        node = state >> 1
        x, y = self.lattice.px[node], self.lattice.py[node]
        aside = self.west - x if x < self.west else x - self.east if x > self.east else 0
        ahead = self.north - y if y < self.north else y - self.south if y > self.south else 0
        turn = BEND if (aside if state & 1 else ahead) else 0
        heappush(self.waiting, (cost + aside + ahead + turn) * _STATES + state)

    def _way(self, state: int) -> Way:
        lattice, total, nodes, bends = self.lattice, self.cost[state], [state >> 1], 0
        while (before := self.before[state]) >= 0:
            if before >> 1 == nodes[-1]:
                bends += 1
            else:
                nodes.append(before >> 1)
            state = before
        crossed = sum(bool(lattice.across[node] or lattice.along[node]) for node in nodes[1:])
        nodes.append(next(start for start in self.starts if abs(start - nodes[-1]) in (1, lattice.width)))
        return Way(tuple(reversed(nodes)), bends, total - crossed * lattice.CROSSING)
