"""`maklumat build --part K/N`: one of several machines does its share of the work on the documents."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from .. import clock, listed, shares
from ..errors import UsageError
from ..reports import Report
from . import workspace
from .check import write
from .replacing import beside, put_in_place, refuse_foreign

__all__ = ["run"]


def run(arguments: argparse.Namespace) -> int:
    if not arguments.out or arguments.gates or arguments.merge:
        raise UsageError("`--part` perlu `--out` untuk foldernya, tanpa `--gates` atau `--merge`")
    settings, share = workspace.project(), arguments.part
    out = Path(arguments.out).resolve()
    refuse_foreign(settings, out, listed.LIST)
    with beside(out) as fresh:
        count, findings = shares.work(share, settings, clock.now(), fresh, workspace.addresses(arguments.ledger))
        report = Report(count, findings)
        if report.has_errors:
            write(report)
            sys.stdout.write(f"bagian {share} tidak dikerjakan: perbaiki dulu semua galat\n")
            return 1
        put_in_place(settings, fresh, out, listed.LIST)
    sys.stdout.write(f"bagian {share}: {count} dokumen dikerjakan di {arguments.out}; gabungkan semua bagian dengan"
                     " `maklumat build --merge FOLDER …`\n")
    return 0
