"""What the prints are made from besides their data: templates, fonts and the agency's logo, read once, all bytes."""

from __future__ import annotations

import re
import shutil
import stat
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from .errors import MaklumatError
from .logo import Logo
from .settings import reason
from .user_cache import is_mine

__all__ = ["DAY", "FONTS", "TEMPLATES", "EngineError", "Materials", "read"]

TEMPLATES = ("print", "social")  # folders of the theme
FONTS = "fonts"
DAY = 24 * 60 * 60

_PREFIX = "maklumat-cetak-"
_PACKAGE = re.compile(rb'"@[\w-]+/')  # `#import "@preview/…"`: fetched from the network


class EngineError(MaklumatError):
    """The prints cannot be made; whatever a document says, it is not its fault."""


@dataclass(frozen=True, slots=True)
class Materials:
    """`files`: every file of the working folder by its path below it."""

    files: Mapping[str, bytes]

    @property
    def digest(self) -> bytes:
        """SHA-256 over all names and bytes."""
        whole = sha256()
        for name, data in sorted(self.files.items()):
            for part in (name.encode(), data):
                whole.update(sha256(part).digest())
        return whole.digest()

    @contextmanager
    def laid_out(self) -> Iterator[Path]:
        """A private folder with the files, gone at the end; with it goes what killed runs left behind."""
        _sweep()
        with tempfile.TemporaryDirectory(prefix=_PREFIX) as name:
            for part, data in self.files.items():
                path = Path(name, part)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data)
            yield Path(name)


def _sweep() -> None:
    """Takes away the folders of runs that ended without an end, after a day; those of other people stay."""
    for path in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        with suppress(OSError):
            about = path.lstat()
            if is_mine(about) and stat.S_ISDIR(about.st_mode) and about.st_mtime < time.time() - DAY:
                shutil.rmtree(path, ignore_errors=True)


def read(theme: Path | None, logo: Logo | None) -> Materials:
    """The materials of a theme folder. Raises EngineError with one sentence when something is not there, or is a link,
    which could lead anywhere."""
    if theme is None:
        raise EngineError("folder tema belum disebut; tulis `custom_dir: theme` di bawah `theme` di mkdocs.yml")
    files = {name: data for folder in TEMPLATES for name, data in _templates(theme, folder)}
    if not any(name.startswith(f"{TEMPLATES[0]}/") for name in files):
        raise EngineError(f"templat cetakan tidak ada di {theme / TEMPLATES[0]}; salin kembali folder itu")
    fonts = {f"{FONTS}/{path.name}": _bytes(path) for path in _files(theme, FONTS) if path.suffix == ".ttf"}
    if not fonts:
        raise EngineError(f"huruf cetak tidak ada di {theme / FONTS}; salin kembali folder itu")
    return Materials(files | fonts | ({logo.name: logo.data} if logo else {}))


def _templates(theme: Path, folder: str) -> Iterator[tuple[str, bytes]]:
    for path in _files(theme, folder):
        name, data = path.relative_to(theme).as_posix(), _bytes(path)
        if path.suffix == ".typ" and _PACKAGE.search(data):
            raise EngineError(f"templat {name} memakai paket dari jaringan; salin isinya ke dalam folder tema")
        yield name, data


def _files(theme: Path, folder: str) -> Iterator[Path]:
    """Every file of a folder of the theme in order of name, without those whose names begin with a dot."""
    for path in (theme / folder, *sorted((theme / folder).rglob("*"))):
        name = path.relative_to(theme).as_posix()
        if any(part.startswith(".") for part in name.split("/")):
            continue
        if path.is_symlink():
            raise EngineError(f"{name} di folder tema berupa tautan; ganti dengan salinan isinya")
        if path.is_file():
            yield path


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise EngineError(f"{path} tidak dapat dibuka: {reason(error)}") from None
