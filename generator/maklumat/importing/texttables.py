"""The text form of a source: lines with tabs between cells, markup or none, or a page of HTML -> Source.

Copying a table out of a word processor, a spreadsheet or a web page gives one of them. Only the standard parser reads
the markup: nothing is fetched, nothing is run.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser

from .source import MOST_CELLS, Cell, Line, Shape, ShapeKind, Source, Table, Unreadable

__all__ = ["decode", "read"]

TOO_MANY = f"berkas memuat lebih dari {MOST_CELLS} sel dan alinea; simpan formulir SOP saja sebagai berkas sendiri"
NO_TEXT = ("berkas bukan dokumen Word (.docx), halaman HTML, atau teks; buka naskah itu dengan pengolah kata, lalu"
           " simpan sebagai .docx")
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*(windows-1252|iso-8859-1|us-ascii)\b", re.IGNORECASE)
_MOST_SPAN = 100
_BLOCKS = frozenset({"address", "article", "blockquote", "br", "dd", "div", "dl", "dt", "figure", "footer", "h1", "h2",
                     "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "ol", "p", "pre", "section", "ul"})
_SILENT = frozenset({"script", "style", "head", "template"})
_TAG = re.compile(r"(</?[A-Za-z][^<>]*+>)")
_CELL = re.compile(r'"(?P<quoted>(?:[^"]|"")*+)"(?=[\t\n]|\Z)|(?P<bare>[^\t\n]*)')


def decode(data: bytes) -> str:
    """The text of bytes: UTF-8, UTF-16 with its mark, or what a page says of itself. Raises Unreadable."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encodings = ["utf-16"]
    else:
        said = _CHARSET.search(data[:4096])
        encodings = ["utf-8-sig", *(["windows-1252"] if said else [])]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return re.sub(r"\r\n?", "\n", text)
    raise Unreadable(NO_TEXT)


def read(text: str) -> Source:
    """A page where it holds a table, else lines with tabs. Raises Unreadable when there is too much of it."""
    return _Page(text).source() if re.search(r"<table\b", text, re.IGNORECASE) else _tabbed(text)


def _only_tags(text: str) -> str:
    """The text without comments and declarations, and with every `<` that opens no whole tag as a plain character: the
    parser takes the square of the time over what is left open."""
    parts, at = [], 0
    while (start := text.find("<!--", at)) >= 0 and (end := text.find("-->", start)) >= 0:
        parts.append(text[at:start])
        at = end + 3
    bare = re.sub(r"<[!?][^<>]*+>", "", "".join((*parts, text[at:])))
    return "".join(part if _TAG.fullmatch(part) else part.replace("<", "&lt;") for part in _TAG.split(bare))


def _tabbed(text: str) -> Source:
    """Rows of cells; an empty line ends a table. Markup inside a cell parts its lines, the rest of it goes."""
    tables: list[Table] = []
    rows: list[list[str]] = []
    count = 0
    for row in (*_rows(text), [""]):
        if any(cell.strip() for cell in row):
            rows.append(row)
            count += len(row)
            if count > MOST_CELLS:
                raise Unreadable(TOO_MANY)
        elif rows:
            tables.append(_table(rows, len(tables) + 1))
            rows = []
    return Source(tuple(tables))


def _rows(text: str) -> list[list[str]]:
    rows: list[list[str]] = [[]]
    at = 0
    while at <= len(text):
        found = _CELL.match(text, at)
        quoted = found["quoted"]
        # A spreadsheet quotes a cell only when it must.
        is_quoted = quoted is not None and re.search(r'[\t\n]|""', quoted)
        rows[-1].append(quoted.replace('""', '"') if is_quoted else found[0])
        at = found.end() + 1
        if text[found.end():at] == "\n":
            rows.append([])
    return rows


def _table(rows: list[list[str]], number: int) -> Table:
    cells = []
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            where = f"tabel {number}, baris {row + 1}, kolom {column + 1}"
            lines = _Cell(where).of(text) if "<" in text or "&" in text else (Line(text, where),)
            cells.append(Cell(row, column, lines=lines))
    return Table(tuple(cells))


class _Lines(HTMLParser):
    """What cells and pages have in common: text in lines, ordered lists with their numbers."""

    def __init__(self, where: str = ""):
        super().__init__(convert_charrefs=True)
        self.where = where
        self.lines: list[Line] = []
        self.shapes: list[Shape] = []
        self.words: list[str] = []
        self.label = ""
        self.lists: list[list] = []
        self.silent = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self.silent:
            return
        if tag in _BLOCKS:
            self.end_line()
        if tag in _SILENT:
            self.silent = tag
        elif tag in ("ol", "ul"):
            self.lists.append([tag, 0])
        elif tag == "li":
            self.label = self._next_label()
        elif tag == "img":
            self.shapes.append(Shape(ShapeKind.PICTURE, self.where))

    def handle_endtag(self, tag: str) -> None:
        if tag == self.silent:
            self.silent = ""
        if tag in _BLOCKS:
            self.end_line()
        if tag in ("ol", "ul") and self.lists:
            self.lists.pop()

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.words.append(data)

    def end_line(self) -> None:
        text = "".join(self.words)
        if text.strip() or self.label:
            self.lines.append(Line(text, self.where, self.label, max(0, len(self.lists) - 1)))
            self.label = ""
        self.words = []

    def _next_label(self) -> str:
        if not self.lists or self.lists[-1][0] == "ul":
            return "•"
        self.lists[-1][1] += 1
        return f"{self.lists[-1][1]}."


