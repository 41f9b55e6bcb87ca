"""Sending: `send.sh` and `maklumat publish` against a real sshd with the real receiver."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from maklumat import cli

from ..sites.office import DOMAIN, MAKLUMAT
from .house import environment, house
from .server import LONG, PROGRAMS, commit, contents, prepared, serving

SCRIPT = Path(cli.__file__).parents[1] / "send.sh"
UNCHANGED = "; situs di server tidak berubah\n"


def send(site: Path | str, ssh: str, destination: str = "127.0.0.1", **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["sh", SCRIPT, site, destination], env=os.environ | {"MAKLUMAT_SSH": ssh} | more,
                          stdin=subprocess.DEVNULL, capture_output=True, text=True)


@pytest.fixture
def live(receiver, signed, tmp_path) -> dict[str, bytes]:
    """The server's third release."""
    site = signed.release(tmp_path / "rilis-3", 3)
    assert send(site, receiver.ssh).returncode == 0
    return contents(site)


def refused(done: subprocess.CompletedProcess[str], code: int, sentence: str) -> None:
    assert (done.returncode, len(done.stderr.splitlines())) == (code, 1), done.stdout + done.stderr
    assert done.stderr.startswith("maklumat: ")
    assert sentence in done.stderr


def test_a_release_goes_live_and_says_so(receiver, signed, tmp_path):
    site = signed.release(tmp_path / "rilis baru", 1)
    done = send(site, receiver.ssh)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (f"Mengirim rilis {commit(1)} (urutan 1, {len(contents(site))} berkas) ke 127.0.0.1\n"
                           f"Rilis {commit(1)} (urutan 1) kini tayang.\n")
    assert receiver.live == contents(site)


def test_the_same_release_again_is_said_and_fine(receiver, live, tmp_path):
    done = send(tmp_path / "rilis-3", receiver.ssh)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith(f"Rilis {commit(3)} sudah tayang; tidak ada yang berubah.\n")
    assert receiver.live == live


def test_the_same_commit_built_on_another_day_replaces_it(receiver, signed, live, tmp_path):
    site = signed.release(tmp_path / "besok", 3, more={"index.html": b"<h1>Hari ini berlaku</h1>\n"})
    assert send(site, receiver.ssh).returncode == 0
    assert receiver.live == contents(site) != live


def test_an_older_release_is_not_even_sent(receiver, signed, live, tmp_path):
    site = signed.release(tmp_path / "rilis-2", 2)
    refused(send(site, receiver.ssh), 1, "rilis yang tayang (urutan 3) tidak lebih lama daripada rilis ini (urutan 2)")
    assert receiver.live == live
    assert not [*(receiver.home / "masuk").glob(f"{commit(2)}*")]


def test_what_the_receiver_refuses_is_told_in_its_words(receiver, signed, live, tmp_path):
    site = signed.release(tmp_path / "rilis-4", 4)
    (site / "index.html").write_text("lain", encoding="utf-8")
    done = send(site, receiver.ssh)
    refused(done, 1, "maklumat: Server menolak: isi berkas bukan yang tercantum dalam daftar: index.html" + UNCHANGED)
    assert receiver.live == live


def test_what_the_server_cannot_do_is_told_too(receiver, live, signed, tmp_path):
    (receiver.home / "domain").write_text("dua domain\n")
    done = send(signed.release(tmp_path / "rilis-4", 4), receiver.ssh)
    refused(done, 2, "maklumat: Server tidak dapat melanjutkan: ")
    assert receiver.live == live


@pytest.mark.parametrize("destination", ["", "-oProxyCommand=x", "a b", "a;id", "a@-b", "server:22", "a'b", "a\nb",
                                         "a/b", "a@", "@b", "a@b@c", "a@b\n"])
