"""What the publishing key may ask for over SSH: three requests and nothing else, whatever the client is made of."""

from __future__ import annotations

import fcntl
import os
import re
import subprocess
import time
from contextlib import suppress

import pytest

from .server import LONG, PROGRAMS, RECEIVER, commit, contents, prepared, serving

ONE, TWO = commit(1), commit(2)
INBOX = "rsync --server -tre.iLsfxCIvu --delete . "

REQUESTS = [
    "sh", "ls -la", "env", "cat domain", "scp -t .", "/usr/lib/openssh/sftp-server", "rrsync -wo /", "check",
    f"rollback {ONE} -", "current ", " current", "current\nid", "current;id", "current && id", "Current",
    f"install {ONE}", f"install {ONE} - x", f"install {ONE[:-1]} -", f"install {ONE.upper()} -", "install ../../etc -",
    f"install {ONE} -\nid", f"install {ONE} -; id", f"install $(id) {ONE}", f"install {ONE} `id`", "install * -",
    f"rsync --server --sender -tre.iLsfxCIvu . {ONE}/", f"{INBOX}.", f"{INBOX}/", f"{INBOX}{ONE}", f"{INBOX}{ONE}/x/",
    f"{INBOX}{ONE}/../../rilis/", f"{INBOX}../masuk/{ONE}/", f"{INBOX}/etc/", f"{INBOX}{ONE}/ {TWO}/",
    f"{INBOX}{ONE}/;id", f"{INBOX}{ONE}/\nid", f"rsync --server -logDtpre.iLsfxCIvu --delete . {ONE}/",
    f"rsync --daemon . {ONE}/",
    *(f"rsync --server -tre.iLsfxCIvu {option} . {ONE}/" for option in (
        "--inplace", "--link-dest=../../rilis", "--copy-dest=/etc", "--compare-dest=/", "--copy-unsafe-links", "-K",
        "-s", "--backup-dir=../../rilis", "--temp-dir=/tmp", "--partial-dir=/tmp/x", "--log-file=/tmp/log",
        "--super", "--write-devices", "--remove-source-files", "--files-from=/etc/passwd", "--rsync-path=sh",
        "--delete=x")),
]


@pytest.fixture(scope="module")
def door(signed, needs, tmp_path_factory):
    for program in PROGRAMS:
        needs(program)
    folder = tmp_path_factory.mktemp("pintu")
    registry = (signed.office.root / "pengesah/allowed_signers").read_bytes()
    with serving(folder / "sshd", prepared(folder / "srv", registry)) as server:
        assert server.publish(signed.release(folder / "tayang", 1), 1, "-").returncode == 0
        yield server


@pytest.fixture(autouse=True)
def untouched(door):
    """Whatever is asked, nothing on the server changes."""
    before = contents(door.home)
    yield
    assert contents(door.home) == before


@pytest.mark.parametrize("request_", REQUESTS)
def test_every_other_request_is_refused(door, request_):
    done = door.ask(request_)
    assert (done.returncode, done.stdout) == (65, "")
    assert done.stderr == ("Server menolak: kunci ini hanya boleh mengirim rilis, memasangnya, dan menanyakan rilis "
                           "yang tayang.\n")


def test_no_shell_no_terminal_no_subsystem(door):
    assert door.ask("").returncode == 65
    assert door.ask("", "-tt").returncode == 65
    assert door.ask("sftp", "-s").returncode == 65


def test_no_forwarding(door):
    tunnel = subprocess.run([*door.plain.split(), "-W", "127.0.0.1:22", door.destination], stdin=subprocess.DEVNULL,
                            capture_output=True, text=True)
    assert tunnel.returncode == 255 and "stdio forwarding failed" in tunnel.stderr
    back = subprocess.run([*door.plain.split(), "-N", "-oExitOnForwardFailure=yes", "-R", "0:127.0.0.1:22",
                           door.destination], stdin=subprocess.DEVNULL, capture_output=True, text=True)
    assert back.returncode == 255 and "remote port forwarding failed" in back.stderr


def test_nothing_is_read_back(door, tmp_path):
    for path in (f"{ONE}/", "../domain", "/etc/passwd", f"../rilis/{ONE}/"):
        assert door.rsync("-r", f"{door.destination}:{path}", f"{tmp_path}/").returncode != 0
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize("options", [
    ("-a",), ("-rtl",), ("-rtD", "--specials"), ("-rt", "--inplace"), ("-rt", "--link-dest=../../rilis"), ("-rtK",),
    ("-rt", "--backup", "--backup-dir=../../rilis"), ("-rt", "-s"), ("-rtR",), ("-rtp",), ("-rtH",),
    ("-rt", "--fsync")])
def test_no_other_options_of_rsync(door, tmp_path, options):
    (tmp_path / "tautan").symlink_to("/etc")
    os.mkfifo(tmp_path / "pipa")
    done = door.rsync(*options, f"{tmp_path}/", f"{door.destination}:{TWO}/")
    assert done.returncode != 0 and "kunci ini hanya boleh mengirim rilis" in done.stderr


@pytest.mark.parametrize("path", ["../rilis/", f"{ONE}/../../rilis/", "/srv/", "./", f"{ONE}/lain/", "../kini/"])
def test_no_other_place_to_write(door, tmp_path, path):
    (tmp_path / "index.html").write_text("palsu")
    assert door.rsync("-rt", "--delete", f"{tmp_path}/", f"{door.destination}:{path}").returncode != 0


