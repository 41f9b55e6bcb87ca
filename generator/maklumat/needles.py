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
from itertools import chain, groupby
from typing import NamedTuple
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
_OPEN = re.compile(r"""=\s*(?:"[^"]*|'[^']*)?\Z""")  # an attribute without an end
_FOLDERS = re.compile(r"(?:\w[\w-]*/)*")  # an address of which every name stands for one folder
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})|\\([nrtbf/\"\\])")


@dataclass(frozen=True, slots=True, eq=False)
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
    texts: dict[str, str] = {}
    for item in plan.guarded:
        for text in item.passages:
            texts.pop(text, None)  # what several documents say goes to the last of them, whatever else holds it
            texts[text] = item.path
    passages = {run: path for text, path in texts.items() for run in runs.of(words(text))}
    needles = passages | numbers
    named = {addresses.trimmed(item.address): item.path for item in plan.guarded if item.address}
    lengths = frozenset({RUN, *map(len, numbers)})
    for text in dict.fromkeys(plan.known) if needles or named else ():
        for run in needles.keys() & set(runs.of(words(text), lengths)):
            del needles[run]
        for address in addresses.found(text):
            named.pop(address, None)
    return Needles(needles, lengths, frozenset(word for run in needles for word in run), named)


def found(needles: Needles, text: str, address: str = "") -> Iterator[tuple[str, str]]:
    """(path of what is given away, what of it) for each needle in a text; relative links start from `address`."""
    if not (needles.runs or needles.addresses):
        return
    lines = [_line(line) for line in text.split("\n")]
    shown, remarks, attributes, links, places = zip(*(lines if all(lines) else [_said(_plain(text))]), strict=True)
    for run in _met(needles, [*chain(*shown), "", *chain(*remarks), "", *chain(*attributes)]):
        yield needles.runs[run], " ".join(run)
    for place in {*chain(*places), *_led(address, {*chain(*links)})}:
        if place in needles.addresses:
            yield needles.addresses[place], place


class _Said(NamedTuple):
    """What a text says: words in order, of what shows, of comments and of attributes; relative links; places that it
    names in full."""

    shown: Words
    remarks: Words
    attributes: Words
    links: tuple[str, ...]
    places: frozenset[str]


def _said(plain: str) -> _Said:
    attributes = [a or b for a, b in _ATTRIBUTE.findall(plain)]
    remarks = " ".join(comment[1:] for comment in _COMMENT.findall(plain))
    return _Said(words(_TAG.sub(" ", _COMMENT.sub(" ", plain))), words(_TAG.sub(" ", remarks)) if remarks else (),
                 words("\n".join(attributes)), tuple(link for link in attributes if link.startswith(".")),
                 frozenset(addresses.found(plain)))


@lru_cache(maxsize=8192)  # most lines of a page stand on all pages
def _line(line: str) -> _Said | None:
    """None where a tag, a comment or an attribute may go on in the next line: then the text is read whole."""
    plain = _plain(line)
    rest = _COMMENT.sub(" ", plain) if "<" in plain else plain
    if "<!--" in plain or rest.rfind("<") > rest.rfind(">") or ("=" in plain and _OPEN.search(plain)):
        return None
    return _said(plain)


def _plain(text: str) -> str:
    plain = runs.visible(unescape(_ESCAPED.sub(_character, text) if "\\" in text else text))
    return _CDATA.sub("", plain) if "]]>" in plain or "<![CDATA[" in plain else plain


def _met(needles: Needles, sequence: Collection[str]) -> set[Words]:
    """The runs that stand in a sequence of words; looked for only where nothing but words of theirs stand in a row."""
    rows = (tuple(row) for are_known, row in groupby(sequence, needles.vocabulary.__contains__) if are_known)
    shortest = needles.shortest
    return {run for row in rows if len(row) >= shortest for run in _standing(needles, row)}


@lru_cache(maxsize=4096)  # most rows stand on all pages, too
def _standing(needles: Needles, row: Words) -> tuple[Words, ...]:
    return tuple(run for run in runs.of(row, needles.lengths) if run in needles.runs)


def _led(address: str, links: Collection[str]) -> set[str]:
    """The places where relative links of a page lead. What climbs to the root leads there from every page as deep."""
    depth = address.count("/") if _FOLDERS.fullmatch(address) else 0
    root, climb = "-/" * depth, "../" * depth
    return {place for link in links
            for place in _places(root if depth and f"{link}/".startswith(climb) else address, link)}


@lru_cache(maxsize=4096)  # all pages lead to the same few others
def _places(address: str, link: str) -> tuple[str, ...]:
    try:
        return tuple(addresses.found(urljoin("/" + address, link)))
    except ValueError:  # no address at all, such as `http://[`
        return tuple(addresses.found(link))


def _character(match: re.Match[str]) -> str:
    return chr(int(match[1], 16)) if match[1] else match[2] if match[2] in '/"\\' else " "
