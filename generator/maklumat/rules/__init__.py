"""Every rule, in one explicit list. Adding a rule is adding a line here and a function in its family's module.

A rule is a small generator of Problems; the checker adds code, level, path and order. The function's docstring is
the rule's public page: first line = title, then `Mengapa:`, `Dasar:`, `Salah:` and `Benar:` parts (see pages in
`maklumat explain`). Scope tells what it is given: one file's Reading, one Document, or all Documents.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import Enum
from typing import NamedTuple

from ..findings import Level
from . import (
    approval,
    characters,
    dates,
    elements,
    enrolment,
    files,
    flow,
    front_matter,
    identity,
    language,
    law,
    maklumat,
    markup,
    nip,
    ocr,
    printing,
    repository,
    steps,
    wording,
)
from .context import Context

__all__ = ["RULES", "Context", "Rule", "Scope", "by_code"]

ERROR, WARNING, HINT = Level.ERROR, Level.WARNING, Level.HINT


class Scope(Enum):
    """Where a rule's problems come from: what its function receives besides the context."""

    READER = "reader"  # check is never called: what was found while reading under this code; it carries the page
    READING = "reading"  # check(reading, context) -> Problems; also for files that gave no document
    DOCUMENT = "document"  # check(document, context) -> Problems
    REPOSITORY = "repository"  # check(documents, context) -> (document, Problem) pairs
    GATE = "gate"  # check is never called: what the gate says under this code; it carries the page
    PRESS = "press"  # check is never called: what the press says under this code; it carries the page


class Rule(NamedTuple):
    code: str
    level: Level
    scope: Scope
    check: Callable[..., Iterator | None]

    @property
    def title(self) -> str:
        return (self.check.__doc__ or "").strip().split("\n", 1)[0].rstrip(".")


