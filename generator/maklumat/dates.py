"""Dates in the forms people type -> a date, and a date -> Indonesian words."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

__all__ = ["DateReading", "read", "words"]

MONTHS = ("Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober",
          "November", "Desember")


@dataclass(frozen=True, slots=True)
class DateReading:
    """What a text says as a date.

    `value` is None when the text is no calendar date; `fault` then says why in Indonesian. `is_iso` is true
    only for YYYY-MM-DD. `is_ambiguous` is true when day and month could be swapped (03/04/2025).
    """

    value: datetime.date | None
    is_iso: bool = False
    is_ambiguous: bool = False
    fault: str = ""


def read(text: str) -> DateReading:
    try:
        return DateReading(datetime.date.fromisoformat(text.strip()), is_iso=True)
    except ValueError:
        return DateReading(None, fault="bukan tanggal")


def words(date: datetime.date) -> str:
    """`20 Januari 2025`."""
    return f"{date.day} {MONTHS[date.month - 1]} {date.year}"
