"""An office with a real git repository, real throw-away keys and a gate to ask, so that a threat is five lines.

The office's calendar stands still: everything happens in March 2026 (WIB). People and keys are fictional.
"""

from __future__ import annotations

import hashlib
import os
import re
import shlex
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from maklumat import settings, trust
from maklumat.cli import scratch
from maklumat.dates import WIB
from maklumat.trust import Standing

ROOT = Path(__file__).parents[2]
BASE = ROOT / "tests/rules/base/content"
MAKLUMAT = "content/maklumat/informasi-publik/index.md"
SOP = "content/sop/maklumat-informasi-publik/index.md"
REGISTRY = "pengesah/allowed_signers"
DOMAIN = "ppid-bkd.example.go.id"
NIP, CERTIFIER, STRANGER = "197001011995011001", "198001012005012002", "199001012015011003"
WEEKS = timedelta(weeks=58)  # moves the base documents' dates to the first days of March 2026, weekdays kept
SIGNED_ON = "2026-03-04"  # both documents; the commit that brings them is of the day after
DECIDING = ("MAKLUMAT_ANCHOR", "MAKLUMAT_DEBUG", "SSH_AUTH_SOCK", "SSH_ASKPASS")


def moment(text: str) -> datetime:
    """`2026-03-05`, with an hour or without: then nine in the morning, WIB."""
    found = datetime.fromisoformat(text)
    found = found if len(text) > 10 else found.replace(hour=9)
    return found if found.tzinfo else found.replace(tzinfo=WIB)


@dataclass(frozen=True, slots=True)
class Judged:
    """What the gate said, as tests want to read it."""

    allowed: bool
    mode: str
    states: dict[str, str]
    refusals: set[tuple[str, str]]
    standing: Standing

    @property
    def codes(self) -> set[str]:
        return {code for code, _ in self.refusals}


class Keys:
    """Throw-away keys by name, made when first asked for; `kepala` is ed25519, `kepala-rsa` and so on of another type.
    """

    BITS = {"rsa": ("rsa", "2048"), "rsa1024": ("rsa", "1024"), "ecdsa": ("ecdsa", "256"), "ecdsa521": ("ecdsa", "521")}

    def __init__(self, folder: Path):
        self.folder = folder

    def path(self, name: str) -> Path:
        file = self.folder / name
        if not file.exists():
            kind, bits = self.BITS.get(name.rpartition("-")[2], ("ed25519", "256"))
            subprocess.run(["ssh-keygen", "-q", "-t", kind, "-b", bits, "-N", "", "-C", "", "-f", file], check=True)
        return file

    def public(self, name: str) -> str:
        """Type and base64, as a line of the registry holds them."""
        file = self.path(name)
        return " ".join(Path(f"{file}.pub").read_text(encoding="ascii").split()[:2])


