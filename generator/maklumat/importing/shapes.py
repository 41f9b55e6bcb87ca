"""What is drawn in a Word document (DrawingML and the older VML) -> kinds of shapes, and whether they stand in a cell.

A shape that floats is held by some paragraph and may stand anywhere. It counts for the cell of its paragraph only where
its middle certainly lies within: what is not certain is told, never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from .source import ShapeKind
from .wordxml import attribute, child, local

__all__ = ["Drawn", "Room", "drawn"]

_KINDS = {
    "flowChartTerminator": ShapeKind.TERMINATOR, "roundRect": ShapeKind.TERMINATOR,
    "flowChartProcess": ShapeKind.PROCESS, "rect": ShapeKind.PROCESS,
    "flowChartDecision": ShapeKind.DECISION, "diamond": ShapeKind.DECISION,
    "flowChartConnector": ShapeKind.CONNECTOR, "flowChartOffpageConnector": ShapeKind.CONNECTOR,
}
_LINE = re.compile(r"line|\w*Connector\d|\w*Arrow")
# The same shapes by their numbers in VML (`o:spt`, type="#_x0000_t109").
_NUMBERS = {
    1: "rect", 2: "roundRect", 4: "diamond", 13: "rightArrow", 20: "line", 32: "straightConnector1",
    33: "bentConnector2", 34: "bentConnector3", 35: "bentConnector4", 36: "bentConnector5", 37: "curvedConnector2",
    38: "curvedConnector3", 66: "leftArrow", 67: "downArrow", 68: "upArrow", 69: "leftRightArrow", 70: "upDownArrow",
    109: "flowChartProcess", 110: "flowChartDecision", 116: "flowChartTerminator", 120: "flowChartConnector",
    177: "flowChartOffpageConnector",
}
_VML = {"rect": "rect", "roundrect": "roundRect", "line": "line", "polyline": "line", "arc": "line", "curve": "line"}
_VML_SHAPES = frozenset({*_VML, "shape", "oval"})
_EMU = {"in": 914_400, "pt": 12_700, "cm": 360_000, "mm": 36_000, "px": 9_525, "": 9_525}
_IN_COLUMN, _IN_PARAGRAPH = frozenset({"column", "character"}), frozenset({"paragraph", "line"})


@dataclass(frozen=True, slots=True)
class Room:
    """The cell around a shape in EMU (360 000 a centimetre); 0 where the file does not say."""

    width: int = 0
    height: int = 0

    def holds(self, left: int, top: int, width: int, height: int) -> bool:
        """Does the middle lie within? Rows grow with their text: without a height, only close below the paragraph."""
        return (0 <= left + width / 2 <= self.width
                and top + height / 2 >= 0 and top <= (self.height or height))


@dataclass(frozen=True, slots=True)
class Drawn:
    """One shape; `element` holds its text."""

    kind: ShapeKind
    element: Element
    is_inside: bool


def drawn(element: Element, room: Room | None) -> Iterator[Drawn]:
    """The shapes of one `drawing`, `pict` or `object`; `room`: the cell around it, None outside tables."""
    found = list(_found(element))
    is_inside = len(found) == 1 and (room is None or _stands_in(element, found[0][1], room))
    for kind, shape in found:
        yield Drawn(kind, shape, is_inside)


def _found(element: Element) -> Iterator[tuple[ShapeKind, Element]]:
    for one in element:
        name = local(one)
        if name == "wsp":
            yield _modern(one), one
        elif name in ("pic", "chart", "relIds", "contentPart"):
            yield ShapeKind.PICTURE, one
        elif name in _VML_SHAPES:
            yield _older(one, name), one
        elif name not in ("shapetype", "txbxContent", "Fallback"):
            yield from _found(one)


def _modern(shape: Element) -> ShapeKind:
    if child(shape, "cNvCnPr") is not None:
        return ShapeKind.LINE
    if attribute(child(shape, "cNvSpPr"), "txBox") in ("1", "true"):
        return ShapeKind.TEXT_BOX
    return _kind(attribute(child(shape, "spPr", "prstGeom"), "prst"))


def _older(shape: Element, name: str) -> ShapeKind:
    number = re.search(r"(\d+)\Z", attribute(shape, "spt") or attribute(shape, "type"))
    if child(shape, "imagedata") is not None:
        return ShapeKind.PICTURE
    if number and int(number[1]) == 202:
        return ShapeKind.TEXT_BOX
    if attribute(shape, "connectortype"):
        return ShapeKind.LINE
    return _kind(_NUMBERS.get(int(number[1]), "") if number else _VML.get(name, ""))


def _kind(name: str) -> ShapeKind:
    return ShapeKind.LINE if _LINE.fullmatch(name) else _KINDS.get(name, ShapeKind.OTHER)


def _stands_in(element: Element, shape: Element, room: Room) -> bool:
    holder = child(element, "anchor")
    if holder is not None:
        return _anchored(holder, room)
    style = dict(part.split(":", 1) for part in attribute(shape, "style").split(";") if ":" in part)
    if style.get("position", "").strip() != "absolute":
        return True
    across, down = (style.get(f"mso-position-{way}-relative", "text").strip() for way in ("horizontal", "vertical"))
    sizes = [_length(style.get(name, "0")) for name in ("margin-left", "margin-top", "width", "height")]
    return (across, down) == ("text", "text") and None not in sizes and room.holds(*sizes)


def _anchored(anchor: Element, room: Room) -> bool:
    across, down, size = (child(anchor, name) for name in ("positionH", "positionV", "extent"))
    if (attribute(anchor, "layoutInCell") in ("0", "false") or attribute(across, "relativeFrom") not in _IN_COLUMN
            or attribute(down, "relativeFrom") not in _IN_PARAGRAPH):
        return False
    width, height = (_emu(attribute(size, name)) for name in ("cx", "cy"))
    left, top = (_emu(_text(child(way, "posOffset"))) for way in (across, down))
    if child(across, "align") is not None:  # to the left, in the middle, to the right of the column
        left = 0
        width = min(width or 0, room.width)
    return None not in (left, top, width, height) and room.holds(left, top, width, height)


def _text(element: Element | None) -> str:
    return (element.text or "") if element is not None else ""


def _emu(text: str) -> int | None:
    return int(text) if re.fullmatch(r"-?[0-9]{1,12}", text.strip()) else None


def _length(text: str) -> int | None:
    """A length of VML in EMU."""
    found = re.fullmatch(r"(-?[0-9]{0,6}(?:\.[0-9]{0,6})?)(in|pt|cm|mm|px|)", text.strip())
    return round(float(found[1]) * _EMU[found[2]]) if found and found[1].strip("-.") else None
