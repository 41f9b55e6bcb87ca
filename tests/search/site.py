"""A search page over the documents of corpus.yml, without the rest of a site, and Chromium to ask it."""

from __future__ import annotations

import functools
import http.server
import json
import shutil
import subprocess
import threading
from pathlib import Path

import yaml

from maklumat import documents, passages, policy, search_index, search_page, search_records, status
from maklumat.catalogue import Catalogue, Entry
from maklumat.model import State
from maklumat.planned import Facts

from ..ending import ended
from ..unit.verdicts import verdict

HERE = Path(__file__).parent
THEME = HERE.parents[1] / "theme"
BASE = HERE.parents[0] / "rules/base/content"
PATIENCE = 60  # seconds
SAMPLES = {"sop": "sop/maklumat-informasi-publik", "maklumat": "maklumat/informasi-publik"}


def catalogue(*more: Entry) -> Catalogue:
    rows = yaml.load((HERE / "corpus.yml").read_text(encoding="utf-8"), yaml.CSafeLoader)
    return Catalogue((*map(entry, rows), *more), Facts())


def entry(row: dict, state: State | None = None) -> Entry:
    kind, name = row["jenis"], row["id"]
    front = (BASE / SAMPLES[kind] / "index.md").read_text(encoding="utf-8").split("---\n", 2)[1]
    fields = yaml.safe_load(front) | {"id": name, "judul": row["judul"], "nomor_sop": row["nomor"]}
    fields["instansi"]["unit_kerja"] = row["unit"]
    fields |= dict.fromkeys(("tanggal_pembuatan", "tanggal_efektif", "tanggal_pengesahan"), f"{row['tahun']}-01-20")
    if kind == "sop":
        fields |= {name: [] for name in ("keterkaitan", "pencatatan_pendataan", "kualifikasi_pelaksana", "dasar_hukum")}
        fields |= {"peralatan_perlengkapan": [], "peringatan": [row["peringatan"]], "langkah": steps(row["langkah"])}
    data = f"---\n{yaml.safe_dump(fields, allow_unicode=True, sort_keys=False)}---\n{row.get('isi', '')}\n".encode()
    path = f"content/{kind}/{name}/index.md"
    reading = documents.read(path, data)
    assert reading.document, name
    state = state or (State.WITHDRAWN if row.get("dicabut") else State.APPROVED)
    return Entry(passages.told(reading), verdict(reading, state), f"{kind}/{name}/", f"d/{name}/",
                 status.of(reading.document, state))


def steps(activities: list[str]) -> list[dict]:
    last = len(activities) - 1
    return [{"id": f"l{at}", "oleh": "petugas", "jenis": "mulai" if not at else "selesai" if at == last else "kegiatan",
             "kegiatan": activity, "kelengkapan": "", "waktu": "", "output": "", "ket": ""}
            | ({} if at == last else {"lanjut": f"l{at + 1}"}) for at, activity in enumerate(activities)]


def built(found: Catalogue, folder: Path) -> Path:
    """The page in a shell with the policy of theme/cari.html, what it loads, and nothing else."""
    for part in ("js", "css"):
        shutil.copytree(THEME / part, folder / part)
    for uri, data in search_index.build(search_records.of(found)).items():
        (folder / uri).parent.mkdir(parents=True, exist_ok=True)
        (folder / uri).write_bytes(data)
    [page] = search_page.pages(found)
    (folder / "cari").mkdir()
    text = SHELL.replace("POLICY", policy.SEARCH).replace("BLOCK", page.block)
    (folder / "cari/index.html").write_text(text, encoding="utf-8")
    return folder


SHELL = """<!doctype html><html lang="id"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="POLICY"><title>Cari</title>
<link rel="stylesheet" href="../css/dokumen.css"><link rel="stylesheet" href="../css/cari.css">
<script type="module" src="../js/cari.js"></script><main>BLOCK</main>"""


class _Handler(http.server.SimpleHTTPRequestHandler):
    def do_POST(self) -> None:
        self.server.answer = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.send_response(204)
        self.end_headers()
        self.server.answered.set()

    def log_message(self, format: str, *args: object) -> None:
        pass


def asked(site: Path, script: str, given: object, profile: Path):
    """What a module script, run in a page of the site, sends to /jawaban; it knows `given`."""
    text = json.dumps(given).replace("<", "\\u003c")
    (site / "tanya.html").write_text(
        f'<!doctype html><meta charset="utf-8"><script type="module">const given = {text};\n{script}</script><body>',
        encoding="utf-8")
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Handler, directory=str(site))) as server:
        server.answered = threading.Event()
        threading.Thread(target=server.serve_forever, daemon=True).start()
        browser = subprocess.Popen(
            ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
             "--disable-background-networking", "--disable-component-update", "--disable-sync",
             f"--user-data-dir={profile}", "--remote-debugging-port=0",
             f"http://127.0.0.1:{server.server_port}/tanya.html"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            assert server.answered.wait(PATIENCE), "the browser gave no answer"
        finally:
            ended(browser)
            server.shutdown()
        return server.answer
