"""Characters that can be read in two ways: refused where they stand in the source, with what to type instead.

A document may hold ASCII, a closed list of punctuation, and precomposed Latin letters. Everything else is refused
by name, since an approver signs what he sees: an invisible character, a Cyrillic `а` or a reversed line would make
the signed bytes say something else (Unicode TR 36 and TR 39).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from .findings import Place, Problem

__all__ = ["check", "is_common", "is_plain", "refused"]

_SIGNS = "–—‘’“”…•·°§№½¼¾²³¹×÷±≤≥≠→←↔©®™«»‰€£¥†‡¶✓\u2032\u2033"


@cache  # made where a text first asks for it, which few do: it takes longer than reading a document
def _refused() -> re.Pattern[str]:
    # Every precomposed letter: an ASCII letter with marks. Ligatures and letters like `ĸ`, `ı` or `ø` are none.
    letters = "".join(letter for letter in map(chr, range(0xC0, 0x1F00))
                      if "A" <= unicodedata.normalize("NFD", letter)[0] <= "z")
    # U+FFFD stands for bytes that are no UTF-8; the encoding rule reports them.
    return re.compile(f"[^\t\x20-\x7e{letters}{_SIGNS}\ufffd]")


_INVISIBLE = "\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0000-\U000e0fff"
_IS_INVISIBLE = re.compile(f"[{_INVISIBLE}]")
_HYPHENS = "\u2010\u2011\u2012\u2015\u2043\u2212\ufe58\ufe63\uff0d\u00ad"
_NAMES = {
    "\u00ad": "tanda hubung lunak", "\u200b": "spasi tanpa lebar", "\u200c": "pemisah tanpa lebar",
    "\u200d": "penyambung tanpa lebar", "\u2060": "penyambung kata", "\ufeff": "tanda urutan byte",
    "\u00a0": "spasi tak putus", "\u202f": "spasi tak putus sempit", "\u3000": "spasi lebar",
    "\u2010": "tanda hubung tipografi", "\u2011": "tanda hubung tak putus", "\u2012": "tanda pisah angka",
    "\u2015": "garis datar", "\u2212": "tanda kurang", "\u0085": "pemisah baris", "\u2028": "pemisah baris",
    "\u2029": "pemisah alinea",
} | dict.fromkeys("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069", "pengatur arah")
_SCRIPTS = {
    "CYRILLIC": "Sirilik", "GREEK": "Yunani", "ARMENIAN": "Armenia", "HEBREW": "Ibrani", "ARABIC": "Arab",
    "CHEROKEE": "Cherokee", "FULLWIDTH": "lebar penuh", "MATHEMATICAL": "matematika", "CJK": "Han",
    "HIRAGANA": "Hiragana", "KATAKANA": "Katakana", "HANGUL": "Hangul",
    "THAI": "Thai", "DEVANAGARI": "Dewanagari", "JAVANESE": "Jawa", "BALINESE": "Bali",
    "SUNDANESE": "Sunda", "BUGINESE": "Bugis", "LATIN": "Latin khusus",
}
# What Cyrillic and Greek letters are taken for (Unicode TR 39, confusables.txt: the single letters).
_LOOKS_LIKE = str.maketrans(
    "аеорсухіјѕһԁԛԝьАВЕКМНОРСТУХІЈЅԌԚԜαιονρυκγАΑΒΕΖΗΙΚΜΝΟΡΤΥΧıǀ",
    "aeopcyxijshdqwbABEKMHOPCTYXIJSGQWaiovpukyAABEZHIKMNOPTYXil",
)


def is_plain(text: str) -> bool:
    """Whether every character of the text may stand in a document."""
    return is_common(text) or (not _refused().search(text) and "\ufffd" not in text)


def check(lines: tuple[str, ...]) -> Iterator[tuple[str, Problem]]:
    """(rule code, Problem) for each run of refused characters of one class."""
    for number, line in enumerate(lines, 1):
        for code, start, length, message, help in () if is_common(line) else refused(line):
            yield code, Problem(Place(number, start + 1, length), message, help)


def refused(text: str) -> Iterator[tuple[str, int, int, str, str]]:
    """(rule code, offset, length, message, help) for each run of refused characters of one class in a text."""
    at = len(text) if is_common(text) else 0
    while found := _refused().search(text, at):
        start, code = found.start(), _class(found[0])
        at = start + 1
        while at < len(text) and _refused().match(text[at]) and _class(text[at]) == code:
            at += 1
        message, help = _words(code, text, start, at)
        if code == "TX05" and start:
            start -= 1  # the letter that carries the mark
        yield code, start, at - start, message, help


def is_common(text: str) -> bool:
    """Sooner known than searched: most lines hold ASCII only."""
    return text.isascii() and text.isprintable()


def _class(character: str) -> str:
    category = unicodedata.category(character)
    if character in _HYPHENS or category in ("Zs", "Zl", "Zp") or character == "\u0085":
        return "TX03"
    if _IS_INVISIBLE.match(character) or category == "Cf":
        return "TX01"
    if category == "Cc":
        return "BK07"
    if category == "Mn":
        return "TX05"
    return "TX02" if category[0] in "LN" and unicodedata.name(character, "") else "TX04"


def _words(code: str, text: str, start: int, end: int) -> tuple[str, str]:
    character, run = text[start], text[start:end]
    point = f"U+{ord(character):04X}"
    name = _NAMES.get(character)
    shown = f"{name} ({point})" if name else point
    if code == "TX01":
        return f"karakter tak terlihat {shown}", "Hapus karakter itu; ketik ulang kata di sekitarnya bila perlu."
    if code == "TX03":
        if character in _HYPHENS:
            fix = "Hapus tanda itu." if character == "\u00ad" else "Ketik tanda hubung biasa `-`."
            return f"tanda hubung tak lazim: {shown}", fix
        return f"spasi tak lazim: {shown}", "Ketik spasi biasa."
    if code == "BK07":
        return f"karakter kendali {point}", "Hapus karakter itu."
    if code == "TX05":
        whole = unicodedata.normalize("NFC", text[max(0, start - 1):end])
        fix = f"Ketik huruf utuh `{whole}`." if len(whole) == 1 else "Hapus aksen itu, atau ketik huruf utuhnya."
        return f"aksen {point} terpisah dari hurufnya", fix
    if code == "TX02":
        return _foreign(run, point)
    if unicodedata.category(character) in ("Co", "Cn"):
        return f"karakter {point} tidak punya arti baku", "Hapus karakter itu."
    plain = unicodedata.normalize("NFKC", run)
    fix = f"Tulis `{plain}`." if plain != run and is_plain(plain) else "Hapus lambang itu, atau tulis dengan kata."
    return f"lambang `{run}` ({point}) tidak dipakai dalam naskah dinas", fix


def _foreign(run: str, point: str) -> tuple[str, str]:
    script = next((words for name, words in _SCRIPTS.items() if unicodedata.name(run[0], "").startswith(name)), "asing")
    kind = "angka" if unicodedata.category(run[0])[0] == "N" else "huruf"
    plain = unicodedata.normalize("NFKC", run).translate(_LOOKS_LIKE)
    if is_plain(plain):
        return f"{kind} {script} `{run}` ({point}) menyerupai `{plain}`", f"Ketik ulang sebagai `{plain}`."
    return f"{kind} {script} `{run[:20]}` ({point})", f"Tulis dengan {kind} Latin biasa."
