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
def office(tmp_path_factory) -> offices.Office:
    if not (shutil.which("git") and shutil.which("ssh-keygen")):
        pytest.skip("git or ssh-keygen is not installed on this machine")
    return offices.opened(tmp_path_factory.mktemp("kantor"), printing=True)


@pytest.fixture(scope="module")
def first(office, tmp_path_factory) -> tuple[dict[str, bytes], str]:
    """What a first build makes, and the cache that it filled."""
    cache = str(tmp_path_factory.mktemp("simpanan"))
    return contents(made(office.root, XDG_CACHE_HOME=cache, TZ="UTC", PYTHONHASHSEED="0")), cache


def test_every_print_is_the_same_bytes_under_other_circumstances(office, first, tmp_path):
    """Another folder, time zone, hash seed and language; nothing kept from before."""
    root = Path(shutil.copytree(office.root, tmp_path / "Folder lain – é", ignore=shutil.ignore_patterns("site")))
    again = contents(made(root, XDG_CACHE_HOME=str(tmp_path / "simpanan"), **OTHER))
    assert again.keys() == first[0].keys()
    assert [uri for uri in again if again[uri] != first[0][uri]] == []


def test_the_cache_changes_no_byte_and_another_text_changes_its_own_prints_only(office, first, tmp_path):
    before, cache = first
    root = Path(shutil.copytree(office.root, tmp_path / "proyek", ignore=shutil.ignore_patterns("site")))
    assert contents(made(root, XDG_CACHE_HOME=cache)) == before
    other = offices.Office(root, office.keys)
    other.edit(MAKLUMAT, ("berjanji dan sanggup", "berjanji, bersedia, dan sanggup"),
               ("\nrevisi: 2\n", "\nrevisi: 3\n"))
    other.sign(MAKLUMAT)
    other.commit("Revisi 3", "2025-02-06")
    after = contents(made(root, XDG_CACHE_HOME=cache))
    changed = {uri for uri in before if after[uri] != before[uri]}
    assert {f"{MAKLUMAT}cetak/poster-a3.pdf", f"{MAKLUMAT}cetak/poster-a4.pdf", f"{MAKLUMAT}sosial/potret.png",
            "cetakan.json"} <= changed
    assert all(uri.startswith(MAKLUMAT) or uri == "cetakan.json" for uri in changed)
