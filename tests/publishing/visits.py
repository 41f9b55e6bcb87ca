"""Visitors who read a site while releases come in: a visit is a page and all that it loads, and is torn unless all its
bytes are of one release."""

from __future__ import annotations

import hashlib
import os
import re
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urljoin

from maklumat import assets, manifest
from maklumat.modes import Mode

from .server import commit, sealed
from .web import PATIENCE, Web

LOADS = re.compile(rb'<(?:link rel="(?:stylesheet|icon)" href|script type="module" src|img src)="([^"]+)"')
ENTRY = '<link rel="icon" href="{0}merek/ikon.svg"><link rel="stylesheet" href="{0}css/dokumen.css">' \
    '<script type="module" src="{0}js/cari.js"></script>'


def release(folder: Path, order: int, pages: int, *, versioned: bool = True) -> Path:
    """A sealed sample whose pages and loaded files all say which release they are of; `versioned`: do the loaded files
    lie in a folder named after their bytes, as `build` puts them?"""
    told = f"rilis {order} "
    loaded = {"css/dokumen.css": f"p::before {{ content: '{told * 200}' }}".encode(),
              "js/cari.js": f"// {told * 200}".encode(),
              "merek/ikon.svg": f'<svg xmlns="http://www.w3.org/2000/svg"><title>{told}</title></svg>'.encode()}
    files = assets.placed(loaded) if versioned else {assets.FOLDER + name: data for name, data in loaded.items()}
    there = next(iter(files)).removesuffix("css/dokumen.css")
    text = f"<!doctype html><title>Layanan</title>{ENTRY.format('/' + there)}<p>{told * 300}</p>\n".encode()
    files |= {address + "index.html": text + address.encode() for address in addresses(pages)}
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
        os.utime(folder / name, (60 * order, 60 * order))  # made within one second, rsync would take them for the same
    return sealed(folder, commit(order), order, Mode.SAMPLE)


def addresses(pages: int) -> list[str]:
    return ["", *(f"layanan/{number}/" for number in range(1, pages))]


@dataclass
class Judge:
    """Knows the files of each release, by its order."""

    releases: Sequence[dict[str, str]]

    @classmethod
    def of(cls, folders: Sequence[Path]) -> Judge:
        return cls([manifest.read_sums((folder / manifest.SUMS).read_bytes()) for folder in folders])

    def whole(self, seen: dict[str, str]) -> int | None:
        """The place of the release from which all of this is, None for a torn visit. `seen`: digests by path below the
        site, "" for what was not to be had."""
        return next((place for place, known in enumerate(self.releases)
                     if all(known.get(path) == digest for path, digest in seen.items())), None)


@dataclass
class Tally:
    """What one visitor saw. `seen`: the places of the releases of whole visits; `torn`: the first torn ones."""

    visits: int = 0
    seen: set[int] = field(default_factory=set)
    torn: int = 0
    examples: list[dict[str, str]] = field(default_factory=list)

    def add(self, visit: dict[str, str], judge: Judge) -> None:
        place = judge.whole(visit)
        self.visits += 1
        if place is not None:
            self.seen.add(place)
            return
        self.torn += 1
        self.examples += [visit] * (len(self.examples) < 3)


def visit(web: Web, address: str) -> dict[str, str]:
    """Digests of a page and what it loads, by path below the site."""
    page = web.get(f"/{address}")
    seen = {f"{address}index.html": _digest(page.status, page.body)}
    for link in LOADS.findall(page.body):
        path = urljoin(f"/{address}", link.decode())
        answer = web.get(path)
        seen[path.removeprefix("/")] = _digest(answer.status, answer.body)
    return seen


def _digest(status: int, body: bytes) -> str:
    return hashlib.sha256(body).hexdigest() if status == 200 else ""


class Crowd:
    """Visitors at work; `tallies` grow meanwhile."""

    def __init__(self, tallies: list[Tally]):
        self.tallies = tallies

    def look_around(self) -> None:
        """Waits until each of them has begun and ended a visit of now."""
        wanted = [tally.visits + 2 for tally in self.tallies]
        until = time.monotonic() + PATIENCE
        while any(tally.visits < number for tally, number in zip(self.tallies, wanted, strict=True)):
            assert time.monotonic() < until, "a visitor came to a halt"
            time.sleep(0.005)

    @property
    def whole(self) -> Tally:
        return Tally(sum(tally.visits for tally in self.tallies), set().union(*(tally.seen for tally in self.tallies)),
                     sum(tally.torn for tally in self.tallies),
                     [visit for tally in self.tallies for visit in tally.examples][:3])


@contextmanager
def crowd(web: Web, judge: Judge, pages: int, visitors: int = 3) -> Iterator[Crowd]:
    """So many visitors, each of whom goes from page to page until the block ends."""
    stop, crowd = threading.Event(), Crowd([Tally() for _ in range(visitors)])
    waiting = [threading.Thread(target=_wander, args=(web.again(), judge, addresses(pages), tally, stop))
               for tally in crowd.tallies]
    for thread in waiting:
        thread.start()
    try:
        yield crowd
    finally:
        stop.set()
        for thread in waiting:
            thread.join()


def _wander(web: Web, judge: Judge, addresses: list[str], tally: Tally, stop: threading.Event) -> None:
    while not stop.is_set():
        for address in addresses:
            tally.add(visit(web, address), judge)
            if stop.is_set():
                break
    web.close()
