"""`maklumat sign`: the real command, real keys, the real ssh-keygen, and what lies on the disk afterwards."""

from __future__ import annotations

import hashlib
import io
import os
import re
import select
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from maklumat import clock, disk, settings, signing, swapping, trust
from maklumat.cli import sign
from maklumat.dates import WIB, words

from ..conftest import thoroughly
from ..ending import ended

ROOT = Path(__file__).parents[2]
BASE = ROOT / "tests/rules/base/content"
FOLDER = "content/maklumat/informasi-publik"
DOCUMENT, SIGNATURE = f"{FOLDER}/index.md", f"{FOLDER}/index.md.sig"
SOP = "content/sop/maklumat-informasi-publik/index.md"
NIP, OTHER = "197001011995011001", "198001012005012002"
DOMAIN = "ppid-bkd.example.go.id"
NOTHING = "tidak ada yang diubah"
posix = pytest.mark.skipif(os.name == "nt", reason="a POSIX matter")


class Desk:
    """A project whose documents await signing today, the people's keys, and a way to call the command."""

    def __init__(self, root: Path, keys, call: Callable[..., subprocess.CompletedProcess]):
        self.root, self.keys, self.call = root, keys, call
        self.number = f"800/07/Sekr/BCN/{clock.today().year}"

    def __truediv__(self, path: str) -> Path:
        return self.root / path

    def text(self, path: str = DOCUMENT) -> str:
        return (self / path).read_text(encoding="utf-8")

    def edit(self, old: str, new: str, path: str = DOCUMENT) -> None:
        text = self.text(path)
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times"
        (self / path).write_text(text.replace(old, new), encoding="utf-8")

    def attach(self, name: str, data: bytes) -> None:
        (self / FOLDER / name).write_bytes(data)
        self.edit("lampiran: []", f"lampiran:\n  - berkas: {name}\n    sha256: {hashlib.sha256(data).hexdigest()}")

    def sign(self, *more: str, id: str = "informasi-publik", by: str = "kepala", answer: str | None = None,
             **environment: str) -> subprocess.CompletedProcess:
        answer = f"{self.number}\n" if answer is None else answer
        return self.call("sign", id, "--key", str(self.keys.path(by)), *more, cwd=self.root, answer=answer,
                         environment=os.environ | environment)

    def command(self, id: str = "informasi-publik", by: str = "kepala", *more: str) -> list[str]:
        return [sys.executable, "-m", "maklumat", "sign", id, "--key", str(self.keys.path(by)), *more]

    def enrol(self, by: str = "kepala", nip: str = NIP, purpose: str = "maklumat", name: str = "Pejabat Contoh",
              until: str = "") -> None:
        window = f',valid-before="{until}"' if until else ""
        registry = self / "pengesah/allowed_signers"
        registry.parent.mkdir(exist_ok=True)
        with registry.open("a", encoding="utf-8") as file:
            file.write(f'nip:{nip} namespaces="{purpose}@{DOMAIN}",valid-after="20200101Z"{window} '
                       f"{self.keys.public(by)} {name}\n")

    def git(self, *arguments: str) -> str:
        person = ["-c", "user.name=Petugas Contoh", "-c", "user.email=petugas@example.go.id"]
        return subprocess.run(["git", *person, *arguments], cwd=self.root, check=True, capture_output=True,
                              text=True).stdout.strip()

    def commit(self) -> str:
        self.git("add", "-A")
        self.git("commit", "-q", "-m", "perubahan")
        return self.git("rev-parse", "HEAD")

    def gate(self, anchor: str) -> list[str]:
        answer = trust.answer(settings.load(self.root), datetime.now(WIB), anchor)
        return [f"{refusal.code} {refusal.path} {refusal.message}" for refusal in answer.outcome.refusals]

    def tree(self) -> dict[str, tuple[int, bytes]]:
        """Every file with its mode and bytes, scratch folders and git's own left out."""
        return {path.relative_to(self.root).as_posix(): (path.lstat().st_mode, path.read_bytes())
                for path in self.root.rglob("*") if path.is_file() and not path.relative_to(self.root).parts[0]
                .startswith((".git", ".maklumat-"))}

    def by_hand(self, text: str) -> subprocess.CompletedProcess:
        """Runs the ssh-keygen command that a text tells people to run."""
        line = next(line for line in text.splitlines() if "ssh-keygen -Y verify" in line)
        return subprocess.run(["sh", "-c", line], cwd=self.root, capture_output=True, text=True, check=False)

    def is_signed(self) -> bool:
        """Does the signature on the disk fit the document on the disk, and is the document dated?"""
        if not (self / SIGNATURE).exists():
            return False
        command = ["ssh-keygen", "-Y", "check-novalidate", "-n", f"maklumat@{DOMAIN}", "-s", self / SIGNATURE]
        done = subprocess.run(command, input=(self / DOCUMENT).read_bytes(), capture_output=True, check=False)
        return done.returncode == 0 and f"tanggal_pengesahan: {clock.today()}" in self.text()


