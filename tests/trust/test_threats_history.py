"""Threats against history and time (threat table, rows 7, 8, 14, 15, 31) and what heals: nothing that was accepted is
lost, undone or dated otherwise without a signature, and no clock but the agency's own has a say."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from maklumat import settings, trust
from maklumat.errors import ContentError

from .conftest import MAKLUMAT, NIP, REGISTRY, SOP, STRANGER, Office, moment

SIGNATURE = f"{MAKLUMAT}.sig"
DAY = "2026-03-06"
LATER = "2026-03-07"


@pytest.fixture
def revised(office: Office) -> Office:
    """The maklumat has two accepted revisions."""
    office.revise(MAKLUMAT, 2, DAY)
    office.commit(DAY)
    return office


def numbers(office: Office, path: str = MAKLUMAT) -> list[int]:
    """The accepted revisions, as the gate tells them."""
    return [revision.number for verdict in office.gate().standing.outcome if verdict.path == path
            for revision in verdict.history]


# --- 7 ---

def test_threat_07_an_old_signed_revision_is_played_back(revised: Office):
    revised.restore("HEAD~1", MAKLUMAT, SIGNATURE)
    revised.commit(LATER)
    judged = revised.gate()
    assert (judged.refusals, judged.states[MAKLUMAT]) == ({("GB15", MAKLUMAT)}, "gugur")
    assert numbers(revised) == [1, 2]


def test_threat_07_another_text_under_the_same_revision(office: Office):
    office.edit(MAKLUMAT, ("10 hari kerja", "11 hari kerja"))
    office.sign(MAKLUMAT, DAY)
    office.commit(DAY)
    assert office.gate().refusals == {("GB15", MAKLUMAT)}


@pytest.mark.parametrize("written", ["0", "-1", "01", "1.5", "dua", "", "99999999999"])
def test_threat_07_a_revision_that_is_no_number_does_not_rise(office: Office, written: str):
    office.revise(MAKLUMAT, 2, DAY)
    office.set(MAKLUMAT, revisi=written)
    office.sign(MAKLUMAT, DAY)
    office.commit(DAY)
    judged = office.gate()
    assert (judged.allowed, judged.states[MAKLUMAT]) == (False, "gugur")
    assert "GB15" in judged.codes


@pytest.mark.parametrize("written", ["0", "dua"])
def test_threat_07_a_first_revision_has_a_number(enrolled: Office, written: str):
    enrolled.set(MAKLUMAT, revisi=written, tanggal_efektif=DAY)
    enrolled.sign(MAKLUMAT, DAY)
    enrolled.commit(DAY)
    assert enrolled.gate().refusals == {("GB15", MAKLUMAT)}


def test_threat_07_a_revision_may_skip_numbers_but_not_go_back(office: Office):
    office.revise(MAKLUMAT, 5, DAY)
    office.commit(DAY)
    assert office.gate().allowed
    office.revise(MAKLUMAT, 4, LATER)
    office.commit(LATER)
    assert office.gate().refusals == {("GB15", MAKLUMAT)}


def test_threat_07_the_signature_of_an_older_revision_does_not_fit_the_newer_text(revised: Office):
    revised.restore("HEAD~1", SIGNATURE)
    revised.commit(LATER)
    assert revised.gate().refusals == {("GB11", MAKLUMAT)}


def test_threat_07_a_deleted_document_does_not_come_back_older(revised: Office):
    revised.git("rm", "-q", MAKLUMAT, SIGNATURE)
    revised.commit(LATER)
    assert revised.gate().refusals == {("GB09", MAKLUMAT)}
    revised.restore("HEAD~2", MAKLUMAT, SIGNATURE)
    revised.commit(LATER)
    assert revised.gate().refusals == {("GB15", MAKLUMAT)}


# --- 8 ---

def test_threat_08_the_whole_site_is_rolled_back_by_a_commit(revised: Office):
    revised.restore("HEAD~1", "content", "pengesah", "mkdocs.yml")
    revised.commit(LATER)
    assert revised.gate().refusals == {("GB15", MAKLUMAT)}


def test_threat_08_history_is_rewritten(office: Office):
    """Somebody pushed another history by force; it holds the same files and signatures, but not the anchor."""
    office.git("checkout", "-q", "--orphan", "baru")
    office.commit(DAY)
    judged = office.gate()
    assert (judged.refusals, judged.mode) == ({("GB02", "")}, "ketat")
    assert "disahkan" not in judged.states.values()


def test_threat_08_history_before_the_registry_is_pushed_again(office: Office):
    office.git("reset", "-q", "--hard", "HEAD~2")
    judged = office.gate()
    assert not judged.allowed
    assert (judged.mode, judged.codes) == ("contoh", {"GB03"})


def test_threat_08_a_merge_moves_the_anchor_off_the_main_line(office: Office):
    office.git("checkout", "-q", "-b", "samping", "HEAD~2")
    office.write("README.md", "lain")
    office.commit(DAY)
    office.git("merge", "-q", "-m", "terbalik", "main", at=DAY)
    judged = office.gate()
    assert not judged.allowed
    assert judged.codes == {"GB02"}


@pytest.mark.parametrize("depth", [1, 2])
def test_threat_08_a_shallow_clone_is_no_history(office: Office, depth: int):
    clone = Office(office.root.parent / "dangkal", office.keys)
    office.git("clone", "-q", f"--depth={depth}", f"file://{office.root}", clone.root)
    clone.anchor = office.anchor
    judged = clone.gate()
    assert (judged.allowed, judged.refusals) == (False, {("GB01", "")})
    with pytest.raises(ContentError, match="unshallow"):
        clone.look()


def test_threat_08_replace_refs_do_not_rewrite_history(office: Office):
    good = office.git("rev-parse", "HEAD")
    office.edit(MAKLUMAT, ("10 hari kerja", "90 hari kerja"))
    bad = office.commit(DAY)
    office.git("replace", bad, good)
    assert office.gate().refusals == {("GB11", MAKLUMAT)}


# --- 14 ---

def test_threat_14_a_document_signed_for_tomorrow(office: Office):
    office.revise(MAKLUMAT, 2, LATER)
    office.commit(DAY)
    assert office.gate(DAY).refusals == {("GB13", MAKLUMAT)}


def test_threat_14_a_document_signed_for_tomorrow_does_not_become_good_by_waiting(office: Office):
    office.revise(MAKLUMAT, 2, LATER)
    office.commit(DAY)
    office.write("content/halaman.md", "# Halaman lain\n")
    office.commit("2026-03-08")
    assert office.gate().refusals == {("GB13", MAKLUMAT)}


def test_threat_14_a_sign_off_of_long_ago_does_not_come_in_now(enrolled: Office):
    enrolled.revise(MAKLUMAT, 1, "2026-03-05")
    enrolled.git("add", "-A")
    enrolled.commit("2026-04-05")
    judged = enrolled.gate("2026-04-05")
    assert judged.refusals == {("GB13", MAKLUMAT)}


def test_threat_14_thirty_days_are_allowed(enrolled: Office):
    enrolled.revise(MAKLUMAT, 1, "2026-03-05")
    enrolled.commit("2026-04-04T23:59")
    assert enrolled.gate("2026-04-05").allowed


def test_threat_14_what_came_in_on_time_stays_good(office: Office):
    for today in ("2026-03-10", "2026-12-31", "2028-03-10"):
        assert office.gate(today).allowed, today


def test_threat_14_a_document_in_force_later_is_approved_but_not_yet_in_force(office: Office):
    office.revise(MAKLUMAT, 2, DAY, tanggal_efektif="2026-04-01")
    office.commit(DAY)
    states = {now: office.gate(now).states[MAKLUMAT] for now in (
        DAY, "2026-03-31T16:59:59+00:00", "2026-03-31T17:00:00+00:00", "2026-03-31T23:59:59+07:00", "2026-04-01")}
    assert list(states.values()) == ["belum berlaku", "belum berlaku", "disahkan", "belum berlaku", "disahkan"]
    assert office.gate(DAY).allowed


@pytest.mark.parametrize(("committed", "allowed"), [("2026-03-06T16:59:59+00:00", False),
                                                     ("2026-03-06T17:00:00+00:00", True)])
def test_threat_14_a_day_begins_at_midnight_in_jakarta(office: Office, committed: str, allowed: bool):
    """Dated 7 March, committed one second before and at the beginning of that day."""
    office.revise(MAKLUMAT, 2, LATER)
    office.commit(committed)
    judged = office.gate(committed)
    assert (judged.allowed, judged.codes) == (allowed, set() if allowed else {"GB13"})


def test_threat_14_a_commit_from_the_future_does_not_make_a_post_dated_sign_off_good(office: Office):
    office.revise(MAKLUMAT, 2, "2026-04-01")
    office.commit("2026-04-01")
    assert ("GB13", MAKLUMAT) in office.gate(DAY).refusals


def test_threat_14_a_commit_from_the_future_spoils_no_later_sign_off(office: Office):
    """Somebody with a wrong clock, or no good will, commits; weeks later the same history must be judged the same."""
    office.write("README.md", "lain")
    office.commit("2031-01-01")
    first = office.gate("2026-03-08")
    office.revise(MAKLUMAT, 2, "2026-03-09")
    office.commit("2026-03-09")
    second = [office.gate(today) for today in ("2026-03-10", "2026-06-10", "2031-06-10")]
    assert first.refusals == {("GB21", "")}, "refused at once, when a clean commit can still take its place"
    assert all(("GB21", "") in judged.refusals for judged in second[:2])


@pytest.mark.parametrize(("committed", "codes"), [("2026-03-09T09:00", set()), ("2026-03-09T09:01", {"GB21"})])
def test_threat_14_a_clock_may_be_a_day_ahead(office: Office, committed: str, codes: set[str]):
    office.commit(committed)
    assert office.gate("2026-03-08T09:00").codes == codes


# --- 15 ---

@pytest.mark.parametrize("gone", [(MAKLUMAT, SIGNATURE), (MAKLUMAT,)])
def test_threat_15_a_signed_document_is_silently_deleted(office: Office, gone: tuple[str, ...]):
    office.git("rm", "-q", *gone)
    office.commit(DAY)
    judged = office.gate()
    assert (judged.allowed, judged.refusals) == (False, {("GB09", MAKLUMAT)})
    assert judged.states[SOP] == "disahkan"


def test_threat_15_only_the_signature_is_deleted(office: Office):
    office.git("rm", "-q", SIGNATURE)
    office.commit(DAY)
    judged = office.gate()
    assert (judged.refusals, judged.states[MAKLUMAT]) == ({("GB10", MAKLUMAT)}, "gugur")


def test_threat_15_everything_is_deleted(office: Office):
    office.git("rm", "-q", "-r", "content/maklumat", "content/sop")
    office.commit(DAY)
    assert office.gate().refusals == {("GB09", MAKLUMAT), ("GB09", SOP)}


def test_threat_15_a_withdrawal_is_signed_and_stays(office: Office):
    office.revise(MAKLUMAT, 2, DAY, status="dicabut")
    office.commit(DAY)
    judged = office.gate()
    assert (judged.allowed, judged.states[MAKLUMAT]) == (True, "dicabut")


def test_threat_15_a_withdrawal_that_nobody_signed_is_none(office: Office):
    office.set(MAKLUMAT, status="dicabut", revisi="2")
    office.git("rm", "-q", "--cached", SIGNATURE)
    office.remove(SIGNATURE)
    office.commit(DAY)
    judged = office.gate()
    assert (judged.refusals, judged.states[MAKLUMAT]) == ({("GB10", MAKLUMAT)}, "gugur")


def test_threat_15_after_a_signed_withdrawal_the_document_may_go(office: Office):
    office.revise(MAKLUMAT, 2, DAY, status="dicabut")
    office.commit(DAY)
    office.git("rm", "-q", MAKLUMAT, SIGNATURE)
    office.commit(LATER)
    assert office.gate().allowed


def test_threat_15_a_withdrawal_and_the_deletion_in_one_push_are_two_steps(office: Office):
    """The withdrawal never stood anywhere; nobody could have read it."""
    office.git("checkout", "-q", "-b", "samping")
    office.revise(MAKLUMAT, 2, DAY, status="dicabut")
    office.commit(DAY)
    office.git("rm", "-q", MAKLUMAT, SIGNATURE)
    office.commit(LATER)
    office.git("checkout", "-q", "main")
    office.git("merge", "-q", "--no-ff", "-m", "gabung", "samping", at=LATER)
    assert office.gate().refusals == {("GB09", MAKLUMAT), ("GB15", MAKLUMAT)}


def test_threat_15_a_withdrawn_document_does_not_come_back_by_an_old_signature(office: Office):
    office.revise(MAKLUMAT, 2, DAY, status="dicabut")
    withdrawn = office.commit(DAY)
    office.restore(f"{withdrawn}~1", MAKLUMAT, SIGNATURE)
    office.commit(LATER)
    assert office.gate().refusals == {("GB15", MAKLUMAT)}


def test_threat_15_a_status_that_nobody_knows_is_no_withdrawal(office: Office):
    office.revise(MAKLUMAT, 2, DAY, status="arsip")
    office.commit(DAY)
    assert office.gate().refusals == {("GB18", MAKLUMAT)}
    office.git("rm", "-q", MAKLUMAT, SIGNATURE)
    office.commit(LATER)
    assert office.gate().refusals == {("GB09", MAKLUMAT)}


def test_threat_15_the_number_of_a_withdrawn_procedure_is_free_again(office: Office):
    office.revise(SOP, 2, DAY, status="dicabut")
    office.commit(DAY)
    new = office.copy(SOP, "prosedur-baru")
    office.set(new, status="berlaku")
    office.revise(new, 1, LATER)
    office.commit(LATER)
    judged = office.gate()
    assert (judged.refusals, judged.states[new]) == (set(), "disahkan")


def test_threat_15_the_id_of_a_withdrawn_document_belongs_to_it_for_ever(office: Office):
    office.revise(MAKLUMAT, 2, DAY, status="dicabut")
    office.commit(DAY)
    new = "content/maklumat/arsip/informasi-publik/index.md"
    office.write(new, office.text(MAKLUMAT))
    office.revise(new, 3, LATER, status="berlaku")
    office.git("rm", "-q", MAKLUMAT, SIGNATURE)
    office.commit(LATER)
    assert office.gate().refusals == {("GB17", new)}


# --- what heals ---

def test_a_revert_heals(office: Office):
    office.edit(MAKLUMAT, ("10 hari kerja", "90 hari kerja"))
    office.commit(DAY)
    assert not office.gate().allowed
    office.git("revert", "--no-edit", "HEAD", at=LATER)
    judged = office.gate()
    assert (judged.allowed, judged.states) == (True, {MAKLUMAT: "disahkan", SOP: "disahkan"})


def test_a_revert_heals_years_later_too(office: Office):
    office.git("rm", "-q", MAKLUMAT, SIGNATURE)
    office.commit(DAY)
    office.git("revert", "--no-edit", "HEAD", at="2027-03-07")
    assert office.gate("2027-03-07").allowed


def test_a_new_signed_revision_heals(office: Office):
    office.edit(MAKLUMAT, ("10 hari kerja", "7 hari kerja"))
    office.commit(DAY)
    assert not office.gate().allowed
    office.revise(MAKLUMAT, 2, LATER)
    office.commit(LATER)
    judged = office.gate()
    assert (judged.allowed, judged.states[MAKLUMAT], numbers(office)) == (True, "disahkan", [1, 2])


def test_what_came_in_too_early_is_accepted_once_nothing_speaks_against_it(office: Office):
    """The document of an official whose key comes later: void until a commit after the one that enrols the key."""
    path = office.copy(MAKLUMAT, "lebih-awal")
    office.set(path, nip=f'"{STRANGER}"')
    office.revise(path, 1, DAY, by="pengganti")
    office.commit(DAY)
    assert office.gate().refusals == {("GB12", path)}
    office.register(*office.lines(pengganti=office.line(f"nip:{STRANGER}", "pengganti", "maklumat")))
    office.commit(LATER)
    assert office.gate().refusals == {("GB12", path)}
    office.write("README.md", "lain")
    office.commit(LATER)
    judged = office.gate()
    assert (judged.allowed, judged.states[path]) == (True, "disahkan")


def test_a_procedure_whose_number_was_taken_is_accepted_once_the_other_lets_go_of_it(office: Office):
    new = office.copy(SOP, "prosedur-baru")
    office.revise(new, 1, DAY)
    office.commit(DAY)
    assert office.gate().refusals == {("GB17", new)}
    office.revise(SOP, 2, LATER, status="dicabut")
    office.commit(LATER)
    office.write("content/halaman.md", "# Halaman lain\n")
    office.commit(LATER)
    judged = office.gate()
    assert (judged.refusals, judged.states) == (set(), {MAKLUMAT: "disahkan", SOP: "dicabut", new: "disahkan"})


def test_an_edit_goes_on_blocking_through_other_commits(office: Office):
    office.edit(MAKLUMAT, ("10 hari kerja", "90 hari kerja"))
    office.commit(DAY)
    for number in range(3):
        office.write("README.md", str(number))
        office.revise(SOP, number + 2, LATER)
        office.commit(LATER)
    judged = office.gate()
    assert judged.refusals == {("GB11", MAKLUMAT)}
    assert judged.states == {MAKLUMAT: "gugur", SOP: "disahkan"}


def test_a_bad_change_and_its_revert_within_a_merged_branch_are_no_history(office: Office):
    office.git("checkout", "-q", "-b", "samping")
    office.edit(MAKLUMAT, ("10 hari kerja", "90 hari kerja"))
    office.commit(DAY)
    office.git("revert", "--no-edit", "HEAD", at=DAY)
    office.git("checkout", "-q", "main")
    office.git("merge", "-q", "--no-ff", "-m", "gabung", "samping", at=DAY)
    assert office.gate().allowed


def test_an_accepted_revision_keeps_its_bytes_for_ever(revised: Office):
    texts = [revised.git("show", f"{commit}:{MAKLUMAT}") for commit in ("HEAD~1", "HEAD")]
    revised.edit(MAKLUMAT, ("10 hari kerja", "90 hari kerja"))
    revised.commit(LATER)
    verdict = next(v for v in revised.gate().standing.outcome if v.path == MAKLUMAT)
    assert [revision.source.decode().strip() for revision in verdict.history] == texts
    assert verdict.revision is None, "what stands there now is none of them"


def test_an_accepted_revision_names_the_commit_that_brought_it(revised: Office):
    brought = [revised.git("rev-parse", name) for name in ("HEAD~1", "HEAD")]
    revised.register(*revised.lines(lain=revised.line(f"nip:{STRANGER}", "lain", "maklumat")))
    revised.commit(LATER)
    verdict = next(v for v in revised.gate().standing.outcome if v.path == MAKLUMAT)
    assert [revision.commit for revision in verdict.history] == brought


def test_the_memory_of_verdicts_changes_none(revised: Office):
    """The same words with and without what is remembered, and nothing in the tree is taken for memory."""
    warm = revised.gate()
    for file in (revised / ".git/maklumat").iterdir():
        file.unlink()
    cold = revised.gate()
    assert cold.standing == warm.standing
    revised.write(".git/maklumat/signature-verdicts", "palsu\n")
    assert revised.gate().standing == warm.standing


def test_the_gate_reads_git_and_not_the_disk(office: Office):
    office.edit(MAKLUMAT, ("10 hari kerja", "90 hari kerja"))
    office.write(REGISTRY, "palsu\n")
    office.write("mkdocs.yml", "site_url: https://lain.go.id/\n")
    office.git("add", "-A")
    now = moment(office.today)
    office_settings = settings.Settings(root=office.root, content=office / "content", site=office / "site")
    assert trust.answer(office_settings, now, office.anchor).outcome.is_allowed


# --- 31 ---

SCENARIOS = r"""
import json, sys
from pathlib import Path
from maklumat import settings, trust
from datetime import datetime
found = {}
for line in json.load(sys.stdin):
    root, now, anchor = line
    standing = trust.answer(settings.load(Path(root)), datetime.fromisoformat(now), anchor)
    found[f"{root} {now}"] = [
        standing.mode.value, sorted([r.code, r.path, r.message] for r in standing.outcome.refusals),
        [[v.path, v.state.value, v.reason, [r.number for r in v.history]] for v in standing.outcome]]
