"""Which part of a maklumat's body is the promise, word for word as it is written: what posters and cards show.

Sections are what stands below a heading. Kept are those that hold a clause, and those around and before them that lead
up to it; legal basis, procedure and the like stay on the page, and so do pictures, for what they say is no promise.
Where the clauses stand apart, so do the parts.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain, takewhile

from .blocks import Block
from .markup import words
from .model import Document

__all__ = ["Part", "Promise", "Run", "promise"]

BULLETS = ("•", "–")
_SHOWN = ("text", "text_special", "code_inline", "html_inline")
_BREAKS = {"softbreak": " ", "hardbreak": "\n"}
_OWN_NUMBER = re.compile(r"\(?(?:\d{1,2}|[a-zA-Z]|[ivx]{1,4})[.)]\s")


@dataclass(frozen=True, slots=True)
class Run:
    """Text in one style; a line feed is a forced break. `mark`: the depth of the list whose mark the text is, else 0:
    a mark is not of the writer's words."""

    text: str
    bold: bool = False
    italic: bool = False
    mark: int = 0

    def data(self) -> dict[str, object]:
        flags = {"b": self.bold, "i": self.italic, "m": self.mark}
        return {"t": self.text} | {name: value for name, value in flags.items() if value}


Paragraph = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of the promise that stands apart. `number`: the writer's own, or counted 1, 2, 3 …; 0 where it has none.
    `label`: its heading."""

    number: int = 0
    label: Paragraph = ()
    paragraphs: tuple[Paragraph, ...] = ()


@dataclass(frozen=True, slots=True)
class Promise:
    """`lead`: what stands before the parts; the whole promise where its clauses share a paragraph."""

    lead: tuple[Paragraph, ...] = ()
    parts: tuple[Part, ...] = ()

    def data(self) -> dict[str, object]:
        """As JSON-able values: `lead` a list of paragraphs, `parts` a list of {number, label, paragraphs}."""
        return {"lead": _plain(self.lead), "parts": [
            {"number": part.number, "label": [run.data() for run in part.label], "paragraphs": _plain(part.paragraphs)}
            for part in self.parts]}


@lru_cache(maxsize=4)  # every sheet of a document asks for it
def promise(document: Document) -> Promise:
    """The promise of a document; its whole body where no clause was found."""
    return _Cut(document).promise()


def _plain(paragraphs: Iterable[Paragraph]) -> list[list[dict[str, object]]]:
    return [[run.data() for run in paragraph] for paragraph in paragraphs]


@dataclass(frozen=True, slots=True)
class _Section:
    """A heading, None before the first one, and the blocks up to the next heading; quotes are opened."""

    heading: Block | None
    blocks: tuple[Block, ...]

    @property
    def depth(self) -> int:
        return self.heading.depth if self.heading else 0


class _Cut:
    """Takes one body apart."""

    def __init__(self, document: Document):
        self.body = document.body
        self.title = words(document.title).casefold()
        found = (clause.block for clause in document.clauses or () if clause.found)
        self.clauses = Counter(block for block in found if block is not None)
        self.counted = 0

    def promise(self) -> Promise:
        sections = tuple(self._kept(tuple(_sections(self.body.blocks))))
        are_parts = sum(bool(self._held(section.blocks)) for section in sections) > 1
        parts = [part for section in sections for part in (
            self._whole(section) if are_parts and section.heading and self._held(section.blocks)
            else self._pieces(section))]
        parts = [replace(part, number=0) if self.counted == 1 else part
                 for part in parts if part.label or part.paragraphs]
        first = next((at for at, part in enumerate(parts) if part.number or part.label), len(parts))
        lead = tuple(chain.from_iterable(part.paragraphs for part in parts[:first]))
        return Promise(lead, tuple(parts[first:]))

    def _kept(self, sections: Sequence[_Section]) -> Iterator[_Section]:
        """Those that hold a clause, those whose subsections do, and what stands before the first heading."""
        for at, section in enumerate(sections):
            below = chain([section], _below(section, sections[at + 1:]))
            if not self.clauses or any(self._held(each.blocks) for each in below):
                yield section

    def _held(self, blocks: Iterable[Block]) -> int:
        """How many clauses these blocks hold."""
        return sum(self.clauses[block.token] for block in _within(blocks))

    def _whole(self, section: _Section) -> Iterator[Part]:
        """A section that is a part as a whole."""
        yield self._counted(self._label(section), tuple(self._paragraphs(section.blocks)))

    def _pieces(self, section: _Section) -> Iterator[Part]:
        """A section's blocks, apart where its clauses are: items, rows or paragraphs."""
        apart = self._apart(section.blocks)
        label = self._label(section)
        if label:
            yield Part(0, label)
        for block in section.blocks:
            if block.token not in apart:
                yield Part(0, (), tuple(self._paragraphs([block])))
            elif block.kind == "table":
                yield from self._rows(block)
            else:
                items = block.children if block.kind == "list" else ()
                for number, blocks in [(item.number, item.children) for item in items] or [(None, (block,))]:
                    yield self._counted((), tuple(self._paragraphs(blocks)), number)

    def _rows(self, table: Block) -> Iterator[Part]:
        """A table's rows as parts; a first cell beside the promise is its label."""
        heads, *rows = table.children
        yield Part(0, (), (self._row(heads),))
        for row in rows:
            has_label = len(row.children) > 1 and not self.clauses[row.children[0].token]
            cells = tuple(filter(None, (self._runs(cell) for cell in row.children[has_label:])))
            yield self._counted(self._runs(row.children[0]) if has_label else (), cells)

    def _counted(self, label: Paragraph, paragraphs: tuple[Paragraph, ...], number: int | None = None) -> Part:
        """The next part, under the writer's own `number` if there is one; one that is numbered in its text gets no
        second number."""
        if not paragraphs or _OWN_NUMBER.match("".join(run.text for run in paragraphs[0])):
            return Part(0, label, paragraphs)
        self.counted += 1
        return Part(self.counted if number is None else number, label, paragraphs)

    def _apart(self, blocks: Sequence[Block]) -> set[int]:
        """The tokens of the blocks that are counted: lists and tables with clauses, else paragraphs with one each."""
        holding = [block for block in blocks if self._held([block])]
        shares = any(self.clauses[block.token] > 1 for block in _within(blocks))
        chosen = [block for block in holding if block.kind in ("list", "table")]
        if not chosen and not shares:
            lists = [block for block in blocks if block.kind == "list"]
            chosen = lists if len(lists) == 1 else holding if len(holding) > 1 else []
        return {block.token for block in chosen}

    def _label(self, section: _Section) -> Paragraph:
        """The heading; none where it only says the document's title once more."""
        heading = section.heading
        if heading is None or words(heading.text.text).casefold() == self.title:
            return ()
        return self._runs(heading)

    def _paragraphs(self, blocks: Iterable[Block], depth: int = 0) -> Iterator[Paragraph]:
        for block in blocks:
            if block.kind == "list":
                yield from self._items(block, depth + 1)
            elif block.kind in ("quote", "item"):
                yield from self._paragraphs(block.children, depth)
            elif block.kind == "table":
                yield from map(self._row, block.children)
            elif block.kind in ("code", "html"):
                yield _joined([Run(self.body.tokens[block.token].content.strip("\n"))])
            elif block.kind == "heading":
                yield tuple(Run(run.text, True, run.italic) for run in self._runs(block))
            elif block.kind == "paragraph":
                yield self._runs(block)

    def _items(self, block: Block, depth: int) -> Iterator[Paragraph]:
        """A list inside a part: its marks are set before the first paragraph of each item."""
        for item in block.children:
            mark = BULLETS[min(depth, len(BULLETS)) - 1] if item.number is None else f"{item.number}."
            for at, paragraph in enumerate(self._paragraphs(item.children, depth)):
                yield (Run(f"{mark} ", mark=depth), *paragraph) if at == 0 else paragraph

    def _row(self, row: Block) -> Paragraph:
        cells = [cell for cell in map(self._runs, row.children) if cell]
        return _joined(chain.from_iterable((*([Run(" · ")] if at else []), *cell) for at, cell in enumerate(cells)))

    def _runs(self, block: Block) -> Paragraph:
        """The displayed text of a paragraph, heading or cell, as on the page."""
        bold = italic = 0
        runs = []
        for child in self.body.tokens[block.token + 1].children or ():
            bold += child.nesting if child.tag == "strong" else 0
            italic += child.nesting if child.tag == "em" else 0
            runs.append(Run(_BREAKS.get(child.type, child.content if child.type in _SHOWN else ""), bool(bold),
                            bool(italic)))
        return _joined(runs)


