"""Speed and scale: our commands on 1,000 documents and more, beside what people would take instead.

    .venv/bin/python -m tests.bench.bench_scale [ROW …] [--sizes 1000,5000] [--rounds 3] [--folder FOLDER]
    .venv/bin/python -m tests.bench.bench_scale --show [--markdown]

Whole processes, in turn; `python -m tests.bench.peers` says which other programs are there (they are installed as they
are needed), `tests/bench/corpus.py` makes the documents. Sites are built without prints, which have a row of their own.
Every figure is a median; ratios are medians of those of each round. Cold: nothing is remembered from before.
Rows: build material edit signed serve check one own gate growth page prints load alone shared; none named: all.
What is measured goes into a file at once (`--to`, build/bench-scale.json). A run that was interrupted leaves out what
stands there (`--again` measures it anew); `--show` prints the table of it, `--markdown` as the README has it.
20,000 documents take hours, most of them for the others, and 10 GB of disk: `--sizes 1000,5000,20000`. The curve up to
100,000 is `alone --sizes 1000,5000,20000,100000`.
"""

from __future__ import annotations

import argparse
import json
import math
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from statistics import mean

from . import bench_gate, bench_load, bench_preview, bench_prints, bench_publish, corpus, measure, peers
from .measure import Work, in_turn, removing
from .workbench import Line, Record, Workbench, cold, documents, edit, equal, maklumat, ratio, told

ROOT = Path(__file__).parents[2]
SIZES = (1000, 5000)
AGAINST_HUGO = {1000: 1.0, 5000: 0.7, 20_000: 0.5}
SIGNED, SERVED, PRINTED, FEW, SHARES = 1000, 5000, 100, 10, 4
INDEX = """
import os
from maklumat import disk, passages, search_index
from maklumat.cli import workspace
from maklumat.searched import Searched
read = [reading.document for reading in disk.read_documents(workspace.project())]
records = tuple(Searched(one.path, one.title.text, " ".join(passages.of(one)), one.number.text, one.agency.unit.text,
                         "2026", one.kind.value, "Berlaku", False) for one in read)
before = os.times()
search_index.build(records)
print(sum(os.times()[:4]) - sum(before[:4]))
"""  # seconds of processors that the index of all documents takes: only signed ones get into a site's


def hugo(bench: Workbench, project: Path, page: Path | None) -> Work:
    """The same documents built anew by Hugo, below the same head and foot as ours if a page of ours is given."""
    site = peers.hugo(bench.place(f"hugo-{'equal' if page else 'bare'}", empty=True), project, page)
    return Work(site, (bench.programs["hugo"], "--quiet"), removing(site / "public", site / "resources"),
                environment={"HUGO_CACHEDIR": str(site / "cache")})


def finished(project: Path) -> Path:
    """A page of a document in a project's finished site."""
    return project / "site" / documents(project)[0].relative_to(project / "content").with_name("index.html")


def build(bench: Workbench, sizes: Sequence[int]) -> Iterator[Line]:
    """Full builds against Hugo, and the memory of both."""
    for count in sizes if "hugo" in bench.programs else ():
        project = bench.project(count)
        ours = maklumat(project, "build", before=cold(project))
        _, own = measure.watched(ours)
        sides = {"ours": ours, "equal": hugo(bench, project, finished(project)), "bare": hugo(bench, project, None),
                 "warm": replace(ours, before=removing(project / "site"))}
        runs = in_turn(sides, bench.rounds)
        goal = f"≤ {AGAINST_HUGO[count]} × CPU" if count in AGAINST_HUGO else "–"
        for name, what in (("equal", "Hugo, the same template"), ("bare", "Hugo, a bare template")):
            yield Line(f"full build, {what}", count, goal if name == "equal" else "–", ratio(runs["ours"], runs[name]),
                       told(runs["ours"]), told(runs[name]))
        yield Line("full build, warm, Hugo, the same template", count, "–", ratio(runs["warm"], runs["equal"]),
                   told(runs["warm"]), told(runs["equal"]))
        other = measure.peak(sides["equal"])
        yield Line("memory of all processes, Hugo", count, "≤ 0.15 ×" if count >= 20_000 else "–",
                   f"{own / other:.2f} ×", f"{own:.0f} MB", f"{other:.0f} MB")


def material(bench: Workbench, sizes: Sequence[int]) -> Iterator[Line]:
    """Full builds against MkDocs and Material with the documents out of its navigation."""
    count = min(sizes)
    project = bench.project(count)
    site = peers.material(bench.place("material", empty=True), project)
    theirs = Work(site, (sys.executable, "-m", "mkdocs", "build", "--quiet"), removing(site / "site"),
                  environment={"NO_MKDOCS_2_WARNING": "1"})
    runs = in_turn({"ours": maklumat(project, "build", before=cold(project)), "theirs": theirs}, bench.rounds)
    yield Line("full build, Material out of navigation", count, "≤ 0.15 ×", ratio(runs["ours"], runs["theirs"]),
               told(runs["ours"]), told(runs["theirs"]))


