"""Why words that look like a clause are not the agency's own promise: one small guard each, in the order of GUARDS.

A guard gives the word that made it act, or None. Its name is the reason shown to people.
"""

from __future__ import annotations

from collections.abc import Callable

from .patterns import Match, Sentence
from .propositions import Proposition
from .tokens import Token

__all__ = ["GUARDS", "refusal"]


def refusal(proposition: Proposition, sentence: Sentence, match: Match) -> tuple[str, str] | None:
    """The name of the first guard that refuses the match and the word that made it do so; None when all let it pass."""
    for name, guard in GUARDS:
        word = guard(proposition, sentence, match)
        if word is not None:
            return name, word
    return None


def _setting(proposition: Proposition, _: Sentence, __: Match) -> str | None:
    return proposition.setting if proposition.setting == "judul" else None


def _contents(proposition: Proposition, _: Sentence, __: Match) -> str | None:
    return proposition.setting if proposition.setting == "daftar isi" else None


def _hidden(kind: str) -> Callable[[Proposition, Sentence, Match], str | None]:
    def guard(proposition: Proposition, sentence: Sentence, match: Match) -> str | None:
        core = sentence.tokens[match.core]
        inside = any(what == kind and start <= core.start < end for start, end, what in proposition.hidden)
        return core.word if inside else None
    return guard


def _question(proposition: Proposition, _: Sentence, match: Match) -> str | None:
    words = [token for token in proposition.own if token.is_word]
    if match.key == "syarat":
        return None  # "Bagaimana bila kami lalai?" names the condition of the answer
    if any(token.word == "?" for token in proposition.own[-3:]):
        return "?"
    return words[0].word if words and words[0].means("question") else None


def _hypothetical(_: Proposition, sentence: Sentence, match: Match) -> str | None:
    tokens = sentence.tokens
    if match.key == "syarat":
        return None
    if match.part.is_condition:
        return tokens[match.part.start].word
    for condition in match.part.conditions:
        inside = tokens[condition.start + 1:condition.end]
        failing = any(token.means("fail") for token in inside)
        about_service = match.key == "sanksi" and any(token.means("standard", "serve", "promise") for token in inside)
        if not failing and not about_service:
            return tokens[condition.start].word
    return None


def _example(_: Proposition, sentence: Sentence, match: Match) -> str | None:
    return _opening(sentence, match.core, "example")


def _opening(sentence: Sentence, before: int, concept: str) -> str | None:
    """A word that opens the sentence or a title before a colon."""
    for i, token in enumerate(sentence.tokens[:before]):
        if token.means(concept) and (i < 3 or any(t.word == ":" for t in sentence.tokens[i:i + 6])):
            return token.word
    return None


def _reported(proposition: Proposition, _: Sentence, __: Match) -> str | None:
    return next((token.word for token in proposition.own if token.means("reported")), None)


def _past(_: Proposition, sentence: Sentence, match: Match) -> str | None:
    tokens = sentence.tokens
    return next((tokens[i].word for i in sentence.spoken(match.part)
                 if i < match.core and tokens[i].means("past") and not (i and tokens[i - 1].means("not"))), None)


def _quoted(_: Proposition, sentence: Sentence, match: Match) -> str | None:
    """The law, a list of what a maklumat must hold, or a definition speaks, not the agency."""
    tokens = sentence.tokens
    said = [i for i in sentence.spoken(match.part) if i < match.core]
    ours = [i for i in said if tokens[i].means("kami")]
    for i in said:
        token = tokens[i]
        own_after = any(j > i for j in ours)
        if token.means("command") or token.means("require", "define") and not own_after:
            return token.word
        if token.means("statement") and not ours and i + 1 < len(tokens) and tokens[i + 1].is_word:
            return token.word
        if token.means("organizer") and not ours and any(tokens[j].means("law", "every", "charter") for j in said if j < i):
            return token.word
        if token.means("must") and not ours and _reaches(sentence, i, match):
            return token.word
        if token.means("law") and not own_after and not _preceded(tokens, i, "accord"):
            says = next((tokens[j].word for j in said if i < j <= i + 12 and tokens[j].means("says")), None)
            if says:
                return says
    return None


def _preceded(tokens: list[Token], at: int, concept: str) -> bool:
    return any(token.means(concept) for token in tokens[max(0, at - 3):at])


def _mission(_: Proposition, sentence: Sentence, match: Match) -> str | None:
    word = _opening(sentence, match.core, "mission")
    return None if match.strength in ("promise", "will") else word


def _wish(_: Proposition, sentence: Sentence, match: Match) -> str | None:
    tokens = sentence.tokens
    for i in sentence.spoken(match.part):
        if i < match.core and tokens[i].means("wish") and all(t.is_word or t.word in "\"“”'" for t in tokens[i:match.core]):
            return tokens[i].word
    return None


def _denied(_: Proposition, sentence: Sentence, match: Match) -> str | None:
    tokens = sentence.tokens
    for i in sentence.spoken(match.part):
        token = tokens[i]
        if token.means("denial") and i < match.core:
            return token.word
        if token.means("not", "refuse") and not _cancelled(tokens, i) and _reaches(sentence, i, match):
            return token.word
    return None


