"""Words -> concepts, tolerant of clitics, OCR damage and near spellings. The words themselves are in words.yml."""

from __future__ import annotations

import re
from bisect import bisect_left
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import combinations
from pkgutil import get_data
from typing import NamedTuple

import yaml

__all__ = ["NO_CONCEPTS", "Lexicon", "lexicon"]

NO_CONCEPTS: frozenset[str] = frozenset()
_CLITICS = ("nya", "lah", "kah", "pun")
_DIGITS = str.maketrans("01345", "oieas")  # what OCR makes of letters
_STUTTER = re.compile(r"(\w{2,4})\1")
_SHORTEST_NEAR, _SHORTEST_FAR = 6, 9  # letters from which one and two slips are forgiven
_LONGEST = 24  # no listed word is longer, so a longer one is not compared
_ALIKE = 0.85  # share of letters in order that two spellings of one word have in common
# only the words of the clauses themselves may be misspelt; a guard must not act on a guess
_FORGIVEN = frozenset({"promise", "serve", "serving", "standard", "accord", "improve", "continuous", "duty", "sanction",
                       "receive", "compensate", "cond"})


class Lexicon(NamedTuple):
    """`words` gives the concepts of one word; `phrases` those of several, by their first word, longest first.

    `ordinary` words are never taken for a misspelling; `slips` leads from a shortened form to the listed word;
    `ordered` are the words that have concepts, by the alphabet.
    """

    words: dict[str, frozenset[str]]
    phrases: dict[str, tuple[tuple[tuple[str, ...], frozenset[str]], ...]]
    ordinary: frozenset[str]
    abbreviations: frozenset[str]
    slips: dict[str, str]
    ordered: tuple[str, ...]

    def begins(self, piece: str) -> bool:
        """Whether a longer word with concepts begins so."""
        at = bisect_left(self.ordered, piece)
        at += self.ordered[at:at + 1] == (piece,)
        return at < len(self.ordered) and self.ordered[at].startswith(piece)

    def known(self, word: str) -> str:
        """The listed word that `word` stands for, else "" (pure, cached per word)."""
        return _known(word)


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The packaged lexicon, read once."""
    raw = yaml.load(get_data(__package__, "words.yml"), Loader=yaml.CSafeLoader)
    listed = {concept: [entry.strip() for entry in entries.split(",")] for concept, entries in raw.items()}
    ordinary, abbreviations = frozenset(listed.pop("ordinary")), frozenset(listed.pop("abbreviations"))
    meanings: dict[str, set[str]] = {}
    for concept, entries in listed.items():
        for entry in entries:
            meanings.setdefault(entry, set()).add(concept)
    words = {word: frozenset(concepts) for word, concepts in meanings.items() if " " not in word}
    phrases: dict[str, list] = {}
    for entry, concepts in meanings.items():
        first, *rest = entry.split()
        if rest:
            phrases.setdefault(first, []).append((tuple(rest), frozenset(concepts)))
            for word in (first, *rest):
                words.setdefault(word, NO_CONCEPTS)
    longest_first = {first: tuple(sorted(rows, key=lambda row: -len(row[0]))) for first, rows in phrases.items()}
    ordered = tuple(sorted(word for word, concepts in words.items() if concepts))
    return Lexicon(words, longest_first, ordinary, abbreviations, _slips(words), ordered)


def _slips(words: dict[str, frozenset[str]]) -> dict[str, str]:
    """Every listed word with one letter left out (two, when it is long): two words that meet there differ by a slip."""
    found: dict[str, str] = {}
    for word, concepts in words.items():
        if len(word) >= _SHORTEST_NEAR and concepts & _FORGIVEN:
            for short in _shortened(word):
                found.setdefault(short, word)
    return found


def _shortened(word: str) -> list[str]:
    forms = [word, *(word[:i] + word[i + 1:] for i in range(len(word)))]
    if len(word) >= _SHORTEST_FAR:
        forms += [word[:i] + word[i + 1:j] + word[j + 1:] for i, j in combinations(range(len(word)), 2)]
    return forms


@lru_cache(maxsize=50_000)
def _known(word: str) -> str:
    book = lexicon()
    if word in book.words:
        return word
    if word in book.ordinary or word.isdigit() or len(word) > _LONGEST:
        return ""
    for clitic in _CLITICS:
        stem = word.removesuffix(clitic)
        if stem != word and stem in book.words:
            return stem
    letters = word.translate(_DIGITS)
    if letters != word:
        return _known(letters)
    steady = _STUTTER.sub(r"\1", word)
    if steady != word and len(steady) >= _SHORTEST_NEAR and book.words.get(steady):
        return steady
    return _near(word, book) if len(word) >= _SHORTEST_NEAR else ""


def _near(word: str, book: Lexicon) -> str:
    slips = 2 if len(word) >= _SHORTEST_FAR else 1
    candidates = sorted({book.slips[short] for short in _shortened(word) if short in book.slips})
    likeness = {listed: SequenceMatcher(None, word, listed).ratio() for listed in candidates
                if listed[0] == word[0] and abs(len(listed) - len(word)) <= slips}
    best = max(likeness, key=likeness.get, default="")
    return best if best and likeness[best] >= _ALIKE else ""
