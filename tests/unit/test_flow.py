"""Charts that one can check by eye, and what they say in words."""

from __future__ import annotations

import pytest

from maklumat import flow, routing
from maklumat.flow import Cell, Crossing, Label, Line
from maklumat.flow_html import cell
from maklumat.rules.flow import drawable

from .flow_charts import UNIT, Chart, End, procedure, steps


def chart(*rows, actors=3):
    return flow.layout(procedure(steps(*rows), actors))


def arrivals(drawn):
    return [(row, column, cell.heads) for row, cells in enumerate(drawn.rows, 1)
            for column, cell in enumerate(cells, 1) if cell.heads]


def test_straight_down_where_the_next_step_is_in_the_same_column():
    drawn = chart("1 mulai 2", "1 proses 3", "1 selesai", actors=1)
    down, on = Line(0.5, 0.5, 0.5, 1), Line(0.5, 0, 0.5, 0.5)
    assert drawn.rows == ((Cell("mulai", (down,)),), (Cell("proses", (on, down), ("n",)),),
                          (Cell("selesai", (on,), ("n",)),))
    assert drawn.crossings == ((Crossing(0, 0.5, True, 2),), (Crossing(0, 0.5, True, 3),), ())


def test_to_the_side_and_down_where_it_is_in_another():
    drawn = chart("1 mulai 2", "3 selesai")
    assert [cell.lines for cell in drawn.rows[0]] == [
        (Line(0.5, 0.5, 1, 0.5),), (Line(0, 0.5, 1, 0.5),), (Line(0, 0.5, 0.5, 0.5), Line(0.5, 0.5, 0.5, 1))]
    assert [cell.heads for cell in drawn.rows[1]] == [(), (), ("n",)]


def test_a_decision_goes_on_downwards_and_back_sideways():
    drawn = chart("1 mulai 2", "2 keputusan 3 1", "2 selesai")
    assert drawn.rows[1][1].labels == (Label("Ya", "s", "se"), Label("Tidak", "w", "nw"))
    assert arrivals(drawn) == [(1, 1, ("s",)), (2, 2, ("n",)), (3, 2, ("n",))]
    assert [(it.is_down, it.target) for it in drawn.crossings[0]] == [(False, 1), (True, 2)]


def test_a_branch_over_several_steps_runs_beside_them():
    drawn = chart("1 mulai 2", "1 keputusan 3 5", "1 proses 4", "1 proses 5", "1 selesai", actors=2)
    assert all(line.x1 == line.x2 == 0.5 or line.x1 > 0.8 for line in drawn.rows[2][0].lines)
    assert arrivals(drawn)[-1] == (5, 1, ("n",))


