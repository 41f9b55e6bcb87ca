"""Path + text -> a Document, or the faults that stand in the way. The one door from bytes to the model."""

from __future__ import annotations

import re
from dataclasses import dataclass

from . import blocks, citations, clauses, dates, frontmatter
from .findings import Place, Problem
from .frontmatter import Mapping, Scalar, Sequence
from .model import Actor, Agency, CitationField, DateField, Document, Kind, Official, Step

__all__ = ["Reading", "read"]

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


def read(path: str, data: bytes) -> Reading:
    """Reads one document. Never raises for any bytes."""
    text = data.decode("utf-8", errors="replace").removeprefix("\ufeff")
    lines = tuple(re.split(r"\r\n|\n|\r", text))
    front = frontmatter.read(lines)
    if front.fields is None:
        return Reading(path, data, lines, front.problems, None)
    kind = front.fields.entry("jenis")
    if kind is None or not isinstance(kind.value, Scalar) or kind.value.text not in ("maklumat", "sop"):
        problem = ("SP13", Problem(Place(1, 1), "jenis dokumen tidak dikenal", "Tulis `jenis: maklumat` atau `jenis: sop`."))
        return Reading(path, data, lines, (*front.problems, problem), None)
    return Reading(path, data, lines, front.problems, _document(path, lines, front))


def _document(path: str, lines: tuple[str, ...], front: frontmatter.FrontMatter) -> Document:
    fields = front.fields
    kind = Kind(fields.entry("jenis").value.text)
    body = blocks.parse(lines, front.body_line)
    written = {name: _text(fields, name) for name in DATE_FIELDS}
    return Document(
        path=path, lines=lines, kind=kind, fields=fields, body_line=front.body_line, body=body,
        clauses=clauses.find(body) if kind is Kind.MAKLUMAT else None,
        id=_text(fields, "id"), title=_text(fields, "judul"), number=_text(fields, "nomor_sop"),
        revision=_text(fields, "revisi"), status=_text(fields, "status"), method=_text(fields, "cara"),
        agency=Agency(*(_text(fields, "instansi", k) for k in ("pemerintah", "perangkat_daerah", "unit_kerja"))),
        approver=Official(*(_text(fields, "disahkan_oleh", k) for k in ("jabatan", "nama", "nip"))),
        dates={name: DateField(scalar, dates.read(scalar.text)) for name, scalar in written.items() if scalar},
        citations=tuple(CitationField(item, citations.read(item.text)) for item in _texts(fields, "dasar_hukum")),
        actors=tuple(Actor(e.key, e.value) for e in _entries(fields, "pelaksana") if isinstance(e.value, Scalar)),
        steps=tuple(_step(item) for item in _items(fields, "langkah") if isinstance(item, Mapping)),
    )


def _step(step: Mapping) -> Step:
    return Step(step.place, _text(step, "id"), _texts(step, "oleh"), _text(step, "jenis"), _text(step, "kegiatan"),
                _texts(step, "rincian"), *(_text(step, name) for name in (
                    "kelengkapan", "waktu", "output", "ket", "lanjut", "ya", "tidak")))


def _value(mapping: Mapping, *path: str):
    for name in path:
        entry = mapping.entry(name) if isinstance(mapping, Mapping) else None
        if entry is None:
            return None
        mapping = entry.value
    return mapping


def _text(mapping: Mapping, *path: str) -> Scalar | None:
    value = _value(mapping, *path)
    return value if isinstance(value, Scalar) and value.text.strip() else None


def _items(mapping: Mapping, name: str) -> tuple:
    value = _value(mapping, name)
    return value.items if isinstance(value, Sequence) else ()


def _texts(mapping: Mapping, name: str) -> tuple[Scalar, ...]:
    value = _value(mapping, name)
    items = value.items if isinstance(value, Sequence) else (value,)
    return tuple(item for item in items if isinstance(item, Scalar) and item.text.strip())


def _entries(mapping: Mapping, name: str) -> tuple:
    value = _value(mapping, name)
    return value.entries if isinstance(value, Mapping) else ()
