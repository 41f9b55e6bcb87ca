"""A proposal for a terminal, and for programs."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterable, Iterator

from .. import worddiff
from ..proposed import Comparison, Proposal, Subject
from . import Report
from .data import rows as finding_rows
from .denials import lines as denied
from .excerpt import visible
from .review import FILES, SAME, WEIGHTY, headline, more_files, release
from .text import text as findings_text

__all__ = ["to_json", "to_text"]

WIDTH, CONTEXT = 100, 160  # columns; characters of a paragraph's unchanged text that are shown beside a change


def to_text(proposal: Proposal, *, colour: bool = False) -> str:
    """Everything that the Markdown report says, but for the explanations."""
    parts = (_sentences((headline(proposal), *proposal.remarks)), _subjects(proposal),
             "\n".join(denied(proposal.refusals)), _sentences(proposal.faults),
             _list("Berkas lain yang ikut berubah:", (
                 *(visible(path) + (f" – {WEIGHTY}" if path in proposal.weighty else "")
                   for path in proposal.others[:FILES]), *more_files(proposal))),
             _list("Yang masih harus dilakukan:", map(visible, proposal.tasks)),
             *map(_words, proposal.subjects),
             findings_text(Report(proposal.documents, proposal.findings), colour=colour))
    return "\n\n".join(part.strip("\n") for part in parts if part.strip()) + "\n"


def to_json(proposal: Proposal) -> str:
    """One JSON object. `documents`: those of the proposal; the words that changed as [change, text], where change is
    "", "del" or "ins"."""
    known = set(proposal.earlier)
    return json.dumps({
        "base": proposal.base, "mode": proposal.mode.value, "publishable": not proposal.is_blocked,
        "mergeable": not proposal.is_refused,
        "documents": list(map(_data, proposal.subjects)),
        "refusals": [{"code": r.code, "path": r.path, "message": r.message, "new": r not in known}
                     for r in proposal.refusals],
        "faults": list(proposal.faults), "others": list(proposal.others), "tasks": list(proposal.tasks),
        "remarks": list(proposal.remarks), "findings": finding_rows(proposal.findings),
    }, ensure_ascii=False, indent=2) + "\n"


def _data(subject: Subject) -> dict:
    return {
        "path": subject.path, "id": subject.id, "title": subject.title, "change": subject.touch.value,
        "before": subject.before, "fate": subject.fate.value, "reason": subject.reason,
        "state": subject.state.value if subject.state else "", "was": subject.was.value if subject.was else "",
        "files": list(subject.files),
        "words": [{"since": compared.since, "pieces": [[piece.change.value, piece.text] for piece in compared.pieces]}
                  for compared in subject.comparisons],
    }


def _sentences(sentences: Iterable[str]) -> str:
    return "\n".join(textwrap.fill(visible(sentence), WIDTH, break_long_words=False, break_on_hyphens=False)
                     for sentence in sentences)


def _subjects(proposal: Proposal) -> str:
    lines = [line for subject in proposal.subjects for line in (
        f"{subject.fate:<21} {visible(subject.path)} ({subject.touch})", f"{'':<21} {visible(subject.reason)}")]
    return "\n".join((*lines, release(proposal))) if lines else ""


def _list(title: str, items: Iterable[str]) -> str:
    rows = [textwrap.fill(item, WIDTH, initial_indent="- ", subsequent_indent="  ", break_long_words=False,
                          break_on_hyphens=False) for item in items]
    return "\n".join((title, *rows)) if rows else ""


def _words(subject: Subject) -> str:
    return "\n".join(line for comparison in subject.comparisons if comparison.since
                     for line in _comparison(subject, comparison))


def _comparison(subject: Subject, comparison: Comparison) -> Iterator[str]:
    yield f"{visible(subject.path)}, dibandingkan dengan {comparison.since}:"
    if not worddiff.is_changed(comparison.pieces):
        yield f"  {SAME}"
    for line in worddiff.changed(comparison.pieces):
        yield textwrap.fill(visible(worddiff.marked(line, CONTEXT)), WIDTH, initial_indent="  ",
                            subsequent_indent="  ", break_long_words=False, break_on_hyphens=False)
