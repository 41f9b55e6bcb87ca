"""Whatever the test needs from the whole suite stands here."""

from __future__ import annotations

import importlib.util
import os
import shutil

import pytest


@pytest.fixture
def needs():
    """needs("chromium") or needs("zensical"): skips without that program or package; in CI its absence is a failure."""

    def check(name: str) -> str:
        path = shutil.which(name) or (name if importlib.util.find_spec(name) else None)
        if path is None:
            report = pytest.fail if os.environ.get("CI") else pytest.skip
            report(f"{name} is not installed on this machine")
        return path

    return check