@pytest.fixture
def desk(tmp_path: Path, keys, in_process) -> Desk:
    root = tmp_path / "proyek"
    shutil.copytree(BASE, root / "content")
    desk = Desk(root, keys, in_process)
    for path in (root / "content").rglob("index.md"):
        text = re.sub(r"2025-01-\d\d", str(clock.today()), path.read_text(encoding="utf-8"))
        text = text.replace("800/07/Sekr/BCN/2025", desk.number)
        path.write_text(re.sub(r"(tanggal_efektif): .*", rf"\1: {clock.today() + timedelta(days=2)}",
                               re.sub(r"(tanggal_pengesahan): .*", r"\1:", text)), encoding="utf-8")
    (root / "mkdocs.yml").write_text(f"site_name: Contoh\nsite_url: https://{DOMAIN}/\ndocs_dir: content\n",
                                     encoding="utf-8")
    return desk


def test_a_signed_document_has_todays_date_a_signature_and_nothing_else_new(desk):
    desk.enrol()
    before = desk.tree()
    done = subprocess.run(desk.command(), cwd=desk.root, input=f"{desk.number}\n", capture_output=True,
                          encoding="utf-8", timeout=60, check=False)
    assert (done.returncode, done.stderr.count("\n")) == (0, 0), done.stderr
    after = desk.tree()
    assert after.keys() - before.keys() == {SIGNATURE}
    dated = before[DOCUMENT][1].replace(b"tanggal_pengesahan:\n", f"tanggal_pengesahan: {clock.today()}\n".encode())
    assert after[DOCUMENT] == (before[DOCUMENT][0], dated)
    assert after[SIGNATURE][0] == before[DOCUMENT][0]
    assert {path: after[path] for path in before if path != DOCUMENT} == \
        {path: before[path] for path in before if path != DOCUMENT}
    assert not list(desk.root.glob(".maklumat-*"))
    assert hashlib.sha256(dated).hexdigest() in done.stdout


def test_the_printed_command_verifies_and_refuses_a_changed_text(desk):
    desk.enrol()
    done = desk.sign()
    assert desk.by_hand(done.stdout).returncode == 0
    desk.edit("10 hari kerja", "70 hari kerja")
    assert desk.by_hand(done.stdout).returncode != 0


def test_the_sheet_shows_what_is_signed(desk):
    desk.enrol()
    desk.attach("bagan.pdf", b"%PDF-1.7 contoh")
    out = desk.sign().stdout
    fingerprint = subprocess.run(["ssh-keygen", "-l", "-f", desk.keys.path("kepala")], capture_output=True, text=True,
                                 check=True).stdout.split()[1]
    for shown in ("PENGESAHAN DOKUMEN", "Maklumat Pelayanan Informasi Publik", desk.number, "CONTOH PEJABAT, S.Sos.",
                  "BADAN CONTOH", words(clock.today()), "1. berjanji dan sanggup", "bagan.pdf",
                  hashlib.sha256(b"%PDF-1.7 contoh").hexdigest(), "belum pernah disahkan", fingerprint,
                  f"Pejabat Contoh (NIP {NIP[:8]} {NIP[8:14]}", f"maklumat@{DOMAIN}"):
        assert shown in out
    assert "PERHATIAN" not in out
    until_written = out.partition("Memeriksa sendiri")[0]
    assert max(map(len, until_written.splitlines())) <= 80


@pytest.mark.parametrize("answer", ["", "\n", "800\n", "ya\n", "800/07/sekr/bcn/2026\n"])
def test_a_wrong_number_changes_nothing(desk, answer):
    before = desk.tree()
    done = desk.sign(answer=answer)
    assert done.returncode == 1
    assert done.stdout.rstrip().endswith(NOTHING)
    assert desk.tree() == before
    assert not list(desk.root.glob(".maklumat-*"))


def test_blanks_around_the_number_and_inside_it_are_taken_as_shown(desk):
    for path in (DOCUMENT, SOP):
        desk.edit(desk.number, "800 / 07 / Sekr BCN", path)
    assert desk.sign(answer="  800 / 07 / Sekr BCN \n").returncode == 0
    assert desk.is_signed()


