"""Whatever the test needs from the whole suite stands here."""

from __future__ import annotations

import gc
import importlib.util
import io
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from maklumat import cli

LONGEST = 500.0  # seconds that one worker waits for what another makes

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # started with `&`: children would not hear Ctrl-C either
    signal.signal(signal.SIGINT, signal.default_int_handler)

TESTS = Path(__file__).parent
THOROUGH = "thorough: takes seconds and is the last to notice an ordinary mistake; runs with --all, or when named"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--all", action="store_true", help="also what is marked thorough")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", THOROUGH)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Whoever runs everything does without the thorough tests, unless with --all; whoever names some gets what was
    named."""
    named = config.option.keyword or config.option.markexpr or [Path(each).resolve() for each in config.args] != [TESTS]
    if named or config.getoption("--all"):
        return
    config.hook.pytest_deselected(items=[item for item in items if item.get_closest_marker("thorough")])
    items[:] = [item for item in items if not item.get_closest_marker("thorough")]


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    """What collecting makes stays to the end; nobody looks through it for garbage again and again."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.collect()
        gc.freeze()
        gc.enable()


def cases(always: Iterable, rarely: Iterable) -> list:
    """The cases of a test: the second ones, more of the same, only where MAKLUMAT_FUZZ is set (CONTRIBUTING.md)."""
    return [*always, *(rarely if "MAKLUMAT_FUZZ" in os.environ else ())]


def thoroughly(rest: Iterable) -> list:
    """Cases of a test that are thorough. One with several arguments is a tuple."""
    return [pytest.param(*case if isinstance(case, tuple) else (case,), marks=pytest.mark.thorough) for case in rest]


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory) -> Iterator[Path]:
    """Prints are kept in one folder for the whole run, also by child processes and by all workers of the run; the
    user's own cache is never touched."""
    folder = shared(tmp_path_factory) / "simpanan"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(folder))
        yield folder


def shared(factory: pytest.TempPathFactory) -> Path:
    """The one folder of this run that all its workers have."""
    base = factory.getbasetemp()
    return base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base


@pytest.fixture(scope="session")
def once(tmp_path_factory) -> Callable[[str, Callable[[Path], object]], Path]:
    """once("name", make): a folder that the first worker to ask fills with make(folder); the others wait for it. Only
    to look at."""
    def folder(name: str, make: Callable[[Path], object]) -> Path:
        whole = shared(tmp_path_factory) / name
        begun, failed = whole.with_name(f"{name}-dibuat"), whole.with_name(f"{name}-gagal")
        try:
            begun.mkdir()
        except FileExistsError:
            until = time.monotonic() + LONGEST
            while not whole.exists():
                assert not failed.exists(), f"{name} could not be made: see the first test that needed it"
                assert time.monotonic() < until, f"{name} is not made: whoever began has not ended"
                time.sleep(0.05)
            return whole
        try:
            make(begun)
            whole.symlink_to(begun.name)
        except BaseException:
            failed.touch()
            raise
        return whole
    return folder


@pytest.fixture(scope="session")
def needs():
    """needs("chromium") or needs("zensical"): skips without that program or package; in CI its absence is a failure."""

    def check(name: str) -> str:
        path = shutil.which(name) or (name if importlib.util.find_spec(name) else None)
        if path is None:
            report = pytest.fail if os.environ.get("CI") else pytest.skip
            report(f"{name} is not installed on this machine")
        return path

    return check


@pytest.fixture
def in_process() -> Callable[..., subprocess.CompletedProcess[str]]:
    """in_process("check", cwd=folder): our command without the cost of an interpreter of its own; answers like one."""
    return called


def called(*arguments: str, cwd: Path, environment: Mapping[str, str] | None = None,
           answer: str = "") -> subprocess.CompletedProcess[str]:
    """Runs a command line here, with this environment (whole) and this on its standard input; both outputs as text."""
    streams = {name: io.TextIOWrapper(io.BytesIO(answer.encode() if name == "stdin" else b""), encoding="utf-8")
               for name in ("stdin", "stdout", "stderr")}
    wanted = dict(os.environ) if environment is None else environment
    with pytest.MonkeyPatch.context() as patch, own_signals():
        for name in os.environ.keys() - wanted.keys():
            patch.delenv(name)
        for name, value in wanted.items():
            patch.setenv(name, value)
        for name, stream in streams.items():
            patch.setattr(sys, name, stream)
        patch.chdir(cwd)
        code = cli.main(arguments)
    for stream in streams.values():
        stream.flush()
    out, err = (streams[name].buffer.getvalue().decode() for name in ("stdout", "stderr"))
    return subprocess.CompletedProcess(["maklumat", *arguments], code, out, err)


@contextmanager
def own_signals():
    """The command's way of ending is not that of the test runner."""
    before = {name: signal.getsignal(getattr(signal, name)) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)}
    try:
        yield
    finally:
        for name, handler in before.items():
            signal.signal(getattr(signal, name), handler)
