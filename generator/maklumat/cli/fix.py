"""`maklumat fix`: mends what is mechanical, after showing it."""

from __future__ import annotations

import argparse
import os
import stat
import sys
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from .. import checking, circumstances, clock, disk, documents, mending, trust
from ..documents import Reading
from ..errors import ContentError
from ..mending import Done, Mended
from ..model import State
from ..ordinary import is_document
from ..reports import mends
from ..reports.excerpt import visible
from ..rules import RULES, Context
from ..settings import FILE_NAME, Settings, reason
from ..swapping import undisturbed
from . import workspace
from .arguments import Parser
from .asking import ask
from .check import colour_wanted
from .replacing import beside

__all__ = ["parser", "run"]

NOTHING = "tidak ada yang diubah"
QUESTION = "Tulis perubahan ini? (y/t) "
ORDINARY = "halaman biasa, bukan dokumen"
SIGNED = "sudah ditandatangani atau disahkan, jadi tidak diubah"
AGAIN = "minta pengesahan ulang sesudah memperbaikinya sendiri"
ABOUT = """\
Memperbaiki kesalahan mekanis: bentuk tanggal, NIP, tanda kutip, BOM, akhir baris, spasi, urutan
kunci, dan nomor daftar. Arti dokumen tidak pernah berubah; yang dapat berarti dua dibiarkan dan
disebut. Tanpa JALUR: semua dokumen di content/.

Di terminal, perubahan ditampilkan lalu ditulis bila Anda setuju; salah eja pada kunci dan pilihan
ditanyakan satu per satu. Di luar terminal, perubahan hanya ditampilkan, kecuali dengan --yes.
Dokumen yang sudah ditandatangani dan halaman biasa tidak disentuh."""


def parser() -> Parser:
    parser = Parser("fix", ABOUT, ("maklumat fix", "maklumat fix content/sop", "maklumat fix --check",
                                   "maklumat fix --yes naskah.md"),
                    "ada yang dapat diperbaiki tetapi belum ditulis")
    parser.add_argument("paths", nargs="*", metavar="JALUR", help="berkas Markdown atau folder")
    manner = parser.add_mutually_exclusive_group()
    manner.add_argument("--yes", action="store_true", help="menulis semua perbaikan tanpa bertanya")
    manner.add_argument("--check", action="store_true", help="hanya menampilkan, juga di terminal")
    return parser


class _End(Enum):
    """How it ended with one file: nothing is left that could be mended; something was only shown, or declined; the file
    may not or cannot be written."""

    GOOD = "good"
    SHOWN = "shown"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class _Run:
    """What holds for all documents of one call: `asks` a person, or `writes` without; neither only shows."""

    settings: Settings
    context: Context
    signed: frozenset[str]
    asks: bool
    writes: bool
    colour: bool

    def agrees(self, path: str, offer: Done) -> bool:
        """May this be mended, which is only probably meant?"""
        old, new = visible(offer.old), visible(offer.new)
        question = f"{visible(path)} baris {offer.lines[0]}: ganti `{old}` menjadi `{new}`? (y/t) "
        return self.writes or (self.asks and _answer(question))


def run(arguments: argparse.Namespace) -> int:
    settings = workspace.project_or_defaults()
    paths = workspace.documents(settings, arguments.paths) if arguments.paths else [*disk.document_paths(settings)]
    is_terminal = bool(sys.stdin) and sys.stdin.isatty() and sys.stdout.isatty()
    asks = is_terminal and not (arguments.yes or arguments.check)
    context = circumstances.context(settings, clock.today())
    run = _Run(settings, context, _signed(settings), asks, arguments.yes, colour_wanted())
    outcomes = [_fix(run, path) for path in paths]
    written = [reading for _, reading in outcomes if reading]
    ends = {end for end, _ in outcomes}
    if written:
        _tell_what_remains(run, written)
    if ends <= {_End.GOOD} and not written:
        sys.stdout.write("tidak ada yang perlu diperbaiki secara mekanis\n")
    if _End.SHOWN in ends and not asks:
        sys.stdout.write("belum ditulis; tulis dengan `maklumat fix --yes`\n")
    return 0 if ends <= {_End.GOOD} else 1


def _signed(settings: Settings) -> frozenset[str]:
    """The documents that the history knows as more than drafts. Raises MaklumatError where it cannot be read."""
    if not (settings.root / FILE_NAME).is_file():
        return frozenset()
    outcome = trust.standing(settings, clock.now()).outcome
    return frozenset(verdict.path for verdict in outcome if verdict.state is not State.DRAFT)


