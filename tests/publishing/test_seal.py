"""`maklumat seal`: only what `build` made of this very commit becomes a release."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest

from maklumat import manifest
from maklumat.manifest import RELEASE, SUMS, Stamp
from maklumat.modes import Mode

from ..sites.office import MAKLUMAT, Office
from .house import house, maklumat

NO_ANCHOR = {"MAKLUMAT_ANCHOR": ""}


@pytest.fixture(scope="module")
def kept(tmp_path_factory) -> Office:
    """Built once; only to look at."""
    return house(tmp_path_factory.mktemp("kantor"))


@pytest.fixture
def office(kept: Office, tmp_path: Path, needs: Callable[[str], str]) -> Office:
    needs("ssh-keygen")
    shutil.copytree(kept.root.parent, tmp_path / "kantor")
    return Office(tmp_path / "kantor/proyek", tmp_path / "kantor/kunci")


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*"))
            if path.is_file()}


def refused(office: Office, *sentences: str, code: int = 1, **environment: str) -> None:
    """Sealing ends with this exit code and says all this; the site is byte for byte what it was."""
    site = office.root / "site"
    before = contents(site)
    done = maklumat(office.root, "seal", **environment)
    assert done.returncode == code, done.stdout + done.stderr
    for sentence in sentences:
        assert sentence in done.stdout + done.stderr
    assert contents(site) == before
    assert not [*office.root.glob(".maklumat-*")]


def test_a_sealed_site_names_its_commit_and_every_file(office):
    head = office.git("rev-parse", "HEAD").strip()
    site = office.root / "site"
    before = contents(site)
    assert RELEASE not in before
    done = maklumat(office.root, "seal")
    assert (done.returncode, done.stderr) == (0, "")
    stamp = manifest.read_stamp((site / RELEASE).read_bytes())
    assert stamp == Stamp(head, 4, datetime(2025, 2, 6, 3, tzinfo=UTC), Mode.STRICT)
    listed = manifest.read_sums((site / SUMS).read_bytes())
    assert listed.keys() | {SUMS} == contents(site).keys() == before.keys() | {RELEASE}
    said = subprocess.run(["sha256sum", "--strict", "--check", "--quiet", SUMS], cwd=site, capture_output=True)
    assert (said.returncode, said.stdout, said.stderr) == (0, b"", b"")
    assert done.stdout == f"disegel: rilis ke-4 (ketat), commit {head[:12]}, {len(listed)} berkas\n"


def test_sealed_twice_or_built_again_it_is_the_same_to_the_byte(office):
    assert maklumat(office.root, "seal", "site").returncode == 0
    first = contents(office.root / "site")
    assert maklumat(office.root, "seal").returncode == 0
    assert contents(office.root / "site") == first
    assert maklumat(office.root, "audit", "site").stdout == "tidak ada kebocoran\n"
    assert maklumat(office.root, "build").returncode == 0, "a sealed site is ours to replace"
    assert maklumat(office.root, "seal").returncode == 0
    assert contents(office.root / "site") == first


def test_a_site_elsewhere_is_sealed_there(office, tmp_path):
    (office.root / "site").rename(tmp_path / "situs")
    assert maklumat(office.root, "seal", str(tmp_path / "situs")).returncode == 0
    assert (tmp_path / "situs" / RELEASE).is_file()


def test_a_sample_is_sealed_as_one(office):
    shutil.rmtree(office.root / "pengesah")
    for signature in (office.root / "content").rglob("*.sig"):
        signature.unlink()
    shutil.rmtree(office.root / ".git")
    office.git("init", "--quiet", "--initial-branch", "main")
    office.commit("Contoh", "2025-02-06")
    assert maklumat(office.root, "build", **NO_ANCHOR).returncode == 0
    done = maklumat(office.root, "seal", **NO_ANCHOR)
    assert done.returncode == 0, done.stdout + done.stderr
    assert manifest.read_stamp((office.root / "site" / RELEASE).read_bytes()).mode is Mode.SAMPLE


def test_without_an_anchor_nothing_is_sealed(office):
    refused(office, "DITOLAK GB02", "jangkar belum ditetapkan", "situs tidak disegel: 1 penolakan", **NO_ANCHOR)


def test_what_the_gate_refuses_is_not_sealed(office):
    office.edit(MAKLUMAT, ("paling lambat 9 hari kerja", "paling lambat 90 hari kerja"))
    office.commit("Perbaikan kecil", "2025-02-07")
    refused(office, f"DITOLAK GB11 content/{MAKLUMAT}index.md", "situs tidak disegel: 1 penolakan")


@pytest.mark.parametrize(("name", "hide"), [
    ("content/index.md", ""), ("theme/main.html", ""), ("theme/main.html", "--assume-unchanged"),
    ("theme/main.html", "--skip-worktree"), ("mkdocs.yml", "--assume-unchanged"),
])
def test_files_that_differ_from_the_commit_are_named(office, name, hide):
    if hide:
        office.git("update-index", hide, name)
    with (office.root / name).open("a", encoding="utf-8") as file:
        file.write("\n")
    refused(office, f"{name}\nsitus tidak disegel: berkas di atas tidak sama dengan commit yang akan terbit")


@pytest.mark.parametrize("name", ["content/baru.md", "theme/partials/baru.html", "catatan.txt", "content/Thumbs.db"])
def test_new_files_are_named_and_where_pages_come_from_ignored_ones_too(office, name):
    (office.root / ".git/info/exclude").write_text("Thumbs.db\nabaikan.txt\n", encoding="utf-8")
    (office.root / "abaikan.txt").write_text("x", encoding="utf-8")
    (office.root / name).write_text("x", encoding="utf-8")
    refused(office, f"{name}\nsitus tidak disegel: berkas di atas")


def test_a_site_of_an_earlier_commit_is_not_sealed_as_the_new_one(office):
    (office.root / "content/index.md").write_text("# Beranda\n\nBaru.\n", encoding="utf-8")
    office.commit("Beranda", "2025-02-07")
    refused(office, f"{SUMS}: situs ini dibangun dari commit lain; bangun lagi dengan `maklumat build`")


def test_not_even_when_it_was_sealed_before(office):
    assert maklumat(office.root, "seal").returncode == 0
    (office.root / "content/index.md").write_text("# Beranda\n\nBaru.\n", encoding="utf-8")
    office.commit("Beranda", "2025-02-07")
    refused(office, "situs ini dibangun dari commit lain")


def test_a_site_of_files_that_were_not_committed_is_not_sealed_once_they_are(office):
    text = (office.root / "content/index.md").read_bytes()
    (office.root / "content/index.md").write_text("# Beranda\n\nSebentar.\n", encoding="utf-8")
    assert maklumat(office.root, "build").returncode == 0
    (office.root / "content/index.md").write_bytes(text)
    refused(office, f"{SUMS}: situs ini dibangun selagi ada berkas yang belum di-commit")


def put(site: Path) -> str:
    (site / "kejutan.html").write_text("x", encoding="utf-8")
    return "kejutan.html: bukan hasil `maklumat build`, atau sudah diubah"


def change(site: Path) -> str:
    (site / "404.html").write_text("lain", encoding="utf-8")
    return "404.html: bukan hasil"


def remove(site: Path) -> str:
    (site / "404.html").unlink()
    return "404.html: hilang dari situs"


def link(site: Path) -> str:
    (site / "pintas").symlink_to("/etc")
    return "pintas: bukan hasil"


def relink(site: Path) -> str:
    (site / "404.html").rename(site.parent / "site-404.html")
    (site.parent / ".git/info/exclude").write_text("site-404.html\n", encoding="utf-8")
    (site / "404.html").symlink_to("../site-404.html")
    return "404.html: bukan hasil"


def forge(site: Path) -> str:
    (site / RELEASE).write_text("{}", encoding="utf-8")
    return f"{RELEASE}: bukan hasil"


def hide(site: Path) -> str:
    (site / ".DS_Store").write_bytes(b"x")
    return ".DS_Store: bukan hasil"


@pytest.mark.parametrize("spoil", [put, change, remove, link, relink, forge, hide])
def test_what_build_did_not_make_is_named(office, spoil):
    sentence = spoil(office.root / "site")
    refused(office, sentence, "situs tidak disegel: 1 masalah")


def test_what_a_list_was_made_to_name_is_still_audited(office):
    """Whoever can write the site can write its list as well."""
    site = office.root / "site"
    page = (site / MAKLUMAT / "index.html").read_text(encoding="utf-8").replace("9 hari kerja", "90 hari kerja")
    (site / MAKLUMAT / "index.html").write_text(page, encoding="utf-8")
    note, rest = manifest.made_from((site / SUMS).read_bytes())
    digests = {name: sha256(data).hexdigest() for name, data in contents(site).items() if name != SUMS}
    assert digests.keys() == manifest.read_sums(rest).keys()
    (site / SUMS).write_bytes(manifest.noted(note) + manifest.sums(digests))
    refused(office, f"{MAKLUMAT}index.html: ", "situs tidak disegel: ")


def test_without_a_list_or_with_a_broken_one_nothing_is_sealed(office):
    listed = office.root / "site" / SUMS
    data = listed.read_bytes()
    listed.write_bytes(data[:-1])
    refused(office, f"{SUMS} terpotong", code=2)
    listed.unlink()
    refused(office, f"tidak memuat daftar {SUMS}; bangun lagi dengan `maklumat build`", code=2)
    shutil.rmtree(office.root / "site")
    done = maklumat(office.root, "seal")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "maklumat: folder situs site tidak ada; bangun dulu dengan `maklumat build`\n"


def test_without_a_whole_history_there_is_no_number(office, tmp_path):
    shallow = tmp_path / "dangkal"
    subprocess.run(["git", "clone", "--quiet", "--depth", "1", f"file://{office.root}", shallow], check=True)
    shutil.copytree(office.root / "site", shallow / "site")
    done = maklumat(shallow, "seal")
    assert (done.returncode, done.stdout) == (2, "")
    assert "riwayat git pada salinan ini tidak lengkap" in done.stderr
    shutil.rmtree(office.root / ".git")
    refused(office, "belum ada commit di folder ini", code=2)


@pytest.mark.parametrize("at", [1, 2])
def test_a_crash_between_the_two_files_is_mended_by_the_next_seal(office, monkeypatch, at):
    site, done = office.root / "site", []

    def replace(one, other):
        done.append(other)
        if len(done) == at:
            raise OSError(28, "penuh", str(other))
        return rename(one, other)

    rename = Path.replace
    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", replace)
        assert maklumat(office.root, "seal").returncode == 2
    assert not (site / RELEASE).exists()
    assert not [*office.root.glob(".maklumat-*")]
    assert maklumat(office.root, "seal").returncode == 0
    assert manifest.read_sums((site / SUMS).read_bytes()).keys() | {SUMS} == contents(site).keys()
