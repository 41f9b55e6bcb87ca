"""Documents -> the register page: every document that is shown, with its number, agency, date and state."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from . import staged, status
from .catalogue import Catalogue, Entry, relative
from .markup import scroll, text, time
from .planned import Mode, Page
from .staged import Head

__all__ = ["ADDRESS", "pages"]

ADDRESS = "daftar/"
TITLE = "Daftar Dokumen"


def pages(catalogue: Catalogue) -> Iterator[tuple[Page, str]]:
    """The register's pages and their texts; where it holds drafts it is marked like them and listed nowhere."""
    block = _block(catalogue.entries)
    head = Head(TITLE, "Daftar maklumat pelayanan dan SOP", listed=catalogue.facts.mode is Mode.STRICT)
    yield Page("", f"{ADDRESS}index.md", ADDRESS, block), staged.page(block, head)


def _block(entries: tuple[Entry, ...]) -> str:
    table = f"""<table class="daftar-dokumen">
<caption>Maklumat pelayanan dan SOP yang ditampilkan di laman ini</caption>
<thead>
<tr><th scope="col">Judul</th><th scope="col">Jenis</th><th scope="col">Nomor SOP</th>\
<th scope="col">Perangkat daerah</th><th scope="col">Tanggal efektif</th><th scope="col">Keadaan</th></tr>
</thead>
<tbody>
{chr(10).join(map(_line, entries))}
</tbody>
</table>"""
    inside = scroll("Tabel daftar dokumen", table) if entries else "<p>Belum ada dokumen yang disahkan.</p>"
    return f'<article class="dokumen" data-jenis="daftar">\n<h1>{TITLE}</h1>\n{inside}\n</article>'


def _line(entry: Entry) -> str:
    document = entry.document
    return (f'<tr><th scope="row"><a href="{escape(relative(ADDRESS, entry.address))}">{escape(entry.title)}</a></th>'
            f"<td>{status.KIND_WORDS[document.kind]}</td><td>{text(document.number)}</td>"
            f"<td>{text(document.agency.office)}</td><td>{time(document.dates.get('tanggal_efektif'))}</td>"
            f"<td>{entry.status.word}</td></tr>")
