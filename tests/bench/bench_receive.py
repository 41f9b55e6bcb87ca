"""Times the receiver on sites of 1, 100 and 1,000 documents: a first release, one with a single new text, the same once
more, and the keeper's check of everything. Without a network: rsync is not in it.

    .venv/bin/python tests/bench/bench_receive.py [1 100 1000]
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.publishing.server import NOBODY, RECEIVER, Signed, commit, prepared
from tests.sites.office import SOP, opened

OTHERS = 14  # files of a document beside its page and its texts: prints, cards, data
SIZE = 8_000  # bytes of each


def texts(signed: Signed, count: int) -> dict[str, bytes]:
    """That many signed documents, each with its own id."""
    text = signed.texts[f"{SOP}revisi/1/naskah.txt"]

    def one(number: int) -> tuple[str, bytes, bytes]:
        own = text.replace(b"id: maklumat-informasi-publik", b"id: dokumen-%d" % number)
        return f"sop/dokumen-{number}/revisi/1/naskah.txt", own, signed.sign(own)

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return {name: data for path, own, signature in pool.map(one, range(count))
                for name, data in ((path, own), (f"{path}.sig", signature))}


def timed(home: Path, *arguments: str, request: str = "") -> str:
    """Seconds by the clock, and of the processor."""
    begin, before = time.perf_counter(), os.times()
    done = subprocess.run([RECEIVER, home, *arguments], env={"SSH_ORIGINAL_COMMAND": request}, capture_output=True,
                          text=True)
    assert done.returncode == 0, done.stderr
    passed, after = time.perf_counter() - begin, os.times()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return f"{passed:.1f} s ({cpu:.1f} s)"


def measure(folder: Path, signed: Signed, count: int) -> None:
    home = prepared(folder / "srv", (signed.office.root / "pengesah/allowed_signers").read_bytes())
    known = texts(signed, count + 1)
    last = f"sop/dokumen-{count}/"
    before = {path: data for path, data in known.items() if not path.startswith(last)}
    more = {f"sop/dokumen-{number}/cetak/{each}.pdf": os.urandom(SIZE)
            for number in range(count) for each in range(OTHERS)}
    sites = {order: signed.release(folder / str(order), order, texts=texts_of, more=more)
             for order, texts_of in ((1, before), (2, known))}
    seconds = {}
    for order, expected, what in ((1, NOBODY, "first"), (2, commit(1), "one new text"), (2, commit(2), "the same")):
        shutil.copytree(sites[order], home / "masuk" / commit(order))
        seconds[what] = timed(home, request=f"install {commit(order)} {expected}")
    seconds["check"] = timed(home, "check")
    files = sum(1 for path in sites[2].rglob("*") if path.is_file())
    figures = ", ".join(f"{what} {value}" for what, value in seconds.items())
    print(f"{count:5} documents, {files:6} files: {figures}", flush=True)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        (root := Path(folder, "kantor")).mkdir()
        office = opened(root)
        sop = (office.root / "content" / SOP / "index.md").read_bytes()
        signed = Signed(office, {f"{SOP}revisi/1/naskah.txt": sop})
        for count in map(int, sys.argv[1:] or ("1", "100", "1000")):
            measure(Path(folder, str(count)), signed, count)


if __name__ == "__main__":
    main()
