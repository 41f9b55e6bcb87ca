"""Mends of single values of the front matter of a document: dates, NIP, quotes, and what was probably meant."""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml

from .. import nip
from ..documents import DATE_FIELDS, Reading
from ..findings import Problem
from ..frontmatter import Mapping, Node, Scalar, Sequence
from ..shape import FORMS, Form, Text
from .edits import Edit, Piece, of_scalar, quoted

__all__ = ["comments", "dotted_nip", "iso_dates", "meant", "nip_with_prefix", "one_line_items", "quoted_values",
           "unquoted_nip", "with_items_as_texts"]

_PREFIX = re.compile(r"\s*NIP\b[\s.:]*", re.IGNORECASE)
_NUMBER = re.compile(r"#\d+")
_LIKE_A_NUMBER = re.compile(r"[-+]?\d[\d_.:]*")
_PLAIN = re.compile(r"[A-Za-z][\w.-]*(?: [\w.-]+)*")
_QUOTED_ANYHOW = ("nomor_sop",)  # some of them look like numbers or dates, most have signs that YAML uses
_OTHER_FORM = (*DATE_FIELDS, "nip")  # whose quotes are told elsewhere, or not wanted


def iso_dates(reading: Reading, problems: tuple[Problem, ...]) -> Iterator[Edit]:
    """TG03: a date that can only mean one day, as year-month-day."""
    places = {problem.place for problem in problems}
    for field in reading.document.dates.values():
        if field.written.place in places:
            yield from _one(of_scalar(field.written, field.reading.value.isoformat()))


def nip_with_prefix(reading: Reading, problems: tuple[Problem, ...]) -> Iterator[Edit]:
    """NP02: eighteen digits behind the word NIP."""
    number = reading.document.approver.nip
    if problems and _PREFIX.match(number.text):
        yield from _digits(number, _PREFIX.sub("", number.text, count=1))


def dotted_nip(reading: Reading, problems: tuple[Problem, ...]) -> Iterator[Edit]:
    """NP11: eighteen digits without dots and blanks between them."""
    number = reading.document.approver.nip
    if number and nip.read(number.text).digits != number.text:
        yield from _digits(number, number.text)


def unquoted_nip(reading: Reading, problems: tuple[Problem, ...]) -> Iterator[Edit]:
    """NP01: quotes around the digits."""
    for _ in problems:
        yield from _digits(reading.document.approver.nip, reading.document.approver.nip.text)


def quoted_values(reading: Reading, problems: tuple[Problem, ...]) -> Iterator[Edit]:
    """Quotes around texts that other readers of YAML take for numbers, dates, times or a yes or no."""
    document = reading.document
    for name, scalar in _texts(document.fields, FORMS[document.kind]):
        if not scalar.quoted and scalar.text and (name in _QUOTED_ANYHOW or _is_typed(scalar.text)):
            yield from _one(of_scalar(scalar, scalar.text, quote=True))


def meant(reading: Reading, problems: tuple[Problem, ...]) -> Iterator[Edit]:
    """SP02, SP13, FM12, LK16, LK17: the key or value that is near enough to the one which stands there."""
    found = {scalar.place: scalar for scalar in _scalars(reading.document.fields)}
    for problem in problems:
        scalar = found.get(problem.place)
        if scalar and problem.meant:
            must_quote = not _PLAIN.fullmatch(problem.meant) or _is_typed(problem.meant)
            yield from _one(of_scalar(scalar, problem.meant, quote=must_quote))


def comments(reading: Reading, problems: tuple[Problem, ...]) -> Iterator[Edit]:
    """FM10: a number behind `#` belongs to the text before it. Words there may as well be a note."""
    document = reading.document
    texts = list(_texts(document.fields, FORMS[document.kind]))
    for problem in problems:
        line, start = problem.place.line, problem.place.column - 1
        note = reading.lines[line - 1][start:].rstrip()
        scalar = next((scalar for _, scalar in texts if scalar.place.line == line and not scalar.quoted), None)
        if scalar and len(scalar.source) == 1 and _NUMBER.fullmatch(note):
            at = scalar.place.column - 1
            whole = reading.lines[line - 1][at:start + len(note)]
            yield Edit(problem.place, (Piece(line, at, at + len(whole), quoted(whole)),), scalar.text, whole)


def one_line_items(reading: Reading, problems: tuple[Problem, ...]) -> Iterator[Edit]:
    """FM11: an item of a list of texts that a colon makes a pair of key and value."""
    places = {problem.place for problem in problems}
    for item in _items(reading.document.fields):
        if isinstance(item, Mapping) and item.place in places and len(item.entries) == 1:
            key, value = item.entries[0].key, item.entries[0].value
            start, line = key.place.column - 1, key.place.line
            written = reading.lines[line - 1][start:].rstrip()
            is_one_line = isinstance(value, Scalar) and value.place.line == line and len(value.source) == 1
            if is_one_line and not value.quoted and not key.quoted and written.endswith(value.source[0]):
                yield Edit(item.place, (Piece(line, start, start + len(written), quoted(written)),))


def with_items_as_texts(tree):
    """Fields as somebody reads them to whom `- a: b` is the text `a: b`."""
    if isinstance(tree, list):
        return [" ".join(f"{item[0][0]}: {item[0][1]}".split()) if _is_pair(item) else
                " ".join(item.split()) if isinstance(item, str) else with_items_as_texts(item) for item in tree]
    return tuple((key, with_items_as_texts(value)) for key, value in tree) if isinstance(tree, tuple) else tree


def _is_pair(item) -> bool:
    return isinstance(item, tuple) and len(item) == 1 and isinstance(item[0][1], str)


def _digits(number: Scalar, text: str) -> Iterator[Edit]:
    if digits := nip.read(text).digits:
        yield from _one(of_scalar(number, digits, quote=True))


def _one(edit: Edit | None) -> Iterator[Edit]:
    if edit:
        yield edit


def _is_typed(text: str) -> bool:
    kinds = yaml.SafeLoader.yaml_implicit_resolvers
    return bool(_LIKE_A_NUMBER.fullmatch(text)) or any(
        pattern.match(text) for _, pattern in (*kinds.get(text[0], ()), *kinds.get(None, ())))


def _texts(node: Node, form: Form | dict[str, Form] | None, name: str = "") -> Iterator[tuple[str, Scalar]]:
    """The values that may hold any text, each with the key that it stands under."""
    if isinstance(node, Scalar):
        is_free = not isinstance(form, Text) or not (form.choices or form.pattern)
        if form is not None and is_free and name not in _OTHER_FORM:
            yield name, node
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from _texts(item, form, name)
    else:
        forms = form if isinstance(form, dict) else getattr(form, "keys", None)
        for entry in node:
            below = form if forms is None else forms.get(entry.key.text)  # `Names` have keys of the writer's choice
            yield from _texts(entry.value, below, entry.key.text)


def _scalars(node: Node) -> Iterator[Scalar]:
    if isinstance(node, Scalar):
        yield node
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from _scalars(item)
    else:
        for entry in node:
            yield entry.key
            yield from _scalars(entry.value)


def _items(node: Node) -> Iterator[Node]:
    """The items of every list."""
    if isinstance(node, Sequence):
        for item in node.items:
            yield item
            yield from _items(item)
    elif isinstance(node, Mapping):
        for entry in node:
            yield from _items(entry.value)
