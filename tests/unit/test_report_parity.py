"""Five forms of one rich report hold the same findings: each is read back, by code of this test, and compared."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

import pytest
from jsonschema import Draft4Validator, FormatChecker
from markdown_it import MarkdownIt

from maklumat.addresses import rules_at
from maklumat.findings import Finding, Level, Place
from maklumat.reports import Report, github
from maklumat.reports.data import to_json
from maklumat.reports.excerpt import visible
from maklumat.reports.sarif import to_sarif
from maklumat.reports.text import short, text
from maklumat.rules import RULES

SCHEMA = json.loads((Path(__file__).parents[1] / "vectors" / "sarif-2.1.0-rtm.5.json").read_text(encoding="utf-8"))
WORDS = {level.word: level for level in Level}
COMMANDS = {"error": Level.ERROR, "warning": Level.WARNING, "notice": Level.HINT}
NOTES = {"error": Level.ERROR, "warning": Level.WARNING, "note": Level.HINT}
SITE = "https://ppid.bkd.kalteng.go.id/aturan/"
PATHS = ("content/sop/penetapan/index.md", "content/maklumat/dua kata, dan: 100%/índex [1]#x.md", "naskah.md")
MESSAGES = ("kunci `statsu` tidak dikenal", "nilai “a | b” tidak dikenal: `x|y`, 100% [salah](di sini) \\ <b>&amp;</b>",
            "huruf `р` bukan huruf Latin")
HELPS = ("Mungkin maksud Anda `status`.", "Tulis `a: b`, lalu `- c` di bawahnya.\nBaris kedua: 50%.", "")
LINES = ("statsu: berlaku", "\tjudul: 漢字 e\u0301 😀 statsu", "x" * 3000)


def rich() -> Report:
    """A finding of every rule, in all kinds of paths, words and places; the first ten of a level fit GitHub's limit."""
    found = [Finding(rule.code, rule.level, PATHS[n % 3], Place(n * 7 + 1, n % 5 + 1, n % 9 + 1), MESSAGES[n % 3],
                     HELPS[n % 3 - n % 2], LINES[n % 3]) for n, rule in enumerate(RULES)]
    return Report(3, tuple(sorted(found, key=lambda finding: finding.order)), SITE)


def rows(report: Report, *, help: bool = True, length: bool = False) -> list[tuple]:
    return [(f.code, f.level, f.path, f.place.line, f.place.column, f.message, *([f.help] if help else ()),
             *([f.place.length] if length else ())) for f in report.findings]


def from_text(report: Report) -> list[tuple]:
    found = []
    for part in text(report).split("\n\n")[:-1]:
        head, at, *rest = part.splitlines()
        level, code, message = re.fullmatch(r"(\w+)\[(\w+)\]: (.+)", head).groups()
        path, line, column = re.fullmatch(r" +--> (.+):(\d+):(\d+)", at).groups()
        help = re.search(r"= bantuan: (.+(?:\n {5,}.+)*)\n +=", "\n".join(rest))
        helps = re.sub(r"\n +", "\n", help[1]) if help else ""
        found.append((code, WORDS[level], path, int(line), int(column), message, helps))
        assert rest[-1].endswith(f"penjelasan: maklumat explain {code} atau {SITE}{code}/")
    return found


def from_short(report: Report) -> list[tuple]:
    parts = [re.fullmatch(r"(.+?):(\d+):(\d+): (\w+)\[(\w+)\] (.+)", line).groups()
             for line in short(report).splitlines()]
    return [(code, WORDS[level], path, int(line), int(column), message)
            for path, line, column, level, code, message in parts]


def from_json(report: Report) -> list[tuple]:
    return [(f["code"], Level(f["level"]), f["path"], f["line"], f["column"], f["message"], f["help"])
            for f in json.loads(to_json(report))["findings"]]


def from_sarif(report: Report) -> list[tuple]:
    found = []
    for result in json.loads(to_sarif(report))["runs"][0]["results"]:
        place = result["locations"][0]["physicalLocation"]
        region, uri = place["region"], place["artifactLocation"]["uri"]
        message, _, help = re.sub(r"\\(.)", r"\1", result["message"]["text"]).partition("\n")
        assert region["startLine"] == region["endLine"]
        found.append((result["ruleId"], NOTES[result["level"]], unquote(uri), region["startLine"],
                      region["startColumn"], message, help, region["endColumn"] - region["startColumn"]))
    return found


