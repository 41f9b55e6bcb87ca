"""What is wrong in a document, and where: values that every floor above passes along unchanged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Level(StrEnum):
    """How grave a finding is. Only an error stops a build."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"

    @property
    def word(self) -> str:
        """The Indonesian word that people read."""
        return {"error": "galat", "warning": "peringatan", "hint": "saran"}[self.value]


class Place(NamedTuple):  # made by the hundred for each document, which takes a dataclass twice the time
    """A stretch of one source line.

    `line` and `column` count from 1; columns are Unicode code points of the line as an editor shows it:
    a byte order mark is not counted and the carriage return of CRLF is not part of the line.
    `length` is the number of code points to underline, at least 1.
    """

    line: int
    column: int
    length: int = 1


class Flaw(NamedTuple):
    """What is wrong inside one value, by offsets of its own text; `kind` is a constant of the value's module.

    A rule turns it into a Problem with `Scalar.inside(flaw.start, flaw.length)`.
    """

    kind: str
    start: int
    length: int
    message: str
    help: str = ""


class Problem(NamedTuple):
    """What a reader or a rule yields: a place, what is wrong, and what to type instead (plain Indonesian).

    `meant`: what probably should stand in that place, near enough to what does for a question; "" where nothing is.
    """

    place: Place
    message: str
    help: str = ""
    meant: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem with everything a report needs: rule code, level, file and the source line it stands in."""

    code: str
    level: Level
    path: str
    place: Place
    message: str
    help: str = ""
    excerpt: str = ""
    meant: str = ""

    @property
    def order(self) -> tuple:
        """Sort key: by file, then place, then code."""
        return (self.path, self.place, self.code, self.message)


def capital(text: str) -> str:
    """The text with a large first letter, as a sentence or a line of its own begins; the others stay as they are."""
    return text[:1].upper() + text[1:]


def joined(names: Sequence[str], word: str = "dan") -> str:
    """Names as Indonesian lists them: `a`, `a dan b`, `a, b, dan c` (EYD: a comma before the last of three)."""
    *others, last = names
    comma = "," if len(others) > 1 else ""
    return f"{', '.join(others)}{comma} {word} {last}" if others else last
