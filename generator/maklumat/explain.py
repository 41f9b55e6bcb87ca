"""A rule's docstring -> its public page. `maklumat explain`, the SARIF report and the site show the same words."""

from __future__ import annotations

import inspect
import re
from dataclasses import dataclass

from .findings import Level
from .nearest import several
from .rules import RULES, Rule

__all__ = ["Page", "nearest", "page", "to_text"]

_SECTION = re.compile(r"(Mengapa|Dasar|Salah|Benar):[ ]*")
_DIGITS = str.maketrans("OIL", "011")  # letters typed for the digits of a code


@dataclass(frozen=True, slots=True)
class Page:
    """What people read about a rule; `law` is its legal basis or the convention it rests on."""

    code: str
    level: Level
    title: str
    why: str
    law: str
    wrong: str
    right: str


def page(rule: Rule) -> Page:
    """The rule's page, from its docstring (form: docs/architecture.md). A missing part is an empty text."""
    title, _, rest = inspect.cleandoc(rule.check.__doc__ or "").partition("\n")
    parts: dict[str, list[str]] = {}
    name = ""
    for line in rest.splitlines():
        start = _SECTION.match(line)
        if start:
            name, line = start[1], line[start.end():]
        parts.setdefault(name, []).append(line)
    return Page(rule.code, rule.level, title.rstrip("."), _paragraph(parts.get("Mengapa", [])),
                _paragraph(parts.get("Dasar", [])), _sample(parts.get("Salah", [])), _sample(parts.get("Benar", [])))


def to_text(shown: Page) -> str:
    """The page as `maklumat explain` prints it."""
    parts = [f"{shown.code} ({shown.level.word}): {shown.title}"]
    parts += [f"{name}: {text}" for name, text in (("Mengapa", shown.why), ("Dasar", shown.law)) if text]
    parts += [f"{name}:\n{_indented(text)}" for name, text in (("Salah", shown.wrong), ("Benar", shown.right)) if text]
    return "\n\n".join(parts) + "\n"


def nearest(code: str) -> tuple[str, ...]:
    """Up to three codes that may have been meant, best first: similar letters, else the same family."""
    codes = [rule.code for rule in RULES]
    wanted = code[:2].upper() + code[2:].upper().translate(_DIGITS)
    return several(wanted, codes, 3) or tuple(c for c in codes if c[:2] == wanted[:2])[:3]


def _paragraph(lines: list[str]) -> str:
    return " ".join(line.strip() for line in lines if line.strip())


def _sample(lines: list[str]) -> str:
    """The sample without the four spaces that set it apart; its own indentation may be what it shows."""
    return "\n".join(line.removeprefix("    ") for line in lines).strip("\n")


def _indented(text: str) -> str:
    return "\n".join(f"    {line}".rstrip() for line in text.splitlines())
