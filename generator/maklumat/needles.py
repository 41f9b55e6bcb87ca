"""What must not be found in a site, and finding it: runs of words, numbers and addresses of withheld documents.

Words are compared without case and punctuation, so that markup, JSON and line breaks in between hide nothing.
Everything is a set look-up: the cost grows with the site's text alone, not with the number of documents.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from itertools import groupby
from urllib.parse import urljoin

from . import addresses, runs
from .plan import Plan
from .runs import RUN, Words, words

__all__ = ["Needles", "found", "hidden_in"]

SHORTEST_NUMBER = 3  # a number of fewer parts (`12/2025`) also stands elsewhere

_CDATA = re.compile(r"<!\[CDATA\[|\]\]>")  # what stands between is text like any other
_COMMENT = re.compile(r"<!--.*?(?:--!?>|\Z)|<[!?][^<>]*>", re.DOTALL)
_TAG = re.compile(r"<[^<>]*>")
_ATTRIBUTE = re.compile(r"""=\s*(?:"([^"]*)"|'([^']*)')""")
_FOLDERS = re.compile(r"(?:\w[\w-]*/)*")  # an address of which every name stands for one folder
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})|\\([nrtbf/\"\\])")


@dataclass(frozen=True, slots=True)
class Needles:
    """Runs of words (of these lengths) and addresses, each with the path of the document or file that it gives away.
    `vocabulary`: the words of all runs."""

    runs: dict[Words, str]
    lengths: frozenset[int]
    vocabulary: frozenset[str]
    addresses: dict[str, str]

    @property
    def shortest(self) -> int:
        return min(self.lengths)


def hidden_in(plan: Plan) -> Needles:
    """The needles of everything withheld, less what is public anyhow."""
    numbers = {run: item.path for item in plan.guarded if len(run := words(item.number)) >= SHORTEST_NUMBER}
    passages = {run: item.path for item in plan.guarded for text in item.passages for run in runs.of(words(text))}
    needles = passages | numbers
    named = {addresses.trimmed(item.address): item.path for item in plan.guarded if item.address}
    lengths = frozenset({RUN, *map(len, numbers)})
    for text in plan.known if needles or named else ():
        for run in needles.keys() & set(runs.of(words(text), lengths)):
            del needles[run]
        for address in addresses.found(text):
            named.pop(address, None)
    return Needles(needles, lengths, frozenset(word for run in needles for word in run), named)


def found(needles: Needles, text: str, address: str = "") -> Iterator[tuple[str, str]]:
    """(path of what is given away, what of it) for each needle in a text; relative links start from `address`."""
    if not (needles.runs or needles.addresses):
        return
    plain = runs.visible(unescape(_ESCAPED.sub(_character, text)))
    if "]]>" in plain or "<![CDATA[" in plain:
        plain = _CDATA.sub("", plain)
    attributes = [a or b for a, b in _ATTRIBUTE.findall(plain)]
    comments = " ".join(comment[1:] for comment in _COMMENT.findall(plain))
    parts = (_lines(_COMMENT.sub(" ", plain)), _lines(comments), attributes)
    sequence = [word for lines in parts for words in (*map(_words, lines), [""]) for word in words]
    for run in _met(needles, sequence):
        yield needles.runs[run], " ".join(run)
    links = " ".join(_resolved(address, [link for link in {*attributes} if link.startswith(".")]))
    for link in {*addresses.found(plain), *addresses.found(links)}:
        if link in needles.addresses:
            yield needles.addresses[link], link


def _lines(text: str) -> list[str]:
    return _TAG.sub(" ", text).split("\n")


@lru_cache(maxsize=8192)  # most lines of a page stand on all pages
def _words(line: str) -> Words:
    return words(line)


def _met(needles: Needles, sequence: Collection[str]) -> set[Words]:
    """The runs that stand in a sequence of words; looked for only where nothing but words of theirs stand in a row."""
    rows = (tuple(row) for are_known, row in groupby(sequence, needles.vocabulary.__contains__) if are_known)
    return {run for row in rows if len(row) >= needles.shortest for run in runs.of(row, needles.lengths)
            if run in needles.runs}


def _resolved(address: str, links: Collection[str]) -> Iterator[str]:
    """Where relative links of a page lead. What climbs to the root leads there from every page as deep in the site."""
    depth = address.count("/") if _FOLDERS.fullmatch(address) else 0
    for link in links:
        climbs = depth and f"{link}/".startswith("../" * depth)
        yield _joined("-/" * depth if climbs else address, link)


@lru_cache(maxsize=4096)  # all pages lead to the same few others
def _joined(address: str, link: str) -> str:
    try:
        return urljoin("/" + address, link)
    except ValueError:  # no address at all, such as `http://[`
        return link


def _character(match: re.Match[str]) -> str:
    return chr(int(match[1], 16)) if match[1] else match[2] if match[2] in '/"\\' else " "
