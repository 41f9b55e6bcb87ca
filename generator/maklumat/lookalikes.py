"""Letters that scanning or typing put among digits: `2O25`, `l988`, `N0` -> where they stand and what was meant."""

from __future__ import annotations

import re
from typing import NamedTuple

__all__ = ["Lookalike", "find", "repair"]

_AS_DIGITS = str.maketrans("OoIl", "0011")
_MIXED = re.compile(r"(?<![^\W_])(?=[OoIl]*[0-9])(?=[0-9]*[OoIl])[0-9OoIl]+(?![^\W_])")
_LETTER = re.compile(r"[OoIl]")


class Lookalike(NamedTuple):
    """The first wrong `letter` of one run of digits, its offset in the text, and the run as `meant`."""

    start: int
    letter: str
    meant: str


def find(text: str) -> tuple[Lookalike, ...]:
    """One for every run that holds digits and, besides them, only letters that look like digits."""
    found = []
    for run in _MIXED.finditer(text):
        letter = _LETTER.search(run[0])
        found.append(Lookalike(run.start() + letter.start(), letter[0], run[0].translate(_AS_DIGITS)))
    return tuple(found)


def repair(text: str) -> str:
    """The text with those letters replaced by the digits they look like; offsets stay the same."""
    return _MIXED.sub(lambda run: run[0].translate(_AS_DIGITS), text)
