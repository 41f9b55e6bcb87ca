"""Document -> one finished HTML block and the page around it. The builder wraps the block and never changes it."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from html import escape
from types import MappingProxyType
from urllib.parse import quote

from . import authenticity, blocks, changes, citing, complaints, legal_basis, sop_form, sop_words, status, terms
from .authenticity import Registry
from .blockhtml import View
from .evidence import NOBODY, PUBLIC, Holding, folder
from .markup import approver, text, time, words
from .model import Document, Kind, State
from .prints import Download, Offer
from .services import Services
from .staged import Head
from .status import Status
from .verdicts import Revision, Verdict

__all__ = ["Around", "Procedure", "article", "block", "changed", "content", "head", "heading", "quotation",
           "record"]

UNFIT = "(berkas belum cocok)"
TWIN = "dokumen.json"  # the document as data, beside its page


@dataclass(frozen=True, slots=True)
class Procedure:
    """The SOP that a maklumat is issued under: its address from the page, the words for its state, and its prints."""

    document: Document
    address: str
    status: Status
    offer: Offer = field(default_factory=Offer)


@dataclass(frozen=True, slots=True)
class Around:
    """What a document's page shows from outside the document.

    `sop`: the SOP that a maklumat is issued under, None where it is not shown. `enclosed`: the attachments that go out,
    by name; `unfit`: those that are missing or have another digest than the listed one. `registry`: None where no list
    of keys is published. `holding`: who holds until the newest revision takes effect. `offer`: the prints of
    the document. `services`: where people complain. `before`: the text of the revision before this one, None for the
    first. `permalink`: the permanent address of this revision, as whole as it is known. `editing`: where the git host
    lets the source be edited, "" where that is not known and for what is edited no more.
    """

    sop: Procedure | None = None
    enclosed: frozenset[str] = frozenset()
    unfit: frozenset[str] = frozenset()
    registry: Registry | None = None
    holding: Holding = NOBODY
    offer: Offer = field(default_factory=Offer)
    services: Services = field(default_factory=Services)
    before: Document | None = None
    permalink: str = ""
    editing: str = ""


def block(document: Document, verdict: Verdict, around: Around = Around()) -> str:
    """The document's page as one HTML element. `verdict`: what holds for this very text (see evidence.judged)."""
    shown = status.of(document, verdict.state, around.holding)
    signed = verdict.revision if verdict.state in PUBLIC else None
    is_maklumat = document.kind is Kind.MAKLUMAT
    return article(document, verdict.state.value, (
        heading(document, shown), *content(document), *(_terms(document) if is_maklumat else ()),
        complaints.section(around.services, PROMISED if is_maklumat else "Pengaduan"),
        _downloads(around, signed), record(document, verdict, around),
        *(_grounds(document, around) if is_maklumat else ()),
        *(_evidence(document, verdict, signed, around) if signed else ()),
    ))


PROMISED = "Bila janji ini tidak ditepati"


def article(document: Document, state: str, parts: Iterable[str]) -> str:
    """The element around the parts of a document's page; empty parts leave no trace."""
    root = f'<article class="dokumen" data-jenis="{document.kind.value}" data-keadaan="{state}">'
    return "\n".join((root, *filter(None, parts), "</article>"))


def _evidence(document: Document, verdict: Verdict, signed: Revision, around: Around) -> Iterator[str]:
    """History, proof and permanent address of a document that the public may read."""
    yield authenticity.history(verdict)
    if around.before:
        yield changed(document, around.before, signed, level=3)
    if around.registry:
        yield authenticity.proof(signed, around.registry, folder(signed.number))
    yield quotation(document, signed, around.permalink)


def changed(document: Document, before: Document, revision: Revision, level: int) -> str:
    """What a revision changed, under a heading of this level."""
    title = f'<h{level} id="perubahan">Yang berubah pada revisi {revision.number}</h{level}>'
    return f"{title}\n{changes.html(before, document)}"


