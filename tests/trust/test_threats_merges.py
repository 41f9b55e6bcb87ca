"""Merges whose first parent is not what stood on the main branch before, and what root takes back."""

from __future__ import annotations

import pytest

from .conftest import MAKLUMAT, NIP, REGISTRY, SOP, Office

DAY, LATER, LAST = "2026-03-06", "2026-03-08", "2026-03-10"


def foxtrot(office: Office, older: str, newer: str, *options: str) -> None:
    """The main branch becomes a merge of the newer commit into the older one: a plain push, no force."""
    office.git("checkout", "-q", "-B", "main", older)
    office.git("merge", "-q", "--no-ff", *options, "-m", "gabung", newer, at=LAST)


@pytest.fixture
def second(office: Office) -> tuple[str, str]:
    """Two commits of the main branch: with the first and with the second signed revision."""
    first = office.git("rev-parse", "HEAD")
    office.revise(MAKLUMAT, 2, DAY)
    return first, office.commit(DAY)


def test_threat_08_a_merge_puts_an_older_revision_in_the_place_of_a_newer_one(office: Office, second):
    foxtrot(office, *second, "-s", "ours")
    judged = office.gate()
    assert (judged.allowed, judged.refusals) == (False, {("GB15", MAKLUMAT)})


def test_threat_08_a_merge_drops_the_last_of_several_revisions(office: Office, second):
    office.revise(MAKLUMAT, 3, LATER)
    foxtrot(office, second[1], office.commit(LATER), "-s", "ours")
    assert office.gate().refusals == {("GB15", MAKLUMAT)}


def test_threat_08_the_newer_revision_is_undone_on_the_branch_first(office: Office, second):
    first, _ = second
    office.restore(first, "content")
    undone = office.commit(LATER)
    foxtrot(office, first, undone)
    assert office.gate().refusals == {("GB15", MAKLUMAT)}


def test_threat_08_a_merge_makes_a_signed_document_disappear(enrolled: Office):
    before = enrolled.git("rev-parse", "HEAD")
    enrolled.sign(MAKLUMAT, DAY)
    enrolled.set(MAKLUMAT, tanggal_efektif=DAY)
    enrolled.sign(MAKLUMAT, DAY)
    enrolled.sign(SOP, DAY)
    enrolled.set(SOP, tanggal_efektif=DAY)
    enrolled.sign(SOP, DAY)
    signed = enrolled.commit(DAY)
    assert enrolled.gate().allowed
    foxtrot(enrolled, before, signed, "-s", "ours")
    assert enrolled.gate().refusals >= {("GB15", MAKLUMAT), ("GB15", SOP)}


def test_threat_12_a_merge_undoes_a_retirement(office: Office):
    before = office.git("rev-parse", "HEAD")
    office.register(*office.lines(kepala=office.line(f"nip:{NIP}", "kepala", "maklumat", valid_before="20260306Z")))
    retired = office.commit(DAY)
    foxtrot(office, before, retired, "-s", "ours")
    assert office.gate().refusals == {("GB05", REGISTRY)}
    office.revise(MAKLUMAT, 2, LAST)
    office.commit(LAST)
    assert ("GB05", REGISTRY) in office.gate().refusals


def test_threat_12_a_retirement_is_undone_on_the_branch_first(office: Office):
    before = office.git("rev-parse", "HEAD")
    office.register(*office.lines(kepala=office.line(f"nip:{NIP}", "kepala", "maklumat", valid_before="20260306Z")))
    office.commit(DAY)
    office.restore(before, "pengesah")
    undone = office.commit(LATER)
    foxtrot(office, before, undone)
    assert office.gate().refusals == {("GB05", REGISTRY)}


def test_threat_08_a_merge_drops_the_signature_of_a_text_that_lay_there_before(another):
    office = another("baru")
    office.set(MAKLUMAT, tanggal_pengesahan=DAY, tanggal_efektif=DAY)
    office.register(*office.lines())
    office.anchor = office.commit("2026-03-02")
    office.seal(MAKLUMAT)
    signed = office.commit(DAY)
    assert office.gate().allowed
    foxtrot(office, office.anchor, signed, "-s", "ours")
    assert ("GB15", MAKLUMAT) in office.gate().refusals


def test_an_honest_merge_of_a_branch_with_a_sign_off_and_a_registry_is_allowed(office: Office):
    office.git("checkout", "-q", "-b", "cabang")
    office.register(*office.lines(), "# sementara")
    office.commit(DAY)
    office.register(*office.lines(), "# lagi")
    office.commit(DAY)
    office.revise(MAKLUMAT, 2, DAY)
    office.commit(DAY)
    office.revise(MAKLUMAT, 2, DAY, judul="Maklumat Pelayanan Informasi Publik yang Dibetulkan")
    office.commit(DAY)
    office.git("checkout", "-q", "main")
    office.write("catatan.txt", "kemajuan di cabang utama")
    office.commit(DAY)
    office.git("merge", "-q", "--no-ff", "-m", "gabung", "cabang", at=LATER)
    assert office.gate().allowed


def test_a_sign_off_that_a_merge_left_behind_is_healed_by_a_higher_one(office: Office, second):
    foxtrot(office, *second, "-s", "ours")
    office.revise(MAKLUMAT, 3, LAST)
    office.commit(LAST)
    assert office.gate().allowed


def test_threat_08_the_published_commit_must_be_continued(office: Office, second):
    first, newest = second
    assert office.gate(published=first).allowed
    assert office.gate(published=newest).allowed
    office.git("reset", "-q", "--hard", first)
    assert office.gate(published=newest).refusals == {("GB02", "")}
    assert office.gate(published="main").refusals == {("GB02", "")}


# --- what root takes back ---