def _fix(run: _Run, path: Path) -> tuple[_End, Reading | None]:
    """How it ended with one file, and the document as it was written (None where it was not)."""
    reading = disk.read_documents(run.settings, [path])[0]
    if fault := _untouchable(run.settings, path, reading):
        sys.stderr.write(f"maklumat: {visible(reading.path)} tidak diperbaiki: {fault}\n")
        return _End.GOOD if fault == ORDINARY else _End.REFUSED, None
    if reading.path in run.signed or os.path.lexists(path.with_name(f"{path.name}.sig")):
        return _left_signed(run, reading), None
    mended = mending.mend(reading, run.context, lambda offer: run.agrees(reading.path, offer))
    _show(run, reading, mended)
    if not mended.done and not mended.offered:
        return _End.GOOD, None
    if not mended.done or not (run.writes or (run.asks and _answer(QUESTION))):
        if run.asks:
            sys.stdout.write(f"{visible(reading.path)}: {NOTHING}\n")
        return _End.SHOWN, None
    try:
        _write(run.settings, path, reading.data, mended.data)
    except ContentError as error:
        sys.stdout.flush()
        sys.stderr.write(f"maklumat: {error}; {NOTHING} pada berkas itu\n")
        return _End.REFUSED, None
    sys.stdout.write(f"{visible(reading.path)}: ditulis; yang diperbaiki: {mends.named(mended.done)}\n")
    return _End.SHOWN if mended.offered else _End.GOOD, documents.read(reading.path, mended.data)


def _untouchable(settings: Settings, path: Path, reading: Reading) -> str:
    """Why this file is none that may be mended; "" for a document. What names itself none, and lies in no folder of
    documents, is none."""
    if faults := reading.of("BK01"):
        return faults[0].message
    root, folder = settings.root, path.parent
    if folder.is_relative_to(root) and folder.resolve() != root.resolve() / folder.relative_to(root):
        return "folder di jalurnya berupa tautan; sebut berkas aslinya"
    home = next((folder for folder in path.resolve().parents if (folder / FILE_NAME).is_file()), None)
    if home not in (None, root):
        return f"berkas ini milik proyek di {home}; jalankan perintah ini di sana"
    if not workspace.is_in_trees(settings, path) and not is_document("\n".join(reading.lines)):
        return ORDINARY
    return ""


def _left_signed(run: _Run, reading: Reading) -> _End:
    """Tells of what would be mended in a signed document."""
    mended = mending.mend(reading, run.context, lambda _: False)
    if found := (*mended.done, *mended.offered):
        sys.stdout.write(f"{visible(reading.path)} {SIGNED}. Yang dapat diperbaiki di dalamnya:\n{mends.listed(found)}"
                         f"Bila perlu, naikkan revisinya, dan {AGAIN}.\n")
    return _End.REFUSED if found else _End.GOOD


def _show(run: _Run, reading: Reading, mended: Mended) -> None:
    """What is mended and how the lines change, what waits for a word, and what only a person can know."""
    after = documents.read(reading.path, mended.data)
    shown = mends.listed(mended.done) + mends.difference(reading.path, reading.lines, after.lines, run.colour)
    if mended.offered and not run.asks:
        shown += f"Hanya dengan persetujuan Anda (di terminal, atau dengan --yes):\n{mends.listed(mended.offered)}"
    in_doubt = checking.check([after], run.context, [rule for rule in RULES if rule.code in mending.LEFT])
    if in_doubt:
        shown += f"Dibiarkan, sebab hanya Anda yang tahu maksudnya:\n{mends.left(in_doubt)}"
    if shown:
        sys.stdout.write(f"{visible(reading.path)}\n{shown}")
        sys.stdout.flush()


def _tell_what_remains(run: _Run, written: Sequence[Reading]) -> None:
    """For each document that was written: how many findings `check` still has."""
    names = {reading.path for reading in written}
    has_project = (run.settings.root / FILE_NAME).is_file()
    everything = disk.read_documents(run.settings) if has_project else []
    others = [reading for reading in everything if reading.path not in names]
    found = Counter(finding.path for finding in checking.beside(written, others, run.context))
    for path in sorted(names):
        rest = f"tersisa {found[path]} temuan; lihat `maklumat check {visible(path)}`"
        sys.stdout.write(f"{visible(path)}: {rest if found[path] else 'tidak ada temuan lagi'}\n")


def _answer(question: str) -> bool:
    """Asks until the answer is yes or no; no answer at all is a no."""
    while True:
        typed = (ask(question) or "").lower()
        if typed in ("y", "ya"):
            return True
        if typed in ("", "t", "tidak"):
            return False


def _write(settings: Settings, path: Path, before: bytes, data: bytes) -> None:
    """Puts the bytes in the place of the file in one step, with its mode and owner. Raises ContentError when the file
    was changed meanwhile or cannot be written; it is then as it was."""
    model = path.stat()
    folder = settings.root if path.is_relative_to(settings.root) else path.parent
    if not os.access(path, os.W_OK):
        raise ContentError(f"{path} tidak dapat ditulis: izin menulisnya tidak ada")
    try:
        with undisturbed(), beside(folder / path.name) as fresh:
            fresh = fresh / path.name
            with fresh.open("xb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            fresh.chmod(stat.S_IMODE(model.st_mode))
            if hasattr(os, "chown"):
                with suppress(OSError):
                    os.chown(fresh, model.st_uid, model.st_gid)
            if disk.read_bytes(path) != before:
                raise ContentError(f"{path} berubah selagi dibaca; jalankan sekali lagi")
            os.replace(fresh, path)
    except OSError as error:
        raise ContentError(f"{path} tidak dapat ditulis: {reason(error)}") from None
