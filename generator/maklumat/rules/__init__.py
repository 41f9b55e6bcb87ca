"""Every rule, in one explicit list. Adding a rule is adding a line here and a function in its family's module.

A rule is a small generator of Problems; the checker adds code, level, path and order. The function's docstring is
the rule's public page: first line = title, then `Mengapa:`, `Dasar:`, `Salah:` and `Benar:` parts (see pages in
`maklumat explain`). Scope tells what it is given: one file's Reading, one Document, or all Documents.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum

from ..findings import Level
from ..profile import Profile
from . import alir, identitas, langkah, repositori

__all__ = ["RULES", "Context", "Rule", "Scope", "by_code"]

ERROR, WARNING, HINT = Level.ERROR, Level.WARNING, Level.HINT


class Scope(Enum):
    """What a rule's function receives besides the context."""

    READING = "reading"  # check(reading, context) -> Problems; also for files that gave no document
    DOCUMENT = "document"  # check(document, context) -> Problems
    REPOSITORY = "repository"  # check(documents, context) -> (document, Problem) pairs


@dataclass(frozen=True, slots=True)
class Context:
    """The facts from outside the documents that rules may ask for; all are arguments, none is read here.

    `number_pattern` is the agency's own form of document numbers (a regular expression), "" when it set none.
    """

    today: date
    profile: Profile
    number_pattern: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    code: str
    level: Level
    scope: Scope
    check: Callable[..., Iterator]

    @property
    def title(self) -> str:
        return (self.check.__doc__ or "").strip().split("\n", 1)[0].rstrip(".")


RULES: tuple[Rule, ...] = (
    # SP: identity
    Rule("SP01", ERROR, Scope.DOCUMENT, identitas.complete),
    Rule("SP03", WARNING, Scope.DOCUMENT, identitas.filled),
    Rule("SP04", ERROR, Scope.REPOSITORY, identitas.unique_number),
    Rule("SP05", WARNING, Scope.DOCUMENT, identitas.number_form),
    Rule("SP07", ERROR, Scope.DOCUMENT, identitas.real_number),
    Rule("SP08", WARNING, Scope.DOCUMENT, identitas.approver),
    Rule("SP10", HINT, Scope.DOCUMENT, identitas.cause_and_effect),
    Rule("SP12", HINT, Scope.DOCUMENT, identitas.title),
    # LK: procedure
    Rule("LK01", ERROR, Scope.DOCUMENT, langkah.ids),
    Rule("LK02", ERROR, Scope.DOCUMENT, langkah.complete),
    Rule("LK03", HINT, Scope.DOCUMENT, langkah.active_verb),
    Rule("LK04", HINT, Scope.DOCUMENT, langkah.one_act),
    Rule("LK05", HINT, Scope.DOCUMENT, langkah.draft_output),
    Rule("LK06", ERROR, Scope.DOCUMENT, alir.ends),
    Rule("LK07", ERROR, Scope.DOCUMENT, alir.directions),
    Rule("LK08", ERROR, Scope.DOCUMENT, alir.reachable),
    Rule("LK09", WARNING, Scope.DOCUMENT, langkah.time),
    Rule("LK10", WARNING, Scope.DOCUMENT, langkah.inputs),
    Rule("LK11", WARNING, Scope.DOCUMENT, langkah.output),
    Rule("LK13", WARNING, Scope.DOCUMENT, langkah.used_actors),
    Rule("LK16", ERROR, Scope.DOCUMENT, langkah.known_actors),
    Rule("LK17", ERROR, Scope.DOCUMENT, alir.known_targets),
    # PG: approval, as far as it stands in the text
    Rule("PG08", WARNING, Scope.DOCUMENT, identitas.role),
    # RP: repository
    Rule("RP01", ERROR, Scope.REPOSITORY, repositori.one_in_force),
    Rule("RP02", ERROR, Scope.REPOSITORY, repositori.known_sop),
    Rule("RP03", WARNING, Scope.REPOSITORY, repositori.in_order),
    Rule("RP04", ERROR, Scope.READING, repositori.person_number),
    Rule("RP07", ERROR, Scope.DOCUMENT, repositori.folder),
    Rule("RP08", ERROR, Scope.REPOSITORY, repositori.unique_id),
    Rule("RP09", WARNING, Scope.READING, repositori.phone),
    Rule("RP10", ERROR, Scope.READING, repositori.secret_key),
)


def by_code(code: str) -> Rule | None:
    """The rule with this code, whatever its letter case."""
    return next((rule for rule in RULES if rule.code == code.upper()), None)
