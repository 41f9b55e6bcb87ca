"""One cell of the flow chart as HTML: a drawing without scripts or styles of its own, and the same in words.

Lines are placed in per cents of the cell and the symbol at its middle in its own size, so that they fit at any height.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from html import escape

from .flow import Cell, Label, Line

__all__ = ["cell"]

_SIZES = {"mulai": (20, 12), "proses": (20, 12), "keputusan": (23, 15), "selesai": (20, 12)}  # from the middle, in px
_HEAD = (8, 4)  # length and half the width of an arrow head, in px
_TOWARDS = {"n": (0, -1), "e": (1, 0), "s": (0, 1), "w": (-1, 0)}


def cell(cell: Cell, text: str) -> str:
    """The inner HTML of an actor's cell. `text`: what the symbol says, in words, for those who do not see it."""
    return _drawing(cell) + (f'<span class="alur-teks">{escape(text)}</span>' if cell.symbol and text else "")


@lru_cache(maxsize=4096)  # few cells differ, in one chart as in thousands
def _drawing(cell: Cell) -> str:
    lines = "".join(map(_line, cell.lines))
    symbol = f'<svg x="50%" y="50%" overflow="visible">{"".join(_symbol(cell))}</svg>' if cell.symbol else ""
    return ('<svg class="alur" aria-hidden="true" overflow="visible" fill="none" stroke="currentColor" '
            f'stroke-width="1.5" stroke-linecap="square">{lines}{symbol}</svg>' if lines or symbol else "")


def _line(line: Line) -> str:
    return (f'<line x1="{_percent(line.x1)}" y1="{_percent(line.y1)}" '
            f'x2="{_percent(line.x2)}" y2="{_percent(line.y2)}"/>')


def _percent(share: float) -> str:
    return f"{100 * share:.4g}%"


def _symbol(cell: Cell) -> Iterator[str]:
    """The symbol around the point (0, 0), the arrow heads at its edge and the labels beside it."""
    width, height = _SIZES[cell.symbol]
    if cell.symbol == "keputusan":
        yield f'<path class="lambang" fill="Canvas" d="M{-width} 0 0 {-height} {width} 0 0 {height}z"/>'
    else:
        radius = 0 if cell.symbol == "proses" else height
        yield (f'<rect class="lambang" fill="Canvas" x="{-width}" y="{-height}" width="{2 * width}" '
               f'height="{2 * height}" rx="{radius}"/>')
    for side in cell.heads:
        yield f'<path fill="currentColor" stroke="none" d="{_head(side, width, height)}"/>'
    for label in cell.labels:
        yield _label(label, height)


def _head(side: str, width: int, height: int) -> str:
    x, y = _TOWARDS[side]
    length, half = _HEAD
    tip, base = (x * width, y * height), (x * (width + length), y * (height + length))
    return (f"M{tip[0]} {tip[1]} {base[0] + half * y} {base[1] + half * x} {base[0] - half * y} {base[1] - half * x}z")


def _label(label: Label, height: int) -> str:
    """Beside the line: above or below one that leaves sideways, to the left or right of one that leaves upright."""
    is_east, is_north = "e" in label.quarter, "n" in label.quarter
    if label.side in "ew":
        x, y = 18, -6 if is_north else 14
    else:
        x, y = 6, -height - 2 if is_north else height + 8
    name = "cabang" if label.is_clear else "cabang tanpa-latar"
    look = f'class="{name}" fill="currentColor" stroke="none" font-size="10.5"'
    place = f'x="{x if is_east else -x}" y="{y}" text-anchor="{"start" if is_east else "end"}"'
    return f"<text {look} {place}>{escape(label.text)}</text>"
