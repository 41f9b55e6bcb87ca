"""The workflows as they are written: two judges of others and rules of our own find nothing, and each bites.

Text of strangers reaches no shell, a secret is only where a release is sent, rights are the least that work.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sysconfig
from pathlib import Path

import pytest
import yaml

from maklumat import readiness

ROOT = Path(__file__).parents[2]
FORGE = ROOT / ".github"
NAMES = ("check.yml", "publish.yml", "watch.yml")
RIGHTS = {  # of each job; a job that runs what the repository brings may read, and nothing else
    ("check.yml", "naskah"): {"contents": "read"}, ("check.yml", "periksa"): {"contents": "read"},
    ("publish.yml", "bangun"): {"contents": "read"}, ("publish.yml", "gerbang"): {"contents": "read"},
    ("publish.yml", "pages"): {"contents": "read", "pages": "write", "id-token": "write"},
    ("publish.yml", "server"): {},
    ("watch.yml", "pantau"): {"contents": "read"}, ("watch.yml", "terbitkan"): {"actions": "write"},
}
ENVIRONMENTS = {("publish.yml", "pages"): "github-pages", ("publish.yml", "server"): "ppid"}
EVENTS = {"check.yml": {"pull_request", "push"}, "publish.yml": {"push", "workflow_dispatch"},
          "watch.yml": {"schedule", "workflow_dispatch"}}
TRUSTED = re.compile(  # what may stand between ${{ and }}: nothing that a proposal or a document has written
    r"vars\.MAKLUMAT_[A-Z_]+(?: \|\| '22')?|secrets\.MAKLUMAT_KEY|github\.(?:token|repository|run_attempt|ref)|"
    r"job\.status|(?:steps|needs)\.[a-z]+\.outputs\.[a-z_-]+")
CHECKOUT = "actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1"


def read(name: str, folder: Path = FORGE) -> dict:
    return yaml.load((folder / "workflows" / name).read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


def jobs() -> dict[tuple[str, str], dict]:
    return {(name, job): told for name in NAMES for job, told in read(name)["jobs"].items()}


def found(folder: Path) -> str:
    """What actionlint (with shellcheck) and zizmor say of the workflows below a repository; "" when it is nothing."""
    programs = Path(sysconfig.get_path("scripts"))  # the lock of the tests has brought them
    workflows = folder / ".github/workflows"
    judge = subprocess.run([programs / "zizmor", "--offline", "--persona", "auditor", "--no-progress", "--format",
                            "json", workflows], cwd=folder, capture_output=True, text=True)
    for path in workflows.iterdir():  # actionlint knows the inputs of an action by the name of its version
        path.write_text(re.sub(r"@[0-9a-f]{40} # (v\d+)\S*", r"@\1", path.read_text("utf-8")), encoding="utf-8")
    lint = subprocess.run([programs / "actionlint", "-no-color", "-shellcheck", programs / "shellcheck",
                           *sorted(workflows.iterdir())], cwd=folder, capture_output=True, text=True)
    assert lint.returncode in (0, 1), lint.stderr
    assert not lint.stderr
    return lint.stdout + "".join(f"zizmor: {finding['ident']}\n" for finding in json.loads(judge.stdout))


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """A repository that holds our workflows, to be spoilt."""
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    shutil.copytree(FORGE, tmp_path / ".github")
    return tmp_path


def test_there_are_no_others():
    assert {path.name for path in (FORGE / "workflows").iterdir()} == set(NAMES)


def test_the_judges_find_nothing(copied):
    assert found(copied) == ""


@pytest.mark.parametrize(("name", "old", "new", "told"), [
    ("check.yml", "run: python3 run.py preview", "run: echo ${{ github.event.pull_request.title }}",
     "zizmor: template-injection"),
    ("check.yml", "run: python3 run.py preview", "run: echo ${{ github.head_ref }}", "potentially untrusted"),
    ("check.yml", CHECKOUT, "actions/checkout@v7", "zizmor: unpinned-uses"),
    ("check.yml", "  pull_request:\n", "  pull_request_target:\n", "zizmor: dangerous-triggers"),
    ("check.yml", "${{ vars.MAKLUMAT_ANCHOR }}", "${{ secrets.MAKLUMAT_KEY }}", "zizmor: secrets-outside-env"),
    ("check.yml", "          persist-credentials: false\n", "", "zizmor: artipacked"),
    ("publish.yml", "    permissions: {}\n", "    permissions: write-all\n", "zizmor: excessive-permissions"),
    ("publish.yml", "    environment: ppid\n", "", "zizmor: secrets-outside-env"),
    ("publish.yml", "needs: [bangun, gerbang]\n", "needs: [bangunan, gerbang]\n", "bangunan"),
    ("publish.yml", "steps.kepala.outputs", "steps.kepla.outputs", "kepla"),
    ("publish.yml", 'sh kirim/send.sh kirim/situs "$MAKLUMAT_SERVER"', "sh kirim/send.sh kirim/situs $MAKLUMAT_SERVER",
     "SC2086"),
    ("publish.yml", "include-hidden-files: true", "include-hiden-files: true", "is not defined in action"),
    ("watch.yml", "cron: '17 17 * * *'", "cron: '17 17 * *'", "cron"),
])
def test_the_judges_find_what_is_wrong(copied, name, old, new, told):
    path = copied / ".github/workflows" / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    assert told in found(copied)


def test_each_job_has_the_rights_that_it_needs_and_no_others():
    assert {key: job.get("permissions") for key, job in jobs().items()} == RIGHTS
    for name in NAMES:
        assert read(name)["permissions"] == {}, name


def test_only_known_events_start_a_workflow_and_only_main_is_published():
    assert {name: set(read(name)["on"]) for name in NAMES} == EVENTS
    assert read("publish.yml")["on"]["push"] == {"branches": ["main"]}
    for key in (("publish.yml", "bangun"), ("publish.yml", "gerbang"), ("watch.yml", "pantau")):
        assert jobs()[key]["if"].startswith("github.ref == 'refs/heads/main'"), key


def test_a_secret_is_where_a_release_is_sent_and_nowhere_else():
    holding = {key for key, job in jobs().items() if "secrets." in json.dumps(job)}
    assert holding == {("publish.yml", "server")}
    assert {key: _named(job["environment"]) for key, job in jobs().items() if "environment" in job} == ENVIRONMENTS
    step, = (step for step in jobs()["publish.yml", "server"]["steps"] if "secrets." in json.dumps(step))
    assert "run" in step
    for name in NAMES:
        assert "secrets" not in json.dumps({key: value for key, value in read(name).items() if key != "jobs"})


def test_a_job_that_may_change_anything_runs_nothing_of_the_repository():
    for key, job in jobs().items():
        writes = "write" in RIGHTS[key].values()
        uses = [step["uses"].partition("@")[0] for step in job["steps"] if "uses" in step]
        brings = "actions/checkout" in uses or "run.py" in json.dumps(job["steps"])
        assert not (writes and brings), key
        assert brings == ("python3 run.py" in json.dumps(job) or ".ci/run" in json.dumps(job)), key


def test_what_is_filled_in_was_written_by_no_stranger():
    """And none of it into a script: a shell gets it as a variable."""
    for key, job in jobs().items():
        for step in job["steps"]:
            assert "${{" not in step.get("run", ""), (key, step)
        for expression in re.findall(r"\$\{\{\s*(.*?)\s*\}\}", json.dumps(job, ensure_ascii=False)):
            assert TRUSTED.fullmatch(expression), (key, expression)


def test_one_publication_at_a_time_and_none_is_cut_off():
    for name in ("publish.yml", "watch.yml"):
        concurrency = read(name)["concurrency"]
        assert "${{" not in concurrency["group"]
        assert concurrency["cancel-in-progress"] == "false"
    assert read("publish.yml")["concurrency"]["group"] != read("watch.yml")["concurrency"]["group"]


def test_every_shell_of_a_pipeline_ends_with_its_first_fault():
    for key, job in jobs().items():
        piped = any(" | " in step.get("run", "") for step in job["steps"])
        assert not piped or read(key[0])["defaults"] == {"run": {"shell": "bash"}}, key


def test_a_schedule_that_stops_takes_no_publication_with_it():
    assert [name for name in NAMES if "schedule" in read(name)["on"]] == ["watch.yml"]


def test_the_owners_guard_all_of_this():
    text = (FORGE / "CODEOWNERS").read_text(encoding="utf-8")
    guarded = set(re.findall(r"(?m)^/(\S+) @", text))
    assert guarded == set(readiness.OWNED)
    locks = {path.name for path in ROOT.glob("*.lock")}
    assert {".github/", ".ci/", "generator/", "theme/", "mkdocs.yml", "pengesah/", "run.py"} | locks <= guarded


def _named(environment: str | dict[str, str]) -> str:
    return environment if isinstance(environment, str) else environment["name"]
