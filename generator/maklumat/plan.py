"""Readings and facts -> one Plan: what is shown, what is withheld and why. Every edge carries out this one decision."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from . import (
    documents,
    evidence,
    ledger,
    numbers,
    ordinary,
    pages,
    passive,
    permalinks,
    print_list,
    register,
    revision_pages,
    runs,
    status,
)
from .addresses import TREES
from .authenticity import Registry
from .catalogue import Catalogue, Entry, relative
from .documents import Reading, sops_by_number
from .evidence import PUBLIC
from .model import Document, Kind, State
from .ordinary import ACTIVE
from .pages import Procedure
from .planned import KEYS, PLANNED, Facts, Guarded, Mode, Page, Plan, Withheld
from .prints import Edition, Offer, Print
from .verdicts import Verdict

__all__ = ["KEYS", "PLANNED", "TREES", "Facts", "Guarded", "Mode", "Page", "Plan", "Withheld", "plan", "refusals"]

CHECKER = "keaslian/"  # below the site
REGISTRY, ROOT_SIGNATURE = "allowed_signers", "allowed_signers.sig"

UNREADABLE = "tidak dapat dibaca sebagai dokumen"
UNSIGNED_SAMPLE = "hanya tampil sebagai contoh pada halamannya sendiri dan dalam daftar; " \
    "tidak masuk indeks pencarian, peta situs, data, atau lampiran; cetakannya bertanda"
STRAY = "bukan dokumen dan bukan lampiran dokumen yang disahkan"
CHANGED = "isinya tidak sama dengan yang tercatat pada lampiran dokumen"
SAME_CODE = "{}: alamat pendeknya sama dengan milik dokumen lain; ganti `id` salah satunya"


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
    listed = {path: digest for document in found.public for path, digest in _attachments(document)}
    signatures = {path + ".sig" for path in found.verdicts}  # they go out beside the signed text, under another name
    strays = {path: digest for path, digest in sorted(facts.others.items())
              if path not in signatures and not _is_fit(path, digest, listed.get(path))}
    enclosed = sorted(path for path in listed if path in facts.others and path not in strays)
    known = _known(found)
    refused = _refusals(found, known, facts)
    catalogue = _catalogue(found, {reading.path: reading.data for reading in readings}, facts)
    made = [*_documents(found, catalogue), *_lists(catalogue)]
    return Plan(
        mode=facts.mode,
        outputs={page.uri: text for page, text in made},
        pages=tuple(page for page, _ in made),
        attachments={facts.uri(path): listed[path] for path in enclosed},
        files=dict(_files(found, catalogue)),
        refused=refused,
        withheld=(
            *(_withheld(reading, found.verdicts[reading.path], facts.mode) for reading in found.hidden),
            *(Withheld(path, _why_stray(path, listed)) for path in strays),
        ),
        guarded=(
            *(_guarded(reading, facts) for reading in found.hidden),
            *(Guarded(path, facts.uri(path), digest=digest) for path, digest in strays.items()),
            *(Guarded(path, passages=(text,)) for path, text in facts.ordinary.items() if facts.uri(path) in refused),
        ),
        known=(*(text for path, text in facts.ordinary.items() if facts.uri(path) not in refused), *known),
        prints={sheet.uri: sheet for sheet in _prints(found, catalogue)},
        lasting=tuple(facts.published),
    )


def refusals(readings: Sequence[Reading], facts: Facts) -> dict[str, str]:
    """`Plan.refused`: documents in the wrong place, ordinary pages that copy or name what is not signed or that run
    something, and other files that may replace or imitate what is the site's own."""
    found = _sort(readings, facts)
    return _refusals(found, _known(found), facts)


def _refusals(found: _Sorted, public: Iterable[str], facts: Facts) -> dict[str, str]:
    codes = Counter(map(print_list.permalink, found.public))
    twice = {facts.uri(document.path): SAME_CODE.format(document.path) for document in found.public
             if codes[print_list.permalink(document)] > 1}
    return ordinary.faults([_guarded(reading, facts) for reading in found.hidden], public, facts) | twice


