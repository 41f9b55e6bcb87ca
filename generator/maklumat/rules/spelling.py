"""What the rules on language know about words: data, read from language.yml once."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pkgutil import get_data
from typing import NamedTuple

import yaml

__all__ = ["Spelling", "is_english", "load", "misspelt"]


class Spelling(NamedTuple):
    """Lower-case words; `corrections`, `phrases` and `standard_forms` map a wrong form to the right one.

    `vocabulary` are right words that common dictionaries lack.
    `indonesian` and `english` are the function words of the two languages, `short` the whole words of two to four
    letters. `near` maps each key word, and each key word without one of its letters, to the key word.
    """

    near: dict[str, str]
    lookalikes: frozenset[str]
    corrections: dict[str, str]
    phrases: dict[str, str]
    standard_forms: dict[str, str]
    passive_stems: frozenset[str]
    nouns_in_kan: frozenset[str]
    vocabulary: frozenset[str]
    indonesian: frozenset[str]
    english: frozenset[str]
    short: frozenset[str]


@lru_cache(maxsize=1)
def load() -> Spelling:
    raw = yaml.load(get_data(__package__, "language.yml"), Loader=yaml.CSafeLoader)
    words = {key: frozenset(value.split()) for key, value in raw.items() if isinstance(value, str)}
    return Spelling(
        near={form: word for word in words["kata_kunci"] for form in _with_one_letter_less(word)},
        lookalikes=words["bukan_salah_ketik"] | words["kata_kunci"],
        corrections=raw["salah_ketik"], phrases=raw["salah_frasa"], standard_forms=raw["tidak_baku"],
        passive_stems=words["kata_kerja_di"], nouns_in_kan=words["kata_benda_kan"],
        vocabulary=words["kosakata"],
        indonesian=words["kata_tugas_indonesia"], english=words["kata_tugas_inggris"],
        short=words["kata_pendek"] | words["kata_tugas_inggris"],
    )


def is_english(words: Sequence[str]) -> bool:
    """Whether English function words prevail and make up a third, as in running English text.

    False for texts under eight words, which may be a name or a title.
    """
    known = load()
    if len(words) < 8 or known.english.isdisjoint(words):
        return False
    english = sum(word in known.english for word in words)
    return 3 * english > len(words) and english > 2 * sum(word in known.indonesian for word in words)


@lru_cache(maxsize=20_000)
def misspelt(word: str) -> str:
    """The key word that a lower-case word misses by one letter (added, lost, changed or two swapped), else "".

    Two words are that near when they are equal after taking at most one letter from each. The first letter must
    agree: `penerima` and `menerima` are both words.
    """
    known = load()
    if not 6 <= len(word) <= 20 or word in known.lookalikes:
        return ""
    return next((known.near[form] for form in _with_one_letter_less(word)
                 if form in known.near and known.near[form][0] == word[0]), "")


def _with_one_letter_less(word: str) -> tuple[str, ...]:
    return (word, *(word[:i] + word[i + 1:] for i in range(len(word))))
