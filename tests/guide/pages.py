"""The pages of the editors' guide as its tests read them: commands, screens, steps and quoted words, with their lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from maklumat import shape

ROOT = Path(__file__).parents[2]
PAGES = {path.stem: path.read_text(encoding="utf-8") for path in sorted((ROOT / "content/panduan").glob("*.md"))}
PROGRAMS = {"maklumat", "python3", "git", "ssh-keygen", "sha256sum", "certutil", "export", "cd", "sudo", "bash", "ls",
            "grep", "sed", "crontab"}
KEYS = {key for form in shape.FORMS.values() for key in form}
_NUMBERED = re.compile(r"([0-9]+)\. ")


@dataclass(frozen=True, slots=True)
class Block:
    """An indented block of a page, its margin taken away. `line`: its first, from 1."""

    page: str
    line: int
    lines: tuple[str, ...]

    @property
    def place(self) -> str:
        return f"content/panduan/{self.page}.md:{self.line}"

    @property
    def is_typed(self) -> bool:
        return self.lines[0].split()[0] in PROGRAMS

    @property
    def is_written(self) -> bool:
        """Is it a piece of a document?"""
        return self.lines[0].rstrip(":") in KEYS

    @property
    def is_timetable(self) -> bool:
        """Is it what cron reads? A setting comes first, as its commands need it."""
        return re.match("[A-Z_]+=", self.lines[0]) is not None


def blocks(page: str) -> Iterator[Block]:
    """A block goes on over empty lines. In a list it is indented twice as far as its step's text."""
    lines, start, margin = [*PAGES[page].split("\n"), "end"], 0, 0
    in_list = False
    for number, line in enumerate(lines, 1):
        indent = len(line) - len(line.lstrip())
        if start and line and indent < margin:
            yield Block(page, start, tuple(text[margin:] for text in "\n".join(lines[start - 1:number - 1]).rstrip()
                                           .split("\n")))
            start = 0
        if line and not indent:
            in_list = bool(_NUMBERED.match(line)) or line.startswith("- ")
        margin = margin if start else 8 if in_list else 4
        if not start and line and indent >= margin and not lines[number - 2]:
            start = number


def typed(page: str) -> set[str]:
    """Every line that the page tells people to type."""
    alone = {line for block in blocks(page) if block.is_typed for line in block.lines}
    return alone | set(re.findall(r"`([a-z0-9-]+ [^`…]+)`", PAGES[page]))


def screens() -> list[Block]:
    return [block for page in PAGES for block in blocks(page)
            if not block.is_typed and not block.is_written and not block.is_timetable]


def lists(page: str) -> Iterator[tuple[int, list[int]]]:
    """The first line of each numbered list, and its numbers."""
    start, numbers = 0, []
    for line, text in enumerate([*PAGES[page].split("\n"), "end"], 1):
        if match := _NUMBERED.match(text):
            start, numbers = start or line, [*numbers, int(match[1])]
        elif numbers and text and not text.startswith(" "):
            yield start, numbers
            start, numbers = 0, []


def quoted(page: str) -> Iterator[tuple[int, str]]:
    """What stands in curly quotes, and on which line it begins."""
    for match in re.finditer("“([^”]+)”", PAGES[page]):
        yield PAGES[page].count("\n", 0, match.start()) + 1, " ".join(match[1].split())


def is_shown(screen: Block, output: str) -> bool:
    """Does the output hold the lines of the screen? `…` stands for anything: in a line for a part of it, alone for any
    lines. Days, digests and the width of columns are not compared."""
    pattern = ""
    for at, line in enumerate(map(plain, screen.lines)):
        if line == "…":
            pattern += r"(?:\n.*)*?" if at else ""
        else:
            pattern += ("\n" if pattern else "") + ".*?".join(map(re.escape, line.split("…")))
    return re.search(f"(?m)^{pattern}$", "\n".join(map(plain, output.split("\n")))) is not None


def plain(line: str) -> str:
    line = re.sub(r"\b[0-9]{4}-[0-9]{2}-[0-9]{2}\b|\b[0-9]{1,2} [A-Z][a-z]+ [0-9]{4}\b", "TANGGAL", line)
    line = re.sub(r"\b[0-9a-f]{64}\b", "SIDIK", line)
    return " ".join(line.split())
