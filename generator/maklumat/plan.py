"""Readings and facts -> one Plan: what is shown, what is withheld and why. Every edge carries out this one decision."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from . import pages, register
from .documents import Reading
from .model import Document, Kind, State

__all__ = ["TREES", "Facts", "Guarded", "Mode", "Page", "Plan", "Withheld", "plan"]

TREES = ("maklumat/", "sop/")  # below the content folder: nothing in these trees is published unless the plan says so
PUBLIC = frozenset({State.APPROVED, State.NOT_YET, State.WITHDRAWN})

UNREADABLE = "tidak dapat dibaca sebagai dokumen"
UNSIGNED = "belum ada pengesahan yang sah"
UNSIGNED_SAMPLE = "belum ada pengesahan yang sah: tampil hanya sebagai contoh di halamannya sendiri dan di daftar, " \
    "tanpa indeks cari, peta situs, data, dan lampiran"
VOID = "gugur: isinya berubah sesudah pengesahan"
STRAY = "bukan dokumen dan bukan lampiran dokumen yang disahkan"


class Mode(StrEnum):
    """CONTOH while no approver is enrolled: drafts are shown, marked. KETAT from the first enrolled key on."""

    SAMPLE = "contoh"
    STRICT = "ketat"


@dataclass(frozen=True, slots=True)
class Facts:
    """What the plan must know from outside the documents.

    `states`: what the evidence says, by document path; a document that is not named is a draft.
    `others`: every further file in the document trees, with the SHA-256 of its bytes.
    `ordinary`: the source texts of the ordinary pages; their authors answer for what they quote.
    """

    mode: Mode = Mode.SAMPLE
    content: str = "content"
    states: Mapping[str, State] = field(default_factory=dict)
    others: Mapping[str, str] = field(default_factory=dict)
    ordinary: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """A page that the plan makes: its path below the content folder, its address below the site, its one block.

    `source` is the path of the document that it shows, "" for the register.
    """

    source: str
    uri: str
    address: str
    block: str


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


@dataclass(frozen=True, slots=True)
class Plan:
    """`outputs`: finished Markdown by path below the content folder. `attachments`: files that go out as they are.

    `known`: texts that are public anyhow, so that finding them is no leak.
    """

    mode: Mode
    outputs: Mapping[str, str]
    pages: tuple[Page, ...]
    attachments: tuple[str, ...]
    withheld: tuple[Withheld, ...]
    guarded: tuple[Guarded, ...]
    known: tuple[str, ...]

    def publishes(self, uri: str) -> bool:
        """May this file of the content folder go out? Outside the document trees: yes; inside: only what is planned."""
        return not uri.startswith(TREES) or uri in self.outputs or uri in self.attachments


def plan(readings: Sequence[Reading], facts: Facts) -> Plan:
    """Decides for every document and every other file of the document trees. Default: withheld."""
    states = {reading.path: facts.states.get(reading.path, State.DRAFT) for reading in readings}
    public = [r.document for r in readings if r.document and states[r.path] in PUBLIC]
    shown = [r.document for r in readings if r.document and _is_shown(states[r.path], facts.mode)]
    attachments = _attachments(public, facts)
    others = {_uri(path, facts): digest for path, digest in facts.others.items()}
    made = _made(shown, states, facts)
    hidden = [r for r in readings if not r.document or states[r.path] not in PUBLIC]
    return Plan(
        mode=facts.mode,
        outputs={page.uri: text for page, text in made},
        pages=tuple(page for page, _ in made),
        attachments=tuple(sorted(uri for uri in others if uri in attachments)),
        withheld=(
            *(_withheld(reading, states[reading.path], facts.mode) for reading in hidden),
            *(Withheld(f"{facts.content}/{uri}", STRAY) for uri in sorted(others) if uri not in attachments),
        ),
        guarded=(
            *(_guarded(reading.document, facts) for reading in hidden if reading.document),
            *(Guarded(f"{facts.content}/{uri}", uri, digest=others[uri]) for uri in others if uri not in attachments),
        ),
        known=(*facts.ordinary, *(text for document in public for text in pages.passages(document)),
               *(document.number.text for document in public if document.number)),
    )


def _is_shown(state: State, mode: Mode) -> bool:
    return state in PUBLIC or (mode is Mode.SAMPLE and state is State.DRAFT)


def _made(shown: Sequence[Document], states: Mapping[str, State], facts: Facts) -> list[tuple[Page, str]]:
    addresses = {document.path: _address(document.path, facts) for document in shown}
    procedures = {d.number.text: d for d in shown if d.kind is Kind.SOP and d.number}
    made = []
    for document in shown:
        sop = procedures.get(document.number.text) if document.kind is Kind.MAKLUMAT and document.number else None
        here = addresses[document.path]
        link = pages.Link(_relative(here, addresses[sop.path]), pages.title(sop)) if sop else None
        state = states[document.path]
        block = pages.block(document, state, link)
        text = pages.staged(document, state, block)
        made.append((Page(document.path, _uri(document.path, facts), here, block), text))
    rows = [register.Row(document, states[document.path], _relative(register.ADDRESS, addresses[document.path]))
            for document in shown]
    block = register.block(rows)
    made.append((Page("", register.URI, register.ADDRESS, block), register.staged(block)))
    return made


def _withheld(reading: Reading, state: State, mode: Mode) -> Withheld:
    if reading.document is None:
        return Withheld(reading.path, UNREADABLE)
    if state is State.VOID:
        return Withheld(reading.path, VOID)
    if mode is Mode.SAMPLE:
        return Withheld(reading.path, UNSIGNED_SAMPLE, page_shown=True)
    return Withheld(reading.path, UNSIGNED)


def _guarded(document: Document, facts: Facts) -> Guarded:
    number = document.number.text if document.number else ""
    return Guarded(document.path, _address(document.path, facts), number, pages.passages(document))


def _attachments(public: Sequence[Document], facts: Facts) -> frozenset[str]:
    """What public documents list under `lampiran`: plain names beside the document."""
    return frozenset(
        _uri(document.path, facts).removesuffix("index.md") + name
        for document in public for name in pages.attachments(document))


def _uri(path: str, facts: Facts) -> str:
    return path.removeprefix(facts.content + "/")


def _address(path: str, facts: Facts) -> str:
    return _uri(path, facts).removesuffix("index.md")


def _relative(here: str, there: str) -> str:
    """The relative address from one page's folder to another's: both end with a slash."""
    return "../" * here.count("/") + there
