"""Every rule, in one explicit list. Adding a rule is adding a line here and a function in its family's module.

A rule is a small generator of Problems; the checker adds code, level, path and order. The function's docstring is
the rule's public page: first line = title, then `Mengapa:`, `Dasar:`, `Salah:` and `Benar:` parts (see pages in
`maklumat explain`). Scope tells what it is given: one file's Reading, one Document, or all Documents.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum

from ..findings import Level
from ..profile import Profile
from . import (
    alir,
    bahasa,
    berkas,
    hukum,
    huruf,
    identitas,
    isi,
    kepala,
    langkah,
    maklumat,
    naskah,
    nip,
    ocr,
    repositori,
    tanggal,
    unsur,
)

__all__ = ["RULES", "Context", "Rule", "Scope", "by_code"]

ERROR, WARNING, HINT = Level.ERROR, Level.WARNING, Level.HINT


class Scope(Enum):
    """What a rule's function receives besides the context."""

    READING = "reading"  # check(reading, context) -> Problems; also for files that gave no document
    DOCUMENT = "document"  # check(document, context) -> Problems
    REPOSITORY = "repository"  # check(documents, context) -> (document, Problem) pairs


@dataclass(frozen=True, slots=True)
class Context:
    """The facts from outside the documents that rules may ask for; all are arguments, none is read here.

    `number_pattern` is the agency's own form of document numbers (a regular expression), "" when it set none.
    """

    today: date
    profile: Profile
    number_pattern: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    code: str
    level: Level
    scope: Scope
    check: Callable[..., Iterator]

    @property
    def title(self) -> str:
        return (self.check.__doc__ or "").strip().split("\n", 1)[0].rstrip(".")


