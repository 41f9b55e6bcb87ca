"""What the guide's page for bad days promises: keys that change hands or are stolen, a wrong document, a lost machine.

Real git and ssh-keygen; commands as people type them.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest

from maklumat import clock

from ..sites.office import MAKLUMAT, OFFICIAL, SOP, Office
from .house import house, maklumat
from .server import contents

REGISTRY, STRANGER = "pengesah/allowed_signers", "199001012015011003"
ID, NUMBER = "informasi-publik", "800/07/Sekr/BCN/2025"
TODAY = clock.today()
YESTERDAY = TODAY - timedelta(days=1)


@dataclass
class Desk:
    """The office's repository, and commands that are typed in it."""

    office: Office
    anchor: str

    @property
    def root(self) -> Path:
        return self.office.root

    def run(self, *arguments: str | Path, answer: str = "", code: int = 0) -> str:
        done = maklumat(self.root, *map(str, arguments), answer=answer, MAKLUMAT_ANCHOR=self.anchor)
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout + done.stderr

    def key(self, name: str) -> Path:
        path = self.office.keys / name
        if not path.exists():
            subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", path], check=True)
        return path

    def public(self, name: str) -> Path:
        return self.key(name).with_name(f"{name}.pub")

    def approver(self, *arguments: str | Path) -> str:
        return self.run("approver", *arguments)

    def root_signs(self, key: str = "akar") -> None:
        self.approver("sign", "--key", self.key(key))
        self.commit("Daftar pengesah")

    def commit(self, message: str) -> str:
        self.office.commit(message, TODAY.isoformat())
        return self.office.git("rev-parse", "HEAD").strip()

    def write(self, address: str = MAKLUMAT, **values: str) -> None:
        """The next revision of a document as an editor writes it, with these lines of its front matter."""
        path = self.office.path(address)
        text = path.read_text(encoding="utf-8")
        number = int(re.search(r"(?m)^revisi: (\d+)", text)[1]) + 1
        for name, value in ({"revisi": str(number), "tanggal_revisi": str(TODAY), "tanggal_efektif": str(TODAY),
                             "tanggal_pengesahan": "", "catatan_revisi": f"Perubahan ke-{number}."} | values).items():
            text, count = re.subn(rf"(?m)^{name}:.*$", f"{name}: {value}".rstrip(), text, count=1)
            assert count, name
        path.write_text(text, encoding="utf-8")

    def sign(self, key: str = "pejabat") -> str:
        """The approver's act on the maklumat."""
        return self.run("sign", ID, "--key", self.key(key), answer=f"{NUMBER}\n")

    def seal(self) -> Path:
        """The site of what is committed, as a release."""
        self.run("build")
        self.run("seal")
        return self.root / "site"

    def gate(self) -> Said:
        return said(self.run("gate"))

    def refused(self) -> Said:
        return said(self.run("gate", code=1))


@dataclass(frozen=True)
class Said:
    """What the gate answered: states by address, refusals as (code, path)."""

    states: dict[str, str]
    refusals: set[tuple[str, str]]
    text: str


def said(output: str) -> Said:
    states = {path: state for state, path in re.findall(r"(?m)^(\S.*?) {2,}content/(\S+)index\.md$", output)}
    return Said(states, set(re.findall(r"(?m)^DITOLAK (\S+) ?(?:content/)?(\S*?)(?:index\.md)?$", output)), output)


@pytest.fixture
def desk(tmp_path: Path, needs: Callable[[str], str]) -> Desk:
    for program in ("git", "ssh-keygen"):
        needs(program)
    office = house(tmp_path, built=False)
    return Desk(office, office.anchor)


def fingerprint(desk: Desk, key: str) -> str:
    told = subprocess.run(["ssh-keygen", "-lf", desk.public(key)], check=True, capture_output=True, text=True).stdout
    return told.split()[1]


# --- keys that change hands ---

def rotate_root(desk: Desk) -> None:
    """The old root key signs for the last time: a registry that names the new one and ends the old."""
    desk.approver("add", "--root", "--key", desk.public("akar-baru"))
    desk.approver("retire", "--root", "--key", desk.public("akar"), "--until", YESTERDAY)
    desk.root_signs("akar")


