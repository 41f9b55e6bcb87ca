"""Many files at once: the same findings remembered, worked out here, and worked out in further processes."""

from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from maklumat import (
    checked,
    checking,
    checkup,
    circumstances,
    disk,
    documents,
    fingerprint,
    user_cache,
    workers,
)
from maklumat.settings import Settings

BASE = Path(__file__).parents[1] / "rules/base/content"
TODAY = date(2025, 6, 1)
COUNT = 12
linux = pytest.mark.skipif(sys.platform != "linux", reason="only there workers are copies")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Documents with faults of many kinds: each lacks other lines."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "simpanan"))
    monkeypatch.setattr(workers, "number", lambda jobs: 1)
    monkeypatch.setattr(checkup, "MANY", COUNT)
    monkeypatch.setattr(checkup, "PORTION", 5)
    sources = sorted(BASE.rglob("*.md"))
    for number in range(COUNT):
        lines = sources[number % len(sources)].read_text(encoding="utf-8").split("\n")
        del lines[number % len(lines):number % len(lines) + number % 3]
        path = tmp_path / f"content/{('maklumat', 'sop')[number % 2]}/d{number}/index.md"
        path.parent.mkdir(parents=True)
        path.write_text("\n".join(lines), encoding="utf-8")
    (tmp_path / "content/maklumat/d0/index.md").write_bytes(b"\xff\xfe")
    return Settings(tmp_path, tmp_path / "content", tmp_path / "site")


def paths(settings: Settings) -> list[Path]:
    return sorted(disk.document_paths(settings))


def found(settings: Settings, today: date = TODAY) -> tuple:
    return tuple(file.findings for file in checkup.check(settings, paths(settings), context(settings, today)))


def context(settings: Settings, today: date = TODAY):
    return circumstances.context(settings, today)


def afresh(settings: Settings) -> tuple:
    return tuple(checking.within(reading, context(settings)) for reading in disk.read_documents(settings))


