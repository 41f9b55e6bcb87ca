"""Flame pictures: where the processors' time goes in our commands, now and at an earlier commit, on the same documents.

    .venv/bin/python -m tests.bench.profiles check build [--size 5000] [--before COMMIT] [--to FOLDER] [--rate 100]

py-spy (pinned in peer/requirements.lock) looks into each command and all its processes, nothing remembered before, and
draws `check-after.svg`; with `--before` also `check-before.svg`, the same by the program of that commit, which runs
with today's packages in a worktree of its own. A picture stands alone: a click opens a frame, a bar's width is its
share of all time of all processes; what takes less than a thousandth is left out.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from . import corpus, measure, peers
from .measure import Work
from .workbench import PROGRAM

ROOT = Path(__file__).parents[2]
COMMANDS = ("check", "build")
SIZE, RATE = 5000, 100


def project(folder: Path, count: int, checkout: Path) -> Path:
    """The documents with the settings and the theme that the program of a checkout knows."""
    made = corpus.project(folder, count, plain=True)
    shutil.rmtree(made / "theme")
    shutil.copytree(checkout / "theme", made / "theme", ignore=shutil.ignore_patterns(*corpus.PRINTS))
    lines = (checkout / "mkdocs.yml").read_text(encoding="utf-8").splitlines(keepends=True)
    (made / "mkdocs.yml").write_text("".join(line for line in lines if "panduan/" not in line), encoding="utf-8")
    return made


@contextmanager
def worktree(commit: str, folder: Path) -> Iterator[Path]:
    """What this repository was at a commit. Raises CalledProcessError where it knows no such commit."""
    git = ("git", "-C", str(ROOT), "worktree")
    subprocess.run([*git, "add", "--quiet", "--detach", str(folder), commit], check=True)
    try:
        yield folder
    finally:
        subprocess.run([*git, "remove", "--force", str(folder)], check=True)


def draw(spy: Path, command: str, checkout: Path, scratch: Path, count: int, rate: int, picture: Path) -> measure.Run:
    """Runs a command of the program of a checkout and draws where its time went."""
    with tempfile.TemporaryDirectory(dir=scratch) as name:
        folder = project(Path(name, "project"), count, checkout)
        options = ("--subprocesses", "--nolineno", "--rate", str(rate), "--format", "flamegraph")
        own = {"PYTHONPATH": str(checkout / "generator"), "XDG_CACHE_HOME": str(Path(name, "cache"))}
        done = measure.run(Work(folder, (spy, "record", *options, "--output", picture, "--", *PROGRAM, command),
                                environment=own))
        if command == "build" and not (folder / "site").is_dir():  # py-spy does not pass on how a command ends
            raise SystemExit(f"the program of {checkout} builds no site of these documents")
        picture.write_text(anywhere(picture.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
        return done


def anywhere(text: str) -> str:
    """A picture's text without the folders of the machine that drew it, of which long labels show only a beginning."""
    return _CUT.sub("..", _FOLDERS.sub("", text))


_FOLDERS = re.compile(r"(?<![\w/:<])(?:/[\w.+-]+)+/(?=[\w.+-])")
_CUT = re.compile(r"(?<![\w/:<])/[\w./+-]*\.\.")


def main(words: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("commands", nargs="*", metavar="COMMAND", default=COMMANDS, help=", ".join(COMMANDS))
    parser.add_argument("--size", type=int, default=SIZE)
    parser.add_argument("--before", metavar="COMMIT")
    parser.add_argument("--to", type=Path, default=Path())
    parser.add_argument("--rate", type=int, default=RATE, help="samples a second of each process")
    asked = parser.parse_args(words)
    if unknown := set(asked.commands) - set(COMMANDS):
        parser.error(f"no such command: {', '.join(sorted(unknown))}")
    spy = peers.installed().get("py-spy") or parser.error("py-spy cannot be installed here")
    asked.to.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        scratch = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="maklumat-bench-profiles-")))
        before = {"before": stack.enter_context(worktree(asked.before, scratch / "before"))} if asked.before else {}
        for command in asked.commands:
            for side, checkout in {**before, "after": ROOT}.items():
                picture = asked.to.resolve() / f"{command}-{side}.svg"
                done = draw(spy, command, checkout, scratch, asked.size, asked.rate, picture)
                print(f"{picture.name:<20}{done.cpu:>8.1f} s CPU{done.wall:>8.1f} s"
                      f"{picture.stat().st_size / 1000:>8.0f} KB", flush=True)


if __name__ == "__main__":
    main()
