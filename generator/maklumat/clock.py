"""The clock: the moment, and the date that it is in western Indonesian time (WIB), by which documents are judged."""

from __future__ import annotations

from datetime import UTC, date, datetime

from . import dates

__all__ = ["now", "today"]


def now() -> datetime:
    return datetime.now(UTC)


def today() -> date:
    return dates.day(now())
