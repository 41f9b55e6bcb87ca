#!/usr/bin/env python3
"""The commands of this project, on any machine with python3, pip and git:

    python3 run.py build          check the documents and build the site into site/
    python3 run.py test           run the tests that every change needs
    python3 run.py test --all     run all of them, as CI does
    python3 run.py test --site    run the gates of the site in a browser (needs chromium, java and npm as well)

Any other verb goes to `maklumat` (see `python3 run.py --help`). The first run makes .venv from the hash-locked
requirements.lock, the first test adds what tests need from requirements-dev.lock, the first gates add theirs from
requirements-site.lock and tests/gates/package-lock.json; stamps let later runs skip that.
Standard library only, so that a bare Debian python3 (with pip, without ensurepip and without uv) is enough.
"""

from __future__ import annotations

import compileall
import hashlib
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
LOCK = ROOT / "requirements.lock"
TEST_LOCK = ROOT / "requirements-dev.lock"
SITE_LOCK = ROOT / "requirements-site.lock"
GATES = ROOT / "tests/gates"
NODE_LOCK = GATES / "package-lock.json"
PARITY = ROOT / "tests/sites/test_parity.py"  # also among the tests; whoever runs the gates wants its word, too
OLDEST = (3, 11)


def main(arguments: list[str]) -> int:
    if sys.version_info < OLDEST:
        return refuse(f"Perlu Python {OLDEST[0]}.{OLDEST[1]} atau yang lebih baru; ini {sys.version.split()[0]}.")
    if not is_ready(LOCK) and not prepare():
        return 2
    if arguments[:1] == ["test"]:
        if not is_ready(TEST_LOCK) and not equip(TEST_LOCK):
            return 2
        if "--site" in arguments:
            return test_site([argument for argument in arguments[1:] if argument != "--site"])
        return start(["-m", "pytest", *arguments[1:]], folder=ROOT)
    return start(["-m", "maklumat", *arguments])


def fingerprint(lock: Path) -> str:
    """What the environment was made from: lock, package definition, interpreter and place (the install is editable)."""
    parts = [lock.read_bytes(), (ROOT / "pyproject.toml").read_bytes(), sys.version.encode(), os.fsencode(ROOT)]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def stamp(lock: Path) -> Path:
    return VENV / f"{lock.name}.stamp"


def put_stamp(lock: Path) -> None:
    stamp(lock).write_text(fingerprint(lock) + "\n", encoding="ascii")


def is_ready(lock: Path) -> bool:
    return stamp(lock).is_file() and stamp(lock).read_text(encoding="ascii").strip() == fingerprint(lock)


def prepare() -> bool:
    """Makes .venv anew. The stamp comes last, so that an interrupted set-up is simply done again."""
    say("Menyiapkan lingkungan Python di .venv (hanya sekali, sekitar satu menit) …")
    if VENV.exists():
        shutil.rmtree(VENV)
    venv.EnvBuilder(with_pip=False, symlinks=os.name != "nt").create(VENV)
    if not (install(LOCK) and pip("--no-build-isolation", "--editable", str(ROOT))):
        shutil.rmtree(VENV, ignore_errors=True)
        return False
    compileall.compile_dir(ROOT / "generator", quiet=2)  # pip compiles what it copies, not an editable package
    put_stamp(LOCK)
    return True


def equip(lock: Path) -> bool:
    """Adds what tests or the gates of the site need."""
    say("Menambahkan alat uji ke .venv (hanya sekali, sekitar satu menit) …")
    if not install(lock):
        return False
    put_stamp(lock)
    return True


def test_site(arguments: list[str]) -> int:
    """The gates; then, unless one test was asked for, that their figures reach the accessibility statement."""
    if not is_ready(SITE_LOCK) and not equip(SITE_LOCK):
        return 2
    if shutil.which("npm") is None:
        say("npm tidak ditemukan, sehingga sebagian pemeriksaan dilewati (di Debian: apt install npm).")
    elif not is_ready(NODE_LOCK) and not npm():
        return 2
    code = follow(["-m", "pytest", str(GATES), *([] if arguments else [str(PARITY)]), *arguments])
    if code or arguments:
        return code
    return follow(["-m", "pytest", "--numprocesses=0", str(GATES / "after.py")])


def npm() -> bool:
    """Adds the tools of the gates that are no Python."""
    say("Memasang alat periksa situs dengan npm (hanya sekali) …")
    command = [shutil.which("npm"), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"]
    if subprocess.run(command, cwd=GATES, check=False).returncode:
        refuse("Alat periksa situs tidak dapat dipasang dengan npm; lihat pesan di atas.")
        return False
    put_stamp(NODE_LOCK)
    return True


def follow(arguments: list[str]) -> int:
    """Runs the environment's Python and waits for it."""
    sys.stdout.flush()
    return subprocess.run([str(PYTHON), *arguments], cwd=ROOT, check=False).returncode


def install(lock: Path) -> bool:
    return pip("--require-hashes", "--requirement", str(lock))


def pip(*arguments: str) -> bool:
    """Installs with the system's pip; no dependencies, as a lock names them all."""
    command = [sys.executable, "-m", "pip", "--python", str(PYTHON), "--disable-pip-version-check",
               "install", "--quiet", "--no-deps", *arguments]
    if subprocess.run(command, check=False).returncode:
        refuse("Lingkungan Python tidak dapat disiapkan. Perlu pip 22.3 atau yang lebih baru"
               " (di Debian: apt install python3-pip) dan sambungan ke repositori paket; lihat pesan di atas.")
        return False
    return True


def start(arguments: list[str], folder: Path | None = None) -> int:
    """Hands over to the environment's Python; on POSIX this process becomes it."""
    if folder:
        os.chdir(folder)
    command = [str(PYTHON), *arguments]
    if os.name == "nt":
        return subprocess.run(command, check=False).returncode
    sys.stdout.flush()
    os.execv(PYTHON, command)
    return 2


def say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


def refuse(sentence: str) -> int:
    say(sentence)
    return 2


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
