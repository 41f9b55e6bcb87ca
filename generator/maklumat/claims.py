"""Front matter -> what a document claims of itself, as far as the gate must know it. Cheap: the body is not read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from . import dates, encoding, frontmatter, nip, numbers
from .frontmatter import Mapping, Sequence
from .model import Kind, entry_at, text_at

__all__ = ["Claim", "read"]

WITHDRAWN = "dicabut"

_REVISION = re.compile(r"[1-9][0-9]{0,5}")


@dataclass(frozen=True, slots=True)
class Claim:
    """Values as understood; "" or None where a document leaves one out or writes something else.

    `number` is the key of `numbers.read`; `signed` and `effective` are only ISO dates; `attachments` pairs each listed
    file name with its SHA-256 in hexadecimal.
    """

    kind: Kind
    id: str
    number: str
    revision: int
    is_withdrawal: bool
    method: str
    nip: str
    signed: date | None
    effective: date | None
    note: str
    attachments: tuple[tuple[str, str], ...]

    @property
    def sop(self) -> str:
        """The number that an SOP bears; "" for a maklumat, which only names it."""
        return self.number if self.kind is Kind.SOP else ""


@lru_cache(maxsize=4096)  # the same bytes come back with every change beside them
def read(data: bytes) -> Claim | None:
    """The claim of a document's bytes; None where its front matter cannot be read or names no kind. Never raises."""
    text, _ = encoding.decode(data)
    if text is None:
        return None
    lines = encoding.lines(text)
    fields = None if tuple(encoding.check_lines(lines)) else frontmatter.read(lines).fields
    kind = _text(fields, "jenis") if fields else ""
    if kind not in tuple(Kind):
        return None
    revision = _text(fields, "revisi")
    return Claim(
        kind=Kind(kind), id=_text(fields, "id"), number=numbers.key(_text(fields, "nomor_sop")),
        revision=int(revision) if _REVISION.fullmatch(revision) else 0,
        is_withdrawal=_text(fields, "status") == WITHDRAWN, method=_text(fields, "cara"),
        nip=nip.read(_text(fields, "disahkan_oleh", "nip")).digits,
        signed=_date(fields, "tanggal_pengesahan"), effective=_date(fields, "tanggal_efektif"),
        note=" ".join(_text(fields, "catatan_revisi").split()), attachments=tuple(_attachments(fields)),
    )


def _text(fields: Mapping, *path: str) -> str:
    found = text_at(fields, *path)
    return found.text.strip() if found else ""


def _date(fields: Mapping, name: str) -> date | None:
    reading = dates.read(_text(fields, name))
    return reading.value if reading.is_iso else None


def _attachments(fields: Mapping):
    entry = entry_at(fields, "lampiran")
    items = entry.value.items if entry and isinstance(entry.value, Sequence) else ()
    return ((_text(item, "berkas"), _text(item, "sha256")) for item in items if isinstance(item, Mapping))