def test_arrows_to_the_same_step_join():
    drawn = chart("1 mulai 2", "1 keputusan 3 4", "2 proses 5", "3 proses 5", "1 selesai")
    assert arrivals(drawn)[-1] == (5, 1, ("n",))
    read = Chart(drawn)
    assert [point for point, arms in read.arms.items() if len(arms) == 3 and point not in read.symbols] == [
        (3 * UNIT // 2, 7 * UNIT // 2)]


def test_the_actors_of_one_step_stand_on_one_line():
    drawn = chart("1 mulai 2", "1,3 proses 3", "3 selesai")
    middle = drawn.rows[1]
    assert [cell.symbol for cell in middle] == ["proses", "", "proses"]
    assert Line(0, 0.5, 1, 0.5) in middle[1].lines
    assert {end.side for end in Chart(drawn).ends() if end.row == 1 and Chart(drawn).joins(end)} == {"e", "w"}
    assert arrivals(drawn) == [(2, 1, ("n",)), (3, 3, ("n",))]
    assert drawn.texts[1] == "Proses; lanjut ke langkah 3"


def test_labels_never_share_a_quarter_nor_lie_on_the_line_they_name():
    drawn = chart("1 mulai 2", "1 keputusan 3 1", "1 selesai", actors=1)
    quarters = [label.quarter for label in drawn.rows[1][0].labels]
    assert len(set(quarters)) == 2
    tidak = drawn.rows[1][0].labels[1]
    assert tidak.side in "ew"
    assert tidak.quarter[0] == "s"  # for the arrow turns up beside it


@pytest.mark.parametrize(("step", "symbol", "text"), [
    ({"jenis": "proses", "lanjut": "a1"}, "proses", "Proses; lanjut ke langkah 1"),
    ({"jenis": "proses", "lanjut": "tiada"}, "proses", "Proses"),
    ({"jenis": "ragu", "lanjut": "a1"}, "", "Lanjut ke langkah 1"),
    ({"lanjut": "a2"}, "", "Lanjut ke langkah 2"),
    ({"jenis": "keputusan", "ya": "a2", "tidak": "a1"}, "keputusan",
     "Keputusan; Ya: ke langkah 2; Tidak: ke langkah 1"),
])
def test_what_is_unknown_or_missing_is_left_out(step, symbol, text):
    first = {"id": "a1", "oleh": "p1", "jenis": "mulai", "lanjut": "a2"}
    drawn = flow.layout(procedure([first, {"id": "a2", "oleh": "[p1, tiada]"} | step], 1))
    assert drawn.rows[1][0].symbol == symbol
    assert drawn.texts == ("Mulai; lanjut ke langkah 2", text)
    ends = [end for end in Chart(drawn).ends() if end.row == 1]
    assert (End(1, 0, "n", True) in ends) == bool(symbol)
    assert len(ends) == bool(symbol) + (step.get("lanjut") == "a1" and bool(symbol)) + ("ya" in step)


def test_a_procedure_too_long_for_its_form_is_a_finding():
    rows = [f"1 proses {number + 1}" for number in range(1, 101)]
    assert list(drawable(procedure(steps(*rows), 1), None)) == []
    long = procedure(steps(*rows, "1 selesai"), 1)
    (problem,) = drawable(long, None)
    assert problem.place == long.steps[100].place
    assert problem.message == "101 langkah tidak muat pada formulir; paling banyak 100"


def test_a_chart_without_lines_says_so_where_steps_lead_on(monkeypatch):
    monkeypatch.setattr(flow, "_flow", flow._flow.__wrapped__)  # as if none were drawn before
    rows = ("1 mulai 2", "1 proses 3", "1 selesai")
    assert chart(*rows, actors=1).is_drawn
    assert not chart(*rows[:2], *(f"1 proses {number}" for number in range(4, 102)), "1 selesai").is_drawn
    monkeypatch.setattr(routing, "BUDGET", 1)
    tangled = chart(*rows, actors=2)
    assert not tangled.is_drawn
    assert not any(cell.lines for row in tangled.rows for cell in row)
    assert tangled.texts[0] == "Mulai; lanjut ke langkah 2"
    assert chart("2 selesai", actors=2).is_drawn


def test_a_cell_as_html_has_no_style_no_script_and_escapes_its_words():
    html = cell(Cell("keputusan", (Line(0.5, 0.5, 0.0667, 0.5),), ("n",), (Label("Tidak", "w", "sw"),)), "<b> & dua.")
    assert '<line x1="50%" y1="50%" x2="6.67%" y2="50%"/>' in html
    assert '<path fill="currentColor" stroke="none" d="M0 -15 -4 -23 4 -23z"/>' in html
    assert html.endswith('<span class="alur-teks">&lt;b&gt; &amp; dua.</span>')
    assert "style" not in html
    assert "\n" not in html


def test_a_label_over_a_line_does_not_cut_it():
    clear, over = (cell(Cell("keputusan", labels=(Label("Ya", "s", "se", it),)), "") for it in (True, False))
    assert 'class="cabang"' in clear
    assert 'class="cabang tanpa-latar"' in over


def test_a_cell_that_nothing_touches_is_empty():
    assert cell(Cell(), "") == ""
