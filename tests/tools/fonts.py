"""Makes theme/fonts from the packages @fontsource-variable/plus-jakarta-sans and @fontsource-variable/literata.

    npm pack @fontsource-variable/plus-jakarta-sans@5.3.0 @fontsource-variable/literata@5.3.0   (unpack both)
    pip install fonttools==4.68.0 brotli
    python tests/tools/fonts.py JAKARTA/package/files LITERATA/package/files theme/fonts

Both families are under the SIL Open Font License 1.1 without a Reserved Font Name: cutting, adding and renaming are
allowed. See docs/decisions/0012-fonts.md.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph, GlyphComponent
from fontTools.ttLib.tables.TupleVariation import TupleVariation
from fontTools.varLib import instancer

WEIGHTS = {"wght": (400, 700)}
CUTS = {  # file: (source, what is cut, the family's name where it is not that of the source)
    "plus-jakarta-sans": ("plus-jakarta-sans-latin-wght-normal", {}, ""),
    "plus-jakarta-sans-italic": ("plus-jakarta-sans-latin-wght-italic", {}, ""),
    "plus-jakarta-sans-latin-ext": ("plus-jakarta-sans-latin-ext-wght-normal", {}, "Plus Jakarta Sans Latin Ext"),
    "literata": ("literata-latin-opsz-normal", WEIGHTS, ""),
    "literata-italic": ("literata-latin-wght-italic", WEIGHTS, ""),
    "literata-latin-ext": ("literata-latin-ext-wght-normal", WEIGHTS, "Literata Latin Ext"),
}
UPRIGHT, RIGHT, LEFT = [[1, 0], [0, 1]], [[0, -1], [1, 0]], [[0, 1], [-1, 0]]


def main(jakarta: Path, literata: Path, out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    for name, (source, limits, family) in CUTS.items():
        folder = jakarta if source.startswith("plus") else literata
        font = TTFont(folder / f"{source}.woff2", recalcTimestamp=False)
        if limits:
            font = instancer.instantiateVariableFont(font, limits)
        for table in ("VVAR", "vhea", "vmtx"):  # for vertical text, which nobody sets
            if table in font:
                del font[table]
        if family:
            rename(font, family)
        else:
            add_signs(font)
        font.flavor = None
        font.save(out / f"{name}.ttf")


def rename(font: TTFont, family: str) -> None:
    """Gives the font another family name, so that a list of families can name it after the first."""
    old, compact = font["name"].getDebugName(1), family.replace(" ", "")
    for record in font["name"].names:
        text = str(record)
        if record.nameID in (1, 4, 16):
            record.string = text.replace(old, family, 1)
        elif record.nameID in (3, 6, 25):
            record.string = text.replace(old.replace(" ", ""), compact, 1)


def add_signs(font: TTFont) -> None:
    """Adds the signs of Indonesian official texts that the Latin subset lacks, composed of what it has."""
    font.ensureDecompiled()
    up = bounds(font, "↑")
    arrow, middle = up[3] - up[1], (up[1] + up[3]) // 2
    less, minus = bounds(font, "<"), bounds(font, "−")
    thick = minus[3] - minus[1]
    gap = thick + max(20, thick // 2)
    lift = gap // 2 + thick // 3
    side = advance(font, "↑") - (up[2] - up[0])
    edge = side // 2
    wide = arrow + 2 * edge
    across = (up[0] + up[2]) // 2
    right = ("↑", RIGHT, edge - up[1], middle + across)
    left = ("↑", LEFT, edge + up[3], middle - across)
    longer = wide + arrow // 3
    below = less[1] + lift - gap - thick - minus[1] + thick // 2
    slash, equal = bounds(font, "/"), bounds(font, "=")
    compose(font, "№", "N", [("N", UPRIGHT, 0, 0), ("º", UPRIGHT, advance(font, "N"), 0)],
            advance(font, "N") + advance(font, "º"))
    compose(font, "≤", "<", [("<", UPRIGHT, 0, lift), ("−", UPRIGHT, centre(less) - centre(minus), below)])
    compose(font, "≥", ">", [(">", UPRIGHT, 0, lift),
                             ("−", UPRIGHT, centre(bounds(font, ">")) - centre(minus), below)])
    compose(font, "≠", "=", [("=", UPRIGHT, 0, 0),
                             ("/", UPRIGHT, centre(equal) - centre(slash), level(equal) - level(slash))])
    compose(font, "→", "↑", [right], wide)
    compose(font, "←", "↑", [left], wide)
    compose(font, "↔", "↑", [("↑", RIGHT, edge - up[1] + arrow // 3, middle + across), left], longer)


def bounds(font: TTFont, character: str) -> tuple[int, int, int, int]:
    glyph = font["glyf"][font.getBestCmap()[ord(character)]]
    return glyph.xMin, glyph.yMin, glyph.xMax, glyph.yMax


def centre(box: tuple[int, int, int, int]) -> int:
    return (box[0] + box[2]) // 2


def level(box: tuple[int, int, int, int]) -> int:
    return (box[1] + box[3]) // 2


def advance(font: TTFont, character: str) -> int:
    return font["hmtx"][font.getBestCmap()[ord(character)]][0]


def compose(font: TTFont, character: str, like: str, parts: list[tuple], width: int | None = None) -> None:
    """A new glyph of placed parts; its width varies with the weight as that of `like` does."""
    cmap, name = font.getBestCmap(), f"uni{ord(character):04X}"
    if ord(character) in cmap:
        return
    base = cmap[ord(like)]
    glyph = Glyph()
    glyph.numberOfContours, glyph.components = -1, []
    for part, matrix, x, y in parts:
        component = GlyphComponent()
        component.glyphName, component.x, component.y = cmap[ord(part)], x, y
        component.flags = 0x4 | 0x2 | (0x400 if part is parts[0][0] else 0)  # rounded, offsets, outlines overlap
        if matrix != UPRIGHT:
            component.transform = matrix
        glyph.components.append(component)
    font.setGlyphOrder([*font.getGlyphOrder(), name])
    font["glyf"].glyphs[name] = glyph
    font["glyf"].glyphOrder = font.getGlyphOrder()
    glyph.recalcBounds(font["glyf"])
    font["hmtx"][name] = (width or font["hmtx"][base][0], glyph.xMin)
    font["gvar"].variations[name] = [vary(one, parts, like) for one in font["gvar"].variations.get(base, [])]
    widths = font["HVAR"].table.AdvWidthMap
    assert widths, "widths that are counted by glyph cannot be extended"
    widths.mapping[name] = widths.mapping[base]
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[ord(character)] = name


def vary(one: TupleVariation, parts: list[tuple], like: str) -> TupleVariation:
    """How the places of the parts vary: what stands behind the letter that gives the width moves with it."""
    ghosts = [delta or (0, 0) for delta in one.coordinates[-4:]]
    moved = [(ghosts[1][0], 0) if like == "N" and part != "N" else (0, 0) for part, *_ in parts]
    return TupleVariation(one.axes, [*moved, *ghosts])


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
