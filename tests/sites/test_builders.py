"""The same content under four builders: the document block of every page is the same, byte for byte."""

from __future__ import annotations

from pathlib import Path

import pytest

from ..conftest import thoroughly
from .conftest import MAKLUMAT, SOP, audited, light, load, run, stage

BUILDERS = {
    "mkdocs": (False, ("mkdocs", "build", "--strict", "--quiet")),
    "properdocs": (False, ("properdocs", "build", "--strict", "--quiet", "-f", "mkdocs.yml")),
    "mkdocs staged": (True, ("mkdocs", "build", "--strict", "--quiet")),
    "zensical staged": (True, ("zensical", "build", "--strict")),
}


@pytest.mark.parametrize("name", ["mkdocs", "zensical staged", *thoroughly(("properdocs", "mkdocs staged"))])
def test_every_builder_shows_the_planned_blocks_and_nothing_more(name: str, root: Path, tmp_path: Path, needs):
    staged, command = BUILDERS[name]
    needs(command[0])
    project = load(root)
    plan = project.plan
    outcome = run(stage(root, tmp_path / "siap") if staged else root, *command)
    assert outcome.returncode == 0, outcome.stderr
    site = (tmp_path / "siap" if staged else root) / "site"
    assert {MAKLUMAT, SOP, "daftar/"} <= {page.address for page in plan.pages}
    for page in plan.pages:
        assert (site / page.address / "index.html").read_text(encoding="utf-8").count(page.block) == 1
    assert audited(site, project) == ()


@pytest.mark.parametrize("command", [("mkdocs", "build"), ("zensical", "build")])
def test_a_builder_that_ran_without_the_plan_is_caught(command: tuple[str, ...], root: Path, needs):
    needs(command[0])
    configuration = root / "mkdocs.yml"
    text = configuration.read_text(encoding="utf-8")
    start, end = text.index("  - maklumat:\n"), text.index("# Dokumen tidak ditulis di sini")
    configuration.write_text(text[:start] + text[end:], encoding="utf-8")
    run(root, *command)
    leaks = {(leak.path, leak.what) for leak in audited(light(root / "site"), load(root))}
    assert (MAKLUMAT + "index.html", "isi dokumen berbeda dari yang direncanakan") in leaks
