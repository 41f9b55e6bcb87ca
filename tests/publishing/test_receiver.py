"""The receiver over a real sshd: honest releases, and what the server's keeper does."""

from __future__ import annotations

import os
import subprocess

import pytest

from ..conftest import thoroughly
from ..sites.office import DOMAIN, MAKLUMAT, OFFICIAL
from .server import NOBODY, commit, contents

FIRST, SECOND, THIRD = (f"{MAKLUMAT}revisi/{number}/naskah.txt" for number in (1, 2, 3))


def publish(receiver, signed, tmp_path, *orders, **more):
    """Releases of these orders, one after the other; gives the last one's folder."""
    for order in orders:
        site = signed.release(tmp_path / f"rilis-{order}", order, **more)
        done = receiver.publish(site, order)
        assert (done.returncode, done.stderr) == (0, "")
    return site


def test_a_release_and_the_next_one_go_live_whole(receiver, signed, tmp_path):
    assert receiver.current == (NOBODY, "0")
    for order in (1, 2):
        site = signed.release(tmp_path / str(order), order)
        done = receiver.publish(site, order)
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout == f"Rilis {commit(order)} (urutan {order}) kini tayang.\n"
        assert receiver.live == contents(site)
        assert receiver.current == (commit(order), str(order))


@pytest.mark.thorough
def test_the_one_before_and_four_more_are_kept(receiver, signed, tmp_path):
    publish(receiver, signed, tmp_path, *range(1, 8))
    kept = {name[:40] for name in os.listdir(receiver.home / "rilis")}
    assert kept == {commit(order) for order in (3, 4, 5, 6, 7)}
    assert contents(receiver.home / "sebelum") == contents(tmp_path / "rilis-6")
    assert os.listdir(receiver.home / "masuk") == [] and not (receiver.home / "kerja").exists()


def test_the_same_once_more_changes_nothing(receiver, signed, tmp_path):
    site = publish(receiver, signed, tmp_path, 1)
    before = os.readlink(receiver.home / "kini")
    done = receiver.publish(site, 1)
    assert (done.returncode, done.stdout) == (0, f"Rilis {commit(1)} sudah tayang; tidak ada yang berubah.\n")
    assert os.readlink(receiver.home / "kini") == before and os.listdir(receiver.home / "masuk") == []


@pytest.mark.thorough
def test_a_live_release_that_was_changed_on_the_disk_is_not_called_unchanged(receiver, signed, tmp_path):
    publish(receiver, signed, tmp_path, 1)
    site = publish(receiver, signed, tmp_path, 2)
    page = receiver.home / "kini/index.html"
    page.write_bytes(page.read_bytes() + b"!")
    done = receiver.publish(site, 2)
    assert done.returncode == 72 and "sudah diubah di server" in done.stderr
    assert receiver.keeper("rollback", commit(1), commit(2)).returncode == 0
    assert receiver.publish(site, 2).returncode == 0
    assert receiver.live == contents(site)


@pytest.mark.thorough
def test_a_new_day_makes_another_site_of_the_same_commit(receiver, signed, tmp_path):
    """A revision that takes effect today changes pages, though no commit came."""
    publish(receiver, signed, tmp_path, 1)
    site = signed.release(tmp_path / "besok", 1, more={"daftar/index.html": b"<h1>Berlaku hari ini</h1>"})
    assert receiver.publish(site, 1).returncode == 0
    assert receiver.live == contents(site)
    assert contents(receiver.home / "sebelum") == contents(tmp_path / "rilis-1")


def test_whatever_rights_files_are_sent_with_readers_can_read_them(receiver, signed, tmp_path):
    site = signed.release(tmp_path / "rilis", 1)
    for path in (site, *site.rglob("*")):
        path.chmod(0o700 if path.is_dir() else 0o4600)
    assert receiver.rsync("-rt", f"{site}/", f"{receiver.destination}:{commit(1)}/").returncode == 0
    assert receiver.install(commit(1)).returncode == 0
    live = receiver.home / "kini"
    assert {path.stat().st_mode & 0o7777 for path in live.rglob("*") if path.is_file()} == {0o644}
    assert {path.stat().st_mode & 0o7777 for path in live.rglob("*") if path.is_dir()} == {0o755}


def third(signed, *changes: tuple[str, str]) -> bytes:
    text = signed.texts[SECOND].decode().replace("revisi: 2", "revisi: 3")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return text.encode()


