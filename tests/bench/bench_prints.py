"""How long prints take: cold, warm and after one edit, for 1, 20 and 200 documents, and against WeasyPrint.

    .venv/bin/python tests/bench/bench_prints.py [COUNT …]

Every second document is a maklumat (two posters, four cards), every other an SOP (its form, four cards); all are signed
and differ in title and promise. Times are those of the press, in this process and the processes that it starts; the
last row is of whole processes. The peer sets the words of the same poster with the same fonts from plain HTML, without
looking for the size at which they fill the sheet; it is not in the lock:

    pip install --target /tmp/peer weasyprint      (needs the system's Pango)
    PYTHONPATH=/tmp/peer .venv/bin/python tests/bench/bench_prints.py
"""

from __future__ import annotations

import os
import pickle
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from html import escape
from pathlib import Path
from statistics import median

from maklumat import documents, poster, print_list
from maklumat.engine import Engine
from maklumat.model import Document, State
from maklumat.press import press
from maklumat.prints import Edition, Print
from maklumat.settings import Settings
from maklumat.stationery import Stationery
from maklumat.verdicts import Revision

ROOT = Path(__file__).parents[2]
BASE = ROOT / "tests/rules/base/content"
COUNTS = (1, 20, 200)
POSTERS = 20
SCRATCH = tempfile.TemporaryDirectory(prefix="maklumat-bench-prints-")
THEME = Path(SCRATCH.name) / "theme"  # a copy: whoever edits a template meanwhile changes no measurement
shutil.copytree(ROOT / "theme", THEME)
LOOK = Stationery(place="Contoh", address="Jalan Contoh Nomor 1, Contoh")


def edition(name: str) -> Edition:
    signed = Revision(1, date(2025, 1, 22), "0" * 64, "nip:197001011995011001", "CONTOH PEJABAT, S.Sos.",
                      "maklumat@ppid.example.go.id", "", "0" * 40, effective=date(2025, 1, 22))
    return Edition(State.APPROVED, LOOK, permalink=f"https://ppid.example.go.id/d/{name}/",
                   page="ppid.example.go.id/maklumat/contoh/", signed=signed)


