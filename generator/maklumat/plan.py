"""Readings and facts -> one Plan: what is shown, what is withheld and why. Every edge carries out this one decision."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import takewhile

from . import addresses, frontmatter, numbers, pages, register, runs
from .addresses import TREES
from .documents import Reading, sops_by_number
from .model import Document, Kind, State
from .runs import Words

__all__ = ["TREES", "Facts", "Guarded", "Mode", "Page", "Plan", "Withheld", "is_document", "plan", "refusals"]

PUBLIC = frozenset({State.APPROVED, State.NOT_YET, State.WITHDRAWN})

UNREADABLE = "tidak dapat dibaca sebagai dokumen"
UNSIGNED = "belum ada pengesahan yang sah"
UNSIGNED_SAMPLE = "hanya tampil sebagai contoh pada halamannya sendiri dan dalam daftar; " \
    "tidak masuk indeks pencarian, peta situs, data, atau lampiran"
VOID = "gugur: isinya berubah sesudah pengesahan"
STRAY = "bukan dokumen dan bukan lampiran dokumen yang disahkan"
CHANGED = "isinya tidak sama dengan yang tercatat pada lampiran dokumen"
MISPLACED = "dokumen di luar folder maklumat/ dan sop/; pindahkan ke sana agar diperiksa dan dapat disahkan"
COPY = "memuat isi {}, yang tidak boleh tampil di halaman lain; hapus isi itu dari halaman ini"
ADDRESS = "memuat alamat {}, yang ditahan; hapus alamat itu dari halaman ini"

_METADATA = re.compile(r" {0,3}([\w-]+)[ \t]*:| {4}|\t")  # a line of a page's data, with `---` above or without


class Mode(StrEnum):
    """CONTOH while no approver is enrolled: drafts are shown, marked. KETAT from the first enrolled key on."""

    SAMPLE = "contoh"
    STRICT = "ketat"


@dataclass(frozen=True, slots=True)
class Facts:
    """What the plan must know from outside the documents.

    `states`: what the evidence says, by document path; a document that is not named is a draft.
    `others`: every further file in the document trees, with the SHA-256 of its bytes.
    `ordinary`: the ordinary pages and their source texts; they may quote a document, not copy it.
    """

    mode: Mode = Mode.SAMPLE
    content: str = "content"
    states: Mapping[str, State] = field(default_factory=dict)
    others: Mapping[str, str] = field(default_factory=dict)
    ordinary: Mapping[str, str] = field(default_factory=dict)

    def uri(self, path: str) -> str:
        """A path below the content folder, as builders name it."""
        return path.removeprefix(self.content + "/")

    def address(self, path: str) -> str:
        """Where a document's page lies below the site."""
        return self.uri(path).removesuffix("index.md")


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

    `refused`: ordinary pages that stop a build, by path below the content folder, and the sentence that says why.
    `known`: texts that are public anyhow, so that finding them is no leak.
    """

    mode: Mode
    outputs: Mapping[str, str]
    pages: tuple[Page, ...]
    attachments: tuple[str, ...]
    refused: Mapping[str, str]
    withheld: tuple[Withheld, ...]
    guarded: tuple[Guarded, ...]
    known: tuple[str, ...]

    def publishes(self, uri: str) -> bool:
        """May this file of the content folder go out? In the document trees: only what is planned."""
        if uri.startswith(TREES):
            return uri in self.outputs or uri in self.attachments
        return uri not in self.refused


def plan(readings: Sequence[Reading], facts: Facts) -> Plan:
    """Decides for every document and every other file of the document trees. Default: withheld."""
    states = {reading.path: facts.states.get(reading.path, State.DRAFT) for reading in readings}
    public = [r.document for r in readings if r.document and states[r.path] in PUBLIC]
    shown = [r.document for r in readings if r.document and _is_shown(states[r.path], facts.mode)]
    hidden = [r for r in readings if not r.document or states[r.path] not in PUBLIC]
    listed = _attachments(public)
    strays = {path: digest for path, digest in sorted(facts.others.items()) if not digest or listed.get(path) != digest}
    refused = refusals(readings, facts)
    made = [*_documents(shown, states, facts), _register(shown, states, facts)]
    return Plan(
        mode=facts.mode,
        outputs={page.uri: text for page, text in made},
        pages=tuple(page for page, _ in made),
        attachments=tuple(sorted(facts.uri(path) for path in facts.others.keys() - strays.keys())),
        refused=refused,
        withheld=(
            *(_withheld(reading, states[reading.path], facts.mode) for reading in hidden),
            *(Withheld(path, CHANGED if path in listed else STRAY) for path in strays),
        ),
        guarded=(
            *(_guarded(reading, facts) for reading in hidden),
            *(Guarded(path, facts.uri(path), digest=digest) for path, digest in strays.items()),
            *(Guarded(path, passages=(text,)) for path, text in facts.ordinary.items() if facts.uri(path) in refused),
        ),
        known=(*(text for path, text in facts.ordinary.items() if facts.uri(path) not in refused), *_public(public)),
    )


def refusals(readings: Sequence[Reading], facts: Facts) -> dict[str, str]:
    """`Plan.refused`: documents in the wrong place, and ordinary pages that copy or name what is not signed."""
    states = {reading.path: facts.states.get(reading.path, State.DRAFT) for reading in readings}
    public = [r.document for r in readings if r.document and states[r.path] in PUBLIC]
    hidden = [_guarded(r, facts) for r in readings if not r.document or states[r.path] not in PUBLIC]
    known = _runs(_public(public))
    secret = {item.path: _runs(item.passages) - known for item in hidden}
    # in a sample drafts have their own page, and ordinary pages may lead to it
    withheld = {addresses.trimmed(item.address): item.path for item in hidden} if facts.mode is Mode.STRICT else {}
    found = {path: MISPLACED for path, text in facts.ordinary.items() if is_document(text)}
    for path in facts.ordinary.keys() - found:
        page = _runs([facts.ordinary[path]])
        source = next((source for source, own in secret.items() if runs.is_copied(own, page)), "")
        named = next((source for source in map(withheld.get, addresses.found(facts.ordinary[path])) if source), "")
        if source or named:
            found[path] = COPY.format(source) if source else ADDRESS.format(named)
    return {facts.uri(path): f"{path}: {reason}" for path, reason in sorted(found.items())}


def _runs(texts: Iterable[str]) -> set[Words]:
    return {run for text in texts for run in runs.of(runs.words(text))}


def _is_shown(state: State, mode: Mode) -> bool:
    return state in PUBLIC or (mode is Mode.SAMPLE and state is State.DRAFT)


def is_document(text: str) -> bool:
    """Do a page's data name a kind of document, as only documents do?"""
    lines = tuple(line.rstrip() for line in text.removeprefix("\ufeff").splitlines())
    fields = frontmatter.read(lines).fields
    start = int(lines[:1] == ("---",))
    top = takewhile(bool, map(_METADATA.match, lines[start:]))
    return bool(fields and fields.entry("jenis")) or any((match[1] or "").lower() == "jenis" for match in top)


