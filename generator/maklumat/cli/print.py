"""`maklumat print`: posters, SOP forms and cards of all documents or of some, to look at or to send to a printer."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from .. import clock, documents, listed, materials, press
from .. import project as core
from ..errors import UsageError
from ..findings import Finding, Level
from ..nearest import nearest
from ..prints import Print
from ..progress import step
from ..project import Project
from ..reports import Report
from . import workspace
from .arguments import Parser, filled
from .check import denied, refused, write
from .replacing import beside, put_in_place, refuse_foreign

FOLDER = "cetak"
CAPTIONS = "sosial/"  # the plan's files beside the cards: caption and alternative texts
REFUSED = "tidak ada yang dicetak: selama ada penolakan, hanya naskah bertanda yang dapat dicetak\n"


def parser() -> Parser:
    parser = Parser("print", "Menyusun poster, formulir SOP, dan kartu media sosial sebagai berkas siap cetak."
                    " Tanpa ID: semua dokumen. Naskah yang belum disahkan tercetak dengan tanda RANCANGAN."
                    " Folder cetakan selalu berisi hasil perintah terakhir saja.",
                    ("maklumat print", "maklumat print informasi-publik", "maklumat print --out /tmp/cetak"),
                    "ada galat, penolakan, atau isi yang tidak muat pada lembarnya")
    parser.add_argument("ids", nargs="*", metavar="ID", help="`id` dokumen, seperti tertulis pada kepala datanya")
    parser.add_argument("--out", type=filled, metavar="FOLDER", help=f"folder cetakan (bawaan: {FOLDER})")
    return parser


def run(arguments: argparse.Namespace) -> int:
    settings = workspace.project()
    out = Path(arguments.out).resolve() if arguments.out else settings.root / FOLDER
    refuse_foreign(settings, out, listed.LIST)
    with step("Memeriksa dokumen"):
        project = core.load(settings, clock.now(), drafts=True)
    paths = _asked(project, arguments.ids)
    prints = [job for job in project.plan.prints.values() if job.source in paths]
    if _tell(project, paths, [found for found in project.errors if found.path in paths]):
        return 1
    is_refused = refused(project.plan.refused) | denied(project.refusals)
    if is_refused and not all(_mark(job) for job in prints):
        sys.stdout.write(REFUSED)
        return 1
    if not prints:
        materials.read(settings.theme, None)  # a theme without templates is told, not passed over
    pressed = press.press(prints, settings)
    if _tell(project, paths, pressed.faults):
        return 1
    captions = _captions(project, paths)
    if not pressed.files:
        sys.stdout.write("tidak ada dokumen yang dapat dicetak\n")
        return 0
    files = dict(pressed.contents()) | dict(captions)
    with beside(out) as fresh:
        for uri, data in files.items():
            (fresh / uri).parent.mkdir(parents=True, exist_ok=True)
            (fresh / uri).write_bytes(data)
        put_in_place(settings, fresh, out, listed.LIST)
    sys.stdout.write(_listed(prints, files, arguments.out or FOLDER))
    if project.standing.remark:
        sys.stdout.write(f"catatan: {project.standing.remark}\n")
    return 0


def _asked(project: Project, ids: Sequence[str]) -> frozenset[str]:
    """The paths of the documents with these ids, of all documents where none is named. Raises UsageError."""
    known: dict[str, list[str]] = {}
    for document in (text.outline for text in project.texts if text.outline):
        known.setdefault(document.id.text.strip() if document.id else "", []).append(document.path)
    for name in ids:
        if not name or name not in known:
            similar = nearest(name, filter(None, known))
            raise UsageError(f"dokumen dengan id {name!r} tidak ada"
                             + (f"; mungkin maksud Anda `{similar}`" if similar else ""))
    if not ids:
        return frozenset(text.path for text in project.texts)
    return frozenset(path for name in ids for path in known[name])


def _tell(project: Project, paths: frozenset[str], findings: Sequence[Finding]) -> bool:
    """Reports what stands in the way of printing; with nothing in the way it says nothing."""
    lines = {text.path: documents.lines(text.data) for text in project.texts if text.path in paths}
    shown = []
    for found in findings:
        line = lines[found.path][found.place.line - 1:found.place.line]
        shown.append(replace(found, excerpt=found.excerpt or "".join(line)))
    if shown:
        write(Report(len(paths), tuple(shown)))
        sys.stdout.write("tidak ada yang dicetak: perbaiki dulu semua galat\n")
    return any(found.level is Level.ERROR for found in shown)


def _captions(project: Project, paths: frozenset[str]) -> Mapping[str, bytes]:
    """What the plan publishes beside the cards of these documents, byte for byte."""
    folders = tuple(page.address + CAPTIONS for page in project.plan.pages if page.source in paths)
    return {uri: data for uri, data in project.plan.files.items() if uri.startswith(folders)} if folders else {}


def _mark(job: Print) -> str:
    """The word across its sheet, "" on a clean one."""
    return json.loads(job.data)["mark"]


def _listed(prints: Sequence[Print], files: Mapping[str, bytes], out: str) -> str:
    """Every file with its size, and the mark that it bears across its sheet."""
    marks = {job.uri: mark for job in prints if (mark := _mark(job))}
    rows = [f"  {uri}  {max(1, round(len(data) / 1024))} KB" + (f"  (bertanda {marks[uri]})" if uri in marks else "")
            for uri, data in sorted(files.items())]
    return "\n".join((f"{len(rows)} berkas ditulis ke {out}:", *rows)) + "\n"
