"""The flow chart on a built page, in a browser: as a table, as cards on a phone, and on paper."""

from __future__ import annotations

import functools
import http.server
import importlib.resources
import json
import re
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pypdfium2
import pytest

from .conftest import MAKLUMAT, SOP, copy_project, mkdocs

PHONE, DESK = 360, 1280
LONG = "sop/permohonan/"
STEPS = ("pemohon mulai 2", "petugas keputusan 3 1", "petugas proses 4", "ppid keputusan 10 5", "ppid proses 6",
         "bidang proses 7", "ppid keputusan 8 10", "ppid proses 9", "atasan keputusan 11 7", "ppid proses 11",
         "petugas,ppid proses 12", "pemohon selesai")
BROAD = (7, 12)  # actors
POLICY = re.compile(r"<meta http-equiv=[^>]*>")
ENDLESS = "pertanggungjawaban" * 5
LOOK = """<!doctype html><meta charset="utf-8"><title>periksa</title><script>
addEventListener("load", async () => {
  const found = {};
  for (const [name, address, width] of JOBS) {
    const frame = document.createElement("iframe");
    frame.width = width; frame.height = 900; frame.src = address;
    await new Promise(done => { frame.onload = done; document.body.append(frame); });
    const page = frame.contentDocument, script = page.createElement("script");
    await new Promise(done => { script.onload = done; script.src = "/axe.min.js"; page.head.append(script); });
    const { violations } = await frame.contentWindow.axe.run(page.querySelector("article.dokumen"));
    const seen = one => { const box = one.getBoundingClientRect(); return box.width > 1 && box.height > 1; };
    const shown = selector => [...page.querySelectorAll(selector)].filter(seen);
    const gaps = shown(".pelaksana > svg").map(drawing => {
      const [a, b] = [drawing, drawing.parentElement].map(one => one.getBoundingClientRect());
      return Math.max(...["left", "top", "right", "bottom"].map(side => Math.abs(a[side] - b[side])));
    });
    const region = page.querySelector(".prosedur").parentElement;
    found[name] = {
      violations: violations.map(it => `${it.id}: ${it.nodes.map(node => node.html).join(" ").slice(0, 300)}`),
      overflow: page.documentElement.scrollWidth - page.documentElement.clientWidth,
      hidden: region.scrollWidth - region.clientWidth,
      words: shown(".alur-teks").map(it => it.parentElement.innerText.replace(/\\s+/g, " ").trim()),
      values: shown(".prosedur td:not(.pelaksana, .kegiatan)").map(it => it.innerText.trim()),
      heads: shown(".prosedur thead th").length,
      symbols: shown(".pelaksana .lambang").length,
      gap: Math.max(0, ...gaps),
    };
  }
  const out = document.createElement("pre");
  out.id = "hasil"; out.textContent = JSON.stringify(found); document.body.append(out);
});
</script><body>"""


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Path:
    """The real project with a long SOP beside the real one, built."""
    root = copy_project(tmp_path_factory.mktemp("alur") / "proyek")
    source = (root / "content" / SOP / "index.md").read_text(encoding="utf-8")
    pages = {LONG: long_sop(source)} | {broad(count): broad_sop(source, count) for count in BROAD}
    for address, text in pages.items():
        folder = root / "content" / address
        folder.mkdir()
        (folder / "index.md").write_text(text, encoding="utf-8")
    outcome = mkdocs(root)
    assert outcome.returncode == 0, outcome.stderr
    axe = importlib.resources.files("axe_playwright_python") / "axe.min.js"
    (root / "site/axe.min.js").write_bytes(axe.read_bytes())
    for page in (root / "site" / address / "index.html" for address in (*pages, SOP, MAKLUMAT)):
        text = POLICY.sub("", page.read_text(encoding="utf-8"))  # it would stop what looks at the page
        page.write_text(text, encoding="utf-8")
    return root / "site"


def long_sop(source: str) -> str:
    front = source.split("\nalur: ")[0].replace("id: maklumat-pelayanan-informasi-publik", "id: permohonan")
    lines = [front.replace("800/24/", "800/25/"), "pelaksana:", "  pemohon: Pemohon", "  petugas: Petugas Layanan",
             "  ppid: PPID Pelaksana", "  bidang: Bidang Teknis", "  atasan: Atasan PPID", "langkah:"]
    for number, step in enumerate(STEPS, 1):
        who, kind, *targets = step.split()
        keys = ("ya", "tidak") if kind == "keputusan" else ("lanjut",)
        lines += [f"  - id: a{number}", f"    oleh: [{who}]", f"    jenis: {kind}", "    kegiatan: Mengerjakan sesuatu",
                  "    output: Hasil", *(f"    {key}: a{to}" for key, to in zip(keys, targets, strict=False))]
    return "\n".join([*lines, "---\n"])


def broad(count: int) -> str:
    return f"sop/lebar-{count}/"


def broad_sop(source: str, count: int) -> str:
    """Every actor has a step; the words of the second one never end."""
    front = source.split("\nalur: ")[0].replace("id: maklumat-pelayanan-informasi-publik", f"id: lebar-{count}")
    lines = [front.replace("800/24/", f"800/{30 + count}/"), "pelaksana:"]
    lines += [f"  p{number}: Pelaksana {number} Bidang Layanan" for number in range(1, count + 1)]
    lines += ["langkah:"]
    for number in range(1, count + 1):
        kind = {1: "mulai", count: "selesai"}.get(number, "proses")
        words = ENDLESS if number == 2 else "Berkas permohonan informasi"
        lines += [f"  - id: a{number}", f"    oleh: p{number}", f"    jenis: {kind}",
                  "    kegiatan: Mengerjakan sesuatu", f"    kelengkapan: {words}",
                  f"    waktu: {number} hari kerja", f"    output: {words}",
                  f"    ket: Catatan{number}", *([f"    lanjut: a{number + 1}"] if number < count else [])]
    return "\n".join([*lines, "---\n"])