def _sections(blocks: Iterable[Block]) -> Iterator[_Section]:
    heading, below = None, []
    for block in _opened(blocks):
        if block.kind == "heading":
            yield _Section(heading, tuple(below))
            heading, below = block, []
        else:
            below.append(block)
    yield _Section(heading, tuple(below))


def _opened(blocks: Iterable[Block]) -> Iterator[Block]:
    """Quotes say what they hold."""
    for block in blocks:
        if block.kind == "quote":
            yield from _opened(block.children)
        else:
            yield block


def _below(section: _Section, following: Iterable[_Section]) -> Iterator[_Section]:
    """The subsections of a section."""
    return takewhile(lambda other: other.depth > section.depth, following)


def _within(blocks: Iterable[Block]) -> Iterator[Block]:
    """Blocks and all that stands in them, in reading order."""
    stack = list(reversed(tuple(blocks)))
    while stack:
        block = stack.pop()
        yield block
        stack.extend(reversed(block.children))


def _joined(runs: Iterable[Run]) -> Paragraph:
    """Runs without empty ones, neighbours of one style in one."""
    joined: list[Run] = []
    for run in runs:
        if joined and run.text and replace(joined[-1], text=run.text) == run:
            joined[-1] = replace(run, text=joined[-1].text + run.text)
        elif run.text:
            joined.append(run)
    return tuple(joined)
