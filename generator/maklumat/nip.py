"""Civil-servant numbers (NIP): text -> 18 digits and what is wrong with them, by Perka BKN 22/2007.

Digits 1-8 are a date of birth, 9-14 the year and month of appointment, 15 is 1 or 2, 16-18 a serial number.
No message says what the digits tell of the person: findings are read in public logs (UU 27/2022).
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from . import lookalikes
from .findings import Flaw

__all__ = ["APPOINTMENT", "BIRTH", "DIGITS", "DOTS", "INTERVAL", "OTHER_NUMBER", "TAIL", "Nip", "grouped", "read"]

DIGITS, BIRTH, APPOINTMENT, TAIL = "digits", "birth", "appointment", "tail"
INTERVAL, OTHER_NUMBER, DOTS = "interval", "other number", "dots"

_FOREIGN = re.compile(r"[^0-9\s.]+")
_SEE_SOURCE = "Cocokkan dengan surat keputusan atau kartu pegawai yang bersangkutan."


class Nip(NamedTuple):
    """A number as understood: `digits` are its 18 digits, "" when they are not 18."""

    digits: str
    flaws: tuple[Flaw, ...]

    def of(self, kind: str) -> tuple[Flaw, ...]:
        return tuple(flaw for flaw in self.flaws if flaw.kind == kind)


@lru_cache(maxsize=64)  # the rules ask in turn about one number
def read(text: str) -> Nip:
    """Reads a NIP written plainly or grouped by spaces or dots; never fails."""
    at = [match.start() for match in re.finditer("[0-9]", text)]
    digits = "".join(text[i] for i in at)
    if flaw := _not_digits(text, digits):
        return Nip("", (flaw,))
    flaws = list(_inside(digits, at))
    if "." in text:
        flaws.append(Flaw(DOTS, text.index("."), 1, "NIP ditulis dengan titik", f'Tulis `"{digits}"`.'))
    return Nip(digits, tuple(flaws))


def grouped(text: str) -> str:
    """`19700101 199501 1 001`, the form of printed documents; a text that is no 18 digits stays as it is."""
    digits = read(text).digits
    return f"{digits[:8]} {digits[8:14]} {digits[14]} {digits[15:]}" if digits else text


def _not_digits(text: str, digits: str) -> Flaw | None:
    start, length = text.find(text.strip()), max(1, len(text.strip()))
    if not digits:
        return Flaw(DIGITS, start, length, "bukan NIP", "Tulis 18 angka NIP di antara tanda petik, atau kosongkan.")
    if swapped := lookalikes.find(text):
        found = swapped[0]
        return Flaw(DIGITS, found.start, 1, f"huruf `{found.letter}` di antara angka NIP",
                    f"Ganti huruf itu dengan angka {lookalikes.repair(text)[found.start]}.")
    if foreign := _FOREIGN.search(text):
        return Flaw(DIGITS, foreign.start(), len(foreign[0]), f"`{foreign[0]}` bukan bagian dari NIP",
                    "Tulis 18 angka NIP saja, di antara tanda petik.")
    if len(digits) == 9:
        return Flaw(OTHER_NUMBER, start, length, "NIP lama dengan 9 angka",
                    "Tulis NIP baru dengan 18 angka (Perka BKN 22/2007).")
    if len(digits) != 18:
        return Flaw(DIGITS, start, length, f"NIP terdiri atas 18 angka, di sini ada {len(digits)}", _SEE_SOURCE)
    return None


def _inside(digits: str, at: list[int]) -> Iterator[Flaw]:
    def flaw(kind: str, first: int, last: int, message: str, help: str = _SEE_SOURCE) -> Flaw:
        return Flaw(kind, at[first - 1], at[last - 1] - at[first - 1] + 1, message, help)

    birth, appointed = _month(digits[0:6]), _month(digits[8:14])
    contract = digits[12:14] == "21"
    if birth is None:
        yield flaw(BIRTH, 1, 6, "angka ke-1 sampai ke-6 NIP bukan tahun dan bulan")
    elif _day(birth, digits[6:8]) is None:
        yield flaw(BIRTH, 7, 8, "angka ke-7 dan ke-8 NIP bukan hari yang ada pada bulannya")
    if contract:
        yield flaw(OTHER_NUMBER, 13, 14, "berpola nomor induk PPPK, bukan NIP pegawai negeri sipil",
                   "Pastikan pejabat ini berwenang mengesahkan.")
    elif appointed is None:
        yield flaw(APPOINTMENT, 9, 14, "angka ke-9 sampai ke-14 NIP bukan tahun dan bulan")
    if digits[14] not in "12":
        yield flaw(TAIL, 15, 15, "angka ke-15 NIP harus 1 atau 2")
    if digits[15:] == "000":
        yield flaw(TAIL, 16, 18, "tiga angka terakhir NIP tidak mungkin 000")
    if birth and appointed and not contract and not 17 <= (appointed - birth).days / 365.25 < 47:
        yield flaw(INTERVAL, 1, 14, "jarak kedua tanggal di dalam NIP tidak wajar")


def _month(digits: str) -> datetime.date | None:
    year, month = int(digits[:4]), int(digits[4:])
    return datetime.date(year, month, 1) if 1900 <= year <= 2099 and 1 <= month <= 12 else None


def _day(month: datetime.date, day: str) -> datetime.date | None:
    try:
        return month.replace(day=int(day))
    except ValueError:
        return None