def test_the_root_key_is_rotated_in_one_change(desk: Desk):
    rotate_root(desk)
    assert desk.gate().states == {MAKLUMAT: "disahkan", SOP: "disahkan"}
    desk.approver("sign", "--key", desk.key("akar-baru"))
    desk.commit("Tanda tangan percobaan dengan kunci baru")
    assert desk.gate().states == {MAKLUMAT: "disahkan", SOP: "disahkan"}
    assert f"Tanda tangan akar: baik ({fingerprint(desk, 'akar-baru')})" in desk.approver("list")


def test_the_new_root_key_signs_nothing_before_the_old_one_has(desk: Desk):
    """Both changes in one commit, as a merge makes of two: nobody has vouched for the new key."""
    desk.approver("add", "--root", "--key", desk.public("akar-baru"))
    desk.approver("retire", "--root", "--key", desk.public("akar"), "--until", YESTERDAY)
    desk.root_signs("akar-baru")
    assert desk.refused().refusals == {("GB05", REGISTRY)}


def test_the_old_root_key_enrols_nobody_any_more(desk: Desk):
    rotate_root(desk)
    desk.approver("add", STRANGER, "--key", desk.public("teman"), "--name", "Teman", "--since", YESTERDAY)
    assert "gerbang akan menolak" in desk.approver("sign", "--key", desk.key("akar"))
    desk.commit("Teman didaftarkan dengan kunci akar yang lama")
    assert desk.refused().refusals == {("GB05", REGISTRY)}


@pytest.mark.thorough
def test_after_a_stolen_root_key_was_used_all_begins_with_a_new_registry(desk: Desk):
    """The thief was first and ended the office's own root key: a registry that was compared, and an anchor there."""
    desk.approver("add", "--root", "--key", desk.public("pencuri"))
    desk.approver("retire", "--root", "--key", desk.public("akar"), "--until", YESTERDAY)
    desk.approver("add", STRANGER, "--key", desk.public("teman"), "--name", "Teman", "--since", YESTERDAY)
    desk.root_signs("akar")
    desk.root_signs("pencuri")
    assert desk.gate().states[MAKLUMAT] == "disahkan"
    desk.office.git("rm", "--quiet", REGISTRY, f"{REGISTRY}.sig")
    desk.approver("add", "--root", "--key", desk.public("akar-baru"))
    desk.approver("add", OFFICIAL, "--key", desk.public("pejabat"), "--name", "CONTOH PEJABAT, S.Sos.",
                  "--since", "2024-01-01")
    assert "kecuali jangkar dipindahkan" in " ".join(desk.approver("sign", "--key", desk.key("akar-baru")).split())
    commit = desk.commit("Daftar pengesah yang baru")
    assert ("GB05", REGISTRY) in desk.refused().refusals
    desk.anchor = commit
    assert desk.gate().states == {MAKLUMAT: "disahkan", SOP: "disahkan"}
    desk.office.git("checkout", "--quiet", "HEAD~1", "--", "pengesah")
    desk.commit("Pencuri memasang daftarnya lagi")
    assert ("GB05", REGISTRY) in desk.refused().refusals


def test_an_official_gets_a_new_key(desk: Desk):
    """What was signed with the old one stays approved; what is new is signed with the new one alone."""
    desk.approver("add", OFFICIAL, "--key", desk.public("pejabat-baru"), "--name", "CONTOH PEJABAT, S.Sos.",
                  "--since", TODAY)
    desk.approver("retire", OFFICIAL, "--key", desk.public("pejabat"), "--until", YESTERDAY)
    desk.root_signs()
    assert desk.gate().states == {MAKLUMAT: "disahkan", SOP: "disahkan"}
    desk.write()
    assert "tanda tangannya akan ditolak" in " ".join(desk.sign("pejabat").split())
    desk.commit("Revisi 3 dengan kunci lama")
    assert desk.refused().refusals == {("GB12", MAKLUMAT), ("GB14", MAKLUMAT)}
    desk.sign("pejabat-baru")
    desk.commit("Revisi 3")
    assert desk.gate().states == {MAKLUMAT: "disahkan", SOP: "disahkan"}