RULES: tuple[Rule, ...] = (
    # BK: the file
    Rule("BK01", ERROR, Scope.READING, berkas.unreadable),
    Rule("BK02", ERROR, Scope.READING, berkas.empty),
    Rule("BK03", ERROR, Scope.READING, berkas.size),
    Rule("BK04", ERROR, Scope.READING, berkas.encoding),
    Rule("BK05", ERROR, Scope.READING, berkas.byte_order_mark),
    Rule("BK06", ERROR, Scope.READING, berkas.line_ends),
    Rule("BK07", ERROR, Scope.READING, berkas.control_characters),
    # FM: front matter
    Rule("FM01", ERROR, Scope.READING, kepala.opened),
    Rule("FM02", ERROR, Scope.READING, kepala.closed),
    Rule("FM03", ERROR, Scope.READING, kepala.readable),
    Rule("FM04", ERROR, Scope.READING, kepala.twice),
    Rule("FM05", ERROR, Scope.READING, kepala.anchors),
    Rule("FM06", ERROR, Scope.READING, kepala.tags),
    Rule("FM07", ERROR, Scope.READING, kepala.document_marks),
    Rule("FM08", ERROR, Scope.READING, kepala.keys),
    Rule("FM09", ERROR, Scope.READING, kepala.depth),
    Rule("FM10", WARNING, Scope.READING, kepala.comments),
    Rule("FM11", ERROR, Scope.READING, kepala.shapes),
    Rule("FM12", ERROR, Scope.READING, kepala.choices),
    Rule("FM13", ERROR, Scope.READING, kepala.escapes),
    Rule("FM14", ERROR, Scope.READING, kepala.revision),
    Rule("FM15", ERROR, Scope.READING, kepala.attachments),
    # TX: text that can be read in two ways
    Rule("TX01", ERROR, Scope.READING, huruf.invisible),
    Rule("TX02", ERROR, Scope.READING, huruf.foreign_letters),
    Rule("TX03", ERROR, Scope.READING, huruf.odd_spaces),
    Rule("TX04", ERROR, Scope.READING, huruf.symbols),
    Rule("TX05", ERROR, Scope.READING, huruf.loose_accents),
    Rule("TX06", ERROR, Scope.DOCUMENT, naskah.html),
    Rule("TX07", ERROR, Scope.DOCUMENT, naskah.entities),
    Rule("TX08", ERROR, Scope.DOCUMENT, naskah.list_numbers),
    Rule("TX09", ERROR, Scope.DOCUMENT, naskah.hidden),
    Rule("TX10", ERROR, Scope.DOCUMENT, naskah.foreign_markup),
    Rule("TX11", WARNING, Scope.DOCUMENT, naskah.underlined_headings),
    Rule("TX12", WARNING, Scope.DOCUMENT, naskah.accidental_code),
    Rule("TX13", ERROR, Scope.DOCUMENT, naskah.images),
    Rule("TX14", ERROR, Scope.DOCUMENT, naskah.alternative_texts),
    Rule("TX15", ERROR, Scope.DOCUMENT, naskah.link_targets),
    Rule("TX16", ERROR, Scope.DOCUMENT, naskah.link_texts),
    # MK: what a maklumat promises
    Rule("MK01", ERROR, Scope.DOCUMENT, maklumat.promise),
    Rule("MK02", ERROR, Scope.DOCUMENT, maklumat.improvement),
    Rule("MK03", ERROR, Scope.DOCUMENT, maklumat.sanction),
    Rule("MK04", WARNING, Scope.DOCUMENT, maklumat.complete_promise),
    Rule("MK05", WARNING, Scope.DOCUMENT, maklumat.complete_improvement),
    Rule("MK07", WARNING, Scope.DOCUMENT, maklumat.conditional_sanction),
    Rule("MK08", ERROR, Scope.DOCUMENT, maklumat.quoted),
    Rule("MK09", ERROR, Scope.DOCUMENT, maklumat.denied),
    Rule("MK10", ERROR, Scope.DOCUMENT, maklumat.for_ourselves),
    Rule("MK11", WARNING, Scope.DOCUMENT, isi.firm),
    Rule("MK12", ERROR, Scope.DOCUMENT, isi.placeholders),
    Rule("MK13", ERROR, Scope.DOCUMENT, isi.text),
    Rule("MK14", WARNING, Scope.DOCUMENT, isi.agency),
    Rule("MK16", WARNING, Scope.DOCUMENT, isi.kind_of_service),
    # MP: what PerKI 1/2021 adds for public information
    Rule("MP01", WARNING, Scope.DOCUMENT, unsur.legal_basis),
    Rule("MP02", WARNING, Scope.DOCUMENT, unsur.procedure),
    Rule("MP03", WARNING, Scope.DOCUMENT, unsur.time),
    Rule("MP04", WARNING, Scope.DOCUMENT, unsur.cost),
    Rule("MP06", WARNING, Scope.DOCUMENT, unsur.evaluation),
    Rule("MP07", WARNING, Scope.DOCUMENT, unsur.legal_time),
    Rule("MP08", HINT, Scope.DOCUMENT, unsur.complaint),
    # SP: identity
    Rule("SP01", ERROR, Scope.DOCUMENT, identitas.complete),
    Rule("SP02", ERROR, Scope.READING, kepala.known_keys),
    Rule("SP03", WARNING, Scope.DOCUMENT, identitas.filled),
    Rule("SP04", ERROR, Scope.REPOSITORY, identitas.unique_number),
    Rule("SP05", WARNING, Scope.DOCUMENT, identitas.number_form),
    Rule("SP07", ERROR, Scope.DOCUMENT, identitas.real_number),
    Rule("SP08", WARNING, Scope.DOCUMENT, identitas.approver),
    Rule("SP10", HINT, Scope.DOCUMENT, identitas.cause_and_effect),
    Rule("SP12", HINT, Scope.DOCUMENT, identitas.title),
    Rule("SP13", ERROR, Scope.READING, kepala.kind),
    # TG: dates
    Rule("TG01", ERROR, Scope.DOCUMENT, tanggal.readable),
    Rule("TG02", WARNING, Scope.DOCUMENT, tanggal.ambiguous),
    Rule("TG03", HINT, Scope.DOCUMENT, tanggal.iso),
    Rule("TG04", ERROR, Scope.DOCUMENT, tanggal.in_order),
    Rule("TG06", ERROR, Scope.DOCUMENT, tanggal.revised_after_made),
    Rule("TG08", ERROR, Scope.DOCUMENT, tanggal.not_in_future),
    Rule("TG12", HINT, Scope.DOCUMENT, tanggal.review_due),
    Rule("TG13", WARNING, Scope.DOCUMENT, tanggal.review_overdue),
    Rule("TG14", WARNING, Scope.DOCUMENT, tanggal.complete),
    # NP: the approver's number and name
    Rule("NP01", WARNING, Scope.DOCUMENT, nip.quoted),
    Rule("NP02", ERROR, Scope.DOCUMENT, nip.eighteen_digits),
    Rule("NP03", ERROR, Scope.DOCUMENT, nip.birth),
    Rule("NP04", ERROR, Scope.DOCUMENT, nip.appointment),
    Rule("NP05", ERROR, Scope.DOCUMENT, nip.tail),
    Rule("NP06", WARNING, Scope.DOCUMENT, nip.interval),
    Rule("NP07", WARNING, Scope.DOCUMENT, nip.other_number),
    Rule("NP10", HINT, Scope.DOCUMENT, nip.degrees),
    Rule("NP11", HINT, Scope.DOCUMENT, nip.dots),
    # DH: legal basis
    Rule("DH01", WARNING, Scope.DOCUMENT, hukum.complete),
    Rule("DH02", ERROR, Scope.DOCUMENT, hukum.own_title),
    Rule("DH03", WARNING, Scope.DOCUMENT, hukum.in_force),
    Rule("DH04", HINT, Scope.DOCUMENT, hukum.hierarchy),
    Rule("DH05", ERROR, Scope.DOCUMENT, hukum.not_repeated),
    Rule("DH06", WARNING, Scope.DOCUMENT, hukum.principal_laws),
    Rule("DH07", HINT, Scope.DOCUMENT, hukum.abbreviated),
    Rule("DH08", ERROR, Scope.DOCUMENT, hukum.not_younger),
    Rule("DH09", WARNING, Scope.DOCUMENT, hukum.doubtful_title),
    Rule("DH10", ERROR, Scope.DOCUMENT, hukum.digits),
    # LK: procedure
    Rule("LK01", ERROR, Scope.DOCUMENT, langkah.ids),
    Rule("LK02", ERROR, Scope.DOCUMENT, langkah.complete),
    Rule("LK03", HINT, Scope.DOCUMENT, langkah.active_verb),
    Rule("LK04", HINT, Scope.DOCUMENT, langkah.one_act),
    Rule("LK05", HINT, Scope.DOCUMENT, langkah.draft_output),
    Rule("LK06", ERROR, Scope.DOCUMENT, alir.ends),
    Rule("LK07", ERROR, Scope.DOCUMENT, alir.directions),
    Rule("LK08", ERROR, Scope.DOCUMENT, alir.reachable),
    Rule("LK09", WARNING, Scope.DOCUMENT, langkah.time),
    Rule("LK10", WARNING, Scope.DOCUMENT, langkah.inputs),
    Rule("LK11", WARNING, Scope.DOCUMENT, langkah.output),
    Rule("LK13", WARNING, Scope.DOCUMENT, langkah.used_actors),
    Rule("LK16", ERROR, Scope.DOCUMENT, langkah.known_actors),
    Rule("LK17", ERROR, Scope.DOCUMENT, alir.known_targets),
    # BH: language
    Rule("BH01", WARNING, Scope.DOCUMENT, bahasa.indonesian),
    Rule("BH02", WARNING, Scope.DOCUMENT, bahasa.misspellings),
    Rule("BH03", HINT, Scope.DOCUMENT, bahasa.long_sentences),
    Rule("BH05", HINT, Scope.DOCUMENT, bahasa.capitals),
    Rule("BH07", HINT, Scope.DOCUMENT, bahasa.standard_forms),
    # ED: damage from scanning and copying
    Rule("ED01", WARNING, Scope.DOCUMENT, ocr.repeated),
    Rule("ED02", WARNING, Scope.DOCUMENT, ocr.cut_words),
    Rule("ED03", WARNING, Scope.DOCUMENT, ocr.letters_in_numbers),
    Rule("ED04", WARNING, Scope.DOCUMENT, ocr.broken_characters),
    Rule("ED05", HINT, Scope.DOCUMENT, ocr.broken_words),
    # PG: approval, as far as it stands in the text
    Rule("PG08", WARNING, Scope.DOCUMENT, identitas.role),
    # RP: repository
    Rule("RP01", ERROR, Scope.REPOSITORY, repositori.one_in_force),
    Rule("RP02", ERROR, Scope.REPOSITORY, repositori.known_sop),
    Rule("RP03", WARNING, Scope.REPOSITORY, repositori.in_order),
    Rule("RP04", ERROR, Scope.READING, repositori.person_number),
    Rule("RP07", ERROR, Scope.DOCUMENT, repositori.folder),
    Rule("RP08", ERROR, Scope.REPOSITORY, repositori.unique_id),
    Rule("RP09", WARNING, Scope.READING, repositori.phone),
    Rule("RP10", ERROR, Scope.READING, repositori.secret_key),
)


def by_code(code: str) -> Rule | None:
    """The rule with this code, whatever its letter case."""
    return next((rule for rule in RULES if rule.code == code.upper()), None)
