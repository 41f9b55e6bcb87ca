"""Real web servers on the loopback, with the very configuration that `maklumat headers` prints: only ports, and where
the certificate lies, are others."""

from __future__ import annotations

import http.client
import os
import re
import socket
import ssl
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from maklumat import webserver
from maklumat.webserver import Place

from ..ending import ended

# What Debian turns on itself, and what the configuration says to turn on
MODULES = "mpm_event authz_core mime dir alias filter socache_shmcb ssl headers rewrite deflate allowmethods"
APACHE = Path("/usr/lib/apache2/modules")
PATIENCE = 30.0


@dataclass(frozen=True)
class Answer:
    """`headers`: by name in small letters, without those of the connection."""

    status: int
    headers: dict[str, str]
    body: bytes


class Web:
    """A server that runs; `base` is the URL of its host in a browser."""

    def __init__(self, host: str, secure: int, plain: int):
        self.host, self.secure, self.plain = host, secure, plain
        self.base = f"https://127.0.0.1:{secure}/"
        self._context = ssl._create_unverified_context()
        self._kept: http.client.HTTPSConnection | None = None

    def get(self, path: str, method: str = "GET", /, **headers: str) -> Answer:
        """One request, the path sent as it stands. `If_None_Match="…"` sets that header."""
        if self._kept is None:
            self._kept = http.client.HTTPSConnection("127.0.0.1", self.secure, context=self._context, timeout=PATIENCE)
        try:
            return self._ask(self._kept, method, path, headers)
        except (http.client.HTTPException, ConnectionError):  # it was closed meanwhile
            self._kept.close()
            return self._ask(self._kept, method, path, headers)

    def get_plain(self, path: str) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.plain, timeout=PATIENCE)
        try:
            return self._ask(connection, "GET", path, {})
        finally:
            connection.close()

    def raw(self, path: str) -> bytes:
        """All that comes back where nobody sets the path right before it is sent."""
        with socket.create_connection(("127.0.0.1", self.secure), PATIENCE) as bare, \
                self._context.wrap_socket(bare, server_hostname=self.host) as connection:
            connection.sendall(f"GET {path} HTTP/1.1\r\nHost: {self.host}\r\nConnection: close\r\n\r\n".encode())
            return b"".join(iter(lambda: connection.recv(65536), b""))

    def again(self) -> Web:
        """The same server for another visitor, on a connection of its own."""
        return Web(self.host, self.secure, self.plain)

    def close(self) -> None:
        if self._kept:
            self._kept.close()

    def _ask(self, connection: http.client.HTTPConnection, method: str, path: str, more: dict[str, str]) -> Answer:
        connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
        for name, value in {"Host": self.host, **more}.items():
            connection.putheader(name.replace("_", "-"), value)
        connection.endheaders()
        answer = connection.getresponse()
        body = answer.read()
        about = {name.lower(): value for name, value in answer.getheaders()}
        assert len(about) == len(answer.getheaders()), f"a header is said twice: {answer.getheaders()}"
        for name in ("connection", "keep-alive", "date", "transfer-encoding"):
            about.pop(name, None)
        return Answer(answer.status, about, body)


@contextmanager
def open_folder() -> Iterator[Path]:
    """A folder that the server's own account can enter, which pytest's folders forbid to all others."""
    with tempfile.TemporaryDirectory(prefix="maklumat-web-") as name:
        os.chmod(name, 0o755)
        yield Path(name)


@contextmanager
def running(server: str, place: Place, folder: Path) -> Iterator[Web]:
    """One of webserver.SERVERS, showing what lies below `place.root`; its own files lie in `folder`."""
    folder.mkdir()
    _certify(folder, place.host)
    for _ in range(5):  # another test may have taken the port meanwhile
        secure, plain = free_port(), free_port()
        command = {"nginx": _nginx, "apache": _apache}[server](place, folder, secure, plain)
        with (folder / "log").open("wb") as log:
            process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        if _is_up(process, secure):
            break
        process.kill()
        process.wait()
    else:
        pytest.fail((folder / "log").read_text(errors="replace"))
    web = Web(place.host, secure, plain)
    try:
        yield web
    finally:
        web.close()
        ended(process)


