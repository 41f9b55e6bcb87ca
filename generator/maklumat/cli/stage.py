"""`maklumat stage OUT`: the plan as plain files, for any other builder."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from .. import clock, listed, release, staging
from .. import project as core
from ..progress import step
from ..reports import Report
from . import workspace
from .arguments import Parser, filled
from .check import denied, refused, unprinted, write
from .replacing import beside, put_in_place, refuse_foreign


def parser() -> Parser:
    parser = Parser("stage", "Menulis halaman jadi, tema, dan mkdocs.yml ke satu folder untuk pembangun situs lain.",
                    ("maklumat stage /tmp/siap", "maklumat stage ../situs-siap"),
                    "ada galat atau penolakan; tidak ada yang ditulis")
    parser.add_argument("out", type=filled, metavar="FOLDER",
                        help="folder baru, kosong, atau hasil `maklumat stage` sebelumnya")
    return parser


def run(arguments: argparse.Namespace) -> int:
    settings = workspace.project()
    out = Path(arguments.out).resolve()
    refuse_foreign(settings, out, listed.LIST)
    with step("Memeriksa dokumen"):
        project = core.load(settings, clock.now())
    if project.errors:
        write(Report(len(project.texts), project.findings))
        return 1
    if refused(project.plan.refused) or denied(project.refusals):
        return 1
    made = release.make(project.plan, settings)
    if unprinted(made, len(project.texts)):
        return 1
    with beside(out) as fresh:
        staging.stage(project.plan, settings, fresh, made.contents())
        put_in_place(settings, fresh, out, listed.LIST)
    sys.stdout.write(f"{len(project.plan.pages)} halaman jadi ditulis ke {arguments.out}\n")
    return 0
