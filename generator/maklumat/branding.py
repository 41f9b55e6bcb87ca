"""What the templates of the theme are told of the site and its agency, and the logo as pages show it."""

from __future__ import annotations

import io

from PIL import Image

from . import livery, logo
from .planned import Mode
from .settings import Settings

__all__ = ["files", "told"]

WIDTH, HEIGHT = 384, 96  # pixels at most: half as many on the page, sharp on screens of twice the density
COLOURS = 64  # of the picture; more would weigh more than the page


def told(mode: Mode, settings: Settings) -> dict[str, str]:
    """`config.extra.maklumat` of the templates. Raises SettingsError where the logo cannot be shown.

    `warna`: the agency's colours as a style sheet, `sandi`: its fingerprint; `merek`: the picture for the agency, with
    `lebar` and `tinggi` in pixels.
    """
    css = livery.style(settings.stationery.colours)
    picture = _picture(settings)
    width, height = picture.size if picture else (HEIGHT, HEIGHT)
    return {
        "mode": mode.value, "warna": css, "sandi": livery.fingerprint(css), "merek": livery.mark(settings.stationery),
        "lebar": str(width // 2), "tinggi": str(height // 2),
    }


def files(settings: Settings) -> dict[str, bytes]:
    """The agency's logo as pages show it, by its place below the site; nothing where it names none. Raises
    SettingsError where it cannot be shown."""
    picture = _picture(settings)
    if picture is None:
        return {}
    out = io.BytesIO()
    picture.quantize(COLOURS, Image.Quantize.FASTOCTREE).save(out, "PNG", optimize=True)
    return {livery.LOGO: out.getvalue()}


def _picture(settings: Settings) -> Image.Image | None:
    """The logo, small. A drawing too becomes a picture: emblems of provinces weigh hundreds of kilobytes as SVG."""
    named = logo.load(settings)
    if named is None:
        return None
    small = logo.picture(named).copy()
    small.thumbnail((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
    return small
