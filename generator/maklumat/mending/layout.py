"""Mends of how a document is laid out: the order of its keys, the numbers of its lists, the file's beginning and ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from ..blocks import Block
from ..documents import Reading
from ..findings import Problem
from ..frontmatter import Entry, Mapping
from ..shape import FORMS, Form, Group
from .edits import Edit, Piece

__all__ = ["in_any_order", "key_order", "list_numbers", "with_last_line_end", "with_plain_line_ends", "without_mark"]

_REPORTED_ANYHOW = {"FM10"}  # what a front matter may have and still be put into another order


def without_mark(text: str) -> str:
    """BK05: the text without its byte order mark."""
    return text.lstrip("\ufeff")


def with_plain_line_ends(text: str) -> str:
    """BK06: lines end with LF."""
    return re.sub("\r\n?", "\n", text)


def with_last_line_end(text: str) -> str:
    """The last line ends like the others."""
    return text if text.endswith(("\n", "\r")) else f"{text}\n"


def list_numbers(reading: Reading, problems: tuple[Problem, ...]) -> Iterator[Edit]:
    """TX08: the items of a list bear the numbers that they show."""
    starts = {(problem.place.line, problem.place.column) for problem in problems}
    for block, _ in reading.document.body.walk():
        wrong = [item for item in block.children if item.typed and item.typed != str(item.number)]
        if wrong and (wrong[0].place.line, wrong[0].place.column) in starts:
            yield Edit(wrong[0].place, tuple(piece for item in wrong for piece in _renumbered(reading, item)))


def _renumbered(reading: Reading, item: Block) -> Iterator[Piece]:
    """The item's number, and its further lines as far to the right as a longer number pushes its text."""
    line, start, number = item.place.line, item.place.column - 1, str(item.number)
    yield Piece(line, start, start + len(item.typed), number)
    wider = len(number) - len(item.typed)
    if wider > 0:
        last = reading.document.body_line + reading.document.body.tokens[item.token].map[1] - 1
        yield from (Piece(below, start, start, " " * wider) for below in range(line + 1, last + 1)
                    if reading.lines[below - 1][start:start + 1] == " ")


def key_order(reading: Reading, problems: tuple[Problem, ...]) -> Iterator[Edit]:
    """Keys stand in the order of the model, each with its lines and the notes above it."""
    document = reading.document
    if any(code.startswith("FM") and code not in _REPORTED_ANYHOW for code, _ in reading.problems):
        return
    end = document.body_line - 1  # the line that closes the front matter
    if edit := _ordered(reading.lines, document.fields, FORMS[document.kind], 2, end):
        yield edit
        return  # what lies below has moved; it is put in order the next time
    for entry, following in pairwise((*document.fields, None)):
        form = FORMS[document.kind].get(entry.key.text)
        if isinstance(form, Group) and isinstance(entry.value, Mapping):
            last = _start(reading.lines, following) if following else end
            if edit := _ordered(reading.lines, entry.value, form.keys, entry.key.place.line + 1, last):
                yield edit


def in_any_order(tree):
    """Fields as somebody reads them to whom the order of keys says nothing."""
    if isinstance(tree, tuple):
        return tuple(sorted(((key, in_any_order(value)) for key, value in tree), key=lambda pair: pair[0]))
    return [in_any_order(item) for item in tree] if isinstance(tree, list) else tree


def _ordered(lines: tuple[str, ...], group: Mapping, forms: dict[str, Form], first: int, end: int) -> Edit | None:
    """The lines from `first` up to `end` (not included) with the group's entries in order; None where they are."""
    entries = group.entries
    starts = [_start(lines, entry) for entry in entries]
    columns = {entry.key.place.column for entry in entries}
    if len(columns) != 1 or starts != sorted(set(starts)) or starts[0] < first:
        return None  # several keys on one line, as in {a: b, c: d}
    ranks = list(_ranks(entries, forms))
    order = sorted(range(len(entries)), key=ranks.__getitem__)
    if order == list(range(len(entries))):
        return None
    chunks = [lines[start - 1:stop - 1] for start, stop in pairwise((*starts, end))]
    moved = [line for index in order for line in chunks[index]]
    pieces = (Piece(number, 0, len(old), new) for number, (old, new)
              in enumerate(zip(lines[starts[0] - 1:end - 1], moved, strict=True), starts[0]) if old != new)
    place = entries[next(at for at, index in enumerate(order) if at != index)].key.place
    return Edit(place, tuple(pieces))


def _ranks(entries: tuple[Entry, ...], forms: dict[str, Form]) -> Iterator[int]:
    """Where each entry belongs; one that the model does not know stays behind the one before it."""
    order = {name: rank for rank, name in enumerate(forms)}
    rank = -1
    for entry in entries:
        rank = order.get(entry.key.text, rank)
        yield rank


def _start(lines: tuple[str, ...], entry: Entry) -> int:
    """The line of an entry's key, or the first of the notes right above it that start no further right."""
    line, column = entry.key.place.line, entry.key.place.column
    while line > 2 and re.match(rf"[ ]{{0,{column - 1}}}#", lines[line - 2]):
        line -= 1
    return line
