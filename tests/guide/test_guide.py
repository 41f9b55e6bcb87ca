"""The editors' guide says what is so: every command exists, every screen appears, every quoted word stands there."""

from __future__ import annotations

import os
import pickle
import re
import shutil
import subprocess
from html import unescape
from pathlib import Path

import pytest

from maklumat import new_pages
from maklumat.rules import RULES

from ..publishing import server
from ..told import commands, parse
from . import pages
from .keepers import the_whole
from .pages import PAGES, ROOT
from .walk import Walk

SOURCES = ("generator/maklumat/**/*.py", "generator/maklumat/*.yml", "generator/**/*.sh", "theme/**/*.html",
           "theme/**/*.js", ".github/**/*.yml", ".github/*.md")


@pytest.fixture(scope="module")
def walk(once) -> Walk:
    """Walked once for all workers of the run."""
    if missing := [name for name in ("git", "sha256sum", *server.PROGRAMS) if not shutil.which(name)]:
        report = pytest.fail if os.environ.get("CI") else pytest.skip
        report(f"not installed on this machine: {', '.join(missing)}")
    folder = once("perjalanan", lambda folder: (folder / "langkah").write_bytes(pickle.dumps(the_whole(folder))))
    return pickle.loads((folder / "langkah").read_bytes())


@pytest.fixture(scope="module")
def shown(walk) -> str:
    """Everything that people may see of ours: what commands printed, the built pages, and texts of the program."""
    built = [path.read_text(encoding="utf-8") for path in (walk.here / "site").rglob("*.html")
             if "panduan" not in path.parts]
    texts = [unescape(re.sub("<[^>]+>", "", html)) for html in built]
    sources = [path.read_text(encoding="utf-8") for pattern in SOURCES for path in ROOT.glob(pattern)]
    return " ".join(" ".join((*(step.output for step in walk.steps), *texts, *sources)).split())


@pytest.mark.parametrize("page", PAGES)
def test_every_command_is_one_that_its_verb_takes(page):
    for command in commands(PAGES[page]):
        parse(command)


def test_what_cron_is_given_can_be_run_by_it():
    """Its form only: the walk runs the same verbs."""
    (table,) = [block for page in PAGES for block in pages.blocks(page) if block.is_timetable]
    setting, line = table.lines
    *moment, command = line.split(maxsplit=5)
    assert (setting, moment) == ("MAKLUMAT_ANCHOR=COMMIT", ["17", "0", "*", "*", "*"])
    assert "%" not in command, "cron ends a command there"
    subprocess.run(["sh", "-n", "-c", command], check=True)
    typed = re.findall(r"python3 run\.py ([^;&|]+)", command)
    assert [words.split()[0] for words in typed] == ["build", "seal", "watch"]
    for words in typed:
        parse(words)


@pytest.mark.parametrize("page", PAGES)
def test_no_list_has_more_than_twelve_steps(page):
    for line, numbers in pages.lists(page):
        assert numbers == [*range(1, len(numbers) + 1)], f"content/panduan/{page}.md:{line}"
        assert len(numbers) <= 12, f"content/panduan/{page}.md:{line}"


@pytest.mark.thorough
def test_the_walk_uses_only_commands_of_the_guide_and_all_its_verbs(walk):
    typed = {page: pages.typed(page) for page in PAGES}
    for step in walk.steps:
        assert not step.page or step.command in typed[step.page], f"{step.page}.md does not say `{step.command}`"
    said = {command.split()[0] for page in PAGES if page != "memasang" for command in commands(PAGES[page])}
    assert said <= {step.command.split()[1] for step in walk.steps if step.command.startswith("maklumat ")}


@pytest.mark.thorough
def test_every_screen_of_the_guide_is_what_its_command_prints(walk):
    outputs = [step.output for step in walk.steps if step.output]
    missing = [f"{screen.place}: no command prints this:\n" + "\n".join(screen.lines) for screen in pages.screens()
               if not any(pages.is_shown(screen, output) for output in outputs)]
    assert not missing, "\n\n".join(missing)


@pytest.mark.thorough
def test_what_stands_in_quotes_stands_on_our_screens_too(shown):
    missing = [f"content/panduan/{page}.md:{line}: “{words}”" for page in PAGES for line, words in pages.quoted(page)
               if words not in shown]
    assert not missing


def test_a_screen_that_says_otherwise_is_noticed():
    screen = pages.Block("menulis", 1, ("a  b", "…", "c … d"))
    assert pages.is_shown(screen, "x\na b\n1\n2\n  c 7 d\n")
    assert pages.is_shown(screen, "a b\nc 7 d")
    for other in ("a b\n1\nc 7 e", "xa b\nc 7 d", "a b\nc 7\nd", "c 7 d\na b"):
        assert not pages.is_shown(screen, other)


def test_the_guide_is_read_as_people_read_it():
    first = next(pages.blocks("pejabat"))
    assert (first.lines, first.is_typed) == (("ssh-keygen -t ed25519 -f ../pejabat",), True)
    assert PAGES["pejabat"].split("\n")[first.line - 1].endswith(first.lines[0])
    assert len(pages.screens()) > 15
    assert len([*pages.lists("menulis")]) == 3


def test_names_that_the_guide_takes_from_the_program_are_its_own():
    assert f"`{new_pages.PLACEHOLDER}`" in PAGES["menulis"]
    assert {code for text in PAGES.values() for code in re.findall(r"\b[A-Z]{2}[0-9]{2}\b", text)} <= {
        rule.code for rule in RULES}


def test_every_page_is_reached_from_the_first():
    linked = set(re.findall(r"\]\(([a-z]+)\.md", PAGES["index"]))
    assert linked == PAGES.keys() - {"index"}
    assert "(panduan/index.md)" in Path(ROOT / "content/index.md").read_text(encoding="utf-8")
