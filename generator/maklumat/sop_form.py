"""The SOP form of PermenPANRB 35/2012 as HTML: the identity part and the procedure table."""

from __future__ import annotations

from functools import lru_cache

from . import flow_html, legal_basis, sop_words
from .flow import Cell, Flow, layout
from .frontmatter import Scalar
from .markup import approver, items, scroll, text, time
from .model import Actor, Document

__all__ = ["identity", "procedure"]

STANDARD = ("Kelengkapan", "Waktu", "Output")
EMPTY = '<td></td>'


@lru_cache(maxsize=4)  # as `procedure`
def identity(document: Document) -> str:
    """The identity table: agency, number, dates, approver, name; then the six boxes in pairs."""
    agency = document.agency
    facts = (
        (sop_words.NUMBER, text(document.number)),
        *((label, time(document.dates.get(name))) for name, label in sop_words.DATES),
        ("Disahkan Oleh", approver(document)),
    )
    rows = [f'<th scope="row">{name}</th><td>{value}</td>' for name, value in facts]
    rows[0] = (f'<td class="kop" rowspan="{len(rows)}"><span>{text(agency.government)}</span>'
               f"<strong>{text(agency.office)}</strong></td>{rows[0]}")
    rows.append(f'<td class="kop">{text(agency.unit)}</td>'
                f'<th scope="row">Nama SOP</th><td><strong>{text(document.title)}</strong></td>')
    laws = legal_basis.items(legal_basis.cited(document))
    boxes = [(key, name, laws if key == "dasar_hukum" else items(document.texts(key))) for key, name in sop_words.BOXES]
    rows += [row for pair in zip(boxes[::2], boxes[1::2], strict=True) for row in _pair(*pair)]
    body = "\n".join(f"<tr>{row}</tr>" for row in rows)
    return scroll("Identitas SOP", f'<table class="formulir">\n<caption>Identitas SOP</caption>\n{body}\n</table>')


def _pair(left: tuple[str, str, str], right: tuple[str, str, str]) -> tuple[str, str]:
    """Two boxes side by side: a row of headings and a row of contents tied to them."""
    return (
        f'<th id="{left[0]}" scope="col">{left[1]}</th>'
        f'<th id="{right[0]}" scope="colgroup" colspan="2">{right[1]}</th>',
        f'<td headers="{left[0]}">{left[2]}</td><td headers="{right[0]}" colspan="2">{right[2]}</td>',
    )


@lru_cache(maxsize=4)  # the page of an SOP shows it, and that of its newest revision
def procedure(document: Document) -> str:
    """The procedure table: number, activity, a column per actor with the flow chart, quality standard, note.

    Empty cells stay empty. Where a narrow screen shows rows as cards, without the heads, each cell bears its own name.
    """
    actors, flow = document.actors, layout(document)
    heads = "".join(f'<th scope="col">{text(actor.name)}</th>' for actor in actors)
    performers = f'<th scope="colgroup" colspan="{len(actors)}">Pelaksana</th>' if actors else ""
    rows = "\n".join(_row(document, flow, at) for at in range(len(document.steps)))
    standard = "".join(f'<th scope="col">{name}</th>' for name in STANDARD)
    table = f"""<table class="prosedur{"" if flow.is_drawn else " tanpa-garis"}">
<caption>Prosedur: {text(document.title)}</caption>
<thead>
<tr><th scope="col" rowspan="2">No</th>\
<th scope="col" rowspan="2">Kegiatan</th>{performers}\
<th scope="colgroup" colspan="3">Mutu Baku</th>\
<th scope="col" rowspan="2">Ket</th></tr>
<tr>{heads}{standard}</tr>
</thead>
<tbody>
{rows}
</tbody>
</table>"""
    return scroll("Tabel prosedur", table)


def _row(document: Document, flow: Flow, at: int) -> str:
    step = document.steps[at]
    actors = "".join(_actor(actor, cell, flow.texts[at])
                     for actor, cell in zip(document.actors, flow.rows[at], strict=True))
    values = (*zip(STANDARD, (step.inputs, step.time, step.output), strict=True), ("Ket", step.note))
    return (f'<tr><th scope="row">{at + 1}</th>'
            f'<td class="kegiatan">{text(step.activity)}{items(step.details, "a")}</td>'
            f"{actors}{''.join(_value(name, value) for name, value in values)}</tr>")


def _actor(actor: Actor, cell: Cell, words: str) -> str:
    if not cell.symbol:
        return f'<td class="pelaksana">{flow_html.cell(cell, "")}</td>'
    name = f'<span class="nama-kolom">{text(actor.name)}.</span> '
    return f'<td class="pelaksana bertugas">{name}{flow_html.cell(cell, f"{words}.")}</td>'


def _value(name: str, value: Scalar | None) -> str:
    return f'<td><span class="nama-kolom">{name}:</span> {text(value)}</td>' if value else EMPTY
