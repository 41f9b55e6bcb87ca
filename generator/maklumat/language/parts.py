"""A proposition -> its main parts and its conditions ("apabila …"), and which condition governs which part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from .tokens import Token

__all__ = ["Part", "parts"]

_STOPS = {",", ";", ":", "—", "–"}


@dataclass(slots=True)
class Part:
    """A stretch tokens[start:end]. A main part knows the conditions that govern it."""

    start: int
    end: int
    is_condition: bool
    conditions: list[Part] = field(default_factory=list)


def parts(tokens: Sequence[Token]) -> list[Part]:
    """The parts in order. A condition with a joint before it governs what follows ("…, dan apabila X, kami Y"),
    else what stands before it ("kami Y apabila X")."""
    found: list[Part] = []
    start, inside = 0, False
    for at, token in enumerate(tokens):
        if token.means("cond") and not inside:
            _close(found, start, at, inside)
            start, inside = at, True
        elif inside and at > start + 1 and _condition_ends(tokens, start, at):
            _close(found, start, at, inside)
            start, inside = at, False
    _close(found, start, len(tokens), inside)
    for number, part in enumerate(found):
        if part.is_condition:
            _govern(tokens, found, number)
    return found


def _close(found: list[Part], start: int, end: int, is_condition: bool) -> None:
    if end > start:
        found.append(Part(start, end, is_condition))


def _condition_ends(tokens: Sequence[Token], start: int, at: int) -> bool:
    token = tokens[at]
    if token.word in _STOPS or token.means("then"):
        return True
    failed = any(t.means("fail") for t in tokens[start + 1:at])
    if not failed or tokens[at - 1].means("not", "aux") and not tokens[at - 1].means("kami"):
        return False
    if token.means("ready"):
        return True
    after = tokens[at + 1] if at + 1 < len(tokens) else token
    return token.means("kami") and after.means("ready", "will")


def _govern(tokens: Sequence[Token], found: list[Part], number: int) -> None:
    condition = found[number]
    before = found[number - 1] if number else None
    after = found[number + 1] if number + 1 < len(found) else None
    last = tokens[before.end - 1] if before else None
    joined = last is None or not last.is_word or last.means("and")
    follows = after is not None and any(t.is_word for t in tokens[after.start:after.end])
    target = after if (joined and follows) or before is None else before
    if target is not None and not target.is_condition:
        target.conditions.append(condition)
