"""Whatever the procedure: its chart can be read in one way only. Judged by the drawn cells, not by what drew them."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as some

from maklumat import flow
from maklumat.model import Document

from ..conftest import cases, thoroughly
from .flow_charts import UNIT, Chart, long_procedure, procedure

CALM = settings(derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck),
                phases=[Phase.generate])  # what fails is small enough, or would take minutes to make smaller
KINDS = ("mulai", "proses", "keputusan", "selesai")


@some.composite
def procedures(draw, most_steps=20, most_actors=6):
    """Steps and the number of actors of a sound procedure: one start, an end, decisions that lead anywhere, some steps
    of several actors."""
    count, actors = draw(some.integers(3, most_steps)), draw(some.integers(2, most_actors))
    numbers = some.integers(1, count) | some.integers(1, 3)  # steps to which many others lead
    people = some.one_of(some.lists(some.integers(1, actors), min_size=1, max_size=1),
                         some.lists(some.integers(1, actors), min_size=1, max_size=4, unique=True))
    return [_step(draw, number, count, draw(people), numbers) for number in range(1, count + 1)], actors


def _step(draw, number, count, people, numbers):
    onward = {"lanjut": number + 1}
    kind = {1: "mulai", count: "selesai"}.get(number) or draw(some.sampled_from(("proses", "keputusan")))
    if kind == "keputusan":
        ya, tidak = draw(numbers.filter(lambda it: it != number)), draw(numbers.filter(lambda it: it != number))
        onward = {"ya": ya, "tidak": tidak}
    elif kind == "selesai":
        onward = {}
    return {"id": f"a{number}", "oleh": f"[{', '.join(f'p{one}' for one in people)}]", "jenis": kind,
            **{key: f"a{target}" for key, target in onward.items()}}


def readable(document: Document) -> None:
    """Every arrow that the steps ask for can be followed to its target, and to no other."""
    drawn = flow.layout(document)
    chart = Chart(drawn)
    assert chart.through_symbols() == []
    assert chart.riddles() == chart.strangers() == chart.disguised() == []
    exits = [end for end in chart.ends() if not end.has_head and not chart.joins(end)]
    asked = wanted(document)
    seen = Counter()
    for end in exits:
        label = next((it.text for it in drawn.rows[end.row][end.column].labels if it.side == end.side), "")
        led = chart.led(end)
        targets = {other.row for other in led if other.has_head}
        assert len(targets) == 1, f"from step {end.row + 1} one gets to {targets}"
        assert all(other.has_head or other in exits for other in led)
        seen[end.row, label, *targets] += 1
    assert seen == asked
    crossings_agree(drawn, chart)
    labels_are_true(drawn, chart)
    actors_are_joined(document, chart)


def wanted(document: Document) -> Counter:
    numbers = {step.id.text: number for number, step in enumerate(document.steps)}
    return Counter((row, label, numbers[target.text]) for row, step in enumerate(document.steps)
                   for label, target in (("", step.next), ("Ya", step.yes), ("Tidak", step.no)) if target)


def crossings_agree(drawn: flow.Flow, chart: Chart) -> None:
    for row, crossings in enumerate(drawn.crossings):
        assert {(it.column, it.x, "ns") for it in crossings} == chart.crossed(row)
        assert len(crossings) == len({(it.column, it.x) for it in crossings})
        for it in crossings:
            point = (round((it.column + it.x) * UNIT), (row + 1) * UNIT)
            heads = {end.row for end in chart.followed(point, "s" if it.is_down else "n") if end.has_head}
            assert heads == {it.target - 1}
    assert drawn.crossings[-1] == ()


def labels_are_true(drawn: flow.Flow, chart: Chart) -> None:
    """No two labels in one place, each beside its line, and what is said of the lines below it is so."""
    covering = chart.covering()
    for row, cells in enumerate(drawn.rows):
        for column, cell in enumerate(cells):
            assert len({label.quarter for label in cell.labels}) == len(cell.labels)
            for label in cell.labels:
                assert label.side in label.quarter
                assert label.is_clear == ((row, column, label.text) not in covering)


def actors_are_joined(document: Document, chart: Chart) -> None:
    for row, step in enumerate(document.steps):
        columns = sorted(int(actor.text[1:]) - 1 for actor in step.actors)
        joined = {(end.column, end.side) for end in chart.ends() if end.row == row and chart.joins(end)}
        assert joined == {(column, "e") for column in columns[:-1]} | {(column, "w") for column in columns[1:]}


@settings(CALM, max_examples=30)
@given(procedures())
def test_every_arrow_arrives_and_can_be_told_from_all_others(drawn):
    document = procedure(*drawn)
    readable(document)
    assert Chart(flow.layout(document)).covering() == {}


@pytest.mark.thorough
def test_of_many_charts_hardly_one_has_a_line_through_a_label():
    """Where one has, the label says so (`labels_are_true`)."""
    covered = []

    @settings(CALM, max_examples=200)
    @given(procedures())
    def look(drawn):
        document = procedure(*drawn)
        readable(document)
        covered.append(bool(Chart(flow.layout(document)).covering()))

    look()
    assert len(covered) >= 200
    assert sum(covered) <= 4


@settings(CALM, max_examples=len(cases(range(3), range(3))))
@given(procedures(most_steps=40, most_actors=9))
def test_long_and_broad_procedures_too(drawn):
    readable(procedure(*drawn))


@settings(CALM, max_examples=60)
@given(some.data())
def test_any_soup_of_steps_gives_a_chart(data):
    names = some.sampled_from(["a1", "a2", "a3", "a4", "tiada", ""])
    step = some.fixed_dictionaries({}, optional={
        "id": names, "jenis": some.sampled_from([*KINDS, "ragu", ""]), "lanjut": names, "ya": names, "tidak": names,
        "oleh": some.sampled_from(["p1", "p2", "p3", "tiada", "", "[p1, p1]", "[p2, tiada, p1]", "[]"])})
    count = data.draw(some.integers(0, 3))
    document = procedure(data.draw(some.lists(step, min_size=1, max_size=9)), count)
    drawn = flow.layout(document)
    assert [len(row) for row in drawn.rows] == [count] * len(document.steps)
    assert len(drawn.texts) == len(drawn.crossings) == len(document.steps)
    chart = Chart(drawn)
    assert chart.through_symbols() == chart.riddles() == []
    for end in chart.ends():
        assert end.has_head or chart.joins(end) or {it.has_head for it in chart.led(end)} >= {True}


def test_forty_steps_and_eight_actors():
    document = long_procedure(40, 8)
    readable(document)
    assert any(len(row) > 3 for row in flow.layout(document).crossings)


@pytest.mark.parametrize(("count", "actors", "seed"), [(23, 7, 45), (20, 8, 9), (20, 6, 1), (40, 5, 2)])
def test_no_line_runs_through_a_label_where_many_decide(count, actors, seed):
    document = long_procedure(count, actors, seed, rest=1)
    readable(document)
    assert Chart(flow.layout(document)).covering() == {}


HARD = (3, 8, 13, 17, 20, 23)  # few and many actors; charts that are laid again and again


@pytest.mark.parametrize("seed", cases([*HARD[:2], *thoroughly(HARD[2:])], sorted({*range(24)} - {*HARD})))
def test_a_crowd_of_arrows_in_few_columns(seed):
    readable(long_procedure(20, 2 + seed % 2, seed, rest=0))


@pytest.mark.parametrize(("count", "actors"), [(101, 3), (5, 13)])
def test_beyond_what_a_form_holds_there_are_symbols_and_words_but_no_lines(count, actors):
    drawn = flow.layout(long_procedure(count, actors))
    assert sum(bool(cell.symbol) for row in drawn.rows for cell in row) == count
    assert not any(cell.lines or cell.heads or cell.labels for row in drawn.rows for cell in row)
    assert drawn.texts[0] == "Mulai; lanjut ke langkah 2"


def test_the_same_chart_in_every_process():
    """Here, and where hashes are others: of two seeds, one at least is not this process's own."""
    code = ("from tests.unit.flow_charts import long_procedure\nfrom maklumat import flow\n"
            "print(flow.layout(long_procedure(30, 6)))")
    drawn = {subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parents[2], check=True, text=True,
                            env=os.environ | {"PYTHONHASHSEED": seed}, capture_output=True).stdout
             for seed in ("0", "1")}
    flow._flow.cache_clear()
    assert drawn == {f"{flow.layout(long_procedure(30, 6))}\n"}
