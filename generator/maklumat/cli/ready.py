"""`maklumat ready`: what still stands between this repository and going live."""

from __future__ import annotations

import argparse
import json
import os
import sys
import textwrap
from collections import Counter
from datetime import datetime
from pathlib import Path

from .. import beating, clock, enrolling, readiness, signers, trust
from ..dates import WIB
from ..errors import ContentError
from ..git import Repository
from ..layout import REGISTRY, ROOT_SIGNATURE
from ..readiness import Facts, Item, Live, Progress
from ..settings import Settings
from ..verdicts import Outcome
from ..visiting import Visitor
from . import workspace
from .arguments import Parser, one_of

__all__ = ["parser", "run"]

OWNERS = ".github/CODEOWNERS"
MARKS = {Progress.DONE: "[v]", Progress.OPEN: "[ ]", Progress.UNSEEN: "[?]"}
NOT_ANCHORED = {"GB01", "GB02", "GB03", "GB20"}  # refusals with which the gate never came to start at the anchor


def parser() -> Parser:
    parser = Parser("ready", "Menunjukkan apa yang masih harus dilakukan sebelum situs ini menjadi laman resmi.",
                    ("maklumat ready", "maklumat ready --live https://ppid.contoh.go.id/",
                     "maklumat ready --format json"),
                    "masih ada yang harus dilakukan")
    parser.add_argument("--live", metavar="ALAMAT",
                        help="alamat laman yang terbit: periksa juga rilis yang tampil dan pantauan terakhirnya")
    parser.add_argument("--format", type=one_of("text", "json"), default="text", metavar="BENTUK",
                        help="text (bawaan) atau json")
    return parser


def run(arguments: argparse.Namespace) -> int:
    settings, now = workspace.project(), clock.now()
    items = readiness.items(_facts(settings, now, _live(settings, arguments.live, now) if arguments.live else None))
    is_ready = readiness.is_ready(items)
    if arguments.format == "json":
        rows = [{"id": item.id, "state": item.state.value, "title": item.title, "how": item.how} for item in items]
        sys.stdout.write(json.dumps({"ready": is_ready, "items": rows}, ensure_ascii=False, indent=2) + "\n")
    else:
        sys.stdout.writelines(map(_paragraph, items))
        sys.stdout.write(_summary(items))
    return 0 if is_ready else 1


def _live(settings: Settings, url: str, now: datetime) -> Live:
    repository = Repository.open(settings.root)
    with Visitor(url) as visitor:
        return beating.heard(visitor, (repository.head or "") if repository else "", now)


def _facts(settings: Settings, now: datetime, live: Live | None) -> Facts:
    anchor = os.environ.get(trust.ANCHOR, "").strip()
    outcome = _outcome(settings, now)
    refused = {refusal.code for refusal in outcome.refusals} if outcome else NOT_ANCHORED
    data = _bytes(settings.root / REGISTRY)
    return Facts(
        domain=settings.domain, today=now.astimezone(WIB).date(), registry=signers.read(data, settings.domain),
        is_signed=not enrolling.past(settings, now).fault(data, _bytes(settings.root / ROOT_SIGNATURE)),
        anchor=anchor, is_anchored=bool(anchor) and not refused & NOT_ANCHORED,
        outcome=outcome, owners=_text(settings.root / OWNERS),
        stationery=settings.stationery, services=settings.services, live=live,
        texts={question.document: _text(settings.root / question.document) for question in readiness.questions()},
    )


def _outcome(settings: Settings, now: datetime) -> Outcome | None:
    """What the gate says of the commit that is checked out; None where there is nothing to judge."""
    try:
        return trust.answer(settings, now).outcome
    except ContentError:
        return None


def _bytes(path: Path) -> bytes:
    """The bytes of a plain file, none where it is absent or a link."""
    return path.read_bytes() if path.is_file() and not path.is_symlink() else b""


def _text(path: Path) -> str:
    return _bytes(path).decode("utf-8", "replace")


def _paragraph(item: Item) -> str:
    head = f"{MARKS[item.state]} {item.title}"
    if item.state is Progress.DONE:
        return f"{head}\n"
    return f"{head}\n{textwrap.fill(item.how, 100, initial_indent='    ', subsequent_indent='    ', **_WHOLE)}\n"


_WHOLE = {"break_long_words": False, "break_on_hyphens": False}  # commands stay as they are typed


def _summary(items: tuple[Item, ...]) -> str:
    counted = Counter(item.state for item in items)
    return f"\n{', '.join(f'{counted[state]} {state}' for state in Progress)}\n"
