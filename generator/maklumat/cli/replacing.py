"""A folder that appears whole or not at all: made beside its place, then put there in one step."""

from __future__ import annotations

import os
import secrets
import shutil
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from .. import listed
from ..errors import ContentError
from ..reports.excerpt import visible
from ..settings import Settings
from ..swapping import exchange
from . import workspace

__all__ = ["beside", "put_in_place", "refuse_existing", "refuse_foreign", "write_new"]

_DAY = 24 * 60 * 60
FOREIGN = "{} berisi berkas lain dan tidak memuat daftar {}; pilih folder baru atau folder kosong, atau hapus folder " \
    "itu bila isinya hasil perintah ini dari versi terdahulu"
CHANGED = "{} berisi berkas yang bukan hasil perintah ini atau sudah diubah: {}; pindahkan berkas itu, atau pilih " \
    "folder lain"
_LEFT_BY_SYSTEMS = (".DS_Store", "Thumbs.db", "desktop.ini")  # put into every folder that somebody looks at


def refuse_foreign(settings: Settings, out: Path, mark: str, seen: dict[str, int] | None = None) -> None:
    """Raises ContentError unless `out` is new or holds nothing but what its list, the file called `mark`, names, and as
    it names it. `seen`: as `listed.foreign` has it."""
    sources = [folder for folder in (settings.content, settings.theme) if folder]
    if settings.root.is_relative_to(out) or any(out.is_relative_to(folder) for folder in sources):
        raise ContentError(f"{out} memuat sumber proyek; pilih folder lain")
    if not out.exists():
        return
    if not out.is_dir():
        raise ContentError(f"{out} bukan folder")
    has_list = (out / mark).is_file()
    known = listed.read(out, mark)[1] if has_list else {}
    found = (name for name in listed.foreign(out, known, seen)
             if name != mark and name.rpartition("/")[2] not in _LEFT_BY_SYSTEMS)
    if name := next(found, ""):
        raise ContentError(CHANGED.format(out, visible(name)) if has_list else FOREIGN.format(out, mark))


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


def put_in_place(settings: Settings, fresh: Path, out: Path, mark: str, note: bytes = b"",
                 digests: Mapping[str, str] | None = None, seen: dict[str, int] | None = None) -> None:
    """The folder made by `beside` becomes `out`, with the list of its files, which begins with `note`. An earlier one
    changes places with it, so that `out` is never gone. Raises ContentError where somebody has put a file there.
    `digests`, `seen`: as `listed.write` and `refuse_foreign` have them."""
    listed.write(fresh, mark, note, digests)
    refuse_foreign(settings, out, mark, seen)
    if out.exists():
        exchange(fresh, out)
    else:
        fresh.rename(out)
