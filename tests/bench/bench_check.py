"""How long `check` takes on 2 and on 500 documents, beside two other checkers on the same files.

    npm ci --prefix tests/bench                     # remark with remark-lint-frontmatter-schema
    .venv/bin/python -m tests.bench.bench_check [ROUNDS]

Whole processes, in turn, round by round; the table shows medians. `remark` validates the front matter against the JSON
Schema that `maklumat schema` prints; rumdl checks the form of the Markdown. A peer that is not installed is left out.
"cold": nothing is remembered of any document; "warm": all of them, none has changed; "one edit": one has. Of two one is
checked by name. Larger projects, other checkers and planted faults: bench_scale.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

from maklumat import editor_schema
from maklumat.model import Kind

from . import corpus, measure, peers
from .measure import Work, removing
from .workbench import documents, edit, maklumat

COUNTS = (2, 500)
ROUNDS = 5
DRAFT = "http://json-schema.org/draft-07/schema#"  # the newest that the peer knows
MODULES = corpus.ROOT / "tests/bench/node_modules"
REMARK = """\
import frontmatter from "remark-frontmatter";
import schema from "remark-lint-frontmatter-schema";
const of = kind => [`./content/${kind}/**/*.md`];
const schemas = {"./maklumat.json": of("maklumat"), "./sop.json": of("sop")};
export default {plugins: [frontmatter, [schema, {schemas}]]};
"""


def project(folder: Path, count: int) -> Path:
    """A project of so many documents, with what remark needs beside it."""
    corpus.project(folder, count)
    for kind in Kind:
        schema = editor_schema.schema(kind) | {"$schema": DRAFT}
        (folder / f"{kind.value}.json").write_text(json.dumps(schema), encoding="utf-8")
    (folder / ".remarkrc.mjs").write_text(REMARK, encoding="utf-8")
    if MODULES.is_dir():
        (folder / "node_modules").symlink_to(MODULES)
    return folder


def sides(folder: Path, count: int) -> dict[str, Work]:
    """What is measured, by name, in the order of one round."""
    edited = documents(folder, "maklumat")[0]
    asked = [edited.relative_to(folder).as_posix()] if count == min(COUNTS) else []
    check = ("check", *asked)
    found = {"maklumat, cold": maklumat(folder, *check, before=removing(folder / "cache"))}
    if not asked:
        found |= {"maklumat, warm": maklumat(folder, *check),
                  "maklumat, one edit": maklumat(folder, *check, before=lambda: edit(edited))}
    either = frozenset({0, 1})
    if rumdl := peers.installed().get("rumdl"):
        found["rumdl"] = Work(folder, (rumdl, "check", "--no-cache", *(asked or ["content"])), codes=either)
    if (MODULES / ".bin/remark").exists():
        found["remark"] = Work(folder, (MODULES / ".bin/remark", "--no-stdout", "--quiet",
                                        *(asked or ["content/maklumat", "content/sop"])), codes=either)
    return found


def table(count: int, rounds: int) -> str:
    with tempfile.TemporaryDirectory(prefix="maklumat-bench-check-") as scratch:
        runs = measure.in_turn(sides(project(Path(scratch), count), count), rounds, warm_up=True)
    others = [name for name in runs if "," not in name]
    lines = [f"{count} documents".ljust(22) + "wall       cpu" + "".join(f"{f'wall / {name}':>16}" for name in others)]
    for name, made in runs.items():
        ratios = "".join(f"{measure.ratio(made, runs[other], 'wall'):>16.2f}" for other in others)
        lines.append(f"{name:<20}{measure.middle(made, 'wall'):>6.2f} s  {measure.middle(made):>6.2f} s{ratios}")
    return "\n".join(lines)


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    print(f"{measure.machine()}, {rounds} rounds, medians")
    for count in COUNTS:
        print("\n" + table(count, rounds))


if __name__ == "__main__":
    main()
