"""An agency's colours and mark on every page: a style for light and dark screens, a first mark.

Whatever colours an agency chooses, text keeps the contrast of WCAG 2.2, 1.4.6 (AAA) on every ground that it stands on.
"""

from __future__ import annotations

from collections.abc import Iterable
from colorsys import hls_to_rgb, rgb_to_hls

from .stationery import Colours, Stationery, contrast

__all__ = ["ICON", "LOGO", "icon", "mark", "style"]

ICON, LOGO = "merek/ikon.svg", "merek/logo.png"  # below the folder of what pages load

STRONG = 7.0  # WCAG 2.2, 1.4.6: contrast of text
BLACK, WHITE = "#000000", "#ffffff"
LIGHT_PAPER, DARK_PAPER = "#fdfdfb", "#111614"  # of theme/css/dokumen.css
STEPS = 64


def style(colours: Colours) -> str:
    """The colours as variables of a style sheet."""
    light, dark = map(_variables, (_light(colours), _dark(colours)))
    return f":root{{{light}}}@media (prefers-color-scheme:dark){{:root{{{dark}}}}}"


def _variables(colours: dict[str, str]) -> str:
    return ";".join(f"--{name}:{colour}" for name, colour in colours.items())


def _light(colours: Colours) -> dict[str, str]:
    tint = _mixed(colours.primary, WHITE, 0.91)
    return {
        "utama": _readable(colours.primary, BLACK, [WHITE]),
        "teks-utama": _readable(colours.primary, BLACK, [LIGHT_PAPER, tint]),
        "muda": tint,
        "aksen": colours.accent,
        "teks-aksen": _readable(colours.accent, BLACK, [LIGHT_PAPER, tint]),
    }


def _dark(colours: Colours) -> dict[str, str]:
    tint = _mixed(colours.primary, DARK_PAPER, 0.7)
    return {
        "utama": _readable(colours.primary, BLACK, [WHITE]),
        "teks-utama": _readable(colours.primary, _pale(colours.primary), [DARK_PAPER, tint]),
        "muda": tint,
        "aksen": colours.accent,
        "teks-aksen": _readable(colours.accent, _pale(colours.accent), [DARK_PAPER, tint]),
    }


def _readable(colour: str, end: str, grounds: Iterable[str]) -> str:
    """The colour, brought towards `end` just as far as text in it can be read on (or as) all these grounds."""
    steps = (_mixed(colour, end, step / STEPS) for step in range(STEPS))
    return next((mixed for mixed in steps if all(contrast(mixed, ground) >= STRONG for ground in grounds)), end)


def _pale(colour: str) -> str:
    """A light colour of the same hue, that can be read on every dark ground of ours."""
    hue, _, saturation = rgb_to_hls(*(part / 255 for part in bytes.fromhex(colour[1:])))
    return "#" + bytes(round(part * 255) for part in hls_to_rgb(hue, 0.85, min(saturation, 0.6))).hex()


def _mixed(colour: str, other: str, share: float) -> str:
    """Two colours (#rrggbb) mixed; `share` of the other, 0 to 1."""
    parts = zip(bytes.fromhex(colour[1:]), bytes.fromhex(other[1:]), strict=True)
    return "#" + bytes(round(one + (two - one) * share) for one, two in parts).hex()


def mark(stationery: Stationery) -> str:
    """Where the picture lies that stands for the agency: its logo, or ours where it names none."""
    return LOGO if stationery.logo else ICON


def icon(colours: Colours) -> bytes:
    """A signed sheet in the agency's colours, as SVG."""
    primary = _readable(colours.primary, BLACK, [WHITE])
    return f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">\
<rect width="32" height="32" rx="7" fill="{primary}"/>\
<path fill="#fff" d="M8 5h11l6 6v16H8z"/>\
<path fill="none" stroke="{primary}" stroke-width="1.75" d="M19 5v6h6M12 14.5h8M12 18h4"/>\
<circle cx="20.5" cy="21.5" r="4.75" fill="{colours.accent}"/>\
<path fill="none" stroke="#fff" stroke-width="1.75" d="m18.2 21.6 1.7 1.7 3-3.4"/></svg>
""".encode()
