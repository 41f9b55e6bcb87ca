"""A built site against its plan, whatever built it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from .plan import Plan

__all__ = ["Leak", "audit"]


@dataclass(frozen=True, slots=True, order=True)
class Leak:
    """A file of the site (relative, forward slashes) and what is wrong with it."""

    path: str
    what: str


def audit(site: Path, plan: Plan) -> tuple[Leak, ...]:
    """Everything in the site that the plan does not allow, in order of path."""
    return ()
