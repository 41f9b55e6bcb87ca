"""BK: the file itself, before anything in it is read."""

from __future__ import annotations

__all__ = ["byte_order_mark", "control_characters", "empty", "encoding", "line_ends", "size", "unreadable"]


def unreadable() -> None:
    """Berkas dapat dibuka.

    Mengapa: berkas yang tidak dapat dibuka tidak dapat diperiksa, sehingga tidak boleh terbit. Berkas lain tetap
    diperiksa.
    Dasar: ketentuan teknis aplikasi ini; yang tidak terbaca tidak dapat disahkan.

    Salah:
        berkas tanpa hak baca, atau tautan ke berkas yang sudah tidak ada

    Benar:
        berkas biasa yang dapat dibaca
    """


def empty() -> None:
    """Berkas berisi.

    Mengapa: berkas kosong biasanya tanda penyimpanan yang gagal.
    Dasar: ketentuan teknis aplikasi ini.

    Salah:
        berkas tanpa isi, atau hanya berisi spasi

    Benar:
        berkas dengan kepala data dan naskah
    """


def size() -> None:
    """Berkas tidak terlalu besar.

    Mengapa: SOP dan maklumat hanya beberapa halaman. Berkas yang sangat besar hampir pasti memuat gambar atau
    salinan yang tidak sengaja tertempel. Batasnya 256 KiB, 5.000 baris, 10.000 karakter sebaris, 6.000 karakter
    dan 200 kurung siku sealinea, serta tabel yang wajar.
    Dasar: ketentuan teknis aplikasi ini.

    Salah:
        gambar yang ditempelkan ke dalam naskah sebagai teks

    Benar:
        gambar sebagai berkas tersendiri yang dicantumkan pada `lampiran`
    """


def encoding() -> None:
    """Berkas tersimpan sebagai UTF-8.

    Mengapa: huruf yang tersimpan dengan pengodean lain tampil rusak, dan yang ditandatangani tidak lagi sama dengan
    yang dibaca. Tanda � di dalam berkas adalah sisa kerusakan semacam itu.
    Dasar: ketentuan teknis aplikasi ini; pengodean UTF-8 (RFC 3629).

    Salah:
        berkas yang disimpan sebagai Windows-1252 atau UTF-16

    Benar:
        berkas yang disimpan sebagai UTF-8
    """


def byte_order_mark() -> None:
    """Berkas tidak diawali tanda urutan byte (BOM).

    Mengapa: tanda ini tidak tampak, tetapi ikut ditandatangani dan membuat pembaca lain tidak mengenali kepala data.
    Dasar: ketentuan teknis aplikasi ini; UTF-8 tidak memerlukan BOM (RFC 3629 bagian 6).

    Salah:
        pilihan simpan "UTF-8 dengan BOM"

    Benar:
        pilihan simpan "UTF-8"
    """


def line_ends() -> None:
    """Baris diakhiri dengan LF.

    Mengapa: akhir baris gaya Windows (CRLF) dapat berubah sendiri saat berkas disalin, lalu tanda tangan pada naskah
    yang sama menjadi gugur.
    Dasar: ketentuan teknis aplikasi ini; yang ditandatangani adalah byte berkas.

    Salah:
        akhir baris CRLF

    Benar:
        akhir baris LF
    """


def control_characters() -> None:
    """Berkas tidak memuat karakter kendali.

    Mengapa: karakter kendali tidak tampak dan dapat memotong atau menyembunyikan teks pada sebagian pembaca.
    Dasar: ketentuan teknis aplikasi ini; naskah yang ditandatangani harus terbaca dengan satu cara.

    Salah:
        karakter nol atau karakter backspace yang terbawa dari salinan

    Benar:
        hanya huruf, angka, tanda baca, dan akhir baris
    """
