"""Which findings `fix` can mend: known without loading what mends them, since every check says how many."""

from __future__ import annotations

from collections.abc import Iterable

from .findings import Finding

__all__ = ["WHOLLY", "fixable"]

WHOLLY = frozenset({"BK05", "BK06", "NP01", "NP11", "TG03", "TX03", "TX05", "TX08"})  # a test holds it to the mends


def fixable(findings: Iterable[Finding]) -> int:
    """How many of these findings `fix` can mend, as far as they themselves tell; with what it asks first."""
    return sum(finding.code in WHOLLY or bool(finding.meant) for finding in findings)
