"""A web server's receiving end on the loopback: a real sshd whose only key may run receive.sh, and small real releases.

    def test_x(receiver, signed, tmp_path):  # fixtures that conftest.py offers to all tests of this folder
        site = signed.release(tmp_path / "rilis", 1)
        assert receiver.publish(site, 1).returncode == 0
        assert receiver.live == contents(site)

`receiver.ssh` is the command for MAKLUMAT_SSH (and `rsync -e`), `receiver.destination` the DEST of send.sh.
"""

from __future__ import annotations

import getpass
import hashlib
import os
import shlex
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from maklumat import manifest, openssh
from maklumat.modes import Mode

from ..ending import PATIENCE, ended
from ..sites.office import DOMAIN, MAKLUMAT, SOP, Office, opened

RECEIVER = Path(__file__).parents[2] / "generator/receiver/receive.sh"
PROGRAMS = ("sshd", "rsync", "rrsync", "flock", "setpriv", "ssh-keygen")
NOBODY = "-"  # what stands for the commit of a server without a release
QUIET = "SetEnv SHLVL=2\n"  # else bash takes itself for a login and reads the .bashrc of whoever runs the tests
LONG = 300.0  # seconds for one request
BEGIN = datetime(2025, 2, 10, 3, tzinfo=UTC)