@pytest.mark.parametrize(("line", "written"), [
    ("tanggal_pengesahan: 2024-01-02", "tanggal_pengesahan: {today}"),
    ("tanggal_pengesahan: '2024-01-02'  # lama", "tanggal_pengesahan: '{today}'  # lama"),
    ('tanggal_pengesahan: ""', 'tanggal_pengesahan: "{today}"'),
    ("tanggal_pengesahan:   # diisi saat disahkan", "tanggal_pengesahan: {today}   # diisi saat disahkan"),
    (None, "tanggal_pengesahan: {today}"),
])
def test_the_date_is_written_wherever_it_stands(desk, line, written):
    desk.edit("tanggal_pengesahan:\n", f"{line}\n" if line else "")
    others = [each for each in desk.text().splitlines() if "tanggal_pengesahan" not in each]
    assert desk.sign().returncode == 0
    lines = desk.text().splitlines()
    assert written.format(today=clock.today()) in lines
    assert [each for each in lines if "tanggal_pengesahan" not in each] == others


def refuse_link(desk):
    (desk / FOLDER / "bagan.pdf").symlink_to(desk / "mkdocs.yml")


REFUSALS = {
    "an error of check": (lambda d: d.edit("sanksi dan/atau memberikan kompensasi", "masukan"), "galat[MK03]"),
    "a date before the approval": (lambda d: d.edit(str(clock.today() + timedelta(days=2)), "2024-01-02"), "TG04"),
    "an attachment that is missing": (lambda d: (d.attach("a.pdf", b"a"), (d / FOLDER / "a.pdf").unlink()),
                                      "lampiran a.pdf tidak ada"),
    "an attachment that changed": (lambda d: (d.attach("a.pdf", b"a"), (d / FOLDER / "a.pdf").write_bytes(b"b")),
                                   "isi lampiran a.pdf tidak sama"),
    "a file that is not listed": (lambda d: (d / FOLDER / "lain.txt").write_bytes(b"x"),
                                  "lain.txt di folder dokumen tidak tercantum"),
    "a link": (refuse_link, "bagan.pdf bukan berkas biasa"),
    "a program": (lambda d: (d / DOCUMENT).chmod(0o755), "chmod -x"),
    "a certified signature": (lambda d: d.edit("cara: sshsig", "cara: tte"), "`tte` belum didukung"),
    "wet ink without a scan": (lambda d: d.edit("cara: sshsig", "cara: basah"), "hasil pindai"),
}


@posix
@pytest.mark.parametrize("name", REFUSALS)
def test_refused_before_anybody_is_asked(desk, name):
    spoil, sentence = REFUSALS[name]
    spoil(desk)
    before = desk.tree()
    done = desk.sign()
    assert (done.returncode, done.stderr) == (1, "")
    assert sentence in done.stdout
    assert NOTHING in done.stdout
    assert "PENGESAHAN DOKUMEN" not in done.stdout
    assert desk.tree() == before


def test_refused_inside_the_folder_that_would_be_replaced(desk):
    before = desk.tree()
    typed = ("sign", "informasi-publik", "--key", str(desk.keys.path("kepala")))
    done = desk.call(*typed, cwd=desk / FOLDER, answer=f"{desk.number}\n")
    assert done.returncode == 1
    assert f"jalankan dari {desk.root}" in done.stdout
    assert desk.tree() == before
    beside = desk.call(*typed, cwd=(desk / FOLDER).parent, answer=f"{desk.number}\n")
    assert beside.returncode == 0
    assert "git add -- informasi-publik/index.md informasi-publik/index.md.sig\n" in beside.stdout


def test_an_id_that_two_documents_have_is_offered_once(desk):
    shutil.copytree(desk / FOLDER, (desk / FOLDER).parent / "lain")
    done = desk.sign(id="informasi-pulbik")
    assert done.returncode == 2
    assert done.stderr.count(" informasi-publik") == 1


@posix
def test_in_a_folder_that_is_a_link_nothing_is_signed(desk):
    (desk / FOLDER).rename(desk / "di-luar")
    (desk / FOLDER).symlink_to(desk / "di-luar")
    before = desk.tree()
    done = desk.sign()
    assert done.returncode in (1, 2)
    assert desk.tree() == before


