"""Does a test notice when a check of the browser's judge is broken? Prints one line for each mutant; a survivor is 1.

    .venv/bin/python tests/check/mutants.py [PART OF A NAME …]
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import yaml

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SOURCES = ROOT / "theme/js"


def main(wanted: list[str]) -> int:
    survived = 0
    for module, mutants in yaml.safe_load(Path(__file__).with_suffix(".yml").read_text(encoding="utf-8")).items():
        for name, change in mutants.items():
            if wanted and not any(part in f"{module} | {name}" for part in wanted):
                continue
            killer = _killer(module, change["old"], change["new"])
            survived += not killer
            print(f"{module} | {name} | {killer or 'SURVIVED'}", flush=True)
    return min(survived, 1)


def _killer(module: str, old: str, new: str) -> str:
    """The test that fails first with this change, "" where all pass."""
    tests = "test_page.py" if module == "keaslian.js" else "test_judge.py"
    with tempfile.TemporaryDirectory() as folder:
        path = shutil.copytree(SOURCES, Path(folder) / "js") / module
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{module}: `{old}` stands there {text.count(old)} times"
        path.write_text(text.replace(old, new), encoding="utf-8")
        command = [sys.executable, "-m", "pytest", HERE / tests, "-x", "-q", "-n", "0", "-p", "no:cacheprovider"]
        run = subprocess.run(command, cwd=ROOT, env=os.environ | {"MAKLUMAT_JS": str(path.parent)},
                             capture_output=True, text=True, check=False)
    found = re.search(r"^FAILED \S+?::(.+?)(?: - .*)?$", run.stdout, re.MULTILINE)
    assert found or run.returncode == 0, run.stdout[-2000:]
    return found[1] if found else ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
