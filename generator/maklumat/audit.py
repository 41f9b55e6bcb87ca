"""A built site against its plan, whatever built it."""

from __future__ import annotations

import codecs
import gzip
import hashlib
import json
import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path

from . import needles
from .errors import ContentError
from .needles import Needles
from .plan import TREES, Mode, Page, Plan
from .settings import reason

__all__ = ["Leak", "audit"]

TEXTS = (".html", ".htm", ".json", ".xml", ".txt", ".js", ".css", ".svg", ".csv", ".md")  # whatever bytes they hold
LARGEST_TEXT = 64 * 1024 * 1024  # bytes that a packed file may unfold to

OF_DOCUMENTS = frozenset({"dokumen", "keadaan", "tanda"})  # classes that tell readers of a document and its state
ENCODINGS = ((codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"), (codecs.BOM_UTF16_LE, "utf-16"),
             (codecs.BOM_UTF16_BE, "utf-16"))  # the longer mark first: it starts with the shorter one

_BANNER = 'class="contoh"'
_NOINDEX = re.compile(r"""<meta\s[^>]*name=["']?robots["']?\s[^>]*noindex""")


@dataclass(frozen=True, slots=True, order=True)
class Leak:
    """A file of the site (relative, forward slashes) and what is wrong with it."""

    path: str
    what: str


def audit(site: Path, plan: Plan) -> tuple[Leak, ...]:
    """Everything in the site that the plan does not allow, in order of path. Raises ContentError when there is no site.

    Asked of every file: is it planned, where it lies in the document trees; is a document's block the planned one, byte
    for byte; does it give away anything of a document or file that is withheld; is a page of a sample marked as one.
    """
    if not site.is_dir():
        raise ContentError(f"folder situs {site} tidak ada")
    pages = {page.address + "index.html": page for page in plan.pages}
    digests = {item.digest: item.path for item in plan.guarded if item.digest}
    hidden = needles.hidden_in(plan)
    names = sorted(path.relative_to(site).as_posix() for path in site.rglob("*")
                   if path.is_symlink() or not path.is_dir())
    leaks = {leak for name in names for leak in _file(site, name, plan, pages, digests, hidden)}
    missing = {Leak(name, "halaman yang direncanakan tidak ada di situs") for name in pages.keys() - set(names)}
    return tuple(sorted(leaks | missing))


def _file(site: Path, name: str, plan: Plan, pages: Mapping[str, Page], digests: Mapping[str, str],
          hidden: Needles) -> Iterator[Leak]:
    path = site / name
    if path.is_symlink() or not path.is_file():  # what a link leads to may change after the audit
        yield Leak(name, "bukan berkas biasa, melainkan tautan ke tempat lain atau sejenisnya")
        return
    try:
        data = path.read_bytes()
        text = _text(name, data)
    except OSError as error:
        yield Leak(name, f"tidak dapat diaudit: {reason(error)}")
        return
    except _UnreadableError as error:
        yield Leak(name, f"tidak dapat diaudit: {error}")
        return
    page = pages.get(name)
    if name.startswith(TREES) and not page and name not in plan.attachments:
        yield Leak(name, "tidak ada dalam rencana")
    if data and (held := digests.get(hashlib.sha256(data).hexdigest())):
        yield Leak(name, f"isinya sama dengan berkas yang ditahan: {held}")
    if name.endswith((".html", ".htm")):
        yield from (Leak(name, what) for what in _page_faults(text, page, plan.mode))
    if page and page.block not in text:
        return
    own = page.source if page else ""
    given_away: dict[str, str] = {}
    rest = text.replace(page.block, "") if page else text
    for source, what in sorted(needles.found(hidden, rest, name.removesuffix("index.html"))):
        if source != own:
            given_away.setdefault(source, what)
    yield from (Leak(name, f"memuat bagian dari {source}: “{what}”") for source, what in given_away.items())


def _page_faults(text: str, page: Page | None, mode: Mode) -> Iterator[str]:
    if page and page.block not in text:
        yield "isi dokumen berbeda dari yang direncanakan"
    elif _shows_document(text.replace(page.block, "", 1) if page else text):
        yield "memuat dokumen yang tidak direncanakan"
    if mode is Mode.SAMPLE and not (_BANNER in text and _NOINDEX.search(text)):
        yield "halaman contoh tanpa spanduk CONTOH atau tanpa larangan indeks"


class _Elements(HTMLParser):
    """Notes whether an element passes itself off as a document or as its state."""

    seen = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen |= any(name == "data-keadaan" or (name == "class" and OF_DOCUMENTS & set((value or "").split()))
                         for name, value in attrs)


def _shows_document(text: str) -> bool:
    elements = _Elements()
    elements.feed(text)
    elements.close()
    return elements.seen


class _UnreadableError(Exception):
    """A file whose text cannot be had, so that nobody can say what it holds."""


def _text(name: str, data: bytes) -> str:
    """The text of a file; "" for pictures, fonts and other binary files. Raises _UnreadableError for broken files."""
    if name.endswith(".gz"):
        name, data = name.removesuffix(".gz"), _unpacked(data)
    encoding = next((name for mark, name in ENCODINGS if data.startswith(mark)), "")
    is_binary = not encoding and b"\0" in data[:4096] and not name.endswith(TEXTS)
    text = "" if is_binary else data.decode(encoding or "utf-8", errors="replace")
    if name.endswith(".json"):
        _refuse_broken_json(text.removeprefix("\ufeff"))
    return text


def _unpacked(data: bytes) -> bytes:
    try:
        unpacked = gzip.GzipFile(fileobj=BytesIO(data)).read(LARGEST_TEXT + 1)
    except (OSError, EOFError, zlib.error):
        raise _UnreadableError("berkas .gz ini rusak") from None
    if len(unpacked) > LARGEST_TEXT:
        raise _UnreadableError("isi berkas .gz ini terlalu besar")
    return unpacked


def _refuse_broken_json(text: str) -> None:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        raise _UnreadableError("susunan berkas .json ini rusak") from None
