"""The page /keaslian/ in a browser, on an office's real site: what a visitor does and what the page answers."""

from __future__ import annotations

import functools
import http.server
import json
import os
import re
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

import pytest

from maklumat import builder, openssh, permalinks, release, sshsig

from ..ending import ended
from ..sites import office as offices
from ..sites.conftest import asset
from ..sites.office import MAKLUMAT, OFFICIAL, SOP
from .node import SOURCES

HOST = "ppid.contoh.test"  # any name but localhost: without https no browser offers its cryptography there
CODE = permalinks.code("maklumat", "informasi-publik")
PATIENCE = 60  # seconds

# Opens the page for each job, does what the job says (`act`), and tells what the visitor then sees.
LOOK = """<!doctype html><meta charset="utf-8"><title>periksa</title><script type="module">
const given = GIVEN, found = {};
const seen = page => page.getElementById("hasil");
async function finished(page) {
  for (const start = Date.now(); Date.now() - start < 10000; await new Promise(next => setTimeout(next, 20))) {
    if (page.getElementById("kabar")?.textContent.startsWith("Hasil")) return;
  }
}
async function opened(address) {
  const frame = document.createElement("iframe");
  frame.width = given.width; frame.height = 900; frame.src = address;
  await new Promise(done => { frame.onload = done; document.body.append(frame); });
  return frame.contentDocument;
}
function filled(page, acts) {
  const made = new DataTransfer();
  for (const [name, text] of acts.files ?? []) made.items.add(new File([text], name));
  if (acts.files && !acts.drop) page.getElementById("pilihan").files = made.files;
  for (const [id, value] of acts.values ?? []) {
    page.getElementById(id).value = value;
    page.getElementById(id).dispatchEvent(new page.defaultView.Event("change"));
  }
  const form = page.getElementById(acts.files ? "berkas" : "pilih");
  if (acts.drop) form.dispatchEvent(new page.defaultView.DragEvent("drop", {
    dataTransfer: made, cancelable: true, bubbles: true }));
  else form.querySelector("button").click();
}
for (const [name, address, acts] of given.jobs) {
  const page = await opened(address);
  if (acts) filled(page, acts);
  if (acts || address.includes("?")) await finished(page);
  found[name] = {
    state: seen(page)?.dataset.hasil, said: seen(page)?.innerText, news: page.getElementById("kabar")?.textContent,
    chosen: ["dokumen", "revisi"].map(id => page.getElementById(id)?.value), focus: page.activeElement.innerText,
    options: [...page.querySelectorAll("#dokumen option")].map(it => it.textContent),
    without: page.getElementById("tanpa-skrip")?.checkVisibility(),
    form: page.getElementById("pemeriksaan")?.checkVisibility({ visibilityProperty: true }),
    overflow: page.documentElement.scrollWidth - page.documentElement.clientWidth,
  };
}
await fetch("/hasil", { method: "POST", body: JSON.stringify(found) });
</script><body>"""


@pytest.fixture(scope="module")
def site(opened_office, tmp_path_factory) -> Path:
    out = tmp_path_factory.mktemp("keaslian") / "site"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MAKLUMAT_ANCHOR", opened_office.anchor)
        project = opened_office.load()
    builder.build(project, out, release.make(project.plan, project.settings))
    shutil.copytree(SOURCES, asset(out, "js"), dirs_exist_ok=True)
    return out


@pytest.fixture(scope="module")
def opened_office(tmp_path_factory) -> offices.Office:
    if missing := [name for name in ("git", "ssh-keygen", "chromium") if not shutil.which(name)]:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(f"{missing[0]} is not installed on this machine")
    return offices.opened(tmp_path_factory.mktemp("kantor"))


class Handler(http.server.SimpleHTTPRequestHandler):
    def do_POST(self) -> None:
        self.server.answer = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.send_response(204)
        self.end_headers()
        self.server.answered.set()

    def log_message(self, format: str, *args: object) -> None:
        pass


@contextmanager
def served(site: Path) -> Iterator[http.server.ThreadingHTTPServer]:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=str(site))) as server:
        server.answered = threading.Event()
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture
def look(site, tmp_path) -> Callable[..., dict[str, dict]]:
    """look([name, address, acts], …): the page after each job; `spoil` changes the site before."""
    def looked(*jobs: tuple, host: str = "127.0.0.1", width: int = 360, spoil: Callable = lambda root: None) -> dict:
        root = tmp_path / "situs"
        shutil.copytree(site, root, dirs_exist_ok=True)
        spoil(root)
        given = json.dumps({"jobs": jobs, "width": width}).replace("<", "\\u003c")
        (root / "periksa.html").write_text(LOOK.replace("GIVEN", given), encoding="utf-8")
        with served(root) as server:
            browser = subprocess.Popen(
                ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run",
                 f"--user-data-dir={tmp_path / 'profil'}", f"--host-resolver-rules=MAP {HOST} 127.0.0.1",
                 "--remote-debugging-port=0", f"http://{host}:{server.server_port}/periksa.html"],
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            try:
                assert server.answered.wait(PATIENCE), "the browser gave no answer"
            finally:
                ended(browser)
            return server.answer
    return looked


