"""run.py starts under any python3 that people have, if only to say that it is too old, and sets up what is needed."""

from __future__ import annotations

import ast
import importlib.util
import subprocess
from pathlib import Path

import pytest

RUN = Path(__file__).parents[2] / "run.py"


def test_an_old_python_reaches_the_sentence_about_its_age():
    tree = ast.parse(RUN.read_text(encoding="utf-8"), feature_version=(3, 8))
    futures = [name.name for node in tree.body if isinstance(node, ast.ImportFrom) and node.module == "__future__"
               for name in node.names]
    assert futures == ["annotations"]  # `Path | None` is no type before 3.10


class Machine:
    """run.py in a folder of its own; what it would install and start is written down instead."""

    def __init__(self, root: Path, patch: pytest.MonkeyPatch):
        spec = importlib.util.spec_from_file_location("run_of_this_project", RUN)
        assert spec and spec.loader
        self.run = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(self.run)
        self.root, self.done, self.fails = root, [], ""
        places = {"ROOT": root, "VENV": root / ".venv", "LOCK": root / "requirements.lock",
                  "TEST_LOCK": root / "requirements-dev.lock", "SITE_LOCK": root / "requirements-site.lock",
                  "GATES": root / "tests/gates", "NODE_LOCK": root / "tests/gates/package-lock.json"}
        for name, path in places.items():
            patch.setattr(self.run, name, path)
        (root / "tests/gates").mkdir(parents=True)
        for name in ("requirements.lock", "requirements-dev.lock", "requirements-site.lock", "pyproject.toml",
                     "tests/gates/package-lock.json"):
            (root / name).write_text(name, encoding="utf-8")
        self.gates_fail = False
        self.programs = {"npm"}
        patch.setattr(self.run.shutil, "which", lambda name: name if name in self.programs else None)
        patch.setattr(self.run.subprocess, "run", self.npm)
        patch.setattr(self.run, "follow", self.follow)
        patch.setattr(self.run, "pip", self.pip)
        patch.setattr(self.run, "start", lambda arguments, folder=None: self.done.append(arguments[1]) or 0)
        patch.setattr(self.run, "say", lambda sentence: None)

    def pip(self, *arguments: str) -> bool:
        self.done.append(Path(arguments[-1]).name)
        return Path(arguments[-1]).name != self.fails

    def npm(self, command: list[str], **_: object) -> subprocess.CompletedProcess:
        self.done.append(command[0])
        return subprocess.CompletedProcess(command, int(self.fails == "npm"))

    def follow(self, arguments: list[str]) -> int:
        self.done += [Path(argument).name for argument in arguments[2:] if not argument.startswith("-")]
        return int(self.gates_fail)

    def __call__(self, *arguments: str) -> tuple[int, list[str]]:
        self.done.clear()
        return self.run.main(list(arguments)), list(self.done)


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    (tmp_path / "proyek").mkdir()
    return Machine(tmp_path / "proyek", monkeypatch)


def test_building_sets_up_once_and_without_the_tools_of_tests(machine: Machine):
    assert machine("build") == (0, ["requirements.lock", "proyek", "maklumat"])
    assert machine("check") == (0, ["maklumat"])


def test_the_first_test_adds_the_tools_of_tests_once(machine: Machine):
    assert machine("test") == (0, ["requirements.lock", "proyek", "requirements-dev.lock", "pytest"])
    assert machine("test", "-k", "x") == (0, ["pytest"])
    assert machine("build") == (0, ["maklumat"])


@pytest.mark.parametrize("changed, again", [
    ("requirements-dev.lock", ["requirements-dev.lock", "pytest"]),
    ("requirements.lock", ["requirements.lock", "proyek", "requirements-dev.lock", "pytest"]),
    ("pyproject.toml", ["requirements.lock", "proyek", "requirements-dev.lock", "pytest"]),
])
def test_a_change_of_what_is_locked_is_noticed(machine: Machine, changed: str, again: list[str]):
    machine("test")
    (machine.root / changed).write_text("lain", encoding="utf-8")
    assert machine("test") == (0, again)


def test_what_could_not_be_set_up_is_tried_again(machine: Machine):
    machine.fails = "requirements.lock"
    assert machine("build") == (2, ["requirements.lock"])
    machine.fails = "requirements-dev.lock"
    assert machine("test") == (2, ["requirements.lock", "proyek", "requirements-dev.lock"])
    machine.fails = ""
    assert machine("test") == (0, ["requirements-dev.lock", "pytest"])


def test_the_gates_bring_their_own_tools_once_and_end_with_the_statement(machine: Machine):
    machine("test")
    assert machine("test", "--site") == (0, ["requirements-site.lock", "npm", "gates", "test_parity.py", "after.py"])
    assert machine("test", "--site") == (0, ["gates", "test_parity.py", "after.py"])
    (machine.root / "tests/gates/package-lock.json").write_text("lain", encoding="utf-8")
    assert machine("test", "--site") == (0, ["npm", "gates", "test_parity.py", "after.py"])


def test_gates_that_fail_and_chosen_gates_end_there(machine: Machine):
    machine("test", "--site")
    assert machine("test", "--site", "-k", "axe") == (0, ["gates", "axe"])
    machine.gates_fail = True
    assert machine("test", "--site") == (1, ["gates", "test_parity.py"])


def test_tools_of_the_gates_that_could_not_be_set_up_are_tried_again(machine: Machine):
    machine("test")
    for fails, done in (("requirements-site.lock", ["requirements-site.lock"]),
                        ("npm", ["requirements-site.lock", "npm"])):
        machine.fails = fails
        assert machine("test", "--site") == (2, done)
    machine.fails = ""
    assert machine("test", "--site") == (0, ["npm", "gates", "test_parity.py", "after.py"])


def test_without_npm_the_other_gates_run_and_npm_is_looked_for_again(machine: Machine):
    machine("test")
    machine.programs.clear()
    assert machine("test", "--site") == (0, ["requirements-site.lock", "gates", "test_parity.py", "after.py"])
    machine.programs.add("npm")
    assert machine("test", "--site") == (0, ["npm", "gates", "test_parity.py", "after.py"])