@dataclass(frozen=True)
class Server:
    """`home` as in receive.sh; `ssh` logs in with the publishing key, over a connection that is open already; `plain`
    over one of its own."""

    home: Path
    ssh: str
    plain: str
    destination: str = "127.0.0.1"

    def ask(self, request: str, *options: str) -> subprocess.CompletedProcess[str]:
        """One request over SSH, as it stands."""
        command = [*shlex.split(self.ssh), *options, self.destination, *([request] if request else [])]
        return subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace",
                              timeout=LONG)

    def rsync(self, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(["rsync", "-e", self.ssh, *map(str, arguments)], capture_output=True, text=True,
                              timeout=LONG)

    def send(self, site: Path, name: str) -> subprocess.CompletedProcess[str]:
        """As send.sh does it."""
        return self.rsync("-rt", "--delete", "--chmod=D755,F644", f"{site}/", f"{self.destination}:{name}/")

    def install(self, name: str, expected: str = "") -> subprocess.CompletedProcess[str]:
        """`expected`: the live commit, which is asked for where it is left out."""
        return self.ask(f"install {name} {expected or self.current[0]}")

    def publish(self, site: Path, order: int | str, expected: str = "") -> subprocess.CompletedProcess[str]:
        """Sends and installs. `order`: of a release of `Signed.release`, or a commit."""
        name = order if isinstance(order, str) else commit(order)
        sent = self.send(site, name)
        assert sent.returncode == 0, sent.stderr
        return self.install(name, expected)

    def keeper(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """What the server's keeper types at the terminal."""
        return subprocess.run([RECEIVER, self.home, *arguments], capture_output=True, text=True, timeout=LONG)

    @property
    def current(self) -> tuple[str, str]:
        """Commit and order of the live release."""
        name, order = self.ask("current").stdout.split()
        return name, order

    @property
    def live(self) -> dict[str, bytes]:
        """All files that the web server would serve, by path."""
        return contents(self.home / "kini")


@dataclass(frozen=True)
class Signed:
    """Texts that an office really signed: address of the file below the site -> bytes."""

    office: Office
    texts: Mapping[str, bytes] = field(default_factory=dict)

    def sign(self, text: bytes, key: str = "pejabat", namespace: str = f"maklumat@{DOMAIN}") -> bytes:
        return openssh.sign(self.office.keys / key, namespace, text)

    def release(self, folder: Path, order: int, *, texts: Mapping[str, bytes] | None = None,
                more: Mapping[str, bytes] | None = None, mode: Mode = Mode.STRICT) -> Path:
        """A small sealed release with a page for each document; `more`: further files, or others in their place."""
        texts = self.texts if texts is None else texts
        pages = {f"{name.partition('revisi/')[0]}index.html": b"<h1>Dokumen</h1>\n" for name in texts}
        files = {"index.html": f"<h1>Rilis {order}</h1>\n".encode(), "404.html": b"<h1>Tidak ada</h1>\n",
                 "aset/gaya.css": f"p::before {{ content: '{order}' }}\n".encode(), **pages, **texts, **(more or {})}
        for name, data in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        return sealed(folder, commit(order), order, mode)


def commit(order: int) -> str:
    """The commit of a fabricated release."""
    return hashlib.sha1(str(order).encode()).hexdigest()


def sealed(folder: Path, name: str, order: int, mode: Mode = Mode.STRICT) -> Path:
    """Writes rilis.json and rilis.sha256 over whatever lies in the folder; `name` is the commit."""
    (folder / manifest.SUMS).unlink(missing_ok=True)
    stamp = manifest.Stamp(name, order, BEGIN + timedelta(minutes=order), mode)
    (folder / manifest.RELEASE).write_bytes(manifest.stamp(stamp))
    digests = {path: hashlib.sha256(data).hexdigest() for path, data in contents(folder).items()}
    (folder / manifest.SUMS).write_bytes(manifest.sums(digests))
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    """All files below a folder, by path."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*"))
            if path.is_file()}


def prepared(home: Path, registry: bytes, domain: str = DOMAIN) -> Path:
    """The folders of install.sh, for the user who runs the tests."""
    for name in ("masuk", "rilis", "pengesah"):
        (home / name).mkdir(parents=True)
    (home / "pengesah/allowed_signers").write_bytes(registry)
    (home / "domain").write_text(f"{domain}\n")
    return home


@contextmanager
def serving(folder: Path, home: Path, receiver: Path = RECEIVER) -> Iterator[Server]:
    """An sshd with that home while the block runs; its own files lie in `folder`, which is made."""
    folder.mkdir(parents=True)
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder / "terbit"], check=True)
    forced = f"{shlex.quote(str(receiver))} {shlex.quote(str(home))}"
    (folder / "boleh").write_text(f'restrict,command="{forced}" {(folder / "terbit.pub").read_text()}')
    settings = (f"AuthorizedKeysFile {folder / 'boleh'}\nStrictModes no\nPasswordAuthentication no\n"
                "KbdInteractiveAuthentication no\nSubsystem sftp internal-sftp\n"
                "AcceptEnv LANG LC_* TZ PYTHON* RSYNC_*\n")
    with listening(folder, settings, folder / "terbit", getpass.getuser(), home) as server:
        yield server


@contextmanager
def listening(folder: Path, settings: str, key: Path, user: str, home: Path,
              inside: tuple[str, ...] = ()) -> Iterator[Server]:
    """An sshd with these settings beside those that every test needs. `key`: what logs in as `user`; `inside`: the
    command that runs sshd where it shall run."""
    folder.mkdir(parents=True, exist_ok=True)
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder / "tuan"], check=True)
    (folder / "sshd_config").write_text(f"ListenAddress 127.0.0.1\nHostKey {folder / 'tuan'}\nPidFile none\nUsePAM no\n"
                                        f"MaxStartups 100\nMaxSessions 100\n{QUIET}{settings}")
    if os.geteuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)  # sshd of root wants its folder
    with (folder / "log").open("wb") as log, _started(folder, log, inside) as port:
        (folder / "dikenal").write_text(f"[127.0.0.1]:{port} {(folder / 'tuan.pub').read_text()}")
        options = ("BatchMode=yes", "IdentitiesOnly=yes", "StrictHostKeyChecking=yes", "LogLevel=ERROR",
                   f"UserKnownHostsFile={folder / 'dikenal'}", "GlobalKnownHostsFile=/dev/null",
                   f"IdentityFile={key}", f"Port={port}", f"User={user}")
        plain = ["ssh", "-F", "/dev/null", *(f"-o{option}" for option in options)]
        with _shared(plain) as control:
            yield Server(home, shlex.join([*plain, f"-oControlPath={control}"]), shlex.join(plain))


@contextmanager
def _shared(plain: list[str]) -> Iterator[Path]:
    """One connection for all requests, since each of its own costs a hundred times as much as what it asks. A socket's
    path must be short."""
    with tempfile.TemporaryDirectory(prefix="ssh-") as folder:
        control = Path(folder, "s")
        master = subprocess.Popen([*plain, "-MN", f"-oControlPath={control}", Server.destination],
                                  stdin=subprocess.DEVNULL)
        try:
            until = time.monotonic() + PATIENCE
            while not control.exists():
                assert master.poll() is None and time.monotonic() < until, "the publishing key cannot log in"
                time.sleep(0.01)
            yield control
        finally:
            ended(master)


@contextmanager
def _started(folder: Path, log, inside: tuple[str, ...]) -> Iterator[int]:
    """sshd on a free port; another one where somebody else was quicker."""
    while True:
        with socket.create_server(("127.0.0.1", 0)) as found:
            port = found.getsockname()[1]
        sshd = (shutil.which("sshd"), "-D", "-e", "-f", folder / "sshd_config", "-p", str(port))
        daemon = subprocess.Popen([*inside, *sshd], stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        until = time.monotonic() + PATIENCE
        while daemon.poll() is None and not _answers(port):
            if time.monotonic() > until:
                ended(daemon)
            time.sleep(0.01)
        if daemon.poll() is None:
            break
        assert "Address already in use" in (folder / "log").read_text(), (folder / "log").read_text()
    try:
        yield port
    finally:
        ended(daemon)


def _answers(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=5) as connection:
            return connection.recv(4) == b"SSH-"
    except OSError:
        return False


@pytest.fixture
def receiver(tmp_path, needs, signed) -> Iterator[Server]:
    """A server that knows the keys of `signed` and has no release yet."""
    for program in PROGRAMS:
        needs(program)
    registry = (signed.office.root / "pengesah/allowed_signers").read_bytes()
    with serving(tmp_path / "sshd", prepared(tmp_path / "srv", registry)) as server:
        yield server


@pytest.fixture(scope="session")
def signed(needs, once) -> Signed:
    """The office with its maklumat in two revisions and its SOP in one. Only to look at."""
    needs("ssh-keygen")
    needs("git")
    folder = once("kantor-penerima", opened)
    office = Office(folder / "proyek", folder / "kunci")
    texts = {}
    for address, number, version in ((MAKLUMAT, 1, "HEAD~1"), (MAKLUMAT, 2, "HEAD"), (SOP, 1, "HEAD")):
        for end in ("", ".sig"):
            source = office.git("show", f"{version}:content/{address}index.md{end}")
            texts[f"{address}revisi/{number}/naskah.txt{end}"] = source.encode()
    return Signed(office, texts)
