"""One page of a built site: is the document on it exactly the planned one, in the open, and alone in its place?"""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser

__all__ = ["faults"]

OF_DOCUMENTS = frozenset({"dokumen", "keadaan", "tanda"})  # classes that tell readers of a document and its state
AROUND = frozenset({"html", "body", "div", "main", "article", "section"})  # what a document may stand in
EMPTY = frozenset({"a", "span"})  # show nothing unless text stands in them; Zensical sets a target for its skip link
HIDING = frozenset({"hidden", "inert", "aria-hidden", "style", "popover"})
VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})
UNCLOSED = frozenset({"p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option"})  # end tag optional

MARK = "naskah-terencana"  # stands for the planned block while the page is taken apart


def faults(page: str, block: str) -> Iterator[str]:
    """What is wrong with a page (HTML) that must show this block, or no document where it is ""."""
    if block not in page:
        yield "isi dokumen berbeda dari yang direncanakan"
        return
    outline = _Outline()
    outline.feed(page.replace(block, f"<{MARK}></{MARK}>", 1) if block else page)
    outline.close()
    if outline.shows_other:
        yield "memuat dokumen yang tidak direncanakan"
    if block and (outline.marks != 1 or outline.is_hidden):
        yield "isi dokumen tersembunyi dari pembaca"
    if outline.has_company:
        yield "memuat isi lain di tempat isi dokumen"


class _Outline(HTMLParser):
    """Follows which elements are open; what stands in comments, scripts and the like never opens one."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.concealing: list[bool] = []  # for each open element: does it hide what stands in it?
        self.filled: list[bool] = [False]  # for each open element, the page first: does anything stand in it yet?
        self.marks = 0
        self.shows_other = self.is_hidden = self.has_company = False
        self.place = 0  # how many elements are open where the document stands

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == MARK:
            self._document()
            return
        classes = {word for name, value in attrs if name == "class" for word in (value or "").split()}
        self.shows_other |= bool(OF_DOCUMENTS & classes) or any(name == "data-keadaan" for name, _ in attrs)
        if tag not in EMPTY:
            self._fill()
        if tag not in VOID | UNCLOSED:
            self.open.append(tag)
            self.concealing.append(tag not in AROUND or any(name in HIDING for name, _ in attrs))
            self.filled.append(False)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)  # a browser takes `<div/>` for `<div>`

    def handle_endtag(self, tag: str) -> None:
        if tag in self.open:
            while self.open.pop() != tag:
                self.concealing.pop(), self.filled.pop()
            self.concealing.pop(), self.filled.pop()
            self.place = self.place if len(self.open) >= self.place else 0

    def handle_data(self, data: str) -> None:
        if data.strip():
            self._fill()

    def _document(self) -> None:
        self.marks += 1
        self.is_hidden |= any(self.concealing)
        self.has_company |= self.filled[-1]
        self.place = len(self.open)

    def _fill(self) -> None:
        self.filled[-1] = True
        self.has_company |= bool(self.place)