@pytest.mark.parametrize("changes", [(), *thoroughly((forms,) for forms in (
    (("cara: sshsig", 'cara: "sshsig" # tanda tangan digital'),), ((f'"{OFFICIAL}"', "'19700101 199501 1 001'"),),
    (("disahkan_oleh:\n", "\n# pejabat\ndisahkan_oleh:\n"),), (("revisi: 3", "revisi: '3'   "),)))])
def test_a_new_revision_in_every_form_that_officials_write(receiver, signed, tmp_path, changes):
    text = third(signed, *changes)
    texts = {**signed.texts, THIRD: text, f"{THIRD}.sig": signed.sign(text)}
    publish(receiver, signed, tmp_path, 1)
    publish(receiver, signed, tmp_path, 2, texts=texts)


def test_a_certified_copy_of_paper(receiver, signed, tmp_path):
    text = third(signed, ("cara: sshsig", "cara: basah"))
    signature = signed.sign(text, "arsiparis", f"salinan@{DOMAIN}")
    publish(receiver, signed, tmp_path, 1, texts={**signed.texts, THIRD: text, f"{THIRD}.sig": signature})


@pytest.mark.thorough
def test_a_key_that_the_keeper_struck_from_the_list(receiver, signed, tmp_path):
    """What it signed counts no more: it may not be published again, and may go, though it was public."""
    path = receiver.home / "pengesah/allowed_signers"
    publish(receiver, signed, tmp_path, 1)
    stolen = signed.texts[SECOND]
    assert receiver.keeper("check").returncode == 0
    since = 'valid-after="20240101Z"'
    path.write_text(path.read_text().replace(since, f'{since},valid-before="20250201Z"'))
    done = receiver.keeper("check")
    assert done.returncode == 77 and f"{SECOND}: tanda tangannya tidak sah" in done.stderr
    again = signed.release(tmp_path / "lagi", 2)
    done = receiver.publish(again, 2)
    assert done.returncode == 77 and f"{SECOND}: tanda tangannya tidak sah" in done.stderr
    rest = {name: data for name, data in signed.texts.items() if not name.startswith(SECOND)}
    site = publish(receiver, signed, tmp_path, 3, texts=rest)
    assert receiver.live == contents(site) and stolen not in receiver.live.values()


@pytest.mark.thorough
def test_the_keeper_takes_a_release_back(receiver, signed, tmp_path):
    publish(receiver, signed, tmp_path, 1, 2)
    assert receiver.keeper("rollback", commit(1), commit(1)).returncode == 68
    assert receiver.keeper("rollback", commit(9), commit(2)).returncode == 69
    done = receiver.keeper("rollback", commit(1), commit(2))
    assert (done.returncode, done.stdout) == (0, f"Rilis {commit(1)} (urutan 1) tayang kembali.\n")
    assert receiver.live == contents(tmp_path / "rilis-1") and receiver.current == (commit(1), "1")
    assert contents(receiver.home / "sebelum") == contents(tmp_path / "rilis-2")
    site = publish(receiver, signed, tmp_path, 3)
    assert receiver.live == contents(site)


def test_a_kept_release_that_was_damaged_does_not_come_back(receiver, signed, tmp_path):
    site = publish(receiver, signed, tmp_path, 1, 2)
    kept = next((receiver.home / "rilis").glob(f"{commit(1)}.*"))
    (kept / "index.html").write_bytes(b"<h1>Rusak</h1>")
    done = receiver.keeper("rollback", commit(1), commit(2))
    assert (done.returncode, "bukan yang tercantum dalam daftar: index.html" in done.stderr) == (72, True)
    assert receiver.live == contents(site)


@pytest.mark.thorough
def test_of_two_releases_of_one_commit_the_keeper_names_one(receiver, signed, tmp_path):
    publish(receiver, signed, tmp_path, 1)
    tomorrow = signed.release(tmp_path / "besok", 1, more={"besok.html": b"besok"})
    assert receiver.publish(tomorrow, 1).returncode == 0
    publish(receiver, signed, tmp_path, 2)
    done = receiver.keeper("rollback", commit(1), commit(2))
    assert done.returncode == 69 and "sebut nama lengkapnya" in done.stderr
    name = os.readlink(receiver.home / "sebelum").removeprefix("rilis/")
    assert receiver.keeper("rollback", name, commit(2)).returncode == 0
    assert receiver.live == contents(tomorrow)


