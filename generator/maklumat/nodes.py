"""What front matter is made of: texts with their exact places, lists and groups of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from .findings import Place

__all__ = ["Entry", "Mapping", "Node", "Scalar", "Sequence"]


class Scalar(NamedTuple):
    """A text value as typed. `quoted` is true for '…', "…" and block (| >) forms; `source` holds the lines as written,
    from the value's first character to its last (empty: the text itself, on one line)."""

    text: str
    place: Place
    quoted: bool = False
    source: tuple[str, ...] = ()

    def inside(self, start: int, length: int = 1) -> Place:
        """The place of `length` characters from offset `start` of the text, cut at the end of its line."""
        source = self.source or (self.text,)
        line, index = _align(self.text[:start], source, self.quoted)
        column = index + 1 if line else self.place.column + index
        rest = len(source[line]) - index
        return Place(self.place.line + line, column, max(1, min(length, rest)))


@dataclass(frozen=True, slots=True)
class Sequence:
    items: tuple[Node, ...]
    place: Place


class Entry(NamedTuple):
    key: Scalar
    value: Node

    @property
    def is_empty(self) -> bool:
        return isinstance(self.value, Scalar) and not self.value.text.strip()


@dataclass(frozen=True)
class Mapping:
    """Entries with keys that differ."""

    entries: tuple[Entry, ...]
    place: Place

    def entry(self, name: str) -> Entry | None:
        return self._named.get(name)

    @cached_property
    def _named(self) -> dict[str, Entry]:
        return {entry.key.text: entry for entry in self.entries}

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.entries)


Node = Scalar | Sequence | Mapping


_ESCAPED = {'"': ('\\"', "\\\\", "\\/"), "'": ("''",)}  # two characters in the source, one in the text


def _align(before: str, source: tuple[str, ...], quoted: bool) -> tuple[int, int]:
    """(line, index) in `source` of the character that follows `before`, where YAML folds lines and resolves escapes."""
    style = source[0][:1] if quoted else ""
    is_block = style in ("|", ">") and len(source) > 1
    base = min((_indent(line) for line in source[1:] if line.strip()), default=0) if is_block else None
    line, index = (1, base) if is_block else (0, int(bool(style)))
    for character in (*before, ""):
        while line + 1 < len(source) and not source[line][index:].strip():
            line += 1
            index = _indent(source[line]) if base is None else base
            if character in (" ", "\n"):
                break
        else:
            index += len(character)
            index += bool(character) and source[line][index - 1:index + 1] in _ESCAPED.get(style, ())
    return line, index


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
