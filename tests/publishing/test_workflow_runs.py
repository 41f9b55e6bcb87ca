"""What the workflows do: their own `run:` blocks, in order, on a commit that may be published and on one that may not.
"""

from __future__ import annotations

import shlex
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from ..sites.office import MAKLUMAT, Office
from .house import house
from .runner import Forge, equipped, to_server
from .server import PROGRAMS, Server, contents, prepared, serving

STAYS = "Situs yang sudah tayang tetap seperti semula."
UNSIGNED = ("paling lambat 9 hari kerja", "paling lambat 90 hari kerja")
PUBLISHING = ["check --format github", "build", "seal"]


@pytest.fixture
def office(tmp_path: Path, needs: Callable[[str], str]) -> Office:
    """An office with its workflows, as it lies at the forge."""
    needs("ssh-keygen")
    office = house(tmp_path / "kantor", built=False)
    equipped(office.root)
    office.commit("Alur kerja", "2025-02-07")
    return office


@pytest.fixture
def server(tmp_path: Path, needs: Callable[[str], str], office: Office) -> Iterator[Server]:
    for program in PROGRAMS:
        needs(program)
    registry = (office.root / "pengesah/allowed_signers").read_bytes()
    with serving(tmp_path / "sshd", prepared(tmp_path / "srv", registry)) as server:
        yield server


@pytest.fixture
def forge(tmp_path: Path, office: Office, server: Server) -> Forge:
    variables, secrets = to_server(server)
    return Forge(tmp_path / "forge", office.root, {"MAKLUMAT_ANCHOR": office.anchor} | variables, secrets)


def made_quickly(forge: Forge, site: Path) -> None:
    """From now on `build` gives this site, so that a test of what comes after it does not wait."""
    forge.programs = {"python3": f"#!/bin/sh\nif [ \"$2\" = build ]; then cp -R {shlex.quote(str(site))} site; fi\n"}


def no_key_left(forge: Forge) -> bool:
    secret = forge.secrets["ppid"]["MAKLUMAT_KEY"].splitlines()[2].encode()
    files = [path for path in forge.folder.rglob("*") if path.is_file()]
    return len(files) > 10 and not [path for path in files if secret in path.read_bytes()]


def test_a_signed_commit_is_published_and_an_unsigned_edit_changes_nothing(forge, office, server):
    run = forge.run("publish.yml")
    assert run.results == {"bangun": "success", "pages": "skipped", "server": "success"}, run.log
    assert forge.calls == PUBLISHING
    assert "## Rilis siap dikirim" in run.summary
    assert f"      {MAKLUMAT}\n" in run.jobs["bangun"].summary, "what was published"
    assert "## Tayang di server PPID" in run.jobs["server"].summary
    live = server.live
    assert b"paling lambat 9 hari kerja" in live[f"{MAKLUMAT}index.html"]
    assert server.current[0] == forge.head()
    assert no_key_left(forge)

    office.edit(MAKLUMAT, UNSIGNED)
    office.commit("Sunting tanpa tanda tangan", "2025-02-08")
    run = forge.run("publish.yml")
    assert run.results == {"bangun": "failure", "pages": "skipped", "server": "skipped"}, run.log
    assert [step.outcome for step in run.jobs["bangun"].steps if step.name in ("Segel", "Kemas")] == ["skipped"] * 2
    assert "## Tidak terbit" in run.summary
    assert STAYS in run.summary
    assert f"    DITOLAK GB12 content/{MAKLUMAT}index.md\n" in run.summary
    assert "situs tidak dibangun" in run.summary
    assert server.live == live
    assert not [*run.artifacts.iterdir()]


def test_without_an_anchor_nothing_is_sealed(forge, server):
    forge.variables = {name: value for name, value in forge.variables.items() if name != "MAKLUMAT_ANCHOR"}
    run = forge.run("publish.yml")
    assert run.results["bangun"] == "failure"
    assert run.jobs["bangun"].step("Segel").outcome == "failure"
    assert "MAKLUMAT_ANCHOR" in run.summary
    assert not server.live


