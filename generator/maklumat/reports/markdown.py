"""Text of a document as Markdown that a forge shows word for word: no markup, no link, no mention, no command.

A backslash does not keep GitHub from making a mention of `@nama` or a link of an address, because it looks for them
after Markdown was read; an empty comment in their middle does (github/cmark-gfm#181).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from .excerpt import visible

__all__ = ["Part", "code", "fitted", "paragraph", "plain", "row", "sentence", "within_html"]

APART = "<!-- -->"
_MARKUP = re.compile(r"([\\`*_\[\]<>&~#!$])")
_LINKED = re.compile(r"(@|(?<=#)(?=\w)|(?<=!)(?=\d)|\b(?:https?|ftp|mailto|xmpp)(?=:)|\bwww(?=\.)|:(?=[\w+-]+:))",
                     re.IGNORECASE)
_START = re.compile(r"^(\d*)([-+=.)])")  # of a list, or of what underlines a heading
_SPARE = 120  # bytes for the sentence that counts what was left out


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a report: what must stand before and behind it, and rows of which as many are kept as fit.

    `rest` says what is missing, with {} for the number.
    """

    head: str
    rows: Sequence[str] = ()
    foot: str = ""
    rest: str = "\n{} baris lain tidak muat di sini.\n"


def fitted(parts: Iterable[Part], limit: int) -> str:
    """All heads, and rows in order until `limit` bytes are full; what is left out is counted in its part."""
    parts = list(parts)
    room = limit - sum(_size(part.head + part.foot) + _SPARE for part in parts)
    written = []
    for part in parts:
        kept = 0
        for text in part.rows:
            if _size(text) > room:
                break
            room -= _size(text)
            kept += 1
        missing = len(part.rows) - kept
        room = 0 if missing else room
        written += [part.head, *part.rows[:kept], part.rest.format(missing) if missing else "", part.foot]
    return "".join(written)


def row(*cells: str) -> str:
    """One line of a table; the cells are finished Markdown."""
    return "| " + " | ".join(cell.replace("|", r"\|") for cell in cells) + " |\n"


def plain(text: str) -> str:
    """Text within a line: all of it shows as it stands."""
    return _LINKED.sub(rf"\1{APART}", _MARKUP.sub(r"\\\1", visible(text)))


def within_html(text: str) -> str:
    """Text between tags that begin a line, where Markdown is not read."""
    return _LINKED.sub(rf"\1{APART}", escape(visible(text), quote=False))


def paragraph(text: str) -> str:
    """The same for a line of its own, which begins nothing else; `text` is what `plain` gave, or begins with it."""
    return _START.sub(r"\1\\\2", text.lstrip(), count=1)


def sentence(text: str) -> str:
    """Text in which `code` stays code; lines are parted by <br>."""
    return "<br>".join(map(_sentence, text.split("\n")))


def code(text: str) -> str:
    """A code span; its fence is longer than any run of backticks in the text."""
    text = visible(text)
    fence = "`" * (max((len(run) for run in re.findall("`+", text)), default=0) + 1)
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return fence + pad + text + pad + fence


def _sentence(line: str) -> str:
    pieces = line.split("`")
    if len(pieces) % 2 == 0:  # a backtick without its partner is a plain character
        pieces[-2:] = [f"{pieces[-2]}`{pieces[-1]}"]
    outside = map(plain, pieces[::2])
    inside = [code(piece) if piece.strip() else r"\`\`" for piece in pieces[1::2]]
    return "".join(part for pair in zip(outside, [*inside, ""], strict=True) for part in pair)


def _size(text: str) -> int:
    return len(text.encode("utf-8", "backslashreplace"))
