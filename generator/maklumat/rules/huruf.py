"""TX01-TX05: characters that can be read in two ways (see textguard)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..documents import Reading
from ..findings import Problem

if TYPE_CHECKING:
    from . import Context

__all__ = ["foreign_letters", "invisible", "loose_accents", "odd_spaces", "symbols"]


def invisible(reading: Reading, context: Context) -> Iterator[Problem]:
    """Naskah tidak memuat karakter tak terlihat.

    Mengapa: karakter tanpa lebar dan pengatur arah tulisan tidak tampak, tetapi dapat membalik atau memutus kata,
    sehingga yang tampil berbeda dengan yang ditandatangani.
    Dasar: desain; laporan Unicode TR 36.

    Salah:
        pelayanan yang memuat U+200B di tengah kata

    Benar:
        pelayanan
    """
    yield from reading.of("TX01")


def foreign_letters(reading: Reading, context: Context) -> Iterator[Problem]:
    """Huruf dan angka berasal dari aksara Latin.

    Mengapa: huruf Sirilik atau Yunani dapat tampak persis seperti huruf Latin. Kata yang memuatnya terbaca sama,
    tetapi tidak ditemukan pencarian dan dapat mengecoh penanda tangan.
    Dasar: desain; laporan Unicode TR 39.

    Salah:
        pelаyanan (huruf а kedua dari aksara Sirilik)

    Benar:
        pelayanan
    """
    yield from reading.of("TX02")


def odd_spaces(reading: Reading, context: Context) -> Iterator[Problem]:
    """Spasi dan tanda hubung yang biasa.

    Mengapa: spasi tak putus dan tanda hubung tipografi tampak biasa, tetapi memutus pencarian dan perbandingan
    naskah. Keduanya biasanya terbawa dari pengolah kata.
    Dasar: desain.

    Salah:
        terus‑menerus (tanda hubung U+2011)

    Benar:
        terus-menerus
    """
    yield from reading.of("TX03")


def symbols(reading: Reading, context: Context) -> Iterator[Problem]:
    """Lambang termasuk yang dipakai dalam naskah dinas.

    Mengapa: lambang gambar tampil berbeda pada tiap perangkat, dan karakter tanpa arti baku tidak tampil sama sekali.
    Dasar: desain; tata naskah dinas.

    Salah:
        Pelayanan kami 😀

    Benar:
        Pelayanan kami ramah
    """
    yield from reading.of("TX04")


def loose_accents(reading: Reading, context: Context) -> Iterator[Problem]:
    """Huruf beraksen ditulis utuh.

    Mengapa: huruf dan aksen yang terpisah tampak sama dengan huruf utuhnya, tetapi berbeda byte; tanda tangan dan
    pencarian membedakannya.
    Dasar: desain; bentuk normal Unicode NFC.

    Salah:
        kafé (e diikuti aksen U+0301)

    Benar:
        kafé
    """
    yield from reading.of("TX05")
