"""What the evidence says of documents: the values that the gate gives and that pages, plan and reports pass along."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from .model import State

__all__ = ["Outcome", "Refusal", "Revision", "Verdict"]


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a commit may not be published: a rule's code (GB…), a path ("" for the whole), what is wrong, what to do."""

    code: str
    path: str
    message: str
    help: str = ""


@dataclass(frozen=True, slots=True)
class Revision:
    """One signed revision of a document, as the gate accepted it.

    `source` and `signature` are the bytes of index.md and of index.md.sig. `date` is `tanggal_pengesahan`, `effective`
    is `tanggal_efektif`, `sop` the number that an SOP bears, `digest` the SHA-256 of `source` in hexadecimal, `signer`
    the principal whose key signed (`nip:…`), `name` that person's name in the registry ("" where it has none),
    `namespace` what the signature is for, `commit` the first-parent commit that brought it, `key` the public key that
    the signature names (base64).
    """

    number: int
    date: date
    digest: str
    signer: str
    name: str
    namespace: str
    note: str
    commit: str
    is_withdrawal: bool = False
    effective: date | None = None
    sop: str = ""
    source: bytes = field(default=b"", repr=False)
    signature: bytes = field(default=b"", repr=False)
    key: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What holds for one document: its state, why, and its accepted revisions, the newest last.

    `path` is that of index.md; `digest` the SHA-256 of the bytes that were judged, so that nobody takes the verdict for
    other bytes.
    """

    path: str
    id: str
    state: State
    reason: str
    digest: str
    history: tuple[Revision, ...] = ()

    @property
    def revision(self) -> Revision | None:
        """The accepted revision whose bytes these are."""
        return next((revision for revision in reversed(self.history) if revision.digest == self.digest), None)


@dataclass(frozen=True, slots=True)
class Outcome:
    """The gate's answer about one commit (or the working tree on top of it): allowed only when nothing is refused."""

    documents: tuple[Verdict, ...] = ()
    refusals: tuple[Refusal, ...] = ()

    @property
    def is_allowed(self) -> bool:
        return not self.refusals

    def __iter__(self) -> Iterator[Verdict]:
        return iter(self.documents)
