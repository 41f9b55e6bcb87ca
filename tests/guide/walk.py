"""One document from its first line to its withdrawal, with nothing but the commands of the editors' guide.

Real commands, git and ssh-keygen; throw-away keys. An office and its official have a copy each of one repository.
It goes on in `keepers`.
"""

from __future__ import annotations

import os
import pty
import re
import select
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterable
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path

from maklumat import clock, dates

from ..conftest import called
from ..importing import forms
from .pages import ROOT

ID = "pelayanan-data"
DOCUMENT = f"content/maklumat/{ID}/index.md"
SOP = "content/sop/maklumat-pelayanan-informasi-publik"
NUMBER = "800/24/Sekr.7/BKD"
OFFICIAL, CERTIFIER = "197001011995011001", "198001012005012002"
APPROVER = f"KEPALA BADAN KEPEGAWAIAN DAERAH; CONTOH PEJABAT; {OFFICIAL}"
PROMISE = "bersedia menerima sanksi dan/atau memberikan kompensasi"
KEPT_OUT = ("GIT_", "MAKLUMAT_", "SSH_", "GITHUB_", "NO_COLOR", "FORCE_COLOR")
QUESTION = "untuk batal): "
ASIDE = ("publish",)  # verbs that let another program speak for them
LONG = 60  # seconds until a program that says nothing counts as stuck


@dataclass(frozen=True, slots=True)
class Step:
    """A command as a page has it and as it was typed, or (without a page) what a person did otherwise."""

    page: str
    command: str
    typed: str
    output: str


@dataclass
class Walk:
    """`here`: whose copy of the repository somebody sits at. `words`: what the capitals of the pages stand for.
    `places`: other texts of commands, and what they are here."""

    here: Path
    steps: list[Step] = field(default_factory=list)
    words: dict[str, str] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    environment: dict[str, str] = field(default_factory=dict)

    def type(self, page: str, command: str, *answers: tuple[str, str], more: str = "") -> str:
        """Types a command of a page. `answers`: (part of a question, answer), each given on a terminal when it is
        asked. `more`: arguments that no person would need."""
        typed, _, target = command.partition(" > ")
        for text, meaning in self.places.items():
            typed = typed.replace(text, meaning)
        for word, meaning in self.words.items():
            typed = re.sub(rf"(?<![\w-]){word}(?![\w-])", lambda _, meaning=meaning: meaning, typed)
        parts = shlex.split(f"{typed} {more}")
        if parts[0] == "export":
            name, _, value = parts[1].partition("=")
            self.environment[name] = value
            output = ""
        elif answers:
            output = on_terminal([sys.executable, "-m", *parts], self.here, self.environment, answers)
        elif parts[0] == "maklumat" and parts[1] not in ASIDE:
            done = called(*parts[1:], cwd=self.here, environment=self.environment)
            output = done.stdout + done.stderr
        else:
            parts = [sys.executable, "-m", *parts] if parts[0] == "maklumat" else parts
            output = subprocess.run(parts, cwd=self.here, env=self.environment, check=True, text=True,
                                    stdout=subprocess.PIPE, stderr=subprocess.STDOUT).stdout
        if target:
            (self.here / target).write_text(output, encoding="utf-8")
        self.steps.append(Step(page, command, typed, output))
        return output

    def do(self, what: str, *commands: str) -> None:
        """What is no command of the guide: edits, and what the git host does."""
        for command in commands:
            subprocess.run(shlex.split(command), cwd=self.here, env=self.environment, check=True, capture_output=True)
        self.steps.append(Step("", "", what, ""))

    def edit(self, what: str, *changes: tuple[str, str], path: str = DOCUMENT) -> None:
        file = self.here / path
        text = file.read_text(encoding="utf-8")
        for old, new in changes:
            text, count = re.subn(old, new, text, count=1, flags=re.MULTILINE)
            assert count, old
        file.write_text(text, encoding="utf-8")
        self.do(what)

    def look(self, *addresses: str, save: tuple[tuple[str, str], ...] = ()) -> list[str]:
        """`maklumat serve` in a process of its own: the pages in a browser, the last one once more after an edit."""
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        command = [sys.executable, "-m", "maklumat", "serve", "--address", f"127.0.0.1:{port}"]
        process = subprocess.Popen(command, cwd=self.here, env=self.environment, stdout=subprocess.PIPE, text=True)
        said = []
        try:
            for line in process.stdout:
                said.append(line.replace(str(port), "8000"))
                if "pratinjau siap" in line:
                    break
            pages = [seen(f"http://127.0.0.1:{port}/{address}") for address in addresses]
            self.steps.append(Step("memperbaiki", "maklumat serve", "maklumat serve", "".join((*said, *pages))))
            if save:
                self.edit("Naskah dibetulkan dan disimpan; halaman di peramban berganti.", *save)
                pages.append(seen(f"http://127.0.0.1:{port}/{addresses[-1]}"))
                self.steps.append(Step("", "", "Yang tampil sekarang:", pages[-1]))
        finally:
            process.send_signal(signal.SIGINT)
            process.communicate(timeout=LONG)
        return pages


