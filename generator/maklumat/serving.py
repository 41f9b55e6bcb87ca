"""The preview's server: looks whether a file has changed, has the site made again, answers browsers and tells them."""

from __future__ import annotations

import ipaddress
import os
import socket
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socketserver import TCPServer
from textwrap import shorten
from urllib.parse import quote, unquote, urlsplit

from . import clock, preview, project, settings
from .errors import MaklumatError
from .layout import PEN
from .ondemand import HTML, Answer, Builder, Site
from .recall import Recall
from .settings import FILE_NAME, Settings

__all__ = ["Preview", "is_private", "listening"]

LOOK = 0.25  # seconds between two looks at the files
REST, MOST = 4, 1.0  # where there are many files the pause is so many times as long as a look, at most so many seconds
LONGEST = 400  # characters of a sentence on the terminal
PATIENCE = 60  # seconds that a browser may let its request wait for
VERSION = "versi-pratinjau"  # below the site; no document and no page may lie there
REMEMBERED = ("alamat.txt", ".git/HEAD", ".git/logs/HEAD")  # what the evidence and the addresses also hang on
UNEXPECTED = "kesalahan tak terduga ({}) saat menyiapkan pratinjau; batalkan perubahan terakhir dan laporkan kepada " \
    "pengelola perangkat lunak ini"
KEPT = "Yang tampil keadaan sebelumnya."
RELOAD = """<script>
(() => {
  const here = "%s", ask = () => document.hidden ? null : fetch("%s").then(it => it.text()).then(
    there => there === here || location.reload()).catch(() => null);
  setInterval(ask, 500);
  document.addEventListener("visibilitychange", ask);
})();
</script>
"""

FOREIGN = "alamat ini bukan alamat pratinjau; buka alamat yang disebut di terminal"

Seen = frozenset[tuple[str, int, int, int]]


class Preview:
    """The project as it lies on disk at this moment, as a site. `tell` is given each sentence for the terminal once."""

    def __init__(self, root: Path, tell: Callable[[str], None]):
        """Raises MaklumatError where there is nothing to start from."""
        self._root, self._tell, self._told = root, tell, ()
        self._recall, self._builder = Recall(root), Builder()
        self._lock = threading.Lock()
        self._count, self._looked = 0, 0.0
        self._settings = settings.load(root)
        self._seen = _seen(self._settings)
        self.site = self._made()
        self.trouble = ""

    @property
    def version(self) -> str:
        """Another one after each change, and in each process."""
        return f"{os.getpid()}-{self._count}"

    @property
    def mount(self) -> str:
        """The path at which the site lies, as at its real address."""
        return f"/{urlsplit(self.site.project.settings.site_url).path.strip('/')}/".replace("//", "/")

    def look(self) -> None:
        """Makes the site again where a file has changed. What stands in the way is told; the site before then stays.
        Browsers ask for all that a page needs at once: whoever waited while somebody else looked need not look again.
        """
        asked = time.monotonic()
        with self._lock:
            if self._looked > asked:
                return
            self._looked = time.monotonic()
            seen = _seen(self._settings)
            if seen == self._seen:
                return
            self._seen = seen
            try:
                self._settings = settings.load(self._root)
                self.site, self.trouble = self._made(), ""
            except MaklumatError as error:
                self.trouble = str(error)
            except Exception as error:  # a preview outlives any fault, also ours
                self.trouble = UNEXPECTED.format(type(error).__name__)
            self._count += 1
            self._announce((self.trouble,) if self.trouble else self.site.remarks)

    def _made(self) -> Site:
        made = project.load(self._settings, clock.now(), drafts=True, work=self._recall)
        site = self._builder.site(made)
        if not self._count:
            self._announce((made.standing.remark, *site.remarks))
        return site

    def _announce(self, sentences: tuple[str, ...]) -> None:
        for sentence in sentences:
            if sentence and sentence not in self._told:
                self._tell(shorten(sentence, LONGEST, placeholder=" …"))
        self._told = sentences

    def answer(self, path: str) -> Answer | str | None:
        """What stands at this path of the server: an answer, another path to go to, or nothing."""
        self.look()
        version = self.version  # before the page is made: what changes meanwhile must be newer than the page
        if path != self.mount and path in ("/", self.mount.rstrip("/")):
            return self.mount
        if not path.startswith(self.mount):
            return None
        uri = path.removeprefix(self.mount)
        if uri == VERSION:
            return Answer(version.encode(), "text/plain")
        if uri and not uri.endswith("/") and not self.site.is_page(uri) and self.site.is_page(f"{uri}/index.html"):
            return f"{path}/"
        found = self.site.answer(f"{uri}index.html" if not uri or uri.endswith("/") else uri)
        return self._live(found, version) if found else None

    def missing(self) -> Answer:
        version = self.version
        return self._live(self.site.missing(), version)

    def _live(self, answer: Answer, version: str) -> Answer:
        """A page with what makes it look for a newer one than `version`, and what is wrong with the whole."""
        if answer.kind != HTML:
            return answer
        head, mark, body = answer.data.rpartition(b"</body>")
        script = (RELOAD % (version, self.mount + VERSION)).encode()
        warning = preview.strip([self.trouble, KEPT]).encode() if self.trouble else b""
        start, main, rest = (head if mark else body).partition(b"<main")
        page = start + warning + main + rest
        return Answer(page + script + mark + (body if mark else b""))


