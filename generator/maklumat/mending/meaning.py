"""What a document says to its readers: the safety net under every mend."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from .. import blocks, frontmatter
from ..documents import Reading
from ..frontmatter import FrontMatter, Mapping, Node, Scalar
from ..model import Document

__all__ = ["Tree", "front_matter", "is_kept", "of_fields", "same"]

Tree = str | list | tuple  # a text, a list of trees, or pairs of key and tree

_HEAD = re.compile(r"[\s'\"]+")


@dataclass(frozen=True, slots=True)
class Meaning:
    """`fields` are None where the front matter cannot be read; `head` is then all that is known of it: its characters
    without blanks and quotes. `body` is what the page shows, `hidden` what is written and not shown."""

    fields: Tree | None
    head: str
    body: str
    hidden: tuple[str, ...]


def same(anything):
    """A view that sees everything as it is."""
    return anything


def is_kept(before: Reading, after: Reading, reads: Callable[[str], str], view: Callable[[Tree], Tree] = same, *,
            may_reveal: bool = False) -> bool:
    """Do two readings say the same, and does the second have no new kind of fault?

    `reads`: what a mend takes a text for, so that two ways to write it are equal; `view`: the same for fields;
    `may_reveal`: faults that only come to light, as with a key that was not known, are no new ones.
    """
    old, new = _meaning(before), _meaning(after)
    if reads(old.body) != reads(new.body) or old.hidden != new.hidden:
        return False
    if old.fields is None:  # the faults of what could not be read come to light only now
        return _HEAD.sub("", reads(old.head)) == _HEAD.sub("", reads(new.head))
    faults = not may_reveal and {code for code, _ in after.problems} - {code for code, _ in before.problems}
    return (not faults and new.fields is not None
            and view(_each(old.fields, reads)) == view(_each(new.fields, reads)))


def front_matter(reading: Reading) -> FrontMatter | Document:
    """The fields (None where they cannot be read) and the first line of the body."""
    return reading.document or frontmatter.read(reading.lines)


def _meaning(reading: Reading) -> Meaning:
    front = front_matter(reading)
    fields, first = front.fields, front.body_line
    body = reading.document.body if reading.document else blocks.parse(reading.lines, first)
    hidden = tuple(item.what for item in body.hidden)
    head = "\n".join(reading.lines[:first - 1])
    return Meaning(of_fields(fields) if fields else None, head, blocks.to_html(body), hidden)


def of_fields(node: Node) -> Tree:
    """The texts of a document's fields, without their places and quotes."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Mapping):
        return tuple((entry.key.text, of_fields(entry.value)) for entry in node)
    return [of_fields(item) for item in node.items]


def _each(tree: Tree, reads: Callable[[str], str]) -> Tree:
    """The tree with every text as it is read."""
    if isinstance(tree, str):
        return reads(tree)
    if isinstance(tree, list):
        return [_each(item, reads) for item in tree]
    return tuple((reads(key), _each(value, reads)) for key, value in tree)