def test_what_is_no_destination_is_never_given_to_ssh(tmp_path, destination, in_process):
    refused(send(tmp_path, f"touch {tmp_path}/kena", destination), 2, "tujuan harus berbentuk pengguna@server")
    assert not (tmp_path / "kena").exists()
    done = in_process("publish", "--", destination, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "bukan tujuan; tulis pengguna@server" in done.stderr


def test_what_is_no_sealed_release_is_told(tmp_path, signed, needs):
    needs("rsync")
    site = signed.release(tmp_path / "-rilis", 1)
    for spoil, sentence in ((lambda: (site / "rilis.sha256").unlink(), "bukan rilis yang disegel"),
                            (lambda: (site / "rilis.json").write_text("{}"), "bukan rilis yang disegel"),
                            (lambda: shutil.rmtree(site), "tidak ada atau tidak dapat dibuka")):
        spoil()
        refused(send(site, "false"), 2, sentence)
    done = subprocess.run(["sh", SCRIPT, site], capture_output=True, text=True)
    refused(done, 2, "pemakaian: sh send.sh FOLDER TUJUAN")


def closed_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return found.getsockname()[1]


def other_key(ssh: str, folder: Path) -> str:
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder / "lain"], check=True)
    return re.sub(r"IdentityFile=\S+", f"IdentityFile={folder / 'lain'}", ssh)


def other_host(ssh: str, folder: Path, kept: str = "") -> str:
    known = Path(re.search(r"UserKnownHostsFile=(\S+)", ssh)[1])
    key = subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder / "tuan-lain"], check=True)
    assert key.returncode == 0
    place = known.read_text().split()[0]
    (folder / "dikenal").write_text(kept and f"{place} {(folder / 'tuan-lain.pub').read_text()}")
    return ssh.replace(str(known), str(folder / "dikenal"))


UNREACHED = (
    (lambda ssh, folder: re.sub(r"Port=\d+", f"Port={closed_port()}", ssh), "server menolak sambungan"),
    (other_key, "server tidak mengenal kunci penerbitan ini"),
    (other_host, "kunci server belum dikenal; minta barisnya dari penjaga server"),
    (lambda ssh, folder: other_host(ssh, folder, "kept"), "kunci server berubah, mungkin itu bukan server Anda"),
    (lambda ssh, folder: f"{ssh} -oHostName=tidak-ada.invalid", "nama server tidak ditemukan"),
    (lambda ssh, folder: "tidak-ada-ssh", "program ssh tidak ada"),
    (lambda ssh, folder: "echo halo #", "server tidak menjawab seperti penerima rilis"),
)


def test_why_the_server_cannot_be_reached_is_one_sentence(receiver, signed, live, tmp_path):
    site = signed.release(tmp_path / "rilis-4", 4)
    for number, (spoil, sentence) in enumerate(UNREACHED):
        folder = tmp_path / str(number)
        folder.mkdir()
        done = send(site, spoil(receiver.plain, folder))
        assert receiver.live == live, sentence
        refused(done, 2, sentence)


def wrapper(folder: Path, ssh: str, when: str, then: str) -> str:
    """An ssh that does something else where the request matches."""
    path = folder / "ssh-lain"
    path.write_text(f'#!/bin/sh\ncase "$*" in {when}) {then} ;; esac\nexec {ssh} "$@"\n')
    path.chmod(0o755)
    return str(path)


@pytest.mark.thorough
def test_a_connection_lost_in_mid_transfer_leaves_the_site(receiver, signed, live, tmp_path):
    site = signed.release(tmp_path / "rilis-4", 4, more={"besar.pdf": os.urandom(3_000_000)})
    cut = f'dd bs=65536 count=20 2>/dev/null | {receiver.ssh} "$@"; exit 255'
    ssh = wrapper(tmp_path, receiver.ssh, "*--server*", cut)
    refused(send(site, ssh), 2, UNCHANGED)
    assert receiver.live == live
    assert send(site, receiver.ssh).returncode == 0
    assert receiver.live == contents(site)


@pytest.mark.thorough
@pytest.mark.parametrize(("then", "code", "order"), [('{ssh} "$@"; exit 255', 0, 4), ("exit 255", 2, 3)])
def test_a_connection_lost_while_installing_is_asked_about(receiver, signed, live, tmp_path, then, code, order):
    site = signed.release(tmp_path / "rilis-4", 4)
    done = send(site, wrapper(tmp_path, receiver.ssh, "*install*", then.format(ssh=receiver.ssh)))
    assert done.returncode == code, done.stderr
    assert receiver.current == (commit(order), str(order))
    assert ("Sambungan terputus, tetapi rilis" in done.stdout) == (not code)