def without_the_thief(office: Office) -> None:
    """Root takes the key out that the office's head used; the head has a new one."""
    office.register(*office.lines(kepala=office.line(f"nip:{NIP}", "kepala-baru", "maklumat", name="Pejabat Contoh")))


def test_threat_13_a_withdrawal_by_a_stolen_key_is_taken_back(office: Office):
    office.revise(SOP, 2, DAY, status="dicabut")
    office.commit(DAY)
    office.git("rm", "-rq", SOP.removesuffix("/index.md"))
    office.commit(LATER)
    assert office.gate().allowed
    without_the_thief(office)
    office.commit(LAST)
    assert ("GB12", MAKLUMAT) in office.gate().refusals
    office.revise(MAKLUMAT, 2, LAST, by="kepala-baru")
    office.commit(LAST)
    assert office.gate().allowed, "nothing of the SOP was ever signed by a key that root still names"


def test_threat_13_a_huge_revision_of_a_stolen_key_does_not_bar_the_next(office: Office):
    office.revise(MAKLUMAT, 999_999, DAY)
    office.commit(DAY)
    without_the_thief(office)
    for path in (MAKLUMAT, SOP):
        office.revise(path, 2, LATER, by="kepala-baru")
    office.commit(LATER)
    assert office.gate().refusals == {("GB12", MAKLUMAT), ("GB12", SOP)}, "not before the new key is enrolled"
    office.write("catatan.txt", "satu commit lagi")
    office.commit(LAST)
    assert office.gate().allowed


# --- an office's life ---

def test_a_number_given_up_is_free_for_another_sop(office: Office):
    number = "800/07/Sekr/BCN/2026"
    office.revise(SOP, 2, DAY, nomor_sop='"800/99/Sekr/BCN/2026"')
    office.revise(MAKLUMAT, 2, DAY, nomor_sop='"800/99/Sekr/BCN/2026"')
    office.commit(DAY)
    other = office.copy(SOP, "sop-lain", number)
    office.revise(other, 1, LATER, judul="SOP Lain")
    office.commit(LATER)
    judged = office.gate()
    assert judged.refusals == set()


def test_numbers_swapped_by_mistake_are_put_right_in_one_commit(office: Office):
    other = office.copy(SOP, "sop-lain", "800/99/Sekr/BCN/2026")
    office.revise(other, 1, DAY)
    office.commit(DAY)
    assert office.gate().allowed
    office.revise(SOP, 2, LATER, nomor_sop='"800/99/Sekr/BCN/2026"')
    office.revise(other, 2, LATER, nomor_sop='"800/07/Sekr/BCN/2026"')
    office.commit(LATER)
    assert office.gate().refusals == set()


def test_a_draft_may_begin_anew_where_a_document_was_withdrawn_and_removed(office: Office):
    office.revise(SOP, 2, DAY, status="dicabut")
    office.commit(DAY)
    office.git("rm", "-rq", SOP.removesuffix("/index.md"))
    office.commit(LATER)
    office.restore("HEAD~2", SOP)
    office.edit(SOP, ("status: berlaku", "status: berlaku  "))
    office.commit(LAST)
    judged = office.gate()
    assert (judged.allowed, judged.states[SOP]) == (True, "rancangan")


def test_another_site_address_is_named_as_the_cause(office: Office):
    office.edit("mkdocs.yml", ("https://ppid-bkd.example.go.id/", "https://ppid-baru.example.go.id/"))
    office.commit(DAY)
    judged = office.gate()
    assert ("GB20", "mkdocs.yml") in judged.refusals
    assert "ppid-bkd.example.go.id" in judged.standing.outcome.refusals[0].message


def test_threat_17_git_may_not_be_told_to_change_bytes(office: Office):
    office.write("content/maklumat/.gitattributes", "*.sig text eol=crlf\n")
    office.commit(DAY)
    assert office.gate().refusals == {("GB08", "content/maklumat/.gitattributes")}


# --- what a branch tried out and dropped before it was merged is nobody's business ---

def dropped(office: Office, *paths: str) -> None:
    """A branch with one commit as the files lie, which its next commit takes back; then it is merged."""
    office.git("checkout", "-q", "-b", "cabang")
    tried = office.commit(DAY)
    office.restore(f"{tried}~1", *paths)
    office.commit(DAY)
    office.git("checkout", "-q", "main")
    office.git("merge", "-q", "--no-ff", "-m", "gabung", "cabang", at=LATER)


def test_a_text_that_was_changed_after_signing_on_a_branch_is_no_revision(office: Office):
    office.revise(MAKLUMAT, 9, DAY)
    office.edit(MAKLUMAT, ("10 hari kerja", "90 hari kerja"))
    dropped(office, "content")
    assert office.gate().allowed


def test_a_revision_signed_by_nobody_in_office_on_a_branch_is_none(office: Office):
    office.revise(MAKLUMAT, 9, DAY, by="penyunting")
    dropped(office, "content")
    assert office.gate().allowed


def test_a_registry_that_root_did_not_sign_on_a_branch_is_none(office: Office):
    office.register(*office.lines(), "# satu")
    office.commit(DAY)
    office.register(*office.lines(), "# tambahan", by="penyunting")
    dropped(office, "pengesah")
    assert office.gate().allowed


def test_a_registry_of_a_branch_that_was_accepted_and_replaced_is_not_left_behind(office: Office):
    office.git("checkout", "-q", "-b", "cabang")
    for note in ("# satu", "# dua"):
        office.register(*office.lines(), note)
        office.commit(DAY)
    office.git("checkout", "-q", "main")
    office.git("merge", "-q", "--no-ff", "-m", "gabung", "cabang", at=LATER)
    office.register(*office.lines(), "# satu")
    office.commit(LAST)
    assert office.gate().allowed
