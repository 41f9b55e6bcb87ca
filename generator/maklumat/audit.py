"""A built site against its plan, whatever built it."""

from __future__ import annotations

import codecs
import gzip
import hashlib
import json
import re
import zlib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from . import checksums, cleared, displayed, ledger, listed, manifest, needles, prints
from .cleared import Cleared
from .errors import ContentError
from .needles import Needles
from .plan import PLANNED, Mode, Plan
from .portions import Titled
from .settings import reason

__all__ = ["PREVIEW", "Audited", "Leak", "audit", "examined"]

TEXTS = (".html", ".htm", ".json", ".xml", ".txt", ".js", ".css", ".svg", ".csv", ".md")  # whatever bytes they hold
LARGEST_TEXT = 64 * 1024 * 1024  # bytes that a packed file may unfold to

ENCODINGS = ((codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"), (codecs.BOM_UTF16_LE, "utf-16"),
             (codecs.BOM_UTF16_BE, "utf-16"))  # the longer mark first: it starts with the shorter one

LOST = "alamat ini pernah terbit dan tidak boleh hilang; kembalikan dokumennya, karena dokumen yang dicabut pun " \
    "tetap tampil dengan keterangannya"

PREVIEW = "PRATINJAU.txt"  # lies in every preview that is kept as a folder
ONLY_PREVIEW = "pratinjau, bukan situs yang boleh terbit"
_BANNER, _PREVIEW_BANNER = 'class="contoh"', 'class="pratinjau"'
_NOINDEX = re.compile(r"""<meta\s[^>]*name=["']?robots["']?\s[^>]*noindex""")


@dataclass(frozen=True, slots=True, order=True)
class Leak:
    """A file of the site (relative, forward slashes) and what is wrong with it."""

    path: str
    what: str


@dataclass(frozen=True, slots=True)
class _Known:
    """What every file is held against: the plan; of its pages, by file name, what is told of each; the digests of its
    files; those of withheld files; what must not be found; the digests of prints; the names of all files; what was
    clean before, where that counts."""

    plan: Plan
    pages: Mapping[str, Titled]
    sums: Mapping[str, str]
    digests: Mapping[str, str]
    hidden: Needles
    printed: Mapping[str, str]
    names: Collection[str]
    past: Cleared | None


class Audited(NamedTuple):
    """What an audit found, and the SHA-256 of each file that it read, as it was then."""

    leaks: tuple[Leak, ...]
    digests: Mapping[str, str]


def audit(site: Path, plan: Plan, printed: Mapping[str, str] = MappingProxyType({})) -> tuple[Leak, ...]:
    """As `examined`: the leaks alone."""
    return examined(site, plan, printed).leaks


def examined(site: Path, plan: Plan, printed: Mapping[str, str] = MappingProxyType({}),
             remembering: Path | None = None) -> Audited:
    """Everything in the site that the plan does not allow, in order of path. `printed`: the SHA-256 of everything that
    programs made of this plan, by path below the site. `remembering`: the project's folder, where texts that an earlier
    build found clean are to be believed clean; whoever publishes leaves it out. Raises ContentError when there is no
    site, or where a folder in it cannot be read.

    Asked of every file: is it planned, where it lies in the document trees or beside the published keys; is a signed
    file what was signed, and a print what was typeset; is a document's block the planned one, byte for byte, alone in
    its place and not hidden; does it give away anything of a document or file that is withheld; is a page of a sample
    marked as one; do the addresses of earlier releases still lead somewhere.
    """
    if not site.is_dir():
        raise ContentError(f"folder situs {site} tidak ada")
    pages = {ledger.file(page.address): page for page in plan.titles}
    withheld = {item.digest: item.path for item in plan.guarded if item.digest}
    made = {**printed, checksums.NAME: hashlib.sha256(checksums.listing(plan, printed)).hexdigest()}
    names = dict(listed.files(site))
    hidden = needles.hidden_in(plan)
    past = cleared.opened(remembering, hidden) if remembering else None
    known = _Known(plan, pages, plan.sums, withheld, hidden, made, names.keys(), past)
    digests: dict[str, str] = {}
    leaks: set[Leak] = set()
    for name, is_plain in names.items():
        try:
            data = _read(f"{site}/{name}", is_plain=is_plain)
        except _UnreadableError as error:
            leaks.add(Leak(name, str(error)))
        else:
            digests[name] = hashlib.sha256(data).hexdigest()
            leaks.update(Leak(name, what) for what in _faults(name, data, digests[name], known))
    if past:
        past.close()
    files = (*plan.attachments, *plan.files, *plan.prints, *made)
    planned = dict.fromkeys(pages, "halaman") | dict.fromkeys(files, "berkas")
    missing = {Leak(name, f"{what} yang direncanakan tidak ada di situs") for name, what in planned.items()
               if name not in names}
    lost = {Leak(address, LOST) for address in plan.lasting if ledger.file(address) not in names}
    return Audited(tuple(sorted(leaks | missing | lost)), digests)


def _read(path: str, *, is_plain: bool) -> bytes:
    """The bytes of a file. Raises _UnreadableError."""
    if not is_plain:  # what a link leads to may change after the audit
        raise _UnreadableError("bukan berkas biasa, melainkan tautan ke tempat lain atau sejenisnya")
    try:
        with open(path, "rb", buffering=0) as file:
            return file.read()
    except OSError as error:
        raise _UnreadableError(f"tidak dapat diaudit: {reason(error)}") from None


def _faults(name: str, data: bytes, digest: str, known: _Known) -> Iterator[str]:
    plan = known.plan
    if digest == known.sums.get(name):  # published on purpose, whatever it says
        return
    if name == manifest.SUMS and _lists(data, known.names):  # it says no more than the names of these files
        return
    if digest == known.printed.get(name):
        return
    try:
        text = _text(name, data)
    except _UnreadableError as error:
        yield f"tidak dapat diaudit: {error}"
        return
    page = known.pages.get(name)
    yield from _file_faults(name, data, digest, page, known)
    is_page = name.endswith((".html", ".htm"))
    if is_page:
        yield from _banner_faults(text, plan.mode)
    yield from _text_faults(name, text, digest, page, known, is_page=is_page)


def _lists(data: bytes, names: Collection[str]) -> bool:
    """Is this a list of files with these names, of which the stamp of a release need not lie there yet?"""
    try:
        listed = manifest.read_sums(manifest.made_from(data)[1])
    except ContentError:
        return False
    return {*listed} <= {*names, manifest.RELEASE}


def _file_faults(name: str, data: bytes, digest: str, page: Titled | None, known: _Known) -> Iterator[str]:
    plan, digests = known.plan, known.digests
    if name == PREVIEW:
        yield ONLY_PREVIEW
    elif name == manifest.SUMS:
        yield "bukan daftar berkas situs ini"
    elif name in known.sums or plan.attachments.get(name, digest) != digest:
        yield "isinya bukan yang disahkan"
    elif name in plan.prints or name in known.printed:
        yield "isinya bukan cetakan dari naskah yang ada"
    elif name in plan.refused:
        yield "tidak boleh diterbitkan dari folder isi"
    elif name.startswith(PLANNED) and not page and name not in plan.attachments:
        yield "tidak ada dalam rencana"
    elif name not in plan.attachments and prints.ORIGIN.encode() in data and digest not in known.printed.values():
        yield "cetakan lama atau cetakan dokumen lain; hapus, atau ganti dengan tautan ke cetakan yang ada"
    if data and digest in digests:
        yield f"isinya sama dengan berkas yang ditahan: {digests[digest]}"


def _banner_faults(text: str, mode: Mode) -> Iterator[str]:
    if _PREVIEW_BANNER in text:
        yield ONLY_PREVIEW
    if mode is Mode.SAMPLE and not (_BANNER in text and _NOINDEX.search(text)):
        yield "halaman contoh tanpa spanduk CONTOH atau tanpa larangan indeks"


def _text_faults(name: str, text: str, digest: str, page: Titled | None, known: _Known, *, is_page: bool,
                 ) -> Iterator[str]:
    """What is wrong with a text, and with what stands in it around a document's block, which says what it may."""
    own, key = page.source if page else "", b""
    if known.past:
        at, length = (displayed.place(text, page.length, page.digest), page.length) if page else (0, 0)
        key = known.past.key(name, digest, at, length, own)
        if at >= 0 and known.past.holds(key, text[:at] + text[at + length:], name):
            return
    block = known.plan.by_file[name].block if page else ""
    parts = displayed.parted(text, block)
    if parts is None:
        yield from displayed.faults(text, block) if is_page else ()
        return
    rest = parts[0] + parts[1].replace(block, "") if block else text
    found = [*(displayed.faults(text, block) if is_page else ()), *_given_away(name, rest, own, known.hidden)]
    if known.past and not found:
        known.past.keep(key)
    yield from found


def _given_away(name: str, rest: str, own: str, hidden: Needles) -> Iterator[str]:
    """What a text says of withheld documents other than its own."""
    found: dict[str, str] = {}
    for source, what in sorted(needles.found(hidden, rest, name.removesuffix("index.html"))):
        if source != own:
            found.setdefault(source, what)
    yield from (f"memuat bagian dari {source}: “{what}”" for source, what in found.items())


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
