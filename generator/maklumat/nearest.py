"""The name that was probably meant by one that does not exist: what every "Mungkin maksud Anda" asks.

Nearness is the number of slips of a hand that types: a letter left out, added, or wrong, or two neighbours swapped
(optimal string alignment). Letter case, and whether words are parted by a blank, `-` or `_`, are no slips.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterable

__all__ = ["distance", "nearest", "several"]

FEWEST, SLIPS_PER = 1, 4  # one slip is always forgiven, and one more for every four letters from eight on
_ONE_WORD = str.maketrans(" -", "__")


def nearest(text: str, names: Iterable[str]) -> str:
    """The one of `names` that `text` was probably meant to be, or "" where none is near enough to ask about."""
    return next(iter(several(text, names, 1)), "")


def several(text: str, names: Iterable[str], most: int) -> tuple[str, ...]:
    """Up to `most` of them, nearest first; of names as near as each other, those that begin with the same letter, then
    the order of `names`. A text that is a whole word of one name alone (`dasar` of `dasar_hukum`) means that one."""
    names, written = list(dict.fromkeys(names)), _folded(text)
    forgiven = max(FEWEST, len(written) // SLIPS_PER)
    near: list[tuple[int, bool, int]] = []
    for at, name in enumerate(names):
        folded = _folded(name)
        slips = distance(written, folded, forgiven)
        if slips <= forgiven and slips < len(written):
            insort(near, (slips, folded[:1] != written[:1], at))
            if len(near) > most:
                near.pop()
            if len(near) == most:
                forgiven = near[-1][0]  # who is further away is not among the nearest any more
    if near:
        return tuple(names[at] for *_, at in near)
    whole = [name for name in names if written and f"_{written}_" in f"_{_folded(name)}_"]
    return tuple(whole) if len(whole) == 1 else ()


def distance(a: str, b: str, most: int) -> int:
    """How many slips part `a` from `b`; `most` + 1 where they are more than `most`."""
    far = most + 1
    if abs(len(a) - len(b)) > most:
        return far
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, letter in enumerate(a, 1):
        last, before, row = before, row, [i] + [far] * len(b)
        first, behind = max(1, i - most), min(len(b), i + most) + 1  # elsewhere so many letters are left out or added
        for j in range(first, behind):
            slips = min(row[j - 1] + 1, before[j] + 1, before[j - 1] + (letter != b[j - 1]))
            if i > 1 and j > 1 and letter == b[j - 2] and a[i - 2] == b[j - 1]:
                slips = min(slips, last[j - 2] + 1)
            row[j] = slips
        if min(row[first - 1:behind]) > most:
            return far
    return min(row[-1], far)


def _folded(text: str) -> str:
    return text.strip().casefold().translate(_ONE_WORD)
