"""After the document's life: its site goes live, releases come and go, keys are stolen; with the guide's commands.

A real sshd whose only key may run the receiver, with a folder for `/srv/maklumat`. What only root does to a machine
(accounts, packages, the web server) is not played here; tests/publishing does that. `python -m tests.guide.keepers`
prints everything that appears on people's screens.
"""

from __future__ import annotations

import getpass
import json
import re
import shutil
import sys
import tempfile
from pathlib import Path

from ..publishing import oddserver, server
from . import walk as first
from .walk import QUESTION, Walk

ORDINARY = "content/panduan/index.md"


def the_whole(folder: Path) -> Walk:
    """The walk of the document, and then that of its keepers."""
    walk, home = first.the_whole(folder), folder / "srv/maklumat"
    walk.do("Salinan bertanda tangan basah disimpan.", "git add content", "git commit -q -m Salinan", "git push -q")
    walk.words |= {"ID": first.ID, "DOMAIN": server.DOMAIN}
    walk.places = {"sudo ": "", "/srv/maklumat": str(home), "maklumat@DOMAIN": f"{getpass.getuser()}@127.0.0.1",
                   "/usr/local/lib/maklumat/receive.sh": str(server.RECEIVER),
                   "bash generator/receiver": f"bash {server.RECEIVER.parent}"}
    server.prepared(home, (walk.here / "pengesah/allowed_signers").read_bytes())
    with server.serving(folder / "sshd", home) as receiver, oddserver.serving(home / "kini") as web:
        web.odd["pantauan/pantauan.json"] = lambda handler: oddserver.answer(
            handler, 200, (home / "pantauan/pantauan.json").read_bytes())
        walk.words["ALAMAT-LAMAN"] = web.url
        reach = f"--port {re.search('Port=([0-9]+)', receiver.ssh)[1]} --known-hosts {folder / 'sshd/dikenal'}"
        install(walk, folder / "sshd/boleh")
        publish(walk, reach)
        watch(walk, home)
        publish_and_take_back(walk, home, reach)
        official_robbed(walk, folder / "pejabat-di-sini")
        root_changed(walk)
        main_rewritten(walk, home)
        root_lost(walk)
    return walk


def install(walk: Walk, allowed: Path) -> None:
    walk.type("menerbitkan", "ssh-keygen -t ed25519 -f ../terbit", more='-q -N ""')
    if shutil.which("useradd"):
        walk.type("server", "bash generator/receiver/install.sh -n ../terbit.pub pengesah/allowed_signers DOMAIN")
    forced = allowed.read_text().rpartition(" ssh-ed25519 ")[0]
    allowed.write_text(f"{forced} {(walk.here / '../terbit.pub').read_text()}")
    walk.do("Penjaga server memasang penerima dengan kunci itu.")
    walk.type("server", "maklumat headers --server nginx > ../ppid.conf")


def publish(walk: Walk, reach: str) -> None:
    walk.type("menerbitkan", "maklumat build")
    walk.type("menerbitkan", "maklumat publish maklumat@DOMAIN --key ../terbit", more=reach)
    walk.type("server", "sudo /usr/local/lib/maklumat/receive.sh /srv/maklumat check")


def watch(walk: Walk, home: Path) -> None:
    walk.type("server", "maklumat seal")
    walk.type("server", "maklumat watch ALAMAT-LAMAN --heartbeat /srv/maklumat/pantauan")
    walk.type("server", "maklumat ready --live ALAMAT-LAMAN")
    page = home / "kini/index.html"
    whole = page.read_bytes()
    page.write_bytes(whole + b"!")
    walk.type("memulihkan", "maklumat watch ALAMAT-LAMAN")
    page.write_bytes(whole)


def publish_and_take_back(walk: Walk, home: Path, reach: str) -> None:
    before = head(walk)
    walk.edit("Halaman biasa diubah.", ("^Panduan ini untuk", "Halaman ini untuk"), path=ORDINARY)
    walk.do("Perubahannya digabung.", "git commit -q -a -m Halaman", "git push -q")
    publish(walk, reach)
    with speaking_of(walk, before, head(walk)):
        walk.type("server", "ls -t /srv/maklumat/rilis")
        walk.type("server", "cat /srv/maklumat/kini/rilis.json")
        walk.type("server", "sudo /usr/local/lib/maklumat/receive.sh /srv/maklumat rollback COMMIT COMMIT-TAYANG")
    assert json.loads((home / "kini/rilis.json").read_text())["commit"] == before


