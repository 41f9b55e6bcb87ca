"""A preview as a folder that can be sent to somebody and opened there without a server. It can never pass for a site:
every page says PRATINJAU and forbids its indexing, and the audit refuses it."""

from __future__ import annotations

import os
import re
import shutil
from html import escape, unescape
from pathlib import Path
from urllib.parse import unquote, urlsplit, urlunsplit

from . import builder, checksums, permalinks, sitemap
from .audit import PREVIEW
from .project import Project

__all__ = ["build"]

NOTICE = "Pratinjau, hanya untuk dibaca penyunting dan pengesah. Bukan terbitan; jangan diunggah ke laman.\n" \
    "Buka berkas index.html di folder ini dengan peramban.\n"
_LINK = re.compile(r'(<a\b[^>]*?\shref=")([^"]*)(")')


def build(project: Project, out: Path) -> tuple[str, ...]:
    """Builds the preview into `out` (emptied first); gives what MkDocs and the press warn of. `project`: loaded with
    `drafts`. Raises MaklumatError when there can be no site at all."""
    remarks = builder.preview(project, out)
    for name in (sitemap.NAME, checksums.NAME):  # of sites alone
        (out / name).unlink(missing_ok=True)
    shutil.rmtree(out / permalinks.FOLDER, ignore_errors=True)  # short addresses are for paper
    (out / "robots.txt").write_text("User-agent: *\nDisallow: /\n", encoding="utf-8", newline="\n")
    (out / PREVIEW).write_text(NOTICE, encoding="utf-8", newline="\n")
    for page in sorted(out.rglob("*.html")):
        page.write_text(_linked(page.read_text(encoding="utf-8"), page.parent, out), encoding="utf-8", newline="\n")
    return remarks


def _linked(html: str, folder: Path, out: Path) -> str:
    return _LINK.sub(lambda link: f"{link[1]}{_opened(link[2], folder, out)}{link[3]}", html)


def _opened(href: str, folder: Path, out: Path) -> str:
    """A link to a folder leads to the page in it: no server does that here."""
    parts = urlsplit(unescape(href))
    if parts.scheme or parts.netloc or not parts.path or parts.path.startswith("/"):
        return href
    target = Path(os.path.normpath(folder / unquote(parts.path)))
    if not (target.is_relative_to(out) and (target / "index.html").is_file()):
        return href
    return escape(urlunsplit(("", "", f"{parts.path.rstrip('/')}/index.html", parts.query, parts.fragment)))
