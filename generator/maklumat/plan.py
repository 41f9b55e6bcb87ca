"""Readings and facts -> one Plan: what is shown, what is withheld and why. Every edge carries out this one decision."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from . import (
    accessibility,
    check_page,
    document_pages,
    enclosures,
    evidence,
    evidence_page,
    ledger,
    new_pages,
    open_data,
    passages,
    passive,
    permanence,
    print_list,
    register,
    rule_pages,
    search_page,
    search_records,
    secrecy,
    status,
)
from .addresses import TREES
from .catalogue import Catalogue, Entry
from .documents import Reading
from .evidence import PUBLIC
from .model import Document, State
from .ordinary import ACTIVE
from .planned import KEYS, PLANNED, Facts, Guarded, Mode, Page, Plan, Withheld
from .prints import Edition, Offer, Print
from .verdicts import Verdict

__all__ = ["KEYS", "PLANNED", "TREES", "Facts", "Guarded", "Mode", "Page", "Plan", "Withheld", "plan"]


UNREADABLE = "tidak dapat dibaca sebagai dokumen"
UNSIGNED_SAMPLE = "hanya tampil sebagai contoh pada halamannya sendiri dan dalam daftar; " \
    "tidak masuk indeks pencarian, peta situs, data, atau lampiran; cetakannya bertanda"
STRAY = "bukan dokumen dan bukan lampiran dokumen yang disahkan"
CHANGED = "isinya tidak sama dengan yang tercatat pada lampiran dokumen"


@dataclass(frozen=True, slots=True)
class _Sorted:
    """Readings sorted by what holds for them: `public` documents, `shown` ones, and the `hidden` rest. `editions`: how
    the shown ones are printed; empty where nothing is."""

    verdicts: Mapping[str, Verdict]
    public: tuple[Document, ...]
    shown: tuple[Document, ...]
    hidden: tuple[Reading, ...]
    editions: Mapping[str, Edition]


def _sort(readings: Sequence[Reading], facts: Facts) -> _Sorted:
    verdicts = evidence.judged(readings, facts.verdicts)
    states = {path: verdict.state for path, verdict in verdicts.items()}
    shown = tuple(r.document for r in readings if r.document and _is_shown(states[r.path], facts.mode))
    return _Sorted(
        verdicts,
        public=tuple(r.document for r in readings if r.document and states[r.path] in PUBLIC),
        shown=shown,
        hidden=tuple(r for r in readings if not r.document or states[r.path] not in PUBLIC),
        editions={document.path: print_list.edition(document, verdicts[document.path], facts)
                  for document in shown if facts.can_print},
    )


def plan(readings: Sequence[Reading], facts: Facts) -> Plan:
    """Decides for every document and every other file of the document trees. Default: withheld."""
    found = _sort(readings, facts)
    listed = {path: digest for document in found.public for path, digest in enclosures.listed(document)}
    signatures = {path + ".sig" for path in found.verdicts}  # they go out beside the signed text, under another name
    strays = {path: digest for path, digest in sorted(facts.others.items())
              if path not in signatures and not enclosures.is_fit(path, digest, listed.get(path))}
    enclosed = sorted(path for path in listed if path in facts.others and path not in strays)
    told = [passages.told(reading) for reading in readings]
    sides = secrecy.sides(told, found.verdicts)
    refused = secrecy.refusals(sides, facts)
    catalogue = _catalogue(found, {reading.path: reading.data for reading in readings}, facts)
    pages = (*document_pages.made(catalogue), *_lists(catalogue))
    return Plan(
        mode=facts.mode,
        pages=pages,
        attachments={facts.uri(path): listed[path] for path in enclosed},
        files=dict(_files(found, catalogue)),
        refused=refused,
        withheld=(
            *(_withheld(reading, found.verdicts[reading.path], facts.mode) for reading in found.hidden),
            *(Withheld(path, _why_stray(path, listed)) for path in strays),
        ),
        guarded=(
            *secrecy.guarded(sides, facts),
            *(Guarded(path, facts.uri(path), digest=digest) for path, digest in strays.items()),
            *(Guarded(path, passages=(text,)) for path, text in facts.ordinary.items() if facts.uri(path) in refused),
        ),
        known=(*(text for path, text in facts.ordinary.items() if facts.uri(path) not in refused), *sides.known,
               *(said for page in pages for said in (page.head.title, page.head.description))),
        prints={sheet.uri: sheet for sheet in _prints(found, catalogue)},
        lasting=tuple(permanence.lasting(catalogue)),
        searched=search_records.of(catalogue, told),
    )


def _is_shown(state: State, mode: Mode) -> bool:
    return state in PUBLIC or mode is Mode.PREVIEW or (mode is Mode.SAMPLE and state is State.DRAFT)


def _catalogue(found: _Sorted, sources: Mapping[str, bytes], facts: Facts) -> Catalogue:
    entries = []
    for document in found.shown:
        address, verdict = facts.address(document.path), found.verdicts[document.path]
        edition, holding = found.editions.get(document.path), evidence.holding(verdict, facts.today)
        folder = document.path.removesuffix("index.md")
        enclosed = tuple((path.removeprefix(folder), digest) for path, digest in enclosures.listed(document)
                         if verdict.state in PUBLIC and enclosures.is_fit(path, digest, facts.others.get(path)))
        entries.append(Entry(
            document, sources[document.path], verdict, address, print_list.permalink(document),
            status.of(document, verdict.state, holding), holding,
            print_list.offer(document, edition, address) if edition else Offer(), enclosed))
    return Catalogue(tuple(entries), facts)


def _files(found: _Sorted, catalogue: Catalogue) -> Iterator[tuple[str, bytes]]:
    """The signed revisions of public documents, their short addresses and the texts for their announcement; the data of
    all; where the site is official, the keys to check them with."""
    for entry in catalogue.public:
        yield from evidence.published(entry.verdict, entry.address)
        yield from document_pages.short_addresses(entry, catalogue.former)
        if edition := found.editions.get(entry.document.path):
            yield from print_list.announcements(entry.document, edition, entry.address)
    yield from ((KEYS + name, data) for name, data in sorted(catalogue.facts.keys.items()))
    yield from open_data.files(catalogue)
    yield from new_pages.files(catalogue)
    yield ledger.NAME, ledger.listing((*permanence.permanent(catalogue), *catalogue.facts.published))


def _prints(found: _Sorted, catalogue: Catalogue) -> Iterator[Print]:
    for entry in catalogue.entries:
        if edition := found.editions.get(entry.document.path):
            yield from print_list.of(entry.document, entry.source, edition, entry.address)
    yield from evidence_page.sheet(catalogue)


def _lists(catalogue: Catalogue) -> Iterator[Page]:
    """The pages about all documents."""
    yield from register.pages(catalogue)
    yield from check_page.pages(catalogue)
    yield from evidence_page.pages(catalogue)
    yield from search_page.pages(catalogue)
    yield from accessibility.pages(catalogue)
    yield from rule_pages.pages(catalogue)
    yield from new_pages.pages(catalogue)


def _withheld(reading: Reading, verdict: Verdict, mode: Mode) -> Withheld:
    if verdict.state is State.VOID:
        is_shown = mode is Mode.PREVIEW and reading.document is not None
        return Withheld(reading.path, f"{verdict.state}: {verdict.reason}", page_shown=is_shown)
    if reading.document is None:
        return Withheld(reading.path, UNREADABLE)
    if mode is Mode.SAMPLE:
        return Withheld(reading.path, UNSIGNED_SAMPLE, page_shown=True)
    return Withheld(reading.path, verdict.reason, page_shown=mode is Mode.PREVIEW)


def _why_stray(path: str, listed: Mapping[str, str]) -> str:
    if path not in listed:
        return STRAY
    return CHANGED if passive.is_passive(path) else ACTIVE
