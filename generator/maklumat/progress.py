"""A progress bar on standard error: only on a terminal, only for work that lasts longer than a second."""

from __future__ import annotations

import sys
import time
from collections.abc import Collection, Iterator
from typing import TypeVar

__all__ = ["track"]

T = TypeVar("T")
PATIENCE = 1.0  # seconds before a bar appears
PAUSE = 0.1  # seconds between two drawings
CELLS = 30


def track(items: Collection[T], label: str) -> Iterator[T]:
    """The same items; a bar shows how many of them are done."""
    if not sys.stderr.isatty():
        yield from items
        return
    begun = drawn = time.monotonic()
    shown = False
    try:
        for done, item in enumerate(items):
            now = time.monotonic()
            if now - begun > PATIENCE and now - drawn > PAUSE:
                sys.stderr.write("\r" + bar(label, done, len(items)))
                sys.stderr.flush()
                drawn, shown = now, True
            yield item
    finally:
        if shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()


def bar(label: str, done: int, total: int) -> str:
    """One drawing, e.g. `Membaca [#####-----] 5/10`."""
    filled = CELLS * done // max(1, total)
    return f"{label} [{'#' * filled}{'-' * (CELLS - filled)}] {done}/{total}"
