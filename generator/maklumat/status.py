"""What readers are told of a document's state, in the same words on its page, in lists, in data and in feeds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from .evidence import folder
from .markup import day, time, words
from .model import Document, Kind, State
from .verdicts import Revision, Verdict

__all__ = ["KINDS", "KIND_WORDS", "Status", "of", "of_revision", "title"]

KINDS: Mapping[Kind, str] = MappingProxyType(
    {Kind.MAKLUMAT: "Maklumat Pelayanan", Kind.SOP: "Standar Operasional Prosedur (SOP)"})
KIND_WORDS: Mapping[Kind, str] = MappingProxyType({Kind.MAKLUMAT: "Maklumat", Kind.SOP: "SOP"})  # in lists


@dataclass(frozen=True, slots=True)
class Status:
    """`key`: the state in one word, for data and addresses: berlaku, belum-berlaku, dicabut, rancangan, transkripsi,
    gugur; of an earlier revision also digantikan. `word`: what names it in a list. `line`: what stands below the title,
    as HTML."""

    key: str
    word: str
    line: str


def title(document: Document) -> str:
    """The title people see, or the document's path where it has none."""
    return words(document.title) or document.path


def of(document: Document, state: State, holding: Revision | None = None) -> Status:
    """The words for a document's state. Of an unsigned document nothing says that it was approved. `holding`: the
    earlier revision that holds until this one takes effect."""
    if state is State.DRAFT and words(document.method) == "basah":
        return Status("transkripsi", "Transkripsi",
                      "<strong>Transkripsi; pengesahan basah tercantum pada naskah sumber, belum diverifikasi di "
                      "sini.</strong>")
    effective = document.dates.get("tanggal_efektif")
    since = f" {time(effective)}" if effective else ""
    start = f"mulai berlaku{since}" if since else "tetapi belum berlaku"
    mark, sentence = {
        State.DRAFT: ("Rancangan", "Naskah ini belum ditandatangani oleh pejabat yang berwenang dan belum berlaku."),
        State.APPROVED: ("Berlaku", f"Telah disahkan dan berlaku{' sejak' + since if since else ''}."),
        State.NOT_YET: ("Belum berlaku", f"Telah disahkan, {start}."),
        State.WITHDRAWN: ("Dicabut", "Dokumen ini telah dicabut dan tidak berlaku lagi."),
        State.VOID: ("Gugur", "Naskah ini pernah ditandatangani, tetapi pengesahannya gugur."),
    }[state]
    if holding and since:
        word = f"{mark}; sampai tanggal efektif berlaku revisi {holding.number}"
        sentence += f" Sampai tanggal itu, yang berlaku {_source(holding)}."
    else:
        word = mark
    return Status(mark.lower().replace(" ", "-"), word, _line(mark.upper(), sentence))


def of_revision(revision: Revision, verdict: Verdict, holding: Revision | None) -> Status | None:
    """The words for an earlier revision, on its own page; None for the newest one, whose words are the document's."""
    after = next((later for later in verdict.history if later.number > revision.number), None)
    if after is None:
        return None
    link = f'<a href="../{after.number}/">revisi {after.number}</a>'
    if revision == holding and after.effective:
        return Status("berlaku", f"Berlaku sampai digantikan revisi {after.number}", _line(
            "BERLAKU", f"Revisi ini berlaku sampai digantikan {link} pada {day(after.effective)}."))
    if after.is_withdrawal:
        return Status("dicabut", f"Dicabut dengan revisi {after.number}", _line(
            "DICABUT", f"Dokumen ini telah dicabut dengan {link} dan tidak berlaku lagi."))
    return Status("digantikan", f"Digantikan oleh revisi {after.number}", _line(
        "DIGANTIKAN", f"Revisi ini tidak berlaku lagi; penggantinya {link}."))


def _line(mark: str, sentence: str) -> str:
    return f'<strong class="tanda">{mark}</strong> <span>{sentence}</span>'


def _source(revision: Revision) -> str:
    return f'<a href="{folder(revision)}">revisi {revision.number}</a>'
