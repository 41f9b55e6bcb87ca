"""The runner of workflows is strict: what it does not know, it does not pass over."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from .expressions import Unknown, condition, filled
from .runner import Forge

CONTEXTS = {"github": {"ref": "refs/heads/main", "token": "t"}, "vars": {"A": "x"}, "steps": {"s": {"outputs": {}}}}
RUN = "jobs: {satu: {runs-on: x, steps: [%s]}}\non: {push: {}}\nname: Uji\npermissions: {contents: read}\n"


@pytest.mark.parametrize(("text", "is_run", "works"), [
    ("github.ref == 'refs/heads/main'", True, True),
    ("github.ref == 'refs/heads/main'", False, False),
    ("always()", False, True),
    ("always() && vars.A == 'y'", False, False),
    ("failure()", False, True),
    ("${{ vars.A != '' && (vars.B || !vars.B) }}", True, True),
    ("steps.s.outputs.nothing == ''", True, True),
    ("vars.A == 'X'", True, True),
])
def test_conditions_are_those_of_the_forge(text, is_run, works):
    functions = {"always": lambda: True, "success": lambda: is_run, "failure": lambda: not is_run}
    assert condition(text, CONTEXTS, functions) is works


@pytest.mark.parametrize("text", ["github.shaa", "inputs.x", "steps.t.outputs.x", "contains(vars.A, 'x')", "vars.A ==",
                                  "vars.A 'x'", "(vars.A", "vars[0]", "github == 'x'", "vars.A == 1", "cancelled()"])
def test_what_is_not_known_is_refused(text):
    with pytest.raises(Unknown):
        condition(text, CONTEXTS, {"success": lambda: True})


def test_texts_are_filled_in_as_they_are():
    assert filled("a ${{ vars.A }} ${{ vars.B || '22' }} $A", CONTEXTS) == "a x 22 $A"
    for text in ("${{ vars.A", "${{ github }}"):
        with pytest.raises(Unknown):
            filled(text, CONTEXTS)


@pytest.fixture
def run(tmp_path: Path):
    def run(*steps: str, text: str = RUN, **more):
        root = tmp_path / "asal"
        (root / ".github/workflows").mkdir(parents=True, exist_ok=True)
        (root / ".github/workflows/uji.yml").write_text(text % ", ".join(steps) if "%s" in text else text)
        git = ["git", "-C", root, "-c", "user.name=P", "-c", "user.email=p@contoh"]
        begin = [] if (root / ".git").exists() else [["init", "-q", "-b", "main"]]
        for command in (*begin, ["add", "."], ["commit", "-q", "--allow-empty", "-m", "x"]):
            subprocess.run([*git, *command], check=True)
        return Forge(tmp_path / f"forge-{len([*tmp_path.iterdir()])}", root, **more).run("uji.yml")
    return run


@pytest.mark.parametrize("step", [
    "{uses: actions/cache@0123456789012345678901234567890123456789}",
    "{uses: actions/checkout@v7}",
    "{uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1, with: {ref: x}}",
    "{run: 'true', continue-on-error: true}",
    "{run: 'true', shell: sh}",
    "{run: 'echo A=1 >> $GITHUB_ENV'}",
    "{run: 'echo \"a<<b\" >> $GITHUB_OUTPUT'}",
])
def test_steps_that_are_not_known_are_refused(run, step):
    with pytest.raises(Unknown):
        run(step)


def test_jobs_that_are_not_known_are_refused(run):
    for old, new in (("runs-on: x", "runs-on: x, strategy: {}"), ("{contents: read}", "write-all"),
                     ("runs-on: x", "runs-on: x, needs: satu")):
        with pytest.raises(Unknown):
            run("{run: 'true'}", text=RUN.replace(old, new))


def test_a_failed_step_stops_what_comes_after_it_and_nothing_of_the_user_s_own_reaches_it(run, monkeypatch):
    monkeypatch.setenv("MAKLUMAT_ANCHOR", "milik saya")
    done = run("{name: a, run: 'echo \"[$MAKLUMAT_ANCHOR]\"; exit 3'}", "{name: b, run: 'true'}",
               "{name: c, if: always(), run: 'pwd; false | true'}")
    assert [step.outcome for step in done.jobs["satu"].steps] == ["failure", "skipped", "success"]
    assert done.results == {"satu": "failure"}
    assert done.jobs["satu"].step("a").log == "[]\n"


def test_a_secret_is_only_there_for_its_environment(run):
    step = "{name: a, run: 'echo \"[$K]\"', env: {K: '${{ secrets.K }}'}}"
    secrets = {"ppid": {"K": "rahasia"}}
    assert run(step, secrets=secrets).jobs["satu"].log.endswith("[]\n")
    inside = run(step, text=RUN.replace("runs-on: x", "runs-on: x, environment: ppid"), secrets=secrets)
    assert inside.jobs["satu"].log.endswith("[rahasia]\n")


def test_an_action_has_no_more_rights_than_the_job(run):
    step = "{name: a, uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1}"
    assert run(step).results == {"satu": "success"}
    assert run(step, text=RUN.replace("{contents: read}", "{}")).results == {"satu": "failure"}
    deploy = "{uses: actions/deploy-pages@cd2ce8fcbc39b97be8ca5fce6e763baed58fa128, with: {artifact_name: a}}"
    assert "needs" in run(deploy).jobs["satu"].log
