"""What documents say, and facts -> one Plan: what is shown, what is withheld and why. Every edge carries it out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from . import (
    accessibility,
    check_page,
    enclosures,
    evidence,
    evidence_page,
    ledger,
    new_pages,
    open_data,
    parts,
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
from .evidence import PUBLIC
from .model import State
from .ordinary import ACTIVE
from .passages import Told
from .planned import KEYS, PLANNED, Facts, Guarded, Mode, Page, Plan, Withheld
from .portions import Made, Part, packed
from .prints import Offer
from .verdicts import Verdict

__all__ = ["KEYS", "PLANNED", "TREES", "Facts", "Guarded", "Mode", "Page", "Plan", "Withheld", "catalogued", "plan"]


UNREADABLE = "tidak dapat dibaca sebagai dokumen"
UNSIGNED_SAMPLE = "hanya tampil sebagai contoh pada halamannya sendiri dan dalam daftar; " \
    "tidak masuk indeks pencarian, peta situs, data, atau lampiran; cetakannya bertanda"
STRAY = "bukan dokumen dan bukan lampiran dokumen yang disahkan"
CHANGED = "isinya tidak sama dengan yang tercatat pada lampiran dokumen"


Maker = Callable[[Sequence[Catalogue]], Sequence[Part]]


def plan(texts: Sequence[Told], facts: Facts, make: Maker = parts.every) -> Plan:
    """Decides for every document and every other file of the document trees. Default: withheld. `texts`: of every
    document, in order of path. `make`: how what is made of single documents comes about (as `parts.every`)."""
    verdicts = evidence.judged(texts, facts.verdicts)
    catalogue = _catalogued(texts, verdicts, facts)
    public = [text for text in texts if text.outline and verdicts[text.path].state in PUBLIC]
    listed = {path: digest for text in public for path, digest in enclosures.listed(text.outline)}
    signatures = {path + ".sig" for path in verdicts}  # they go out beside the signed text, under another name
    strays = {path: digest for path, digest in sorted(facts.others.items())
              if path not in signatures and not enclosures.is_fit(path, digest, listed.get(path))}
    enclosed = sorted(path for path in listed if path in facts.others and path not in strays)
    sides = secrecy.sides(texts, verdicts)
    refused = secrecy.refusals(sides, facts)
    whole = Made(tuple(map(packed, _lists(catalogue))), tuple(_files(catalogue)), tuple(evidence_page.sheet(catalogue)))
    return Plan(
        mode=facts.mode,
        parts=(*make([catalogue.around(entry) for entry in catalogue.entries]), whole),
        attachments={facts.uri(path): listed[path] for path in enclosed},
        refused=refused,
        withheld=(
            *(_withheld(text, verdicts[text.path], facts.mode) for text in sides.hidden),
            *(Withheld(path, _why_stray(path, listed)) for path in strays),
        ),
        guarded=(
            *secrecy.guarded(sides, facts),
            *(Guarded(path, facts.uri(path), digest=digest) for path, digest in strays.items()),
            *(Guarded(path, passages=(text,)) for path, text in facts.ordinary.items() if facts.uri(path) in refused),
        ),
        public=(*(text for path, text in facts.ordinary.items() if facts.uri(path) not in refused), *sides.known),
        lasting=tuple(permanence.lasting(catalogue)),
        searched=search_records.of(catalogue),
    )


def catalogued(texts: Sequence[Told], facts: Facts) -> Catalogue:
    """The documents that have a page. Of each text nothing is asked but its outline and its bytes."""
    return _catalogued(texts, evidence.judged(texts, facts.verdicts), facts)


def _catalogued(texts: Sequence[Told], verdicts: Mapping[str, Verdict], facts: Facts) -> Catalogue:
    return Catalogue(tuple(_entry(text, verdicts[text.path], facts) for text in texts
                           if text.outline and _is_shown(verdicts[text.path].state, facts.mode)), facts)


def _is_shown(state: State, mode: Mode) -> bool:
    return state in PUBLIC or mode is Mode.PREVIEW or (mode is Mode.SAMPLE and state is State.DRAFT)


def _entry(text: Told, verdict: Verdict, facts: Facts) -> Entry:
    address, holding = facts.address(text.path), evidence.holding(verdict, facts.today)
    edition = print_list.edition(text.outline, verdict, facts) if facts.can_print else None
    folder = text.path.removesuffix("index.md")
    enclosed = tuple((path.removeprefix(folder), digest) for path, digest in enclosures.listed(text.outline)
                     if verdict.state in PUBLIC and enclosures.is_fit(path, digest, facts.others.get(path)))
    return Entry(
        text, verdict, address, print_list.permalink(text.outline), status.of(text.outline, verdict.state, holding),
        holding, edition, print_list.offer(text.outline, edition, address) if edition else Offer(), enclosed)


def _files(catalogue: Catalogue) -> Iterator[tuple[str, bytes]]:
    """The signed revisions of public documents and the data of them all; where the site is official, the keys to check
    them with."""
    for entry in catalogue.public:
        yield from evidence.published(entry.verdict, entry.address)
    yield from ((KEYS + name, data) for name, data in sorted(catalogue.facts.keys.items()))
    yield from open_data.files(catalogue)
    yield from new_pages.files(catalogue)
    yield ledger.NAME, ledger.listing((*permanence.permanent(catalogue), *catalogue.facts.published))


def _lists(catalogue: Catalogue) -> Iterator[Page]:
    """The pages about all documents."""
    yield from register.pages(catalogue)
    yield from check_page.pages(catalogue)
    yield from evidence_page.pages(catalogue)
    yield from search_page.pages(catalogue)
    yield from accessibility.pages(catalogue)
    yield from rule_pages.pages(catalogue)
    yield from new_pages.pages(catalogue)


def _withheld(text: Told, verdict: Verdict, mode: Mode) -> Withheld:
    if verdict.state is State.VOID:
        is_shown = mode is Mode.PREVIEW and text.outline is not None
        return Withheld(text.path, f"{verdict.state}: {verdict.reason}", page_shown=is_shown)
    if text.outline is None:
        return Withheld(text.path, UNREADABLE)
    if mode is Mode.SAMPLE:
        return Withheld(text.path, UNSIGNED_SAMPLE, page_shown=True)
    return Withheld(text.path, verdict.reason, page_shown=mode is Mode.PREVIEW)


def _why_stray(path: str, listed: Mapping[str, str]) -> str:
    if path not in listed:
        return STRAY
    return CHANGED if passive.is_passive(path) else ACTIVE
