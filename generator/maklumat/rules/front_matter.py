"""FM: the front matter, and the SP rules on its keys: what the readers found, and why it matters."""

from __future__ import annotations

__all__ = ["anchors", "attachments", "choices", "closed", "comments", "depth", "document_marks", "escapes", "keys",
           "kind", "known_keys", "opened", "readable", "revision", "shapes", "tags", "twice"]


def opened() -> None:
    """Berkas diawali kepala data.

    Mengapa: nomor, tanggal, dan pejabat pengesah dibaca dari kepala data. Tanpa kepala data, dokumen tidak dikenal.
    Dasar: ketentuan teknis aplikasi ini.

    Salah:
        jenis: maklumat
        judul: Maklumat Pelayanan

    Benar:
        ---
        jenis: maklumat
        judul: Maklumat Pelayanan
        ---
    """


def closed() -> None:
    """Kepala data ditutup dengan `---`.

    Mengapa: tanpa penutup, tidak ada batas antara kepala data dan naskah.
    Dasar: ketentuan teknis aplikasi ini.

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


def readable() -> None:
    """Kepala data dapat dibaca.

    Mengapa: titik dua, tanda kutip, atau spasi di awal baris yang keliru membuat seluruh kepala data tidak
    terbaca. Pembangun situs yang umum bahkan menayangkan kepala data yang rusak apa adanya.
    Dasar: ketentuan teknis aplikasi ini; kaidah penulisan YAML.

    Salah:
        nama: CONTOH, S.Sos: Kepala

    Benar:
        nama: "CONTOH, S.Sos: Kepala"
    """


def twice() -> None:
    """Kunci tidak ditulis dua kali.

    Mengapa: dari dua nilai, pembaca lain memakai yang terakhir tanpa memberi tahu. Yang dibaca pejabat bisa berbeda
    dengan yang dipakai.
    Dasar: ketentuan teknis aplikasi ini; satu kunci satu nilai.

    Salah:
        status: dicabut
        status: berlaku

    Benar:
        status: berlaku
    """


def anchors() -> None:
    """Nilai tidak merujuk nilai lain.

    Mengapa: penanda `&`, rujukan `*`, dan tanda gabung `<<` mengambil isi dari tempat lain, sehingga nilai tidak
    terbaca di tempatnya.
    Dasar: ketentuan teknis aplikasi ini; yang terbaca adalah yang berlaku.

    Salah:
        nama: *pejabat

    Benar:
        nama: CONTOH PEJABAT, S.Sos.
    """


def tags() -> None:
    """Nilai tidak memakai penanda jenis.

    Mengapa: penanda seperti `!!int` mengubah cara nilai dibaca. Di sini semua nilai adalah teks.
    Dasar: ketentuan teknis aplikasi ini.

    Salah:
        revisi: !!int 1

    Benar:
        revisi: 1
    """


def document_marks() -> None:
    """Kepala data hanya satu dan tanpa perintah.

    Mengapa: tanda `...`, `%YAML`, atau `---` kedua membagi kepala data; bagian sesudahnya diabaikan pembaca lain.
    Dasar: ketentuan teknis aplikasi ini.

    Salah:
        jenis: sop
        ...
        status: dicabut

    Benar:
        jenis: sop
        status: dicabut
    """


def keys() -> None:
    """Kunci berupa teks biasa.

    Mengapa: kunci yang kosong, atau yang berupa daftar, tidak dapat dicari.
    Dasar: ketentuan teknis aplikasi ini.

    Salah:
        ? [nama, jabatan]
        : CONTOH PEJABAT

    Benar:
        nama: CONTOH PEJABAT
    """


def depth() -> None:
    """Kepala data tidak terlalu besar atau terlalu dalam.

    Mengapa: isi yang bersarang puluhan tingkat tidak mungkin disengaja dan dapat menghentikan pemeriksaan.
    Dasar: ketentuan teknis aplikasi ini; kepala data paling banyak 64 KiB.

    Salah:
        dasar_hukum: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[

    Benar:
        dasar_hukum:
          - Undang-Undang Nomor 14 Tahun 2008 tentang Keterbukaan Informasi Publik
    """


def comments() -> None:
    """Tidak ada teks yang hilang di belakang tanda `#`.

    Mengapa: spasi yang diikuti `#` memulai catatan; teks sesudahnya tidak ikut menjadi nilai. Catatan pada baris
    tersendiri boleh.
    Dasar: ketentuan teknis aplikasi ini; kaidah penulisan YAML.

    Salah:
        nama: CONTOH PEJABAT #1

    Benar:
        nama: "CONTOH PEJABAT #1"
    """


def shapes() -> None:
    """Nilai berbentuk seperti yang diminta kuncinya.

    Mengapa: daftar yang ditulis sebagai satu teks, atau teks yang ditulis sebagai daftar, tidak dapat ditampilkan
    pada tempatnya.
    Dasar: ketentuan teknis aplikasi ini; model dokumen.

    Salah:
        dasar_hukum: Undang-Undang Nomor 14 Tahun 2008

    Benar:
        dasar_hukum:
          - Undang-Undang Nomor 14 Tahun 2008 tentang Keterbukaan Informasi Publik
    """


def choices() -> None:
    """Nilai pilihan termasuk yang dikenal.

    Mengapa: `status`, `cara`, `alur`, dan `jenis` langkah hanya mengenal beberapa nilai. Salah eja mengubah artinya.
    Dasar: ketentuan teknis aplikasi ini; lambang bagan alir menurut PermenPANRB 35/2012.

    Salah:
        status: berlku

    Benar:
        status: berlaku
    """


def escapes() -> None:
    """Kutip ganda tidak memuat kode karakter.

    Mengapa: di dalam kutip ganda, `\\u202e` atau `\\n` dibaca sebagai karakter lain, sehingga nilai yang terbaca di
    berkas berbeda dengan yang tampil.
    Dasar: ketentuan teknis aplikasi ini; yang terbaca adalah yang berlaku.

    Salah:
        judul: "Maklumat\\u0020Pelayanan"

    Benar:
        judul: "Maklumat Pelayanan"
    """


def revision() -> None:
    """Revisi berupa bilangan bulat mulai dari 1.

    Mengapa: setiap perubahan yang disahkan menaikkan nomor revisi, sehingga urutannya harus dapat dibandingkan.
    Dasar: ketentuan teknis aplikasi ini; nomor revisi pada identitas dokumen.

    Salah:
        revisi: 1a

    Benar:
        revisi: 1
    """


def attachments() -> None:
    """Lampiran ditulis dengan nama berkas dan sidik jarinya.

    Mengapa: sidik jari SHA-256 mengikat isi lampiran pada dokumen yang disahkan. Nama berkas tanpa folder, supaya
    lampiran selalu berada di folder dokumennya. Jenisnya hanya gambar (png, jpg, jpeg, gif, webp, avif), pdf, txt, csv,
    dan dokumen kantor (docx, xlsx, pptx, odt, ods, odp), yang tidak menjalankan apa-apa di peramban.
    Dasar: ketentuan teknis aplikasi ini; sidik jari SHA-256 (FIPS 180-4).

    Salah:
        lampiran:
          - berkas: ../pindaian.pdf
            sha256: belum dihitung

    Benar:
        lampiran:
          - berkas: pindaian.pdf
            sha256: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
    """


def known_keys() -> None:
    """Kunci termasuk yang dikenal.

    Mengapa: kunci yang salah eja tidak dibaca, sehingga nilainya hilang tanpa tanda.
    Dasar: ketentuan teknis aplikasi ini; model dokumen.

    Salah:
        tangal_efektif: 2025-01-20

    Benar:
        tanggal_efektif: 2025-01-20
    """


def kind() -> None:
    """Jenis dokumen disebut dan dikenal.

    Mengapa: jenis menentukan kunci, klausul, dan tampilan dokumen.
    Dasar: ketentuan teknis aplikasi ini; SOP menurut PermenPANRB 35/2012, maklumat menurut PermenPANRB 15/2014.

    Salah:
        jenis: makumat

    Benar:
        jenis: maklumat
    """
