"""Which version of a tool is installed."""

from __future__ import annotations

import json
from pathlib import Path


def of_package(name: str) -> str:
    """Of a package that npm installed."""
    package = Path(__file__).parent / "node_modules" / name / "package.json"
    return json.loads(package.read_text(encoding="utf-8"))["version"]
