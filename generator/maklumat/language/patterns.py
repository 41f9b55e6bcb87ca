"""What each clause looks like in words: concept patterns over one part of a sentence (PermenPANRB 15/2014 a, b, c).

A pattern only recognises the words; whether they are a promise of the agency is for guards.py. Besides the three
clauses it finds their halves that may stand alone: serving according to the duty, and the condition of the sanction.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .sentences import Part, Sentence

__all__ = ["PATTERNS", "Match"]

_LINK, _VERB, _NEAR, _FAR = 16, 3, 8, 30  # how many words apart two words of one thought may stand
_BARRIERS = ("ready", "serving", "will", "improve", "sanction")  # another thought begins
_PAYING = ("give", "given", "ready", "sanction")


@dataclass(frozen=True, slots=True, eq=False)
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
    for core in sentence.cores(part, "standard", "basis"):
        named = tokens[core].means("standard")
        link = sentence.back(core, _LINK, "accord", part=part, until=_BARRIERS)
        if link is None and named:
            link = sentence.back(core, _VERB, "keep", part=part)
        if link is None:
            continue
        about_service = "layanan" in tokens[core].word or tokens[core].word == "spm"
        wanted = ("serve", "serving") if about_service else ("serve",)
        served = link if named and tokens[link].means("keep") else sentence.back(link, _FAR, *wanted, part=part)
        served = served if served is not None else sentence.ahead(core, _NEAR, *wanted, part=part)
        if served is None:
            continue
        affirming, strength = sentence.affirmed(core, part)
        if not named and strength in ("kami", "verb"):
            continue  # "kami melayani sesuai peraturan": neither the standard nor a promise
        if affirming is not None and any(affirming < i < link for i in sentence.at("sanction")):
            continue  # "siap menerima sanksi atas pelayanan …": the standard is only named in the sanction
        verb = sentence.back(served, _VERB, "serving", part=part)
        missing = (() if named else ("standar pelayanan",)) + (("janji",) if strength in ("kami", "verb") else ())
        yield Match("janji", part, core, _words(affirming, verb, served, link, core), affirming, strength, missing)


def _improvement(sentence: Sentence, part: Part) -> Iterator[Match]:
    """b: serving according to the duty and improving without end."""
    tokens = sentence.tokens
    cores = sentence.cores(part, "improve")
    duty = next((match for p in sentence.parts for match in _duty(sentence, p)), None) if cores else None
    dutiful = () if duty is None else tuple(i for i in duty.words if i != duty.affirming)
    for core in cores:
        steady = sentence.ahead(core, _NEAR, "continuous", part=part)
        steady = steady if steady is not None else sentence.back(core, _NEAR, "continuous", part=part)
        if steady is None and duty is None:
            continue
        affirming, strength = sentence.affirmed(core, part)
        verb = sentence.back(core, _VERB, "serving", part=part)
        flaw = "bukan pelayanan" if core + 1 < len(tokens) and tokens[core + 1].means("notservice") else ""
        missing = (() if duty is not None else ("kewajiban",)) + (() if steady is not None else ("terus-menerus",))
        words = _words(affirming, verb, core, steady, *dutiful)
        yield Match("perbaikan", part, core, words, affirming, strength, missing, flaw)


def _duty(sentence: Sentence, part: Part) -> Iterator[Match]:
    """Serving according to the duty: half of b, which may stand in a sentence of its own."""
    for core in [] if part.is_condition else [i for i in sentence.at("duty") if part.start <= i < part.end]:
        link = sentence.back(core, _VERB + 1, "accord", "keep", part=part)
        if link is None:
            continue
        served = sentence.back(link + 1, _FAR, "serve", "serving", "keep", part=part)
        served = served if served is not None else sentence.ahead(core, _NEAR, "serve", "serving", part=part)
        if served is not None:
            affirming, strength = sentence.affirmed(core, part)
            verb = sentence.back(served, _VERB, "serving", part=part)
            yield Match("kewajiban", part, core, _words(affirming, verb, served, link, core), affirming, strength)


def _sanction(sentence: Sentence, part: Part) -> Iterator[Match]:
    """c: readiness to take a sanction and/or to compensate."""
    tokens = sentence.tokens
    conditional = any(p.is_condition for p in sentence.parts)
    for core in sentence.cores(part, "sanction", "compensate", "repay", "punished"):
        failing = any(i > core or not tokens[i].means("not") for i in sentence.at("fail") if part.start <= i < part.end)
        missing = () if conditional or failing else ("syarat",)
        affirming, strength = sentence.affirmed(core, part)
        verb = sentence.back(core, _NEAR, "receive", "give", "ready", "sanction", part=part)
        verb = verb if verb is not None else sentence.ahead(core, _NEAR, "receive", part=part)
        token, flaw = tokens[core], ""
        if token.means("sanction", "compensate") and verb is None and strength != "promise":
            continue
        if token.means("sanction"):
            flaw = _sanction_flaw(sentence, part, core, verb, strength)
        elif token.means("compensate") and verb is not None and not tokens[verb].means(*_PAYING):
            continue  # whoever receives a compensation does not promise one
        yield Match("sanksi", part, core, _words(affirming, verb, core), affirming, strength, missing, flaw)


def _sanction_flaw(sentence: Sentence, part: Part, core: int, verb: int | None, strength: str) -> str:
    """Giving a sanction is not taking it, and "akan dikenai sanksi" is no readiness unless it is said of oneself."""
    doing = sentence.tokens[verb] if verb is not None else None
    if doing is not None and doing.means("give") and not doing.means("receive"):
        return "memberi"
    active = doing is not None and not doing.means("passive")
    willing = strength == "promise" or (strength == "verb" and active) or any(
        i < max(core, verb or 0) for i in sentence.said(part, "kami"))
    return "" if willing else "petugas"


def _falling_short(sentence: Sentence, part: Part) -> Iterator[Match]:
    """The condition of c: when the service falls short."""
    failing = next((i for i in sentence.at("fail") if part.start < i < part.end), None)
    if part.is_condition and failing is not None:
        yield Match("syarat", part, failing, (part.start, failing), None, "")


def _words(*indices: int | None) -> tuple[int, ...]:
    return tuple(sorted({i for i in indices if i is not None}))


PATTERNS = (_promise, _improvement, _sanction, _duty, _falling_short)
