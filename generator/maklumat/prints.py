"""What is typeset from one document, as values: each file's address, template and data. The press carries it out."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from .findings import Place
from .model import State
from .stationery import Stationery
from .verdicts import Revision

__all__ = ["ORIGIN", "UNDATED", "Download", "Edition", "Offer", "Print"]

ORIGIN = "maklumat-cetakan:"  # with the digest of its document's bytes in every print, so that stray copies are known
UNDATED = date(2000, 1, 1)  # what a PDF of an undated draft bears as its date: any day, but always the same


@dataclass(frozen=True, slots=True)
class Download:
    """A file that a document's page offers: its address from the page, what it is, of which kind."""

    address: str
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Offer:
    """The prints of a document as its page shows them. `card`: the address of the picture that previews of a link show,
    below the site, "" where there is none; `card_text`: what it says, for those who do not see it."""

    downloads: tuple[Download, ...] = ()
    card: str = ""
    card_text: str = ""


@dataclass(frozen=True, slots=True)
class Edition:
    """Under which circumstances a document is printed.

    `mark`: the word across the sheet (RANCANGAN, GUGUR, DICABUT), "" for a clean print. `notice`: one sentence at the
    top of the sheet, "" where nothing has to be said (the site is a sample, the text is a transcription, …).
    `permalink`: the short permanent address with its scheme, "" where nothing is published there; only then a QR code.
    `page`: the address of the document's page without its scheme, "" likewise. `signed`: the accepted revision,
    None also where no anchor says that its key is to be trusted.
    """

    state: State
    stationery: Stationery
    mark: str = ""
    notice: str = ""
    permalink: str = ""
    page: str = ""
    signed: Revision | None = None

    @property
    def is_clean(self) -> bool:
        """Signed, published and unmarked: only such a print bears a QR code and goes to social media."""
        return not self.mark and not self.notice and self.signed is not None and bool(self.permalink)


@dataclass(frozen=True, slots=True)
class Print:
    """One file to typeset.

    `uri`: where it goes below the site. `source`: the path of its document, `place` where a reader of findings should
    look when its text does not fit. `name`: what people call it (“poster A4”). `template`: the typst file below the
    theme folder. `data`: what the template reads, as canonical JSON. `standards`: of a PDF, none for a picture.
    `size`: of a picture in pixels. `day`: the date that a PDF bears as its own. `digest`: SHA-256 of the document's
    bytes. `is_listed`: may the list of prints name it? (Its document is signed.)
    """

    uri: str
    source: str
    place: Place
    name: str
    template: str
    data: str = field(repr=False)
    standards: tuple[str, ...] = ()
    size: tuple[int, int] | None = None
    day: date = UNDATED
    digest: str = ""
    is_listed: bool = False
