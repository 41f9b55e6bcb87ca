"""What a page says of itself, as templates are told it; and a finished block as a file that any builder takes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from html import escape

import yaml

__all__ = ["CHANGED", "Head", "dated", "meta", "page"]

CHANGED = "diubah"  # the day of the last change, in `Head.more`


@dataclass(frozen=True, slots=True)
class Head:
    """What a page says of itself, as plain text.

    `listed`: may search engines and lists name it? `template`: the file of the theme that wraps it. `card`: the
    address below the site of the picture that previews of a link show, "" for none; `card_text`: what it says.
    `more`: further texts for the template, by key of `page.meta.maklumat`; put in as they are, so the giver escapes.
    """

    title: str
    description: str
    listed: bool
    template: str = "dokumen.html"
    card: str = ""
    card_text: str = ""
    more: Mapping[str, str] = field(default_factory=dict)


def dated(day: date | None) -> dict[str, str]:
    """The part of `Head.more` that tells the site map since when a page says what it says; empty where nobody knows."""
    return {CHANGED: day.isoformat()} if day else {}


def meta(head: Head) -> dict[str, object]:
    """`page.meta` of the templates. Title and description are escaped, because templates print them raw."""
    picture = {"gambar": head.card, "teks_gambar": head.card_text} if head.card else {}
    own = {"tercantum": "ya" if head.listed else "tidak"} | picture | dict(head.more)
    return {"title": escape(head.title), "description": escape(head.description), "template": head.template,
            "search": {"exclude": not head.listed}, "maklumat": own}


def page(block: str, head: Head) -> str:
    """The page's file: front matter, then the block."""
    return f"---\n{yaml.safe_dump(meta(head), allow_unicode=True, sort_keys=False)}---\n{block}\n"
