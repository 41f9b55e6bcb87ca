"""What visitors get from nginx and from Apache, each with the configuration that `maklumat headers` prints."""

from __future__ import annotations

import gzip
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from maklumat import builder, policy, release, webserver
from maklumat.errors import UsageError

from ..sites import office as offices
from .web import Answer, Web, judged, open_folder, running

HOST = "ppid-bkd.example.go.id"
PROGRAM = {"nginx": "nginx", "apache": "apache2"}
META = re.compile(rb'<meta http-equiv="content-security-policy" content="([^"]*)">', re.IGNORECASE)
TEXT = "text/plain; charset=utf-8"
TYPES = {
    ".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8", ".xml": "application/xml; charset=utf-8",
    ".csv": "text/csv; charset=utf-8", ".svg": "image/svg+xml; charset=utf-8", ".png": "image/png",
    ".pdf": "application/pdf", ".gz": "application/gzip", ".wasm": "application/wasm", ".txt": TEXT, ".md": TEXT,
    ".sig": TEXT, ".sha256": TEXT, "SHA256SUMS": TEXT,
    "allowed_signers": TEXT,
}
STRICT = {
    "content-security-policy": "default-src 'none'; base-uri 'none'; form-action 'none'; style-src 'self'; "
                               "img-src 'self'; frame-ancestors 'none'",
    "strict-transport-security": "max-age=31536000",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "permissions-policy": "accelerometer=(), camera=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), "
                          "payment=(), usb=()",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-cache",
}
IMMUTABLE = "public, max-age=31536000, immutable"
LATER = 2_000_000_000  # seconds
SECRET = b"rahasia di luar situs"
MORE = {"naskah.md": b"# Naskah\n", "naskah.md.sig": b"-----BEGIN SSH SIGNATURE-----\n", "berkas.pdf": b"%PDF-1.7\n",
        "kode.wasm": b"\0asm", "daftar.csv": b"a,b\n" * 500, "rilis.sha256": b"", "sub/SHA256SUMS": b"",
        "SHA256SUMS": b"", "besar.png": b"\x89PNG" + bytes(5000), "tanpa-halaman/isi.txt": b"isi\n"}


@pytest.fixture(scope="module")
def site(once) -> Path:
    """A signed site, with files of every type. Only to look at."""
    def make(folder: Path) -> None:
        office = offices.opened(folder)
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("MAKLUMAT_ANCHOR", office.anchor)
            made = office.load()
        builder.build(made, folder / "situs", release.make(made.plan, made.settings))
        for name, data in MORE.items():
            (folder / "situs" / name).parent.mkdir(exist_ok=True)
            (folder / "situs" / name).write_bytes(data)
    return once("situs-server-web", make) / "situs"


@pytest.fixture(scope="module", params=webserver.SERVERS)
def server(request) -> str:
    return request.param


@pytest.fixture(scope="module")
def home(site, server) -> Iterator[Path]:
    """What the receiver leaves: two releases, whose pages load other files, and things that nobody may see."""
    with open_folder() as folder:
        made = folder / "srv"
        for name in ("rilis/satu", "rilis/dua"):
            shutil.copytree(site, made / name)
        [loaded] = (made / "rilis/dua/aset").iterdir()
        for page in (made / "rilis/dua").rglob("*.html"):
            page.write_bytes(page.read_bytes().replace(loaded.name.encode(), b"0" * 16))
        loaded.rename(loaded.with_name("0" * 16))
        for path in (made / "rilis/dua").rglob("*"):
            os.utime(path, (LATER, LATER))  # the receiver gives each release the time of its own
        for name in ("kunci", "masuk/x/index.html", "pengesah/rahasia.txt", "rahasia.txt", "rilis/rahasia.txt"):
            (made / name).parent.mkdir(parents=True, exist_ok=True)
            (made / name).write_bytes(SECRET)
        (made / "rilis/satu/tautan.txt").symlink_to(made / "rahasia.txt")
        (made / "rilis/satu/folder-tautan").symlink_to(made / "pengesah")
        (made / "rilis/satu/.tersembunyi").write_bytes(SECRET)
        (made / "pantauan").mkdir()
        (made / "pantauan/index.html").write_text("<!doctype html><p>Pantauan", encoding="utf-8")
        switch(made, "satu", "satu")
        yield made


