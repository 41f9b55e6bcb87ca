"""TX01-TX05: characters that can be read in two ways (see textguard)."""

from __future__ import annotations

__all__ = ["foreign_letters", "invisible", "loose_accents", "odd_spaces", "symbols"]


def invisible() -> None:
    """Naskah tidak memuat karakter tak terlihat.

    Mengapa: karakter tanpa lebar dan pengatur arah tulisan tidak tampak, tetapi dapat membalik atau memutus kata,
    sehingga yang tampil berbeda dengan yang ditandatangani.
    Dasar: ketentuan teknis aplikasi ini; laporan Unicode TR 36.

    Salah:
        pelayanan yang memuat U+200B di tengah kata

    Benar:
        pelayanan
    """


def foreign_letters() -> None:
    """Huruf dan angka berasal dari aksara Latin.

    Mengapa: huruf Sirilik atau Yunani dapat tampak persis seperti huruf Latin. Kata yang memuatnya terbaca sama,
    tetapi tidak ditemukan pencarian dan dapat mengecoh penanda tangan.
    Dasar: ketentuan teknis aplikasi ini; laporan Unicode TR 39.

    Salah:
        pelаyanan (huruf а kedua dari aksara Sirilik)

    Benar:
        pelayanan
    """


def odd_spaces() -> None:
    """Spasi dan tanda hubung yang biasa.

    Mengapa: spasi tak putus dan tanda hubung tipografi tampak biasa, tetapi memutus pencarian dan perbandingan
    naskah. Keduanya biasanya terbawa dari pengolah kata.
    Dasar: ketentuan teknis aplikasi ini.

    Salah:
        terus‑menerus (tanda hubung U+2011)

    Benar:
        terus-menerus
    """


def symbols() -> None:
    """Lambang termasuk yang dipakai dalam naskah dinas.

    Mengapa: lambang gambar tampil berbeda pada tiap perangkat, dan karakter tanpa arti baku tidak tampil sama sekali.
    Dasar: ketentuan teknis aplikasi ini; tata naskah dinas.

    Salah:
        Pelayanan kami 😀

    Benar:
        Pelayanan kami ramah
    """


def loose_accents() -> None:
    """Huruf beraksen ditulis utuh.

    Mengapa: huruf dan aksen yang terpisah tampak sama dengan huruf utuhnya, tetapi berbeda byte; tanda tangan dan
    pencarian membedakannya.
    Dasar: ketentuan teknis aplikasi ini; bentuk normal Unicode NFC.

    Salah:
        kafé (é ditulis sebagai e dan aksen U+0301)

    Benar:
        kafé
    """
