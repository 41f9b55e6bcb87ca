"""A web server over a folder that answers as the ones of `maklumat headers` do, and misbehaves as it is told."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote

Reply = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Web:
    """The site in `folder` at `url`. `odd`: how addresses (without the first slash) are answered instead. `asked`: the
    addresses so far; `agents`: who asked."""

    folder: Path
    url: str = ""
    odd: dict[str, Reply] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    agents: set[str] = field(default_factory=set)


@contextmanager
def serving(folder: Path, context: ssl.SSLContext | None = None) -> Iterator[Web]:
    """Serves the folder on the loopback, with a certificate where a context is given."""
    web = Web(folder)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            address = unquote(self.path.lstrip("/"))
            web.asked.append(address)
            web.agents.add(self.headers["User-Agent"])
            if reply := web.odd.get(address):
                reply(self)
                return
            path = web.folder / (f"{address}index.html" if address.endswith("/") or not address else address)
            found = path.is_file()
            path = path if found else web.folder / "404.html"
            answer(self, 200 if found else 404, path.read_bytes() if path.is_file() else b"tidak ada")

        def log_message(self, *_: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = False
        request_queue_size = 64

        def handle_error(self, *_: object) -> None:
            pass

    server = Server(("127.0.0.1", 0), Handler)
    if context:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    web.url = f"{'https' if context else 'http'}://127.0.0.1:{server.server_port}/"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield web
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def answer(handler: BaseHTTPRequestHandler, status: int, body: bytes, **headers: str) -> None:
    handler.send_response(status)
    for name, value in headers.items():
        handler.send_header(name, value)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


def says(status: int, body: bytes = b"", **headers: str) -> Reply:
    return lambda handler: answer(handler, status, body, **headers)


def cut_off(handler: BaseHTTPRequestHandler) -> None:
    """Promises more than it sends."""
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b"setengah")
    handler.close_connection = True


def endless(handler: BaseHTTPRequestHandler) -> None:
    """Sends for as long as somebody listens."""
    handler.send_response(200)
    handler.send_header("Connection", "close")
    handler.end_headers()
    handler.close_connection = True
    while True:
        handler.wfile.write(b"x" * 65536)


def trickling(handler: BaseHTTPRequestHandler) -> None:
    """Sends one byte now and then, so that no pause is ever long."""
    handler.send_response(200)
    handler.send_header("Content-Length", "1000000")
    handler.end_headers()
    while True:
        handler.wfile.write(b"x")
        handler.wfile.flush()
        time.sleep(0.02)


def silent(handler: BaseHTTPRequestHandler) -> None:
    """Hears and says nothing until the other side goes."""
    handler.connection.setblocking(True)
    handler.connection.recv(1, socket.MSG_PEEK)
    handler.close_connection = True
