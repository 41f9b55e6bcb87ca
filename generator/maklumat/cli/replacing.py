"""A folder that appears whole or not at all: made beside its place, then put there in one step."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ..errors import ContentError
from ..settings import Settings
from ..swapping import exchange

__all__ = ["beside", "put_in_place", "refuse_foreign"]

_DAY = 24 * 60 * 60


def refuse_foreign(settings: Settings, out: Path, marks: tuple[str, ...]) -> None:
    """Raises ContentError unless `out` is new, empty, or our own work, known by the files called `marks`."""
    sources = [folder for folder in (settings.content, settings.theme) if folder]
    if settings.root.is_relative_to(out) or any(out.is_relative_to(folder) for folder in sources):
        raise ContentError(f"{out} memuat sumber proyek; pilih folder lain")
    if out.exists() and not out.is_dir():
        raise ContentError(f"{out} bukan folder")
    if out.exists() and any(out.iterdir()) and not all((out / mark).is_file() for mark in marks):
        raise ContentError(f"{out} berisi berkas lain; pilih folder baru atau folder kosong")


@contextmanager
def beside(out: Path) -> Iterator[Path]:
    """A new folder to fill, on the same disk as `out`; what is not put in place is gone at the end."""
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        _sweep(out.parent)
        scratch = Path(tempfile.mkdtemp(prefix=".maklumat-", dir=out.parent))
    except OSError:
        raise ContentError(f"folder {out} tidak dapat dibuat") from None
    try:
        fresh = scratch / "new"
        fresh.mkdir()
        yield fresh
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


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
