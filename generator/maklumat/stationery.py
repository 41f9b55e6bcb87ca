"""How an agency prints: logo, place, address, paper and colours, read from `cetak` among the plugin's settings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from . import options
from .errors import SettingsError

__all__ = ["FORMS", "PAPERS", "Colours", "Stationery", "contrast", "read"]

PAPERS = ("a3", "a4", "f4")  # F4: 215 × 330 mm, the folio of Indonesian offices
FORMS = ("a4", "f4")
LOGOS = (".svg", ".png", ".jpg", ".jpeg")
READABLE = 4.5  # WCAG 2.2, 1.4.3: contrast of text

_KEYS = ("logo", "tempat", "alamat", "poster", "formulir", "warna")
_COLOURS = ("utama", "aksen")
_HEX = re.compile(r"#[0-9a-fA-F]{6}\Z")


@dataclass(frozen=True, slots=True)
class Colours:
    """`primary` bears text on white and white text; `accent` only ornaments. Both as #rrggbb."""

    primary: str = "#0b4f3c"
    accent: str = "#b5893c"


@dataclass(frozen=True, slots=True)
class Stationery:
    """`logo`: a file below the project's root, "" for none. `place`: where documents are signed. `address`: one line
    of the letterhead. `posters`: the papers that posters are made for; `form`: that of the SOP form."""

    logo: str = ""
    place: str = ""
    address: str = ""
    posters: tuple[str, ...] = ("a3", "a4")
    form: str = "a4"
    colours: Colours = Colours()


def read(given: object) -> Stationery:
    """The stationery that these settings describe. Raises SettingsError with one sentence."""
    if given in (None, ""):
        return Stationery()
    where = "`cetak`"
    chosen = options.group(given, _KEYS, where)
    return Stationery(
        logo=_logo(options.line(chosen, "logo", where)),
        place=options.line(chosen, "tempat", where, longest=60),
        address=options.line(chosen, "alamat", where, longest=160),
        posters=tuple(_papers(chosen.get("poster", ""))),
        form=_choice(options.line(chosen, "formulir", where) or FORMS[0], FORMS, "formulir"),
        colours=_colours(chosen.get("warna", "")),
    )


def contrast(colour: str, other: str = "#ffffff") -> float:
    """The contrast ratio of two colours (#rrggbb), 1 to 21, after WCAG 2.2."""
    darker, lighter = sorted((_luminance(colour), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[at:at + 2], 16) / 255 for at in (1, 3, 5))
    linear = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def _logo(path: str) -> str:
    if not path:
        return ""
    parts = path.split("/")
    if path.startswith("/") or "\\" in path or ":" in path or ".." in parts:
        raise SettingsError("`logo` di mkdocs.yml harus menyebut berkas di dalam proyek ini, misalnya theme/logo.svg")
    if not path.lower().endswith(LOGOS):
        raise SettingsError("`logo` di mkdocs.yml harus berupa berkas SVG, PNG, atau JPEG")
    return path


def _papers(value: object) -> Iterator[str]:
    papers = value if isinstance(value, list) else [value] if value else list(Stationery().posters)
    for paper in dict.fromkeys(paper if isinstance(paper, str) else "?" for paper in papers):
        yield _choice(paper, PAPERS, "poster")


def _choice(value: str, known: tuple[str, ...], key: str) -> str:
    if value.lower() not in known:
        raise SettingsError(f"`{key}` pada `cetak` di mkdocs.yml berisi `{value}`; pilih di antara {', '.join(known)}")
    return value.lower()


def _colours(value: object) -> Colours:
    if value in (None, ""):
        return Colours()
    where = "`warna`"
    chosen = {key: options.line(options.group(value, _COLOURS, where), key, where) for key in _COLOURS}
    for key, colour in chosen.items():
        if colour and not _HEX.match(colour):
            raise SettingsError(f"`{key}` pada `warna` di mkdocs.yml harus berupa enam angka heksadesimal, misalnya "
                                f"\"{Colours().primary}\"")
    primary = chosen["utama"] or Colours().primary
    if contrast(primary) < READABLE:
        raise SettingsError(f"warna utama {primary} di mkdocs.yml terlalu muda untuk dibaca di atas putih; pilih warna "
                            "yang lebih tua")
    return Colours(primary.lower(), (chosen["aksen"] or Colours().accent).lower())