@pytest.fixture(scope="module")
def web(server, home) -> Iterator[Web]:
    for program in (PROGRAM[server], "openssl"):
        if not shutil.which(program):
            (pytest.fail if os.environ.get("CI") else pytest.skip)(f"{program} is not installed on this machine")
    with running(server, webserver.place(f"https://{HOST}/", root=str(home)), home.parent / "server") as web:
        yield web


def switch(home: Path, now: str, before: str) -> None:
    """As the receiver does it: a new link takes the old one's place."""
    for name, target in (("kini", now), ("sebelum", before)):
        (home / "baru").symlink_to(f"rilis/{target}")
        (home / "baru").replace(home / name)


def addresses(site: Path) -> dict[str, Path]:
    """Every file by the address under which visitors know it."""
    files = (path for path in sorted(site.rglob("*")) if path.is_file() and "tautan" not in path.as_posix()
             and not path.name.startswith("."))
    return {f"/{path.relative_to(site).as_posix()}".removesuffix("index.html"): path for path in files}


def strict(answer: Answer) -> dict[str, str]:
    return {name: answer.headers.get(name, "") for name in STRICT}


@pytest.mark.parametrize("prefix", ["/", "/ppid/"])
def test_the_server_itself_finds_nothing_to_say(server, prefix, needs, tmp_path):
    needs(PROGRAM[server])
    (tmp_path / "srv/rilis/satu").mkdir(parents=True)
    (tmp_path / "srv/kini").symlink_to("rilis/satu")
    done = judged(server, webserver.place(f"https://{HOST}{prefix}", root=str(tmp_path / "srv")), tmp_path / "server")
    assert done.returncode == 0, done.stderr
    assert "warn" not in done.stderr.lower() and "AH0" not in done.stderr, done.stderr


def test_every_file_arrives_whole_with_its_type(web, site):
    for address, path in addresses(site).items():
        answer = web.get(address)
        kind = TYPES.get(path.suffix or path.name, "application/octet-stream" if "pagefind" in address else None)
        assert kind, f"{address}: a type that no test knows"
        assert (answer.status, answer.body) == (200, path.read_bytes()), address
        assert answer.headers.get("content-type") == kind or kind == "application/octet-stream", address
        expected = STRICT | ({"cache-control": IMMUTABLE} if address.startswith("/aset/") else {})
        expected["content-security-policy"] = answer.headers["content-security-policy"]  # the next test's
        assert strict(answer) == expected, address


def test_every_page_has_the_policy_of_its_own_in_the_header(web, site):
    pages = {address: path.read_bytes() for address, path in addresses(site).items() if path.suffix == ".html"}
    said = {web.get(address).headers["content-security-policy"] for address in pages}
    assert len(said) == 4  # ordinary pages, the short address, the search, the check of signatures
    assert web.get("/berkas.pdf").headers["content-security-policy"] == policy.header(policy.PDF)
    for address, page in pages.items():
        [own] = META.findall(page)
        assert web.get(address).headers["content-security-policy"] == policy.header(own.decode()), address


def test_errors_and_redirections_are_as_strict(web):
    for path, method, status in (("/tidak-ada/", "GET", 404), ("/cari", "GET", 301), ("/", "POST", 405),
                                 ("/aset/tidak-ada.css", "GET", 404), ("/.git/config", "GET", 404)):
        answer = web.get(path, method)
        assert answer.status == status, path
        assert strict(answer) | {"content-security-policy": ""} == STRICT | {"content-security-policy": ""}, path


def test_nobody_learns_the_servers_version(web):
    answers = (web.get("/"), web.get("/tidak-ada"), web.get("/", "POST"), web.get_plain("/"))
    for answer in answers:
        assert answer.headers["server"] in ("nginx", "Apache")
        assert not re.search(rb"(?i)(nginx|apache)/[\d.]+", answer.body)


def test_texts_are_compressed_and_pictures_are_not(web, site):
    found = {path.suffix: address for address, path in addresses(site).items() if path.stat().st_size > 1000}
    for address in [found[suffix] for suffix in (".html", ".css", ".js", ".xml", ".json", ".txt", ".csv")]:
        answer = web.get(address, Accept_Encoding="gzip")
        assert answer.headers.get("content-encoding") == "gzip", address
        assert answer.headers["vary"] == "Accept-Encoding", address
        assert gzip.decompress(answer.body) == web.get(address).body, address
    assert "content-encoding" not in web.get("/besar.png", Accept_Encoding="gzip").headers


