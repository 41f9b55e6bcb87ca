"""How far a maklumat is under PEKPPP's indicator 5.a.K (F-01), from 0 to 5, counted from evidence alone.

0 there is none; 1 there is one; 2 it was set (ditetapkan); 3 its content is as required; 4 it was announced by other
than electronic means; 5 by electronic ones too. A level counts only where all below it do.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources

import yaml

from .announced import Announcement
from .catalogue import Catalogue, Entry
from .markup import words
from .model import Kind, State
from .planned import Facts, Mode, is_hidden

__all__ = ["HIGHEST", "Level", "Scorecard", "Standard", "Standing", "days", "of", "scored", "standards"]

HIGHEST = 5
CLAUSES = {"janji": "janji dan kesanggupan", "perbaikan": "perbaikan terus-menerus",
           "sanksi": "sanksi dan/atau kompensasi"}


@dataclass(frozen=True, slots=True)
class Level:
    """One level of the scale: what it asks, whether it is met, what shows that (or what is lacking)."""

    number: int
    asks: str
    is_met: bool
    shown: str
    announcements: tuple[Announcement, ...] = ()


@dataclass(frozen=True, slots=True)
class Scorecard:
    """`levels`: 1 to 5, in order. `advice`: what to do for the next level, "" at the top. `uncounted`: announcements of
    this maklumat that do not count, each with the reason."""

    entry: Entry
    levels: tuple[Level, ...]
    advice: str
    uncounted: tuple[tuple[Announcement, str], ...] = ()

    @property
    def score(self) -> int:
        """The highest level that is met with all below it."""
        return next((level.number - 1 for level in self.levels if not level.is_met), HIGHEST)


@dataclass(frozen=True, slots=True)
class Standard:
    """One of the seven standards of service (PerKI 1/2021 Pasal 23 ayat (2)); `is_certain`: its name was seen there."""

    letter: str
    name: str
    words: tuple[tuple[str, ...], ...]
    is_certain: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """A standard and the SOPs on this site that are about it."""

    standard: Standard
    entries: tuple[Entry, ...]


def scored(catalogue: Catalogue) -> tuple[Scorecard, ...]:
    """Every maklumat that is not withdrawn."""
    facts, announced = catalogue.facts, defaultdict(list)
    for each in facts.announced:
        announced[each.document].append(each)
    return tuple(of(entry, facts, announced.get(words(entry.outline.id), ()))
                 for entry in catalogue.of_kind(Kind.MAKLUMAT) if entry.verdict.state is not State.WITHDRAWN)


def of(entry: Entry, facts: Facts, announced: Iterable[Announcement]) -> Scorecard:
    """The scorecard of one maklumat. `announced`: its announcements."""
    told = [(each, _objection(each, entry, facts)) for each in announced]
    counted = [each for each, objection in told if not objection]
    levels = (
        Level(1, "Maklumat ada", True, "Naskahnya ada di laman ini."),
        _set(entry), _complete(entry.told.clauses), _on_paper(counted), _electronic(entry, counted, facts),
    )
    lacking = next((level.number for level in levels if not level.is_met), 0)
    return Scorecard(entry, levels, _ADVICE.get(lacking, ""), tuple(pair for pair in told if pair[1]))


_ADVICE = {
    2: "Minta pejabat yang berwenang mengesahkan naskah ini.",
    3: "Lengkapi pernyataan yang belum ada, lalu sahkan lagi.",
    4: "Umumkan di papan pengumuman atau media cetak, lalu catat tanggal dan fotonya dalam pengaturan laman ini.",
    5: "Umumkan di laman resmi atau media sosial.",
}


def _set(entry: Entry) -> Level:
    revision = entry.revision
    shown = f"Revisi {revision.number} disahkan." if revision else "Belum ada pengesahan yang sah."
    return Level(2, "Maklumat telah ditetapkan", revision is not None, shown)


def _complete(found: Collection[str]) -> Level:
    """PermenPANRB 15/2014: the three statements, by what the finder of clauses saw."""
    missing = [name for key, name in CLAUSES.items() if key not in found]
    shown = f"Belum ada: {'; '.join(missing)}." if missing else "Ketiga pernyataan yang diwajibkan ada."
    return Level(3, "Isinya sesuai dengan ketentuan (PermenPANRB 15/2014)", not missing, shown)


def _on_paper(counted: Iterable[Announcement]) -> Level:
    found = tuple(each for each in counted if not each.is_electronic)
    shown = "" if found else "Belum ada bukti pengumuman nonelektronik untuk revisi ini."
    return Level(4, "Diumumkan melalui media nonelektronik", bool(found), shown, found)


def _electronic(entry: Entry, counted: Iterable[Announcement], facts: Facts) -> Level:
    found = tuple(each for each in counted if each.is_electronic)
    is_here = facts.mode is Mode.STRICT and entry.is_public
    shown = "Terbit di laman ini." if is_here else "" if found else "Belum ada bukti pengumuman elektronik."
    return Level(5, "Diumumkan juga melalui media elektronik", is_here or bool(found), shown, found)


def _objection(announcement: Announcement, entry: Entry, facts: Facts) -> str:
    """Why an announcement does not count, "" where it does: this very revision must have been announced, on a day that
    has come, and there must be a proof to look at."""
    if entry.revision is None:
        return "maklumat belum ditetapkan"
    if announcement.day < entry.revision.date:
        return f"mendahului pengesahan revisi {entry.revision.number}"
    if announcement.day > facts.today:
        return "tanggalnya belum tiba"
    is_there = f"{facts.content}/{announcement.proof}" in facts.loose and not is_hidden(announcement.proof)
    if not (announcement.is_linked or is_there):
        return f"berkas buktinya, {announcement.proof}, tidak ada"
    return ""


@cache
def _known() -> tuple[Standard, ...]:
    text = (resources.files(__package__) / "standards.yml").read_text(encoding="utf-8")
    return tuple(Standard(row["huruf"], row["nama"], tuple(map(tuple, row["kata"])), row["cek"] == "dilihat")
                 for row in yaml.load(text, Loader=yaml.CSafeLoader))


def standards(catalogue: Catalogue) -> tuple[Standing, ...]:
    """The seven standards by letter, each with the SOPs whose titles name it; withdrawn ones set no standard."""
    sops = [entry for entry in catalogue.of_kind(Kind.SOP) if entry.verdict.state is not State.WITHDRAWN]
    letters = {entry.address: _letter(entry.title.casefold()) for entry in sops}
    return tuple(Standing(standard, tuple(entry for entry in sops if letters[entry.address] == standard.letter))
                 for standard in sorted(_known(), key=lambda standard: standard.letter))


def _letter(title: str) -> str:
    """The letter of the standard that a title names, the most telling word first; "" for none."""
    return next((standard.letter for standard in _known()
                 if any(all(word in title for word in group) for group in standard.words)), "")


def days(cards: Iterable[Scorecard]) -> Iterator[date]:
    """Every day on which something of this was done: signed or announced."""
    for card in cards:
        if card.entry.revision:
            yield card.entry.revision.date
        yield from (each.day for level in card.levels for each in level.announcements)
