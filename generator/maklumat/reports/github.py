"""The report for GitHub: annotations on the changed lines, and all findings as a table for the step summary.

GitHub shows ten annotations of each level per step, so the eleventh and later ones are only counted here;
the table holds every finding. Whatever a document says can neither end a command nor become markup.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..findings import Finding, Level
from . import Report
from .excerpt import visible

__all__ = ["annotations", "table"]

SHOWN = 10  # annotations of one level that GitHub displays per step
SUMMARY_BYTES = 1024 * 1024  # GitHub refuses a longer step summary
_COMMANDS = {Level.ERROR: "error", Level.WARNING: "warning", Level.HINT: "notice"}
_HEAD = "| Kode | Tempat | Masalah | Cara memperbaiki |\n| --- | --- | --- | --- |\n"


def annotations(report: Report) -> str:
    """Workflow commands for the first findings of each level, and a line that counts the rest."""
    lines = []
    for level, found in report.by_level():
        lines += [_annotation(finding) for finding in found[:SHOWN]]
        if len(found) > SHOWN:
            lines.append(f"{len(found) - SHOWN} {level.word} lain hanya ada dalam tabel temuan.")
    return "".join(f"{line}\n" for line in lines)


def table(report: Report, limit: int = SUMMARY_BYTES) -> str:
    """All findings as a Markdown table of at most `limit` bytes; what does not fit is counted."""
    title = f"### Temuan Maklumat: {report.summary()}\n\n"
    if not report.findings:
        return title
    rows = [_row(finding) for finding in report.findings]
    kept = _fitting(rows, limit - len((title + _HEAD).encode()) - 100)
    left_out = len(rows) - kept
    note = f"\n{left_out} temuan lain tidak muat di sini; jalankan `maklumat check`.\n" if left_out else ""
    return title + _HEAD + "".join(rows[:kept]) + note


def _annotation(finding: Finding) -> str:
    place = finding.place
    properties = {
        "file": visible(finding.path), "line": place.line, "endLine": place.line, "col": place.column,
        "endColumn": place.column + place.length, "title": f"{finding.level.word}[{finding.code}]",
    }
    written = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    return f"::{_COMMANDS[finding.level]} {written}::{_data(_sentence(finding))}"


def _sentence(finding: Finding) -> str:
    lines = [finding.message, *finding.help.split("\n")]
    return "\n".join(visible(line) for line in lines)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _row(finding: Finding) -> str:
    place = f"{finding.path}:{finding.place.line}:{finding.place.column}"
    cells = (_code(visible(place)), _cell(finding.message), _cell(finding.help))
    return f"| {finding.level.word}[{finding.code}] | {' | '.join(cells)} |\n"


def _cell(text: str) -> str:
    """Text for a table cell: `code` stays code, all other markup is escaped, lines are parted by <br>."""
    return "<br>".join(_escaped(visible(line)) for line in text.split("\n"))


def _escaped(line: str) -> str:
    pieces = line.split("`")
    if len(pieces) % 2 == 0:  # a backtick without its partner is a plain character
        pieces[-2:] = [f"{pieces[-2]}`{pieces[-1]}"]
    outside = [re.sub(r"([\\`*_\[\]<>|&~#!])", r"\\\1", piece) for piece in pieces[::2]]
    inside = [_code(piece) if piece.strip() else r"\`\`" for piece in pieces[1::2]]
    return "".join(part for pair in zip(outside, [*inside, ""], strict=True) for part in pair)


def _code(text: str) -> str:
    """A code span; its fence is longer than any run of backticks in the text, and a bar cannot end the cell."""
    fence = "`" * (max((len(run) for run in re.findall("`+", text)), default=0) + 1)
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return fence + pad + text.replace("|", r"\|") + pad + fence


def _fitting(rows: Sequence[str], limit: int) -> int:
    used = 0
    for number, row in enumerate(rows):
        used += len(row.encode("utf-8", "backslashreplace"))
        if used > limit:
            return number
    return len(rows)
