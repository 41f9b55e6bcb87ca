"""Work in several processes: as many as there are processors, and none of them is left however it ends."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing.context import BaseContext, SpawnContext, SpawnProcess

__all__ = ["BrokenProcessPool", "can_copy", "number", "pool"]

MOST = 8


class _Held:
    """A process that begins with Ctrl-C held back, which the system hands down: before `_start` it would die telling of
    it."""

    def start(self) -> None:
        if not hasattr(signal, "pthread_sigmask"):  # Windows
            super().start()
            return
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            super().start()
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)


class _Worker(_Held, SpawnProcess):
    pass


class _Context(SpawnContext):
    Process = _Worker


def number(jobs: int) -> int:
    """How many processes so many jobs are given."""
    return max(1, min(MOST, os.cpu_count() or 1, jobs))


def can_copy() -> bool:
    """Can workers be copies of this process as it is now?"""
    return _threads() == 1


@contextmanager
def pool(jobs: int, begin: Callable[..., None], *arguments: object, copies: bool = False,
         ) -> Iterator[ProcessPoolExecutor]:
    """Workers that each start with begin(*arguments). Raises BrokenProcessPool, when asked, where one was killed.

    `copies`: they may be copies of this process, which have loaded already what it has; only where it has one thread:
    no other is copied, but the locks that it holds just then are, and nobody would ever let go of them.
    """
    context = _copying() if copies and can_copy() else _Context()
    made = ProcessPoolExecutor(number(jobs), context, _start, (begin, *arguments))
    try:
        yield made
    finally:
        made.shutdown(wait=True, cancel_futures=True)


def _threads() -> int:
    """Of this process, also those that Python does not know of; 0 where the system does not tell."""
    try:
        return len(os.listdir("/proc/self/task")) if sys.platform == "linux" else 0
    except OSError:
        return 0


def _copying() -> BaseContext:
    from multiprocessing.context import ForkContext, ForkProcess

    class Copy(_Held, ForkProcess):
        pass

    class Copying(ForkContext):
        Process = Copy

    return Copying()


def _start(begin: Callable[..., None], *arguments: object) -> None:
    """Prepares a worker. Ctrl-C is its parent's business, and it ends with its parent, however that ends. Any other
    request to end it obeys at once: a copy with its parent's handlers would take it for a fault of its work, go on, and
    be waited for without end."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_DFL)
    threading.Thread(target=_follow_parent, daemon=True).start()
    begin(*arguments)


def _follow_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
        os._exit(1)
