"""A document as plain text for a terminal or a text file: all that its page says, in order, readable at 80 columns."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator, Sequence

from . import dates, nip, sop_words
from .blocks import Block, Body
from .flow import SYMBOLS, numbers
from .frontmatter import Scalar
from .markup import words
from .model import DateField, Document, Kind, Step
from .reports.excerpt import visible

__all__ = ["WIDTH", "everything", "facts", "lines", "table", "wrapped"]

WIDTH = 78

KINDS = {Kind.MAKLUMAT: "maklumat pelayanan", Kind.SOP: "standar operasional prosedur (SOP)"}
METHODS = {"sshsig": "tanda tangan digital dengan kunci terdaftar",
           "basah": "tanda tangan basah; yang ditandatangani di sini ialah salinannya",
           "tte": "tanda tangan elektronik tersertifikasi"}
_DATES = (("tanggal_pembuatan", "Dibuat"), ("tanggal_revisi", "Direvisi"), ("tanggal_pengesahan", "Disahkan"),
          ("tanggal_efektif", "Berlaku sejak"))
_LEAD = re.compile(r"[ │]*(?:(?:\d+\.|[a-z]{1,2}\.|•|[A-Z][a-z]{1,10} +:) +)?")  # what no further line repeats
_WITHDRAWAL = "dicabut; sesudah ditandatangani, dokumen ini tidak berlaku lagi"

Rows = Sequence[tuple[str, str]]


def facts(document: Document) -> tuple[tuple[str, str], ...]:
    """(name, value) of everything that identifies the document; what is absent has no row."""
    agency, official = document.agency, document.approver
    status, method = words(document.status), words(document.method)
    labels = dict(_DATES) | ({"tanggal_pengesahan": "Salinan disahkan"} if method == "basah" else {})
    rows = (
        ("Jenis", KINDS[document.kind]), ("Judul", words(document.title)),
        (sop_words.NUMBER, words(document.number)),
        ("Instansi", _listed(agency.government, agency.office, agency.unit)),
        ("Revisi", words(document.revision)), ("Catatan revisi", words(document.text("catatan_revisi"))),
        ("Status", _WITHDRAWAL if status == "dicabut" else status),
        *((label, day(document.dates.get(name))) for name, label in labels.items()),
        ("Pejabat pengesah", _listed(official.title, official.name)),
        ("NIP", nip.grouped(official.nip.text) if official.nip else ""),
        ("Cara pengesahan", METHODS.get(method, method)),
        ("Id dokumen", words(document.id)),
    )
    return tuple((label, visible(value)) for label, value in rows if value)


def day(date: DateField | None) -> str:
    """A stored date in Indonesian words; any other as it is typed."""
    if date is None:
        return ""
    return dates.words(date.reading.value) if date.reading.is_iso else words(date.written)


def lines(document: Document) -> tuple[str, ...]:
    """The text that the document's page shows: an SOP's boxes and steps, then the body; one entry per paragraph.

    An entry begins with its indentation and, in a list, with the number that readers see; it is not wrapped yet. Links
    and images follow their paragraph, with the place that they lead to.
    """
    parts = [*(_form(document) if document.kind is Kind.SOP else ()), *_blocks(document.body.blocks, document.body, "")]
    return tuple(line.rstrip() for line in _spaced(parts))


def everything(document: Document) -> str:
    """All that people are shown of a document, one paragraph on each line: what two revisions are compared by."""
    named = (f"{name}: {value}" for name, value in facts(document))
    listed = (f"Lampiran: {words(item.name)} (SHA-256 {words(item.sha256)})" for item in document.attachments)
    return "\n".join((*named, *lines(document), *listed))


def wrapped(paragraphs: Iterable[str], width: int = WIDTH) -> str:
    """Paragraphs as `lines` gives them, broken at `width` columns; what goes on stands below its text, not its number.
    """
    return "".join(f"{line}\n" for paragraph in paragraphs for line in _wrap(paragraph, width))


def table(rows: Rows, width: int = WIDTH) -> str:
    """Names and values in two columns; long values go on in their own column."""
    column = max((len(name) for name, _ in rows), default=0) + 2
    return "".join(
        textwrap.fill(value, width, initial_indent=name.ljust(column), subsequent_indent=" " * column,
                      break_long_words=False, break_on_hyphens=False) + "\n"
        for name, value in rows)


def _listed(*values: Scalar | None) -> str:
    return ", ".join(words(value) for value in values if value)


def _wrap(paragraph: str, width: int) -> list[str]:
    lead = _LEAD.match(paragraph)[0]
    hanging = " " * len(lead) if not lead.lstrip().startswith("│") else lead
    return textwrap.wrap(paragraph[len(lead):], width, initial_indent=lead, subsequent_indent=hanging,
                         break_long_words=False, break_on_hyphens=False) or [lead.rstrip()]




def _spaced(parts: Iterable[str]) -> Iterator[str]:
    """Never two empty lines in a row, none at the ends."""
    begun = pending = False
    for part in parts:
        if part:
            if begun and pending:
                yield ""
            yield part
            begun = True
        pending = not part


def _form(document: Document) -> Iterator[str]:
    for name, title in sop_words.BOXES:
        entries = document.texts(name)
        if entries:
            yield ""
            yield from _heading(title.capitalize())
            yield from _numbered([words(entry) for entry in entries])
    names = {actor.key.text: words(actor.name) for actor in document.actors}
    found = numbers(document)
    if document.steps:
        yield ""
        yield from _heading("Prosedur")
    if assumption := sop_words.assumption(document):
        yield assumption
    for number, step in enumerate(document.steps, 1):
        yield ""
        yield from _step(number, step, names, found)
    yield ""


def _numbered(entries: Sequence[str]) -> Iterator[str]:
    if len(entries) == 1:
        yield f"  {visible(entries[0])}"
        return
    for number, entry in enumerate(entries, 1):
        yield f"{number:3}. {visible(entry)}"


def _step(number: int, step: Step, names: dict[str, str], found: dict[str, int]) -> Iterator[str]:
    yield f"{number:3}. {visible(words(step.activity))}"
    for at, detail in enumerate(step.details):
        yield f"     {_letter(at)}. {visible(words(detail))}"
    exits = (("", step.next), ("bila ya ", step.yes), ("bila tidak ", step.no))
    onward = "; ".join(f"{word}ke langkah {found[target.text]}" for word, target in exits
                       if target and target.text in found)
    rows = (
        ("Pelaksana", ", ".join(names.get(actor.text, actor.text) for actor in step.actors)),
        ("Lambang", SYMBOLS.get(words(step.kind), words(step.kind)).lower()),
        ("Kelengkapan", words(step.inputs)), ("Waktu", words(step.time)), ("Output", words(step.output)),
        ("Keterangan", words(step.note)), ("Lanjut", onward),
    )
    for label, value in rows:
        if value:
            yield f"     {label:<11} : {visible(value)}"


def _letter(at: int) -> str:
    """a, b … z, aa, ab …, as browsers letter a list."""
    return (chr(96 + at // 26) if at >= 26 else "") + chr(97 + at % 26)


def _heading(text: str, lead: str = "") -> Iterator[str]:
    yield f"{lead}{text}"
    yield lead + "-" * min(len(text), WIDTH - len(lead))


def _blocks(blocks: Sequence[Block], body: Body, lead: str) -> Iterator[str]:
    for at, block in enumerate(blocks):
        if at or not lead:
            yield lead.rstrip()
        yield from _block(block, body, lead)


def _block(block: Block, body: Body, lead: str) -> Iterator[str]:
    if block.kind == "list":
        yield from _list(block, body, lead)
    elif block.kind == "quote":
        yield from _blocks(block.children, body, f"{lead}│ ")
    elif block.kind == "table":
        yield from _table(block, lead)
    elif block.kind in ("code", "html"):
        for line in body.tokens[block.token].content.rstrip("\n").split("\n"):
            yield f"{lead}│ {visible(line)}"
    elif block.kind == "rule":
        yield f"{lead}* * *"
    else:
        text = visible(block.text.text)
        yield from _heading(text, lead) if block.kind == "heading" else (f"{lead}{text}",)
        yield from _links(block, lead)


def _list(block: Block, body: Body, lead: str) -> Iterator[str]:
    """Items with the numbers that readers see; a list with several paragraphs in one item is set apart by empty lines.
    """
    marks = [f"{item.number}." if item.number is not None else "•" for item in block.children]
    width = max(map(len, marks)) + 1
    below = lead + " " * width
    loose = any(child.kind == "paragraph" for item in block.children for child in item.children[1:])
    for at, (mark, item) in enumerate(zip(marks, block.children, strict=True)):
        if loose and at:
            yield lead.rstrip()
        starts = bool(item.children) and item.children[0].kind in ("paragraph", "heading")
        yield lead + (mark.ljust(width) + visible(item.children[0].text.text) if starts else mark)
        if starts:
            yield from _links(item.children[0], below)
        for child in item.children[starts:]:
            if child.kind == "paragraph":
                yield lead.rstrip()
            yield from _block(child, body, below)


def _links(block: Block, lead: str) -> Iterator[str]:
    for link in block.links:
        if link.is_image:
            yield f"{lead}[gambar: {visible(link.text)} ({visible(link.target)})]"
        elif link.target.removeprefix("mailto:") != link.text:
            yield f"{lead}[tautan: {visible(link.text)} → {visible(link.target)}]"


def _table(block: Block, lead: str) -> Iterator[str]:
    """Cells in columns where they fit on a line; otherwise one row below the other, each cell under its heading."""
    rows = [[visible(cell.text.text) for cell in row.children] for row in block.children]
    widths = [max((len(row[at]) for row in rows if at < len(row)), default=0) for at in range(max(map(len, rows)))]
    if len(lead) + sum(widths) + 3 * (len(widths) - 1) <= WIDTH:
        for number, row in enumerate(rows):
            yield lead + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=False)).rstrip()
            if number == 0:
                yield lead + "-+-".join("-" * width for width in widths)
    else:
        heads, *records = rows
        for number, row in enumerate(records):
            if number:
                yield ""
            for name, cell in zip(heads, row, strict=False):
                yield f"{lead}{name}: {cell}"
    for row in block.children:
        for cell in row.children:
            yield from _links(cell, lead)
