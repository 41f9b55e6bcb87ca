"""The words that stand on the paper form of an SOP, in the spellings that agencies use -> the keys of a document."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from functools import lru_cache

from .source import Cell, Line
from .tidy import plain, stacked

__all__ = ["BOXES", "FLOW", "IDENTITY", "Label", "find", "read"]

_SIDE = {
    "nomor_sop": ("nomor sop", "no sop", "nomor sop ap", "no sop ap", "nomor pos", "no pos", "nomor pos ap"),
    "tanggal_pembuatan": ("tanggal pembuatan", "tgl pembuatan", "tanggal dibuat", "tanggal penyusunan"),
    "tanggal_revisi": ("tanggal revisi", "tgl revisi", "tanggal perubahan"),
    "tanggal_efektif": ("tanggal efektif", "tgl efektif", "tanggal berlaku", "tanggal mulai berlaku",
                        "tanggal berlaku efektif", "tanggal diberlakukan"),
    "disahkan_oleh": ("disahkan oleh", "disyahkan oleh", "disahkan", "ditetapkan oleh", "pengesahan", "mengesahkan"),
    "judul": ("nama sop", "judul sop", "nama sop ap", "judul sop ap", "nama pos", "judul pos", "nama prosedur"),
}
BOXES = {
    "dasar_hukum": ("dasar hukum", "dasar hukum sop", "landasan hukum"),
    "kualifikasi_pelaksana": ("kualifikasi pelaksana", "kualifikasi pelaksanaan", "kualifikasi pelaksana sop"),
    "keterkaitan": ("keterkaitan", "keterkaitan sop", "keterkaitan dengan sop lain", "keterkaitan antar sop"),
    "peralatan_perlengkapan": (
        "peralatan/perlengkapan", "perlengkapan/peralatan", "peralatan dan perlengkapan", "perlengkapan dan peralatan",
        "peralatan", "perlengkapan", "peralatan/perlengkapan yang digunakan"),
    "peringatan": ("peringatan", "peringatan/larangan"),
    "pencatatan_pendataan": ("pencatatan dan pendataan", "pencatatan & pendataan", "pencatatan/pendataan",
                             "pendataan dan pencatatan", "pencatatan", "pendataan"),
}
IDENTITY = _SIDE | BOXES
FLOW = {
    "no": ("no", "nomor", "no urut", "nomor urut"),
    "kegiatan": ("kegiatan", "uraian kegiatan", "uraian prosedur", "uraian prosedur kegiatan", "aktivitas",
                 "langkah kegiatan", "langkah-langkah", "tahapan kegiatan", "tahapan", "uraian", "prosedur",
                 "uraian aktivitas", "langkah"),
    "pelaksana": ("pelaksana", "pelaksana kegiatan", "aktor", "unit pelaksana", "pelaksana/aktor"),
    "mutu baku": ("mutu baku", "baku mutu"),
    "kelengkapan": ("kelengkapan", "persyaratan/kelengkapan", "persyaratan/perlengkapan", "kelengkapan/persyaratan",
                    "persyaratan", "syarat/kelengkapan", "perlengkapan", "persyaratan dan perlengkapan"),
    "waktu": ("waktu", "waktu penyelesaian", "waktu pelaksanaan"),
    "output": ("output", "keluaran", "hasil", "output/hasil", "hasil/output"),
    "ket": ("ket", "keterangan"),
}
_LEAST_ALIKE = 0.86  # two wrong letters in a dozen: what scanning does, less than what tells two labels apart
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Label:
    """A label found in a text: its key, its own words, and the text behind it."""

    key: str
    words: str
    rest: str = ""


def read(text: str, catalogue: dict[str, tuple[str, ...]]) -> Label | None:
    """The label that a text is, or begins with before a colon or a bracket."""
    text = plain(text)
    head = re.match(r"[^:(]*", text)[0]
    for words in dict.fromkeys((text, head)):
        key = _key(words[:_LONGEST], tuple(catalogue)) if len(words) < _LONGEST else ""
        if key:
            return Label(key, words, text[len(words):].lstrip(" :"))
    return None


def find(cell: Cell, catalogue: dict[str, tuple[str, ...]]) -> tuple[Label, tuple[Line, ...]] | None:
    """The label of a cell and the lines that carry it: all of them as one heading, or the first one."""
    lines = cell.filled
    whole = read(stacked(lines), catalogue) if lines else None
    if whole and not whole.rest:
        return whole, lines
    first = read(lines[0].text, catalogue) if lines else None
    return (first, lines[:1]) if first else None


@lru_cache(maxsize=65_536)  # asked some times of every cell
def _key(words: str, keys: tuple[str, ...]) -> str:
    """Which of these keys the words name; "" for none."""
    spellings = {spelling: key for key in keys for spelling in (IDENTITY.get(key) or FLOW[key])}
    bare = re.sub(r"\s*([/&])\s*", r"\1", re.sub(r"[.,;:]", " ", words.casefold()))
    bare = " ".join(bare.split())
    if bare in spellings:
        return spellings[bare]
    if len(bare) < 8:
        return ""
    near = difflib.get_close_matches(bare, spellings, n=1, cutoff=_LEAST_ALIKE)
    return spellings[near[0]] if near else ""
