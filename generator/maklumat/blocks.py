"""Document body -> block tree with source places -> HTML.

One CommonMark parser (markdown-it-py, with tables) reads the body once; the same tree serves the checks,
the clause finder, the page and the prints, so that what was checked is what is shown.
Raw HTML is never passed through: it is kept apart for the refusal rules and shown as text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape

from markdown_it import MarkdownIt
from markdown_it.token import Token

from .findings import Place

__all__ = ["Block", "Body", "DisplayText", "Link", "parse", "to_html"]

_CONTAINERS = {
    "heading_open": "heading", "paragraph_open": "paragraph", "bullet_list_open": "list",
    "ordered_list_open": "list", "list_item_open": "item", "blockquote_open": "quote",
    "table_open": "table", "tr_open": "row", "th_open": "cell", "td_open": "cell",
}
_LEAVES = {"fence": "code", "code_block": "code", "hr": "rule", "html_block": "html"}


@dataclass(frozen=True, slots=True)
class DisplayText:
    """The text that a reader sees in one block, with the source place of each run of characters.

    Markup is gone, escapes and entities are resolved, line breaks are single spaces, and the alternative
    text of images is left out. `runs` holds (offset in text, line, column, source characters), ascending.
    """

    text: str = ""
    runs: tuple[tuple[int, int, int, int], ...] = ()

    def place(self, start: int, end: int | None = None) -> Place:
        """The source place of text[start:end], cut at the end of the run where it starts."""
        at = None
        for run in self.runs:
            if run[0] > start:
                break
            at = run
        if at is None:
            return Place(1, 1)
        offset, line, column, length = at
        into = min(start - offset, max(0, length - 1))
        wanted = (end if end is not None else start + 1) - start
        return Place(line, column + into, max(1, min(wanted, length - into)))


@dataclass(frozen=True, slots=True)
class Link:
    """A link or an image of the body: where it points, what it shows (for an image: its alternative text), and where it stands."""

    target: str
    text: str
    place: Place
    is_image: bool


@dataclass(frozen=True, slots=True)
class Block:
    """One node of the tree.

    kind: heading, paragraph, list, item, quote, code, rule, html, table, row or cell. Text stands in headings,
    paragraphs and cells; the paragraph inside a list item is a child of the item. `depth` is a heading's level.
    `number` is what an item of an ordered list displays; `typed` what its source says. `token` indexes Body.tokens.
    """

    kind: str
    place: Place
    token: int
    text: DisplayText = DisplayText()
    children: tuple[Block, ...] = ()
    depth: int = 0
    number: int | None = None
    typed: str = ""
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Body:
    """The parsed body. `blocks` are the top-level blocks; `tokens` markdown-it's own stream, for rendering."""

    blocks: tuple[Block, ...]
    tokens: tuple[Token, ...]

    def walk(self) -> Iterator[tuple[Block, tuple[Block, ...]]]:
        """Every block in reading order, with its ancestors (outermost first)."""
        stack = [(block, ()) for block in reversed(self.blocks)]
        while stack:
            block, above = stack.pop()
            yield block, above
            stack.extend((child, (*above, block)) for child in reversed(block.children))


_MARKDOWN = MarkdownIt("commonmark", {"maxNesting": 40}).enable("table")


def parse(lines: tuple[str, ...], first_line: int) -> Body:
    """Parses `lines[first_line - 1:]`; places count from the top of `lines`."""
    tokens = _MARKDOWN.parse("\n".join(lines[first_line - 1:]))
    return Body(_Tree(lines, first_line, tokens).build(), tuple(tokens))


class _Tree:
    """Builds blocks from the token stream, one pass, without recursion."""

    def __init__(self, lines: tuple[str, ...], first_line: int, tokens: list[Token]):
        self.lines, self.first, self.tokens = lines, first_line, tokens
        self.cursor: dict[int, int] = {}  # table cells share a line: where the last one ended

    def build(self) -> tuple[Block, ...]:
        stack: list[tuple[int, list[Block], list[Token]]] = [(-1, [], [])]
        for index, token in enumerate(self.tokens):
            if token.type in _CONTAINERS:
                stack.append((index, [], []))
            elif token.type == "inline":
                stack[-1][2].append(token)
            elif token.type in _LEAVES:
                stack[-1][1].append(Block(_LEAVES[token.type], self._line_place(token), index))
            elif token.nesting == -1 and token.type.replace("_close", "_open") in _CONTAINERS:
                opened, children, inlines = stack.pop()
                stack[-1][1].append(self._block(opened, tuple(children), inlines))
        return tuple(stack[0][1])

    def _block(self, index: int, children: tuple[Block, ...], inlines: list[Token]) -> Block:
        token = self.tokens[index]
        kind = _CONTAINERS[token.type]
        if kind == "list" and token.type == "ordered_list_open":
            start = int(token.attrGet("start") or 1)
            children = tuple(_numbered(child, start + i) for i, child in enumerate(children))
        text, links = self._inline(inlines[0]) if inlines else (DisplayText(), ())
        depth = int(token.tag[1]) if kind == "heading" else 0
        place = text.place(0) if text.runs else self._line_place(token)
        typed = token.info if kind == "item" else ""
        return Block(kind, place if kind != "item" else self._line_place(token), index, text, children, depth, None, typed, links)

    def _line_place(self, token: Token) -> Place:
        if not token.map:
            return Place(self.first, 1)
        line = self.first + token.map[0]
        source = self.lines[line - 1] if line <= len(self.lines) else ""
        indent = len(source) - len(source.lstrip())
        return Place(line, indent + 1, max(1, len(source.strip())))

    def _inline(self, token: Token) -> tuple[DisplayText, tuple[Link, ...]]:
        starts = self._content_starts(token)
        reader = _Inline(token, starts)
        return reader.read()

    def _content_starts(self, token: Token) -> list[tuple[int, int, int]]:
        """(offset in token.content, line, column) for each line of the inline content."""
        starts, offset = [], 0
        line = self.first + (token.map[0] if token.map else 0)
        for number, piece in enumerate(token.content.split("\n")):
            source = self.lines[line + number - 1] if line + number <= len(self.lines) else ""
            wanted = piece.strip() if number else piece.rstrip()
            from_column = self.cursor.get(line + number, 0)
            at = source.find(wanted, from_column) if wanted else -1
            if at < 0 and wanted:
                at = source.find(wanted.replace("|", "\\|"), from_column)
            at = max(at, 0)
            self.cursor[line + number] = at + len(wanted)
            lead = len(piece) - len(piece.lstrip()) if number else 0
            starts.append((offset + lead, line + number, at + 1))
            offset += len(piece) + 1
        return starts