def test_the_old_key_signs_nothing_new_behind_the_commands_back(desk: Desk):
    desk.approver("retire", OFFICIAL, "--key", desk.public("pejabat"), "--until", YESTERDAY)
    desk.root_signs()
    desk.write(tanggal_pengesahan=str(YESTERDAY))
    desk.office.sign(MAKLUMAT)
    desk.commit("Ditandatangani pencuri, bertanggal kemarin")
    assert desk.refused().refusals == {("GB14", MAKLUMAT)}


# --- an approver's key is stolen ---

STOLEN = date(2025, 2, 1)  # between the sign-offs of SOP and maklumat


def root_ends_the_stolen_key(desk: Desk, until: date = STOLEN - timedelta(days=1)) -> str:
    told = desk.approver("retire", OFFICIAL, "--key", desk.public("pejabat"), "--until", until)
    desk.approver("add", OFFICIAL, "--key", desk.public("pejabat-baru"), "--name", "CONTOH PEJABAT, S.Sos.",
                  "--since", YESTERDAY)
    desk.root_signs()
    return told


def test_what_was_signed_since_the_theft_is_void_and_blocks(desk: Desk):
    desk.run("build")
    live = contents(desk.root / "site")
    assert "sesudah 2025-01-31 menjadi gugur" in root_ends_the_stolen_key(desk)
    answer = desk.refused()
    assert answer.states == {MAKLUMAT: "gugur", SOP: "disahkan"}
    assert answer.refusals == {("GB12", MAKLUMAT)}
    assert "5 Februari 2025" in answer.text
    assert "situs lama dipertahankan" in desk.run("build", code=1)
    assert contents(desk.root / "site") == live


@pytest.mark.thorough
def test_a_void_document_is_signed_again_with_the_new_key(desk: Desk):
    desk.run("build")
    root_ends_the_stolen_key(desk)
    desk.write()
    desk.sign("pejabat-baru")
    desk.commit("Revisi 3, disahkan lagi")
    assert desk.gate().states == {MAKLUMAT: "disahkan", SOP: "disahkan"}
    desk.run("build")
    revisions = desk.root / "site" / MAKLUMAT / "revisi"
    assert sorted(path.parent.name for path in revisions.glob("*/naskah.txt")) == ["1", "3"], \
        "what the stolen key signed is no text of the office"


def test_a_back_dated_sign_off_is_undone_by_an_earlier_end(desk: Desk):
    """Until root has acted, a thief may write a day of up to thirty days ago: the key must end before that day."""
    back = TODAY - timedelta(days=20)
    desk.write(tanggal_pengesahan=str(back))
    desk.office.sign(MAKLUMAT)
    desk.commit("Palsu")
    assert desk.gate().states[MAKLUMAT] == "disahkan"
    root_ends_the_stolen_key(desk, YESTERDAY)
    assert desk.gate().states[MAKLUMAT] == "disahkan", "the guide says so, and what to do"
    desk.approver("retire", OFFICIAL, "--key", desk.public("pejabat"), "--until", back - timedelta(days=1))
    desk.root_signs()
    assert desk.refused().refusals == {("GB12", MAKLUMAT)}


def test_a_key_that_ends_before_it_began_goes_altogether(desk: Desk):
    desk.approver("retire", OFFICIAL, "--key", desk.public("pejabat"), "--until", "2023-12-31")
    desk.root_signs()
    assert desk.refused().refusals == {("GB12", MAKLUMAT), ("GB12", SOP)}


def test_a_document_that_only_the_thief_signed_is_taken_away(desk: Desk):
    path = desk.office.path("sop/titipan/")
    path.parent.mkdir()
    path.write_text(desk.office.path(SOP).read_text(encoding="utf-8").replace(NUMBER, "800/99/Sekr/BCN/2025").replace(
        "id: maklumat-informasi-publik", "id: titipan").replace("2025-01-20", str(YESTERDAY)), encoding="utf-8")
    desk.office.sign("sop/titipan/")
    desk.commit("Titipan")
    assert desk.gate().states["sop/titipan/"] == "disahkan"
    root_ends_the_stolen_key(desk, YESTERDAY - timedelta(days=1))
    assert desk.refused().refusals == {("GB12", "sop/titipan/")}
    shutil.rmtree(path.parent)
    desk.commit("Titipan dihapus")
    assert desk.gate().states == {MAKLUMAT: "disahkan", SOP: "disahkan"}


