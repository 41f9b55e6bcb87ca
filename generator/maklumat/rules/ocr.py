"""ED: what scanning and copying leave behind: cut words, doubled phrases, letters among digits, broken characters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import pairwise
from operator import eq
from typing import NamedTuple

from .. import lookalikes, numbers, texts
from ..findings import Problem
from ..model import Document
from . import spelling, vocabulary
from .context import Context

__all__ = ["broken_characters", "broken_words", "cut_words", "letters_in_numbers", "loose_marks", "repeated"]

# A word here is a run of letters that is no part of an address, a hyphenated word or an abbreviation with points.
_EDGE, _END = r"(?<![\w./@\ufffd-])", r"(?![\w/@\ufffd-])"
_TWICE = re.compile(rf"{_EDGE}([a-z]{{2,}}+)\s++\1{_END}", re.IGNORECASE)
_PHRASE_TWICE = re.compile(
    rf"{_EDGE}([a-z]++\s++[a-z]++)(?:\s++([a-z]++)(?:\s++[a-z]++){{0,2}}?)?\s++(\1){_END}(?:\s++([a-z]++))?",
    re.IGNORECASE)
_RUN = re.compile(rf"{_EDGE}[a-z]++{_END}", re.IGNORECASE)
_PREFIXES = frozenset({"ber", "mem", "men", "meng", "menge", "meny", "pem", "peng", "penge", "peny", "ter"})
_LONE_PREFIX = re.compile(rf"{_EDGE}({'|'.join(sorted(_PREFIXES))})\s++([a-z]{{3,}})")
_LOWER = re.compile(rf"{_EDGE}[a-z]{{4,}}+{_END}")
_BROKEN = re.compile(
    r"(?<!ko)[bcdfklmnpqrstvwxz]{3}\Z"  # tents; ng, ny, kh, sy stay out of the class, and korps is a word
    r"|\A[lr][bcdfgjkmnpqstvxz]"  # rnenerima
    r"|([a-hj-vx-z])\1\1")  # pelayanaaan; iii and www are none
_LOOSE_MARK = re.compile(r"([^\W\d_]++)(\s++)([,;:.!?])(?=\s|\Z)")
_SPACED_MARK = re.compile(r"[,;:.!?](?<=\s.)(?=\s|\Z)")  # what every loose mark is; found many times sooner
_VOWEL = re.compile(r"[aeiou]")  # without one it is an abbreviation
_TOUCHING = re.compile(r"[0-9](?:(?<=[A-Za-z].)|(?=[OoIl]))")  # a digit at a letter: no number is mixed without one
_DIGIT_IN_WORD = re.compile(r"\bN0(?=[. ]*[0-9])|\b[A-Za-z]*[a-z][01][a-z][A-Za-z]*\b")
_LITRE = re.compile(r"[0-9]l\b")
_MOJIBAKE = re.compile(r"â€.?|[ÃÂ][\u0080-\u00bf\u2013-\u2122]")
_TAG = re.compile(r"</?[a-z][^<>]*>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:amp|nbsp|lt|gt|quot|apos|[lr][sd]quo|[nm]dash|#[0-9]{1,6}|#x[0-9a-f]{1,5});", re.IGNORECASE)


def repeated(document: Document, context: Context) -> Iterator[Problem]:
    """Tidak ada kata atau frasa yang terulang.

    Mengapa: pengulangan lazim terjadi saat naskah dipindai atau disalin, dan sering berakhir pada kata yang rusak.
    Dasar: kerusakan yang ditemukan pada naskah hasil pindai SOP Maklumat Pelayanan Informasi Publik.

    Salah:
        perbaikan secara terus menerus perbaikan secara tents

    Benar:
        perbaikan secara terus menerus
    """
    for text in (text for text, signs in _suspects(document) if signs.twice):
        for found in _TWICE.finditer(text.text) if _has_twins(text.words) else ():
            if not found[0].istitle():  # Bone Bone is a place
                yield Problem(text.place(*found.span()), f"“{found[1]}” tertulis dua kali",
                              "Hapus salah satu, atau beri tanda hubung bila ini kata ulang.")
        for found in _phrases_twice(text):
            _, first, again, second = found.groups()
            if first is None or first.lower() == second.lower():
                yield Problem(text.place(*found.span(3)), f"“{again}” terulang", "Hapus pengulangannya.")
            else:
                yield Problem(text.place(*found.span(4)),
                              f"“{again} {second}” mengulang “{again} {first}” dengan kata rusak",
                              f"Hapus “{again} {second}”.")


def cut_words(document: Document, context: Context) -> Iterator[Problem]:
    """Tidak ada potongan kata di sebelah kata utuhnya dan tidak ada awalan yang terlepas.

    Mengapa: “men menerima” dan “janji ja” adalah sisa pemenggalan baris pada naskah hasil pindai.
    Dasar: kerusakan yang ditemukan pada naskah hasil pindai SOP Maklumat Pelayanan Informasi Publik.

    Salah:
        pernyataan kesediaan untuk men menerima sanksi

    Benar:
        pernyataan kesediaan untuk menerima sanksi
    """
    short = spelling.load().short
    for text in _in_indonesian(document, (text for text, signs in _suspects(document) if signs.cut)):
        reported = set()
        for first, second in pairwise(_RUN.finditer(text.text)):
            part, whole = sorted((first, second), key=lambda run: len(run[0]))
            if (_is_fragment(part[0], whole[0]) and part[0].lower() not in short
                    and text.text[first.end():second.start()].isspace()):
                reported.add(part.start())
                start, end = first.start(), second.end()
                yield Problem(text.place(start, end), f"“{text.text[start:end]}” memuat potongan kata “{part[0]}”",
                              f"Hapus “{part[0]}” bila itu sisa dari `{whole[0]}`.")
        for found in _LONE_PREFIX.finditer(text.text):
            if found.start() not in reported:
                yield Problem(text.place(*found.span()), f"awalan “{found[1]}” terlepas dari katanya",
                              f"Tulis `{found[1]}{found[2]}`.")


def letters_in_numbers(document: Document, context: Context) -> Iterator[Problem]:
    """Huruf dan angka tidak tertukar.

    Mengapa: “2O25” dengan huruf O tidak terbaca sebagai tahun. Tanggal, NIP, dan dasar hukum diperiksa oleh aturannya
    sendiri.
    Dasar: kelaziman naskah hasil pindai: O dan 0, l dan 1.

    Salah:
        Keputusan N0. 14 Tahun 2O25

    Benar:
        Keputusan No. 14 Tahun 2025
    """
    if document.number:
        for flaw in numbers.read(document.number.text).of(numbers.LETTER):
            yield Problem(document.number.inside(flaw.start, flaw.length), flaw.message, flaw.help)
    for text in (text for text, signs in _suspects(document) if signs.touching):
        if text.field == "dasar_hukum":
            continue
        for found in lookalikes.find(text.text):
            if not _LITRE.match(text.text, found.start - 1):
                yield Problem(text.place(found.start, found.start + 1), f"huruf `{found.letter}` di antara angka",
                              f"Bila yang dimaksud angka, tulis `{found.meant}`.")
        for found in _DIGIT_IN_WORD.finditer(text.text):
            meant = found[0].replace("N0", "No").replace("0", "o").replace("1", "l")
            yield Problem(text.place(*found.span()), f"angka di dalam kata “{found[0]}”",
                          f"Bila yang dimaksud huruf, tulis `{meant}`.")


def broken_characters(document: Document, context: Context) -> Iterator[Problem]:
    """Tidak ada huruf rusak dan sisa kode laman.

    Mengapa: “â€œ” dan “&nbsp;” muncul ketika naskah disalin dari laman atau dokumen dengan pengodean lain.
    Dasar: keterbacaan; PerKI 1/2021 Pasal 48 ayat (2).

    Salah:
        unit_kerja: SEKRETARIAT&nbsp;BADAN

    Benar:
        unit_kerja: SEKRETARIAT BADAN
    """
    for text in (text for text, signs in _suspects(document) if signs.code):
        for found in _MOJIBAKE.finditer(text.text) if not text.text.isascii() else ():
            yield Problem(text.place(*found.span()), f"“{found[0]}” adalah huruf yang rusak", "Ketik ulang bagian ini.")
        remains = [*_ENTITY.finditer(text.text)] if "&" in text.text else []
        if text.field and "<" in text.text:  # TX06 refuses tags in the body
            remains += _TAG.finditer(text.text)
        for found in remains:
            yield Problem(text.place(*found.span()), f"sisa kode laman `{found[0]}`",
                          "Ganti dengan huruf atau tanda yang dimaksud.")


def broken_words(document: Document, context: Context) -> Iterator[Problem]:
    """Tidak ada kata yang rusak.

    Mengapa: gugus huruf seperti pada “tents” atau “rnenerima” tidak ada dalam kata Indonesia; biasanya sisa pemindaian
    atau istilah asing yang dapat diganti.
    Dasar: tata bunyi bahasa Indonesia.

    Salah:
        bersedia rnenerima sanksi

    Benar:
        bersedia menerima sanksi
    """
    for text in _in_indonesian(document, (text for text, signs in _suspects(document) if signs.broken)):
        reported = {found.start(4) for found in _phrases_twice(text)}  # one fault, one finding: ED01 has it
        for found in _LOWER.finditer(text.text):
            if _is_broken(found[0]) and found.start() not in reported:
                yield Problem(text.place(*found.span()), f"“{found[0]}” tampak rusak atau bukan kata Indonesia",
                              "Periksa kata ini pada naskah asli, lalu ketik ulang.")


class _Signs(NamedTuple):
    """Which rules have to look closer at a text; most texts show none of these signs."""

    twice: bool  # a word or two that come again
    cut: bool
    touching: bool  # a digit at a letter
    code: bool
    broken: bool
    loose: bool


@lru_cache(maxsize=1)  # the rules ask in turn about one document
def _suspects(document: Document) -> tuple[tuple[texts.Text, _Signs], ...]:
    return tuple((text, signs) for text in texts.of(document) if any(signs := _signs(text.text)))


@lru_cache(maxsize=texts.REMEMBERED)
def _signs(text: str) -> _Signs:
    words = texts.words_of(text)
    return _Signs(_has_twins(words) or _has_twin_pairs(words), _may_be_cut(words), bool(_TOUCHING.search(text)),
                  "&" in text or "<" in text or not text.isascii(), any(map(_is_broken, words)),
                  bool(_SPACED_MARK.search(text)))


def _in_indonesian(document: Document, found: Iterable[texts.Text]) -> Iterator[texts.Text]:
    """BH01 has reported the other texts already."""
    english = vocabulary.in_english(document)
    return (text for text in found if text not in english)


def _phrases_twice(text: texts.Text) -> Iterator[re.Match[str]]:
    """Two words that come again at once, or with a like continuation: `secara terus menerus … secara tents`. Where only
    the second ones begin with a capital they are a name: `komunikasi dan … Dinas Komunikasi dan …`."""
    for found in _PHRASE_TWICE.finditer(text.text) if _has_twin_pairs(text.words) else ():
        first, second = found[2], found[4]
        if found[3][0].isupper() and found[1][0].islower():
            continue
        if first is None or (second and _alike(first.lower(), second.lower())):
            yield found


def _alike(one: str, other: str) -> bool:
    """The same word, or one with the same first letter and at most two letters that differ: `terus` and `tents`."""
    longer = max(len(one), len(other))
    if one == other or one[0] != other[0] or longer > 20:  # comparing takes the square of the length
        return one == other
    same = sum(block.size for block in SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks())
    return longer - same <= 2


def _has_twins(words: tuple[str, ...]) -> bool:
    return any(map(eq, words, words[1:]))


def _has_twin_pairs(words: tuple[str, ...]) -> bool:
    pairs = tuple(pairwise(words))
    return len(set(pairs)) < len(pairs)


def _may_be_cut(words: tuple[str, ...]) -> bool:
    return not _PREFIXES.isdisjoint(words) or any(
        _is_fragment(*sorted((one, other), key=len)) for one, other in pairwise(words)
        if (len(one) < 5 or len(other) < 5) and (one[0] == other[0] or one[-1] == other[-1]))


def _is_fragment(part: str, whole: str) -> bool:
    """Two to four letters that begin or end a word longer by two or more; no acronym beside a common word."""
    if not 2 <= len(part) <= 4 or len(whole) < len(part) + 2 or (part.isupper() and not whole.isupper()):
        return False
    part, whole = part.lower(), whole.lower()
    return whole.startswith(part) or whole.endswith(part)


@lru_cache(maxsize=20_000)
def _is_broken(word: str) -> bool:
    return bool(_BROKEN.search(word) and _VOWEL.search(word))


def loose_marks(document: Document, context: Context) -> Iterator[Problem]:
    """Tanda baca menempel pada kata di depannya.

    Mengapa: spasi di depan titik, koma, atau titik dua adalah sisa pemindaian atau penyalinan, dan dapat membuat tanda
    itu jatuh di awal baris.
    Dasar: EYD; kerusakan yang ditemukan pada naskah hasil pindai SOP Maklumat Pelayanan Informasi Publik.

    Salah:
        maklumat pelayanan yang memuat :

    Benar:
        maklumat pelayanan yang memuat:
    """
    for text in (text for text, signs in _suspects(document) if signs.loose):
        for found in _LOOSE_MARK.finditer(text.text):
            yield Problem(text.place(found.start(2), found.end()), f"ada spasi di depan tanda `{found[3]}`",
                          f"Tulis `{found[1]}{found[3]}`.")
