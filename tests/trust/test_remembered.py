"""What the gate remembers of documents, and in which order it asks: the same words with and without."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maklumat import claims, gate, openssh
from maklumat.claim_store import ClaimStore
from maklumat.gate import Grounds
from maklumat.git import Repository
from maklumat.openssh import Answers

from .conftest import DOMAIN, MAKLUMAT, SOP, STRANGER, Office, moment

CONTENT = Path(__file__).parents[2] / "content"
DOCUMENTS = [path.read_bytes() for path in sorted(CONTENT.rglob("index.md")) if b"\njenis: " in path.read_bytes()[:99]]
FIELDS = b"jenis", b"id", b"nomor_sop", b"revisi", b"status", b"cara", b"nip", b"tanggal_pengesahan", b"catatan_revisi"
DAYS = [f"2026-03-{day:02}" for day in range(6, 10)]


@pytest.fixture
def unread(monkeypatch: pytest.MonkeyPatch):
    """From then on nobody reads front matter."""
    def refuse(_: bytes) -> None:
        raise AssertionError("read once more")

    return lambda: monkeypatch.setattr(claims, "read", refuse)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many questions ssh-keygen was asked each time."""
    rounds: list[int] = []

    def judge(questions, real=openssh._judge):
        rounds.append(len(questions))
        return real(questions)

    monkeypatch.setattr(openssh, "_judge", judge)
    return rounds


def test_a_claim_is_remembered_as_it_was_read(tmp_path, unread):
    texts = [*DOCUMENTS, b"", b"\xff", b"# tanpa kepala\n", b"---\njenis: lain\n---\n", b"\xef\xbb\xbf" + DOCUMENTS[0],
             *(text.replace(b"lampiran: []", b"lampiran:\n  - berkas: \"\xc3\xa9 \x7f.pdf\"\n    sha256: ab\n  - x: y")
               for text in DOCUMENTS)]
    first = ClaimStore(tmp_path)
    wanted = [claims.read(text) for text in texts]
    assert [first.read(text) for text in texts] == wanted
    assert {claim and claim.kind for claim in wanted} == {None, "maklumat", "sop"}
    first.keep()
    unread()
    again = [ClaimStore(tmp_path).read(text) for text in texts]
    assert again == wanted
    assert [repr(claim) for claim in again] == [repr(claim) for claim in wanted], "and of the same types"


@given(st.sampled_from(DOCUMENTS), st.sampled_from(FIELDS), st.text(max_size=40))
def test_whatever_a_field_holds_comes_back(text, name, value):
    head, colon, rest = text.partition(b"\n" + name + b": ")
    changed = head + colon + json.dumps(value).encode() + b"\n" + rest.partition(b"\n")[2] if colon else text
    store = ClaimStore(None)
    assert store.read(changed) == claims.read(changed)
    store.keep()
    assert store.read(changed) == claims.read(changed)


def test_another_program_reads_for_itself(tmp_path, monkeypatch, unread):
    store = ClaimStore(tmp_path)
    store.read(DOCUMENTS[0])
    store.keep()
    monkeypatch.setattr("maklumat.fingerprint.of_package", lambda: "0" * 64)
    unread()
    with pytest.raises(AssertionError):
        ClaimStore(tmp_path).read(DOCUMENTS[0])


def test_what_is_too_long_is_read_again(tmp_path):
    long = DOCUMENTS[0].replace(b"\ncatatan_revisi: ", b"\ncatatan_revisi: " + b"panjang " * 300)
    assert len(claims.read(long).note) > 2000
    store = ClaimStore(tmp_path)
    store.read(long)
    store.keep()
    (file,) = tmp_path.iterdir()
    assert file.name == "claims"
    assert b"panjang" not in file.read_bytes()
    assert ClaimStore(tmp_path).read(long) == claims.read(long)


def test_a_second_gate_reads_no_front_matter_and_asks_nobody(office: Office, unread, asked):
    first = office.gate()
    asked.clear()
    unread()
    assert office.gate().standing == first.standing
    assert not asked


def test_all_commits_are_asked_about_at_once(office: Office, asked):
    for number, day in enumerate(DAYS, 2):
        office.revise(MAKLUMAT, number, day)
        office.revise(SOP, number, day)
        office.commit(day)
    assert office.gate().allowed
    assert len(asked) == 1
    assert asked[0] >= 2 * len(DAYS)


def test_what_was_taken_for_good_to_learn_the_questions_is_not_accepted(office: Office):
    """Revision 3 is forged: taken for good it would hold, and revision 2, which is honest, would be stale."""
    office.revise(MAKLUMAT, 3, DAYS[0])
    office.edit(MAKLUMAT, ("10 hari kerja", "90 hari kerja"))
    forged = office.commit(DAYS[0])
    assert office.gate().refusals == {("GB11", MAKLUMAT)}
    office.restore(f"{forged}~1", MAKLUMAT, f"{MAKLUMAT}.sig")
    office.revise(MAKLUMAT, 2, DAYS[1])
    office.commit(DAYS[1])
    for file in (office / ".git/maklumat").iterdir():
        file.unlink()
    judged = office.gate()
    assert judged.allowed
    verdict = next(each for each in judged.standing.outcome if each.path == MAKLUMAT)
    assert [revision.number for revision in verdict.history] == [1, 2]


def test_a_forged_registry_lets_nobody_in_by_being_taken_for_good(office: Office):
    friend = office.line(f"nip:{STRANGER}", "teman", "maklumat", name="Teman Contoh")
    office.register(*office.lines(teman=friend), by="teman")
    office.commit(DAYS[0])
    office.set(MAKLUMAT, nip=f'"{STRANGER}"')
    office.revise(MAKLUMAT, 2, DAYS[1], by="teman")
    office.commit(DAYS[1])
    judged = office.gate()
    assert not judged.allowed
    assert judged.states == {MAKLUMAT: "gugur", SOP: "disahkan"}


def test_trying_a_commit_out_leaves_what_was_accepted_as_it_is(office: Office):
    repository = Repository.open(office.root)
    line = repository.line(office.anchor)
    grounds = Grounds(DOMAIN, repository.read, lambda _: "", Answers().ask)
    before = gate.start(line[0], moment(office.today), grounds)
    kept = dict(before.histories), dict(before.owners)
    after = gate.step(before, line[1], moment(office.today), grounds)
    assert after.histories.keys() == {MAKLUMAT, SOP}
    assert (before.histories, before.owners) == kept == ({}, {})


def test_looking_and_judging_remember_for_each_other(office: Office, unread):
    looked = office.look()
    unread()
    assert office.gate().states == looked.states == {MAKLUMAT: "disahkan", SOP: "disahkan"}
