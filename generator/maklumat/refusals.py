"""The words of the gate: every reason for which a commit may not be published, under its code (GB01 …).

`maklumat explain GB11` shows the page of a code; see rules/approval.py.
"""

from __future__ import annotations

from datetime import date

from .dates import words
from .layout import REGISTRY
from .verdicts import Refusal

__all__ = [
    "attachments_differ", "broken_registry", "disappeared", "empty_anchor", "empty_registry", "faulty_document",
    "from_the_future", "id_mismatch", "id_taken", "key_expired", "key_unknown", "left_behind", "malformed",
    "misdated", "no_anchor", "no_approver", "no_scan", "not_in_office", "not_plain", "not_published_line",
    "nothing_signed", "number_taken", "other_domain", "other_purpose", "registry_left_behind", "replayed_registry",
    "settings", "shallow", "signature_gone", "stale_revision", "unfitting", "unreadable", "unsigned_registry",
    "unsupported",
]

TAKEN = "GB17"
LONGEST = 30  # days from the date in the document to the commit that brings it

_RESIGN = "Kembalikan naskah ke bentuk yang disahkan, atau naikkan `revisi` lalu minta pengesahan baru."
_WHAT = {"120000": ("tautan ke berkas lain", "Ganti tautan itu dengan berkasnya sendiri."),
         "160000": ("repositori lain (submodule)", "Hapus submodule itu."),
         "100755": ("berkas yang boleh dijalankan", "Jalankan `git update-index --chmod=-x` pada berkas ini."),
         ".gitattributes": ("perintah kepada git yang dapat mengubah isi berkas",
                            "Hapus berkas ini; aturan git cukup di .gitattributes paling atas.")}


def shallow() -> Refusal:
    return Refusal("GB01", "", "riwayat git pada salinan ini tidak lengkap, sehingga pengesahan tidak dapat diperiksa",
                   "Jalankan `git fetch --unshallow` (di GitHub Actions: `fetch-depth: 0`), lalu ulangi.")


def no_anchor(anchor: str) -> Refusal:
    if not anchor:
        return Refusal("GB02", "", "jangkar belum ditetapkan",
                       "Isi variabel MAKLUMAT_ANCHOR, atau pakai `--anchor`, dengan commit yang daftar pengesahnya "
                       "sudah dicocokkan pemegang kunci akar.")
    return Refusal("GB02", "", f"jangkar `{anchor}` bukan id commit pada garis riwayat utama",
                   "Tulis id commit selengkapnya (`git rev-parse`), bukan awalnya, nama cabang, atau tag. Bila nilai "
                   "MAKLUMAT_ANCHOR sudah benar, riwayat telah ditulis ulang: jangan terbitkan.")


def empty_anchor(anchor: str) -> Refusal:
    return Refusal("GB02", "", f"commit jangkar `{anchor}` tidak memuat daftar pengesah",
                   "Pilih commit pertama yang memuat daftar pengesah, sesudah dicocokkan pemegang kunci akar.")


def no_approver() -> Refusal:
    return Refusal("GB03", REGISTRY, "belum ada pengesah yang terdaftar, jadi situs ini masih contoh",
                   "Daftarkan kunci akar dan pengesah dengan `maklumat approver add`; urutannya ditunjukkan "
                   "`maklumat ready`.")


def nothing_signed() -> Refusal:
    return Refusal("GB04", "", "belum ada satu pun dokumen yang disahkan, jadi tidak ada yang diterbitkan",
                   "Minta pengesah menjalankan `maklumat sign ID --key KUNCI`.")


def unsigned_registry() -> Refusal:
    return Refusal("GB05", REGISTRY, "daftar pengesah berubah tanpa tanda tangan sah dari kunci akar",
                   "Minta pemegang kunci akar menjalankan `maklumat approver sign --key KUNCI`, atau kembalikan "
                   "daftar itu.")


def replayed_registry() -> Refusal:
    return Refusal("GB05", REGISTRY, "daftar pengesah ini pernah berlaku dan sudah diganti pemegang kunci akar",
                   "Kembalikan daftar yang terbaru. Bila isi lama memang diperlukan lagi, pemegang kunci akar "
                   "menambahkan satu baris komentar `#` lalu menandatanganinya.")


