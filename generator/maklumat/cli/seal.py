"""`maklumat seal [SITE]`: a built site becomes a release that can be sent."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from .. import audit, clock, release, sealing
from .. import project as core
from ..audit import Leak
from ..errors import ContentError
from ..progress import step
from ..reports.excerpt import visible
from ..settings import Settings
from . import workspace
from .arguments import Parser, filled
from .check import denied
from .replacing import beside

__all__ = ["parser", "run", "sealed"]

MOST = 20  # names shown of one kind
NOT_SEALED = "situs tidak disegel: {}\n"
DIFFERENT = "berkas di atas tidak sama dengan commit yang akan terbit; commit dulu, atau pindahkan berkas yang baru"


def parser() -> Parser:
    parser = Parser("seal", "Menyegel situs yang sudah dibangun menjadi rilis: commit, nomor urut, dan sidik jari semua"
                    " berkasnya dicatat di dalam situs. Yang disegel hanya situs yang dibangun dari commit ini,"
                    " diizinkan gerbang, lolos audit, dan tidak memuat berkas lain. Menyegel lagi tidak mengubah apa"
                    " pun.",
                    ("maklumat seal", "maklumat seal /tmp/situs"),
                    "situs tidak disegel; isinya tidak berubah")
    parser.add_argument("site", nargs="?", type=filled, metavar="SITUS",
                        help="folder situs yang sudah dibangun (bawaan: site_dir di mkdocs.yml, lazimnya site)")
    return parser


def run(arguments: argparse.Namespace) -> int:
    settings = workspace.project()
    return 0 if sealed(settings, workspace.site(settings, arguments.site)) else 1


def sealed(settings: Settings, site: Path) -> bool:
    """Seals a site and says so, or says what is in the way. Raises MaklumatError where that cannot be found out."""
    if not site.is_dir():
        raise ContentError(f"folder situs {workspace.shown(site)} tidak ada; bangun dulu dengan `maklumat build`")
    repository = sealing.head(settings)
    if changed := repository.changed(site):
        return _refuse([visible(name) for name in changed], DIFFERENT)
    with step("Memeriksa pengesahan"):
        mode, refusals = sealing.refused(settings, clock.now())
    if denied(refusals):
        return _refuse([], f"{len(refusals)} penolakan")
    stamp = sealing.stamp(repository, mode)
    with step("Mencocokkan situs dengan daftarnya"):
        faults = [*sealing.faults(site, stamp)]
    if faults := faults or _leaks(settings, site):
        return _refuse([f"{visible(fault.path)}: {visible(fault.what)}" for fault in faults], f"{len(faults)} masalah")
    with beside(site) as scratch:
        count = sealing.seal(site, stamp, scratch)
    sys.stdout.write(f"disegel: rilis ke-{stamp.number} ({mode.value}), commit {stamp.commit[:12]}, {count} berkas\n")
    return True


def _leaks(settings: Settings, site: Path) -> Sequence[Leak]:
    with step("Memeriksa dokumen"):
        project = core.load(settings, clock.now())
    made = release.make(project.plan, settings)
    with step("Mengaudit situs"):
        return audit.audit(site, project.plan, made.digests)


def _refuse(lines: Sequence[str], reason: str) -> bool:
    more = [f"… dan {len(lines) - MOST} lagi"] if len(lines) > MOST else []
    sys.stdout.write("".join(f"{line}\n" for line in (*lines[:MOST], *more)) + NOT_SEALED.format(reason))
    return False
