"""What was accepted in a walk -> the gate's answer: a verdict for every document, and all that is refused."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date

from . import layout, refusals, signoff, trees
from .gate import Accepted
from .model import State
from .snapshot import Change, Read
from .verdicts import Outcome, Refusal, Revision, Verdict

__all__ = ["drafts", "judge"]


def judge(accepted: Accepted, today: date, read: Read, broken: Mapping[str, str] | None = None) -> Outcome:
    """The answer about the last commit of a walk. `broken`: documents in which `check` finds errors, and the first."""
    entries = {path: trees.file(accepted.files, path) for path in sorted(trees.documents(accepted.files))}
    sources = trees.plain_bytes(read, entries)
    faults = dict(accepted.faults)
    for path, fault in (broken or {}).items():
        if path in accepted.histories and path not in faults:
            faults[path] = (refusals.faulty_document(path, fault),)
    registry = accepted.trusted.registry
    documents = tuple(_verdict(path, sources[path], signoff.believed(accepted.histories.get(path, ()), registry),
                               faults.get(path, ()), today) for path in entries)
    found = [*_of_the_whole(accepted), *(refusal for path in sorted(faults) for refusal in faults[path])]
    if not found and not any(document.revision for document in documents):
        found = [refusals.nothing_signed()]
    return Outcome(documents, tuple(found))


def drafts(commit: Change, read: Read, refused: tuple[Refusal, ...]) -> Outcome:
    """The answer while nobody may sign: every document of the commit, whatever lies beside it, is a draft."""
    entries = {path: entry for path, entry in sorted(commit.entries.items()) if layout.is_document(path)}
    sources = trees.plain_bytes(read, entries)
    return Outcome(tuple(_verdict(path, sources[path], (), (), commit.time.date()) for path in entries), refused)


def _of_the_whole(accepted: Accepted) -> Iterable[Refusal]:
    yield from accepted.wrong
    for commit in accepted.ahead:
        yield refusals.from_the_future(commit)
    for fault in accepted.trusted.registry.faults:
        yield refusals.broken_registry(fault.line, fault.message)
    for path in sorted(accepted.odd):
        yield refusals.not_plain(path, accepted.odd[path])


def _verdict(path: str, source: bytes, history: tuple[Revision, ...], faults: tuple[Refusal, ...],
             today: date) -> Verdict:
    digest, name = hashlib.sha256(source).hexdigest(), path.removesuffix(layout.DOCUMENT).rpartition("/")[2]
    if faults:
        return Verdict(path, name, State.VOID, faults[0].message, digest, history)
    if not history or history[-1].digest != digest:  # or a new beginning after a withdrawal
        return Verdict(path, name, State.DRAFT, "belum pernah disahkan", digest)
    effective = history[-1].effective
    if history[-1].is_withdrawal:
        state, reason = State.WITHDRAWN, "pencabutannya disahkan"
    elif effective and effective > today:
        state, reason = State.NOT_YET, "disahkan, tetapi tanggal efektifnya belum tiba"
    else:
        state, reason = State.APPROVED, "tanda tangan sah"
    return Verdict(path, name, state, reason, digest, history)
