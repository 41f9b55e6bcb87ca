"""The findings of a file stay readable, however many places are at fault."""

from __future__ import annotations

import datetime
import random

import pytest

from maklumat import checking, documents, profile
from maklumat.findings import Finding
from maklumat.rules import Context

CONTEXT = Context(today=datetime.date(2025, 6, 1), profile=profile.load("ppid"))
HEAD = "---\njenis: maklumat\n---\n"
NUMBER = "6271011203800001\n"


def found(code: str, *texts: str) -> list[Finding]:
    readings = [documents.read(f"{number}.md", text.encode()) for number, text in enumerate(texts)]
    return [finding for finding in checking.check(readings, CONTEXT) if finding.code == code]


@pytest.mark.parametrize(("times", "shown", "more"), [(49, 49, 0), (50, 50, 0), (51, 50, 2), (3000, 50, 2951)])
def test_the_last_of_many_says_how_many_more(times: int, shown: int, more: int):
    findings = found("RP04", HEAD + NUMBER * times)
    assert [finding.place.line for finding in findings] == list(range(4, 4 + shown))
    assert not any("serupa" in finding.message for finding in findings[:49])
    last = f"masih ada {more} temuan serupa dalam berkas ini, mulai dari sini" if more else findings[0].message
    assert findings[-1].message == last


def test_each_file_and_each_rule_has_its_own_fifty():
    many = HEAD + f"0812-3456-7890\n{NUMBER}" * 60
    assert len(found("RP04", many, many)) == len(found("RP09", many, many)) == 100


def test_what_is_no_text_is_one_finding():
    reading = documents.read("foto.md", random.Random(1).randbytes(200_000))
    assert [finding.code for finding in checking.check([reading], CONTEXT)] == ["BK04"]


def test_beside_others_a_file_has_the_same_findings_as_among_them():
    head = "---\njenis: sop\nid: sama\nnomor_sop: \"800/1\"\n---\n"
    first, second = (documents.read(f"content/sop/{name}/index.md", head.encode()) for name in ("dua", "satu"))
    among = checking.check([first, second], CONTEXT)
    for one, other in ((first, second), (second, first)):
        own = [finding for finding in among if finding.path == one.path]
        assert list(checking.beside([one], [other], CONTEXT)) == own
    assert {"SP04", "RP08"} <= {finding.code for finding in own}  # which only exist between files
