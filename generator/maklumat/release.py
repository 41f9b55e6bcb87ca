"""Everything that goes out beside the pages: what the plan holds, what programs make of it, and the list of it all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from . import checksums, press
from .findings import Finding
from .plan import Plan
from .press import Pressed
from .settings import Settings

__all__ = ["Release", "make"]


@dataclass(frozen=True, slots=True)
class Release:
    """`prints`: what was typeset. `sums`: what `SHA256SUMS` says of all that goes out."""

    prints: Pressed = field(default_factory=Pressed)
    sums: bytes = b""

    @property
    def faults(self) -> tuple[Finding, ...]:
        """What could not be made, as findings."""
        return self.prints.faults

    @property
    def digests(self) -> Mapping[str, str]:
        """SHA-256 of everything that programs made, by place below the site."""
        return self.prints.digests

    def contents(self) -> Iterator[tuple[str, bytes]]:
        """All files, one at a time. Raises EngineError where a print changed since it was made."""
        yield from self.prints.contents()
        yield checksums.NAME, self.sums


def make(plan: Plan, settings: Settings) -> Release:
    """What goes out with the pages of this plan. Raises as `press.make` does."""
    prints = press.make(plan, settings)
    return Release(prints, checksums.listing(plan, prints.digests))
