"""A verdict belongs to the bytes that it was given for: what holds for the bytes that were read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from hashlib import sha256

from .documents import Reading
from .model import State
from .verdicts import Revision, Verdict

__all__ = ["PUBLIC", "folder", "holding", "judged", "published"]

PUBLIC = frozenset({State.APPROVED, State.NOT_YET, State.WITHDRAWN})

UNJUDGED = "belum ada pengesahan yang sah"
OTHER_BYTES = "isi berkas ini bukan yang disahkan"


def judged(readings: Iterable[Reading], verdicts: Mapping[str, Verdict]) -> dict[str, Verdict]:
    """The verdict that holds for each reading, by path. Nobody's word holds for other bytes, nor without the accepted
    revision that it speaks of: what was signed once is then void, all else is a draft."""
    return {reading.path: _judged(reading, verdicts.get(reading.path)) for reading in readings}


def _judged(reading: Reading, verdict: Verdict | None) -> Verdict:
    digest = sha256(reading.data).hexdigest()
    if verdict is None:
        return Verdict(reading.path, "", State.DRAFT, UNJUDGED, digest)
    if verdict.state is State.DRAFT:
        return verdict if verdict.reason else replace(verdict, reason=UNJUDGED)
    if verdict.digest == digest and (verdict.state not in PUBLIC or _holds(verdict.revision, reading.data)):
        return verdict
    return replace(verdict, state=State.VOID, reason=OTHER_BYTES, digest=digest)


def _holds(revision: Revision | None, data: bytes) -> bool:
    return revision is not None and revision.source == data


def holding(verdict: Verdict, today: date) -> Revision | None:
    """The accepted revision that holds until the newest one, signed ahead of its date, takes effect; None where there
    is none, or where the document was withdrawn before."""
    if verdict.state is not State.NOT_YET:
        return None
    come = (revision for revision in reversed(verdict.history[:-1])
            if revision.is_withdrawal or (revision.effective and revision.effective <= today))
    latest = next(come, None)
    return latest if latest and not latest.is_withdrawal else None


def folder(revision: Revision) -> str:
    """Where a revision's files lie, below the address of its document."""
    return f"revisi/{revision.number}/"


def published(verdict: Verdict, address: str) -> Iterator[tuple[str, bytes]]:
    """The files of a document that anybody may check by hand: each accepted revision as it was signed, by address."""
    for revision in verdict.history:
        yield f"{address}{folder(revision)}naskah.txt", revision.source
        yield f"{address}{folder(revision)}naskah.txt.sig", revision.signature