def quotation(document: Document, revision: Revision, address: str) -> str:
    """How the document is quoted."""
    return (f'<h2 id="kutip">Cara mengutip</h2>\n'
            f'<p class="kutip">{escape(citing.sentence(document, revision, address))}</p>')


def heading(document: Document, shown: Status) -> str:
    """The title and, in words, what the text is worth."""
    return f"""<header class="kepala">
{_letterhead(document) if document.kind is Kind.MAKLUMAT else ""}\
<p class="jenis">{status.KINDS[document.kind]}</p>
<h1>{escape(status.title(document))}</h1>
<p class="keadaan">{shown.line}</p>
</header>"""


def _letterhead(document: Document) -> str:
    """The agency above the title; an SOP has it in its form."""
    agency = document.agency
    lines = (("pemerintah", agency.government), ("perangkat", agency.office), ("unit", agency.unit))
    return f'<p class="kop">{"".join(f"""<span class="kop-{n}">{text(v)}</span>""" for n, v in lines if v)}</p>\n'


def content(document: Document, *, base: str = "", pictures: Container[str] | None = None) -> tuple[str, ...]:
    """The text itself: a maklumat's promise, or an SOP in its form. `base`, `pictures`: see `blocks.to_html`."""
    if any(link.is_image or View(base).address(link.target) != View().address(link.target)
           for link in document.body.links):
        return _content(document, base, pictures)
    return _content_anywhere(document)


@lru_cache(maxsize=4)  # the page of a document shows it, and that of its newest revision
def _content_anywhere(document: Document) -> tuple[str, ...]:
    return _content(document, "", None)


def _content(document: Document, base: str, pictures: Container[str] | None) -> tuple[str, ...]:
    body = blocks.to_html(document.body, _anchors(document), base=base, pictures=pictures)
    return _maklumat(body) if document.kind is Kind.MAKLUMAT else _sop(document, body)


def _maklumat(body: str) -> tuple[str, ...]:
    return (f'<section class="naskah" aria-label="Isi maklumat">\n{body}\n</section>',)


def _sop(document: Document, prose: str) -> tuple[str, ...]:
    assumption = sop_words.assumption(document)
    return (
        '<h2 id="identitas">Identitas</h2>', sop_form.identity(document),
        '<h2 id="prosedur">Prosedur</h2>', f'<p class="catatan">{assumption}</p>' if assumption else "",
        sop_form.procedure(document),
        f'<section class="naskah" aria-label="Penjelasan">\n{prose}\n</section>' if prose else "",
    )


def _anchors(document: Document) -> dict[int, list[tuple[str, int]]]:
    """Where the clauses of the promise that were found begin, see `blocks.to_html`."""
    anchors: dict[int, list[tuple[str, int]]] = {}
    for clause in document.clauses or ():
        if clause.found and clause.block is not None:
            anchors.setdefault(clause.block, []).append((clause.key, clause.offset))
    return anchors


def _terms(document: Document) -> Iterator[str]:
    """How long the service takes and what it costs, in the document's own sentences; nothing where it does not say."""
    rows = (("Waktu", terms.TIME), ("Biaya", terms.COST))
    stated = [(name, list(terms.stated(document.body, about))) for name, about in rows]
    lines = "\n".join(f"<div><dt>{name}</dt><dd>{_sentences(said)}</dd></div>" for name, said in stated if said)
    if lines:
        yield f'<h2 id="waktu-biaya">Waktu dan biaya</h2>\n<dl class="waktu-biaya">\n{lines}\n</dl>'


def _sentences(said: Iterable[str]) -> str:
    return "<br>".join(map(escape, said))


def _grounds(document: Document, around: Around) -> Iterator[str]:
    """What a maklumat rests on: laws, and the procedure that it is issued under."""
    sop = around.sop
    own, of_sop = legal_basis.cited(document), legal_basis.cited(sop.document) if sop else ()
    yield legal_basis.section(own) or legal_basis.section(of_sop, "Menurut dasar hukum SOP di bawah ini. ")
    if sop:
        assumption = sop_words.assumption(sop.document)
        yield '<h2 id="prosedur">Prosedur</h2>'
        yield (f'<p>Menurut SOP <a href="{escape(sop.address)}">{escape(status.title(sop.document))}</a>'
               f" ({sop.status.word.lower()}).{f' {assumption}' if assumption else ''}</p>")
        yield sop_form.procedure(sop.document)