def _is_shown(state: State, mode: Mode) -> bool:
    return state in PUBLIC or mode is Mode.PREVIEW or (mode is Mode.SAMPLE and state is State.DRAFT)


def _known(found: _Sorted) -> tuple[str, ...]:
    """What anybody may read: signed documents and their numbers, what was signed before, and the wording of laws."""
    return (*(text for document in (*found.public, *_past(found)) for text in _told(document)), *runs.statutory())


def _told(document: Document) -> tuple[str, ...]:
    return (*pages.passages(document), *((document.number.text,) if document.number else ()))


def _past(found: _Sorted) -> Iterator[Document]:
    """The accepted revisions of documents other than the text of today; whoever has seen them keeps them."""
    if not found.hidden:
        return  # nothing to tell apart from them
    for verdict in found.verdicts.values():
        for revision in verdict.history:
            if revision.digest != verdict.digest and (past := documents.read(verdict.path, revision.source).document):
                yield past


def _catalogue(found: _Sorted, sources: Mapping[str, bytes], facts: Facts) -> Catalogue:
    entries = []
    for document in found.shown:
        address, verdict = facts.address(document.path), found.verdicts[document.path]
        edition, holding = found.editions.get(document.path), evidence.holding(verdict, facts.today)
        folder = document.path.removesuffix("index.md")
        enclosed = tuple((path.removeprefix(folder), digest) for path, digest in _attachments(document)
                         if verdict.state in PUBLIC and _is_fit(path, digest, facts.others.get(path)))
        entries.append(Entry(
            document, sources[document.path], verdict, address, print_list.permalink(document),
            status.of(document, verdict.state, holding), holding,
            print_list.offer(document, edition, address) if edition else Offer(), enclosed))
    return Catalogue(tuple(entries), facts)


def _files(found: _Sorted, catalogue: Catalogue) -> Iterator[tuple[str, bytes]]:
    """The signed revisions of public documents, their short addresses and the texts for their announcement; where the
    site is official, the keys to check them with."""
    for entry in catalogue.public:
        yield from evidence.published(entry.verdict, entry.address)
        yield from _short_addresses(entry)
        if edition := found.editions.get(entry.document.path):
            yield from print_list.announcements(entry.document, edition, entry.address)
    yield from ((KEYS + name, data) for name, data in sorted(_keys(catalogue.facts).items()))
    yield ledger.NAME, ledger.listing((*ledger.permanent(catalogue), *catalogue.facts.published))


def _short_addresses(entry: Entry) -> Iterator[tuple[str, bytes]]:
    """The short address of a document, and one for each of its revisions."""
    yield entry.permalink + "index.html", permalinks.page(relative(entry.permalink, entry.address), entry.title)
    for revision in entry.verdict.history:
        here, there = f"{entry.permalink}{revision.number}/", revision_pages.address(entry, revision)
        yield f"{here}index.html", permalinks.page(relative(here, there), f"{entry.title}, revisi {revision.number}")


def _keys(facts: Facts) -> Mapping[str, bytes]:
    """The list of keys as it goes out: never from a sample, and never a root signature without its list."""
    return facts.registry if facts.mode is not Mode.SAMPLE and REGISTRY in facts.registry else {}


def _prints(found: _Sorted, catalogue: Catalogue) -> Iterator[Print]:
    for entry in catalogue.entries:
        if edition := found.editions.get(entry.document.path):
            yield from print_list.of(entry.document, entry.source, edition, entry.address)


def _documents(found: _Sorted, catalogue: Catalogue) -> Iterator[tuple[Page, str]]:
    """The page of every document and its text, and those of its revisions."""
    procedures, facts = sops_by_number(found.shown), catalogue.facts
    entries = {entry.document.path: entry for entry in catalogue.entries}
    for entry in catalogue.entries:
        around = _around(entry, catalogue, _procedure(entry, procedures, entries))
        block = pages.block(entry.document, entry.verdict, around)
        text = pages.staged(entry.document, entry.verdict.state, block, around)
        yield Page(entry.document.path, facts.uri(entry.document.path), entry.address, block), text
        if entry.is_public:
            permalink = catalogue.url(entry.permalink) or entry.permalink
            yield from revision_pages.made(entry, lambda here, entry=entry: _registry(entry, here, facts), permalink)


