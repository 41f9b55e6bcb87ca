"""Civil-servant numbers: the vectors, places of single digits, and silence about the person."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maklumat import nip

VECTORS = Path(__file__).parents[1] / "vectors/nip.csv"
ROWS = list(csv.DictReader(VECTORS.read_text(encoding="utf-8").splitlines()))
GRAVITY = {nip.DOTS: "sah (saran: tulis ulang)", nip.INTERVAL: "peringatan", nip.OTHER_NUMBER: "peringatan"}
EIGHTEEN = st.text(alphabet="0123456789", min_size=18, max_size=18)


@pytest.mark.parametrize("row", ROWS, ids=[row["masukan"] for row in ROWS])
def test_vectors(row):
    found = [GRAVITY.get(flaw.kind, "galat") for flaw in nip.read(row["masukan"]).flaws]
    assert found == ([] if row["diharapkan"] == "sah" else [row["diharapkan"]])


@pytest.mark.parametrize(("text", "kind", "place"), [
    ("196813011989112005", nip.BIRTH, (0, 6)), ("196802301989112005", nip.BIRTH, (6, 2)),
    ("19680230 198911 2 005", nip.BIRTH, (6, 2)), ("19680901 198913 2 005", nip.APPOINTMENT, (9, 6)),
    ("19680901 198911 3 005", nip.TAIL, (16, 1)), ("19680901 198911 2 000", nip.TAIL, (18, 3)),
    ("19680901l989112005", nip.DIGITS, (8, 1)), (" 1968O9011989112005", nip.DIGITS, (5, 1)),
    ("NIP. 196809011989112005", nip.DIGITS, (0, 3)), ("[NIP]", nip.DIGITS, (0, 5)),
    ("1968090119891120", nip.DIGITS, (0, 16)), ("199001012023211001", nip.OTHER_NUMBER, (12, 2)),
])
def test_places(text, kind, place):
    (flaw,) = nip.read(text).flaws
    assert (flaw.kind, (flaw.start, flaw.length)) == (kind, place)


def test_two_faults_are_two_flaws():
    assert [flaw.kind for flaw in nip.read("196813011989133005").flaws] == [nip.BIRTH, nip.APPOINTMENT, nip.TAIL]


@pytest.mark.parametrize(("text", "shown"), [
    ("196809011989112005", "19680901 198911 2 005"), ("19660801.198803.1.001", "19660801 198803 1 001"),
    ("131110468", "131110468"), ("-", "-"),
])
def test_grouped(text, shown):
    assert nip.grouped(text) == shown


@given(EIGHTEEN)
def test_grouping_changes_nothing_but_spaces(text):
    assert nip.grouped(text).replace(" ", "") == text
    assert nip.read(nip.grouped(text)).digits == text


@given(EIGHTEEN | EIGHTEEN.map(lambda text: f"{text[:8]} {text[8:]}") | st.text(max_size=25))
def test_no_message_tells_of_the_person(text):
    reading = nip.read(text)
    for flaw in reading.flaws:
        said = f"{flaw.message} {flaw.help}".replace(reading.digits or "-", "").lower()
        assert not re.search(r"lahir|pria|wanita|laki|perempuan|kelamin|usia|umur|pensiun", said)
        assert reading.digits[:4] not in said or not reading.digits


@given(st.text(max_size=30))
def test_any_text_is_read_and_places_lie_inside(text):
    for flaw in nip.read(text).flaws:
        assert flaw.length >= 1
        assert flaw.start >= 0
        assert flaw.start + flaw.length <= max(1, len(text))
