"""LK: the procedure of an SOP as a table of steps (PermenPANRB 35/2012, flow-chart part); as a graph: rules/flow.py."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .. import shape
from ..findings import Place, Problem
from ..frontmatter import Mapping
from ..model import Document
from ..nearest import nearest
from .common import STEP_KEYS, listed, rows
from .context import Context

__all__ = ["active_verb", "complete", "draft_output", "ids", "inputs", "known_actors", "one_act", "output", "time",
           "used_actors"]

_NO_VERB = re.compile(r"\s*(pe[a-z]{4,}an|di[a-z]{3,})\b", re.IGNORECASE)  # penetapan, ditetapkan
_COMMAND = re.compile(r"per\w+kan\Z", re.IGNORECASE)  # perintahkan
_DRAFTING = r"menyusun|membuat|menyiapkan|merancang|merumuskan|mengonsep|mengetik|mengusulkan|mengajukan"
_DECIDING = r"menetapkan|mengesahkan|menyetujui|menandatangani|memutuskan"
_BOTH = re.compile(rf"\b({_DRAFTING})\s+(?:dan|serta|sekaligus|lalu|kemudian)\s+({_DECIDING})\b", re.IGNORECASE)
_DECIDES = re.compile(rf"\s*({_DECIDING})\b", re.IGNORECASE)
_DRAFT = re.compile(r"\s*(rancangan|konsep|draf|draft)\b", re.IGNORECASE)
_AMOUNT = r"[0-9]|\b(?:satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh|setengah)\b"
_UNIT = r"\b(?:detik|menit|jam|hari|minggu|pekan|bulan|triwulan|semester|tahun)\b"
_ONE_UNIT = r"\bse(?:menit|jam|hari|minggu|pekan|bulan|tahun)\b"
_DURATION = re.compile(rf"(?:{_AMOUNT}).*{_UNIT}|{_ONE_UNIT}", re.IGNORECASE | re.DOTALL)


def ids(document: Document, context: Context) -> Iterator[Problem]:
    """Tiap langkah punya `id` sendiri.

    Mengapa: `lanjut`, `ya`, dan `tidak` menunjuk langkah dengan `id`-nya; nomor urut langkah dihitung sendiri.
    Dasar: PermenPANRB 35/2012, bagian bagan alir.

    Salah:
        - id: periksa
        - id: periksa

    Benar:
        - id: periksa
        - id: tetapkan
    """
    first: dict[str, int] = {}
    for number, (row, step) in enumerate(zip(rows(document), document.steps, strict=True), 1):
        if step.id is None:
            if not shape.misspelt(row, STEP_KEYS, "id"):
                yield Problem(_place(row, "id"), f"langkah {number} belum punya `id`",
                              f"Tulis `id: langkah-{number}` atau satu kata yang menggambarkan langkah ini.")
        elif first.setdefault(step.id.text, number) != number:
            yield Problem(step.id.place, f"`id` langkah {number} sama dengan langkah {first[step.id.text]}",
                          "Tulis `id` lain dan sesuaikan arah langkah yang menuju ke sini.")


def complete(document: Document, context: Context) -> Iterator[Problem]:
    """Tiap langkah punya jenis, kegiatan, dan pelaksana.

    Mengapa: tanpa ketiganya langkah tidak dapat digambar pada bagan alir dan tidak jelas siapa mengerjakan apa.
    Dasar: PermenPANRB 35/2012, bagian bagan alir: uraian kegiatan dan pelaksana.

    Salah:
        - id: tetapkan
          kegiatan: Menetapkan maklumat pelayanan

    Benar:
        - id: tetapkan
          oleh: atasan
          jenis: proses
          kegiatan: Menetapkan maklumat pelayanan
    """
    samples = {"jenis": "jenis: proses", "kegiatan": "kegiatan: Menetapkan maklumat pelayanan", "oleh": "oleh: petugas"}
    for number, (row, step) in enumerate(zip(rows(document), document.steps, strict=True), 1):
        for key, value in (("jenis", step.kind), ("kegiatan", step.activity), ("oleh", step.actors)):
            if not value and not shape.misspelt(row, STEP_KEYS, key):
                yield Problem(_place(row, key), f"langkah {number} belum mencantumkan `{key}`",
                              f"Tulis `{samples[key]}`, sesuai dengan langkah ini.")


def active_verb(document: Document, context: Context) -> Iterator[Problem]:
    """Kegiatan diawali kata kerja aktif.

    Mengapa: “Menetapkan maklumat” mengatakan apa yang dilakukan pelaksana; “Penetapan maklumat” hanya menamainya.
    Dasar: kelaziman penulisan SOP menurut PermenPANRB 35/2012.

    Salah:
        kegiatan: Penetapan maklumat pelayanan

    Benar:
        kegiatan: Menetapkan maklumat pelayanan
    """
    for step in document.steps:
        found = _NO_VERB.match(step.activity.text) if step.activity else None
        if found and not _COMMAND.match(found[1]):
            yield Problem(step.activity.inside(found.start(1), len(found[1])),
                          f"kegiatan diawali “{found[1]}”, bukan kata kerja aktif",
                          "Awali dengan kata kerja aktif, misalnya `Menetapkan …` atau `Memeriksa …`.")


def one_act(document: Document, context: Context) -> Iterator[Problem]:
    """Penyusunan dan penetapan tidak digabung dalam satu langkah.

    Mengapa: yang menyusun rancangan bukan yang menetapkan; bila digabung, bagan alir tidak menunjukkan siapa
    yang memutuskan.
    Dasar: kelaziman penulisan SOP menurut PermenPANRB 35/2012: satu langkah satu tindakan.

    Salah:
        kegiatan: Menyusun dan menetapkan maklumat pelayanan

    Benar:
        kegiatan: Menyusun rancangan maklumat pelayanan
    """
    for step in document.steps:
        found = _BOTH.search(step.activity.text) if step.activity else None
        if found:
            yield Problem(step.activity.inside(found.start(), len(found[0])),
                          f"satu langkah memuat dua tindakan: “{found[1].lower()}” dan “{found[2].lower()}”",
                          "Pisahkan menjadi dua langkah dengan pelaksana masing-masing.")


def draft_output(document: Document, context: Context) -> Iterator[Problem]:
    """Hasil langkah penetapan bukan lagi rancangan.

    Mengapa: setelah ditetapkan, naskah tidak lagi berstatus rancangan; salah satu dari keduanya keliru.
    Dasar: PermenPANRB 35/2012, mutu baku: output sesuai dengan kegiatan.

    Salah:
        kegiatan: Menetapkan maklumat pelayanan
        output: Rancangan maklumat pelayanan

    Benar:
        kegiatan: Menetapkan maklumat pelayanan
        output: Maklumat pelayanan
    """
    for step in document.steps:
        decides = _DECIDES.match(step.activity.text) if step.activity else None
        draft = _DRAFT.match(step.output.text) if step.output else None
        if decides and draft:
            yield Problem(step.output.inside(draft.start(1), len(draft[1])),
                          f"langkah ini {decides[1].lower()}, tetapi hasilnya masih “{draft[1].lower()}”",
                          "Tulis naskah yang sudah ditetapkan sebagai `output`.")


def time(document: Document, context: Context) -> Iterator[Problem]:
    """Waktu tiap langkah terisi dengan angka dan satuan.

    Mengapa: mutu baku waktu memberi tahu pemohon berapa lama ia menunggu. Langkah yang kosong disebut dalam
    satu temuan; yang pada naskah asli memang kosong dibiarkan kosong sampai pimpinan menetapkannya.
    Dasar: PermenPANRB 35/2012, mutu baku: waktu.

    Salah:
        waktu: secepatnya

    Benar:
        waktu: 2 hari kerja
    """
    yield from _unfilled(document, "waktu", [step.time is None for step in document.steps], "2 hari kerja")
    for step in document.steps:
        if step.time and not _DURATION.search(step.time.text):
            yield Problem(step.time.place, "waktu tidak berupa angka dan satuan",
                          "Tulis misalnya `waktu: 2 hari kerja`.")


def inputs(document: Document, context: Context) -> Iterator[Problem]:
    """Kelengkapan tiap langkah terisi.

    Mengapa: pelaksana perlu tahu bahan apa yang harus ada sebelum langkah dikerjakan. Langkah yang kosong
    disebut dalam satu temuan; jangan diisi dengan perkiraan.
    Dasar: PermenPANRB 35/2012, mutu baku: kelengkapan.

    Salah:
        kelengkapan:

    Benar:
        kelengkapan: Standar pelayanan
    """
    yield from _unfilled(document, "kelengkapan", [step.inputs is None for step in document.steps], "Standar pelayanan")


def output(document: Document, context: Context) -> Iterator[Problem]:
    """Output tiap langkah terisi.

    Mengapa: hasil yang disebut membuat langkah dapat dinyatakan selesai dan menjadi bahan langkah berikutnya.
    Dasar: PermenPANRB 35/2012, mutu baku: output.

    Salah:
        output:

    Benar:
        output: Rancangan maklumat pelayanan
    """
    yield from _unfilled(document, "output", [step.output is None for step in document.steps], "Maklumat pelayanan")


def used_actors(document: Document, context: Context) -> Iterator[Problem]:
    """Tiap pelaksana mengerjakan sedikitnya satu langkah.

    Mengapa: pelaksana tanpa langkah menjadi kolom kosong pada bagan alir.
    Dasar: PermenPANRB 35/2012, bagian bagan alir: satu kolom untuk tiap pelaksana.

    Salah:
        pelaksana:
          petugas: Petugas PPID
          arsiparis: Arsiparis    # tidak disebut pada langkah mana pun

    Benar:
        pelaksana:
          petugas: Petugas PPID
    """
    used = {actor.text for step in document.steps for actor in step.actors}
    known = {actor.key.text for actor in document.actors}
    if not used <= known:  # a misspelt actor leaves another one unused: one fault, one finding
        return
    for actor in document.actors if document.steps else ():
        if actor.key.text not in used:
            yield Problem(actor.key.place, f"pelaksana `{actor.key.text}` tidak mengerjakan langkah apa pun",
                          f"Hapus baris ini, atau tulis `oleh: {actor.key.text}` pada langkahnya.")


def known_actors(document: Document, context: Context) -> Iterator[Problem]:
    """Pelaksana tiap langkah terdaftar pada `pelaksana`.

    Mengapa: langkah digambar pada kolom pelaksananya; kunci yang tidak terdaftar tidak punya kolom.
    Dasar: PermenPANRB 35/2012, bagian bagan alir: satu kolom untuk tiap pelaksana.

    Salah:
        oleh: petgas

    Benar:
        oleh: petugas
    """
    keys = [actor.key.text for actor in document.actors]
    by_name = {actor.name.text.casefold(): actor.key.text for actor in document.actors}
    for step in document.steps if keys else ():
        for actor in step.actors:
            if actor.text not in keys:
                meant = by_name.get(actor.text.casefold()) or nearest(actor.text, keys)
                yield Problem(actor.place, f"pelaksana `{actor.text}` tidak terdaftar",
                              f"Mungkin maksud Anda `{meant}`." if meant
                              else f"Pilih salah satu: {listed(keys)}, atau daftarkan pada `pelaksana`.", meant)


def _unfilled(document: Document, key: str, empty: list[bool], sample: str) -> Iterator[Problem]:
    """One problem for all steps that leave `key` empty, at the first of them."""
    written = rows(document)
    steps = [number for number, (row, is_empty) in enumerate(zip(written, empty, strict=True), 1)
             if is_empty and not shape.misspelt(row, STEP_KEYS, key)]
    if steps:
        which = ", ".join(map(str, steps))
        yield Problem(_place(written[steps[0] - 1], key), f"`{key}` belum diisi pada langkah {which}",
                      f"Tulis misalnya `{key}: {sample}`, sesuai dengan langkahnya.")


def _place(row: Mapping, key: str) -> Place:
    """The key where it stands empty, else the step."""
    entry = row.entry(key)
    return entry.key.place if entry else row.place
