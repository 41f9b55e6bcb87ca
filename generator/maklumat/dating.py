"""A document's bytes with the day of its approval written in, every other byte kept."""

from __future__ import annotations

from datetime import date

from . import documents
from .frontmatter import Entry, Mapping, Scalar

__all__ = ["FIELD", "dated"]

FIELD = "tanggal_pengesahan"
AFTER = ("tanggal_efektif", "tanggal_revisi", "tanggal_pembuatan")  # behind which of these a missing key goes


def dated(path: str, data: bytes, day: date) -> bytes | None:
    """The document with `tanggal_pengesahan` set to a day.

    Quotes, comments and blanks around the value stay; a missing key goes behind the other dates. None where the value
    is no text on one line, or where the outcome would not read as that day.
    """
    fields = _fields(path, data)
    if fields is None:
        return None
    lines = data.decode("utf-8", "replace").split("\n")
    entry = fields.entry(FIELD)
    if entry is None:
        before = next((found for name in AFTER if (found := fields.entry(name))), None)
        if before is None or not isinstance(before.value, Scalar):
            return None
        indent = " " * (before.key.place.column - 1)
        lines.insert(_last_line(before), f"{indent}{FIELD}: {day.isoformat()}")
    elif not isinstance(entry.value, Scalar) or _last_line(entry) != entry.key.place.line:
        return None
    else:
        at = entry.key.place.line - 1
        lines[at] = _filled(lines[at], entry, day.isoformat())
    written = "\n".join(lines).encode()
    return written if _says(path, written, day) else None


def _fields(path: str, data: bytes) -> Mapping | None:
    document = documents.read(path, data).document
    return document.fields if document else None


def _last_line(entry: Entry) -> int:
    """The source line (from 1) where an entry's value ends."""
    return max(entry.key.place.line, entry.value.place.line + max(0, len(entry.value.source) - 1)
               if entry.value.text else entry.key.place.line)


def _filled(line: str, entry: Entry, day: str) -> str:
    colon = line.index(":", entry.key.place.column - 1 + len(FIELD)) + 1
    written = "".join(entry.value.source)
    if written:
        start = line.index(written, colon)
        quote = written[0] if entry.value.quoted else ""
        return f"{line[:start]}{quote}{day}{quote}{line[start + len(written):]}"
    rest = line[colon:]
    return f"{line[:colon]} {day}{rest if rest.strip() else rest[1:]}"


def _says(path: str, data: bytes, day: date) -> bool:
    document = documents.read(path, data).document
    field = document.dates.get(FIELD) if document else None
    return field is not None and field.reading.is_iso and field.reading.value == day
