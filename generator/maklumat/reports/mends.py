"""What `fix` did or would do to one document, for people: the mends, the lines before and after, what is left."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from ..findings import Finding, joined
from ..mending import Done
from .excerpt import visible
from .text import BLUE, painted

__all__ = ["difference", "left", "listed", "named"]

RED, GREEN = "31", "32"
CONTEXT = 2  # lines before and after a change
MOST_LINES = 8  # line numbers that are named of one mend


def listed(done: Iterable[Done]) -> str:
    """One line for each kind of mend, e.g. `  TG03  baris 11: tanggal menjadi …`."""
    rows = []
    for (code, title), group in groupby(done, key=lambda item: (item.code, item.title)):
        items = list(group)
        lines = sorted({line for item in items for line in item.lines})
        more = ", …" if len(lines) > MOST_LINES else ""
        where = f"baris {', '.join(map(str, lines[:MOST_LINES]))}{more}: " if lines else ""
        changes = [f"`{visible(item.old)}` → `{visible(item.new)}`" for item in items if item.old != item.new]
        what = f": {'; '.join(changes)}" if changes else ""
        rows.append(f"  {code or '–':<5} {where}{title}{what}\n")
    return "".join(rows)


def named(done: Iterable[Done]) -> str:
    """The mends in a few words: their codes, or what they do where no rule reports the fault."""
    return joined(list(dict.fromkeys(item.code or item.title for item in done)))


def difference(path: str, before: Sequence[str], after: Sequence[str], colour: bool = False) -> str:
    """The lines that change, with those around them; "" where none does. Blanks that matter are made visible."""
    rows = list(_rows(before, after))
    if not rows:
        return ""
    head = [("-", f"-- {visible(path)} (sekarang)"), ("+", f"++ {visible(path)} (sesudah diperbaiki)")]
    return "".join(_painted(mark, line, colour) + "\n" for mark, line in (*head, *rows))


def left(findings: Iterable[Finding]) -> str:
    """What a person has to decide, one line each."""
    return "".join(f"  {f.code:<5} baris {f.place.line}: {visible(f.message)}. {visible(f.help)}\n" for f in findings)


def _rows(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[str, str]]:
    """(mark, line) of every line to show; the mark `@` begins a new stretch."""
    for group in difflib.SequenceMatcher(None, before, after, autojunk=False).get_grouped_opcodes(CONTEXT):
        yield "@", f"@ baris {group[0][1] + 1} @@"
        for kind, i, j, k, m in group:
            if kind == "equal":
                yield from ((" ", visible(line)) for line in before[i:j])
            else:
                yield from (("-", _shown(line)) for line in before[i:j])
                yield from (("+", _shown(line)) for line in after[k:m])


def _shown(line: str) -> str:
    """Tabs, and blanks at the end, as signs: they are what changes."""
    kept = line.rstrip(" ")
    return visible(kept.replace("\t", "→   ")) + "·" * (len(line) - len(kept))


def _painted(mark: str, line: str, colour: bool) -> str:
    code = {"-": RED, "+": GREEN, "@": BLUE}.get(mark)
    return painted(mark + line, code) if colour and code else mark + line
