"""The fonts of theme/fonts: one cut for print and web, nothing changed unseen, and the rules know what they hold."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from maklumat import textguard, typeface

ROOT = Path(__file__).parents[2]
FONTS = ROOT / "theme/fonts"
CSS = (ROOT / "theme/css/maklumat.css").read_text(encoding="utf-8")
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
    "literata-italic.woff2": "6f4fa227f25c6d0a",
    "literata-latin-ext.ttf": "cf9b06a707c21f71",
    "literata-latin-ext.woff2": "339aa6ee2b502675",
    "literata.ttf": "e861c877f13fcb8f",
    "literata.woff2": "0bf478639d83b6f5",
    "plus-jakarta-sans-italic.ttf": "ac943da4459b1f01",
    "plus-jakarta-sans-italic.woff2": "d7eaed9dfcd0b646",
    "plus-jakarta-sans-latin-ext.ttf": "c092fe864a57e979",
    "plus-jakarta-sans-latin-ext.woff2": "a290b4592994b6b0",
    "plus-jakarta-sans.ttf": "3230e52d7789b6ea",
    "plus-jakarta-sans.woff2": "b5777b107bc45d03",
}
FACE = re.compile(r'@font-face \{ font-family: "([^"]+)";(.*?)src: url\("\.\./fonts/([\w-]+)\.woff2"\).*?'
                  r"unicode-range: ([^;]+);", re.DOTALL)


def font(name: str, form: str = "ttf") -> TTFont:
    return TTFont(FONTS / f"{name}.{form}")


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
             for path in sorted(FONTS.iterdir()) if path.suffix in (".ttf", ".woff2")}
    assert found == DIGESTS


def test_nothing_but_fonts_and_their_licences():
    names = {f"{name}.{form}" for name in CUTS for form in ("ttf", "woff2")}
    assert {path.name for path in FONTS.iterdir()} == names | {"OFL-literata.txt", "OFL-plus-jakarta-sans.txt"}
    assert sum(path.stat().st_size for path in FONTS.glob("*.ttf")) < 700_000
    for licence in FONTS.glob("OFL-*.txt"):
        text = licence.read_text(encoding="utf-8")
        assert "SIL OPEN FONT LICENSE Version 1.1" in text
        assert "with Reserved Font Name" not in text


@pytest.mark.parametrize("name", CUTS)
def test_names_and_axes(name: str):
    family, style, axes = CUTS[name]
    for form in ("ttf", "woff2"):
        found = font(name, form)
        assert (found["name"].getDebugName(1), found["name"].getDebugName(2)) == (family, style)
        assert {axis.axisTag: (axis.minValue, axis.maxValue) for axis in found["fvar"].axes} == axes
        assert found["name"].getDebugName(14) == "https://scripts.sil.org/OFL"


@pytest.mark.parametrize("name", CUTS)
def test_web_and_print_draw_the_same(name: str):
    print_font, web_font = font(name), font(name, "woff2")
    assert print_font.getBestCmap() == web_font.getBestCmap()
    assert print_font["hmtx"].metrics == web_font["hmtx"].metrics
    assert print_font["gvar"].variations.keys() == web_font["gvar"].variations.keys()


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


def test_the_style_sheet_names_every_file_and_each_letter_once():
    faces = FACE.findall(CSS)
    assert {file for _, _, file, _ in faces} == set(CUTS)
    for family in ("Plus Jakarta Sans", "Literata"):
        latin, ext = ([points(ranges) for name, style, _, ranges in faces
                       if (name, "italic" in style) == (family, False)])
        assert not latin & ext
        shown = {point for point in points(typeface.COVERED) if textguard.is_plain(chr(point))}
        assert shown <= latin | ext
        (base, more) = (file for name, style, file, _ in faces if (name, "italic" in style) == (family, False))
        assert shown & latin <= letters(base)
        assert shown & ext <= letters(more)
