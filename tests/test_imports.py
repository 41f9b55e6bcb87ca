"""Imports go one way: every module stands on a floor of docs/architecture.md and imports from it or from below."""

from __future__ import annotations

import ast
import re
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

import maklumat

PACKAGE = Path(maklumat.__file__).parent
TABLE = (Path(__file__).parents[1] / "docs/architecture.md").read_text(encoding="utf-8")
FLOORS = [set(re.findall(r"`(\w+)/?`", row)) for row in re.findall(r"^\| \w+ \| (`.+?) \|", TABLE, re.MULTILINE)]
FLOORS[0].add("__init__")
FLOORS[-1].add("__main__")
HEIGHT = {name: height for height, names in enumerate(FLOORS) for name in names}
OUTSIDE = {"pathlib", "os", "subprocess", "shutil", "tempfile", "socket", "time", "mkdocs"}
FORBIDDEN_CALLS = {"open", "print", "input", "now", "today", "utcnow"}
MKDOCS = {"mkdocs_plugin", "builder", "ondemand", "shells"}
LINES = 300
LONGER: dict[str, str] = {}  # module -> why it may be longer
MODULES = {path.relative_to(PACKAGE).as_posix(): path for path in sorted(PACKAGE.rglob("*.py"))}


def unit(name: str) -> str:
    """The module or sub-package directly below `maklumat` that a file belongs to."""
    return name.split("/")[0].removesuffix(".py")


def imports(path: Path) -> set[str]:
    """Absolute names of all that a module imports when it runs; what only type checkers read does not count."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    package = ["maklumat", *path.relative_to(PACKAGE).parts[:-1]]
    typing_only = {id(inner) for node in ast.walk(tree) if isinstance(node, ast.If)
                   and ast.unparse(node.test) == "TYPE_CHECKING" for inner in ast.walk(node)}
    found = set()
    for node in ast.walk(tree):
        if id(node) in typing_only:
            continue
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(package[:len(package) - node.level + 1]) if node.level else ""
            full = ".".join(part for part in (base, node.module) if part)
            found |= {f"{full}.{alias.name}" for alias in node.names}
    return found


def below(name: str) -> str:
    """`maklumat.rules.Context` -> `rules`; `maklumat.__version__` -> `__init__`."""
    part = name.split(".")[1]
    return part if part in HEIGHT else "__init__"


def names(path: Path) -> set[str]:
    """The last part of every name that a module calls."""
    calls = (node.func for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call))
    return {getattr(call, "attr", getattr(call, "id", "")) for call in calls}


def test_floors_name_every_module_once():
    assert sorted(name for floor in FLOORS for name in floor) == sorted({unit(name) for name in MODULES})


@pytest.mark.parametrize("name", MODULES)
def test_module_imports_only_downwards(name: str):
    own = HEIGHT.get(unit(name), 0)
    upward = {found for found in imports(MODULES[name])
              if found.startswith("maklumat.") and HEIGHT[below(found)] > own}
    assert not upward


def test_modules_of_one_floor_form_no_circle():
    graph: dict[str, set[str]] = {}
    for name, path in MODULES.items():
        used = {below(found) for found in imports(path) if found.startswith("maklumat.")}
        graph.setdefault(unit(name), set()).update(used - {unit(name), "__init__"})
    tuple(TopologicalSorter(graph).static_order())  # raises CycleError, which names the circle


@pytest.mark.parametrize("name", [name for name in MODULES if unit(name) not in FLOORS[-1]])
def test_the_core_knows_no_files_no_processes_and_no_clock(name: str):
    assert not {found for found in imports(MODULES[name]) if found.split(".")[0] in OUTSIDE}
    assert not names(MODULES[name]) & FORBIDDEN_CALLS


@pytest.mark.parametrize("name", MODULES)
def test_only_the_builders_edge_knows_mkdocs(name: str):
    known = {found for found in imports(MODULES[name]) if found.split(".")[0] == "mkdocs"}
    assert not known or unit(name) in MKDOCS


def test_no_module_is_long_without_a_reason():
    long = {name for name, path in MODULES.items() if len(path.read_text(encoding="utf-8").splitlines()) > LINES}
    assert long == set(LONGER)
