"""A source -> the draft of an SOP: one pure recogniser for whatever file it came from. It invents nothing.

What the source leaves empty stays empty, what has no place is listed with where it stands, and only what every
document needs and no paper has a box for is added (`ADDED`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .. import facets
from . import identity, labels, procedure
from .harvest import Harvest, Unplaced
from .identity import Region
from .labels import BOXES
from .procedure import Flow
from .source import Source, Table, Unreadable

__all__ = ["ADDED", "Draft", "read"]

ADDED = {"jenis": "sop", "revisi": "1", "status": "berlaku"}
_EMPTY: dict[str, object] = {
    "judul": "", "nomor_sop": "", "instansi": dict.fromkeys(("pemerintah", "perangkat_daerah", "unit_kerja"), ""),
    "tanggal_pembuatan": "", "tanggal_revisi": "", "tanggal_efektif": "", "tanggal_pengesahan": "",
    "disahkan_oleh": dict.fromkeys(("jabatan", "nama", "nip"), ""), "cara": "", "lampiran": (), "catatan_revisi": "",
    **dict.fromkeys(BOXES, ()), "pelaksana": {}, "langkah": (), **ADDED,
}
_LEAST_FIELDS = 3  # labels and flow table together: fewer are no SOP
NO_FORM = ("formulir SOP tidak ditemukan: berkas harus memuat tabel dengan label seperti `Nomor SOP`, `Nama SOP`, dan "
           "`Dasar Hukum`, atau tabel langkah dengan kolom `Kegiatan`")
SEVERAL = ("berkas memuat {} formulir SOP; simpan setiap SOP sebagai berkas sendiri, lalu ambil satu per satu")


@dataclass(frozen=True, slots=True)
class Draft:
    """`fields`: what the source says, by the keys of a document; values are texts, tuples of texts or of mappings, or
    mappings. `named`: the keys whose label stands in the source. `form`: the words of the form itself. `unplaced`:
    everything else."""

    fields: dict[str, object]
    named: frozenset[str]
    unplaced: tuple[Unplaced, ...]
    form: tuple[str, ...]


def read(source: Source) -> Draft:
    """Raises Unreadable when the source holds no SOP form, or more than one."""
    regions = [Region(table, _identity_end(table)) for table in source.tables]
    if (count := _forms(regions)) > 1:
        raise Unreadable(SEVERAL.format(count))
    harvest = Harvest()
    flow = procedure.read(source.tables, harvest)
    found = identity.read(regions, harvest)
    if len(found) + bool(flow.steps) * _LEAST_FIELDS < _LEAST_FIELDS:
        raise Unreadable(NO_FORM)
    steps = _procedure(flow) if flow.steps or flow.actors else {}
    named = frozenset((*found, *(key for key, value in steps.items() if value)))
    return Draft(_EMPTY | found | steps, named, harvest.unplaced(source), tuple(harvest.form))


def _identity_end(table: Table) -> int:
    start = procedure.header_row(table)
    return start if start is not None else max((cell.row for cell in table.cells), default=-1) + 1


def _forms(regions: Iterable[Region]) -> int:
    """How many forms there are, counted by the boxes that every form has once and no other text has."""
    found = [label[0].key for region in regions for cell in region.rows(0, region.end)
             if (label := labels.find(cell, BOXES))]
    return min(found.count("dasar_hukum"), found.count("kualifikasi_pelaksana"))


def _procedure(flow: Flow) -> dict[str, object]:
    keys: list[str] = []
    for name in flow.actors:
        key = facets.slug(name) or "pelaksana"
        keys.append(key if key not in keys else f"{key}-{len(keys) + 1}")
    steps = []
    for number, step in enumerate(flow.steps, 1):
        acting = tuple(keys[actor] for actor in step.actors)
        steps.append({
            "id": f"langkah-{number}", "oleh": acting[0] if len(acting) == 1 else acting or "", "jenis": step.kind,
            "kegiatan": step.activity, **({"rincian": step.details} if step.details else {}),
            **{key: step.quality.get(key, "") for key in ("kelengkapan", "waktu", "output", "ket")},
            **_directions(step.kind),
        })
    return {"pelaksana": dict(zip(keys, flow.actors, strict=True)), "langkah": tuple(steps)}


def _directions(kind: str) -> dict[str, str]:
    """The keys by which a step of this kind leads on; where to, no source says in words."""
    if kind == "selesai":
        return {}
    return {"ya": "", "tidak": ""} if kind == "keputusan" else {"lanjut": ""}
