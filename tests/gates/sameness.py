"""The same sources give the same bytes, wherever and whenever a site is built."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from maklumat import manifest

from ..sites.office import REPOSITORY, Office

OTHERWISE = {"PYTHONHASHSEED": "4711", "TZ": "America/Lima", "LC_ALL": "C", "COLUMNS": "200"}
AGAIN = "import pathlib, sys; from tests.gates import example; from tests.sites.office import Office; " \
    "root, keys, out = map(pathlib.Path, sys.argv[1:]); example.built(Office(root, keys), out)"
SOURCES = ("content", "theme", "mkdocs.yml", "alamat.txt")


def own(folder: Path) -> Path:
    """This repository's own site, built again in that folder from a copy of its sources."""
    root = folder / "salinan"
    root.mkdir()
    for name in SOURCES:
        source = REPOSITORY / name
        if source.exists():
            (shutil.copytree if source.is_dir() else shutil.copy)(source, root / name)
    _python(["-m", "maklumat", "build"], root)
    return root / "site"


def signed(office: Office, folder: Path) -> Path:
    """The signed example, built again from a copy of the office."""
    copy = shutil.copytree(office.root, folder / "kantor lain")
    _python(["-c", AGAIN, str(copy), str(office.keys), str(folder / "site")], REPOSITORY)
    return folder / "site"


def _python(arguments: list[str], folder: Path) -> None:
    done = subprocess.run([sys.executable, *arguments], cwd=folder, env=os.environ | OTHERWISE, capture_output=True,
                          text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def contents(site: Path) -> Iterator[tuple[str, bytes]]:
    """Every file of a site, in order."""
    for path in sorted(site.rglob("*")):
        if path.is_file():
            yield path.relative_to(site).as_posix(), path.read_bytes()


def faults(one: Path, other: Path) -> list[str]:
    """What two sites of the same sources do not have in common, but for the commit that the list of one may tell: a
    copy of the sources without git has none."""
    left, right = ({name: sha256(manifest.made_from(data)[1] if name == manifest.SUMS else data).hexdigest()
                    for name, data in contents(site)} for site in (one, other))
    return [f"{name}: {'differs' if name in left and name in right else 'only in one'}"
            for name in sorted(left.keys() | right.keys()) if left.get(name) != right.get(name)]
