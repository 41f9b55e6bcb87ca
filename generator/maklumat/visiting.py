"""Asks a web server for files as a stranger would, and takes no more than it must: no proxy, no redirect, no cookie,
no answer without end."""

from __future__ import annotations

import hashlib
import http.client
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from urllib.parse import quote, urlsplit

from . import __version__
from .errors import MaklumatError, UsageError
from .progress import track
from .watching import Answer

__all__ = ["VisitError", "Visitor"]

AT_ONCE = 8
PATIENCE = 20  # seconds in which a server must say something
LONGEST = 120  # seconds for one whole answer
VISIT = 3600  # seconds for all of them
MAX_FILE = 64 << 20  # bytes of one answer; a poster of a site of ours has less than one million
MAX_KEPT = 256 << 20  # bytes of all that is kept
PART = 1 << 16
MOST_FAULTS = 3  # addresses that may stay without an answer before the server counts as gone
HEADERS = {"User-Agent": f"Maklumat/{__version__} (pantauan laman)", "Accept": "*/*", "Accept-Encoding": "identity",
           "Cache-Control": "no-cache"}

CERTIFICATES = {  # X509_V_ERR_… of OpenSSL
    9: "belum berlaku", 10: "sudah kedaluwarsa", 18: "dibuat sendiri oleh server, bukan oleh penerbit yang dikenal",
    19: "tidak berasal dari penerbit yang dikenal", 20: "tidak berasal dari penerbit yang dikenal",
    21: "tidak disertai sertifikat penerbitnya", 62: "bukan untuk nama ini", 64: "bukan untuk alamat ini",
}

CUT_OFF = (ConnectionError, http.client.HTTPException)
FAULTS = (
    (TimeoutError, "server tidak menjawab pada waktunya"),
    (socket.gaierror, "nama host ini tidak ditemukan, atau komputer ini tidak tersambung"),
    (ConnectionRefusedError, "server menolak sambungan"),
    (ssl.SSLError, "sambungan aman tidak dapat dibuat"),
    (CUT_OFF, "jawabannya terputus, atau bukan jawaban server laman"),
)


class VisitError(MaklumatError):
    """The server cannot be asked: unreachable, or not the one that it should be."""


class Visitor:
    """One visit to the site at `url`; to be used in a `with` statement. Raises UsageError for what is no address."""

    def __init__(self, url: str):
        self.url, self._parts = _read(url)
        self._own = threading.local()
        self._open: list[http.client.HTTPConnection] = []
        self._pool = ThreadPoolExecutor(AT_ONCE)
        self._until = time.monotonic() + VISIT
        self._is_over = False
        self._context = ssl.create_default_context() if self._parts.scheme == "https" else None

    def __enter__(self) -> Visitor:
        return self

    def __exit__(self, *_: object) -> None:
        """Ends every conversation; one that still waits for the server wakes up."""
        self._is_over = True
        for connection in self._open:
            _wake(connection)
        self._pool.shutdown(cancel_futures=True)
        for connection in self._open:
            connection.close()

    def ask(self, addresses: Iterable[str], keep: Callable[[str], bool] = lambda _: False,
            limit: int = MAX_FILE) -> dict[str, Answer]:
        """The answer for each of these addresses below the site; of each `limit` bytes are taken, and kept where `keep`
        says so. Raises VisitError when more than a few stay without any answer, or when they never end."""
        wanted, answers, faults, kept = list(dict.fromkeys(addresses)), {}, 0, 0
        found = self._pool.map(lambda address: self._ask(address, keep(address), limit), wanted)
        for address, answer in zip(track(wanted, "Mengunjungi laman"), found, strict=True):
            answers[address] = answer
            faults += bool(answer.fault)
            kept += len(answer.body)
            if kept > MAX_KEPT or time.monotonic() > self._until:
                raise VisitError(f"{self.url} mengirim terlalu banyak atau terlalu lambat untuk diperiksa")
            if faults > MOST_FAULTS:
                raise VisitError(f"{self.url} berhenti menjawab: {answer.fault}")
        return answers

    def _ask(self, address: str, is_kept: bool, limit: int) -> Answer:
        """A conversation that was cut off is begun once more: servers end one that rested."""
        fault = ""
        for _ in range(2):
            try:
                return self._exchange(address, is_kept, limit)
            except ssl.SSLCertVerificationError as error:
                raise VisitError(f"sertifikat {self._parts.hostname} {_doubt(error)}; hubungi penjaga server") \
                    from None
            except (OSError, http.client.HTTPException) as error:
                self._connection().close()
                fault = _why(error)
                if self._is_over or not isinstance(error, CUT_OFF):
                    break
        return Answer(0, fault=fault)

    def _exchange(self, address: str, is_kept: bool, limit: int) -> Answer:
        connection = self._connection()
        with _ended_in_time(connection):
            connection.request("GET", self._parts.path + quote(address), headers=HEADERS)
            with connection.getresponse() as response:
                answer = _taken(response, is_kept, limit)
                is_read = response.isclosed()
        if not is_read:
            connection.close()  # what was not read would pass for the next answer
        return answer

    def _connection(self) -> http.client.HTTPConnection:
        """This thread's own."""
        if not hasattr(self._own, "connection"):
            host, port = self._parts.hostname, self._parts.port
            self._own.connection = http.client.HTTPSConnection(host, port, timeout=PATIENCE, context=self._context) \
                if self._context else http.client.HTTPConnection(host, port, timeout=PATIENCE)
            self._open.append(self._own.connection)
        return self._own.connection


