"""One worker of the press: a Typesetter of its own, which sets one Print after the other.

A process that begins loads this module instead of the press, and with it half as much.
"""

from __future__ import annotations

from pathlib import Path

from .engine import Typesetter, Unfit
from .prints import Print

__all__ = ["attempt", "begin", "work"]

_typesetter: Typesetter | None = None  # of this worker


def begin(folder: Path) -> None:
    global _typesetter
    _typesetter = Typesetter(folder)


def work(job: Print) -> bytes | None:
    """The bytes of a file, None where the text does not fit. Raises EngineError."""
    return attempt(_typesetter, job)


def attempt(typesetter: Typesetter, job: Print) -> bytes | None:
    """The same by any Typesetter."""
    try:
        return typesetter.make(job)
    except Unfit:
        return None
