"""Dates: every form of the vectors, the calendar, doubts, and places of faults."""

from __future__ import annotations

import csv
import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maklumat import dates

VECTORS = Path(__file__).parents[1] / "vectors/tanggal.csv"
ROWS = list(csv.DictReader(VECTORS.read_text(encoding="utf-8").splitlines()))
DAYS = st.dates(datetime.date(1900, 1, 1))


def outcome(reading: dates.DateReading) -> str:
    if reading.is_ambiguous or reading.lacks_day:
        return "peringatan"
    if reading.fault:
        return "galat"
    return "terima + saran" if reading.remark else "terima"


def pointed(text: str) -> str:
    reading = dates.read(text)
    assert reading.value is None
    return text[reading.start:reading.start + reading.length]


@pytest.mark.parametrize("row", ROWS, ids=[row["masukan"] for row in ROWS])
def test_vectors(row):
    reading = dates.read(row["masukan"])
    assert str(reading.value or "") == row["iso"]
    assert outcome(reading) == row["hasil"]


@given(DAYS)
def test_words_are_read_back(day):
    assert dates.read(dates.words(day)).value == day
    assert dates.read(dates.words(day).upper()).value == day
    assert dates.read(f"Palangka Raya, {dates.words(day)}").value == day


@given(DAYS)
def test_iso_is_read_back_and_is_the_only_iso_form(day):
    assert dates.read(day.isoformat()) == dates.DateReading(day, is_iso=True)
    assert not dates.read(dates.words(day)).is_iso


@given(DAYS)
def test_numbers_follow_the_indonesian_order_or_are_in_doubt(day):
    reading = dates.read(f"{day:%d/%m/%Y}")
    assert reading.value == day
    assert reading.is_ambiguous == (day.day <= 12 and day.day != day.month)


@given(st.text(max_size=40))
def test_any_text_gives_a_date_or_a_fault_with_its_place(text):
    reading = dates.read(text)
    assert (reading.value is None) == bool(reading.fault) == bool(reading.help)
    if text:
        assert 0 <= reading.start < reading.start + reading.length <= len(text)


@pytest.mark.parametrize(("text", "iso"), [
    ("20-Jan-69", "1969-01-20"), ("20-Jan-68", "2068-01-20"), ("20-Jan-00", "2000-01-20"), ("2025-1-5", "2025-01-05"),
    ("2025/01/20", "2025-01-20"), ("20.01.2025", "2025-01-20"), ("20 Jan. 2025", "2025-01-20"),
    ("20Jan2025", "2025-01-20"),
    ("Senin, 20 Januari 2025", "2025-01-20"), ("Pasar Minggu, 20 Januari 2025", "2025-01-20"),
    ("Ditetapkan di Sampit pada tanggal 20 Januari 2025.", "2025-01-20"), ("Jum'at, 24 Januari 2025", "2025-01-24"),
    ("20‐01‐2025", "2025-01-20"), ("20\u00a0Januari\u00a02025", "2025-01-20"), (" 2025-01-20 ", "2025-01-20"),
])
def test_other_forms_that_people_type(text, iso):
    assert str(dates.read(text).value) == iso


@pytest.mark.parametrize(("text", "fault", "place"), [
    ("31 Juni 2025", "tanggal 31 tidak ada: Juni hanya sampai tanggal 30", "31"),
    ("29 Februari 2025", "tanggal 29 tidak ada: Februari 2025 hanya sampai tanggal 28", "29"),
    ("30 Februari 2024", "tanggal 30 tidak ada: Februari 2024 hanya sampai tanggal 29", "30"),
    ("2025-00-10", "bulan 0 tidak ada", "00"), ("0 Mei 2025", "tanggal 0 tidak ada", "0"),
    ("01/20/2025", "bulan 20 tidak ada; urutan yang dibaca ialah hari, bulan, tahun", "20"),
    ("2O Januari 2025", "huruf `O` di antara angka", "O"), ("20 Januari 2O25", "huruf `O` di antara angka", "O"),
    ("20 Janauri 2025", "nama bulan `Janauri` tidak dikenal", "Janauri"),
    ("Selasa, 20 Januari 2025", "20 Januari 2025 jatuh pada hari Senin, bukan Selasa", "Selasa"),
    ("20 Januari 0025", "tahun 0025 tidak mungkin", "0025"),
    ("[Tanggal]", "tanggal masih berupa isian contoh", "[Tanggal]"),
    ("dd/mm/yyyy", "tanggal masih berupa isian contoh", "dd/mm/yyyy"),
    ("besok", "bukan tanggal yang dapat dibaca", "besok"),
    ("20250120", "bukan tanggal yang dapat dibaca", "20250120"),
    ("2025-W04-1", "bukan tanggal yang dapat dibaca", "2025-W04-1"),
    ("kira-kira 20 Januari 2025", "bukan tanggal yang dapat dibaca", "kira-kira 20 Januari 2025"),
])
def test_faults_say_why_and_where(text, fault, place):
    assert dates.read(text).fault == fault
    assert pointed(text) == place


@pytest.mark.parametrize(("text", "help"), [
    ("2O Januari 2025", "Tulis `2025-01-20`."),
    ("01/20/2025", "Tulis `2025-01-20` bila yang dimaksud 20 Januari 2025."),
    ("2025-20-01", "Tulis `2025-01-20` bila yang dimaksud 20 Januari 2025."),
    ("20 Janauri 2025", "Mungkin yang dimaksud Januari. Tulis tahun-bulan-hari, misalnya `2025-01-20`."),
])
def test_help_says_what_to_type(text, help):
    assert dates.read(text).help == help


@pytest.mark.parametrize(("text", "others"), [
    ("03/04/2025", ["2025-03-04"]), ("04/04/2025", []), ("25-01-20", ["2025-01-20"]), ("31/01/69", []),
    ("01-02-03", ["2001-02-03", "2003-01-02"]),
])
def test_doubtful_numbers_name_the_other_dates(text, others):
    reading = dates.read(text)
    assert [str(date) for date in reading.others] == others
    assert reading.is_ambiguous == bool(others)


@pytest.mark.parametrize("text", ["Juni 2024", "JUNI 2024", "2024", "2024-06", "06/2024"])
def test_month_or_year_alone_lacks_the_day(text):
    assert dates.read(text).lacks_day
