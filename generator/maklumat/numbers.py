"""Document numbers (`nomor_sop`): text -> year, comparison key and what makes it no real number.

Agencies number in many ways (klasifikasi/urut/unit/tahun is only one), so no form is demanded here.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from . import lookalikes
from .findings import Flaw

__all__ = ["EMPTY_PART", "LETTER", "TEMPLATE", "DocumentNumber", "key", "read"]

TEMPLATE, EMPTY_PART, LETTER = "template", "empty part", "letter"

_TEMPLATE = re.compile(
    r"""
    \[[^\]]*\] | \{[^}]*\} | <[^>]*>          # [XX]  {nomor}  <tahun>
    | (?:\.{3,} | …)[.…]* | _{2,} | -{3,} | \#+ | \?+ | \*+
    | (?<![^\W_]) (?: X{2,} | (?:DD[/.-])?MM[/.-]YY(?:YY)? | YY(?:YY)? ) (?![^\W_])
    | (?: (?<=/) | ^ ) \s* (?:nomor|bulan|tahun|tanggal) \s* (?= / | $ )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_EMPTY_PART = re.compile(r"^\s*/|/(?=\s*/)|/\s*$")
_YEAR = re.compile(r"(?<![^\W_])(?:19|20)[0-9]{2}(?![^\W_])")


class DocumentNumber(NamedTuple):
    """A number as understood. `year` is None when none stands in it; `key` is equal for two spellings of one number."""

    text: str
    year: int | None
    flaws: tuple[Flaw, ...]

    def of(self, kind: str) -> tuple[Flaw, ...]:
        return tuple(flaw for flaw in self.flaws if flaw.kind == kind)


def key(text: str) -> str:
    """A number without spaces and letter case: `2996 /BRSDMKP` and `2996/Brsdmkp` are one."""
    return "".join(text.split()).casefold()


@lru_cache(maxsize=4096)  # several rules ask about one number
def read(text: str) -> DocumentNumber:
    """Never fails: every text is a number of some agency until a flaw says otherwise."""
    years = _YEAR.findall(text)
    flaws = (*_templates(text), *_empty_parts(text), *_letters(text))
    return DocumentNumber(text, int(years[-1]) if years else None, flaws)


def _templates(text: str) -> tuple[Flaw, ...]:
    return tuple(
        Flaw(TEMPLATE, match.start() + _margin(match[0]), len(match[0].strip()),
             f"`{match[0].strip()}` pada nomor masih berupa isian contoh",
             "Ganti dengan nomor yang tercatat dalam buku nomor.")
        for match in _TEMPLATE.finditer(text)
    )


def _empty_parts(text: str) -> tuple[Flaw, ...]:
    return tuple(
        Flaw(EMPTY_PART, match.start() + _margin(match[0]), 1, "ada bagian nomor yang kosong di dekat garis miring",
             "Isi bagian yang kosong itu, atau hapus garis miringnya.")
        for match in _EMPTY_PART.finditer(text)
    )


def _letters(text: str) -> tuple[Flaw, ...]:
    return tuple(
        Flaw(LETTER, found.start, 1, f"huruf `{found.letter}` di antara angka pada nomor",
             f"Bila yang dimaksud angka, tulis `{found.meant}`.")
        for found in lookalikes.find(text)
    )


def _margin(text: str) -> int:
    return len(text) - len(text.lstrip())
