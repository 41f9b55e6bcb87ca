"""SP: the identity part of a document (PermenPANRB 35/2012), and PG: who approves it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from .. import numbers, shape
from ..findings import Problem, joined
from ..frontmatter import Mapping, Node, Scalar
from ..model import Document, Kind, Outline
from ..profile import Need
from .context import Context

__all__ = ["approver", "cause_and_effect", "complete", "filled", "number_form", "real_number", "role", "title",
           "unique_number"]

_SOP_PREFIX = re.compile(r"\s*(SOP(?:\s*AP)?|Standar Operasional Prosedur|Prosedur Tetap)\b[\s:–-]*", re.IGNORECASE)
_CONSEQUENCE = re.compile(
    r"\b(bila|jika|apabila|kalau|manakala|maka|akibat\w*|agar|supaya|paling (?:lambat|lama)|batas waktu|tenggat\w*"
    r"|sebelum|harus|wajib|jangan|dilarang|tidak (?:boleh|dapat))\b", re.IGNORECASE)
_NO_APPROVER = re.compile(r"\s*((?:petugas|staf|operator|admin(?:istrator)?|anggota|tim)\b[\w/ ]*)", re.IGNORECASE)


def complete(document: Document, context: Context) -> Iterator[Problem]:
    """Kunci wajib ada dan terisi.

    Mengapa: tanpa kunci ini dokumen tidak dapat dikenali, diurutkan, atau disahkan. Tanggal pengesahan tidak
    diminta di sini karena ditulis saat dokumen disahkan.
    Dasar: PermenPANRB 35/2012, bagian identitas dan bagian bagan alir; daftar kunci ada pada profil.

    Salah:
        nomor_sop:

    Benar:
        nomor_sop: "800/07/Sekr/BCN/2025"
    """
    yield from _empty(document, context.profile.required.get(document.kind.value, ()))


def filled(document: Document, context: Context) -> Iterator[Problem]:
    """Bagian identitas yang dianjurkan terisi.

    Mengapa: formulir identitas SOP memuat bagian ini. Bagian yang pada naskah asli memang kosong dibiarkan
    kosong: jangan diisi dengan perkiraan.
    Dasar: PermenPANRB 35/2012, bagian identitas.

    Salah:
        pencatatan_pendataan: []

    Benar:
        pencatatan_pendataan:
          - Register maklumat pelayanan
    """
    yield from _empty(document, context.profile.advised.get(document.kind.value, ()))


def unique_number(documents: Sequence[Outline], context: Context) -> Iterator[tuple[Outline, Problem]]:
    """Nomor SOP tidak dipakai dua kali.

    Mengapa: maklumat dan masyarakat merujuk SOP dengan nomornya, jadi satu nomor menunjuk tepat satu SOP. Beda
    spasi atau huruf besar tidak membuat nomor lain.
    Dasar: tata naskah dinas; nomor adalah tanda pengenal naskah.

    Salah:
        nomor_sop: "800/07/Sekr/BCN/2025"    # pada dua SOP

    Benar:
        nomor_sop: "800/08/Sekr/BCN/2025"
    """
    first: dict[str, Outline] = {}
    for document in documents:
        if document.kind is Kind.SOP and document.number:
            other = first.setdefault(numbers.key(document.number.text), document)
            if other is not document:
                yield document, Problem(
                    document.number.place, f"nomor SOP `{document.number.text}` sudah dipakai oleh `{other.path}`",
                    "Tulis nomor yang tercatat bagi SOP ini, atau hapus berkas yang kembar.")


def number_form(document: Document, context: Context) -> Iterator[Problem]:
    """Nomor SOP mengikuti pola instansi.

    Mengapa: pola diatur oleh instansi sendiri pada pengaturan situs; tanpa pola, aturan ini diam.
    Dasar: Permendagri 83/2022; tata naskah dinas instansi.

    Salah:
        nomor_sop: "SOP-12"

    Benar:
        nomor_sop: "800/07/Sekr/BCN/2025"
    """
    number = document.number
    if (context.number_pattern and document.kind is Kind.SOP and number and not numbers.read(number.text).flaws
            and not re.fullmatch(context.number_pattern, number.text)):
        yield Problem(number.place, "bentuk nomor SOP tidak mengikuti pola instansi",
                      f"Sesuaikan dengan pola `{context.number_pattern}`.")


def real_number(document: Document, context: Context) -> Iterator[Problem]:
    """Nomor SOP bukan isian contoh dan tidak terpotong.

    Mengapa: nomor yang masih berupa isian contoh atau kehilangan bagiannya tidak menunjuk naskah mana pun.
    Dasar: tata naskah dinas; nomor dicatat dalam buku nomor.

    Salah:
        nomor_sop: "800/[XX]/Sekr/BCN/2025"

    Benar:
        nomor_sop: "800/07/Sekr/BCN/2025"
    """
    for flaw in numbers.read(document.number.text).flaws if document.number else ():
        if flaw.kind != numbers.LETTER:  # ED03 reports those, here as in every other text
            yield Problem(document.number.inside(flaw.start, flaw.length), flaw.message, flaw.help)


def approver(document: Document, context: Context) -> Iterator[Problem]:
    """Jabatan, nama, dan NIP pengesah lengkap.

    Mengapa: pembaca berhak tahu siapa yang bertanggung jawab, dan pengesahan dicocokkan dengan NIP.
    Dasar: PermenPANRB 35/2012, bagian identitas, butir pengesahan.

    Salah:
        disahkan_oleh:
          jabatan: KEPALA BADAN CONTOH NUSANTARA
          nama: CONTOH PEJABAT, S.Sos.
          nip:

    Benar:
        disahkan_oleh:
          jabatan: KEPALA BADAN CONTOH NUSANTARA
          nama: CONTOH PEJABAT, S.Sos.
          nip: "197001011995011001"
    """
    parts = (("jabatan", document.approver.title), ("nama", document.approver.name), ("nip", document.approver.nip))
    empty = [name for name, value in parts if value is None]
    forms = shape.FORMS[document.kind]
    missing = [name for name in empty if not shape.misspelt(document.fields, forms, "disahkan_oleh", name)]
    if missing and len(empty) < len(parts):
        names = joined([f"`{name}`" for name in missing])
        yield Problem(document.place("disahkan_oleh", missing[0]), f"pengesah belum lengkap: {names} belum diisi",
                      f"Isi {names} di bawah `disahkan_oleh`.")


def cause_and_effect(document: Document, context: Context) -> Iterator[Problem]:
    """Peringatan menyebut sebab dan akibat, batas waktu, atau larangan.

    Mengapa: bagian peringatan menjelaskan apa yang terjadi bila prosedur tidak dijalankan.
    Dasar: PermenPANRB 35/2012, bagian identitas, butir peringatan (umumnya berbentuk jika–maka atau batas waktu).

    Salah:
        peringatan:
          - Pelayanan informasi publik

    Benar:
        peringatan:
          - Bila prosedur ini terlewati, maka pemohon informasi tidak terlayani dengan baik.
    """
    for item in document.texts("peringatan") if document.kind is Kind.SOP else ():
        if not _CONSEQUENCE.search(item.text):
            yield Problem(item.place, "peringatan ini tidak menyebut akibat atau batas waktu",
                          "Tulis dalam bentuk `Bila …, maka …`.")


def title(document: Document, context: Context) -> Iterator[Problem]:
    """Judul SOP tidak diawali kata “SOP”.

    Mengapa: formulir dan laman sudah menulis “Nama SOP” di depan judul, jadi kata itu akan tampil dua kali.
    Dasar: PermenPANRB 35/2012, bagian identitas, butir nama SOP.

    Salah:
        judul: SOP Maklumat Pelayanan

    Benar:
        judul: Maklumat Pelayanan
    """
    prefix = _SOP_PREFIX.match(document.title.text) if document.kind is Kind.SOP and document.title else None
    if prefix and prefix.end() < len(document.title.text):
        yield Problem(document.title.inside(prefix.start(1), len(prefix[1])), f"judul SOP diawali “{prefix[1]}”",
                      f"Tulis `judul: {document.title.text[prefix.end():]}`.")


def role(document: Document, context: Context) -> Iterator[Problem]:
    """Pengesah adalah pimpinan, bukan petugas pelaksana.

    Mengapa: SOP disahkan oleh pimpinan dan maklumat ditetapkan oleh Atasan PPID; petugas menyusun rancangannya.
    Dasar: PermenPANRB 35/2012, butir pengesahan; langkah kedua SOP Maklumat Pelayanan Informasi Publik.

    Salah:
        jabatan: Petugas PPID

    Benar:
        jabatan: KEPALA BADAN CONTOH NUSANTARA
    """
    found = _NO_APPROVER.match(document.approver.title.text) if document.approver.title else None
    if found:
        yield Problem(document.approver.title.inside(found.start(1), len(found[1])),
                      f"“{found[1].strip()}” tampak sebagai pelaksana, bukan pejabat yang mengesahkan",
                      "Tulis jabatan pimpinan atau Atasan PPID yang menandatangani.")


def _empty(document: Document, needs: Sequence[Need]) -> Iterator[Problem]:
    for need in needs:
        entry = document.entry(*need.path)
        if entry is None and shape.misspelt(document.fields, shape.FORMS[document.kind], *need.path):
            continue
        if entry is None or not _holds_text(entry.value):
            name, law = need.path[-1], need.law
            state = "belum ada" if entry is None else "belum diisi"
            yield Problem(document.place(*need.path), f"`{name}` {state} ({law})", _sample(need))


def _sample(need: Need) -> str:
    """What to type; a list or a group of keys is typed one line below its key."""
    if need.sample.startswith(need.path[-1]):
        return f"Tulis misalnya `{need.sample}`."
    return f"Tulis di bawah `{need.path[-1]}:`, misalnya `{need.sample}`."


def _holds_text(node: Node) -> bool:
    """Whether any text stands in a value, however deep; without recursion."""
    waiting = [node]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Scalar):
            if node.text.strip():
                return True
        elif isinstance(node, Mapping):
            waiting.extend(entry.value for entry in node.entries)
        else:
            waiting.extend(node.items)
    return False
