"""Where a text states how long a service takes and what it costs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .blocks import Body

__all__ = ["COST", "TIME", "stated"]

TIME = re.compile(
    r"\b\d{1,4}\s{0,3}(?:\([^)]{0,60}\)\s{0,3})?(?:hari|jam|menit)\b|\b(?:jangka|standar) waktu\b", re.IGNORECASE)
COST = re.compile(r"\bbiaya\b|\btarif\b|\bgratis\b|\bretribusi\b|\bcuma-cuma\b", re.IGNORECASE)

_SENTENCE_END = re.compile(r"(?<=[.;!?])\s+(?=[A-Z“(])|\n")


def stated(body: Body, about: re.Pattern[str]) -> Iterator[str]:
    """Every sentence of the text in which one of the patterns stands, as readers see it, once."""
    said: set[str] = set()
    for block, _ in body.walk():
        if block.kind == "heading" or not about.search(" ".join(block.text.text.split())):
            continue  # most blocks: where the pattern is not in the whole it is in no sentence
        for sentence in _SENTENCE_END.split(block.text.text):
            plain = " ".join(sentence.split())
            if about.search(plain) and plain not in said:
                said.add(plain)
                yield plain
