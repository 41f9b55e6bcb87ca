"""`maklumat audit SITE`: a built site against what may be published."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from .. import audit, clock, release
from .. import project as core
from ..audit import Leak
from ..errors import ContentError
from ..progress import step
from ..reports.excerpt import visible
from . import workspace
from .arguments import Parser, add_ledger, filled, one_of


def parser() -> Parser:
    parser = Parser("audit", "Mencocokkan situs yang sudah dibangun dengan dokumen yang boleh terbit.",
                    ("maklumat audit site", "maklumat audit site --format json"),
                    "situs memuat yang tidak boleh terbit, atau tidak lengkap")
    parser.add_argument("site", type=filled, metavar="SITUS", help="folder situs yang sudah dibangun")
    parser.add_argument("--format", type=one_of("text", "json"), default="text", metavar="BENTUK",
                        help="text (bawaan) atau json")
    add_ledger(parser)
    return parser


def run(arguments: argparse.Namespace) -> int:
    site = Path(arguments.site)
    if not site.is_dir():
        raise ContentError(f"folder situs {arguments.site} tidak ada")
    with step("Memeriksa dokumen"):
        project = core.load(workspace.project(), clock.now(), published=workspace.addresses(arguments.ledger))
    made = release.make(project.plan, project.settings)
    with step("Mengaudit situs"):
        leaks = audit.audit(site, project.plan, made.digests)
    if arguments.format == "json":
        rows = [{"path": leak.path, "what": leak.what} for leak in leaks]
        sys.stdout.write(json.dumps({"ok": not leaks, "leaks": rows}, ensure_ascii=False, indent=2) + "\n")
    else:
        sys.stdout.write(leaks_text(leaks))
    return 1 if leaks else 0


def leaks_text(leaks: Sequence[Leak]) -> str:
    """One line per leak and their number."""
    rows = "".join(f"{visible(leak.path)}: {visible(leak.what)}\n" for leak in leaks)
    return rows + (f"{len(leaks)} kebocoran\n" if leaks else "tidak ada kebocoran\n")
