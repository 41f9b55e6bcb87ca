"""What is pasted beside a card on social media: the caption, and the texts for those who do not see the pictures.

Every limit counts characters as the platforms do (code points). A sentence of a promise is told whole or not at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from . import cards, promise, sheets
from .markup import words
from .model import Document, Kind, Outline
from .prints import Edition

__all__ = ["ALTERNATIVE", "CAPTION", "OG_ALTERNATIVE", "alternatives", "caption", "og_alternative", "sentence_case"]

CAPTION = 2200  # Instagram; Facebook takes more
ALTERNATIVE = 1000  # Instagram and Facebook
OG_ALTERNATIVE = 420  # twitter:image:alt, the shortest of the previews

TOLD = {"potret": 750, "persegi": 450, "cerita": 600}  # letters of a promise that these cards show
SHORT = 300  # letters of a title or a name that an announcement needs

TAGS = ("#PPID", "#KeterbukaanInformasiPublik")
TAG_LETTERS = 40

NAMES = {Kind.MAKLUMAT: "{}", Kind.SOP: "SOP {}"}
ANNOUNCES = "mengumumkan"
NUMBER = {Kind.MAKLUMAT: "Diterbitkan berdasarkan {}", Kind.SOP: "{}"}
REST = "Selengkapnya dapat dibaca pada alamat di bawah ini."
READ = {Kind.MAKLUMAT: "Naskah resmi maklumat:", Kind.SOP: "Naskah resmi SOP:"}
WHOLE = {Kind.MAKLUMAT: "Isi maklumat: ", Kind.SOP: "Langkah-langkahnya: "}
PICTURE = "Gambar pengumuman {what}"
CODE = "Kode QR dan alamat menuju naskah resmi: {}."
PREVIEW = "Gambar pratinjau {what}"

HEAD = "TEKS ALTERNATIF\nUntuk pembaca yang tidak melihat gambar. Salin teks di bawah nama gambar ke kolom “teks " \
    "alternatif” (alt text) saat mengunggahnya."

_PARTICLES = frozenset((
    "atau", "bagi", "dalam", "dan", "dari", "dengan", "di", "ke", "kepada", "oleh", "pada", "serta", "tentang", "untuk",
    "yang"))
_ONSET = r"(?:[bdgkp][lr]|[st]r|s[kptw]|str|ng|ny|sy|kh|[bcdfghjklmnprstvwyz])?"
_RUN = re.compile(r"[^aeiouy]{4}")
_SPOKEN = re.compile(rf"(?:{_ONSET}[aeiou]{{1,2}})+(?:ng|[bdfhklmnprst])?(?:{_ONSET}[aeiou]+(?:ng|[bdfhklmnprst])?)*")


def caption(document: Document, edition: Edition) -> str:
    """The caption of a post, ready to paste, at most CAPTION characters: what is announced, the promise (or the steps)
    as far as whole parts of it fit, since when, number, address, hashtags. Lines end with a line feed."""
    start = _announced(document)
    facts = "\n".join(_facts(document, edition))
    address = f"{READ[document.kind]} {edition.permalink}" if edition.permalink else ""
    end = (facts, address, " ".join(_hashtags(document)))
    room = CAPTION - len(_joined(start, *end)) - 3
    return _joined(start, _told(document, room), *end) + "\n"


def alternatives(document: Document, edition: Edition) -> str:
    """The alternative texts of all cards as one text file, each under the names of its pictures."""
    texts: dict[str, list[str]] = {}
    for format in TOLD:
        texts.setdefault(_alternative(document, edition, TOLD[format]), []).append(f"{format}.png")
    texts[og_alternative(document, edition)] = ["og.png"]
    return "\n\n".join((HEAD, *(f"{', '.join(names)}\n{text}" for text, names in texts.items()))) + "\n"


def og_alternative(document: Outline, edition: Edition) -> str:
    """What the preview card of a link says, at most OG_ALTERNATIVE characters."""
    since, _ = cards.facts(document, edition)
    start = f"{PREVIEW.format(what=_what(document, SHORT // 3))}."
    return f"{start} {since}." if since else start


def _announced(document: Document) -> str:
    agency, name = _agency(document, SHORT), _name(document, SHORT)
    if not agency:
        return f"{name}."
    return f"{agency}{',' if ',' in agency else ''} {ANNOUNCES} {name}."


def _alternative(document: Document, edition: Edition, told: int) -> str:
    start = f"{PICTURE.format(what=_what(document, SHORT // 2))}."
    facts = " ".join(_facts(document, edition))
    short = sheets.short(edition.permalink)
    end = CODE.format(_cut(short, SHORT // 2)) if short else ""
    room = ALTERNATIVE - len(" ".join((start, facts, end))) - 1
    whole = WHOLE[document.kind] + _ended(" ".join(_pieces(document)))
    content = whole if len(whole) <= min(told, room) else cards.summary(document)
    return " ".join(filter(None, (start, content, facts, end)))


def _what(document: Outline, longest: int) -> str:
    """Title and agency in one phrase."""
    return ", ".join(filter(None, (_name(document, longest), _agency(document, longest))))


def _name(document: Outline, longest: int) -> str:
    return NAMES[document.kind].format(_cut(sentence_case(words(document.title)), longest))


def _agency(document: Outline, longest: int) -> str:
    agency = document.agency
    names = (words(agency.office) or words(agency.unit), words(agency.government))
    return _cut(", ".join(sentence_case(name) for name in names if name), longest)


def _facts(document: Document, edition: Edition) -> Iterator[str]:
    since, number = cards.facts(document, edition)
    sentences = (since, NUMBER[document.kind].format(number) if number else "")
    return (f"{_cut(sentence, SHORT // 2)}." for sentence in sentences if sentence)


def _told(document: Document, room: int) -> str:
    """The promise in as many whole parts as fit; where some are left out, a sentence says so."""
    pieces = tuple(_pieces(document))
    whole = "\n\n".join(pieces)
    if len(whole) <= room:
        return whole
    for count in range(len(pieces) - 1, int(_has_lead(document)), -1):
        part = "\n\n".join((*pieces[:count], REST))
        if len(part) <= room:
            return part
    return "\n\n".join((cards.summary(document), REST))


def _pieces(document: Document) -> Iterator[str]:
    """What a document promises or orders, piece by piece: none of them is ever cut."""
    if document.kind is Kind.SOP:
        for number, step in enumerate(document.steps, 1):
            details = (f"\n{chr(ord('a') + at % 26)}. {words(detail)}" for at, detail in enumerate(step.details))
            yield f"{number}. {words(step.activity)}{''.join(details)}"
        return
    said = promise.promise(document)
    if said.lead:
        yield _plain(said.lead)
    for part in said.parts:
        label = _plain((part.label,)) if part.label else ""
        text = "\n".join(filter(None, (label, _plain(part.paragraphs))))
        yield f"{part.number}. {text}" if part.number else text


def _has_lead(document: Document) -> bool:
    return document.kind is Kind.MAKLUMAT and bool(promise.promise(document).lead)


def _plain(paragraphs: Iterable[Sequence[promise.Run]]) -> str:
    return "\n".join("".join(f"{run.text} " if run.mark else run.text for run in line) for line in paragraphs)


def _hashtags(document: Document) -> Iterator[str]:
    yield from TAGS
    spoken = [word for word in sentence_case(words(document.agency.office)).split() if word not in _PARTICLES]
    tag = "".join(spoken)
    if spoken and len(tag) <= TAG_LETTERS and all(word.istitle() and word.isalpha() for word in spoken):
        yield f"#{tag}"


def sentence_case(name: str) -> str:
    """A name in capitals as a sentence writes it (“BADAN KEPEGAWAIAN DAERAH” -> “Badan Kepegawaian Daerah”); words
    that cannot be spoken as one (“BKPSDM”, “ASN”) stay, as does any name that is not all in capitals."""
    return re.sub(r"[^\W\d_]+", lambda word: _cased(word[0]), name) if name.isupper() else name


def _cased(word: str) -> str:
    small = word.lower()
    if small in _PARTICLES:
        return small
    is_word = (len(word) > 3 and _SPOKEN.fullmatch(small)) or (len(word) > 6 and not _RUN.search(small))
    return small.capitalize() if is_word else word


def _ended(text: str) -> str:
    """The text on one line with a full stop at its end."""
    line = " ".join(text.split())
    return line if not line or line[-1] in ".!?" else f"{line.rstrip(',;:')}."


def _cut(text: str, longest: int) -> str:
    """A name or a title at most this long, cut between words where it must be; never a promise."""
    if len(text) <= longest:
        return text
    return f"{text[:longest - 2].rpartition(' ')[0] or text[:longest - 2]} …"


def _joined(*paragraphs: str) -> str:
    return "\n\n".join(filter(None, paragraphs))
