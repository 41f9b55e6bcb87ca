"""What was found in one file, as a value that can be written down and read back (JSON)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from . import checking, dates, documents, passages
from .documents import Reading
from .findings import Finding, Place
from .frontmatter import Scalar
from .model import Agency, Attachment, DateField, Kind, Official, Outline
from .passages import Told
from .rules import RULES, Context

__all__ = ["Checked", "check", "findings", "restored", "written"]

_LEVELS = {rule.code: rule.level for rule in RULES}
_KINDS = {kind.value: kind for kind in Kind}
_TEXTS = ("id", "title", "number", "status", "method")
_AGENCY = ("government", "office", "unit")
_APPROVER = ("title", "name", "nip")


@dataclass(frozen=True, slots=True)
class Checked:
    """One file: what it tells others, and what was found in it whatever the others are."""

    told: Told
    findings: tuple[Finding, ...]


def check(reading: Reading, context: Context) -> Checked:
    return Checked(passages.told(reading), checking.within(reading, context))


def findings(files: Sequence[Checked], context: Context) -> tuple[Finding, ...]:
    """What was found in these files and between them, in order of file and place."""
    texts = {file.told.path: file.told.data for file in files}
    outlines = sorted((file.told.outline for file in files if file.told.outline),
                      key=lambda outline: checking.by_folder(outline.path))
    between = checking.across(outlines, lambda path: documents.lines(texts[path]), context)
    own = (finding for file in files for finding in file.findings)
    return tuple(sorted((*own, *between), key=lambda finding: finding.order))


def written(checked: Checked) -> str:
    """The value without the file's path and bytes, which `restored` is given again."""
    found = [[each.code, _place(each.place), each.message, each.help, each.excerpt, each.meant]
             for each in checked.findings]
    told = checked.told
    row = [_outline_row(told.outline), told.passages, told.further, told.clauses, found]
    return json.dumps(row, ensure_ascii=False, separators=(",", ":"))


def restored(path: str, data: bytes, text: str) -> Checked:
    outline, said, further, clauses, found = json.loads(text)
    return Checked(
        Told(path, data, _outline(path, outline) if outline else None, tuple(said), tuple(further), tuple(clauses)),
        tuple(Finding(code, _LEVELS[code], path, Place(*place), *texts) for code, place, *texts in found))


def _outline_row(outline: Outline | None) -> list | None:
    if outline is None:
        return None
    return [outline.kind.value, [_scalar_row(getattr(outline, name)) for name in _TEXTS],
            [_scalar_row(getattr(outline.agency, name)) for name in _AGENCY],
            [_scalar_row(getattr(outline.approver, name)) for name in _APPROVER],
            {name: _scalar_row(field.written) for name, field in outline.dates.items()},
            [[_scalar_row(each.name), _scalar_row(each.sha256)] for each in outline.attachments]]


def _outline(path: str, row: list) -> Outline:
    kind, texts, agency, approver, days, attachments = row
    written = {name: _scalar(day) for name, day in days.items()}
    return Outline(path=path, kind=_KINDS[kind], agency=Agency(*map(_scalar, agency)),
                   approver=Official(*map(_scalar, approver)),
                   attachments=tuple(Attachment(*map(_scalar, each)) for each in attachments),
                   dates={name: DateField(scalar, dates.read(scalar.text)) for name, scalar in written.items()},
                   **dict(zip(_TEXTS, map(_scalar, texts), strict=True)))


def _place(place: Place) -> list[int]:
    return [place.line, place.column, place.length]


def _scalar_row(scalar: Scalar | None) -> list | None:
    return scalar and [scalar.text, *scalar.place, scalar.quoted, *scalar.source]


def _scalar(row: list | None) -> Scalar | None:
    if row is None:
        return None
    text, line, column, length, quoted, *source = row
    return Scalar(text, Place(line, column, length), quoted, tuple(source))
