"""Readings -> sorted findings: each file on its own, then across documents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from .documents import Reading
from .findings import Finding, Problem
from .rules import RULES, Context, Rule, Scope

__all__ = ["check"]

MAX_SAME = 50  # findings of one rule in one file


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
    return tuple(_without_floods(sorted(found, key=lambda finding: finding.order)))


def _without_floods(found: Sequence[Finding]) -> Iterator[Finding]:
    """At most MAX_SAME findings of one rule in one file; the last of them says how many more there are."""
    total = Counter((finding.path, finding.code) for finding in found)
    shown = Counter()
    for finding in found:
        key = finding.path, finding.code
        shown[key] += 1
        if shown[key] < MAX_SAME or total[key] <= MAX_SAME:
            yield finding
        elif shown[key] == MAX_SAME:
            more = total[key] - MAX_SAME + 1
            yield replace(finding, message=f"masih ada {more} temuan serupa dalam berkas ini, mulai dari sini")


def _finding(rule: Rule, reading: Reading, problem: Problem) -> Finding:
    line = problem.place.line
    excerpt = reading.lines[line - 1] if 0 < line <= len(reading.lines) else ""
    return Finding(rule.code, rule.level, reading.path, problem.place, problem.message, problem.help, excerpt,
                   problem.meant)
