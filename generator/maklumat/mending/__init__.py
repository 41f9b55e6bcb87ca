"""Every mend of a mechanical fault, in one explicit list, and how they are made: none changes what a document says.

A mend is a small function that gets a reading and the problems that the checks report under its code, and yields edits
at those places. Whatever an edit does, the document is read again: an edit after which a reader would find anything
else than what the mend is about is not made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from .. import documents
from ..documents import Reading
from ..findings import Problem
from ..rules import Context, Scope, by_code
from . import characters, layout, unreadable, values
from .edits import Edit, applied
from .meaning import Tree, is_kept, same

__all__ = ["LEFT", "MENDS", "Done", "Mend", "Mended", "mend"]

ROUNDS = 20  # of all mends, until none finds anything; what takes more is no mechanical fault
HALVINGS = 200  # edits of one mend that are tried one by one where they cannot be made together


@dataclass(frozen=True, slots=True)
class Mend:
    """One kind of mend.

    `code`: the rule whose findings it mends, "" where none reports the fault. `title`: what it does, in words. `edits`
    of a reading. `reads`: what it takes a text for, None for exactly the texts of its edits; `view`: the same for
    fields. `asks`: is it made only when a person says so? `is_partial`: does it mend only some of the findings?
    `needs_document`: does it need fields that could be read?
    """

    code: str
    title: str
    edits: Callable[[Reading, tuple[Problem, ...]], Iterator[Edit]]
    reads: Callable[[str], str] | None = None
    view: Callable[[Tree], Tree] = same
    asks: bool = False
    is_partial: bool = False
    needs_document: bool = True


@dataclass(frozen=True, slots=True)
class OfTheFile:
    """A mend of the whole file, which the readers do not even show to the rules."""

    code: str
    title: str
    rewrite: Callable[[str], str]


OF_THE_FILE = (
    OfTheFile("BK05", "tanda urutan byte (BOM) dihapus", layout.without_mark),
    OfTheFile("BK06", "akhir baris menjadi LF", layout.with_plain_line_ends),
    OfTheFile("", "baris terakhir diakhiri LF", layout.with_last_line_end),
)
MENDS = (
    Mend("TX03", "spasi dan tanda hubung menjadi yang biasa", characters.odd_spaces, characters.as_plain,
         needs_document=False),
    Mend("TX05", "huruf beraksen menjadi utuh", characters.loose_accents, characters.as_whole, needs_document=False),
    Mend("FM03", "kepala data menjadi terbaca", unreadable.readable, same, is_partial=True, needs_document=False),
    Mend("FM11", "butir diapit tanda kutip", values.one_line_items, same, values.with_items_as_texts, is_partial=True),
    Mend("SP13", "jenis dokumen dieja benar", values.meant, asks=True),
    Mend("SP02", "kunci dieja benar", values.meant, asks=True),
    Mend("FM12", "nilai pilihan dieja benar", values.meant, asks=True),
    Mend("LK16", "pelaksana dieja benar", values.meant, asks=True),
    Mend("LK17", "langkah tujuan dieja benar", values.meant, asks=True),
    Mend("FM10", "nomor di belakang `#` menjadi bagian nilai", values.comments, asks=True),
    Mend("TG03", "tanggal menjadi tahun-bulan-hari", values.iso_dates),
    Mend("NP02", "kata NIP di depan angkanya dihapus", values.nip_with_prefix, is_partial=True),
    Mend("NP11", "titik dan spasi di dalam NIP dihapus", values.dotted_nip),
    Mend("NP01", "NIP diapit tanda kutip", values.unquoted_nip),
    Mend("", "nilai yang dapat terbaca sebagai angka diapit tanda kutip", values.quoted_values),
    Mend("TX08", "nomor daftar menjadi berurutan", layout.list_numbers, same),
    Mend("", "spasi di akhir baris dihapus", characters.trailing_blanks, characters.as_unpadded,
         needs_document=False),
    Mend("", "kunci menurut urutan baku", layout.key_order, same, layout.in_any_order),
)
LEFT = ("FM03", "TG02")  # what remains of these faults only a person can mend


@dataclass(frozen=True, slots=True)
class Done:
    """What one mend did, or would do if a person agreed: the lines, as they counted just before, and the texts."""

    code: str
    title: str
    lines: tuple[int, ...] = ()
    old: str = ""
    new: str = ""


@dataclass(frozen=True, slots=True)
class Mended:
    """`data`: the document's bytes after all mends; the same as before where nothing was to be done. `done`: by which
    mends; `offered`: what waits for a person's word."""

    data: bytes
    done: tuple[Done, ...] = ()
    offered: tuple[Done, ...] = ()