def test_nothing_of_the_environment_counts(door, signed, tmp_path):
    """What a careless sshd_config lets clients set."""
    for program in ("sha256sum", "ssh-keygen", "find", "comm", "flock"):
        fake = tmp_path / "bin" / program
        fake.parent.mkdir(exist_ok=True)
        fake.write_text("#!/bin/sh\ntouch '%s'\n" % (tmp_path / "dijalankan"))
        fake.chmod(0o755)
    (tmp_path / "sisip").write_text(f"touch '{tmp_path / 'dijalankan'}'\n")
    hostile = {"PATH": f"{tmp_path / 'bin'}:{os.environ['PATH']}", "BASH_ENV": str(tmp_path / "sisip"),
               "ENV": str(tmp_path / "sisip"), "SHELLOPTS": "xtrace", "CDPATH": "/", "TZ": "America/New_York",
               "LC_ALL": "C.UTF-8", "POSIXLY_CORRECT": "1", "TMPDIR": "/tidak-ada", "IFS": "e", "GLOBIGNORE": "*",
               "BASH_FUNC_refuse%%": "() { exit 0; }", "SSH_ORIGINAL_COMMAND": "current", "live_commit": "x"}
    done = subprocess.run([RECEIVER, door.home], env=hostile, capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (0, f"{ONE} 1\n", "")
    assert not (tmp_path / "dijalankan").exists()


@pytest.mark.thorough
def test_a_client_killed_in_mid_transfer_and_its_clean_retry(receiver, signed, tmp_path):
    assert receiver.publish(signed.release(tmp_path / "a", 1), 1, "-").returncode == 0
    before = receiver.live
    site = signed.release(tmp_path / "b", 2, more={"besar.pdf": os.urandom(8_000_000)})
    client = subprocess.Popen(["rsync", "-rt", "--delete", "--bwlimit=2000", "-e", receiver.ssh, f"{site}/",
                               f"{receiver.destination}:{TWO}/"], stderr=subprocess.DEVNULL)
    inbox = receiver.home / "masuk" / TWO
    while not list(inbox.glob(".besar.pdf.*")):
        assert client.poll() is None
        time.sleep(0.01)
    client.kill()
    client.wait()
    done = receiver.install(TWO, ONE)
    assert (done.returncode, receiver.live) == (71, before)
    assert receiver.publish(site, 2, ONE).returncode == 0
    assert receiver.live == contents(site) and os.listdir(receiver.home / "masuk") == []


def test_who_still_writes_while_a_release_is_installed_changes_nothing_of_it(receiver, signed, tmp_path):
    """A client's rsync may hold on to files that it opened; what is live are other files."""
    site = signed.release(tmp_path / "a", 1)
    assert receiver.send(site, ONE).returncode == 0
    with (receiver.home / "masuk" / ONE / "index.html").open("r+b") as held:
        inside = os.open(receiver.home / "masuk" / ONE, os.O_PATH)
        assert receiver.install(ONE, "-").returncode == 0
        held.write(b"<h1>Palsu</h1>")
        held.flush()
        for name in (f"/proc/self/fd/{inside}/404.html", f"/proc/self/fd/{inside}/palsu.html"):
            with suppress(FileNotFoundError), open(name, "wb") as file:  # the folder that it held on to may be gone
                file.write(b"palsu")
        os.close(inside)
    assert receiver.live == contents(site)


def test_of_two_at_once_one_wins_and_the_other_is_told(receiver, signed, tmp_path):
    assert receiver.publish(signed.release(tmp_path / "1", 1), 1, "-").returncode == 0
    sites = {order: signed.release(tmp_path / str(order), order) for order in (2, 3)}
    for order, site in sites.items():
        assert receiver.send(site, commit(order)).returncode == 0
    clients = {order: subprocess.Popen(
        [*receiver.ssh.split(), receiver.destination, f"install {commit(order)} {ONE}"], text=True,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for order in sites}
    answers = {order: (*client.communicate(timeout=LONG), client.returncode) for order, client in clients.items()}
    winner, = (order for order, (_, _, code) in answers.items() if code == 0)
    _, told, code = answers[5 - winner]
    assert code == 68 and f"yang tayang {commit(winner)}, bukan {ONE} seperti yang dikira" in told
    assert receiver.live == contents(sites[winner])


@pytest.mark.thorough
def test_an_installation_that_hangs_holds_the_others_up_only_for_a_while(signed, needs, tmp_path):
    for program in PROGRAMS:
        needs(program)
    impatient = tmp_path / "receive.sh"
    impatient.write_text(re.sub("(?m)^readonly WAIT=60 ", "readonly WAIT=1 ", RECEIVER.read_text()))
    impatient.chmod(0o755)
    home = prepared(tmp_path / "srv", (signed.office.root / "pengesah/allowed_signers").read_bytes())
    with serving(tmp_path / "sshd", home, impatient) as server, (home / "kunci").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert server.send(signed.release(tmp_path / "a", 1), ONE).returncode == 0
        done = server.install(ONE, "-")
        assert (done.returncode, done.stderr) == (
            81, "Server tidak dapat melanjutkan: pemasangan lain sedang berjalan; ulangi sesudah selesai.\n")
        fcntl.flock(lock, fcntl.LOCK_UN)
        assert server.install(ONE, "-").returncode == 0
