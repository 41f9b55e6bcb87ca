"""Whole processes, measured: time by the clock, time of all processors, and memory of everything that a command starts.

Sides that are compared run in turn, round by round, so that whatever else the machine does meets all of them; medians
are told, and the median of each round's ratio.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import IO

PAUSE = 0.05  # seconds between two looks at the memory


@dataclass(frozen=True, slots=True)
class Run:
    """What one process and all that it started took: seconds by the clock, seconds of processors, and what it said."""

    wall: float
    cpu: float
    output: str = ""


@dataclass(frozen=True, slots=True)
class Work:
    """A command in a folder. `before` runs each time ahead of it and is not measured; a code of `codes` is no failure.
    """

    folder: Path
    command: Sequence[str | Path]
    before: Callable[[], object] = lambda: None
    codes: frozenset[int] = frozenset({0})
    environment: Mapping[str, str] = field(default_factory=dict)


def removing(*paths: Path) -> Callable[[], None]:
    """For `before`: these files and folders are gone."""
    def remove() -> None:
        for path in paths:
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)
    return remove


def run(work: Work, begun: Callable[[int], object] = lambda process: None) -> Run:
    """`begun` is told the number of the process. Raises SystemExit with what the command said where it fails."""
    work.before()
    with tempfile.TemporaryFile() as said:
        start = time.perf_counter()
        with _started(work, said) as process:
            begun(process.pid)
            _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        return Run(wall, used.ru_utime + used.ru_stime, _said(work, process.returncode, said))


def watched(work: Work) -> tuple[Run, float]:
    """The same, and megabytes of all processes of the command together where they were most: each page shared by n
    counts 1/n for each. Looking takes at most a twentieth of one processor's time. Linux only."""
    most, done = 0.0, threading.Event()

    def look(session: int) -> None:
        nonlocal most
        taken = 0.0
        while not done.wait(max(PAUSE, 20 * taken)):
            start = time.thread_time()
            most = max(most, sum(map(_memory, _members(session))))
            taken = time.thread_time() - start

    def begin(session: int) -> None:
        threading.Thread(target=look, args=(session,), daemon=True).start()

    try:
        return run(work, begin), most
    finally:
        done.set()


def peak(work: Work) -> float:
    """The megabytes alone."""
    return watched(work)[1]


def in_turn(sides: Mapping[str, Work], rounds: int, *, warm_up: bool = False) -> dict[str, list[Run]]:
    """The runs of each side. `warm_up`: one round more, which nobody counts, comes first."""
    runs: dict[str, list[Run]] = {name: [] for name in sides}
    for number in range(-warm_up, rounds):
        for name, work in sides.items():
            done = run(work)
            if number >= 0:
                runs[name].append(done)
    return runs


def middle(runs: Sequence[Run], what: str = "cpu") -> float:
    return median(getattr(each, what) for each in runs)


def ratio(ours: Sequence[Run], theirs: Sequence[Run], what: str = "cpu") -> float:
    """The median of the ratios of each round."""
    return median(getattr(a, what) / getattr(b, what) for a, b in zip(ours, theirs, strict=True))


def machine() -> str:
    """One line about where this ran, for people who read the numbers later."""
    names = [line.partition(":")[2].strip() for line in Path("/proc/cpuinfo").read_text().splitlines()
             if line.startswith("model name")] if os.path.exists("/proc/cpuinfo") else []
    return f"{os.cpu_count()} processors ({names[0] if names else 'unknown'}), load {os.getloadavg()[0]:.1f}"


@contextmanager
def _started(work: Work, said: IO[bytes]) -> Iterator[subprocess.Popen]:
    """The command in a session of its own, which ends with whoever waits for it."""
    process = subprocess.Popen(list(map(str, work.command)), cwd=work.folder, env=os.environ | dict(work.environment),
                               stdin=subprocess.DEVNULL, stdout=said, stderr=subprocess.STDOUT, start_new_session=True)
    try:
        yield process
    except BaseException:
        os.killpg(process.pid, signal.SIGKILL)
        raise


def _said(work: Work, code: int, said: IO[bytes]) -> str:
    said.seek(0)
    text = said.read().decode(errors="replace")
    if code not in work.codes:
        raise SystemExit(f"{' '.join(map(str, work.command))} ended with {code}:\n{text[-2000:]}")
    return text


def _members(session: int) -> list[int]:
    """All processes of a session."""
    found = []
    for name in filter(str.isdecimal, os.listdir("/proc")):
        try:
            after_name = Path("/proc", name, "stat").read_text().rpartition(")")[2].split()
        except OSError:  # it has ended
            continue
        if int(after_name[3]) == session:
            found.append(int(name))
    return found


def _memory(process: int) -> float:
    """Megabytes, its part of what it shares."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024