def test_an_old_run_that_is_run_again_replaces_nothing(forge, office, server, tmp_path, signed):
    old = forge.head()
    office.git("commit", "-q", "--allow-empty", "-m", "Kosong", at="2025-02-09")
    made_quickly(forge, signed.release(tmp_path / "baru", 2))
    assert forge.run("publish.yml").results["server"] == "success"
    live = server.live
    made_quickly(forge, signed.release(tmp_path / "lama", 1))
    run = forge.run("publish.yml", commit=old, attempt=2)
    assert run.results["server"] == "failure"
    assert STAYS in run.jobs["server"].summary
    assert "tidak lebih lama daripada rilis ini" in run.jobs["server"].summary
    assert server.live == live


def test_pages_show_the_head_of_main_and_nothing_older(forge, office, tmp_path, signed):
    forge.variables = {"MAKLUMAT_TARGET": "pages"}
    old = forge.head()
    office.git("commit", "-q", "--allow-empty", "-m", "Kosong", at="2025-02-09")
    made_quickly(forge, signed.release(tmp_path / "baru", 2))
    run = forge.run("publish.yml")
    assert run.results == {"bangun": "success", "pages": "success", "server": "skipped"}, run.log
    assert contents(forge.pages) == contents(tmp_path / "baru")
    assert "## Tayang di GitHub Pages" in run.summary
    made_quickly(forge, signed.release(tmp_path / "lama", 1))
    run = forge.run("publish.yml", commit=old, attempt=2)
    assert run.results["pages"] == "success"
    assert "Cabang main sudah lebih baru" in run.summary
    assert contents(forge.pages) == contents(tmp_path / "baru")


@pytest.mark.parametrize(("target", "result", "told"), [
    ("", "success", "MAKLUMAT_TARGET belum diisi"),
    ("pages, sarver", "failure", STAYS),
])
def test_without_a_known_target_nothing_is_published(forge, server, tmp_path, signed, target, result, told):
    forge.variables = dict(forge.variables) | {"MAKLUMAT_TARGET": target}
    made_quickly(forge, signed.release(tmp_path / "rilis", 1))
    run = forge.run("publish.yml")
    assert run.results == {"bangun": result, "pages": "skipped", "server": "skipped"}, run.log
    assert told in run.summary
    assert not server.live
    assert not forge.pages.exists()


@pytest.mark.parametrize("name", ["MAKLUMAT_SERVER", "MAKLUMAT_KNOWN_HOSTS", "MAKLUMAT_KEY"])
def test_what_is_not_set_is_named_and_nothing_is_sent(forge, server, tmp_path, signed, name):
    forge.variables = {key: value for key, value in forge.variables.items() if key != name}
    forge.secrets = {"ppid": {key: value for key, value in forge.secrets["ppid"].items() if key != name}}
    made_quickly(forge, signed.release(tmp_path / "rilis", 1))
    run = forge.run("publish.yml")
    assert run.results["server"] == "failure"
    assert f"::error::{name} belum diisi" in run.jobs["server"].log
    assert STAYS in run.jobs["server"].summary
    assert not server.live


def test_a_server_that_is_not_the_known_one_gets_nothing(forge, server, tmp_path, signed):
    stranger = (signed.office.keys / "akar.pub").read_text()
    host = forge.variables["MAKLUMAT_KNOWN_HOSTS"].split()[0]
    forge.variables = dict(forge.variables) | {"MAKLUMAT_KNOWN_HOSTS": f"{host} {stranger}"}
    made_quickly(forge, signed.release(tmp_path / "rilis", 1))
    run = forge.run("publish.yml")
    assert run.results["server"] == "failure"
    assert "kunci server" in run.jobs["server"].summary
    assert not server.live
    assert no_key_left(forge)


