"""One project, read, checked and planned: what every command and the MkDocs plugin start from."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from . import checking, dates, disk, preview, refusals, trust
from .circumstances import context, facts
from .documents import Reading
from .figures import Figures
from .findings import Finding, Level
from .plan import Plan, plan
from .settings import Settings
from .trust import Standing
from .verdicts import Refusal

__all__ = ["Project", "load"]


@dataclass(frozen=True, slots=True)
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
        """What the evidence has against publishing these files. That nothing is signed yet does not count: such a site
        says so and holds nothing."""
        harmless = refusals.nothing_signed().code
        return tuple(refusal for refusal in self.standing.outcome.refusals if refusal.code != harmless)

    @property
    def previewed(self) -> Mapping[str, str]:
        """The pages as an editor sees them: with their findings."""
        return preview.outputs(self.plan, self.findings, self.settings.content_name)


def load(settings: Settings, now: datetime, *, drafts: bool = False, published: Collection[str] = (),
         figures: Figures | None = None, onto: str = "") -> Project:
    """Reads the content folder once, checks it, asks for the evidence and makes the plan. `onto`: as in
    `trust.standing`. The rest: as in `facts`."""
    readings, today = tuple(disk.read_documents(settings)), dates.day(now)
    findings = checking.check(readings, context(settings, today))
    standing = trust.standing(settings, now, onto)
    made = plan(readings, facts(settings, standing, today, drafts=drafts, published=published, figures=figures))
    return Project(settings, readings, findings, standing, made)