@pytest.mark.parametrize("encoding", ["identity", "gzip"])
def test_what_a_browser_has_already_is_not_sent_again(web, encoding):
    first = web.get("/", Accept_Encoding=encoding)
    again = web.get("/", Accept_Encoding=encoding, If_None_Match=first.headers["etag"])
    assert (again.status, again.body) == (304, b"")
    assert again.headers["cache-control"] == "no-cache"


def test_what_is_not_there_is_said_on_the_sites_own_page(web, site, home):
    page = (site / "404.html").read_bytes()
    for path in ("/tidak-ada", "/maklumat/tidak-ada/", "/tanpa-halaman/", "/aset/", "/aset/0/x.css", "/.tersembunyi",
                 "/maklumat/.git/config", "/%2etersembunyi", "/.sebelum/x", "/pantauan/tidak-ada", "/index.html/x"):
        answer = web.get(path)
        assert (answer.status, answer.body) == (404, page), path
        assert answer.headers["content-type"] == TYPES[".html"], path


def test_only_what_is_released_can_be_read(web):
    paths = ("/../rahasia.txt", "/%2e%2e/rahasia.txt", "/..%2frahasia.txt", "/..%5crahasia.txt", "//rahasia.txt",
             "/aset/../../rahasia.txt", "/aset../rahasia.txt", "/aset/%2e%2e/%2e%2e/rahasia.txt",
             "/pantauan../rahasia.txt", "/pantauan/../rahasia.txt", "/pantauan/..%2frahasia.txt",
             "/rilis/rahasia.txt", "/masuk/x/index.html", "/masuk/x/", "/kunci", "/pengesah/rahasia.txt",
             "/kini/index.html", "/sebelum/index.html", "/tautan.txt", "/folder-tautan/rahasia.txt",
             "/.sebelum/../../rahasia.txt", "/.tersembunyi", "/./.tersembunyi", "/%00", "/index.html%00.txt")
    for path in paths:
        said = web.raw(path)
        assert said.split(b" ")[1] in (b"400", b"403", b"404"), path
        assert SECRET not in said, path


def test_the_site_can_only_be_read(web, server):
    for method in ("POST", "PUT", "DELETE", "PATCH", "OPTIONS", "PROPFIND", "TRACE"):
        answer = web.get("/", method)
        assert answer.status == 405, method
    allowed = {"nginx": "GET, HEAD", "apache": ""}  # Apache's own list is empty, and ours would only stand beside it
    assert web.get("/", "POST").headers["allow"] == allowed[server]
    page, head = web.get("/"), web.get("/", "HEAD")
    assert (head.status, head.body, head.headers) == (200, b"", page.headers)


def test_without_https_visitors_are_led_to_it(web):
    answer = web.get_plain("/maklumat/x/?a=1")
    assert (answer.status, answer.headers["location"]) == (301, f"https://{HOST}/maklumat/x/?a=1")


def test_a_folder_without_its_slash_leads_to_the_folder(web):
    answer = web.get("/cari")
    assert answer.status == 301
    assert re.sub(rf"^https://{HOST}(:\d+)?", "", answer.headers["location"]) == "/cari/"


def test_a_new_release_is_seen_at_once_and_old_pages_still_find_what_they_load(web, home):
    [old] = (home / "rilis/satu/aset").iterdir()
    before = web.get("/")
    try:
        switch(home, "dua", "satu")
        after = web.get("/", If_None_Match=before.headers["etag"])
        assert (after.status, after.body) == (200, (home / "rilis/dua/index.html").read_bytes())
        for folder, release in (("0" * 16, "dua"), (old.name, "satu")):
            answer = web.get(f"/aset/{folder}/css/dokumen.css")
            there = home / "rilis" / release / "aset" / folder / "css/dokumen.css"
            assert (answer.status, answer.body) == (200, there.read_bytes())
            assert strict(answer) == STRICT | {"cache-control": IMMUTABLE}
        assert web.get("/aset/").status == web.get(f"/aset/{old.name}/").status == 404
        switch(home, "dua", "dua")
        gone = web.get(f"/aset/{old.name}/css/dokumen.css")
        assert (gone.status, gone.headers["cache-control"]) == (404, "no-cache")
    finally:
        switch(home, "satu", "satu")
    assert web.get("/").body == before.body


def test_the_daily_checks_news_lie_beside_the_release(web, home):
    answer = web.get("/pantauan/")
    assert (answer.status, answer.body) == (200, (home / "pantauan/index.html").read_bytes())
    assert strict(answer) == STRICT