def _seen(settings: Settings) -> Seen:
    """Names, sizes and times of all files that the site is made from, and the day that it is made on. A file that takes
    the place of another may be as old and as long: when it came there tells them apart."""
    folders = (settings.content, settings.root / PEN, *([settings.theme] if settings.theme else []))
    files = [settings.root / name for name in (FILE_NAME, *REMEMBERED)]
    return frozenset((*_stats(map(str, files)), *(row for folder in folders for row in _below(folder)),
                      (clock.today().isoformat(), 0, 0, 0)))


def _stats(paths: Iterable[str]) -> Iterator[tuple[str, int, int, int]]:
    for path in paths:
        try:
            about = os.stat(path)
        except OSError:
            continue
        yield path, about.st_mtime_ns, about.st_ctime_ns, about.st_size


def _below(folder: str | Path) -> Iterator[tuple[str, int, int, int]]:
    """Of a folder that is none of ours to read, as of one that is not there, nothing."""
    with suppress(OSError), os.scandir(folder) as found:
        for entry in found:
            if entry.is_dir(follow_symlinks=False):
                yield entry.path, 0, 0, 0  # what lies in it tells of every change
                yield from _below(entry.path)
            else:
                yield from _stats([entry.path])


def is_private(host: str) -> bool:
    """Can nobody but this machine reach a server at this host?"""
    name = host.rpartition("%")[0] or host
    return name == "localhost" or (_is_number(name) and ipaddress.ip_address(name).is_loopback)


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    allow_reuse_address = os.name == "posix"  # elsewhere two servers could share one port

    def __init__(self, host: str, port: int, shown: Preview):
        self.address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self.shown, self.host = shown, host.lower()
        super().__init__((host, port), _Handler)

    def server_bind(self) -> None:
        TCPServer.server_bind(self)  # HTTPServer asks the network for its own name, which may take long

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that goes away is nobody's business."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    timeout = PATIENCE

    def do_GET(self) -> None:
        if not self._is_ours():
            self._send(HTTPStatus.MISDIRECTED_REQUEST, Answer(FOREIGN.encode(), "text/plain; charset=utf-8"))
            return
        path = unquote(urlsplit(self.path).path, errors="replace")
        answer = self.server.shown.answer(path)
        if isinstance(answer, str):
            self._send(HTTPStatus.FOUND, Answer(b""), Location=quote(answer))
        elif answer is None:
            self._send(HTTPStatus.NOT_FOUND, self.server.shown.missing())
        else:
            self._send(HTTPStatus.OK, answer)

    do_HEAD = do_GET

    def _is_ours(self) -> bool:
        """Did the browser ask for this server? Anybody may give a name of theirs our address; a page under that name
        could then read drafts (DNS rebinding). Numbers are no names."""
        asked = self.headers.get("Host", "")
        try:
            host = urlsplit(f"//{asked}").hostname or ""
        except ValueError:
            return False
        return not asked or host in ("localhost", self.server.host) or _is_number(host)

    def _send(self, status: HTTPStatus, answer: Answer, **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": answer.kind, "Content-Length": str(len(answer.data)),
                            "Cache-Control": "no-store", **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(answer.data)

    def send_error(self, code: int, *_: object) -> None:
        """What is no request for a page; http.server would say so in English."""
        self._send(HTTPStatus(code), Answer(b"permintaan ini tidak dikenal", "text/plain; charset=utf-8"))

    def version_string(self) -> str:
        """Which Python this is concerns nobody."""
        return "maklumat"

    def log_message(self, *_: object) -> None:
        """The terminal is for what an editor must know."""


@contextmanager
def listening(shown: Preview, host: str, port: int) -> Iterator[Callable[[], None]]:
    """A server that answers at this address; gives what to call to go on looking at the files until interrupted. Raises
    OSError where the address cannot be had."""
    with _Server(host, port, shown) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield lambda: _keep_looking(shown)
        finally:
            server.shutdown()


def _keep_looking(shown: Preview) -> None:
    pause, taken = threading.Event(), 0.0
    while not pause.wait(max(LOOK, min(REST * taken, MOST))):
        since = time.monotonic()
        shown.look()
        taken = time.monotonic() - since
