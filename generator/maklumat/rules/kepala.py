"""FM: the front matter, and the SP rules on its keys: what the readers found, and why it matters."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..documents import Reading
from ..findings import Problem

if TYPE_CHECKING:
    from . import Context

__all__ = ["anchors", "attachments", "choices", "closed", "comments", "depth", "document_marks", "escapes", "keys",
           "kind", "known_keys", "opened", "readable", "revision", "shapes", "tags", "twice"]


def opened(reading: Reading, context: Context) -> Iterator[Problem]:
    """Berkas diawali kepala data.

    Mengapa: nomor, tanggal, dan pejabat pengesah dibaca dari kepala data. Tanpa kepala data, dokumen tidak dikenal.
    Dasar: desain.

    Salah:
        jenis: maklumat
        judul: Maklumat Pelayanan

    Benar:
        ---
        jenis: maklumat
        judul: Maklumat Pelayanan
        ---
    """
    yield from reading.of("FM01")


def closed(reading: Reading, context: Context) -> Iterator[Problem]:
    """Kepala data ditutup dengan `---`.

    Mengapa: tanpa penutup, tidak ada batas antara kepala data dan naskah.
    Dasar: desain.

    Salah:
        ---
        jenis: maklumat
        Dengan ini kami menyatakan …

    Benar:
        ---
        jenis: maklumat
        ---
        Dengan ini kami menyatakan …
    """
    yield from reading.of("FM02")


def readable(reading: Reading, context: Context) -> Iterator[Problem]:
    """Kepala data dapat dibaca.

    Mengapa: titik dua, tanda kutip, atau jorokan yang keliru membuat seluruh kepala data tidak terbaca. Penyusun
    situs yang umum bahkan menayangkan kepala data yang rusak apa adanya.
    Dasar: desain; kaidah penulisan YAML.

    Salah:
        nama: LIDA, S.Sos: Kepala

    Benar:
        nama: "LIDA, S.Sos: Kepala"
    """
    yield from reading.of("FM03")


def twice(reading: Reading, context: Context) -> Iterator[Problem]:
    """Kunci tidak ditulis dua kali.

    Mengapa: dari dua nilai, pembaca lain memakai yang terakhir tanpa memberi tahu. Yang dibaca pejabat bisa berbeda
    dengan yang dipakai.
    Dasar: desain; satu kunci satu nilai.

    Salah:
        status: dicabut
        status: berlaku

    Benar:
        status: berlaku
    """
    yield from reading.of("FM04")


def anchors(reading: Reading, context: Context) -> Iterator[Problem]:
    """Nilai tidak merujuk nilai lain.

    Mengapa: penanda `&`, rujukan `*`, dan tanda gabung `<<` mengambil isi dari tempat lain, sehingga nilai tidak
    terbaca di tempatnya.
    Dasar: desain; yang terbaca adalah yang berlaku.

    Salah:
        nama: *pejabat

    Benar:
        nama: CONTOH PEJABAT, S.Sos.
    """
    yield from reading.of("FM05")


def tags(reading: Reading, context: Context) -> Iterator[Problem]:
    """Nilai tidak memakai penanda jenis.

    Mengapa: penanda seperti `!!int` mengubah cara nilai dibaca. Di sini semua nilai adalah teks.
    Dasar: desain.

    Salah:
        revisi: !!int 1

    Benar:
        revisi: 1
    """
    yield from reading.of("FM06")


def document_marks(reading: Reading, context: Context) -> Iterator[Problem]:
    """Kepala data hanya satu dan tanpa perintah.

    Mengapa: tanda `...`, `%YAML`, atau `---` kedua membagi kepala data; bagian sesudahnya diabaikan pembaca lain.
    Dasar: desain.

    Salah:
        jenis: sop
        ...
        status: dicabut

    Benar:
        jenis: sop
        status: dicabut
    """
    yield from reading.of("FM07")


def keys(reading: Reading, context: Context) -> Iterator[Problem]:
    """Kunci berupa teks biasa.

    Mengapa: kunci yang kosong, atau yang berupa daftar, tidak dapat dicari.
    Dasar: desain.

    Salah:
        ? [nama, jabatan]
        : CONTOH PEJABAT

    Benar:
        nama: CONTOH PEJABAT
    """
    yield from reading.of("FM08")


def depth(reading: Reading, context: Context) -> Iterator[Problem]:
    """Kepala data tidak terlalu besar atau terlalu dalam.

    Mengapa: isi yang bersarang puluhan tingkat tidak mungkin disengaja dan dapat menghentikan pemeriksaan.
    Dasar: desain; kepala data paling banyak 64 KiB.

    Salah:
        dasar_hukum: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[

    Benar:
        dasar_hukum:
          - Undang-Undang Nomor 14 Tahun 2008 tentang Keterbukaan Informasi Publik
    """
    yield from reading.of("FM09")


def comments(reading: Reading, context: Context) -> Iterator[Problem]:
    """Tidak ada teks yang hilang di belakang tanda `#`.

    Mengapa: spasi yang diikuti `#` memulai catatan; teks sesudahnya tidak ikut menjadi nilai. Catatan pada baris
    tersendiri boleh.
    Dasar: desain; kaidah penulisan YAML.

    Salah:
        nama: CONTOH PEJABAT #1

    Benar:
        nama: "CONTOH PEJABAT #1"
    """
    yield from reading.of("FM10")


def shapes(reading: Reading, context: Context) -> Iterator[Problem]:
    """Nilai berbentuk seperti yang diminta kuncinya.

    Mengapa: daftar yang ditulis sebagai satu teks, atau teks yang ditulis sebagai daftar, tidak dapat ditampilkan
    pada tempatnya.
    Dasar: desain; model dokumen.

    Salah:
        dasar_hukum: Undang-Undang Nomor 14 Tahun 2008

    Benar:
        dasar_hukum:
          - Undang-Undang Nomor 14 Tahun 2008 tentang Keterbukaan Informasi Publik
    """
    yield from reading.of("FM11")


def choices(reading: Reading, context: Context) -> Iterator[Problem]:
    """Nilai pilihan termasuk yang dikenal.

    Mengapa: `status`, `cara`, `alur`, dan `jenis` langkah hanya mengenal beberapa nilai. Salah eja mengubah artinya.
    Dasar: desain; lambang bagan alir menurut PermenPANRB 35/2012.

    Salah:
        status: berlku

    Benar:
        status: berlaku
    """
    yield from reading.of("FM12")


def escapes(reading: Reading, context: Context) -> Iterator[Problem]:
    """Kutip ganda tidak memuat karakter bersandi.

    Mengapa: di dalam kutip ganda, `\\u202e` atau `\\n` dibaca sebagai karakter lain, sehingga nilai yang terbaca di
    berkas berbeda dengan yang tampil.
    Dasar: desain; yang terbaca adalah yang berlaku.

    Salah:
        judul: "Maklumat\\u0020Pelayanan"

    Benar:
        judul: "Maklumat Pelayanan"
    """
    yield from reading.of("FM13")


def revision(reading: Reading, context: Context) -> Iterator[Problem]:
    """Revisi berupa bilangan bulat mulai dari 1.

    Mengapa: setiap perubahan yang disahkan menaikkan nomor revisi, sehingga urutannya harus dapat dibandingkan.
    Dasar: desain; nomor revisi pada identitas dokumen.

    Salah:
        revisi: 1a

    Benar:
        revisi: 1
    """
    yield from reading.of("FM14")


def attachments(reading: Reading, context: Context) -> Iterator[Problem]:
    """Lampiran ditulis dengan nama berkas dan sidiknya.

    Mengapa: sidik SHA-256 mengikat isi lampiran pada dokumen yang disahkan. Nama berkas tanpa folder, supaya lampiran
    selalu berada di folder dokumennya.
    Dasar: desain; sidik SHA-256 (FIPS 180-4).

    Salah:
        lampiran:
          - berkas: ../pindaian.pdf
            sha256: belum dihitung

    Benar:
        lampiran:
          - berkas: pindaian.pdf
            sha256: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
    """
    yield from reading.of("FM15")


def known_keys(reading: Reading, context: Context) -> Iterator[Problem]:
    """Kunci termasuk yang dikenal.

    Mengapa: kunci yang salah eja tidak dibaca, sehingga nilainya hilang tanpa tanda.
    Dasar: desain; model dokumen.

    Salah:
        tangal_efektif: 2025-01-20

    Benar:
        tanggal_efektif: 2025-01-20
    """
    yield from reading.of("SP02")


def kind(reading: Reading, context: Context) -> Iterator[Problem]:
    """Jenis dokumen disebut dan dikenal.

    Mengapa: jenis menentukan kunci, klausul, dan tampilan dokumen.
    Dasar: desain; SOP menurut PermenPANRB 35/2012, maklumat menurut PermenPANRB 15/2014.

    Salah:
        jenis: makumat

    Benar:
        jenis: maklumat
    """
    yield from reading.of("SP13")
