"""The values of a proposal: what a change would do once it is merged, and what it changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from .findings import Finding, Level
from .model import State
from .planned import Mode
from .verdicts import Refusal
from .worddiff import Piece

__all__ = ["Comparison", "Fate", "Proposal", "Subject", "Touch"]


class Touch(StrEnum):
    """What a proposal does to a document."""

    NEW = "baru"
    CHANGED = "diubah"
    MOVED = "dipindahkan"
    REMOVED = "dihapus"
    REACHED = "ikut terkena"  # its own files stay, yet what holds for it changes


class Fate(StrEnum):
    """What becomes of a document with the merge."""

    PUBLISHED = "terbit"
    SHOWN = "tampil sebagai contoh"
    WITHHELD = "ditahan"
    GONE = "tidak ada lagi"
    BLOCKED = "menghalangi"  # the whole site: what is on the web stays as it is


@dataclass(frozen=True, slots=True)
class Comparison:
    """The words that changed; `since` says against what they are held, "" where the whole text is new."""

    since: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Subject:
    """One document of a proposal.

    `path` is that of its index.md, `before` where it lay until now ("" unless moved). `state`: what the evidence says
    once merged, None for a document that is gone; `was`: what it says now, None for a new one. `reason`: why it fares
    so. `files`: what else changed in its folder, besides its signature.
    """

    path: str
    id: str
    title: str
    touch: Touch
    fate: Fate
    reason: str
    state: State | None = None
    was: State | None = None
    before: str = ""
    files: tuple[str, ...] = ()
    comparisons: tuple[Comparison, ...] = ()
    tasks: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What people call it."""
        return self.title or self.path


@dataclass(frozen=True, slots=True)
class Proposal:
    """What would be merged into `base`, a commit.

    `findings` are those of all `documents`, `faults` the sentences on ordinary pages and loose files that stop a build.
    `refusals`: what the gate would have against the result; those in `earlier` it has today already, and so has a
    document that nobody touched the errors in `stood`. `fates`: how many documents of the whole site fare how.
    `others`: changed files that belong to no document, first the `weighty` ones, which decide what is published and how
    it looks. `remarks`: what people should know of this judgement.
    """

    base: str
    mode: Mode
    documents: int
    findings: tuple[Finding, ...] = ()
    subjects: tuple[Subject, ...] = ()
    faults: tuple[str, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    earlier: tuple[Refusal, ...] = ()
    stood: tuple[Finding, ...] = ()
    fates: Mapping[Fate, int] = field(default_factory=dict)
    others: tuple[str, ...] = ()
    weighty: tuple[str, ...] = ()
    tasks: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def errors(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.level is Level.ERROR)

    @property
    def new_errors(self) -> tuple[Finding, ...]:
        """The errors that this proposal brings, or leaves in a document that it touches."""
        return tuple(finding for finding in self.errors if finding not in self.stood)

    @property
    def new(self) -> tuple[Refusal, ...]:
        """The refusals that this proposal brings."""
        return tuple(refusal for refusal in self.refusals if refusal not in self.earlier)

    @property
    def is_blocked(self) -> bool:
        """Would nothing be published any more after the merge?"""
        return bool(self.errors or self.faults or self.refusals)

    @property
    def is_refused(self) -> bool:
        """Must it be mended before it is merged? What stood in the way before is no reason."""
        return bool(self.new_errors or self.faults or self.new)

    def of_subjects(self, own: bool) -> tuple[Finding, ...]:
        """The findings in documents of this proposal, or in all others."""
        paths = {subject.path for subject in self.subjects}
        return tuple(finding for finding in self.findings if (finding.path in paths) is own)