def test_an_id_that_two_documents_have_is_not_signed(desk):
    shutil.copytree(desk / FOLDER, (desk / FOLDER).parent / "lain")
    before = desk.tree()
    done = desk.sign()
    assert (done.returncode, done.stdout) == (2, "")
    assert "dipakai lebih dari satu dokumen" in done.stderr
    assert desk.tree() == before


@pytest.mark.parametrize("address", ["", "site_url: https://*/\n"])
def test_for_a_site_without_an_address_nothing_is_signed(desk, address):
    (desk / "mkdocs.yml").write_text(f"site_name: Contoh\n{address}docs_dir: content\n", encoding="utf-8")
    before = desk.tree()
    done = desk.sign()
    assert (done.returncode, done.stdout) == (2, "")
    assert "site_url" in done.stderr
    assert desk.tree() == before


def test_an_unknown_id_and_a_missing_key_cannot_go_on(desk):
    done = desk.sign(id="informasi-pulbik")
    assert (done.returncode, done.stdout) == (2, "")
    assert "mungkin maksud Anda informasi-publik" in done.stderr
    done = desk.call("sign", "informasi-publik", "--key", "tidak-ada", cwd=desk.root)
    assert done.returncode == 2
    assert "tidak-ada" in done.stderr


REMARKS = {
    "no registry": (lambda d: None, "belum ada daftar pengesah"),
    "an unknown key": (lambda d: d.enrol(by="petugas"), "kunci ini belum terdaftar"),
    "another person's key": (lambda d: d.enrol(nip=OTHER, name="Petugas Contoh"), "atas nama Petugas Contoh"),
    "a key for copies": (lambda d: d.enrol(purpose="salinan"), "tidak untuk mengesahkan dokumen"),
    "a key out of office": (lambda d: d.enrol(until="20240101Z"), "tidak berlaku pada hari ini"),
}


@pytest.mark.parametrize("name", REMARKS)
def test_what_the_gate_will_say_is_said_before_the_question(desk, name):
    prepare, sentence = REMARKS[name]
    prepare(desk)
    done = desk.sign()
    assert done.returncode == 0
    before_the_question = " ".join(done.stdout.partition("Dokumen ditandatangani")[0].split())
    assert sentence in before_the_question
    assert desk.is_signed()


def test_notes_that_no_page_shows_and_that_are_signed_all_the_same_are_told(desk):
    """Such as those in which `import` keeps what has no place."""
    desk.enrol()
    desk.edit("cara: sshsig\n", "cara: sshsig\n# Belum ditempatkan: paraf atasan\n  # kolom 3: X\n")
    out = " ".join(desk.sign().stdout.split())
    assert "kepala data memuat 2 baris catatan" in out
    assert "“# Belum ditempatkan: paraf atasan”, “# kolom 3: X”" in out
    assert "## Dasar hukum" not in out.partition("kepala data memuat")[2], "headings are no notes"


def test_wet_ink_is_certified_as_a_copy(desk):
    desk.edit("cara: sshsig", "cara: basah")
    desk.attach("pindaian.pdf", b"%PDF-1.7 pindaian")
    desk.enrol(by="petugas", nip=OTHER, purpose="salinan", name="Petugas Contoh")
    done = desk.sign(by="petugas")
    assert done.returncode == 0
    assert "sesuai dengan dokumen asli" in " ".join(done.stdout.split())
    assert "Salinan disahkan  " in done.stdout
    assert f"salinan@{DOMAIN}" in done.stdout
    assert f"Petugas Contoh (NIP {OTHER[:8]}" in done.stdout
    assert desk.by_hand(done.stdout).returncode == 0
    assert f"-I nip:{OTHER}" in done.stdout


def test_signing_twice_with_the_same_key_changes_nothing_and_another_key_signs_anew(desk):
    assert desk.sign(by="petugas").returncode == 0
    before = desk.tree()
    again = desk.sign(by="petugas", answer="")
    assert again.returncode == 0
    assert "sudah ditandatangani dengan kunci ini" in again.stdout
    assert desk.tree() == before
    assert desk.sign(by="kepala").returncode == 0
    assert desk.tree()[SIGNATURE] != before[SIGNATURE]
    assert desk.is_signed()


def test_a_signature_too_old_to_be_committed_is_made_anew(desk):
    old = clock.today() - timedelta(days=40)
    desk.edit("tanggal_pengesahan:\n", f"tanggal_pengesahan: {old}\n")
    subprocess.run(["ssh-keygen", "-q", "-Y", "sign", "-f", desk.keys.path("kepala"), "-n", f"maklumat@{DOMAIN}",
                    desk / DOCUMENT], check=True, capture_output=True)
    assert desk.sign().returncode == 0
    assert desk.is_signed()


