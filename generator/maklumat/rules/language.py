"""BH: the language people read. Word knowledge is data in language.yml."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .. import textguard, texts
from ..findings import Problem
from ..model import Document
from . import spelling, vocabulary
from .context import Context
from .vocabulary import FORMULA_FIELDS

__all__ = ["capitals", "in_dictionary", "indonesian", "long_sentences", "misspellings", "standard_forms"]

LONGEST_SENTENCE = 70  # words; a promise that joins all three clauses in one sentence has about 60

_SENTENCE = re.compile(r"[^.;!?]+(?:[.;!?](?!\s|$)[^.;!?]*)*")
_APART = re.compile(r"(?<![\w-])di ([a-z]{3,})(?![\w-])")
_PASSIVE_KAN = re.compile(r"(?!ke|pe)[a-z]{3,}kan")


def indonesian(document: Document, context: Context) -> Iterator[Problem]:
    """Naskah berbahasa Indonesia.

    Mengapa: masyarakat berhak membaca janji pelayanan dalam bahasanya. Istilah asing di dalam kalimat Indonesia
    tidak dilaporkan.
    Dasar: PerKI 1/2021 Pasal 48 ayat (2).

    Salah:
        We hereby declare that we are able to provide public services in accordance with the standards.

    Benar:
        Dengan ini kami menyatakan sanggup memberikan pelayanan sesuai dengan standar pelayanan.
    """
    for text in vocabulary.in_english(document):
        yield Problem(text.place(0, len(text.text)), "bagian ini tampaknya berbahasa Inggris",
                      "Tulis dalam bahasa Indonesia; terjemahan diberikan pada laman lain.")


def misspellings(document: Document, context: Context) -> Iterator[Problem]:
    """Kata kunci maklumat dan SOP ditulis dengan benar.

    Mengapa: “peyanan” atau “kompensansasi” pada janji resmi mengurangi kepercayaan, dan mesin pencari tidak
    menemukannya.
    Dasar: PerKI 1/2021 Pasal 48 ayat (2): bahasa Indonesia yang baik dan benar.

    Salah:
        melakukan perbaikan secara terus menurus dan di berikan sesuai standart

    Benar:
        melakukan perbaikan secara terus-menerus dan diberikan sesuai standar
    """
    known = spelling.load()
    wrong = {word: right for word in texts.words(document)
             if (right := known.corrections.get(word) or spelling.misspelt(word))
             and textguard.is_plain(word)}  # else it is the foreign letter that is reported
    whole = texts.whole(document).lower()
    phrases = [phrase for phrase in known.phrases if phrase in whole]
    for text in texts.of(document):
        for word in wrong.keys() & text.words if wrong else ():
            yield from _wrong_forms(text, word, wrong[word])
        for phrase in phrases:
            if phrase in text.text.lower():
                yield from _wrong_forms(text, phrase, known.phrases[phrase])
        for apart in _APART.finditer(text.text) if "di" in text.words else ():
            stem = apart[1]
            looks_passive = _PASSIVE_KAN.fullmatch(stem) and stem not in known.nouns_in_kan
            if looks_passive or stem in known.passive_stems:
                yield Problem(text.place(*apart.span()), f"“{apart[0]}” adalah satu kata", f"Tulis `di{stem}`.")


def long_sentences(document: Document, context: Context) -> Iterator[Problem]:
    """Kalimat tidak terlalu panjang.

    Mengapa: kalimat lebih dari 70 kata sulit diikuti sekali baca, apalagi bila dibacakan.
    Dasar: PerKI 1/2021 Pasal 48 ayat (2): mudah dipahami.

    Salah:
        Kami menyatakan sanggup … (lebih dari 70 kata tanpa titik)

    Benar:
        Kami menyatakan sanggup melaksanakan pelayanan sesuai dengan standar pelayanan. Kami akan …
    """
    for text in texts.of(document):
        if len(text.words) <= LONGEST_SENTENCE or text.field in FORMULA_FIELDS:
            continue
        for sentence in _SENTENCE.finditer(text.text):
            length = len(texts.WORD.findall(sentence[0]))
            if length > LONGEST_SENTENCE:
                start = sentence.start() + len(sentence[0]) - len(sentence[0].lstrip())
                yield Problem(text.place(start, sentence.end()), f"kalimat ini {length} kata",
                              "Pecah menjadi beberapa kalimat atau butir.")


def capitals(document: Document, context: Context) -> Iterator[Problem]:
    """Isi tidak seluruhnya huruf kapital.

    Mengapa: teks kapital lebih lambat dibaca, dan sebagian pembaca layar mengejanya huruf demi huruf. Ukuran dan
    tebal huruf diatur oleh tampilan laman.
    Dasar: keterbacaan; PerKI 1/2021 Pasal 48 ayat (2): mudah dipahami.

    Salah:
        KAMI SANGGUP MELAKSANAKAN PELAYANAN SESUAI DENGAN STANDAR PELAYANAN

    Benar:
        Kami sanggup melaksanakan pelayanan sesuai dengan standar pelayanan
    """
    for text in texts.of(document):
        if not text.field and text.text.isupper() and len(text.words) >= 8:
            yield Problem(text.place(0, len(text.text)), "bagian ini ditulis dengan huruf kapital semua",
                          "Tulis seperti kalimat biasa: huruf kapital hanya pada awal kalimat dan nama.")
            return


def standard_forms(document: Document, context: Context) -> Iterator[Problem]:
    """Kata ditulis dalam bentuk baku.

    Mengapa: naskah dinas memakai bentuk baku. Judul peraturan pada dasar hukum dan kutipan tidak diperiksa karena
    mengikuti ejaan aslinya.
    Dasar: KBBI dan EYD.

    Salah:
        Dokumen dapat diperoleh dimana saja tanpa resiko.

    Benar:
        Dokumen dapat diperoleh di mana saja tanpa risiko.
    """
    forms = spelling.load().standard_forms
    wrong = forms.keys() & texts.words(document)
    for text in texts.of(document) if wrong else ():
        if text.field not in FORMULA_FIELDS and not text.is_quote:
            for word in wrong.intersection(text.words):
                yield from _wrong_forms(text, word, forms[word])


def in_dictionary(document: Document, context: Context) -> Iterator[Problem]:
    """Kata ada dalam kamus.

    Mengapa: salah ketik kecil luput dari mata penulisnya sendiri. Aturan ini hanya berjalan bila diminta, dengan
    `maklumat check --spelling`, karena tidak semua kata yang benar ada dalam kamus. Nama, singkatan, kutipan, dan
    judul peraturan tidak diperiksa. Kata yang memang benar ditulis pada `glosarium.txt` di samping mkdocs.yml, satu
    kata satu baris.
    Dasar: PerKI 1/2021 Pasal 48 ayat (2): bahasa Indonesia yang baik dan benar.

    Salah:
        melakukan perbaikan secara terus menerus demi kepuasan masyarkat

    Benar:
        melakukan perbaikan secara terus menerus demi kepuasan masyarakat
    """
    for word in vocabulary.words(document) if context.unknown else ():
        if word.word in context.unknown:
            nearest = context.unknown[word.word]
            yield Problem(word.text.place(word.start, word.start + len(word.word)),
                          f"kata “{word.word}” tidak ada dalam kamus",
                          (f"Mungkin maksud Anda `{nearest}`. " if nearest else "Betulkan bila salah ketik. ")
                          + "Bila kata ini benar, tulis pada glosarium.txt.")


def _wrong_forms(text: texts.Text, wrong: str, right: str) -> Iterator[Problem]:
    for found in re.finditer(rf"(?<![\w-]){re.escape(wrong)}(?![\w-])", text.text, re.IGNORECASE):
        yield Problem(text.place(*found.span()), f"“{found[0]}” salah tulis", f"Tulis `{_like(found[0], right)}`.")


def _like(written: str, right: str) -> str:
    """The right form in the capitals of the written one."""
    if written.isupper():
        return right.upper()
    return right[0].upper() + right[1:] if written[0].isupper() else right