def record(document: Document, verdict: Verdict, around: Around) -> str:
    """What the form does not hold already, as terms and their values; an absent value has no line."""
    signed = verdict.revision if verdict.state in PUBLIC else None
    date = document.dates.get
    number = text(document.number)
    under = f'<a href="{escape(around.sop.address)}">{number}</a>' if around.sop else number
    approved = "Tanggal salinan disahkan" if signed and authenticity.is_copy(signed) else "Tanggal pengesahan"
    only_maklumat = (
        ("Diterbitkan berdasarkan SOP Nomor", under),
        ("Tanggal pembuatan", time(date("tanggal_pembuatan"))),
        ("Tanggal revisi", time(date("tanggal_revisi"))),
        ("Tanggal efektif" if signed else "Tanggal efektif menurut rancangan", time(date("tanggal_efektif"))),
        ("Pejabat pengesah", approver(document)),
    )
    rows = (
        ("Sebab gugur", escape(verdict.reason) if verdict.state is State.VOID else ""),
        *(only_maklumat if document.kind is Kind.MAKLUMAT else ()),
        (approved, time(date("tanggal_pengesahan")) if signed else ""),
        ("Cara pengesahan", authenticity.method(signed) if signed else ""),
        ("Revisi ke", text(document.revision)),
        ("Catatan revisi", text(document.text("catatan_revisi"))),
        ("Lampiran", "" if verdict.state is State.DRAFT else _attachments(document, around)),
        ("Untuk penyunting", f'<a href="{escape(around.editing)}">Ubah naskah ini</a>' if around.editing else ""),
    )
    lines = "\n".join(f"<div><dt>{name}</dt><dd>{value}</dd></div>" for name, value in rows if value)
    return f'<h2 id="keterangan">Keterangan dokumen</h2>\n<dl class="keterangan">\n{lines}\n</dl>' if lines else ""


def _attachments(document: Document, around: Around) -> str:
    return ", ".join(_attachment(words(item.name), around) for item in document.attachments if item.name)


def _attachment(name: str, around: Around) -> str:
    """A link only to what is there as it was listed."""
    if name in around.enclosed:
        return f'<a href="{escape(quote(name))}">{escape(name)}</a>'
    return f"{escape(name)} {UNFIT}" if name in around.unfit else escape(name)


def _downloads(around: Around, signed: Revision | None) -> str:
    """Prints, the form of the SOP and, of what is signed, the very text, its signature and its data."""
    form = (replace(each, address=around.sop.address + each.address)
            for each in (around.sop.offer.downloads if around.sop else ()) if each.kind == "PDF")
    sources = (Download(f"{folder(signed.number)}naskah.txt", "Naskah yang disahkan", "Markdown"),
               Download(f"{folder(signed.number)}naskah.txt.sig", "Tanda tangannya", "SSHSIG"),
               Download(TWIN, "Data dokumen ini", "JSON")) if signed else ()
    rows = "\n".join(f'<li><a href="{escape(each.address)}">{escape(each.name)}</a> ({each.kind})</li>'
                     for each in (*around.offer.downloads, *form, *sources))
    return f'<h2 id="unduhan">Unduhan</h2>\n<ul class="unduhan">\n{rows}\n</ul>' if rows else ""


def head(document: Document, state: State, around: Around = Around(),
         more: Mapping[str, str] = MappingProxyType({})) -> Head:
    """What the page of a document says of itself. It stays out of the search index and the sitemap until it is signed.
    `more`: see `Head`."""
    name = status.title(document)
    described = (name, words(document.agency.office), status.of(document, state, around.holding).word.lower())
    return Head(name, ", ".join(filter(None, described)), listed=state in PUBLIC, card=around.offer.card,
                card_text=around.offer.card_text, more=more)
