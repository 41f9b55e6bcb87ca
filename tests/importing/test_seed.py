"""The paper form that the first SOP was transcribed from: imported, it is the transcription before it was mended."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from maklumat import checking, document_text, documents, profile
from maklumat.documents import Reading
from maklumat.importing import draft, texttables
from maklumat.rules import Context

from ..seed.test_transcription import MENDED

ROOT = Path(__file__).parents[2]
SOURCE = (ROOT / "tests/seed/sop-maklumat.txt").read_bytes()
PATH = "content/sop/maklumat-pelayanan-informasi-publik/index.md"
OPEN = {"oleh", "jenis", "lanjut"}  # the symbols were lost: the transcription assumes, an import does not


def imported(data: bytes = SOURCE) -> Reading:
    found = draft.read(texttables.read(texttables.decode(data)))
    assert found.unplaced == ()
    text = document_text.text(found.fields | {"id": "maklumat-pelayanan-informasi-publik"})
    return documents.read(PATH, text.encode())


def values(reading: Reading) -> dict[str, list[str]]:
    """Every text of the document by its key; ids and actors' keys are of the writer's choice."""
    found: dict[str, list[str]] = {}
    document = reading.document
    for key in ("judul", "nomor_sop", "tanggal_pembuatan", "tanggal_revisi", "tanggal_efektif"):
        found[key] = [field.text for field in [document.text(key)] if field]
    for group, keys in (("instansi", ("pemerintah", "perangkat_daerah", "unit_kerja")),
                        ("disahkan_oleh", ("jabatan", "nama", "nip"))):
        found |= {key: [document.text(group, key).text] for key in keys}
    for key in ("dasar_hukum", "kualifikasi_pelaksana", "keterkaitan", "peralatan_perlengkapan", "peringatan",
                "pencatatan_pendataan"):
        found[key] = [text.text for text in document.texts(key)]
    found["pelaksana"] = [actor.name.text for actor in document.actors]
    for number, step in enumerate(document.steps):
        found[f"langkah {number}"] = [part.text if part else "" for part in (
            step.activity, *step.details, step.inputs, step.time, step.output, step.note)]
    return found


def mended(text: str) -> str:
    for damaged, meant in MENDED.items():
        text = text.replace(damaged, meant)
    return text


def test_is_equal_to_the_transcription_before_anything_was_mended():
    raw, by_hand = values(imported()), values(documents.read(PATH, (ROOT / PATH).read_bytes()))
    assert {key: [mended(text) for text in texts] for key, texts in raw.items()} == by_hand
    everything = [text for texts in raw.values() for text in texts]
    assert all(sum(damaged in text for text in everything) == 1 for damaged in MENDED)


def test_has_every_key_of_the_form_and_leaves_open_what_no_paper_says():
    by_hand = {entry.key.text for entry in documents.read(PATH, (ROOT / PATH).read_bytes()).document.fields}
    document = imported().document
    assert {entry.key.text for entry in document.fields} == by_hand - {"alur"}  # nothing is assumed
    for step in document.steps:
        assert (step.actors, step.kind, step.next, step.yes, step.no) == ((), None, None, None, None)
    empty = ("tanggal_revisi", "tanggal_pengesahan", "cara", "catatan_revisi")
    assert not any(document.text(key) for key in empty)


def test_check_reports_what_was_damaged():
    found = checking.check([imported()], Context(datetime.date(2025, 6, 1), profile.load("ppid")))
    damage = ("janji ja", "secara tents", "men menerima", "Nomor", "`:`")
    told = {(finding.code, word) for finding in found for word in damage if word in finding.message}
    assert {("ED02", "janji ja"), ("ED01", "secara tents"), ("ED02", "men menerima"), ("DH01", "Nomor"),
            ("ED06", "`:`")} <= told
    assert sum(finding.code == "LK02" for finding in found) == 6  # actor and kind of three steps


@pytest.mark.parametrize("change", [
    lambda data: data.replace(b"\n", b"\r\n"), lambda data: b"\xef\xbb\xbf" + data,
    lambda data: data.decode().encode("utf-16"), lambda data: data.replace(b"Nama SOP", b"JUDUL  SOP :"),
    lambda data: data.replace(b"Dasar Hukum", b"Dasar Hukurn"),  # as a scan reads it
    lambda data: data.replace(b"Peralatan/Perlengkapan", b"Perlengkapan / Peralatan"),
    lambda data: data.replace(b"Ket\n", b"Keterangan.\n"),
], ids=["CRLF", "BOM", "UTF-16", "label", "scan", "order", "ket"])
def test_other_spellings_of_the_form_say_the_same(change):
    assert values(imported(change(SOURCE))) == values(imported())