def from_table(report: Report) -> list[tuple]:
    """What a reader of the rendered table sees; marks of code are gone there."""
    tokens = MarkdownIt("commonmark", {"html": True}).enable("table").parse(github.table(report))
    shown = ["".join({"<br>": "\n", "<!-- -->": ""}.get(child.content, child.content) for child in token.children)
             for token in tokens if token.type == "inline"][5:]
    found = []
    for code, place, message, help in zip(*[iter(shown)] * 4, strict=True):
        level, number = re.fullmatch(r"(\w+)\[(\w+)\]", code).groups()
        path, line, column = place.rsplit(":", 2)
        found.append((number, WORDS[level], path, int(line), int(column), message, help))
    return found


def from_annotations(report: Report) -> list[tuple]:
    found = []
    for line in github.annotations(report).splitlines():
        command, properties, data = re.fullmatch(r"::(\w+) (.+?)::(.*)", line).groups()
        values = {name: plain(value) for name, value in (part.split("=", 1) for part in properties.split(","))}
        message, _, help = plain(data).partition("\n")
        assert values["endLine"] == values["line"]
        found.append((re.search(r"\[(\w+)\]", values["title"])[1], COMMANDS[command], values["file"],
                      int(values["line"]), int(values["col"]), message, help,
                      int(values["endColumn"]) - int(values["col"])))
    return found


def plain(value: str) -> str:
    for sign, written in ((",", "%2C"), (":", "%3A"), ("\n", "%0A"), ("\r", "%0D"), ("%", "%25")):
        value = value.replace(written, sign)
    return value


@pytest.mark.parametrize(("read", "told"), [
    (from_text, {}), (from_short, {"help": False}), (from_json, {}), (from_sarif, {"length": True}),
])
def test_what_is_read_back_is_what_was_found(read: Callable[[Report], list[tuple]], told: dict):
    assert read(rich()) == rows(rich(), **told)


def test_the_table_shows_the_same():
    unmarked = [(*row[:5], row[5].replace("`", ""), row[6].replace("`", "")) for row in rows(rich())]
    assert from_table(rich()) == unmarked


def test_annotations_say_the_same_of_the_first_ten_of_each_level():
    report = rich()
    for level, found in report.by_level():
        part = Report(3, tuple(found[:10]))
        assert from_annotations(part) == rows(part, length=True), level


@pytest.mark.parametrize("report", [rich(), Report(0, ()), Report(3, rich().findings)], ids=["rich", "empty", "local"])
def test_sarif_fits_its_schema(report: Report):
    log = json.loads(to_sarif(report))
    assert not [error.message for error in Draft4Validator(SCHEMA, format_checker=FormatChecker()).iter_errors(log)]
    uris = [rule.get("helpUri") for rule in log["runs"][0]["tool"]["driver"]["rules"]]
    codes = sorted({finding.code for finding in report.findings})
    assert uris == [f"{report.rules_at}{code}/" if report.rules_at else None for code in codes]


def test_the_schema_refuses_what_sarif_does_not_know():
    log = json.loads(to_sarif(rich()))
    log["runs"][0]["results"][0]["level"] = "hint"
    assert list(Draft4Validator(SCHEMA).iter_errors(log))


def test_what_hides_is_shown_alike():
    nasty = Finding("SP02", Level.ERROR, "a\u202eb.md", Place(1, 1), "huruf \u200b tersembunyi", "Hapus \u202e.", "x")
    report = Report(1, (nasty,), SITE)
    seen = ("SP02", Level.ERROR, *map(visible, (nasty.path,)), 1, 1, visible(nasty.message), visible(nasty.help))
    assert from_text(report) == from_table(report) == [seen]
    assert from_short(report) == [seen[:-1]]


@pytest.mark.parametrize(("site_url", "address"), [
    ("https://ppid.bkd.kalteng.go.id/", SITE), ("https://kalteng.go.id/ppid/", "https://kalteng.go.id/ppid/aturan/"),
    ("https://ppid-bkd.example.go.id/", ""), ("https://localhost/", ""), ("", ""),
])
def test_pages_of_rules_are_named_only_at_a_real_address(site_url: str, address: str):
    assert rules_at(site_url) == address