def test_what_is_signed_and_not_yet_committed_is_told_apart_from_what_was_accepted(committed):
    committed.edit("revisi: 1\n", "revisi: 2\n")
    assert committed.sign().returncode == 0
    again = committed.sign(answer="")
    assert again.returncode == 0
    assert "sudah ditandatangani dengan kunci ini" in again.stdout
    committed.edit("10 hari kerja", "9 hari kerja")
    assert committed.sign().returncode == 0, "an uncommitted revision may be signed once more"
    assert committed.is_signed()


@pytest.fixture
def committed(desk) -> Desk:
    """The desk with its registry in git, the SOP and the maklumat signed and committed."""
    desk.git("init", "-q", "-b", "main")
    for by, who, purpose in (("akar", "akar", "pengesah"), ("kepala", f"nip:{NIP}", "maklumat")):
        registry = desk / "pengesah/allowed_signers"
        registry.parent.mkdir(exist_ok=True)
        with registry.open("a", encoding="utf-8") as file:
            file.write(f'{who} namespaces="{purpose}@{DOMAIN}" {desk.keys.public(by)}\n')
    desk.anchor = desk.commit()
    for id in ("maklumat-informasi-publik", "informasi-publik"):
        done = desk.sign(id=id)
        assert done.returncode == 0, done.stdout + done.stderr
    desk.commit()
    return desk


def test_what_was_signed_and_committed_passes_the_gate(committed):
    assert committed.gate(committed.anchor) == []


def test_an_accepted_document_is_not_signed_again(committed):
    before = committed.tree()
    done = committed.sign(answer="")
    assert done.returncode == 0
    assert "sudah disahkan sebagai revisi 1" in done.stdout
    assert committed.tree() == before


def test_a_lost_signature_of_an_accepted_document_is_to_be_brought_back(committed):
    (committed / SIGNATURE).unlink()
    done = committed.sign(answer="")
    assert done.returncode == 0
    command = next(line for line in done.stdout.splitlines() if line.startswith("  git checkout"))
    subprocess.run(["sh", "-c", command], cwd=committed.root, check=True, capture_output=True)
    assert committed.is_signed()


def test_a_new_text_needs_a_higher_revision(committed):
    committed.edit("10 hari kerja", "9 hari kerja")
    before = committed.tree()
    done = committed.sign()
    assert done.returncode == 1
    assert "tulis `revisi: 2`" in done.stdout
    assert committed.tree() == before


def test_a_new_revision_shows_its_changes_and_passes_the_gate(committed):
    committed.edit("10 hari kerja", "9 hari kerja")
    committed.edit("revisi: 1\n", "revisi: 2\n")
    committed.edit('catatan_revisi: ""', 'catatan_revisi: "Waktu menjawab dipersingkat."')
    done = committed.sign()
    assert done.returncode == 0, done.stdout
    out = " ".join(done.stdout.split())
    assert "PERUBAHAN SEJAK REVISI 1" in out
    assert "paling lambat [-10-]{+9+} hari kerja" in out
    assert "{+Catatan revisi: Waktu menjawab dipersingkat.+}" in out
    assert "[-Revisi: 1-] {+Revisi: 2+}" in out
    committed.commit()
    assert committed.gate(committed.anchor) == []


@posix
def test_everything_else_in_the_folder_stays_as_it_was(desk):
    desk.attach("bagan.pdf", b"%PDF-1.7 contoh" * 1000)
    (desk / FOLDER / "bagan.pdf").chmod(0o640)
    nested = desk / FOLDER / "lain"
    shutil.copytree(desk / FOLDER, nested)
    text = (nested / "index.md").read_text(encoding="utf-8")
    (nested / "index.md").write_text(text.replace("id: informasi-publik", "id: lain"), encoding="utf-8")
    os.utime(desk / FOLDER / "bagan.pdf", (1_600_000_000, 1_600_000_000))
    (desk / FOLDER).chmod(0o750)
    draft = prepared(desk)
    fresh = desk / "baru"
    fresh.mkdir()
    before = desk.tree()
    signing.put(draft, b"tanda", fresh)
    after = {path: item for path, item in desk.tree().items() if not path.startswith("baru")}
    assert after.pop(SIGNATURE)[1] == b"tanda"
    assert after.pop(DOCUMENT)[1] == draft.reading.data
    before.pop(DOCUMENT)
    assert after == before
    assert (desk / FOLDER / "bagan.pdf").stat().st_mtime == 1_600_000_000
    assert (desk / FOLDER).stat().st_mode & 0o777 == 0o750


