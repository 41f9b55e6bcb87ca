"""The values of a plan: what it must know, what it decides, and what every edge carries out."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence, ValuesView
from dataclasses import dataclass, field, fields
from datetime import date
from functools import cached_property

from . import canon, ledger, passive, permalinks
from .addresses import KEYS, TREES
from .announced import Announcement
from .figures import Figures
from .hosting import Host
from .modes import Mode
from .portions import Contents, Lot, Page, Part, Titled
from .prints import Print
from .searched import Searched
from .services import Services
from .stationery import Stationery
from .verdicts import Verdict

__all__ = ["CARD", "EVIDENCE", "FEED", "FORM", "INDEX", "INDEX_SCHEMA", "KEYS", "MANIFEST", "PARTS", "PLANNED",
           "POSTER", "REGISTRY", "ROBOTS", "ROOT_SIGNATURE", "SCHEMA", "TABLE", "TEMPLATES", "Facts", "Guarded", "Mode",
           "Page", "Plan", "Withheld", "is_hidden", "is_tool"]

REGISTRY, ROOT_SIGNATURE = "allowed_signers", "allowed_signers.sig"  # below KEYS
MANIFEST = "cetakan.json"  # lists the prints, below the site
INDEX, FEED, ROBOTS, TABLE = "index.json", "feed.xml", "robots.txt", "data/daftar.csv"  # of all documents, likewise
PARTS = "data/indeks/"  # of INDEX, where it would be too long
SCHEMA, INDEX_SCHEMA = "data/dokumen.schema.json", "data/indeks.schema.json"
# below the site: nothing goes out here unless the plan says so
PLANNED = (*TREES, KEYS, permalinks.FOLDER, *passive.SITE, MANIFEST, "SHA256SUMS", "alamat.txt", FEED, INDEX, ROBOTS)

POSTER, FORM, CARD = "print/poster.typ", "print/sop.typ", "social/kartu.typ"  # below the theme
EVIDENCE = "print/bukti.typ"
TEMPLATES = {POSTER, FORM, CARD, EVIDENCE}
TOOLS = (".typ", ".ttf", ".map")  # of the press, and of those who made Material
SCRIPTS = "assets/javascripts/"  # Material's, which no page runs


@dataclass(frozen=True)
class Facts:
    """What the plan must know from outside the documents.

    `today`: the day in Indonesia (WIB) for which pages speak.
    `verdicts`: what the evidence says, by document path; a document that is not named is a draft.
    `registry`: the list of keys and its root signature, by file name, as they may be published.
    `others`: every further file in the document trees, with the SHA-256 of its bytes.
    `ordinary`: the ordinary pages and their source texts; they may quote a document, not copy it.
    `loose`: every further file outside the document trees. `theme`: the files of the theme, below the site.
    `site_url`: the address of the site, "" where it is not known yet; `site_name`: what it is called. `is_anchored`: do
    the verdicts start at an anchor that a person has set? If not they are good to look at, not to print.
    `published`: the permanent addresses of earlier releases. `stationery`: how the agency prints. `services`: where
    people complain.
    `announced`: where documents were announced, by the office's own word.
    `figures`: what the gates measured of this very release, None where that is not known. `host`: where the sources are
    edited in a browser, None where that is not known.
    """

    mode: Mode = Mode.SAMPLE
    today: date = date.min
    content: str = "content"
    verdicts: Mapping[str, Verdict] = field(default_factory=dict)
    registry: Mapping[str, bytes] = field(default_factory=dict)
    others: Mapping[str, str] = field(default_factory=dict)
    ordinary: Mapping[str, str] = field(default_factory=dict)
    loose: Collection[str] = ()
    theme: Collection[str] = ()
    site_url: str = ""
    site_name: str = ""
    is_anchored: bool = False
    published: Collection[str] = ()
    stationery: Stationery = field(default_factory=Stationery)
    services: Services = field(default_factory=Services)
    announced: tuple[Announcement, ...] = ()
    figures: Figures | None = None
    host: Host | None = None

    @cached_property
    def digest(self) -> str:
        """Of all of them."""
        return canon.digest(*(getattr(self, field.name) for field in fields(self)))

    @property
    def can_print(self) -> bool:
        """Has the theme templates for prints?"""
        return TEMPLATES.issubset(self.theme)

    @property
    def keys(self) -> Mapping[str, bytes]:
        """The list of keys as it goes out: never from a sample, and never a root signature without its list."""
        return self.registry if self.mode is not Mode.SAMPLE and REGISTRY in self.registry else {}

    def uri(self, path: str) -> str:
        """A path below the content folder, as builders name it."""
        return path.removeprefix(self.content + "/")

    def address(self, path: str) -> str:
        """Where a document's page lies below the site."""
        return self.uri(path).removesuffix("index.md")


