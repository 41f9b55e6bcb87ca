"""How long the gate takes: cold and warm, for 100, 300 and 1,000 signed documents, and one commit more; and warm where
each document came in with a commit of its own.

    .venv/bin/python tests/bench/bench_gate.py [COUNT …]

Every time is that of a whole process. The peer is the plain loop that a person would write: for each document one
`git show` of text and signature and one `ssh-keygen -Y verify`. The repositories are kept in the temporary folder.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.bench import corpus

from maklumat import clock

ROOT = Path(__file__).parents[2]
DOMAIN = "ppid-bkd.example.go.id"  # of this repository's mkdocs.yml
NAMESPACE = f"maklumat@{DOMAIN}"
NIP = "197001011995011001"
CORPUS = Path(tempfile.gettempdir()) / "maklumat-bench-signed"
SIGNED = clock.today() - timedelta(weeks=1)
COUNTS = (100, 300, 1000)
FAR = 10_000
ENVIRONMENT = os.environ | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}


def run(folder: Path, *command: str | Path, **options) -> bytes:
    done = subprocess.run(list(map(str, command)), cwd=folder, env=ENVIRONMENT, capture_output=True, check=False,
                          **options)
    if done.returncode:
        raise SystemExit(f"{' '.join(map(str, command[:6]))}: {done.stderr.decode()}{done.stdout.decode()}")
    return done.stdout


def git(folder: Path, *arguments: str | Path) -> str:
    return run(folder, "git", *arguments).decode().strip()


def documents(count: int) -> dict[str, str]:
    """Documents by path, all to be signed by one official, dated last week."""
    dates = f"tanggal_efektif: {SIGNED}\ntanggal_pengesahan: {SIGNED}\n"
    texts = ((path, re.sub(r"tanggal_efektif: .*\ntanggal_pengesahan:\n", dates, text))
             for path, text, _ in corpus.documents(count))
    return {path: re.sub(r'\n  nip: ".*"', f'\n  nip: "{NIP}"', text) for path, text in texts}


def seal(paths: list[Path], key: Path, namespace: str) -> None:
    """One ssh-keygen for a hundred files, as many at a time as there are processors."""
    parts = [paths[start:start + 100] for start in range(0, len(paths), 100)]
    running: list[subprocess.Popen] = []
    for part in parts:
        if len(running) >= (os.cpu_count() or 1):
            running.pop(0).wait()
        running.append(subprocess.Popen(["ssh-keygen", "-q", "-Y", "sign", "-f", key, "-n", namespace, *part],
                                        stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL))
    assert not any(process.wait() for process in running)


def made(count: int) -> tuple[Path, str]:
    """A repository of so many signed documents, and its anchor."""
    root = CORPUS / f"{count}-{clock.today()}"
    if not (root / "anchor").exists():
        shutil.rmtree(root, ignore_errors=True)
        root.mkdir(parents=True)
        for name in ("akar", "kepala"):
            run(root, "ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", root / name)
        office = root / "proyek"
        office.mkdir()
        git(office, "init", "-q", "-b", "main", "--template=")
        for name, value in {"user.name": "A", "user.email": "a@contoh.go.id", "gc.auto": "0"}.items():
            git(office, "config", name, value)
        shutil.copy(ROOT / "mkdocs.yml", office)
        keys = {name: " ".join((root / f"{name}.pub").read_text().split()[:2]) for name in ("akar", "kepala")}
        registry = office / "pengesah/allowed_signers"
        registry.parent.mkdir()
        registry.write_text(f'akar namespaces="pengesah@{DOMAIN}" {keys["akar"]}\n'
                            f'nip:{NIP} namespaces="{NAMESPACE}",valid-after="20200101Z" {keys["kepala"]}\n')
        seal([registry], root / "akar", f"pengesah@{DOMAIN}")
        git(office, "add", "-A")
        git(office, "commit", "-q", "-m", "daftar pengesah")
        (root / "anchor").write_text(git(office, "rev-parse", "HEAD"))
        paths = []
        for path, text in documents(count).items():
            paths.append(office / path)
            paths[-1].parent.mkdir(parents=True)
            paths[-1].write_text(text, encoding="utf-8")
        seal(paths, root / "kepala", NAMESPACE)
        git(office, "add", "-A")
        git(office, "commit", "-q", "-m", "dokumen")
        git(office, "tag", "semua")
        commit_each(office, paths)
        git(office, "gc", "-q")
    git(root / "proyek", "reset", "-q", "--hard", "semua")
    return root, (root / "anchor").read_text()


def commit_each(office: Path, paths: list[Path]) -> None:
    """The same documents from the anchor on, each with a commit of its own, under the tag `satu-satu`."""
    seconds = git(office, "log", "-1", "--format=%ct", "semua")
    stream = [b"reset refs/heads/satu-satu\nfrom refs/tags/semua~1\n\n"]
    for path in paths:
        stream.append(f"commit refs/heads/satu-satu\ncommitter A <a@contoh.go.id> {seconds} +0700\ndata 0\n".encode())
        for file in (path, Path(f"{path}.sig")):
            data = file.read_bytes()
            name = file.relative_to(office).as_posix()
            stream.append(f"M 100644 inline {name}\ndata {len(data)}\n".encode() + data + b"\n")
    run(office, "git", "fast-import", "--quiet", input=b"".join(stream))
    git(office, "tag", "satu-satu", "refs/heads/satu-satu")


def gate(office: Path, anchor: str) -> float:
    start = time.perf_counter()
    output = run(office, sys.executable, "-m", "maklumat", "gate", "--anchor", anchor, "--format", "json")
    seconds = time.perf_counter() - start
    assert json.loads(output)["allowed"]
    return seconds


def naive(office: Path, count: int) -> float:
    start = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        signature = Path(folder, "sig")
        paths = git(office, "ls-tree", "-r", "--name-only", "HEAD", "content").splitlines()
        for path in (path for path in paths if path.endswith("/index.md")):
            text = run(office, "git", "show", f"HEAD:{path}")
            signature.write_bytes(run(office, "git", "show", f"HEAD:{path}.sig"))
            signed = re.search(rb"tanggal_pengesahan: (\S+)", text)[1].decode().replace("-", "")
            run(office, "ssh-keygen", "-Y", "verify", "-f", "pengesah/allowed_signers", "-I", f"nip:{NIP}", "-n",
                NAMESPACE, "-s", signature, "-O", f"verify-time={signed}050000Z", input=text)
            count -= 1
    assert count == 0
    return time.perf_counter() - start


def revise(root: Path) -> None:
    """One document more approved, committed on top."""
    path = root / "proyek" / corpus.document(0)[0]
    path.write_text(path.read_text().replace("revisi: 1", "revisi: 2").replace("Komputer", "Komputer baru"))
    Path(f"{path}.sig").unlink()
    seal([path], root / "kepala", NAMESPACE)
    git(root / "proyek", "commit", "-q", "-a", "-m", "revisi")


def measure(count: int, *, beside: bool = True) -> dict[str, float]:
    """Seconds of each kind of run; `beside`: of the plain loop, too."""
    root, anchor = made(count)
    office = root / "proyek"
    shutil.rmtree(office / ".git/maklumat", ignore_errors=True)
    found = {"cold": gate(office, anchor), "warm": min(gate(office, anchor) for _ in range(3))}
    revise(root)
    found["one commit more"] = gate(office, anchor)
    git(office, "reset", "-q", "--hard", "refs/tags/satu-satu")
    found["a commit each"] = min(gate(office, anchor) for _ in range(3))
    git(office, "reset", "-q", "--hard", "semua")
    if beside:
        found["plain loop"] = naive(office, count)
    return found


def main() -> None:
    counts = sorted(map(int, sys.argv[1:])) or list(COUNTS)
    start = time.perf_counter()
    run(ROOT, sys.executable, "-m", "maklumat", "--version")
    print(f"`maklumat --version` alone: {time.perf_counter() - start:.2f} s; {os.cpu_count()} processors, load "
          f"{os.getloadavg()[0]:.1f}\n")
    rows = {count: measure(count) for count in counts}
    names = list(next(iter(rows.values())))
    print(f"{'documents':>10} " + "".join(f"{name:>18}" for name in names))
    for count, row in rows.items():
        print(f"{count:>10} " + "".join(f"{row[name]:>16.2f} s" for name in names))
    if len(counts) > 1:
        low, high = rows[counts[0]], rows[counts[-1]]
        growth = {name: (high[name] - low[name]) / (counts[-1] - counts[0]) for name in names}
        far = {name: high[name] + growth[name] * (FAR - counts[-1]) for name in names}
        print(f"{'each more':>10} " + "".join(f"{growth[name] * 1000:>15.2f} ms" for name in names))
        print(f"{FAR:>9}* " + "".join(f"{far[name]:>16.1f} s" for name in names) + "\n* extrapolated")


if __name__ == "__main__":
    main()
