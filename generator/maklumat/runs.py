"""Runs of words: what two texts have in common, whatever case, punctuation and markup stand between their words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice
from unicodedata import normalize

from .laws import registry

__all__ = ["RUN", "Words", "gathered", "is_copied", "of", "statutory", "visible", "words"]

RUN = 8  # so many words in a row are no coincidence
COPIED = 3  # so many common runs are no quotation

Words = tuple[str, ...]

_WORD = re.compile(r"[^\W_]+")
_UNSEEN = re.compile("[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
                     "\ufe00-\ufe0f\ufeff\U000e0000-\U000e0fff]")
_PROMISES = (  # PermenPANRB 15/2014, lampiran, what a maklumat holds
    "pernyataan janji dan kesanggupan untuk melaksanakan pelayanan sesuai dengan standar pelayanan",
    "pernyataan memberikan pelayanan sesuai dengan kewajiban dan akan melakukan perbaikan secara terus-menerus",
    "pernyataan kesediaan untuk menerima sanksi, dan/atau memberikan kompensasi apabila pelayanan yang diberikan tidak "
    "sesuai standar",
)
_SENTENCES = (
    " ".join(_PROMISES),
    " ".join(f"{letter}. {promise};" for letter, promise in zip("abc", _PROMISES, strict=True)),
    # UU 25/2009 Pasal 1 angka 8 and Pasal 22
    "Maklumat pelayanan adalah pernyataan tertulis yang berisi keseluruhan rincian kewajiban dan janji yang terdapat "
    "dalam standar pelayanan.",
    "Penyelenggara berkewajiban menyusun dan menetapkan maklumat pelayanan yang merupakan pernyataan kesanggupan "
    "penyelenggara dalam melaksanakan pelayanan sesuai dengan standar pelayanan.",
)


def words(text: str) -> Words:
    return tuple(_WORD.findall(normalize("NFC", visible(text)).casefold()))


def visible(text: str) -> str:
    """The text without soft hyphens and characters of no width: they tear words apart for programs alone."""
    return text if text.isascii() else _UNSEEN.sub("", text)


def of(sequence: Iterable[str], lengths: Iterable[int] = (RUN,)) -> Iterator[Words]:
    """Every run of these lengths in a sequence of words."""
    sequence = tuple(sequence)
    for length in lengths:
        yield from zip(*(sequence[start:] for start in range(length)), strict=False)


def gathered(texts: Iterable[str]) -> tuple[str, ...]:
    """The texts, one too short for a run joined with the next: lists of laws run alike in every document."""
    parts: list[str] = []
    for text in filter(None, texts):
        if parts and _is_short(parts[-1]):
            parts[-1] += f" {text}"
        else:
            parts.append(text)
    return tuple(parts)


def _is_short(text: str) -> bool:
    """Has it fewer words than a run?"""
    if not text.isascii():
        return len(words(text)) < RUN
    return next(islice(_WORD.finditer(text), RUN - 1, None), None) is None


def is_copied(runs: set[Words], page: set[Words]) -> bool:
    """Does a page hold more of a document's runs than a quotation would: three, or a third of a short document's?"""
    return len(runs & page) >= max(1, min(COPIED, len(runs) / COPIED))


@lru_cache
def statutory() -> tuple[str, ...]:
    """What everybody may quote: the law's own sentences about maklumat, and the titles of laws."""
    return (*_SENTENCES, *_titles())


def _titles() -> Iterator[str]:
    laws = registry()
    for law in laws.laws.values():
        yield laws.full(law.id)
        kind, year, number = law.id.split("/")
        for short in laws.kinds[kind.partition("-")[0]].abbreviations:
            yield from (f"{short} Nomor {number} Tahun {year} tentang {title}" for title in law.titles)
