"""Document numbers: real forms pass, templates and gaps are told with their place."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maklumat import numbers

VECTORS = Path(__file__).parents[1] / "vectors/nomor.csv"
ROWS = list(csv.DictReader(VECTORS.read_text(encoding="utf-8").splitlines()))


def pointed(text: str, kind: str) -> list[str]:
    return [text[flaw.start:flaw.start + flaw.length] for flaw in numbers.read(text).of(kind)]


@pytest.mark.parametrize("row", ROWS, ids=[row["masukan"] for row in ROWS])
def test_real_numbers(row):
    kinds = {flaw.kind for flaw in numbers.read(row["masukan"]).flaws}
    if row["jenis"].startswith("TEMPLAT"):
        assert kinds == {numbers.TEMPLATE}
    elif row["jenis"].startswith("TIDAK LENGKAP"):
        assert kinds == {numbers.EMPTY_PART}
    else:
        assert kinds == set()


@pytest.mark.parametrize(("text", "year"), [
    ("800/24/Sekr.7/BKD", None), ("800.1.1/01/DISPERINDAG-ESDM/I/2025", 2025), ("SOP-036/17000/2025", 2025),
    ("HK.02.02.7A.7A4.04.22.72", None), ("2010/05/BKD/2024", 2024), ("800/24/BKD-2025", 2025),
])
def test_year(text, year):
    assert numbers.read(text).year == year


@pytest.mark.parametrize(("text", "parts"), [
    ("8.3.3/[XX]/SOP/PKM/MM/YY", ["[XX]", "MM/YY"]), ("800/xxx/BKD/2025", ["xxx"]), ("800/.../BKD/2025", ["..."]),
    ("800/____/BKD/YYYY", ["____", "YYYY"]), ("800/ nomor /BKD/tahun", ["nomor", "tahun"]), ("<nomor>", ["<nomor>"]),
    ("800/12/SEXX/2025", []), ("Nomor 12 Tahun 2025", []), ("12/XII/2025", []), ("800/24/MM.2/BKD", []),
])
def test_templates(text, parts):
    assert pointed(text, numbers.TEMPLATE) == parts


@pytest.mark.parametrize(("text", "count"), [
    ("440/ / 311.47 / 2018", 1), ("/24/BKD", 1), ("800/24/", 1), ("800//BKD/", 2), ("800 / 24 / BKD", 0), ("060", 0),
])
def test_empty_parts(text, count):
    assert pointed(text, numbers.EMPTY_PART) == ["/"] * count


@pytest.mark.parametrize(("text", "letters"), [
    ("8OO/24/BKD", ["O"]), ("800/l2/BKD", ["l"]), ("800/24/BKD/2O25", ["O"]), ("W24-U5/25", []), ("7A4/I/II", []),
    ("Sekr.7/BKO", []),
])
def test_letters_among_digits(text, letters):
    assert pointed(text, numbers.LETTER) == letters


def test_spacing_and_letter_case_do_not_make_another_number():
    assert numbers.key("2996 /BRSDMKP/KP.510") == numbers.key("2996/Brsdmkp/KP.510")
    assert numbers.key("800/24/Sekr.7/BKD") != numbers.key("800/247/Sekr./BKD")


@given(st.text(max_size=40))
def test_any_text_is_read_and_places_lie_inside(text):
    for flaw in numbers.read(text).flaws:
        assert flaw.length >= 1
        assert 0 <= flaw.start <= flaw.start + flaw.length <= len(text)
