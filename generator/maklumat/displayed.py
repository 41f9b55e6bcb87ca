"""One page of a built site: is the document on it exactly the planned one, in the open, and alone in its place?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from html import unescape
from html.parser import HTMLParser
from typing import NamedTuple

__all__ = ["faults", "parted", "place"]

OF_DOCUMENTS = frozenset({"dokumen", "keadaan", "tanda"})  # classes that tell readers of a document and its state
AROUND = frozenset({"html", "body", "div", "main", "article", "section"})  # what a document may stand in
EMPTY = frozenset({"a", "span"})  # show nothing unless text stands in them; Zensical sets a target for its skip link
HIDING = frozenset({"hidden", "inert", "aria-hidden", "style", "popover"})
HIDING_CLASSES = frozenset({"tersembunyi"})  # of our theme
VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})
UNCLOSED = frozenset({"p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option"})  # end tag optional
CLOSING = AROUND | {"nav", "header", "footer", "aside", "ul", "ol", "dl", "table", "select"}  # with what is unclosed
ONCE = frozenset({"html", "head", "body"})  # browsers give a second one's attributes to the first
UNPARSED = frozenset({"title", "textarea", "iframe", "noscript", "noembed", "noframes", "xmp"})  # hold text alone
ODD = frozenset({"frameset", "math", "plaintext"})  # where the usual order of elements does not hold
PLAIN = frozenset({"script", "style", "title", "textarea"})  # of these every reader knows where they end
RAW = frozenset({"script", "style"})  # of these: what stands in them is no HTML at all
SHAPES = frozenset({"circle", "ellipse", "g", "line", "path", "polygon", "polyline", "rect", "use"})  # of a drawing

QUOTES = "\"'"
BEGIN = 60  # characters of a block that are looked for first
OPEN = '<article class="dokumen"'  # what every block that we make begins with
# What stands behind a tag: nothing that shows; something; references to blanks, which show in a script alone; first of
# all a reference to `<`, which some would take for one
BLANK, FILLED, SPACED, OPENING = range(4)
MARK = "naskah-terencana"  # stands for the planned block while the page is taken apart

_TAG = re.compile(r"""<[a-z][a-z0-9-]*(\s+[^\s"'<>/=]+(\s*=\s*("[^"<]*"|'[^'<]*'|[^\s"'=<>`]+))?)*\s*/?>""", re.I)
_BLANK = r"[ \t\n\r\f]"  # what HTML takes for white space; `\s` takes more
_NAME, _VALUE = r"""[^\s"'<>/=]+""", r"""(?:"[^"<>]*"|'[^'<>]*'|[^\s"'=<>`]+)"""
_TIDY = re.compile(rf"([a-z][a-z0-9-]*)((?:{_BLANK}+{_NAME}(?:{_BLANK}*={_BLANK}*{_VALUE})?)*){_BLANK}*(/?)")
_TIDY_END = re.compile(rf"/([a-z][a-z0-9-]*){_BLANK}*")
_TIDY_ATTRIBUTE = re.compile(rf"({_NAME})(?:{_BLANK}*={_BLANK}*({_VALUE}))?")
_COMMENT = r"--(?!-?>)(?:(?!--)[^<])*-->"
_TIDY_COMMENT = re.compile(r"!doctype html|!--(?:(?!--)[^<>])*--", re.I)
_UNSURE = re.compile(rf"<!(?!doctype html>|{_COMMENT})|<\?|</(?![a-z][a-z0-9-]*\s*>)", re.I)
_LIKE_A_DOCUMENT = re.compile(rf"\bclass\s*=[^<>]{{0,300}}\b({'|'.join(sorted(OF_DOCUMENTS))})\b|\bdata-keadaan", re.I)


def faults(page: str, block: str) -> Iterator[str]:
    """What is wrong with a page (HTML) that must show this block, or no document where it is "".

    A document's page must be written so that every reader of HTML takes it the same way: what a browser would have to
    mend is a fault, whatever browsers make of it.
    """
    parts = parted(page, block)
    if parts is None:
        yield "isi dokumen berbeda dari yang direncanakan"
        return
    around = f"<{MARK}>".join(parts) if block else page
    outline = _tidy(around) or _untidy(around)
    is_unsure = outline.is_unsure or bool(_UNSURE.search(around))
    if outline.shows_other or (is_unsure and _LIKE_A_DOCUMENT.search(around)):
        yield "memuat dokumen yang tidak direncanakan"
    if block and is_unsure:
        yield "tag atau komentar HTML di halaman ini dapat dibaca dengan dua cara"
    if block and (outline.marks != 1 or outline.is_hidden):
        yield "isi dokumen tersembunyi dari pembaca"
    if outline.has_company:
        yield "memuat isi lain di tempat isi dokumen"


def parted(page: str, block: str) -> tuple[str, str] | None:
    """What stands before and behind a block where it first stands in a page, None where it does not."""
    begin = block[:BEGIN]  # a search for a long text takes it apart first
    at = page.find(begin)
    while at >= 0 and not page.startswith(block, at):
        at = page.find(begin, at + 1)
    return (page[:at], page[at + len(block):]) if at >= 0 else None


def place(page: str, length: int, digest: str) -> int:
    """Where a block of ours with so many characters and this SHA-256 first stands in a page, -1 where none does."""
    at = page.find(OPEN)
    while at >= 0 and sha256(page[at:at + length].encode("utf-8", "surrogatepass")).hexdigest() != digest:
        at = page.find(OPEN, at + 1)
    return at


class _Tag(NamedTuple):
    """A tag, or with no name a comment. `hides`: what stands in its element; `tells`: of a document; `is_sound`: every
    reader takes it the same way; `is_closed`: it ends with a slash."""

    name: str
    hides: bool = False
    tells: bool = False
    is_sound: bool = True
    is_end: bool = False
    is_closed: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class _Shape:
    """What a piece of a page means to an outline: its tags, each with what stands behind it. What stands before the
    first goes with None. Pieces that mean the same have the same one."""

    marks: tuple[tuple[_Tag | None, int], ...]


@dataclass(slots=True)
class _Element:
    """An open element: what it and those around it mean for what stands in it, and does anything stand in it yet?"""

    tag: str
    hides: bool = False
    is_concealed: bool = False
    is_unparsed: bool = False
    is_drawing: bool = False
    is_filled: bool = False


class _Outline:
    """Follows which elements are open; what stands in comments, scripts and the like never opens one."""

    def __init__(self) -> None:
        self.page = _Element("")
        self.open: list[_Element] = []
        self.met: set[str] = set()
        self.marks = 0
        self.shows_other = self.is_hidden = self.has_company = self.is_unsure = False
        self.place = 0  # how many elements are open where the document stands

    def start(self, tag: _Tag) -> None:
        name = tag.name
        if name == MARK:
            self._document()
            return
        around = self.open[-1] if self.open else self.page
        if not tag.is_sound or name in ODD or around.is_unparsed or (around.is_drawing and name not in SHAPES):
            self.is_unsure = True  # a browser might open another element here, or none
        if name in ONCE:
            self.is_unsure |= name in self.met
            self.met.add(name)
        if tag.tells:
            self.shows_other = True
        if name not in EMPTY:
            self.fill()
        if name not in VOID and not (tag.is_closed and name in SHAPES and around.is_drawing):
            self.open.append(_Element(name, tag.hides, around.is_concealed or tag.hides or name not in AROUND,
                                      around.is_unparsed or name in UNPARSED, around.is_drawing or name == "svg"))

    def end(self, name: str) -> None:
        while name in CLOSING and self.open and self.open[-1].tag in UNCLOSED and not self.open[-1].hides:
            self.open.pop()
        if not self.open or self.open[-1].tag != name:
            self.is_unsure = True
            return
        self.open.pop()
        self.place = self.place if len(self.open) >= self.place else 0

    def fill(self) -> None:
        """Something stands in the innermost element, and in those around it that would show nothing without."""
        if self.place:
            self.has_company = True
        for element in reversed(self.open):
            element.is_filled = True
            if element.tag not in EMPTY:
                return
        self.page.is_filled = True

    def _document(self) -> None:
        self.marks += 1
        around = self.open[-1] if self.open else self.page
        self.is_hidden |= around.is_concealed
        self.has_company |= around.is_filled
        self.place = len(self.open)


def _tidy(page: str) -> _Outline | None:
    """The outline of a page whose signs `<` and `>` all stand around tags and comments, as in nearly all pages; None
    for every other one: reading these takes a whole parser, and many times as long.

    Pieces are taken apart alone, for pages differ in few: none of their tags goes on behind a `>` at the end of a line.
    """
    *pieces, last = f"<!---->{page}".split(">\n")  # what stands before the first tag follows one, too
    shapes = (*(_shape(f"{piece}>") for piece in pieces), _shape(last))
    return _outline(shapes) if all(shapes) else None


@lru_cache(maxsize=4096)
def _shape(piece: str) -> _Shape | None:
    """None where it takes more to tell."""
    before, *parts = piece.split("<")
    text = _text(before)
    marks = [(None, FILLED if text is OPENING else text)]  # something stands before it
    for part in parts:
        head, bracket, behind = part.partition(">")
        tag = _tag(head)
        if tag is None or not bracket:
            return None
        marks.append((tag, _text(behind)))
    return _same(tuple(marks))


@lru_cache(maxsize=4096)
def _same(marks: tuple[tuple[_Tag | None, int], ...]) -> _Shape:
    return _Shape(marks)


def _text(text: str) -> int:
    if "&" not in text:
        return FILLED if text and not text.isspace() else BLANK
    read = unescape(text)
    if read.startswith("<"):
        return OPENING
    return FILLED if read and not read.isspace() else SPACED


@lru_cache(maxsize=512)  # most pages of a site have one of a few
def _outline(shapes: tuple[_Shape, ...]) -> _Outline | None:
    """None where tags in a script or a title, or text that reads like a tag, take more to tell."""
    outline, plain = _Outline(), ""
    for tag, text in (mark for shape in shapes for mark in shape.marks):
        if tag:
            if plain and tag != _Tag(plain, is_end=True):
                return None
            if tag.is_end:
                outline.end(tag.name)
                plain = ""
            elif tag.name:
                outline.start(tag)
                plain = tag.name if tag.name in PLAIN else ""
        if text is OPENING and plain not in RAW:
            return None
        if text is FILLED or (text is not BLANK and plain in RAW):
            outline.fill()
    return None if plain else outline


@lru_cache(maxsize=4096)  # the frame of all pages is written with the same few tags
def _tag(head: str) -> _Tag | None:
    """The tag or comment with this between `<` and `>`, None where that takes more to tell."""
    if found := _TIDY_END.fullmatch(head):
        return _Tag(found[1], is_end=True)
    if _TIDY_COMMENT.fullmatch(head):
        return _Tag("")
    found = _TIDY.fullmatch(head)
    if not found or found[1] in ODD | UNPARSED - PLAIN or (found[3] and found[1] in PLAIN):
        return None
    attributes = [(name.lower(), unescape(value[1:-1] if value[:1] in QUOTES else value))
                  for name, value in _TIDY_ATTRIBUTE.findall(found[2])]
    return _start(found[1], attributes, is_sound=True, is_closed=bool(found[3]))


def _start(name: str, attributes: Iterable[tuple[str, str | None]], *, is_sound: bool, is_closed: bool) -> _Tag:
    names = {name for name, _ in attributes}
    classes = {word for name, value in attributes if name == "class" for word in (value or "").split()}
    return _Tag(name, bool(HIDING & names or HIDING_CLASSES & classes),
                bool(OF_DOCUMENTS & classes) or "data-keadaan" in names, is_sound, is_closed=is_closed)


def _untidy(page: str) -> _Outline:
    """The outline of any page."""
    reader = _Reader()
    try:
        reader.feed(page)
        reader.close()
    except AssertionError:  # how Python's parser says that it knows no such declaration
        reader.outline.is_unsure = True
    return reader.outline


class _Reader(HTMLParser):
    """Tells an outline what it meets."""

    def __init__(self) -> None:
        super().__init__()
        self.outline = _Outline()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._start(tag, attrs, is_closed=False)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._start(tag, attrs, is_closed=True)

    def _start(self, tag: str, attrs: list[tuple[str, str | None]], *, is_closed: bool) -> None:
        is_sound = bool(_TAG.fullmatch(self.get_starttag_text() or ""))
        self.outline.start(_start(tag, attrs, is_sound=is_sound, is_closed=is_closed))

    def handle_endtag(self, tag: str) -> None:
        self.outline.end(tag)

    def handle_data(self, data: str) -> None:
        if data.startswith("<") and self.get_starttag_text() in (None, data):  # a tag that never ends
            self.outline.is_unsure = True
        if data.strip():
            self.outline.fill()
