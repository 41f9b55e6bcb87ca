"""What readers are told of a document's state, in the same words on its page, in lists, in data and in feeds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from .evidence import NOBODY, Holding, begins, folder, successor
from .markup import day, time, words
from .model import Kind, Outline, State
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

    @property
    def label(self) -> str:
        """The key as a word of its own, to choose by: "Belum berlaku"."""
        return self.key.replace("-", " ").capitalize()


def title(document: Outline) -> str:
    """The title people see, or the document's path where it has none."""
    return words(document.title) or document.path


def of(document: Outline, state: State, holding: Holding = NOBODY) -> Status:
    """The words for a document's state. Of an unsigned document nothing says that it was approved. `holding`: who
    holds until this one takes effect."""
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
    word = mark
    if holding.now and since:
        turns = ", lalu ".join(f"revisi {revision.number}" for revision in (holding.now, *holding.later))
        word += f"; sampai tanggal efektif berlaku {turns}"
        turns = ", lalu ".join((_source(holding.now), *(
            f"{_source(revision)} mulai {day(begins(revision))}" for revision in holding.later)))
        sentence += f" Sampai tanggal itu, yang berlaku {turns}."
    return Status(mark.lower().replace(" ", "-"), word, _line(mark.upper(), sentence))


def of_revision(revision: Revision, verdict: Verdict, holding: Holding) -> Status | None:
    """The words for an earlier revision, on its own page; None for the newest one, whose words are the document's."""
    after = successor(revision, verdict.history)
    if after is None:
        return None
    link, until = _link(after), day(begins(after))
    if revision == holding.now:
        return Status("berlaku", f"Berlaku sampai digantikan revisi {after.number}", _line(
            "BERLAKU", f"Revisi ini berlaku sampai digantikan {link} pada {until}."))
    if revision in holding.later:
        return Status("belum-berlaku", "Belum berlaku", _line(
            "BELUM BERLAKU",
            f"Revisi ini mulai berlaku {day(begins(revision))}, sampai digantikan {link} pada {until}."))
    if revision.is_withdrawal:
        return Status("dicabut", f"Pencabutan, digantikan oleh revisi {after.number}", _line(
            "DICABUT", f"Revisi ini mencabut dokumen; penggantinya {link}, yang mulai berlaku {until}."))
    no_more = "tidak berlaku lagi" if begins(revision) < begins(after) else "tidak berlaku"  # it may never have held
    if after.is_withdrawal:
        current = verdict.history[-1] if verdict.state is State.APPROVED else holding.now
        instead = f" Yang berlaku sekarang {_link(current)}." if current else ""
        return Status("dicabut", f"Dicabut dengan revisi {after.number}", _line(
            "DICABUT", f"Revisi ini dicabut dengan {link} dan {no_more}.{instead}"))
    return Status("digantikan", f"Digantikan oleh revisi {after.number}", _line(
        "DIGANTIKAN", f"Revisi ini {no_more}; penggantinya {link}."))


def _link(revision: Revision) -> str:
    """From the page of one revision to that of another."""
    return f'<a href="../{revision.number}/">revisi {revision.number}</a>'


def _line(mark: str, sentence: str) -> str:
    return f'<strong class="tanda">{mark}</strong> <span>{sentence}</span>'


def _source(revision: Revision) -> str:
    return f'<a href="{folder(revision.number)}">revisi {revision.number}</a>'