def seen(address: str) -> str:
    """The box on top of a page of the preview, as text."""
    with urllib.request.urlopen(address, timeout=LONG) as answer:
        html = answer.read().decode()
    box = html[html.index('<aside class="temuan"'):]
    text = unescape(re.sub("<[^>]+>", "", box[:box.index("</aside>")]))
    return "".join(f"{line.strip()}\n" for line in text.split("\n") if line.strip())


def on_terminal(command: list[str], folder: Path, environment: dict[str, str],
                answers: Iterable[tuple[str, str]]) -> str:
    """What a person sees who answers each question when it is asked."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(command, cwd=folder, env=environment, stdin=theirs, stdout=theirs, stderr=theirs)
    os.close(theirs)
    waiting, shown, asked = list(answers), "", 0
    while select.select([ours], [], [], LONG)[0]:
        try:
            chunk = os.read(ours, 65536)
        except OSError:  # Linux reports the end of a terminal as an error
            break
        shown += chunk.decode(errors="replace")
        if waiting and waiting[0][0] in shown[asked:]:
            asked = len(shown)
            os.write(ours, f"{waiting.pop(0)[1]}\n".encode())
    os.close(ours)
    process.wait(timeout=LONG)
    assert not waiting, f"{waiting[0][0]!r} was not asked: {shown}"
    return re.sub(r"\x1b\[[0-9;]*[A-Za-z]|\r(?=\n)|[^\n]*\r(?!\n)", "", shown)


def prepare(folder: Path) -> Walk:
    """A repository at a host, and the copy of the office in which the walk begins."""
    people = {f"GIT_{role}_{part}": value for role in ("AUTHOR", "COMMITTER")
              for part, value in (("NAME", "Petugas Contoh"), ("EMAIL", "petugas@contoh.example"))}
    environment = {name: value for name, value in os.environ.items() if not name.startswith(KEPT_OUT)} | people | {
        "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "LC_ALL": "C.UTF-8", "NO_COLOR": "1"}
    walk = Walk(folder / "kantor", environment=environment)
    shutil.copytree(ROOT / "content", walk.here / "content")
    shutil.copytree(ROOT / "theme", walk.here / "theme", ignore=shutil.ignore_patterns("print", "social"))
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    (walk.here / "mkdocs.yml").write_text(f"{settings}repo_url: https://github.com/contoh/ppid\n", encoding="utf-8")
    (walk.here / ".gitignore").write_text("/site/\n.maklumat-*/\n/akar*\n/*.pub\n/*.docx\n", encoding="utf-8")
    walk.do("Repositori disiapkan.", "git init -q -b main --template=", "git add .", "git commit -q -m Awal",
            "git init -q --bare -b main --template= ../pusat.git", "git remote add origin ../pusat.git",
            "git push -q -u origin main")
    return walk


def the_whole(folder: Path) -> Walk:
    walk = prepare(folder)
    office, official = walk.here, folder / "pejabat-di-sini"
    walk.words = {"ID": ID, "NAMA-CABANG": ID, "NAMA PEJABAT": "CONTOH PEJABAT", "NIP": OFFICIAL}
    write(walk)
    mend(walk)
    enrol(walk)
    propose(walk)
    walk.do("Pejabat menyalin repositori ke komputernya.", "git clone -q ../pusat.git ../pejabat-di-sini")
    walk.here = official
    sign(walk, is_first=True)
    walk.here = office
    publish(walk)
    spoil(walk)
    revise(walk, official)
    withdraw(walk, official)
    certify(walk)
    return walk


def write(walk: Walk) -> None:
    walk.type("menulis", "git checkout main")
    walk.type("menulis", "git pull")
    walk.type("menulis", "maklumat new maklumat ID", ("Judul", ""), ("Nomor SOP [", ""), ("Perangkat daerah", ""),
              ("Unit kerja", ""), ("Pejabat yang mengesahkan", APPROVER))
    walk.type("menulis", "maklumat check content/maklumat/ID/index.md")
    (walk.here / "sop-lama.docx").write_bytes(forms.merged_cells_and_lists())
    walk.type("menulis", "maklumat import sop-lama.docx")
    shutil.rmtree(walk.here / "content/sop/pelayanan-permohonan-informasi")
    walk.do("Rancangan SOP itu tidak dipakai; foldernya dihapus.")


def mend(walk: Walk) -> None:
    today = clock.today()
    walk.edit("Penyunting salah mengetik kunci, tanggal, NIP, dan menghapus satu janji.",
              ("perangkat_daerah:", "perankat_daerah:"),
              (f"^tanggal_efektif: {today}", f"tanggal_efektif: {dates.words(today)}"),
              (f'nip: "{OFFICIAL}"', f"nip: {OFFICIAL}"), (PROMISE, "akan meminta maaf"))
    walk.type("menulis", "maklumat check content/maklumat/ID/index.md")
    walk.type("memperbaiki", "maklumat check")
    walk.type("memperbaiki", "maklumat explain SP02")
    walk.type("memperbaiki", "maklumat fix", ("(y/t) ", "y"), ("Tulis perubahan ini? (y/t) ", "y"))
    before, after = walk.look(f"maklumat/{ID}/", save=(("akan meminta maaf", PROMISE),))
    assert "MK03" in before and "Tidak ada temuan." in after
    if shutil.which("hunspell"):
        walk.type("memperbaiki", "maklumat check --spelling")


def enrol(walk: Walk) -> None:
    walk.type("pejabat", "ssh-keygen -t ed25519 -f ../pejabat", more='-q -N ""')
    walk.do("Pejabat menyerahkan pejabat.pub saja.", "cp ../pejabat.pub .")
    walk.type("memasang", "ssh-keygen -t ed25519 -f akar", more='-q -N ""')
    walk.type("memasang", "maklumat approver add --root --key akar.pub")
    walk.type("memasang", 'maklumat approver add NIP --key pejabat.pub --name "NAMA PEJABAT" --since 2025-01-02')
    walk.do("Petugas penyalin membuat kuncinya sendiri.", 'ssh-keygen -q -t ed25519 -N "" -f ../petugas',
            "cp ../petugas.pub .")
    mine = walk.words
    walk.words = mine | {"NIP": CERTIFIER, "NAMA PETUGAS": "CONTOH PETUGAS"}
    walk.type("memasang", 'maklumat approver add NIP --key petugas.pub --name "NAMA PETUGAS" --since 2025-01-02 '
                          "--role penyalin")
    walk.words = mine
    walk.type("memasang", "maklumat approver sign --key akar")
    walk.type("memasang", "git add pengesah")
    walk.type("memasang", 'git commit -m "Daftar pengesah pertama"')
    walk.type("memasang", "git push")
    walk.words["COMMIT"] = walk.type("memasang", "git rev-parse HEAD").strip()
    walk.type("memasang", "export MAKLUMAT_ANCHOR=COMMIT")
    walk.type("pejabat", "ssh-keygen -lf ../pejabat.pub")
    walk.type("pejabat", "maklumat approver list")


def propose(walk: Walk) -> None:
    walk.type("menulis", "git checkout -b NAMA-CABANG")
    walk.type("menulis", "git add content")
    walk.type("menulis", 'git commit -m "Maklumat pelayanan data"')
    walk.type("menulis", "git push -u origin NAMA-CABANG")
    walk.type("mengusulkan", "maklumat review --base main")


def sign(walk: Walk, *, is_first: bool = False) -> None:
    """The official's part, at the official's own computer; the first time with second thoughts."""
    walk.type("pejabat", "git fetch")
    walk.type("pejabat", "git checkout NAMA-CABANG")
    walk.type("pejabat", "git pull")
    if is_first:
        walk.type("pejabat", "maklumat sign ID --key ../pejabat", (QUESTION, ""))
    walk.type("pejabat", "maklumat sign ID --key ../pejabat", (QUESTION, NUMBER))
    walk.type("pejabat", "git add content")
    walk.type("pejabat", 'git commit -m "Maklumat disahkan"')
    walk.type("pejabat", "git push")


def merge(walk: Walk) -> None:
    walk.do("Pengelola menekan Merge pull request.", "git fetch -q", "git checkout -q main",
            f"git merge -q --no-ff --no-edit origin/{walk.words['NAMA-CABANG']}", "git push -q")
    main(walk)


def main(walk: Walk) -> None:
    walk.type("menerbitkan", "git checkout main")
    walk.type("menerbitkan", "git pull")
    walk.type("menerbitkan", "maklumat gate")


def publish(walk: Walk) -> None:
    merge(walk)
    build(walk)


def build(walk: Walk) -> None:
    walk.type("menerbitkan", "maklumat build")
    walk.type("menerbitkan", "maklumat audit site")


def spoil(walk: Walk) -> None:
    walk.edit("Seseorang mengubah satu angka tanpa pengesahan.", ("lambat 10 hari", "lambat 70 hari"))
    walk.do("Ia menyimpannya.", "git checkout -q -b diam-diam", "git commit -q -a -m Diam-diam")
    walk.type("menerbitkan", "maklumat gate")
    walk.type("menerbitkan", "maklumat explain GB11")
    walk.do("Cabang itu ditinggalkan.", "git checkout -q main")


def revise(walk: Walk, official: Path) -> None:
    new_edition(walk, "revisi-2", "Maklumat direvisi: 10 menjadi 9 hari kerja.", ("lambat 10 hari", "lambat 9 hari"),
                ("^catatan_revisi:.*", "catatan_revisi: Waktu jawaban dipersingkat menjadi 9 hari kerja."))
    walk.type("merevisi", "maklumat review --base main")
    at(official, walk, sign)
    merge(walk)


def withdraw(walk: Walk, official: Path) -> None:
    new_edition(walk, "cabut", "Maklumat dicabut.", ("^status: berlaku", "status: dicabut"),
                ("^catatan_revisi:.*", "catatan_revisi: Pelayanan ini dihentikan."))
    at(official, walk, sign)
    merge(walk)


def new_edition(walk: Walk, branch: str, what: str, *changes: tuple[str, str]) -> None:
    text = (walk.here / DOCUMENT).read_text(encoding="utf-8")
    number = int(re.search(r"(?m)^revisi: (\d+)", text)[1])
    walk.words["NAMA-CABANG"] = branch
    walk.type("menulis", "git checkout -b NAMA-CABANG")
    walk.edit(what, ("^revisi:.*", f"revisi: {number + 1}"), ("^tanggal_revisi:.*", f"tanggal_revisi: {clock.today()}"),
              ("^tanggal_efektif:.*", f"tanggal_efektif: {clock.today()}"),
              ("^tanggal_pengesahan:.*", "tanggal_pengesahan:"), *changes)
    walk.type("menulis", "maklumat check content/maklumat/ID/index.md")
    walk.do("Perubahan disimpan dan diusulkan.", f"git commit -q -a -m {branch}", f"git push -q -u origin {branch}")


def at(place: Path, walk: Walk, act) -> None:
    back, walk.here = walk.here, place
    act(walk)
    walk.here = back


def certify(walk: Walk) -> None:
    """A document in wet ink: its scan is attached, and a certifier signs that it is as the original."""
    scan = walk.here / SOP / "pindaian.pdf"
    scan.write_bytes(b"%PDF-1.7\n%%EOF\n")
    walk.words |= {"ID": Path(SOP).name}
    digest = walk.type("mengesahkan", "sha256sum content/sop/ID/pindaian.pdf").split()[0]
    walk.edit("Hasil pindai dicatat pada lampiran.",
              (r"^lampiran: \[\]", f"lampiran:\n  - berkas: pindaian.pdf\n    sha256: {digest}"),
              path=f"{SOP}/index.md")
    walk.type("mengesahkan", "maklumat sign ID --key ../petugas", (QUESTION, NUMBER))


def transcript(walk: Walk) -> str:
    rows = []
    for step in walk.steps:
        rows.append(f"\n[panduan/{step.page}] $ {step.typed}\n" if step.page else f"\n({step.typed})\n")
        rows.append(step.output if step.output.endswith("\n") or not step.output else f"{step.output}\n")
    return "".join(rows)
