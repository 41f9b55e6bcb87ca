"""Why words that look like a clause are no promise of the agency: one small guard each, which gives the word it saw."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

from .patterns import Match
from .propositions import Proposition
from .sentences import Sentence
from .tokens import Token

__all__ = ["GUARDS", "refusal", "retracts"]

Guard = Callable[[Proposition, Sentence, Match], str | None]
_REQUIRING = ("command", "require", "define", "law")
_IMPERSONAL = ("statement", "organizer", "each", "must", "meant")
_SPOKEN = ("nominal", "promise", "statement", "charter")
_TAKING_BACK = 5  # words between "pernyataan ini" and "tidak berlaku"
_LAW_SAYS = 12  # words between a law and its verb
_QUOTES = "\"“”'‘’«»"


def refusal(proposition: Proposition, sentence: Sentence, match: Match) -> tuple[str, str] | None:
    """The name of the first guard that refuses the match and its reason in words; None when all let it pass."""
    for name, reason, guard in GUARDS:
        if match.key == "syarat" and name not in _PLACES:
            continue  # a condition promises nothing, so only where it stands can speak against it
        word = guard(proposition, sentence, match)
        if word is not None:
            return name, f"{reason} (“{word}”)"
    return None


def _setting(name: str) -> Guard:
    def guard(proposition: Proposition, _: Sentence, __: Match) -> str | None:
        return name if proposition.setting == name else None
    return guard


def _hidden(kind: str) -> Guard:
    def guard(proposition: Proposition, sentence: Sentence, match: Match) -> str | None:
        core = sentence.tokens[match.core]
        inside = any(what == kind and start <= core.start < end for start, end, what in proposition.hidden)
        return core.word if inside else None
    return guard


def _question(proposition: Proposition, sentence: Sentence, match: Match) -> str | None:
    if any(token.word == "?" for token in proposition.own[-3:]):
        return "?"
    return _first(sentence, [i for i in sentence.at("question") if sentence.own <= i < match.core])


def _hypothetical(_: Proposition, sentence: Sentence, match: Match) -> str | None:
    """Promising "if" is no promise, unless the condition is that the service falls short."""
    tokens = sentence.tokens
    if match.part.is_condition:
        return tokens[match.part.start].word
    for condition in match.part.conditions:
        inside = tokens[condition.start + 1:condition.end]
        if any(token.means("fail") for token in inside):
            continue
        if match.key != "sanksi" or any(token.means("enabling") for token in inside):
            return tokens[condition.start].word
    return None


def _example(_: Proposition, sentence: Sentence, match: Match) -> str | None:
    """A word like contoh that announces the text, not one in a name ("Badan Contoh")."""
    at = _opening(sentence, match.core, "example")
    if at is None:
        return None
    tokens = sentence.tokens
    named = at > 0 and tokens[at - 1].is_word and tokens[at].text[tokens[at].start].isupper()
    return None if named and not tokens[at + 1].means("charter") else tokens[at].word


def _mission(_: Proposition, sentence: Sentence, match: Match) -> str | None:
    at = _opening(sentence, match.core, "mission")
    return None if at is None or match.strength in ("promise", "will") else sentence.tokens[at].word


def _opening(sentence: Sentence, before: int, concept: str) -> int | None:
    """Where a word opens the sentence, or stands in a title before a colon."""
    return next((i for i in sentence.at(concept) if i < before and (
        i < 3 or any(token.word == ":" for token in sentence.tokens[i:i + 6]))), None)


def _reported(_: Proposition, sentence: Sentence, match: Match) -> str | None:
    """Somebody's words or opinion, as in a news item."""
    told = [i for i in sentence.at("reported") if i >= sentence.own]
    return _first(sentence, told or [i for i in sentence.at("opinion") if i < match.core])


def _past(_: Proposition, sentence: Sentence, match: Match) -> str | None:
    return _first(sentence, [i for i in sentence.said(match.part, "past")
                             if i < match.core and not (i and sentence.tokens[i - 1].means("not"))])


def _quoted(_: Proposition, sentence: Sentence, match: Match) -> str | None:
    """The law, a list of what a maklumat must hold, or a definition speaks, not the agency."""
    ours = [i for i in sentence.said(match.part, "kami") if i < match.core]
    for i in sentence.said(match.part, *_REQUIRING, *_IMPERSONAL):
        if i < match.core:
            word = _required(sentence, i, ours, match) or (None if ours else _impersonal(sentence, i, match))
            if word:
                return word
    return None


def _required(sentence: Sentence, at: int, ours: list[int], match: Match) -> str | None:
    """"Maklumat memuat …", "Pasal 22 menyatakan …", unless the agency takes the word afterwards."""
    token, ours_after = sentence.tokens[at], any(i > at for i in ours)
    if token.means("command") and at + 1 in ours:
        return token.word  # "mewajibkan kami menyatakan sanggup" is no word of our own
    if ours_after:
        return None
    if token.means("law") and not _preceded(sentence.tokens, at, "accord"):
        says = [i for i in sentence.said(match.part, "says") if at < i <= min(at + _LAW_SAYS, match.core)]
        return _first(sentence, says)
    return token.word if token.means("command", "require", "define") else None