def test_check_names_what_was_changed_on_the_server(receiver, signed, tmp_path):
    assert receiver.keeper("check").returncode == 69
    publish(receiver, signed, tmp_path, 1)
    done = receiver.keeper("check")
    assert (done.returncode, done.stdout) == (0, f"Rilis {commit(1)} (urutan 1) utuh.\n")
    page = receiver.home / "kini/maklumat/informasi-publik/index.html"
    page.write_bytes(page.read_bytes() + b"x")
    done = receiver.keeper("check")
    assert (done.returncode, "maklumat/informasi-publik/index.html" in done.stderr) == (72, True)
    (receiver.home / "kini/lebih.html").write_bytes(b"")
    assert receiver.keeper("check").returncode == 71


@pytest.mark.parametrize("arguments", [("hapus",), ("rollback",), ("rollback", "../../etc", "-"), ("check", "x"),
                                       ("", "")])
def test_the_keeper_mistypes(receiver, arguments):
    done = receiver.keeper(*arguments)
    assert (done.returncode, done.stderr) == (65, "Server menolak: penjaga server dapat meminta check, atau rollback "
                                                  "COMMIT COMMIT-YANG-TAYANG.\n")


def test_a_server_that_is_not_ready_says_what_is_missing(receiver, signed, tmp_path):
    site = publish(receiver, signed, tmp_path, 1)
    domain, registry = receiver.home / "domain", receiver.home / "pengesah/allowed_signers"
    live = receiver.live
    for break_it, words in (
            (lambda: domain.write_text("dua kata\n"), "tidak berisi satu nama domain"),
            (lambda: (domain.write_text(f"{DOMAIN}\n"), registry.write_text("* namespaces=\"x\" ssh-ed25519 AAAA\n")),
             "baris 1 daftar kunci milik server tidak berbentuk yang dikenal"),
            (lambda: registry.write_text("akar cert-authority,namespaces=\"x\" ssh-ed25519 AAAA\n"), "baris 1 daftar"),
            (domain.unlink, f"berkas {domain} tidak ada; jalankan install.sh"),
            (lambda: (domain.write_text(DOMAIN), registry.unlink()), "tidak ada; jalankan install.sh")):
        break_it()
        (receiver.home / "masuk").joinpath(commit(2)).mkdir(exist_ok=True)
        subprocess.run(["cp", "-R", f"{site}/.", receiver.home / "masuk" / commit(2)], check=True)
        (receiver.home / "masuk" / commit(2) / "rilis.sha256").touch()
        done = receiver.install(commit(2), commit(1))
        assert done.returncode == 80 and words in done.stderr and done.stderr.count("\n") == 1, done.stderr
        assert done.stderr.startswith("Server tidak dapat melanjutkan: ") and receiver.live == live


def test_a_live_link_that_leads_nowhere_stops_everything(receiver, signed, tmp_path):
    publish(receiver, signed, tmp_path, 1)
    (receiver.home / "kini").unlink()
    (receiver.home / "kini").symlink_to("/etc")
    done = receiver.ask("current")
    assert done.returncode == 80 and "kini tidak menunjuk rilis yang tersimpan" in done.stderr


@pytest.mark.thorough
def test_a_full_disk(receiver, signed, tmp_path):
    """Nothing of what is live is lost; the next release goes live once there is room."""
    if os.geteuid() != 0:
        pytest.skip("only root can make a small disk")
    small, before = receiver.home.with_name("kecil"), receiver.home
    before.rename(small)
    before.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=6m", "none", before], capture_output=True).returncode:
        pytest.skip("no mounts on this machine")
    try:
        subprocess.run(["cp", "-R", f"{small}/.", before], check=True)
        site = publish(receiver, signed, tmp_path, 1, more={"besar.pdf": os.urandom(1_000_000)})
        large = signed.release(tmp_path / "besar", 2, more={"besar.pdf": os.urandom(3_500_000)})
        done = receiver.publish(large, 2)
        assert (done.returncode, receiver.live) == (82, contents(site))
        assert done.stderr.startswith("Server tidak dapat melanjutkan: kiriman tidak dapat disalin; periksa sisa ruang")
        assert receiver.keeper("check").returncode == 0
        assert os.listdir(receiver.home / "masuk") == []
        site = publish(receiver, signed, tmp_path, 3)
        assert receiver.live == contents(site)
    finally:
        subprocess.run(["umount", before], check=True)
