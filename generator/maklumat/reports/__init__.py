"""Findings -> what a person, an editor or a forge reads. Pure; every form holds the same findings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..findings import Finding, Level

__all__ = ["Report"]


@dataclass(frozen=True, slots=True)
class Report:
    """What one run of the checks found: how many documents were read, and every finding in order.

    `rules_at`: the address below which the rules have their pages (`addresses.rules_at`); "" where there is none.
    """

    documents: int
    findings: tuple[Finding, ...]
    rules_at: str = ""

    @property
    def has_errors(self) -> bool:
        return any(finding.level is Level.ERROR for finding in self.findings)

    def page_of(self, code: str) -> str:
        """The address of a rule's page; "" where the site has none yet."""
        return f"{self.rules_at}{code}/" if self.rules_at else ""

    def summary(self) -> str:
        """One line that counts, e.g. `2 galat, 1 peringatan dalam 3 dokumen`."""
        if not self.documents:
            return "tidak ada dokumen untuk diperiksa"
        counts = [f"{len(found)} {level.word}" for level, found in self.by_level() if found]
        return f"{', '.join(counts) or 'tidak ada temuan'} dalam {self.documents} dokumen"

    def by_level(self) -> list[tuple[Level, Sequence[Finding]]]:
        """The findings of each level, gravest first."""
        return [(level, [finding for finding in self.findings if finding.level is level]) for level in Level]
