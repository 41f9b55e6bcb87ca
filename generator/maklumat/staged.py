"""A finished block -> a page as any builder takes it: front matter for the templates, then one HTML element."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from html import escape

import yaml

__all__ = ["Head", "dated", "page"]


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
    return {"diubah": day.isoformat()} if day else {}


def page(html: str, head: Head) -> str:
    """The page's file. Title and description are escaped, because templates print them raw."""
    picture = {"gambar": head.card, "teks_gambar": head.card_text} if head.card else {}
    own = {"tercantum": "ya" if head.listed else "tidak"} | picture | dict(head.more)
    front = _front(escape(head.title), escape(head.description), head.template, head.listed, tuple(own.items()))
    return f"---\n{front}---\n{html}\n"


@lru_cache(maxsize=4096)  # a preview makes all pages again after each change, and this took a third of it
def _front(title: str, description: str, template: str, listed: bool, own: tuple[tuple[str, str], ...]) -> str:
    front = {"title": title, "description": description, "template": template, "search": {"exclude": not listed},
             "maklumat": dict(own)}
    return yaml.safe_dump(front, allow_unicode=True, sort_keys=False)
