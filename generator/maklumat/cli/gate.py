"""`maklumat gate`: may the commit that is checked out be published?"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator

from .. import claims, clock, disk, layout, openssh, signers, trust
from ..errors import ContentError
from ..model import State
from ..progress import step
from ..reports import denials
from ..reports.excerpt import visible
from ..settings import Settings
from ..trust import Standing
from ..verdicts import Verdict
from . import workspace
from .arguments import Parser, one_of


def parser() -> Parser:
    parser = Parser("gate", "Memutuskan apakah commit ini boleh terbit, dari riwayat git dan tanda tangan saja."
                    " Berkas yang belum di-commit tidak dilihat.",
                    ("maklumat gate --anchor \"$ANCHOR\"", "maklumat gate --explain", "maklumat gate --format json"),
                    "tidak boleh terbit")
    parser.add_argument("--anchor", metavar="COMMIT", default="",
                        help=f"commit yang daftar pengesahnya dipercaya (bawaan: isi variabel {trust.ANCHOR})")
    parser.add_argument("--published", metavar="COMMIT", default="",
                        help="commit yang sedang terbit; commit ini harus melanjutkannya, supaya situs tidak mundur")
    parser.add_argument("--explain", action="store_true",
                        help="menampilkan perintah ssh-keygen untuk memeriksa tiap dokumen dengan tangan")
    parser.add_argument("--format", type=one_of("text", "json"), default="text", metavar="BENTUK",
                        help="text (bawaan) atau json")
    return parser


def run(arguments: argparse.Namespace) -> int:
    settings = workspace.project()
    with step("Memeriksa pengesahan"):
        standing = trust.answer(settings, clock.now(), arguments.anchor, arguments.published)
    if arguments.format == "json":
        sys.stdout.write(json.dumps(_data(standing), ensure_ascii=False, indent=2) + "\n")
    else:
        sys.stdout.write("".join(f"{line}\n" for line in _lines(standing, settings, arguments.explain)))
    return 0 if standing.outcome.is_allowed else 1


def _data(standing: Standing) -> dict:
    """The contract of commands.md."""
    outcome = standing.outcome
    return {
        "allowed": outcome.is_allowed, "mode": standing.mode.value,
        "documents": [{"id": d.id, "path": d.path, "state": d.state.value, "reason": d.reason} for d in outcome],
        "refusals": [{"code": r.code, "path": r.path, "message": r.message} for r in outcome.refusals],
    }


def _lines(standing: Standing, settings: Settings, explain: bool) -> Iterator[str]:
    outcome = standing.outcome
    for verdict in outcome:
        yield f"{verdict.state.value:<14} {visible(verdict.path)}"
        yield f"{'':<14} {visible(verdict.reason)}"
        if explain and (command := _command(settings, verdict)):
            yield f"{'':<14} {command}"
    yield from denials.lines(outcome.refusals)
    count = len(outcome.refusals)
    yield "boleh terbit" if outcome.is_allowed else f"tidak boleh terbit: {count} penolakan ({standing.mode.value})"


def _command(settings: Settings, verdict: Verdict) -> str:
    """How a person asks ssh-keygen about the files on disk; the gate asked the same about those of the commit."""
    if verdict.state is State.DRAFT:
        return ""
    try:
        claim = claims.read(disk.read_bytes(settings.root / verdict.path))
    except ContentError:
        return ""
    if claim is None or claim.signed is None:
        return ""
    last = verdict.history[-1] if verdict.history else None
    principal = last.signer if last else signers.principal(claim.nip)
    namespace = last.namespace if last else signers.namespace(signers.DOCUMENT, settings.domain)
    signature = verdict.path + layout.SIGNATURE
    return openssh.command(verdict.path, signature, layout.REGISTRY, principal, namespace, claim.signed)
