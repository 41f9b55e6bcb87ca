"""The codes that people can scan, read from a print as it comes out of a printer, a camera or a chat."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pypdfium2
import zxingcpp
from PIL import Image, ImageFilter

__all__ = ["SEEN", "pictures", "read"]

DPI = 150  # a poster seen by a camera that has it whole in view


def _turned(picture: Image.Image) -> Image.Image:
    return picture.rotate(7, expand=True, resample=Image.Resampling.BICUBIC, fillcolor="white")


def _blurred(picture: Image.Image) -> Image.Image:
    return picture.filter(ImageFilter.GaussianBlur(DPI / 72))


def _forwarded(picture: Image.Image) -> Image.Image:
    """Half the size and strongly compressed, as messengers do."""
    packed = io.BytesIO()
    picture.resize((picture.width // 2, picture.height // 2), Image.Resampling.LANCZOS).save(packed, "JPEG", quality=40)
    return Image.open(packed)


SEEN: Mapping[str, Callable[[Image.Image], Image.Image]] = {
    "whole": lambda picture: picture,
    "turned": _turned,
    "blurred": _blurred,
    "forwarded": _forwarded,
    "forwarded and turned": lambda picture: _turned(_forwarded(picture)),
}


def pictures(path: Path, dpi: int = DPI) -> Iterator[Image.Image]:
    """Each page of a PDF, or the one picture, on white."""
    if path.suffix == ".pdf":
        with pypdfium2.PdfDocument(path) as document:
            for page in document:
                yield page.render(scale=dpi / 72).to_pil().convert("RGB")
    else:
        yield Image.open(path).convert("RGB")


def read(picture: Image.Image) -> set[str]:
    """What every code in the picture says, whatever kind of code it is."""
    return {code.text for code in zxingcpp.read_barcodes(picture)}
