"""The report for GitHub: annotations on the changed lines, and all findings as a table for the step summary.

GitHub shows ten annotations of each level per step, so the eleventh and later ones are only counted here;
the table holds every finding. Whatever a document says can neither end a command nor become markup.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ..findings import Finding, Level
from . import Report
from .excerpt import visible
from .markdown import Part, code, fitted, row, sentence

if TYPE_CHECKING:
    from ..verdicts import Refusal

__all__ = ["SUMMARY_BYTES", "annotations", "findings_part", "refusal_annotations", "table"]

SHOWN = 10  # annotations of one level that GitHub displays per step
SUMMARY_BYTES = 1024 * 1024  # GitHub refuses a longer step summary
_COMMANDS = {Level.ERROR: "error", Level.WARNING: "warning", Level.HINT: "notice"}
_HEAD = row("Kode", "Tempat", "Masalah", "Cara memperbaiki") + row(*["---"] * 4)
_REST = "\n{} temuan lain tidak muat di sini; jalankan `maklumat check`.\n"


def annotations(report: Report) -> str:
    """Workflow commands for the first findings of each level, and a line that counts the rest."""
    lines = []
    for level, found in report.by_level():
        lines += [_annotation(finding) for finding in found[:SHOWN]]
        if len(found) > SHOWN:
            lines.append(f"{len(found) - SHOWN} {level.word} lain hanya ada dalam tabel temuan.")
    return "".join(f"{line}\n" for line in lines)


def refusal_annotations(refusals: Iterable[Refusal]) -> str:
    """The same for what the gate refuses, at the top of the file that it is about."""
    lines = [f"::error {f'file={_property(visible(refusal.path))},line=1,' if refusal.path else ''}"
             f"title=ditolak[{refusal.code}]::{_data(_lines(refusal.message, refusal.help))}" for refusal in refusals]
    left = [f"{len(lines) - SHOWN} penolakan lain hanya ada dalam ringkasan."] if len(lines) > SHOWN else []
    return "".join(f"{line}\n" for line in (*lines[:SHOWN], *left))


def table(report: Report, limit: int = SUMMARY_BYTES) -> str:
    """All findings as a Markdown table of at most `limit` bytes; what does not fit is counted."""
    return fitted([findings_part(f"### Temuan Maklumat: {report.summary()}", report.findings)], limit)


def findings_part(title: str, findings: Iterable[Finding]) -> Part:
    """A heading (finished Markdown) and a table of findings below it; the heading alone where there are none."""
    rows = [_row(finding) for finding in findings]
    return Part(f"{title}\n\n{_HEAD if rows else ''}", rows, "\n" if rows else "", _REST)


def _row(finding: Finding) -> str:
    place = f"{finding.path}:{finding.place.line}:{finding.place.column}"
    return row(f"{finding.level.word}[{finding.code}]", code(place), sentence(finding.message), sentence(finding.help))


def _annotation(finding: Finding) -> str:
    place = finding.place
    properties = {
        "file": visible(finding.path), "line": place.line, "endLine": place.line, "col": place.column,
        "endColumn": place.column + place.length, "title": f"{finding.level.word}[{finding.code}]",
    }
    written = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    return f"::{_COMMANDS[finding.level]} {written}::{_data(_lines(finding.message, finding.help))}"


def _lines(message: str, help: str) -> str:
    return "\n".join(visible(line) for line in (message, *help.split("\n")))


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
