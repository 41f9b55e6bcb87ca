"""What the prints are made from besides their data: templates, fonts and the agency's logo, read once, all bytes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from .errors import MaklumatError
from .logo import Logo
from .settings import reason

__all__ = ["FONTS", "TEMPLATES", "EngineError", "Materials", "read"]

TEMPLATES = ("print", "social")  # folders of the theme
FONTS = "fonts"

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

    def lay_out(self, folder: Path) -> None:
        """Writes the files below `folder`."""
        for name, data in self.files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)


def read(theme: Path | None, logo: Logo | None) -> Materials:
    """The materials of a theme folder. Raises EngineError with one sentence when something is not there."""
    if theme is None:
        raise EngineError("folder tema belum disebut; tulis `custom_dir: theme` di bawah `theme` di mkdocs.yml")
    files = {name: data for folder in TEMPLATES for name, data in _templates(theme, folder)}
    if not any(name.startswith(f"{TEMPLATES[0]}/") for name in files):
        raise EngineError(f"templat cetakan tidak ada di {theme / TEMPLATES[0]}; salin kembali folder itu")
    fonts = {f"{FONTS}/{path.name}": _bytes(path) for path in sorted((theme / FONTS).glob("*.ttf"))}
    if not fonts:
        raise EngineError(f"huruf cetak tidak ada di {theme / FONTS}; salin kembali folder itu")
    return Materials(files | fonts | ({logo.name: logo.data} if logo else {}))


def _templates(theme: Path, folder: str) -> Iterator[tuple[str, bytes]]:
    for path in sorted((theme / folder).rglob("*")):
        name = path.relative_to(theme).as_posix()
        if path.is_file() and not any(part.startswith(".") for part in name.split("/")):
            data = _bytes(path)
            if path.suffix == ".typ" and _PACKAGE.search(data):
                raise EngineError(f"templat {name} memakai paket dari jaringan; salin isinya ke dalam folder tema")
            yield name, data


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise EngineError(f"{path} tidak dapat dibuka: {reason(error)}") from None
