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

import pytest

from maklumat import checking, documents, profile
from maklumat.reports import Report, github
from maklumat.reports.data import to_json
from maklumat.reports.sarif import to_sarif
from maklumat.reports.text import short, text
from maklumat.rules import Context

from .mutations import SOURCES, mutated

COUNT = int(os.environ.get("MAKLUMAT_FUZZ", "600"))
BATCH = 100
SECONDS = 5  # a document that takes longer counts as a hang
CONTEXT = Context(datetime.date(2025, 6, 1), profile.load("ppid"))
PATHS = ("content/maklumat/informasi-publik/index.md", "content/sop/maklumat-informasi-publik/index.md")
COMPANION = documents.read("content/sop/lain/index.md", SOURCES[1])
INVISIBLE = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
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
            examine(PATHS[number % 2], mutated(number))
        except Exception as error:
            failures.append(f"document {number}: {type(error).__name__}: {error}")
        watchdog(0)
    assert not failures, "\n".join(failures)


def examine(path: str, data: bytes) -> None:
    reading = documents.read(path, data)
    report = Report(2, checking.check([reading, COMPANION], CONTEXT))
    for finding in report.findings:
        if finding.path == path:
            assert 1 <= finding.place.line <= len(reading.lines), finding
            assert 1 <= finding.place.column <= len(reading.lines[finding.place.line - 1]) + 1, finding
            assert finding.place.length >= 1, finding
        assert finding.message, finding
        assert not FOREIGN.search(re.sub(r"`[^`]*`|‘[^’]*’|'[^']*'|\"[^\"]*\"|“[^”]*”", "", finding.message)), finding
    for shown in (text(report), short(report), github.annotations(report), github.table(report)):
        assert not INVISIBLE.search(shown)
        shown.encode()
    assert len(json.loads(to_json(report))["findings"]) == len(report.findings)
    assert len(json.loads(to_sarif(report))["runs"][0]["results"]) == len(report.findings)
