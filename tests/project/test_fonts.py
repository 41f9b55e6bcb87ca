"""The fonts of theme/fonts, which prints are set in: nothing changed unseen, and the rules know what they hold."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from maklumat import textguard, typeface

ROOT = Path(__file__).parents[2]
FONTS = ROOT / "theme/fonts"
CUTS = {  # file: family, style, axes
    "plus-jakarta-sans": ("Plus Jakarta Sans", "Regular", {"wght": (200, 800)}),
    "plus-jakarta-sans-italic": ("Plus Jakarta Sans", "Italic", {"wght": (200, 800)}),
    "plus-jakarta-sans-latin-ext": ("Plus Jakarta Sans Latin Ext", "Regular", {"wght": (200, 800)}),
    "literata": ("Literata", "Regular", {"opsz": (7, 72), "wght": (400, 700)}),
    "literata-italic": ("Literata", "Italic", {"wght": (400, 700)}),
    "literata-latin-ext": ("Literata Latin Ext", "Regular", {"wght": (400, 700)}),
}
DIGESTS = {
    "literata-italic.ttf": "edfd576a222e09c4",
    "literata-latin-ext.ttf": "cf9b06a707c21f71",
    "literata.ttf": "e861c877f13fcb8f",
    "plus-jakarta-sans-italic.ttf": "ac943da4459b1f01",
    "plus-jakarta-sans-latin-ext.ttf": "c092fe864a57e979",
    "plus-jakarta-sans.ttf": "3230e52d7789b6ea",
}

def font(name: str) -> TTFont:
    return TTFont(FONTS / f"{name}.ttf")


def letters(*names: str) -> set[int]:
    """What these files together can draw."""
    return {point for name in names for point in font(name).getBestCmap() if point >= 0x20}


def points(ranges: str) -> set[int]:
    ends = ([int(end, 16) for end in part.strip().removeprefix("U+").split("-")]
            for part in re.split(r"[,\s]+", ranges.strip()))
    return {point for end in ends for point in range(end[0], end[-1] + 1)}


def test_no_byte_has_changed_unseen():
    """After making them anew (tests/tools/fonts.py), look at the prints before changing these digests."""
    found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest()[:16]
             for path in sorted(FONTS.glob("*.ttf"))}
    assert found == DIGESTS


def test_nothing_but_fonts_and_their_licences():
    names = {f"{name}.ttf" for name in CUTS}
    assert {path.name for path in FONTS.iterdir()} == names | {"OFL-literata.txt", "OFL-plus-jakarta-sans.txt"}
    assert sum(path.stat().st_size for path in FONTS.glob("*.ttf")) < 700_000
    for licence in FONTS.glob("OFL-*.txt"):
        text = licence.read_text(encoding="utf-8")
        assert "SIL OPEN FONT LICENSE Version 1.1" in text
        assert "with Reserved Font Name" not in text


@pytest.mark.parametrize("name", CUTS)
def test_names_and_axes(name: str):
    family, style, axes = CUTS[name]
    found = font(name)
    assert (found["name"].getDebugName(1), found["name"].getDebugName(2)) == (family, style)
    assert {axis.axisTag: (axis.minValue, axis.maxValue) for axis in found["fvar"].axes} == axes
    assert found["name"].getDebugName(14) == "https://scripts.sil.org/OFL"


def test_the_rules_know_what_the_fonts_hold():
    jakarta = letters("plus-jakarta-sans", "plus-jakarta-sans-latin-ext")
    literata = letters("literata", "literata-latin-ext")
    assert points(typeface.COVERED) == jakarta & literata


@pytest.mark.parametrize(("upright", "italic"), [("plus-jakarta-sans", "plus-jakarta-sans-italic"),
                                                 ("literata", "literata-italic")])
def test_italics_hold_the_same_letters(upright: str, italic: str):
    assert letters(upright) == letters(italic)


def test_what_official_texts_use_is_there():
    """Of all that a document may hold, only rare letters and three signs are missing."""
    signs = {chr(point) for point in range(0x80, 0x3000) if textguard.is_plain(chr(point))
             and not chr(point).isalpha() and list(typeface.missing(chr(point)))}
    assert signs == set("‡‰✓")
    assert not list(typeface.missing("№ 12 ≤ 3 ≥ 2 ≠ 1 → a ← b ↔ c – — “d” ‘e’ … • ½ ° × ÷ é ā ḍ ṣ ḥ ṭ ẓ Š"))


def test_missing_letters_are_found_in_runs():
    assert list(typeface.missing("a✓✓ b‰")) == [(1, 2), (5, 1)]
    assert list(typeface.missing("baris\n\tsatu\u00addua")) == []


@pytest.mark.parametrize("name", [name for name, (family, *_) in CUTS.items() if not family.endswith("Ext")])
def test_composed_signs_grow_bold_as_their_parts_do(name: str):
    """Only arrows of Literata stay as they are: its own do."""
    found = font(name)
    glyphs, varied = found.getBestCmap(), found["gvar"].variations
    for character in "№≤≥≠" + ("→←↔" if name.startswith("plus") else ""):
        glyph = glyphs[ord(character)]
        parts = found["glyf"][glyph].components
        assert any(varied.get(part.glyphName) for part in parts)
        assert found["HVAR"].table.AdvWidthMap.mapping[glyph] is not None
