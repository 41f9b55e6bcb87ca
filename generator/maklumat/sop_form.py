"""The SOP form of PermenPANRB 35/2012 as HTML: the identity part and the procedure table."""

from __future__ import annotations

from .markup import approver, items, scroll, text, time
from .model import Document, Step

__all__ = ["identity", "procedure"]

SYMBOLS = {"mulai": "Mulai", "proses": "Proses", "keputusan": "Keputusan", "selesai": "Selesai"}


def identity(document: Document) -> str:
    """The identity table: agency, number, dates, approver, name; then the six boxes in pairs."""
    agency = document.agency
    date = document.dates.get
    facts = (
        ("Nomor SOP", text(document.number)),
        ("Tanggal Pembuatan", time(date("tanggal_pembuatan"))),
        ("Tanggal Revisi", time(date("tanggal_revisi"))),
        ("Tanggal Efektif", time(date("tanggal_efektif"))),
        ("Disahkan Oleh", approver(document)),
    )
    rows = [f'<th scope="row">{name}</th><td>{value}</td>' for name, value in facts]
    rows[0] = (f'<td class="kop" rowspan="{len(rows)}"><span>{text(agency.government)}</span>'
               f"<strong>{text(agency.office)}</strong></td>{rows[0]}")
    rows.append(f'<td class="kop">{text(agency.unit)}</td>'
                f'<th scope="row">Nama SOP</th><td><strong>{text(document.title)}</strong></td>')
    rows += [row for pair in _boxes(document) for row in _pair(*pair)]
    body = "\n".join(f"<tr>{row}</tr>" for row in rows)
    return scroll("Identitas SOP", f'<table class="formulir">\n<caption>Identitas SOP</caption>\n{body}\n</table>')


def _boxes(document: Document) -> list[tuple[tuple[str, str, str], tuple[str, str, str]]]:
    left = (("dasar_hukum", "Dasar Hukum"), ("keterkaitan", "Keterkaitan"), ("peringatan", "Peringatan"))
    right = (("kualifikasi_pelaksana", "Kualifikasi Pelaksana"), ("peralatan_perlengkapan", "Peralatan/Perlengkapan"),
             ("pencatatan_pendataan", "Pencatatan dan Pendataan"))
    return [((a, name, items(document.texts(a))), (b, other, items(document.texts(b))))
            for (a, name), (b, other) in zip(left, right, strict=True)]


def _pair(left: tuple[str, str, str], right: tuple[str, str, str]) -> tuple[str, str]:
    """Two boxes side by side: a row of headings and a row of contents tied to them."""
    return (
        f'<th id="{left[0]}">{left[1]}</th><th id="{right[0]}" colspan="2">{right[1]}</th>',
        f'<td headers="{left[0]}">{left[2]}</td><td headers="{right[0]}" colspan="2">{right[2]}</td>',
    )


def procedure(document: Document) -> str:
    """The procedure table: number, activity, a column per actor, quality standard, note. Empty cells stay empty."""
    actors = document.actors
    numbers = {step.id.text: number for number, step in enumerate(document.steps, 1) if step.id}
    heads = "".join(f'<th scope="col">{text(actor.name)}</th>' for actor in actors)
    performers = f'<th scope="colgroup" colspan="{len(actors)}">Pelaksana</th>' if actors else ""
    rows = "\n".join(_row(document, step, number, numbers) for number, step in enumerate(document.steps, 1))
    table = f"""<table class="prosedur">
<caption>Prosedur: {text(document.title)}</caption>
<thead>
<tr><th scope="col" rowspan="2">No</th><th scope="col" rowspan="2">Kegiatan</th>{performers}\
<th scope="colgroup" colspan="3">Mutu Baku</th><th scope="col" rowspan="2">Ket</th></tr>
<tr>{heads}<th scope="col">Kelengkapan</th><th scope="col">Waktu</th><th scope="col">Output</th></tr>
</thead>
<tbody>
{rows}
</tbody>
</table>"""
    return scroll("Tabel prosedur", table)


def _row(document: Document, step: Step, number: int, numbers: dict[str, int]) -> str:
    acting = {actor.text for actor in step.actors}
    cells = "".join(
        f'<td class="pelaksana">{_symbol(step, numbers) if actor.key.text in acting else ""}</td>'
        for actor in document.actors)
    standard = "".join(f"<td>{text(value)}</td>" for value in (step.inputs, step.time, step.output, step.note))
    return (f'<tr><th scope="row">{number}</th><td>{text(step.activity)}{items(step.details, "a")}</td>'
            f"{cells}{standard}</tr>")


def _symbol(step: Step, numbers: dict[str, int]) -> str:
    """The step's symbol (drawn by the style sheet), its name for those who do not see it, and where work goes on."""
    kind = step.kind.text if step.kind else ""
    exits = (("", step.next), ("Ya: ", step.yes), ("Tidak: ", step.no))
    onward = "".join(f'<span class="lanjut">{word}ke langkah {numbers[target.text]}</span>'
                     for word, target in exits if target and target.text in numbers)
    name = SYMBOLS.get(kind, "")
    return f'<span class="simbol simbol-{name.lower()}"></span><span class="tersembunyi">{name}</span>{onward}'
