"""Compiled templates, kept in the user's cache folder: Jinja needs a quarter of a second for those of the theme, which
is a tenth of the build of a small site. A changed template is compiled anew; what is lost or damaged too."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from jinja2 import BytecodeCache, FileSystemBytecodeCache

from . import user_cache

__all__ = ["cache"]

NAME = "templat"
MOST = 400  # files: some twenty themes


def cache() -> BytecodeCache | None:
    """Where Jinja keeps them; None where nobody's folder is ours alone: what lies there is run."""
    place = user_cache.folder(NAME)
    if place is None or not user_cache.is_ours(place):
        return None
    _trim(place)
    return FileSystemBytecodeCache(str(place))


def _trim(place: Path) -> None:
    """Takes away all where there is too much: making it again takes no longer than finding out what is old."""
    with suppress(OSError):
        files = list(place.iterdir())
        for file in files if len(files) > MOST else ():
            file.unlink()
