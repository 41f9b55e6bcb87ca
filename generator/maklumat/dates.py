"""Dates in the forms people type -> a date, and a date -> Indonesian words.

The stored form is ISO 8601 (`2025-01-20`). Everything else that people type is understood where it can only mean
one day; numbers alone follow the Indonesian order day, month, year.
"""

from __future__ import annotations

import datetime
import re
from calendar import monthrange
from functools import lru_cache
from typing import NamedTuple

from . import lookalikes
from .nearest import nearest

__all__ = ["MONTHS", "WIB", "DateReading", "day", "instant", "moment", "read", "read_instant", "words"]

WIB = datetime.timezone(datetime.timedelta(hours=7), "WIB")  # western Indonesian time, by which documents are judged

MONTHS = ("Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober",
          "November", "Desember")
_SHORT = ("jan", "feb", "mar", "apr", "mei", "jun", "jul", "agu", "sep", "okt", "nov", "des")
_VARIANTS = {"agt": 8, "ags": 8, "agus": 8, "agust": 8, "sept": 9}
_OLD = {"pebruari": 2, "peb": 2, "nopember": 11, "nop": 11}
_ENGLISH = {"january": 1, "february": 2, "march": 3, "may": 5, "june": 6, "july": 7, "august": 8, "aug": 8,
            "october": 10, "oct": 10, "december": 12, "dec": 12}
_INDONESIAN = {name.lower(): number for names in (MONTHS, _SHORT) for number, name in enumerate(names, 1)}
_NUMBERS = _INDONESIAN | _VARIANTS | _OLD | _ENGLISH
# Short month names that a spreadsheet set to English writes the same way.
_SHARED = frozenset({"jan", "feb", "mar", "apr", "jun", "jul", "sep", "nov"})
_WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
_WEEKDAY_NUMBERS = {name.lower(): i for i, name in enumerate(_WEEKDAYS)} | {"jum'at": 4, "ahad": 6}

_PLAIN = str.maketrans({"‐": "-", "‑": "-", "–": "-", "\u00a0": " ", "’": "'"})
_LEAD = r"(?P<lead>[^0-9]*)"
_END = r"\s*\.?\s*"
_YEAR_FIRST = re.compile(r"\s*(?P<year>[0-9]{4})[-/.](?P<month>[0-9]{1,2})[-/.](?P<day>[0-9]{1,2})\s*")
_NUMERIC = re.compile(_LEAD + r"(?P<day>[0-9]{1,2})\s*[-/.]\s*(?P<month>[0-9]{1,2})\s*[-/.]\s*"
                      r"(?P<year>[0-9]{4}|[0-9]{2})" + _END)
_NAMED = re.compile(_LEAD + r"(?P<day>[0-9]{1,2})(?P<gap>[\s/.-]*)(?P<month>[^\W\d_]+)\.?[\s/.-]*"
                    r"(?P<year>[0-9]{4}|[0-9]{2})" + _END)
_NO_DAY = re.compile(r"\s*(?:(?P<name>[^\W\d_]+)[\s-]+[0-9]{4}|[0-9]{4}(?:-[0-9]{1,2})?|[0-9]{1,2}[-/][0-9]{4})" + _END)
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_WEEKDAY = re.compile(r"(?:^|,|\bhari)\s*(?P<name>" + "|".join(_WEEKDAY_NUMBERS) + r")\s*,?$", re.IGNORECASE)
_TEMPLATE = re.compile(r"\[.*\]|<.*>|\{.*\}|\.{3,}|…|_{2,}|\bx{2,}\b|\b(?:dd|hh|tgl)\b.*\b(?:mm|bb|bln)\b",
                       re.IGNORECASE)
_INSTANT = "%Y-%m-%dT%H:%M:%SZ"
_EXAMPLE = "Tulis tahun-bulan-hari, misalnya `2025-01-20`."
_SEE_SOURCE = "Periksa naskah aslinya, lalu tulis tanggal yang benar."


def day(moment: datetime.datetime) -> datetime.date:
    """The day that a moment belongs to in western Indonesia."""
    return moment.astimezone(WIB).date()


def moment(time: datetime.datetime) -> str:
    """A moment as people in western Indonesia say it, e.g. `5 Februari 2025 pukul 10.00 WIB`."""
    there = time.astimezone(WIB)
    return f"{words(there.date())} pukul {there:%H.%M} WIB"


def instant(time: datetime.datetime) -> str:
    """A moment as our data have it: in UTC and whole seconds, e.g. `2025-02-05T03:00:00Z` (ISO 8601)."""
    return time.astimezone(datetime.UTC).strftime(_INSTANT)


def read_instant(text: str) -> datetime.datetime:
    """The moment that `instant` wrote so. Raises ValueError, or TypeError for what is no text."""
    return datetime.datetime.strptime(text, _INSTANT).replace(tzinfo=datetime.UTC)


class DateReading(NamedTuple):
    """What a text says as a date.

    `value` is None when the text is no calendar date; `fault` then says why in Indonesian, `help` what to type, and
    `start`, `length` where it stands in the text. `lacks_day` marks the fault of a month or year alone.
    `is_iso` is true only for YYYY-MM-DD. `is_ambiguous` is true when another date could be meant (03/04/2025):
    `others` holds those. `remark` says what is unusual about a form that was understood without doubt.
    """

    value: datetime.date | None
    is_iso: bool = False
    is_ambiguous: bool = False
    fault: str = ""
    help: str = ""
    start: int = 0
    length: int = 1
    lacks_day: bool = False
    others: tuple[datetime.date, ...] = ()
    remark: str = ""


