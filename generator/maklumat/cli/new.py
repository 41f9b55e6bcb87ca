"""`maklumat new maklumat|sop [ID]`: the template of a document, filled with what the person says and the project tells.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from .. import checking, circumstances, clock, disk, documents, naming, nip, numbers, template
from ..documents import Reading, sops_by_number
from ..errors import ContentError, MaklumatError, UsageError
from ..findings import joined
from ..markup import words
from ..model import Document, Kind
from ..reports import Report
from ..settings import Settings
from ..template import Answers
from . import check, replacing, workspace
from .arguments import Parser, one_of
from .asking import ask

__all__ = ["parser", "run"]

ENDED = "masukan berakhir sebelum semua pertanyaan dijawab; tidak ada yang ditulis"
APPROVER = "JABATAN; NAMA; NIP"
FILLED = {"number": "`nomor_sop`", "office": "`perangkat_daerah`", "role": "`disahkan_oleh`"}  # what every kind needs


def parser() -> Parser:
    parser = Parser(
        "new", "Membuat rancangan maklumat atau SOP dari naskah awal yang lolos semua aturan selain pengesahan. Di "
        "terminal bertanya seperlunya, dengan usul dari dokumen yang sudah ada; yang tidak diketahui tetap kosong.",
        ("maklumat new maklumat", "maklumat new sop pelayanan-data",
         "maklumat new sop dinas-kesehatan/pelayanan-data --number 800/7/Dinkes --yes"),
        "naskah ditulis, tetapi masih ada galat")
    parser.add_argument("kind", type=one_of("maklumat", "sop"), metavar="JENIS", help="maklumat atau sop")
    parser.add_argument("id", nargs="?", metavar="ID", help="nama singkat: folder dan alamat dokumen, misalnya "
                        "pelayanan-data; boleh didahului satu folder unit, misalnya dinas-x/pelayanan-data")
    parser.add_argument("--title", metavar="JUDUL", help="judul dokumen")
    parser.add_argument("--number", metavar="NOMOR", help="nomor SOP; untuk maklumat: SOP yang menjadi dasarnya")
    parser.add_argument("--government", metavar="NAMA", help="pemerintah, misalnya PEMERINTAH KOTA CONTOH")
    parser.add_argument("--office", metavar="NAMA", help="perangkat daerah")
    parser.add_argument("--unit", metavar="NAMA", help="unit kerja")
    parser.add_argument("--approver", metavar="PEJABAT", help=f'pejabat yang mengesahkan: "{APPROVER}"')
    parser.add_argument("--yes", action="store_true", help="tidak bertanya; memakai usul untuk yang tidak disebut")
    return parser


@dataclass(frozen=True)
class _Work:
    """The project and its documents. `asks`: is there a person to ask?"""

    settings: Settings
    readings: Sequence[Reading]
    kind: Kind
    asks: bool

    @property
    def documents(self) -> list[Document]:
        return [reading.document for reading in self.readings if reading.document]


def run(arguments: argparse.Namespace) -> int:
    settings = workspace.project()
    is_terminal = bool(sys.stdin) and sys.stdin.isatty() and sys.stderr.isatty()
    work = _Work(settings, disk.read_documents(settings), Kind(arguments.kind), is_terminal and not arguments.yes)
    _need_sop(work)
    place, answers = _answers(work, arguments)
    data = template.data(answers)
    path = settings.content / work.kind.value / place / "index.md"
    _write(settings, path.parent, data)
    return _tell(work, answers, documents.read(path.relative_to(settings.root).as_posix(), data), path)


def _need_sop(work: _Work) -> None:
    if work.kind is Kind.MAKLUMAT and not sops_by_number(work.documents):
        raise ContentError("belum ada SOP bernomor yang menjadi dasar maklumat; buat dahulu dengan `maklumat new sop`")


def _answers(work: _Work, given: argparse.Namespace) -> tuple[str, Answers]:
    """Where the document lies below its tree, and what it says. At most six questions."""
    if work.asks:
        sys.stderr.write("Tekan Enter untuk memakai usul di dalam kurung siku, atau ketik - untuk mengosongkannya.\n")
    if given.id is not None:
        _name(work, given.id)
    title = _one(work, "Judul", given.title, naming.title(given.id or "", work.kind) or template.TITLES[work.kind],
                 _needed)
    place = given.id or _one(work, "Nama singkat (ID)", None, naming.short(title, work.kind),
                             lambda typed: _name(work, typed))
    unit, _, name = place.rpartition("/")
    usual = template.proposed(work.kind, work.documents, unit)
    if work.asks and work.kind is Kind.MAKLUMAT and given.number is None:
        _list_sops(work)
    number = _one(work, "Nomor SOP", given.number, usual.number, lambda typed: _number(work, typed))
    government = usual.government if given.government is None else _line(given.government)
    office = _one(work, "Perangkat daerah", given.office, usual.office, _line)
    own = usual.unit if office == usual.office else ""  # another office has other units and another head
    head = "; ".join(filter(None, (usual.role, usual.name, usual.nip))) if office == usual.office else ""
    unit = _one(work, "Unit kerja", given.unit, own, _line)
    approver = _one(work, f"Pejabat yang mengesahkan ({APPROVER})", given.approver, head, _approver)
    role, person, digits = _parts(approver)
    return place, Answers(work.kind, name, title, number, government, office, unit, role, person, digits,
                          clock.today().isoformat())


def _one(work: _Work, label: str, given: str | None, usual: str, read: Callable[[str], str]) -> str:
    """The answer that was given, else the person's, else the usual one. A wrong one is asked for again."""
    if given is not None:
        return read(given)
    while work.asks:
        typed = _typed(f"{label}{f' [{usual}]' if usual else ''}: ")
        try:
            return read("" if typed == "-" else typed or usual)
        except MaklumatError as error:
            sys.stderr.write(f"  {error}\n")
    return read(usual)