class _Cell(_Lines):
    """The markup inside one cell of the tabbed form."""

    def of(self, text: str) -> tuple[Line, ...]:
        self.feed(_only_tags(text))
        self.close()
        self.end_line()
        return tuple(self.lines)


@dataclass(slots=True)
class _Open:
    """A table while it is read. `free`: the first row in which a grid column is free again; `outer`: what was being
    read around it."""

    number: int
    outer: tuple[list[Line], list[Shape], list[list], str]
    cells: list[Cell] = field(default_factory=list)
    free: dict[int, int] = field(default_factory=dict)
    row: int = -1
    column: int = 0
    ordinal: int = 0
    cell: Cell | None = None


class _Page(_Lines):
    """A page: tables with their spans, nested ones too, and the paragraphs around them."""

    def __init__(self, text: str):
        super().__init__()
        self.tables: list[Table] = []
        self.open: list[_Open] = []
        self.prose: list[Cell] = []
        self.numbered = self.paragraphs = self.cells = 0
        self.feed(_only_tags(text))
        self.close()
        self.end_line()
        while self.open:
            self._end_table()
        self._end_prose()

    def source(self) -> Source:
        return Source(tuple(self.tables))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table" and not self.silent:
            self._table()
        elif tag == "tr" and self.open:
            self._end_cell()
            self.open[-1].row += 1
            self.open[-1].column = self.open[-1].ordinal = 0
        elif tag in ("td", "th") and self.open:
            self._cell(dict(attrs))
        else:
            super().handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        super().handle_endtag(tag)
        if tag in ("td", "th", "tr") and self.open:
            self._end_cell()
        elif tag == "table" and self.open:
            self._end_table()

    def end_line(self) -> None:
        super().end_line()
        if self.lines and not self.open:
            self._to_prose()

    def _to_prose(self) -> None:
        for line in self.lines:
            self.paragraphs += 1
            self._count()
            here = replace(line, where=f"alinea {self.paragraphs}")
            self.prose.append(Cell(len(self.prose), 0, lines=(here,), shapes=tuple(self.shapes)))
            self.shapes = []
        self.lines = []

    def _table(self) -> None:
        self.end_line()
        if not self.open:
            self._end_prose()
        self.numbered += 1
        self.open.append(_Open(self.numbered, (self.lines, self.shapes, self.lists, self.where)))
        self.lines, self.shapes, self.lists = [], [], []

    def _cell(self, attributes: dict[str, str | None]) -> None:
        self._end_cell()
        table = self.open[-1]
        self._count()
        table.row = max(0, table.row)
        table.ordinal += 1
        while table.free.get(table.column, 0) > table.row:
            table.column += 1
        rows, columns = _span(attributes.get("rowspan")), _span(attributes.get("colspan"))
        table.free |= dict.fromkeys(range(table.column, table.column + columns), table.row + rows)
        table.cell = Cell(table.row, table.column, rows, columns)
        table.column += columns
        self.where = f"tabel {table.number}, baris {table.row + 1}, kolom {table.ordinal}"

    def _count(self) -> None:
        self.cells += 1
        if self.cells > MOST_CELLS:
            raise Unreadable(TOO_MANY)

    def _end_cell(self) -> None:
        self.end_line()
        table = self.open[-1]
        if table.cell:
            table.cells.append(replace(table.cell, lines=tuple(self.lines), shapes=tuple(self.shapes)))
            table.cell, self.lines, self.shapes, self.lists = None, [], [], []
        elif self.lines:  # text between cells, which browsers show before the table
            self._to_prose()

    def _end_table(self) -> None:
        self._end_cell()
        table = self.open.pop()
        self.lines, self.shapes, self.lists, self.where = table.outer
        self.tables.append(Table(tuple(table.cells)))

    def _end_prose(self) -> None:
        if self.shapes:
            self.prose.append(Cell(len(self.prose), 0, shapes=tuple(self.shapes)))
            self.shapes = []
        if self.prose:
            self.tables.append(Table(tuple(self.prose), is_prose=True))
            self.prose = []


def _span(text: str | None) -> int:
    return min(_MOST_SPAN, max(1, int(text))) if text and re.fullmatch(r"[0-9]{1,5}", text.strip()) else 1
