"""The server's side of bad days: a real sshd, the receiver, and releases of an office that really signs."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from maklumat import clock, settings, trust

from ..sites.office import MAKLUMAT, OFFICIAL
from .server import PROGRAMS, Server, Signed, contents, prepared, sealed, serving
from .test_recovery import REGISTRY, TODAY, Desk, desk, root_ends_the_stolen_key  # noqa: F401

TEXT = f"{MAKLUMAT}revisi/{{}}/naskah.txt"
UNSIGNED, VANISHED, OLDER = 77, 78, 74  # exit codes of receive.sh


@dataclass
class Rig:
    """The office and its server."""

    desk: Desk
    server: Server

    def publish(self, site: Path | None = None) -> subprocess.CompletedProcess[str]:
        """Sends and installs what is committed: a built site, or a small release of all that the gate accepts."""
        git, root = self.desk.office.git, self.desk.root
        head, order = git("rev-parse", "HEAD").strip(), int(git("rev-list", "--count", "--first-parent", "HEAD"))
        if site is None:
            outcome = trust.answer(settings.load(root), clock.now(), self.desk.anchor).outcome
            assert outcome.is_allowed, outcome.refusals
            texts = {f"{each.path.removeprefix('content/').removesuffix('index.md')}revisi/{revision.number}/naskah.txt"
                     f"{end}": data for each in outcome for revision in each.history
                     for end, data in (("", revision.source), (".sig", revision.signature))}
            site = root.with_name(f"rilis-{order}-{head}")
            site = sealed(Signed(self.desk.office, texts).release(site, order), head, order)
        return self.server.publish(site, head)

    def registry_to_server(self) -> None:
        """What the keeper does by hand."""
        shutil.copy(self.desk.root / REGISTRY, self.server.home / REGISTRY)

    def begin_anew(self) -> None:
        """What the keeper does by hand: the site is off until the next release."""
        for name in ("kini", "sebelum"):
            (self.server.home / name).unlink(missing_ok=True)

    @property
    def texts(self) -> set[str]:
        """The signed texts of the maklumat that are live."""
        return {path for path in self.server.live if path.startswith(MAKLUMAT) and path.endswith("naskah.txt")}


@pytest.fixture
def rig(desk: Desk, tmp_path: Path, needs: Callable[[str], str]) -> Iterator[Rig]:  # noqa: F811
    """With a first release that is live."""
    for program in PROGRAMS:
        needs(program)
    home = prepared(tmp_path / "srv", (desk.root / REGISTRY).read_bytes())
    with serving(tmp_path / "sshd", home) as server:
        made = Rig(desk, server)
        done = made.publish()
        assert done.returncode == 0, done.stderr
        yield made


@pytest.mark.thorough
def test_a_lost_server_comes_back_with_the_same_bytes(rig: Rig):
    assert rig.server.live.keys() > rig.texts > set()
    shutil.rmtree(rig.server.home)
    prepared(rig.server.home, (rig.desk.root / REGISTRY).read_bytes())
    assert rig.server.current == ("-", "0")
    before = contents(rig.desk.seal())
    assert rig.publish(rig.desk.root / "site").returncode == 0
    assert rig.server.live == before
    shutil.rmtree(rig.server.home)
    prepared(rig.server.home, (rig.desk.root / REGISTRY).read_bytes())
    assert rig.publish(rig.desk.seal()).returncode == 0
    assert rig.server.live == before


@pytest.mark.thorough
def test_a_stolen_approvers_key(rig: Rig):
    """The guide's order, and what each step left out would bring: the live site stays whole until the last."""
    before = rig.server.live
    root_ends_the_stolen_key(rig.desk)
    assert "situs lama dipertahankan" in rig.desk.run("build", code=1)
    rig.desk.write()
    rig.desk.sign("pejabat-baru")
    rig.desk.commit("Revisi 3, disahkan lagi")
    done = rig.publish()
    assert (done.returncode, TEXT.format(3) in done.stderr) == (UNSIGNED, True), "the server does not know the new key"
    assert rig.server.live == before
    rig.registry_to_server()
    assert rig.server.keeper("check").returncode == UNSIGNED, "what is live holds what the thief may have signed"
    assert rig.publish().returncode == 0
    assert rig.texts == {TEXT.format(1), TEXT.format(3)}
    assert rig.server.keeper("check").returncode == 0


