"""One page of a built site: is the document on it exactly the planned one, in the open, and alone in its place?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser

__all__ = ["faults"]

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
SHAPES = frozenset({"circle", "ellipse", "g", "line", "path", "polygon", "polyline", "rect", "use"})  # of a drawing

MARK = "naskah-terencana"  # stands for the planned block while the page is taken apart

_TAG = re.compile(r"""<[a-z][a-z0-9-]*(\s+[^\s"'<>/=]+(\s*=\s*("[^"<]*"|'[^'<]*'|[^\s"'=<>`]+))?)*\s*/?>""", re.I)
_COMMENT = r"--(?!-?>)(?:(?!--)[^<])*-->"
_UNSURE = re.compile(rf"<!(?!doctype html>|{_COMMENT})|<\?|</(?![a-z][a-z0-9-]*\s*>)", re.I)
_LIKE_A_DOCUMENT = re.compile(rf"\bclass\s*=[^<>]{{0,300}}\b({'|'.join(sorted(OF_DOCUMENTS))})\b|\bdata-keadaan", re.I)


def faults(page: str, block: str) -> Iterator[str]:
    """What is wrong with a page (HTML) that must show this block, or no document where it is "".

    A document's page must be written so that every reader of HTML takes it the same way: what a browser would have to
    mend is a fault, whatever browsers make of it.
    """
    if block not in page:
        yield "isi dokumen berbeda dari yang direncanakan"
        return
    around = page.replace(block, f"<{MARK}>", 1) if block else page
    outline = _Outline()
    outline.feed(around)
    outline.close()
    is_unsure = outline.is_unsure or bool(_UNSURE.search(around))
    if outline.shows_other or (is_unsure and _LIKE_A_DOCUMENT.search(around)):
        yield "memuat dokumen yang tidak direncanakan"
    if block and is_unsure:
        yield "tag atau komentar HTML di halaman ini dapat dibaca dengan dua cara"
    if block and (outline.marks != 1 or outline.is_hidden):
        yield "isi dokumen tersembunyi dari pembaca"
    if outline.has_company:
        yield "memuat isi lain di tempat isi dokumen"


@dataclass(slots=True)
class _Element:
    """An open element: do its attributes hide what stands in it, and does anything stand in it yet?"""

    tag: str
    hides: bool
    is_filled: bool = False

    @property
    def conceals(self) -> bool:
        return self.hides or self.tag not in AROUND


class _Outline(HTMLParser):
    """Follows which elements are open; what stands in comments, scripts and the like never opens one."""

    def __init__(self) -> None:
        super().__init__()
        self.page = _Element("", hides=False)
        self.open: list[_Element] = []
        self.met: set[str] = set()
        self.marks = 0
        self.shows_other = self.is_hidden = self.has_company = self.is_unsure = False
        self.place = 0  # how many elements are open where the document stands

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == MARK:
            self._document()
            return
        self._doubt(tag)
        classes = {word for name, value in attrs if name == "class" for word in (value or "").split()}
        self.shows_other |= bool(OF_DOCUMENTS & classes) or any(name == "data-keadaan" for name, _ in attrs)
        if tag not in EMPTY:
            self._fill()
        if tag not in VOID:
            hides = bool(HIDING_CLASSES & classes) or any(name in HIDING for name, _ in attrs)
            self.open.append(_Element(tag, hides))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)  # a browser takes `<div/>` for `<div>`
        if tag in SHAPES and self._is_within({"svg"}):
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        while tag in CLOSING and self.open and self.open[-1].tag in UNCLOSED and not self.open[-1].hides:
            self.open.pop()
        if not self.open or self.open[-1].tag != tag:
            self.is_unsure = True
            return
        self.open.pop()
        self.place = self.place if len(self.open) >= self.place else 0

    def handle_data(self, data: str) -> None:
        self.is_unsure |= data.startswith("<") and self.get_starttag_text() in (None, data)  # a tag that never ends
        if data.strip():
            self._fill()

    def _doubt(self, tag: str) -> None:
        """Might a browser open another element here than this one, or none?"""
        self.is_unsure |= not _TAG.fullmatch(self.get_starttag_text() or "") or tag in ODD
        self.is_unsure |= self._is_within(UNPARSED) or (self._is_within({"svg"}) and tag not in SHAPES)
        self.is_unsure |= tag in ONCE & self.met
        self.met.add(tag)

    def _is_within(self, tags: frozenset[str] | set[str]) -> bool:
        return any(element.tag in tags for element in self.open)

    def _document(self) -> None:
        self.marks += 1
        self.is_hidden |= any(element.conceals for element in self.open)
        self.has_company |= (self.open or [self.page])[-1].is_filled
        self.place = len(self.open)

    def _fill(self) -> None:
        """Something stands in the innermost element, and in those around it that would show nothing without."""
        for element in reversed([self.page, *self.open]):
            element.is_filled = True
            if element.tag not in EMPTY:
                break
        self.has_company |= bool(self.place)