def kept() -> Path:
    file, = user_cache.folder(checkup.NAME).iterdir()
    return file


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths of the documents that the check read."""
    read, asked = documents.read, []
    monkeypatch.setattr(documents, "read", lambda path, data: asked.append(path) or read(path, data))
    return asked


def test_a_row_gives_back_all_that_it_was_made_of(project: Settings):
    for reading in disk.read_documents(project):
        made = checked.check(reading, context(project))
        again = checked.restored(reading.path, reading.data, checked.written(made))
        assert (again.findings, again.told.passages) == (made.findings, made.told.passages)
        names = ("kind", "id", "title", "number", "status", "method", "agency", "dates")
        for name in names if reading.document else ():
            assert getattr(again.told.outline, name) == getattr(reading.document, name)


def test_remembered_findings_are_those_of_a_new_look(project: Settings, counted: list[str]):
    assert found(project) == afresh(project)
    counted.clear()
    assert found(project) == afresh(project)
    assert counted == []


def test_only_what_was_changed_is_read_again(project: Settings, counted: list[str]):
    found(project)
    changed = paths(project)[5]
    changed.write_text(changed.read_text().replace("Kami", "KAMI", 1) + "\nKami ber janji.\n")
    counted.clear()
    new = found(project)
    assert counted == [changed.relative_to(project.root).as_posix()]
    assert new == afresh(project)


def test_further_processes_find_the_same(project: Settings, monkeypatch: pytest.MonkeyPatch, counted: list[str]):
    monkeypatch.setattr(workers, "number", lambda jobs: 2)
    new = found(project)
    assert counted == []
    assert new == afresh(project)


def test_where_processes_cannot_be_started_the_work_is_done_here(project: Settings, monkeypatch: pytest.MonkeyPatch):
    def refuse(*_: object, **__: object):
        raise workers.BrokenProcessPool
    monkeypatch.setattr(workers, "number", lambda jobs: 2)
    monkeypatch.setattr(workers, "pool", refuse)
    assert found(project) == afresh(project)


@pytest.mark.parametrize("damage", [
    lambda data: b"", lambda data: data[:-1], lambda data: b"\xff" * 99, lambda data: data.replace(b"\1", b"\2"),
    lambda data: data[:5000] + bytes(byte ^ 1 for byte in data[5000:])])
def test_a_damaged_memory_costs_only_time(project: Settings, counted: list[str], damage):
    found(project)
    kept().write_bytes(damage(kept().read_bytes()))
    assert found(project) == afresh(project)
    found(project)
    counted.clear()
    assert found(project) == afresh(project)
    assert counted == []


@pytest.mark.parametrize("other", ["day", "profile", "pattern", "program"])
def test_what_was_found_under_other_circumstances_does_not_count(project: Settings, counted: list[str], other: str,
                                                                 tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    found(project)
    counted.clear()
    if other == "program":
        monkeypatch.setattr(fingerprint, "PACKAGE", tmp_path / "kosong")
    changes = {"profile": {"profile": "inti"}, "pattern": {"number_pattern": "x"}}.get(other, {})
    found(replace(project, **changes), date(2025, 6, 2) if other == "day" else TODAY)
    assert len(counted) == COUNT


def test_a_folder_that_others_may_write_holds_no_memory(project: Settings):
    place = user_cache.folder(checkup.NAME)
    place.mkdir(parents=True)
    os.chmod(place, 0o777)
    assert found(project) == afresh(project)
    assert not list(place.iterdir())


@pytest.mark.parametrize("copies", [False, True])
def test_a_worker_that_is_still_starting_does_not_tell_of_the_interrupt_of_a_terminal(copies: bool,
                                                                                      monkeypatch: pytest.MonkeyPatch):
    """A terminal sends Ctrl-C to every process; a worker is born with it held back, and we are not."""
    monkeypatch.setattr(workers, "_threads", lambda: 1)  # a test runner has threads of its own
    with workers.pool(1, gc.collect, copies=copies) as pool:
        assert signal.SIGINT in pool.submit(signal.pthread_sigmask, signal.SIG_BLOCK, ()).result()
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, ())


@linux
def test_a_worker_is_a_copy_only_of_a_process_without_threads(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "known_here", 7, raising=False)
    for threads, known in ((1, 7), (2, 0), (0, 0)):
        monkeypatch.setattr(workers, "_threads", lambda threads=threads: threads)
        with workers.pool(1, gc.collect, copies=True) as pool:
            assert pool.submit(eval, "getattr(__import__('sys'), 'known_here', 0)").result() == known


KILLED = """
import gc, os, signal, sys, threading, time
from maklumat import workers
signal.signal(signal.SIGTERM, signal.default_int_handler)  # as the command has it
assert workers._threads() == 1
workers.number = lambda jobs: 2
try:
    with workers.pool(2, gc.collect, copies=True) as pool:
        busy = pool.submit(time.sleep, 2)
        time.sleep(0.5)
        os.kill(pool.submit(os.getpid).result(), signal.SIGKILL)  # waits for work, and holds the lock that is needed
        busy.result()
except workers.BrokenProcessPool:
    sys.exit(7)
"""


@linux
def test_a_copy_that_is_killed_leaves_no_other_that_waits_without_end():
    assert subprocess.run([sys.executable, "-c", KILLED], timeout=60, check=False).returncode == 7


@linux
@pytest.mark.parametrize("dies", [0, 3, 5])
def test_when_a_process_dies_what_is_still_missing_is_done_here(dies: int, monkeypatch: pytest.MonkeyPatch):
    """Each result comes once and in its place, whichever portion the process died of."""
    monkeypatch.setattr(workers, "number", lambda jobs: 2)
    monkeypatch.setattr(workers, "_threads", lambda: 1)  # a test runner has threads of its own
    here = os.getpid()

    def work(portion: int, factor: int) -> int:
        if portion == dies and os.getpid() != here:
            time.sleep(0.2)
            os._exit(1)
        return portion * factor

    assert list(workers.shared(work, range(6), 10, label="Menguji")) == [0, 10, 20, 30, 40, 50]
