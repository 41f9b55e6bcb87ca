"""How a document is quoted: one sentence of plain text with an address that stays."""

from __future__ import annotations

from . import dates, status
from .markup import words
from .model import Document
from .verdicts import Revision

__all__ = ["sentence"]


def sentence(document: Document, revision: Revision, address: str) -> str:
    """Who, what, which revision, signed when, where. `address`: the whole permanent address of that revision, "" where
    the site's own is not known."""
    agency = document.agency
    who = ", ".join(filter(None, (words(agency.office), words(agency.government))))
    number = f" (SOP Nomor {words(document.number)})" if document.number else ""
    what = f"{status.KIND_WORDS[document.kind]}: {status.title(document)}{number}"
    when = f"revisi {revision.number}, disahkan {dates.words(revision.date)}"
    parts = (who, f"{what}, {when}", address, f"SHA-256 {revision.digest}")
    return ". ".join(filter(None, parts)) + "."
