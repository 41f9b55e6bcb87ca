"""What the workflows do: their own `run:` blocks, in order, on a commit that may be published and on one that may not.
"""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from ..sites.office import MAKLUMAT, Office
from .house import house, maklumat
from .runner import Forge, equipped, to_server
from .server import PROGRAMS, Server, Signed, contents, prepared, serving

STAYS = "Situs yang sudah tayang tetap seperti semula."
UNSIGNED = ("paling lambat 9 hari kerja", "paling lambat 90 hari kerja")
HEAVY = ["test --all", "test --site", "build"]
PUBLISHING = ["check --format github", "build", "seal", "test --site"]


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
    """That office's own server."""
    for program in PROGRAMS:
        needs(program)
    registry = (office.root / "pengesah/allowed_signers").read_bytes()
    with serving(tmp_path / "sshd", prepared(tmp_path / "srv", registry)) as server:
        yield server


@pytest.fixture
def forge(tmp_path: Path, office: Office, server: Server) -> Forge:
    variables, secrets = to_server(server)
    return Forge(tmp_path / "forge", office.root, {"MAKLUMAT_ANCHOR": office.anchor} | variables, secrets)


@dataclass
class Quick:
    """A forge at which `build` gives the release that was asked for last, for tests of what comes after it."""

    forge: Forge
    signed: Signed
    folder: Path

    def releases(self, order: int) -> Path:
        site = self.signed.release(self.folder / f"rilis-{order}", order)
        self.forge.played = {"check": "true", "build": f"cp -R {shlex.quote(str(site))} site", "seal": "true"}
        return site

    def commit(self) -> None:
        subprocess.run(["git", "-C", self.forge.origin, "-c", "user.name=P", "-c", "user.email=p@contoh",
                        "commit", "-q", "--allow-empty", "-m", "Perubahan"], check=True)


@pytest.fixture
def quick(tmp_path: Path, receiver: Server, signed: Signed) -> Quick:
    origin = equipped(tmp_path / "asal")
    subprocess.run(["git", "init", "-q", "-b", "main", origin], check=True)
    subprocess.run(["git", "-C", origin, "add", "--all"], check=True)
    quick = Quick(Forge(tmp_path / "forge", origin, *to_server(receiver)), signed, tmp_path)
    quick.commit()
    quick.releases(1)
    return quick


def no_key_left(forge: Forge) -> bool:
    secret = forge.secrets["ppid"]["MAKLUMAT_KEY"].splitlines()[2].encode()
    files = [path for path in forge.folder.rglob("*") if path.is_file()]
    return len(files) > 10 and not [path for path in files if secret in path.read_bytes()]


def test_a_signed_commit_is_published_and_an_unsigned_edit_changes_nothing(forge, office, server):
    run = forge.run("publish.yml")
    assert run.results == {"bangun": "success", "gerbang": "success", "pages": "skipped", "server": "success"}, run.log
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
    assert run.results == {"bangun": "failure", "gerbang": "success", "pages": "skipped", "server": "skipped"}, run.log
    assert [step.outcome for step in run.jobs["bangun"].steps if step.name in ("Segel", "Kemas")] == ["skipped"] * 2
    assert "## Tidak terbit" in run.summary
    assert STAYS in run.summary
    assert re.search(rf"(?m)^    DITOLAK GB\d\d content/{MAKLUMAT}index\.md$", run.summary)
    assert "situs tidak dibangun" in run.summary
    assert server.live == live
    assert not [*run.artifacts.iterdir()]


@pytest.mark.thorough
def test_without_an_anchor_nothing_is_sealed(forge, server):
    forge.variables = {name: value for name, value in forge.variables.items() if name != "MAKLUMAT_ANCHOR"}
    forge.played = {"check": "true"}
    run = forge.run("publish.yml")
    assert run.results["bangun"] == "failure"
    assert run.jobs["bangun"].step("Segel").outcome == "failure"
    assert "MAKLUMAT_ANCHOR" in run.summary
    assert not server.live


