"""BK: the file itself, before anything in it is read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..documents import Reading
from ..findings import Problem

if TYPE_CHECKING:
    from . import Context

__all__ = ["byte_order_mark", "control_characters", "empty", "encoding", "line_ends", "size", "unreadable"]


def unreadable(reading: Reading, context: Context) -> Iterator[Problem]:
    """Berkas dapat dibuka.

    Mengapa: berkas yang tidak dapat dibuka tidak dapat diperiksa, sehingga tidak boleh terbit. Berkas lain tetap
    diperiksa.
    Dasar: desain; yang tidak terbaca tidak dapat disahkan.

    Salah:
        berkas tanpa hak baca, atau tautan ke berkas yang sudah tidak ada

    Benar:
        berkas biasa yang dapat dibaca
    """
    yield from reading.of("BK01")


def empty(reading: Reading, context: Context) -> Iterator[Problem]:
    """Berkas berisi.

    Mengapa: berkas kosong biasanya tanda penyimpanan yang gagal.
    Dasar: desain.

    Salah:
        berkas tanpa isi, atau hanya berisi spasi

    Benar:
        berkas dengan kepala data dan naskah
    """
    yield from reading.of("BK02")


def size(reading: Reading, context: Context) -> Iterator[Problem]:
    """Berkas tidak terlalu besar.

    Mengapa: SOP dan maklumat hanya beberapa halaman. Berkas yang sangat besar hampir pasti memuat gambar atau
    salinan yang tidak sengaja tertempel. Batasnya 256 KiB, 5.000 baris, 10.000 karakter sebaris, dan 6.000 karakter
    sealinea.
    Dasar: desain.

    Salah:
        gambar yang ditempelkan ke dalam naskah sebagai teks

    Benar:
        gambar sebagai berkas tersendiri yang dicantumkan pada `lampiran`
    """
    yield from reading.of("BK03")


def encoding(reading: Reading, context: Context) -> Iterator[Problem]:
    """Berkas tersimpan sebagai UTF-8.

    Mengapa: huruf yang tersimpan dengan pengodean lain tampil rusak, dan yang ditandatangani tidak lagi sama dengan
    yang dibaca. Tanda � di dalam berkas adalah sisa kerusakan semacam itu.
    Dasar: desain; pengodean UTF-8 (RFC 3629).

    Salah:
        berkas yang disimpan sebagai Windows-1252 atau UTF-16

    Benar:
        berkas yang disimpan sebagai UTF-8
    """
    yield from reading.of("BK04")


def byte_order_mark(reading: Reading, context: Context) -> Iterator[Problem]:
    """Berkas tidak diawali tanda urutan byte (BOM).

    Mengapa: tanda ini tidak tampak, tetapi ikut ditandatangani dan membuat pembaca lain tidak mengenali kepala data.
    Dasar: desain; UTF-8 tidak memerlukan BOM (RFC 3629 bagian 6).

    Salah:
        pilihan simpan "UTF-8 dengan BOM"

    Benar:
        pilihan simpan "UTF-8"
    """
    yield from reading.of("BK05")


def line_ends(reading: Reading, context: Context) -> Iterator[Problem]:
    """Baris diakhiri dengan LF.

    Mengapa: akhir baris gaya Windows (CRLF) dapat berubah sendiri saat berkas disalin, lalu tanda tangan pada naskah
    yang sama menjadi gugur.
    Dasar: desain; yang ditandatangani adalah byte berkas.

    Salah:
        akhir baris CRLF

    Benar:
        akhir baris LF
    """
    yield from reading.of("BK06")


def control_characters(reading: Reading, context: Context) -> Iterator[Problem]:
    """Berkas tidak memuat karakter kendali.

    Mengapa: karakter kendali tidak tampak dan dapat memotong atau menyembunyikan teks pada sebagian pembaca.
    Dasar: desain; naskah yang ditandatangani harus terbaca dengan satu cara.

    Salah:
        karakter nol atau hapus-mundur yang terbawa dari salinan

    Benar:
        hanya huruf, angka, tanda baca, dan akhir baris
    """
    yield from reading.of("BK07")
