"""GB: what the gate refuses about the repository as a whole: its history, its settings, its registry of approvers."""

from __future__ import annotations

__all__ = ["anchor", "approver_enrolled", "commit_times", "registry_kept", "registry_readable", "registry_signed",
           "settings_usable", "something_signed", "whole_history"]


def whole_history() -> None:
    """Riwayat repositori lengkap.

    Mengapa: gerbang menelusuri setiap perubahan sejak jangkar. Pada salinan yang riwayatnya dipotong, kunci yang
    diselipkan atau dokumen yang dihapus di bagian yang hilang tidak akan terlihat.
    Dasar: ketentuan teknis aplikasi ini; menangkal riwayat yang ditulis ulang.

    Salah:
        git clone --depth 1 ALAMAT

    Benar:
        git clone ALAMAT
        git fetch --unshallow    # untuk salinan yang sudah telanjur terpotong
    """


def anchor() -> None:
    """Jangkar diberikan dan berada pada garis utama riwayat.

    Mengapa: jangkar ialah commit yang daftar pengesahnya Anda percayai karena sudah dicocokkan sendiri. Tanpa jangkar,
    siapa pun dapat menulis ulang riwayat beserta daftar pengesahnya. Karena itu jangkar disimpan di luar repositori,
    dengan id commit selengkapnya: commit lain dengan awal id yang sama dapat dibuat dalam hitungan detik.
    Dasar: ketentuan teknis aplikasi ini; menangkal riwayat yang ditulis ulang dan situs yang dikembalikan ke keadaan
    lama.

    Salah:
        maklumat gate    # tanpa jangkar, atau dengan awal id saja

    Benar:
        maklumat gate --anchor COMMIT
        export MAKLUMAT_ANCHOR=COMMIT    # atau sekali saja, pada variabel yang dijaga administrator
    """


def approver_enrolled() -> None:
    """Sedikitnya satu pengesah terdaftar.

    Mengapa: selama daftar pengesah kosong, tidak ada yang dapat membuktikan pengesahan. Situs hanya CONTOH dan tidak
    boleh diterbitkan sebagai laman resmi.
    Dasar: UU 25/2009 Pasal 15 huruf b: maklumat pelayanan ditetapkan dahulu, lalu dipublikasikan.

    Salah:
        pengesah/allowed_signers yang belum ada atau hanya berisi komentar

    Benar:
        maklumat approver add --root --key akar.pub
        maklumat approver add 197001011995011001 --key pejabat.pub --name "Pejabat Contoh" --since 2025-01-02
        maklumat approver sign --key akar
    """


def something_signed() -> None:
    """Sedikitnya satu dokumen sudah disahkan.

    Mengapa: tanpa dokumen yang disahkan tidak ada yang dapat diumumkan; situs yang kosong hanya akan menghapus laman
    yang sekarang tampil.
    Dasar: UU 25/2009 Pasal 15 huruf b: yang dipublikasikan ialah maklumat yang sudah ditetapkan.

    Salah:
        semua dokumen masih rancangan

    Benar:
        maklumat sign ID-DOKUMEN --key kunci-pejabat
    """


def registry_signed() -> None:
    """Perubahan daftar pengesah ditandatangani dengan kunci akar.

    Mengapa: siapa yang dapat mengubah daftar pengesah dapat mengangkat dirinya sendiri. Karena itu setiap perubahan
    daftar harus ditandatangani pemegang kunci akar yang sudah dipercaya sebelum perubahan itu.
    Dasar: ketentuan teknis aplikasi ini; menangkal kunci baru yang diselipkan bersama dokumen yang ditandatanganinya.

    Salah:
        baris baru pada pengesah/allowed_signers tanpa tanda tangan akar yang baru

    Benar:
        maklumat approver sign --key akar    # dijalankan pemegang kunci akar, lalu kedua berkas masuk satu commit
    """


def registry_readable() -> None:
    """Setiap baris daftar pengesah tertulis benar.

    Mengapa: satu baris yang dapat dibaca dengan dua cara, atau yang berlaku untuk siapa saja, membuka pintu bagi orang
    lain. Daftar yang cacat ditolak seluruhnya, bukan dipercaya sebagian.
    Dasar: ketentuan teknis aplikasi ini; menangkal baris dengan tanda bintang, kunci pemberi sertifikat, dan tanggal
    tanpa huruf Z.

    Salah:
        * namespaces="maklumat@ppid.contoh.go.id" ssh-ed25519 AAAA…

    Benar:
        nip:197001011995011001 namespaces="maklumat@ppid.contoh.go.id",valid-after="20250102Z" ssh-ed25519 AAAA…
    """


def registry_kept() -> None:
    """Daftar pengesah tidak dihapus dan tidak dikosongkan.

    Mengapa: sekali ada pengesah terdaftar, pemeriksaan ketat berlaku seterusnya. Bila daftar boleh dikosongkan, orang
    dapat mengembalikan situs ke keadaan contoh lalu menerbitkan apa saja.
    Dasar: ketentuan teknis aplikasi ini; menangkal penghapusan daftar pengesah.

    Salah:
        git rm pengesah/allowed_signers

    Benar:
        maklumat approver retire 197001011995011001 --until 2025-12-31
    """


def settings_usable() -> None:
    """mkdocs.yml menyebut alamat laman dan folder isi yang dapat dipakai.

    Mengapa: nama domain instansi ikut ditandatangani, sehingga tanda tangan tidak dapat dipakai instansi lain. Folder
    isi menentukan berkas mana yang dijaga gerbang.
    Dasar: ketentuan teknis aplikasi ini; menangkal tanda tangan yang dipakai ulang di instansi lain.

    Salah:
        site_url: ""

    Benar:
        site_url: https://ppid.contoh.go.id/
    """


def commit_times() -> None:
    """Commit tidak bertanggal di masa depan.

    Mengapa: pengesahan dinilai menurut waktu commit yang membawanya. Commit yang mengaku dari masa depan membuat
    pengesahan sesudahnya tampak terlalu tua. Selisih sampai sehari dibiarkan, karena jam komputer dapat keliru.
    Dasar: ketentuan teknis aplikasi ini; menangkal tanggal commit yang dipalsukan.

    Salah:
        GIT_COMMITTER_DATE=2031-01-01 git commit

    Benar:
        git commit
    """