@pytest.mark.parametrize(("when", "order", "sentence"), [
    ("*--server*", 3, "dihentikan; situs di server tidak berubah"),
    ("*install*", 3, "dihentikan; yang tayang tetap satu rilis yang utuh, yang lama atau yang baru; jalankan lagi"),
])
@pytest.mark.thorough
def test_told_to_stop_it_says_what_that_means(receiver, signed, live, tmp_path, when, order, sentence):
    site = signed.release(tmp_path / "rilis-4", 4)
    ssh = wrapper(tmp_path, receiver.ssh, when, f"touch {tmp_path}/sampai; exec sleep 60")
    process = subprocess.Popen(["sh", SCRIPT, site, "127.0.0.1"], env=os.environ | {"MAKLUMAT_SSH": ssh},
                               stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                               start_new_session=True)
    while not (tmp_path / "sampai").exists():
        assert process.poll() is None
        time.sleep(0.01)
    os.killpg(process.pid, signal.SIGINT)
    _, errors = process.communicate(timeout=30)
    assert process.returncode == 130, errors
    assert f"maklumat: {sentence}" in errors
    assert receiver.current == (commit(order), str(order))
    assert receiver.live == live


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    return house(tmp_path_factory.mktemp("kantor"))


@pytest.fixture
def own(kept, tmp_path, needs):
    """The office with its built site, and a server that knows its approvers, in folders with a blank in their names."""
    for program in PROGRAMS:
        needs(program)
    root = shutil.copytree(kept.root.parent, tmp_path / "kantor kita") / "proyek"
    registry = (root / "pengesah/allowed_signers").read_bytes()
    with serving(tmp_path / "sshd", prepared(tmp_path / "srv", registry, DOMAIN)) as server:
        shutil.copytree(tmp_path / "sshd", tmp_path / "kunci kita")
        yield root, server


def publish(root: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "maklumat", "publish", *arguments], cwd=root,
                          env=environment(root, **more), stdin=subprocess.DEVNULL, capture_output=True, text=True,
                          timeout=LONG)


def option(ssh: str, name: str) -> str:
    return next(part.partition("=")[2] for part in shlex.split(ssh) if part.startswith(f"-o{name}="))


def test_publish_seals_and_sends_with_a_key_a_port_and_the_servers_own_key(own, tmp_path):
    root, server = own
    folder = tmp_path / "kunci kita"
    destination = f"{option(server.ssh, 'User')}@127.0.0.1"
    done = publish(root, destination, "--port", option(server.ssh, "Port"), "--key", str(folder / "terbit"),
                   "--known-hosts", str(folder / "dikenal"), MAKLUMAT_SSH="ssh -F /dev/null -o BatchMode=yes")
    assert (done.returncode, done.stderr) == (0, "")
    first, second, third = done.stdout.splitlines()
    assert first.startswith("disegel: rilis ke-4 (ketat), commit ")
    assert second.startswith("Mengirim rilis ")
    assert third.endswith(" (urutan 4) kini tayang.")
    assert server.live == contents(root / "site")
    assert "9 hari kerja" in server.live[f"{MAKLUMAT}index.html"].decode()


def test_publish_sends_nothing_that_cannot_be_sealed(own):
    root, server = own
    (root / "content/index.md").write_text("# Beranda\n\nDiubah.\n", encoding="utf-8")
    done = publish(root, "127.0.0.1", MAKLUMAT_SSH=server.ssh)
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.startswith("content/index.md\nsitus tidak disegel: ")
    assert server.current == ("-", "0")


def test_wrong_usage_is_one_sentence(kept, in_process, monkeypatch):
    for arguments, sentence in ((("--port", "0"), "'0' bukan nomor porta"), (("--port", "22x"), "bukan nomor porta"),
                                (("--key", "tidak-ada"), "berkas tidak-ada tidak ada"),
                                (("--site", ""), "namanya kosong"), (("--known-hosts", "x"), "berkas x tidak ada")):
        done = in_process("publish", "server", *arguments, cwd=kept.root)
        assert (done.returncode, done.stdout) == (2, "")
        assert sentence in done.stderr
    monkeypatch.setenv("PATH", os.path.dirname(shutil.which("git")))
    monkeypatch.setattr(shutil, "which", lambda name: None if name == "rsync" else f"/bin/{name}")
    done = in_process("publish", "server", cwd=kept.root)
    assert (done.returncode, done.stdout) == (2, "")
    assert "program rsync tidak ada" in done.stderr
