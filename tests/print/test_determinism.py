"""The same bytes on every run: in any folder, time zone, hash seed and language, with a cache and without."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ..sites import office as offices
from ..sites.office import MAKLUMAT
from .outputs import Outputs

OTHER = {"TZ": "Asia/Jayapura", "PYTHONHASHSEED": "4242", "LC_ALL": "C", "LANG": "C", "SOURCE_DATE_EPOCH": "1"}


def made(root: Path, **environment: str) -> Outputs:
    """What `maklumat build` makes in a process of its own."""
    given = os.environ | {"MAKLUMAT_ANCHOR": offices.anchor(root)} | environment
    run = subprocess.run([sys.executable, "-m", "maklumat", "build"], cwd=root, env=given, capture_output=True,
                         text=True)
    assert run.returncode == 0, run.stdout + run.stderr
    return Outputs(root, root / "site")


def contents(outputs: Outputs) -> dict[str, bytes]:
    return {uri: path.read_bytes() for uri, path in outputs.prints().items()} | {
        "cetakan.json": (outputs.site / "cetakan.json").read_bytes()}


@pytest.fixture(scope="module")
def first(signed) -> dict[str, bytes]:
    """What a first build made, here and with the cache of this run."""
    return contents(Outputs(signed.root, signed.root / "site"))


@pytest.mark.thorough
def test_every_print_is_the_same_bytes_under_other_circumstances(signed, first, tmp_path):
    """Another folder, time zone, hash seed and language; nothing kept from before."""
    root = Path(shutil.copytree(signed.root, tmp_path / "Folder lain – é", ignore=shutil.ignore_patterns("site")))
    again = contents(made(root, XDG_CACHE_HOME=str(tmp_path / "simpanan"), **OTHER))
    assert again.keys() == first.keys()
    assert [uri for uri in again if again[uri] != first[uri]] == []


@pytest.mark.thorough
def test_the_cache_changes_no_byte_and_another_text_changes_its_own_prints_only(signed, first, tmp_path):
    root = Path(shutil.copytree(signed.root, tmp_path / "proyek", ignore=shutil.ignore_patterns("site")))
    assert contents(made(root)) == first
    other = offices.Office(root, signed.keys)
    other.edit(MAKLUMAT, ("berjanji dan sanggup", "berjanji, bersedia, dan sanggup"),
               ("\nrevisi: 2\n", "\nrevisi: 3\n"))
    other.sign(MAKLUMAT)
    other.commit("Revisi 3", "2025-02-06")
    after = contents(made(root))
    changed = {uri for uri in first if after[uri] != first[uri]}
    assert {f"{MAKLUMAT}cetak/poster-a3.pdf", f"{MAKLUMAT}cetak/poster-a4.pdf", f"{MAKLUMAT}sosial/potret.png",
            "cetakan.json"} <= changed
    assert all(uri.startswith(MAKLUMAT) or uri == "cetakan.json" for uri in changed)