def _typed(question: str) -> str:
    typed = ask(question)
    if typed is None:
        raise ContentError(ENDED)
    return typed


def _line(typed: str) -> str:
    if len(typed) > naming.LONGEST or not typed.isprintable():
        raise UsageError(f"isian harus berupa satu baris teks, paling banyak {naming.LONGEST} huruf")
    return words(typed)


def _needed(typed: str) -> str:
    if not _line(typed):
        raise UsageError("judul tidak boleh kosong")
    return _line(typed)


def _name(work: _Work, typed: str) -> str:
    if fault := naming.fault(typed, work.kind):
        raise UsageError(fault)
    if fault := naming.taken(typed, work.documents):
        raise ContentError(fault)
    folder = work.settings.content / work.kind.value / typed
    replacing.refuse_existing(folder)
    return typed


def _number(work: _Work, typed: str) -> str:
    number = _line(typed)
    known = sops_by_number(work.documents)
    sop = known.get(numbers.key(number))
    if work.kind is Kind.SOP and number and sop:
        raise ContentError(f"nomor SOP `{number}` sudah dipakai oleh {sop.path}")
    if work.kind is Kind.MAKLUMAT and not sop:
        listed = joined([f"`{words(each.number)}`" for each in known.values()], "atau")
        raise UsageError(f"tidak ada SOP bernomor {number!r}; yang ada: {listed}")
    return words(sop.number) if sop else number


def _approver(typed: str) -> str:
    if typed and len([part for part in _line(typed).split(";") if part.strip()]) != 3:
        raise UsageError(f'tulis pejabat sebagai "{APPROVER}", dipisahkan titik koma')
    return _line(typed)


def _parts(approver: str) -> tuple[str, str, str]:
    role, person, number = (part.strip() for part in approver.split(";")) if approver else ("", "", "")
    return role, person, nip.read(number).digits or number


def _list_sops(work: _Work) -> None:
    for sop in template.newest(sops_by_number(work.documents).values()):
        sys.stderr.write(f"  {words(sop.number)}  {words(sop.title)}\n")


def _write(settings: Settings, folder: Path, data: bytes) -> None:
    """The whole folder at once, and only where nothing stands yet."""
    if not folder.parent.resolve().is_relative_to(settings.content):
        raise ContentError(f"{workspace.shown(folder.parent)} menuju ke luar folder isi; dokumen tidak ditulis ke sana")
    replacing.write_new(folder, {"index.md": data})


def _tell(work: _Work, answers: Answers, reading: Reading, path: Path) -> int:
    """Where the file is, what is still to be filled in, what the rules find, and what to do next."""
    shown = workspace.shown(path)
    sys.stdout.write(f"{shown} ditulis.\n")
    if empty := [name for key, name in FILLED.items() if not getattr(answers, key)]:
        sys.stdout.write(f"Belum terisi, karena tidak dapat diperkirakan: {joined(empty)}.\n")
    sys.stdout.write("`tanggal_pembuatan` dan `tanggal_efektif` diisi tanggal hari ini; ganti bila bukan itu.\n\n")
    context = circumstances.context(work.settings, clock.today())
    report = Report(1, checking.beside([reading], work.readings, context))
    check.write(report)
    sys.stdout.write(f"\nSelanjutnya: sunting {shown}, lalu\n  maklumat check {shown}\n  maklumat serve\n")
    return 1 if report.has_errors else 0
