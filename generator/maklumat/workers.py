"""Work in several processes: as many as there are processors, and none of them is left however it ends."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing.context import BaseContext, SpawnContext, SpawnProcess
from typing import TypeVar

from .progress import track

__all__ = ["BrokenProcessPool", "cut", "number", "pool", "shared"]

MOST = 8
P, R = TypeVar("P"), TypeVar("R")


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


@contextmanager
def pool(jobs: int, begin: Callable[..., None], *arguments: object, copies: bool = False,
         ) -> Iterator[ProcessPoolExecutor]:
    """Workers that each start with begin(*arguments). Raises BrokenProcessPool, when asked, where one was killed.

    `copies`: they may be copies of this process, which have loaded already what it has; only where it has one thread:
    no other is copied, but the locks that it holds just then are, and nobody would ever let go of them.
    """
    context = _copying() if copies and _can_copy() else _Context()
    made = ProcessPoolExecutor(number(jobs), context, _start, (begin, *arguments))
    try:
        yield made
    finally:
        made.shutdown(wait=True, cancel_futures=True)


def cut(items: Sequence[P], size: int) -> list[Sequence[P]]:
    """The items in their order, so many at a time: for `shared`, as a single one is not worth the way."""
    return [items[start:start + size] for start in range(0, len(items), size)]


def shared(work: Callable[..., R], portions: Sequence[P], *setting: object, label: str, least: int = 2,
           copies_only: bool = False) -> Iterator[R]:
    """What work(portion, *setting) gives for each portion, in this order: from further processes where there are at
    least so many portions, and processors to share them; here where processes cannot be had, or fail.

    `label`: what a person reads meanwhile. `copies_only`: the portions make sense to copies of this process alone.
    """
    done, can_copy = 0, _can_copy()
    if len(portions) >= least and number(len(portions)) > 1 and (can_copy or not copies_only):
        try:
            with pool(len(portions), _take, work, setting, portions if can_copy else (), copies=True) as made:
                jobs = range(len(portions)) if can_copy else portions
                futures = deque(made.submit(_at if can_copy else _do, job) for job in jobs)
                for _ in track(portions, label):
                    yield futures.popleft().result()
                    done += 1
        except (BrokenProcessPool, OSError):
            pass
    for portion in track(portions[done:], label):
        yield work(portion, *setting)


_task: tuple[Callable[..., object], tuple, Sequence]  # of a worker


def _take(*task: object) -> None:
    global _task
    _task = task


def _do(portion: object) -> object:
    work, setting, _ = _task
    return work(portion, *setting)


def _at(number: int) -> object:
    """A copy has the portions already, and nobody need send it any."""
    return _do(_task[2][number])


def _can_copy() -> bool:
    return _threads() == 1


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
    gc.disable()  # it does not live long, and its values hold no circles: looking for them took a fifth of its time
    begin(*arguments)


def _follow_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
        os._exit(1)
