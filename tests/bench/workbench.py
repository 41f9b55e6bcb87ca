"""What measurements of whole projects share: made-up projects of every size, our commands in them, and the table."""

from __future__ import annotations

import filecmp
import json
import shutil
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import astuple, dataclass
from functools import cached_property
from pathlib import Path

from maklumat import clock

from . import corpus, measure, peers
from .measure import Run, Work

PROGRAM = (sys.executable, "-m", "maklumat")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table. `goal` and `figure` speak of the same; `ours` and `theirs` say what was measured."""

    work: str
    count: int
    goal: str
    figure: str
    ours: str = ""
    theirs: str = ""


@dataclass(frozen=True)
class Workbench:
    """`folder`: where everything lies while it is measured. `rounds`: how often each command runs."""

    folder: Path
    rounds: int
    seed: int = corpus.SEED

    @cached_property
    def programs(self) -> dict[str, Path]:
        return peers.installed()

    def project(self, count: int, name: str = "", *, faulty: int = 0, plain: bool = True) -> Path:
        """A project that nothing has happened to yet, kept as the only one of its name."""
        folder = self.place(f"{name or 'project'}-{count}")
        return corpus.project(folder, count, self.seed, faulty=faulty, plain=plain)

    def place(self, name: str, *, empty: bool = False) -> Path:
        """A new place below the folder; what was there is gone."""
        place = self.folder / name
        shutil.rmtree(place, ignore_errors=True)
        if empty:
            place.mkdir(parents=True)
        return place


class Record:
    """What was measured, in a file as soon as it is known: who is interrupted goes on where they were. Each entry holds
    the lines of one piece of work, and when, where and how often it was measured."""

    def __init__(self, file: Path):
        self._file = file
        self.entries: dict[str, dict] = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}

    def keep(self, work: str, lines: Sequence[Line], rounds: int) -> None:
        about = {"date": clock.today().isoformat(), "machine": measure.machine(), "rounds": rounds}
        self.entries[work] = {**about, "lines": [astuple(line) for line in lines]}
        self._file.parent.mkdir(parents=True, exist_ok=True)
        beside = self._file.with_suffix(".new")
        beside.write_text(json.dumps(self.entries, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        beside.replace(self._file)

    def told(self, *, markdown: bool = False) -> str:
        """When and where, and the table."""
        about = dict.fromkeys(f"{each['date']}, {each['machine'].partition(', load')[0]}, {each['rounds']} rounds"
                              for each in self.entries.values())
        lines = [Line(*line) for each in self.entries.values() for line in each["lines"]]
        return "\n".join((*about, "", table(lines, markdown=markdown)))


def maklumat(project: Path, *words: str, before: Callable[[], object] = lambda: None,
             codes: Iterable[int] = (0,)) -> Work:
    """Our command, with a cache of this project's own."""
    return Work(project, (*PROGRAM, *words), before, frozenset(codes), {"XDG_CACHE_HOME": str(project / "cache")})


def cold(project: Path) -> Callable[[], None]:
    """For `before`: no site and nothing remembered."""
    return measure.removing(project / "site", project / "cache")


def documents(project: Path, kind: str = "*") -> list[Path]:
    return sorted(project.glob(f"content/{kind}/*/*/index.md"))


def edit(document: Path) -> None:
    """One sentence more, at the end."""
    with document.open("a", encoding="utf-8") as file:
        file.write("\nPelayanan ini terbuka bagi semua orang.\n")


def equal(one: Path, other: Path) -> bool:
    """Whether two folders hold the same files with the same bytes."""
    names = [sorted(path.relative_to(side) for path in side.rglob("*") if path.is_file()) for side in (one, other)]
    return names[0] == names[1] and not any(filecmp.cmpfiles(one, other, list(map(str, names[0])), shallow=False)[1:])


def told(runs: Sequence[Run]) -> str:
    return f"{measure.middle(runs):.2f} s CPU, {measure.middle(runs, 'wall'):.2f} s"


def ratio(ours: Sequence[Run], theirs: Sequence[Run]) -> str:
    return f"{measure.ratio(ours, theirs):.3f} × CPU, {measure.ratio(ours, theirs, 'wall'):.3f} × wall"


def table(lines: Sequence[Line], *, markdown: bool = False) -> str:
    """All lines with a head, for a terminal or for a README."""
    head = ("work", "documents", "goal", "measured", "Maklumat", "the other")
    rows = [head, *((line.work, f"{line.count:,}", line.goal, line.figure, line.ours, line.theirs) for line in lines)]
    if markdown:
        rows.insert(1, ("---", "--:", "---", "---", "---", "---"))
        return "\n".join(f"| {' | '.join(row)} |" for row in rows)
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
                     for row in rows)
