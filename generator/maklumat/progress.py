"""What a person sees on standard error while work lasts: only on a terminal, and only after a second."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import TypeVar

__all__ = ["step", "track"]

T = TypeVar("T")
PATIENCE = 1.0  # seconds before anything appears
PAUSE = 0.1  # seconds between two drawings
CELLS = 30
ERASE = "\r\x1b[K"


def track(items: Collection[T], label: str) -> Iterator[T]:
    """The same items; a bar shows how many of them are done."""
    if not sys.stderr.isatty():
        yield from items
        return
    begun = drawn = time.monotonic()
    try:
        for done, item in enumerate(items):
            now = time.monotonic()
            if now - begun > PATIENCE and now - drawn > PAUSE:
                _write("\r" + bar(label, done, len(items)))
                drawn = now
            yield item
    finally:
        if drawn != begun:
            _write(ERASE)


@contextmanager
def step(label: str) -> Iterator[None]:
    """Names work that cannot be counted while it lasts."""
    if not sys.stderr.isatty():
        yield
        return
    timer = threading.Timer(PATIENCE, _write, [f"{label} …"])
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        timer.join()
        _write(ERASE)


def bar(label: str, done: int, total: int) -> str:
    """One drawing, e.g. `Membaca [#####-----] 5/10`."""
    filled = CELLS * done // max(1, total)
    return f"{label} [{'#' * filled}{'-' * (CELLS - filled)}] {done}/{total}"


def _write(text: str) -> None:
    sys.stderr.write(text)
    sys.stderr.flush()
