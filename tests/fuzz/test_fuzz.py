"""Any bytes: findings or none, in every form, in a moment; never an exception, never a place outside the text.

MAKLUMAT_FUZZ=10000 runs that many documents (default 600); a failure names the number of its document, and
`mutations.mutated(number)` gives the same bytes again.
"""

from __future__ import annotations

import datetime
import json
import os
import re
import signal
from collections.abc import Iterator

import pytest

from maklumat import checking, documents, profile
from maklumat.reports import Report, github
from maklumat.reports.data import to_json
from maklumat.reports.sarif import to_sarif
from maklumat.reports.text import short, text
from maklumat.rules import Context

from ..conftest import thoroughly
from .mutations import SOURCES, mutated

COUNT = int(os.environ.get("MAKLUMAT_FUZZ", "600"))
BATCH = 100
SECONDS = 30  # a bound for what never ends, far above what a busy machine needs
CONTEXT = Context(datetime.date(2025, 6, 1), profile.load("ppid"))
PATHS = ("content/maklumat/informasi-publik/index.md", "content/sop/maklumat-informasi-publik/index.md")
COMPANION = documents.read("content/sop/lain/index.md", SOURCES[1])
INVISIBLE = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
QUOTED = re.compile(r"`[^`]*`|‘[^’]*’|'[^']*'|\"[^\"]*\"|“[^”]*”")
FOREIGN = re.compile(r"Error\b|Traceback|\bNone\b|<class|\bexpected\b|\bfound\b|\bmapping\b|\bscalar\b")


@pytest.fixture
def watchdog():
    """Gives up on a document that hangs; where there is no alarm clock (Windows) the test runner has to wait."""
    if not hasattr(signal, "SIGALRM"):
        yield lambda seconds: None
        return

    def bark(*_):
        raise TimeoutError(f"no answer within {SECONDS} seconds")
    before = signal.signal(signal.SIGALRM, bark)
    yield signal.alarm
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


@pytest.mark.parametrize("first", range(0, COUNT, BATCH))
def test_any_bytes(first: int, watchdog):
    failures = []
    for number in range(first, min(first + BATCH, COUNT)):
        watchdog(SECONDS)
        try:
            found = complaints(PATHS[number % 2], mutated(number))
            failures += [f"document {number}: {complaint}" for complaint in found]
        except Exception as error:
            failures.append(f"document {number}: {type(error).__name__}: {str(error)[:200]}")
        watchdog(0)
    if failures:
        pytest.fail("\n".join(failures), pytrace=False)


def complaints(path: str, data: bytes) -> Iterator[str]:
    reading = documents.read(path, data)
    report = Report(2, checking.check([reading, COMPANION], CONTEXT))
    lines = reading.lines or ("",)
    for found in report.findings:
        line, column = found.place.line, found.place.column
        if found.path == path and not (1 <= line <= len(lines) and 1 <= column <= len(lines[line - 1]) + 1):
            yield f"{found.code} points outside the text, to {line}:{column}"
        if found.place.length < 1:
            yield f"{found.code} underlines nothing"
        if not found.message or FOREIGN.search(QUOTED.sub("", found.message)):
            yield f"{found.code} does not speak Indonesian: {found.message}"
    for shown in (text(report), short(report), github.annotations(report), github.table(report)):
        if INVISIBLE.search(shown):
            yield f"an invisible character is printed: {INVISIBLE.search(shown)[0]!r}"
        shown.encode()
    in_json, in_sarif = json.loads(to_json(report)), json.loads(to_sarif(report))
    if not len(in_json["findings"]) == len(in_sarif["runs"][0]["results"]) == len(report.findings):
        yield "the reports differ"


MONOTONOUS = {
    "digits": "1" * 4000 + "\n", "digit paragraphs": "1" * 5000 + "\n\n",
    "dots": "a." * 2000 + "\n",
    "words": "kinerja " * 600 + "\n",
    "brackets": "[" * 2000 + "\n\n", "quotes": "> " * 30 + "\n",
    "stars": "*a " * 1500 + "\n\n", "ampersands": "&amp;" * 900 + "\n",
    "table row": "|" * 400 + "\n", "dashes": "- " * 30 + "x\n",
    "capitals": "KAMI SIAP " * 400 + "\n\n", "lists": "1. a\n",
    "promises": "kami sanggup melayani sesuai standar pelayanan dan siap menerima sanksi apabila " * 60 + "\n\n",
}


LONGEST = ("stars", "ampersands", "dots")


@pytest.mark.parametrize("name", [*(name for name in MONOTONOUS if name not in LONGEST), *thoroughly(LONGEST)])
def test_large_monotonous_text_ends(name: str, watchdog):
    """Texts just below the limits on size, where whatever is worse than linear would show as a hang."""
    front = SOURCES[0].split(b"\n---\n")[0] + b"\n---\n"
    piece = MONOTONOUS[name].encode()
    header = b"|" + b"a|" * 399 + b"\n|" + b"-|" * 399 + b"\n" if name == "table row" else b""
    body = (piece * 4900)[:200 * 1024 - len(front) - len(header)]
    watchdog(2 * SECONDS)
    checking.check([documents.read(PATHS[0], front + header + body), COMPANION], CONTEXT)
