"""`maklumat review`: what merging this change would do, for its writer and its approver."""

from __future__ import annotations

import argparse
import sys

from .. import addresses, clock, proposing
from ..progress import step
from ..proposed import Proposal
from ..reports import Report, github, review, review_text
from ..settings import Settings
from . import summary, workspace
from .arguments import Parser, one_of
from .check import colour_wanted


def parser() -> Parser:
    parser = Parser("review", "Menunjukkan apa yang terjadi bila usul perubahan ini digabung: dokumen yang terbit,"
                    " ditahan, atau menghalangi; kata yang berubah; semua temuan; dan yang masih harus dilakukan.",
                    ("maklumat review", "maklumat review --base origin/main", "maklumat review --format github"),
                    "usul ini tidak dapat diterbitkan sebagaimana adanya")
    parser.add_argument("--base", metavar="COMMIT", default="",
                        help=f"cabang atau commit tujuan (bawaan: isi {proposing.BRANCH}, atau main)")
    parser.add_argument("--format", type=one_of("text", "github", "json"), default="text", metavar="BENTUK",
                        help="text (bawaan), github (Markdown untuk ringkasan langkah), atau json")
    return parser


def run(arguments: argparse.Namespace) -> int:
    settings = workspace.project()
    with step("Membandingkan usul"):
        proposal = proposing.read(settings, clock.now(), arguments.base)
    if arguments.format == "json":
        sys.stdout.write(review_text.to_json(proposal))
    elif arguments.format == "github":
        _to_forge(proposal, settings)
    else:
        sys.stdout.write(review_text.to_text(proposal, colour=colour_wanted()))
    return 1 if proposal.is_refused else 0


def _to_forge(proposal: Proposal, settings: Settings) -> None:
    """Beside a step summary the log gets annotations, those on the documents of the proposal first."""
    if summary.exists():
        found = proposal.of_subjects(own=True) + proposal.of_subjects(own=False)
        sys.stdout.write(github.refusal_annotations(proposal.refusals))
        sys.stdout.write(github.annotations(Report(proposal.documents, found)))
    summary.write(lambda room: review.markdown(proposal, addresses.rules_at(settings.site_url), room))