def _public(public: Iterable[Document]) -> tuple[str, ...]:
    """What anybody may read: signed documents, their numbers, and the wording of laws."""
    return (
        *(text for document in public for text in pages.passages(document)),
        *(document.number.text for document in public if document.number),
        *runs.statutory(),
    )


def _documents(shown: Sequence[Document], states: Mapping[str, State], facts: Facts) -> Iterator[tuple[Page, str]]:
    """The page of every document and its text; a maklumat leads to its SOP where that is shown."""
    procedures = sops_by_number(shown)
    for document in shown:
        here, state = facts.address(document.path), states[document.path]
        number = document.number.text if document.number else ""
        sop = procedures.get(numbers.read(number).key) if document.kind is Kind.MAKLUMAT else None
        block = pages.block(document, state, _relative(here, facts.address(sop.path)) if sop else "")
        yield Page(document.path, facts.uri(document.path), here, block), pages.staged(document, state, block)


def _register(shown: Sequence[Document], states: Mapping[str, State], facts: Facts) -> tuple[Page, str]:
    """The register page and its text; in a sample it is marked like its drafts and listed nowhere."""
    block = register.block([
        register.Row(document, states[document.path], _relative(register.ADDRESS, facts.address(document.path)))
        for document in shown])
    return Page("", register.URI, register.ADDRESS, block), register.staged(block, listed=facts.mode is Mode.STRICT)


def _withheld(reading: Reading, state: State, mode: Mode) -> Withheld:
    if reading.document is None:
        return Withheld(reading.path, UNREADABLE)
    if state is State.VOID:
        return Withheld(reading.path, VOID)
    if mode is Mode.SAMPLE:
        return Withheld(reading.path, UNSIGNED_SAMPLE, page_shown=True)
    return Withheld(reading.path, UNSIGNED)


def _guarded(reading: Reading, facts: Facts) -> Guarded:
    document, address = reading.document, facts.address(reading.path)
    if document is None:
        return Guarded(reading.path, address, passages=("\n".join(reading.lines),))
    return Guarded(reading.path, address, document.number.text if document.number else "", pages.passages(document))


def _attachments(public: Sequence[Document]) -> dict[str, str]:
    """What public documents list under `lampiran`: files beside the document, with the digest that was signed."""
    return {document.path.removesuffix("index.md") + item.name.text.strip(): item.sha256.text.strip()
            for document in public for item in document.attachments if item.name and item.sha256}


def _relative(here: str, there: str) -> str:
    """The relative address from one page's folder to another's: both end with a slash."""
    return "../" * here.count("/") + there
