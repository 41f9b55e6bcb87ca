"""Document body -> block tree with source places -> HTML.

One CommonMark parser (markdown-it-py, with tables) reads the body once; the same tree serves the checks,
the clause finder, the page and the prints, so that what was checked is what is shown.
Raw HTML is never passed through: it is kept apart for the refusal rules and shown as text.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile
from typing import NamedTuple

from markdown_it.token import Token

from . import blockhtml, commonmark, displaytext
from .displaytext import NO_TEXT, DisplayText, Inline, Link, Origin
from .findings import Place

__all__ = ["Block", "Body", "DisplayText", "Hidden", "Link", "parse", "to_html"]

_CONTAINERS = {
    "heading_open": "heading", "paragraph_open": "paragraph", "bullet_list_open": "list",
    "ordered_list_open": "list", "list_item_open": "item", "blockquote_open": "quote",
    "table_open": "table", "tr_open": "row", "th_open": "cell", "td_open": "cell",
}
_CLOSERS = frozenset(name.replace("_open", "_close") for name in _CONTAINERS)
_LEAVES = {"fence": "code", "code_block": "code", "hr": "rule", "html_block": "html"}
_NOTHING = Inline()
_SPACE = " \t\v\f\r"  # what CommonMark trims from a line


class Block(NamedTuple):
    """One node of the tree.

    kind: heading, paragraph, list, item, quote, code, rule, html, table, row or cell. Text stands in headings,
    paragraphs and cells; the paragraph inside a list item is a child of the item. `depth` is a heading's level.
    `number` is what an item of an ordered list displays; `typed` what its source says. `markup` is how the source
    writes the block (`##`, `-`, "```"; "" for indented code). `token` indexes Body.tokens.
    """

    kind: str
    place: Place
    token: int
    text: DisplayText = NO_TEXT
    children: tuple[Block, ...] = ()
    depth: int = 0
    number: int | None = None
    typed: str = ""
    links: tuple[Link, ...] = ()
    markup: str = ""


class Hidden(NamedTuple):
    """Something written in the source that no reader would see: what it is (in Indonesian) and where."""

    what: str
    place: Place


@dataclass(frozen=True)
class Body:
    """The parsed body. `blocks` are the top-level blocks; `tokens` markdown-it's own stream, for rendering;
    `html` the places of raw HTML; `hidden` what is written and not shown; `overlong` what was not read."""

    blocks: tuple[Block, ...]
    tokens: tuple[Token, ...]
    html: tuple[Place, ...] = ()
    hidden: tuple[Hidden, ...] = ()
    overlong: tuple[Place, ...] = ()

    def walk(self) -> tuple[tuple[Block, tuple[Block, ...]], ...]:
        """Every block in reading order, with its ancestors (outermost first)."""
        return self._walked

    def says(self, pattern: re.Pattern[str]) -> bool:
        """Whether a block's text holds the pattern, for which a line break is like an end of the text."""
        found = pattern.search(self.shown)
        if found is None or "\n" not in found[0]:
            return found is not None
        return any(pattern.search(block.text.text) for block, _ in self._walked)  # it may be in one block, too

    @cached_property
    def shown(self) -> str:
        """The text of every block in reading order, each on a line of its own."""
        return "\n".join(block.text.text for block, _ in self._walked if block.text.text)

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """The links and images of all blocks, in reading order."""
        return tuple(link for block, _ in self._walked for link in block.links)

    @cached_property
    def _walked(self) -> tuple[tuple[Block, tuple[Block, ...]], ...]:
        walked = []
        stack = [(block, ()) for block in reversed(self.blocks)]
        while stack:
            block, above = stack.pop()
            walked.append((block, above))
            if block.children:
                within = (*above, block)
                stack.extend((child, within) for child in reversed(block.children))
        return tuple(walked)


def parse(lines: tuple[str, ...], first_line: int) -> Body:
    """Parses `lines[first_line - 1:]`; places count from the top of `lines`."""
    text = "\n".join(lines[first_line - 1:]).replace("\r", " ")  # the parser would count a lone CR as a line
    tokens = commonmark.parse(text)
    return _Tree(lines, first_line, tokens).build()


