"""A whole run does without the thorough tests, and still has some of every area; CI runs all."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from .. import conftest

ROOT = Path(__file__).parents[2]
MARK = "@pytest.mark.thorough"


def chosen(*arguments: str, keyword: str = "", markers: str = "", all_of_them: bool = False) -> list[bool]:
    """Which of an ordinary and a thorough test run; whoever runs everything is told so by pytest as `tests`."""
    items = [SimpleNamespace(get_closest_marker=lambda name, marked=marked: marked) for marked in (False, True)]
    both = list(items)
    config = SimpleNamespace(args=[str(ROOT / each) for each in arguments], getoption=lambda name: all_of_them,
                             option=SimpleNamespace(keyword=keyword, markexpr=markers),
                             hook=SimpleNamespace(pytest_deselected=lambda items: None))
    conftest.pytest_collection_modifyitems(config, items)
    return [item in items for item in both]


def test_thorough_tests_run_when_asked_for():
    assert chosen("tests") == [True, False]
    assert chosen("tests", all_of_them=True) == [True, True]
    assert chosen("tests/unit") == chosen("tests/unit/test_flow.py::test_x", "tests/print") == [True, True]
    assert chosen("tests", keyword="cut") == chosen("tests", markers="thorough") == [True, True]


def test_ci_runs_all_of_them():
    assert "python3 run.py test --all;" in (ROOT / ".ci/run").read_text(encoding="utf-8")


@pytest.mark.parametrize("folder", sorted(path.name for path in (ROOT / "tests").iterdir()
                                          if path.name != "gates" and any(path.glob("test_*.py"))))
def test_every_area_has_tests_that_always_run(folder: str):
    texts = [path.read_text(encoding="utf-8") for path in (ROOT / "tests" / folder).glob("test_*.py")]
    assert sum(text.count(MARK) for text in texts) < sum(text.count("\ndef test_") for text in texts)
