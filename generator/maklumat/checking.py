"""Readings -> sorted findings: each file on its own, then across documents."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from .documents import Reading
from .findings import Finding, Problem
from .model import Outline
from .rules import RULES, Context, Rule, Scope

__all__ = ["across", "beside", "between", "by_folder", "check", "within"]

MAX_SAME = 50  # findings of one rule in one file
READER, READING, DOCUMENT = Scope.READER, Scope.READING, Scope.DOCUMENT  # asking the Enum takes longer than most rules


def check(readings: Sequence[Reading], context: Context, rules: Iterable[Rule] = RULES) -> tuple[Finding, ...]:
    """All findings of all rules, in order of file and place. One file's faults never hide another's."""
    rules = tuple(rules)
    own = [finding for reading in readings for finding in within(reading, context, rules)]
    return tuple(sorted((*own, *between(readings, context, rules)), key=_order))


def beside(readings: Sequence[Reading], others: Iterable[Reading], context: Context) -> tuple[Finding, ...]:
    """What `check` finds in these files where the others stand beside them, without looking into each of the others."""
    own = [finding for reading in readings for finding in within(reading, context)]
    asked = {reading.path for reading in readings}
    everything = sorted((*readings, *others), key=lambda reading: by_folder(reading.path))
    shared = (finding for finding in between(everything, context) if finding.path in asked)
    return tuple(sorted((*own, *shared), key=_order))


def by_folder(path: str) -> list[str]:
    """Sorts paths as the files of a project are in order; of two documents alike the later one is at fault."""
    return path.split("/")


def between(readings: Sequence[Reading], context: Context, rules: Iterable[Rule] = RULES) -> tuple[Finding, ...]:
    """What is found between files, as `across` of their documents."""
    lines = {reading.path: reading.lines for reading in readings}
    documents = [reading.document for reading in readings if reading.document]
    return across(documents, lines.__getitem__, context, rules)


def within(reading: Reading, context: Context, rules: Iterable[Rule] = RULES) -> tuple[Finding, ...]:
    """What is found in one file whatever other files there are, in order of place."""
    read, document = defaultdict(list), reading.document
    for code, problem in reading.problems:
        read[code].append(problem)
    found = []
    for rule in rules:
        if rule.scope is READER:
            problems = read.get(rule.code, ())
        elif rule.scope is DOCUMENT and document:
            problems = rule.check(document, context)
        elif rule.scope is READING:
            problems = rule.check(reading, context)
        else:
            continue
        for problem in problems:
            found.append(_finding(rule, reading.path, reading.lines, problem))
    return _without_floods(found)


def across(outlines: Sequence[Outline], lines: Callable[[str], Sequence[str]], context: Context,
           rules: Iterable[Rule] = RULES) -> tuple[Finding, ...]:
    """What is found between files, in order of file and place. `lines`: gives those of the file at a path."""
    return _without_floods([_finding(rule, outline.path, lines(outline.path), problem)
                            for rule in rules if rule.scope is Scope.REPOSITORY
                            for outline, problem in rule.check(outlines, context)])


def _order(finding: Finding) -> tuple:
    return finding.order


def _without_floods(found: list[Finding]) -> tuple[Finding, ...]:
    """The findings in order, at most MAX_SAME of one rule in one file; the last of them says how many more there are.
    """
    found.sort(key=_order)
    total = Counter((finding.path, finding.code) for finding in found) if len(found) > MAX_SAME else {}
    if max(total.values(), default=0) <= MAX_SAME:
        return tuple(found)
    return tuple(_cut(found, total))


def _cut(found: Sequence[Finding], total: Mapping[tuple[str, str], int]) -> Iterator[Finding]:
    shown = Counter()
    for finding in found:
        key = finding.path, finding.code
        shown[key] += 1
        if shown[key] < MAX_SAME or total[key] <= MAX_SAME:
            yield finding
        elif shown[key] == MAX_SAME:
            more = total[key] - MAX_SAME + 1
            yield replace(finding, message=f"masih ada {more} temuan serupa dalam berkas ini, mulai dari sini")


def _finding(rule: Rule, path: str, lines: Sequence[str], problem: Problem) -> Finding:
    line = problem.place.line
    excerpt = lines[line - 1] if 0 < line <= len(lines) else ""
    return Finding(rule.code, rule.level, path, problem.place, problem.message, problem.help, excerpt, problem.meant)