@pytest.mark.thorough
def test_the_key_of_the_publisher_is_changed(rig: Rig, tmp_path: Path):
    plain, folder = rig.server.plain, tmp_path / "sshd"
    old = Server(rig.server.home, plain, plain)
    assert old.ask("current").returncode == 0
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder / "terbit-baru"], check=True)
    line = (folder / "boleh").read_text().rpartition(" ssh-ed25519 ")[0]
    (folder / "boleh").write_text(f"{line} {(folder / 'terbit-baru.pub').read_text()}")
    refused = old.ask("current")
    assert (refused.returncode, "Permission denied" in refused.stderr) == (255, True)
    assert rig.server.ask("current").returncode == 0, "a connection that is open already goes on: the guide ends it"
    renewed = plain.replace(f"{folder / 'terbit'} ", f"{folder / 'terbit-baru'} ")
    rig.server = Server(rig.server.home, renewed, renewed)
    rig.desk.write()
    rig.desk.sign()
    rig.desk.commit("Revisi 3")
    assert rig.publish().returncode == 0
    assert TEXT.format(3) in rig.texts


@pytest.mark.thorough
def test_a_wrong_release_is_taken_back_until_the_right_one_comes(rig: Rig):
    good, before = rig.server.current[0], rig.server.live
    rig.desk.write()
    rig.desk.office.edit(MAKLUMAT, ("paling lambat 9 hari kerja", "paling lambat 90 hari kerja"))
    rig.desk.sign()
    wrong = rig.desk.commit("Salah ketik, tetapi ditandatangani")
    assert rig.publish().returncode == 0
    done = rig.server.keeper("rollback", good, wrong)
    assert (done.returncode, rig.server.live) == (0, before)
    rig.desk.write()
    rig.desk.office.edit(MAKLUMAT, ("paling lambat 90 hari kerja", "paling lambat 9 hari kerja"))
    rig.desk.sign()
    rig.desk.commit("Dibetulkan")
    assert rig.publish().returncode == 0
    assert b"90 hari kerja" in rig.server.live[TEXT.format(3)], "the wrong one stays readable at its own address"
    assert b"paling lambat 9 hari kerja" in rig.server.live[TEXT.format(4)]


@pytest.mark.thorough
def test_a_rewritten_main_reaches_no_visitor(rig: Rig):
    """Somebody pushed a history without the last revision by force. Its gate, left alone, would let it pass."""
    before, office = rig.server.live, rig.desk.office
    office.git("reset", "--quiet", "--hard", "HEAD~2")
    rig.desk.office.root.joinpath(".gitignore").write_text("site/\n.maklumat-*/\n", encoding="utf-8")
    rig.desk.commit("Riwayat lain")
    done = rig.publish()
    assert (done.returncode, rig.server.live) == (OLDER, before)
    for number in range(3):
        office.git("commit", "--quiet", "--allow-empty", "--message", f"Pengganjal {number}", at=TODAY.isoformat())
    done = rig.publish()
    assert (done.returncode, TEXT.format(2) in done.stderr) == (VANISHED, True)
    assert rig.server.live == before


@pytest.fixture
def forgotten(rig: Rig) -> Rig:
    """The anchor was moved to a commit that forgets earlier revisions of the maklumat."""
    rig.desk.write()
    rig.desk.sign()
    rig.desk.anchor = rig.desk.commit("Tanpa data pribadi; jangkar dipindahkan ke sini")
    return rig


def test_nobody_but_the_keeper_makes_a_public_text_go(forgotten: Rig):
    assert forgotten.publish().returncode == VANISHED
    assert forgotten.texts == {TEXT.format(1), TEXT.format(2)}


@pytest.mark.thorough
def test_the_keeper_begins_anew_where_a_public_text_must_go(forgotten: Rig):
    forgotten.begin_anew()
    assert forgotten.publish().returncode == 0
    assert forgotten.texts == {TEXT.format(3)}


@pytest.mark.thorough
def test_after_a_lost_root_key_the_keeper_begins_anew(rig: Rig):
    """A new registry of the same people, and the anchor at the commit that brings it."""
    (rig.desk.root / REGISTRY).unlink()
    rig.desk.approver("add", "--root", "--key", rig.desk.public("akar-baru"))
    rig.desk.approver("add", OFFICIAL, "--key", rig.desk.public("pejabat"), "--name", "CONTOH PEJABAT",
                      "--since", "2024-01-01")
    rig.desk.approver("sign", "--key", rig.desk.key("akar-baru"))
    rig.desk.anchor = rig.desk.commit("Daftar pengesah yang baru")
    rig.registry_to_server()
    assert rig.server.keeper("check").returncode == 0, "the same keys for the same days"
    assert rig.publish().returncode == VANISHED, "the revision from before the anchor is no history any more"
    rig.begin_anew()
    assert rig.publish().returncode == 0
    assert rig.texts == {TEXT.format(2)}
