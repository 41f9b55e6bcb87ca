"""Reports: what a reader, an editor and a forge see of the same findings."""

from __future__ import annotations

import json
import re
from urllib.parse import unquote

import pytest
from markdown_it import MarkdownIt

from maklumat.findings import Finding, Level, Place
from maklumat.reports import Report, github
from maklumat.reports.data import to_json
from maklumat.reports.excerpt import excerpt, visible
from maklumat.reports.sarif import to_sarif
from maklumat.reports.text import short, text


def finding(**changes) -> Finding:
    values = {"code": "SP02", "level": Level.ERROR, "path": "contoh.md", "place": Place(8, 1, 6),
              "message": "kunci tidak dikenal: `statsu`", "help": "Mungkin maksud Anda `status`.",
              "excerpt": "statsu: x"} | changes
    return Finding(**values)


def report(*findings: Finding) -> Report:
    return Report(2, findings)


HOSTILE = "a | b, c: 100%\n::error::x \x1b[31m\u202e <b>&amp; [x](https://jahat.example) `kode` sisa`"


def test_text_shows_place_carets_help_and_count():
    hint = finding(code="BH03", level=Level.HINT, place=Place(12, 3, 2), help="", excerpt="ab cd")
    assert text(report(finding(), hint)) == (
        "galat[SP02]: kunci tidak dikenal: `statsu`\n"
        " --> contoh.md:8:1\n"
        "  |\n"
        "8 | statsu: x\n"
        "  | ^^^^^^\n"
        "  = bantuan: Mungkin maksud Anda `status`.\n"
        "  = penjelasan: maklumat explain SP02\n"
        "\n"
        "saran[BH03]: kunci tidak dikenal: `statsu`\n"
        "  --> contoh.md:12:3\n"
        "   |\n"
        "12 | ab cd\n"
        "   |   ^^\n"
        "   = penjelasan: maklumat explain BH03\n"
        "\n"
        "1 galat, 1 saran dalam 2 dokumen\n"
    )


def test_text_colour_only_when_asked():
    assert "\x1b" not in text(report(finding()))
    coloured = text(report(finding()), colour=True)
    assert "\x1b[1;31mgalat[SP02]\x1b[0m" in coloured
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured) == text(report(finding()))


def test_short_is_one_line_each():
    assert short(report(finding(), finding(message=HOSTILE))).splitlines()[0] == (
        "contoh.md:8:1: galat[SP02] kunci tidak dikenal: `statsu`")
    assert len(short(report(finding(), finding(message=HOSTILE))).split("\n")) == 3


@pytest.mark.parametrize(("line", "place", "shown"), [
    ("nama: x", Place(1, 7), ("nama: x", "      ^")),
    ("\tnama", Place(1, 2, 4), ("    nama", "    ^^^^")),
    ("e\u0301 satu", Place(1, 4, 4), ("e\u0301 satu", "  ^^^^")),  # a combining accent takes no cell
    ("漢字 x", Place(1, 4), ("漢字 x", "     ^")),  # wide characters take two
    ("a\u202eb", Place(1, 2), ("a<U+202E>b", " ^^^^^^^^")),
    ("a\x1b[31mb", Place(1, 3), ("a<U+001B>[31mb", "         ^")),
    ("abc", Place(1, 4), ("abc", "   ^")),  # just behind the end
    ("abc", Place(1, 99, 7), ("abc", "   ^")),
    ("", Place(1, 1), ("", "^")),
])
def test_excerpt_carets_stand_under_the_place(line: str, place: Place, shown: tuple[str, str]):
    assert excerpt(line, place) == shown


@pytest.mark.parametrize("column", [1, 50, 5000, 9996, 10001])
def test_a_long_line_is_cut_around_the_place(column: int):
    line = "a" * (column - 1) + "SALAH" + "z" * (10000 - column)
    source, carets = excerpt(line, Place(1, column, 5))
    assert len(source) <= 102
    assert (source[0] == "…", source[-1] == "…") == (column > 41, column < 9900)
    assert source[carets.index("^"):][:len(carets.strip())] == "SALAH"[:len(carets.strip())]
    assert carets.count("^") == 5


def test_nothing_invisible_reaches_the_terminal():
    nasty = report(finding(path="a\nb\x1b.md", message=HOSTILE, help=HOSTILE, excerpt=HOSTILE.replace("\n", "")))
    for shown in (text(nasty), short(nasty), github.annotations(nasty), github.table(nasty)):
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200b]", shown)
    assert visible("a\tb\u00a0c\u00ad") == "a    b<U+00A0>c<U+00AD>"
    assert visible("“Pelayanan” — é ½ ≥ …") == "“Pelayanan” — é ½ ≥ …"


