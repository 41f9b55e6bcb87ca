"""The date in western Indonesian time (WIB), by which documents are judged."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

__all__ = ["WIB", "today"]

WIB = timezone(timedelta(hours=7), "WIB")


def today() -> date:
    return datetime.now(WIB).date()
