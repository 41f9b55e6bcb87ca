"""Verdicts as the gate would give them, for readings that nobody signed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from hashlib import sha256

from maklumat import claims, passages
from maklumat import plan as core
from maklumat.documents import Reading
from maklumat.evidence import PUBLIC
from maklumat.model import State
from maklumat.planned import Facts, Plan
from maklumat.verdicts import Revision, Verdict

SIGNATURE = b"-----BEGIN SSH SIGNATURE-----\n"
DAY = date(2025, 1, 20)


def revision(source: bytes, number: int = 1, **more) -> Revision:
    """An accepted revision of these bytes by the fictional official."""
    facts = {"number": number, "date": DAY, "digest": sha256(source).hexdigest(), "signer": "nip:197001011995011001",
             "name": "Pejabat Contoh", "namespace": "maklumat@ppid.contoh.go.id", "note": "", "commit": "c0ffee",
             "source": source, "signature": SIGNATURE + str(number).encode()}
    return Revision(**facts | more)


def verdict(reading: Reading, state: State, *, past: Sequence[Revision] = (), reason: str = "", **more) -> Verdict:
    """What the gate says of these bytes; a public document has them as its newest revision. `past`: those before it."""
    digest = sha256(reading.data).hexdigest()
    history = (*past, revision(reading.data, len(past) + 1, **more)) if state in PUBLIC else tuple(past)
    claim = claims.read(reading.data)
    return Verdict(reading.path, claim.id if claim else "", state, reason, digest, history)


def verdicts(readings: Sequence[Reading], states: Mapping[str, State] | None) -> dict[str, Verdict]:
    """The verdicts for the readings whose state is named."""
    return {r.path: verdict(r, states[r.path]) for r in readings if states and r.path in states}


def plan(readings: Sequence[Reading], facts: Facts) -> Plan:
    """The plan for these readings."""
    return core.plan([passages.told(reading) for reading in readings], facts)
