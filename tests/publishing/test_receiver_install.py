"""install.sh on a machine of its own: folders, rights and the account's one door, tried with a real sshd.

The machine is this one with its own /etc, /srv, /var/lib and /usr/local/lib, so it takes root.
"""

from __future__ import annotations

import os
import shlex
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from ..sites.office import DOMAIN
from .server import PROGRAMS, RECEIVER, commit, contents, listening

INSTALL = RECEIVER.with_name("install.sh")
HOME = Path("/srv/maklumat")


@dataclass(frozen=True)
class Machine:
    inside: tuple[str, ...]  # what runs a command there
    key: Path
    registry: Path

    def run(self, *command: str | Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run([*self.inside, *map(str, command)], capture_output=True, text=True)

    def install(self, *flags: str, key: Path | None = None, domain: str = DOMAIN) -> subprocess.CompletedProcess[str]:
        return self.run("bash", "-p", INSTALL, *flags, key or self.key, self.registry, domain)

    def as_account(self, command: str) -> int:
        who = ("--reuid=maklumat", "--regid=maklumat", "--clear-groups")
        return self.run("setpriv", *who, "sh", "-c", command).returncode

    def state(self) -> str:
        where = "/srv/maklumat /var/lib/maklumat /usr/local/lib/maklumat"
        return self.run("sh", "-c", f"find {where} -printf '%p %u %g %m %i %C@\\n' | sort; cat /etc/passwd").stdout


@pytest.fixture
def machine(signed, needs, tmp_path) -> Iterator[Machine]:
    for program in (*PROGRAMS, "unshare", "nsenter"):
        needs(program)
    if os.geteuid() != 0:
        pytest.skip("only root can make accounts")
    etc, key = tmp_path / "etc", tmp_path / "terbit"
    subprocess.run(["cp", "-a", "/etc", etc], check=True)
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key], check=True)
    mounts = " && ".join((f"mount --bind {shlex.quote(str(etc))} /etc", *(
        f"mount -t tmpfs none {folder}" for folder in ("/srv", "/var/lib", "/usr/local/lib"))))
    holder = subprocess.Popen(["unshare", "--mount", "sh", "-c", f"{mounts} && echo siap && exec cat"], text=True,
                              stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    try:
        if holder.stdout.readline() != "siap\n":
            pytest.skip(f"no mounts of one's own on this machine: {holder.stderr.read()}")
        yield Machine(("nsenter", "-t", str(holder.pid), "-m", "--"), key.with_name("terbit.pub"),
                      signed.office.root / "pengesah/allowed_signers")
    finally:
        holder.communicate()


def test_installed_twice_and_used(machine, signed, tmp_path):
    planned = machine.install("-n")
    assert planned.returncode == 0 and planned.stdout.endswith("Tidak ada yang diubah.\n")
    assert machine.run("ls", HOME).returncode != 0
    done = machine.install()
    assert done.returncode == 0, done.stderr
    steps = planned.stdout.splitlines()[:-1]
    assert done.stdout.splitlines()[:len(steps)] == steps
    assert "SHA256:" in done.stdout and "nip:197001011995011001 CONTOH PEJABAT, S.Sos." in done.stdout
    before = machine.state()
    again = machine.install()
    assert again.stdout.startswith("Server siap menerima rilis") and machine.state() == before

    with listening(tmp_path / "sshd", "", machine.key.with_suffix(""), "maklumat", HOME, machine.inside) as server:
        for order in (1, 2):
            site = signed.release(tmp_path / str(order), order)
            assert server.publish(site, order).returncode == 0
        root = Path(f"/proc/{machine.inside[2]}/root")  # its files, seen from here
        assert contents(root / "srv/maklumat" / os.readlink(root / "srv/maklumat/kini")) == contents(site)
        assert machine.as_account("test -r /srv/maklumat/kini/index.html") == 0
        anybody = ("setpriv", "--reuid=65534", "--clear-groups")
        assert machine.run(*anybody, "cat", HOME / "kini/index.html").returncode == 0
        assert machine.run(*anybody, "ls", HOME / "masuk").returncode != 0
        program = "/usr/local/lib/maklumat/receive.sh"
        assert machine.run(program, HOME, "rollback", commit(1), commit(2)).returncode == 0  # as root
        assert machine.run(program, HOME, "check").returncode == 0
        later = signed.release(tmp_path / "3", 3)
        assert server.publish(later, 3).returncode == 0  # what root did is no hindrance to the account
        assert server.current == (commit(3), "3")


def test_what_the_account_may_not_change(machine):
    assert machine.install().returncode == 0
    before = machine.state()
    for command in ("echo >>pengesah/allowed_signers", "mv pengesah lain", "rm pengesah/allowed_signers",
                    "echo >domain", "rm -f domain", "mv domain lain", "ln -sfn /tmp pengesah", "mkdir pengesah/x",
                    "echo >>/usr/local/lib/maklumat/receive.sh", "echo >>/var/lib/maklumat/.ssh/authorized_keys",
                    "rm -f /var/lib/maklumat/.ssh/authorized_keys", "mv /var/lib/maklumat/.ssh /var/lib/maklumat/x"):
        assert machine.as_account(f"cd /srv/maklumat && {command}") != 0, command
    assert machine.state() == before


def test_a_changed_key_replaces_the_old_one(machine, tmp_path):
    assert machine.install().returncode == 0
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", tmp_path / "baru"], check=True)
    done = machine.install(key=tmp_path / "baru.pub")
    assert done.stdout.splitlines()[0] == "berkas /var/lib/maklumat/.ssh/authorized_keys, milik root:maklumat, hak 640"
    keys = machine.run("cat", "/var/lib/maklumat/.ssh/authorized_keys").stdout
    assert keys == f'restrict,command="/usr/local/lib/maklumat/receive.sh {HOME}" {(tmp_path / "baru.pub").read_text()}'


def test_what_it_refuses(machine, tmp_path):
    """One sentence each, and nothing is made."""
    (tmp_path / "dua.pub").write_text(machine.key.read_text() * 2)
    (tmp_path / "palsu.pub").write_text('command="sh" ' + machine.key.read_text())
    for done in (machine.install(domain="lain.go.id"), machine.install(domain="a b"), machine.run("bash", INSTALL),
                 machine.install(key=tmp_path / "terbit"), machine.install(key=tmp_path / "dua.pub"),
                 machine.install(key=tmp_path / "palsu.pub"), machine.install(key=tmp_path / "tidak-ada"),
                 machine.run("setpriv", "--reuid=65534", "--clear-groups", "bash", "-c",
                             f"bash -s a b c <{shlex.quote(str(INSTALL))}")):
        assert done.returncode == 2 and done.stdout == ""
        assert done.stderr.startswith("install.sh: ") and done.stderr.count("\n") == 1, done.stderr
    assert machine.run("ls", HOME).returncode != 0

