"""Exact places: what stands under the carets, in files of every kind that hands and programs write.

A case of `places.yml` edits the spotless base repository as those of `tests/rules` do (`berkas`, `ganti`), changes the
whole file (`ubah`: BOM, CRLF, CR) and states each finding as "CODE line:column:length underlined text".
"""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
import yaml

from maklumat import checking, documents, profile
from maklumat.reports.excerpt import excerpt
from maklumat.rules import Context

BASE = Path(__file__).parents[1] / "rules" / "base"
FILES = {"maklumat": "content/maklumat/informasi-publik/index.md",
         "sop": "content/sop/maklumat-informasi-publik/index.md"}
CASES = yaml.load(Path(__file__).with_name("places.yml").read_text(encoding="utf-8"), yaml.CSafeLoader)
CHANGES = {"BOM": lambda text: "\ufeff" + text, "CRLF": lambda text: text.replace("\n", "\r\n"),
           "CR": lambda text: text.replace("\n", "\r")}


def found(case: dict) -> list[tuple]:
    files = {path: (BASE / path).read_text(encoding="utf-8") for path in FILES.values()}
    path = FILES[case.get("berkas", "maklumat")]
    for old, new, *times in case["ganti"]:
        assert files[path].count(old) == 1, old
        files[path] = files[path].replace(old, new * (times or [1])[0])
    for change in case.get("ubah", ()):
        files[path] = CHANGES[change](files[path])
    readings = [documents.read(name, text.encode()) for name, text in files.items()]
    context = Context(today=datetime.date(2025, 6, 1), profile=profile.load("ppid"))
    lines = {reading.path: reading.lines for reading in readings}
    return [(f, lines[f.path][f.place.line - 1]) for f in checking.check(readings, context) if f.path == path]


def told(case: dict) -> list[str]:
    return [f"{f.code} {f.place.line}:{f.place.column}:{f.place.length} "
            f"{line[f.place.column - 1:f.place.column - 1 + f.place.length]}" for f, line in found(case)]


@pytest.mark.parametrize("case", CASES, ids=[case["nama"] for case in CASES])
def test_place(case: dict):
    assert told(case) == case["harap"]


@pytest.mark.parametrize("case", CASES, ids=[case["nama"] for case in CASES])
def test_carets(case: dict):
    """As many cells before the carets as before the place, in what the terminal shows."""
    for finding, line in found(case):
        source, carets = excerpt(line, finding.place)
        assert carets.strip(" ").strip("^") == ""
        assert 1 <= carets.count("^") <= 2 * 8 * finding.place.length
        assert len(carets) <= 2 * len(source) + 8


def test_there_are_enough():
    assert len(CASES) >= 60
    assert len({case["nama"] for case in CASES}) == len(CASES)
