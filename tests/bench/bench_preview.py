"""How long it takes until a saved change is to be seen in the preview, beside plain MkDocs.

    .venv/bin/python -m tests.bench.bench_preview [COUNT …]

For each COUNT of documents (default: 2, 50 and 200) one document is written, then its address is asked for again and
again until the new words are there. The peer is `mkdocs serve` with Material and the very same Markdown files, without
our plugin and theme: it shows front matter of nobody, checks nothing and prints nothing; above 500 documents, where a
page of it takes minutes, it is left out. Both servers run at once and are asked in turn; of each the median of five is
told, and their ratio.
"""

from __future__ import annotations

import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from . import corpus

COUNTS = (2, 50, 200)
MOST_OF_PEER = 500
TIMES, PATIENCE = 5, 600.0
PLAIN = "site_name: Banding\ndocs_dir: content\ntheme:\n  name: material\n  font: false\n" \
    "markdown_extensions: [attr_list, tables]\n"


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


class Server:
    """One of the two; `started` is how long it took until its first page was there."""

    def __init__(self, root: Path, *command: str):
        place, address = Path(corpus.document(1)[0]), f"127.0.0.1:{free_port()}"
        self.path = root / place
        self.url = f"http://{address}/{place.parent.relative_to('content').as_posix()}/"
        since = time.perf_counter()
        self.process = subprocess.Popen([sys.executable, "-m", *command, address], cwd=root, stdout=subprocess.DEVNULL,
                                        stderr=subprocess.DEVNULL, env=os.environ | {
                                            "NO_MKDOCS_2_WARNING": "1", "XDG_CACHE_HOME": str(root / "cache")})
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

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait()


def compared(count: int, folder: Path) -> None:
    servers = [Server(corpus.project(folder / "maklumat", count), "maklumat", "serve", "--address")]
    if count <= MOST_OF_PEER:
        theirs = corpus.project(folder / "mkdocs", count)
        shutil.rmtree(theirs / "theme")
        (theirs / "mkdocs.yml").write_text(PLAIN, encoding="utf-8")
        servers.append(Server(theirs, "mkdocs", "serve", "--dev-addr"))
    try:
        times = [[server.change(number) for server in servers] for number in range(TIMES)]
    finally:
        for server in servers:
            server.stop()
    middles = [statistics.median(column) for column in zip(*times, strict=True)]
    own, *peer = middles
    numbers = (servers[0].started, own, max(row[0] for row in times), *(server.started for server in servers[1:]),
               *peer, *(own / other for other in peer))
    print(f"{count:>9}", *(f"{number:>8.2f}" for number in numbers), flush=True)


def main() -> None:
    print("seconds:   start,  change,  worst; MkDocs: start, change; ratio of the changes\ndocuments")
    for count in map(int, sys.argv[1:] or COUNTS):
        with tempfile.TemporaryDirectory(prefix="maklumat-bench-") as folder:
            compared(count, Path(folder))


if __name__ == "__main__":
    main()
