"""Two texts -> what stayed, what went and what came, word by word."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

__all__ = ["Change", "Piece", "changed", "compare", "is_changed", "marked", "rows", "shortened"]

BLOCK = 4_000_000  # product of the words on both sides up to which they are compared word by word, in a second
ALIKE = 0.3  # share of common words below which a passage is shown as replaced, not as a patchwork

MARKS = {"del": ("[-", "-]"), "ins": ("{+", "+}")}  # around what went and what came, in plain text

_BLANKS = re.compile(r"[^\S\n]+")
_TOKEN = re.compile(r"\n|[^\S\n]+|\w+|[^\w\s]")


class Change(StrEnum):
    """What became of a piece; the values are the names of HTML's elements."""

    KEPT = ""
    REMOVED = "del"
    ADDED = "ins"


@dataclass(frozen=True, slots=True)
class Piece:
    change: Change
    text: str


def compare(old: str, new: str) -> tuple[Piece, ...]:
    """The pieces in order of reading: kept and removed ones joined are `old`, kept and added ones are `new`.

    Neighbours differ in `change`, and of two changes at one place the removal comes first. Lines are compared first,
    the words inside changed lines then; the time stays bounded for texts of a document's size.
    """
    before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    found: list[tuple[Change, str]] = []
    for kind, i, j, k, m in matcher.get_opcodes():
        if kind == "equal":
            found.append((Change.KEPT, "".join(before[i:j])))
        elif j - i == m - k:
            for pair in zip(before[i:j], after[k:m], strict=True):
                found += _words(*pair)
        else:
            found += _words("".join(before[i:j]), "".join(after[k:m]))
    return tuple(_from_word_to_word(list(_joined(found))))


def rows(pieces: Iterable[Piece]) -> Iterator[list[Piece]]:
    """The pieces of each line."""
    row: list[Piece] = []
    for piece in pieces:
        first, *others = piece.text.split("\n")
        row.append(Piece(piece.change, first))
        for other in others:
            yield row
            row = [Piece(piece.change, other)]
    yield row


def is_changed(pieces: Iterable[Piece]) -> bool:
    """Did any word come or go?"""
    return any(piece.change is not Change.KEPT and piece.text.strip() for piece in pieces)


def changed(pieces: Iterable[Piece]) -> Iterator[list[Piece] | None]:
    """The lines in which a word came or went; None stands for those in between, however many."""
    is_cut = False
    for row in rows(pieces):
        if is_changed(row):
            if is_cut:
                yield None
            yield row
            is_cut = False
        else:
            is_cut = True
    if is_cut:
        yield None


def marked(row: Sequence[Piece] | None, context: int) -> str:
    """One line as plain text with marks around its changes; `…` for None. `context`: as in `shortened`."""
    return "".join(_marked(piece, context) for piece in row) if row else "…"


def _marked(piece: Piece, context: int) -> str:
    if piece.change is Change.KEPT:
        return shortened(piece.text, context)
    opening, closing = MARKS[piece.change] if piece.text.strip() else ("", "")
    return f"{opening}{piece.text}{closing}"


def shortened(text: str, context: int) -> str:
    """A text of more than twice as many letters, cut in its middle."""
    is_long = len(text) > 2 * context
    return f"{text[:context].rstrip()} … {text[-context:].lstrip()}" if is_long else text


def _words(old: str, new: str) -> list[tuple[Change, str]]:
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    if len(before) * len(after) > BLOCK:
        return [(Change.REMOVED, old), (Change.ADDED, new)]
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    opcodes = matcher.get_opcodes()
    if _common(before, opcodes) < ALIKE * max(_count(before), _count(after)):
        return [(Change.REMOVED, old), (Change.ADDED, new)]
    found: list[tuple[Change, str]] = []
    for kind, i, j, k, m in opcodes:
        if kind == "equal":
            found.append((Change.KEPT, "".join(before[i:j])))
        else:
            found += [(Change.REMOVED, "".join(before[i:j])), (Change.ADDED, "".join(after[k:m]))]
    return _without_lone_blanks(found)


def _common(words: Sequence[str], opcodes: Sequence[tuple[str, int, int, int, int]]) -> int:
    return sum(_count(words[i:j]) for kind, i, j, _, _ in opcodes if kind == "equal")


def _count(words: Sequence[str]) -> int:
    return sum(word[0].isalnum() for word in words)


def _without_lone_blanks(found: Sequence[tuple[Change, str]]) -> list[tuple[Change, str]]:
    """A blank that alone stayed between two changes changes with them: two words replaced are one replacement."""
    last = len(found) - 1
    result: list[tuple[Change, str]] = []
    for at, (change, text) in enumerate(found):
        if change is Change.KEPT and text.isspace() and "\n" not in text and 0 < at < last:
            result += [(Change.REMOVED, text), (Change.ADDED, text)]
        else:
            result.append((change, text))
    return result


def _joined(found: Sequence[tuple[Change, str]]) -> Iterator[Piece]:
    """Neighbours of one kind become one piece, neighbouring changes one removal and one addition."""
    for is_kept, group in groupby(found, key=lambda pair: pair[0] is Change.KEPT):
        pairs = list(group)
        for change in (Change.KEPT,) if is_kept else (Change.REMOVED, Change.ADDED):
            text = "".join(text for other, text in pairs if other is change)
            if text:
                yield Piece(change, text)


def _from_word_to_word(pieces: list[Piece]) -> list[Piece]:
    """Words that only came or went take the blank behind them along, not the one before: `kami {+tidak +}memungut`."""
    for at in range(1, len(pieces) - 1):
        before, piece, after = pieces[at - 1:at + 2]
        blanks = _BLANKS.match(piece.text)
        alone = before.change is after.change is Change.KEPT and piece.change is not Change.KEPT
        if alone and blanks and after.text.startswith(blanks[0]) and after.text != blanks[0]:
            moved = blanks[0]
            pieces[at - 1:at + 2] = (Piece(before.change, before.text + moved),
                                     Piece(piece.change, piece.text[len(moved):] + moved),
                                     Piece(after.change, after.text[len(moved):]))
    return pieces
