"""What each clause looks like in words: concept patterns over one part of a proposition (PermenPANRB 15/2014 a, b, c).

A pattern only recognises the words; whether they are a promise of the agency is for guards.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .parts import Part
from .tokens import Token

__all__ = ["PATTERNS", "Match", "Sentence"]

_LINK, _VERB, _NEAR, _FAR = 16, 3, 8, 30  # how many words apart two words of one thought may stand


@dataclass(frozen=True, slots=True)
class Sentence:
    """The tokens of a proposition with its lead; those from `own` on stand in the text at this place."""

    tokens: Sequence[Token]
    own: int
    parts: Sequence[Part]

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

    def spoken(self, part: Part) -> range | list[int]:
        """Indices of everything said outside conditions, up to the end of the part."""
        return [i for p in self.parts if p is part or (not p.is_condition and p.start < part.start) for i in range(p.start, p.end)]

    def affirmed(self, core: int, part: Part) -> tuple[int | None, str]:
        """The word that makes a promise of it and how strong it is: promise, will, try, kami, verb or ""."""
        said = [i for i in self.spoken(part) if i != core and not (i and self.tokens[i - 1].means("accord"))]
        near = sorted(said, key=lambda i: (i > core, abs(core - i)))
        for strength, concepts in (("promise", ("promise",)), ("will", ("will",)), ("try", ("try",)), ("kami", ("kami",))):
            for i in near:
                if self.tokens[i].means(*concepts):
                    return i, strength
        first = next((i for i in range(self.own, len(self.tokens)) if self.tokens[i].is_word), None)
        if first is not None and self.tokens[first].means("serving", "keep", "improving", "receive", "give"):
            return first, "verb"
        return None, ""


@dataclass(frozen=True, slots=True)
class Match:
    """Words that look like a clause: their indices, the decisive one, the affirming one, and what is not said.

    `flaw` names a guard that the pattern itself saw (who gives the sanction, what is improved).
    """

    key: str
    part: Part
    core: int
    words: tuple[int, ...]
    affirming: int | None
    strength: str
    missing: tuple[str, ...] = ()
    flaw: str = ""


def _promise(sentence: Sentence, part: Part) -> Iterator[Match]:
    """a: promising to serve according to the standard (only a law or an SOP named: weak)."""
    tokens = sentence.tokens
    for core in range(max(part.start, sentence.own), part.end):
        token = tokens[core]
        if not token.means("standard", "basis") or token.means("otherstandard"):
            continue
        named = token.means("standard")
        link = sentence.back(core, _LINK, "accord", part=part, until=("ready", "serving", "will", "improve", "sanction"))
        link = link if link is not None else sentence.back(core, _VERB, "keep", part=part)
        if link is None or not named and not tokens[link].means("accord"):
            continue
        speaks_of_service = "layanan" in token.word or token.word == "spm"
        wanted = ("serve", "serving") if speaks_of_service else ("serve",)
        served = link if named and tokens[link].means("keep") else sentence.back(link, _FAR, *wanted, part=part)
        served = served if served is not None else sentence.ahead(core, _NEAR, *wanted, part=part)
        if served is None:
            continue
        affirming, strength = sentence.affirmed(core, part)
        if affirming is not None and any(tokens[i].means("sanction") for i in range(affirming, link)):
            continue  # "siap menerima sanksi atas pelayanan …": the standard is only named in the sanction
        verb = sentence.back(served, _VERB, "serving", part=part)
        missing = (() if named else ("standar pelayanan",)) + (("janji",) if strength in ("kami", "verb") else ())
        yield Match("janji", part, core, _words(affirming, verb, served, link, core), affirming, strength, missing)


def _improvement(sentence: Sentence, part: Part) -> Iterator[Match]:
    """b: serving according to the duty and improving without end."""
    tokens = sentence.tokens
    duty = next((match.core for p in sentence.parts for match in _duty(sentence, p)), None)
    for core in range(max(part.start, sentence.own), part.end):
        if not tokens[core].means("improve"):
            continue
        steady = sentence.ahead(core, _NEAR, "continuous", part=part)
        steady = steady if steady is not None else sentence.back(core, _NEAR, "continuous", part=part)
        if steady is None and duty is None:
            continue
        affirming, strength = sentence.affirmed(core, part)
        verb = sentence.back(core, _VERB, "serving", part=part)
        flaw = "bukan pelayanan" if tokens[min(core + 1, len(tokens) - 1)].means("notservice") else ""
        missing = (() if duty is not None else ("kewajiban",)) + (() if steady is not None else ("terus-menerus",))
        yield Match("perbaikan", part, core, _words(affirming, verb, core, steady), affirming, strength, missing, flaw)


def _duty(sentence: Sentence, part: Part) -> Iterator[Match]:
    """Serving according to the duty: half of b, which may stand in a sentence of its own."""
    for core in range(part.start, part.end):
        if sentence.tokens[core].means("duty") and not part.is_condition:
            link = sentence.back(core, _VERB + 1, "accord", "keep", part=part)
            served = None if link is None else sentence.back(link + 1, _FAR, "serve", "serving", "keep", part=part)
            if served is not None:
                affirming, strength = sentence.affirmed(core, part)
                yield Match("kewajiban", part, core, _words(affirming, served, link, core), affirming, strength)


def _falling_short(sentence: Sentence, part: Part) -> Iterator[Match]:
    """The condition of c: when the service falls short."""
    inside = range(part.start + 1, part.end)
    failing = next((i for i in inside if sentence.tokens[i].means("fail")), None)
    if part.is_condition and failing is not None:
        yield Match("syarat", part, failing, (part.start, failing), None, "")


def _sanction(sentence: Sentence, part: Part) -> Iterator[Match]:
    """c: readiness to take a sanction and/or to compensate."""
    tokens = sentence.tokens
    for core in range(max(part.start, sentence.own), part.end):
        token = tokens[core]
        if not token.means("sanction", "compensate", "repay", "punished"):
            continue
        affirming, strength = sentence.affirmed(core, part)
        verb = sentence.back(core, _NEAR, "receive", "give", "ready", "sanction", part=part)
        flaw = ""
        if token.means("sanction"):
            if verb is None and strength != "promise":
                continue
            if verb is not None and tokens[verb].means("give") and not tokens[verb].means("receive"):
                flaw = "memberi"
            passive = verb is not None and tokens[verb].means("passive")
            if strength not in ("promise", "kami") and (passive or strength != "verb") and not _by_us(sentence, core, part):
                flaw = flaw or "petugas"
        elif token.means("compensate") and not token.means("repay"):
            if verb is None and strength != "promise" or verb is not None and not tokens[verb].means("give", "given", "ready", "sanction"):
                continue
        if not strength:
            continue
        conditional = any(p.is_condition for p in sentence.parts)
        failing = any(t.means("fail") for t in tokens[core + 1:part.end])
        missing = () if conditional or failing else ("syarat",)
        yield Match("sanksi", part, core, _words(affirming, verb, core), affirming, strength, missing, flaw)


def _by_us(sentence: Sentence, core: int, part: Part) -> bool:
    return any(sentence.tokens[i].means("kami") for i in sentence.spoken(part) if i < core)


def _words(*indices: int | None) -> tuple[int, ...]:
    return tuple(sorted({i for i in indices if i is not None}))


PATTERNS = (_promise, _improvement, _sanction, _duty, _falling_short)
