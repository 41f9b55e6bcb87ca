"""The whole way, with real parts: an editor's proposal is reviewed, signed, merged, built, sent, and read on the
server; then an edit that nobody signed is merged, and nothing on the server changes."""

from __future__ import annotations

import re
from datetime import date

import pytest

from maklumat import clock

from ..sites.office import MAKLUMAT
from .house import house, maklumat
from .runner import Forge, equipped, to_server
from .server import PROGRAMS, contents, prepared, serving

ID, NUMBER = "informasi-publik", "800/07/Sekr/BCN/2025"
PROMISED, PROPOSED, UNSIGNED = "9 hari kerja", "8 hari kerja", "80 hari kerja"
HEAVY = {"test": "true", "build": "true"}  # of the proposal's check; what reviews and publishes is real


@pytest.fixture
def office(tmp_path, needs):
    for program in PROGRAMS:
        needs(program)
    office = house(tmp_path / "kantor", built=False)
    equipped(office.root)
    office.commit("Alur kerja", "2025-02-07")
    return office


@pytest.fixture
def server(office, tmp_path):
    registry = (office.root / "pengesah/allowed_signers").read_bytes()
    with serving(tmp_path / "sshd", prepared(tmp_path / "srv", registry)) as server:
        yield server


@pytest.fixture
def forge(office, server, tmp_path):
    variables, secrets = to_server(server)
    return Forge(tmp_path / "forge", office.root, {"MAKLUMAT_ANCHOR": office.anchor} | variables, secrets)


def propose(office, day: date) -> None:
    """The editor's commit on a branch: the next revision of the maklumat, with another promise."""
    office.git("checkout", "--quiet", "-b", "usul")
    path = office.path(MAKLUMAT)
    text = path.read_text(encoding="utf-8").replace(PROMISED, PROPOSED)
    values = {"revisi": "3", "tanggal_revisi": day, "tanggal_efektif": day, "tanggal_pengesahan": "",
              "catatan_revisi": "Waktu jawaban menjadi delapan hari kerja."}
    for name, value in values.items():
        text, count = re.subn(rf"(?m)^{name}:.*$", f"{name}: {value}".rstrip(), text, count=1)
        assert count, name
    path.write_text(text, encoding="utf-8")
    office.commit("Usul: waktu jawaban dipersingkat", day.isoformat())


def merge(office, branch: str, day: date) -> None:
    office.git("checkout", "--quiet", "main")
    office.git("merge", "--quiet", "--no-ff", "--message", f"Gabungkan {branch}", branch, at=day.isoformat())


@pytest.mark.thorough
def test_from_an_editors_commit_to_the_live_page_and_not_a_byte_further(office, server, forge):
    today, page = clock.today(), f"{MAKLUMAT}index.html"
    assert forge.run("publish.yml").results["server"] == "success"
    before = server.live
    assert PROMISED in before[page].decode()

    propose(office, today)
    forge.played = HEAVY
    review = forge.run("check.yml", event="pull_request", branch="usul", base="main")
    assert review.results["naskah"] == "failure", "signed once, edited since: to be signed before it is merged"
    assert "belum" in review.summary
    assert "<del>9</del> <strong>8</strong> hari kerja" in review.summary

    signed = maklumat(office.root, "sign", ID, "--key", str(office.keys / "pejabat"), answer=f"{NUMBER}\n")
    assert signed.returncode == 0, signed.stdout + signed.stderr
    office.commit("Pengesahan", today.isoformat())
    review = forge.run("check.yml", event="pull_request", branch="usul", base="main")
    assert review.results["naskah"] == "success", review.log

    merge(office, "usul", today)
    forge.played = {}
    run = forge.run("publish.yml")
    assert run.results == {"bangun": "success", "gerbang": "success", "pages": "skipped", "server": "success"}, run.log
    live = server.live
    assert PROPOSED in live[page].decode()
    assert live[f"{MAKLUMAT}revisi/3/naskah.txt"] == office.path(MAKLUMAT).read_bytes()
    assert {name for name in before if name.startswith(MAKLUMAT)} < live.keys(), "nothing signed is gone"
    assert server.current == (forge.head(), str(len(office.git("rev-list", "--first-parent", "HEAD").split())))
    assert server.keeper("check").returncode == 0

    office.git("checkout", "--quiet", "-b", "sunting")
    office.edit(MAKLUMAT, (PROPOSED, UNSIGNED))
    office.commit("Perbaikan kecil", today.isoformat())
    merge(office, "sunting", today)
    run = forge.run("publish.yml")
    assert run.results == {"bangun": "failure", "gerbang": "success", "pages": "skipped", "server": "skipped"}, run.log
    assert "## Tidak terbit" in run.summary
    assert "Situs yang sudah tayang tetap seperti semula." in run.summary
    assert re.search(rf"(?m)^    DITOLAK GB11 content/{MAKLUMAT}index\.md$", run.summary)
    assert server.live == live == contents(server.home / "kini")
    assert server.current[0] != forge.head()
