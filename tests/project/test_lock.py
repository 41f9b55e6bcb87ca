"""The lock holds what pyproject.toml asks for, with hashes, and names no host."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).parents[2]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def locked() -> dict[str, set[str]]:
    versions: dict[str, set[str]] = {}
    for name, version in re.findall(r"(?m)^([A-Za-z0-9._-]+)(?:\[[^]]*\])?==([^\s;\\]+)", LOCK):
        versions.setdefault(name.lower(), set()).add(version)
    return versions


def test_every_requirement_is_locked_at_a_version_it_allows():
    asked = [*PROJECT["project"]["dependencies"], *PROJECT["dependency-groups"]["dev"],
             *PROJECT["build-system"]["requires"]]
    for line in asked:
        requirement = Requirement(line)
        found = locked().get(requirement.name.lower(), set())
        assert found, f"{requirement.name} is not in requirements.lock"
        assert all(version in requirement.specifier for version in found), f"{line} against {found}"


def test_every_package_has_hashes_and_no_host_is_named():
    for block in re.split(r"(?m)^(?=[A-Za-z0-9])", LOCK):
        if "==" in block:
            assert "--hash=sha256:" in block, block.split("\n", 1)[0]
    assert "://" not in LOCK