def prepared(desk: Desk) -> signing.Draft:
    project = settings.load(desk.root)
    found = disk.read_documents(project, [desk / DOCUMENT])[0]
    return signing.draft(project, found, clock.today(), ())


@pytest.mark.parametrize("change", ["index.md", "bagan.pdf", "baru.txt"])
def test_a_folder_that_changed_meanwhile_is_left_alone(desk, monkeypatch, change):
    monkeypatch.setattr(signing, "exchange", lambda one, other: pytest.fail("not even for a moment"))
    desk.attach("bagan.pdf", b"%PDF-1.7 contoh")
    draft = prepared(desk)
    (desk / FOLDER / change).write_bytes(b"disunting orang lain")
    before = desk.tree()
    fresh = desk / ".maklumat-uji"
    fresh.mkdir()
    with pytest.raises(signing.ContentError, match="berubah"):
        signing.put(draft, b"tanda", fresh)
    assert desk.tree() == before


def test_a_change_at_the_very_moment_of_the_exchange_is_not_lost(desk, monkeypatch):
    draft = prepared(desk)
    exchange = swapping.exchange

    def late(one: Path, other: Path) -> None:
        if not (desk / SIGNATURE).exists() and (desk / DOCUMENT).read_bytes() != b"disunting":
            (desk / DOCUMENT).write_bytes(b"disunting")
        exchange(one, other)

    monkeypatch.setattr(signing, "exchange", late)
    fresh = desk / ".maklumat-uji"
    fresh.mkdir()
    with pytest.raises(signing.ContentError, match="berubah"):
        signing.put(draft, b"tanda", fresh)
    assert (desk / DOCUMENT).read_bytes() == b"disunting"
    assert not (desk / SIGNATURE).exists()