def _numbered(block: Block, number: int) -> Block:
    from dataclasses import replace
    return replace(block, number=number)


class _Inline:
    """Displayed text of one inline token, with places."""

    def __init__(self, token: Token, starts: list[tuple[int, int, int]]):
        self.token, self.starts, self.content = token, starts, token.content
        self.cursor = 0
        self.text: list[str] = []
        self.length = 0
        self.runs: list[tuple[int, int, int, int]] = []
        self.links: list[Link] = []

    def read(self) -> tuple[DisplayText, tuple[Link, ...]]:
        opened: list[tuple[str, int, Place]] = []
        for child in self.token.children or ():
            if child.type == "text":
                self._show(child.content, child.content)
            elif child.type == "text_special":
                self._show(child.content, child.markup)
            elif child.type == "code_inline":
                self._show(child.content, child.content.strip())
            elif child.type in ("softbreak", "hardbreak"):
                at = self.content.find("\n", self.cursor)
                self._append(" ", at if at >= 0 else self.cursor, 1)
                self.cursor = at + 1 if at >= 0 else self.cursor
            elif child.type == "link_open":
                opened.append((child.attrGet("href") or "", self.length, self._place(self.cursor)))
            elif child.type == "link_close":
                self._skip_target()
                target, start, place = opened.pop()
                self.links.append(Link(target, "".join(self.text)[start:], place, False))
            elif child.type == "image":
                at = max(self.content.find("![", self.cursor), self.cursor)
                self.links.append(Link(child.attrGet("src") or "", child.content, self._place(at), True))
                self.cursor = at + 2 + len(child.content)
                self._skip_target()
            elif child.type == "html_inline":
                at = self.content.find(child.content, self.cursor)
                self.cursor = max(at, self.cursor) + len(child.content)
        return DisplayText("".join(self.text), tuple(self.runs)), tuple(self.links)

    def _show(self, shown: str, written: str) -> None:
        at = self.content.find(written, self.cursor)
        at = at if at >= 0 else self.cursor
        self._append(shown, at, len(written))
        self.cursor = at + len(written)

    def _append(self, shown: str, at: int, written: int) -> None:
        if shown:
            place = self._place(at)
            self.runs.append((self.length, place.line, place.column, max(1, written)))
            self.text.append(shown)
            self.length += len(shown)

    def _place(self, at: int) -> Place:
        offset, line, column = max((s for s in self.starts if s[0] <= at), default=self.starts[0])
        return Place(line, column + max(0, at - offset))

    def _skip_target(self) -> None:
        """Moves past `](target "title")` or `][label]` so that later text is not found inside it."""
        at = self.cursor
        while at < len(self.content) and self.content[at] in "*_`":
            at += 1
        if self.content[at:at + 2] == "](":
            depth = 0
            for i in range(at + 1, len(self.content)):
                depth += {"(": 1, ")": -1}.get(self.content[i], 0)
                if depth == 0:
                    self.cursor = i + 1
                    return
        elif self.content[at:at + 2] == "][":
            self.cursor = max(self.content.find("]", at + 2) + 1, at + 1)


def to_html(body: Body, anchors: Mapping[int, str] | None = None) -> str:
    """The body as HTML: `anchors` gives the id of the element opened by a token index. No blank lines inside."""
    options = _MARKDOWN.options
    rules = dict(_MARKDOWN.renderer.rules)
    rules["html_block"] = rules["html_inline"] = lambda tokens, i, *_: escape(tokens[i].content)
    tokens = list(body.tokens)
    for index, name in (anchors or {}).items():
        tokens[index] = tokens[index].copy(attrs={**tokens[index].attrs, "id": name})
    renderer = type(_MARKDOWN.renderer)(_MARKDOWN)
    renderer.rules.update(rules)
    html = renderer.render(tokens, options, {})
    return "\n".join(line for line in html.split("\n") if line.strip())
