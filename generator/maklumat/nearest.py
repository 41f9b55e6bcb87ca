"""The name that was probably meant by one that does not exist: what every "Mungkin maksud Anda" asks.

Nearness is the number of slips of a hand that types: a letter left out, added, or wrong, or two neighbours swapped
(optimal string alignment). Letter case, and whether words are parted by a blank, `-` or `_`, are no slips.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterable

__all__ = ["Names", "distance", "nearest", "several"]

FEWEST, SLIPS_PER = 1, 4  # one slip is always forgiven, and one more for every four letters from eight on
_ONE_WORD = str.maketrans(" -", "__")


def nearest(text: str, names: Iterable[str]) -> str:
    """The one of `names` that `text` was probably meant to be, or "" where none is near enough to ask about."""
    return Names(names).nearest(text)


def several(text: str, names: Iterable[str], most: int) -> tuple[str, ...]:
    """As `Names.several`."""
    return Names(names).several(text, most)


class Names:
    """Names that many texts are held against. Slips are counted only for those that have nearly the same letters, for
    that takes a hundred times as long as comparing letters."""

    def __init__(self, names: Iterable[str]):
        self._names = tuple(dict.fromkeys(names))
        self._folded = tuple(map(_folded, self._names))
        self._bits: dict[tuple[str, int], int] = {}
        self._letters = tuple(map(self._letters_of, self._folded))

    def nearest(self, text: str) -> str:
        """As the function of this name."""
        return next(iter(self.several(text, 1)), "")

    def several(self, text: str, most: int) -> tuple[str, ...]:
        """Up to `most` of them, nearest first; of names as near as each other, those that begin with the same letter,
        then the order of the names. A text that is a whole word of one name alone (`dasar` of `dasar_hukum`) means that
        one."""
        written = _folded(text)
        forgiven = max(FEWEST, len(written) // SLIPS_PER)
        near: list[tuple[int, bool, int]] = []
        for least, at in self._alike(written, forgiven):
            if least > forgiven:
                break
            folded = self._folded[at]
            slips = distance(written, folded, forgiven)
            if slips <= forgiven and slips < len(written):
                insort(near, (slips, folded[:1] != written[:1], at))
                if len(near) > most:
                    near.pop()
                if len(near) == most:
                    forgiven = near[-1][0]  # who is further away is not among the nearest any more
        if near:
            return tuple(self._names[at] for *_, at in near)
        whole = [name for name, folded in zip(self._names, self._folded, strict=True)
                 if written and f"_{written}_" in f"_{folded}_"]
        return tuple(whole) if len(whole) == 1 else ()

    def _alike(self, written: str, most: int) -> list[tuple[int, int]]:
        """(how many slips it takes at least, index of the name), ascending: a slip brings one letter in and takes one
        out, or less than that."""
        long_enough = [at for at, folded in enumerate(self._folded) if abs(len(folded) - len(written)) <= most]
        letters = self._letters_of(written) if long_enough else 0
        least = ((max((letters & ~self._letters[at]).bit_count(), (self._letters[at] & ~letters).bit_count()), at)
                 for at in long_enough)
        return sorted(each for each in least if each[0] <= most)

    def _letters_of(self, text: str) -> int:
        """The letters as a set of bits: one for the first `a`, one for the second, whatever their order."""
        found, times = 0, {}
        for letter in text:
            times[letter] = time = times.get(letter, 0) + 1
            found |= 1 << self._bits.setdefault((letter, time), len(self._bits))
        return found


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
