"""`maklumat preview`: the proposal as a folder of pages, to read and to send, never to publish."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from .. import clock, keeping, listed
from .. import project as core
from ..progress import step
from . import workspace
from .arguments import Parser, filled
from .replacing import beside, put_in_place, refuse_foreign

FOLDER = "pratinjau"


def parser() -> Parser:
    parser = Parser("preview", "Menulis pratinjau ke satu folder yang dapat dibuka dan dikirim tanpa server:"
                    " rancangan dan temuan ikut tampil, dan setiap halaman bertanda PRATINJAU. Folder ini tidak"
                    " dapat diterbitkan.",
                    ("maklumat preview", "maklumat preview --out /tmp/pratinjau"))
    parser.add_argument("--out", type=filled, metavar="FOLDER", help=f"folder pratinjau (bawaan: {FOLDER})")
    return parser


def run(arguments: argparse.Namespace) -> int:
    settings = workspace.project()
    out = Path(arguments.out).resolve() if arguments.out else settings.root / FOLDER
    refuse_foreign(settings, out, listed.LIST)
    with step("Memeriksa dokumen"):
        project = core.load(settings, clock.now(), drafts=True)
    with beside(out) as fresh:
        with step("Menyusun pratinjau"):
            remarks = keeping.build(project, fresh)
        put_in_place(settings, fresh, out, listed.LIST)
    sys.stderr.write("".join(f"maklumat: {remark}\n" for remark in remarks))
    sys.stdout.write(f"pratinjau ditulis ke {arguments.out or FOLDER}; buka index.html di dalamnya\n")
    return 0
