"""MP: the elements that PerKI 1/2021 adds to a maklumat of public information. Profile data says which are asked."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..findings import Problem
from ..model import Document
from ..terms import COST, TIME
from .common import has_text, start
from .context import Context

__all__ = ["complaint", "cost", "evaluation", "legal_basis", "legal_time", "procedure", "time"]

_SPOKEN = {  # any of these; one word alone is found ten times sooner than one of several
    "dasar_hukum": (re.compile(r"undang[-\s]?undang|\bperaturan\b|\bUU\b|\bdasar hukum\b", re.IGNORECASE),),
    "prosedur": (re.compile(r"\bprosedur|\bmekanisme\b|\btata cara\b|\balur\b", re.IGNORECASE),),
    "waktu": (TIME,),
    "biaya": (COST,),
    "evaluasi": (
        re.compile(r"evaluasi", re.IGNORECASE),
        re.compile(r"\bpenilaian kinerja\b|\bkinerja\b[^.]{0,200}\bdinilai\b|\bsurvei kepuasan\b", re.IGNORECASE),
    ),
}
_COMPLAINT = re.compile(
    r"\bkeberatan\b|\bpengaduan\b|\bmengadu|\bkomisi informasi\b|\bombudsman\b|\blapor!", re.IGNORECASE
)
_SENTENCE = re.compile(r"[^.;]+")
_DAYS = re.compile(r"\b(\d{1,4})\s{0,3}(?:\([^)]{0,60}\)\s{0,3})?hari\b")
_ANSWER = re.compile(r"\bpermohonan\b|\bdijawab\b|\bmenjawab\b|\btanggapan\b|\bpemberitahuan\b", re.IGNORECASE)
_EXTENSION = re.compile(r"\bperpanjang|\bdiperpanjang|\bmemperpanjang", re.IGNORECASE)
_OTHER_TERMS = re.compile(r"\bkeberatan\b|\bsengketa\b|\bombudsman\b|\bpengaduan\b", re.IGNORECASE)
ANSWER_DAYS, EXTENSION_DAYS = 10, 7  # working days, UU 14/2008 Pasal 22 ayat (7) dan (8)


def legal_basis(document: Document, context: Context) -> Iterator[Problem]:
    """Maklumat memuat dasar hukum pelayanan.

    Mengapa: masyarakat dapat memeriksa dari mana hak dan kewajiban dalam maklumat berasal. Menautkan laman yang
    memuatnya sudah cukup.
    Dasar: PerKI 1/2021 Pasal 47 ayat (2) huruf a.

    Salah:
        (naskah tanpa menyebut satu peraturan pun)

    Benar:
        Pelayanan ini berdasarkan Undang-Undang Nomor 14 Tahun 2008 tentang Keterbukaan Informasi Publik.
    """
    yield from _element(
        document, context, "dasar_hukum", "dasar hukum", "Sebutkan undang-undang yang menjadi dasar pelayanan."
    )


def procedure(document: Document, context: Context) -> Iterator[Problem]:
    """Maklumat memuat sistem, mekanisme, dan prosedur.

    Mengapa: pemohon perlu tahu ke mana dan bagaimana meminta pelayanan. Menautkan laman prosedur sudah cukup.
    Dasar: PerKI 1/2021 Pasal 47 ayat (2) huruf b.

    Salah:
        (naskah tanpa menyebut prosedur)

    Benar:
        Tata cara permohonan mengikuti prosedur pada [laman PPID](https://ppid.contoh.go.id/prosedur).
    """
    yield from _element(
        document, context, "prosedur", "mekanisme atau prosedur", "Sebutkan atau tautkan prosedur pelayanan."
    )


def time(document: Document, context: Context) -> Iterator[Problem]:
    """Maklumat memuat jangka waktu penyelesaian.

    Mengapa: “cepat dan tepat” tidak dapat diukur; angka dapat.
    Dasar: PerKI 1/2021 Pasal 47 ayat (2) huruf c.

    Salah:
        Permohonan dijawab dengan cepat dan tepat.

    Benar:
        Permohonan dijawab paling lambat 10 hari kerja dan dapat diperpanjang 7 hari kerja.
    """
    yield from _element(
        document, context, "waktu", "jangka waktu", "Tulis angkanya, misalnya `paling lambat 10 hari kerja`."
    )


def cost(document: Document, context: Context) -> Iterator[Problem]:
    """Maklumat memuat biaya atau tarif, juga bila gratis.

    Mengapa: kepastian biaya mencegah pungutan liar.
    Dasar: PerKI 1/2021 Pasal 47 ayat (2) huruf d.

    Salah:
        (naskah tanpa menyebut biaya)

    Benar:
        Pelayanan tidak dipungut biaya.
    """
    yield from _element(
        document, context, "biaya", "biaya atau tarif", "Tulis tarifnya, atau `Pelayanan tidak dipungut biaya.`"
    )


def evaluation(document: Document, context: Context) -> Iterator[Problem]:
    """Maklumat memuat evaluasi kinerja pelaksana.

    Mengapa: masyarakat perlu tahu bahwa dan kapan janji ini dinilai.
    Dasar: PerKI 1/2021 Pasal 47 ayat (2) huruf f.

    Salah:
        (naskah tanpa menyebut evaluasi)

    Benar:
        Kinerja pelaksana dievaluasi setiap tahun.
    """
    yield from _element(
        document,
        context,
        "evaluasi",
        "evaluasi kinerja pelaksana",
        "Tulis misalnya: “Kinerja pelaksana dievaluasi setiap tahun.”",
    )


def legal_time(document: Document, context: Context) -> Iterator[Problem]:
    """Jangka waktu menjawab permohonan informasi tidak melebihi 10 hari kerja dan perpanjangan 7 hari kerja.

    Mengapa: undang-undang membatasi keduanya; janji yang lebih lama bertentangan dengannya, yang lebih cepat boleh.
    Dasar: UU 14/2008 Pasal 22 ayat (7) dan (8).

    Salah:
        Permohonan dijawab paling lambat 17 hari kerja.

    Benar:
        Permohonan dijawab paling lambat 10 hari kerja dan dapat diperpanjang 7 hari kerja.
    """
    if document.clauses is None or not document.title or "informasi" not in document.title.text.lower():
        return
    if "hari" not in document.body.shown:
        return
    for block, _ in document.body.walk():
        for sentence in _SENTENCE.finditer(block.text.text):
            said = sentence[0]
            if not (_ANSWER.search(said) or _EXTENSION.search(said)) or _OTHER_TERMS.search(said):
                continue
            for days in _DAYS.finditer(said):
                extended = _EXTENSION.search(said[: days.start()])
                limit, what = (EXTENSION_DAYS, "perpanjangan") if extended else (ANSWER_DAYS, "jawaban permohonan")
                if int(days[1]) > limit:
                    place = block.text.place(sentence.start() + days.start(), sentence.start() + days.end())
                    yield Problem(
                        place,
                        f"{days[1]} hari melebihi batas {what}, {limit} hari kerja",
                        f"Tulis paling lama {limit} hari kerja.",
                    )


def complaint(document: Document, context: Context) -> Iterator[Problem]:
    """Maklumat menyebut ke mana masyarakat dapat mengadu atau mengajukan keberatan.

    Mengapa: janji berguna bila yang dirugikan tahu harus menghubungi siapa.
    Dasar: UU 14/2008 Pasal 35 sampai dengan 37; UU 25/2009 Pasal 18.

    Salah:
        (naskah tanpa menyebut pengaduan atau keberatan)

    Benar:
        Keberatan diajukan kepada Atasan PPID, dan sengketa kepada Komisi Informasi.
    """
    if document.clauses and has_text(document) and not document.body.says(_COMPLAINT):
        yield Problem(
            start(document),
            "naskah belum menyebut saluran pengaduan atau keberatan",
            "Sebutkan Atasan PPID dan Komisi Informasi, atau saluran pengaduan instansi.",
        )


def _element(document: Document, context: Context, key: str, name: str, advice: str) -> Iterator[Problem]:
    law = next((need.law for need in context.profile.elements if need.key == key), None)
    if document.clauses and law and has_text(document) and not any(map(document.body.says, _SPOKEN[key])):
        yield Problem(start(document), f"naskah belum memuat {name} ({law})", advice)
