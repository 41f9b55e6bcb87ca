"""Which published addresses must never die."""

from __future__ import annotations

from collections.abc import Iterator

from . import pages, revision_pages
from .catalogue import Catalogue
from .evidence import folder

__all__ = ["lasting", "permanent"]


def permanent(catalogue: Catalogue) -> Iterator[str]:
    """Of every signed document its page, its data and its short address, and of each of its revisions the page, the
    signed text, its signature and the short address."""
    for entry in catalogue.public:
        yield from (entry.address, entry.permalink, entry.address + pages.TWIN)
        for revision in entry.verdict.history:
            here = entry.address + folder(revision.number)
            yield from (revision_pages.address(entry, revision), f"{here}naskah.txt", f"{here}naskah.txt.sig",
                        f"{entry.permalink}{revision.number}/")


def lasting(catalogue: Catalogue) -> Iterator[str]:
    """The addresses of earlier releases that must still lead somewhere: all but the texts and signatures of revisions
    that count no more, whose pages say so."""
    gone = {f"{entry.address}{folder(number)}naskah.txt{end}" for entry in catalogue.public
            for number in revision_pages.revoked(entry, catalogue.former) for end in ("", ".sig")}
    yield from (address for address in catalogue.facts.published if address not in gone)
