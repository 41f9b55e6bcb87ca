"""A picture with at most 256 colours: half the bytes, and no difference that an eye would see."""

from __future__ import annotations

from collections import defaultdict

from PIL import Image

__all__ = ["COLOURS", "reduced"]

COLOURS = 256
MOST = 4096  # shades of a card without photos; to look at each costs little
CELL = 4  # Pillow looks for the nearest colour by cubes of so many shades a side, seen from their darkest corner
AREA = 1000  # a colour that takes more than one of so many pixels fills an area


def reduced(image: Image.Image) -> Image.Image:
    """An RGB picture with a palette, without dithering. Colours that fill areas stay as they are; edges between them
    are off by 3 to 6 of 255 on a card without photos.

    The palette covers the range of all colours best (MAXCOVERAGE). It is sought among the picture's colours, each once,
    and not among its million and a half pixels, which takes three times as long.
    """
    counted = image.getcolors(MOST)
    if counted is None or len(counted) <= COLOURS:
        return _covered(image)
    counted.sort()
    every = Image.new("RGB", (len(counted), 1))
    every.putdata([colour for _, colour in counted])
    nearest = Image.new("P", (1, 1))
    nearest.putpalette([max(0, value - CELL // 2) for value in _covered(every).getpalette()])
    made = image.quantize(palette=nearest, dither=Image.Dither.NONE)
    shades = defaultdict(list)
    for shade, entry in zip(counted, every.quantize(palette=nearest, dither=Image.Dither.NONE).tobytes(), strict=True):
        shades[entry].append(shade)
    palette = nearest.getpalette()
    for entry, alike in shades.items():
        palette[3 * entry:3 * entry + 3] = _one_for(alike, image.width * image.height // AREA)
    made.putpalette(palette)
    return made


def _covered(image: Image.Image) -> Image.Image:
    return image.quantize(COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)


def _one_for(alike: list[tuple[int, tuple[int, ...]]], area: int) -> tuple[int, ...]:
    """The colour that stands for these (number of pixels, colour), in rising order: the one that fills an area, else
    the middle between the farthest."""
    number, colour = alike[-1]
    return colour if number > area else tuple((min(values) + max(values) + 1) // 2
                                              for values in zip(*(each for _, each in alike), strict=True))
