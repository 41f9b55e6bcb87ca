"""What may not go live: each forged, torn, older or foreign release is refused with its own reason, and the live site
stays as it was, byte for byte."""

from __future__ import annotations

import hashlib
import os
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from maklumat import manifest
from maklumat.modes import Mode

from ..sites.office import DOMAIN, MAKLUMAT, OFFICIAL, SOP
from .server import Server, Signed, commit, contents, prepared, sealed, serving

FIRST, SECOND, THIRD = (f"{MAKLUMAT}revisi/{number}/naskah.txt" for number in (1, 2, 3))
PROCEDURE = f"{SOP}revisi/1/naskah.txt"
ARCHIVIST = "198002022005012002"
LIVE = 5  # order of the release that is live before each attack


@dataclass(frozen=True)
class Standing:
    """A server with a live release, and what makes other ones."""

    server: Server
    signed: Signed
    folder: Path

    def attack(self, site: Path, order: int, code: int, words: str, expected: str = "") -> None:
        """Sends and installs; must be refused in one sentence that has these words, and change nothing."""
        before, current = self.server.live, os.readlink(self.server.home / "kini")
        done = self.server.publish(site, order, expected or commit(LIVE))
        assert (done.returncode, done.stdout) == (code, ""), done.stderr
        assert done.stderr.startswith("Server menolak: ") and done.stderr.endswith(".\n")
        assert words in done.stderr and done.stderr.count("\n") == 1
        assert self.server.live == before and os.readlink(self.server.home / "kini") == current
        assert not (self.server.home / "kerja").exists() and len(os.listdir(self.server.home / "rilis")) == 1


@pytest.fixture(scope="module")
def standing(signed, needs, tmp_path_factory) -> Iterator[Standing]:
    for program in ("sshd", "rsync", "rrsync"):
        needs(program)
    folder = tmp_path_factory.mktemp("tegak")
    registry = (signed.office.root / "pengesah/allowed_signers").read_bytes()
    with serving(folder / "sshd", prepared(folder / "srv", registry)) as server:
        assert server.publish(signed.release(folder / "tayang", LIVE), LIVE).returncode == 0
        yield Standing(server, signed, folder)


def third(signed: Signed, *changes: tuple[str, str]) -> bytes:
    """Revision 3 of the maklumat, with these changes of its text."""
    text = signed.texts[SECOND].decode()
    for old, new in (("revisi: 2", "revisi: 3"), *changes):
        assert old in text, old
        text = text.replace(old, new, 1)
    return text.encode()


def signed_third(*changes: tuple[str, str], key: str = "pejabat", purpose: str = "maklumat", domain: str = DOMAIN):
    """Texts with a revision 3 that somebody signed."""
    def texts(signed: Signed) -> dict[str, bytes]:
        text = third(signed, *changes)
        return {**signed.texts, THIRD: text, f"{THIRD}.sig": signed.sign(text, key, f"{purpose}@{domain}")}
    return texts


def without(*paths: str) -> Callable[[Signed], dict[str, bytes]]:
    return lambda signed: {path: data for path, data in signed.texts.items() if not path.startswith(paths)}


def moved(signed: Signed) -> dict[str, bytes]:
    """The SOP's text under another document's name."""
    return {**signed.texts, "sop/lain/revisi/1/naskah.txt": signed.texts[PROCEDURE],
            "sop/lain/revisi/1/naskah.txt.sig": signed.texts[f"{PROCEDURE}.sig"]}


def with_text(path: str, source: str, signature: str):
    """Texts with one more, taken from others."""
    return lambda signed: {**signed.texts, path: signed.texts[source], f"{path}.sig": signed.texts[f"{signature}.sig"]}


def unlisted_key(signed: Signed) -> dict[str, bytes]:
    path = signed.office.keys / f"asing-{os.getpid()}"
    if not path.exists():
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", path], check=True)
    return signed_third(key=path.name)(signed)


def with_data(path: str, data: bytes):
    return lambda signed: {**signed.texts, path: data}


INVALID = "tanda tangannya tidak sah menurut daftar kunci milik server"
UNKNOWN_FORM = "kepala data tidak ditulis dalam bentuk yang dikenal"
NIP = f'nip: "{OFFICIAL}"'

