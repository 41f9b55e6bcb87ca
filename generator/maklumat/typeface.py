"""Which characters the fonts of theme/fonts have: what is printed must be made of these."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

__all__ = ["COVERED", "FAMILIES", "missing"]

# Each family and the one behind it for the letters that the first lacks, as all templates name them.
FAMILIES = (("Plus Jakarta Sans", "Plus Jakarta Sans Latin Ext"), ("Literata", "Literata Latin Ext"))

# What both families have, in hexadecimal; tests/project/test_fonts.py holds it equal to the fonts.
COVERED = (
    "20-7e a0-ac ae-148 14a-17e 18f 192 1a0-1a1 1af-1b0 1c4-1cc 1e6-1e7 1ea-1eb 1fa-21b 22a-22d 230-233 237 259 "
    "2c6-2c7 2da 2dc-2dd 300-301 303-304 308-309 323 1e08-1e09 1e0c-1e0f 1e14-1e17 1e1c-1e1d 1e20-1e21 1e24-1e25 "
    "1e2a-1e2b 1e2e-1e2f 1e36-1e37 1e3a-1e3b 1e42-1e49 1e4c-1e53 1e5a-1e5b 1e5e-1e69 1e6c-1e6f 1e78-1e7b "
    "1e80-1e85 1e8e-1e8f 1e92-1e93 1e97 1e9e 1ef2-1ef9 2009 200b 2013-2014 2018-201a 201c-201e 2020 2022 2026 "
    "2032-2033 2039-203a 2044 20a1 20a3-20a4 20a6-20a7 20a9 20ab-20ae 20b1-20b2 20b4-20b5 20b8-20ba 20bc-20bd "
    "2113 2116 2122 2190-2194 2212 2215 2260 2264-2265"
)
_UNDRAWN = "\t\n\r\u00ad\u2060"  # breaks and what only says where a line may break


@cache
def _missing() -> re.Pattern[str]:
    parts = (part.split("-") for part in COVERED.split())
    covered = "".join("-".join(f"\\U{int(end, 16):08x}" for end in part) for part in parts)
    return re.compile(f"[^{covered}{_UNDRAWN}]+")


def missing(text: str) -> Iterator[tuple[int, int]]:
    """(offset, length) of each run of characters that the fonts do not have."""
    if not text.isascii():
        yield from ((found.start(), len(found[0])) for found in _missing().finditer(text))
