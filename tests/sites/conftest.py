"""A copy of the real project to build and to spoil."""

from __future__ import annotations

import datetime
import logging
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from maklumat import assets, audit, project, release, settings, staging

from . import office as offices

REPOSITORY = Path(__file__).parents[2]
NOW = datetime.datetime(2025, 6, 1, 5, tzinfo=datetime.UTC)
MAKLUMAT = "maklumat/pelayanan-informasi-publik/"
SOP = "sop/maklumat-pelayanan-informasi-publik/"


def copy_project(folder: Path) -> Path:
    """The real project without the templates of prints: nothing is typeset."""
    for name in ("content", "theme"):
        shutil.copytree(REPOSITORY / name, folder / name, ignore=shutil.ignore_patterns(*offices.TEMPLATES))
    shutil.copy(REPOSITORY / "mkdocs.yml", folder)
    return folder


def load(root: Path) -> project.Project:
    return project.load(settings.load(root), NOW)


def stage(root: Path, out: Path) -> Path:
    return stage_project(load(root), out)


def stage_project(made: project.Project, out: Path) -> Path:
    staging.stage(made.plan, made.settings, out, release.make(made.plan, made.settings).contents())
    return out


def audited(site: Path, made: project.Project) -> tuple[audit.Leak, ...]:
    """What the audit finds in a site of this project."""
    return audit.audit(site, made.plan, release.make(made.plan, made.settings).digests)


def run(root: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Runs a builder's own command as its users do."""
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    return subprocess.run([sys.executable, "-m", *command], cwd=root, env=environment, capture_output=True, text=True)


def texts(site: Path) -> dict[str, str]:
    """Every text file of a site."""
    return {path.relative_to(site).as_posix(): path.read_text(encoding="utf-8", errors="replace")
            for path in sorted(site.rglob("*")) if path.suffix in {".html", ".json", ".xml", ".txt", ".js"}}


def mkdocs(root: Path) -> subprocess.CompletedProcess[str]:
    """`mkdocs build` without an interpreter of its own: the exit code and what it warns of."""
    from mkdocs.commands.build import build
    from mkdocs.config import load_config
    from mkdocs.exceptions import MkDocsException

    heard, log, code = _Heard(), logging.getLogger("mkdocs"), 0
    log.addHandler(heard)
    try:
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("NO_MKDOCS_2_WARNING", "1")
            patch.setattr(log, "propagate", False)
            patch.chdir(root)
            config = load_config(str(root / "mkdocs.yml"))
            config.plugins.on_startup(command="build", dirty=False)
            build(config)
            config.plugins.on_shutdown()
    except (MkDocsException, SystemExit) as error:
        code = 1
        heard.lines.append(str(error))
    finally:
        log.removeHandler(heard)
    return subprocess.CompletedProcess(["mkdocs", "build"], code, "", "\n".join(heard.lines))


class _Heard(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


def asset(site: Path, name: str) -> Path:
    """Where a file lies that pages load, such as css/dokumen.css."""
    [path] = site.glob(f"{assets.FOLDER}*/{name}")
    return path


def light(site: Path) -> Path:
    """The site without the theme's own programs and styles: most of an audit's work, and audited in test_builders."""
    for path in (site / "assets").rglob("*"):
        if path.suffix in {".js", ".css", ".map"}:
            path.unlink()
    return site


@pytest.fixture(autouse=True)
def no_anchor(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MAKLUMAT_ANCHOR", raising=False)


@pytest.fixture(scope="session")
def opened(tmp_path_factory: pytest.TempPathFactory) -> offices.Office:
    """An office that has signed; only to look at."""
    if not (shutil.which("git") and shutil.which("ssh-keygen")):
        (pytest.fail if os.environ.get("CI") else pytest.skip)("git or ssh-keygen is not installed on this machine")
    return offices.opened(tmp_path_factory.mktemp("kantor"))


@pytest.fixture
def office(opened: offices.Office, tmp_path: Path) -> offices.Office:
    """The same, to be changed."""
    return offices.Office(shutil.copytree(opened.root, tmp_path / "proyek"), opened.keys)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copy_project(tmp_path / "proyek")


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[project.Project, Path]:
    """The real project and its site as MkDocs builds it with the plugin."""
    root = copy_project(tmp_path_factory.mktemp("dasar") / "proyek")
    outcome = run(root, "mkdocs", "build", "--strict", "--quiet")
    assert outcome.returncode == 0, outcome.stderr
    return load(root), root / "site"
