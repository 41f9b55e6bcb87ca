"""The parts of a Word document -> Source: tables with merged cells, drawn numbers, shapes, notes, deleted words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element

from . import symbols
from .numbering import Numbering
from .shapes import Room, drawn
from .source import MOST_CELLS, Cell, Line, Shape, ShapeKind, Source, Table, Unreadable
from .texttables import TOO_MANY
from .wordxml import attribute, child, local, value

__all__ = ["read"]

_EMU = 635  # of a twip, a twentieth of a point
# Of what stands there twice, for new and for old readers, the new form (`Choice`) says more than `Fallback`.
_SILENT = frozenset({"pPr", "rPr", "tblPr", "tblGrid", "trPr", "tcPr", "sectPr", "sdtPr", "sdtEndPr", "instrText",
                     "Fallback", "tblPrEx", "rubyPr", "delInstrText", "customXmlPr", "smartTagPr", "fldData"})
_DRAWN = frozenset({"drawing", "pict", "object"})
_TEXT = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_ASIDE = {"footnotes": ("footnote", "catatan kaki"), "endnotes": ("endnote", "catatan akhir"),
          "comments": ("comment", "komentar")}


def read(body: Element, others: dict[str, list[Element]]) -> Source:
    """`others`: the document's further parts by what they are to it (`wordfile.Word`). Raises Unreadable."""
    reader = _Reader(Numbering(*(next(iter(others.get(name, ())), None) for name in ("numbering", "styles"))))
    for name, words in (("header", "kepala halaman"), ("", ""), ("footer", "kaki halaman")):
        for part in others.get(name, ()) if name else (child(body, "body"),):
            if part is not None:
                reader.blocks(part, words)
    for name, (kind, words) in _ASIDE.items():
        notes = [one for part in others.get(name, ()) for one in part if local(one) == kind]
        for number, note in enumerate((one for one in notes if attribute(one, "type") in ("", "normal")), 1):
            reader.note(note, f"{words} {number}")
    return Source(tuple(reader.tables), tuple(reader.aside))


@dataclass(slots=True)
class _Holder:
    """What is being filled: a cell, or the prose around tables. `room`: its size, None outside tables."""

    where: str
    room: Room | None = None
    lines: list[Line] = field(default_factory=list)
    shapes: list[Shape] = field(default_factory=list)