TEXTS = {
    "text edited after signing": (77, INVALID, lambda signed: {
        **signed.texts, SECOND: signed.texts[SECOND].replace(b"9 hari kerja", b"99 hari kerja")}),
    "new text under an old signature": (77, INVALID, lambda signed: {
        **signed.texts, THIRD: third(signed), f"{THIRD}.sig": signed.texts[f"{SECOND}.sig"]}),
    "signature missing": (77, "tanda tangan tidak ada", without(f"{SECOND}.sig")),
    "signature empty": (77, INVALID, with_data(f"{SECOND}.sig", b"")),
    "signature without a text": (76, "ada tanda tangan tanpa naskah", with_data(f"{THIRD}.sig", b"x")),
    "key that is not enrolled": (77, INVALID, unlisted_key),
    "key before its window": (77, INVALID, signed_third(("pengesahan: 2025-02-05", "pengesahan: 2023-12-31"))),
    "other purpose": (77, INVALID, signed_third(purpose="git")),
    "purpose of a copy": (77, INVALID, signed_third(purpose="salinan")),
    "copy by who may not certify": (77, INVALID, signed_third(("cara: sshsig", "cara: basah"), purpose="salinan")),
    "approval by who may only certify": (77, INVALID, signed_third((OFFICIAL, ARCHIVIST), key="arsiparis")),
    "other agency": (77, INVALID, signed_third(domain="ppid-lain.example.go.id")),
    "signed by another person": (77, INVALID, signed_third((OFFICIAL, ARCHIVIST))),
    "signed by the root key": (77, INVALID, signed_third(key="akar")),
    "nobody named": (77, INVALID, signed_third((NIP, "nip:"))),
    "pattern for a person": (77, INVALID, signed_third((NIP, 'nip: "*"'))),
    "method unknown": (77, "cara pengesahannya tidak dikenal", signed_third(("cara: sshsig", "cara: tte"))),
    "document moved to another id": (76, "naskah ini milik dokumen lain", moved),
    "text of the other kind": (76, "naskah ini milik dokumen lain", with_text(
        "sop/informasi-publik/revisi/1/naskah.txt", FIRST, FIRST)),
    "revision that is not its folder's": (76, "nomor revisi dalam naskah bukan", with_text(THIRD, SECOND, SECOND)),
    "text out of place": (76, "tidak terletak pada tempat revisi", with_text("naskah.txt", FIRST, FIRST)),
    "text in no revision": (76, "tidak terletak pada tempat revisi", with_text(f"{MAKLUMAT}naskah.txt", FIRST, FIRST)),
    "day not readable": (76, "tanggal pengesahan tidak ada", signed_third(("pengesahan: 2025-02-05", "pengesahan:"))),
    "key twice": (76, UNKNOWN_FORM, signed_third(("cara: sshsig", "cara: sshsig\nrevisi: 3"))),
    "value that goes on": (76, UNKNOWN_FORM, signed_third(("revisi: 3", "revisi:\n  3"))),
    "list for a value": (76, UNKNOWN_FORM, signed_third(("revisi: 3", "revisi:\n- 3"))),
    "front matter without an end": (76, UNKNOWN_FORM, lambda signed: {
        **signed.texts, THIRD: b"---\njenis: maklumat\n", f"{THIRD}.sig": b""}),
    "no front matter": (76, UNKNOWN_FORM, lambda signed: {
        **signed.texts, THIRD: b"", f"{THIRD}.sig": b""}),
    "text beyond all bounds": (76, UNKNOWN_FORM, lambda signed: {
        **signed.texts, THIRD: third(signed) + b"x" * 300_000, f"{THIRD}.sig": b""}),
    "line ends of Windows": (76, UNKNOWN_FORM, lambda signed: {
        **signed.texts, THIRD: third(signed).replace(b"\n", b"\r\n"), f"{THIRD}.sig": b""}),
    "revision unpublished": (78, f"hilang atau berubah: {FIRST}", without(f"{MAKLUMAT}revisi/1/")),
    "document unpublished": (78, f"hilang atau berubah: {PROCEDURE}", without(SOP)),
    "everything unpublished": (78, "hilang atau berubah", without("")),
}


@pytest.mark.parametrize("name", TEXTS)
def test_texts(standing, tmp_path, name):
    code, words, texts = TEXTS[name]
    site = standing.signed.release(tmp_path / "rilis", LIVE + 1, texts=texts(standing.signed))
    standing.attack(site, LIVE + 1, code, words)


@pytest.mark.parametrize("path", [
    "maklumat/rancangan/index.html", "sop/rancangan/index.html", "maklumat/index.html", "sop/a/b/index.html",
    "maklumat/rancangan/revisi/1/index.html", "maklumat/rancangan/lain.HTML"])
def test_a_page_of_a_document_without_a_signed_text(standing, tmp_path, path):
    site = standing.signed.release(tmp_path / "rilis", LIVE + 1, more={path: b"<h1>Palsu</h1>"})
    standing.attack(site, LIVE + 1, 79, f"halaman dokumen tanpa naskah yang disahkan: {path[:7]}")


def rewritten(name: str, change: Callable[[bytes], bytes]) -> Callable[[Path], object]:
    return lambda site: (site / name).write_bytes(change((site / name).read_bytes()))


