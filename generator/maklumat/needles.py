"""What must not be found in a site, and finding it: runs of words, numbers and addresses of withheld documents.

Words are compared without case and punctuation, so that markup, JSON and line breaks in between hide nothing.
Everything is a set look-up: the cost grows with the site's text alone, not with the number of documents.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
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
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})|\\([nrtbf/\"\\])")


@dataclass(frozen=True, slots=True)
class Needles:
    """Runs of words (of these lengths) and addresses, each with the path of the document or file that it gives away."""

    runs: dict[Words, str]
    lengths: frozenset[int]
    addresses: dict[str, str]


def hidden_in(plan: Plan) -> Needles:
    """The needles of everything withheld, less what is public anyhow."""
    numbers = {run: item.path for item in plan.guarded if len(run := words(item.number)) >= SHORTEST_NUMBER}
    lengths = frozenset({RUN, *map(len, numbers)})
    public = {run for text in plan.known for run in runs.of(words(text), lengths)}
    public_addresses = {address for text in plan.known for address in addresses.found(text)}
    passages = {run: item.path for item in plan.guarded for text in item.passages for run in runs.of(words(text))}
    return Needles(
        runs={run: path for run, path in (passages | numbers).items() if run not in public},
        lengths=lengths,
        addresses={addresses.trimmed(item.address): item.path for item in plan.guarded
                   if item.address and addresses.trimmed(item.address) not in public_addresses},
    )


def found(needles: Needles, text: str, address: str = "") -> Iterator[tuple[str, str]]:
    """(path of what is given away, what of it) for each needle in a text; relative links start from `address`."""
    plain = _CDATA.sub("", runs.visible(unescape(_ESCAPED.sub(_character, text))))
    attributes = [a or b for a, b in _ATTRIBUTE.findall(plain)]
    comments = " ".join(comment[1:] for comment in _COMMENT.findall(plain))
    shown = (_TAG.sub(" ", _COMMENT.sub(" ", plain)), _TAG.sub(" ", comments), " ".join(attributes))
    sequence = [word for part in shown for word in (*words(part), "")]
    for run in needles.runs.keys() & set(runs.of(sequence, needles.lengths)):
        yield needles.runs[run], " ".join(run)
    links = " ".join(_resolved(address, link) for link in set(attributes) if link.startswith("."))
    for link in {*addresses.found(plain), *addresses.found(links)}:
        if link in needles.addresses:
            yield needles.addresses[link], link


def _resolved(address: str, link: str) -> str:
    try:
        return urljoin("/" + address, link)
    except ValueError:  # no address at all, such as `http://[`
        return link


def _character(match: re.Match[str]) -> str:
    return chr(int(match[1], 16)) if match[1] else match[2] if match[2] in '/"\\' else " "
