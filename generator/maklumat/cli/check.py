"""`maklumat check`: every finding of every document in one run."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from .. import checking, circumstances, clock, disk
from ..addresses import TREES
from ..documents import Reading
from ..errors import MaklumatError
from ..progress import track
from ..reports import Report, data, denials, github, sarif, text
from ..rules import RULES, Scope
from ..settings import FILE_NAME, Settings
from . import summary, workspace
from .arguments import Parser, one_of

if TYPE_CHECKING:
    from ..press import Pressed
    from ..release import Release
    from ..verdicts import Refusal

__all__ = ["colour_wanted", "denied", "parser", "refused", "run", "unprinted", "write"]

WITHOUT_SUMMARY = {"short": text.short, "json": data.to_json, "sarif": sarif.to_sarif}


def parser() -> Parser:
    parser = Parser("check", "Memeriksa dokumen dan menunjukkan semua temuan. Tanpa JALUR: semua dokumen di content/.",
                    ("maklumat check", "maklumat check naskah.md", "maklumat check content/sop --format short"),
                    "ada galat, atau halaman biasa yang tidak boleh terbit")
    parser.add_argument("paths", nargs="*", metavar="JALUR", help="berkas Markdown atau folder")
    parser.add_argument("--format", type=one_of("text", "short", "json", "github", "sarif"), default="text",
                        metavar="BENTUK", help="text (bawaan), short, json, github, atau sarif")
    return parser


def run(arguments: argparse.Namespace) -> int:
    settings = workspace.project_or_defaults()
    gc.disable()  # a short run whose values hold no circles: looking for them took a fifth of its time
    try:
        report, faults = (_check_some(settings, arguments.paths), {}) if arguments.paths else _check_all(settings)
    finally:
        gc.enable()
    write(report, arguments.format)
    return 1 if refused(faults) or report.has_errors else 0


def refused(faults: Mapping[str, str]) -> bool:
    """Tells of ordinary pages that must not go out (`Plan.refused`); they are no documents and have no findings."""
    sys.stderr.write("".join(f"maklumat: {sentence}\n" for sentence in faults.values()))
    return bool(faults)


def denied(refusals: Sequence[Refusal]) -> bool:
    """Tells why the evidence keeps a site from being published (`Project.refusals`), as `gate` does."""
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
        sys.stdout.write(github.annotations(report))
        summary.write(lambda room: github.table(report, room))
    else:
        sys.stdout.write(WITHOUT_SUMMARY[form](report))
        if not report.documents:
            sys.stderr.write(f"maklumat: {report.summary()}\n")


def _check_all(settings: Settings) -> tuple[Report, Mapping[str, str]]:
    readings = _read(settings, list(disk.document_paths(settings)))
    context = circumstances.context(settings, clock.today())
    report = Report(len(readings), checking.check(readings, context, track(RULES, "Memeriksa")))
    return report, _ordinary_faults(readings, settings)


def _ordinary_faults(readings: Sequence[Reading], settings: Settings) -> Mapping[str, str]:
    """What ordinary pages must not show, which depends on the evidence; without it the documents are checked alone."""
    from .. import passages, secrecy, trust  # who checks one document does not wait for them
    try:
        standing = trust.standing(settings, clock.now())
    except MaklumatError as error:
        sys.stderr.write(f"maklumat: halaman biasa tidak diperiksa: {error}\n")
        return {}
    facts = circumstances.facts(settings, standing, clock.today())
    return secrecy.refusals(secrecy.sides([passages.told(reading) for reading in readings], facts), facts)


def _check_some(settings: Settings, asked: Sequence[str]) -> Report:
    """The asked documents alone, except that rules across documents also see the rest of the project they belong to."""
    paths = workspace.documents(settings, asked)
    readings = []
    for path, reading in zip(paths, _read(settings, paths), strict=True):
        if _is_ordinary(settings, path, reading):
            sys.stderr.write(f"maklumat: {reading.path} tidak diperiksa: halaman biasa, bukan dokumen\n")
        else:
            readings.append(reading)
    belongs = any(path.is_relative_to(settings.content) for path in paths)
    others = set(disk.document_paths(settings)) - set(paths) if belongs else set()
    context = circumstances.context(settings, clock.today())
    within = [rule for rule in RULES if rule.scope is not Scope.REPOSITORY]
    across = [rule for rule in RULES if rule.scope is Scope.REPOSITORY]
    names = {reading.path for reading in readings}
    found = checking.check(readings, context, track(within, "Memeriksa"))
    everything = [*readings, *_read(settings, sorted(others))]
    found += tuple(f for f in checking.check(everything, context, across) if f.path in names)
    return Report(len(readings), tuple(sorted(found, key=lambda finding: finding.order)))


def _is_ordinary(settings: Settings, path: Path, reading: Reading) -> bool:
    """Is this a page of the project's site that can be read and does not name itself a document?"""
    from ..ordinary import is_document  # needs what the plan knows; see _ordinary_faults
    is_page = path.is_relative_to(settings.content) and (settings.root / FILE_NAME).is_file()
    in_trees = is_page and path.relative_to(settings.content).as_posix().startswith(TREES)
    return is_page and not in_trees and bool(reading.lines) and not is_document("\n".join(reading.lines))


def _read(settings: Settings, paths: Sequence[Path]) -> list[Reading]:
    return [reading for path in track(paths, "Membaca") for reading in disk.read_documents(settings, [path])]


def colour_wanted() -> bool:
    """NO_COLOR and FORCE_COLOR (no-color.org, force-color.org) decide; else a terminal that can show colour."""
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or (sys.stdout.isatty() and os.environ.get("TERM") != "dumb")
