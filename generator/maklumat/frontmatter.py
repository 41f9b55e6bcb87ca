"""Front matter -> a tree of text scalars with exact places, and the faults found on the way.

Nothing is ever converted: `no`, `12:30` and `010` stay the text that was typed (YAML 1.1 would read a
boolean, a number of seconds and an octal). PyYAML's C parser supplies the events; the tree is built
here, without recursion, so that no depth of nesting can exhaust the stack.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from .findings import Place, Problem

__all__ = ["Entry", "FrontMatter", "Mapping", "Node", "Scalar", "Sequence", "read"]


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text value as typed. `quoted` is true for '…', "…" and block (| >) forms."""

    text: str
    place: Place
    quoted: bool = False

    def inside(self, start: int, length: int = 1) -> Place:
        """The place of `length` characters from offset `start` of the text (exact for one-line scalars)."""
        shift = start + (1 if self.quoted else 0)
        return Place(self.place.line, self.place.column + shift, max(1, length))


@dataclass(frozen=True, slots=True)
class Sequence:
    items: tuple[Node, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Entry:
    key: Scalar
    value: Node

    @property
    def is_empty(self) -> bool:
        return isinstance(self.value, Scalar) and not self.value.text.strip()


@dataclass(frozen=True, slots=True)
class Mapping:
    entries: tuple[Entry, ...]
    place: Place

    def entry(self, name: str) -> Entry | None:
        return next((e for e in self.entries if e.key.text == name), None)

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.entries)


Node = Scalar | Sequence | Mapping


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """`fields` is None when there is nothing trustworthy to read; `body_line` is the 1-based line where the body starts."""

    fields: Mapping | None
    body_line: int
    problems: tuple[tuple[str, Problem], ...]


def read(lines: tuple[str, ...]) -> FrontMatter:
    """Reads the block between the first two `---` lines."""
    end = next((i for i, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), None)
    if not lines or lines[0].rstrip() != "---" or end is None:
        problem = Problem(Place(1, 1), "berkas tidak diawali kepala data", "Mulai baris pertama dengan `---`.")
        return FrontMatter(None, 1, (("FM01", problem),))
    try:
        fields = _tree("\n".join(lines[1:end]) + "\n", first_line=2)
    except yaml.YAMLError as error:
        mark = error.problem_mark
        problem = Problem(Place(mark.line + 2, mark.column + 1), "kepala data tidak dapat dibaca")
        return FrontMatter(None, end + 2, (("FM03", problem),))
    return FrontMatter(fields if isinstance(fields, Mapping) else None, end + 2, ())


def _tree(text: str, first_line: int) -> Node | None:
    stack: list[list] = [[]]
    marks = []
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        place = Place(event.start_mark.line + first_line, event.start_mark.column + 1)
        if isinstance(event, yaml.ScalarEvent):
            one_line = event.end_mark.line == event.start_mark.line
            length = event.end_mark.column - event.start_mark.column if one_line else 1
            quoted = bool(event.style)
            stack[-1].append(Scalar(event.value, Place(place.line, place.column, max(1, length)), quoted))
        elif isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            stack.append([])
            marks.append(place)
        elif isinstance(event, yaml.MappingEndEvent):
            flat = stack.pop()
            pairs = tuple(Entry(k, v) for k, v in zip(flat[::2], flat[1::2]) if isinstance(k, Scalar))
            stack[-1].append(Mapping(pairs, marks.pop()))
        elif isinstance(event, yaml.SequenceEndEvent):
            items = tuple(stack.pop())
            stack[-1].append(Sequence(items, marks.pop()))
    return stack[0][0] if stack[0] else None