@dataclass(frozen=True, slots=True)
class Withheld:
    """A file that does not go out, or (`page_shown`) that is shown on its own marked page and nowhere else."""

    path: str
    reason: str
    page_shown: bool = False


@dataclass(frozen=True, slots=True)
class Guarded:
    """What must not be found outside its own page: address, number and texts of a document, or the digest of a file."""

    path: str
    address: str = ""
    number: str = ""
    passages: tuple[str, ...] = ()
    digest: str = ""


@dataclass(frozen=True)
class Plan:
    """`parts`: what is made of each document, then what is made of them all. `attachments`: files that go out as they
    are, with the SHA-256 that was signed.

    `refused`: ordinary pages and loose files that stop a build, by path below the content folder, and the sentence that
    says why.
    `public`: texts that are public anyhow. `lasting`: addresses below the site that were published once and must still
    lead somewhere. `searched`: what the search knows of public documents.
    """

    mode: Mode
    parts: Sequence[Part]
    attachments: Mapping[str, str]
    refused: Mapping[str, str]
    withheld: tuple[Withheld, ...]
    guarded: tuple[Guarded, ...]
    public: tuple[str, ...]
    lasting: tuple[str, ...] = ()
    searched: tuple[Searched, ...] = ()

    @property
    def pages(self) -> ValuesView[Page]:
        """What is made of the documents, each with its place."""
        return self.by_uri.values()

    @cached_property
    def by_uri(self) -> Mapping[str, Page]:
        """The pages by path below the content folder."""
        return Lot(self.parts, [(at, uri) for at, part in enumerate(self.contents) for uri in part.pages],
                   lambda part: [(page.uri, page) for page in part.pages])

    @cached_property
    def by_file(self) -> Mapping[str, Page]:
        """The pages by path below the site."""
        return Lot(self.parts, [(at, ledger.file(page.address)) for at, part in enumerate(self.contents)
                                for page in part.pages.values()],
                   lambda part: [(ledger.file(page.address), page) for page in part.pages])

    @cached_property
    def files(self) -> Mapping[str, bytes]:
        """What goes out beside them, byte for byte: signed revisions and their keys, short addresses, data, texts for
        social media."""
        return Lot(self.parts, [(at, name) for at, part in enumerate(self.contents) for name in part.files],
                   lambda part: part.files)

    @property
    def sums(self) -> Mapping[str, str]:
        """The SHA-256 of these."""
        return {name: digest for part in self.contents for name, digest in part.files.items()}

    @cached_property
    def prints(self) -> Mapping[str, Print]:
        """What is to be typeset, by path below the site."""
        return Lot(self.parts, [(at, uri) for at, part in enumerate(self.contents) for uri in part.prints],
                   lambda part: [(sheet.uri, sheet) for sheet in part.prints])

    @cached_property
    def contents(self) -> Sequence[Contents]:
        """Those of all parts."""
        return [part.contents for part in self.parts]

    @property
    def titles(self) -> Iterator[Titled]:
        """What lists tell of the pages."""
        return (page for part in self.contents for page in part.pages.values())

    @property
    def documents(self) -> list[str]:
        """The addresses of the documents' own pages."""
        return [next(iter(part.pages.values())).address for part in self.contents[:-1]]

    @property
    def known(self) -> Iterator[str]:
        """Texts that are public anyhow, so that finding them is no leak."""
        yield from self.public
        for page in self.titles:
            yield from (page.title, page.description)

    def publishes(self, uri: str) -> bool:
        """May this file of the content folder go out? In the document trees: only what is planned."""
        if uri.startswith(PLANNED):
            return any(uri in planned for planned in (self.by_uri, self.attachments, self.files, self.prints))
        return uri not in self.refused and not is_hidden(uri)


def is_tool(name: str) -> bool:
    """Is this file of the theme of no use to visitors?"""
    return name.endswith(TOOLS) or name.startswith(SCRIPTS)


def is_hidden(uri: str) -> bool:
    """Does a name of this path start with a dot? No builder shows such a file unless it is told to."""
    return any(part.startswith(".") for part in uri.split("/"))
