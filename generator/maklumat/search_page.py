"""The page that searches (theme/js/cari.js). Whoever runs no script reads there a plain list of documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from . import search_records, staged, status
from .catalogue import Catalogue, Entry, relative
from .model import Kind, State
from .planned import Mode, Page
from .staged import Head

__all__ = ["ADDRESS", "pages"]

ADDRESS = "cari/"
TITLE = "Cari Dokumen"
MANY = 500  # documents: a longer list is no help, the register has pages


def pages(catalogue: Catalogue) -> Iterator[Page]:
    """The page. Without a public document there is nothing to search, and no script."""
    public = catalogue.public
    inside = f"{_form(public)}\n{_list(public)}" if public else f"<p>{NOTHING}</p>"
    block = f'<article class="dokumen" data-jenis="pencarian">\n<h1>{TITLE}</h1>\n{inside}\n</article>'
    head = Head(TITLE, "Mencari maklumat pelayanan dan SOP menurut kata, nomor, unit, tahun, jenis, dan keadaannya",
                listed=catalogue.facts.mode is Mode.STRICT, template="cari.html" if public else "dokumen.html",
                more=staged.dated(catalogue.changed))
    yield Page("", f"{ADDRESS}index.md", ADDRESS, block, head)


NOTHING = "Belum ada dokumen resmi di laman ini, sehingga belum ada yang dapat dicari."


def _form(public: tuple[Entry, ...]) -> str:
    """The controls; the script shows them."""
    withdrawn = """
<p class="pilihan"><input id="dicabut" type="checkbox"> \
<label for="dicabut">Termasuk yang dicabut</label></p>""" if any(map(_is_withdrawn, public)) else ""
    return f"""<div id="pencarian" hidden>
<search>
<form id="cari" autocomplete="off">
<p class="kotak"><label for="q">Kata atau nomor SOP yang dicari</label>
<input id="q" type="search" maxlength="200" spellcheck="false" aria-describedby="q-petunjuk">
<button type="submit" class="tombol">Cari</button></p>
<p class="catatan" id="q-petunjuk">Misalnya biaya salinan, pengaduan, atau nomor SOP. Salah ketik yang kecil tidak \
menghalangi pencarian.</p>
<fieldset>
<legend>Persempit hasil</legend>
{_filters(public)}{withdrawn}
</fieldset>
</form>
</search>
<p id="kabar" role="status"></p>
<ol id="hasil"></ol>
<p><button type="button" id="lagi" class="tombol" hidden>Tampilkan berikutnya</button></p>
</div>"""


def _filters(public: tuple[Entry, ...]) -> str:
    told = (
        ("unit", "Unit", sorted({search_records.unit(entry) for entry in public})),
        ("tahun", "Tahun", sorted({entry.year for entry in public}, reverse=True)),
        ("jenis", "Jenis", sorted({status.KIND_WORDS[entry.kind] for entry in public})),
        ("keadaan", "Keadaan", sorted({entry.status.label for entry in public})),
    )
    return "\n".join(_filter(name, label, filter(None, values)) for name, label, values in told)


def _filter(name: str, label: str, values: Iterable[str]) -> str:
    options = "".join(f"<option>{escape(value)}</option>" for value in values)
    return (f'<p><label for="{name}">{label}</label> '
            f'<select id="{name}"><option value="">Semua</option>{options}</select></p>')


def _is_withdrawn(entry: Entry) -> bool:
    return entry.verdict.state is State.WITHDRAWN


def _list(public: tuple[Entry, ...]) -> str:
    """All documents without a script: by kind, the withdrawn ones apart."""
    if len(public) > MANY:
        listed = f"<p>Pencarian memerlukan JavaScript. Ada {len(public)} dokumen di laman ini.</p>"
    else:
        holding = [entry for entry in public if not _is_withdrawn(entry)]
        groups = (
            *((status.KINDS[kind], [entry for entry in holding if entry.kind is kind]) for kind in Kind),
            ("Dicabut", [entry for entry in public if _is_withdrawn(entry)]),
        )
        listed = "\n".join(_group(name, entries) for name, entries in groups if entries)
    return (f'<section id="semua" aria-label="Semua dokumen">\n{listed}\n'
            f'<p>Lihat juga <a href="{relative(ADDRESS, "daftar/")}">daftar dokumen</a>.</p>\n</section>')


def _group(name: str, entries: list[Entry]) -> str:
    rows = "\n".join(
        f'<li><a href="{escape(relative(ADDRESS, entry.address))}">{escape(entry.title)}</a>'
        f'{f" (nomor {escape(entry.number)})" if entry.number and entry.kind is Kind.SOP else ""}</li>'
        for entry in sorted(entries, key=lambda entry: (entry.title.casefold(), entry.address)))
    return f"<h2>{name}</h2>\n<ul>\n{rows}\n</ul>"
