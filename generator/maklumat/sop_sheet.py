"""What the printed SOP form holds (PermenPANRB 35/2012): identity, six boxes, procedure, flow chart and explanation."""

from __future__ import annotations

from . import flow, prose, sheets, sop_words
from .flow import Cell, Crossing, Flow
from .markup import words
from .model import Document, Step
from .plaintext import day
from .prints import Edition

__all__ = ["sheet"]

_PROSE = 3  # the level of the body's highest heading: the title and “Penjelasan” stand above it
_PLACES = 5  # decimal places of a line's fractions


def sheet(document: Document, edition: Edition, source: bytes) -> dict[str, object]:
    """The data of theme/print/sop.typ. `source`: the bytes of index.md, which the PDF holds as an attachment. What is
    empty in the document is "" or an empty list."""
    return sheets.common(document, edition) | {
        "paper": edition.stationery.form,
        "facts": [[sop_words.NUMBER, words(document.number)],
                  *([label, day(document.dates.get(name))] for name, label in sop_words.DATES)],
        "signature": _signature(document, edition),
        "boxes": [{"name": name, "items": [words(item) for item in document.texts(key)]}
                  for key, name in sop_words.BOXES],
        "actors": [words(actor.name) for actor in document.actors],
        "steps": [_step(number, step) for number, step in enumerate(document.steps, 1)],
        "flow": _flow(flow.layout(document)),
        "assumed": sop_words.assumption(document),
        "prose": prose.blocks(document.body, _PROSE),
        "source": source.decode("utf-8", errors="replace"),
    }


def _signature(document: Document, edition: Edition) -> dict[str, object]:
    """The signature block; the form gives its dates by name, so only a signed document tells the day of signing."""
    block = sheets.signature(document, edition)
    return block | {"date": "" if block["space"] else block["date"]}


def _step(number: int, step: Step) -> dict[str, object]:
    return {
        "number": number, "activity": words(step.activity), "details": [words(detail) for detail in step.details],
        "inputs": words(step.inputs), "time": words(step.time), "output": words(step.output), "note": words(step.note),
    }


def _flow(chart: Flow) -> dict[str, object]:
    return {
        "rows": [[_cell(cell) for cell in row] for row in chart.rows],
        "crossings": [[_crossing(crossing) for crossing in edge] for edge in chart.crossings],
        "texts": list(chart.texts),
        "drawn": chart.is_drawn,
    }


def _cell(cell: Cell) -> dict[str, object]:
    return {
        "symbol": cell.symbol,
        "lines": [[round(value, _PLACES) for value in (line.x1, line.y1, line.x2, line.y2)] for line in cell.lines],
        "heads": list(cell.heads),
        "labels": [[label.text, label.side, label.quarter] for label in cell.labels],
    }


def _crossing(crossing: Crossing) -> dict[str, object]:
    return {"column": crossing.column, "x": round(crossing.x, _PLACES), "down": crossing.is_down,
            "target": crossing.target}
