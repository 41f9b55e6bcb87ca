"""The two reports for a terminal: `text` with excerpts and help, `short` with one line per finding."""

from __future__ import annotations

from ..findings import Finding, Level
from ..mendable import fixable
from . import Report
from .excerpt import excerpt, visible

__all__ = ["BLUE", "painted", "short", "text"]

BOLD, BLUE = "1", "1;34"
COLOURS = {Level.ERROR: "1;31", Level.WARNING: "1;33", Level.HINT: "1;36"}


def text(report: Report, colour: bool = False) -> str:
    """Every finding with its source line, carets and help, then the count, and how many of them `fix` can mend."""
    count = fixable(report.findings)
    mended = f"{count} temuan dapat diperbaiki dengan `maklumat fix`\n" if count else ""
    full = "".join(_full(finding, report.page_of(finding.code), colour) + "\n" for finding in report.findings)
    return f"{full}{report.summary()}\n{mended}"


def short(report: Report) -> str:
    """`path:line:column: galat[CODE] message`, one line per finding; nothing when there is none."""
    return "".join(
        f"{visible(f.path)}:{f.place.line}:{f.place.column}: {f.level.word}[{f.code}] {visible(f.message)}\n"
        for f in report.findings
    )


def painted(words: str, code: str) -> str:
    """The words in a colour of the terminal; `code`: the parameters of ECMA-48's SGR."""
    return f"\x1b[{code}m{words}\x1b[0m"


def _full(finding: Finding, page: str, colour: bool) -> str:
    def paint(words: str, code: str) -> str:
        return painted(words, code) if colour else words

    place, level = finding.place, COLOURS[finding.level]
    number = str(place.line)
    gutter = " " * len(number)
    bar, note = paint("|", BLUE), paint("=", BLUE)
    source, carets = excerpt(finding.excerpt, place)
    lines = [
        f"{paint(f'{finding.level.word}[{finding.code}]', level)}{paint(f': {visible(finding.message)}', BOLD)}",
        f"{gutter}{paint('-->', BLUE)} {visible(finding.path)}:{place.line}:{place.column}",
        f"{gutter} {bar}",
        f"{paint(number, BLUE)} {bar} {source}".rstrip(),
        f"{gutter} {bar} {paint(carets, level)}",
    ]
    if finding.help:
        first, *rest = finding.help.split("\n")
        lines.append(f"{gutter} {note} bantuan: {visible(first)}")
        lines += [f"{gutter}            {visible(line)}".rstrip() for line in rest]
    lines.append(f"{gutter} {note} penjelasan: maklumat explain {finding.code}{f' atau {page}' if page else ''}")
    return "\n".join(lines) + "\n"
