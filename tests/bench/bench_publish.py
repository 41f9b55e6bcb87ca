"""From merge to live, step by step: 1, 100 and 1,000 signed documents, first all of them, then one revised.

    .venv/bin/python tests/bench/bench_publish.py [--plain] [COUNT …]

Real git, ssh-keygen, sshd, rsync and receiver, on the loopback; each time is that of a whole process. `gate` and
`audit` are part of `build` and of `seal`, and shown to tell what those spend their time on; the sum leaves them out.
Prints come from an empty cache for the first release. `--plain`: without prints. The repositories are those of
bench_gate.py.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.bench.bench_gate import ENVIRONMENT, ROOT, git, made, revise, run
from tests.publishing.server import Server, prepared, serving

TOLD = ("gate", "audit")  # inside other steps
STEPS = ("gate", "build", "audit", "seal", "rsync", "install")


def office(folder: Path, count: int, plain: bool) -> tuple[Path, str]:
    """A copy of the repository of so many documents, with the theme that makes pages of them."""
    source, anchor = made(count)
    shutil.copytree(source, folder, symlinks=True)
    root = folder / "proyek"
    shutil.copytree(ROOT / "theme", root / "theme",
                    ignore=shutil.ignore_patterns("print", "social") if plain else None)
    (root / "content/index.md").write_text("# Beranda\n\nLihat [daftar dokumen](daftar/index.md).\n", encoding="utf-8")
    settings = (root / "mkdocs.yml").read_text(encoding="utf-8").splitlines(keepends=True)
    (root / "mkdocs.yml").write_text("".join(line for line in settings if "panduan/" not in line), encoding="utf-8")
    (root / ".gitignore").write_text("site/\n.maklumat-*/\n", encoding="utf-8")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "tema")
    return root, anchor


def release(root: Path, anchor: str, server: Server) -> dict[str, float]:
    """Seconds of each step of one release of HEAD."""
    site, commit = root / "site", git(root, "rev-parse", "HEAD")
    maklumat = [sys.executable, "-m", "maklumat"]
    commands = {"gate": [*maklumat, "gate"], "build": [*maklumat, "build"], "audit": [*maklumat, "audit", "site"],
                "seal": [*maklumat, "seal"]}
    seconds = {name: timed(lambda command=command: run(root, "env", f"MAKLUMAT_ANCHOR={anchor}", *command))
               for name, command in commands.items()}
    seconds["rsync"] = timed(lambda: good(server.send(site, commit)))
    seconds["install"] = timed(lambda: good(server.install(commit)))
    return seconds


def good(done: subprocess.CompletedProcess[str]) -> None:
    assert done.returncode == 0, done.stderr


def timed(work) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def show(count: int, what: str, seconds: dict[str, float], site: Path) -> None:
    sizes = [path.stat().st_size for path in site.rglob("*") if path.is_file()]
    total = sum(value for name, value in seconds.items() if name not in TOLD)
    print(f"{count:>9} {what:<12}" + "".join(f"{seconds[name]:>9.1f} s" for name in STEPS)
          + f"{total:>9.1f} s{len(sizes):>8} files{sum(sizes) / 1e6:>7.0f} MB", flush=True)


def main() -> None:
    plain = "--plain" in sys.argv
    counts = [int(word) for word in sys.argv[1:] if word.isdecimal()] or [1, 100, 1000]
    print(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}" + ("; without prints" if plain else ""))
    print(f"{'documents':>9} {'release':<12}" + "".join(f"{name:>11}" for name in (*STEPS, "live after")))
    for count in counts:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            ENVIRONMENT["XDG_CACHE_HOME"] = str(folder / "simpanan")
            root, anchor = office(folder / "kantor", count, plain)
            home = prepared(folder / "srv", (root / "pengesah/allowed_signers").read_bytes())
            with serving(folder / "sshd", home) as server:
                show(count, "first", release(root, anchor, server), root / "site")
                revise(root.parent)
                show(count, "one revised", release(root, anchor, server), root / "site")


if __name__ == "__main__":
    main()