@pytest.mark.parametrize("offered", [True, False])
def test_two_folders_exchange_their_places(tmp_path, monkeypatch, offered):
    if not offered:
        monkeypatch.setattr(swapping, "_system_call", lambda: None)
    one, other = tmp_path / "satu", tmp_path / "isi" / "dua"
    for folder in (one, other):
        folder.mkdir(parents=True)
        (folder / "nama").write_text(folder.name, encoding="utf-8")
    swapping.exchange(one, other)
    assert [(folder / "nama").read_text(encoding="utf-8") for folder in (one, other)] == ["dua", "satu"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["isi", "satu"]
    with pytest.raises(OSError):
        swapping.exchange(tmp_path / "tidak-ada", other)
    assert (other / "nama").read_text(encoding="utf-8") == "satu"


@posix
def test_a_wish_to_stop_is_too_late_once_all_is_done():
    with swapping.undisturbed():
        signal.raise_signal(signal.SIGINT)
    with pytest.raises(KeyboardInterrupt), swapping.undisturbed():
        signal.raise_signal(signal.SIGINT)
        raise OSError("failed all the same")


@posix
def test_ctrl_c_right_after_the_exchange_still_tells_what_was_written(desk, monkeypatch, capsys):
    put = signing.put

    def then_interrupted(*arguments) -> None:
        put(*arguments)
        signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr(signing, "put", then_interrupted)
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{desk.number}\n"))
    monkeypatch.chdir(desk.root)
    assert sign.run(sign.parser().parse_args(["informasi-publik", "--key", str(desk.keys.path("kepala"))])) == 0
    assert f"Ditulis:\n  {DOCUMENT}\n" in capsys.readouterr().out
    assert desk.is_signed()


@pytest.mark.thorough
@posix
@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")  # the threads of the runner
@pytest.mark.parametrize("how", ["killed", "interrupted"])
def test_stopped_at_any_line_the_document_is_as_before_or_signed(desk, how):
    """The act of putting is stopped at every single line of its code, in a process of its own each time: killed at the
    odd lines, interrupted at the even ones."""
    signed = desk.sign(by="kepala")
    assert signed.returncode == 0
    assert desk.is_signed()
    signature, complete = (desk / SIGNATURE).read_bytes(), desk.tree()
    (desk / SIGNATURE).unlink()
    desk.edit(f"tanggal_pengesahan: {clock.today()}\n", "tanggal_pengesahan:\n")
    before, outcomes = desk.tree(), []
    for line in range(1 if how == "killed" else 2, 10_000, 2):
        draft = prepared(desk)
        fresh = Path(tempfile.mkdtemp(prefix=".maklumat-", dir=desk.root))
        child = os.fork()
        if not child:
            signal.signal(signal.SIGALRM, signal.SIG_DFL)
            signal.alarm(60)  # whatever happens, it ends
            put_and_stop(draft, signature, fresh, line, how)
        _, status = os.waitpid(child, 0)
        state = desk.tree()
        if state != before:
            assert state == complete
            (desk / SIGNATURE).unlink()
            (desk / DOCUMENT).write_bytes(before[DOCUMENT][1])
            assert desk.tree() == before
        outcomes.append(state != before)
        shutil.rmtree(fresh)
        if os.waitstatus_to_exitcode(status) == 0:
            break
    assert len(outcomes) > 25
    assert outcomes[0] is False
    assert outcomes[-1] is True


def put_and_stop(draft: signing.Draft, signature: bytes, fresh: Path, line: int, how: str) -> None:
    """In a child: `signing.put`, stopped before the n-th line that our own code runs; ends with 0 when none was."""
    left = line

    def trace(frame, event, _):
        nonlocal left
        if frame.f_code.co_filename not in (signing.__file__, swapping.__file__):
            return None
        if event == "line":
            left -= 1
            if left == 0 and how == "killed":
                os.kill(os.getpid(), signal.SIGKILL)
            if left == 0:
                raise KeyboardInterrupt
        return trace

    try:
        sys.settrace(trace)
        signing.put(draft, signature, fresh)
        sys.settrace(None)
        os._exit(0 if left > 0 else 1)
    except BaseException:
        os._exit(1)


@posix
@pytest.mark.parametrize("name", ["SIGTERM", *thoroughly(("SIGINT", "SIGKILL"))])
def test_the_command_is_stopped_while_it_signs(desk, tmp_path, name):
    """Once while ssh-keygen signs, and twice right when the new folder appears."""
    slow = tmp_path / "lambat"
    slow.mkdir()
    real = shutil.which("ssh-keygen")
    (slow / "ssh-keygen").write_text(f'#!/bin/sh\n: > "$0.dipanggil"\nsleep 0.5\nexec {shlex.quote(real)} "$@"\n')
    (slow / "ssh-keygen").chmod(0o755)
    before = desk.tree()
    watched = [(f"{slow}:{os.environ['PATH']}", lambda: (slow / "ssh-keygen.dipanggil").exists())]
    watched += [(os.environ["PATH"], lambda: any(desk.root.glob(".maklumat-*")))] * 2
    for path, is_time in watched:
        running = subprocess.Popen(desk.command(), cwd=desk.root, env=os.environ | {"PATH": path},
                                   stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        running.stdin.write(f"{desk.number}\n".encode())
        running.stdin.close()
        while running.poll() is None and not is_time():
            time.sleep(0.0005)
        running.send_signal(getattr(signal, name))
        code = running.wait(30)
        if desk.tree() == before:
            assert code in (130, -signal.SIGKILL)
        else:
            assert desk.is_signed()
            assert code in (0, -signal.SIGKILL)
            (desk / SIGNATURE).unlink()
            (desk / DOCUMENT).write_bytes(before[DOCUMENT][1])
        assert name == "SIGKILL" or not list(desk.root.glob(".maklumat-*"))
        for left in desk.root.glob(".maklumat-*"):
            shutil.rmtree(left)


def terminal(command: list[str], folder: Path, answers: list[tuple[bytes, bytes]]) -> tuple[int, str]:
    """Runs a command on a terminal of its own; after each awaited text the answer to it is typed, and Ctrl-C again
    where nothing happens: Python notices one that comes right before it waits for a line only with the line."""
    import pty  # POSIX only

    child, master = pty.fork()
    if not child:
        os.chdir(folder)
        os.environ.pop("SSH_AUTH_SOCK", None)
        os.execv(command[0], command)
    seen, waiting, end, typed = b"", list(answers), time.monotonic() + 60, b""
    while time.monotonic() < end:
        if select.select([master], [], [], 10)[0]:
            try:
                part = os.read(master, 65536)
            except OSError:
                break
            if not part:
                break
            seen += part
        elif typed == b"\x03":
            os.write(master, typed)
        if waiting and waiting[0][0] in seen:
            typed = waiting.pop(0)[1]
            os.write(master, typed)
    os.close(master)  # at which whoever still waits for somebody to type ends
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status), seen.decode("utf-8", "replace")


@posix
@pytest.mark.parametrize(("typed", "code"), [(b"kata sandi contoh\n", 0), (b"salah\n", 2)])
def test_a_passphrase_is_asked_on_the_terminal(desk, tmp_path, typed, code):
    key = tmp_path / "bersandi"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "kata sandi contoh", "-C", "", "-f", key], check=True)
    before = desk.tree()
    command = [sys.executable, "-m", "maklumat", "sign", "informasi-publik", "--key", str(key)]
    answers = [(b"Ketik nomor SOP", f"{desk.number}\n".encode()), (b"passphrase", typed)]
    ended, seen = terminal(command, desk.root, answers)
    assert ended == code, seen
    assert desk.is_signed() is (code == 0)
    assert code == 0 or desk.tree() == before
    assert "kata sandi contoh" not in seen


