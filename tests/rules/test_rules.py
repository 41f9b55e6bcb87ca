"""Every rule against its cases. A case edits the spotless base repository and states every finding that must appear.

A case file `cases/<CODE>.yml` is a list of:
    nama:    what the case shows
    berkas:  maklumat | sop | a path below content/ (default: maklumat)
    ganti:   [[old, new], …] replacements in that file; `old` must stand there exactly once
    isi:     the file's whole new text instead of `ganti` ("\\ufeff", "\\r\\n" and the like in double quotes);
             `byte:` the same as hexadecimal bytes
    ulang:   [old, piece, times]: the same for one text that is too long to write out
    pindah:  the path below content/ where the file stands instead
    tutup:   the file cannot be opened: why
    tambah:  {path below content/: text} further files
    hapus:   [path below content/, …] files taken away
    pola:    the agency's number pattern, when the rule needs one
    kamus:   {word: nearest word} that a dictionary does not know
    hari:    today's date, when not 2025-06-01
    harap:   every finding as "CODE line:column" (for another file: "CODE path line:column"); [] for none
"""

from __future__ import annotations

import datetime
from functools import cache
from pathlib import Path

import pytest
import yaml

from maklumat import checking, documents, profile
from maklumat.findings import Finding
from maklumat.rules import RULES, Context, Scope

HERE = Path(__file__).parent
BASE = {p.relative_to(HERE / "base").as_posix(): p.read_bytes() for p in sorted((HERE / "base").rglob("*.md"))}
NAMES = {"maklumat": "content/maklumat/informasi-publik/index.md",
         "sop": "content/sop/maklumat-informasi-publik/index.md"}
CASES = [(path.stem, case) for path in sorted((HERE / "cases").glob("*.yml"))
         for case in yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)]
CODES = [rule.code for rule in RULES if rule.scope not in (Scope.GATE, Scope.PRESS)]
GATE_CODES = [rule.code for rule in RULES if rule.scope is Scope.GATE]
PRESS_CODES = [rule.code for rule in RULES if rule.scope is Scope.PRESS]
Found = tuple[str, tuple[Finding, ...], dict[str, documents.Reading]]
KNOWN: dict[int, tuple[dict, Found]] = {}  # a case by its identity, and what was found in it


@cache
def base(name: str) -> documents.Reading:
    """The reading of a base document that a case leaves as it is."""
    return documents.read(name, BASE[name])


def run(case: dict, rules=RULES) -> list[str]:
    path, found, _ = findings(case, rules)
    return [f"{f.code} {f.place.line}:{f.place.column}" if f.path == path
            else f"{f.code} {f.path.removeprefix('content/')} {f.place.line}:{f.place.column}" for f in found]


def findings(case: dict, rules=RULES) -> Found:
    """As `judged`; what all rules find in a case is found once, for the tests here and in test_parts."""
    if rules is not RULES:
        return judged(case, rules)
    if id(case) not in KNOWN:
        KNOWN[id(case)] = case, judged(case, rules)
    return KNOWN[id(case)][1]


def judged(case: dict, rules) -> Found:
    """The path of the case's file, what was found, and every reading by its path."""
    files, path = dict(BASE), NAMES.get(case.get("berkas", "maklumat")) or f"content/{case['berkas']}"
    if "byte" in case:
        files[path] = bytes.fromhex(case["byte"])
    elif "isi" in case:
        files[path] = case["isi"].encode()
    repeated = [(old, piece * times) for old, piece, times in [case["ulang"]]] if "ulang" in case else []
    for old, new in [*case.get("ganti", ()), *repeated]:
        text = files[path].decode()
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path}"
        files[path] = text.replace(old, new).encode()
    if "pindah" in case:
        files[f"content/{case['pindah']}"] = files.pop(path)
        path = f"content/{case['pindah']}"
    files |= {f"content/{name}": text.encode() for name, text in case.get("tambah", {}).items()}
    for name in case.get("hapus", ()):
        del files[f"content/{name}"]
    today = case.get("hari", datetime.date(2025, 6, 1))
    context = Context(today=today, profile=profile.load("ppid"), number_pattern=case.get("pola", ""),
                      unknown=case.get("kamus", {}))
    readings = [documents.unreadable(name, case["tutup"]) if "tutup" in case and name == path
                else base(name) if data is BASE.get(name) else documents.read(name, data)
                for name, data in files.items()]
    return path, checking.check(readings, context, rules), {reading.path: reading for reading in readings}


def test_base_is_spotless():
    assert run({}) == []


@pytest.mark.parametrize(("code", "case"), CASES, ids=[f"{code}-{case['nama']}" for code, case in CASES])
def test_case(code: str, case: dict):
    assert sorted(run(case)) == sorted(case["harap"])


@pytest.mark.parametrize("code", CODES)
def test_rule_has_failing_and_passing_case(code: str):
    cases = [case for name, case in CASES if name == code]
    assert any(any(line.split()[0] == code for line in case["harap"]) for case in cases), "no case where it fails"
    assert any(not any(line.split()[0] == code for line in case["harap"]) for case in cases), "no case where it passes"


@pytest.mark.parametrize("code", CODES)
def test_a_disabled_rule_is_noticed(code: str):
    without = [rule for rule in RULES if rule.code != code]
    assert any(sorted(run(case, without)) != sorted(case["harap"]) for name, case in CASES if name == code)


@pytest.mark.parametrize("code", GATE_CODES)
def test_a_refusal_of_the_gate_is_asserted_somewhere(code: str):
    """The gate judges repositories, not texts: its cases are tests with real keys and real commits."""
    tests = (HERE.parent / "trust").glob("test_*.py")
    assert any(code in path.read_text(encoding="utf-8") for path in tests)


@pytest.mark.parametrize("code", PRESS_CODES)
def test_what_the_press_says_is_asserted_somewhere(code: str):
    """The press judges sheets that were set, not texts."""
    assert any(code in path.read_text(encoding="utf-8") for path in (HERE.parent / "print").glob("test_*.py"))
