"""Readings -> sorted findings: each file on its own, then across documents."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from .documents import Reading
from .findings import Finding, Problem
from .rules import RULES, Context, Rule, Scope

__all__ = ["check"]


def check(readings: Sequence[Reading], context: Context, rules: Iterable[Rule] = RULES) -> tuple[Finding, ...]:
    """All findings of all rules, in order of file and place. One file's faults never hide another's."""
    rules = tuple(rules)
    found = []
    for reading in readings:  # file by file: what a rule works out about a document, the next one finds at hand
        for rule in rules:
            if rule.scope is Scope.READER:
                found.extend(_finding(rule, reading, problem) for problem in reading.of(rule.code))
            elif rule.scope is Scope.READING:
                found.extend(_finding(rule, reading, problem) for problem in rule.check(reading, context))
            elif rule.scope is Scope.DOCUMENT and reading.document:
                found.extend(_finding(rule, reading, problem) for problem in rule.check(reading.document, context))
    by_path = {reading.path: reading for reading in readings}
    documents = tuple(reading.document for reading in readings if reading.document)
    for rule in rules:
        if rule.scope is Scope.REPOSITORY:
            found.extend(_finding(rule, by_path[document.path], problem)
                         for document, problem in rule.check(documents, context))
    return tuple(sorted(found, key=lambda finding: finding.order))


def _finding(rule: Rule, reading: Reading, problem: Problem) -> Finding:
    line = problem.place.line
    excerpt = reading.lines[line - 1] if 0 < line <= len(reading.lines) else ""
    return Finding(rule.code, rule.level, reading.path, problem.place, problem.message, problem.help, excerpt)
