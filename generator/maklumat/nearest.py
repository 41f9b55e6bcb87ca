"""The name that was probably meant by one that does not exist: what every "Mungkin maksud Anda" asks.

Nearness is the number of slips of a hand that types: a letter left out, added, or wrong, or two neighbours swapped
(optimal string alignment). Letter case, and whether words are parted by a blank, `-` or `_`, are no slips.
"""

from __future__ import annotations

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
    measured = [(distance(written, _folded(name), forgiven), _folded(name)[:1] != written[:1], at)
                for at, name in enumerate(names)]
    near = sorted(found for found in measured if found[0] <= forgiven and found[0] < len(written))
    if near:
        return tuple(names[at] for *_, at in near[:most])
    whole = [name for name in names if written and f"_{written}_" in f"_{_folded(name)}_"]
    return tuple(whole) if len(whole) == 1 else ()


def distance(a: str, b: str, most: int) -> int:
    """How many slips part `a` from `b`; `most` + 1 where they are more than `most`."""
    if abs(len(a) - len(b)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, letter in enumerate(a, 1):
        last, before, row = before, row, [i]
        for j, other in enumerate(b, 1):
            slips = min(row[j - 1] + 1, before[j] + 1, before[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == b[j - 2] and a[i - 2] == other:
                slips = min(slips, last[j - 2] + 1)
            row.append(slips)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)


def _folded(text: str) -> str:
    return text.strip().casefold().translate(_ONE_WORD)