def registry_left_behind() -> Refusal:
    return Refusal("GB05", REGISTRY, "cabang yang digabung memuat daftar pengesah yang lebih baru dan bertanda tangan "
                   "kunci akar, tetapi daftar itu tidak terbawa", "Kembalikan daftar pengesah yang terbaru.")


def left_behind(path: str, number: int, latest: int) -> Refusal:
    here = f"di sini revisi {latest}" if latest else "di sini dokumen itu tidak ada"
    return Refusal("GB15", path, f"cabang yang digabung memuat revisi {number} yang sah, sedangkan {here}",
                   "Kembalikan revisi itu, atau sahkan revisi yang lebih tinggi.")


def not_published_line(commit: str) -> Refusal:
    return Refusal("GB02", "", f"commit yang sedang terbit, `{commit}`, tidak ada pada garis riwayat utama, jadi situs "
                   "akan mundur", "Terbitkan hanya commit yang melanjutkan commit itu.")


def from_the_future(commit: str) -> Refusal:
    return Refusal("GB21", "", f"commit {commit[:12]} bertanggal lebih dari sehari di depan, sehingga tanggal "
                   "pengesahan sesudahnya tidak dapat dinilai",
                   "Betulkan jam komputer, lalu buat ulang commit itu. Bila sudah telanjur di cabang utama, "
                   "administrator memindahkan jangkar ke commit sesudahnya.")


def broken_registry(line: int, message: str) -> Refusal:
    return Refusal("GB06", REGISTRY, f"baris {line}: {message}" if line else message,
                   "Betulkan baris itu, lalu minta tanda tangan kunci akar lagi.")


def empty_registry() -> Refusal:
    return Refusal("GB07", REGISTRY, "daftar pengesah dihapus atau dikosongkan",
                   "Kembalikan daftar itu. Pejabat yang berhenti tidak dihapus, tetapi ditutup masanya dengan "
                   "`maklumat approver retire`.")


def not_plain(path: str, mode: str) -> Refusal:
    what, help = _WHAT.get(mode, ("jenis lain", "Ganti dengan berkas biasa."))
    return Refusal("GB08", path, f"bukan berkas biasa, melainkan {what}", help)


def disappeared(path: str) -> Refusal:
    return Refusal("GB09", path, "dokumen yang sudah disahkan hilang atau dipindahkan tanpa dicabut",
                   "Kembalikan berkasnya. Untuk mencabut, sahkan dulu revisi baru dengan `status: dicabut`.")


def signature_gone(path: str) -> Refusal:
    return Refusal("GB10", path, "tanda tangannya tidak ada lagi, padahal dokumen ini pernah disahkan",
                   "Kembalikan `index.md` dan `index.md.sig` seperti semula, atau naikkan `revisi` lalu minta "
                   "pengesahan baru.")


def unfitting(path: str) -> Refusal:
    return Refusal("GB11", path, "tanda tangan tidak cocok dengan isi: naskah atau tanda tangannya berubah", _RESIGN)


def malformed(path: str, fault: str) -> Refusal:
    return Refusal("GB11", path, f"berkas tanda tangannya rusak: {fault}", _RESIGN)


def other_purpose(path: str, namespace: str) -> Refusal:
    return Refusal("GB11", path, f"tanda tangannya dibuat untuk keperluan lain, bukan `{namespace}`", _RESIGN)


def key_unknown(path: str, whose: str) -> Refusal:
    return Refusal("GB12", path, f"kunci yang menandatangani tidak terdaftar untuk {whose}",
                   "Minta pejabat yang tertulis pada `disahkan_oleh` menandatangani dengan kuncinya sendiri. Kunci "
                   "baru berlaku sesudah daftar pengesah yang memuatnya masuk pada commit sebelumnya.")


