"""FM03: mends of a front matter that cannot be read, where only one thing can have been meant."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .. import documents, frontmatter
from ..documents import Reading
from ..findings import Problem
from ..frontmatter import Scalar
from ..shape import FORMS, Form, Text
from .edits import Edit, Piece, applied, quoted
from .meaning import Tree, front_matter, of_fields

__all__ = ["readable"]

_LINE = re.compile(r"(?P<lead> *(?:- +)*)(?:(?P<key>[a-z0-9_]+):(?P<gap> *))?(?P<value>\S.*?) *")
_UNCERTAIN_START = ("'", '"', "[", "{", "#")  # a quotation, a list or a note that goes wrong later
_WORD_WITH_COLON = re.compile(r"([a-z0-9_]+):(?:\s|$)")
_WIDTHS = (2, 4, 8)  # columns that a tab may stand for


def readable(reading: Reading, problems: tuple[Problem, ...]) -> Iterator[Edit]:
    """FM03: a tab for spaces, a space that is missing behind the colon, quotes that are missing around a value."""
    for problem in problems:
        if edit := _without_tabs(reading, problem) or _in_line(reading, problem):
            yield edit


def _in_line(reading: Reading, problem: Problem) -> Edit | None:
    return _parted(reading, problem) or _in_quotes(reading, problem)


def _parted(reading: Reading, problem: Problem) -> Edit | None:
    """`nama:CONTOH` -> `nama: CONTOH`, where the model knows the key."""
    line = problem.place.line
    match = _LINE.fullmatch(reading.lines[line - 1])
    if not match or match["key"] not in _KNOWN or match["gap"]:
        return None
    return Edit(problem.place, (Piece(line, match.end("key") + 1, match.end("key") + 1, " "),))


def _in_quotes(reading: Reading, problem: Problem) -> Edit | None:
    """`nama: CONTOH, S.Sos: Kepala` -> `nama: "CONTOH, S.Sos: Kepala"`, where the key may hold any text, the value ends
    with its line, and nothing in it looks like a note or like another key."""
    line = problem.place.line
    match = _LINE.fullmatch(reading.lines[line - 1])
    if not match or not (match["key"] in _FREE or (match["key"] is None and "-" in match["lead"])):
        return None
    value = match["value"]
    if value.startswith(_UNCERTAIN_START) or re.search(r"\s#", value) or _goes_on(reading.lines, line, match):
        return None
    if any(word in _KNOWN for word in _WORD_WITH_COLON.findall(value)) or _alone(match, quoted(value)) != value:
        return None
    return Edit(problem.place, (Piece(line, match.start("value"), match.end("value"), quoted(value)),))


def _goes_on(lines: tuple[str, ...], line: int, match: re.Match[str]) -> bool:
    """May the next line belong to this value, as it starts further right than the key?"""
    following = next((text for text in lines[line:] if text.strip()), "")
    return len(following) - len(following.lstrip()) > len(match["lead"]) - 2 * (match["key"] is None)


def _alone(match: re.Match[str], written: str) -> str | None:
    """How the value reads when nothing else stands there."""
    fields = frontmatter.read(("---", f"kunci: {written}", "---")).fields
    return fields.entries[0].value.text if fields and isinstance(fields.entries[0].value, Scalar) else None


def _without_tabs(reading: Reading, problem: Problem) -> Edit | None:
    """Spaces for the tabs before keys and list marks, where every width that can be read gives the same fields."""
    head = reading.lines[:front_matter(reading).body_line - 1]
    leads = [(number, re.match(r"[ \t]*", line)[0]) for number, line in enumerate(head, 1)]
    tabbed = [(number, lead) for number, lead in leads if "\t" in lead]
    if not tabbed:
        return None
    edits = [Edit(problem.place, tuple(Piece(number, 0, len(lead), lead.expandtabs(width)) for number, lead in tabbed))
             for width in _WIDTHS]
    found = [(edit, fields) for edit in edits if (fields := _fields(reading, edit)) is not None]
    return found[0][0] if found and all(fields == found[0][1] for _, fields in found) else None


def _fields(reading: Reading, edit: Edit | None) -> Tree | None:
    """The fields after an edit; None where they cannot be read or a key would stand where it does not belong."""
    after = reading
    while edit:  # what else keeps the fields from being read is mended for this look at them
        after = documents.read(reading.path, "\n".join(applied(after.lines, [edit])).encode())
        edit = next((_in_line(after, problem) for problem in after.of("FM03")), None)
    is_sound = after.document and not any(code in ("SP02", "FM03", "FM04", "FM11") for code, _ in after.problems)
    return of_fields(after.document.fields) if is_sound else None


def _names(forms: dict[str, Form]) -> Iterator[tuple[str, Form]]:
    for name, form in forms.items():
        yield name, form
        if isinstance(keys := getattr(form, "keys", None), dict):
            yield from _names(keys)


_FORMS = [pair for forms in FORMS.values() for pair in _names(forms)]
_CLOSED = {name for name, form in _FORMS if not isinstance(form, Text) or form.choices or form.pattern}
_KNOWN = {name for name, _ in _FORMS}
_FREE = _KNOWN - _CLOSED
