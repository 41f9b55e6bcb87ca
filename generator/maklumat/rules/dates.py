"""TG: the dates of a document (PermenPANRB 35/2012, identity part, items 3-5)."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from .. import dates
from ..findings import Problem, joined
from ..model import Document, Outline
from .context import Context

__all__ = ["ambiguous", "complete", "in_order", "iso", "not_in_future", "readable", "review_due", "review_overdue",
           "revised_after_made"]

_ORDER = (("tanggal_pembuatan", "tanggal_pengesahan"), ("tanggal_pengesahan", "tanggal_efektif"))
# The date of a certified copy says nothing of the day when the ink dried, nor that of a withdrawal of the beginning.
_ORDER_SIGNED_LATER = (("tanggal_pembuatan", "tanggal_pengesahan"), ("tanggal_pembuatan", "tanggal_efektif"))
_ORDER_UNAPPROVED = (("tanggal_pembuatan", "tanggal_efektif"),)


def readable(document: Document, context: Context) -> Iterator[Problem]:
    """Tanggal dapat dibaca dan ada di kalender.

    Mengapa: tanggal menentukan sejak kapan dokumen berlaku, jadi tidak boleh ditebak.
    Dasar: PermenPANRB 35/2012, bagian identitas butir 3 sampai dengan butir 5.

    Salah:
        tanggal_efektif: 31 Juni 2025

    Benar:
        tanggal_efektif: 2025-06-30
    """
    for field in document.dates.values():
        reading = field.reading
        if reading.fault and not reading.lacks_day:
            yield Problem(field.written.inside(reading.start, reading.length), reading.fault, reading.help)


def complete(document: Document, context: Context) -> Iterator[Problem]:
    """Tanggal menyebut hari, bulan, dan tahun.

    Mengapa: bulan saja tidak menunjukkan sejak kapan dokumen berlaku.
    Dasar: PermenPANRB 35/2012, bagian identitas butir 3 sampai dengan butir 5.

    Salah:
        tanggal_efektif: Juni 2024

    Benar:
        tanggal_efektif: 2024-06-03
    """
    for field in document.dates.values():
        reading = field.reading
        if reading.lacks_day:
            yield Problem(field.written.inside(reading.start, reading.length), reading.fault, reading.help)


def ambiguous(document: Document, context: Context) -> Iterator[Problem]:
    """Tanggal hanya dapat dibaca dengan satu cara.

    Mengapa: 03/04/2025 dibaca 3 April oleh yang satu dan 4 Maret oleh yang lain.
    Dasar: bentuk baku tanggal, ISO 8601.

    Salah:
        tanggal_efektif: 03/04/2025

    Benar:
        tanggal_efektif: 2025-04-03
    """
    for field in document.dates.values():
        if field.reading.is_ambiguous:
            choices = (field.reading.value, *field.reading.others)
            yield Problem(field.written.place, "tanggal dapat dibaca dengan lebih dari satu cara",
                          f"Tulis {joined([f'`{date}` ({dates.words(date)})' for date in choices], 'atau')}.")


def iso(document: Document, context: Context) -> Iterator[Problem]:
    """Tanggal ditulis dalam bentuk tahun-bulan-hari.

    Mengapa: bentuk ini dibaca sama oleh setiap orang dan setiap program, dan dapat diurutkan. Pada halaman,
    tanggal tetap tampil dengan nama bulan.
    Dasar: bentuk baku tanggal, ISO 8601.

    Salah:
        tanggal_pembuatan: 20-Jan-25

    Benar:
        tanggal_pembuatan: 2025-01-20
    """
    for field in document.dates.values():
        reading = field.reading
        if reading.value and not reading.is_iso and not reading.is_ambiguous:
            remark = f" ({reading.remark})" if reading.remark else ""
            yield Problem(field.written.place, f"tanggal belum berbentuk tahun-bulan-hari{remark}",
                          f"Tulis `{reading.value}`.")


def in_order(document: Outline, context: Context) -> Iterator[Problem]:
    """Tanggal pembuatan, pengesahan, dan efektif berurutan.

    Mengapa: dokumen dibuat dahulu, lalu disahkan, lalu berlaku; ketiganya boleh jatuh pada hari yang sama. Pada
    pengesahan dengan tanda tangan basah dan pada pencabutan, tanggal pengesahan tidak dibandingkan dengan tanggal
    efektif, sebab salinan disahkan dan dokumen dicabut kemudian.
    Dasar: PermenPANRB 35/2012, bagian identitas butir 3 sampai dengan butir 5.

    Salah:
        tanggal_pembuatan: 2025-01-20
        tanggal_efektif: 2025-01-19

    Benar:
        tanggal_pembuatan: 2025-01-20
        tanggal_efektif: 2025-01-20
    """
    order = _ORDER if _certain(document, "tanggal_pengesahan") else _ORDER_UNAPPROVED
    signed_later = (document.method, "basah"), (document.status, "dicabut")
    if any(field and field.text == value for field, value in signed_later):
        order = _ORDER_SIGNED_LATER
    yield from _out_of_order(document, order)


def revised_after_made(document: Document, context: Context) -> Iterator[Problem]:
    """Tanggal revisi tidak mendahului tanggal pembuatan.

    Mengapa: yang direvisi harus sudah ada. Tanggal revisi boleh di masa depan, sebagai rencana tinjau ulang.
    Dasar: PermenPANRB 35/2012, bagian identitas butir 4.

    Salah:
        tanggal_pembuatan: 2025-01-20
        tanggal_revisi: 2024-12-01

    Benar:
        tanggal_pembuatan: 2025-01-20
        tanggal_revisi: 2025-12-01
    """
    yield from _out_of_order(document, (("tanggal_pembuatan", "tanggal_revisi"),))


def not_in_future(document: Document, context: Context) -> Iterator[Problem]:
    """Tanggal pembuatan dan pengesahan tidak di masa depan.

    Mengapa: keduanya mencatat yang sudah terjadi.
    Dasar: PermenPANRB 35/2012, bagian identitas butir 3 dan 5.

    Salah:
        tanggal_pembuatan: 2052-01-20

    Benar:
        tanggal_pembuatan: 2025-01-20
    """
    for name in ("tanggal_pembuatan", "tanggal_pengesahan"):
        date = _certain(document, name)
        if date and date > context.today:
            yield Problem(document.dates[name].written.place, f"{_name(name)} {dates.words(date)} masih di masa depan",
                          "Tulis tanggal yang sebenarnya.")


def review_due(document: Document, context: Context) -> Iterator[Problem]:
    """Dokumen ditinjau ulang setiap tahun.

    Mengapa: penilaian pelayanan publik memberi nilai tertinggi bila standar pelayanan ditinjau setiap tahun.
    Dasar: PP 96/2012 Pasal 33; PEKPPP butir 4.a.

    Salah:
        tanggal_efektif: 2024-01-22    # dan sesudah itu tidak pernah ditinjau

    Benar:
        tanggal_efektif: 2024-01-22
        tanggal_revisi: 2025-01-20
    """
    yield from _unreviewed(document, context.today, 12, 36)


def review_overdue(document: Document, context: Context) -> Iterator[Problem]:
    """Dokumen ditinjau ulang sekurang-kurangnya sekali dalam tiga tahun.

    Mengapa: sesudah tiga tahun, pejabat, peraturan, dan cara kerja biasanya sudah berubah.
    Dasar: PP 96/2012 Pasal 33; PEKPPP butir 4.a.

    Salah:
        tanggal_efektif: 2021-01-22    # dan sesudah itu tidak pernah ditinjau

    Benar:
        tanggal_efektif: 2021-01-22
        tanggal_revisi: 2024-01-15
    """
    yield from _unreviewed(document, context.today, 36, None)


def _out_of_order(document: Outline, pairs: tuple[tuple[str, str], ...]) -> Iterator[Problem]:
    for first, second in pairs:
        before, after = _certain(document, first), _certain(document, second)
        if before and after and after < before:
            yield Problem(document.dates[second].written.place,
                          f"{_name(second)} {dates.words(after)} mendahului {_name(first)} {dates.words(before)}",
                          "Periksa kedua tanggal pada naskah aslinya.")


def _unreviewed(document: Document, today: datetime.date, least: int, most: int | None) -> Iterator[Problem]:
    """An approved document, not withdrawn, whose last date lies `least` or more, but less than `most`, months back."""
    if "tanggal_pengesahan" not in document.dates or (document.status and document.status.text == "dicabut"):
        return
    past = [(date, name) for name in document.dates if (date := _certain(document, name)) and date <= today]
    if not past:
        return
    date, name = max(past)
    months = (today.year - date.year) * 12 + today.month - date.month - (today.day < date.day)
    if months >= least and (most is None or months < most):
        yield Problem(document.dates[name].written.place, f"sudah {months} bulan tidak ditinjau ulang",
                      "Tinjau ulang isinya, lalu tulis tanggalnya pada `tanggal_revisi`.")


def _certain(document: Outline, name: str) -> datetime.date | None:
    """The date of a field, None when it is absent or in doubt."""
    field = document.dates.get(name)
    return field.reading.value if field and not field.reading.is_ambiguous else None


def _name(field: str) -> str:
    return field.replace("_", " ")
