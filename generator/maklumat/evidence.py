"""A verdict belongs to the bytes that it was given for: what holds for the bytes that were read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256

from .model import State
from .passages import Told
from .verdicts import Revision, Verdict

__all__ = ["NOBODY", "PUBLIC", "REVISIONS", "Holding", "begins", "folder", "holding", "judged", "published",
           "successor"]

PUBLIC = frozenset({State.APPROVED, State.NOT_YET, State.WITHDRAWN})

REVISIONS = "revisi/"  # below a document's address
UNJUDGED = "belum ada pengesahan yang sah"
OTHER_BYTES = "isi berkas ini bukan yang disahkan"


def judged(readings: Iterable[Told], verdicts: Mapping[str, Verdict]) -> dict[str, Verdict]:
    """The verdict that holds for each reading, by path. Nobody's word holds for other bytes, nor without the accepted
    revision that it speaks of: what was signed once is then void, all else is a draft."""
    return {reading.path: _judged(reading, verdicts.get(reading.path)) for reading in readings}


def _judged(reading: Told, verdict: Verdict | None) -> Verdict:
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


def begins(revision: Revision) -> date:
    """The day from which a revision counts: its effective day. A withdrawal counts once it is signed, whatever its day;
    so does what names no day that we can read (see outcome)."""
    return revision.date if revision.is_withdrawal or revision.effective is None else revision.effective


def successor(revision: Revision, history: Iterable[Revision]) -> Revision | None:
    """The later revision that ends this one: the first to count, the newest of those of the same day. It may count
    before this one does, which then never holds."""
    later = (other for other in history if other.number > revision.number)
    return min(later, key=lambda other: (begins(other), -other.number), default=None)


@dataclass(frozen=True, slots=True)
class Holding:
    """Who holds until the newest revision, signed ahead of its date, takes effect: `now` the one that holds today, None
    where there is none or the document was withdrawn before; `later` those that take turns after it, the next first."""

    now: Revision | None = None
    later: tuple[Revision, ...] = ()


NOBODY = Holding()


def holding(verdict: Verdict, today: date) -> Holding:
    """Who holds before the newest revision does; nobody where that one holds already."""
    if verdict.state is not State.NOT_YET:
        return NOBODY
    latest = next((revision for revision in reversed(verdict.history) if begins(revision) <= today), None)
    later = (revision for revision in verdict.history[:-1]
             if today < begins(revision) < begins(successor(revision, verdict.history)))
    return Holding(latest if latest and latest.effective and not latest.is_withdrawal else None,
                   tuple(sorted(later, key=begins)))


def folder(number: int | str) -> str:
    """Where the files of the revision of this number lie, below the address of its document."""
    return f"{REVISIONS}{number}/"


def published(verdict: Verdict, address: str) -> Iterator[tuple[str, bytes]]:
    """The files of a document that anybody may check by hand: each accepted revision as it was signed, by address."""
    for revision in verdict.history:
        yield f"{address}{folder(revision.number)}naskah.txt", revision.source
        yield f"{address}{folder(revision.number)}naskah.txt.sig", revision.signature
