"""`maklumat check`: every finding of every document in one run."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from .. import checked, checkup, circumstances, clock, disk
from ..addresses import rules_at
from ..checked import Checked
from ..documents import Reading
from ..errors import MaklumatError
from ..findings import Finding
from ..progress import track
from ..reports import Report, text
from ..rules import Context, vocabulary
from ..settings import FILE_NAME, Settings
from . import workspace
from .arguments import Parser, filled, one_of

if TYPE_CHECKING:
    from ..press import Pressed
    from ..release import Release
    from ..verdicts import Refusal

__all__ = ["colour_wanted", "denied", "parser", "refused", "run", "unprinted", "write"]

def parser() -> Parser:
    parser = Parser("check", "Memeriksa dokumen dan menunjukkan semua temuan. Tanpa JALUR: semua dokumen di content/.",
                    ("maklumat check", "maklumat check naskah.md", "maklumat check content/sop --format short",
                     "maklumat check --spelling"),
                    "ada galat, atau halaman biasa yang tidak boleh terbit")
    parser.add_argument("paths", nargs="*", metavar="JALUR", help="berkas Markdown atau folder")
    parser.add_argument("--format", type=one_of("text", "short", "json", "github", "sarif"), default="text",
                        metavar="BENTUK", help="text (bawaan), short, json, github, atau sarif")
    parser.add_argument("--spelling", action="store_true",
                        help="memeriksa juga ejaan setiap kata dengan kamus bahasa Indonesia (program hunspell)")
    parser.add_argument("--dictionary", type=filled, metavar="BERKAS",
                        help="berkas .dic yang dipakai untuk ejaan, bila kamusnya tidak ditemukan sendiri")
    return parser


def run(arguments: argparse.Namespace) -> int:
    settings = workspace.project_or_defaults()
    report, faults = (_check_some(settings, arguments), {}) if arguments.paths else _check_all(settings, arguments)
    write(report, arguments.format)
    return 1 if refused(faults) or report.has_errors else 0


def refused(faults: Mapping[str, str]) -> bool:
    """Tells of ordinary pages that must not go out (`Plan.refused`); they are no documents and have no findings."""
    sys.stderr.write("".join(f"maklumat: {sentence}\n" for sentence in faults.values()))
    return bool(faults)


def denied(refusals: Sequence[Refusal]) -> bool:
    """Tells why the evidence keeps a site from being published (`Project.refusals`), as `gate` does."""
    from ..reports import denials
    sys.stdout.write("".join(f"{line}\n" for line in denials.lines(refusals)))
    return bool(refusals)


def unprinted(prints: Pressed | Release, documents: int) -> bool:
    """Tells what does not fit on its sheet; `documents`: how many were read."""
    if prints.faults:
        write(Report(documents, prints.faults))
    return bool(prints.faults)


def write(report: Report, form: str = "text") -> None:
    """Prints the report in the form that was asked for."""
    if form == "text":
        sys.stdout.write(text.text(report, colour=colour_wanted()))
    elif form == "github":
        from ..reports import github
        from . import summary
        sys.stdout.write(github.annotations(report))
        summary.write(lambda room: github.table(report, room))
    else:
        from ..reports import data, sarif  # who reads the text does not wait for them
        sys.stdout.write({"short": text.short, "json": data.to_json, "sarif": sarif.to_sarif}[form](report))
        if not report.documents:
            sys.stderr.write(f"maklumat: {report.summary()}\n")


def _check_all(settings: Settings, arguments: argparse.Namespace) -> tuple[Report, Mapping[str, str]]:
    files, found = _check(settings, sorted(disk.document_paths(settings)), arguments)
    return Report(len(files), found, rules_at(settings.site_url)), _ordinary_faults(files, settings)


def _check_some(settings: Settings, arguments: argparse.Namespace) -> Report:
    """The asked documents alone, except that rules across documents also see the rest of the project they belong to."""
    paths = [path for path in workspace.documents(settings, arguments.paths) if not _is_ordinary(settings, path)]
    belongs = any(path.is_relative_to(settings.content) for path in paths)
    asked = {str(path) for path in paths}
    others = (path for path in disk.document_paths(settings) if str(path) not in asked) if belongs else ()
    files, found = _check(settings, [*paths, *others], arguments)
    names = {file.told.path for file in files[:len(paths)]}
    return Report(len(paths), tuple(finding for finding in found if finding.path in names),
                  rules_at(settings.site_url))


def _check(settings: Settings, paths: Sequence[Path], arguments: argparse.Namespace,
           ) -> tuple[Sequence[Checked], tuple[Finding, ...]]:
    """All files, and the findings in them and between them, in order of file and place."""
    context = circumstances.context(settings, clock.today())
    if arguments.spelling or arguments.dictionary:
        readings = [reading for path in track(paths, "Membaca") for reading in disk.read_documents(settings, [path])]
        context = _spelling(context, settings, arguments, readings)
        files = [checked.check(reading, context) for reading in track(readings, "Memeriksa")]
    else:
        files = checkup.check(settings, paths, context)
    return files, checked.findings(files, context)


def _spelling(context: Context, settings: Settings, arguments: argparse.Namespace,
              readings: Sequence[Reading]) -> Context:
    """What the rules may ask for, with the dictionary's answers about these files."""
    from .. import dictionary
    words = vocabulary.asked(reading.document for reading in readings if reading.document)
    return replace(context, unknown=dictionary.unknown(words, settings, arguments.dictionary or dictionary.NAME))


def _ordinary_faults(files: Sequence[Checked], settings: Settings) -> Mapping[str, str]:
    """What ordinary pages must not show, which depends on the evidence; without it the documents are checked alone."""
    from .. import evidence, secrecy, surroundings, trust  # who checks one document does not wait for them
    try:
        standing = trust.standing(settings, clock.now())
    except MaklumatError as error:
        sys.stderr.write(f"maklumat: halaman biasa tidak diperiksa: {error}\n")
        return {}
    facts = surroundings.facts(settings, standing, clock.today())
    told = [file.told for file in files]
    return secrecy.refusals(secrecy.sides(told, evidence.judged(told, facts.verdicts)), facts)


def _is_ordinary(settings: Settings, path: Path) -> bool:
    """Is this a page of the project's site that can be read and does not name itself a document? Says so of one."""
    is_page = path.is_relative_to(settings.content) and (settings.root / FILE_NAME).is_file()
    if not is_page or workspace.is_in_trees(settings, path):
        return False
    from ..ordinary import is_document  # needs what the plan knows
    reading, = disk.read_documents(settings, [path])
    if not reading.lines or is_document("\n".join(reading.lines)):
        return False
    sys.stderr.write(f"maklumat: {reading.path} tidak diperiksa: halaman biasa, bukan dokumen\n")
    return True


def colour_wanted() -> bool:
    """NO_COLOR and FORCE_COLOR (no-color.org, force-color.org) decide; else a terminal that can show colour."""
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or (sys.stdout.isatty() and os.environ.get("TERM") != "dumb")