RULES: tuple[Rule, ...] = (
    # BK: the file
    Rule("BK01", ERROR, Scope.READER, files.unreadable),
    Rule("BK02", ERROR, Scope.READER, files.empty),
    Rule("BK03", ERROR, Scope.READER, files.size),
    Rule("BK04", ERROR, Scope.READER, files.encoding),
    Rule("BK05", ERROR, Scope.READER, files.byte_order_mark),
    Rule("BK06", ERROR, Scope.READER, files.line_ends),
    Rule("BK07", ERROR, Scope.READER, files.control_characters),
    # FM: front matter
    Rule("FM01", ERROR, Scope.READER, front_matter.opened),
    Rule("FM02", ERROR, Scope.READER, front_matter.closed),
    Rule("FM03", ERROR, Scope.READER, front_matter.readable),
    Rule("FM04", ERROR, Scope.READER, front_matter.twice),
    Rule("FM05", ERROR, Scope.READER, front_matter.anchors),
    Rule("FM06", ERROR, Scope.READER, front_matter.tags),
    Rule("FM07", ERROR, Scope.READER, front_matter.document_marks),
    Rule("FM08", ERROR, Scope.READER, front_matter.keys),
    Rule("FM09", ERROR, Scope.READER, front_matter.depth),
    Rule("FM10", WARNING, Scope.READER, front_matter.comments),
    Rule("FM11", ERROR, Scope.READER, front_matter.shapes),
    Rule("FM12", ERROR, Scope.READER, front_matter.choices),
    Rule("FM13", ERROR, Scope.READER, front_matter.escapes),
    Rule("FM14", ERROR, Scope.READER, front_matter.revision),
    Rule("FM15", ERROR, Scope.READER, front_matter.attachments),
    # TX: text that can be read in two ways
    Rule("TX01", ERROR, Scope.READER, characters.invisible),
    Rule("TX02", ERROR, Scope.READER, characters.foreign_letters),
    Rule("TX03", ERROR, Scope.READER, characters.odd_spaces),
    Rule("TX04", ERROR, Scope.READER, characters.symbols),
    Rule("TX05", ERROR, Scope.READER, characters.loose_accents),
    Rule("TX06", ERROR, Scope.DOCUMENT, markup.html),
    Rule("TX07", ERROR, Scope.DOCUMENT, markup.entities),
    Rule("TX08", ERROR, Scope.DOCUMENT, markup.list_numbers),
    Rule("TX09", ERROR, Scope.DOCUMENT, markup.hidden),
    Rule("TX10", ERROR, Scope.DOCUMENT, markup.foreign_markup),
    Rule("TX11", WARNING, Scope.DOCUMENT, markup.underlined_headings),
    Rule("TX12", WARNING, Scope.DOCUMENT, markup.accidental_code),
    Rule("TX13", ERROR, Scope.DOCUMENT, markup.images),
    Rule("TX14", ERROR, Scope.DOCUMENT, markup.alternative_texts),
    Rule("TX15", ERROR, Scope.DOCUMENT, markup.link_targets),
    Rule("TX16", ERROR, Scope.DOCUMENT, markup.link_texts),
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
    Rule("MK11", WARNING, Scope.DOCUMENT, wording.firm),
    Rule("MK12", ERROR, Scope.DOCUMENT, wording.placeholders),
    Rule("MK13", ERROR, Scope.DOCUMENT, wording.text),
    Rule("MK14", WARNING, Scope.DOCUMENT, wording.agency),
    Rule("MK16", WARNING, Scope.DOCUMENT, wording.kind_of_service),
    # MP: what PerKI 1/2021 adds for public information
    Rule("MP01", WARNING, Scope.DOCUMENT, elements.legal_basis),
    Rule("MP02", WARNING, Scope.DOCUMENT, elements.procedure),
    Rule("MP03", WARNING, Scope.DOCUMENT, elements.time),
    Rule("MP04", WARNING, Scope.DOCUMENT, elements.cost),
    Rule("MP06", WARNING, Scope.DOCUMENT, elements.evaluation),
    Rule("MP07", WARNING, Scope.DOCUMENT, elements.legal_time),
    Rule("MP08", HINT, Scope.DOCUMENT, elements.complaint),
    # SP: identity
    Rule("SP01", ERROR, Scope.DOCUMENT, identity.complete),
    Rule("SP02", ERROR, Scope.READER, front_matter.known_keys),
    Rule("SP03", WARNING, Scope.DOCUMENT, identity.filled),
    Rule("SP04", ERROR, Scope.REPOSITORY, identity.unique_number),
    Rule("SP05", WARNING, Scope.DOCUMENT, identity.number_form),
    Rule("SP07", ERROR, Scope.DOCUMENT, identity.real_number),
    Rule("SP08", WARNING, Scope.DOCUMENT, identity.approver),
    Rule("SP10", HINT, Scope.DOCUMENT, identity.cause_and_effect),
    Rule("SP12", HINT, Scope.DOCUMENT, identity.title),
    Rule("SP13", ERROR, Scope.READER, front_matter.kind),
    # TG: dates
    Rule("TG01", ERROR, Scope.DOCUMENT, dates.readable),
    Rule("TG02", ERROR, Scope.DOCUMENT, dates.ambiguous),
    Rule("TG03", HINT, Scope.DOCUMENT, dates.iso),
    Rule("TG04", ERROR, Scope.DOCUMENT, dates.in_order),
    Rule("TG06", ERROR, Scope.DOCUMENT, dates.revised_after_made),
    Rule("TG08", ERROR, Scope.DOCUMENT, dates.not_in_future),
    Rule("TG12", HINT, Scope.DOCUMENT, dates.review_due),
    Rule("TG13", WARNING, Scope.DOCUMENT, dates.review_overdue),
    Rule("TG14", WARNING, Scope.DOCUMENT, dates.complete),
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
    Rule("DH01", WARNING, Scope.DOCUMENT, law.complete),
    Rule("DH02", ERROR, Scope.DOCUMENT, law.own_title),
    Rule("DH03", WARNING, Scope.DOCUMENT, law.in_force),
    Rule("DH04", HINT, Scope.DOCUMENT, law.hierarchy),
    Rule("DH05", ERROR, Scope.DOCUMENT, law.not_repeated),
    Rule("DH06", WARNING, Scope.DOCUMENT, law.principal_laws),
    Rule("DH07", HINT, Scope.DOCUMENT, law.abbreviated),
    Rule("DH08", ERROR, Scope.DOCUMENT, law.not_younger),
    Rule("DH09", WARNING, Scope.DOCUMENT, law.doubtful_title),
    Rule("DH10", ERROR, Scope.DOCUMENT, law.digits),
    # LK: procedure
    Rule("LK01", ERROR, Scope.DOCUMENT, steps.ids),
    Rule("LK02", ERROR, Scope.DOCUMENT, steps.complete),
    Rule("LK03", HINT, Scope.DOCUMENT, steps.active_verb),
    Rule("LK04", HINT, Scope.DOCUMENT, steps.one_act),
    Rule("LK05", HINT, Scope.DOCUMENT, steps.draft_output),
    Rule("LK06", ERROR, Scope.DOCUMENT, flow.ends),
    Rule("LK07", ERROR, Scope.DOCUMENT, flow.directions),
    Rule("LK08", ERROR, Scope.DOCUMENT, flow.reachable),
    Rule("LK09", WARNING, Scope.DOCUMENT, steps.time),
    Rule("LK10", WARNING, Scope.DOCUMENT, steps.inputs),
    Rule("LK11", WARNING, Scope.DOCUMENT, steps.output),
    Rule("LK13", WARNING, Scope.DOCUMENT, steps.used_actors),
    Rule("LK16", ERROR, Scope.DOCUMENT, steps.known_actors),
    Rule("LK17", ERROR, Scope.DOCUMENT, flow.known_targets),
    Rule("LK18", ERROR, Scope.DOCUMENT, flow.elsewhere),
    Rule("LK19", ERROR, Scope.DOCUMENT, flow.actors_once),
    Rule("LK20", ERROR, Scope.DOCUMENT, flow.drawable),
    # BH: language
    Rule("BH01", WARNING, Scope.DOCUMENT, language.indonesian),
    Rule("BH02", WARNING, Scope.DOCUMENT, language.misspellings),
    Rule("BH03", HINT, Scope.DOCUMENT, language.long_sentences),
    Rule("BH05", HINT, Scope.DOCUMENT, language.capitals),
    Rule("BH07", HINT, Scope.DOCUMENT, language.standard_forms),
    Rule("BH08", HINT, Scope.DOCUMENT, language.in_dictionary),
    # ED: damage from scanning and copying
    Rule("ED01", WARNING, Scope.DOCUMENT, ocr.repeated),
    Rule("ED02", WARNING, Scope.DOCUMENT, ocr.cut_words),
    Rule("ED03", WARNING, Scope.DOCUMENT, ocr.letters_in_numbers),
    Rule("ED04", WARNING, Scope.DOCUMENT, ocr.broken_characters),
    Rule("ED05", HINT, Scope.DOCUMENT, ocr.broken_words),
    Rule("ED06", HINT, Scope.DOCUMENT, ocr.loose_marks),
    # PG: approval, as far as it stands in the text
    Rule("PG08", WARNING, Scope.DOCUMENT, identity.role),
    # CT: prints
    Rule("CT01", ERROR, Scope.PRESS, printing.fits),
    Rule("CT02", ERROR, Scope.DOCUMENT, printing.letters),
    # RP: repository
    Rule("RP01", ERROR, Scope.REPOSITORY, repository.one_in_force),
    Rule("RP02", ERROR, Scope.REPOSITORY, repository.known_sop),
    Rule("RP03", WARNING, Scope.REPOSITORY, repository.in_order),
    Rule("RP04", ERROR, Scope.READING, repository.person_number),
    Rule("RP07", ERROR, Scope.DOCUMENT, repository.folder),
    Rule("RP08", ERROR, Scope.REPOSITORY, repository.unique_id),
    Rule("RP09", WARNING, Scope.READING, repository.phone),
    Rule("RP10", ERROR, Scope.READING, repository.secret_key),
    # GB: what the gate refuses
    Rule("GB01", ERROR, Scope.GATE, enrolment.whole_history),
    Rule("GB02", ERROR, Scope.GATE, enrolment.anchor),
    Rule("GB03", ERROR, Scope.GATE, enrolment.approver_enrolled),
    Rule("GB04", ERROR, Scope.GATE, enrolment.something_signed),
    Rule("GB05", ERROR, Scope.GATE, enrolment.registry_signed),
    Rule("GB06", ERROR, Scope.GATE, enrolment.registry_readable),
    Rule("GB07", ERROR, Scope.GATE, enrolment.registry_kept),
    Rule("GB08", ERROR, Scope.GATE, approval.plain_files),
    Rule("GB09", ERROR, Scope.GATE, approval.kept),
    Rule("GB10", ERROR, Scope.GATE, approval.signature_kept),
    Rule("GB11", ERROR, Scope.GATE, approval.fits_the_text),
    Rule("GB12", ERROR, Scope.GATE, approval.signer_enrolled),
    Rule("GB13", ERROR, Scope.GATE, approval.date_of_approval),
    Rule("GB14", ERROR, Scope.GATE, approval.key_valid_today),
    Rule("GB15", ERROR, Scope.GATE, approval.revision_rises),
    Rule("GB16", ERROR, Scope.GATE, approval.attachments),
    Rule("GB17", ERROR, Scope.GATE, approval.unique),
    Rule("GB18", ERROR, Scope.GATE, approval.checked),
    Rule("GB19", ERROR, Scope.GATE, approval.method),
    Rule("GB20", ERROR, Scope.GATE, enrolment.settings_usable),
    Rule("GB21", ERROR, Scope.GATE, enrolment.commit_times),
)


def by_code(code: str) -> Rule | None:
    """The rule with this code, whatever its letter case."""
    return next((rule for rule in RULES if rule.code == code.upper()), None)
