"""What a web server bears: requests a second for pages of documents, ours and those of stock Material, in turn.

    apt-get install -y --no-install-recommends nginx-light openssl wrk
    .venv/bin/python -m tests.bench.bench_load [COUNT [ROUNDS]]       # 1000 documents, 3 rounds

A real nginx with the configuration that `maklumat headers` prints, TLS and all, serves both sites on the loopback; wrk
goes through the pages of all documents, with and without packing (gzip), for a few seconds each. Medians of the rounds.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from statistics import median

from tests.publishing.web import Web, open_folder, running

from maklumat import webserver

from . import measure, peers
from .measure import Work
from .workbench import Workbench, documents, maklumat

COUNT, ROUNDS = 1000, 3
SECONDS, CONNECTIONS, THREADS = 5, 32, 1
HOST = "ppid.contoh.go.id"
SCRIPT = Path(__file__).with_name("load.lua")
PACKING = {"plain": (), "gzip": ("-H", "Accept-Encoding: gzip")}


def sites(bench: Workbench, count: int) -> Iterator[tuple[str, Path]]:
    """Names and folders of the finished sites."""
    project = bench.project(count)
    measure.run(maklumat(project, "build"))
    yield "Maklumat", project / "site"
    theirs = peers.material(bench.place("material", empty=True), project)
    measure.run(Work(theirs, (sys.executable, "-m", "mkdocs", "build", "--quiet"),
                     environment={"NO_MKDOCS_2_WARNING": "1"}))
    yield "Material", theirs / "site"


def asked(web: Web, paths: Path, packing: str) -> Mapping[str, float]:
    """What wrk saw in one run. Raises SystemExit where a request failed."""
    command = ["wrk", "-t", str(THREADS), "-c", str(CONNECTIONS), "-d", f"{SECONDS}s", "-H", f"Host: {web.host}",
               *PACKING[packing], "-s", SCRIPT, web.base, "--", paths]
    done = subprocess.run(list(map(str, command)), check=True, capture_output=True, text=True)
    found = json.loads(done.stdout.splitlines()[-1])
    if found["errors"] or not found["requests"]:
        raise SystemExit(done.stdout)
    return {"requests/s": found["requests"] / found["seconds"], "ms p99": found["p99"],
            "KB/page": found["bytes"] / found["requests"] / 1000}


def measured(bench: Workbench, count: int) -> dict[tuple[str, str], list[Mapping[str, float]]]:
    """What wrk saw of each site and packing, round by round."""
    missing = [name for name in ("nginx", "wrk", "openssl") if not shutil.which(name)]
    if missing:
        raise SystemExit(f"missing: {', '.join(missing)}; see the head of bench_load.py")
    with ExitStack() as stack:
        folder = stack.enter_context(open_folder())
        servers = {}
        for name, site in sites(bench, count):
            shutil.copytree(site, folder / name / "kini")
            place = webserver.place(f"https://{HOST}/", root=str(folder / name))
            servers[name] = stack.enter_context(running("nginx", place, folder / f"nginx-{name}"))
        paths = folder / "paths"
        project = bench.folder / f"project-{count}"
        paths.write_text("".join(f"/{path.parent.relative_to(project / 'content').as_posix()}/\n"
                                 for path in documents(project)), encoding="utf-8")
        runs = {(name, packing): [] for packing in PACKING for name in servers}
        for _ in range(bench.rounds):
            for name, packing in runs:
                runs[name, packing].append(asked(servers[name], paths, packing))
    return runs


def ratio(runs: Mapping[tuple[str, str], Sequence[Mapping[str, float]]], packing: str, what: str) -> float:
    """Ours by theirs, the median of the rounds."""
    pairs = zip(runs["Maklumat", packing], runs["Material", packing], strict=True)
    return median(ours[what] / theirs[what] for ours, theirs in pairs)


def told(seen: Sequence[Mapping[str, float]]) -> str:
    return ", ".join(f"{median(each[what] for each in seen):.{digits}f} {what}"
                     for what, digits in (("requests/s", 0), ("ms p99", 1), ("KB/page", 1)))


def main(count: int = COUNT, rounds: int = ROUNDS) -> None:
    with tempfile.TemporaryDirectory(prefix="maklumat-bench-load-") as scratch:
        runs = measured(Workbench(Path(scratch), rounds), count)
    print(f"{count} documents, {CONNECTIONS} connections, {rounds} rounds of {SECONDS} s, {measure.machine()}\n")
    for (name, packing), seen in runs.items():
        print(f"{f'{name}, {packing}':<20}{told(seen)}")
    for packing in PACKING:
        print(f"requests/s, {packing}: {ratio(runs, packing, 'requests/s'):.2f} × Material")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