def official_robbed(walk: Walk, official: Path) -> None:
    walk.type("memulihkan", "git log --first-parent --name-only --since=2025-11-01 -- content")
    walk.type("memulihkan", "maklumat approver retire NIP --key pejabat.pub --until 2025-11-30")
    walk.type("memulihkan", "ssh-keygen -t ed25519 -f ../pejabat-baru", more='-q -N ""')
    walk.do("Pejabat menyerahkan pejabat-baru.pub saja.", "cp ../pejabat-baru.pub .")
    walk.type("memulihkan", 'maklumat approver add NIP --key pejabat-baru.pub --name "NAMA PEJABAT" '
                            "--since 2025-12-01")
    registry(walk, "Kunci pejabat diganti", "akar")
    assert "GB12" in walk.type("memulihkan", "maklumat gate")
    first.new_edition(walk, "pulih", "Naskah yang gugur dinaikkan revisinya.")
    first.at(official, walk, sign_with_new_key)
    first.merge(walk)


def sign_with_new_key(walk: Walk) -> None:
    walk.type("pejabat", "git fetch")
    walk.type("pejabat", "git checkout NAMA-CABANG")
    walk.places["../pejabat"] = "../pejabat-baru"
    walk.type("pejabat", "maklumat sign ID --key ../pejabat", (QUESTION, first.NUMBER))
    del walk.places["../pejabat"]
    walk.type("pejabat", "git add content")
    walk.type("pejabat", 'git commit -m "Maklumat disahkan"')
    walk.type("pejabat", "git push", more="-q --set-upstream origin HEAD")


def root_changed(walk: Walk) -> None:
    walk.type("memulihkan", "git log --first-parent --oneline -- pengesah")
    walk.type("memulihkan", "ssh-keygen -t ed25519 -f akar-baru", more='-q -N ""')
    walk.type("memulihkan", "maklumat approver add --root --key akar-baru.pub")
    walk.type("memulihkan", "maklumat approver retire --root --key akar.pub --until 2025-11-30")
    registry(walk, "Kunci akar diganti", "akar")
    assert "boleh terbit" in walk.type("memulihkan", "maklumat gate")
    registry(walk, "Daftar pengesah ditandatangani kunci akar baru", "akar-baru")
    walk.type("memulihkan", "maklumat approver list")
    assert "boleh terbit" in walk.type("memulihkan", "maklumat gate")


def registry(walk: Walk, message: str, key: str) -> None:
    walk.type("memulihkan", f"maklumat approver sign --key {key}")
    walk.type("memulihkan", "git add pengesah")
    walk.type("memulihkan", f'git commit -m "{message}"')
    walk.type("memulihkan", "git push")


def main_rewritten(walk: Walk, home: Path) -> None:
    live = json.loads((home / "kini/rilis.json").read_text())["commit"]
    walk.do("Seseorang menulis ulang riwayat.", "git checkout -q --orphan lain", "git commit -q -m Lain")
    assert "GB02" in walk.type("memulihkan", "maklumat gate")
    walk.do("Pengelola mengambil salinan yang masih utuh.", "git checkout -q main")
    with speaking_of(walk, walk.words["COMMIT"], live):
        walk.type("memulihkan", "git cat-file -t COMMIT-TAYANG")
        assert "boleh terbit" in walk.type("memulihkan", "maklumat gate --published COMMIT-TAYANG")
        walk.do("Riwayat yang lain terkirim.", "git push -q --force origin lain:main")
        walk.type("memulihkan", "git push --force origin COMMIT-TAYANG:main")


def root_lost(walk: Walk) -> None:
    walk.do("Kunci akar hilang.", "rm akar akar.pub akar-baru akar-baru.pub")
    walk.type("memulihkan", "git rm pengesah/allowed_signers pengesah/allowed_signers.sig")
    walk.type("memasang", "ssh-keygen -t ed25519 -f akar", more='-q -N ""')
    walk.type("memasang", "maklumat approver add --root --key akar.pub")
    walk.type("memasang", "maklumat approver sign --key akar")


class speaking_of:
    """COMMIT and COMMIT-TAYANG stand for these commits."""

    def __init__(self, walk: Walk, commit: str, live: str):
        self._words, self._more = walk.words, {"COMMIT": commit, "COMMIT-TAYANG": live}

    def __enter__(self) -> None:
        self._before = dict(self._words)
        self._words |= self._more

    def __exit__(self, *_: object) -> None:
        self._words.clear()
        self._words |= self._before


def head(walk: Walk) -> str:
    return (walk.here / ".git/refs/heads/main").read_text().strip()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        sys.stdout.write(first.transcript(the_whole(Path(name))))
