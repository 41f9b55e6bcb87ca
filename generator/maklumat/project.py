"""One project, read, checked and planned: what every command and the MkDocs plugin start from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from . import checking, dates, disk, preview, profile, trust
from .documents import Reading
from .findings import Finding, Level
from .plan import KEYS, Facts, Mode, Plan, plan
from .rules import Context
from .settings import Settings
from .trust import Standing

__all__ = ["Project", "context", "facts", "load"]


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
    def previewed(self) -> Mapping[str, str]:
        """The pages as an editor sees them: with their findings."""
        return preview.outputs(self.plan, self.findings, self.settings.content_name)


def context(settings: Settings, today: date) -> Context:
    """What the rules may ask for."""
    return Context(today, profile.load(settings.profile), settings.number_pattern, settings.content_name)


def facts(settings: Settings, standing: Standing, *, drafts: bool = False) -> Facts:
    """What the plan must know. `drafts`: show what is not signed as well, for a preview."""
    refused = any(refusal.path.startswith(KEYS) for refusal in standing.outcome.refusals)
    return Facts(
        mode=Mode.PREVIEW if drafts and standing.mode is Mode.STRICT else standing.mode,
        content=settings.content_name,
        verdicts={verdict.path: verdict for verdict in standing.outcome},
        registry={} if refused else disk.registry(settings),  # keys that the root did not sign are no proof
        others=disk.digests(settings), ordinary=disk.ordinary_pages(settings),
    )


def load(settings: Settings, now: datetime, *, drafts: bool = False) -> Project:
    """Reads the content folder once, checks it, asks for the evidence and makes the plan. `drafts`: show what is not
    signed as well, for a preview."""
    readings = tuple(disk.read_documents(settings))
    findings = checking.check(readings, context(settings, dates.day(now)))
    standing = trust.standing(settings, now)
    return Project(settings, readings, findings, standing, plan(readings, facts(settings, standing, drafts=drafts)))