class Office:
    """One project: files, commits, signatures and verdicts. `anchor` is the commit that enrolled the officials."""

    MAKLUMAT, SOP, REGISTRY, DOMAIN = MAKLUMAT, SOP, REGISTRY, DOMAIN
    NIP, CERTIFIER, STRANGER = NIP, CERTIFIER, STRANGER

    def __init__(self, root: Path, keys: Keys):
        self.root, self.keys = root, keys
        self.anchor = ""
        self.today = "2026-03-10"

    # --- files ---

    def __truediv__(self, path: str) -> Path:
        return self.root / path

    def text(self, path: str) -> str:
        return (self / path).read_bytes().decode()

    def write(self, path: str, content: str | bytes) -> None:
        file = self / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())

    def edit(self, path: str, *pairs: tuple[str, str]) -> None:
        """Replaces texts that each stand there exactly once."""
        text = self.text(path)
        for old, new in pairs:
            assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path}"
            text = text.replace(old, new)
        self.write(path, text)

    def remove(self, *paths: str) -> None:
        for path in paths:
            (self / path).unlink()

    def set(self, path: str, **values: str) -> None:
        """Gives lines of the front matter (at any depth) another value."""
        text = self.text(path)
        for name, value in values.items():
            text, times = re.subn(rf"(?m)^( *{name}:).*$", rf"\1 {value}", text, count=1)
            assert times, name
        self.write(path, text)

    def attach(self, path: str, name: str, data: bytes) -> None:
        """A file beside a document, listed by it."""
        self.write(f"{path.removesuffix('index.md')}{name}", data)
        item = f"\n  - berkas: {name}\n    sha256: {hashlib.sha256(data).hexdigest()}"
        text = self.text(path)
        self.write(path, text.replace("lampiran: []", "lampiran:" + item) if "lampiran: []" in text
                   else text.replace("\ncatatan_revisi:", f"{item}\ncatatan_revisi:"))

    def copy(self, path: str, name: str, number: str = "") -> str:
        """Another draft like this document under a name (and a number) of its own; gives its path."""
        new = re.sub(r"[^/]+/index\.md$", f"{name}/index.md", path)
        self.write(new, self.text(path))
        self.set(new, id=name)
        if number:
            self.set(new, nomor_sop=f'"{number}"')
        return new

    # --- signatures ---

    def seal(self, path: str, by: str = "kepala", namespace: str = f"maklumat@{DOMAIN}") -> bytes:
        """Signs a file's bytes by hand: `<path>.sig`, whoever's key, whatever the namespace."""
        file = self / path
        Path(f"{file}.sig").unlink(missing_ok=True)
        subprocess.run(["ssh-keygen", "-q", "-Y", "sign", "-f", self.keys.path(by), "-n", namespace, file], check=True,
                       stdin=subprocess.DEVNULL, capture_output=True)
        return Path(f"{file}.sig").read_bytes()

    def sign(self, path: str, on: str, by: str = "kepala", namespace: str = f"maklumat@{DOMAIN}") -> None:
        """What an approver does on a day: the date goes into the text, the signature beside it."""
        self.set(path, tanggal_pengesahan=on)
        self.seal(path, by, namespace)

    def revise(self, path: str, number: int, on: str, by: str = "kepala", **values: str) -> None:
        """A new revision, signed, in force from that day unless told otherwise."""
        note = f'"Perubahan ke-{number}"'
        self.set(path, revisi=str(number), catatan_revisi=note, **{"tanggal_efektif": on} | values)
        self.sign(path, on, by)

    # --- the registry ---

    def line(self, principal: str, by: str, *purposes: str, name: str = "", **options: str) -> str:
        """A line of the registry; an official's key is valid from 2025 on unless told otherwise."""
        window = {"valid-after": "20250101Z"} if principal != "akar" else {}
        window |= {option.replace("_", "-"): value for option, value in options.items()}
        names = ",".join(f"{purpose}@{DOMAIN}" for purpose in purposes)
        quoted = ",".join(f'{option}="{value}"' for option, value in {"namespaces": names, **window}.items() if value)
        return " ".join(filter(None, (principal, quoted, self.keys.public(by), name)))

    def lines(self, **changed: str) -> list[str]:
        """The office's registry; a changed line stands in for its own, "" takes it away."""
        lines = {"akar": self.line("akar", "akar", "pengesah"),
                 "kepala": self.line(f"nip:{NIP}", "kepala", "maklumat", name="Pejabat Contoh"),
                 "petugas": self.line(f"nip:{CERTIFIER}", "petugas", "salinan", name="Petugas Contoh")} | changed
        return [line for line in lines.values() if line]

    def register(self, *lines: str, by: str | None = "akar") -> None:
        """Writes the registry, signed by the root key, by another, or (None) left with the signature it had."""
        self.write(REGISTRY, "".join(f"{line}\n" for line in lines))
        if by:
            self.seal(REGISTRY, by, f"pengesah@{DOMAIN}")

    # --- git ---

    def git(self, *arguments: str | Path, at: str = "") -> str:
        when = f"{int(moment(at).timestamp())} +0700" if at else ""
        extra = {"GIT_COMMITTER_DATE": when, "GIT_AUTHOR_DATE": when} if at else {}
        done = subprocess.run(["git", *arguments], cwd=self.root, env=os.environ | extra, check=False,
                              capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def commit(self, at: str) -> str:
        """Everything as it lies, committed at this moment (WIB)."""
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", "perubahan", at=at)
        return self.git("rev-parse", "HEAD")

    def restore(self, commit: str, *paths: str) -> None:
        """The files as they were in a commit."""
        self.git("checkout", "-q", commit, "--", *paths)

    # --- verdicts ---

    def gate(self, today: str = "", anchor: str | None = None, published: str = "") -> Judged:
        """What the gate says of HEAD on a day; the anchor is the office's own unless told otherwise."""
        now = moment(today or self.today)
        anchor = self.anchor if anchor is None else anchor
        return judged(trust.answer(settings.load(self.root), now, anchor, published))

    def look(self, today: str = "") -> Judged:
        """What is said of the files on disk, as building and previewing see them."""
        return judged(trust.standing(settings.load(self.root), moment(today or self.today)))


def judged(standing: Standing) -> Judged:
    outcome = standing.outcome
    return Judged(outcome.is_allowed, standing.mode.value, {v.path: v.state.value for v in outcome.documents},
                  {(refusal.code, refusal.path) for refusal in outcome.refusals}, standing)


@pytest.fixture(autouse=True)
def nobodys_settings(monkeypatch: pytest.MonkeyPatch):
    """Neither the user's git nor the user's keys have a say."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    for name in DECIDING:
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="session")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Keys:
    if shutil.which("ssh-keygen") is None:
        report = pytest.fail if os.environ.get("CI") else pytest.skip
        report("ssh-keygen is not installed on this machine")
    return Keys(tmp_path_factory.mktemp("kunci"))


@pytest.fixture(scope="session")
def offices(tmp_path_factory: pytest.TempPathFactory, keys: Keys) -> dict[str, Office]:
    """The office before anybody is enrolled (`baru`), with its registry (`terdaftar`), with both documents signed
    (`disahkan`); only ever copied."""
    made = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
        patch.setenv("GIT_CONFIG_NOSYSTEM", "1")
        office = Office(tmp_path_factory.mktemp("kantor") / "proyek", keys)
        furnish(office)
        office.commit("2026-03-01")
        made["baru"] = duplicate(office, tmp_path_factory.mktemp("baru"))
        office.register(*office.lines())
        office.anchor = office.commit("2026-03-02")
        made["terdaftar"] = duplicate(office, tmp_path_factory.mktemp("terdaftar"))
        for path in (MAKLUMAT, SOP):
            office.sign(path, SIGNED_ON)
        office.commit("2026-03-05")
        assert office.gate().allowed  # which also warms the memory of verdicts
        made["disahkan"] = office
    return made


def furnish(office: Office) -> None:
    shutil.copytree(BASE, office / "content")
    shutil.copy(ROOT / "mkdocs.yml", office.root)
    office.write("content/index.md", "# Beranda\n\nLihat [daftar dokumen](daftar/index.md).\n")
    shutil.copy(ROOT / ".gitattributes", office.root)
    for path in (MAKLUMAT, SOP):
        moved = re.sub(r"\b2025-\d\d-\d\d\b", lambda day: str(date.fromisoformat(day[0]) + WEEKS), office.text(path))
        office.write(path, moved.replace("/BCN/2025", "/BCN/2026"))
        office.set(path, tanggal_efektif=SIGNED_ON)
    office.git("init", "-q", "-b", "main", "--template=")
    for name, value in {"user.name": "Penyunting Contoh", "user.email": "penyunting@contoh.go.id", "gc.auto": "0",
                        "core.autocrlf": "false", "commit.gpgSign": "false"}.items():
        office.git("config", name, value)


def duplicate(office: Office, folder: Path) -> Office:
    copy = Office(folder / "proyek", office.keys)
    shutil.copytree(office.root, copy.root, symlinks=True)
    copy.anchor = office.anchor
    return copy


@pytest.fixture
def another(offices: dict[str, Office], tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Office]:
    """another("baru"): an office of that kind to play with."""
    return lambda kind: duplicate(offices[kind], tmp_path_factory.mktemp("kantor"))


@pytest.fixture
def office(another: Callable[[str], Office]) -> Office:
    """The office with both documents signed on 4 March and committed on the 5th; today is the 10th."""
    return another("disahkan")


@pytest.fixture
def enrolled(another: Callable[[str], Office]) -> Office:
    """The office with its officials enrolled on 2 March and nothing signed yet."""
    return another("terdaftar")


@pytest.fixture
def fresh(another: Callable[[str], Office]) -> Office:
    """The office before anybody is enrolled."""
    return another("baru")


@pytest.fixture
def in_short(monkeypatch: pytest.MonkeyPatch, in_process) -> None:
    """A story without new interpreters and without real sites: git and ssh-keygen are real; `build`, `audit` and
    `publish` are not; test_demo tells the whole story once."""
    real = scratch.Office._run

    def run(office: scratch.Office, name: str, command: list[str], arguments: tuple[str, ...], answer: str,
            more: dict[str, str]) -> scratch.Ran:
        typed = shlex.join([name, *arguments])
        if name != "maklumat":
            return real(office, name, command, arguments, answer, more)
        if arguments[0] == "build":
            for source in office.root.glob("content/*/*/index.md"):
                page = office.root / "site" / source.relative_to(office.root / "content").with_suffix(".html")
                page.parent.mkdir(parents=True)
                page.write_bytes(source.read_bytes())
            (office.root / "site/index.html").write_text("Beranda", encoding="utf-8")
        if arguments[0] == "publish":
            scratch.copy(office, "rilis/uji")
        if arguments[0] in ("build", "audit", "publish"):
            return scratch.Ran(typed, 0, "")
        done = in_process(*arguments, cwd=office.root, environment={**office.environment, **more}, answer=answer)
        return scratch.Ran(typed, done.returncode, done.stdout + done.stderr)

    monkeypatch.setattr(scratch.Office, "_run", run)
