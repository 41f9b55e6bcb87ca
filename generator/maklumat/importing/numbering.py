"""The numbers that Word draws before paragraphs and keeps out of the text: definitions and counters -> labels."""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from .wordxml import attribute, child, local, value

__all__ = ["Numbering"]

_MOST_BASES = 20
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_HIGHEST = 3999


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    form: str
    text: str


class Numbering:
    """Counts on from paragraph to paragraph, as Word does; `label` must be asked once for each, in order."""

    def __init__(self, numbering: Element | None, styles: Element | None):
        abstract = {attribute(one, "abstractNumId"): _levels(one) for one in _named(numbering, "abstractNum")}
        self.abstract: dict[str, str] = {}
        self.levels: dict[str, dict[int, _Level]] = {}
        for one in _named(numbering, "num"):
            name, base = attribute(one, "numId"), value(child(one, "abstractNumId"))
            overrides = {_whole(attribute(o, "ilvl")): o for o in _named(one, "lvlOverride")}
            own = {at: _override(o, abstract.get(base, {}).get(at)) for at, o in overrides.items()}
            self.levels[name] = abstract.get(base, {}) | own
            self.abstract[name] = name if own else base  # a list that starts anew has counters of its own
        self.styles = {attribute(one, "styleId"): one for one in _named(styles, "style")}
        self.counters: dict[str, dict[int, int]] = {}

    def label(self, paragraph: Element) -> tuple[str, int]:
        """(label, level) of a paragraph; "" for one without number."""
        properties = child(paragraph, "pPr")
        number, level = self._number(properties)
        shape = self.levels.get(number, {}).get(level)
        if shape is None:
            return "", 0
        counters = self.counters.setdefault(self.abstract[number], {})
        counters[level] = counters.get(level, shape.start - 1) + 1
        for deeper in [at for at in counters if at > level]:
            del counters[deeper]
        return self._drawn(self.levels[number], level, counters), level

    def _number(self, properties: Element | None) -> tuple[str, int]:
        """The list and level of a paragraph: its own, else those of its style and the styles below."""
        style = value(child(properties, "pStyle"))
        number = level = None
        for _ in range(_MOST_BASES):
            own = child(properties, "numPr")
            if own is not None:
                number = value(child(own, "numId")) if number is None and child(own, "numId") is not None else number
                level = value(child(own, "ilvl")) if level is None and child(own, "ilvl") is not None else level
            if number is not None or style not in self.styles:
                break
            properties = child(self.styles[style], "pPr")
            style = value(child(self.styles[style], "basedOn"))
        return number or "", _whole(level or "0")

    @staticmethod
    def _drawn(levels: dict[int, _Level], level: int, counters: dict[int, int]) -> str:
        if levels[level].form == "bullet":
            return levels[level].text if levels[level].text in ("-", "–", "*") else "•"

        def count(found: re.Match[str]) -> str:
            at = int(found[1]) - 1
            shape = levels.get(at)
            return _count(counters.get(at, shape.start if shape else 1), shape.form if shape else "decimal")
        return re.sub("%([1-9])", count, levels[level].text).strip()


def _count(number: int, form: str) -> str:
    if form.endswith("Letter"):
        text = chr(ord("a") + (number - 1) % 26) * min(9, (number - 1) // 26 + 1) if number > 0 else ""
    elif form.endswith("Roman") and 0 < number <= _HIGHEST:
        text = ""
        for size, letters in _ROMAN:
            text += letters * (number // size)
            number %= size
    else:
        return "" if form == "none" else str(number).zfill(2 if form == "decimalZero" else 1)
    return text.upper() if form.startswith("upper") else text


def _levels(abstract: Element) -> dict[int, _Level]:
    return {_whole(attribute(one, "ilvl")): _level(one) for one in _named(abstract, "lvl")}


def _level(one: Element) -> _Level:
    form = value(child(one, "numFmt")) or "decimal"
    return _Level(_whole(value(child(one, "start")) or "1"), form, value(child(one, "lvlText")))


def _override(one: Element, base: _Level | None) -> _Level:
    level = _level(child(one, "lvl")) if child(one, "lvl") is not None else base or _Level(1, "decimal", "%1.")
    start = value(child(one, "startOverride"))
    return _Level(_whole(start), level.form, level.text) if start else level


def _named(parent: Element | None, name: str) -> list[Element]:
    return [one for one in parent if local(one) == name] if parent is not None else []


def _whole(text: str) -> int:
    return int(text) if re.fullmatch("[0-9]{1,6}", text) else 0
