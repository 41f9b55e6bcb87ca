"""Values -> small pieces of HTML: every text escaped, no blank line (it would end a raw block in Markdown)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date as calendar_date
from html import escape

from . import dates, nip
from .frontmatter import Scalar
from .model import DateField, Document

__all__ = ["approver", "coded", "day", "items", "scroll", "text", "time", "words"]

_CODE = re.compile("`([^`]+)`")


def words(value: Scalar | str | None) -> str:
    """The value as one line of plain text; "" where it is absent."""
    written = value.text if isinstance(value, Scalar) else value or ""
    return " ".join(written.split())


def text(value: Scalar | str | None) -> str:
    """The value as escaped text."""
    return escape(words(value))


def coded(written: str) -> str:
    """The text escaped, what stands between backticks as code."""
    return _CODE.sub(r"<code>\1</code>", escape(written))


def time(date: DateField | None) -> str:
    """A stored date (YYYY-MM-DD) in Indonesian words inside <time>; any other as it is typed, for nobody signed our
    reading of it; "" where it is absent."""
    if date is None:
        return ""
    if not date.reading.is_iso:
        return text(date.written)
    return day(date.reading.value)


def day(value: calendar_date) -> str:
    """A date in Indonesian words inside <time>."""
    return f'<time datetime="{value.isoformat()}">{dates.words(value)}</time>'


def items(values: Iterable[Scalar], kind: str = "1") -> str:
    """A numbered (`1`) or lettered (`a`) list; a single numbered entry needs no number; "" where there is none."""
    entries = [text(value) for value in values]
    if len(entries) == 1 and kind == "1":
        return entries[0]
    rows = "".join(f"<li>{entry}</li>" for entry in entries)
    return f'<ol type="{kind}">{rows}</ol>' if rows else ""


def approver(document: Document) -> str:
    """Title, name and NIP of the approver, each on a line of its own, as on paper."""
    official = document.approver
    parts = (
        ("jabatan", text(official.title)),
        ("nama", text(official.name)),
        ("nip", f"NIP {escape(nip.grouped(official.nip.text))}" if official.nip else ""),
    )
    return "".join(f'<span class="pejabat-{name}">{part}</span>' for name, part in parts if part)


def scroll(label: str, table: str) -> str:
    """A wide table in a region of its own that can be scrolled by keyboard and has a name."""
    return f'<section class="gulir" aria-label="{escape(label)}" tabindex="0">\n{table}\n</section>'
