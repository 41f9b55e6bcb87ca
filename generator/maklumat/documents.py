"""Path + text -> a Document, or the faults that stand in the way. The one door from bytes to the model."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from . import blocks, citations, clauses, dates, encoding, frontmatter, numbers, shape, textguard
from .commonmark import MAX_BRACKETS, MAX_PARAGRAPH
from .findings import Place, Problem
from .frontmatter import Entry, Mapping, Scalar, Sequence
from .model import (
    Actor,
    Agency,
    Attachment,
    CitationField,
    DateField,
    Document,
    Kind,
    Official,
    Outline,
    Step,
    entry_at,
    text_at,
    texts_at,
)

__all__ = ["Reading", "document", "lines", "outline", "read", "sops_by_number", "unreadable"]

Problems = tuple[tuple[str, Problem], ...]

DATE_FIELDS = ("tanggal_pembuatan", "tanggal_revisi", "tanggal_efektif", "tanggal_pengesahan")


@dataclass(frozen=True, slots=True)
class Reading:
    """The outcome of reading one file: always something, whatever the bytes.

    `problems` pairs a rule code with what the readers found; `document` is None when the front matter gives no
    document to judge (the problems then say why). `lines` are the decoded lines without BOM and line ends.
    """

    path: str
    data: bytes
    lines: tuple[str, ...]
    problems: tuple[tuple[str, Problem], ...]
    document: Document | None

    def of(self, code: str) -> tuple[Problem, ...]:
        """The readers' problems that carry this rule code."""
        return tuple(problem for name, problem in self.problems if name == code)


def unreadable(path: str, reason: str) -> Reading:
    """The Reading of a file that could not be opened; `reason` says why, in Indonesian, with a small first letter."""
    problem = Problem(Place(1, 1), f"berkas tidak dapat dibuka: {reason}", _OPEN)
    return Reading(path, b"", (), (("BK01", problem),), None)


def sops_by_number(documents: Iterable[Outline]) -> dict[str, Outline]:
    """The SOPs by the key of their number (`numbers.key`); of two with one number the first."""
    found: dict[str, Outline] = {}
    for document in documents:
        if document.kind is Kind.SOP and document.number:
            found.setdefault(numbers.key(document.number.text), document)
    return found


def read(path: str, data: bytes) -> Reading:
    """Reads one document. Never raises for any bytes."""
    text, problems = encoding.decode(data)
    if text is None:
        return Reading(path, data, (), problems, None)
    lines = encoding.lines(text)
    too_much = tuple(encoding.check_lines(lines))
    if too_much:
        return Reading(path, data, lines, (*problems, *too_much), None)
    front = frontmatter.read(lines)
    problems += (*textguard.check(lines), *front.problems)
    if front.fields is None:
        return Reading(path, data, lines, problems, None)
    kind = _kind(path, front.fields)
    problems += (*_presence(front.fields, kind or Kind.SOP), *shape.check(front.fields, kind or Kind.SOP))
    if kind is None:
        return Reading(path, data, lines, problems, None)
    document = _document(path, lines, front, kind)
    problems += tuple(("BK03", Problem(place, _OVERLONG, "Bagi alinea ini dengan baris kosong."))
                      for place in document.body.overlong)
    return Reading(path, data, lines, problems, document)


@lru_cache(maxsize=32)  # whoever works on a document asks for it several times, and for the few that it leads to
def document(path: str, data: bytes) -> Document | None:
    """The document alone, as in `Reading`, without looking for what is wrong with it."""
    source, front, kind = _begun(path, data)
    return _document(path, source, front, kind) if kind else None


def outline(path: str, data: bytes) -> Outline | None:
    """What the document is, whose, and since when, as in `Reading`; its text is not looked at."""
    _, front, kind = _begun(path, data)
    return Outline(**_outline(path, front.fields, kind)) if kind else None


def _begun(path: str, data: bytes) -> tuple[tuple[str, ...], frontmatter.FrontMatter | None, Kind | None]:
    """The lines, the front matter and the kind, which is None where that is no document."""
    source = lines(data)
    if not source or any(encoding.check_lines(source)):
        return source, None, None
    front = frontmatter.read(source)
    return source, front, _kind(path, front.fields) if front.fields else None


