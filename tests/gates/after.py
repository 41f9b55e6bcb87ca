"""Run after the gates: their figures become `aksesibilitas.json`, and the accessibility statement shows them for the
site that was measured, and for no other."""

from __future__ import annotations

import json
import shutil
from collections import defaultdict
from pathlib import Path

import pytest

from maklumat import clock
from maklumat.figures import ADDRESS, CHECKS, Check, Figures, read, written
from maklumat.manifest import SUMS

from ..sites.conftest import run
from ..sites.office import REPOSITORY
from . import kinds, results, sameness

UNSAID = "tidak dilampirkan"


@pytest.fixture(scope="session")
def built(tmp_path_factory) -> Path:
    """The site as it is now, with the figures that the gates left."""
    out = tmp_path_factory.mktemp("berangka") / "site"
    results.FILE.write_bytes(written(_gathered(out.parent)))
    done = run(REPOSITORY, "maklumat", "build", "--out", str(out), "--gates", str(results.FILE))
    assert done.returncode == 0, done.stdout + done.stderr
    return out


def _gathered(scratch: Path) -> Figures:
    """Each gate's figures, its views added up."""
    if not results.DIGEST.is_file():
        pytest.fail("the gates have not run: python3 run.py test --site")
    parts = defaultdict(list)
    for path in sorted(results.PARTS.glob("*.json")):
        part = json.loads(path.read_text(encoding="utf-8"))
        parts[part["gate"]].append(part)
    missing = set(CHECKS) - parts.keys()
    if missing:
        pytest.skip(f"gates that did not run: {', '.join(sorted(missing))}")
    checks = tuple(Check(gate, parts[gate][0]["version"], max(part["pages"] for part in parts[gate]), len(parts[gate]),
                         sum(part["faults"] for part in parts[gate])) for gate in CHECKS)
    pages = next(check.pages for check in checks if check.gate == "nu")
    return Figures(clock.today(), results.DIGEST.read_text(encoding="ascii"), pages, checks)


def statement(site: Path) -> str:
    return (site / ADDRESS / "index.html").read_text(encoding="utf-8")


def test_the_statement_shows_the_figures_of_this_very_site(built: Path):
    page, figures = statement(built), read(results.FILE.read_bytes(), results.FILE.name)
    assert figures.site in page
    assert UNSAID not in page
    for check in figures.checks:
        assert check.version in page
    assert f"Dari {len(kinds.addresses(built))} halaman" in " ".join(page.split())


def test_nothing_else_changes_with_the_figures(built: Path, tmp_path: Path):
    done = run(REPOSITORY, "maklumat", "build", "--out", str(tmp_path / "site"))
    assert done.returncode == 0, done.stdout
    assert UNSAID in statement(tmp_path / "site")
    assert sameness.faults(built, tmp_path / "site") == [f"{ADDRESS}index.html: differs", f"{SUMS}: differs"]
    one, other = ({*(site / SUMS).read_text(encoding="utf-8").splitlines()} for site in (built, tmp_path / "site"))
    assert {line[66:] for line in one ^ other} == {f"{ADDRESS}index.html"}  # what stands behind a digest


def test_another_site_does_not_show_them(built: Path, tmp_path: Path):
    root = tmp_path / "lain"
    root.mkdir()
    for name in ("content", "theme"):
        shutil.copytree(REPOSITORY / name, root / name)
    shutil.copy(REPOSITORY / "mkdocs.yml", root)
    home = root / "content/index.md"
    home.write_text(home.read_text(encoding="utf-8") + "\nSatu kalimat lagi.\n", encoding="utf-8")
    done = run(root, "maklumat", "build", "--gates", str(results.FILE))
    assert done.returncode == 0, done.stdout
    assert "angka aksesibilitas tidak dimuat" in done.stdout
    assert UNSAID in statement(root / "site")
