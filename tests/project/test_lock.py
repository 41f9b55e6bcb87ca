"""The locks hold what pyproject.toml asks for and what that needs, with hashes, and name no host."""

from __future__ import annotations

import re
import tomllib
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
GROUPS = PROJECT["dependency-groups"]
RUN, DEV = "requirements.lock", "requirements-dev.lock"
NEVER = {Requirement(line).name for line in PROJECT["tool"]["uv"]["override-dependencies"]}
locks = pytest.mark.parametrize("lock", [RUN, DEV])


def locked(lock: str) -> dict[str, set[str]]:
    versions: dict[str, set[str]] = {}
    for name, version in re.findall(r"(?m)^([A-Za-z0-9._-]+)(?:\[[^]]*\])?==([^\s;\\]+)",
                                    (ROOT / lock).read_text(encoding="utf-8")):
        versions.setdefault(name.lower(), set()).add(version)
    return versions


@locks
def test_every_requirement_is_locked_at_a_version_it_allows(lock: str):
    asked = [*PROJECT["project"]["dependencies"], *GROUPS["build"], *PROJECT["build-system"]["requires"]]
    if lock == DEV:
        asked += [line for line in GROUPS["dev"] if isinstance(line, str)]
    for line in asked:
        requirement = Requirement(line)
        found = locked(lock).get(requirement.name.lower(), set())
        assert found, f"{requirement.name} is not in {lock}"
        assert all(version in requirement.specifier for version in found), f"{line} against {found}"


@locks
def test_what_a_package_needs_is_locked_too(lock: str):
    """run.py installs without looking for dependencies, so nothing may be missing."""
    names = locked(lock)
    for name in names:
        try:
            needs = metadata.requires(name) or []
        except metadata.PackageNotFoundError:
            continue  # of another platform
        for requirement in map(Requirement, needs):
            if (requirement.marker is None or requirement.marker.evaluate({"extra": ""})) \
                    and requirement.name not in NEVER:
                assert re.sub(r"[-_.]+", "-", requirement.name).lower() in names, f"{name} needs {requirement}"


def test_tests_run_with_the_very_versions_that_people_get():
    tested = locked(DEV)
    assert {name: tested.get(name) for name in locked(RUN)} == locked(RUN)


def test_nobody_needs_the_tools_of_tests_to_build():
    assert not locked(RUN).keys() & {"pytest", "hypothesis", "opendataloader-pdf", "pikepdf", *NEVER}


@locks
def test_every_package_has_hashes_and_no_host_is_named(lock: str):
    text = (ROOT / lock).read_text(encoding="utf-8")
    for block in re.split(r"(?m)^(?=[A-Za-z0-9])", text):
        if "==" in block:
            assert "--hash=sha256:" in block, block.split("\n", 1)[0]
    assert "://" not in text