@pytest.fixture(scope="module")
def served(site) -> Iterator[str]:
    """The site at an address of this machine."""
    handler = functools.partial(_Quiet, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


def chromium(program: str, *arguments: str) -> str:
    with tempfile.TemporaryDirectory() as profile:
        return subprocess.run(
            [program, "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", f"--user-data-dir={profile}",
             *arguments], capture_output=True, text=True, check=True, timeout=300).stdout


@pytest.fixture
def looked(needs, site, served) -> dict[str, dict]:
    pages = (("asli", SOP), ("panjang", LONG), ("lebar", broad(7)))
    jobs = [[f"{name} {width}", f"/{address}", width] for name, address in pages
            for width in (PHONE, DESK)]
    (site / "periksa.html").write_text(LOOK.replace("JOBS", json.dumps(jobs)), encoding="utf-8")
    page = chromium(needs("chromium"), "--dump-dom", "--virtual-time-budget=120000", f"{served}periksa.html")
    return json.loads(unescape(re.search(r'<pre id="hasil">(.*?)</pre>', page, re.DOTALL)[1]))


def test_the_page_holds_for_everybody_on_a_phone_and_on_a_desk(looked):
    assert len(looked) == 6
    for name, page in looked.items():
        assert page["violations"] == [], name
        assert page["overflow"] == 0, name
        assert page["hidden"] < (250 if name.startswith("lebar") else 1), name  # endless words widen nothing
    desk, phone = looked[f"panjang {DESK}"], looked[f"panjang {PHONE}"]
    assert desk["symbols"] == len(STEPS) + 1
    assert desk["heads"] == 4 + 5 + 4
    assert desk["words"] == []
    assert desk["gap"] < 2  # the drawing is as large as its cell: pieces of neighbouring cells meet
    assert phone["symbols"] == phone["heads"] == 0
    assert phone["words"][8] == "Atasan PPID. Keputusan; Ya: ke langkah 11; Tidak: ke langkah 7."
    assert phone["words"][10:12] == ["Petugas Layanan. Proses; lanjut ke langkah 12.",
                                     "PPID Pelaksana. Proses; lanjut ke langkah 12."]
    assert set(phone["values"]) == {"Output: Hasil"}  # and nothing of what is empty


def printed(program: str, address: str, file: Path) -> pypdfium2.PdfDocument:
    chromium(program, "--no-pdf-header-footer", f"--print-to-pdf={file}", address)
    return pypdfium2.PdfDocument(file)


def test_on_paper_rows_stay_whole_below_repeated_heads(needs, served, tmp_path):
    paper = printed(needs("chromium"), f"{served}{LONG}", tmp_path / "sop.pdf")
    pages = [page.get_textpage().get_text_range() for page in paper]
    assert all(page.get_width() > page.get_height() for page in paper)
    assert all(text.strip() for text in pages)
    flow = [text for text in pages if "Mengerjakan sesuatu" in text]
    assert len(flow) > 1
    for text in flow:
        assert re.search(r"Pemohon\s+Petugas\s+Layanan\s.*Kelengkapan\s+Waktu\s+Output", text, re.DOTALL)
    assert sum(text.count("Mengerjakan sesuatu") for text in flow) == len(STEPS)


@pytest.mark.thorough
@pytest.mark.parametrize("count", BROAD)
def test_on_paper_every_column_is_on_the_sheet(needs, served, tmp_path, count):
    paper = printed(needs("chromium"), f"{served}{broad(count)}", tmp_path / "sop.pdf")
    notes = {}
    for page in paper:
        text = page.get_textpage()
        for found in re.finditer(r"Catatan\s?(\d+)", text.get_text_range()):
            boxes = [text.get_charbox(at) for at in range(*found.span())]
            notes[int(found[1])] = max(right for _, _, right, _ in boxes) < page.get_width() - 20
    assert notes == dict.fromkeys(range(1, count + 1), True)


@pytest.mark.thorough
@pytest.mark.parametrize(("address", "state"), [(LONG, "rancangan"), (MAKLUMAT, "rancangan"), (MAKLUMAT, "gugur"),
                                                (MAKLUMAT, "dicabut"), (MAKLUMAT, "berlaku")])
def test_on_paper_every_sheet_of_what_does_not_hold_says_so(needs, site, served, tmp_path, address, state):
    page = (site / address / "index.html").read_text(encoding="utf-8")
    shown = page.replace('data-keadaan="rancangan"', f'data-keadaan="{state}"')
    (site / address / f"{state}.html").write_text(shown, encoding="utf-8")
    paper = printed(needs("chromium"), f"{served}{address}{state}.html", tmp_path / "halaman.pdf")
    texts = [page.get_textpage() for page in paper]
    assert len(texts) > 1
    assert {large(text) for text in texts} == {"" if state == "berlaku" else state.upper()}
    assert "CONTOH Laman ini belum resmi" in " ".join(texts[0].get_text_range().split())


def large(text: pypdfium2.PdfTextPage) -> str:
    """What stands on a sheet in letters of more than 48 points."""
    return "".join(text.get_text_range(at, 1) for at in range(text.count_chars())
                   if pypdfium2.raw.FPDFText_GetFontSize(text, at) > 48)
