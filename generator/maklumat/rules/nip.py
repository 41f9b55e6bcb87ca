"""NP: the approver's civil-servant number and name. No message says what a number tells of the person."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .. import nip
from ..findings import Problem
from ..model import Document
from .context import Context

__all__ = ["appointment", "birth", "degrees", "dots", "eighteen_digits", "interval", "other_number", "quoted", "tail"]

_TITLES_BEFORE = re.compile(r"(?:(?:Prof|Drs|Dra|Dr|Ir|Hj|H|dr|drg)\.?\s+)+")
_UNDOTTED_TITLE = re.compile(r"\w+(?=\s)")
_DEGREE = re.compile(r"(?<=,)\s*(?P<degree>[A-Z][A-Za-z]*(?:\.[A-Z][A-Za-z]*)+|SH|SE|ST|SS|MM|MH|MT|ME|MSi|MKes)"
                     r"\s*(?=,|$)")
_PARTS_OF_DEGREE = re.compile(r"[A-Z][a-z]*")


def quoted(document: Document, context: Context) -> Iterator[Problem]:
    """NIP ditulis di antara tanda petik.

    Mengapa: program ini membaca NIP sebagai teks, tetapi banyak program lain membaca 18 angka tanpa petik sebagai
    bilangan dan membulatkan angka terakhirnya.
    Dasar: bilangan di atas 9007199254740991 tidak lagi tepat dalam JavaScript.

    Salah:
        nip: 197001011995011001

    Benar:
        nip: "197001011995011001"
    """
    number = document.approver.nip
    if number and not number.quoted and re.fullmatch(r"[0-9]{18}", number.text):
        yield Problem(number.place, "NIP tidak di antara tanda petik", f'Tulis `"{number.text}"`.')


def eighteen_digits(document: Document, context: Context) -> Iterator[Problem]:
    """NIP terdiri atas 18 angka.

    Mengapa: satu angka kurang, lebih, atau tertukar dengan huruf menunjuk orang lain atau tidak menunjuk siapa pun.
    Dasar: Perka BKN 22/2007.

    Salah:
        nip: "1970O1011995011001"

    Benar:
        nip: "197001011995011001"
    """
    yield from _flaws(document, nip.DIGITS)


def birth(document: Document, context: Context) -> Iterator[Problem]:
    """Angka ke-1 sampai ke-8 NIP berupa tanggal.

    Mengapa: bagian ini tersusun dari tahun, bulan, dan hari, jadi salah ketik sering tampak di sini.
    Dasar: Perka BKN 22/2007.

    Salah:
        nip: "197002301995011001"

    Benar:
        nip: "197001011995011001"
    """
    yield from _flaws(document, nip.BIRTH)


def appointment(document: Document, context: Context) -> Iterator[Problem]:
    """Angka ke-9 sampai ke-14 NIP berupa tahun dan bulan.

    Mengapa: bagian ini tersusun dari tahun dan bulan, jadi salah ketik sering tampak di sini.
    Dasar: Perka BKN 22/2007.

    Salah:
        nip: "197001011995131001"

    Benar:
        nip: "197001011995011001"
    """
    yield from _flaws(document, nip.APPOINTMENT)


def tail(document: Document, context: Context) -> Iterator[Problem]:
    """Angka ke-15 NIP ialah 1 atau 2, dan nomor urutnya bukan 000.

    Mengapa: NIP yang diterbitkan selalu demikian, jadi yang lain pasti salah ketik.
    Dasar: Perka BKN 22/2007.

    Salah:
        nip: "197001011995013001"

    Benar:
        nip: "197001011995011001"
    """
    yield from _flaws(document, nip.TAIL)


def interval(document: Document, context: Context) -> Iterator[Problem]:
    """Kedua tanggal di dalam NIP berjarak wajar.

    Mengapa: jarak yang terlalu pendek atau terlalu panjang menandakan salah ketik pada angka tahun.
    Dasar: Perka BKN 22/2007; batas kewajaran 17 sampai 46 tahun adalah perkiraan.

    Salah:
        nip: "197001011979011001"

    Benar:
        nip: "197001011995011001"
    """
    yield from _flaws(document, nip.INTERVAL)


def other_number(document: Document, context: Context) -> Iterator[Problem]:
    """NIP bukan nomor lama dan bukan nomor induk PPPK.

    Mengapa: nomor 9 angka sudah diganti sejak 2007, dan wewenang mengesahkan biasanya ada pada pegawai negeri sipil.
    Dasar: Perka BKN 22/2007; pola nomor induk PPPK belum dipastikan dari sumber resmi.

    Salah:
        nip: "131110468"

    Benar:
        nip: "197001011995011001"
    """
    yield from _flaws(document, nip.OTHER_NUMBER)


def dots(document: Document, context: Context) -> Iterator[Problem]:
    """NIP ditulis tanpa titik.

    Mengapa: dengan satu bentuk, NIP dapat dicari dan dicocokkan. Pada halaman, NIP tampil berkelompok.
    Dasar: Perka BKN 22/2007.

    Salah:
        nip: "19700101.199501.1.001"

    Benar:
        nip: "197001011995011001"
    """
    yield from _flaws(document, nip.DOTS)


def degrees(document: Document, context: Context) -> Iterator[Problem]:
    """Gelar ditulis dengan titik.

    Mengapa: singkatan gelar diakhiri titik, juga yang terakhir.
    Dasar: Ejaan Bahasa Indonesia yang Disempurnakan, tanda titik.

    Salah:
        nama: CONTOH PEJABAT, S.Sos

    Benar:
        nama: CONTOH PEJABAT, S.Sos.
    """
    name = document.approver.name
    if name is None:
        return
    wrong = [match.span("degree") for match in _DEGREE.finditer(name.text)]
    if before := _TITLES_BEFORE.match(name.text):
        wrong = [match.span() for match in _UNDOTTED_TITLE.finditer(before[0])] + wrong
    if wrong:
        right = name.text
        for start, end in reversed(wrong):
            right = right[:start] + _dotted(right[start:end]) + right[end:]
        start, end = wrong[0]
        yield Problem(name.inside(start, end - start), f"gelar `{name.text[start:end]}` belum diakhiri titik",
                      f"Tulis `{right}`.")


def _dotted(degree: str) -> str:
    """`SH` -> `S.H.`, `S.Sos` -> `S.Sos.`, `Drs` -> `Drs.`"""
    if "." in degree or re.fullmatch(r"\w[a-z]*", degree):
        return f"{degree}."
    return "".join(f"{part}." for part in _PARTS_OF_DEGREE.findall(degree))


def _flaws(document: Document, kind: str) -> Iterator[Problem]:
    number = document.approver.nip
    for flaw in nip.read(number.text).of(kind) if number else ():
        yield Problem(number.inside(flaw.start, flaw.length), flaw.message, flaw.help)
