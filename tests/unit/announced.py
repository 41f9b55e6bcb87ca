"""Documents of the fictional office, changed, as cards and captions announce them."""

from __future__ import annotations

from pathlib import Path

from maklumat import documents
from maklumat.model import Document

BASE = Path(__file__).parents[1] / "rules/base/content"
MAKLUMAT = (BASE / "maklumat/informasi-publik/index.md").read_text(encoding="utf-8")
SOP = (BASE / "sop/maklumat-informasi-publik/index.md").read_text(encoding="utf-8")
TITLE, OFFICE = "judul: Maklumat Pelayanan Informasi Publik", "perangkat_daerah: BADAN CONTOH"
PERMALINK = "https://ppid.example.go.id/d/3k9x2m4q/"
SENTENCE = "berjanji dan sanggup melaksanakan pelayanan nomor {} sesuai dengan standar pelayanan yang berlaku"


def document(text: str = MAKLUMAT, *changes: tuple[str, str]) -> Document:
    """The document of this text in which each old piece, there once, gives way to the new one."""
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return documents.read("content/maklumat/contoh/index.md", text.encode()).document


def promising(body: str, *changes: tuple[str, str]) -> Document:
    """The maklumat with this body."""
    return document(MAKLUMAT[:MAKLUMAT.index("---\n", 4) + 4] + body, *changes)
