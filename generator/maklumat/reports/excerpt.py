"""A source line as a terminal may show it, with carets under the right cells.

What could fool the reader's eye or the terminal (controls, bidi marks, invisible and unassigned characters)
is shown by its code point; tabs become spaces; wide and combining characters are counted as they appear.
"""

from __future__ import annotations

import unicodedata

from ..findings import Place

__all__ = ["excerpt", "parts", "visible"]

TAB = "    "
WIDTH = 100  # code points of a source line that are shown
BEFORE = 40  # of these, how many stand before the place in a cut line
_HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp", "Zs"}


def visible(text: str) -> str:
    """The text on one line, with every character that does not show itself written as its code point, e.g. <U+202E>."""
    return text if text.isascii() and text.isprintable() else "".join(map(_shown, text))


def excerpt(line: str, place: Place) -> tuple[str, str]:
    """The line, cut around the place when it is long, and a second line with carets under the place."""
    before, marked, after = parts(line, place)
    return before + marked + after, " " * _cells(before) + "^" * max(1, _cells(marked))


def parts(line: str, place: Place) -> tuple[str, str, str]:
    """What is shown of the line: before the place, the place itself ("" at the line's end), and after it."""
    at = min(place.column - 1, len(line))
    first = 0 if len(line) <= WIDTH else max(0, min(at - BEFORE, len(line) - WIDTH))
    shown = line[first:first + WIDTH]
    before, end = at - first, at - first + place.length
    return (("…" if first else "") + visible(shown[:before]), visible(shown[before:end]),
            visible(shown[end:]) + ("…" if first + WIDTH < len(line) else ""))


def _shown(character: str) -> str:
    if character == " ":
        return character
    if character == "\t":
        return TAB
    return f"<U+{ord(character):04X}>" if unicodedata.category(character) in _HIDDEN else character


def _cells(text: str) -> int:
    if text.isascii() and text.isprintable():
        return len(text)
    return sum(map(_width, visible(text)))


def _width(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
