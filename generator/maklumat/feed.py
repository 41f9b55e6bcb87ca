"""What happened to signed documents as an Atom feed (RFC 4287), the newest first: sign-offs, revisions, withdrawals."""

from __future__ import annotations

import re
from datetime import date
from uuid import NAMESPACE_URL, uuid5
from xml.sax.saxutils import escape, quoteattr

from . import dates, pages, revision_pages, status
from .catalogue import Catalogue, Entry
from .markup import words
from .model import Outline
from .planned import FEED
from .prints import UNDATED
from .status import KIND_WORDS
from .verdicts import Revision

__all__ = ["MOST", "atom"]

MOST = 100  # entries
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # XML 1.0, production 2


def atom(catalogue: Catalogue) -> str:
    """The feed. Where the site's address is not known, its links are relative to it; then, too, each entry keeps its id
    for ever. A feed without entries bears a day that is always the same."""
    events = sorted(((entry, revision) for entry in catalogue.public for revision in entry.verdict.history),
                    key=lambda event: (event[1].date, event[1].number), reverse=True)[:MOST]
    newest = events[0][1].date if events else UNDATED
    name, home, own = catalogue.facts.site_name, catalogue.url(""), catalogue.url(FEED)
    entries = "".join(_entry(entry, revision, catalogue) for entry, revision in events)
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="id">
<id>{_text(own or uuid5(NAMESPACE_URL, name).urn)}</id>
<title>Kabar perubahan: {_text(name)}</title>
<subtitle>Pengesahan, revisi, dan pencabutan maklumat pelayanan dan SOP</subtitle>
<updated>{_noon(newest)}</updated>
<author><name>{_text(name or "Pengelola laman ini")}</name></author>
<link rel="alternate" type="text/html" href={_attribute(home or "./")}/>
<link rel="self" type="application/atom+xml" href={_attribute(own or FEED)}/>
{entries}</feed>
"""


def _entry(entry: Entry, revision: Revision, catalogue: Catalogue) -> str:
    page = catalogue.link("", revision_pages.address(entry, revision))
    twin = catalogue.link("", entry.address + pages.TWIN)
    then, kind = _then(entry, revision), entry.kind
    return f"""<entry>
<id>{_text(_id(entry, revision))}</id>
<title>{_text(f"{status.title(then)}: {_what(revision)}")}</title>
<updated>{_noon(revision.date)}</updated>
<published>{_noon(revision.date)}</published>
<category term={_attribute(kind.value)} label={_attribute(KIND_WORDS[kind])}/>
<link rel="alternate" type="text/html" href={_attribute(page)}/>
<link rel="related" type="application/json" href={_attribute(twin)}/>
<summary>{_text(_summary(then, revision))}</summary>
</entry>
"""


def _then(entry: Entry, revision: Revision) -> Outline:
    """What the document was at that revision; what it is now where today's reader cannot make that out."""
    return entry.outline if revision.source == entry.source else revision_pages.text(entry, revision) or entry.outline


def _id(entry: Entry, revision: Revision) -> str:
    """A tag (RFC 4151) from what was signed, so that it stays when the site moves."""
    domain = revision.namespace.partition("@")[2]
    return f"tag:{domain},{revision.date.isoformat()}:{entry.permalink}{revision.number}"


def _what(revision: Revision) -> str:
    if revision.is_withdrawal:
        return f"dicabut dengan revisi {revision.number}"
    return f"revisi {revision.number} disahkan"


def _summary(document: Outline, revision: Revision) -> str:
    """What happened, when, why, and from when on it holds. `document`: the text of that revision."""
    number = f" (SOP Nomor {words(document.number)})" if document.number else ""
    what = f"{status.title(document)}{number} {_what(revision)}"
    sentences = [f"{what} pada {dates.words(revision.date)}."]
    if revision.effective and not revision.is_withdrawal:
        sentences.append(f"Tanggal efektif: {dates.words(revision.effective)}.")
    if note := words(revision.note):
        sentences.append(f"Alasan: {note}")
    return " ".join(sentences)


def _noon(day: date) -> str:
    """Noon WIB of a day: the hour at which signatures are judged; documents tell no other."""
    return f"{day.isoformat()}T12:00:00+07:00"


def _text(text: str) -> str:
    return escape(_NO_XML.sub("\ufffd", text))


def _attribute(text: str) -> str:
    return quoteattr(_NO_XML.sub("\ufffd", text))