@pytest.mark.thorough
def test_an_old_run_that_is_run_again_replaces_nothing(quick, receiver):
    old = quick.forge.head()
    quick.commit()
    quick.releases(2)
    run = quick.forge.run("publish.yml")
    assert run.results["server"] == "success", run.log
    live = receiver.live
    quick.releases(1)
    run = quick.forge.run("publish.yml", commit=old, attempt=2)
    assert run.results["server"] == "failure"
    assert STAYS in run.jobs["server"].summary
    assert "tidak lebih lama daripada rilis ini" in run.jobs["server"].summary
    assert receiver.live == live


def test_pages_show_the_head_of_main_and_nothing_older(quick):
    quick.forge.variables = {"MAKLUMAT_TARGET": "pages"}
    old = quick.forge.head()
    quick.commit()
    site = quick.releases(2)
    run = quick.forge.run("publish.yml")
    assert run.results == {"bangun": "success", "gerbang": "success", "pages": "success", "server": "skipped"}, run.log
    assert contents(quick.forge.pages) == contents(site)
    assert "## Tayang di GitHub Pages" in run.summary
    quick.releases(1)
    run = quick.forge.run("publish.yml", commit=old, attempt=2)
    assert run.results["pages"] == "success"
    assert "Cabang main sudah lebih baru" in run.summary
    assert contents(quick.forge.pages) == contents(site)


def test_what_the_gates_of_the_site_refuse_is_not_published(quick, receiver):
    quick.forge.played = quick.forge.played | {"test": "false"}
    quick.forge.variables = dict(quick.forge.variables) | {"MAKLUMAT_TARGET": "pages, server"}
    run = quick.forge.run("publish.yml")
    assert run.results == {"bangun": "success", "gerbang": "failure", "pages": "skipped", "server": "skipped"}, run.log
    assert not receiver.live and not quick.forge.pages.exists()


@pytest.mark.parametrize(("target", "result", "told"), [
    ("", "success", "MAKLUMAT_TARGET belum diisi"),
    ("pages, sarver", "failure", STAYS),
])
def test_without_a_known_target_nothing_is_published(quick, receiver, target, result, told):
    quick.forge.variables = dict(quick.forge.variables) | {"MAKLUMAT_TARGET": target}
    run = quick.forge.run("publish.yml")
    assert run.results == {"bangun": result, "gerbang": "success", "pages": "skipped", "server": "skipped"}, run.log
    assert told in run.summary
    assert not receiver.live
    assert not quick.forge.pages.exists()


@pytest.mark.parametrize("name", ["MAKLUMAT_SERVER", "MAKLUMAT_KNOWN_HOSTS", "MAKLUMAT_KEY"])
def test_what_is_not_set_is_named_and_nothing_is_sent(quick, receiver, name):
    forge = quick.forge
    forge.variables = {key: value for key, value in forge.variables.items() if key != name}
    forge.secrets = {"ppid": {key: value for key, value in forge.secrets["ppid"].items() if key != name}}
    run = forge.run("publish.yml")
    assert run.results["server"] == "failure"
    assert f"::error::{name} belum diisi" in run.jobs["server"].log
    assert STAYS in run.jobs["server"].summary
    assert not receiver.live


def test_a_port_that_is_none_reaches_no_shell(quick, receiver, tmp_path):
    mark = tmp_path / "dijalankan"
    quick.forge.variables = dict(quick.forge.variables) | {"MAKLUMAT_PORT": f"22; touch {mark} #"}
    run = quick.forge.run("publish.yml")
    assert run.results["server"] == "failure"
    assert "::error::MAKLUMAT_PORT harus berupa angka" in run.log
    assert not mark.exists()
    assert not receiver.live


def test_a_server_that_is_not_the_known_one_gets_nothing(quick, receiver):
    forge = quick.forge
    host = forge.variables["MAKLUMAT_KNOWN_HOSTS"].split()[0]
    stranger = (quick.signed.office.keys / "akar.pub").read_text()
    forge.variables = dict(forge.variables) | {"MAKLUMAT_KNOWN_HOSTS": f"{host} {stranger}"}
    run = forge.run("publish.yml")
    assert run.results["server"] == "failure"
    assert "kunci server" in run.jobs["server"].summary
    assert not receiver.live
    assert no_key_left(forge)


