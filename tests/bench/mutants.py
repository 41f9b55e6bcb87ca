"""Does a test notice when a rule of the sign-off is weakened? Each mutant (mutants.yml) is one change of the sources.

    .venv/bin/python tests/bench/mutants.py [PART OF A NAME …]

For each mutant the package is copied and changed, then tests run until one fails, its killer: first those that the
mutant names (`by`), then those of its module (NEAR), and only for a survivor all of tests/trust. Two run at a time.
A mutant that no test notices survives, and the exit code is 1. Whoever moves a text or a test is told what is out of
date.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[2]
PACKAGE, TRUST = "generator/maklumat", "tests/trust"
NEEDED = ("generator", "tests", "content", "theme", "docs", "mkdocs.yml", "pyproject.toml", "README.md",
          ".gitattributes", ".github")
REGISTRY, HISTORY, DOCUMENTS, MERGES, COMMAND = (f"threats_{name}" for name in
                                                 ("registry", "history", "documents", "merges", "publication"))
NEAR = {  # module -> the tests that should notice, the likeliest first
    "gate.py": (REGISTRY, HISTORY, DOCUMENTS, MERGES), "signoff.py": (DOCUMENTS, REGISTRY, HISTORY, MERGES),
    "outcome.py": (HISTORY, DOCUMENTS, REGISTRY, COMMAND), "witness.py": (MERGES, HISTORY), "layout.py": (DOCUMENTS,),
    "trees.py": (DOCUMENTS, HISTORY), "trust.py": (REGISTRY, HISTORY, DOCUMENTS, COMMAND, MERGES),
    "claims.py": (DOCUMENTS, HISTORY), "attachments.py": (DOCUMENTS, "sign"), "dates.py": (HISTORY,),
    "verdicts.py": (REGISTRY,), "signers.py": ("signers", REGISTRY), "sshsig.py": ("sshsig", "openssh"),
    "openssh.py": ("openssh",), "answer_store.py": ("openssh",), "git.py": ("git", HISTORY), "signing.py": ("sign",),
    "claim_store.py": ("remembered",), "cli/sign.py": ("sign",), "cli/gate.py": (COMMAND,),
    "cli/approver.py": ("approver",), "enrolling.py": ("approver",),
}
SLOW = "threat_31 or threat_35_no_page or stopped"  # they take longest and kill least
TIMEOUT = 1200  # seconds for one run of tests
FAILED, UNKNOWN = (1, 2), 4  # pytest: a test failed, or nothing could be imported; there is no such test


@dataclass(frozen=True, slots=True)
class Mutant:
    """In a module, `old` (which stands there once) becomes `new`. `by`: the test that is known to notice."""

    name: str
    module: str
    old: str
    new: str
    by: str = ""


def mutants() -> Iterator[Mutant]:
    data = yaml.safe_load(Path(__file__).with_suffix(".yml").read_text(encoding="utf-8"))
    for module, changes in data.items():
        for name, change in changes.items():
            yield Mutant(f"{module.removesuffix('.py')}: {name}", module, **change)


def source_of(mutant: Mutant) -> str | None:
    """The changed module, None where the text to change does not stand there once."""
    text = (ROOT / PACKAGE / mutant.module).read_text(encoding="utf-8")
    return text.replace(mutant.old, mutant.new) if text.count(mutant.old) == 1 else None


def copied(folder: Path) -> Path:
    """What the tests need, without the package's own repository."""
    root = folder / "salinan"
    for name in NEEDED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__", ".hypothesis"))
        elif (ROOT / name).exists():
            shutil.copy(ROOT / name, root / name)
    return root


def killer(mutant: Mutant | None, rounds: Sequence[Sequence[str]]) -> str:
    """The first test that fails on a copy with this change, round by round of pytest's arguments ("": all pass)."""
    with tempfile.TemporaryDirectory(prefix="maklumat-mutan-") as folder:
        root = copied(Path(folder))
        if mutant:
            (root / PACKAGE / mutant.module).write_text(source_of(mutant) or "", encoding="utf-8")
        environment = os.environ | {"PYTHONPATH": str(root / "generator"), "PYTHONDONTWRITEBYTECODE": "1"}
        for arguments in rounds:
            try:
                done = subprocess.run([sys.executable, "-m", "pytest", "-x", "-q", "-n0", "-p", "no:cacheprovider",
                                       f"--basetemp={folder}/pytest", *arguments], cwd=root, env=environment,
                                      capture_output=True, text=True, check=False, timeout=TIMEOUT)
            except subprocess.TimeoutExpired:
                return f"no end within {TIMEOUT} seconds"
            if done.returncode in FAILED:
                found = re.search(r"^(?:FAILED|ERROR) (.+?)(?: - .*)?$", done.stdout, re.MULTILINE)
                return found[1] if found else (done.stdout + done.stderr).strip().splitlines()[-1]
            if done.returncode == UNKNOWN:
                print(f"no such test: {' '.join(arguments)}", file=sys.stderr)
    return ""


def near(mutant: Mutant) -> str:
    file, _, test = mutant.by.partition("::")
    files = [f"{TRUST}/test_{name}.py" for name in NEAR[mutant.module]]
    known = [[f"{TRUST}/test_{file}.py::{test}"]] if test else []
    return killer(mutant, [*known, [*files, "-k", f"not ({SLOW})"]])


def everything(mutant: Mutant | None) -> str:
    return killer(mutant, [[TRUST]])


def judged(wanted: Sequence[Mutant], ask: object, pool: ThreadPoolExecutor) -> dict[Mutant, str]:
    """Who was killed, and by what."""
    asked = {pool.submit(ask, mutant): mutant for mutant in wanted}
    found = {}
    for done in as_completed(asked):
        mutant, found[mutant] = asked[done], done.result()
        words = ("killed", found[mutant].rpartition("/")[2]) if found[mutant] else ("NOT YET", "")
        print(f"{words[0]:<8} {mutant.name:<65} {words[1]}", flush=True)
    return {mutant: test for mutant, test in found.items() if test}


def main() -> int:
    signal.signal(signal.SIGINT, signal.default_int_handler)  # in the background it would be ignored, by the tests too
    wanted = [mutant for mutant in mutants() if not sys.argv[1:] or any(part in mutant.name for part in sys.argv[1:])]
    stale = [mutant for mutant in wanted if source_of(mutant) is None]
    fresh = [mutant for mutant in wanted if mutant not in stale]
    with ThreadPoolExecutor(2) as pool:
        killed = judged(fresh, near, pool)
        left = [mutant for mutant in fresh if mutant not in killed]
        if left and (found := everything(None)):
            raise SystemExit(f"the tests fail without any change: {found}")
        killed |= judged(left, everything, pool)
    print()
    for mutant in wanted:
        fate = "OUT OF DATE" if mutant in stale else killed.get(mutant, "SURVIVED")
        print(f"{mutant.name:<65} {fate.rpartition('/')[2]}")
    print(f"\n{len(killed)} of {len(fresh)} killed, {len(stale)} out of date")
    return 1 if stale or len(killed) < len(fresh) else 0


if __name__ == "__main__":
    sys.exit(main())