def lines(data: bytes) -> tuple[str, ...]:
    """The lines of a document, as in `Reading`."""
    text, _ = encoding.decode(data)
    return () if text is None else encoding.lines(text)


_KINDS = {kind.value: kind for kind in Kind}
_OVERLONG = f"alinea melebihi {MAX_PARAGRAPH} karakter atau {MAX_BRACKETS} kurung siku"
_OPEN = "Periksa hak akses berkas, lalu simpan ulang sebagai teks."


def _kind(path: str, fields: Mapping) -> Kind | None:
    """The kind to judge by: a missing or misspelt `jenis` falls back on the folder, so that other faults still show."""
    written = text_at(fields, "jenis")
    if written and written.text.strip() in _KINDS:
        return _KINDS[written.text.strip()]
    return next((_KINDS[folder] for folder in path.split("/")[:-1] if folder in _KINDS), None)


def _presence(fields: Mapping, kind: Kind) -> Problems:
    entry = fields.entry("jenis")
    if (entry and not entry.is_empty) or shape.misspelt(fields, shape.FORMS[kind], "jenis"):
        return ()
    place = entry.key.place if entry else Place(1, 1, 3)
    return (("SP13", Problem(place, "jenis dokumen tidak disebut", "Tulis `jenis: maklumat` atau `jenis: sop`.")),)


def _document(path: str, lines: tuple[str, ...], front: frontmatter.FrontMatter, kind: Kind) -> Document:
    fields = front.fields
    body = blocks.parse(lines, front.body_line)
    return Document(
        **_outline(path, fields, kind), lines=lines, fields=fields, body_line=front.body_line, body=body,
        clauses=clauses.find(body) if kind is Kind.MAKLUMAT else None,
        revision=text_at(fields, "revisi"),
        citations=tuple(CitationField(item, citations.read(item.text)) for item in texts_at(fields, "dasar_hukum")),
        actors=tuple(Actor(e.key, e.value) for e in _entries(fields, "pelaksana") if isinstance(e.value, Scalar)),
        steps=tuple(_step(group) for group in _groups(fields, "langkah")),
    )


def _outline(path: str, fields: Mapping, kind: Kind) -> dict[str, object]:
    """The fields of an `Outline`."""
    written = {name: text_at(fields, name) for name in DATE_FIELDS}
    return {
        "path": path, "kind": kind, "id": text_at(fields, "id"), "title": text_at(fields, "judul"),
        "number": text_at(fields, "nomor_sop"), "status": text_at(fields, "status"), "method": text_at(fields, "cara"),
        "agency": Agency(*(text_at(fields, "instansi", k) for k in ("pemerintah", "perangkat_daerah", "unit_kerja"))),
        "approver": Official(*(text_at(fields, "disahkan_oleh", k) for k in ("jabatan", "nama", "nip"))),
        "dates": {name: DateField(scalar, dates.read(scalar.text)) for name, scalar in written.items() if scalar},
        "attachments": tuple(Attachment(text_at(group, "berkas"), text_at(group, "sha256"))
                             for group in _groups(fields, "lampiran")),
    }


def _step(step: Mapping) -> Step:
    texts = (text_at(step, name) for name in ("kelengkapan", "waktu", "output", "ket", "lanjut", "ya", "tidak"))
    return Step(step.place, text_at(step, "id"), texts_at(step, "oleh"), text_at(step, "jenis"),
                text_at(step, "kegiatan"), texts_at(step, "rincian"), *texts)


def _entries(fields: Mapping, name: str) -> tuple[Entry, ...]:
    entry = entry_at(fields, name)
    return entry.value.entries if entry and isinstance(entry.value, Mapping) else ()


def _groups(fields: Mapping, name: str) -> tuple[Mapping, ...]:
    entry = entry_at(fields, name)
    items = entry.value.items if entry and isinstance(entry.value, Sequence) else ()
    return tuple(item for item in items if isinstance(item, Mapping))
