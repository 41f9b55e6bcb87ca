"""Finds the three promises of a maklumat by meaning in the displayed text (PermenPANRB 15/2014).

Patterns say what a clause looks like in words, guards why such words are no promise of the agency (language/).
Every look leaves a Decision, so that each answer can be explained.
"""

from __future__ import annotations

from dataclasses import dataclass

from .blocks import Body
from .findings import Place
from .language.guards import refusal
from .language.patterns import PATTERNS, Match
from .language.propositions import propositions
from .language.sentences import Sentence, sentence

__all__ = ["KEYS", "Clause", "Clauses", "Decision", "explain", "find"]

KEYS = ("janji", "perbaikan", "sanksi")
_CORES = ("standard", "basis", "improve", "sanction", "compensate", "repay", "punished", "duty", "cond")
_PARTS = {"kewajiban": "perbaikan", "syarat": "sanksi"}  # parts of a clause that may stand in another sentence


@dataclass(frozen=True, slots=True)
class Decision:
    """One step of the finder's reasoning about one clause: what it saw, where, and why it counted or not.

    `guard` names the guard that refused the words (see language/guards.py), "" when they counted.
    """

    place: Place
    words: str
    counted: bool
    reason: str
    guard: str = ""


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
    """The clauses of a body; of several places that say one clause, the most complete, then the first."""
    best: dict[str, tuple[Sentence, Match]] = {}
    decisions: dict[str, list[Decision]] = {key: [] for key in KEYS}
    said: set[str] = set()
    for proposition in propositions(body):
        if not any(token.means(*_CORES) for token in proposition.own):
            continue
        read = sentence(proposition)
        for match in (m for pattern in PATTERNS for part in read.parts for m in pattern(read, part)):
            refused = refusal(proposition, read, match)
            if match.key in _PARTS:
                said.update(() if refused else (match.key,))
                continue
            decisions[match.key].append(_decision(read, match, refused))
            if not refused and (match.key not in best or len(match.missing) < len(best[match.key][1].missing)):
                best[match.key] = read, match
    return Clauses(*(_clause(key, best.get(key), said, tuple(decisions[key])) for key in KEYS))


def _decision(read: Sentence, match: Match, refused: tuple[str, str] | None) -> Decision:
    core = read.tokens[match.core]
    words = " … ".join(read.tokens[i].word for i in match.words)
    if refused:
        return Decision(core.source.place(core.start, core.end), words, False, f"{refused[0]} ({refused[1]})", refused[0])
    return Decision(core.source.place(core.start, core.end), words, True, match.strength)


def _clause(key: str, best: tuple[Sentence, Match] | None, said: set[str],
            decisions: tuple[Decision, ...]) -> Clause:
    if best is None:
        return Clause(key, False, decisions=decisions)
    read, match = best
    first = next(read.tokens[i] for i in match.words if i >= read.own)
    core = read.tokens[match.core]
    first = first if first.block == core.block else core
    return Clause(key, True, first.source.place(first.start, first.end), first.block, first.start,
                  tuple(part for part in match.missing if part not in said), decisions)


def explain(clauses: Clauses) -> str:
    return ""