def _reaches(sentence: Sentence, at: int, match: Match) -> bool:
    """Does the word at `at` bear on a word of the match: the first after it that is no auxiliary?"""
    involved = set(match.words) | _chain(sentence, match.affirming)
    for i in range(at + 1, len(sentence.tokens)):
        if i in involved and not sentence.tokens[i].means("kami"):
            return True
        if not sentence.tokens[i].means("aux"):
            return False
    return False


def _chain(sentence: Sentence, affirming: int | None) -> set[int]:
    """The affirming words that run up to the nearest one ("menyatakan sanggup dan bersedia")."""
    chain: set[int] = set()
    while affirming is not None and affirming >= 0 and sentence.tokens[affirming].means("promise", "will", "and", "aux", "try"):
        chain.add(affirming)
        affirming -= 1
    return {i for i in chain if sentence.tokens[i].means("promise", "will", "try")}


def _cancelled(tokens: list[Token], at: int) -> bool:
    """A refusal that is itself denied ("tidak akan menolak"), or a denial of a refusal."""
    i = at - 1
    while i >= 0 and tokens[i].means("aux"):
        i -= 1
    if i >= 0 and tokens[at].means("refuse") and tokens[i].means("not"):
        return True
    i = at + 1
    while i < len(tokens) and tokens[i].means("aux"):
        i += 1
    return tokens[at].means("not") and i < len(tokens) and tokens[i].means("refuse")


def _subject(concept: str) -> Callable[[Proposition, Sentence, Match], str | None]:
    def guard(_: Proposition, sentence: Sentence, match: Match) -> str | None:
        kind, word = _speaker(sentence, match)
        if kind == "staff" and (match.key != "sanksi" or match.strength == "promise"):
            return None
        return word if kind == concept else None
    return guard


def _speaker(sentence: Sentence, match: Match) -> tuple[str, str]:
    """The nearest subject before the decisive word: kami, customer, other, staff or "" (the agency itself)."""
    tokens = sentence.tokens
    said = sentence.spoken(match.part)
    about = match.part.conditions if not any(tokens[i].means("kami", "office") for i in said) else ()
    failing = any(t.means("serve", "standard", "promise", "kami") or t.word in ("dirugikan", "kecewa")
                  for p in about for t in tokens[p.start:p.end])
    reach = said if failing else sorted({*said, *(i for p in about for i in range(p.start, p.end))})
    for i in reversed([i for i in reach if i < match.core]):
        token = tokens[i]
        if token.means("kami"):
            return "kami", token.word
        for kind in ("customer", "other", "staff"):
            if token.means(kind) and _is_subject(tokens, i):
                return kind, token.word
        if token.means("elsewhere") and any(t.means("office") for t in tokens[max(0, i - 6):i]):
            return "other", token.word
    return "", ""


def _is_subject(tokens: list[Token], at: int) -> bool:
    """Does this noun open its clause (alone or after setiap, bagi, meminta …), rather than complete another word?"""
    i = at - 1
    while i >= 0 and tokens[i].means("every"):
        i -= 1
    if i < 0 or not tokens[i].is_word or tokens[i].means("and", "then", "cond", "ask", "topic"):
        return i < 0 or not tokens[i].means("and") or not _object_before(tokens, i)
    if tokens[i].means("for"):
        return i == 0 or not tokens[i - 1].is_word or tokens[i - 1].means("and") or tokens[at + 1].means("relative")
    return False


def _object_before(tokens: list[Token], at: int) -> bool:
    """"kepada pemohon dan masyarakat": the noun after `dan` shares the preposition of the one before it."""
    return any(token.means("to", "for") for token in tokens[max(0, at - 3):at])


def _flaw(name: str) -> Callable[[Proposition, Sentence, Match], str | None]:
    def guard(_: Proposition, sentence: Sentence, match: Match) -> str | None:
        return sentence.tokens[match.core].word if match.flaw == name else None
    return guard


def _unaffirmed(_: Proposition, sentence: Sentence, match: Match) -> str | None:
    return None if match.strength or match.key == "syarat" else sentence.tokens[match.core].word


GUARDS: tuple[tuple[str, Callable[[Proposition, Sentence, Match], str | None]], ...] = (
    ("judul", _setting),
    ("daftar isi", _contents),
    ("kode", _hidden("kode")),
    ("coret", _hidden("coret")),
    ("pertanyaan", _question),
    ("pengandaian", _hypothetical),
    ("contoh", _example),
    ("ucapan", _reported),
    ("lampau", _past),
    ("kutipan", _quoted),
    ("misi", _mission),
    ("bukan pelayanan", _flaw("bukan pelayanan")),
    ("pengguna", _subject("customer")),
    ("pihak lain", _subject("other")),
    ("petugas", _subject("staff")),
    ("ingkar", _denied),
    ("harapan", _wish),
    ("memberi", _flaw("memberi")),
    ("petugas", _flaw("petugas")),
    ("tanpa janji", _unaffirmed),
)
