"""What is made of one document alone: its pages, its data and its prints. They depend on no other document but the SOP
that it leads to, so that they can be made in any order, in several processes, and kept until something of it changes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date
from hashlib import sha256

from . import canon, document_pages, open_data, print_list
from .catalogue import Catalogue, Entry
from .findings import Place
from .portions import Contents, Made, Page, Part, Titled
from .prints import Print
from .staged import Head

__all__ = ["contents", "every", "files", "key", "made", "pages", "prints", "written"]


def made(catalogue: Catalogue) -> Made:
    """The part of the first entry of a catalogue that holds nothing else of concern (`Catalogue.around`)."""
    entry = catalogue.entries[0]
    return Made(tuple(document_pages.made(entry, catalogue)), tuple(_files(entry, catalogue)), tuple(_prints(entry)))


def every(catalogues: Iterable[Catalogue]) -> list[Made]:
    """The parts in this order."""
    return [made(catalogue) for catalogue in catalogues]


def key(catalogue: Catalogue) -> str:
    """A digest of everything that the part depends on but for the program that makes it."""
    entries = [(entry.path, sha256(entry.source).digest(), entry.verdict, entry.address, entry.permalink, entry.status,
                entry.holding, entry.edition, entry.enclosed) for entry in catalogue.entries]
    return canon.digest(entries, catalogue.facts.digest)


def written(part: Part) -> tuple[str, str, str, str]:
    """The part as four texts (JSON), which `contents`, `pages`, `files` and `prints` read."""
    held = part.contents
    return tuple(map(_json, (
        [held.pages, held.files, held.prints],
        [[page.source, page.uri, page.address, page.block, page.head.title, page.head.description, page.head.listed,
          page.head.template, page.head.card, page.head.card_text, dict(page.head.more)] for page in part.pages],
        [[name, data.decode()] for name, data in part.files],
        [[sheet.uri, sheet.source, sheet.place, sheet.name, sheet.template, sheet.data, sheet.standards, sheet.size,
          sheet.day.isoformat(), sheet.digest, sheet.is_listed] for sheet in part.prints])))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def contents(text: str) -> Contents:
    held, names, sheets = json.loads(text)
    return Contents({uri: Titled(*told) for uri, told in held.items()}, names, sheets)


def pages(text: str) -> list[Page]:
    return [Page(*place, Head(*head)) for *place, head in ((*row[:4], row[4:]) for row in json.loads(text))]


def files(text: str) -> list[tuple[str, bytes]]:
    return [(name, data.encode()) for name, data in json.loads(text)]


def prints(text: str) -> list[Print]:
    return [Print(uri, source, Place(*place), name, template, data, tuple(standards), size and tuple(size),
                  date.fromisoformat(day), digest, is_listed)
            for uri, source, place, name, template, data, standards, size, day, digest, is_listed in json.loads(text)]


def _files(entry: Entry, catalogue: Catalogue) -> Iterator[tuple[str, bytes]]:
    """Of a public document its short addresses, the texts for its announcement and its data."""
    if entry.is_public:
        yield from document_pages.short_addresses(entry, catalogue.former)
        if entry.edition:
            yield from print_list.announcements(entry.document, entry.edition, entry.address)
        yield open_data.twin(entry, catalogue)


def _prints(entry: Entry) -> Iterator[Print]:
    if entry.edition:
        yield from print_list.of(entry.document, entry.source, entry.edition, entry.address)
