"""Runs a workflow file as a forge would, on this machine: its own `run:` blocks, in order, in fresh folders.

    variables, secrets = to_server(receiver)
    forge = Forge(tmp_path / "forge", equipped(office.root), {"MAKLUMAT_ANCHOR": office.anchor} | variables, secrets)
    run = forge.run("publish.yml")  # the commit at the head of main in `origin`
    assert run.jobs["bangun"].result == "success", run.jobs["bangun"].log
    assert "…" in run.summary
    assert forge.calls == ["check --format github", "build", "seal"]

What is real: bash, git, ssh, rsync, our commands. What is played: the actions of ACTIONS (checkout is a real clone,
artifacts are folders, Pages is the folder `forge.pages`), `gh`, and `python3 run.py`, which goes to this project's own
environment and is written to `forge.calls`; the verbs of `forge.played` (always `test`) only are. A workflow that uses
a key, an action, a context or a function that is not known here is refused: it would not be tested. A secret is there
only for the jobs of its environment, and `github.token` tells which rights the job gave it.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from .expressions import Unknown, condition, filled
from .server import Server

__all__ = ["Forge", "Job", "Run", "Step", "equipped", "to_server"]

PROJECT = Path(__file__).parents[2]
SENT = "generator/maklumat/send.sh"
WORKFLOWS = ".github/workflows"
KEYS = {
    "workflow": {"name", "on", "permissions", "concurrency", "defaults", "env", "jobs"},
    "job": {"name", "runs-on", "timeout-minutes", "permissions", "environment", "needs", "if", "outputs", "env",
            "steps"},
    "step": {"name", "id", "if", "env", "run", "uses", "with"},
}
PASSED_ON = ("LANG", "LC_ALL", "XDG_CACHE_HOME")
LONGEST = 300  # seconds for one step
STAND_IN = """#!/bin/sh
# `python3 run.py` without setting anything up.
[ "$1" = run.py ] || exec {python} "$@"
shift
printf '%s\\n' "$*" >> {calls}
case $1 in
{played}
esac
exec {python} -m maklumat "$@"
"""
GH = """#!/bin/sh
# The forge's own command; it only writes down what it was told.
case "$GH_TOKEN" in *{right}*) ;; *) echo 'gh: no right' >&2; exit 4 ;; esac
printf 'gh %s\\n' "$*" >> {calls}
"""


@dataclass
class Step:
    """One step: how it ended (`success`, `failure`, `skipped`), what it printed, its outputs."""

    name: str
    outcome: str = "skipped"
    log: str = ""
    outputs: dict[str, str] = field(default_factory=dict)


@dataclass
class Job:
    """One job: its steps in order, and the Markdown of their summaries."""

    name: str
    result: str = "skipped"
    steps: list[Step] = field(default_factory=list)
    summary: str = ""
    outputs: dict[str, str] = field(default_factory=dict)

    @property
    def log(self) -> str:
        return "".join(f"== {step.name}: {step.outcome}\n{step.log}" for step in self.steps)

    def step(self, name: str) -> Step:
        return next(step for step in self.steps if step.name == name)


@dataclass
class Run:
    jobs: dict[str, Job]
    artifacts: Path

    @property
    def results(self) -> dict[str, str]:
        return {name: job.result for name, job in self.jobs.items()}

    @property
    def summary(self) -> str:
        return "\n".join(job.summary for job in self.jobs.values())

    @property
    def log(self) -> str:
        return "".join(f"==== {name}: {job.result}\n{job.log}" for name, job in self.jobs.items())


@dataclass
class Forge:
    """`folder`: made by us. `origin`: the repository, with a branch main. `secrets`: by environment, then by name.
    `played`: what stands in the place of a verb: verb -> a line of shell."""

    folder: Path
    origin: Path
    variables: Mapping[str, str] = field(default_factory=dict)
    secrets: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    played: Mapping[str, str] = field(default_factory=dict)
    runs: int = 0

    @property
    def pages(self) -> Path:
        """What GitHub Pages shows."""
        return self.folder / "pages"

    @property
    def calls(self) -> list[str]:
        """The arguments of each `run.py`, and each call of `gh`, in order."""
        path = self.folder / "calls"
        return path.read_text().splitlines() if path.exists() else []

    def head(self, branch: str = "main") -> str:
        return self._git("rev-parse", f"refs/heads/{branch}")

    def run(self, workflow: str, *, event: str = "push", commit: str = "", branch: str = "main", base: str = "",
            attempt: int = 1) -> Run:
        """Runs one workflow of the commit (default: the head of the branch). `base`: where a proposal wants to go."""
        commit = commit or self.head(branch)
        whole = yaml.load(self._git("show", f"{commit}:{WORKFLOWS}/{workflow}"), Loader=yaml.BaseLoader)
        _known("workflow", whole)
        if event not in whole["on"]:
            raise Unknown(f"{workflow} does not listen to {event}")
        self.runs += 1
        place = self.folder / f"run-{self.runs}"
        (place / "artifacts").mkdir(parents=True)
        self._equip()
        github = {"sha": commit, "ref": f"refs/heads/{branch}", "ref_name": branch, "event_name": event,
                  "repository": self.origin.name, "server_url": f"file://{self.origin.parent}", "base_ref": base,
                  "run_id": str(self.runs), "run_attempt": str(attempt), "workflow": whole["name"]}
        done: dict[str, Job] = {}
        for name in _in_order(whole["jobs"]):
            done[name] = _Running(self, place, whole, name, github, done).job
        return Run(done, place / "artifacts")

    def _git(self, *arguments: str) -> str:
        done = subprocess.run(["git", "-C", self.origin, *arguments], capture_output=True, text=True, check=True)
        return done.stdout.strip("\n")

    def _equip(self) -> None:
        programs = self.folder / "bin"
        programs.mkdir(exist_ok=True)
        calls = self.folder / "calls"
        lines = {"test": "true"} | dict(self.played)
        played = "\n".join(f"  {verb}) {line}; exit ;;" for verb, line in lines.items())
        scripts = {"python3": STAND_IN.format(python=sys.executable, calls=calls, played=played),
                   "gh": GH.format(right="actions=write", calls=calls)}
        for name, text in scripts.items():
            (programs / name).write_text(text)
            (programs / name).chmod(0o755)


class _Running:
    """One job while it runs."""

    def __init__(self, forge: Forge, place: Path, whole: Mapping, name: str, github: Mapping[str, str],
                 done: Mapping[str, Job]):
        self.forge, self.told, self.job = forge, whole["jobs"][name], Job(name)
        _known("job", self.told)
        self.rights = _rights(self.told.get("permissions", whole.get("permissions", {})))
        self.artifacts = place / "artifacts"
        self.workspace, self.temp = place / name / "work", place / name / "temp"
        self.shell = whole.get("defaults", {}).get("run", {}).get("shell", "")
        self.needs = {need: done[need] for need in _list(self.told.get("needs", []))}
        environment = self.told.get("environment", "")
        environment = environment if isinstance(environment, str) else environment["name"]
        self.contexts = {
            "github": dict(github) | {"token": f"token {' '.join(f'{k}={v}' for k, v in self.rights.items())}"},
            "vars": dict(forge.variables), "secrets": dict(forge.secrets.get(environment, {})),
            "needs": {need: {"result": job.result, "outputs": job.outputs} for need, job in self.needs.items()},
            "steps": {}, "env": {}, "job": {"status": "success"}, "runner": {"temp": str(self.temp)}}
        self.contexts["env"] = self._filled(whole.get("env", {})) | self._filled(self.told.get("env", {}))
        if self._is_wanted():
            self._run()

    def _is_wanted(self) -> bool:
        results = [job.result for job in self.needs.values()]
        functions = {"always": lambda: True, "success": lambda: all(result == "success" for result in results),
                     "failure": lambda: "failure" in results, "cancelled": lambda: False}
        return condition(self.told.get("if", "true"), self.contexts, functions)

    def _run(self) -> None:
        for folder in (self.workspace, self.temp):
            folder.mkdir(parents=True)
        for told in self.told["steps"]:
            _known("step", told)
            self._step(told)
        self.job.result = self.contexts["job"]["status"]
        self.job.outputs = self._filled(self.told.get("outputs", {}))

    def _step(self, told: Mapping) -> None:
        step = Step(told.get("name", told.get("uses", "")))
        self.job.steps.append(step)
        failed = self.contexts["job"]["status"] == "failure"
        functions = {"always": lambda: True, "success": lambda: not failed, "failure": lambda: failed,
                     "cancelled": lambda: False}
        if condition(told.get("if", "true"), self.contexts, functions):
            works = self._shell(told, step) if "run" in told else self._action(told, step)
            step.outcome = "success" if works else "failure"
            if not works:
                self.contexts["job"]["status"] = "failure"
        if "id" in told:
            self.contexts["steps"][told["id"]] = {"outcome": step.outcome, "conclusion": step.outcome,
                                                  "outputs": step.outputs}

    def _shell(self, told: Mapping, step: Step) -> bool:
        """Runs one `run:` block in the shell that the forge takes."""
        files = {name: self.temp / name.lower() for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY", "GITHUB_ENV",
                                                             "GITHUB_PATH")}
        for file in files.values():
            file.write_bytes(b"")
        script = self.temp / "step.sh"
        script.write_text(filled(told["run"], self.contexts), encoding="utf-8")
        flags = {"": ["-e"], "bash": ["--noprofile", "--norc", "-eo", "pipefail"]}[self.shell]
        environment = self._environment() | {name: str(file) for name, file in files.items()}
        environment |= self.contexts["env"] | self._filled(told.get("env", {}))
        done = subprocess.run(["bash", *flags, script], cwd=self.workspace, env=environment, text=True,
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                              errors="backslashreplace", timeout=LONGEST)
        step.log = done.stdout
        if files["GITHUB_ENV"].stat().st_size or files["GITHUB_PATH"].stat().st_size:
            raise Unknown("a step that changes the environment of later ones")
        step.outputs = dict(map(_output, files["GITHUB_OUTPUT"].read_text(encoding="utf-8").splitlines()))
        self.job.summary += files["GITHUB_STEP_SUMMARY"].read_text(encoding="utf-8")
        return done.returncode == 0

    def _environment(self) -> dict[str, str]:
        github = self.contexts["github"]
        own = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
        return own | {
            "PATH": f"{self.forge.folder / 'bin'}:{os.environ['PATH']}", "CI": "true",
            "HOME": str(self.temp), "TMPDIR": str(self.temp), "RUNNER_TEMP": str(self.temp),
            "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1",
            "GITHUB_ACTIONS": "true", "GITHUB_WORKSPACE": str(self.workspace), "GITHUB_SHA": github["sha"],
            "GITHUB_REF": github["ref"], "GITHUB_REF_NAME": github["ref_name"],
            "GITHUB_EVENT_NAME": github["event_name"], "GITHUB_REPOSITORY": github["repository"],
            "GITHUB_SERVER_URL": github["server_url"], "GITHUB_BASE_REF": github["base_ref"],
            "GITHUB_RUN_ID": github["run_id"], "GITHUB_RUN_ATTEMPT": github["run_attempt"],
        }

    def _action(self, told: Mapping, step: Step) -> bool:
        name, _, pin = told["uses"].partition("@")
        if name not in ACTIONS or not re.fullmatch("[0-9a-f]{40}", pin):
            raise Unknown(f"action {told['uses']}")
        act, needed, inputs = ACTIONS[name]
        given = self._filled(told.get("with", {}))
        if given.keys() - inputs:
            raise Unknown(f"{name} with {sorted(given.keys() - inputs)}")
        if missing := {right for right in needed if self.rights.get(right.split("=")[0]) != right.split("=")[1]}:
            step.log = f"{name} needs {sorted(missing)}\n"
            return False
        try:
            act(self, given, step)
        except (OSError, subprocess.CalledProcessError) as error:
            step.log += f"{name}: {error}\n"
            return False
        return True

    def _filled(self, texts: Mapping[str, str]) -> dict[str, str]:
        return {name: filled(text, self.contexts) for name, text in texts.items()}

    # the actions

    def checkout(self, given: Mapping[str, str], step: Step) -> None:
        commit = self.contexts["github"]["sha"]
        depth = [] if given.get("fetch-depth") == "0" else ["--depth=1"]
        origin = f"file://{self.forge.origin}"
        git = ["git", "-C", str(self.workspace)]
        for command in (["init", "-q", "-b", "main"], ["remote", "add", "origin", origin],
                        ["fetch", "-q", *depth, "origin", "+refs/heads/*:refs/remotes/origin/*"],
                        ["-c", "core.autocrlf=false", "checkout", "-q", "-B", self.contexts["github"]["ref_name"],
                         commit]):
            subprocess.run([*git, *command], check=True, capture_output=True,
                           env=os.environ | {"GIT_CONFIG_GLOBAL": os.devnull})

    def upload(self, given: Mapping[str, str], step: Step) -> None:
        self._keep(given["name"], given["path"], hidden=given.get("include-hidden-files") == "true",
                   again=given.get("overwrite") == "true")
        step.outputs = {"artifact-url": f"https://forge.invalid/artifacts/{given['name']}"}

    def upload_pages(self, given: Mapping[str, str], step: Step) -> None:
        self._keep(given["name"], given["path"], hidden=given.get("include-hidden-files") == "true", again=False)

    def _keep(self, name: str, path: str, hidden: bool, again: bool) -> None:
        """A folder becomes an artifact: its contents without the folder, plain files only."""
        target, source = self.artifacts / name, self.workspace / path
        if target.exists() and not again:
            raise FileExistsError(f"artifact {name} exists")
        if not source.is_dir():
            raise FileNotFoundError(f"no files found at {path}")
        left_out = None if hidden else shutil.ignore_patterns(".*")
        shutil.copytree(source, target, ignore=left_out, dirs_exist_ok=again, copy_function=shutil.copyfile)

    def download(self, given: Mapping[str, str], step: Step) -> None:
        shutil.copytree(self.artifacts / given["name"], self.workspace / given["path"], dirs_exist_ok=True)

    def deploy_pages(self, given: Mapping[str, str], step: Step) -> None:
        pages = self.forge.pages
        shutil.rmtree(pages, ignore_errors=True)
        shutil.copytree(self.artifacts / given["artifact_name"], pages)
        step.outputs = {"page_url": "https://pages.invalid/"}


ACTIONS = {
    "actions/checkout": (_Running.checkout, ("contents=read",), {"fetch-depth", "persist-credentials"}),
    "actions/upload-artifact": (_Running.upload, (), {"name", "path", "if-no-files-found", "retention-days",
                                                      "include-hidden-files", "overwrite"}),
    "actions/download-artifact": (_Running.download, (), {"name", "path"}),
    "actions/upload-pages-artifact": (_Running.upload_pages, (), {"name", "path", "include-hidden-files",
                                                                  "retention-days"}),
    "actions/deploy-pages": (_Running.deploy_pages, ("pages=write", "id-token=write"), {"artifact_name"}),
}


def to_server(server: Server) -> tuple[dict[str, str], dict[str, dict[str, str]]]:
    """The variables and secrets with which publish.yml reaches a server of the tests."""
    options = dict(word.removeprefix("-o").split("=", 1) for word in shlex.split(server.ssh) if word.startswith("-o"))
    variables = {"MAKLUMAT_TARGET": "server", "MAKLUMAT_SERVER": f"{options['User']}@{server.destination}",
                 "MAKLUMAT_PORT": options["Port"],
                 "MAKLUMAT_KNOWN_HOSTS": Path(options["UserKnownHostsFile"]).read_text()}
    return variables, {"ppid": {"MAKLUMAT_KEY": Path(options["IdentityFile"]).read_text()}}


def equipped(root: Path) -> Path:
    """Puts into a project what its workflows need beside documents: themselves, .ci/run and the sender."""
    shutil.copytree(PROJECT / ".github", root / ".github", dirs_exist_ok=True)
    for name in (".ci/run", SENT):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(PROJECT / name, root / name)
    return root


def _known(kind: str, told: Mapping) -> None:
    if unknown := told.keys() - KEYS[kind]:
        raise Unknown(f"{kind} with {sorted(unknown)}")


def _list(told: str | list[str]) -> list[str]:
    return [told] if isinstance(told, str) else told


def _rights(told: Mapping[str, str] | str) -> dict[str, str]:
    if isinstance(told, str):
        raise Unknown(f"permissions: {told}")
    return dict(told)


def _in_order(jobs: Mapping[str, Mapping]) -> Iterator[str]:
    """Each job after those that it needs."""
    left = dict(jobs)
    while left:
        ready = [name for name, job in left.items() if not set(_list(job.get("needs", []))) & left.keys()]
        if not ready:
            raise Unknown("jobs that wait for each other")
        for name in ready:
            del left[name]
            yield name


def _output(line: str) -> tuple[str, str]:
    name, equals, value = line.partition("=")
    if not equals or "<<" in name:
        raise Unknown(f"output {line!r}")
    return name, value
