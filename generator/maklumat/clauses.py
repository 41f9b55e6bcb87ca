"""Finds the three promises of a maklumat by meaning in the displayed text (PermenPANRB 15/2014)."""

from __future__ import annotations

from dataclasses import dataclass

from .blocks import Body
from .findings import Place

__all__ = ["KEYS", "Clause", "Clauses", "Decision", "find"]

KEYS = ("janji", "perbaikan", "sanksi")


@dataclass(frozen=True, slots=True)
class Decision:
    """One step of the finder's reasoning about one clause: what it saw, where, and why it counted or not."""

    place: Place
    words: str
    counted: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Clause:
    """What was found for one of KEYS.

    `found`: the promise is there. `place`: its first word, or None. `block`: token index of the block that holds
    it (see blocks.Block.token), `offset`: offset of its first word in that block's displayed text.
    `missing_parts`: what the law asks and the text does not say although the clause is found (weak clause).
    """

    key: str
    found: bool
    place: Place | None = None
    block: int | None = None
    offset: int = 0
    missing_parts: tuple[str, ...] = ()
    decisions: tuple[Decision, ...] = ()


@dataclass(frozen=True, slots=True)
class Clauses:
    janji: Clause
    perbaikan: Clause
    sanksi: Clause

    def __iter__(self):
        return iter((self.janji, self.perbaikan, self.sanksi))


def find(body: Body) -> Clauses:
    return Clauses(*(Clause(key, False) for key in KEYS))