def test_before_the_first_release_nothing_is_there_and_nothing_is_given_away(web, home):
    (home / "kini").rename(home / "nanti")
    try:
        answer = web.get("/")
        assert answer.status in (403, 404)
        assert str(home).encode() not in answer.body
    finally:
        (home / "nanti").rename(home / "kini")


@pytest.fixture(scope="module")
def below(server, home) -> Iterator[Web]:
    """The same releases, as a site that has no host of its own."""
    if not shutil.which(PROGRAM[server]):
        pytest.skip(f"{PROGRAM[server]} is not installed on this machine")
    with running(server, webserver.place(f"https://{HOST}/ppid/", root=str(home)), home.parent / "bawah") as web:
        yield web


def test_a_site_below_a_path_is_the_same(below, site, home):
    for address in ("/", "/cari/", "/keaslian/", "/SHA256SUMS", "/alamat.txt"):
        answer, path = below.get(f"/ppid{address}"), addresses(site)[address]
        assert (answer.status, answer.body) == (200, path.read_bytes()), address
        if path.suffix == ".html":
            [own] = META.findall(answer.body)
            assert answer.headers["content-security-policy"] == policy.header(own.decode())
    assert below.get("/ppid/pantauan/").status == 200
    for path, target in (("/ppid", "/ppid/"), ("/ppid/cari", "/ppid/cari/")):
        answer = below.get(path)
        assert (answer.status, re.sub(rf"^https://{HOST}(:\d+)?", "", answer.headers["location"])) == (301, target)
    page = (site / "404.html").read_bytes()
    for path in ("/", "/cari/", "/index.html", "/ppid/.tersembunyi", "/ppid/tanpa-halaman/", "/ppid/aset/", "/lain"):
        answer = below.get(path)
        assert (answer.status, answer.body) == (404, page), path
    assert SECRET not in below.raw("/ppid../rahasia.txt")


def test_a_site_below_a_path_keeps_what_old_pages_load(below, home):
    [old] = (home / "rilis/satu/aset").iterdir()
    try:
        switch(home, "dua", "satu")
        answer = below.get(f"/ppid/aset/{old.name}/css/dokumen.css")
        assert (answer.status, answer.headers["cache-control"]) == (200, IMMUTABLE)
    finally:
        switch(home, "satu", "satu")


def test_the_command_prints_the_configuration_of_the_project(tmp_path, in_process):
    (tmp_path / "mkdocs.yml").write_text("site_name: PPID\nsite_url: https://ppid.contoh.go.id/\n", encoding="utf-8")
    for name in webserver.SERVERS:
        done = in_process("headers", "--server", name, cwd=tmp_path)
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout == webserver.configuration(name, webserver.Place("ppid.contoh.go.id"))
        options = ("--host", "uji.contoh.go.id", "--root", "/srv/uji/")
        other = in_process("headers", "--server", name, *options, cwd=tmp_path)
        assert "ppid.contoh.go.id" not in other.stdout and "/srv/maklumat" not in other.stdout
        assert "/srv/uji/kini" in other.stdout
    assert in_process("headers", cwd=tmp_path).returncode == 2
    assert in_process("headers", "--server", "iis", cwd=tmp_path).returncode == 2


@pytest.mark.parametrize(("url", "host", "root", "told"), [
    ("", "", "/srv/maklumat", "site_url"),
    ("http://ppid.contoh.go.id/", "", "/srv/maklumat", "site_url"),
    ("https://ppid.contoh.go.id:8443/", "", "/srv/maklumat", "tanpa porta"),
    ("https://ppid.contoh.go.id/a;b/", "", "/srv/maklumat", "jalur"),
    ("https://ppid.contoh.go.id/../x/", "", "/srv/maklumat", "jalur"),
    ("https://ppid.contoh.go.id/", "a.go.id;}", "/srv/maklumat", "nama host"),
    ("https://ppid.contoh.go.id/", "a..go.id", "/srv/maklumat", "nama host"),
    ("https://ppid.contoh.go.id/", "", "srv/maklumat", "folder penerima"),
    ("https://ppid.contoh.go.id/", "", "/srv/maklumat; }", "folder penerima"),
    ("https://ppid.contoh.go.id/", "", "/srv/../etc", "folder penerima"),
    ("https://ppid.contoh.go.id/", "", "/srv/$uri", "folder penerima"),
    ("https://ppid.contoh.go.id/", "", "/", "folder akar"),
])
def test_nothing_gets_into_a_configuration_that_is_more_than_a_name(url, host, root, told):
    with pytest.raises(UsageError, match=told):
        webserver.place(url, host, root)
