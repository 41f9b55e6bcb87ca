"""One project, read, checked and planned: what every command and the MkDocs plugin start from."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Protocol

from . import checked, dates, disk, evidence, preview, refusals, trust
from .catalogue import Catalogue
from .checked import Checked
from .circumstances import context
from .errors import MaklumatError
from .figures import Figures
from .findings import Finding, Level
from .passages import Told
from .plan import Plan, plan
from .portions import Part
from .progress import step
from .rules import Context
from .settings import Settings
from .surroundings import facts
from .trust import Standing
from .verdicts import Outcome, Refusal
from .workshop import AFRESH

__all__ = ["Project", "Work", "harmful", "load"]


class Work(Protocol):
    """Who reads and checks files, and makes what is made of single documents; always in the order in which they are
    given."""

    def check(self, settings: Settings, paths: Sequence[Path], context: Context) -> Sequence[Checked]:
        """What each of these files says, and what is found in it alone."""

    def make(self, catalogues: Sequence[Catalogue]) -> Sequence[Part]:
        """As `parts.every`."""


@dataclass(frozen=True)
class Project:
    """`texts`: what each of the documents says."""

    settings: Settings
    texts: tuple[Told, ...]
    findings: tuple[Finding, ...]
    standing: Standing
    plan: Plan

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings that stop a build."""
        return tuple(finding for finding in self.findings if finding.level is Level.ERROR)

    @property
    def refusals(self) -> tuple[Refusal, ...]:
        """What the evidence has against publishing these files."""
        return harmful(self.standing.outcome)

    @cached_property
    def previewed(self) -> preview.Pages:
        """The pages as an editor sees them: with their state and their findings."""
        return preview.Pages(self.plan, self._notes)

    @property
    def summary(self) -> str:
        """What an editor sees on the home page: in which documents something was found, as HTML."""
        return preview.summary(self.plan, self._notes)

    @cached_property
    def _notes(self) -> preview.Notes:
        verdicts = evidence.judged(self.texts, {verdict.path: verdict for verdict in self.standing.outcome})
        return preview.Notes(self.settings.content_name, self.texts, verdicts, self.findings, self.refusals,
                             self.standing.remark, is_unproven=self.standing.is_unproven)


def harmful(outcome: Outcome) -> tuple[Refusal, ...]:
    """The refusals that stop a build. That nothing is signed yet does not count: such a site says so and holds nothing.
    """
    harmless = refusals.nothing_signed().code
    return tuple(refusal for refusal in outcome.refusals if refusal.code != harmless)


def load(settings: Settings, now: datetime, *, drafts: bool = False, published: Collection[str] = (),
         figures: Figures | None = None, onto: str = "", work: Work = AFRESH) -> Project:
    """Reads the content folder once, checks it, asks for the evidence and makes the plan. `onto`: as in
    `trust.standing`. `work`: who does what is done for each document. The rest: as in `facts`.

    Drafts are shown even where the evidence cannot be asked for, and nothing passes for signed then.
    """
    today = dates.day(now)
    judging = context(settings, today)
    files = work.check(settings, sorted(disk.document_paths(settings)), judging)
    texts = tuple(file.told for file in files)
    findings = checked.findings(files, judging)
    with step("Memeriksa pengesahan"):
        try:
            standing = trust.standing(settings, now, onto)
        except MaklumatError as error:
            if not drafts:
                raise
            standing = trust.unproven(error)
    known = facts(settings, standing, today, drafts=drafts, published=published, figures=figures)
    return Project(settings, texts, findings, standing, plan(texts, known, work.make))
