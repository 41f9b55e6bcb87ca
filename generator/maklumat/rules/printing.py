"""CT: what stands in the way of the prints: posters, SOP forms and cards."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from .. import textguard, typeface
from ..findings import Place, Problem
from ..frontmatter import Mapping, Node, Scalar
from ..model import Document
from .context import Context

__all__ = ["fits", "letters"]


def fits() -> None:
    """Isi dokumen muat pada cetakannya.

    Mengapa: poster dan kartu berukuran tetap. Tulisan diperkecil sampai batas yang masih terbaca; isi yang tetap tidak
    muat lebih baik dipersingkat daripada dipotong atau dicetak terlalu kecil. Poster yang hanya dicetak besar tidak
    perlu muat pada kertas kecil: `poster` di mkdocs.yml menyebut kertas yang dipakai.
    Dasar: UU 25/2009 pasal 22, maklumat pelayanan dipublikasikan secara jelas dan luas.

    Salah:
        satu butir janji sepanjang setengah halaman

    Benar:
        tiga sampai lima butir janji yang singkat
    """


def letters(document: Document, context: Context) -> Iterator[Problem]:
    """Setiap huruf ada pada huruf cetak.

    Mengapa: huruf atau tanda yang tidak ada pada huruf cetak akan tampil sebagai kotak kosong pada poster, formulir,
    dan kartu, atau tampil berbeda pada tiap perangkat.
    Dasar: ketentuan teknis aplikasi ini; huruf cetak Plus Jakarta Sans dan Literata.

    Salah:
        ✓ permohonan diterima

    Benar:
        permohonan diterima
    """
    source = "\n".join(document.lines)
    if source.isascii() and "\\" not in source and "&" not in source:
        return  # nor is anything else written by a code
    for text, place in _shown(document):
        for start, length in typeface.missing(text):
            for at in range(start, start + length):
                if textguard.is_plain(text[at]):  # whatever else is missing may not stand in a document at all
                    yield Problem(place(at), f"huruf `{text[at]}` tidak ada pada huruf cetak", _help(text[at]))


def _shown(document: Document):
    """(text, its places by offset) of every value of the front matter and of every block of the body that holds more
    than ASCII, which all fonts have."""
    yield from ((value.text, value.inside) for value in _values(document.fields) if not value.text.isascii())
    for block, _ in document.body.walk():
        if not block.text.text.isascii():
            yield block.text.text, block.text.place
        if block.kind == "code":
            first, last = document.body.tokens[block.token].map
            for number in range(document.body_line + first, min(document.body_line + last, len(document.lines) + 1)):
                yield document.lines[number - 1], lambda at, number=number: Place(number, at + 1)


def _values(node: Node) -> Iterator[Scalar]:
    waiting = [node]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Scalar):
            yield node
        else:
            waiting += [entry.value for entry in node.entries] if isinstance(node, Mapping) else node.items


def _help(character: str) -> str:
    base = unicodedata.normalize("NFD", character)[0]
    return f"Ganti dengan `{base}`, atau hapus." if base.isascii() else "Ganti dengan kata atau tanda lain, atau hapus."
