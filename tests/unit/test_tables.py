"""The index of all documents: whole where they are few, in parts where they are many."""

from __future__ import annotations

import json
from importlib import resources
from urllib.parse import urljoin

import pytest
from jsonschema import Draft202012Validator

from maklumat import tables
from maklumat.model import State
from maklumat.plan import Facts, Mode
from maklumat.planned import INDEX
from maklumat.watching import is_index, untimely

from .test_plan import MAKLUMAT, SOP, read
from .verdicts import plan, verdicts

SCHEMA = Draft202012Validator(json.loads(
    (resources.files("maklumat") / "schemas/indeks.schema.json").read_text(encoding="utf-8")))
SITE = "https://ppid.contoh.go.id/"


def files(site=SITE, state=State.APPROVED):
    readings = [read(MAKLUMAT), read(SOP)]
    states = {MAKLUMAT: state, SOP: State.APPROVED}
    return plan(readings, Facts(Mode.STRICT, verdicts=verdicts(readings, states), site_url=site)).files


def indexes(made):
    return {path: json.loads(data) for path, data in made.items() if is_index(path)}


def test_a_document_has_a_line_of_its_own():
    text = files()[INDEX].decode()
    whole = json.loads(text)
    assert whole["bagian"] == [] and len(whole["dokumen"]) == 2
    lines = [line.strip().removesuffix(",") for line in text.splitlines()]
    assert all(json.dumps(row, ensure_ascii=False) in lines for row in whole["dokumen"])


@pytest.mark.parametrize("site", [SITE, ""])
def test_many_documents_stand_in_parts_that_the_index_names(site, monkeypatch):
    one = indexes(files(site))[INDEX]
    monkeypatch.setattr(tables, "MOST", 1)
    found = indexes(files(site))
    assert list(found) == [INDEX, "data/indeks/1.json", "data/indeks/2.json"]
    assert all(SCHEMA.is_valid(each) for each in found.values())
    whole, *parts = found.values()
    assert [urljoin(SITE, each) for each in whole["bagian"]] == [SITE + path for path in list(found)[1:]]
    assert whole | {"bagian": [], "dokumen": one["dokumen"]} == one, "it counts them all"
    rows = [(path, row) for path, part in found.items() for row in part["dokumen"]]
    pages = [urljoin(SITE + path, row["halaman"]) for path, row in rows]
    assert pages == [urljoin(SITE, row["halaman"]) for row in one["dokumen"]]
    assert [part["jumlah"]["dokumen"] for part in parts] == [1, 1]


def test_a_watch_reads_the_parts(monkeypatch):
    monkeypatch.setattr(tables, "MOST", 1)
    before, after = files(), files(state=State.WITHDRAWN)
    told = list(untimely([data for path, data in before.items() if is_index(path)], after))
    assert [difference.path for difference in told] == ["maklumat/informasi-publik/index.html"]
    assert "berubah dari berlaku menjadi dicabut" in told[0].what
