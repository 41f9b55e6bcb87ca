"""The clause finder: places, weak parts, reasons; and every labelled text of tests/clauses."""

from __future__ import annotations

import re
from importlib import resources
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from maklumat import blocks, clauses
from maklumat.language.guards import GUARDS
from maklumat.language.lexicon import lexicon
from maklumat.language.propositions import propositions

FOLDER = Path(__file__).parents[1] / "clauses"
LABELLED = [
    (path.stem, case)
    for path in sorted(FOLDER.glob("*.yml"))
    if path.stem != "batas"
    for case in yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)
]
LIMITS = yaml.load((FOLDER / "batas.yml").read_text(encoding="utf-8"), yaml.CSafeLoader)


def find(text: str) -> clauses.Clauses:
    return clauses.find(blocks.parse(tuple(text.split("\n")), 1))


def keys(found: clauses.Clauses) -> set[str]:
    return {clause.key for clause in found if clause.found}


@pytest.mark.parametrize(("name", "case"), LABELLED, ids=[f"{name}-{case['nama']}" for name, case in LABELLED])
def test_labelled_text(name: str, case: dict):
    found = find(case["naskah"])
    assert keys(found) == set((case["harap"] or "").split())
    if name == "positif":
        assert {c.key: list(c.missing_parts) for c in found if c.missing_parts} == case.get("lemah", {})
    if case.get("sebab"):
        assert case["sebab"] in {decision.guard for clause in found for decision in clause.decisions}


@pytest.mark.parametrize("case", LIMITS, ids=[case["nama"] for case in LIMITS])
def test_known_limit_is_still_one(case: dict):
    assert keys(find(case["naskah"])) == set((case["kini"] or "").split()) != set((case["harap"] or "").split())


def test_every_guard_has_a_text_that_needs_it():
    wanted = {case.get("sebab") for _, case in LABELLED}
    assert {name for name, _, _ in GUARDS} - {"tanpa janji"} <= wanted


def test_place_block_and_offset_point_at_the_first_word():
    text = (
        "# Maklumat\n\nPembuka.\n\n- Kami *berjanji* melayani sesuai standar pelayanan\n"
        "- dan siap menerima sanksi bila lalai"
    )
    body = blocks.parse(tuple(text.split("\n")), 1)
    found = clauses.find(body)
    assert (found.janji.place.line, found.janji.place.column) == (5, 3)
    assert (found.sanksi.place.line, found.sanksi.place.column) == (6, 7)
    shown = {block.token: block.text.text for block, _ in body.walk()}
    assert shown[found.sanksi.block][found.sanksi.offset :].startswith("siap menerima")


def test_the_most_complete_place_wins_over_the_first():
    found = find("Kami siap melayani sesuai undang-undang.\n\nKami sanggup melayani sesuai standar pelayanan.")
    assert (found.janji.place.line, found.janji.missing_parts) == (3, ())


def test_weak_words_beside_the_promise_are_named():
    found = find("Kami berupaya memberikan pelayanan sesuai standar pelayanan.")
    assert [(place.column, word) for place, word in found.janji.weakened_by] == [(6, "berupaya")]


def test_weak_words_of_another_block_are_not_named():
    assert find("Kami berupaya:\n\n- melayani sesuai standar pelayanan").janji.weakened_by == ()


def test_a_text_that_repeats_has_a_place_of_its_own_each_time():
    said = "Kami berupaya melayani sesuai standar pelayanan."
    found = find(f"{said}\n\n> {said}\n\nJeda.\n\n1. {said}").janji
    assert [(place.line, place.column) for place, _ in found.weakened_by] == [(1, 6)]
    assert [(each.place.line, each.place.column) for each in found.decisions] == [(1, 31), (3, 33), (7, 34)]


def test_the_condition_may_stand_in_another_item():
    assert find("- Kami siap menerima sanksi\n- apabila pelayanan tidak sesuai standar").sanksi.missing_parts == ()


def test_explanation_names_words_places_and_guards():
    text = clauses.explain(
        find("Kami tidak bersedia menerima sanksi bila lalai.\n\nKami melakukan perbaikan terus-menerus.")
    )
    assert "sanksi: tidak ditemukan" in text
    assert "1:30  bersedia … menerima … sanksi" in text
    assert "tidak dihitung: diingkari (“tidak”)" in text
    assert "perbaikan: ditemukan di 3:1; belum menyebut pelayanan sesuai dengan kewajiban" in text


@pytest.mark.parametrize(
    "word", ["tersedia", "menempati", "pelayaran", "perbankan", "menggunakan", "dikenal", "kesehatan"]
)
def test_ordinary_words_are_no_misspellings(word: str):
    assert lexicon().known(word) in ("", word)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("kompensansasi", "kompensasi"),
        ("menurus", "menerus"),
        ("kewajibn", "kewajiban"),
        ("sangup", "sanggup"),
        ("pelayananlah", "pelayanan"),
        ("k0mpensasi", "kompensasi"),
        ("pealyanan", "pelayanan"),
    ],
)
def test_damaged_words_are_recognised(written: str, meant: str):
    assert lexicon().known(written) == meant


PIECES = st.sampled_from(
    [
        "kami ",
        "siap ",
        "tidak ",
        "sanksi ",
        "menerima ",
        "apabila ",
        "standar pelayanan ",
        "sesuai ",
        "perbaikan ",
        "terus-",
        "a. ",
        "- ",
        "\n",
        "\n\n",
        "| ",
        "> ",
        "# ",
        ": ",
        "; ",
        "“",
        "...",
        "~~",
        "`",
        "pela- ",
        "é",
        "１",
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES | st.text(max_size=4), max_size=60))
def test_any_text_gives_an_answer_with_places_inside_it(pieces: list[str]):
    lines = tuple(re.split(r"\r\n|\n|\r", "".join(pieces)))
    for clause in clauses.find(blocks.parse(lines, 1)):
        assert clause.found == (clause.place is not None)
        for decision in clause.decisions:
            assert 1 <= decision.place.line <= len(lines)


@pytest.mark.parametrize(
    "hostile", ["kami siap menerima sanksi apabila ", "sanksi ", "kami: siap; ", "a. ", "- x\n", "kami,\n\n", "x"]
)
def test_no_sentence_grows_with_the_text(hostile: str):
    body = blocks.parse(tuple((hostile * 2000).split("\n")), 1)
    assert max(len(each.lead) + len(each.own) for each in propositions(body)) < 400


def test_every_concept_of_the_words_is_used_by_the_code():
    package = resources.files(clauses.__package__)
    names = yaml.safe_load((package / "language" / "words.yml").read_text(encoding="utf-8"))
    modules = [file for file in (package / "language").iterdir() if file.name.endswith(".py")]
    code = "".join(file.read_text(encoding="utf-8") for file in (package / "clauses.py", *modules))
    assert {name for name in names if f'"{name}"' not in code} == {"idle"}
