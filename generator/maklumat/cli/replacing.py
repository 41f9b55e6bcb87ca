"""A folder that appears whole or not at all: made beside its place, then put there in one step."""

from __future__ import annotations

import os
import secrets
import shutil
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from ..errors import ContentError
from ..settings import Settings
from ..swapping import exchange
from . import workspace

__all__ = ["beside", "listing", "put_in_place", "refuse_existing", "refuse_foreign", "refuse_unlisted", "write_new"]

_DAY = 24 * 60 * 60
_LEFT_BY_SYSTEMS = (".DS_Store", "Thumbs.db", "desktop.ini")  # put into every folder that somebody looks at


def refuse_foreign(settings: Settings, out: Path, marks: tuple[str, ...]) -> None:
    """Raises ContentError unless `out` is new, empty, or our own work, known by the files called `marks`."""
    sources = [folder for folder in (settings.content, settings.theme) if folder]
    if settings.root.is_relative_to(out) or any(out.is_relative_to(folder) for folder in sources):
        raise ContentError(f"{out} memuat sumber proyek; pilih folder lain")
    if out.exists() and not out.is_dir():
        raise ContentError(f"{out} bukan folder")
    if out.exists() and any(out.iterdir()) and not all((out / mark).is_file() for mark in marks):
        raise ContentError(f"{out} berisi berkas lain; pilih folder baru atau folder kosong")


def listing(title: str, files: Mapping[str, bytes]) -> str:
    """What a mark says: a line of its own, then every file with its SHA-256, as `sha256sum` writes it."""
    rows = (f"{sha256(data).hexdigest()}  {name}" for name, data in sorted(files.items()))
    return "\n".join((title, *rows)) + "\n"


def refuse_unlisted(out: Path, mark: str) -> None:
    """Raises ContentError when `out` holds anything that its mark does not list, or lists with other content."""
    if not (out / mark).is_file():
        return
    listed = {name: digest for digest, _, name in (
        line.partition("  ") for line in (out / mark).read_text(encoding="utf-8", errors="replace").splitlines())}
    for path in _files(out):
        name = path.relative_to(out).as_posix()
        if name == mark or path.name in _LEFT_BY_SYSTEMS:
            continue
        if not path.is_file() or path.is_symlink() or listed.get(name) != sha256(path.read_bytes()).hexdigest():
            raise ContentError(f"{out} berisi berkas yang bukan hasil perintah ini atau sudah diubah: {name}; "
                               "pindahkan berkas itu, atau pilih folder lain dengan --out")


def _files(folder: Path) -> Iterator[Path]:
    """Whatever is no folder, at any depth; a link to a folder is none."""
    for place, folders, names in os.walk(folder):
        links = [name for name in folders if (Path(place) / name).is_symlink()]
        yield from (Path(place) / name for name in sorted((*names, *links)))


@contextmanager
def beside(out: Path) -> Iterator[Path]:
    """A new folder to fill, on the same disk as `out`; what is not put in place is gone at the end."""
    scratch = out.parent / f".maklumat-{secrets.token_hex(8)}"  # named first, so that no interrupt leaves it behind
    fresh = scratch / "new"
    try:
        try:
            out.parent.mkdir(parents=True, exist_ok=True)
            _sweep(out.parent)
            scratch.mkdir(mode=0o700)
            fresh.mkdir()
        except OSError:
            raise ContentError(f"folder {out} tidak dapat dibuat") from None
        yield fresh
    finally:
        _remove(scratch)


def write_new(folder: Path, files: Mapping[str, bytes]) -> None:
    """A folder with these files, whole and at once. Raises ContentError where anything stands in its place."""
    refuse_existing(folder)
    with beside(folder) as fresh:
        for name, data in files.items():
            (fresh / name).write_bytes(data)
        refuse_existing(folder)
        fresh.rename(folder)


def refuse_existing(folder: Path) -> None:
    """Raises ContentError where anything stands in the place of a new folder, a broken link too."""
    if os.path.lexists(folder):
        raise ContentError(f"{workspace.shown(folder)} sudah ada dan tidak ditimpa; pilih nama lain")


def _remove(folder: Path) -> None:
    """Whole, even when told to stop meanwhile."""
    try:
        shutil.rmtree(folder, ignore_errors=True)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _sweep(folder: Path) -> None:
    """Takes away what a killed run left behind; a folder younger than a day may belong to a run that still works."""
    for left in folder.glob(".maklumat-*"):
        if time.time() - left.lstat().st_mtime > _DAY:
            shutil.rmtree(left, ignore_errors=True)


def put_in_place(fresh: Path, out: Path) -> None:
    """The folder made by `beside` becomes `out`. An earlier one changes places with it, so that `out` is never gone."""
    if out.exists():
        exchange(fresh, out)
    else:
        fresh.rename(out)
