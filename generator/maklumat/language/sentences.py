"""A proposition as a sentence: its main parts, its conditions ("apabila …") and where each concept stands in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ..blocks import DisplayText
from ..findings import Place
from .propositions import Proposition
from .tokens import Token

__all__ = ["Part", "Sentence", "sentence"]

_STOPS = {",", ";", ":", "—", "–"}
_STRENGTHS = ("promise", "will", "try", "kami")
_GOVERNS = 4  # words between a verb and the promise that is its object
_FRAGMENT = ("serving", "keep", "improving", "receive", "give")  # verbs with which a list item may begin


@dataclass(slots=True, eq=False)
class Part:
    """A stretch tokens[start:end]. A main part knows the conditions that govern it."""

    start: int
    end: int
    is_condition: bool
    conditions: list[Part] = field(default_factory=list)


@dataclass(frozen=True, slots=True, eq=False)
class Sentence:
    """The tokens of a proposition with its lead; those from `own` on stand in the text at this place, those from `near`
    on in the block that displays it, whose text is `source` and whose token index is `block`."""

    tokens: Sequence[Token]
    own: int
    near: int
    source: DisplayText
    block: int
    parts: Sequence[Part]
    index: dict[str, list[int]]  # concept -> where it stands, ascending

    def place(self, at: int) -> Place:
        """Where the word at an index from `near` on stands in the source."""
        return self.source.place(self.tokens[at].start, self.tokens[at].end)

    def at(self, *concepts: str) -> list[int]:
        """Where one of the concepts stands, ascending."""
        if len(concepts) == 1:
            return self.index.get(concepts[0], [])
        if self.index.keys().isdisjoint(concepts):
            return []  # as for most concepts
        found = [self.index[concept] for concept in concepts if concept in self.index]
        return sorted(set().union(*found)) if len(found) > 1 else found[0] if found else []

    def said(self, part: Part, *concepts: str) -> list[int]:
        """The same outside conditions, up to the end of the part (inside it, when the part is a condition)."""
        return [i for i in self.at(*concepts) if i < part.end and (i >= part.start or not self._in_condition(i))]

    def outside_conditions(self, *concepts: str) -> list[int]:
        """Where one of the concepts stands anywhere in the sentence, conditions left out."""
        return [i for i in self.at(*concepts) if not self._in_condition(i)]

    def _in_condition(self, at: int) -> bool:
        return any(part.is_condition and part.start <= at < part.end for part in self.parts)

    def cores(self, part: Part, *concepts: str) -> list[int]:
        """Where one of the concepts stands in the part and in the text itself, not in its lead."""
        return [i for i in self.at(*concepts) if max(part.start, self.own) <= i < part.end]

    def back(self, at: int, reach: int, *concepts: str, part: Part, until: tuple[str, ...] = ()) -> int | None:
        """The nearest index before `at` with one of the concepts, not past the part's start or an `until` word."""
        for i in range(at - 1, max(part.start, at - reach) - 1, -1):
            if self.tokens[i].means(*concepts):
                return i
            if until and self.tokens[i].means(*until):
                return None
        return None

    def ahead(self, at: int, reach: int, *concepts: str, part: Part) -> int | None:
        """The nearest index after `at` with one of the concepts, inside the part."""
        return next((i for i in range(at + 1, min(part.end, at + reach + 1)) if self.tokens[i].means(*concepts)), None)

    def affirmed(self, core: int, part: Part) -> tuple[int | None, str]:
        """The word that makes a promise of it and how strong it is: promise, will, try, kami, verb or ""."""
        for strength in _STRENGTHS:
            said = [i for i in self.said(part, strength) if i != core and not self._is_mentioned(i)]
            if said:
                return min(said, key=lambda i: (i > core, abs(core - i))), strength
        first = next((i for i in range(self.own, len(self.tokens))
                      if self.tokens[i].is_word and not self.tokens[i].means("ordinal")), None)
        return (first, "verb") if first is not None and self.tokens[first].means(*_FRAGMENT) else (None, "")

    def _is_mentioned(self, at: int) -> bool:
        """Is the promise at `at` only spoken of ("sesuai janji", "membahas kesediaan")?"""
        if at and self.tokens[at - 1].means("accord"):
            return True
        before = self.tokens[max(0, at - _GOVERNS):at] if self.tokens[at].means("nominal") else ()
        verb = next((token for token in reversed(before) if not token.is_word or token.word.startswith("me")), None)
        return verb is not None and verb.is_word and not verb.means("utter", "serving", "keep")


def sentence(proposition: Proposition) -> Sentence:
    """Reads a proposition, with its lead, as one sentence."""
    tokens = (*proposition.lead, *proposition.own)
    index: dict[str, list[int]] = {}
    for at, token in enumerate(tokens):
        for concept in token.concepts:
            index.setdefault(concept, []).append(at)
    own = len(proposition.lead)
    return Sentence(tokens, own, own - proposition.near, proposition.source, proposition.block,
                    _parts(tokens, index.get("cond", ())), index)


def _parts(tokens: Sequence[Token], conditions: Iterable[int]) -> list[Part]:
    """The parts in order. A condition with a joint before it governs what follows ("…, dan apabila X, kami Y"),
    else what stands before it ("kami Y apabila X")."""
    found: list[Part] = []
    end = 0
    for start in conditions:
        if start < end:
            continue
        if start > end:
            found.append(Part(end, start, False))
        end = next((at for at in range(start + 2, len(tokens)) if _condition_ends(tokens, start, at)), len(tokens))
        found.append(Part(start, end, True))
    if end < len(tokens):
        found.append(Part(end, len(tokens), False))
    for number, part in enumerate(found):
        if part.is_condition:
            _govern(tokens, found, number)
    return found


def _condition_ends(tokens: Sequence[Token], start: int, at: int) -> bool:
    token = tokens[at]
    if token.word in _STOPS or token.means("then"):
        return True
    after = tokens[at + 1] if at + 1 < len(tokens) else token
    if not (token.means("ready") or (token.means("kami") and after.means("ready", "will"))):
        return False
    negated = tokens[at - 1].means("not", "aux") and not tokens[at - 1].means("kami")
    return not negated and any(t.means("fail") for t in tokens[start + 1:at])


def _govern(tokens: Sequence[Token], found: list[Part], number: int) -> None:
    before = found[number - 1] if number else None
    after = found[number + 1] if number + 1 < len(found) else None
    last = tokens[before.end - 1] if before else None
    joined = last is None or not last.is_word or last.means("and")
    follows = after is not None and any(t.is_word for t in tokens[after.start:after.end])
    target = after if (joined and follows) or before is None else before
    if target is not None and not target.is_condition:
        target.conditions.append(found[number])