class _Reader:
    """Walks the blocks in order, so that lists count on."""

    def __init__(self, numbering: Numbering):
        self.numbering = numbering
        self.tables: list[Table] = []
        self.aside: list[Line] = []
        self.numbered = self.cells = 0

    def blocks(self, parent: Element, where: str) -> None:
        """Tables and the runs of paragraphs between them."""
        prose: list[Cell] = []
        paragraphs = 1  # as people count: those that say something
        for block in _through(parent, ("p", "tbl", "altChunk")):
            if local(block) == "tbl":
                self._close(prose)
                self._table(block)
                continue
            self._count()
            holder = _Holder(f"{where}, alinea {paragraphs}".removeprefix(", "))
            self._block(block, holder)
            paragraphs += any(line.text.strip() for line in holder.lines)
            prose.append(Cell(len(prose), 0, lines=tuple(holder.lines), shapes=tuple(holder.shapes)))
        self._close(prose)

    def note(self, note: Element, where: str) -> None:
        holder = _Holder(where)
        for block in _through(note, ("p", "tbl")):
            self._block(block, holder)
        self.aside += holder.lines

    def _close(self, prose: list[Cell]) -> None:
        if any(cell.filled or cell.shapes for cell in prose):
            self.tables.append(Table(tuple(prose), is_prose=True))
        prose.clear()

    def _block(self, block: Element, holder: _Holder) -> None:
        """A paragraph goes to its holder; a table inside a cell or a shape is a table of its own."""
        if local(block) == "tbl":
            self._table(block)
        elif local(block) == "altChunk":
            holder.shapes.append(Shape(ShapeKind.OTHER, f"{holder.where}, berkas lain yang disisipkan"))
        else:
            label, level = self.numbering.label(block)
            words: list[str] = []
            self._words(block, holder, words, "")
            holder.lines.append(Line("".join(words), holder.where, label, level))

    def _words(self, element: Element, holder: _Holder, words: list[str], font: str) -> None:
        for one in element:
            name = local(one)
            if name in _SILENT:
                continue
            if name == "t":
                words.append(_in_font(one.text or "", font))
            elif name in _TEXT:
                words.append(_TEXT[name])
            elif name == "sym":
                words.append(symbols.shown(attribute(one, "font"), _hexadecimal(attribute(one, "char"))))
            elif name in ("del", "moveFrom", "delText"):
                self._away(one, f"teks yang dihapus di {holder.where}")
            elif name in _DRAWN:
                self._shapes(one, holder)
            elif name == "r":
                self._run(one, holder, words)
            else:
                self._words(one, holder, words, font)

    def _run(self, run: Element, holder: _Holder, words: list[str]) -> None:
        properties = child(run, "rPr")
        hidden = child(properties, "vanish")
        if hidden is not None and value(hidden) not in ("0", "false"):
            self._away(run, f"teks tersembunyi di {holder.where}")
            return
        fonts = child(properties, "rFonts")
        self._words(run, holder, words, attribute(fonts, "ascii") or attribute(fonts, "hAnsi"))

    def _away(self, element: Element, where: str) -> None:
        """Words that the page does not show: told, not taken."""
        text = "".join(one.text or "" for one in element.iter() if local(one) in ("t", "delText"))
        if text.strip():
            self.aside.append(Line(text, where))

    def _shapes(self, element: Element, holder: _Holder) -> None:
        for one in drawn(element, holder.room):
            inner = _Holder(f"{one.kind} di {holder.where}")
            inner.lines += (Line(attribute(art, "string"), inner.where) for art in _through(one.element, ("textpath",)))
            for content in _through(one.element, ("txbxContent",)):
                for block in _through(content, ("p", "tbl")):
                    self._block(block, inner)
            holder.shapes.append(Shape(one.kind, holder.where, tuple(inner.lines), one.is_inside))
            holder.shapes += inner.shapes

    def _count(self) -> None:
        self.cells += 1
        if self.cells > MOST_CELLS:
            raise Unreadable(TOO_MANY)

    def _table(self, table: Element) -> None:
        self.numbered += 1
        number, at = self.numbered, len(self.tables)
        grid = [_whole(attribute(one, "w")) for one in child(table, "tblGrid") or () if local(one) == "gridCol"]
        cells: list[Cell] = []
        above: dict[int, int] = {}  # grid column -> the cell that reaches down here
        for row, element in enumerate(_through(table, ("tr",))):
            column = _whole(value(child(element, "trPr", "gridBefore")))
            height = _whole(value(child(element, "trPr", "trHeight")))
            for ordinal, one in enumerate(_through(element, ("tc",)), 1):
                self._count()
                columns = max(1, min(_whole(value(child(one, "tcPr", "gridSpan"))), 100))
                width = sum(grid[column:column + columns]) or _whole(attribute(child(one, "tcPr", "tcW"), "w"))
                holder = _Holder(f"tabel {number}, baris {row + 1}, kolom {ordinal}", Room(width * _EMU, height * _EMU))
                for block in _through(one, ("p", "tbl", "altChunk")):
                    self._block(block, holder)
                cell = Cell(row, column, 1, columns, tuple(holder.lines), tuple(holder.shapes))
                origin = _origin(one, column, above)
                if origin is None:
                    for covered in range(column + 1, column + columns):
                        above.pop(covered, None)
                    above[column] = len(cells)
                    cells.append(cell)
                else:
                    cells[origin] = _grown(cells[origin], cell)
                column += columns
        self.tables.insert(at, Table(tuple(cells)))


def _origin(cell: Element, column: int, above: dict[int, int]) -> int | None:
    """The cell of which this one is the continuation, downwards (vMerge) or, in old files, sideways (hMerge)."""
    def goes_on(name: str) -> bool:
        merged = child(cell, "tcPr", name)
        return merged is not None and value(merged) in ("", "continue")
    if goes_on("vMerge"):
        return above.get(column)
    return above[max(at for at in above if at < column)] if goes_on("hMerge") and column and above else None


def _grown(origin: Cell, part: Cell) -> Cell:
    """Word shows nothing of a continuation; what stands in it all the same is kept."""
    return replace(origin, rows=max(origin.rows, part.row + 1 - origin.row),
                   columns=max(origin.columns, part.column + part.columns - origin.column),
                   lines=(*origin.lines, *part.filled), shapes=(*origin.shapes, *part.shapes))


def _through(parent: Element, names: tuple[str, ...]) -> Iterator[Element]:
    """The elements of these names below a parent, through whatever only wraps them (content controls, insertions)."""
    for one in parent:
        if local(one) in names:
            yield one
        elif local(one) not in _SILENT:
            yield from _through(one, names)


def _in_font(text: str, font: str) -> str:
    """Text in a symbol font: each character is a number in that font."""
    if font.casefold() in symbols.FONTS and font.casefold() != "symbol":
        return "".join(c if c.isspace() else symbols.shown(font, ord(c)) for c in text)
    return re.sub("[\uf000-\uf0ff]", lambda found: symbols.shown(font or "Symbol", ord(found[0])), text)


def _hexadecimal(text: str) -> int:
    return int(text, 16) if re.fullmatch("[0-9A-Fa-f]{1,6}", text) else 0


def _whole(text: str) -> int:
    return int(text) if re.fullmatch("[0-9]{1,6}", text) else 0