def texts(site: Path) -> dict[str, str]:
    """What a visitor may have downloaded, by file name."""
    folders = {"naskah.txt": f"{MAKLUMAT}revisi/2", "allowed_signers": "pengesah"}
    return {name: (site / folder / name).read_text(encoding="utf-8")
            for base, folder in folders.items() for name in (base, f"{base}.sig")}


def test_a_visitor_checks_what_the_site_shows(look, site, opened_office):
    root, official = (sshsig.fingerprint(openssh.public_key(opened_office.keys / f"{name}.pub")[1])
                      for name in ("akar", "pejabat"))
    page = "/keaslian/"
    seen = look(
        ("link", f"{page}?dokumen={CODE}", None),
        ("revision", f"{page}?dokumen={CODE}&revisi=1", None),
        ("choice", page, {"values": [["dokumen", permalinks.code("sop", "maklumat-informasi-publik")]]}),
        ("address", page, {"values": [["alamat", f"/{SOP}revisi/1/"]]}),
        ("short", page, {"values": [["alamat", f"https://{offices.DOMAIN}/d/{CODE}/1"]]}),
        ("unknown", page, {"values": [["alamat", "https://contoh.id/maklumat/informasi-publik/"]]}),
        ("no revision", f"{page}?dokumen={CODE}&revisi=7", None),
    )
    good = [name for name, each in seen.items() if each["state"] == "cocok"]
    assert good == ["link", "revision", "choice", "address", "short"]
    link = seen["link"]
    for part in ("ditandatangani dengan kunci yang terdaftar atas nama CONTOH PEJABAT, S.Sos., dan tidak berubah",
                 "NIP 19700101 199501 1 001", "5 Februari 2025", "revisi 2", root, official,
                 sha256((site / MAKLUMAT / "revisi/2/naskah.txt").read_bytes()).hexdigest(),
                 "Yang tidak dibuktikan", "berasal dari laman yang sama", "papan pengumuman"):
        assert part in link["said"], part
    assert "tidak tercantum sebagai kunci akar" not in link["said"]
    assert (link["news"], link["focus"]) == ("Hasil pemeriksaan: Cocok.", "Cocok")
    assert (link["form"], link["without"]) == (True, False)
    assert [seen[name]["chosen"][1] for name in good] == ["2", "1", "1", "1", "1"]
    assert link["options"] == ["Maklumat Pelayanan Informasi Publik", "Penetapan Maklumat Pelayanan Informasi Publik"]
    assert "bukan alamat dokumen" in seen["unknown"]["said"]
    assert "tidak mempunyai revisi 7" in seen["no revision"]["said"]
    assert all(each["overflow"] == 0 for each in seen.values())


def unlisted(root: Path) -> None:
    """Makes of the page that of a site with too many documents to choose from (see test_check_page)."""
    page = root / "keaslian/index.html"
    html = page.read_text(encoding="utf-8")
    for part in (r'<p><label for="dokumen">.*?</select></p>', r'<p><label for="revisi">.*?</select></p>',
                 r"<li data-kode.*?</li>"):
        html, times = re.subn(part, "", html, flags=re.DOTALL)
        assert times
    page.write_text(html, encoding="utf-8")


@pytest.mark.thorough
def test_where_documents_are_too_many_to_list_they_are_looked_up(look):
    page = "/keaslian/"
    seen = look(
        ("link", f"{page}?dokumen={CODE}", None),
        ("revision", f"{page}?dokumen={CODE}&revisi=1", None),
        ("address", page, {"values": [["alamat", f"/{SOP}revisi/1/index.html"]]}),
        ("page", page, {"values": [["alamat", f"https://{offices.DOMAIN}/{SOP}#keaslian"]]}),
        ("short", page, {"values": [["alamat", f"https://{offices.DOMAIN}/d/{CODE}/1"]]}),
        ("unknown", page, {"values": [["alamat", "https://contoh.id/maklumat/informasi-publik/"]]}),
        ("no document", page, {"values": [["alamat", "/daftar/"]]}),
        ("no code", f"{page}?dokumen=00000000", None),
        ("no revision", f"{page}?dokumen={CODE}&revisi=7", None),
        spoil=unlisted)
    assert {name: each["state"] for name, each in seen.items()} == dict.fromkeys(
        ("link", "revision", "address", "page", "short"), "cocok") | dict.fromkeys(
        ("unknown", "no document", "no code", "no revision"), "tidak-tahu")
    for name, says in {"link": "Maklumat Pelayanan Informasi Publik, revisi 2", "revision": ", revisi 1",
                       "address": "Penetapan Maklumat Pelayanan Informasi Publik, revisi 1", "short": ", revisi 1",
                       "unknown": "bukan alamat dokumen", "no document": "bukan alamat dokumen",
                       "no code": "bukan alamat dokumen", "no revision": "tidak mempunyai revisi 7"}.items():
        assert says in seen[name]["said"], name