def renamed(name: bytes) -> Callable[[Path], object]:
    """One more file, listed as it is named."""
    def change(site: Path) -> None:
        (Path(os.fsdecode(os.fsencode(site) + b"/" + name))).write_bytes(b"")
        line = b"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  " + name + b"\n"
        rewritten(manifest.SUMS, lambda data: data + line)(site)
    return change


def resealed(change: Callable[[bytes], bytes]) -> Callable[[Path], object]:
    """Another rilis.json, rightly listed."""
    def apply(site: Path) -> None:
        stamp = change((site / manifest.RELEASE).read_bytes())
        sealed(site, commit(LIVE + 1), LIVE + 1)
        (site / manifest.RELEASE).write_bytes(stamp)
        (site / manifest.SUMS).unlink()
        digests = {path: hashlib.sha256(data).hexdigest() for path, data in contents(site).items()}
        (site / manifest.SUMS).write_bytes(manifest.sums(digests))
    return apply


BROKEN = "daftar berkas rilis.sha256 rusak"
NOT_WHOLE = "rilis.json tidak ada atau bukan keterangan rilis yang utuh"
FILES = {
    "a file is missing": (71, "tidak terkirim, atau tercantum dua kali: 404.html", lambda s: (s / "404.html").unlink()),
    "a file too many": (71, "tidak tercantum dalam daftar: lebih.txt", lambda s: (s / "lebih.txt").write_bytes(b"x")),
    "a file listed twice": (71, "tercantum dua kali: index.html", rewritten(manifest.SUMS, lambda data: data + next(
        line for line in data.splitlines(keepends=True) if line.endswith(b"  index.html\n")))),
    "a byte changed": (72, "bukan yang tercantum dalam daftar: index.html", rewritten(
        "index.html", lambda data: data.replace(b"Rilis", b"rilis"))),
    "no list": (71, "rilis.sha256 tidak ada", lambda site: (site / manifest.SUMS).unlink()),
    "an empty list": (71, "tidak tercantum", rewritten(manifest.SUMS, lambda data: b"")),
    "a list of noise": (71, BROKEN, rewritten(manifest.SUMS, lambda data: bytes(range(256)) * 99)),
    "a list with NUL": (71, BROKEN, rewritten(manifest.SUMS, lambda data: data.replace(b"  404", b"  \x00404"))),
    "a long list": (71, "tidak terkirim", rewritten(manifest.SUMS, lambda data: data + b"".join(
        b"%064x  tidak-ada/%d\n" % (number, number) for number in range(200_000)))),
    "a path out of the release": (71, "tidak terkirim", rewritten(
        manifest.SUMS, lambda data: data + b"0" * 64 + b"  ../../domain\n")),
    "an absolute path": (71, "tidak terkirim", rewritten(
        manifest.SUMS, lambda data: data + b"0" * 64 + b"  /etc/passwd\n")),
    "a name with a line end": (70, "nama yang tidak diizinkan", renamed(b"a\nb")),
    "a name with a backslash": (70, "nama yang tidak diizinkan", renamed(b"a\\b")),
    "a name that steers terminals": (70, "nama yang tidak diizinkan dalam rilis: a?[31m", renamed(b"a\x1b[31m")),
    "a file that Apache obeys": (70, "berkas tersembunyi dalam rilis: .htaccess", renamed(b".htaccess")),
    "another commit inside": (73, f"berisi rilis dari commit {commit(7)}", lambda site: sealed(site, commit(7), 7)),
    "no statement": (73, NOT_WHOLE, resealed(lambda data: b"")),
    "a statement of noise": (73, NOT_WHOLE, resealed(lambda data: b"\x00" * 5000)),
    "a statement with more in it": (73, NOT_WHOLE, resealed(lambda data: data + b"{}\n")),
    "an order that is none": (73, NOT_WHOLE, resealed(lambda data: data.replace(b'"urutan": 6', b'"urutan": 06'))),
    "an order beyond numbers": (73, NOT_WHOLE, resealed(
        lambda data: data.replace(b'"urutan": 6', b'"urutan": 99999999999999999999'))),
}


@pytest.mark.parametrize("name", FILES)
def test_files(standing, tmp_path, name):
    code, words, change = FILES[name]
    site = standing.signed.release(tmp_path / "rilis", LIVE + 1)
    change(site)
    standing.attack(site, LIVE + 1, code, words)


@pytest.mark.thorough
@pytest.mark.parametrize("name", [b"-rf", b"a b", b"* $(id) `id` ;'\"", b"\xff\xfe", "kemajuan é".encode()])
def test_odd_names_that_are_plain_all_the_same_go_live(receiver, signed, tmp_path, name):
    site = signed.release(tmp_path / "rilis", 1)
    renamed(name)(site)
    assert receiver.publish(site, 1).returncode == 0
    assert receiver.live == contents(site)


