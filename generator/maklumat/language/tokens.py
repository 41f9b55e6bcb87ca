"""Displayed text -> tokens with their concepts and their places in the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from .lexicon import NO_CONCEPTS, Lexicon, lexicon

__all__ = ["Token", "read"]

_LONGEST = 24

# letters set apart ("S I A P"), else a word, else one mark; hyphens part words ("terus-menerus" is two)
_PIECE = re.compile(r"(?<!\w)[^\W\d_](?: [^\W\d_]){2,}(?!\w)|\w+|…|\.{2,}|[^\w\s]")
_HYPHENS = frozenset("-\u2010\u2011\u00ad")


class Token(NamedTuple):
    """A word or phrase (in small letters) or a punctuation mark, and where it stands.

    `text` is the displayed text of a block, `start` and `end` are offsets in it. Marks have no concepts and `is_word`
    False.
    """

    word: str
    concepts: frozenset[str]
    is_word: bool
    text: str
    start: int
    end: int

    def means(self, *concepts: str) -> bool:
        """True when the word can express one of the concepts."""
        return not self.concepts.isdisjoint(concepts)


def read(text: str) -> list[Token]:
    """The tokens of one block's displayed text; torn words are joined, glued words parted, phrases gathered."""
    book = lexicon()
    pieces = [(_entry(m.group()), m.start(), m.end()) for m in _PIECE.finditer(text)]
    tokens: list[Token] = []
    at = 0
    while at < len(pieces):
        entry, start, end = pieces[at]
        at += 1
        if not entry.is_word:
            tokens.append(Token(entry.word, NO_CONCEPTS, False, text, start, end))
            continue
        whole, behind = _join(book, pieces, at - 1) if entry.may_be_torn else ("", at)
        if whole:
            tokens.append(Token(whole, book.words[whole], True, text, start, pieces[behind - 1][2]))
            at = behind
        elif entry.halves:
            first, second = entry.halves
            middle = start + len(first)
            tokens.append(Token(first, book.words[first], True, text, start, middle))
            tokens.append(Token(second, book.words[second], True, text, middle, end))
        else:
            tokens.append(Token(entry.listed, entry.concepts, True, text, start, end))
    return _gather(book, tokens)


class _Entry(NamedTuple):
    """What the lexicon has for one piece of text: the `word` in small letters (a mark as it is), the `listed` word that
    it stands for, with its concepts, or the two that it is glued of. What is torn begins a listed word, and is none."""

    word: str
    is_word: bool
    may_be_torn: bool = False
    listed: str = ""
    concepts: frozenset[str] = NO_CONCEPTS
    halves: tuple[str, str] | None = None


@lru_cache(maxsize=20_000)
def _entry(text: str) -> _Entry:
    book, word = lexicon(), _plain(text)
    if not word[0].isalnum():
        return _Entry(text, False)
    known = book.known(word)
    halves = _halves(book, word) if not known and len(word) >= 8 else None
    may_be_torn = not book.words.get(word) and book.begins(word)
    return _Entry(word, True, may_be_torn, known or word, book.words.get(known, NO_CONCEPTS), halves)


def _plain(text: str) -> str:
    text = text.replace(" ", "")
    if "l" in text and text.replace("l", "I").isupper():
        text = text.replace("l", "I")  # OCR reads a capital I as a small l
    return text.casefold()


def _join(book: Lexicon, pieces: Sequence[tuple[_Entry, int, int]], at: int) -> tuple[str, int]:
    """A word torn in two ("ber janji", "pela- yanan"): the whole word and the index behind it, else ("", 0)."""
    for last in (at + 1, at + 2):
        if last >= len(pieces) or (last > at + 1 and pieces[at + 1][0].word not in _HYPHENS):
            break
        whole = pieces[at][0].word + pieces[last][0].word
        if book.words.get(whole) and len(whole) >= 6 and pieces[last][1] - pieces[at][2] <= 3:
            return whole, last + 1
    return "", 0


def _halves(book: Lexicon, word: str) -> tuple[str, str] | None:
    """Two listed words glued together ("siapmenerima")."""
    for cut in range(4, min(len(word) - 3, 2 * _LONGEST)):
        if book.words.get(word[:cut]) and book.words.get(word[cut:]):
            return word[:cut], word[cut:]
    return None


def _gather(book: Lexicon, tokens: list[Token]) -> list[Token]:
    """Puts phrases ("ganti rugi", "terus-menerus") together into one token."""
    gathered: list[Token] = []
    phrases, behind = book.phrases, 0
    for at, token in enumerate(tokens):
        if at < behind:
            continue
        for rest, concepts in phrases.get(token.word, ()):  # no phrase begins with a mark
            if found := _follow(tokens, at + 1, rest):
                phrase = " ".join((token.word, *rest))
                token = token._replace(word=phrase, concepts=concepts, end=tokens[found - 1].end)
                behind = found
                break
        gathered.append(token)
    return gathered


def _follow(tokens: list[Token], at: int, rest: tuple[str, ...]) -> int:
    """The index after `rest` when it stands at `at` (hyphens between the words allowed), else 0."""
    for word in rest:
        if at < len(tokens) and tokens[at].word in _HYPHENS:
            at += 1
        if at >= len(tokens) or tokens[at].word != word:
            return 0
        at += 1
    return at
