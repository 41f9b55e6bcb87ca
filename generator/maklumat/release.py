"""Everything that goes out beside the pages: what the plan holds, what programs make of it, and the list of it all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256

from . import branding, checksums, press, search_index
from .findings import Finding
from .plan import Plan
from .press import Pressed
from .settings import Settings

__all__ = ["Release", "make"]


@dataclass(frozen=True, slots=True)
class Release:
    """`prints`: what was typeset. `files`: what else programs made, by place below the site. `sums`: what `SHA256SUMS`
    says of all that goes out."""

    prints: Pressed = field(default_factory=Pressed)
    files: Mapping[str, bytes] = field(default_factory=dict)
    sums: bytes = b""

    @property
    def faults(self) -> tuple[Finding, ...]:
        """What could not be made, as findings."""
        return self.prints.faults

    @property
    def digests(self) -> Mapping[str, str]:
        """SHA-256 of everything that programs made, by place below the site."""
        return {**self.prints.digests, **{uri: sha256(data).hexdigest() for uri, data in self.files.items()}}

    def names(self) -> Iterator[str]:
        """The places of all files below the site."""
        yield from (*self.prints.files, *self.prints.lists, *self.files)
        yield checksums.NAME

    def contents(self) -> Iterator[tuple[str, bytes]]:
        """All files, one at a time. Raises EngineError where a print changed since it was made."""
        yield from self.prints.contents()
        yield from self.files.items()
        yield checksums.NAME, self.sums


def make(plan: Plan, settings: Settings) -> Release:
    """What goes out with the pages of this plan. Raises as `press.make` and `search_index.build` do."""
    made = Release(press.make(plan, settings), branding.files(settings) | search_index.build(plan.searched))
    return replace(made, sums=checksums.listing(plan, made.digests))