def _impersonal(sentence: Sentence, at: int, match: Match) -> str | None:
    """"Pernyataan kesediaan …", "penyelenggara wajib …", "setiap instansi …": nobody says it of himself."""
    token, after = sentence.tokens[at], sentence.tokens[at + 1]
    generic = token.means("each") and after.means("office", "organizer")
    named_by_law = token.means("organizer") and any(i < at for i in sentence.said(match.part, "law", "charter"))
    nominal = token.means("statement") and after.is_word
    bidden = token.means("must") and _reaches(sentence, at, match)
    return token.word if generic or named_by_law or nominal or bidden or token.means("meant") else None


def _preceded(tokens: Sequence[Token], at: int, concept: str) -> bool:
    return any(token.means(concept) for token in tokens[max(0, at - 3):at])


def _wish(_: Proposition, sentence: Sentence, match: Match) -> str | None:
    return _first(sentence, [i for i in sentence.said(match.part, "wish") if i < match.core and all(
        token.is_word or token.word in _QUOTES for token in sentence.tokens[i:match.core])])


def _denied(_: Proposition, sentence: Sentence, match: Match) -> str | None:
    """A denial or refusal that bears on a word of the match ("tidak akan bersedia", "menolak menerima sanksi")."""
    denials = [i for i in sentence.said(match.part, "denial") if i < match.core]
    return _first(sentence, denials or [i for i in sentence.said(match.part, "not", "refuse") if not _cancelled(
        sentence.tokens, i) and (_reaches(sentence, i, match) or _takes_back(sentence, i, match))])


def _excepted(_: Proposition, sentence: Sentence, match: Match) -> str | None:
    """"berjanji melayani …, kecuali menerima sanksi": what stands behind the exception is not promised."""
    affirming = match.affirming if match.affirming is not None else match.core
    return _first(sentence, [i for i in sentence.said(match.part, "except") if affirming < i < match.core])


def _voided(_: Proposition, sentence: Sentence, match: Match) -> str | None:
    """"…, tetapi janji ini tidak mengikat", "Pernyataan berikut tidak berlaku: …"."""
    tokens = sentence.tokens
    about = set(sentence.at(*_SPOKEN, "kami"))
    return _first(sentence, [i for i in sentence.outside_conditions("void")
                             if tokens[sentence.own].means(*_SPOKEN) or not about.isdisjoint(range(i - 3, i))])


def retracts(sentence: Sentence) -> bool:
    """"Pernyataan ini tidak berlaku lagi.": a sentence that takes back what stands before it."""
    voided = sentence.at("void")
    if not voided or any(part.is_condition for part in sentence.parts):
        return False
    named = [at - 1 for at in sentence.at("this") if at > sentence.own and sentence.tokens[at - 1].means(*_SPOKEN)]
    return any(0 < i - at <= _TAKING_BACK for at in named for i in voided)


def _takes_back(sentence: Sentence, at: int, match: Match) -> bool:
    """"mencabut janji … dan kesediaan menerima sanksi": a refusal reaches every promise that is its object."""
    if not sentence.tokens[at].means("refuse"):
        return False
    begun = any(at < i < match.core for i in sentence.said(match.part, "ready", "will", "kami"))
    return not begun and any(at < i < match.core for i in sentence.at("nominal"))


def _reaches(sentence: Sentence, at: int, match: Match) -> bool:
    """Does the word at `at` bear on a word of the match: the first after it that is no auxiliary?"""
    involved = set(match.words) | _chain(sentence, match.affirming)
    for i in range(at + 1, len(sentence.tokens)):
        if i in involved and not sentence.tokens[i].means("kami"):
            return True
        if not sentence.tokens[i].means("aux") and sentence.tokens[i].word != ":":
            return False
    return False


def _chain(sentence: Sentence, affirming: int | None) -> set[int]:
    """The affirming words that run up to the nearest one ("menyatakan sanggup dan bersedia")."""
    chain: set[int] = set()
    at = -1 if affirming is None else affirming
    while at >= 0 and sentence.tokens[at].means("promise", "will", "try", "and", "aux"):
        if not sentence.tokens[at].means("and", "aux") or sentence.tokens[at].means("will"):
            chain.add(at)
        at -= 1
    return chain


def _cancelled(tokens: Sequence[Token], at: int) -> bool:
    """A refusal that is itself denied ("tidak akan menolak"), or the denial of a refusal."""
    step, wanted = (-1, "not") if tokens[at].means("refuse") else (1, "refuse")
    i = at + step
    while 0 <= i < len(tokens) and tokens[i].means("aux"):
        i += step
    return 0 <= i < len(tokens) and tokens[i].means(wanted)


