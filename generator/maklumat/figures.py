"""What the gates measured of one built site, as they wrote it down: `aksesibilitas.json`.

The gates run on a finished site and leave this file. Its figures hold for exactly that site, so it names the site by a
digest over all files but the accessibility statement, the one page that shows the figures; whoever builds compares.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from . import manifest
from .errors import ContentError

__all__ = ["ADDRESS", "Check", "Figures", "digest", "read", "written"]

ADDRESS = "aksesibilitas/"  # of the statement, below the site
CHECKS = ("axe", "nu", "html-validate", "papan-ketik", "lebar")
_VERSION = re.compile(r"[0-9][0-9A-Za-z.+-]{0,30}")
_DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Check:
    """One gate: its name, the version of its tool, how many pages it looked at in how many views each (width and
    colour scheme), how many faults it found in all."""

    gate: str
    version: str
    pages: int
    views: int
    faults: int


@dataclass(frozen=True, slots=True)
class Figures:
    """`day`: when it was measured. `site`: the digest of what. `pages`: how many pages that site has."""

    day: date
    site: str
    pages: int
    checks: tuple[Check, ...]

    @property
    def faults(self) -> int:
        return sum(check.faults for check in self.checks)


def digest(files: Iterable[tuple[str, bytes]]) -> str:
    """Which site this is: SHA-256 over names below the site and contents, whatever their order; without what a release
    says of itself, which lists the statement too."""
    lines = sorted(f"{sha256(data).hexdigest()}  {name}\n" for name, data in files
                   if not name.startswith(ADDRESS) and name not in manifest.OWN)
    return sha256("".join(lines).encode()).hexdigest()


def written(figures: Figures) -> bytes:
    """The file that `read` reads."""
    checks = [{"gerbang": check.gate, "versi": check.version, "halaman": check.pages, "tampilan": check.views,
               "temuan": check.faults} for check in figures.checks]
    whole = {"tanggal": figures.day.isoformat(), "situs": figures.site, "halaman": figures.pages, "hasil": checks}
    return (json.dumps(whole, ensure_ascii=False, indent=2) + "\n").encode()


def read(data: bytes, name: str) -> Figures:
    """The figures in such a file. Raises ContentError with one sentence; `name` is what people call the file."""
    try:
        whole = json.loads(data)
        checks = tuple(Check(each["gerbang"], each["versi"], *(_count(each[key]) for key in
                                                               ("halaman", "tampilan", "temuan")))
                       for each in whole["hasil"])
        figures = Figures(date.fromisoformat(whole["tanggal"]), whole["situs"], _count(whole["halaman"]), checks)
        is_right = _DIGEST.fullmatch(figures.site) and figures.pages \
            and all(check.pages and check.views for check in checks) \
            and tuple(check.gate for check in checks) == CHECKS \
            and all(_VERSION.fullmatch(check.version) for check in checks)
    except (ValueError, KeyError, TypeError, RecursionError):
        is_right = False
    if not is_right:
        raise ContentError(f"{name} bukan hasil pemeriksaan aksesibilitas; buat lagi dengan "
                           "`python3 run.py test --site`")
    return figures


def _count(value: object) -> int:
    if type(value) is not int or not 0 <= value < 10**9:
        raise ValueError(value)
    return value
