"""One project, read, checked and planned: what every command and the MkDocs plugin start from."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from . import checking, dates, disk, documents, evidence, preview, refusals, trust
from .circumstances import context
from .documents import Reading
from .errors import MaklumatError
from .figures import Figures
from .findings import Finding, Level
from .plan import Page, Plan, plan
from .recall import Recall
from .settings import Settings
from .surroundings import facts
from .trust import Standing
from .verdicts import Outcome, Refusal

__all__ = ["Project", "harmful", "load"]


@dataclass(frozen=True)
class Project:
    settings: Settings
    readings: tuple[Reading, ...]
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
    def previewed(self) -> tuple[Page, ...]:
        """The pages as an editor sees them: with their state and their findings."""
        return tuple(preview.pages(self.plan, self._notes))

    @property
    def summary(self) -> str:
        """What an editor sees on the home page: in which documents something was found, as HTML."""
        return preview.summary(self.plan, self._notes)

    @cached_property
    def _notes(self) -> preview.Notes:
        verdicts = evidence.judged(self.readings, {verdict.path: verdict for verdict in self.standing.outcome})
        return preview.Notes(self.settings.content_name, self.readings, verdicts, self.findings, self.refusals,
                             self.standing.remark, is_unproven=self.standing.is_unproven)


def harmful(outcome: Outcome) -> tuple[Refusal, ...]:
    """The refusals that stop a build. That nothing is signed yet does not count: such a site says so and holds nothing.
    """
    harmless = refusals.nothing_signed().code
    return tuple(refusal for refusal in outcome.refusals if refusal.code != harmless)


def load(settings: Settings, now: datetime, *, drafts: bool = False, published: Collection[str] = (),
         figures: Figures | None = None, onto: str = "", recall: Recall | None = None) -> Project:
    """Reads the content folder once, checks it, asks for the evidence and makes the plan. `onto`: as in
    `trust.standing`. `recall`: what was read before. The rest: as in `facts`.

    Drafts are shown even where the evidence cannot be asked for, and nothing passes for signed then.
    """
    today = dates.day(now)
    readings = tuple(disk.read_documents(settings, read=recall.read if recall else documents.read))
    findings = (recall.check if recall else checking.check)(readings, context(settings, today))
    try:
        standing = trust.standing(settings, now, onto, _reader(readings))
    except MaklumatError as error:
        if not drafts:
            raise
        standing = trust.unproven(error)
    made = plan(readings, facts(settings, standing, today, drafts=drafts, published=published, figures=figures))
    return Project(settings, readings, findings, standing, made)


def _reader(readings: Iterable[Reading]) -> Callable[[str, bytes], Reading]:
    """`documents.read` that knows these already: the evidence is asked about the very same bytes, nearly always."""
    known = {(reading.path, reading.data): reading for reading in readings if reading.data}
    return lambda path, data: known.get((path, data)) or documents.read(path, data)
