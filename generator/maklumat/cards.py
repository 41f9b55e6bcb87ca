"""The cards for social media: what each of the four pictures of a signed document says, and in which colours."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from . import promise, sheets
from .findings import capital
from .markup import words
from .model import Document, Kind, Outline, Step
from .prints import Edition
from .stationery import READABLE, Colours, contrast

__all__ = ["FORMATS", "INVITATION", "SAFE", "facts", "heading", "sheet", "summary", "tints"]

FORMATS = {"potret": (1080, 1350), "persegi": (1080, 1080), "cerita": (1080, 1920), "og": (1200, 630)}
SAFE = {"cerita": (250, 340)}  # pixels above and below that an app's own controls cover: nothing is said there
INVITATION = {Kind.MAKLUMAT: "Baca maklumat lengkapnya di", Kind.SOP: "Baca SOP lengkapnya di"}

PAPER = "#ffffff"
KINDS = {Kind.MAKLUMAT: "Maklumat Pelayanan", Kind.SOP: "Standar Operasional Prosedur"}
WHAT = "Pernyataan janji dan kewajiban dalam pelayanan publik."
PARTS = "Maklumat ini memuat {} butir."
STEPS = "Prosedur ini terdiri atas {} langkah."

_FIRST = re.compile(r"maklumat\b", re.IGNORECASE)


def sheet(document: Document, edition: Edition, format: str) -> dict[str, object]:
    """The data of one card (theme/social/kartu.typ). `format`: one of FORMATS.

    `ways` are the ways to tell what the document holds, the fullest first; the template takes the first that can be
    read at its size, and where none can, `summary` says what the document is.
    """
    width, height = FORMATS[format]
    first, rest = heading(document)
    return sheets.common(document, edition) | {
        "format": format, "width": width, "height": height, "safe": SAFE.get(format, (0, 0)),
        "kind": "" if first else KINDS[document.kind],
        "heading": [first, rest],
        "ways": list(_ways(document)),
        "summary": summary(document),
        "invitation": INVITATION[document.kind],
        "short": sheets.short(edition.permalink),
        "facts": list(filter(None, facts(document, edition))),
        "tints": tints(edition.stationery.colours),
    }


def heading(document: Document) -> tuple[str, str]:
    """The title in two: the word set large (“Maklumat”, “SOP”; "" where the title has none) and the rest."""
    title = words(document.title)
    if document.kind is Kind.SOP:
        return "SOP", title
    found = _FIRST.match(title)
    rest = title[found.end():].strip() if found else ""
    return ("Maklumat", rest) if rest else ("", title)


def facts(document: Outline, edition: Edition) -> tuple[str, str]:
    """From when the document holds, and the number it bears or is issued under; "" for what is not known."""
    since, number = sheets.since(document, edition), words(document.number)
    name = "Nomor" if document.kind is Kind.SOP else "SOP Nomor"
    return capital(since), f"{name} {number}" if number else ""


def summary(document: Document) -> str:
    """What the document is, where its own words are too many for a card."""
    if document.kind is Kind.SOP:
        return STEPS.format(len(document.steps))
    parts = sum(part.number > 0 for part in promise.promise(document).parts)
    return f"{WHAT} {PARTS.format(parts)}" if parts else WHAT


@lru_cache(maxsize=4)  # the same on all cards of a site
def tints(colours: Colours) -> Mapping[str, str]:
    """The colours of text: `light` is the accent as it can be read on the primary colour, `dark` as on paper, each
    with a contrast of at least 4.5; `hairline` only parts things."""
    return {
        "light": _readable(colours.accent, "#ffffff", colours.primary),
        "dark": _readable(colours.accent, "#000000", PAPER),
        "hairline": _mixed(colours.primary, PAPER, 80),
    }


def _readable(colour: str, towards: str, ground: str) -> str:
    """The colour, mixed with another one as little as makes it readable on its ground."""
    mixtures = (_mixed(colour, towards, share) for share in range(0, 100, 4))
    return next((mixed for mixed in mixtures if contrast(mixed, ground) >= READABLE), towards)


def _mixed(colour: str, other: str, share: int) -> str:
    """The colour with this share (percent) of another one."""
    pairs = ((int(colour[at:at + 2], 16), int(other[at:at + 2], 16)) for at in (1, 3, 5))
    return "#" + "".join(f"{(own * (100 - share) + its * share + 50) // 100:02x}" for own, its in pairs)


def _ways(document: Document) -> Iterator[dict[str, object]]:
    if document.kind is Kind.MAKLUMAT:
        yield promise.promise(document).data()
        return
    if any(step.details for step in document.steps):
        yield {"lead": [], "parts": _steps(document, has_details=True)}
    if not any(words(step.activity).endswith(":") for step in document.steps):
        yield {"lead": [], "parts": _steps(document, has_details=False)}


def _steps(document: Document, *, has_details: bool) -> list[dict[str, object]]:
    names = {actor.key.text: words(actor.name) for actor in document.actors}
    return [{
        "number": number,
        "label": [{"t": ", ".join(names.get(actor.text, actor.text) for actor in step.actors)}] if step.actors else [],
        "paragraphs": [[{"t": words(step.activity)}], *(_details(step) if has_details else ())],
    } for number, step in enumerate(document.steps, 1)]


def _details(step: Step) -> Iterator[list[dict[str, object]]]:
    """The lettered lines below an activity; their letters hang in front (`m`, see umum.typ)."""
    for number, detail in enumerate(step.details):
        yield [{"t": f"{chr(ord('a') + number % 26)}.", "m": 1}, {"t": words(detail)}]
