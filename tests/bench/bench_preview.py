"""How long it takes until a saved change is to be seen in the preview, beside plain MkDocs.

    .venv/bin/python tests/bench/bench_preview.py [COUNT …]

For each COUNT of documents (default: this repository's 2, and 50 and 200) one document is written, then its address is
asked for again and again until the new words are there. The peer is `mkdocs serve` with Material and the very
same Markdown files, without our plugin and theme: it shows front matter of nobody, checks nothing and prints nothing.
Both servers run at once and are asked in turn; of each the median of five is told, and their ratio.
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).parents[2]
DOCUMENTS = ("maklumat/pelayanan-informasi-publik", "sop/maklumat-pelayanan-informasi-publik")
COUNTS = (2, 50, 200)
TIMES, PATIENCE = 5, 60.0
PLAIN = "site_name: Banding\ndocs_dir: content\ntheme:\n  name: material\n  font: false\n" \
    "markdown_extensions: [attr_list, tables]\n"


def project(folder: Path, count: int) -> Path:
    """This repository's content, with so many documents in all."""
    for name in ("content", "theme"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "mkdocs.yml", folder)
    for number in range((count - len(DOCUMENTS)) // 2):
        for address in DOCUMENTS:
            text = (ROOT / "content" / address / "index.md").read_text(encoding="utf-8")
            for key, value in (("id", f"layanan-{number}"), ("judul", f"Layanan {number}"),
                               ("nomor_sop", f'"000.8.3.2/{1000 + number}/BKD/2025"')):
                text = re.sub(rf"(?m)^{key}:.*$", f"{key}: {value}", text, count=1)
            path = folder / "content" / address.split("/")[0] / f"layanan-{number}" / "index.md"
            path.parent.mkdir()
            path.write_text(text, encoding="utf-8")
    return folder


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


class Server:
    """One of the two; `started` is how long it took until its first page was there."""

    def __init__(self, root: Path, *command: str):
        self.path, address = root / "content" / DOCUMENTS[0] / "index.md", f"127.0.0.1:{free_port()}"
        self.url = f"http://{address}/{DOCUMENTS[0]}/"
        since = time.perf_counter()
        self.process = subprocess.Popen([sys.executable, "-m", *command, address], cwd=root, stdout=subprocess.DEVNULL,
                                        stderr=subprocess.DEVNULL, env=os.environ | {"NO_MKDOCS_2_WARNING": "1"})
        self.wait("")
        self.started = time.perf_counter() - since

    def wait(self, words: str) -> None:
        until = time.perf_counter() + PATIENCE
        while time.perf_counter() < until:
            try:
                with urllib.request.urlopen(self.url, timeout=PATIENCE) as answer:
                    if words in answer.read().decode():
                        return
            except OSError:
                pass
            time.sleep(0.01)
        raise SystemExit(f"{self.url} does not show: {words}")

    def change(self, number: int) -> float:
        """Seconds from the first byte written to the last of the changed page received."""
        words = f"Perubahan nomor {number} terlihat"
        text = self.path.read_text(encoding="utf-8")
        since = time.perf_counter()
        self.path.write_text(f"{text}\n{words}.\n", encoding="utf-8")
        self.wait(words)
        return time.perf_counter() - since


def compared(count: int, folder: Path) -> None:
    ours = project(folder / "maklumat", count)
    theirs = project(folder / "mkdocs", count)
    (theirs / "mkdocs.yml").write_text(PLAIN, encoding="utf-8")
    servers = (Server(ours, "maklumat", "serve", "--address"), Server(theirs, "mkdocs", "serve", "--dev-addr"))
    try:
        times = [[server.change(number) for server in servers] for number in range(TIMES)]
    finally:
        for server in servers:
            server.process.terminate()
            server.process.wait()
    own, peer = (statistics.median(column) for column in zip(*times, strict=True))
    worst = max(pair[0] for pair in times)
    numbers = (*(server.started for server in servers), own, worst, peer, own / peer)
    print(f"{count:>9}", *(f"{number:>8.2f}" for number in numbers), flush=True)


def main() -> None:
    print("seconds:   start, MkDocs; change, worst, MkDocs; ratio of the changes\ndocuments")
    for count in map(int, sys.argv[1:] or COUNTS):
        with tempfile.TemporaryDirectory(prefix="maklumat-bench-") as folder:
            compared(count, Path(folder))


if __name__ == "__main__":
    main()
