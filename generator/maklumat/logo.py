"""The agency's logo: a file of its own choosing, brought into a form that the typesetter may be given."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass
from functools import lru_cache

import typst
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from . import svgguard
from .errors import SettingsError
from .settings import FILE_NAME, Settings, reason

__all__ = ["LONGEST", "MAX_BYTES", "MAX_PIXELS", "SIDE", "Logo", "load", "picture"]

MAX_BYTES = 20 * 1024 * 1024
MAX_PIXELS = 100_000_000  # decoded, some 400 MB; a scan of an A4 page at 600 dpi has 35 million
SIDE = 1200  # pixels of the longer side at most: 10 cm at 300 dpi
LONGEST = 8  # times as long as broad: beyond that a logo would be a line on the letterhead

_UNREADABLE = "tidak dapat digambar oleh mesin cetak; simpan ulang sebagai SVG biasa (plain SVG) atau PNG"
_UNSEEN = "tidak menampakkan apa pun; pilih berkas yang berisi gambar"
_ELONGATED = f"terlalu memanjang: lebih dari {LONGEST} banding 1; pilih gambar yang lebih padat"
_TOO_LONG = "MEMANJANG"
_TRIAL = f"""
#let logo = bytes(sys.inputs.logo)
#set page(width: auto, height: auto, margin: 0pt, fill: none)
#context {{
  let (width, height) = measure(image(logo))
  if calc.max(width, height) > {LONGEST} * calc.min(width, height) {{ panic("{_TOO_LONG}") }}
}}
#box(width: 256pt, height: 256pt, image(logo, width: 100%, height: 100%, fit: "contain"))
""".encode()  # what it draws is looked at: 256 × 256 pixels without any paper
_TRANSPARENT = ("RGBA", "LA", "PA", "RGBa", "La")


@dataclass(frozen=True, slots=True)
class Logo:
    """`name`: logo.svg or logo.png, as templates find it. `data`: safe SVG, or a PNG of at most SIDE × SIDE pixels."""

    name: str
    data: bytes


def load(settings: Settings) -> Logo | None:
    """The logo that `cetak` names, None where it names none. Raises SettingsError with one sentence."""
    named = settings.stationery.logo
    if not named:
        return None
    path = (settings.root / named).resolve()
    if not path.is_relative_to(settings.root.resolve()):
        raise _refused(named, "berada di luar proyek ini; salin berkasnya ke dalam proyek")
    try:
        if path.exists() and not path.is_file():  # a pipe would never end
            raise _refused(named, "bukan berkas biasa")
        if path.stat().st_size > MAX_BYTES:
            raise _refused(named, f"melebihi {MAX_BYTES // 1024 ** 2} MB; perkecil gambarnya")
        data = path.read_bytes()
    except OSError as error:
        raise _refused(named, f"tidak dapat dibuka: {reason(error)}") from None
    if named.lower().endswith(".svg"):
        if fault := svgguard.fault(data):
            raise _refused(named, fault)
        if fault := _unfit(data):
            raise _refused(named, fault)
        return Logo("logo.svg", data)
    return Logo("logo.png", _png(named, data))


def _refused(named: str, why: str) -> SettingsError:
    return SettingsError(f"logo {named} di {FILE_NAME} {why}")


@lru_cache(maxsize=2)  # a preview asks at every change of a text
def _unfit(svg: bytes) -> str:
    """What a safe SVG lacks to be a logo, as the typesetter draws it, as the rest of a sentence; "" for nothing."""
    try:
        drawn = _drawn(svg, pixels=256)
    except typst.TypstError as error:
        return _ELONGATED if error.message == f"panicked with: {_TOO_LONG}" else _UNREADABLE
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # how a fault of typst itself arrives; it is no Exception
            raise
        return _UNREADABLE
    with Image.open(io.BytesIO(drawn)) as image:
        return "" if image.getchannel("A").getbbox() else _UNSEEN


def _drawn(svg: bytes, pixels: int) -> bytes:
    """A PNG of so many pixels on each side with the drawing in its middle, as the typesetter draws it."""
    compiler = typst.Compiler(font_paths=typst.Fonts(include_system_fonts=False, include_embedded_fonts=False))
    drawn, _ = compiler.compile_with_warnings(
        input=_TRIAL, sys_inputs={"logo": svg.decode("utf-8-sig")}, format="png", ppi=72 * pixels / 256)
    return drawn


@lru_cache(maxsize=2)
def picture(logo: Logo) -> Image.Image:
    """A loaded logo as a bitmap, without a transparent margin; whoever changes it makes a copy."""
    data = _drawn(logo.data, pixels=1024) if logo.name.endswith(".svg") else logo.data
    with Image.open(io.BytesIO(data)) as image:
        return image.crop(image.getchannel("A").getbbox()) if image.mode == "RGBA" else image.copy()


@lru_cache(maxsize=2)
def _png(named: str, data: bytes) -> bytes:
    """A bitmap as a plain PNG: upright, of at most SIDE × SIDE pixels, without what else the file tells."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the limit that Pillow warns of is below ours
            with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as image:
                if image.width * image.height > MAX_PIXELS:
                    raise _refused(named, f"berukuran {image.width} × {image.height} piksel; perkecil gambarnya")
                image.draft("RGB", (SIDE, SIDE))  # of a JPEG: decoded no larger than needed
                plain = _plain(ImageOps.exif_transpose(image))
    except UnidentifiedImageError:
        raise _refused(named, "bukan gambar PNG atau JPEG; simpan ulang gambarnya") from None
    except Image.DecompressionBombError:
        raise _refused(named, "terlalu banyak pikselnya; perkecil gambarnya") from None
    except (OSError, ValueError, SyntaxError, EOFError):  # what Pillow's decoders raise for broken files
        raise _refused(named, "rusak; simpan ulang gambarnya") from None
    if max(plain.size) > LONGEST * min(plain.size):
        raise _refused(named, _ELONGATED)
    if plain.mode == "RGBA" and not plain.getchannel("A").getbbox():
        raise _refused(named, _UNSEEN)
    plain.thumbnail((SIDE, SIDE), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    plain.save(out, "PNG")
    return out.getvalue()


def _plain(image: Image.Image) -> Image.Image:
    """Eight bits a channel, red, green and blue, with transparency only where the picture has any."""
    image.load()
    if image.mode.startswith("I;16"):  # Pillow would cut off every value above 255
        high = image.tobytes("raw", "I;16B")[::2]
        return Image.frombytes("L", image.size, high).convert("RGB")
    mode = "RGBA" if image.mode in _TRANSPARENT or "transparency" in image.info else "RGB"
    plain = _in_srgb(image, mode) or image.convert(mode)
    plain.info.clear()  # else the colour profile of the original would go along
    return plain


def _in_srgb(image: Image.Image, mode: str) -> Image.Image | None:
    """The picture by its own colour profile, which matters most for the inks of a printing shop (CMYK)."""
    profile = image.info.get("icc_profile")
    if not profile or image.mode not in ("RGB", "RGBA", "CMYK"):
        return None
    try:
        own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        return ImageCms.profileToProfile(image, own, ImageCms.createProfile("sRGB"), outputMode=mode)
    except (ImageCms.PyCMSError, OSError):  # a broken profile: the picture without it is better than none
        return None
