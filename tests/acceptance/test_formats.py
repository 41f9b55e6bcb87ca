"""One file with ten faults: ten findings at the right places, and the same ones in all five forms."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from .conftest import up_to_date

FILE = "sepuluh-galat.md"
FAULTS = [  # rule, line, column: in the order of the file
    ("FM14", 10, 9),  # revisi: satu
    ("TG01", 14, 18),  # 31 Juni
    ("NP02", 19, 9),  # a NIP of 17 digits
    ("SP02", 22, 1),  # catatn_revisi
    ("DH01", 25, 19),  # Undang-Undang 25 Tahun 2009
    ("TX02", 34, 8),  # a Cyrillic letter
    ("FM04", 53, 5),  # lanjut twice
    ("LK17", 63, 12),  # sususn
    ("ED02", 74, 15),  # men menerima
    ("TX06", 76, 19),  # <b>
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    text = Path(__file__).with_name(FILE).read_text(encoding="utf-8")
    (tmp_path / FILE).write_text(up_to_date(text), encoding="utf-8")
    return tmp_path


def from_text(printed: str) -> list[tuple]:
    heads = re.findall(r"^\w+\[(\w+)\]: .+\n +--> (.+?):(\d+):(\d+)$", printed, re.MULTILINE)
    return [(path, code, int(line), int(column)) for code, path, line, column in heads]


def from_short(printed: str) -> list[tuple]:
    rows = re.findall(r"^(.+?):(\d+):(\d+): \w+\[(\w+)\] .", printed, re.MULTILINE)
    return [(path, code, int(line), int(column)) for path, line, column, code in rows]


def from_json(printed: str) -> list[tuple]:
    return [(f["path"], f["code"], f["line"], f["column"]) for f in json.loads(printed)["findings"]]


def from_sarif(printed: str) -> list[tuple]:
    rows = []
    for result in json.loads(printed)["runs"][0]["results"]:
        place = result["locations"][0]["physicalLocation"]
        region = place["region"]
        rows.append((place["artifactLocation"]["uri"], result["ruleId"], region["startLine"], region["startColumn"]))
    return rows


def from_github(printed: str) -> list[tuple]:
    rows = re.findall(r"^\| \w+\[(\w+)\] \| `(.+?):(\d+):(\d+)` \| .+ \| .* \|$", printed, re.MULTILINE)
    return [(path, code, int(line), int(column)) for code, path, line, column in rows]


FORMS = {"text": from_text, "short": from_short, "json": from_json, "sarif": from_sarif, "github": from_github}


@pytest.mark.parametrize("form", FORMS)
def test_ten_faults_ten_findings(maklumat, folder, form):
    run = maklumat("check", FILE, "--format", form, cwd=folder)
    assert (run.returncode, run.stderr) == (1, "")
    assert FORMS[form](run.stdout) == [(FILE, *fault) for fault in FAULTS]


def test_carets_stand_under_the_faulty_words(maklumat, folder):
    printed = maklumat("check", FILE, cwd=folder).stdout
    pairs = re.findall(r"^\d+ \| (.*)\n +\| ( *)(\^+)$", printed, re.MULTILINE)
    underlined = [source[len(space):len(space) + len(carets)] for source, space, carets in pairs]
    assert {"satu", "31", "catatn_revisi", "lanjut", "sususn", "men menerima", "<b>"} <= set(underlined)


def test_github_annotates_and_fills_the_step_summary(maklumat, folder, tmp_path):
    summary = tmp_path / "ringkasan.md"
    summary.write_text("sebelumnya\n", encoding="utf-8")
    run = maklumat("check", FILE, "--format", "github", cwd=folder, GITHUB_STEP_SUMMARY=str(summary))
    annotated = re.findall(r"^::(?:error|warning|notice) file=(.+?),line=(\d+),.*?,col=(\d+),.*title=\w+\[(\w+)\]::",
                           run.stdout, re.MULTILINE)
    assert sorted((code, int(line), int(column)) for _, line, column, code in annotated) == sorted(FAULTS)
    assert "|" not in run.stdout
    written = summary.read_text(encoding="utf-8")
    assert written.startswith("sebelumnya\n")
    assert from_github(written) == [(FILE, *fault) for fault in FAULTS]
