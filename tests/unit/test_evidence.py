"""Nobody takes a verdict for other bytes than those that it was given for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from hashlib import sha256

import pytest

from maklumat import documents, evidence
from maklumat.model import State

from .verdicts import revision, verdict

PATH = "content/maklumat/a/index.md"
READ = documents.read(PATH, b"---\njenis: maklumat\nid: a\n---\nKami berjanji.\n")
OTHER = documents.read(PATH, b"---\njenis: maklumat\nid: a\n---\nKami tidak berjanji.\n")


def judged(reading, given):
    return evidence.judged([reading], {PATH: given} if given else {})[PATH]


@pytest.mark.parametrize("state", State)
def test_a_verdict_holds_for_its_own_bytes(state):
    given = verdict(READ, state, reason="x")
    assert judged(READ, given) == given


def test_a_document_that_nobody_judged_is_a_draft():
    found = judged(READ, None)
    assert (found.state, found.reason) == (State.DRAFT, "belum ada pengesahan yang sah")
    assert found.digest == sha256(READ.data).hexdigest()


@pytest.mark.parametrize("state", [*sorted(evidence.PUBLIC), State.VOID])
def test_what_was_signed_is_void_when_other_bytes_are_read(state):
    found = judged(OTHER, verdict(READ, state))
    assert (found.state, found.reason) == (State.VOID, "isi berkas ini bukan yang disahkan")
    assert found.digest == sha256(OTHER.data).hexdigest()
    assert found.revision is None


def test_a_draft_stays_one():
    assert judged(OTHER, verdict(READ, State.DRAFT)).state is State.DRAFT


def test_without_the_accepted_revision_nothing_is_public():
    given = verdict(READ, State.APPROVED)
    for history in ((), (revision(OTHER.data),), (replace(given.history[0], source=OTHER.data),)):
        assert judged(READ, replace(given, history=history)).state is State.VOID


TODAY = date(2025, 3, 1)
COME, AHEAD = {"effective": TODAY}, {"effective": date(2025, 3, 2)}
BEFORE = {
    "the one before": ([COME], 1),
    "the newest of those before": ([COME, COME], 2),
    "not one that is ahead as well": ([COME, AHEAD], 1),
    "nothing before": ([], None),
    "all ahead": ([AHEAD], None),
    "one whose day nobody knows": ([{}], None),
    "withdrawn": ([COME, COME | {"is_withdrawal": True}], None),
    "withdrawn, whatever its day": ([COME, AHEAD | {"is_withdrawal": True}], None),
    "issued again after a withdrawal": ([COME, COME | {"is_withdrawal": True}, COME], 3),
}


@pytest.mark.parametrize("case", BEFORE)
def test_what_holds_until_a_text_signed_ahead_takes_effect(case):
    facts, expected = BEFORE[case]
    past = [revision(b"%d" % number, number, **more) for number, more in enumerate(facts, 1)]
    found = evidence.holding(verdict(READ, State.NOT_YET, past=past, **AHEAD), TODAY)
    assert (found.now.number if found.now else None) == expected


def test_what_holds_already_waits_for_nothing():
    past = [revision(b"1", 1, **COME)]
    for state in State:
        if state is not State.NOT_YET:
            assert evidence.holding(verdict(READ, state, past=past, **COME), TODAY) == evidence.NOBODY


def test_every_revision_has_files_of_its_own():
    given = verdict(READ, State.APPROVED, past=[revision(OTHER.data)])
    assert list(evidence.published(given, "maklumat/a/")) == [
        ("maklumat/a/revisi/1/naskah.txt", OTHER.data),
        ("maklumat/a/revisi/1/naskah.txt.sig", given.history[0].signature),
        ("maklumat/a/revisi/2/naskah.txt", READ.data),
        ("maklumat/a/revisi/2/naskah.txt.sig", given.history[1].signature),
    ]
