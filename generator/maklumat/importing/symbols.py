"""Characters of symbol fonts, which say something only in their font -> the characters that people see."""

from __future__ import annotations

__all__ = ["FONTS", "shown"]

_WINGDINGS = {
    0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "□", 0x72: "□", 0x75: "◆", 0x76: "◆", 0x77: "◆", 0x9E: "·", 0x9F: "•",
    0xA1: "○", 0xA7: "▪", 0xA8: "□", 0xFB: "×", 0xFC: "✓", 0xFE: "✓",
}
_SYMBOL = {0xB7: "•", 0xD6: "√", 0xB4: "×", 0xA3: "≤", 0xB3: "≥", 0xB1: "±", 0xB0: "°", 0x2D: "-"}
FONTS = {"wingdings": _WINGDINGS, "wingdings 2": {0x50: "✓", 0x52: "✓", 0x97: "●", 0xA2: "■", 0xA3: "□"},
         "wingdings 3": {}, "webdings": {0x61: "✓", 0x6E: "●", 0x67: "■"}, "symbol": _SYMBOL}


def shown(font: str, code: int) -> str:
    """The character; where none is known, the font and the number in brackets, so that it is not lost."""
    known = FONTS.get(font.casefold(), {}).get(code & 0xFF)
    return known or f"[{font} {code & 0xFF:02X}]"
