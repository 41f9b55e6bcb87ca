"""What the search knows of one document, and its words."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from itertools import filterfalse

__all__ = ["Searched", "tokens"]

_TOKEN = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Searched:
    """`address`: of its page below the site. `content`: what is searched beside the title, as plain text. `number`,
    `unit` and `year`: "" where there is none. `kind` and `state`: as people read them. `withdrawn`: found only by those
    who ask for it."""

    address: str
    title: str
    content: str
    number: str
    unit: str
    year: str
    kind: str
    state: str
    withdrawn: bool


def tokens(text: str) -> list[str]:
    """Words and numbers in lower case, without accents; theme/js/kata.js cuts what people type in the same way."""
    parted = unicodedata.normalize("NFKD", text).lower()
    return _TOKEN.findall("".join(filterfalse(unicodedata.combining, parted)))