# --- a wrong document was published ---

@pytest.mark.thorough
def test_a_wrong_document_is_corrected_by_a_new_revision(desk: Desk):
    desk.write()
    desk.office.edit(MAKLUMAT, ("paling lambat 9 hari kerja", "paling lambat 8 hari kerja"))
    desk.sign()
    desk.commit("Dibetulkan")
    assert desk.gate().states[MAKLUMAT] == "disahkan"
    desk.run("build")
    page = desk.root / "site" / MAKLUMAT
    assert "8 hari kerja" in (page / "index.html").read_text(encoding="utf-8")
    assert "9 hari kerja" in (page / "revisi/2/naskah.txt").read_text(encoding="utf-8"), "the wrong one stays readable"


def test_a_wrong_document_is_withdrawn(desk: Desk):
    desk.write(status="dicabut")
    desk.sign()
    desk.commit("Dicabut")
    assert desk.gate().states[MAKLUMAT] == "dicabut"
    desk.run("build")
    assert "DICABUT" in (desk.root / "site" / MAKLUMAT / "index.html").read_text(encoding="utf-8")


@pytest.mark.thorough
def test_a_text_that_must_not_be_read_any_more_goes_with_a_moved_anchor(desk: Desk):
    """Personal data: the new revision does not have it, and history begins with the commit that brings it."""
    secret = "paling lambat 9 hari kerja"
    desk.write()
    desk.office.edit(MAKLUMAT, (secret, "paling lambat 8 hari kerja"))
    desk.sign()
    commit = desk.commit("Tanpa data pribadi")
    desk.run("build")
    assert holders(desk.root / "site", secret)
    desk.anchor = commit
    assert desk.gate().states == {MAKLUMAT: "disahkan", SOP: "disahkan"}
    desk.run("build")
    assert holders(desk.root / "site", secret) == []


def holders(site: Path, text: str) -> list[str]:
    return [path.relative_to(site).as_posix() for path in sorted(site.rglob("*"))
            if path.is_file() and text.encode() in path.read_bytes()]


# --- the repository ---

def test_a_rewritten_main_is_refused(desk: Desk):
    """Somebody pushed by force: all files are there, the history is another."""
    desk.office.git("checkout", "--quiet", "--orphan", "lain")
    desk.commit("Semua seperti semula")
    answer = desk.refused()
    assert {code for code, _ in answer.refusals} == {"GB02"}
    assert "riwayat telah ditulis ulang: jangan terbitkan" in answer.text


def test_a_main_that_lost_its_last_commits_is_known_by_the_published_one(desk: Desk):
    published = desk.office.git("rev-parse", "HEAD").strip()
    desk.office.git("reset", "--quiet", "--hard", "HEAD~1")
    assert "boleh terbit" in desk.run("gate"), "nothing in the rest of the history says that something is gone"
    assert "situs akan mundur" in desk.run("gate", "--published", published, code=1)
    desk.office.git("reset", "--quiet", "--hard", published)
    assert "boleh terbit" in desk.run("gate", "--published", published)


@pytest.mark.thorough
def test_everything_comes_back_from_any_clone(desk: Desk, tmp_path: Path):
    """A bare clone is all that is left; the release that is made from it has the same bytes."""
    before = contents(desk.seal())
    subprocess.run(["git", "clone", "--quiet", "--bare", desk.root, tmp_path / "salinan.git"], check=True)
    shutil.rmtree(desk.root)
    subprocess.run(["git", "clone", "--quiet", tmp_path / "salinan.git", desk.root], check=True)
    assert desk.gate().states == {MAKLUMAT: "disahkan", SOP: "disahkan"}
    assert contents(desk.seal()) == before
