"""GB: what the gate refuses about a document and its signature. It judges them; these are its pages."""

from __future__ import annotations

__all__ = ["attachments", "checked", "date_of_approval", "fits_the_text", "kept", "key_valid_today", "method",
           "plain_files", "revision_rises", "signature_kept", "signer_enrolled", "unique"]


def plain_files() -> None:
    """Dokumen, lampiran, tanda tangan, dan daftar pengesah berupa berkas biasa.

    Mengapa: tautan ke berkas lain dapat diarahkan ke isi yang tidak pernah ditandatangani, sedangkan repositori di
    dalam repositori tidak ikut diperiksa.
    Dasar: ketentuan teknis aplikasi ini; menangkal lampiran dan dokumen yang ditukar lewat tautan.

    Salah:
        index.md yang berupa tautan, atau berkas dengan izin untuk dijalankan sebagai program

    Benar:
        chmod 644 index.md    # berkas biasa yang isinya tersimpan di tempatnya
    """


def kept() -> None:
    """Dokumen yang sudah disahkan tidak hilang dan tidak berpindah.

    Mengapa: janji kepada masyarakat tidak boleh lenyap diam-diam. Pencabutan juga perbuatan pejabat: ditulis dalam
    dokumen dan ditandatangani.
    Dasar: UU 25/2009 Pasal 15 huruf b: maklumat pelayanan dipublikasikan; menangkal penghapusan diam-diam.

    Salah:
        folder dokumen dihapus atau diganti namanya

    Benar:
        status: dicabut    # dengan nomor revisi baru, lalu ditandatangani kembali
    """


def signature_kept() -> None:
    """Tanda tangan dokumen yang sudah disahkan tetap ada.

    Mengapa: dokumen yang pernah disahkan tidak dapat kembali menjadi rancangan. Bila tanda tangannya hilang, yang
    tampil tidak lagi dapat dibuktikan sebagai naskah pejabat.
    Dasar: PermenPANRB 35/2012, bagian identitas: pengesahan memuat tanda tangan pejabat.

    Salah:
        index.md.sig dihapus

    Benar:
        git checkout COMMIT -- FOLDER/index.md.sig    # dari commit terakhir yang memuatnya
    """


def fits_the_text() -> None:
    """Tanda tangan cocok dengan isi dokumen.

    Mengapa: tanda tangan berlaku untuk isi berkas sampai ke byte terakhir. Satu huruf, angka, atau spasi yang berubah
    sesudah pengesahan berarti naskah itu bukan lagi yang disahkan pejabat.
    Dasar: UU ITE dan PP 71/2019 Pasal 60; menangkal naskah yang disunting sesudah ditandatangani, tanda tangan yang
    dipindahkan dari dokumen lain, dan tanda tangan untuk keperluan atau instansi lain.

    Salah:
        "10 hari kerja" diubah menjadi "70 hari kerja" sesudah ditandatangani

    Benar:
        kembalikan isi yang disahkan, atau naikkan revisi lalu jalankan maklumat sign ID-DOKUMEN --key kunci-pejabat
    """


def signer_enrolled() -> None:
    """Penanda tangan terdaftar untuk keperluan itu dan sedang menjabat pada tanggal pengesahan.

    Mengapa: kunci yang sah saja belum cukup. Kunci itu harus milik pejabat yang disebut pada `disahkan_oleh`, terdaftar
    untuk mengesahkan, dan tanggal pengesahannya berada dalam masa jabatannya.
    Dasar: PermenPANRB 35/2012, bagian identitas: pengesahan oleh pejabat yang berwenang; menangkal penyunting yang
    menandatangani sendiri dan pejabat yang sudah berhenti.

    Salah:
        dokumen ditandatangani penyunting, atau pejabat yang masa tugasnya sudah lewat

    Benar:
        maklumat approver list    # pejabat, keperluan, dan masa berlakunya terlihat di sini
    """


def date_of_approval() -> None:
    """Tanggal pengesahan wajar: tidak di masa depan dan paling lama 30 hari sebelum masuk repositori.

    Mengapa: tanggal ditulis penanda tangan sendiri. Tanpa batas ini, orang yang sudah berhenti dapat memundurkan
    tanggal ke masa jabatannya, dan orang yang belum menjabat dapat mengesahkan lebih dahulu.
    Dasar: ketentuan teknis aplikasi ini; menangkal tanggal yang dimundurkan atau dimajukan.

    Salah:
        tanggal_pengesahan: 2024-12-31    # masuk repositori pada bulan Juni 2025

    Benar:
        tanggal_pengesahan: 2025-06-02    # ditulis sendiri oleh perintah maklumat sign
    """


