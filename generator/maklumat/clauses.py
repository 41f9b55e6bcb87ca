"""Finds the three promises of a maklumat by meaning in the displayed text (PermenPANRB 15/2014).

Patterns say what a clause looks like in words, guards why such words are no promise of the agency (language/).
Every look leaves a Decision, so that each answer can be explained.
"""

from __future__ import annotations

from typing import NamedTuple

from .blocks import Body
from .findings import Place
from .language.guards import refusal, retracts
from .language.patterns import PATTERNS, Match
from .language.propositions import propositions
from .language.sentences import Sentence, sentence

__all__ = ["KEYS", "Clause", "Clauses", "Decision", "explain", "find"]

KEYS = ("janji", "perbaikan", "sanksi")
_CORES = frozenset({"standard", "basis", "improve", "sanction", "compensate", "repay", "punished", "duty", "cond",
                    "void"})
_HALVES = ("kewajiban", "syarat")  # parts of a clause that may stand in another sentence
_STRENGTHS = {"promise": "kata janji", "will": "kata janji", "try": "kata pelemah",
              "kami": "diucapkan instansi sendiri", "verb": "butir yang diawali kata kerja"}
_LACKS = {"standar pelayanan": "belum merujuk standar pelayanan", "janji": "belum memakai kata janji atau sanggup",
          "kewajiban": "belum menyebut pelayanan sesuai dengan kewajiban",
          "terus-menerus": "belum menyebut bahwa perbaikan terus-menerus",
          "syarat": "belum menyebut kapan sanksi diterima"}


class Decision(NamedTuple):
    """One step of the finder's reasoning about one clause: what it saw, where, and why it counted or not.

    `guard` names the guard that refused the words (language/guards.py), "" when they counted.
    """

    place: Place
    words: str
    counted: bool
    reason: str
    guard: str = ""


class Clause(NamedTuple):
    """What was found for one of KEYS.

    `found`: the promise is there. `place`: its first word, or None. `block`: token index of the block that holds
    it (see blocks.Block.token), `offset`: offset of its first word in that block's displayed text.
    `missing_parts`: what the law asks and the text does not say although the clause is found (weak clause).
    `weakened_by`: words beside the promise that take it back by half ("berupaya"), with their places.
    """

    key: str
    found: bool
    place: Place | None = None
    block: int | None = None
    offset: int = 0
    missing_parts: tuple[str, ...] = ()
    weakened_by: tuple[tuple[Place, str], ...] = ()
    decisions: tuple[Decision, ...] = ()


class Clauses(NamedTuple):
    """One for each of KEYS."""

    janji: Clause
    perbaikan: Clause
    sanksi: Clause


def find(body: Body) -> Clauses:
    """The clauses of a body; of several places that say one clause, the most complete, then the first."""
    best: dict[str, tuple[Sentence, Match]] = {}
    decisions: dict[str, list[Decision]] = {key: [] for key in KEYS}
    said: set[str] = set()
    for proposition in propositions(body):
        if _CORES.isdisjoint(proposition.says):
            continue
        read = sentence(proposition)
        if retracts(read):
            best.clear()
            decisions = {key: [_withdrawn(each) for each in rows] for key, rows in decisions.items()}
        for match in (m for pattern in PATTERNS for part in read.parts for m in pattern(read, part)):
            refused = refusal(proposition, read, match)
            if match.key in _HALVES:
                said.update(() if refused else (match.key,))
                continue
            decisions[match.key].append(_decision(read, match, refused))
            if not refused and (match.key not in best or len(match.missing) < len(best[match.key][1].missing)):
                best[match.key] = read, match
    return Clauses(*(_clause(key, best.get(key), said, tuple(decisions[key])) for key in KEYS))


def explain(clauses: Clauses) -> str:
    """What was found and why, for people: one paragraph for each clause."""
    lines = []
    for clause in clauses:
        lacks = "".join(f"; {_LACKS[part]}" for part in clause.missing_parts)
        at = f"ditemukan di {clause.place.line}:{clause.place.column}{lacks}" if clause.place else "tidak ditemukan"
        lines.append(f"{clause.key}: {at}")
        for decision in clause.decisions:
            verdict = "dihitung" if decision.counted else "tidak dihitung"
            where = f"{decision.place.line}:{decision.place.column}"
            lines.append(f"  {where}  {decision.words}\n        {verdict}: {decision.reason}")
    return "\n".join(lines)


def _decision(read: Sentence, match: Match, refused: tuple[str, str] | None) -> Decision:
    place = read.place(match.core)
    words = " … ".join(read.tokens[i].word for i in match.words)
    if refused:
        return Decision(place, words, False, refused[1], refused[0])
    affirming = "" if match.affirming is None else f" (“{read.tokens[match.affirming].word}”)"
    return Decision(place, words, True, _STRENGTHS[match.strength] + affirming)


def _withdrawn(decision: Decision) -> Decision:
    if not decision.counted:
        return decision
    return decision._replace(counted=False, reason="ditarik kembali oleh kalimat sesudahnya", guard="batal")


def _clause(key: str, best: tuple[Sentence, Match] | None, said: set[str], decisions: tuple[Decision, ...]) -> Clause:
    if best is None:
        return Clause(key, False, decisions=decisions)
    read, match = best
    first = _opening(read, next(i for i in match.words if i >= read.own))
    missing = tuple(part for part in match.missing if part not in said)
    weak = tuple((read.place(i), read.source.text[read.tokens[i].start:read.tokens[i].end])
                 for i in read.said(match.part, "try") if i >= read.near)
    offset = read.tokens[first].start
    return Clause(key, True, read.place(first), read.block, offset, missing, weak, decisions)


def _opening(read: Sentence, at: int) -> int:
    """Where the promise begins that is joined to the word at `at` ("Kami berjanji dan sanggup")."""
    while at > read.own and read.tokens[at - 1].means("promise", "will", "and", "kami"):
        at -= 1
    while read.tokens[at].means("and"):
        at += 1
    return at
