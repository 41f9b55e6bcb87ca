"""The head of the form and the box of the approver: lines whose order alone says what they are -> their fields."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .harvest import Harvest
from .source import Cell, Line
from .tidy import plain

__all__ = ["agency", "approver", "is_head", "is_number", "starts_head"]

_OFFICE = (r"badan|dinas|sekretariat|inspektorat|rumah sakit|rsud|rsj|kantor|biro|satuan|kecamatan|kelurahan|desa"
           r"|bappeda|bapperida|puskesmas|kementerian|lembaga|komisi|universitas|politeknik|perusahaan")
_UNIT = (r"bidang|bagian|sub ?bagian|sub ?bidang|seksi|upt|uptd|balai|unit|sub ?koordinator|direktorat|pusat|ppid"
         r"|pejabat pengelola")
_GOVERNMENT_LINE = re.compile(r"pemerintah\b", re.IGNORECASE)
_OFFICE_LINE = re.compile(rf"(?:{_OFFICE})\b", re.IGNORECASE)
_UNIT_LINE = re.compile(rf"(?:{_UNIT})\b", re.IGNORECASE)
_HEAD_LINE = re.compile(rf"(?:pemerintah|{_OFFICE}|{_UNIT})\b", re.IGNORECASE)
_OFFICE_INSIDE = re.compile(rf"(?<=\s)(?:{_OFFICE})\b", re.IGNORECASE)
_ADDRESS = re.compile(r"\b(?:jalan|jl|telp|telepon|fax|faks\w*|e-?mail|surel|kode pos|website|laman|www)\b|@",
                      re.IGNORECASE)
_REGION_GOES_ON = re.compile(
    r"(?:tengah|timur|barat|selatan|utara|tenggara|daya|raya|kalimantan|sumatera|sulawesi|jawa|papua|nusa tenggara"
    r"|kepulauan|daerah|provinsi|kabupaten|kota|istimewa)\b", re.IGNORECASE)
_NIP = re.compile(r"\bnip\b[\s.:]*(?P<number>[0-9OoIl][0-9OoIl .]{7,}[0-9OoIl])?", re.IGNORECASE)
_RANK = re.compile(r"(?:pembina|penata|pengatur|juru)(?:\s+(?:utama|muda|madya|tingkat|tk\.?|i))*\.?"
                   r"(?:[\s,]*\(?(?:iv|iii|ii|i)\s*/\s*[a-e]\)?)?", re.IGNORECASE)
_SIGNED = re.compile(r"\(?\s*(?:ttd|dto)\.?\s*\)?|\W+", re.IGNORECASE)
_TITLE = re.compile(
    r"(?:plt|plh|pj|a\.?\s?n)\b|(?:kepala|sekretaris|direktur|ketua|gubernur|wakil|bupati|wali\s?kota|inspektur|camat|lurah"
    r"|atasan|ppid|pejabat|asisten|rektor|dekan|menteri|pelaksana tugas)\b", re.IGNORECASE)


def starts_head(cell: Cell) -> bool:
    """Does a cell begin with the government, as the head of a letter does?"""
    return bool(_GOVERNMENT_LINE.match(plain(cell.filled[0].text)))


def is_head(cell: Cell) -> bool:
    """Does every line of a cell name a government, an office or a unit?"""
    return all(_HEAD_LINE.match(plain(line.text)) for line in cell.filled)


def agency(cells: Sequence[Cell], harvest: Harvest) -> dict[str, str]:
    """`instansi` from the head of the form: government, office, unit, in this order; an address has no box."""
    found = {"pemerintah": "", "perangkat_daerah": "", "unit_kerja": ""}
    level = "pemerintah"
    for cell in cells:
        for at, line in enumerate(cell.filled):
            if _ADDRESS.search(line.text):
                continue
            for text in _names(plain(line.text)):
                level = _level(text, level, found, is_new_cell=at == 0)
                found[level] = f"{found[level]} {text}".strip()
            harvest.take(line)
    return found


def _names(text: str) -> tuple[str, ...]:
    """A line that holds government and office is cut before the office."""
    cut = _OFFICE_INSIDE.search(text) if _GOVERNMENT_LINE.match(text) else None
    return (text[:cut.start()].strip(), text[cut.start():]) if cut else (text,)


def _level(text: str, level: str, found: dict[str, str], is_new_cell: bool) -> str:
    if level == "pemerintah":
        if _GOVERNMENT_LINE.match(text) or (found[level] and _REGION_GOES_ON.match(text)):
            return level
        return "unit_kerja" if _UNIT_LINE.match(text) else "perangkat_daerah"
    if level == "perangkat_daerah" and (_UNIT_LINE.match(text) or (is_new_cell and not _OFFICE_LINE.match(text))):
        return "unit_kerja"
    return level


@dataclass(frozen=True, slots=True)
class _Part:
    """A stretch of a line; `gap`: the room for a signature stands before it."""

    text: str
    line: Line
    gap: bool = False


def is_number(line: Line) -> bool:
    """Does the line hold the civil-servant number, with which an approver's box ends?"""
    return bool(_NIP.search(line.text))


def approver(lines: Sequence[Line], harvest: Harvest) -> dict[str, str]:
    """`disahkan_oleh` from its box: title, name, NIP. What cannot be told apart is left where it stands."""
    parts = tuple(_parts(lines))
    numbered = next((at for at, part in enumerate(parts) if _NIP.match(part.text)), None)
    before = parts[:numbered]
    named = [part for part in before if not (_RANK.fullmatch(part.text) or _SIGNED.fullmatch(part.text))]
    titles, names = _apart(named, has_number=numbered is not None)
    found = {"jabatan": " ".join(part.text for part in titles).rstrip(" ,"),
             "nama": " ".join(part.text for part in names), "nip": ""}
    placed = {*titles, *names}
    if numbered is not None and (number := _NIP.match(parts[numbered].text))["number"]:
        found["nip"] = plain(number["number"])
        placed.add(parts[numbered])
        harvest.form.append(plain(number[0][:number.start("number") - number.start()]))
        harvest.leave(parts[numbered].text[number.end():], parts[numbered].line.where)
    for part in parts:
        harvest.take(part.line)
        if part not in placed:
            harvest.leave(part.text, part.line.where)
    return found


def _parts(lines: Sequence[Line]) -> Iterator[_Part]:
    """Stretches between line breaks, tabs and wide gaps; the number begins one of its own."""
    gap = False
    for line in lines:
        for piece in re.split(r"\n|\t|\s{2,}", line.text):
            number = _NIP.search(piece)
            texts = (piece[:number.start()], piece[number.start():]) if number else (piece,)
            for text in map(plain, texts):
                if text:
                    yield _Part(text, line, gap)
                gap = not text and not number


def _apart(parts: list[_Part], has_number: bool) -> tuple[list[_Part], list[_Part]]:
    """Title and name. The name stands last before the number, or below the room for the signature."""
    if len(parts) == 1:
        if _TITLE.match(parts[0].text):
            return (parts, []) if "," not in parts[0].text.rstrip(",") else ([], [])
        return ([], parts) if has_number else ([], [])
    if has_number and parts:
        return parts[:-1], parts[-1:]
    gaps = [at for at, part in enumerate(parts) if at and part.gap]
    if gaps and _TITLE.match(parts[0].text) and gaps[-1] == len(parts) - 1:
        return parts[:-1], parts[-1:]
    return [], []
