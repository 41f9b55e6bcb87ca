"""What an SVG logo may hold: shapes and colours. Whatever runs, moves, is fetched or may take forever is refused."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

__all__ = ["MAX_BYTES", "fault"]

MAX_BYTES = 1024 * 1024
MOST_DRAWN = 50_000  # elements once every reference is followed; a detailed coat of arms has some thousands
DEEPEST = 60  # elements within elements
LONGEST = 200  # elements within elements once every reference is followed

_SVG, _XHTML, _XLINK = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xhtml", "http://www.w3.org/1999/xlink"
_ALLOWED = frozenset((
    "svg", "g", "defs", "symbol", "use", "title", "desc", "metadata", "style", "switch", "path", "rect", "circle",
    "ellipse", "line", "polyline", "polygon", "clipPath", "mask", "linearGradient", "radialGradient", "stop",
))  # no pattern and no marker: their children inherit them again
_WORDS = {
    "script": "skrip", "foreignObject": "halaman tempelan (foreignObject)", "image": "gambar tempelan",
    "a": "tautan", "text": "tulisan; ubah tulisan menjadi garis (path)", "filter": "efek (filter)",
    "pattern": "pola isian (pattern)", "marker": "ujung garis (marker)",
    "animate": "animasi", "animateTransform": "animasi", "animateMotion": "animasi", "set": "animasi",
}
_SAVE = "simpan ulang sebagai SVG biasa (plain SVG) atau PNG"
_URL = re.compile(r"url\(\s*['\"]?\s*(.?)", re.IGNORECASE | re.DOTALL)
_REFERENCE = re.compile(r"url\(\s*['\"]?\s*#([^'\")\s]+)", re.IGNORECASE)
_STYLE = re.compile(r"[@\\]")  # imports, and escapes that could hide a url
_GRADIENTS = ("linearGradient", "radialGradient")


@dataclass(slots=True)
class _Element:
    """One element: its own references and its children, for counting what is drawn."""

    name: str
    children: list[_Element] = field(default_factory=list)
    references: set[str] = field(default_factory=set)


class _Refused(Exception):
    """Its text: what the file holds that it must not."""


def fault(data: bytes) -> str:
    """What stands against a file as a logo, as the rest of a sentence (`memuat skrip; …`); "" when nothing does."""
    if len(data) > MAX_BYTES:
        return f"melebihi 1 MB; {_SAVE}"
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return f"bukan teks UTF-8; {_SAVE}"
    reader = _Reader()
    try:
        reader.read(text)
    except _Refused as refused:
        return str(refused)
    except expat.ExpatError:
        return f"bukan SVG yang utuh; {_SAVE}"
    return ""


class _Reader:
    """Expat's events, one element after the other; nothing is ever expanded or fetched."""

    def __init__(self) -> None:
        self.open: list[_Element] = []
        self.root: _Element | None = None
        self.named: dict[str, _Element] = {}
        self.in_style = False
        self.style: list[str] = []
        self.painted: set[str] = set()  # what style sheets refer to

    def read(self, text: str) -> None:
        parser = expat.ParserCreate("utf-8", namespace_separator=" ")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = _refuse("deklarasi DTD")
        parser.EntityDeclHandler = _refuse("entitas")
        parser.ProcessingInstructionHandler = _refuse("perintah pemroses (<?…?>)")
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.Parse(text.encode(), True)
        if any(self.named[name].name not in _GRADIENTS for name in self.painted & self.named.keys()):
            raise _Refused(f"memuat gaya (style) yang tidak biasa; {_SAVE}")
        _count(self.root, self.named)

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        space, _, local = name.rpartition(" ")
        if self.root is None and (space, local) != (_SVG, "svg"):
            raise _Refused(f"bukan SVG; {_SAVE}")
        if space == _XHTML or (space == _SVG and local not in _ALLOWED) or not space:
            raise _Refused(f"memuat {_WORDS.get(local, f'`{local[:40]}`')}" + ("" if local == "text" else f"; {_SAVE}"))
        element = _Element(local)
        for key, value in attributes.items():
            self._attribute(element, key, value)
        if self.open:
            self.open[-1].children.append(element)
        else:
            self.root = element
        self.open.append(element)
        if len(self.open) > DEEPEST:
            raise _Refused(f"bersarang terlalu dalam; {_SAVE}")
        self.in_style = space == _SVG and local == "style"

    def _attribute(self, element: _Element, key: str, value: str) -> None:
        space, _, local = key.rpartition(" ")
        if local.lower().startswith("on") and not space:
            raise _Refused(f"memuat skrip (`{local[:40]}`); {_SAVE}")
        if local == "base" or (local in ("href", "src") and space in ("", _XLINK) and not value.startswith("#")):
            raise _Refused(f"menunjuk berkas lain; {_SAVE}")
        if local == "href":
            element.references.add(value[1:])
        if local == "id" and not space:
            self.named.setdefault(value, element)
        if local == "style" and _STYLE.search(value):
            raise _Refused(f"memuat gaya (style) yang tidak biasa; {_SAVE}")
        _refuse_foreign(value)
        element.references.update(_REFERENCE.findall(value))

    def _characters(self, text: str) -> None:
        if self.in_style:
            self.style.append(text)

    def _end(self, name: str) -> None:
        self.open.pop()
        self.in_style = False
        sheet = "".join(self.style)
        self.style.clear()
        if _STYLE.search(sheet):
            raise _Refused(f"memuat gaya (style) yang tidak biasa; {_SAVE}")
        _refuse_foreign(sheet)
        self.painted.update(_REFERENCE.findall(sheet))


def _refuse(what: str):
    def handler(*arguments: object) -> None:
        raise _Refused(f"memuat {what}; {_SAVE}")
    return handler


def _refuse_foreign(value: str) -> None:
    if any(first != "#" for first in _URL.findall(value)):
        raise _Refused(f"menunjuk berkas lain; {_SAVE}")


def _count(root: _Element | None, named: Mapping[str, _Element]) -> None:
    """Refuses references in a circle and those that multiply: ten times ten times ten … elements are drawn forever."""
    total: dict[int, int] = {}
    under_way: set[int] = set()

    def drawn(element: _Element) -> int:
        at = id(element)
        if at in total:
            return total[at]
        if at in under_way or len(under_way) > LONGEST:
            raise _Refused(f"memuat rujukan yang berputar; {_SAVE}")
        under_way.add(at)
        used = (named[name] for name in element.references if name in named)
        amount = 1 + sum(map(drawn, element.children)) + sum(map(drawn, used))
        under_way.discard(at)
        if amount > MOST_DRAWN:
            raise _Refused(f"terlalu rumit; {_SAVE}")
        total[at] = amount
        return amount

    if root is not None:
        drawn(root)