def not_in_office(path: str, day: date) -> Refusal:
    return Refusal("GB12", path, f"kunci penanda tangan tidak berlaku pada tanggal pengesahan, {words(day)}",
                   "Cocokkan masa jabatan dengan `maklumat approver list`; minta pejabat yang berwenang mengesahkan "
                   "lagi.")


def misdated(path: str, signed: date | None, day: date) -> Refusal:
    if signed is None:
        message = "`tanggal_pengesahan` kosong atau bukan tanggal"
    elif signed > day:
        message = f"`tanggal_pengesahan` ({words(signed)}) belum tiba"
    else:
        message = f"`tanggal_pengesahan` ({words(signed)}) lebih dari {LONGEST} hari sebelum dokumen ini masuk " \
                  "repositori"
    return Refusal("GB13", path, message,
                   "Minta pengesah menjalankan `maklumat sign` lagi; tanggalnya ditulis saat itu.")


def key_expired(path: str, day: date) -> Refusal:
    return Refusal("GB14", path, f"kunci penanda tangan tidak berlaku lagi pada {words(day)}, saat dokumen ini masuk "
                   "repositori",
                   "Minta pejabat yang sekarang berwenang mengesahkan.")


def stale_revision(path: str, number: int, latest: int) -> Refusal:
    if not number:
        return Refusal("GB15", path, "`revisi` kosong atau bukan bilangan bulat",
                       f"Tulis `revisi: {latest + 1}`, lalu sahkan.")
    return Refusal("GB15", path, f"`revisi` {number} tidak lebih besar dari revisi {latest} yang sudah disahkan",
                   f"Tulis `revisi: {latest + 1}`, lalu minta pengesahan baru.")


def attachments_differ(path: str, fault: str) -> Refusal:
    return Refusal("GB16", path, fault, "Samakan isi folder dengan `lampiran` yang disahkan, atau sahkan revisi baru.")


def id_mismatch(path: str) -> Refusal:
    return Refusal(TAKEN, path, "`id` atau `jenis` tidak sama dengan nama foldernya",
                   "Dokumen yang sudah disahkan tidak dapat disalin ke folder lain; hapus salinan ini.")


def id_taken(path: str, owner: str) -> Refusal:
    return Refusal(TAKEN, path, f"`id` ini sudah dipakai {owner}", "Beri dokumen ini `id` sendiri, lalu sahkan.")


def number_taken(path: str, owner: str) -> Refusal:
    return Refusal(TAKEN, path, f"nomor SOP ini sudah dipakai {owner}", "Tulis nomor SOP yang benar, lalu sahkan.")


def unreadable(path: str) -> Refusal:
    return Refusal("GB18", path, "kepala datanya tidak dapat dibaca",
                   "Jalankan `maklumat check` untuk melihat sebabnya.")


def faulty_document(path: str, fault: str) -> Refusal:
    return Refusal("GB18", path, f"mengandung galat: {fault}",
                   "Betulkan naskahnya (`maklumat check`), naikkan `revisi`, lalu minta pengesahan baru.")


def unsupported(path: str, method: str) -> Refusal:
    return Refusal("GB19", path, f"cara pengesahan `{method}` belum dapat diperiksa" if method else "`cara` kosong",
                   "Pakai `cara: sshsig`, atau `cara: basah` dengan pindaian yang disahkan salinannya.")


def no_scan(path: str) -> Refusal:
    return Refusal("GB19", path, "pengesahan basah tanpa pindaian naskah yang ditandatangani",
                   "Cantumkan pindaiannya pada `lampiran`, lalu sahkan salinannya.")


def other_domain(registered: str, domain: str) -> Refusal:
    return Refusal("GB20", "mkdocs.yml", f"`site_url` menyebut {domain or 'alamat lain'}, padahal daftar pengesah dan "
                   f"tanda tangan dibuat untuk {registered}",
                   "Kembalikan `site_url`. Pindah alamat berarti daftar pengesah, pengesahan, dan jangkar baru; lihat "
                   "panduan memasang.")


def settings(message: str) -> Refusal:
    return Refusal("GB20", "mkdocs.yml", message, "Betulkan mkdocs.yml.")
