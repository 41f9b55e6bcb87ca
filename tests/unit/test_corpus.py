"""The made-up documents of tests/bench: whole where nothing is planted, at fault exactly where something is."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from tests.bench import corpus

from maklumat import checking, documents, profile
from maklumat.findings import Level
from maklumat.rules import Context

TODAY = date(2026, 11, 1)


def errors(folder: Path) -> list[tuple[str, str]]:
    """Path and code of every error in a project."""
    paths = sorted(path.relative_to(folder).as_posix() for path in folder.glob("content/*/*/*/index.md"))
    readings = [documents.read(path, (folder / path).read_bytes()) for path in paths]
    found = checking.check(readings, Context(TODAY, profile.load("ppid")))
    return [(finding.path, finding.code) for finding in found if finding.level is Level.ERROR]


def test_documents_are_whole(tmp_path):
    assert errors(corpus.project(tmp_path / "c", 40, plain=True)) == []


def test_every_planted_fault_is_found_and_nothing_else(tmp_path):
    count = 2 * len(corpus.FAULTS)
    folder = corpus.project(tmp_path / "c", count, seed=2026, faulty=len(corpus.FAULTS), plain=True)
    planted = json.loads((folder / "faults.json").read_text(encoding="utf-8"))
    assert {each["fault"] for each in planted} == {fault.name for fault in corpus.FAULTS}
    assert errors(folder) == sorted((each["path"], each["code"]) for each in planted)


def test_a_small_corpus_is_the_beginning_of_a_large_one():
    few, many = (list(corpus.documents(count)) for count in (9, 30))
    assert few == many[:9]
    assert few != list(corpus.documents(9, seed=corpus.SEED + 1))


def test_no_number_and_no_id_is_used_twice_in_the_whole_nation():
    pairs = [corpus.Pair(corpus.SEED, number) for number in range(0, 50_000, 23)]
    assert len({pair.number for pair in pairs}) == len({pair.id("sop") for pair in pairs}) == len(pairs)
