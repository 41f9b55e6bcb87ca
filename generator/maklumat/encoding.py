"""Bytes -> text, and the faults of the file itself. Bounds are checked before anything is parsed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .findings import Place, Problem

__all__ = ["check_lines", "decode", "lines"]

Problems = tuple[tuple[str, Problem], ...]

# The longest real SOP seen has some 20 KB.
MAX_BYTES = 256 * 1024
MAX_LINES = 5_000
MAX_LINE = 10_000  # characters
MAX_BAD = 20  # undecodable places: a text in another encoding has some, what is no text has thousands
MAX_CELLS = 20_000  # bars of the widest line times lines, as a table fills its rows up with empty cells


def decode(data: bytes) -> tuple[str | None, Problems]:
    """The text without its byte order mark, None when it is not worth reading on. Bad bytes become U+FFFD."""
    if len(data) > MAX_BYTES:
        return None, (("BK03", Problem(Place(1, 1), f"berkas melebihi {MAX_BYTES // 1024} KiB",
                                       "Pindahkan gambar dan lampiran ke berkas tersendiri.")),)
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return None, (("BK04", Problem(Place(1, 1), "berkas disimpan dalam pengodean UTF-16", _SAVE)),)
    text = data.decode("utf-8", errors="replace")
    if not text.removeprefix("\ufeff").strip():
        return None, (("BK02", Problem(Place(1, 1), "berkas kosong",
                                       "Tulis kepala data dan naskah, atau hapus berkas ini.")),)
    bad = len(re.findall("\ufffd+", text)) if "\ufffd" in text else 0
    if bad > MAX_BAD:
        return None, (("BK04", Problem(Place(1, 1), f"berkas bukan teks UTF-8: ada byte asing di {bad} tempat",
                                       "Simpan ulang naskah sebagai teks UTF-8; gambar dan dokumen jadi dicantumkan "
                                       "pada `lampiran`.")),)
    problems: Problems = ()
    if text.startswith("\ufeff"):
        text = text[1:]
        problems += (("BK05", Problem(Place(1, 1), "berkas diawali tanda urutan byte (BOM)",
                                      "Simpan berkas sebagai UTF-8 tanpa BOM.")),)
    if bad:
        more = f" di {bad} tempat; ini yang pertama" if bad > 1 else ""
        problems += (("BK04", Problem(_place(text, text.index("\ufffd")), f"ada byte yang bukan UTF-8{more}", _SAVE)),)
    if "\r" in text:
        place = _place(text, text.index("\r"))
        problems += (("BK06", Problem(place, "baris tidak diakhiri dengan LF saja",
                                      "Simpan berkas dengan akhir baris LF (pilihan LF pada penyunting teks).")),)
    return text, problems


def lines(text: str) -> tuple[str, ...]:
    """The lines of a text, whichever way they end."""
    return tuple(_LINE_END.split(text) if "\r" in text else text.split("\n"))


_LINE_END = re.compile(r"\r\n|\n|\r")
_SAVE = "Simpan ulang berkas sebagai UTF-8, lalu perbaiki huruf yang rusak."


def _place(text: str, at: int) -> Place:
    before = lines(text[:at])
    return Place(len(before), len(before[-1]) + 1)


def check_lines(lines: tuple[str, ...]) -> Iterator[tuple[str, Problem]]:
    """Refuses too many lines, an endless line and a boundless table."""
    if len(lines) > MAX_LINES:
        yield "BK03", Problem(Place(MAX_LINES + 1, 1), f"berkas melebihi {MAX_LINES} baris",
                              "Bagi naskah menjadi beberapa dokumen.")
        return
    if max(map(len, lines)) > MAX_LINE:
        number = next(number for number, line in enumerate(lines, 1) if len(line) > MAX_LINE)
        yield "BK03", Problem(Place(number, MAX_LINE + 1), f"baris melebihi {MAX_LINE} karakter",
                              "Bagi baris ini menjadi beberapa alinea.")
        return
    bars, number = max(((line.count("|"), -number) for number, line in enumerate(lines, 1) if "|" in line),
                       default=(0, 0))
    if bars * len(lines) > MAX_CELLS:
        yield "BK03", Problem(Place(-number, 1),
                              f"tabel terlalu besar: {bars} garis tegak sebaris pada berkas {len(lines)} baris",
                              "Pecah tabel ini, atau bagi naskah menjadi beberapa dokumen.")
