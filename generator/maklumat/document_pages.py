"""The pages of a document, and the short addresses that lead to them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from . import check_page, enclosures, linked_data, pages, permalinks, revision_pages
from .authenticity import Registry
from .catalogue import Catalogue, Entry, relative
from .evidence import folder
from .pages import Procedure
from .planned import KEYS, ROOT_SIGNATURE, Facts, Page

__all__ = ["made", "short_addresses"]


def made(entry: Entry, catalogue: Catalogue) -> Iterator[Page]:
    """The page of a document, and those of its revisions."""
    facts = catalogue.facts
    around = _around(entry, catalogue)
    block = pages.block(entry.document, entry.verdict, around)
    head = pages.head(entry.document, entry.verdict.state, around, linked_data.head(entry, catalogue))
    yield Page(entry.path, facts.uri(entry.path), entry.address, block, head)
    if entry.is_public:
        permalink = catalogue.url(entry.permalink) or entry.permalink
        yield from revision_pages.made(entry, lambda here: _registry(entry, here, facts), permalink)
        yield from revision_pages.withdrawn_pages(entry, catalogue.former)


def _procedure(entry: Entry, catalogue: Catalogue) -> Procedure | None:
    """The SOP that a maklumat leads to, where that is shown."""
    there = catalogue.shown_sop_of(entry) if entry.number else None
    return there and Procedure(there.document, relative(entry.address, there.address), there.status, there.offer)


def _around(entry: Entry, catalogue: Catalogue) -> pages.Around:
    """A link leads only to what goes out."""
    document, here, facts = entry.document, entry.address, catalogue.facts
    folder = document.path.removesuffix("index.md")
    unfit = frozenset(path.removeprefix(folder) for path, digest in enclosures.listed(document)
                      if not enclosures.is_fit(path, digest, facts.others.get(path)))
    history, signed = entry.verdict.history, entry.revision
    before = history[history.index(signed) - 1] if signed and signed != history[0] else None
    return pages.Around(
        sop=_procedure(entry, catalogue),
        enclosed=frozenset(name for name, _ in entry.enclosed),
        unfit=unfit,
        registry=_registry(entry, here, facts),
        holding=entry.holding,
        offer=entry.offer,
        services=facts.services,
        before=revision_pages.text(entry, before) if before else None,
        permalink=f"{catalogue.url(entry.permalink) or entry.permalink}{signed.number}/" if signed else "",
        editing=facts.host.edit(facts.content, facts.uri(document.path)) if facts.host else "",
    )


def _registry(entry: Entry, here: str, facts: Facts) -> Registry | None:
    """The published list of keys as a page at this address leads to it."""
    if not facts.keys:
        return None
    checker = f"{relative(here, check_page.ADDRESS)}?dokumen={entry.permalink.split('/')[1]}"
    return Registry(relative(here, KEYS), ROOT_SIGNATURE in facts.registry, checker)


def short_addresses(entry: Entry, former: Mapping[str, Collection[str]]) -> Iterator[tuple[str, bytes]]:
    """The short address of a document, and one for each of its revisions, also those that count no more. `former`:
    see `Catalogue`."""
    yield entry.permalink + "index.html", permalinks.page(relative(entry.permalink, entry.address), entry.title)
    numbers = (revision.number for revision in entry.verdict.history)
    for number in (*numbers, *revision_pages.revoked(entry, former)):
        here, there = f"{entry.permalink}{number}/", entry.address + folder(number)
        yield f"{here}index.html", permalinks.page(relative(here, there), f"{entry.title}, revisi {number}")
