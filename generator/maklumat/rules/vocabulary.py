"""Which words of a document a dictionary is asked about. The answers come from outside, in `Context.unknown`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from .. import texts
from ..model import Document
from ..texts import Text
from . import spelling

__all__ = ["FORMULA_FIELDS", "Word", "asked", "in_english", "words"]

SHORTEST = 3  # letters
FORMULA_FIELDS = frozenset({"dasar_hukum"})  # titles of laws keep the spelling of their year
# Between blanks: a word alone or in punctuation. Addresses, file names, numbers and names are none.
_PIECE = re.compile(r"\S+")
_ALONE = re.compile(r"[(\[“‘\"'–—…]*((?:[^\W\d_A-Z])+(?:-[^\W\d_A-Z]+)*)[)\]”’\"'.,;:!?–—…]*")


class Word(NamedTuple):
    """A word in lower case, and where it stands."""

    word: str
    text: Text
    start: int


def words(document: Document) -> Iterator[Word]:
    """The words to ask about, each where it stands first. What other rules already mend is left to them."""
    known = spelling.load()
    seen = set(known.vocabulary)
    for text in texts.of(document):
        if text.is_quote or text.field in FORMULA_FIELDS:
            continue
        for piece in _PIECE.finditer(text.text):
            found = _ALONE.fullmatch(piece[0])
            word = found[1] if found else ""
            if len(word) < SHORTEST or word in seen or not word.islower():
                continue
            seen.add(word)
            if not (word in known.corrections or word in known.standard_forms or spelling.misspelt(word)):
                yield Word(word, text, piece.start() + found.start(1))


def in_english(document: Document) -> tuple[Text, ...]:
    """The texts in which English prevails (`spelling.is_english`)."""
    if spelling.load().english.isdisjoint(texts.words(document)):
        return ()
    return tuple(text for text in texts.of(document) if spelling.is_english(text.words))


def asked(documents: Iterable[Document]) -> frozenset[str]:
    """Every word of these documents that a dictionary is asked about."""
    return frozenset(word.word for document in documents for word in words(document))