def sources(count: int, edit: int = -1) -> Iterator[tuple[str, bytes]]:
    """Paths and bytes of so many documents, all different; `edit`: which of them says something else today."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(BASE.rglob("index.md"))]
    for number in range(count):
        kind = ("maklumat", "sop")[number % 2]
        text = texts[number % 2].replace("Informasi Publik\n", f"Informasi Publik {number:03}\n")
        text = text.replace("kewajiban dan akan", f"kewajiban nomor {number} dan akan")
        if number == edit:
            text = text.replace("\nrevisi: 1\n", "\nrevisi: 2\n")
        yield f"content/{kind}/d{number:03}/index.md", text.encode()


def read(path: str, source: bytes) -> Document:
    found = documents.read(path, source).document
    assert found
    return found


def prints(count: int, edit: int = -1) -> list[Print]:
    made = []
    for path, source in sources(count, edit):
        address = path.removeprefix("content/").removesuffix("index.md")
        made += print_list.of(read(path, source), source, edition(path.split("/")[2]), address)
    return made


@contextmanager
def empty_cache() -> Iterator[None]:
    before = os.environ.get("XDG_CACHE_HOME")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_CACHE_HOME"] = folder
        try:
            yield
        finally:
            os.environ.pop("XDG_CACHE_HOME")
            if before is not None:
                os.environ["XDG_CACHE_HOME"] = before


def timed(work: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> tuple[float, object]:
    start = clock()
    result = work()
    return clock() - start, result


def worked(work: Callable[[], object]) -> tuple[float, object]:
    """The same in time of the processor, all threads together, which other work on the machine disturbs least."""
    return timed(work, time.process_time)


def pressed(jobs: Sequence[Print], expected: int) -> float:
    settings = Settings(ROOT, ROOT / "content", ROOT / "site", theme=THEME, stationery=LOOK)
    seconds, result = timed(lambda: press(jobs, settings))
    assert result.made == expected and not result.faults, (result.made, expected, result.faults)
    return seconds


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]
    for row in (head, ["-" * width for width in widths], *rows):
        print("  ".join(cell.rjust(width) if at else cell.ljust(width)
                        for at, (cell, width) in enumerate(zip(row, widths, strict=True))))
    print()


def by_kind() -> None:
    """Every kind of output by itself, set one after the other in one process."""
    taken: dict[str, list[tuple[float, int]]] = {}
    with Engine(THEME) as engine:
        for job in prints(2):
            engine.make(job)
        for job in prints(POSTERS):
            seconds, data = worked(lambda job=job: engine.make(job))
            taken.setdefault(job.name, []).append((seconds, len(data)))
    table(("output", "ms of CPU", "KB"), [(name, f"{median(t for t, _ in each) * 1000:.0f}",
                                    f"{median(size for _, size in each) / 1024:.0f}") for name, each in taken.items()])


@dataclass(frozen=True, slots=True)
class Taken:
    """Seconds: of the data of all prints, of the press with an empty cache, with a full one, and after one edit, which
    changed so many prints."""

    outputs: int
    planning: float
    cold: float
    warm: float
    edit: float
    changed: int


def measured(count: int) -> Taken:
    """The prints of so many documents."""
    with empty_cache():
        planning, jobs = timed(lambda: prints(count))
        cold = pressed(jobs, len(jobs))
        warm = min(pressed(jobs, 0) for _ in range(3))
        edited = prints(count, edit=0)
        changed = sum(one.data != other.data for one, other in zip(jobs, edited, strict=True))
        return Taken(len(jobs), planning, cold, warm, pressed(edited, changed), changed)


def by_count(counts: Sequence[int]) -> None:
    rows = [(str(count), str(taken.outputs), f"{taken.planning * 1000 / count:.1f}", f"{taken.cold:.2f}",
             f"{taken.cold * 1000 / taken.outputs:.0f}", f"{taken.cold * 1000 / count:.0f}", f"{taken.warm * 1000:.0f}",
             f"{taken.warm * 1000 / count:.2f}", f"{taken.edit * 1000:.0f} ({taken.changed})")
            for count in counts for taken in [measured(count)]]
    table(("documents", "outputs", "data, ms/document", "cold, s", "ms/output", "ms/document", "warm, ms",
           "ms/document", "one edit, ms (outputs)"), rows)


# The peer: the same words, fonts, sizes and frame as HTML

CSS = """
@page { size: 210mm 297mm; margin: 10mm; }
@font-face { font-family: Jakarta; src: url("FONTS/plus-jakarta-sans.ttf"); font-weight: 200 800; }
@font-face { font-family: Literata; src: url("FONTS/literata.ttf"); font-weight: 400 700; }
body { font: 12pt Jakarta; margin: 0; padding: 12mm; border: 2mm double #b5893c; height: 245mm; text-align: center; }
h1 { font: 600 46pt Literata; color: #0b4f3c; text-transform: uppercase; margin: 8mm 0 4mm; }
h1 small { display: block; font-size: 20pt; }
ol, p.lead { font: 17pt/1.4 Literata; text-align: left; } li { margin: 5mm 0; }
.office { font-weight: 800; font-size: 18pt; color: #0b4f3c; }
.sign { text-align: left; margin-left: 50%; } svg { width: 28mm; height: 28mm; }
""".replace("FONTS", (THEME / "fonts").as_uri())


def page(document: Document, name: str) -> str:
    data = poster.sheet(document, edition(name), "a4")
    promise, signature = data["promise"], data["signature"]

    def words(paragraphs: Sequence[Sequence[dict[str, str]]]) -> str:
        return "<br>".join(escape("".join(run["t"] for run in paragraph)) for paragraph in paragraphs)

    parts = "".join(f"<li>{words(part['paragraphs'])}</li>" for part in promise["parts"])
    signed = "<br>".join(escape(str(signature[key])) for key in ("place", "date", "title", "line", "name", "nip"))
    return (f"<html lang=id><title>{escape(data['title'])}</title><style>{CSS}</style>"
            f"<div>{escape(data['agency']['government'])}</div>"
            f"<div class=office>{escape(data['agency']['office'])}</div>"
            f"<h1>{escape(data['headline']['word'])}<small>{escape(data['headline']['rest'])}</small></h1>"
            f"<p class=lead>{words(promise['lead'])}</p><ol>{parts}</ol>"
            f"<p class=sign>{signed}</p>{data['qr']['svg']}</html>")


def against_the_peer() -> None:
    try:
        import weasyprint
    except ImportError:
        print("WeasyPrint is not installed; see the top of this file.")
        return
    given = [(path, read(path, source), source) for path, source in sources(2 * POSTERS) if "/maklumat/" in path]
    jobs = [job for path, document, source in given for job in print_list.of(document, source, edition("x"), "x/")
            if job.name == "poster A4"]
    pages = [page(document, "x") for _, document, _ in given]

    def peer(html: str) -> bytes:
        return weasyprint.HTML(string=html).write_pdf(pdf_variant="pdf/ua-1")

    with Engine(THEME) as engine:
        engine.make(jobs[0]), peer(pages[0])
        ours, theirs = [], []
        for job, html in zip(jobs[1:], pages[1:], strict=True):  # in turn, so that both meet the same load
            ours.append(worked(lambda job=job: engine.make(job))[0])
            theirs.append(worked(lambda html=html: peer(html))[0])
        sizes = len(engine.make(jobs[1])), len(peer(pages[1]))
    table(("one poster A4", "typst, ms", "WeasyPrint, ms", "ratio", "typst, KB", "WeasyPrint, KB"),
          [("in a running process, ms of CPU", f"{median(ours) * 1000:.0f}", f"{median(theirs) * 1000:.0f}",
            f"{median(theirs) / median(ours):.1f}", *(f"{size / 1024:.0f}" for size in sizes)),
           *_processes(jobs[0], pages[0])])


OURS = "import sys, pickle; from maklumat.engine import Engine; theme, job = pickle.load(sys.stdin.buffer)\n" \
    "with Engine(theme) as engine: engine.make(job)"
THEIRS = "import sys, pickle, weasyprint; weasyprint.HTML(string=pickle.load(sys.stdin.buffer)).write_pdf(" \
    "pdf_variant='pdf/ua-1')"


def _processes(job: Print, html: str) -> Iterator[Sequence[str]]:
    def whole(code: str, given: object) -> float:
        return min(timed(lambda: subprocess.run([sys.executable, "-c", code], input=pickle.dumps(given), check=True,
                                                capture_output=True))[0] for _ in range(3))
    ours, theirs = whole(OURS, (THEME, job)), whole(THEIRS, html)
    yield "whole process", f"{ours * 1000:.0f}", f"{theirs * 1000:.0f}", f"{theirs / ours:.1f}", "", ""


if __name__ == "__main__":
    print(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}\n")
    by_kind()
    by_count([int(count) for count in sys.argv[1:]] or COUNTS)
    against_the_peer()
