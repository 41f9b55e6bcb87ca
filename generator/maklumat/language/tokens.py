"""Displayed text -> tokens with their concepts and their places in the text."""

from __future__ import annotations

import re
from typing import NamedTuple

from ..blocks import DisplayText
from .lexicon import NO_CONCEPTS, Lexicon, lexicon

__all__ = ["Token", "read"]

_LONGEST = 24

# letters set apart ("S I A P"), else a word, else one mark; hyphens part words ("terus-menerus" is two)
_PIECE = re.compile(r"(?<!\w)[^\W\d_](?: [^\W\d_]){2,}(?!\w)|\w+|…|\.{2,}|[^\w\s]")
_HYPHENS = frozenset("-\u2010\u2011\u00ad")


class Token(NamedTuple):
    """A word or phrase (in small letters) or a punctuation mark, and where it stands.

    `block` is the token index of the block that displays it, `source` that block's text; `start` and `end` are
    offsets in it. Marks have no concepts and `is_word` False.
    """

    word: str
    concepts: frozenset[str]
    is_word: bool
    source: DisplayText
    block: int
    start: int
    end: int

    def means(self, *concepts: str) -> bool:
        """True when the word can express one of the concepts."""
        return not self.concepts.isdisjoint(concepts)


def read(source: DisplayText, block: int) -> list[Token]:
    """The tokens of one block's displayed text; torn words are joined, glued words parted, phrases gathered."""
    book = lexicon()
    pieces = [(m.group(), m.start(), m.end()) for m in _PIECE.finditer(source.text)]
    words = [_plain(text) for text, _, _ in pieces]
    tokens: list[Token] = []
    at = 0
    while at < len(pieces):
        text, start, end = pieces[at]
        word = words[at]
        if not word[0].isalnum():
            tokens.append(Token(text, NO_CONCEPTS, False, source, block, start, end))
            at += 1
            continue
        joined, taken = _join(book, words, pieces, at)
        if joined:
            tokens.append(Token(joined, book.words[joined], True, source, block, start, pieces[at + taken - 1][2]))
            at += taken
            continue
        known = book.known(word)
        halves = _halves(book, word) if not known and len(word) >= 8 else None
        if halves:
            middle = start + len(halves[0])
            tokens.append(Token(halves[0], book.words[halves[0]], True, source, block, start, middle))
            tokens.append(Token(halves[1], book.words[halves[1]], True, source, block, middle, end))
        else:
            tokens.append(Token(known or word, book.words.get(known, NO_CONCEPTS), True, source, block, start, end))
        at += 1
    return _gather(book, tokens)


def _plain(text: str) -> str:
    text = text.replace(" ", "")
    if "l" in text and text.replace("l", "I").isupper():
        text = text.replace("l", "I")  # OCR reads a capital I as a small l
    return text.casefold()


def _join(book: Lexicon, words: list[str], pieces: list[tuple[str, int, int]], at: int) -> tuple[str, int]:
    """A word torn in two ("ber janji", "pela- yanan"): the whole word and how many pieces it takes, else ("", 0)."""
    if words[at] in book.words and book.words[words[at]]:
        return "", 0
    for taken in (2, 3):
        if at + taken > len(words) or (taken == 3 and words[at + 1] not in _HYPHENS):
            continue
        last = at + taken - 1
        gap = pieces[last][1] - pieces[at][2]
        whole = words[at] + words[last]
        if gap <= 3 and len(whole) >= 6 and book.words.get(whole):
            return whole, taken
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
    at = 0
    while at < len(tokens):
        token = tokens[at]
        rows = book.phrases.get(token.word, ()) if token.is_word else ()
        for rest, concepts in rows:
            found = _follow(tokens, at + 1, rest)
            if found:
                last = tokens[found - 1]
                phrase = " ".join((token.word, *rest))
                gathered.append(Token(phrase, concepts, True, token.source, token.block, token.start, last.end))
                at = found
                break
        else:
            gathered.append(token)
            at += 1
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
