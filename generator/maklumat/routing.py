"""Arrows between symbols that stand in a grid: each gets a way of straight pieces over a lattice of tracks.

Every cell holds a few tracks along each of its edges and one through its middle. Arrows to the same target may join;
any others cross at right angles or stay apart. The middle of a row belongs to its own step, and so does the middle of
a column where a symbol stands, so that nothing seems to touch a symbol that it does not belong to.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from .lattice import Lattice, Net, Quarter, direction
from .ways import Arrow, Way, find

__all__ = ["Arrow", "Path", "route"]

TRACKS = (2, 3, 4, 6, 9)  # along each edge of a cell: more only where fewer do not do
FILLED = 0.9  # of the tracks that lead from a row to the next: more nets than that need more tracks
ATTEMPTS = 3  # with other orders, before there are more tracks
BUDGET = 900_000  # states of the lattice to look at for one chart: two to three seconds
AGAIN = 400_000  # of them to free the labels of a chart that covers some
POLISH = 150_000  # of them to make a finished chart better

Path = tuple[tuple[float, float], ...]


def route(rows: Sequence[Sequence[int]], columns: int, arrows: Sequence[Arrow]) -> tuple[Path, ...] | None:
    """A way for each arrow, as the points where it begins, bends and ends; x in columns from the left, y in rows from
    the top. It begins in the middle of a symbol of its row and ends in the middle of one of its target, or where it
    joins another arrow to the same target. `rows`: the columns where each row has symbols, at least one for every row
    that an arrow names. No arrow leads to its own row. None where the chart is too tangled to be drawn in time.
    """
    left, wanted = BUDGET, _busiest(len(rows), arrows) / (FILLED * max(columns, 1))
    deciding = frozenset(arrow.source for arrow in arrows if arrow.label)
    best: _Chart | None = None
    for tracks in (it for it in TRACKS if 2 * it + 1 >= wanted or it == TRACKS[-1]):
        order = _by_length(rows, arrows)
        for _ in range(ATTEMPTS):
            chart = _Chart(Lattice(rows, columns, tracks, deciding), arrows, left)
            failed = chart.lay(order)
            left = chart.left
            if failed is None:
                left = min(left, AGAIN) - chart.improve()
                best = chart if best is None or chart.covered() < best.covered() else best
            if left <= 0 or (best and not best.covered()):
                return best and best.paths()
            first = chart.troubled() if failed is None else [failed]
            order = [*first, *(arrow for arrow in order if arrow not in first)]
    return best and best.paths()


def _busiest(rows: int, arrows: Sequence[Arrow]) -> int:
    """The most targets that the arrows over any one edge between two rows lead to."""
    spans: dict[int, tuple[int, int]] = {}
    for arrow in arrows:
        first, last = spans.get(arrow.target, (arrow.target, arrow.target))
        spans[arrow.target] = min(first, arrow.source), max(last, arrow.source)
    return max((sum(first <= edge < last for first, last in spans.values()) for edge in range(rows)), default=0)


def _by_length(rows: Sequence[Sequence[int]], arrows: Sequence[Arrow]) -> list[int]:
    """The plain arrows first: straight down to the next row, then the near ones, then those that lead back."""

    def effort(number: int) -> tuple[int, ...]:
        arrow = arrows[number]
        aside = min(abs(a - b) for a in rows[arrow.source] for b in rows[arrow.target])
        down = arrow.target - arrow.source
        return (2 * abs(down) + (down < 0), aside, arrow.source, number)

    return sorted(range(len(arrows)), key=effort)


@dataclass(slots=True)
class _Chart:
    """The ways found so far, and the quarters of cells where the labels of decisions stand. `left`: how many states may
    still be looked at."""

    lattice: Lattice
    arrows: Sequence[Arrow]
    left: int
    ways: dict[int, Way] = field(default_factory=dict)
    nets: dict[int, Net] = field(default_factory=dict)
    labels: dict[int, Quarter] = field(default_factory=dict)

    def lay(self, order: Sequence[int]) -> int | None:
        """Finds a way for these arrows, one after the other; the arrow for which there is none, else None."""
        for number in order:
            arrow = self.arrows[number]
            net = self.nets.setdefault(arrow.target, Net(arrow.target + 1))
            way, looked = find(self.lattice, arrow, net)
            self.left -= looked
            if way is None or self.left <= 0:
                return number
            self._keep(number, way)
        return None

    def _keep(self, number: int, way: Way) -> None:
        """Lays the arrow there, its label where the fewest lines run."""
        lattice, arrow = self.lattice, self.arrows[number]
        self.ways[number] = way
        lattice.occupy(way.nodes, self.nets[arrow.target])
        if arrow.label:
            both = lattice.quarters(way.nodes[0], direction(way.nodes[1] - way.nodes[0], lattice.width))
            self.labels[number] = min((it for it in both if it not in lattice.labelled), key=lattice.crowd)
            lattice.label(self.labels[number])

    def covered(self) -> int:
        """How many lines run through labels."""
        return sum(map(self.lattice.crowd, self.labels.values()))

    def troubled(self) -> list[int]:
        """The arrows whose labels are covered."""
        return [number for number, quarter in sorted(self.labels.items()) if self.lattice.crowd(quarter)]

    def paths(self) -> tuple[Path, ...]:
        """The points where each arrow begins, bends and ends."""
        return tuple(self.lattice.points(self.ways[arrow].nodes) for arrow in range(len(self.arrows)))

    def improve(self) -> int:
        """Once more for all arrows to the same target that cover labels, cross others or have many bends, now that all
        others are known; kept where it became better. How many states were looked at."""
        self.left = POLISH
        for number in sorted(self.labels):
            for target in self._in_the_way(number):
                if self.left > 0 and self.lattice.crowd(self.labels[number]):
                    self._again(target, [it for it, arrow in enumerate(self.arrows) if arrow.target == target])
        for target in sorted(self.nets):
            members = [number for number, arrow in enumerate(self.arrows) if arrow.target == target]
            if self.left > 0 and any(self._is_poor(number) for number in members):
                self._again(target, members)
        return POLISH - self.left

    def _in_the_way(self, number: int) -> list[int]:
        """The targets of the arrows that cover this label, and at last the one of its own arrow."""
        nets = sorted({self.lattice.under[node] for node in self.labels[number]} - {0})
        own = self.arrows[number].target
        return [*(net - 1 for net in nets if net - 1 != own), own] if nets else []

    def _is_poor(self, number: int) -> bool:
        way = self.ways[number]
        return way.bends > 2 or self.lattice.crossings(way.nodes) > 0

    def _again(self, target: int, members: Sequence[int]) -> None:
        before, cost = {number: self.ways[number] for number in members}, self._cost(members)
        self._take_away(target, members)
        failed = self.lay([number for number in _by_length(self.lattice.rows, self.arrows) if number in before])
        if failed is None and self._cost(members) < cost:
            return
        self._take_away(target, members)
        self.nets[target] = Net(target + 1)
        for number, way in before.items():
            self._keep(number, way)

    def _take_away(self, target: int, members: Sequence[int]) -> None:
        self.lattice.clear(self.nets.pop(target))
        for number in members:
            self.ways.pop(number, None)
            if number in self.labels:
                self.lattice.unlabel(self.labels.pop(number))

    def _cost(self, members: Sequence[int]) -> int:
        ways = [self.ways[number] for number in members]
        own = sum(way.cost + self.lattice.crossings(way.nodes) * self.lattice.CROSSING for way in ways)
        return self.covered() * self.lattice.COVERED + own
