"""Every link and every anchor of a site leads somewhere; those to the site's own address are followed in its folder."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path


def faults(site: Path, lychee: str, own: str) -> list[str]:
    """`own`: the address at which the site is published."""
    command = [lychee, "--offline", "--include-fragments", "--root-dir", site, "--index-files", "index.html",
               "--remap", f"{own} file://{site}/", "--format", "json", "--no-progress", f"{site}/**/*.html"]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode not in (0, 2):
        raise RuntimeError(done.stderr)
    answer = json.loads(done.stdout)
    return [f"{page.removeprefix(str(site)).lstrip('/')}: {fault['url']}: {fault['status']['text']}"
            for page, found in sorted(answer["error_map"].items()) for fault in found]
