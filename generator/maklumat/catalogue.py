"""The documents that a site shows, each with all that its pages, lists, data and feeds say of it: one look for all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from urllib.parse import quote

from . import documents, enclosures, numbers, status
from .documents import sops_by_number
from .evidence import NOBODY, PUBLIC, REVISIONS, Holding, folder
from .markup import words
from .model import Document, Kind, Outline
from .passages import Told
from .planned import Facts
from .prints import Edition, Offer
from .status import Status
from .verdicts import Revision, Verdict

__all__ = ["Catalogue", "Entry", "relative"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One document as the site shows it.

    `told`: what it says in short, with the bytes of its file. `address`: that of its page below the site, `permalink`:
    its short address there; both end with a slash. `status`: its state in words. `holding`: who holds until the newest
    revision takes effect. `edition`: how it is printed, None where nothing is; `offer`: its prints. `enclosed`: the
    attachments that go out with it, by name, with their SHA-256.
    """

    told: Told
    verdict: Verdict
    address: str
    permalink: str
    status: Status
    holding: Holding = NOBODY
    edition: Edition | None = None
    offer: Offer = field(default_factory=Offer)
    enclosed: tuple[tuple[str, str], ...] = ()

    @property
    def path(self) -> str:
        return self.told.path

    @property
    def source(self) -> bytes:
        return self.told.data

    @property
    def outline(self) -> Outline:
        return self.told.outline

    @property
    def document(self) -> Document:
        """The whole document, read anew: for what is made of this one alone."""
        return documents.document(self.path, self.source)

    @property
    def kind(self) -> Kind:
        return self.outline.kind

    @property
    def title(self) -> str:
        return status.title(self.outline)

    @property
    def number(self) -> str:
        """The number of an SOP, or of the SOP that a maklumat is issued under; "" where it has none."""
        return words(self.outline.number)

    @property
    def office(self) -> str:
        """The agency (perangkat daerah), "" where the document names none."""
        return words(self.outline.agency.office)

    @property
    def unit(self) -> str:
        """The unit within the agency (unit kerja), "" where the document names none."""
        return words(self.outline.agency.unit)

    @property
    def effective(self) -> date | None:
        """`tanggal_efektif`, None where it is absent or no date."""
        written = self.outline.dates.get("tanggal_efektif")
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
        return tuple(entry for entry in self.entries if entry.kind is kind)

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
    def _signed_sops(self) -> Mapping[str, Entry]:
        return _by_number(self.public)

    @cached_property
    def _shown_sops(self) -> Mapping[str, Entry]:
        return _by_number(self.entries)

    def sop_of(self, entry: Entry) -> Entry | None:
        """The signed SOP that a maklumat is issued under; None for an SOP and where there is none."""
        return self._signed_sops.get(numbers.key(entry.number)) if entry.kind is Kind.MAKLUMAT else None

    def shown_sop_of(self, entry: Entry) -> Entry | None:
        """The same of all SOPs that have a page."""
        return self._shown_sops.get(numbers.key(entry.number)) if entry.kind is Kind.MAKLUMAT else None

    def around(self, entry: Entry) -> Catalogue:
        """This entry, and of all else only what the pages, data and prints of its document depend on: the SOPs that it
        leads to, and the facts that concern it."""
        sops = {sop.path: sop for sop in (self.shown_sop_of(entry), self.sop_of(entry)) if sop}
        beside = {path: self.facts.others[path] for path, _ in enclosures.listed(entry.outline)
                  if path in self.facts.others}
        former = tuple(f"{entry.address}{folder(number)}" for number in sorted(self.former.get(entry.address, ())))
        facts = replace(self._common, others=beside, published=former) if beside or former else self._common
        return Catalogue((entry, *sops.values()), facts)

    @cached_property
    def _common(self) -> Facts:
        """What every document's pages may tell of the site. Not the day: what holds on it stands in each entry."""
        registry = dict.fromkeys(self.facts.registry, b"")
        return replace(self.facts, today=date.min, verdicts={}, registry=registry, others={}, ordinary={}, loose=(),
                       theme=(), published=(), announced=(), figures=None)

    @cached_property
    def changed(self) -> date | None:
        """The day of the last sign-off of all, None where nothing is signed."""
        return max((entry.revision.date for entry in self.public), default=None)


def _by_number(entries: Iterable[Entry]) -> Mapping[str, Entry]:
    """The SOPs among them."""
    known = {entry.path: entry for entry in entries}
    found = sops_by_number(entry.outline for entry in known.values())
    return {number: known[document.path] for number, document in found.items()}


def relative(here: str, there: str) -> str:
    """The relative address from a page's folder to another place below the site: `here` ends with a slash or is ""."""
    return "../" * here.count("/") + there