@pytest.mark.thorough
def test_a_visitor_checks_own_files(look, site):
    files = texts(site)
    altered = files["naskah.txt"].replace("paling lambat 9 hari", "paling lambat 90 hari")
    assert altered != files["naskah.txt"]
    pair = [["naskah.txt", files["naskah.txt"]], ["naskah.txt.sig", files["naskah.txt.sig"]]]
    registry = [["allowed_signers", files["allowed_signers"]], ["allowed_signers.sig", files["allowed_signers.sig"]]]
    seen = look(*((name, "/keaslian/", {"files": given, "drop": name.endswith("dropped")}) for name, given in (
        ("good", pair), ("good, dropped", pair), ("own list", [*pair, *registry]), ("list alone", [*pair, registry[0]]),
        ("altered, dropped", [["naskah.txt", altered], pair[1]]),
        ("other list", [*pair, ["allowed_signers", "# kosong\n"]]),
        ("altered list", [*pair, ["allowed_signers", files["allowed_signers"] + "# x\n"], registry[1]]),
        ("no signature", pair[:1]), ("no text", pair[1:]), ("two texts", [*pair, ["lain.txt", "x"]]), ("nothing", []))))
    assert {name: each["state"] for name, each in seen.items()} == {
        "good": "cocok", "good, dropped": "cocok", "own list": "cocok", "list alone": "cocok",
        "altered, dropped": "tidak-cocok", "other list": "tidak-cocok", "altered list": "tidak-cocok",
        "no signature": "tidak-tahu", "no text": "tidak-tahu", "two texts": "tidak-tahu", "nothing": "tidak-tahu"}
    for name, says in (("altered, dropped", "Isi naskahnya berubah sesudah ditandatangani"),
                       ("other list", "tidak ada dalam daftar kunci"), ("altered list", "Daftar kunci tidak cocok"),
                       ("list alone", "tidak disertai tanda tangan akar"), ("no signature", "tangannya belum dipilih"),
                       ("no text", "naskahnya belum dipilih"), ("two texts", "lebih dari satu")):
        assert says in seen[name]["said"], name
    assert "Jangan memakai naskah itu" in seen["altered, dropped"]["said"]


@pytest.mark.thorough
def test_a_site_that_shows_something_else_than_was_signed_is_found_out(look):
    def spoil(root: Path) -> None:
        path = root / MAKLUMAT / "revisi/2/naskah.txt"
        path.write_bytes(path.read_bytes().replace(b"9 hari", b"99 hari"))
        (root / SOP / "revisi/1/naskah.txt.sig").unlink()
    seen = look(("altered", f"/keaslian/?dokumen={CODE}", None), ("gone", f"/keaslian/?dokumen=/{SOP}", None),
                spoil=spoil)
    assert seen["altered"]["state"] == "tidak-cocok"
    assert seen["gone"]["state"] == "tidak-tahu"
    assert "Berkas naskah.txt.sig tidak ada di laman ini" in seen["gone"]["said"]


def test_without_https_the_page_gives_the_command_and_accuses_nobody(look):
    [answer] = look(("plain", f"/keaslian/?dokumen={CODE}", None), host=HOST).values()
    assert answer["state"] == "tidak-tahu"
    assert "tidak berarti naskahnya palsu" in answer["said"]
    assert "tidak dibuka lewat https" in answer["said"]
    assert f"-I nip:{OFFICIAL} \\" in answer["said"]
    assert "-O verify-time=20250205050000Z \\" in answer["said"]


def test_without_its_script_the_page_shows_no_dead_controls_and_points_to_the_command(look):
    [answer] = look(("bare", "/keaslian/", None), spoil=lambda root: shutil.rmtree(asset(root, "js"))).values()
    assert (answer["form"], answer["without"], answer["overflow"]) == (False, True, 0)
