"""MK11–MK16: what else spoils the text of a maklumat: weak words, blanks, pictures for words, another agency's name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..blocks import Block
from ..clauses import Clause
from ..findings import Place, Problem
from ..model import Document
from .common import SAMPLES, has_text, start
from .context import Context

__all__ = ["agency", "firm", "kind_of_service", "placeholders", "text"]

_FIELD = (
    r"(?:nama|tanggal|jabatan|instansi|nomor|nip|isi|tulis|tuliskan|masukkan|sebutkan|alamat|kota|tempat|unit|bulan"
    r"|tahun|x{2,})\b"
)
_BLANK = re.compile(
    rf"\[\s*{_FIELD}[^\]]{{0,60}}\]|<\s*{_FIELD}[^>]{{0,60}}>"
    # in round brackets, where ordinary prose stands too, only what is a placeholder as a whole
    r"|\((?:nama(?: (?:instansi|pejabat|jabatan|pimpinan|kepala|kota|daerah|perangkat daerah|unit|unit kerja|opd|dinas"
    r"|badan))?|tanggal(?:[ ,/-]{1,2}(?:bulan|tahun)){0,2}|jabatan|instansi|nip|kota|tempat)\)"
    r"|…{2,}|(?<=\w)…|\.{3,}(?![.\s]*\d+\s*$)|_{3,}|\bx{3,}\b|\blorem ipsum\b",
    re.IGNORECASE,
)
_BLANK_MARKS = ("[", "<", "(", "…", "...", "___", "xxx", "lorem")  # each blank holds one of these in small letters
_OFFICES = re.compile(
    r"\b(dinas|badan|kecamatan|kelurahan|puskesmas|rsud|kementerian|inspektorat|pengadilan|kejaksaan)"
    r"\s+(?-i:(?=[A-Z]))",
    re.IGNORECASE,
)
_KINDS = (
    "informasi publik",
    "perizinan",
    "kesehatan",
    "kependudukan",
    "pertanahan",
    "perpajakan",
    "pendidikan",
    "peradilan",
    "air minum",
    "perpustakaan",
)


def firm(document: Document, context: Context) -> Iterator[Problem]:
    """Janji tidak dilemahkan dengan kata berupaya, semampunya, dan sejenisnya.

    Mengapa: “berupaya melayani” tidak dapat ditagih karena upaya apa pun sudah memenuhinya.
    Dasar: PermenPANRB 15/2014: janji dan kesanggupan.

    Salah:
        Kami berupaya memberikan pelayanan sesuai dengan standar pelayanan.

    Benar:
        Kami sanggup memberikan pelayanan sesuai dengan standar pelayanan.
    """
    seen: set[Place] = set()
    for place, word in (weak for clause in document.clauses or () for weak in clause.weakened_by):
        if place not in seen:
            seen.add(place)
            yield Problem(place, f"kata “{word}” melemahkan janji", "Ganti dengan `sanggup` atau `akan`, atau hapus.")


def placeholders(document: Document, context: Context) -> Iterator[Problem]:
    """Tidak ada isian yang tertinggal atau kalimat yang terpotong.

    Mengapa: maklumat yang memuat “[Nama Pejabat]” atau kalimat berakhir elipsis belum selesai ditulis.
    Dasar: PermenPANRB 15/2014.

    Salah:
        Bandung, [Tanggal]

    Benar:
        Bandung, 20 Januari 2025
    """
    for block, _ in document.body.walk() if document.clauses and _may_be_blank(document.body.shown) else ():
        for blank in _BLANK.finditer(block.text.text) if _may_be_blank(block.text.text) else ():
            yield Problem(
                block.text.place(*blank.span()),
                f"“{blank[0]}” adalah isian yang belum diganti atau kalimat terpotong",
                "Tulis isi yang sebenarnya atau hapus bagian ini.",
            )


def text(document: Document, context: Context) -> Iterator[Problem]:
    """Naskah maklumat berupa tulisan, tidak hanya gambar.

    Mengapa: gambar tidak dapat dibaca pembaca layar, dicari, atau diperiksa.
    Dasar: PerKI 1/2021 Pasal 48 ayat (4).

    Salah:
        ![Maklumat Pelayanan](maklumat.png)

    Benar:
        Kami berjanji dan sanggup melaksanakan pelayanan sesuai dengan standar pelayanan.
    """
    if document.clauses and not has_text(document):
        yield Problem(
            start(document), "naskah maklumat belum ditulis", f"Tulis janji instansi, misalnya: “{SAMPLES['janji']}”"
        )


def agency(document: Document, context: Context) -> Iterator[Problem]:
    """Instansi yang berjanji sama dengan instansi dalam kepala data.

    Mengapa: maklumat yang disalin dari instansi lain sering masih menyebut nama instansi asalnya.
    Dasar: UU 25/2009 Pasal 22: penyelenggara sendiri yang menyatakan kesanggupan.

    Salah:
        Kami seluruh pegawai Dinas Kesehatan sanggup … (padahal instansinya BADAN CONTOH NUSANTARA)

    Benar:
        Kami seluruh pegawai Badan Kepegawaian Daerah sanggup …
    """
    names = (document.agency.government, document.agency.office, document.agency.unit, document.approver.title)
    known = " ".join(name.text for name in names if name).lower()
    promised = _block(document, document.clauses.janji) if document.clauses and document.agency.office else None
    for office in _OFFICES.finditer(promised.text.text) if promised else ():
        if office[1].lower() not in known:
            yield Problem(
                promised.text.place(*office.span(1)),
                f"yang berjanji disebut “{office[1]}”, lain dari kepala data",
                "Samakan nama instansi dengan isian `instansi`.",
            )


def kind_of_service(document: Document, context: Context) -> Iterator[Problem]:
    """Jenis pelayanan yang dijanjikan sama dengan yang disebut dalam judul.

    Mengapa: judul dan janji yang berbeda menandakan naskah disalin dari maklumat lain.
    Dasar: UU 25/2009 Pasal 22.

    Salah:
        judul: Maklumat Pelayanan Informasi Publik
        … sanggup menyelenggarakan pelayanan perizinan sesuai dengan standar pelayanan.

    Benar:
        … sanggup menyelenggarakan pelayanan informasi publik sesuai dengan standar pelayanan.
    """
    promised = _block(document, document.clauses.janji) if document.clauses and document.title else None
    title = document.title.text.lower() if document.title else ""
    if promised is None or not any(kind in title for kind in _KINDS):
        return
    for named in re.finditer(rf"\b(?:pe)?layanan\s+({'|'.join(_KINDS)})", promised.text.text, re.IGNORECASE):
        if named[1].lower() not in title:
            yield Problem(
                promised.text.place(*named.span(1)),
                f"naskah menjanjikan pelayanan {named[1].lower()}, lain dari judul",
                "Samakan jenis pelayanan dalam naskah dengan judul.",
            )


def _may_be_blank(text: str) -> bool:
    lower = text.lower()
    return any(mark in lower for mark in _BLANK_MARKS)


def _block(document: Document, clause: Clause) -> Block | None:
    return next((block for block, _ in document.body.walk() if clause.found and block.token == clause.block), None)