def _subject(concept: str) -> Guard:
    def guard(_: Proposition, sentence: Sentence, match: Match) -> str | None:
        at = _speaker(sentence, match)
        if at is None or not sentence.tokens[at].means(concept):
            return None
        ready = match.key != "sanksi" or match.strength == "promise"
        return None if concept == "staff" and ready else sentence.tokens[at].word
    return guard


@lru_cache(maxsize=1)  # four guards ask in turn
def _speaker(sentence: Sentence, match: Match) -> int | None:
    """The nearest subject before the decisive word: kami, or somebody else; None when it is the agency unnamed."""
    tokens = sentence.tokens
    found = [i for i in sentence.said(match.part, "kami", "customer", "other", "staff", "elsewhere") if i < match.core]
    if not sentence.said(match.part, "kami", "office"):
        for condition in match.part.conditions:  # "bila pemohon memalsukan data, bersedia …": who fails also speaks
            about = tokens[condition.start:condition.end]
            if not any(token.means("serve", "standard", "promise", "kami", "harmed") for token in about):
                found += [i for i in sentence.at("customer") if condition.start <= i < condition.end and i < match.core]
    for i in sorted(found, reverse=True):
        if tokens[i].means("kami"):
            possessed = i and tokens[i - 1].means("customer", "other") and _is_subject(tokens, i - 1)
            return i - 1 if possessed else i  # "rekanan kami bersedia …"
        if tokens[i].means("elsewhere"):
            if any(token.means("office") for token in tokens[max(0, i - 6):i]):
                return i
        elif _is_subject(tokens, i):
            return i
    return None


def _is_subject(tokens: Sequence[Token], at: int) -> bool:
    """Does this noun open its clause (alone or after setiap, bagi, meminta …), rather than complete another word?"""
    i = at - 1
    while i >= 0 and tokens[i].means("every"):
        i -= 1
    if i < 0 or not tokens[i].is_word or tokens[i].means("then", "cond", "ask", "topic"):
        return True
    if tokens[i].means("and"):  # "kepada pemohon dan masyarakat" shares its preposition
        return not any(token.means("to", "for") for token in tokens[max(0, i - 3):i])
    if tokens[i].means("for"):
        opens = i == 0 or not tokens[i - 1].is_word or tokens[i - 1].means("and")
        return opens or tokens[at + 1].means("relative")
    return False


def _flaw(name: str) -> Guard:
    def guard(_: Proposition, sentence: Sentence, match: Match) -> str | None:
        return sentence.tokens[match.core].word if match.flaw == name else None
    return guard


def _unaffirmed(_: Proposition, sentence: Sentence, match: Match) -> str | None:
    return None if match.strength else sentence.tokens[match.core].word


def _first(sentence: Sentence, indices: Sequence[int]) -> str | None:
    return sentence.tokens[indices[0]].word if indices else None


# name, what it tells people, and the guard itself; the first that acts decides
GUARDS: tuple[tuple[str, str, Guard], ...] = (
    ("judul", "hanya judul", _setting("judul")),
    ("daftar isi", "baris daftar isi atau tautan", _setting("daftar isi")),
    ("kode", "contoh ketikan", _hidden("kode")),
    ("coret", "tercoret", _hidden("coret")),
    ("pertanyaan", "pertanyaan", _question),
    ("pengandaian", "pengandaian", _hypothetical),
    ("contoh", "contoh, bukan naskahnya", _example),
    ("ucapan", "ucapan atau pendapat orang", _reported),
    ("lampau", "janji masa lalu", _past),
    ("kutipan", "kutipan ketentuan, bukan pernyataan instansi", _quoted),
    ("misi", "visi, misi, atau tugas", _mission),
    ("bukan pelayanan", "yang diperbaiki bukan pelayanan", _flaw("bukan pelayanan")),
    ("pengguna", "ditujukan kepada pengguna layanan", _subject("customer")),
    ("pihak lain", "janji pihak lain", _subject("other")),
    ("pihak lain", "janji pihak lain", _subject("elsewhere")),
    ("petugas", "tentang petugas, bukan kesediaan instansi", _subject("staff")),
    ("ingkar", "diingkari", _denied),
    ("kecuali", "dikecualikan", _excepted),
    ("batal", "dinyatakan tidak mengikat", _voided),
    ("harapan", "harapan, bukan janji", _wish),
    ("memberi", "memberi sanksi, bukan menerimanya", _flaw("memberi")),
    ("petugas", "tidak menyatakan kesediaan", _flaw("petugas")),
    ("tanpa janji", "tidak dinyatakan sebagai janji", _unaffirmed),
)
_PLACES = ("judul", "daftar isi", "kode", "coret")