@lru_cache(maxsize=4096)  # documents share their dates
def read(text: str) -> DateReading:
    """Reads a date; never fails. Two-digit years from 69 on belong to the last century, as in POSIX `strptime`."""
    plain = text.translate(_PLAIN)
    if swapped := lookalikes.find(plain):
        return _swapped(plain, swapped[0])
    if match := _YEAR_FIRST.fullmatch(plain):
        is_iso = bool(_ISO.fullmatch(plain.strip()))
        return _calendar(match, int(match["month"]), is_iso=is_iso, remark="" if is_iso else "angka saja")
    if match := _NUMERIC.fullmatch(plain):
        return _numeric(match)
    if match := _NAMED.fullmatch(plain):
        return _named(match)
    return _unreadable(plain)


def words(date: datetime.date) -> str:
    """`20 Januari 2025`."""
    return f"{date.day} {MONTHS[date.month - 1]} {date.year}"


def _swapped(text: str, found: lookalikes.Lookalike) -> DateReading:
    meant = read(lookalikes.repair(text)).value
    help = f"Tulis `{meant}`." if meant else f"Tulis `{found.meant}` dengan angka."
    return DateReading(None, fault=f"huruf `{found.letter}` di antara angka", help=help, start=found.start)


def _numeric(match: re.Match[str]) -> DateReading:
    day, month, year = int(match["day"]), int(match["month"]), _year(match["year"])
    swapped = _date(year, day, month)
    if month > 12 and swapped:
        return _fault(match, "month", f"bulan {month} tidak ada; urutan yang dibaca ialah hari, bulan, tahun",
                      f"Tulis `{swapped}` bila yang dimaksud {words(swapped)}.")
    reading = _calendar(match, month, remark="angka saja")
    if reading.value is None:
        return reading
    year_first = _date(_year(match["day"]), month, int(match["year"])) if len(match["year"]) == 2 else None
    others = tuple(sorted({date for date in (swapped, year_first) if date and date != reading.value}))
    return DateReading(reading.value, is_ambiguous=bool(others), others=others, remark=reading.remark)


def _named(match: re.Match[str]) -> DateReading:
    name = match["month"].lower()
    if name not in _NUMBERS:
        meant = nearest(name, MONTHS)
        help = f"Mungkin yang dimaksud {meant}. {_EXAMPLE}" if meant else _EXAMPLE
        return _fault(match, "month", f"nama bulan `{match['month']}` tidak dikenal", help)
    remark = ""
    if name in _ENGLISH:
        remark = "nama bulan berbahasa Inggris"
    elif name in _OLD:
        remark = "ejaan lama nama bulan"
    elif name in _SHARED and match["gap"] == "-" and len(match["year"]) == 2:
        remark = "bentuk singkat dari lembar kerja"
    return _calendar(match, _NUMBERS[name], remark=remark)


def _calendar(match: re.Match[str], month: int, *, is_iso: bool = False, remark: str = "") -> DateReading:
    """The date of a match with the groups day, month and year, or what the calendar has against it."""
    year, day = _year(match["year"]), int(match["day"])
    if year < 1900:
        return _fault(match, "year", f"tahun {match['year']} tidak mungkin", _SEE_SOURCE)
    if not 1 <= month <= 12:
        swapped = _date(year, day, month)
        help = f"Tulis `{swapped}` bila yang dimaksud {words(swapped)}." if swapped else _EXAMPLE
        return _fault(match, "month", f"bulan {month} tidak ada", help)
    last = monthrange(year, month)[1]
    if day > last:
        name = f"{MONTHS[month - 1]} {year}" if month == 2 else MONTHS[month - 1]
        return _fault(match, "day", f"tanggal {day} tidak ada: {name} hanya sampai tanggal {last}", _SEE_SOURCE)
    if day < 1:
        return _fault(match, "day", "tanggal 0 tidak ada", _SEE_SOURCE)
    date = datetime.date(year, month, day)
    return _lead_fault(match, date) or DateReading(date, is_iso=is_iso, remark=remark)


def _lead_fault(match: re.Match[str], date: datetime.date) -> DateReading | None:
    """Before a date may stand a place (titimangsa), `tanggal`, or the weekday, which then must be the right one."""
    lead = match.groupdict().get("lead", "").rstrip()
    if weekday := _WEEKDAY.search(lead):
        name, right = weekday["name"], _WEEKDAYS[date.weekday()]
        if _WEEKDAY_NUMBERS[name.lower()] == date.weekday():
            return None
        return _fault(weekday, "name", f"{words(date)} jatuh pada hari {right}, bukan {name}", _SEE_SOURCE)
    if not lead or lead.endswith(",") or lead.lower().endswith("tanggal"):
        return None
    return _unreadable(match.string)


def _unreadable(text: str) -> DateReading:
    start, length = text.find(text.strip()), max(1, len(text.strip()))
    if _TEMPLATE.search(text):
        return DateReading(None, fault="tanggal masih berupa isian contoh", help=_EXAMPLE, start=start, length=length)
    partial = _NO_DAY.fullmatch(text)
    if partial and (partial["name"] or "mei").lower() in _NUMBERS:
        return DateReading(None, fault="tanggal tidak lengkap: harinya belum disebut", help=_EXAMPLE, start=start,
                           length=length, lacks_day=True)
    return DateReading(None, fault="bukan tanggal yang dapat dibaca", help=_EXAMPLE, start=start, length=length)


def _fault(match: re.Match[str], group: str, message: str, help: str) -> DateReading:
    start, end = match.span(group)
    return DateReading(None, fault=message, help=help, start=start, length=end - start)


def _year(digits: str) -> int:
    year = int(digits)
    if len(digits) == 4:
        return year
    return year + (1900 if year >= 69 else 2000)


def _date(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None
