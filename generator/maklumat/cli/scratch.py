"""A made-up office in a scratch folder: its repository, its keys, and commands run in it as people would type them."""

from __future__ import annotations

import hashlib
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from ..errors import MaklumatError
from ..layout import REGISTRY

__all__ = ["Office", "Ran", "copy", "missing", "prepare", "released", "server"]

TODAY = "TANGGAL"  # stands in the documents for the day on which the office is made
IGNORED = "site/\n.maklumat-*/\n"
PERSON = {"NAME": "Petugas Contoh", "EMAIL": "petugas@ppid-contoh.example.go.id"}
KEPT_OUT = ("GIT_", "MAKLUMAT_", "SSH_AUTH_SOCK", "GITHUB_")  # nothing of the user's own set-up may sway the story
CURRENT = "kini"
RECEIVER = Path(__file__).parents[2] / "receiver/receive.sh"  # lies in the project, not in the package
PROGRAMS = ("bash", "rsync", "rrsync", "flock", "setpriv", "sha256sum", "ssh")


@dataclass(frozen=True, slots=True)
class Ran:
    """A command as a person would type it, its exit code, and what it wrote."""

    typed: str
    code: int
    output: str

    @property
    def lines(self) -> list[str]:
        return [line.rstrip() for line in self.output.splitlines() if line.strip()]


@dataclass(frozen=True, slots=True)
class Office:
    """`root` is the office's repository, `keys` the folder of its throw-away keys, `releases` its web server."""

    root: Path
    keys: Path
    releases: Path
    environment: Mapping[str, str]

    def maklumat(self, *arguments: str, answer: str = "", anchor: str = "", ssh: str = "") -> Ran:
        """Runs one of our own commands; `answer` is typed into it, `ssh` is what it takes for that program."""
        more = {"MAKLUMAT_ANCHOR": anchor, "MAKLUMAT_SSH": ssh}
        return self._run("maklumat", [sys.executable, "-m", "maklumat"], arguments, answer,
                         {name: value for name, value in more.items() if value})

    def program(self, name: str, *arguments: str, answer: str = "") -> Ran:
        """Runs git or ssh-keygen. Raises MaklumatError where it is missing."""
        path = shutil.which(name)
        if path is None:
            raise MaklumatError(f"program {name} tidak ada; pasang dulu, karena peragaan ini memakainya")
        return self._run(name, [path], arguments, answer, {})

    def _run(self, name: str, command: list[str], arguments: tuple[str, ...], answer: str,
             more: Mapping[str, str]) -> Ran:
        done = subprocess.run([*command, *arguments], cwd=self.root, env={**self.environment, **more}, input=answer,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", errors="replace",
                              check=False)
        return Ran(shlex.join([name, *arguments]), done.returncode, done.stdout)


def prepare(scratch: Path, theme: Path, today: date) -> Office:
    """Makes the office below `scratch`, with a copy of this theme and the made-up documents dated today."""
    office = Office(scratch / "kantor", scratch / "kunci", scratch / "server", _environment(scratch))
    _copy(resources.files(__package__.partition(".")[0]) / "demo", office.root, today.isoformat())
    shutil.copytree(theme, office.root / "theme")
    (office.root / ".gitignore").write_text(IGNORED, encoding="utf-8", newline="\n")
    for folder in (office.keys, office.releases):
        folder.mkdir(mode=0o700)
    return office


def missing() -> str:
    """The first program that the receiver needs and this machine lacks, "" where nothing is missing."""
    return next((name for name in PROGRAMS if shutil.which(name) is None), "" if RECEIVER.is_file() else RECEIVER.name)


def server(office: Office, domain: str) -> str:
    """Sets up the office's web server with the registry as it is now; gives the command that stands for ssh, which does
    what sshd would: it asks the receiver."""
    for folder in ("masuk", "rilis", "pengesah"):
        (office.releases / folder).mkdir()
    shutil.copy(office.root / REGISTRY, office.releases / REGISTRY)
    (office.releases / "domain").write_text(f"{domain}\n", encoding="utf-8", newline="\n")
    door = office.keys / "ssh"
    door.write_text(f'#!/bin/sh\nshift\nSSH_ORIGINAL_COMMAND="$*" exec bash -p {shlex.quote(str(RECEIVER))} '
                    f"{shlex.quote(str(office.releases))}\n", encoding="utf-8", newline="\n")
    door.chmod(0o700)
    return shlex.quote(str(door))


def copy(office: Office, name: str) -> None:
    """Puts a copy of the built site before visitors in one step: a link that leads to it takes the old link's place.
    Windows lets few people make links; there another copy does."""
    shutil.copytree(office.root / "site", office.releases / name)
    fresh = office.releases / f".{CURRENT}"
    try:
        fresh.symlink_to(name)
    except OSError:
        shutil.copytree(office.releases / name, fresh)
    os.replace(fresh, office.releases / CURRENT)


def released(office: Office, page: str = "") -> str:
    """What visitors see: the text of a page, or a digest over every file of the released site."""
    site = office.releases / CURRENT
    if page:
        return (site / page).read_text(encoding="utf-8")
    digest = hashlib.sha256()
    for path in sorted(path for path in site.resolve().rglob("*") if path.is_file()):
        digest.update(f"{path.relative_to(site.resolve()).as_posix()}\0".encode() + path.read_bytes() + b"\0")
    return digest.hexdigest()


def _environment(scratch: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(KEPT_OUT)}
    people = {f"GIT_{role}_{part}": value for role in ("AUTHOR", "COMMITTER") for part, value in PERSON.items()}
    return kept | people | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "NO_COLOR": "1", "LC_ALL": "C",
                            "XDG_CONFIG_HOME": str(scratch / "pengaturan")}


def _copy(source: Traversable, target: Path, today: str) -> None:
    target.mkdir()
    for entry in source.iterdir():
        if entry.is_dir():
            _copy(entry, target / entry.name, today)
        else:
            text = entry.read_text(encoding="utf-8").replace(TODAY, today)
            (target / entry.name).write_text(text, encoding="utf-8", newline="\n")
