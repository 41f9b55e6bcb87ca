"""A share of the work on a project's documents, done on a machine of its own and left in a folder, from which whoever
builds the site takes it (decision 39). It is speed and no evidence: what publishes or signs makes everything anew."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from . import checkup, dates, disk, fingerprint, trust
from .circumstances import context
from .errors import ContentError
from .findings import Finding, Level
from .plan import catalogued
from .progress import step
from .settings import Settings
from .surroundings import facts
from .workshop import Remembering

__all__ = ["MOST", "Share", "read", "take", "work"]

NAME = "bagian.txt"  # in the folder: which share it is, and of which program
MOST = 1000
NONE = "{} bukan hasil `maklumat build --part`, atau rusak di perjalanan"
OTHER = "{} dibuat oleh versi lain dari program ini; kerjakan lagi bagian itu dengan versi yang dipakai di sini"


@dataclass(frozen=True, slots=True)
class Share:
    """The share `number` (from 1) of so many of one size: documents that follow each other in order of path."""

    number: int
    of: int

    def __str__(self) -> str:
        return f"{self.number}/{self.of}"

    def bounds(self, count: int) -> tuple[int, int]:
        """Of so many documents the first of this share, and the first of the next."""
        return count * (self.number - 1) // self.of, count * self.number // self.of


def read(text: str) -> Share | None:
    """A share as people type it, `2/4`; None for anything else."""
    found = re.fullmatch(r"([1-9]\d{0,3})/([1-9]\d{0,3})", text)
    share = Share(*map(int, found.groups())) if found else None
    return share if share and share.number <= share.of <= MOST else None


def work(share: Share, settings: Settings, now: datetime, place: Path, published: Collection[str] = (),
         ) -> tuple[int, tuple[Finding, ...]]:
    """Checks the documents of the share, makes what is made of each of them alone, and leaves it in the folder `place`.
    Gives their number, and what was found in each of them; where an error is among that, nothing is made of them.

    Of the other documents nothing is looked at but what they are: the SOPs to which these lead are among them.
    """
    today, paths = dates.day(now), sorted(disk.document_paths(settings))
    start, end = share.bounds(len(paths))
    memory = Remembering(settings.root, place)
    try:
        files = memory.check(settings, paths[start:end], context(settings, today))
        findings = tuple(finding for file in files for finding in file.findings)
        if all(finding.level is not Level.ERROR for finding in findings):
            with step("Memeriksa pengesahan"):
                standing = trust.standing(settings, now)
            others = checkup.outlined(settings, paths[:start] + paths[end:])
            texts = [*others[:start], *(file.told for file in files), *others[start:]]
            catalogue = catalogued(texts, facts(settings, standing, today, published=published))
            own = {file.told.path for file in files}
            memory.make([catalogue.around(entry) for entry in catalogue.entries if entry.path in own])
    finally:
        memory.close()
    (place / NAME).write_bytes(f"{share}\n{fingerprint.of_package()}\n".encode())
    return len(files), findings


def take(places: Sequence[Path], memory: Remembering) -> list[Share]:
    """Remembers what was left in these folders; gives the shares that are missing among them. Raises ContentError."""
    taken = []
    for place in places:
        share, program = _label(place)
        if program != fingerprint.of_package():
            raise ContentError(OTHER.format(place))
        try:
            memory.take(place)
        except sqlite3.Error:
            raise ContentError(NONE.format(place)) from None
        taken.append(share)
    return [share for of in {share.of for share in taken} for share in (Share(n, of) for n in range(1, of + 1))
            if share not in taken]


def _label(place: Path) -> tuple[Share, str]:
    try:
        text, program = (place / NAME).read_text(encoding="utf-8").split()
    except (OSError, ValueError):
        raise ContentError(NONE.format(place)) from None
    if not (share := read(text)):
        raise ContentError(NONE.format(place))
    return share, program
