"""Lines of a source -> the texts of fields. What a word processor adds by itself goes; no word is ever changed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .. import textguard
from .source import Line

__all__ = ["Entries", "activity", "entries", "joined", "plain", "printable", "stacked"]

_PLAIN = str.maketrans(
    dict.fromkeys("\u00ad\u200b\u200c\u2060\ufeff\u200e")  # invisible; word processors and copying leave them behind
    | dict.fromkeys("\u2010\u2011", "-"))
# A capital with a point is more often an initial than the mark of a list.
_TYPED = re.compile(r"(?P<mark>(?P<number>[0-9]{1,3})\s?[.)]|(?P<letter>[a-z])[.)]|(?P<bullet>[-–•*·]))\s+(?=\S)")
_NUMBERS = tuple(map(str, range(1, 100)))
_LETTERS = tuple("abcdefghijklmnopqrstuvwxyz")


def plain(text: str) -> str:
    """One line with single spaces; composed letters, ordinary hyphens and spaces, nothing invisible."""
    return " ".join(unicodedata.normalize("NFC", text).translate(_PLAIN).split())


def printable(text: str) -> str:
    """The same with every character that a document may not hold written as its number."""
    return "".join(c if textguard.is_plain(c) else f"[U+{ord(c):04X}]" for c in plain(text))


def joined(lines: Iterable[Line]) -> str:
    """The lines as one text, with the numbers and bullets that people see before them."""
    return plain(" ".join(line.shown for line in lines))


def stacked(lines: Iterable[Line]) -> str:
    """The same for a heading; one that is written downwards, a letter below the other, is put together."""
    letters = [plain(part) for line in lines for part in line.text.split("\n")]
    if sum(map(bool, letters)) > 2 and all(len(letter) < 2 for letter in letters):
        return plain("".join(letter or " " for letter in letters))
    return joined(lines)


@dataclass(frozen=True, slots=True)
class Entries:
    """Texts of a list, what stands before it, and the numbers and bullets that were left away."""

    texts: tuple[str, ...]
    lead: str = ""
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Item:
    """A text and its mark; `kind` tells marks of one list from those of another, "" without mark."""

    text: str
    mark: str = ""
    kind: str = ""


def entries(lines: Iterable[Line]) -> Entries:
    """A list as its entries: one for every mark of the first kind; without marks, one for every line."""
    items = [item for line in lines for item in _items(line, _NUMBERS) if item.text]
    kind = next((item.kind for item in items if item.kind), "")
    texts, marks = [], []
    for item in items:
        if item.kind == kind or not texts:
            texts.append(item.text if item.kind == kind else _whole(item))
            marks += [item.mark] if item.mark and item.kind == kind else []
        else:
            texts[-1] += f" {_whole(item)}"
    return Entries(tuple(texts), marks=tuple(marks))


def activity(lines: Iterable[Line]) -> Entries:
    """An activity (`lead`) and the list below it; a list that nothing leads to is one text, marks and all."""
    items = [item for line in lines for item in _items(line, _LETTERS, _NUMBERS) if item.text]
    if len(items) == 1:
        return Entries((), items[0].text, (items[0].mark,) if items[0].mark else ())
    start = next((at for at, item in enumerate(items) if item.kind), len(items))
    if not start:
        return Entries((), " ".join(map(_whole, items)))
    texts, marks = [], []
    for item in items[start:]:
        if item.kind == items[start].kind:
            texts.append(item.text)
            marks.append(item.mark)
        else:
            texts[-1] += f" {_whole(item)}"
    return Entries(tuple(texts), " ".join(item.text for item in items[:start]), tuple(marks))


def _whole(item: _Item) -> str:
    return f"{item.mark} {item.text}" if item.mark else item.text


def _items(line: Line, *sequences: tuple[str, ...]) -> Iterator[_Item]:
    """A line that its file marks is one item; one that holds a whole list, `1. … 2. …`, is all of its items."""
    text = plain(line.text)
    if line.label:
        yield _Item(text, line.label, f"{line.level} drawn")
        return
    for names in sequences:
        cuts = tuple(_cuts(text, names))
        if len(cuts) > 1:
            yield _Item(text[:cuts[0].start()].rstrip())
            for cut, end in zip(cuts, (*(cut.start() for cut in cuts[1:]), len(text)), strict=True):
                yield _Item(text[cut.end():end].strip(), cut[1], names[0])
            return
    typed = _TYPED.match(text)
    yield _Item(text[typed.end():], typed["mark"], _kind(typed)) if typed else _Item(text)


def _cuts(text: str, names: tuple[str, ...]) -> Iterator[re.Match[str]]:
    """The marks of a list that counts up from the first name without a gap."""
    at = 0
    for name in names:
        found = re.compile(rf"(?<!\S)({name}[.)])\s+(?=\S)").search(text, at)
        if found is None:
            return
        yield found
        at = found.end()


def _kind(typed: re.Match[str]) -> str:
    """As `_items` names the kinds of whole lists."""
    return typed["bullet"] or (_LETTERS[0] if typed["letter"] else _NUMBERS[0])