def test_a_hand_run_of_another_branch_publishes_nothing(quick, receiver):
    subprocess.run(["git", "-C", quick.forge.origin, "branch", "usul"], check=True)
    run = quick.forge.run("publish.yml", event="workflow_dispatch", branch="usul")
    assert set(run.results.values()) == {"skipped"}
    assert not receiver.live


@pytest.mark.thorough
def test_a_proposal_is_reviewed_with_the_same_commands_for_good_and_bad(tmp_path, office):
    forge = Forge(tmp_path / "forge", office.root, {"MAKLUMAT_ANCHOR": office.anchor}, played={"build": "true"})
    office.git("checkout", "-q", "-b", "usul")
    office.edit(MAKLUMAT, UNSIGNED)
    office.commit("Usul", "2025-02-08")
    bad = forge.run("check.yml", event="pull_request", branch="usul", base="main")
    assert bad.results == {"naskah": "failure", "periksa": "success"}, bad.log
    assert "Jangan digabung dulu" in bad.summary
    assert "[Unduh pratinjau usul ini](https://" in bad.summary
    assert (bad.artifacts / "pratinjau/index.html").is_file()
    assert forge.calls == ["review --format github", "preview", *HEAVY]
    office.git("checkout", "-q", "main")
    good = forge.run("check.yml")
    assert good.results == {"naskah": "success", "periksa": "success"}, good.log
    assert forge.calls[5:] == ["check --format github", *HEAVY]


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


@pytest.mark.thorough
def test_the_watch_is_quiet_when_all_is_well_and_names_what_differs(tmp_path, office, needs):
    needs("jq")
    variables = {"MAKLUMAT_ANCHOR": office.anchor}
    for verb in ("build", "seal"):
        done = maklumat(office.root, verb)
        assert done.returncode == 0, done.stdout + done.stderr
    built = shlex.quote(str(office.root / "site"))
    forge = Forge(tmp_path / "forge", office.root, variables, played={"build": f"cp -R {built} site", "seal": "true"})
    assert set(forge.run("watch.yml", event="schedule").results.values()) == {"skipped"}, "there is no site yet"
    live = shutil.copytree(office.root / "site", tmp_path / "tayang")
    with shown(live) as url:
        forge.variables = variables | {"MAKLUMAT_URL": url}
        well = forge.run("watch.yml", event="schedule")
        assert well.results == {"pantau": "success", "terbitkan": "skipped"}, well.log
        assert "## Laman sama dengan rilisnya" in well.summary
        assert "Terakhir dipantau: " in well.summary
        page = live / MAKLUMAT / "index.html"
        page.write_bytes(page.read_bytes().replace(b"9 hari", b"8 hari"))
        bad = forge.run("watch.yml", event="schedule")
    assert bad.results == {"pantau": "failure", "terbitkan": "success"}, bad.log
    assert f"    berbeda: {MAKLUMAT}index.html – " in bad.summary
    assert forge.calls[-1] == "gh workflow run publish.yml --ref main"
    gone = forge.run("watch.yml", event="schedule")
    assert gone.results == {"pantau": "failure", "terbitkan": "skipped"}
    assert "## Pantauan gagal" in gone.summary


def test_a_site_that_is_only_of_yesterday_is_published_again_without_alarm(quick, needs):
    needs("jq")
    said = '{"republish": true, "differences": [{"path": "index.html", "what": "belum seperti hari ini"}]}'
    forge = quick.forge
    forge.played = {"build": "true", "seal": "true", "watch": f"echo {shlex.quote(said)}; exit 1"}
    forge.variables = {"MAKLUMAT_URL": "https://contoh.invalid/"}
    run = forge.run("watch.yml", event="schedule")
    assert run.results == {"pantau": "success", "terbitkan": "success"}, run.log
    assert "## Tanggal berganti, diterbitkan lagi" in run.summary
    assert forge.calls[-1] == "gh workflow run publish.yml --ref main"
