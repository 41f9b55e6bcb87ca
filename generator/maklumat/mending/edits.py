"""What a mend wants to change: stretches of lines and what stands there instead. No mend adds or takes away a line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from ..findings import Place
from ..frontmatter import Scalar

__all__ = ["Edit", "Piece", "applied", "of_scalar", "quoted"]


class Piece(NamedTuple):
    """`text` instead of the characters from `start` to `end` (from 0) of one line (from 1)."""

    line: int
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Edit:
    """One mend at one place: all its pieces or none. `old`, `new`: the text that changes, as a reader knows it; ""
    where no text does."""

    place: Place
    pieces: tuple[Piece, ...]
    old: str = ""
    new: str = ""


def of_scalar(scalar: Scalar, new: str, *, quote: bool = False) -> Edit | None:
    """The scalar with another text, in the quotes it has; with `quote` in quotes in any case. None where it stands on
    several lines."""
    if len(scalar.source) != 1:
        return None
    at = scalar.place.column - 1
    written = quoted(new) if quote or scalar.quoted else new
    piece = Piece(scalar.place.line, at, at + len(scalar.source[0]), written)
    return Edit(scalar.place, (piece,), scalar.text, new)


def quoted(text: str) -> str:
    """The text as a quoted value; in double quotes where nothing in it would have to be escaped."""
    return "'" + text.replace("'", "''") + "'" if '"' in text or "\\" in text else f'"{text}"'


def applied(lines: tuple[str, ...], edits: Iterable[Edit]) -> tuple[str, ...]:
    """The lines with all these edits in them; each counts from the lines as they are given."""
    changed = list(lines)
    for line, start, end, text in sorted((piece for edit in edits for piece in edit.pieces), reverse=True):
        changed[line - 1] = changed[line - 1][:start] + text + changed[line - 1][end:]
    return tuple(changed)
