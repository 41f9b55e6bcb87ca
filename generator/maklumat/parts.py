"""What is made of one document alone: its pages, its data and its prints. They depend on no other document but the SOP
that it leads to, so that they can be made in any order, in several processes, and kept until something of it changes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from . import canon, document_pages, open_data, print_list
from .catalogue import Catalogue, Entry
from .findings import Place
from .planned import Page
from .prints import Print
from .staged import Head

__all__ = ["Part", "every", "key", "made", "path", "restored", "written"]


@dataclass(frozen=True, slots=True)
class Part:
    """The share of one document in a plan; its names as in `Plan`."""

    pages: tuple[Page, ...]
    files: tuple[tuple[str, bytes], ...]
    prints: tuple[Print, ...]


def made(catalogue: Catalogue) -> Part:
    """The part of the first entry of a catalogue that holds nothing else of concern (`Catalogue.around`)."""
    entry = catalogue.entries[0]
    return Part(tuple(document_pages.made(entry, catalogue)), tuple(_files(entry, catalogue)), tuple(_prints(entry)))


def every(catalogues: Iterable[Catalogue]) -> list[Part]:
    """The parts in this order."""
    return [made(catalogue) for catalogue in catalogues]


def path(catalogue: Catalogue) -> str:
    """The document that the part is of."""
    return catalogue.entries[0].path


def key(catalogue: Catalogue) -> str:
    """A digest of everything that the part depends on but for the program that makes it."""
    entries = [(entry.path, sha256(entry.source).digest(), entry.verdict, entry.address, entry.permalink, entry.status,
                entry.holding, entry.edition, entry.enclosed) for entry in catalogue.entries]
    return canon.digest(entries, catalogue.facts)


def written(part: Part) -> str:
    """The part as JSON, for `restored`."""
    pages = [[page.source, page.uri, page.address, page.block, page.head.title, page.head.description,
              page.head.listed, page.head.template, page.head.card, page.head.card_text, dict(page.head.more)]
             for page in part.pages]
    files = [[name, data.decode()] for name, data in part.files]
    prints = [[sheet.uri, sheet.source, sheet.place, sheet.name, sheet.template, sheet.data, sheet.standards,
               sheet.size, sheet.day.isoformat(), sheet.digest, sheet.is_listed] for sheet in part.prints]
    return json.dumps([pages, files, prints], ensure_ascii=False, separators=(",", ":"))


def restored(text: str) -> Part:
    """The part that was written so."""
    pages, files, prints = json.loads(text)
    return Part(
        tuple(Page(*page, Head(*head)) for *page, head in ((*page[:4], page[4:]) for page in pages)),
        tuple((name, data.encode()) for name, data in files),
        tuple(Print(uri, source, Place(*place), name, template, data, tuple(standards), size and tuple(size),
                    date.fromisoformat(day), digest, listed)
              for uri, source, place, name, template, data, standards, size, day, digest, listed in prints))


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
