"""Documents -> the register page: every document that is shown, with its number, agency, date and state."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from . import pages
from .markup import scroll, text, time
from .model import Document, Kind, State
from .verdicts import Revision

__all__ = ["ADDRESS", "URI", "Row", "block", "staged"]

ADDRESS = "daftar/"
URI = "daftar/index.md"
TITLE = "Daftar Dokumen"
KINDS = {Kind.MAKLUMAT: "Maklumat", Kind.SOP: "SOP"}


@dataclass(frozen=True, slots=True)
class Row:
    document: Document
    state: State
    href: str
    holding: Revision | None = None  # what holds until this text takes effect


def block(rows: Sequence[Row]) -> str:
    """The register as one HTML element."""
    table = f"""<table class="daftar-dokumen">
<caption>Maklumat pelayanan dan SOP yang ditampilkan di laman ini</caption>
<thead>
<tr><th scope="col">Judul</th><th scope="col">Jenis</th><th scope="col">Nomor SOP</th>\
<th scope="col">Perangkat daerah</th><th scope="col">Tanggal efektif</th><th scope="col">Keadaan</th></tr>
</thead>
<tbody>
{chr(10).join(_line(row) for row in rows)}
</tbody>
</table>"""
    inside = scroll("Tabel daftar dokumen", table) if rows else "<p>Belum ada dokumen yang disahkan.</p>"
    return f'<article class="dokumen" data-jenis="daftar">\n<h1>{TITLE}</h1>\n{inside}\n</article>'


def _line(row: Row) -> str:
    document = row.document
    return (f'<tr><th scope="row"><a href="{escape(row.href)}">{escape(pages.title(document))}</a></th>'
            f"<td>{KINDS[document.kind]}</td><td>{text(document.number)}</td><td>{text(document.agency.office)}</td>"
            f"<td>{time(document.dates.get('tanggal_efektif'))}</td>"
            f"<td>{pages.standing(document, row.state, row.holding).word}</td></tr>")


def staged(html: str, *, listed: bool) -> str:
    """The finished register page; `listed` only where it holds signed documents alone."""
    return pages.staged_page(html, title=TITLE, description="Daftar maklumat pelayanan dan SOP", listed=listed)