def one_edit(bench: Workbench, sizes: Sequence[int]) -> Iterator[Line]:
    """`build` once more after one document was edited; the site must be what a clean build makes."""
    for count in sizes:
        project, clean = bench.project(count), bench.project(count, "clean")
        place = documents(project, "maklumat")[-1].relative_to(project)
        measure.run(maklumat(project, "build"))
        full = maklumat(clean, "build", before=cold(clean))
        sides = {"edit": maklumat(project, "build", before=lambda: edit(project / place)), "full": full}
        if "hugo" in bench.programs:
            measure.run(full)
            sides["hugo"] = hugo(bench, clean, finished(clean))
        runs = in_turn(sides, bench.rounds)
        shutil.copy(project / place, clean / place)
        measure.run(full)
        same = "" if equal(project / "site", clean / "site") else "; the site DIFFERS from a clean build"
        yield Line("one edit, own full build", count, "≤ 0.1 × CPU", ratio(runs["edit"], runs["full"]) + same,
                   told(runs["edit"]), told(runs["full"]))
        if "hugo" in runs:
            yield Line("one edit, Hugo's full build", count, "≤ 0.15 × CPU", ratio(runs["edit"], runs["hugo"]) + same,
                       told(runs["edit"]), told(runs["hugo"]))


def signed(bench: Workbench, sizes: Sequence[int]) -> Iterator[Line]:
    """Signed documents, which also have revisions, data, an index to search and a gate before them."""
    count = min(SIGNED, max(sizes))
    project, anchor = bench_publish.office(bench.place("signed"), count, plain=True)
    ours = maklumat(project, "build", before=cold(project))
    ours = replace(ours, environment={**ours.environment, "MAKLUMAT_ANCHOR": anchor})
    runs = in_turn({"cold": ours, "warm": replace(ours, before=removing())}, bench.rounds)
    yield Line("full build of signed documents", count, "–", told(runs["cold"]),
               f"{1000 * measure.middle(runs['cold']) / count:.1f} ms CPU a document")
    yield Line("the same again, nothing edited", count, "–", told(runs["warm"]))


def serve(bench: Workbench, sizes: Sequence[int]) -> Iterator[Line]:
    """How long it takes until an edit is seen in the preview."""
    count = min(SERVED, max(sizes))
    server = bench_preview.Server(bench.project(count), "maklumat", "serve", "--address")
    try:
        taken = sorted(server.change(number) for number in range(max(3, bench.rounds)))
    finally:
        server.stop()
    yield Line("`serve`: an edit is seen", count, "≤ 2 s", f"{taken[len(taken) // 2]:.2f} s",
               f"slowest {taken[-1]:.2f} s, start {server.started:.1f} s")


