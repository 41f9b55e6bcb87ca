"""`maklumat serve` as an editor meets it: a process of its own, asked over HTTP while files change under it."""

from __future__ import annotations

import datetime
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from types import MappingProxyType

import pytest

from maklumat import clock, openssh, serving

from .conftest import MAKLUMAT, REPOSITORY, SOP, run
from .office import MAKLUMAT as SIGNED

BROKEN = {  # folder -> what an editor has done to the text
    "yaml": lambda text: text.replace("judul: ", "judul: [", 1).encode(),
    "kosong": lambda text: b"",
    "biner": lambda text: bytes(range(256)) * 50,
    "latin": lambda text: text.replace("Maklumat", "Mākl".replace("ā", "é"), 1).encode("latin-1"),
    "besar": lambda text: text.encode() + b"x" * 300_000,
    "rusak": lambda text: (text.replace("status: berlaku", "status: berlaki").replace("instansi:", "instansu:")
                           + "\n\nKami <b>berupaya</b> \u200b semampunya & \"terbaik\".\n").encode(),
}
EMPTY = MappingProxyType({})
ENGLISH = re.compile(r"\b(?:INFO|WARNING|ERROR|Error|Traceback|Serving|Detected|changes?|file|not found|server)\b")


@dataclass
class Server:
    root: Path
    process: subprocess.Popen[str]
    port: int
    said: list[str] = field(default_factory=list)

    def get(self, address: str = "", method: str = "GET", headers: Mapping[str, str] = EMPTY) -> tuple[int, str]:
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}/{address}", method=method, headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return answer.status, answer.read().decode("utf-8", "replace")
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode("utf-8", "replace")

    def page(self, address: str = "") -> str:
        status, html = self.get(address)
        assert status == 200, (address, status)
        return html

    def path(self, address: str) -> Path:
        return self.root / "content" / address / "index.md"

    def hear(self, words: str) -> None:
        """Reads what the terminal shows until it holds these words."""
        while True:
            line = self.process.stdout.readline()
            assert line, self.said
            self.said.append(line)
            if words in line:
                return


