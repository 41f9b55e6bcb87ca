"""Which findings `fix` can mend: known without loading what mends them, since every check says how many."""

from __future__ import annotations

from collections.abc import Iterable

from .findings import Finding

__all__ = ["ASKED", "WHOLLY", "fixable"]

WHOLLY = frozenset({"BK05", "BK06", "NP01", "NP11", "TG03", "TX03", "TX05", "TX08"})  # a test holds both to the mends
ASKED = frozenset({"FM12", "LK16", "LK17", "SP02", "SP13"})  # where a finding knows what was probably meant


def fixable(findings: Iterable[Finding]) -> int:
    """How many of these findings `fix` can mend, as far as they themselves tell; with what it asks first."""
    return sum(finding.code in WHOLLY or (finding.code in ASKED and bool(finding.meant)) for finding in findings)
