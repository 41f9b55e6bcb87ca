"""Which prints are made of a document, and under which circumstances: only what is signed is printed without a mark."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from hashlib import sha256

from . import announcement, cards, permalinks, poster, sop_sheet
from .evidence import PUBLIC
from .findings import Place, capital
from .markup import words
from .model import Document, Kind, Outline, State
from .planned import CARD, FORM, POSTER, Facts, Mode
from .prints import ORIGIN, UNDATED, Download, Edition, Offer, Print
from .sheets import canonical
from .verdicts import Verdict

__all__ = ["STANDARDS", "UNPROVEN", "announcements", "edition", "of", "offer", "permalink"]

STANDARDS = ("ua-1", "a-2a")
WITH_SOURCE = ("ua-1", "a-3a")  # only PDF/A-3 may hold a file of another kind

SAMPLE = "Contoh: lembar ini belum resmi dan isinya tidak boleh dijadikan pegangan."
TRANSCRIPT = "Transkripsi: pengesahan basah tercantum pada naskah sumber, belum diverifikasi di sini."
UNPROVEN = "PRATINJAU"  # signed, but nobody has said from where on the registry of keys is to be trusted

_MARKS = {State.DRAFT: "RANCANGAN", State.VOID: "GUGUR", State.WITHDRAWN: "DICABUT"}
_FORM = ("cetak/sop.pdf", "formulir SOP")
_CARDS = {format: (f"sosial/{format}.png", f"kartu {width} × {height}")
          for format, (width, height) in cards.FORMATS.items()}  # their addresses from the page, and their names
_TEXTS = (("sosial/takarir.txt", "Takarir kartu", announcement.caption),
          ("sosial/teks-alternatif.txt", "Teks alternatif kartu", announcement.alternatives))


def edition(document: Outline, verdict: Verdict, facts: Facts) -> Edition:
    """Under which circumstances this document is printed."""
    is_public = verdict.state in PUBLIC
    is_transcript = verdict.state is State.DRAFT and words(document.method) == "basah"
    notices = ((SAMPLE, facts.mode is Mode.SAMPLE), (TRANSCRIPT, is_transcript))
    site = facts.site_url.rstrip("/") + "/" if facts.site_url and is_public else ""
    return Edition(
        verdict.state, facts.stationery,
        mark=_MARKS.get(verdict.state, "") or ("" if facts.is_anchored else UNPROVEN),
        notice=" ".join(sentence for sentence, holds in notices if holds),
        permalink=f"{site}{permalink(document)}" if site else "",
        page=f"{site.partition('://')[2]}{facts.address(document.path)}" if site else "",
        signed=verdict.revision if is_public and facts.is_anchored else None,
    )


def permalink(document: Outline) -> str:
    """The document's short address below the site."""
    return permalinks.address(document.kind.value, words(document.id))


def of(document: Document, source: bytes, edition: Edition, address: str) -> Iterator[Print]:
    """Every print of a document; `source`: the bytes of its file, `address`: that of its page below the site."""
    digest = sha256(source).hexdigest()

    def job(at: tuple[str, str], template: str, data: Mapping[str, object], *, standards: tuple[str, ...] = (),
            size: tuple[int, int] | None = None) -> Print:
        below, name = at
        whole = canonical(data | {"origin": ORIGIN + digest})
        return Print(address + below, document.path, _place(document), name, template, whole, standards, size,
                     _day(document, edition), digest, is_listed=edition.signed is not None)

    if document.kind is Kind.MAKLUMAT:
        for paper in edition.stationery.posters:
            yield job(_poster(paper), POSTER, poster.sheet(document, edition, paper), standards=STANDARDS)
    else:
        yield job(_FORM, FORM, sop_sheet.sheet(document, edition, source), standards=WITH_SOURCE)
    if edition.is_clean:
        for format, size in cards.FORMATS.items():
            yield job(_CARDS[format], CARD, cards.sheet(document, edition, format), size=size)


def _poster(paper: str) -> tuple[str, str]:
    """Its address from the page, and its name."""
    return f"cetak/poster-{paper}.pdf", f"poster {paper.upper()}"


def _place(document: Document) -> Place:
    """Where the longest text of a sheet stands: the promise, or the steps."""
    return document.place("langkah") if document.kind is Kind.SOP else Place(document.body_line, 1)


def _day(document: Document, edition: Edition) -> date:
    if edition.signed:
        return edition.signed.date
    written = (document.dates.get(name) for name in ("tanggal_efektif", "tanggal_pembuatan"))
    return next((field.reading.value for field in written if field and field.reading.value), UNDATED)


def announcements(document: Document, edition: Edition, address: str) -> Iterator[tuple[str, bytes]]:
    """The texts that go with the cards, by address below the site; none where there are no cards."""
    if edition.is_clean:
        yield from ((address + below, write(document, edition).encode()) for below, _, write in _TEXTS)


def offer(document: Outline, edition: Edition, address: str) -> Offer:
    """What the page at this address below the site shows of its prints."""
    sheets = map(_poster, edition.stationery.posters) if document.kind is Kind.MAKLUMAT else [_FORM]
    downloads = [Download(below, capital(name), "PDF") for below, name in sheets]
    if not edition.is_clean:
        return Offer(tuple(downloads))
    downloads += [Download(below, capital(name), "PNG") for below, name in _CARDS.values()]
    downloads += [Download(below, name, "teks") for below, name, _ in _TEXTS]
    return Offer(tuple(downloads), address + _CARDS["og"][0], announcement.og_alternative(document, edition))
