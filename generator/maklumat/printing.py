"""The plan's prints as files that go out: typeset, with the list of them and their digests for whoever compares."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from . import press
from .findings import Finding
from .plan import Plan
from .settings import Settings

__all__ = ["Prints", "make"]


@dataclass(frozen=True, slots=True)
class Prints:
    """`files`: where each typeset file lies, by its place below the site. `lists`: what lists them, byte for byte.
    `digests`: SHA-256 of all of these. `faults`: what does not fit on its sheet. `made`: how many were typeset anew."""

    files: Mapping[str, Path] = field(default_factory=dict)
    lists: Mapping[str, bytes] = field(default_factory=dict)
    digests: Mapping[str, str] = field(default_factory=dict)
    faults: tuple[Finding, ...] = ()
    made: int = 0


def make(plan: Plan, settings: Settings) -> Prints:
    """Typesets what is not kept from an earlier run. Raises SettingsError for the logo, EngineError where nothing can
    be printed at all."""
    jobs = tuple(plan.prints.values())
    pressed = press.press(jobs, settings)
    lists = {press.MANIFEST: press.manifest(pressed, jobs, plan.files)} if jobs else {}
    return Prints(
        files={uri: file.path for uri, file in pressed.files.items()},
        lists=lists,
        digests={uri: file.sha256 for uri, file in pressed.files.items()}
        | {uri: sha256(data).hexdigest() for uri, data in lists.items()},
        faults=pressed.faults,
        made=pressed.made,
    )
