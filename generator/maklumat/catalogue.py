"""The documents that a site shows, each with all that its pages, lists, data and feeds say of it: one look for all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from urllib.parse import quote

from . import numbers, status
from .documents import sops_by_number
from .evidence import NOBODY, PUBLIC, REVISIONS, Holding
from .markup import words
from .model import Document, Kind
from .planned import Facts
from .prints import Offer
from .status import Status
from .verdicts import Revision, Verdict

__all__ = ["Catalogue", "Entry", "relative"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One document as the site shows it.

    `source`: the bytes of its file. `address`: that of its page below the site, `permalink`: its short address there;
    both end with a slash. `status`: its state in words. `holding`: who holds until the newest revision takes effect.
    `offer`: its prints. `enclosed`: the attachments that go out with it, by name, with their SHA-256.
    """

    document: Document
    source: bytes
    verdict: Verdict
    address: str
    permalink: str
    status: Status
    holding: Holding = NOBODY
    offer: Offer = field(default_factory=Offer)
    enclosed: tuple[tuple[str, str], ...] = ()

    @property
    def title(self) -> str:
        return status.title(self.document)

    @property
    def number(self) -> str:
        """The number of an SOP, or of the SOP that a maklumat is issued under; "" where it has none."""
        return words(self.document.number)

    @property
    def office(self) -> str:
        """The agency (perangkat daerah), "" where the document names none."""
        return words(self.document.agency.office)

    @property
    def unit(self) -> str:
        """The unit within the agency (unit kerja), "" where the document names none."""
        return words(self.document.agency.unit)

    @property
    def effective(self) -> date | None:
        """`tanggal_efektif`, None where it is absent or no date."""
        written = self.document.dates.get("tanggal_efektif")
        return written.reading.value if written else None

    @property
    def year(self) -> str:
        """That of `tanggal_efektif`, or else of the sign-off; "" where neither is known."""
        day = self.effective or (self.revision.date if self.revision else None)
        return str(day.year) if day else ""

    @property
    def is_public(self) -> bool:
        """Was it signed, so that anybody may be told of it anywhere?"""
        return self.verdict.state in PUBLIC

    @property
    def revision(self) -> Revision | None:
        """The accepted revision that the page shows; None for what is not signed."""
        return self.verdict.revision if self.is_public else None


@dataclass(frozen=True)
class Catalogue:
    """`entries`: every document that has a page, in order of path: signed ones, and drafts where drafts are shown.
    `facts`: what was known when it was made."""

    entries: tuple[Entry, ...]
    facts: Facts

    @cached_property
    def public(self) -> tuple[Entry, ...]:
        """The signed ones: lists, data, feeds, search and site map hold these and no others."""
        return tuple(entry for entry in self.entries if entry.is_public)

    @cached_property
    def former(self) -> Mapping[str, Collection[str]]:
        """The numbers of the revisions that earlier releases published, by the address of their document."""
        found = defaultdict(set)
        for address in self.facts.published:
            parts = address.split("/")
            for at in (at for at, part in enumerate(parts[:-1]) if f"{part}/" == REVISIONS):
                found["".join(f"{part}/" for part in parts[:at])].add(parts[at + 1])
        return found

    def of_kind(self, kind: Kind) -> tuple[Entry, ...]:
        return tuple(entry for entry in self.entries if entry.document.kind is kind)

    def url(self, address: str) -> str:
        """The whole address of a place below the site, "" where the site's own is not known."""
        site = self.facts.site_url
        return f"{site.rstrip('/')}/{address}" if site else ""

    def link(self, here: str, there: str) -> str:
        """How data refer to a place below the site: its whole address, or where the site's own is not known the one
        from the folder `here`."""
        there = quote(there)
        return self.url(there) or relative(here, there)

    @cached_property
    def _procedures(self) -> dict[str, Entry]:
        entries = {entry.document.path: entry for entry in self.public}
        found = sops_by_number(entry.document for entry in self.public)
        return {number: entries[document.path] for number, document in found.items()}

    def sop_of(self, entry: Entry) -> Entry | None:
        """The signed SOP that a maklumat is issued under; None for an SOP and where there is none."""
        return self._procedures.get(numbers.read(entry.number).key) if entry.document.kind is Kind.MAKLUMAT else None

    @cached_property
    def changed(self) -> date | None:
        """The day of the last sign-off of all, None where nothing is signed."""
        return max((entry.revision.date for entry in self.public), default=None)


def relative(here: str, there: str) -> str:
    """The relative address from a page's folder to another place below the site: `here` ends with a slash or is ""."""
    return "../" * here.count("/") + there