@pytest.fixture(scope="module")
def server(tmp_path_factory) -> Iterator[Server]:
    root = tmp_path_factory.mktemp("pratinjau")
    for name in ("content", "theme"):
        shutil.copytree(REPOSITORY / name, root / name)
    shutil.copy(REPOSITORY / "mkdocs.yml", root)
    text = (root / "content" / MAKLUMAT / "index.md").read_text(encoding="utf-8")
    for name, spoil in BROKEN.items():
        (root / "content/maklumat" / name).mkdir()
        (root / "content/maklumat" / name / "index.md").write_bytes(spoil(text))
    (root / "content/lepas.md").write_text("# Halaman\n\n[ke mana](tidak-ada.md) ![](gambar.png)\n", encoding="utf-8")
    (root / "content/ditolak.md").write_text("# Halaman\n\n<script>alert(1)</script>\n", encoding="utf-8")
    (root / "content/latin.md").write_bytes("# Halaman\n\ncafé\n".encode("latin-1"))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen([sys.executable, "-m", "maklumat", "serve", "--address", f"127.0.0.1:{port}"], cwd=root,
                               stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8")
    started = Server(root, process, port)
    started.hear("pratinjau siap di")
    yield started
    process.send_signal(signal.SIGTERM)
    rest, _ = process.communicate(timeout=60)
    said = "".join(started.said) + rest
    assert process.returncode == 130, said
    assert not ENGLISH.search(said), said


def box(html: str) -> str:
    return re.search(r'<aside class="temuan" aria-label="Pratinjau naskah">.*?</aside>', html, re.DOTALL)[0]


def plain(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", "", html)).replace("`", "").split())


def shown(html: str) -> list[tuple]:
    """The findings of a box: level, code, line, column, message, help."""
    rows = re.findall(r"<li>\n(.*?)\n</li>", box(html), re.DOTALL)
    return [(*re.search(r'<strong class="(\w+)">\w+</strong> <a href="../../aturan/(\w+)/">\2</a> '
                        r'<span class="tempat">baris (\d+), kolom (\d+)<', row).groups(),
             plain(re.search(r'<p class="pesan">(.*?)</p>', row)[1]).casefold().removesuffix("."),
             plain((re.search(r'<p class="bantuan">(.*?)</p>', row) or ("", ""))[1])) for row in rows]


def told(finding: dict) -> tuple:
    return (finding["level"], finding["code"], str(finding["line"]), str(finding["column"]),
            plain(finding["message"].replace("<", "&lt;")).casefold(), plain(finding["help"].replace("<", "&lt;")))


def test_the_box_of_every_document_holds_what_check_finds(server):
    report = json.loads(run(server.root, "maklumat", "check", "--format", "json").stdout)
    seen = {}
    for path in sorted((server.root / "content").glob("*/*/index.md")):
        name = path.relative_to(server.root).as_posix()
        seen[name] = shown(server.page(name.removeprefix("content/").removesuffix("index.md")))
    found = {name: [told(each) for each in report["findings"] if each["path"] == name] for name in seen}
    assert seen == found
    assert sum(map(len, seen.values())) == len(report["findings"]) > 20


def test_a_finding_marks_its_place_and_leads_to_its_rule(server):
    html = box(server.page("maklumat/rusak/"))
    assert "<pre><code>status: <mark>berlaki</mark></code></pre>" in html
    assert "<b>" not in html
    for code in set(re.findall(r'href="../../aturan/(\w+)/"', html)):
        assert f"Aturan {code}" in server.page(f"aturan/{code}/")


def test_a_document_that_cannot_be_read_shows_why_at_its_own_address(server):
    for name in ("yaml", "kosong", "biner", "besar"):
        html = server.page(f"maklumat/{name}/")
        assert "Naskah ini belum dapat dibaca" in html
        assert shown(html)
    assert "Pejabat Pengelola" in server.page(SOP)


def test_state_and_next_step_stand_on_top(server):
    assert "RANCANGAN Belum disahkan. Berikutnya: daftarkan pejabat pengesah" in plain(box(server.page(SOP)))
    assert "Berikutnya: perbaiki setiap galat di bawah" in plain(box(server.page("maklumat/rusak/")))


@pytest.mark.parametrize(("address", "before"), [("", ""), ("daftar/", "../")])
def test_home_and_register_lead_to_every_document_with_findings(server, address, before):
    html = re.search(r'<aside class="temuan ringkas".*?</aside>', server.page(address), re.DOTALL)[0]
    for name in (*(f"maklumat/{name}/" for name in BROKEN), MAKLUMAT, SOP, "ditolak/"):
        assert f'<a href="{before}{name}">' in html
    assert "dalam 8 dokumen" in html


def test_ordinary_pages_say_what_is_wrong_with_them(server):
    assert "tautan <code>tidak-ada.md</code> menuju berkas yang tidak ada" in server.page("lepas/")
    assert "tautan <code>gambar.png</code> menuju berkas yang tidak ada" in server.page("lepas/")
    assert "baris 3 memuat <code>&lt;script</code>" in server.page("ditolak/")
    assert "<script>alert" not in server.page("ditolak/")
    assert "berkas ini bukan teks UTF-8" in server.page("latin/")


@pytest.mark.parametrize(("host", "status"), [
    ("localhost:9", 200), ("127.0.0.1", 200), ("[::1]:9", 200), ("192.0.2.7:8000", 200),
    ("jahat.example", 421), ("127.0.0.1.jahat.example:8000", 421), ("localhost.jahat.example", 421), ("[", 421)])
def test_a_page_elsewhere_cannot_read_drafts_under_a_name_of_its_own(server, host, status):
    found, text = server.get(SOP, headers={"Host": host})
    assert found == status
    assert ("temuan" in text) is (status == 200)


def test_what_is_not_there_is_said_in_indonesian(server):
    for address in ("tidak/", "../mkdocs.yml", "%2e%2e/mkdocs.yml", "maklumat/%00/", ".git/config", "css/tidak.css"):
        status, html = server.get(address)
        assert (status, "Halaman tidak ditemukan" in html) == (404, True), address
    status, text = server.get("", method="POST")
    assert (status, text) == (501, "permintaan ini tidak dikenal")


def test_an_address_without_its_slash_leads_on(server):
    assert box(server.page(SOP.rstrip("/"))) == box(server.page(SOP))


def test_a_change_shows_at_once_and_tells_open_pages(server):
    path = server.path(SOP)
    text, before = path.read_text(encoding="utf-8"), server.page(serving.VERSION)
    assert f'here = "{before}"' in server.page(SOP)
    path.write_text(text.replace("judul: ", "judul: Perubahan ", 1), encoding="utf-8")
    assert "<h1>Perubahan " in server.page(SOP)
    assert server.page(serving.VERSION) != before
    assert "Perubahan " in server.page("daftar/")
    path.write_text(text, encoding="utf-8")
    assert "<h1>Perubahan " not in server.page(SOP)


def test_documents_come_are_renamed_and_go(server):
    new, renamed = server.path("maklumat/baru"), server.path("maklumat/lain")
    shutil.copytree(server.path(MAKLUMAT).parent, new.parent)
    assert "RP07" in server.page("maklumat/baru/")
    new.parent.rename(renamed.parent)
    assert server.get("maklumat/baru/")[0] == 404
    assert "RP07" in server.page("maklumat/lain/")
    shutil.rmtree(renamed.parent)
    assert server.get("maklumat/lain/")[0] == 404


@pytest.mark.parametrize(("old", "new", "sentence"), [
    ("docs_dir: content", "docs_dir: [", "susunannya rusak pada baris"),
    ("- attr_list", "- atribut", "ekstensi Markdown `atribut` tidak dapat dimuat"),
    ("name: material", "name: bahan", "nilai `theme` tidak dapat dipakai"),
    ("docs_dir: content", "docs_dir: isi", "folder isi isi/ tidak ada"),
])
def test_settings_that_break_leave_the_last_site_up(server, old, new, sentence):
    path = server.root / "mkdocs.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    html = server.page(SOP)
    assert plain(sentence) in plain(html)
    assert "Yang tampil keadaan sebelumnya." in html
    assert "RANCANGAN" in box(html)
    server.hear(sentence)
    path.write_text(text, encoding="utf-8")
    assert "Yang tampil keadaan sebelumnya." not in server.page(SOP)


def test_prints_are_typeset_when_they_are_opened(server):
    assert server.page(f"{SOP}cetak/sop.pdf").startswith("%PDF-")
    path = server.path(MAKLUMAT)
    text = path.read_text(encoding="utf-8")
    long = " ".join(["dengan sungguh-sungguh dan terus-menerus"] * 200)
    path.write_text(re.sub(r"(?m)^(\d\. .*)$", rf"\1 {long}", text), encoding="utf-8")
    html = server.page(f"{MAKLUMAT}cetak/poster-a3.pdf")
    assert "CT01" in html and "tidak muat pada poster A3" in plain(html)
    path.write_text(text, encoding="utf-8")


def test_signed_documents_say_so_and_a_changed_byte_voids_them(office):
    said = []
    shown = serving.Preview(office.root, said.append)
    assert "DISAHKAN Isinya sudah disahkan." in plain(box(shown.answer(f"/{SIGNED}").data.decode()))
    office.edit(SIGNED, ("paling lambat 9 hari kerja", "paling lambat 90 hari kerja"))
    words = plain(box(shown.answer(f"/{SIGNED}").data.decode()))
    assert words.startswith("GUGUR ") and "Selama begini situs tidak dapat terbit." in words
    assert "gerbang menolak" in shown.answer("/").data.decode()
    assert said and not ENGLISH.search(" ".join(said))


def test_without_ssh_keygen_the_documents_are_shown_and_nothing_passes_for_signed(office, monkeypatch):
    def missing() -> str:
        raise openssh.OpenSSHError(openssh.MISSING)

    monkeypatch.setattr(openssh, "_program", missing)
    shutil.rmtree(office.root / ".git/maklumat", ignore_errors=True)
    shown = serving.Preview(office.root, lambda sentence: None)
    html = shown.answer(f"/{SIGNED}").data.decode()
    assert "BELUM DIPERIKSA Pengesahan tidak dapat diperiksa di sini" in plain(box(html))
    assert ">BERLAKU<" not in html
    assert "ssh-keygen" in plain(shown.answer("/").data.decode())


def test_below_the_path_of_the_sites_address(root):
    path = root / "mkdocs.yml"
    text = re.sub(r"(?m)^site_url:.*$", "site_url: https://contoh.go.id/ppid/", path.read_text(encoding="utf-8"))
    path.write_text(text, encoding="utf-8")
    shown = serving.Preview(root, lambda sentence: None)
    assert (shown.answer("/"), shown.answer("/ppid"), shown.answer(f"/{SOP}")) == ("/ppid/", "/ppid/", None)
    assert b"temuan" in shown.answer(f"/ppid/{SOP}").data


def test_an_address_in_use_is_said_and_ends_it(root):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = run(root, "maklumat", "serve", "--address", f"127.0.0.1:{port}")
    assert done.returncode == 2
    assert done.stderr.endswith(f"maklumat: alamat 127.0.0.1:{port} tidak dapat dipakai; pilih port lain\n")
    assert os.linesep not in done.stderr.strip()


def test_a_page_that_was_made_while_a_file_changed_is_known_to_be_old(root, monkeypatch):
    shown = serving.Preview(root, lambda sentence: None)
    make = shown.site.answer

    def meanwhile(uri: str):
        made = make(uri)
        (root / "content/index.md").write_text("# Lain\n", encoding="utf-8")
        shown.look()
        return made

    monkeypatch.setattr(shown.site, "answer", meanwhile)
    page = shown.answer("/").data.decode()
    assert f'"{shown.version}"' not in page and f'"{shown.version}"' in shown.answer("/").data.decode()


def test_a_file_as_old_and_as_long_as_the_one_before_is_another_one(root):
    path, other = root / "content/index.md", root / "content/baru.md"
    shown = serving.Preview(root, lambda sentence: None)
    other.write_bytes(path.read_bytes().replace(b"a", b"b"))
    os.utime(other, ns=(path.stat().st_mtime_ns, path.stat().st_mtime_ns))
    shown.look()
    before = shown.version
    shutil.copy2(other, path)
    shown.look()
    assert shown.version != before


def test_links_to_folders_are_refused_instead_of_followed_for_ever(root):
    for name in ("a", "b"):
        (root / "content" / name).symlink_to(".", target_is_directory=True)
    done = run(root, "maklumat", "serve")
    assert done.returncode == 2
    assert "content/a tautan ke folder" in done.stderr and not ENGLISH.search(done.stdout + done.stderr)


def test_who_opens_the_preview_to_the_network_is_told():
    hosts = ("127.0.0.1", "127.9.9.9", "::1", "localhost", "0.0.0.0", "::", "192.0.2.7", "kantor", "localhost.example")
    assert [serving.is_private(host) for host in hosts] == [True] * 4 + [False] * 5


def test_a_changed_template_shows_and_a_broken_one_is_said(root):
    shown = serving.Preview(root, lambda sentence: None)

    def page() -> str:
        return shown.answer(f"/{SOP}").data.decode()

    path, ours = root / "theme/dasar.html", page()
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("<main", "<!-- baru --><main", 1), encoding="utf-8")
    assert ("<!-- baru -->" in ours, "<!-- baru -->" in page()) == (False, True)
    path.write_text("{% if", encoding="utf-8")
    assert "folder tampilan situs tidak dapat dipakai" in page() and "location.reload()" in page()
    path.unlink()
    assert page() not in (ours, "")
    path.write_text(text, encoding="utf-8")
    assert 'class="temuan"' in page() and "tidak dapat dipakai" not in page()


@pytest.mark.thorough
def test_a_new_day_is_seen_although_no_file_changes(root, monkeypatch):
    def is_future(year: int) -> bool:
        monkeypatch.setattr(clock, "now", lambda: datetime.datetime(year, 6, 1, 5, tzinfo=datetime.UTC))
        return "aturan/TG08/" in box(shown.answer(f"/{SOP}").data.decode())

    shown = serving.Preview(root, lambda sentence: None)
    assert (is_future(2020), is_future(2026)) == (True, False)