@pytest.mark.parametrize(("order", "name"), [(LIVE - 1, commit(LIVE - 1)), (LIVE, commit(99))])
def test_an_older_release_or_another_of_the_same_order(standing, tmp_path, order, name):
    site = sealed(standing.signed.release(tmp_path / "rilis", order), name, order)
    standing.attack(site, name, 74, f"(urutan {order}) tidak lebih baru daripada yang tayang (urutan {LIVE})")


@pytest.mark.parametrize("expected", ["-", commit(LIVE - 1)])
def test_a_sender_who_thinks_that_something_else_is_live(standing, tmp_path, expected):
    site = standing.signed.release(tmp_path / "rilis", LIVE + 1)
    standing.attack(site, LIVE + 1, 68, f"yang tayang {commit(LIVE)}, bukan {expected} seperti yang dikira", expected)


def test_nothing_was_sent(standing):
    done = standing.server.install(commit(8))
    assert (done.returncode, done.stderr) == (69, f"Server menolak: belum ada kiriman untuk commit {commit(8)}.\n")


def test_a_sample_for_a_server_with_keys(standing, tmp_path):
    site = standing.signed.release(tmp_path / "rilis", LIVE + 1, texts={}, mode=Mode.SAMPLE)
    standing.attack(site, LIVE + 1, 75, "hanya menerima rilis berkeadaan ketat, sedangkan ini contoh")


LINKS = {
    "a link": lambda path: path.symlink_to("/etc/passwd"),
    "a link to a folder": lambda path: path.symlink_to("/etc"),
    "a link within": lambda path: path.symlink_to("index.html"),
    "a pipe": os.mkfifo,
}


@pytest.mark.parametrize("name", LINKS)
def test_what_is_no_file_even_if_it_got_into_the_inbox(standing, tmp_path, name):
    """rsync may not send such things (see test_receiver_door); the installation would refuse them all the same."""
    site, inbox = standing.signed.release(tmp_path / "rilis", LIVE + 1), standing.server.home / "masuk"
    standing.server.send(site, commit(LIVE + 1))
    LINKS[name](inbox / commit(LIVE + 1) / "aset/tautan")
    before = standing.server.live
    done = standing.server.install(commit(LIVE + 1), commit(LIVE))
    assert (done.returncode, standing.server.live) == (70, before)
    assert done.stderr == "Server menolak: ada tautan atau berkas khusus dalam rilis: aset/tautan.\n"


def test_an_inbox_that_is_a_link(standing, tmp_path):
    standing.signed.release(tmp_path / "rilis", 9)
    (standing.server.home / "masuk" / commit(9)).symlink_to(tmp_path / "rilis")
    assert standing.server.install(commit(9), commit(LIVE)).returncode == 69


def test_a_server_without_keys_takes_samples_only_and_never_after_a_release(signed, needs, tmp_path):
    for program in ("sshd", "rsync", "rrsync"):
        needs(program)
    with serving(tmp_path / "sshd", prepared(tmp_path / "srv", b"# belum ada kunci\n\n")) as server:
        sample = signed.release(tmp_path / "contoh", 1, texts={}, more={"maklumat/a/index.html": b"RANCANGAN"},
                                mode=Mode.SAMPLE)
        assert server.publish(sample, 1).returncode == 0 and server.live == contents(sample)
        strict = signed.release(tmp_path / "resmi", 2)
        done = server.publish(strict, 2)
        assert (done.returncode, "berkeadaan contoh, sedangkan ini ketat" in done.stderr) == (75, True)
        texts = signed.release(tmp_path / "campur", 2, mode=Mode.SAMPLE)
        done = server.publish(texts, 2)
        assert (done.returncode, "rilis contoh tidak boleh memuat naskah" in done.stderr) == (75, True)
        assert server.live == contents(sample)
        registry = server.home / "pengesah/allowed_signers"  # the keeper enrols, then loses the list again
        registry.write_bytes((signed.office.root / "pengesah/allowed_signers").read_bytes())
        assert server.publish(strict, 2).returncode == 0
        registry.write_bytes(b"")
        later = signed.release(tmp_path / "lagi", 3, texts={}, mode=Mode.SAMPLE)
        done = server.publish(later, 3)
        assert (done.returncode, "contoh tidak boleh menggantikan rilis resmi" in done.stderr) == (75, True)
        registry.unlink()
        done = server.install(commit(3), commit(2))
        assert (done.returncode, "tidak ada; jalankan install.sh" in done.stderr) == (80, True)
        assert server.live == contents(strict)
