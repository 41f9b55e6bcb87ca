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


RULES: tuple[Rule, ...] = ()


def by_code(code: str) -> Rule | None:
    """The rule with this code, whatever its letter case."""
    return next((rule for rule in RULES if rule.code == code.upper()), None)
