"""Every finding of every case has all its parts, its words are Indonesian, and carets stand under a part of a line."""

from __future__ import annotations

import re

import pytest

from maklumat import explain
from maklumat.reports.excerpt import excerpt, parts
from maklumat.rules import RULES, by_code

from ..gates.wording import english
from .test_rules import CASES, findings

LONGEST = 60  # characters that are underlined
WHOLE = {"BH01", "BH03", "BH05", "DH01", "FM09", "TX09"}  # a whole sentence, citation or line is what is wrong
QUOTED = re.compile(r"`[^`]*`|“[^”]*”|\S*[/\\]\S*|<[^>]*>")  # what a document says, and what to type
PYTHON = re.compile(r"\b(?:None|True|False|str|int|float|bool|list|dict|tuple|bytes|NoneType|Error|Exception)\b")
VAGUE = re.compile(  # says nothing more than that something must change
    r"(?:Perbaiki|Betulkan|Periksa|Ubah|Ganti)(?: (?:ini|dokumen|naskah|nilai ini|bagian ini))?\.")


@pytest.mark.parametrize(("code", "case"), CASES, ids=[f"{code}-{case['nama']}" for code, case in CASES])
def test_all_parts_are_there(code: str, case: dict):
    _, found, readings = findings(case)
    for finding in found:
        lines, place = readings[finding.path].lines, finding.place
        line = lines[place.line - 1] if lines else ""
        assert by_code(finding.code) is not None
        assert finding.excerpt == line
        assert 1 <= place.column <= len(line) + 1
        assert place.length >= 1
        assert place.column + place.length - 1 <= max(len(line), place.column), "carets beyond the line"
        _, marked, _ = parts(line, place)
        assert marked or place.column == len(line) + 1
        assert not line[place.column - 1:][:place.length] or line[place.column - 1:][:place.length].strip() or \
            finding.code in ("FM03", "TX03"), "carets under blanks alone"
        assert "^" in excerpt(line, place)[1]
        assert place.length <= LONGEST or finding.code in WHOLE, f"{finding.code}: {place.length} characters underlined"
        styled(finding.message, finding.help)


def styled(message: str, help: str) -> None:
    first = message[:1]
    assert first == first.lower() or re.match(r"[A-Z]{2,}|Pasal|[A-Z]\w+ \d", message), message
    assert not message.endswith("."), message
    assert re.match(r"[A-Z]", help), help or "no help"
    assert re.search(r"[.?”`]$", help), help
    assert not VAGUE.fullmatch(help), help
    for told in (message, help):
        words = QUOTED.sub(" ", told)
        assert not PYTHON.search(words), told
        assert not [word for word in re.findall(r"[A-Za-z]+", words) if word.lower() in english()], told


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_has_a_whole_page(rule):
    page = explain.page(rule)
    assert all((page.title, page.why, page.law, page.wrong, page.right))
    assert page.wrong != page.right
    words = QUOTED.sub(" ", f"{page.title} {page.why} {page.law}")
    assert not [word for word in re.findall(r"[A-Za-z]+", words) if word.lower() in english()]


def test_the_name_of_a_folder_that_makes_no_address_is_never_proposed_as_id():
    _, found, _ = findings({"pindah": "maklumat/Pelayanan Data/index.md"})
    [finding] = found
    assert (finding.code, "Ganti nama folder itu" in finding.help) == ("RP07", True)