def _read(url: str):
    """The address of a site with a slash at its end, and its parts. Raises UsageError."""
    try:
        parts = urlsplit(url if url.endswith("/") else f"{url}/")
        is_whole = parts.scheme in ("http", "https") and parts.hostname and (parts.port or 1)
        is_bare = not (parts.query or parts.fragment or "@" in parts.netloc or "?" in url or "#" in url)
        is_plain = url.isascii() and url.isprintable() and not {" ", "\\"} & set(url)
    except ValueError:
        is_whole = is_bare = is_plain = False
    if not (is_whole and is_bare and is_plain):
        raise UsageError(f"{url!r} bukan alamat laman; tulis lengkap, misalnya https://ppid.contoh.go.id/")
    return parts.geturl(), parts


def _taken(response: http.client.HTTPResponse, is_kept: bool, limit: int) -> Answer:
    if 300 <= response.status < 400:
        target = "".join(filter(str.isprintable, response.getheader("Location", "")))[:200]
        return Answer(response.status, target=target or "alamat yang tidak disebut")
    digest, body, size = hashlib.sha256(), bytearray(), 0
    while part := response.read(min(PART, limit + 1 - size)):
        digest.update(part)
        size += len(part)
        if is_kept:
            body += part
    if response.length and size <= limit:
        raise http.client.IncompleteRead(bytes(body), response.length)
    return Answer(response.status, digest.hexdigest(), bytes(body), is_cut=size > limit)


@contextmanager
def _ended_in_time(connection: http.client.HTTPConnection) -> Iterator[None]:
    """One exchange, however slowly the server talks. Raises TimeoutError."""
    late = threading.Event()

    def ring() -> None:
        late.set()
        _wake(connection)

    alarm = threading.Timer(LONGEST, ring)
    alarm.daemon = True
    alarm.start()
    try:
        yield
    finally:
        alarm.cancel()
        if late.is_set():  # whatever else went wrong came of that
            raise TimeoutError


def _wake(connection: http.client.HTTPConnection) -> None:
    """Whoever waits for the server in this conversation hears at once that it is over."""
    try:
        if connection.sock:
            connection.sock.shutdown(socket.SHUT_RDWR)
    except OSError:
        pass  # it has ended already


def _doubt(error: ssl.SSLCertVerificationError) -> str:
    return CERTIFICATES.get(error.verify_code, "tidak lulus pemeriksaan")


def _why(error: Exception) -> str:
    """What went wrong between the server and us, as a clause."""
    return next((words for kind, words in FAULTS if isinstance(error, kind)), "sambungan gagal")