def test_a_hand_run_of_another_branch_publishes_nothing(forge, office, server):
    office.git("branch", "usul")
    run = forge.run("publish.yml", event="workflow_dispatch", branch="usul")
    assert set(run.results.values()) == {"skipped"}
    assert not server.live


def test_a_proposal_is_reviewed_with_the_same_commands_for_good_and_bad(forge, office):
    office.git("checkout", "-q", "-b", "usul")
    office.edit(MAKLUMAT, UNSIGNED)
    office.commit("Usul", "2025-02-08")
    bad = forge.run("check.yml", event="pull_request", branch="usul", base="main")
    assert bad.results["naskah"] == "failure", bad.log
    assert "Jangan digabung dulu" in bad.summary
    assert "[Unduh pratinjau usul ini](https://" in bad.summary
    assert (bad.artifacts / "pratinjau/index.html").is_file()
    assert forge.calls[:2] == ["review --format github", "preview"]
    assert forge.calls[2:] == ["test", "test --site", "build"]
    office.git("checkout", "-q", "main")
    good = forge.run("check.yml")
    assert good.results == {"naskah": "success", "periksa": "success"}, good.log
    assert forge.calls[5:] == ["check --format github", "test", "test --site", "build"]


# --- every night ---

@contextmanager
def shown(folder: Path) -> Iterator[str]:
    """The address at which a folder is served while the block runs; what is not there is answered with its 404.html."""
    class Handler(SimpleHTTPRequestHandler):
        def log_message(self, *_) -> None:
            pass

        def send_error(self, code, message=None, explain=None) -> None:
            body = (folder / "404.html").read_bytes()
            self.send_response(code)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


def test_the_watch_is_quiet_when_all_is_well_and_names_what_differs(tmp_path, office, needs):
    needs("jq")
    forge = Forge(tmp_path / "forge", office.root, {"MAKLUMAT_ANCHOR": office.anchor})
    assert set(forge.run("watch.yml", event="schedule").results.values()) == {"skipped"}, "there is no site yet"
    forge.variables = dict(forge.variables) | {"MAKLUMAT_TARGET": "pages"}
    assert forge.run("publish.yml").results["pages"] == "success"
    with shown(forge.pages) as url:
        forge.variables = dict(forge.variables) | {"MAKLUMAT_URL": url}
        well = forge.run("watch.yml", event="schedule")
        assert well.results == {"pantau": "success", "terbitkan": "skipped"}, well.log
        assert "## Laman sama dengan rilisnya" in well.summary
        assert "Terakhir dipantau: " in well.summary
        page = forge.pages / MAKLUMAT / "index.html"
        page.write_bytes(page.read_bytes().replace(b"9 hari", b"8 hari"))
        bad = forge.run("watch.yml", event="schedule")
    assert bad.results == {"pantau": "failure", "terbitkan": "success"}, bad.log
    assert f"    berbeda: {MAKLUMAT}index.html – " in bad.summary
    assert forge.calls[-1] == "gh workflow run publish.yml --ref main"
    gone = forge.run("watch.yml", event="schedule")
    assert gone.results == {"pantau": "failure", "terbitkan": "skipped"}
    assert "## Pantauan gagal" in gone.summary


def test_a_site_that_is_only_of_yesterday_is_published_again_without_alarm(tmp_path, office, needs):
    needs("jq")
    said = '{"republish": true, "differences": [{"path": "index.html", "what": "belum seperti hari ini"}]}'
    play = f"#!/bin/sh\n[ \"$2\" = watch ] || exit 0\necho {shlex.quote(said)}\nexit 1\n"
    forge = Forge(tmp_path / "forge", office.root, {"MAKLUMAT_URL": "https://contoh.invalid/"},
                  programs={"python3": play})
    run = forge.run("watch.yml", event="schedule")
    assert run.results == {"pantau": "success", "terbitkan": "success"}, run.log
    assert "## Tanggal berganti, diterbitkan lagi" in run.summary
