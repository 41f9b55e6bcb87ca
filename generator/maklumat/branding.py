"""What the templates of the theme are told of the site and its agency, and what its pages load."""

from __future__ import annotations

import io
from importlib.util import find_spec
from pathlib import Path

from PIL import Image

from . import assets, disk, livery, logo, policy
from .errors import SettingsError
from .planned import Mode, is_hidden, is_tool
from .settings import Settings, reason

__all__ = ["files", "told"]

WIDTH, HEIGHT = 384, 96  # pixels at most: half as many on the page, sharp on screens of twice the density
SHEET = "css/dokumen.css"  # of every page; the agency's colours stand at its end
COLOURS = 64  # of the picture; more would weigh more than the page


def told(mode: Mode, settings: Settings) -> dict[str, str | dict[str, str]]:
    """`config.extra.maklumat` of the templates. Raises SettingsError as `files` does.

    `kebijakan`: what each kind of page may load and do; `aset`: the folder of what pages load; `merek`: the picture for
    the agency, with `lebar` and `tinggi` in pixels.
    """
    picture = _picture(settings)
    width, height = picture.size if picture else (HEIGHT, HEIGHT)
    folder = assets.folder(_loaded(settings))
    return {
        "mode": mode.value, "kebijakan": policy.named(), "aset": folder,
        "merek": folder + livery.mark(settings.stationery), "lebar": str(width // 2), "tinggi": str(height // 2),
    }


def files(settings: Settings) -> dict[str, bytes]:
    """What pages load – style sheets, scripts, the agency's mark – by place below the site. Raises SettingsError where
    the logo cannot be shown, or a file of the theme cannot be read or is a link, which could lead anywhere."""
    return assets.placed(_loaded(settings))


def _loaded(settings: Settings) -> dict[str, bytes]:
    own = _of_the_theme(settings)
    colours = f"\n{livery.style(settings.stationery.colours)}\n".encode()
    return {**_of_material(), **own, SHEET: own.get(SHEET, b"") + colours,
            livery.mark(settings.stationery): _mark(settings)}


def _of_material() -> dict[str, bytes]:
    """The style sheets of the shell around ordinary pages, as Material's own package has them."""
    package = find_spec("material")
    templates = Path(*package.submodule_search_locations, "templates") if package else Path()
    return {path.relative_to(templates).as_posix(): path.read_bytes() for path in templates.glob(f"{assets.BASE}*.css")}


def _of_the_theme(settings: Settings) -> dict[str, bytes]:
    names = (name for name in disk.theme_files(settings) if f"{name}/".startswith(assets.OF_THEME))
    return {name: _bytes(settings.theme, name) for name in names if not (is_hidden(name) or is_tool(name))}


def _bytes(theme: Path, name: str) -> bytes:
    if (theme / name).is_symlink():
        raise SettingsError(f"{name} di folder tema berupa tautan; ganti dengan salinan isinya")
    try:
        return (theme / name).read_bytes()
    except OSError as error:
        raise SettingsError(f"{name} di folder tema tidak dapat dibuka: {reason(error)}") from None


def _mark(settings: Settings) -> bytes:
    """The agency's logo as pages show it, a drawing of ours where it names none."""
    picture = _picture(settings)
    if picture is None:
        return livery.icon(settings.stationery.colours)
    out = io.BytesIO()
    picture.quantize(COLOURS, Image.Quantize.FASTOCTREE).save(out, "PNG", optimize=True)
    return out.getvalue()


def _picture(settings: Settings) -> Image.Image | None:
    """The logo, small. A drawing too becomes a picture: emblems of provinces weigh hundreds of kilobytes as SVG."""
    named = logo.load(settings)
    if named is None:
        return None
    small = logo.picture(named).copy()
    small.thumbnail((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
    return small