def check(bench: Workbench, sizes: Sequence[int]) -> Iterator[Line]:
    """`check` against checkers of Markdown on the same files, some of which are at fault."""
    for count in sizes:
        project = bench.project(count, faulty=min(count // 20, 10 * len(corpus.FAULTS)))
        laid_out = peers.checked(bench.place("checked", empty=True), project, bench.programs)
        planted = json.loads((project / "faults.json").read_text(encoding="utf-8"))
        commands = {"mdsmith": ("mdsmith", "check", "content"), "rumdl": ("rumdl", "check", "--no-cache", "content"),
                    "rumdl, its cache full": ("rumdl", "check", "content"),
                    "markdownlint-cli2": ("markdownlint-cli2", "content/**/*.md")}
        either = frozenset({0, 1})
        sides = {"cold": maklumat(project, "check", before=removing(project / "cache"), codes=either),
                 "warm": maklumat(project, "check", codes=either)}
        sides |= {name: Work(laid_out, (bench.programs[program], *words), codes=either)
                  for name, (program, *words) in commands.items() if program in bench.programs}
        runs = in_turn(sides, bench.rounds, warm_up=True)
        answer = json.loads(measure.run(maklumat(project, "check", "--format", "json", codes=either)).output)
        yield Line("`check`: planted faults", count, "all, no false alarm", _found(planted, answer["findings"]))
        goals = {("cold", "markdownlint-cli2"): "≤ 0.1 × CPU", ("cold", "mdsmith"): "≤ 1.5 × wall",
                 ("warm", "mdsmith"): "< 1 × wall"}
        for name in filter(runs.__contains__, commands):
            seen = set(re.findall(r"content/\S+/index\.md", runs[name][0].output))
            right = len(seen & {each["path"] for each in planted})
            for own in ("cold", "warm"):
                yield Line(f"`check` {own}, {name}", count, goals.get((own, name), "–"), ratio(runs[own], runs[name]),
                           told(runs[own]), f"{told(runs[name])}, finds {right}, {len(seen) - right} false")


def _found(planted: Sequence[dict[str, str]], findings: Sequence[dict[str, object]]) -> str:
    due = {(each["path"], each["code"]) for each in planted}
    said = {(each["path"], each["code"]) for each in findings if each["level"] == "error"}
    return f"{len(due & said)} of {len(due)}, {len(said - due)} false"


def check_one(bench: Workbench, sizes: Sequence[int]) -> Iterator[Line]:
    """`check` of one document, alone and in a large project."""
    for count in (2, *sizes):
        project = bench.project(count)
        asked = documents(project)[0].relative_to(project).as_posix()
        runs = in_turn({"one": maklumat(project, "check", asked)}, max(5, bench.rounds), warm_up=True)["one"]
        yield Line("`check` of one document", count, "≤ 0.3 s", f"{measure.middle(runs, 'wall'):.2f} s", told(runs))


def own(bench: Workbench, sizes: Sequence[int]) -> Iterator[Line]:
    """This very repository's site, once more."""
    folder = bench.place("own", empty=True)
    for name in ("content", "theme"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "mkdocs.yml", folder)
    runs = in_turn({"own": maklumat(folder, "build")}, max(5, bench.rounds), warm_up=True)["own"]
    yield Line("`build` of this repository, warm", len(list(folder.glob("content/*/*/index.md"))), "≤ 1.5 s",
               f"{measure.middle(runs, 'wall'):.2f} s", told(runs))


def gate(bench: Workbench, sizes: Sequence[int]) -> Iterator[Line]:
    """The gate on signed documents."""
    count = min(SIGNED, max(sizes))
    found = bench_gate.measure(count, beside=False)
    yield Line("`gate`, warm", count, "≤ 1 s", f"{found['warm']:.2f} s", f"cold {found['cold']:.2f} s")
    yield Line("`gate`, one commit more", count, "as the commit", f"{found['one commit more']:.2f} s")


def growth(bench: Workbench, sizes: Sequence[int]) -> Iterator[Line]:
    """How costs grow from the smallest to the largest size."""
    if min(sizes) == max(sizes):
        return
    taken: dict[str, list[float]] = {}
    for count in (min(sizes), max(sizes)):
        project = bench.project(count)
        index = maklumat(project)
        sides = {"check": maklumat(project, "check", before=removing(project / "cache")),
                 "build": maklumat(project, "build", before=cold(project)), "audit": maklumat(project, "audit", "site"),
                 "search index": Work(project, (sys.executable, "-c", INDEX), environment=index.environment)}
        for name, runs in in_turn(sides, bench.rounds).items():
            seconds = measure.middle(runs) if name != "search index" else min(float(run.output) for run in runs)
            taken.setdefault(name, []).append(seconds)
    for name, (few, many) in taken.items():
        exponent = math.log(many / few) / math.log(max(sizes) / min(sizes))
        yield Line(f"growth of {name} from {min(sizes):,}", max(sizes), "exponent ≤ 1.05", f"{exponent:.2f}",
                   f"{few:.2f} → {many:.2f} s CPU")


def page(bench: Workbench, sizes: Sequence[int]) -> Iterator[Line]:
    """The size of the same pages in a small and in a large site."""
    projects = [bench.project(count) for count in (FEW, max(sizes))]
    for project in projects:
        measure.run(maklumat(project, "build"))
    names = [place.relative_to(projects[0] / "content").with_name("index.html") for place in documents(projects[0])]
    small, large = (mean((project / "site" / name).stat().st_size for name in names) for project in projects)
    yield Line(f"size of a page, site of {FEW}", max(sizes), "the same", f"{large / small:.3f} ×",
               f"{large / 1000:.1f} KB", f"{small / 1000:.1f} KB")


def prints(bench: Workbench, sizes: Sequence[int]) -> Iterator[Line]:
    """Posters, forms and cards."""
    count = min(PRINTED, max(sizes))
    project = bench.project(count)
    whole = measure.middle([measure.run(maklumat(project, "build", before=cold(project)))], "wall")
    found = bench_prints.measured(count)
    yield Line("prints, cold, an output", count, "≤ 25 ms", f"{1000 * found.cold / found.outputs:.0f} ms",
               f"{found.outputs} outputs in {found.cold:.1f} s")
    yield Line("prints, warm, of the build", count, "≤ 10 %", f"{100 * found.warm / (whole + found.warm):.1f} %",
               f"{found.warm:.2f} s of {whole + found.warm:.2f} s")


def load(bench: Workbench, sizes: Sequence[int]) -> Iterator[Line]:
    """Pages from a web server, against those of Material."""
    count = min(SERVED, max(sizes))
    runs = bench_load.measured(bench, count)
    for packing in bench_load.PACKING:
        ratios = (f"{bench_load.ratio(runs, packing, what):.2f} × {what}" for what in ("requests/s", "ms p99"))
        yield Line(f"nginx, {packing}, Material", count, "–", ", ".join(ratios),
                   bench_load.told(runs["Maklumat", packing]), bench_load.told(runs["Material", packing]))


def alone(bench: Workbench, sizes: Sequence[int]) -> Iterator[Line]:
    """The curve: a full check and a full build of each size beside nobody, and the memory they need."""
    for count in sizes:
        project = bench.project(count)
        for name, clear in (("check", removing(project / "cache")), ("build", cold(project))):
            done, memory = measure.watched(maklumat(project, name, before=clear))
            yield Line(f"`{name}`, nothing remembered", count, "≤ 600 s" if count >= 100_000 else "–",
                       f"{done.wall:.0f} s", f"{1000 * done.cpu / count:.2f} ms CPU a document, {memory:.0f} MB")


def shared(bench: Workbench, sizes: Sequence[int]) -> Iterator[Line]:
    """Four machines that do a share each, and one that puts them together; the site must be what one machine makes."""
    count = max(sizes)
    project = bench.project(count)
    whole = measure.run(maklumat(project, "build", before=cold(project)))
    (project / "site").rename(project / "whole")
    places = [project / f"share-{number}" for number in range(1, SHARES + 1)]
    forget = removing(project / "cache")
    parts = [maklumat(project, "build", "--part", f"{number}/{SHARES}", "--out", str(place), before=forget)
             for number, place in enumerate(places, 1)]
    shares = [*map(measure.run, parts)]
    merged = measure.run(maklumat(project, "build", "--merge", *map(str, places), before=forget))
    same = "" if equal(project / "site", project / "whole") else "; the site DIFFERS from that of one machine"
    slowest = max(share.wall for share in shares)
    yield Line(f"`build` in {SHARES} shares, one machine", count, "–",
               f"{slowest + merged.wall:.0f} s of {whole.wall:.0f} s{same}",
               f"slowest share {slowest:.0f} s, merging {merged.wall:.0f} s",
               f"CPU {sum(share.cpu for share in shares) + merged.cpu:.0f} s of {whole.cpu:.0f} s")


ROWS: dict[str, Callable[[Workbench, Sequence[int]], Iterator[Line]]] = {
    "build": build, "material": material, "edit": one_edit, "signed": signed, "serve": serve, "check": check,
    "one": check_one, "own": own, "gate": gate, "growth": growth, "page": page, "prints": prints, "load": load,
    "alone": alone, "shared": shared}
EACH = ("build", "edit", "check", "alone")  # measure each size by itself


def works(rows: Sequence[str], sizes: Sequence[int]) -> Iterator[tuple[str, str, Sequence[int]]]:
    """What is measured and recorded at once: its name, its row and its sizes."""
    for row in rows:
        for some in [[size] for size in sizes] if row in EACH else [sizes]:
            yield f"{row} {','.join(map(str, some))}", row, some


def measured(bench: Workbench, name: str, row: str, sizes: Sequence[int], record: Record) -> bool:
    """Whether it could be: where a command fails, other rows are measured all the same."""
    lines = []
    try:
        for line in ROWS[row](bench, sizes):
            lines.append(line)
            print(f"{line.work} ({line.count:,}): {line.figure}  [{line.goal}]", file=sys.stderr, flush=True)
    except SystemExit as error:
        print(f"{name}: {error}", file=sys.stderr, flush=True)
        return False
    record.keep(name, lines, bench.rounds)
    return True


def main(words: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rows", nargs="*", metavar="ROW", help=", ".join(ROWS))
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)))
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--to", type=Path, default=ROOT / "build/bench-scale.json")
    parser.add_argument("--again", action="store_true")
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--markdown", action="store_true")
    asked = parser.parse_args(words)
    if unknown := set(asked.rows) - ROWS.keys():
        parser.error(f"no such row: {', '.join(sorted(unknown))}")
    record, is_whole = Record(asked.to), True
    wanted = list(works(asked.rows or list(ROWS), sorted(map(int, asked.sizes.split(",")))))
    if asked.folder:
        asked.folder.mkdir(parents=True, exist_ok=True)
    for at, (name, row, sizes) in enumerate([] if asked.show else wanted, 1):
        if asked.again or name not in record.entries:
            print(f"[{at}/{len(wanted)}] {name} …", file=sys.stderr, flush=True)
            with tempfile.TemporaryDirectory(prefix="maklumat-bench-scale-", dir=asked.folder) as scratch:
                is_whole &= measured(Workbench(Path(scratch), asked.rounds), name, row, sizes, record)
    print(record.told(markdown=asked.markdown))
    sys.exit(0 if is_whole else 1)


if __name__ == "__main__":
    main()