@posix
def test_ctrl_c_at_the_question_changes_nothing(desk):
    before = desk.tree()
    code, _ = terminal(desk.command(), desk.root, [(b"Ketik nomor SOP", b"\x03")])
    assert code == 130
    assert desk.tree() == before


@pytest.fixture
def agent(tmp_path: Path, needs) -> Iterator[str]:
    needs("ssh-agent")
    folder = tempfile.mkdtemp(prefix="m-")  # the path of a socket must be short
    running = subprocess.Popen(["ssh-agent", "-D", "-a", f"{folder}/s"], stdout=subprocess.DEVNULL)
    while not Path(folder, "s").exists() and running.poll() is None:
        time.sleep(0.01)
    yield f"{folder}/s"
    ended(running)
    shutil.rmtree(folder)


@posix
def test_a_key_in_the_agent_signs_by_its_public_half(desk, tmp_path, agent):
    key = tmp_path / "di-agen"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", key], check=True)
    subprocess.run(["ssh-add", "-q", key], env=os.environ | {"SSH_AUTH_SOCK": agent}, check=True)
    key.unlink()
    command = [sys.executable, "-m", "maklumat", "sign", "informasi-publik", "--key", f"{key}.pub"]
    done = subprocess.run(command, cwd=desk.root, env=os.environ | {"SSH_AUTH_SOCK": agent}, input=f"{desk.number}\n",
                          capture_output=True, encoding="utf-8", timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    assert desk.is_signed()


@posix
@pytest.mark.parametrize("kind", ["kepala-rsa", "kepala-ecdsa"])
def test_other_kinds_of_keys_sign(desk, kind):
    assert desk.sign(by=kind).returncode == 0
    assert desk.is_signed()


def test_a_long_document_is_shown_whole_and_signed(desk):
    paragraph = "Kami menjamin pelayanan sesuai dengan standar pelayanan yang berlaku bagi setiap pemohon informasi. "
    with (desk / DOCUMENT).open("a", encoding="utf-8") as file:
        file.writelines(f"\nAlinea nomor {number}. {paragraph * 12}\n" for number in range(150))
    done = desk.sign()
    assert done.returncode == 0, done.stdout[-500:]
    assert all(f"Alinea nomor {number}." in done.stdout for number in range(150))
    assert desk.is_signed()


@posix
def test_a_folder_that_may_not_be_written_is_refused(desk, needs):
    without = [needs("setpriv"), "--bounding-set=-dac_override", "--inh-caps=-dac_override"]  # root may write anywhere
    (desk / FOLDER).chmod(0o555)
    before = desk.tree()
    done = subprocess.run([*(without if os.geteuid() == 0 else ()), *desk.command()], cwd=desk.root,
                          input=f"{desk.number}\n", capture_output=True, text=True, check=False)
    (desk / FOLDER).chmod(0o755)
    assert done.returncode == 1, done.stderr
    assert "tidak dapat ditulis" in done.stdout
    assert desk.tree() == before


def test_a_signature_that_does_not_fit_its_key_is_not_put_in_place(desk, tmp_path):
    """A program that signs other bytes than it was given: nothing is written."""
    false = tmp_path / "palsu"
    false.mkdir()
    real = shutil.which("ssh-keygen")
    spoil = 'if [ "$2" = sign ]; then for last; do :; done; echo x >> "$last"; fi'
    (false / "ssh-keygen").write_text(f'#!/bin/sh\n{spoil}\nexec {shlex.quote(real)} "$@"\n', encoding="utf-8")
    (false / "ssh-keygen").chmod(0o755)
    before = desk.tree()
    done = desk.sign(PATH=f"{false}:{os.environ['PATH']}")
    assert done.returncode == 2
    assert NOTHING in done.stderr
    assert desk.tree() == before
