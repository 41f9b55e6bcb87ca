"""The audit of prints: in a site lies what was typeset from the documents that are there, nothing more or less."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from ..sites import office as offices
from ..sites.office import MAKLUMAT, SOP
from .outputs import built, command

POSTER, OTHER, CARD = f"{MAKLUMAT}cetak/poster-a4.pdf", f"{MAKLUMAT}cetak/poster-a3.pdf", f"{MAKLUMAT}sosial/og.png"
NOT_THE_PRINT = "isinya bukan cetakan dari naskah yang ada"
STRAY = "cetakan lama atau cetakan dokumen lain"
MISSING = "berkas yang direncanakan tidak ada di situs"
NOT_ITS_LIST = "bukan daftar berkas situs ini"


@pytest.fixture
def leaks(signed, tmp_path) -> Callable[[Callable[[Path], object]], dict[str, str]]:
    """leaks(spoil): what the audit finds, by path, after this was done to a copy of the site."""
    def found(spoil: Callable[[Path], object]) -> dict[str, str]:
        site = Path(shutil.copytree(signed.root / "site", tmp_path / "situs"))
        spoil(site)
        done = command(signed.root, "audit", str(site), "--format", "json")
        return {leak["path"]: leak["what"] for leak in json.loads(done.stdout)["leaks"]}
    return found


def test_an_honest_site_has_no_leak(leaks):
    assert leaks(lambda site: None) == {}


@pytest.mark.parametrize("name", [POSTER, CARD, "cetakan.json"])
def test_one_changed_byte_is_noticed(name, leaks):
    def spoil(site: Path) -> None:
        data = (site / name).read_bytes()
        (site / name).write_bytes(data[:-3] + bytes([data[-3] ^ 1]) + data[-2:])
    assert list(leaks(spoil)) == [name]


def test_a_print_of_another_sheet_is_not_this_one(leaks):
    assert leaks(lambda site: shutil.copy(site / OTHER, site / POSTER)) == {POSTER: NOT_THE_PRINT}


@pytest.mark.parametrize("name", [POSTER, CARD, "cetakan.json"])
def test_a_missing_print_is_noticed(name, leaks):
    assert leaks(lambda site: (site / name).unlink()) == {name: MISSING, "rilis.sha256": NOT_ITS_LIST}


@pytest.mark.parametrize("name", [f"{MAKLUMAT}cetak/poster-f4.pdf", f"{SOP}sosial/lain.png"])
def test_a_print_too_many_is_noticed(name, leaks):
    assert leaks(lambda site: shutil.copy(site / POSTER, site / name)) == {name: "tidak ada dalam rencana"}


@pytest.fixture(scope="module")
def earlier(signed, once) -> Path:
    """The site of the same office with another text, signed as well: its prints are clean and out of date."""
    return once("kantor-lama", lambda folder: revised(signed, folder / "proyek")) / "proyek/site"


def revised(signed: offices.Office, root: Path) -> None:
    office = offices.Office(Path(shutil.copytree(signed.root, root)), signed.keys)
    office.edit(MAKLUMAT, ("paling lambat 9 hari kerja", "paling lambat 8 hari kerja"),
                ("\nrevisi: 2\n", "\nrevisi: 3\n"))
    office.sign(MAKLUMAT)
    office.commit("Revisi 3", "2025-02-06")
    built(root)


@pytest.mark.parametrize("name", [POSTER, CARD])
@pytest.mark.parametrize("place", ["unduhan{}", "assets/images/lama{}"])
def test_a_stray_print_of_another_text_is_noticed_wherever_it_lies(name, place, leaks, earlier):
    to = place.format(Path(name).suffix)
    found = leaks(lambda site: shutil.copy(earlier / name, site / to))
    assert list(found) == [to] and found[to].startswith(STRAY)


def test_a_copy_of_a_print_that_is_published_anyhow_is_no_leak(leaks):
    assert leaks(lambda site: shutil.copy(site / POSTER, site / "unduhan.pdf")) == {}


def test_a_clean_print_where_the_documents_are_withheld_is_noticed(signed, tmp_path):
    """Prints of signed documents in the site of an office that signed nothing."""
    root = Path(shutil.copytree(signed.root, tmp_path / "proyek"))
    for signature in (root / "content").rglob("index.md.sig"):
        signature.unlink()
    shutil.rmtree(root / ".git")
    shutil.rmtree(root / "pengesah")
    built(root)
    shutil.copy(signed.root / "site" / POSTER, root / "site" / POSTER)
    found = json.loads(command(root, "audit", "site", "--format", "json").stdout)["leaks"]
    assert [(leak["path"], leak["what"]) for leak in found] == [(POSTER, NOT_THE_PRINT)]
