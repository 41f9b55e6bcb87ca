"""Does a test notice when a rule of the sign-off is weakened? Each mutant (mutants.yml) is one change of the sources.

    .venv/bin/python tests/bench/mutants.py [NAME …]

For each mutant the repository is copied, changed, and its tests in tests/trust run until one fails, its killer.
A mutant that no test notices survives, and the exit code is 1. Takes some minutes; two run at a time.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[2]
PACKAGE = "generator/maklumat"
NEEDED = ("generator", "tests", "content", "theme", "docs", "mkdocs.yml", "pyproject.toml", "README.md",
          ".gitattributes", ".github")
THREATS = tuple(f"tests/trust/test_threats_{name}.py" for name in ("registry", "history", "documents", "publication"))
CLOSE = {"signers.py": "signers", "sshsig.py": "sshsig", "openssh.py": "openssh", "git.py": "git", "signing.py": "sign",
         "cli/sign.py": "sign"}  # whose tests are asked first
UNITS = tuple(f"tests/trust/test_{name}.py" for name in sorted(set(CLOSE.values())))
SLOW = "threat_31 or threat_35_no_page"  # for last: they take longest and kill least


@dataclass(frozen=True, slots=True)
class Mutant:
    """In a module, `old` (which stands there once) becomes `new`."""

    name: str
    module: str
    old: str
    new: str


def mutants() -> Iterator[Mutant]:
    data = yaml.safe_load(Path(__file__).with_suffix(".yml").read_text(encoding="utf-8"))
    for module, changes in data.items():
        for name, change in changes.items():
            yield Mutant(f"{module.removesuffix('.py')}: {name}", module, change["old"], change["new"])


def source_of(mutant: Mutant) -> str | None:
    """The changed module, None where the text to change does not stand there once."""
    text = (ROOT / PACKAGE / mutant.module).read_text(encoding="utf-8")
    return text.replace(mutant.old, mutant.new) if text.count(mutant.old) == 1 else None


def copied(folder: Path) -> Path:
    root = folder / "salinan"
    for name in NEEDED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__", ".hypothesis"))
        elif (ROOT / name).exists():
            shutil.copy(ROOT / name, root / name)
    return root


def killer(mutant: Mutant | None) -> str:
    """The first test that fails on a copy with this change ("" where all pass)."""
    with tempfile.TemporaryDirectory(prefix="maklumat-mutan-") as folder:
        root = copied(Path(folder))
        if mutant:
            (root / PACKAGE / mutant.module).write_text(source_of(mutant) or "", encoding="utf-8")
        environment = os.environ | {"PYTHONPATH": str(root / "generator"), "PYTHONDONTWRITEBYTECODE": "1"}
        near = (f"tests/trust/test_{CLOSE[mutant.module]}.py",) if mutant and mutant.module in CLOSE else ()
        others = tuple(path for path in UNITS if path not in near)
        for arguments in (near, (*THREATS, "-k", f"not ({SLOW})"), others, (*THREATS, "-k", SLOW)):
            if not arguments:
                continue
            done = subprocess.run([sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider",
                                   f"--basetemp={folder}/pytest", *arguments], cwd=root, env=environment,
                                  capture_output=True, text=True, check=False)
            if done.returncode:
                found = re.search(r"^(?:FAILED|ERROR) (\S+)", done.stdout, re.MULTILINE)
                return found[1] if found else (done.stdout + done.stderr).strip().splitlines()[-1]
    return ""


def main() -> int:
    wanted = [mutant for mutant in mutants() if not sys.argv[1:] or any(part in mutant.name for part in sys.argv[1:])]
    stale = [mutant.name for mutant in wanted if source_of(mutant) is None]
    for name in stale:
        print(f"OUT OF DATE  {name}")
    if found := killer(None):
        raise SystemExit(f"the tests fail without any change: {found}")
    survivors = []
    fresh = [mutant for mutant in wanted if mutant.name not in stale]
    with ThreadPoolExecutor(2) as pool:
        for mutant, found in zip(fresh, pool.map(killer, fresh), strict=True):
            print(f"{'killed' if found else 'SURVIVED':<9} {mutant.name:<60} {found.rpartition('/')[2]}", flush=True)
            survivors += [] if found else [mutant.name]
    print(f"\n{len(fresh) - len(survivors)} of {len(fresh)} killed, {len(stale)} out of date")
    return 1 if survivors or stale else 0


if __name__ == "__main__":
    sys.exit(main())
