"""Mends of single characters, anywhere in the file: TX03, TX05, blanks at the ends of lines."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator

from .. import textguard
from ..documents import Reading
from ..findings import Place, Problem
from .edits import Edit, Piece
from .meaning import front_matter

__all__ = ["as_plain", "as_unpadded", "as_whole", "loose_accents", "odd_spaces", "trailing_blanks"]

_SOFT_HYPHEN = "\u00ad"
_LINE_ENDS = "\u0085\u2028\u2029"  # whether a line was to end there nobody knows
_AT_LINE_ENDS = re.compile(r"(?: |\t|&#9;)+(?=\n|$)")
_AROUND_TAGS = re.compile(r" ?(<[^>]*>) ?")


def odd_spaces(reading: Reading, problems: tuple[Problem, ...]) -> Iterator[Edit]:
    """TX03: spaces and hyphens of word processors become the plain ones."""
    for problem in problems:
        yield from _replaced(reading, problem, _plain)


def loose_accents(reading: Reading, problems: tuple[Problem, ...]) -> Iterator[Edit]:
    """TX05: a letter and its accent become one character, where there is one."""
    for problem in problems:
        yield from _replaced(reading, problem, lambda text: unicodedata.normalize("NFC", text))


def trailing_blanks(reading: Reading, problems: tuple[Problem, ...]) -> Iterator[Edit]:
    """Blanks at the end of a line go, except two of them in the body before another line: they may part the two."""
    first, following = front_matter(reading).body_line, (*reading.lines[1:], "")
    for number, (line, after) in enumerate(zip(reading.lines, following, strict=True), 1):
        kept = len(line.rstrip(" \t"))
        may_part = number >= first and line.endswith("  ") and line.strip() and after.strip()
        if kept < len(line) and not may_part:
            yield Edit(Place(number, kept + 1, len(line) - kept), (Piece(number, kept, len(line), ""),))


def as_unpadded(text: str) -> str:
    """A text, or HTML, as somebody reads it to whom blanks at the end of a line are none."""
    return _AT_LINE_ENDS.sub("", text)


def as_plain(text: str) -> str:
    """A text as somebody reads it to whom all spaces and all hyphens are the same."""
    return _AROUND_TAGS.sub(r"\1", " ".join(_plain(text).split()))


def as_whole(text: str) -> str:
    """A text as somebody reads it to whom accents look the same however they are stored."""
    return unicodedata.normalize("NFC", text)


def _plain(text: str) -> str:
    return text if text.isascii() else "".join(map(_plain_one, text))


def _plain_one(character: str) -> str:
    is_odd = any(code == "TX03" for code, *_ in textguard.refused(character))
    if not is_odd or character in _LINE_ENDS:
        return character
    if character == _SOFT_HYPHEN:
        return ""
    return " " if character.isspace() else "-"


def _replaced(reading: Reading, problem: Problem, mended: Callable[[str], str]) -> Iterator[Edit]:
    line, start = problem.place.line, problem.place.column - 1
    end = start + problem.place.length
    old = reading.lines[line - 1][start:end]
    new = mended(old)
    if new != old and textguard.is_plain(new):
        yield Edit(problem.place, (Piece(line, start, end, new),))

