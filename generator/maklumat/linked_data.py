"""What search engines read of a signed document: schema.org's `DigitalDocument` as JSON-LD, and only what is true.

Not `Legislation`: a maklumat is a promise and an SOP an instruction, neither is law. No licence is claimed, as the
document names none.
"""

from __future__ import annotations

import json

from . import staged
from .catalogue import Catalogue, Entry
from .evidence import folder
from .markup import words
from .model import Kind
from .status import KINDS

__all__ = ["head"]

_UNSAFE = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}  # no text can end the element around it


def head(entry: Entry, catalogue: Catalogue) -> dict[str, str]:
    """What the template of a document's page gets: the day of its last sign-off (`diubah`) and its linked data, safe
    inside a `script` element; nothing for what is not signed."""
    if not entry.is_public:
        return {}
    written = json.dumps(_described(entry, catalogue), ensure_ascii=False, separators=(",", ":"))
    return staged.dated(entry.revision.date) | {"data_tertaut": written.translate(_UNSAFE)}


def _described(entry: Entry, catalogue: Catalogue) -> dict[str, object]:
    revision, history = entry.revision, entry.verdict.history
    here = entry.address
    values = {
        "@context": "https://schema.org",
        "@type": "DigitalDocument",
        "name": entry.title,
        "genre": KINDS[entry.kind],
        "identifier": entry.number if entry.kind is Kind.SOP else "",
        "inLanguage": "id",
        "version": str(revision.number),
        "creativeWorkStatus": entry.status.word,
        "dateCreated": history[0].date.isoformat(),
        "dateModified": revision.date.isoformat(),
        "publisher": _publisher(entry),
        "url": catalogue.link(here, here),
        "isBasedOn": _basis(entry, catalogue),
        "encoding": {"@type": "MediaObject", "encodingFormat": "text/markdown", "sha256": revision.digest,
                     "contentUrl": catalogue.link(here, f"{here}{folder(revision.number)}naskah.txt")},
    }
    return {name: value for name, value in values.items() if value}


def _basis(entry: Entry, catalogue: Catalogue) -> dict[str, object] | None:
    """The SOP that a maklumat is issued under, by its number and, where it is shown, its page."""
    if entry.kind is Kind.SOP or not entry.number:
        return None
    sop = catalogue.sop_of(entry)
    page = {"name": sop.title, "url": catalogue.link(entry.address, sop.address)} if sop else {}
    return {"@type": "DigitalDocument", "identifier": entry.number} | page


def _publisher(entry: Entry) -> dict[str, object] | None:
    government = words(entry.outline.agency.government)
    if not entry.office:
        return None
    above = {"parentOrganization": {"@type": "GovernmentOrganization", "name": government}} if government else {}
    return {"@type": "GovernmentOrganization", "name": entry.office} | above
