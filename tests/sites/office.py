"""A fictional office that really signs: a git repository, throw-away keys, two documents, one of them revised."""

from __future__ import annotations

import datetime
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from maklumat import openssh, project, settings

REPOSITORY = Path(__file__).parents[2]
BASE = REPOSITORY / "tests/rules/base/content"
DOMAIN = "ppid-bkd.example.go.id"  # of this repository's mkdocs.yml
OFFICIAL = "197001011995011001"
MAKLUMAT = "maklumat/informasi-publik/"
SOP = "sop/maklumat-informasi-publik/"
NOW = datetime.datetime(2025, 2, 10, 5, tzinfo=datetime.UTC)

REVISED = (
    ("revisi: 1", "revisi: 2"),
    ("tanggal_revisi:", "tanggal_revisi: 2025-02-03"),
    ("tanggal_efektif: 2025-01-22", "tanggal_efektif: 2025-02-05"),
    ("tanggal_pengesahan: 2025-01-22", "tanggal_pengesahan: 2025-02-05"),
    ('catatan_revisi: ""', "catatan_revisi: Waktu jawaban dipersingkat dari 10 menjadi 9 hari kerja."),
    ("paling lambat 10 hari kerja", "paling lambat 9 hari kerja"),
)


@dataclass(frozen=True)
class Office:
    root: Path
    keys: Path

    def path(self, address: str) -> Path:
        return self.root / "content" / address / "index.md"

    def edit(self, address: str, *changes: tuple[str, str]) -> None:
        text = self.path(address).read_text(encoding="utf-8")
        for old, new in changes:
            assert text.count(old) == 1, old
            text = text.replace(old, new)
        self.path(address).write_text(text, encoding="utf-8")

    def sign(self, address: str, key: str = "pejabat", purpose: str = "maklumat") -> None:
        path = self.path(address)
        signature = openssh.sign(self.keys / key, f"{purpose}@{DOMAIN}", path.read_bytes())
        path.with_name("index.md.sig").write_bytes(signature)

    def enrol(self, *lines: str) -> None:
        """Writes the registry (these lines) and the root's signature."""
        path = self.root / "pengesah/allowed_signers"
        path.parent.mkdir(exist_ok=True)
        path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        signature = openssh.sign(self.keys / "akar", f"pengesah@{DOMAIN}", path.read_bytes())
        path.with_name("allowed_signers.sig").write_bytes(signature)

    def entry(self, principal: str, purposes: str, key: str, name: str) -> str:
        namespaces = ",".join(f"{purpose}@{DOMAIN}" for purpose in purposes.split())
        kind, number = openssh.public_key(self.keys / f"{key}.pub")
        window = "" if principal == "akar" else ',valid-after="20240101Z"'
        return f'{principal} namespaces="{namespaces}"{window} {kind} {number} {name}'

    def commit(self, message: str, day: str) -> None:
        self.git("add", "--all", at=day)
        self.git("commit", "--quiet", "--message", message, at=day)

    def git(self, *arguments: str, at: str = "2025-01-01") -> str:
        who = {f"GIT_{role}_{what}": value for role in ("AUTHOR", "COMMITTER")
               for what, value in (("NAME", "Penyunting"), ("EMAIL", "p@contoh"), ("DATE", f"{at}T03:00:00Z"))}
        bare = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
        return subprocess.run(["git", "-C", self.root, *arguments], env=os.environ | who | bare, check=True,
                              capture_output=True, text=True).stdout

    @property
    def anchor(self) -> str:
        """The commit that brought the registry."""
        return anchor(self.root)

    def load(self, **more) -> project.Project:
        return project.load(settings.load(self.root), NOW, **more)


def anchor(root: Path) -> str:
    """The first commit of this folder's repository, "" where there is none."""
    done = subprocess.run(["git", "-C", root, "rev-list", "--max-parents=0", "HEAD"], capture_output=True, text=True)
    return done.stdout.strip() if (root / ".git").exists() else ""


TEMPLATES = ("print", "social")  # of prints, below the theme


def opened(folder: Path, *, printing: bool = False) -> Office:
    """The office with its keys enrolled and both documents signed; the maklumat stands in its second revision. Only a
    theme with templates (`printing`) makes prints."""
    office = Office(folder / "proyek", folder / "kunci")
    shutil.copytree(BASE, office.root / "content")
    shutil.copytree(REPOSITORY / "theme", office.root / "theme",
                    ignore=None if printing else shutil.ignore_patterns(*TEMPLATES))
    shutil.copy(REPOSITORY / "mkdocs.yml", office.root)
    (office.root / "mkdocs.yml").write_text(
        "".join(line for line in (office.root / "mkdocs.yml").read_text(encoding="utf-8").splitlines(keepends=True)
                if "panduan/" not in line), encoding="utf-8")
    (office.root / "content/index.md").write_text("# Beranda\n\nLihat [daftar dokumen](daftar/index.md).\n",
                                                  encoding="utf-8")
    office.keys.mkdir()
    for name in ("akar", "pejabat", "arsiparis"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", office.keys / name],
                       check=True)
    office.git("init", "--quiet", "--initial-branch", "main")
    office.enrol(office.entry("akar", "pengesah", "akar", "Kunci Akar"),
                 office.entry(f"nip:{OFFICIAL}", "maklumat", "pejabat", "CONTOH PEJABAT, S.Sos."),
                 office.entry("nip:198002022005012002", "salinan", "arsiparis", "CONTOH ARSIPARIS, A.Md."))
    office.commit("Daftar pengesah", "2025-01-10")
    office.sign(MAKLUMAT)
    office.sign(SOP)
    office.commit("Pengesahan", "2025-01-22")
    office.edit(MAKLUMAT, *REVISED)
    office.sign(MAKLUMAT)
    office.commit("Revisi 2", "2025-02-05")
    return office
