"""Claims remembered by the documents' bytes: reading front matter is most of what a gate would do again each time.

They lie beside the verdicts on signatures (docs/decisions/0038-what-the-gate-remembers.md).
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import astuple
from datetime import date
from pathlib import Path

from . import claims, fingerprint
from .answer_store import AnswerStore
from .claims import Claim
from .model import Kind

__all__ = ["ClaimStore"]


class ClaimStore:
    """`read` gives what `claims.read` gives; with a `folder` (in git's own directory) what it gave outlives the process
    once `keep` was called, until another version of this program reads."""

    def __init__(self, folder: Path | None):
        self._store = AnswerStore(folder, "claims")
        self._program = fingerprint.of_package().encode()
        self._new: dict[str, str] = {}

    def read(self, data: bytes) -> Claim | None:
        name = hashlib.sha256(self._program + data).hexdigest()
        if line := self._store.known().get(name):
            return _claim(line)
        claim = claims.read(data)
        self._new[name] = _line(claim)
        return claim

    def keep(self) -> None:
        if self._new:
            self._store.remember(self._new)
            self._new = {}


def _line(claim: Claim | None) -> str:
    return json.dumps(astuple(claim) if claim else None, default=date.isoformat, separators=(",", ":"))


def _claim(line: str) -> Claim | None:
    row = json.loads(line)
    if row is None:
        return None
    kind, id, number, revision, is_withdrawal, method, nip, signed, effective, note, attachments = row
    return Claim(Kind(kind), id, number, revision, is_withdrawal, method, nip, _date(signed), _date(effective), note,
                 tuple((name, digest) for name, digest in attachments))


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
