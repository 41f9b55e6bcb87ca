"""The hooks that other repositories take from this one by `pre-commit`: well formed, and their commands do the work."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
import yaml

from .conftest import MAKLUMAT, SOP

ROOT = Path(__file__).parents[2]
HOOKS = {hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))}


def run(maklumat, hook: str, project: Path):
    """As pre-commit calls it: the entry, then the files that changed."""
    program, *arguments = shlex.split(HOOKS[hook]["entry"])
    assert program == "maklumat"
    return maklumat(*arguments, MAKLUMAT, SOP, cwd=project)


@pytest.mark.parametrize("hook", HOOKS.values(), ids=list(HOOKS))
def test_a_hook_says_what_pre_commit_needs(hook: dict):
    assert {"id", "name", "description", "entry", "language", "files"} <= hook.keys()
    assert hook["language"] == "python", "pre-commit installs this package with what it needs"
    assert [name for name in (MAKLUMAT, SOP, "content/sop/bkd/x/index.md", "content/index.md", "README.md",
                              "content/maklumat/x/index.md.sig") if re.search(hook["files"], name)] \
        == [MAKLUMAT, SOP, "content/sop/bkd/x/index.md"]


def test_check_stops_at_an_error_alone(maklumat, project):
    assert run(maklumat, "maklumat-check", project).returncode == 0
    path = project / MAKLUMAT
    path.write_text(path.read_text(encoding="utf-8").replace("status: berlaku", "status: ya"), encoding="utf-8")
    stopped = run(maklumat, "maklumat-check", project)
    assert stopped.returncode == 1 and f"{MAKLUMAT}:11:9: galat[FM12]" in stopped.stdout


def test_fix_mends_without_asking_and_leaves_the_rest(maklumat, project):
    before = {name: (project / name).read_bytes() for name in (MAKLUMAT, SOP)}
    assert run(maklumat, "maklumat-fix", project).returncode == 0
    assert {name: (project / name).read_bytes() for name in before} == before
    (project / MAKLUMAT).write_bytes(before[MAKLUMAT].replace(b"\n", b"\r\n"))
    run(maklumat, "maklumat-fix", project)
    assert {name: (project / name).read_bytes() for name in before} == before
