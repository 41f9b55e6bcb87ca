"""`maklumat clauses`: what the finder sees, for people and for programs."""

from __future__ import annotations

import json
import re

import pytest

from .conftest import MAKLUMAT

PLAIN = """Dengan ini kami menyatakan:

1. sanggup melaksanakan pelayanan sesuai dengan standar pelayanan;
2. bersedia menerima sanksi apabila pelayanan tidak sesuai dengan standar.
"""


@pytest.fixture
def plain(project):
    (project / "polos.md").write_text(PLAIN, encoding="utf-8")
    return project


def test_json_is_the_contract(maklumat, plain):
    run = maklumat("clauses", MAKLUMAT, "polos.md", "--format", "json", cwd=plain)
    assert (run.returncode, run.stderr) == (1, "")
    whole, part = json.loads(run.stdout)
    assert (whole["path"], part["path"]) == (MAKLUMAT, "polos.md")
    assert list(whole["clauses"]) == ["janji", "perbaikan", "sanksi"]
    lines = (plain / MAKLUMAT).read_text(encoding="utf-8").split("\n")
    for key, words in (("janji", "berjanji dan sanggup"), ("perbaikan", "perbaikan"), ("sanksi", "sanksi")):
        clause = whole["clauses"][key]
        assert clause["found"] is True
        assert words in lines[clause["line"] - 1]
    assert [part["clauses"][key]["found"] for key in ("janji", "perbaikan", "sanksi")] == [True, False, True]
    assert [part["clauses"][key]["line"] for key in ("janji", "perbaikan", "sanksi")] == [3, None, 4]


def test_text_names_places_and_what_is_missing(maklumat, plain):
    run = maklumat("clauses", "polos.md", cwd=plain)
    assert run.returncode == 1
    assert run.stdout.startswith("polos.md\njanji: ditemukan di 3:")
    assert re.search(r"^perbaikan: (?!ditemukan)", run.stdout, re.MULTILINE)


def test_a_complete_promise_exits_0(maklumat, project):
    assert maklumat("clauses", MAKLUMAT, cwd=project).returncode == 0


@pytest.mark.parametrize("data", [b"", b"\xff\xfe\x00", b"---\n", b"\0" * 100, b">" * 9999])
def test_any_bytes(maklumat, project, data):
    (project / "aneh.md").write_bytes(data)
    run = maklumat("clauses", "aneh.md", "--format", "json", cwd=project)
    assert (run.returncode, run.stderr) == (1, "")
    assert not any(clause["found"] for clause in json.loads(run.stdout)[0]["clauses"].values())
