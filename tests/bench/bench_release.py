"""How many visits are torn while releases come in: the receiver's switch beside `rsync --delete` into the live folder.

    .venv/bin/python -m tests.bench.bench_release [RELEASES [PAGES]]

Default: 20 releases of 40 pages, each of which changes every page, style sheet, script and picture. nginx serves with
the configuration of `maklumat headers`; three visitors go from page to page and load what each page names. A visit is
torn unless all its bytes are of one release, by its manifest. Releases reach the receiver as `publish` sends them
(rsync and install over a real sshd); the peer's rsync runs on the same machine, which is the best that it can have.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from maklumat import webserver

from ..publishing.server import prepared, serving
from ..publishing.visits import Crowd, Judge, Tally, crowd, release
from ..publishing.web import open_folder, running

RELEASES, PAGES = 20, 40


def measured(folders: list[Path], pages: int, home: Path, send: Callable[[int], None]) -> tuple[Tally, float]:
    """What visitors saw while `send` brought release after release, and how long a release took (seconds)."""
    send(0)
    taken = 0.0
    place = webserver.place("https://ppid.contoh.go.id/", root=str(home))
    with running("nginx", place, home.parent / "nginx") as web, crowd(web, Judge.of(folders), pages) as visitors:
        for number in range(1, len(folders)):
            visitors.look_around()
            since = time.perf_counter()
            send(number)
            taken += time.perf_counter() - since
        visitors.look_around()
    return _all_seen(visitors, len(folders)), taken / (len(folders) - 1)


def _all_seen(visitors: Crowd, releases: int) -> Tally:
    whole = visitors.whole
    assert whole.seen == set(range(releases)), "a release was seen by nobody"
    return whole


def received(folders: list[Path], pages: int) -> tuple[Tally, float]:
    with open_folder() as folder, serving(folder / "sshd", prepared(folder / "srv", b"")) as receiver:
        def send(place: int) -> None:
            done = receiver.publish(folders[place], place + 1)
            assert done.returncode == 0, done.stderr
        return measured(folders, pages, receiver.home, send)


def in_place(folders: list[Path], pages: int) -> tuple[Tally, float]:
    with open_folder() as folder:
        (folder / "srv").mkdir()

        def send(place: int) -> None:
            subprocess.run(["rsync", "-rt", "--delete", f"{folders[place]}/", folder / "srv/kini"], check=True)
        return measured(folders, pages, folder / "srv", send)


def main(releases: int = RELEASES, pages: int = PAGES) -> None:
    print(f"{releases} releases of {pages} pages\n")
    print(f"{'way, names of loaded files':<34}{'visits':>8}{'torn':>8}{'s/release':>11}")
    with tempfile.TemporaryDirectory() as name:
        for way, bring, versioned in WAYS:
            folders = [release(Path(name, f"{versioned}-{order}"), order, pages, versioned=versioned)
                       for order in range(1, releases + 1)]
            tally, seconds = bring(folders, pages)
            print(f"{way:<34}{tally.visits:>8}{tally.torn:>8}{seconds:>11.2f}", flush=True)


WAYS = (("receiver, after their bytes", received, True), ("receiver, fixed", received, False),
        ("rsync --delete, after their bytes", in_place, True), ("rsync --delete, fixed", in_place, False))

if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
