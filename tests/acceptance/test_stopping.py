"""Commands that are told to stop, or whose output goes nowhere."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import pytest

from ..conftest import thoroughly


@pytest.mark.skipif(os.name == "nt", reason="signals are a POSIX matter")
@pytest.mark.parametrize("name", ["SIGTERM", *thoroughly(("SIGINT", "SIGHUP"))])
def test_a_stopped_build_leaves_the_old_site_and_nothing_else(project, maklumat, name):
    assert maklumat("build", cwd=project).returncode == 0
    before = {path: path.read_bytes() for path in (project / "site").rglob("*") if path.is_file()}
    running = subprocess.Popen([sys.executable, "-m", "maklumat", "build"], cwd=project, stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL)
    while running.poll() is None and not list(project.glob(".maklumat-*")):
        time.sleep(0.01)
    running.send_signal(getattr(signal, name))
    assert running.wait(20) == 130
    assert not list(project.glob(".maklumat-*"))
    assert {path: path.read_bytes() for path in (project / "site").rglob("*") if path.is_file()} == before


def test_what_a_killed_build_left_is_swept_a_day_later(project, maklumat):
    young, old = project / ".maklumat-baru", project / ".maklumat-lama"
    for folder in (young, old):
        (folder / "new").mkdir(parents=True)
    os.utime(old, (time.time() - 2 * 86400,) * 2)
    assert maklumat("build", cwd=project).returncode == 0
    assert young.exists()
    assert not old.exists()


@pytest.mark.skipif(os.name == "nt", reason="a shell closes the output")
@pytest.mark.parametrize(("redirection", "code"), [(">&-", 0), (">/dev/full", 2)])
def test_output_that_cannot_be_written_is_no_crash(project, redirection, code):
    done = subprocess.run(["sh", "-c", f'"{sys.executable}" -m maklumat rules {redirection}'], cwd=project,
                          capture_output=True, text=True, check=False)
    assert done.returncode == code
    assert "kesalahan tak terduga" not in done.stderr
    assert "Traceback" not in done.stderr
