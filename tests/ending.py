"""Programs that tests start end, whatever they think of it."""

from __future__ import annotations

import subprocess

PATIENCE = 60.0


def ended(process: subprocess.Popen) -> int:
    """Asks a program to end, and ends it where it does not; its exit code."""
    process.terminate()
    try:
        return process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        return process.wait()
