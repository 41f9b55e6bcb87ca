"""Lighthouse on one page of every kind of the signed example: the median of three runs, as a phone and with gzip.

    npm ci --prefix tests/bench --ignore-scripts
    .venv/bin/python -m tests.bench.bench_lighthouse            # all pages; about 15 s a run
    .venv/bin/python -m tests.bench.bench_lighthouse /tmp/site  # of a site that is built already

Prints a table and leaves every report in build/lighthouse/. Needs Debian's chromium and nodejs.
"""

from __future__ import annotations

import functools
import gzip
import http.server
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.gates import example

ROOT = Path(__file__).parents[2]
LIGHTHOUSE = ROOT / "tests/bench/node_modules/lighthouse/cli/index.js"
REPORTS = ROOT / "build/lighthouse"
PAGES = ("", "maklumat/informasi-publik/", "sop/maklumat-informasi-publik/", "daftar/", "cari/", "keaslian/", "bukti/",
         "aksesibilitas/")
KINDS = {"performance": "kinerja", "accessibility": "aksesibilitas", "best-practices": "praktik", "seo": "SEO"}
PACKED = (".html", ".css", ".js", ".json", ".svg", ".xml", ".txt", ".csv")
RUNS = 3


class Packing(http.server.SimpleHTTPRequestHandler):
    """Serves as the web servers of offices do: texts packed, a month for what does not change."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        data, is_packed = path.read_bytes(), path.suffix in PACKED
        data = gzip.compress(data, 9) if is_packed else data
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Length", str(len(data)))
        if is_packed:
            self.send_header("Content-Encoding", "gzip")
        if path.suffix != ".html":
            self.send_header("Cache-Control", "max-age=2592000")
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def packed(folder: Path) -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Packing, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()


def measure(url: str, report: Path) -> dict[str, float]:
    """One run: the score of each category, and the weight."""
    command = ["node", LIGHTHOUSE, url, "--quiet", "--output=json", f"--output-path={report}",
               f"--only-categories={','.join(KINDS)}", "--chrome-flags=--headless=new --no-sandbox --disable-gpu"]
    environment = os.environ | {"CHROME_PATH": shutil.which("chromium") or "", "DO_NOT_TRACK": "1"}
    subprocess.run(command, check=True, env=environment, capture_output=True)
    found = json.loads(report.read_text(encoding="utf-8"))
    scores = {kind: 100 * (found["categories"][kind]["score"] or 0) for kind in KINDS}
    return scores | {"bytes": found["audits"]["total-byte-weight"]["numericValue"]}


def main(arguments: list[str]) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        site = Path(arguments[0]) if arguments else Path(scratch, "site")
        if not arguments:
            example.built(example.opened(Path(scratch)), site)
        REPORTS.mkdir(parents=True, exist_ok=True)
        print(f"| halaman | {' | '.join(KINDS.values())} | bita |\n|---|{'--:|' * (len(KINDS) + 1)}")
        with packed(site) as base:
            for page in PAGES:
                if not (site / page / "index.html").is_file():
                    print(f"| {page} | tidak ada |")
                    continue
                name = page.strip("/").replace("/", "-") or "beranda"
                runs = [measure(base + page, REPORTS / f"{name}-{run}.json") for run in range(1, RUNS + 1)]
                middle = {key: statistics.median(run[key] for run in runs) for key in runs[0]}
                print(f"| {name} | {' | '.join(f'{value:.0f}' for value in middle.values())} |", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
