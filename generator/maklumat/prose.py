"""A document's body as plain data for a typeset sheet: all that readers see, and where links lead."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from .blocks import Block, Body
from .commonmark import alternative

__all__ = ["blocks", "runs"]

Data = dict[str, object]

_MARKED = {"em_open": "i", "strong_open": "b"}
_ENDED = {"em_close": "i", "strong_close": "b"}
_LINES = ("code", "html")


def blocks(body: Body, top: int) -> list[Data]:
    """The body's blocks in order, each {"kind": …}: heading (level, runs), paragraph (runs), list (items: number or
    None, blocks), quote (blocks), table (rows of cells of runs, the first row the headings), code (lines), rule.

    The body's highest heading gets the level `top`; no level is skipped, whatever levels the writer took.
    """
    return list(_blocks(body.blocks, body, _Levels(top)))


def runs(tokens: Sequence[Token]) -> list[Data]:
    """The children of an inline token as runs {"t": text, "b": true, "i": true}; a forced line break is "\\n". An image
    gives its alternative text; behind a link stands the address that it leads to."""
    found: list[Data] = []
    open_marks = {"b": 0, "i": 0}
    links: list[tuple[Token, int]] = []
    for token in tokens:
        if token.type in _MARKED:
            open_marks[_MARKED[token.type]] += 1
        elif token.type in _ENDED:
            open_marks[_ENDED[token.type]] -= 1
        elif token.type == "link_open":
            links.append((token, len(found)))
        else:
            text = _address(*links.pop(), found) if token.type == "link_close" else _text(token)
            _add(found, text, {name: True for name, depth in open_marks.items() if depth})
    return found


def _text(token: Token) -> str:
    if token.type == "image":
        return f"[gambar: {alternative(token)} ({token.attrGet('src')})]"
    return {"softbreak": " ", "hardbreak": "\n"}.get(token.type, token.content)


def _address(link: Token, start: int, found: list[Data]) -> str:
    """Where a link leads, in brackets, unless its own text says so."""
    target = str(link.attrGet("href") or "")
    shown = "".join(str(run["t"]) for run in found[start:])
    return "" if target.removeprefix("mailto:") == shown or not target else f" ({target})"


def _add(found: list[Data], text: str, marks: Data) -> None:
    if text:
        found.append({"t": text, **marks})


class _Levels:
    """Heading levels without gaps: one below the nearest heading above that the writer set higher."""

    def __init__(self, top: int):
        self.top = top
        self.above: list[int] = []

    def of(self, depth: int) -> int:
        self.above = [higher for higher in self.above if higher < depth] + [depth]
        return self.top + len(self.above) - 1


def _blocks(children: Sequence[Block], body: Body, levels: _Levels) -> Iterator[Data]:
    for block in children:
        data: Data = {"kind": "code" if block.kind in _LINES else block.kind}
        if block.kind == "heading":
            data |= {"level": levels.of(block.depth), "runs": _inline(block, body)}
        elif block.kind == "paragraph":
            data["runs"] = _inline(block, body)
        elif block.kind == "list":
            data["items"] = [{"number": item.number, "blocks": list(_blocks(item.children, body, levels))}
                             for item in block.children]
        elif block.kind == "quote":
            data["blocks"] = list(_blocks(block.children, body, levels))
        elif block.kind == "table":
            data["rows"] = [[_inline(cell, body) for cell in row.children] for row in block.children]
        elif block.kind in _LINES:
            data["lines"] = body.tokens[block.token].content.rstrip("\n").split("\n")
        yield data


def _inline(block: Block, body: Body) -> list[Data]:
    """The runs of a block that holds text itself: the inline token follows the one that opens it."""
    return runs(body.tokens[block.token + 1].children or ())
