"""A site in a browser: one visit is one page at one width in one colour scheme, what it asked for and complained of."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

LIGHT, DARK = "light", "dark"
PHONE, DESK, NARROWEST = 360, 1280, 320  # CSS pixels; WCAG 2.2 SC 1.4.10 names the last one
HEIGHT = 900

LISTEN = """addEventListener("securitypolicyviolation", event =>
  (window.__refused ||= []).push(`${event.violatedDirective}: ${event.blockedURI} ${event.sample}`));"""
SETTLED = """async () => { await document.fonts.ready;
  await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))); }"""


@dataclass(frozen=True)
class View:
    width: int
    scheme: str

    def __str__(self) -> str:
        return f"{self.width} px, {self.scheme}"


VIEWS = tuple(View(width, scheme) for width in (PHONE, DESK) for scheme in (LIGHT, DARK))


@dataclass
class Visit:
    """A page as it was loaded. `asked`: every request's URL; `failed`: those without a good answer; `said`: errors and
    warnings of the console."""

    page: Page
    base: str
    address: str
    asked: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Site:
    """A built site, served: its folder and the URL of its root."""

    folder: Path
    base: str

    def html(self, address: str) -> str:
        return file(self.folder, address).read_text(encoding="utf-8")


def file(site: Path, address: str) -> Path:
    """Where a page lies: `daftar/` is a folder's index, `404.html` itself."""
    return site / address / "index.html" if address.endswith("/") or not address else site / address


@contextmanager
def served(folder: Path) -> Iterator[Site]:
    """The folder as a web server shows it, on a port of its own."""
    handler = functools.partial(_Quiet, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    try:
        yield Site(folder, f"http://127.0.0.1:{server.server_port}/")
    finally:
        server.shutdown()
        server.server_close()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    extensions_map = http.server.SimpleHTTPRequestHandler.extensions_map | {
        ".js": "text/javascript", ".woff2": "font/woff2", ".wasm": "application/wasm", ".svg": "image/svg+xml"}

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def chromium(program: str, *arguments: str) -> Iterator[Browser]:
    """This machine's own Chromium, started with these arguments too; nothing is downloaded."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program,
                                             args=["--no-sandbox", "--disable-gpu", *arguments])
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def visit(browser: Browser, site: Site, address: str, view: View, *, scripts: bool = True,
          trusting: bool = False) -> Iterator[Visit]:
    """Opens a page in a browser that knows nothing yet; `scripts`: does it run JavaScript? `trusting`: does it take any
    certificate?"""
    context = browser.new_context(viewport={"width": view.width, "height": HEIGHT}, color_scheme=view.scheme,
                                  java_script_enabled=scripts, reduced_motion="reduce", locale="id-ID",
                                  ignore_https_errors=trusting)
    try:
        page = context.new_page()
        seen = Visit(page, site.base, address)
        page.add_init_script(LISTEN)
        page.on("request", lambda request: seen.asked.append(request.url))
        page.on("requestfailed", lambda request: seen.failed.append(f"{request.url}: {request.failure}"))
        page.on("response", lambda answer: seen.failed.append(f"{answer.url}: {answer.status}")
                if answer.status >= 400 else None)
        page.on("console", lambda line: seen.said.append(line.text) if line.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: seen.said.append(str(error)))
        page.goto(site.base + address, wait_until="load")
        if scripts:
            page.evaluate(SETTLED)
        yield seen
    finally:
        context.close()
