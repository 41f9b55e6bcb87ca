"""What a reader sees of one block: text with the source place of every character, links, and what is not shown."""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple

from markdown_it.token import Token

from .commonmark import alternative
from .findings import Place

__all__ = ["NO_TEXT", "DisplayText", "Inline", "Link", "Origin", "read"]

# (offset in the inline content, line, column): from this offset on, content and source run in step.
Origin = tuple[int, int, int]


class DisplayText(NamedTuple):
    """The text that a reader sees in one block, with the source place of each run of characters.

    Markup is gone, escapes and entities are resolved, line breaks are single spaces, and the alternative
    text of images is left out. `runs` holds (offset in text, line, column, source characters), ascending; the end of a
    source line has none.
    """

    text: str = ""
    runs: tuple[tuple[int, int, int, int], ...] = ()

    def place(self, start: int, end: int | None = None) -> Place:
        """The source place of text[start:end], cut at the end of the source line where it starts."""
        if not self.runs:
            return Place(1, 1)
        last = max(start, (start + 1 if end is None else min(end, len(self.text))) - 1)
        _, line, column, length = self.runs[0]
        if len(self.runs) == 1 and length == len(self.text):  # as most texts: as it is written, on one line
            into = min(start, length - 1)
            return Place(line, column + into, max(1, min(last, length - 1) + 1 - into))
        line, column, _ = self._spot(start)
        at = self._run(last)
        while self.runs[at][1] != line:
            at -= 1
        stop = self._spot(min(last, self._end(at) - 1))[2]
        return Place(line, column, max(1, stop - column))

    def _run(self, offset: int) -> int:
        return max(0, bisect_right(self.runs, offset, key=lambda run: run[0]) - 1)

    def _end(self, at: int) -> int:
        return self.runs[at + 1][0] if at + 1 < len(self.runs) else len(self.text)

    def _spot(self, offset: int) -> tuple[int, int, int]:
        """(line, first column, column behind) of one displayed character; an entity's is the whole entity."""
        at = self._run(offset)
        start, line, column, length = self.runs[at]
        if self._end(at) - start != length:
            return line, column, column + length
        into = min(offset - start, length - 1)
        return line, column + into, column + into + 1


NO_TEXT = DisplayText()


class Link(NamedTuple):
    """A link or an image of the body: where it points, what it shows (an image: its alternative text), where it stands.

    `title` is the text that only a hovering mouse would show, `label` the reference it was resolved by.
    """

    target: str
    text: str
    place: Place
    is_image: bool
    title: str = ""
    label: str = ""


class Inline(NamedTuple):
    """One block's text, links and the places of HTML in it."""

    text: DisplayText = NO_TEXT
    links: tuple[Link, ...] = ()
    html: tuple[Place, ...] = ()


def read(token: Token, origins: list[Origin]) -> Inline:
    """Reads the children of an inline token whose content comes from `origins`."""
    children = token.children or []
    if len(children) == 1 and children[0].type == "text" and len(origins) == 1:  # as most blocks
        shown, at, (offset, line, column) = children[0].content, children[0].meta["at"], origins[0]
        return Inline(DisplayText(shown, ((0, line, max(1, column + at - offset), len(shown)),) if shown else ()))
    return _Reader(token.content, origins).read(children)


class _Reader:
    def __init__(self, content: str, origins: list[Origin]):
        self.content, self.origins = content, origins
        self.offsets = [origin[0] for origin in origins]
        self.cursor = 0  # emphasis markers of one run share a position: the end of the last one tells them apart
        self.shown: list[str] = []
        self.length = 0
        self.runs: list[tuple[int, int, int, int]] = []
        self.links: list[Link] = []
        self.html: list[Place] = []

    def read(self, children: list[Token]) -> Inline:
        opened: list[tuple[Token, int, Place]] = []
        for child in children:
            at = max(child.meta["at"], self.cursor)
            if child.type == "text" and child.content and not (opened and opened[-1][0].markup == "autolink"):
                self._plain(child.content, at)
            elif child.type == "text" and child.content:
                self._resolved(child.content, at, self.content.index(">", at) - at)
            elif child.type == "text_special":
                self._resolved(child.content, at, len(child.markup))
            elif child.type == "code_inline":
                self._code(child, at)
            elif child.type in ("softbreak", "hardbreak"):
                self._resolved(" ", at, 0)
            elif child.type == "html_inline":
                self.html.append(self._place(at, len(child.content)))
                self.cursor = at + len(child.content)
            elif child.type == "image":
                self.links.append(_link(child, child.attrGet("src"), alternative(child), self._place(at)))
            elif child.type == "link_open":
                is_auto = child.markup == "autolink"
                opened.append((child, self.length, self._place(at if is_auto else at - 1)))
                self.cursor = at + 1 if is_auto else at
            elif child.type == "link_close":
                link, start, place = opened.pop()
                self.links.append(_link(link, link.attrGet("href"), "".join(self.shown)[start:], place))
            else:  # one marker of emphasis
                self.cursor = at + 1
        return Inline(DisplayText("".join(self.shown), tuple(self.runs)), tuple(self.links), tuple(self.html))

    def _code(self, token: Token, at: int) -> None:
        start = at + len(token.markup)
        written = self.content[start:start + len(token.content) + 1]
        is_padded = written[:len(token.content)].replace("\n", " ") != token.content
        self._plain(token.content, start + is_padded)
        self.cursor += is_padded + len(token.markup)

    def _plain(self, shown: str, at: int) -> None:
        """Shows text that stands in the source character by character, in one run per source stretch."""
        start, end = at, at + len(shown)
        while at < end:
            following = bisect_right(self.offsets, at)
            stop = min(end, self.offsets[following]) if following < len(self.offsets) else end
            is_line_end = self.content[stop - 1] == "\n"
            self._run(shown[at - start:stop - is_line_end - start], at, stop - is_line_end - at)
            if is_line_end:
                self._run(" ", stop - 1, 0)
            at = stop
        self.cursor = end

    def _resolved(self, shown: str, at: int, written: int) -> None:
        self._run(shown, at, written)
        self.cursor = at + written

    def _run(self, shown: str, at: int, written: int) -> None:
        if not shown:
            return
        place = self._place(at)
        self.runs.append((self.length, place.line, place.column, written))
        self.shown.append(shown)
        self.length += len(shown)

    def _place(self, at: int, length: int = 1) -> Place:
        offset, line, column = self.origins[max(0, bisect_right(self.offsets, at) - 1)]
        newline = self.content.find("\n", at, at + length)
        return Place(line, max(1, column + at - offset), max(1, newline - at if newline > at else length))


def _link(token: Token, target: str | int | float | None, text: str, place: Place) -> Link:
    title = str(token.attrGet("title") or "")
    return Link(str(target or ""), text, place, token.type == "image", title, token.meta.get("label", ""))