print(json.dumps(found))
"""
SURROUNDINGS = (("UTC", "C"), ("Asia/Jakarta", "C.UTF-8"), ("America/New_York", "C"))  # time zone and locale


def scenarios(another: Callable[[str], Office]) -> list[tuple[str, str, str]]:
    """Repositories and moments at which a wrong clock or language would show."""
    asked = []

    def ask(office: Office, *moments: str) -> None:
        asked.extend((str(office.root), when, office.anchor) for when in moments)

    borders = ("2026-03-06T16:59:59+00:00", "2026-03-06T17:00:00+00:00")
    for committed in borders:  # dated 7 March
        office = another("disahkan")
        office.revise(MAKLUMAT, 2, LATER)
        office.commit(committed)
        ask(office, *borders, "2026-03-08T00:00:00+07:00")
    office = another("disahkan")  # in force from 7 March
    office.revise(MAKLUMAT, 2, DAY, tanggal_efektif=LATER)
    office.commit(DAY)
    ask(office, *borders)
    for committed in borders:  # a key whose last day is 6 March
        office = another("terdaftar")
        head = office.line(f"nip:{NIP}", "kepala", "maklumat", valid_before="20260307Z")
        office.register(*office.lines(kepala=head))
        office.anchor = office.commit("2026-03-02T10:00")
        office.revise(MAKLUMAT, 1, DAY)
        office.commit(committed)
        ask(office, "2026-03-08T00:00:00+07:00")
    for window in ("20260305Z", "20260305050000Z", "20260305050001Z"):  # noon of 5 March is inside, inside, outside
        office = another("terdaftar")
        head = office.line(f"nip:{NIP}", "kepala", "maklumat", valid_after=window)
        office.register(*office.lines(kepala=head))
        office.anchor = office.commit("2026-03-02T10:00")
        office.revise(MAKLUMAT, 1, "2026-03-05")
        office.commit("2026-03-05T12:30")
        ask(office, "2026-03-08T00:00:00+07:00")
    office = another("disahkan")  # names and words that a locale could spoil
    path = office.copy(MAKLUMAT, "é-тест")
    office.seal(path, "penyunting")
    office.write("content/sop/maklumat-informasi-publik/lampiran é.pdf", b"x")
    office.register(*office.lines(petugas=""), by=None)
    office.commit(DAY)
    ask(office, "2026-03-08T00:00:00+07:00")
    return asked


@pytest.mark.thorough
def test_threat_31_neither_time_zone_nor_locale_changes_a_verdict(another: Callable[[str], Office], tmp_path: Path):
    asked = scenarios(another)
    script = tmp_path / "ask.py"
    script.write_text(SCENARIOS, encoding="utf-8")
    answers = {}
    for zone, locale in SURROUNDINGS:
        for root, _, _ in asked:  # nothing is remembered: every verdict is this surrounding's own
            shutil.rmtree(Path(root, ".git/maklumat"), ignore_errors=True)
        done = subprocess.run([sys.executable, str(script)], input=json.dumps(asked).encode(), capture_output=True,
                              env=os.environ | {"TZ": zone, "LC_ALL": locale, "PYTHONUTF8": "0"}, check=False)
        assert done.returncode == 0, done.stderr.decode()
        answers[zone, locale] = json.loads(done.stdout)
    first = answers["UTC", "C"]
    assert len(first) == len(asked)
    assert all(answer == first for answer in answers.values())
    codes = [{code for code, _, _ in refusals} for _, refusals, _ in first.values()]
    borders, in_force, last_day, noon, odd = codes[:6], codes[6:8], codes[8:10], codes[10:13], codes[13]
    assert borders == [{"GB13"}] * 4 + [set()] * 2
    assert in_force == [set(), set()]
    assert last_day == [set(), {"GB14"}]
    assert noon == [set(), set(), {"GB12", "GB14"}]
    assert {"GB05", "GB12", "GB16"} <= odd
