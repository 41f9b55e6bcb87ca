"""A signed office with every kind of page: two units, a document in its second revision, one that is not yet in force,
one that is withdrawn, and prints of all that is signed."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from maklumat import builder, release
from maklumat.project import Project

from ..sites import office as offices
from ..sites.office import MAKLUMAT, REPOSITORY, SOP, Office

SECOND, FUTURE, ENDED = "pengaduan", "kunjungan", "informasi-berkala"  # names of documents
TITLES = {SECOND: "Pengelolaan Pengaduan", FUTURE: "Layanan Kunjungan", ENDED: "Informasi Berkala"}


def opened(folder: Path) -> Office:
    """The office with all its documents signed."""
    office = offices.opened(folder, printing=True)
    shutil.copy(REPOSITORY / "mkdocs.yml", office.root)
    for name in ("index.md", "panduan"):
        source = REPOSITORY / "content" / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, office.root / "content" / name)
    for count, name in enumerate(TITLES, 8):
        unit = "BIDANG DATA DAN INFORMASI" if name == SECOND else "SEKRETARIAT"
        common = {"nomor_sop": f'"800/{count:02}/Sekr/BCN/2025"', "unit_kerja": unit}
        _copy(office, SOP, f"sop/penetapan-{name}/", id=f"penetapan-{name}",
              judul=f"Penetapan Maklumat {TITLES[name]}", **common)
        dates = {"tanggal_efektif": "2025-03-03"} if name == FUTURE else {}
        _copy(office, MAKLUMAT, f"maklumat/{name}/", id=name, judul=f"Maklumat {TITLES[name]}", revisi="1",
              tanggal_revisi="", catatan_revisi='""', **common, **dates)
    office.commit("Dokumen lain", "2025-02-06")
    ended = f"maklumat/{ENDED}/"
    _set(office.path(ended), status="dicabut", revisi="2", tanggal_revisi="2025-02-07",
         catatan_revisi="Layanan digabung dengan layanan informasi publik.")
    office.sign(ended)
    office.commit("Pencabutan", "2025-02-07")
    return office


def built(office: Office, out: Path) -> Project:
    """Builds the office's site into this folder, which is made; an audit is the business of others."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MAKLUMAT_ANCHOR", office.anchor)
        project = office.load()
    assert project.standing.outcome.is_allowed, project.refusals
    assert not project.errors, project.errors
    builder.build(project, out, release.make(project.plan, project.settings))
    return project


def _copy(office: Office, source: str, address: str, **values: str) -> None:
    """A signed document like that one, with other values in its front matter."""
    path = office.path(address)
    path.parent.mkdir(parents=True)
    shutil.copy(office.path(source), path)
    _set(path, **values)
    office.sign(address)


def _set(path: Path, **values: str) -> None:
    text = path.read_text(encoding="utf-8")
    for name, value in values.items():
        text, times = re.subn(rf"(?m)^( *{name}:).*$", rf"\1 {value}".rstrip(), text, count=1)
        assert times, name
    path.write_text(text, encoding="utf-8")