def _procedure(entry: Entry, procedures: Mapping[str, Document], entries: Mapping[str, Entry]) -> Procedure | None:
    """The SOP that a maklumat leads to, where that is shown."""
    if entry.document.kind is not Kind.MAKLUMAT or not entry.number:
        return None
    sop = procedures.get(numbers.read(entry.number).key)
    there = entries[sop.path] if sop else None
    return Procedure(there.document, relative(entry.address, there.address), there.status) if there else None


def _around(entry: Entry, catalogue: Catalogue, sop: Procedure | None) -> pages.Around:
    """A link leads only to what goes out."""
    document, here, facts = entry.document, entry.address, catalogue.facts
    folder = document.path.removesuffix("index.md")
    unfit = frozenset(path.removeprefix(folder) for path, digest in _attachments(document)
                      if not _is_fit(path, digest, facts.others.get(path)))
    history, signed = entry.verdict.history, entry.revision
    before = history[history.index(signed) - 1] if signed and signed != history[0] else None
    return pages.Around(
        sop=sop,
        enclosed=frozenset(name for name, _ in entry.enclosed),
        unfit=unfit,
        registry=_registry(entry, here, facts),
        holding=entry.holding,
        offer=entry.offer,
        services=facts.services,
        before=revision_pages.text(entry, before) if before else None,
        permalink=f"{catalogue.url(entry.permalink) or entry.permalink}{signed.number}/" if signed else "",
    )


def _registry(entry: Entry, here: str, facts: Facts) -> Registry | None:
    """The published list of keys as a page at this address leads to it."""
    if not _keys(facts):
        return None
    checker = f"{relative(here, CHECKER)}?dokumen={entry.permalink.split('/')[1]}"
    return Registry(relative(here, KEYS), ROOT_SIGNATURE in facts.registry, checker)


def _lists(catalogue: Catalogue) -> Iterator[tuple[Page, str]]:
    """The pages about all documents, and their texts."""
    yield from register.pages(catalogue)


def _withheld(reading: Reading, verdict: Verdict, mode: Mode) -> Withheld:
    if verdict.state is State.VOID:
        is_shown = mode is Mode.PREVIEW and reading.document is not None
        return Withheld(reading.path, f"{verdict.state}: {verdict.reason}", page_shown=is_shown)
    if reading.document is None:
        return Withheld(reading.path, UNREADABLE)
    if mode is Mode.SAMPLE:
        return Withheld(reading.path, UNSIGNED_SAMPLE, page_shown=True)
    return Withheld(reading.path, verdict.reason, page_shown=mode is Mode.PREVIEW)


def _guarded(reading: Reading, facts: Facts) -> Guarded:
    document, address = reading.document, facts.address(reading.path)
    if document is None:
        return Guarded(reading.path, address, passages=("\n".join(reading.lines),))
    return Guarded(reading.path, address, document.number.text if document.number else "", pages.passages(document))


def _attachments(document: Document) -> Iterator[tuple[str, str]]:
    """What a document lists under `lampiran`: files beside it, with the digest that was signed."""
    for item in document.attachments:
        if item.name and item.sha256:
            yield document.path.removesuffix("index.md") + item.name.text.strip(), item.sha256.text.strip()


def _is_fit(path: str, digest: str, other: str | None) -> bool:
    """May a file go out: of a kind that runs nothing, and listed and found with the same digest?"""
    return bool(digest) and digest == other and passive.is_passive(path)


def _why_stray(path: str, listed: Mapping[str, str]) -> str:
    if path not in listed:
        return STRAY
    return CHANGED if passive.is_passive(path) else ACTIVE
