"""The two sites that the gates look at, in one browser a worker; what they find on the agency's own site is kept for
its accessibility statement."""

from __future__ import annotations

import importlib.util
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ..sites.conftest import run
from ..sites.office import DOMAIN, REPOSITORY, Office
from . import browsing, example, results

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ADDRESS = f"https://{DOMAIN}/"
SIGNED, OWN = "signed", "own"


def pytest_configure(config: pytest.Config) -> None:
    starts = not any(argument.endswith("after.py") for argument in config.args)  # that run reads what this one leaves
    if starts and not hasattr(config, "workerinput"):  # once, before any worker starts
        shutil.rmtree(results.FOLDER, ignore_errors=True)


def needed(name: str) -> str:
    """Where a program or a package lies; skips without it, and fails where CI is set."""
    beside = Path(sys.executable).with_name(name)
    found = str(beside) if beside.is_file() else shutil.which(name) or (name if importlib.util.find_spec(name) else "")
    if not found:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(f"{name} is not installed on this machine")
    return found


def tool(path: Path) -> Path:
    """A file of the tools that npm installs; skips and fails alike."""
    if not path.is_file():
        (pytest.fail if os.environ.get("CI") else pytest.skip)(f"{path.name} comes with python3 run.py test --site")
    return path


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    needed("playwright")
    with browsing.chromium(needed("chromium")) as started:
        yield started


@pytest.fixture(scope="session")
def folders(once) -> dict[str, Path]:
    """Both sites, built: the signed example, and this repository's own site as `maklumat build` makes it."""
    for program in ("git", "ssh-keygen"):
        needed(program)
    return {SIGNED: once("gerbang-bertanda", _signed) / "site", OWN: once("gerbang-sendiri", _own) / "site"}


def _signed(folder: Path) -> None:
    example.built(example.opened(folder), folder / "site")


def _own(folder: Path) -> None:
    done = run(REPOSITORY, "maklumat", "build", "--out", str(folder / "site"))
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="session")
def office(folders: dict[str, Path]) -> Office:
    """The office of the signed example; only to look at."""
    root = folders[SIGNED].parent
    return Office(root / "proyek", root / "kunci")


@pytest.fixture(params=[SIGNED, OWN])
def which(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def folder(folders: dict[str, Path], which: str) -> Path:
    return folders[which]


@pytest.fixture
def site(folder: Path) -> Iterator[browsing.Site]:
    with browsing.served(folder) as served:
        yield served
