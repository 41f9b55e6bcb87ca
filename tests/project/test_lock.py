"""The locks hold what pyproject.toml asks for and what that needs, with hashes, and name no host."""

from __future__ import annotations

import json
import re
import tomllib
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
GROUPS = PROJECT["dependency-groups"]
RUN, DEV, SITE = "requirements.lock", "requirements-dev.lock", "requirements-site.lock"
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
        for requirement in map(Requirement, _needs(name)):
            if (requirement.marker is None or requirement.marker.evaluate({"extra": ""})) \
                    and requirement.name not in NEVER:
                assert re.sub(r"[-_.]+", "-", requirement.name).lower() in names, f"{name} needs {requirement}"


def test_tests_run_with_the_very_versions_that_people_get():
    tested = locked(DEV)
    assert {name: tested.get(name) for name in locked(RUN)} == locked(RUN)


def test_nobody_needs_the_tools_of_tests_to_build():
    assert not locked(RUN).keys() & {"pytest", "hypothesis", "opendataloader-pdf", "pikepdf", *NEVER}


def test_gates_add_to_what_tests_have():
    """Their lock is installed on top of that of the tests."""
    site, tested = locked(SITE), locked(DEV)
    for line in GROUPS["site"]:
        requirement = Requirement(line)
        assert all(version in requirement.specifier for version in site[requirement.name]), line
    for name in site:
        for requirement in map(Requirement, _needs(name)):
            if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
                assert requirement.name in site.keys() | tested.keys(), f"{name} needs {requirement}"
    assert {name: version for name, version in site.items() if name in tested and tested[name] != version} == {}


def _needs(name: str) -> list[str]:
    try:
        return metadata.requires(name) or []
    except metadata.PackageNotFoundError:
        return []  # of another platform, or not installed yet


@pytest.mark.parametrize("folder", ["gates", "bench"])
def test_npm_packages_are_locked_with_hashes_and_no_host(folder: str):
    lock = json.loads((ROOT / "tests" / folder / "package-lock.json").read_text(encoding="utf-8"))
    asked = json.loads((ROOT / "tests" / folder / "package.json").read_text(encoding="utf-8"))["dependencies"]
    found = {path.removeprefix("node_modules/"): package for path, package in lock["packages"].items() if path}
    assert {name: found[name]["version"] for name in asked} == asked
    assert all(package["integrity"].startswith("sha512-") for package in found.values())
    assert not [name for name, package in found.items() if "resolved" in package]


@pytest.mark.parametrize("lock", [RUN, DEV, SITE])
def test_every_package_has_hashes_and_no_host_is_named(lock: str):
    text = (ROOT / lock).read_text(encoding="utf-8")
    for block in re.split(r"(?m)^(?=[A-Za-z0-9])", text):
        if "==" in block:
            assert "--hash=sha256:" in block, block.split("\n", 1)[0]
    assert "://" not in text