def test_json_is_the_contract():
    assert json.loads(to_json(report(finding()))) == {"documents": 2, "findings": [{
        "code": "SP02", "level": "error", "path": "contoh.md", "line": 8, "column": 1,
        "message": "kunci tidak dikenal: `statsu`", "help": "Mungkin maksud Anda `status`."}]}


def test_github_annotation_cannot_be_ended_by_a_document():
    lines = github.annotations(report(finding(path="a,b:c%.md", message=HOSTILE, help="x\ny"))).splitlines()
    assert len(lines) == 1
    properties, _, data = lines[0].removeprefix("::error ").partition("::")
    assert properties == "file=a%2Cb%3Ac%25.md,line=8,endLine=8,col=1,endColumn=7,title=galat[SP02]"
    assert data.endswith("%0Ax%0Ay")
    assert "100%25" in data


def test_github_shows_ten_of_each_level_and_counts_the_rest():
    many = [finding(place=Place(n, 1)) for n in range(1, 14)] + [finding(level=Level.HINT)]
    lines = github.annotations(report(*many)).splitlines()
    assert sum(line.startswith("::error ") for line in lines) == 10
    assert sum(line.startswith("::notice ") for line in lines) == 1
    assert "3 galat lain hanya ada dalam tabel temuan." in lines


SHOWN = {"<br>": "\n", "<!-- -->": ""}  # what a reader sees of HTML


def cells(markdown: str) -> list[list[str]]:
    """What a reader of the rendered table sees."""
    tokens = MarkdownIt("commonmark", {"html": True}).enable("table").parse(markdown)
    texts = [token for token in tokens if token.type == "inline"][5:]
    assert not [child for token in texts for child in token.children
                if child.type not in ("text", "text_special", "code_inline", "html_inline")]
    seen = ["".join(SHOWN.get(child.content, child.content) for child in token.children) for token in texts]
    return [seen[i:i + 4] for i in range(0, len(seen), 4)]


def test_github_table_holds_everything_and_no_markup_of_the_document():
    nasty = finding(path="a|b`c.md", message=HOSTILE)
    rows = cells(github.table(report(finding(), nasty)))
    assert rows[0] == ["galat[SP02]", "contoh.md:8:1", "kunci tidak dikenal: statsu", "Mungkin maksud Anda status."]
    assert rows[1][1] == "a|b`c.md:8:1"
    assert rows[1][2] == "\n".join(map(visible, HOSTILE.split("\n"))).replace("`kode`", "kode")


def test_github_table_stays_below_its_bound():
    many = report(*[finding(place=Place(n, 1)) for n in range(1, 1001)])
    shown = github.table(many, limit=20_000)
    assert len(shown.encode()) <= 20_000
    left_out = int(re.search(r"(\d+) temuan lain tidak muat", shown)[1])
    assert len(cells(shown.strip().rpartition("\n\n")[0])) + left_out == 1000


def test_sarif_has_what_the_standard_requires():
    spaced = finding(path="content/sop/a b#c.md", message="lihat [di sini](1)")
    log = json.loads(to_sarif(report(finding(), spaced, finding(level=Level.HINT, code="BH99"))))
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("sarif-schema-2.1.0.json")
    [run] = log["runs"]
    assert set(run) == {"tool", "columnKind", "results"}
    assert run["columnKind"] == "unicodeCodePoints"
    driver = run["tool"]["driver"]
    assert driver["name"] == "Maklumat"
    assert [rule["id"] for rule in driver["rules"]] == ["BH99", "SP02"]
    for result in run["results"]:
        assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in ("error", "warning", "note")
        location = result["locations"][0]["physicalLocation"]
        assert not re.match(r"[a-z]+:", location["artifactLocation"]["uri"])
        assert location["region"] == {"startLine": 8, "startColumn": 1, "endLine": 8, "endColumn": 7}
    assert unquote(run["results"][1]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]) == spaced.path
    assert run["results"][1]["message"]["text"].startswith(r"lihat \[di sini\](1)")


def test_no_findings():
    empty = Report(3, ())
    assert text(empty) == "tidak ada temuan dalam 3 dokumen\n"
    assert short(empty) == ""
    assert github.annotations(empty) == ""
    assert json.loads(to_json(empty)) == {"documents": 3, "findings": []}
    assert json.loads(to_sarif(empty))["runs"][0]["results"] == []
