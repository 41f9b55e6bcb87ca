"""Progress: nothing in a file or pipe, nothing for short work, and nothing left behind on a terminal."""

from __future__ import annotations

import io

import pytest

from maklumat import progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def clock(monkeypatch):
    """A clock that moves by as many seconds per look as the test says."""
    def tick(seconds: float) -> None:
        looks = iter(range(10_000))
        monkeypatch.setattr(progress.time, "monotonic", lambda: next(looks) * seconds)
    return tick


def shown(monkeypatch, stream: io.StringIO) -> str:
    monkeypatch.setattr("sys.stderr", stream)
    assert list(progress.track([1, 2, 3, 4], "Membaca")) == [1, 2, 3, 4]
    with progress.step("Membangun situs"):
        pass
    return stream.getvalue()


def test_nothing_where_nobody_looks(monkeypatch, clock):
    clock(5)
    assert shown(monkeypatch, io.StringIO()) == ""


def test_short_work_shows_no_bar(monkeypatch, clock):
    clock(0.01)
    assert shown(monkeypatch, Terminal()).strip("\r\x1b[K") == ""


def test_long_work_shows_a_bar_and_takes_it_away(monkeypatch, clock):
    clock(0.6)
    written = shown(monkeypatch, Terminal())
    assert f"Membaca [{'#' * 15}{'-' * 15}] 2/4" in written
    assert "0/4" not in written
    assert written.endswith(progress.ERASE)


def test_a_step_that_lasts_is_named(monkeypatch):
    monkeypatch.setattr(progress, "PATIENCE", 0)
    stream = Terminal()
    monkeypatch.setattr("sys.stderr", stream)
    with progress.step("Membangun situs"):
        while "Membangun situs …" not in stream.getvalue():
            progress.time.sleep(0.001)
    assert stream.getvalue().endswith(progress.ERASE)
