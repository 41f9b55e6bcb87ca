"""A page for each accepted revision, at an address of its own that stays when newer ones come."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from html import escape

from . import authenticity, documents, enclosures, pages, status
from .authenticity import Registry
from .catalogue import Entry, relative
from .evidence import folder
from .markup import words
from .model import Document
from .pages import Around
from .planned import Page
from .staged import Head
from .verdicts import Revision

__all__ = ["address", "made", "revoked", "text", "withdrawn_pages"]

REVOKED = "Pengesahan revisi ini tidak diakui lagi, sehingga naskahnya tidak ditampilkan."
UP = "../../"  # from the page of a revision to the folder of its document
UNREADABLE = "Naskah revisi ini tidak dapat ditampilkan di sini; bacalah berkasnya, naskah.txt."


def address(entry: Entry, revision: Revision) -> str:
    """Where the page of a revision lies below the site."""
    return entry.address + folder(revision.number)


def text(entry: Entry, revision: Revision) -> Document | None:
    """The document as it was signed then; None where today's reader cannot make it out."""
    if revision.source == entry.source:
        return entry.document
    return documents.document(entry.path, revision.source)


def made(entry: Entry, registry: Callable[[str], Registry | None], permalink: str) -> Iterator[Page]:
    """The pages of all accepted revisions of a document. `registry`: how it is reached from an address. `permalink`:
    the permanent address of the document, as whole as it is known."""
    before: Document | None = None
    for revision in entry.verdict.history:
        document, here = text(entry, revision), address(entry, revision)
        where = f"{permalink}{revision.number}/"
        block = _block(entry, revision, document, before, registry(here), where) if document else _bare(entry)
        title = f"{status.title(document or entry.document)}, revisi {revision.number}"
        head = Head(title, f"{title}, {words(entry.office)}", listed=False)
        yield Page(entry.document.path, f"{here}index.md", here, block, head)
        before = document


def revoked(entry: Entry, former: Mapping[str, Collection[str]]) -> tuple[int, ...]:
    """The numbers of revisions that earlier releases published (`Catalogue.former`) and whose sign-off does not count
    any more, because the root key took back what a key had signed."""
    known = {str(revision.number) for revision in entry.verdict.history}
    gone = (number for number in former.get(entry.address, ()) if number not in known)
    return tuple(sorted(int(number) for number in gone if number.isdecimal()))


def withdrawn_pages(entry: Entry, former: Mapping[str, Collection[str]]) -> Iterator[Page]:
    """What stands at the addresses of such revisions: that they do not count, and nothing of their text."""
    for number in revoked(entry, former):
        here = entry.address + folder(number)
        title = f"{entry.title}, revisi {number}"
        block = pages.article(entry.document, "gugur", (
            f"<h1>{escape(title)}</h1>",
            f'<p class="keadaan"><strong class="tanda">GUGUR</strong> <span>{REVOKED}</span></p>',
            f'<p><a href="{escape(relative(here, entry.address))}">Buka dokumen ini</a></p>'))
        yield Page(entry.document.path, f"{here}index.md", here, block, Head(title, title, False))


def _block(entry: Entry, revision: Revision, document: Document, before: Document | None, registry: Registry | None,
           permalink: str) -> str:
    verdict = replace(entry.verdict, digest=revision.digest)
    shown = status.of_revision(revision, entry.verdict, entry.holding)
    state = shown.key if shown else entry.verdict.state.value
    shown = shown or status.of(document, entry.verdict.state)
    newest = relative(address(entry, revision), entry.address)
    content = pages.content(document, base=UP, pictures=_pictures(entry, document))
    return pages.article(document, state, (
        pages.heading(document, shown),
        f'<p class="catatan">Ini naskah revisi {revision.number} sebagaimana disahkan. '
        f'<a href="{escape(newest)}">Halaman dokumen ini</a> selalu menampilkan revisi yang terakhir.</p>',
        *content, pages.record(document, verdict, Around()),
        pages.changed(document, before, revision, level=2) if before else "",
        authenticity.proof(revision, registry, "") if registry else "",
        pages.quotation(document, revision, permalink),
    ))


def _pictures(entry: Entry, document: Document) -> frozenset[str]:
    """The attachments that are still the very files that this revision lists; of any other the site has no copy."""
    listed = set(enclosures.listed(document))
    beside = document.path.removesuffix("index.md")
    return frozenset(name for name, digest in entry.enclosed if (beside + name, digest) in listed)


def _bare(entry: Entry) -> str:
    document = entry.document
    return pages.article(document, "digantikan", (
        f"<h1>{escape(status.title(document))}</h1>",
        f'<p><a href="naskah.txt">{UNREADABLE}</a></p>',
    ))