def _certify(folder: Path, host: str) -> None:
    """A throw-away certificate for this host."""
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                    "-keyout", folder / "kunci.pem", "-out", folder / "sertifikat.pem", "-days", "2",
                    "-subj", f"/CN={host}", "-addext", f"subjectAltName=DNS:{host}"], check=True, capture_output=True)


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def judged(server: str, place: Place, folder: Path) -> subprocess.CompletedProcess[str]:
    """What the server itself says of the configuration."""
    folder.mkdir()
    _certify(folder, place.host)
    command = {"nginx": _nginx, "apache": _apache}[server](place, folder, free_port(), free_port())
    return subprocess.run([part for part in command if part != "-X"] + ["-t"], capture_output=True, text=True)


def _printed(server: str, place: Place, folder: Path, ports: list[tuple[str, str]]) -> None:
    text = webserver.configuration(server, place)
    text = re.sub(r"/etc/letsencrypt/live/[^/\s]+/fullchain\.pem", str(folder / "sertifikat.pem"), text)
    text = re.sub(r"/etc/letsencrypt/live/[^/\s]+/privkey\.pem", str(folder / "kunci.pem"), text)
    for old, new in ports:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    (folder / "situs.conf").write_text(text, encoding="utf-8")


def _nginx(place: Place, folder: Path, secure: int, plain: int) -> list[str]:
    _printed("nginx", place, folder, [
        ("    listen 80;\n    listen [::]:80;\n", f"    listen 127.0.0.1:{plain};\n"),
        ("    listen 443 ssl;\n    listen [::]:443 ssl;\n", f"    listen 127.0.0.1:{secure} ssl;\n")])
    who = "user root;\n" if os.geteuid() == 0 else ""
    temporary = "".join(f"{name}_temp_path {folder / name};\n"
                        for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    (folder / "nginx.conf").write_text(
        f"{who}daemon off;\nworker_processes 2;\npid {folder / 'pid'};\nerror_log stderr warn;\nevents {{}}\n"
        f"http {{\naccess_log off;\n{temporary}include /etc/nginx/mime.types;\ndefault_type application/octet-stream;\n"
        f"include {folder / 'situs.conf'};\n}}\n", encoding="utf-8")
    return ["nginx", "-e", "stderr", "-p", str(folder), "-c", str(folder / "nginx.conf")]


def _apache(place: Place, folder: Path, secure: int, plain: int) -> list[str]:
    _printed("apache", place, folder, [("<VirtualHost *:80>", f"<VirtualHost *:{plain}>"),
                                       ("<VirtualHost *:443>", f"<VirtualHost *:{secure}>")])
    loaded = "".join(f"LoadModule {name}_module {APACHE / f'mod_{name}.so'}\n" for name in MODULES.split())
    who = "User www-data\nGroup www-data\n" if os.geteuid() == 0 else ""
    (folder / "apache.conf").write_text(
        f"ServerRoot {folder}\n{loaded}{who}Listen 127.0.0.1:{secure}\nListen 127.0.0.1:{plain}\n"
        f"PidFile {folder / 'pid'}\nErrorLog {folder / 'galat'}\nServerName {place.host}\nDefaultRuntimeDir {folder}\n"
        "TypesConfig /etc/mime.types\n<Directory />\nAllowOverride None\nRequire all denied\n</Directory>\n"
        f"Include {folder / 'situs.conf'}\n", encoding="utf-8")
    return ["apache2", "-X", "-f", str(folder / "apache.conf")]


def _is_up(process: subprocess.Popen, port: int) -> bool:
    until = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return process.poll() is None
        except OSError:
            time.sleep(0.02)
    return False