def mend(reading: Reading, context: Context, agrees: Callable[[Done], bool]) -> Mended:
    """Makes every mend that is certain, and of the others those to which `agrees` says yes. Never raises.

    Mending what is mended changes nothing. A file whose bytes are no UTF-8, or which is too large to be read, stays.
    """
    try:
        text = reading.data.decode()
    except UnicodeDecodeError:
        return Mended(reading.data)
    if any(code in ("BK02", "BK03") for code, _ in reading.problems) or not reading.lines:
        return Mended(reading.data)
    done: list[Done] = []
    for step in OF_THE_FILE:
        changed = step.rewrite(text)
        if changed != text:
            done.append(Done(step.code, step.title))
            text = changed
    current = documents.read(reading.path, text.encode())
    declined: dict[Done, None] = {}
    for _ in range(ROUNDS):
        before = current
        for kind in MENDS:
            current = _made(kind, current, context, agrees, done, declined)
        if current.data == before.data:
            return Mended(current.data, tuple(done), tuple(declined))
    return Mended(reading.data)


def _made(kind: Mend, reading: Reading, context: Context, agrees: Callable[[Done], bool], done: list[Done],
          declined: dict[Done, None]) -> Reading:
    """The reading after one mend; what it did, and what it was not allowed to do, is added to the lists."""
    if kind.needs_document and reading.document is None:
        return reading
    wanted = sorted(kind.edits(reading, _problems(kind.code, reading, context)), key=lambda edit: edit.place)
    if kind.asks:
        wanted = [edit for edit in wanted if _agreed(kind, reading, edit, agrees, declined)]
    after, made = _kept(kind, reading, wanted)
    if made:
        lines = tuple(sorted({edit.place.line for edit in made}))
        alone = made[0] if len(made) == 1 else Edit(made[0].place, ())
        done.append(Done(kind.code, kind.title, lines, alone.old, alone.new))
    return after


def _agreed(kind: Mend, reading: Reading, edit: Edit, agrees: Callable[[Done], bool],
            declined: dict[Done, None]) -> bool:
    offer = Done(kind.code, kind.title, (edit.place.line,), edit.old, edit.new)
    if offer in declined or not _kept(kind, reading, [edit])[1]:
        return False
    if not agrees(offer):
        declined[offer] = None
        return False
    return True


def _problems(code: str, reading: Reading, context: Context) -> tuple[Problem, ...]:
    """What the checks report under a code."""
    rule = by_code(code) if code else None
    if rule is None or rule.scope is Scope.READER:
        return reading.of(code)
    return tuple(rule.check(reading.document, context))


def _kept(kind: Mend, reading: Reading, edits: Sequence[Edit]) -> tuple[Reading, list[Edit]]:
    """The reading after as many of the edits as keep the meaning, and these; all at once where they all do."""
    if not edits:
        return reading, []
    after = documents.read(reading.path, "\n".join(applied(reading.lines, edits)).encode())
    reads = kind.reads or _as_edited(edits)
    if after.lines != reading.lines and is_kept(reading, after, reads, kind.view, may_reveal=kind.asks):
        return after, list(edits)
    if len(edits) == 1 or len(edits) > HALVINGS:
        return reading, []
    half = len(edits) // 2  # the later ones first, so that the places of the others stay
    after, late = _kept(kind, reading, edits[half:])
    after, early = _kept(kind, after, edits[:half])
    return after, early + late


def _as_edited(edits: Sequence[Edit]) -> Callable[[str], str]:
    """Reads each edit's old text as its new one."""
    texts = {edit.old: edit.new for edit in edits}
    return lambda text: texts.get(text, text)
