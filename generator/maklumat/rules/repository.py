"""RP: what holds between documents and their folders, and what must never lie in a public repository."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from .. import dates, numbers
from ..documents import Reading, sops_by_number
from ..findings import Place, Problem
from ..layout import DEVICE, FOLDER
from ..model import Document, Kind, Outline
from ..nearest import Names
from . import dates as own_dates
from .context import Context

__all__ = ["folder", "in_order", "known_sop", "one_in_force", "person_number", "phone", "secret_key", "unique_id"]

# both begin with what is rare in a text, and only then look at what stands before it: that is several times as fast
_SIXTEEN = re.compile(r"[0-9](?<![\w.-].)[0-9]{3}(?:[0-9]{12}|([ .-])[0-9]{4}\1[0-9]{4}\1[0-9]{4})(?![\w-])")
_PERSON = re.compile(  # province, rest of the district, day (women: + 40), month, year and serial
    r"(?:1[1-9]|21|3[1-6]|5[1-3]|6[1-5]|7[1-6]|8[12]|9[1-7])[0-9]{4}"
    r"(?:[04][1-9]|[1256][0-9]|[37][01])(?:0[1-9]|1[0-2])[0-9]{6}")
_MOBILE = re.compile(r"[+60](?<![\w.+/-].)(?:(?<=\+)62|(?<=6)2|(?<=0))[ .-]?8[1-9][0-9](?:[ .-]?[0-9]){6,9}(?![\w-])")
_SERVICE = re.compile(
    r"\b(?:layanan|pelayanan|ppid|whatsapp|wa|sms|call ?cent(?:er|re)|hotline|helpdesk|pengaduan|aduan|lapor|narahubung"
    r"|kontak|hubungi|telepon|telp|tlp)\b", re.IGNORECASE)
_SECRET = re.compile(r"-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----")


def one_in_force(documents: Sequence[Outline], context: Context) -> Iterator[tuple[Outline, Problem]]:
    """Satu layanan pada satu unit punya satu maklumat yang berlaku.

    Mengapa: dua maklumat berjudul sama yang sama-sama berlaku membuat masyarakat tidak tahu janji mana yang dipegang.
    Maklumat lama dicabut, atau diperbarui pada berkasnya sendiri.
    Dasar: UU 25/2009 Pasal 15 huruf b.

    Salah:
        status: berlaku    # pada dua maklumat berjudul sama dari unit yang sama

    Benar:
        status: dicabut    # pada maklumat yang lama
    """
    first: dict[tuple[str, ...], Outline] = {}
    for document in documents:
        if document.kind is Kind.MAKLUMAT and document.status and document.status.text == "berlaku" and document.title:
            agency = document.agency
            names = (document.title, agency.government, agency.office, agency.unit)
            key = tuple(" ".join(name.text.split()).casefold() if name else "" for name in names)
            other = first.setdefault(key, document)
            if other is not document:
                yield document, Problem(
                    document.status.place, f"maklumat berjudul sama dari unit ini sudah berlaku pada `{other.path}`",
                    "Tulis `status: dicabut` pada maklumat yang lama, atau bedakan judulnya menurut layanannya.")


def known_sop(documents: Sequence[Outline], context: Context) -> Iterator[tuple[Outline, Problem]]:
    """SOP yang dirujuk maklumat ada.

    Mengapa: maklumat ditetapkan menurut SOP; laman menautkan keduanya dengan nomornya. Aturan ini diam bila tidak ada
    SOP yang ikut diperiksa, dan selama nomor salah satu SOP masih harus dibetulkan.
    Dasar: SOP Maklumat Pelayanan Informasi Publik; PerKI 1/2021 Pasal 23 ayat (2) huruf f.

    Salah:
        nomor_sop: "800/70/Sekr/BCN/2025"    # SOP yang ada bernomor 800/07/Sekr/BCN/2025

    Benar:
        nomor_sop: "800/07/Sekr/BCN/2025"
    """
    sops = sops_by_number(documents)
    missing = [(document, key) for document in documents if document.kind is Kind.MAKLUMAT and document.number
               and (key := numbers.key(document.number.text)) not in sops and _has_sound_number(document)]
    if not sops or not missing:
        return
    if not all(_has_sound_number(document) for document in documents if document.kind is Kind.SOP):
        return
    names = Names(sops)
    for document, key in missing:
        meant = sops.get(names.nearest(key))
        yield document, Problem(
            document.number.place, f"tidak ada SOP bernomor `{document.number.text}`",
            f"Mungkin maksud Anda `{meant.number.text}`." if meant
            else "Tulis nomor SOP yang menjadi dasar maklumat ini.", meant.number.text if meant else "")


def in_order(documents: Sequence[Outline], context: Context) -> Iterator[tuple[Outline, Problem]]:
    """Maklumat tidak berlaku sebelum SOP-nya dibuat.

    Mengapa: maklumat ditetapkan menurut SOP, jadi SOP ada lebih dulu. Yang dibandingkan tanggal pembuatan SOP, yang
    tidak berubah ketika SOP direvisi.
    Dasar: SOP Maklumat Pelayanan Informasi Publik, urutan langkah.

    Salah:
        tanggal_efektif: 2025-01-10    # SOP-nya dibuat 20 Januari 2025

    Benar:
        tanggal_efektif: 2025-01-22
    """
    sops = sops_by_number(documents)
    for document in documents:
        if document.kind is not Kind.MAKLUMAT or document.number is None:
            continue
        sop = sops.get(numbers.key(document.number.text))
        effective, made = _date(document, "tanggal_efektif"), sop and _date(sop, "tanggal_pembuatan")
        if not (effective and made and effective < made):
            continue
        if not any(problem for one in (document, sop) for problem in own_dates.in_order(one, context)):  # TG04 asks
            yield document, Problem(
                document.dates["tanggal_efektif"].written.place,
                f"maklumat berlaku sebelum SOP-nya dibuat ({dates.words(made)})",
                "Periksa `tanggal_efektif` maklumat ini dan `tanggal_pembuatan` SOP-nya.")


def person_number(reading: Reading, context: Context) -> Iterator[Problem]:
    """Tidak ada NIK atau nomor kartu keluarga.

    Mengapa: riwayat repositori publik tidak dapat ditarik kembali. Yang dilaporkan 16 angka yang bagian wilayah dan
    tanggal lahirnya mungkin.
    Dasar: UU 27/2022 tentang Pelindungan Data Pribadi.

    Salah:
        Pemohon membawa KTP dengan NIK 6271 0112 0380 0001.

    Benar:
        Pemohon membawa KTP.
    """
    for place, found in _matches(reading, _SIXTEEN):
        if _PERSON.fullmatch(re.sub(r"[ .-]", "", found)):
            yield Problem(place, "16 angka ini tampak sebagai NIK atau nomor kartu keluarga",
                          "Hapus nomornya; bila sudah pernah terkirim ke repositori, laporkan kepada pengelolanya.")


def phone(reading: Reading, context: Context) -> Iterator[Problem]:
    """Nomor ponsel yang tercantum adalah nomor layanan.

    Mengapa: nomor pribadi petugas bukan untuk umum. Nomor yang pada barisnya disebut sebagai layanan, kontak,
    WhatsApp, atau pengaduan tidak dilaporkan.
    Dasar: UU 27/2022 tentang Pelindungan Data Pribadi.

    Salah:
        Petugas: Budi, 0812-3456-7890

    Benar:
        Layanan WhatsApp PPID: 0812-3456-7890
    """
    for place, _ in _matches(reading, _MOBILE):
        if not _SERVICE.search(reading.lines[place.line - 1]):
            yield Problem(place, "nomor ponsel ini tidak disebut sebagai nomor layanan",
                          "Hapus nomor pribadi, atau tulis `Layanan WhatsApp PPID:` di depannya.")


def secret_key(reading: Reading, context: Context) -> Iterator[Problem]:
    """Tidak ada kunci rahasia.

    Mengapa: siapa pun yang membaca kunci rahasia dapat menandatangani atas nama pejabat. Menghapusnya saja tidak cukup
    karena riwayat tetap menyimpannya.
    Dasar: tata kelola kunci pengesahan.

    Salah:
        -----BEGIN OPENSSH PRIVATE KEY-----

    Benar:
        Kunci rahasia disimpan oleh pejabatnya sendiri, di luar repositori.
    """
    for place, _ in _matches(reading, _SECRET):
        yield Problem(place, "kunci rahasia tertulis di dalam dokumen",
                      "Hapus kunci ini, cabut dari daftar pengesah, lalu buat kunci baru.")


def folder(document: Document, context: Context) -> Iterator[Problem]:
    """Berkas berada di folder menurut jenis dan `id`-nya.

    Mengapa: alamat laman, tanda tangan, dan lampiran dicari menurut folder; dokumen yang disalin ke folder lain tidak
    boleh membawa pengesahannya. Di antara folder jenis dan folder `id` boleh ada satu folder unit. Nama folder menjadi
    bagian alamat, jadi hanya terdiri atas huruf a–z, angka, dan tanda hubung.
    Dasar: tata letak repositori: `content/maklumat/<id>/index.md`.

    Salah:
        id: pelayanan-informasi    # dalam folder pelayanan-informasi-publik

    Benar:
        id: pelayanan-informasi-publik
    """
    if not document.path.startswith(f"{context.content}/"):  # a text from elsewhere, checked on its own
        return
    *folders, file = document.path.removeprefix(f"{context.content}/").split("/")
    if file != "index.md" or len(folders) not in (2, 3) or folders[0] != document.kind:
        home = f"{context.content}/{document.kind}/{document.id.text if document.id else '<id>'}/index.md"
        yield Problem(document.place("jenis"), "berkas ini tidak berada di folder dokumennya",
                      f"Pindahkan ke `{home}`, atau betulkan `jenis`.")
    elif odd := next((name for name in folders if not FOLDER.fullmatch(name)), ""):
        yield Problem(document.place("id"), f"nama folder `{odd}` tidak dapat menjadi bagian alamat laman",
                      "Ganti nama folder itu; pakai huruf a–z, angka, dan tanda hubung saja, lalu samakan `id`-nya.")
    elif device := next((name for name in folders if DEVICE.fullmatch(name)), ""):
        yield Problem(document.place("id"), f"nama folder `{device}` tidak dapat dipakai di Windows",
                      "Ganti nama folder itu, misalnya dengan menambahkan satu kata, lalu samakan `id`-nya.")
    elif document.id and document.id.text != folders[-1]:
        yield Problem(document.id.place, f"`id` tidak sama dengan nama folder `{folders[-1]}`",
                      f"Tulis `id: {folders[-1]}`.")


def unique_id(documents: Sequence[Outline], context: Context) -> Iterator[tuple[Outline, Problem]]:
    """`id` tidak dipakai dua dokumen.

    Mengapa: perintah seperti pengesahan dan pencetakan memanggil dokumen dengan `id`-nya saja.
    Dasar: tata letak repositori.

    Salah:
        id: pelayanan-informasi-publik    # pada dua unit

    Benar:
        id: bkd-pelayanan-informasi-publik
    """
    first: dict[str, Outline] = {}
    for document in documents:
        if document.id:
            other = first.setdefault(document.id.text.lower(), document)  # some disks keep one folder for both
            if other is not document:
                yield document, Problem(document.id.place, f"`id` ini sudah dipakai oleh `{other.path}`",
                                        "Beri nama unit di depannya, dan ganti nama foldernya.")


def _has_sound_number(document: Outline) -> bool:
    return document.number is not None and not numbers.read(document.number.text).flaws


def _date(document: Outline, name: str) -> date | None:
    field = document.dates.get(name)
    return field.reading.value if field else None


def _matches(reading: Reading, pattern: re.Pattern[str]) -> Iterator[tuple[Place, str]]:
    """Every match in the source, whatever part of the file it stands in: what is stored is public too."""
    text = "\n".join(reading.lines)
    for match in pattern.finditer(text):
        before = text.rfind("\n", 0, match.start())
        yield Place(text.count("\n", 0, match.start()) + 1, match.start() - before, len(match[0])), match[0]