def key_valid_today() -> None:
    """Kunci penanda tangan masih berlaku pada hari tanda tangan itu masuk.

    Mengapa: masa jabatan yang diperiksa pada tanggal pengesahan saja masih dapat diakali dengan tanggal mundur. Karena
    itu kunci untuk pengesahan baru juga harus berlaku pada hari dokumen itu masuk; pengesahan lama tetap sah.
    Dasar: ketentuan teknis aplikasi ini; menangkal pejabat yang sudah berhenti tetapi masih memegang kuncinya.

    Salah:
        masa tugas berakhir 31 Mei, dokumen bertanggal 30 Mei baru masuk pada 10 Juni

    Benar:
        dokumen disahkan kembali oleh pejabat yang sekarang menjabat
    """


def revision_rises() -> None:
    """Nomor revisi naik setiap kali dokumen disahkan kembali.

    Mengapa: naskah lama pun pernah ditandatangani dengan sah. Bila nomornya boleh sama atau turun, naskah lama dapat
    dipasang kembali tanpa ketahuan.
    Dasar: PermenPANRB 35/2012, bagian identitas: tanggal revisi; menangkal pemasangan kembali naskah lama.

    Salah:
        revisi: 1    # padahal revisi 2 sudah disahkan

    Benar:
        revisi: 3
    """


def attachments() -> None:
    """Lampiran tepat sama dengan yang tercantum dalam dokumen.

    Mengapa: lampiran ikut disahkan lewat sidik jari SHA-256 yang tertulis dalam dokumen. Lampiran yang ditukar,
    kurang, atau tidak tercantum bukan bagian dari yang disahkan pejabat.
    Dasar: ketentuan teknis aplikasi ini; menangkal lampiran dan gambar yang ditukar.

    Salah:
        bagan.png di folder dokumen tanpa tercantum pada `lampiran`

    Benar:
        lampiran:
          - berkas: bagan.png
            sha256: 64 angka dan huruf dari perintah sha256sum bagan.png
    """


def unique() -> None:
    """Id dan nomor SOP tidak dipakai dua dokumen yang disahkan.

    Mengapa: pemohon harus menemukan tepat satu naskah di balik satu nomor. Dua naskah sah bernomor sama membuat orang
    dapat memilih yang menguntungkannya.
    Dasar: PermenPANRB 35/2012, bagian identitas: nomor SOP; menangkal dokumen yang disalin ke tempat lain.

    Salah:
        dua SOP dengan nomor_sop: "800/07/Sekr/BCN/2025"

    Benar:
        nomor_sop: "800/08/Sekr/BCN/2025"
    """


def checked() -> None:
    """Dokumen yang ditandatangani dapat dibaca dan tidak mengandung galat.

    Mengapa: naskah dengan dua cara baca dapat menampilkan hal lain daripada yang dilihat pejabat ketika menandatangani.
    Naskah seperti itu ditolak meskipun tanda tangannya cocok.
    Dasar: PermenPANRB 15/2014 untuk isi wajib maklumat; menangkal teks tersembunyi, huruf yang tampak sama, dan
    data ganda.

    Salah:
        dokumen ditandatangani dengan alat lain tanpa diperiksa lebih dahulu

    Benar:
        maklumat check    # sampai tidak ada galat, lalu maklumat sign ID-DOKUMEN --key kunci-pejabat
    """


def method() -> None:
    """Cara pengesahan dikenal, dan tanda tangan basah disertai pindaiannya.

    Mengapa: gerbang hanya menerima bukti yang dapat diperiksanya: tanda tangan digital dengan kunci terdaftar, atau
    pindaian tanda tangan basah yang dinyatakan sesuai aslinya oleh petugas terdaftar. TTE tersertifikasi belum
    didukung, sehingga tidak pernah dianggap sah.
    Dasar: PP 71/2019 Pasal 60 ayat (2) membedakan tanda tangan elektronik tersertifikasi dan tidak tersertifikasi.

    Salah:
        cara: basah
        lampiran: []

    Benar:
        cara: basah
        lampiran:
          - berkas: pindaian.pdf
            sha256: 64 angka dan huruf dari perintah sha256sum pindaian.pdf
    """
