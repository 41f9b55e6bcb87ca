"""How long `check` takes on 1 and on 500 documents, beside two other checkers on the same files.

    npm ci --prefix tests/bench                     # remark with remark-lint-frontmatter-schema
    python3 -m pip install --target /tmp/peer rumdl==0.3.0
    PATH=/tmp/peer/bin:$PATH .venv/bin/python tests/bench/bench_check.py [ROUNDS]

Whole processes, in turn, round by round; the table shows medians. `remark` validates the front matter against the JSON
Schema that `maklumat schema` prints; rumdl checks the form of the Markdown. A peer that is not installed is left out.
"cold": nothing is remembered of any document; "warm": all of them, none has changed; "one edit": one has.
"""

from __future__ import annotations

import json
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from maklumat import editor_schema
from maklumat.model import Kind

ROOT = Path(__file__).parents[2]
SOURCES = {Kind.MAKLUMAT: ROOT / "content/maklumat/pelayanan-informasi-publik/index.md",
           Kind.SOP: ROOT / "content/sop/maklumat-pelayanan-informasi-publik/index.md"}
SERVICES = ("kesehatan", "perizinan", "kependudukan", "pendidikan", "pertanahan", "perpustakaan", "kearsipan",
            "ketenagakerjaan", "perhubungan", "kepegawaian", "pengairan", "kehutanan", "perikanan", "kebersihan")
COUNTS = (1, 500)
ROUNDS = 5
DRAFT = "http://json-schema.org/draft-07/schema#"  # the newest that the peer knows
MODULES = ROOT / "tests/bench/node_modules"
REMARK = """\
import frontmatter from "remark-frontmatter";
import schema from "remark-lint-frontmatter-schema";
const of = kind => [`./content/${kind}/**/*.md`];
const schemas = {"./maklumat.json": of("maklumat"), "./sop.json": of("sop")};
export default {plugins: [frontmatter, [schema, {schemas}]]};
"""


@dataclass(frozen=True, slots=True)
class Run:
    wall: float
    cpu: float


def documents(count: int) -> Iterator[tuple[str, str]]:
    """Paths and texts: pairs of a maklumat and its SOP, each of another service, with other words and numbers."""
    for number in range(count):
        kind, pair = (Kind.MAKLUMAT, Kind.SOP)[number % 2], number // 2
        text = SOURCES[kind].read_text(encoding="utf-8")
        name = f"layanan-{pair:03}{'-sop' if kind is Kind.SOP else ''}"
        service = f"{SERVICES[pair % len(SERVICES)]} loket {pair + 1}"
        text = re.sub(r"(?m)^id: .*$", f"id: {name}", text)
        text = re.sub(r"(?m)^(nomor_sop: .*/)24(/)", rf"\g<1>{pair + 100}\2", text)
        text = re.sub(r"(?m)^(judul: .*)$", rf"\1 {service}", text)
        text = text.replace("standar pelayanan", f"standar pelayanan {service}", pair % 3)
        yield f"content/{kind.value}/{name}/index.md", f"{text}\nNaskah ini tentang pelayanan {service}.\n"


def project(folder: Path, count: int) -> Path:
    """A project of so many documents, with what the peers need beside it."""
    for path, text in documents(count):
        (folder / path).parent.mkdir(parents=True)
        (folder / path).write_text(text, encoding="utf-8")
    for name in ("mkdocs.yml", "content/index.md"):
        shutil.copy(ROOT / name, folder / name)
    shutil.copytree(ROOT / "theme", folder / "theme")
    for kind in Kind:
        schema = editor_schema.schema(kind) | {"$schema": DRAFT}
        (folder / f"{kind.value}.json").write_text(json.dumps(schema), encoding="utf-8")
    (folder / ".remarkrc.mjs").write_text(REMARK, encoding="utf-8")
    if MODULES.is_dir():
        (folder / "node_modules").symlink_to(MODULES)
    return folder


def timed(folder: Path, *command: str) -> Run:
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(command, cwd=folder, env=os.environ | {"XDG_CACHE_HOME": str(folder / "cache")},
                          capture_output=True, check=False)
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode > 1:
        raise SystemExit(f"{' '.join(command)}: {done.stderr.decode()}")
    return Run(wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def commands(folder: Path, count: int) -> dict[str, Callable[[], Run]]:
    """What is measured, by name, in the order of one round."""
    edited = folder / "content/maklumat/layanan-000/index.md"
    asked = [edited.relative_to(folder).as_posix()] if count == 1 else []

    def check() -> Run:
        return timed(folder, sys.executable, "-m", "maklumat", "check", *asked)

    def cold() -> Run:
        shutil.rmtree(folder / "cache", ignore_errors=True)
        return check()

    def one_edit() -> Run:
        edited.write_text(edited.read_text(encoding="utf-8") + "Satu kalimat lagi.\n", encoding="utf-8")
        return check()

    found = {"maklumat, cold": cold}
    if not asked:
        found |= {"maklumat, warm": check, "maklumat, one edit": one_edit}
    if shutil.which("rumdl"):
        found["rumdl"] = lambda: timed(folder, "rumdl", "check", "--no-cache", *(asked or ["content"]))
    if (MODULES / ".bin/remark").exists():
        found["remark"] = lambda: timed(folder, "node_modules/.bin/remark", "--no-stdout", "--quiet",
                                        *(asked or ["content/maklumat", "content/sop"]))
    return found


def table(count: int, rounds: int) -> str:
    with tempfile.TemporaryDirectory(prefix="maklumat-bench-check-") as scratch:
        measured = commands(project(Path(scratch), count), count)
        runs: dict[str, list[Run]] = {name: [] for name in measured}
        for number in range(rounds + 1):
            for name, run in measured.items():
                runs[name] += [run()] if number else [run()][:0]  # the first round warms the disk
    peers = [name for name in runs if "," not in name]
    lines = [f"{count} document{'s'[:count > 1]}".ljust(22) + "wall       cpu" + "".join(f"{f'wall / {p}':>16}"
                                                                                        for p in peers)]
    for name, made in runs.items():
        ratios = "".join(f"{median(a.wall / b.wall for a, b in zip(made, runs[peer], strict=True)):>16.2f}"
                         for peer in peers)
        lines.append(f"{name:<20}{median(run.wall for run in made):>6.2f} s  {median(run.cpu for run in made):>6.2f} s"
                     + ratios)
    return "\n".join(lines)


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    print(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}, {rounds} rounds, medians")
    for count in COUNTS:
        print("\n" + table(count, rounds))


if __name__ == "__main__":
    main()