def to_html(body: Body, anchors: Mapping[int, Sequence[tuple[str, int]]] | None = None, top: int = 2, *,
            base: str = "", pictures: Container[str] | None = None) -> str:
    """The body as HTML that every Markdown builder passes through unchanged: no blank line, everything escaped.

    `anchors` gives, for a block's `token`, the (id, offset in the block's displayed text) pairs to mark in it. An id at
    offset 0 goes on the block's own element (in a tight list: on the `<li>`), any other becomes an empty
    `<span id="…">` before the character at its offset. `top` is the level that the body's highest heading gets. Tables
    stand in a labelled region that keyboards can reach and scroll. `base` leads from the page to the document's folder,
    for the targets that are relative to it. `pictures` names the images that are shown, None for all; for any other its
    alternative text stands.
    """
    return blockhtml.render(body.tokens, anchors or {}, top, blockhtml.View(base, pictures))


class _Tree:
    """Builds blocks from the token stream, one pass, without recursion."""

    def __init__(self, lines: tuple[str, ...], first_line: int, tokens: list[Token]):
        self.lines, self.first, self.tokens = lines, first_line, tokens
        self.markers: dict[int, int] = {}  # several list items may start on one line: where the last marker ended
        self.cells: Iterator[list[tuple[int, int]]] = iter(())
        self.html: list[Place] = []
        self.hidden: list[Hidden] = []
        self.overlong: list[Place] = []
        self.definitions: dict[str, Place] = {}
        self.labels: set[str] = set()

    def build(self) -> Body:
        stack: list[tuple[int, Place, list[Block], Inline]] = [(-1, Place(1, 1), [], _NOTHING)]
        for index, token in enumerate(self.tokens):
            if token.type in _CONTAINERS:
                stack.append((index, self._open(index, token, stack[-1][1]), [], _NOTHING))
            elif token.type == "inline":
                opened, place, children, _ = stack.pop()
                inline = displaytext.read(token, self._origins(token, self.tokens[opened]))
                self._note(token, inline)
                stack.append((opened, place, children, inline))
            elif token.type in _LEAVES:
                stack[-1][2].append(self._leaf(index, token))
            elif token.type == "definition":
                self._define(token)
            elif token.type in _CLOSERS:
                opened, place, children, inline = stack.pop()
                stack[-1][2].append(self._block(opened, place, tuple(children), inline))
        self.hidden += [Hidden("definisi tautan yang tidak dipakai", place)
                        for label, place in self.definitions.items() if label not in self.labels]
        hidden = sorted(self.hidden, key=lambda hidden: hidden.place)
        return Body(tuple(stack[0][2]), tuple(self.tokens), tuple(self.html), tuple(hidden), tuple(self.overlong))

    def _open(self, index: int, token: Token, parent: Place) -> Place:
        place = self._line_place(token) if token.map else parent
        if token.type in ("list_item_open", "blockquote_open") and token.level >= commonmark.MAX_NESTING - 1:
            self.hidden.append(Hidden("isi yang bersarang terlalu dalam", place))
        if token.type == "list_item_open":
            marker = token.info + token.markup
            line = self.lines[place.line - 1]
            at = max(0, line.find(marker, self.markers.get(place.line, 0)))
            self.markers[place.line] = at + len(marker)
            return Place(place.line, at + 1, max(1, len(line.rstrip()) - at))
        if token.type == "tr_open":
            self._start_row(index, place.line)
        return place

    def _block(self, index: int, place: Place, children: tuple[Block, ...], inline: Inline) -> Block:
        token = self.tokens[index]
        kind = _CONTAINERS[token.type]
        if token.type == "ordered_list_open":
            start = token.attrGet("start")
            first = 1 if start is None else int(start)
            children = tuple(child._replace(number=first + i) for i, child in enumerate(children))
        text = inline.text
        if text.runs:
            place = text.place(0, len(text.text))
        elif kind == "list" and children:
            place = children[0].place
        return Block(
            kind, place, index, text, children,
            depth=int(token.tag[1]) if kind == "heading" else 0,
            typed=token.info if kind == "item" else "", links=inline.links, markup=token.markup,
        )

    def _leaf(self, index: int, token: Token) -> Block:
        place = self._line_place(token)
        if token.type == "html_block":
            self.html.append(place)
        if token.type == "fence" and token.info.strip():
            at = self.lines[place.line - 1].find(token.markup) + len(token.markup)
            behind = Place(place.line, at + 1, len(token.info.rstrip()))
            self.hidden.append(Hidden("tulisan di belakang tanda kode", behind))
        return Block(_LEAVES[token.type], place, index, markup=token.markup)

    def _define(self, token: Token) -> None:
        place, label = self._line_place(token), token.meta["id"]
        if label in self.definitions:
            self.hidden.append(Hidden("definisi tautan kembar", place))
        self.definitions.setdefault(label, place)

    def _note(self, token: Token, inline: Inline) -> None:
        if commonmark.is_overlong(token.content):
            self.overlong.append(inline.text.place(0, len(inline.text.text)))
        self.html += inline.html
        if not inline.links:
            return
        self.hidden += [Hidden("judul tautan", link.place) for link in inline.links if link.title]
        self.hidden += [Hidden("nama rujukan tautan", link.place) for link in inline.links
                        if link.label and _words(link.label) != _words(link.text)]
        self.labels |= {link.label for link in inline.links}
        for image in (child for child in token.children or () if child.type == "image"):
            self.labels |= {inner.meta.get("label", "") for inner in image.children or ()}

    def _line_place(self, token: Token) -> Place:
        line = self.first + token.map[0]
        source = self.lines[line - 1] if line <= len(self.lines) else ""
        written = source.lstrip()
        return Place(line, len(source) - len(written) + 1, max(1, len(written.rstrip())))

    def _origins(self, token: Token, parent: Token) -> list[Origin]:
        line = self.first + token.map[0]
        if parent.type in ("th_open", "td_open"):
            return [(offset, line, index + 1) for offset, index in next(self.cells, [(0, 0)])]
        if parent.type == "heading_open" and parent.markup[0] == "#":
            source = self.lines[line - 1]
            at = source.index("#") + len(parent.markup)
            return [(0, line, at + len(source[at:]) - len(source[at:].lstrip(_SPACE)) + 1)]
        return list(self._line_origins(token.content, line))

    def _line_origins(self, content: str, line: int) -> Iterator[Origin]:
        """Each line of a paragraph's content ends its source line, whatever containers stand before it."""
        offset = 0
        for number, piece in enumerate(content.split("\n"), line):
            source = self.lines[number - 1].rstrip(_SPACE)
            lead = len(piece) - len(piece.lstrip(_SPACE))
            yield offset, number, len(source) - len(piece.strip(_SPACE)) - lead + 1
            offset += len(piece) + 1

    def _start_row(self, index: int, line: int) -> None:
        source = self.lines[line - 1].rstrip(_SPACE)
        cells = _cells(source, self.tokens[index].meta["at"])
        row = takewhile(lambda kind: kind != "tr_close", (self.tokens[i].type for i in range(index, len(self.tokens))))
        columns = sum(kind in ("th_open", "td_open") for kind in row)
        self.cells = iter(cells)
        if any(source[cell[0][1]:].strip(" \t|") for cell in cells[columns:columns + 1]):
            at = cells[columns][0][1]
            self.hidden.append(Hidden("sel tabel di luar kolom yang ada", Place(line, at + 1, len(source) - at)))


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _cells(source: str, start: int) -> list[list[tuple[int, int]]]:
    """For each cell of a table row: (offset in its content, index in the source) wherever a `\\|` shifts the two."""
    pieces, at = [], start
    for piece in re.split(r"(?<!\\)\|", source[start:]):
        lead = len(piece) - len(piece.lstrip(_SPACE))
        escapes = [found.start() for found in re.finditer(r"\\\|", piece)] if "\\" in piece else ()
        shifts = ((index - lead - number, at + index + 1) for number, index in enumerate(escapes))
        pieces.append([(0, at + lead), *shifts])
        at += len(piece) + 1
    if source[start:start + 1] == "|":
        pieces = pieces[1:]
    return pieces[:-1] if re.search(r"(?<!\\)\|$", source) else pieces
