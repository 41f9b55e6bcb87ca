"""Threats against the registry and its keys (threat table, rows 4-6, 11-13; FIDO2 keys, wet ink): only the root key
says who may sign, only the registry that was accepted before counts, and only while the person is in office."""

from __future__ import annotations

import pytest

from . import fake_sk
from .conftest import CERTIFIER, DOMAIN, MAKLUMAT, NIP, REGISTRY, SOP, STRANGER, Office

DAY = "2026-03-06"
FRIEND = "teman"


def friend(office: Office) -> str:
    """A line for somebody whom root never enrolled."""
    return office.line(f"nip:{STRANGER}", FRIEND, "maklumat", name="Teman Contoh")


def add_document_by_friend(office: Office) -> str:
    path = office.copy(MAKLUMAT, "titipan")
    office.set(path, nip=f'"{STRANGER}"')
    office.revise(path, 1, DAY, by=FRIEND)
    return path


# --- 4 ---

def test_threat_04_a_pull_request_adds_a_key_and_uses_it(office: Office):
    office.register(*office.lines(teman=friend(office)), by=None)
    path = add_document_by_friend(office)
    office.commit(DAY)
    judged = office.gate()
    assert judged.refusals == {("GB05", REGISTRY), ("GB12", path)}
    assert judged.states == {MAKLUMAT: "disahkan", SOP: "disahkan", path: "gugur"}


def test_threat_04_a_key_that_root_signed_is_not_used_in_the_same_commit(office: Office):
    office.register(*office.lines(teman=friend(office)))
    path = add_document_by_friend(office)
    office.commit(DAY)
    judged = office.gate()
    assert (judged.refusals, judged.states[path]) == ({("GB12", path)}, "gugur")


def test_threat_04_a_key_that_root_signed_is_good_from_the_next_commit_on(office: Office):
    office.register(*office.lines(teman=friend(office)))
    office.commit(DAY)
    path = add_document_by_friend(office)
    office.commit(DAY)
    judged = office.gate()
    assert (judged.allowed, judged.states[path]) == (True, "disahkan")


def test_threat_04_a_pull_request_changes_the_key_of_an_enrolled_official(office: Office):
    mine = office.line(f"nip:{NIP}", FRIEND, "maklumat", name="Pejabat Contoh")
    office.register(*office.lines(kepala=mine), by=None)
    office.revise(MAKLUMAT, 2, DAY, by=FRIEND)
    office.commit(DAY)
    judged = office.gate()
    assert judged.refusals == {("GB05", REGISTRY), ("GB12", MAKLUMAT)}


# --- 5 ---

@pytest.mark.parametrize("quiet", [0, 1, 5])
def test_threat_05_two_pushes_cannot_launder_a_key(office: Office, quiet: int):
    office.register(*office.lines(teman=friend(office)), by=None)
    office.commit(DAY)
    for _ in range(quiet):
        office.write("README.md", "lain")
        office.commit(DAY)
    path = add_document_by_friend(office)
    office.commit(DAY)
    judged = office.gate()
    assert judged.refusals == {("GB05", REGISTRY), ("GB12", path)}


def test_threat_05_a_key_cannot_be_laundered_by_putting_the_registry_back(office: Office):
    before = office.git("rev-parse", "HEAD")
    office.register(*office.lines(teman=friend(office)), by=None)
    office.commit(DAY)
    path = add_document_by_friend(office)
    office.commit(DAY)
    office.restore(before, REGISTRY, f"{REGISTRY}.sig")
    office.commit(DAY)
    judged = office.gate()
    assert judged.refusals == {("GB12", path)}


def test_threat_05_a_key_cannot_be_laundered_by_a_merge(office: Office):
    office.git("checkout", "-q", "-b", "samping")
    office.register(*office.lines(teman=friend(office)), by=None)
    office.commit(DAY)
    path = add_document_by_friend(office)
    office.commit(DAY)
    office.git("checkout", "-q", "main")
    office.git("merge", "-q", "--no-ff", "-m", "gabung", "samping", at=DAY)
    assert office.gate().refusals == {("GB05", REGISTRY), ("GB12", path)}


def test_threat_05_a_refused_registry_is_no_step_to_the_next(office: Office):
    """First a root key of one's own, unsigned; then officials, signed with that root key."""
    root = office.line("akar", "akar-palsu", "pengesah")
    office.register(*office.lines(akar=root), by=None)
    office.commit(DAY)
    office.register(*office.lines(akar=root, teman=friend(office)), by="akar-palsu")
    office.commit(DAY)
    path = add_document_by_friend(office)
    office.commit(DAY)
    judged = office.gate()
    assert judged.refusals == {("GB05", REGISTRY), ("GB12", path)}


# --- 6 ---

def test_threat_06_an_approver_enrols_a_friend(office: Office):
    office.register(*office.lines(teman=friend(office)), by="kepala")
    office.commit(DAY)
    assert office.gate().refusals == {("GB05", REGISTRY)}


def test_threat_06_a_signature_of_root_for_another_purpose_enrols_nobody(office: Office):
    office.register(*office.lines(teman=friend(office)), by=None)
    office.seal(REGISTRY, "akar", f"maklumat@{DOMAIN}")
    office.commit(DAY)
    assert office.gate().refusals == {("GB05", REGISTRY)}


def test_threat_06_the_registry_of_another_agency_enrols_nobody(office: Office):
    office.register(*office.lines(teman=friend(office)), by=None)
    office.seal(REGISTRY, "akar", "pengesah@ppid.lain.go.id")
    office.commit(DAY)
    assert office.gate().refusals == {("GB05", REGISTRY)}


def test_threat_06_a_registry_signs_itself(office: Office):
    """Its new root key is not the one that the accepted registry names."""
    office.register(*office.lines(akar=office.line("akar", FRIEND, "pengesah")), by=FRIEND)
    office.commit(DAY)
    assert office.gate().refusals == {("GB05", REGISTRY)}


@pytest.mark.parametrize("name", ["README.md", "allowed_signers.asli", "Allowed_Signers"])
def test_threat_06_other_files_beside_the_registry_say_nothing(office: Office, name: str):
    office.write(f"pengesah/{name}", friend(office) + "\n")
    office.commit(DAY)
    path = add_document_by_friend(office)
    office.commit(DAY)
    assert ("GB12", path) in office.gate().refusals


FAULTY = {
    "wildcard": lambda office: friend(office).replace(f"nip:{STRANGER}", "*"),
    "pattern": lambda office: friend(office).replace(f"nip:{STRANGER}", "nip:19900101*"),
    "question mark": lambda office: friend(office).replace(f"nip:{STRANGER}", f"nip:{STRANGER[:-1]}?"),
    "two principals": lambda office: friend(office).replace(f"nip:{STRANGER}", f"nip:{STRANGER},nip:{NIP}"),
    "negation": lambda office: friend(office).replace(f"nip:{STRANGER}", f"!nip:{STRANGER}"),
    "authority": lambda office: friend(office).replace("namespaces=", "cert-authority,namespaces="),
    "any namespace": lambda office: friend(office).replace(f"maklumat@{DOMAIN}", "*"),
    "no namespace": lambda office: friend(office).replace(f'namespaces="maklumat@{DOMAIN}",', ""),
    "foreign namespace": lambda office: friend(office).replace(DOMAIN, "ppid.lain.go.id"),
    "official as root": lambda office: office.line(f"nip:{STRANGER}", FRIEND, "pengesah"),
    "root as official": lambda office: office.line("akar", FRIEND, "maklumat"),
    "local time": lambda office: friend(office).replace("20250101Z", "20250101"),
    "no such day": lambda office: friend(office).replace("20250101Z", "20250231Z"),
    "window backwards": lambda office: office.line(f"nip:{STRANGER}", FRIEND, "maklumat", valid_before="20240101Z"),
    "e-mail": lambda office: friend(office).replace(f"nip:{STRANGER}", "teman@contoh.go.id"),
    "short NIP": lambda office: friend(office).replace(STRANGER, STRANGER[:-1]),
    "somebody's key": lambda office: office.line(f"nip:{STRANGER}", "kepala", "maklumat"),
    "root's key": lambda office: office.line(f"nip:{STRANGER}", "akar", "maklumat"),
    "weak key": lambda office: office.line(f"nip:{STRANGER}", "teman-rsa1024", "maklumat"),
    "key cut off": lambda office: office.line(f"nip:{STRANGER}", FRIEND, "maklumat")[:-8],
    "indented": lambda office: " " + friend(office),
    "tab": lambda office: friend(office).replace(" ", "\t", 1),
    "bidi": lambda office: friend(office) + " \u202eoga",
    "look-alike": lambda office: friend(office).replace("nip:", "n\u0456p:"),
}


@pytest.mark.parametrize("fault", FAULTY)
def test_threat_06_a_line_with_two_readings_spoils_the_registry_even_when_root_signed_it(office: Office, fault: str):
    office.register(*office.lines(teman=FAULTY[fault](office)))
    office.commit(DAY)
    path = add_document_by_friend(office)
    office.commit(DAY)
    judged = office.gate()
    assert not judged.allowed
    assert ("GB06", REGISTRY) in judged.refusals
    assert judged.states == {MAKLUMAT: "disahkan", SOP: "disahkan", path: "gugur"}


def test_threat_06_a_registry_with_a_faulty_line_is_mended_by_root(office: Office):
    """It was never accepted, nor was anything else in it; the one before it still says who root is."""
    office.register(*office.lines(teman=friend(office), lain=FAULTY["wildcard"](office)))
    office.commit(DAY)
    path = add_document_by_friend(office)
    office.commit(DAY)
    assert office.gate().refusals == {("GB06", REGISTRY), ("GB12", path)}
    office.register(*office.lines(teman=friend(office)))
    office.commit(DAY)
    office.write("content/halaman.md", "# Halaman lain\n")
    office.commit(DAY)
    assert office.gate().allowed


def test_threat_06_an_anchor_with_a_faulty_registry_enrols_nobody_any_more(office: Office):
    """Which of its lines can be believed, root's among them, nobody knows."""
    office.register(*office.lines(teman=FAULTY["wildcard"](office)))
    anchor = office.commit(DAY)
    assert office.gate(anchor=anchor).refusals == {("GB06", REGISTRY)}
    office.register(*office.lines(teman=friend(office)))
    office.commit(DAY)
    assert office.gate(anchor=anchor).refusals == {("GB05", REGISTRY), ("GB06", REGISTRY)}


@pytest.mark.parametrize("how", ["removed", "emptied", "comments only", "without its signature"])
def test_threat_06_the_registry_is_taken_away(office: Office, how: str):
    office.remove(f"{REGISTRY}.sig")
    if how == "removed":
        office.remove(REGISTRY)
    elif how != "without its signature":
        office.write(REGISTRY, "" if how == "emptied" else "# kosong\n\n")
    office.commit(DAY)
    judged = office.gate()
    assert (judged.mode, judged.allowed) == ("ketat", False)
    assert judged.refusals == {("GB05" if how == "without its signature" else "GB07", REGISTRY)}


def test_threat_06_an_empty_registry_signed_by_root_is_no_way_back_to_the_sample(office: Office):
    office.register("# kosong")
    office.commit(DAY)
    judged = office.gate()
    assert (judged.mode, judged.refusals) == ("ketat", {("GB07", REGISTRY)})


def test_threat_06_a_registry_without_a_root_could_never_change_again(office: Office):
    office.register(*office.lines(akar=""))
    office.commit(DAY)
    assert office.gate().refusals == {("GB06", REGISTRY)}


def test_threat_06_strict_stays_strict_when_the_registry_is_gone_from_disk(office: Office):
    office.git("rm", "-q", "-r", "pengesah")
    looked = office.look()
    assert (looked.mode, looked.allowed) == ("ketat", False)


def test_threat_06_a_wrong_anchor_trusts_nothing(office: Office):
    for wrong in ("f" * 40, "tidak-ada", "--all", office.git("rev-parse", "HEAD^{tree}")):
        judged = office.gate(anchor=wrong)
        assert judged.codes == {"GB02"}, wrong
        assert "disahkan" not in judged.states.values()


def test_threat_06_an_anchor_on_a_side_branch_trusts_nothing(office: Office):
    office.git("checkout", "-q", "-b", "samping")
    office.register(*office.lines(teman=friend(office)), by=None)
    side = office.commit(DAY)
    office.git("checkout", "-q", "main")
    office.git("merge", "-q", "--no-ff", "-m", "gabung", "samping", at=DAY)
    assert office.gate(anchor=side).codes == {"GB02"}


def test_threat_06_without_an_anchor_nothing_is_published(office: Office):
    judged = office.gate(anchor="")
    assert (judged.allowed, judged.refusals) == (False, {("GB02", "")})
    assert judged.states == {MAKLUMAT: "disahkan", SOP: "disahkan"}, "but it can be looked at"


def test_threat_06_an_anchor_before_the_first_key_trusts_nobody(office: Office):
    judged = office.gate(anchor=office.git("rev-list", "--max-parents=0", "HEAD"))
    assert ("GB02", "") in judged.refusals
    assert "disahkan" not in judged.states.values()


@pytest.mark.parametrize("how", ["comments", "link", "program"])
def test_threat_06_an_anchor_whose_registry_is_none_trusts_nobody(fresh: Office, how: str):
    fresh.register(*(["# kunci menyusul"] if how == "comments" else fresh.lines()))
    if how == "link":
        (fresh / REGISTRY).rename(fresh / "di-luar")
        (fresh / REGISTRY).symlink_to("../di-luar")
    elif how == "program":
        (fresh / REGISTRY).chmod(0o755)
    anchor = fresh.commit("2026-03-02")
    assert fresh.gate(anchor=anchor).mode == ("contoh" if how == "comments" else "ketat"), "not known to be empty"
    (fresh / REGISTRY).unlink()
    fresh.register(*fresh.lines())
    fresh.commit("2026-03-03")
    judged = fresh.gate(anchor=anchor)
    assert (judged.mode, judged.refusals >= {("GB02", ""), ("GB05", REGISTRY)}) == ("ketat", True)


def test_threat_06_a_name_that_moves_is_no_anchor(office: Office):
    """A branch or a tag is whatever the last push made of it; with HEAD as anchor, every registry would be trusted."""
    office.register(*office.lines(teman=friend(office)), by=None)
    office.commit(DAY)
    office.git("tag", "jangkar")
    for name in ("HEAD", "main", "jangkar", "refs/heads/main", "@", "HEAD~0"):
        assert office.gate(anchor=name).refusals == {("GB02", "")}, name


# --- root rotation ---

def test_root_changes_hands_with_the_signature_of_the_old_key(office: Office):
    new = office.line("akar", "akar-baru", "pengesah")
    office.register(*office.lines(akar=new), by="akar")
    office.commit(DAY)
    assert office.gate().allowed
    office.register(*office.lines(akar=new, teman=friend(office)), by="akar-baru")
    office.commit(DAY)
    assert office.gate().allowed


def test_root_that_was_replaced_signs_no_registry_any_more(office: Office):
    new = office.line("akar", "akar-baru", "pengesah")
    office.register(*office.lines(akar=new), by="akar")
    office.commit(DAY)
    office.register(*office.lines(akar=new, teman=friend(office)), by="akar")
    office.commit(DAY)
    assert office.gate().refusals == {("GB05", REGISTRY)}


def test_root_out_of_its_window_signs_no_registry(enrolled: Office):
    root = enrolled.line("akar", "akar", "pengesah", valid_before="20260305Z")
    enrolled.register(*enrolled.lines(akar=root))
    enrolled.anchor = enrolled.commit("2026-03-03")
    enrolled.register(*enrolled.lines(akar=root, teman=friend(enrolled)))
    enrolled.commit(DAY)
    assert ("GB05", REGISTRY) in enrolled.gate().refusals


def test_root_may_sign_the_same_registry_again(office: Office):
    """Two hold a root key; a registry is not replaced by itself, wherever the anchor is."""
    office.register(*office.lines(kedua=office.line("akar", "akar-kedua", "pengesah")))
    office.commit(DAY)
    office.write("content/halaman.md", "# Halaman lain\n")
    anchor = office.commit(DAY)
    for by in ("akar-kedua", "akar", "akar-kedua"):
        office.seal(REGISTRY, by, f"pengesah@{DOMAIN}")
        office.commit(DAY)
        assert [office.gate(anchor=each).refusals for each in (office.anchor, anchor)] == [set(), set()], by


# --- 11 ---

@pytest.fixture
def left(enrolled: Office) -> Office:
    """The head of the office leaves: 15 March is the last day."""
    head = enrolled.line(f"nip:{NIP}", "kepala", "maklumat", valid_before="20260316Z")
    enrolled.register(*enrolled.lines(kepala=head))
    enrolled.anchor = enrolled.commit("2026-03-02T10:00")
    return enrolled


def test_threat_11_until_the_last_day_the_official_signs(left: Office):
    left.revise(MAKLUMAT, 1, "2026-03-15")
    left.commit("2026-03-15T23:00")
    assert left.gate("2026-03-16").states[MAKLUMAT] == "disahkan"


def test_threat_11_an_official_who_left_signs_with_the_true_date(left: Office):
    left.revise(MAKLUMAT, 1, "2026-03-16")
    left.commit("2026-03-16")
    judged = left.gate("2026-03-16")
    assert judged.refusals == {("GB12", MAKLUMAT), ("GB14", MAKLUMAT)}
    assert judged.states[MAKLUMAT] == "gugur"


def test_threat_11_an_official_who_left_back_dates(left: Office):
    left.revise(MAKLUMAT, 1, "2026-03-10")
    left.commit("2026-03-20")
    judged = left.gate("2026-03-20")
    assert (judged.refusals, judged.states[MAKLUMAT]) == ({("GB14", MAKLUMAT)}, "gugur")


def test_threat_11_an_official_who_left_back_dates_by_a_day(left: Office):
    left.revise(MAKLUMAT, 1, "2026-03-15")
    left.commit("2026-03-16T00:01")
    assert left.gate("2026-03-16").refusals == {("GB14", MAKLUMAT)}


def test_threat_11_a_back_dated_commit_does_not_go_before_the_commit_it_stands_on(left: Office):
    left.commit("2026-03-17")
    left.revise(MAKLUMAT, 1, "2026-03-10")
    left.commit("2026-03-10")
    assert left.gate("2026-03-20").refusals == {("GB14", MAKLUMAT)}


def test_threat_11_an_official_signs_before_taking_office(enrolled: Office):
    head = enrolled.line(f"nip:{NIP}", "kepala", "maklumat", valid_after="20260306Z")
    enrolled.register(*enrolled.lines(kepala=head))
    enrolled.anchor = enrolled.commit("2026-03-02T10:00")
    enrolled.revise(MAKLUMAT, 1, "2026-03-05")
    enrolled.commit("2026-03-07")
    assert enrolled.gate().refusals == {("GB12", MAKLUMAT)}


# --- 12 ---

def retire(office: Office, last: str) -> None:
    """Root ends the head's time in office with `last` (valid-before, the first moment outside)."""
    office.register(*office.lines(kepala=office.line(f"nip:{NIP}", "kepala", "maklumat", valid_before=last)))


def test_threat_12_an_old_signature_survives_retirement(office: Office):
    retire(office, "20260310Z")
    office.commit("2026-03-10")
    for today in ("2026-03-10", "2027-03-10"):
        judged = office.gate(today)
        assert (judged.allowed, judged.states) == (True, {MAKLUMAT: "disahkan", SOP: "disahkan"})


def test_threat_12_an_old_document_may_still_be_put_back_after_retirement(office: Office):
    good = office.git("rev-parse", "HEAD")
    retire(office, "20260310Z")
    office.commit("2026-03-10")
    office.edit(MAKLUMAT, ("10 hari kerja", "90 hari kerja"))
    office.commit("2026-06-01")
    assert office.gate("2026-06-01").refusals == {("GB11", MAKLUMAT)}
    office.restore(good, MAKLUMAT)
    office.commit("2026-06-02")
    assert office.gate("2026-06-02").allowed


def test_threat_12_a_successor_signs_with_an_own_key(office: Office):
    head = office.line(f"nip:{NIP}", "kepala", "maklumat", valid_before="20260310Z")
    new = office.line(f"nip:{STRANGER}", "pengganti", "maklumat", valid_after="20260310Z")
    office.register(*office.lines(kepala=head, pengganti=new))
    office.commit("2026-03-10")
    office.revise(MAKLUMAT, 2, "2026-03-11", by="pengganti", nip=f'"{STRANGER}"')
    office.commit("2026-03-11")
    judged = office.gate("2026-03-12")
    assert (judged.allowed, judged.states[MAKLUMAT]) == (True, "disahkan")
    signers = [revision.signer for verdict in judged.standing.outcome if verdict.path == MAKLUMAT
               for revision in verdict.history]
    assert signers == [f"nip:{NIP}", f"nip:{STRANGER}"]


def test_threat_12_an_official_gets_a_new_key_and_both_signatures_stand(office: Office):
    old = office.line(f"nip:{NIP}", "kepala", "maklumat", valid_before="20260310Z")
    new = office.line(f"nip:{NIP}", "kepala-kedua", "maklumat", valid_after="20260310Z")
    office.register(*office.lines(kepala=old, kedua=new))
    office.commit("2026-03-10")
    office.revise(MAKLUMAT, 2, "2026-03-11", by="kepala-kedua")
    office.commit("2026-03-11")
    judged = office.gate("2026-03-12")
    assert (judged.allowed, judged.states) == (True, {MAKLUMAT: "disahkan", SOP: "disahkan"})


def test_threat_12_a_text_that_is_signed_once_more_stays_the_same_revision(office: Office):
    """With the official's other key, say because the first is about to end: the newest signature is the one to show."""
    office.register(*office.lines(kedua=office.line(f"nip:{NIP}", "kepala-kedua", "maklumat")))
    office.commit(DAY)
    signature = office.seal(MAKLUMAT, "kepala-kedua")
    office.commit("2026-03-07")
    judged = office.gate()
    assert judged.allowed
    history = next(verdict.history for verdict in judged.standing.outcome if verdict.path == MAKLUMAT)
    assert [(revision.number, revision.signature) for revision in history] == [(1, signature)]


def test_threat_11_a_second_key_that_has_ended_signs_no_accepted_text_again(office: Office):
    second = office.line(f"nip:{NIP}", "kepala-kedua", "maklumat", valid_before="20260306Z")
    office.register(*office.lines(kedua=second))
    office.commit("2026-03-07")
    office.seal(MAKLUMAT, "kepala-kedua")
    office.commit("2026-03-10")
    assert office.gate().refusals == {("GB14", MAKLUMAT)}


def test_threat_12_documents_of_the_anchor_may_be_of_any_age(office: Office):
    office.write("README.md", "lain")
    anchor = office.commit("2026-12-01")
    judged = office.gate("2026-12-02", anchor=anchor)
    assert (judged.allowed, judged.states) == (True, {MAKLUMAT: "disahkan", SOP: "disahkan"})


# --- 13 ---

def test_threat_13_root_shortens_the_window_of_a_stolen_key(office: Office):
    """Everything signed since then is void, and says so, until it is signed again."""
    retire(office, "20260304Z")
    office.commit(DAY)
    judged = office.gate()
    assert judged.refusals == {("GB12", MAKLUMAT), ("GB12", SOP)}
    assert set(judged.states.values()) == {"gugur"}


def test_threat_13_a_key_that_root_removes_dies_at_once(office: Office):
    office.register(*office.lines(kepala=""))
    office.commit(DAY)
    judged = office.gate()
    assert judged.refusals == {("GB12", MAKLUMAT), ("GB12", SOP)}


def test_threat_13_a_key_that_root_removes_is_the_only_thing_wrong_with_old_documents(office: Office):
    """Nobody is told that they came in too late."""
    office.register(*office.lines(kepala=""))
    office.commit("2026-09-01")
    assert office.gate("2026-09-01").refusals == {("GB12", MAKLUMAT), ("GB12", SOP)}


def test_threat_13_what_a_stolen_key_signed_holds_no_number(office: Office):
    taken = office.copy(SOP, "titipan", "800/99/Sekr/BCN/2026")
    office.revise(taken, 1, DAY)
    office.commit(DAY)
    assert office.gate().allowed
    office.register(*office.lines(kepala=office.line(f"nip:{NIP}", "kepala-kedua", "maklumat")))
    office.remove(taken, f"{taken}.sig")
    office.commit("2026-03-07")
    new = office.copy(SOP, "prosedur-baru", "800/99/Sekr/BCN/2026")
    for path, number in ((MAKLUMAT, 2), (SOP, 2), (new, 1)):
        office.revise(path, number, "2026-03-08", by="kepala-kedua")
    office.commit("2026-03-08")
    judged = office.gate()
    assert (judged.refusals, judged.states[new]) == (set(), "disahkan")


def test_threat_13_a_key_that_root_removes_signs_nothing_in_the_same_commit(office: Office):
    new = office.line(f"nip:{NIP}", "kepala-kedua", "maklumat")
    office.register(*office.lines(kepala=new))
    office.revise(MAKLUMAT, 2, DAY, by="kepala")
    office.commit(DAY)
    judged = office.gate()
    assert ("GB12", MAKLUMAT) in judged.refusals
    assert judged.states[MAKLUMAT] == "gugur"


def test_threat_13_documents_of_a_stolen_key_are_signed_again_with_a_new_one(office: Office):
    office.register(*office.lines(kepala=office.line(f"nip:{NIP}", "kepala-kedua", "maklumat")))
    office.commit(DAY)
    for path in (MAKLUMAT, SOP):
        office.revise(path, 2, "2026-03-07", by="kepala-kedua")
    office.commit("2026-03-07")
    judged = office.gate()
    assert judged.allowed
    assert {revision.number for verdict in judged.standing.outcome for revision in verdict.history} == {2}, \
        "what the stolen key signed is no history to show"


def test_threat_13_the_same_text_may_be_signed_again_with_a_new_key(office: Office):
    office.register(*office.lines(kepala=office.line(f"nip:{NIP}", "kepala-kedua", "maklumat")))
    office.commit(DAY)
    for path in (MAKLUMAT, SOP):
        office.seal(path, "kepala-kedua")
    office.commit("2026-03-07")
    judged = office.gate()
    assert (judged.allowed, set(judged.states.values())) == (True, {"disahkan"})
    assert [len(verdict.history) for verdict in judged.standing.outcome] == [1, 1], "a revision has one signature"


def test_threat_13_of_earlier_revisions_those_are_shown_that_the_key_could_sign(office: Office):
    """Root says that the key was stolen until the 5th: what it signed then is no history to show, later ones are."""
    for number, day in enumerate((DAY, "2026-03-07"), 2):
        office.revise(MAKLUMAT, number, day)
        office.commit(day)
    head = office.line(f"nip:{NIP}", "kepala", "maklumat", valid_after="20260306Z")
    office.register(*office.lines(kepala=head))
    office.commit("2026-03-08")
    judged = office.gate()
    assert judged.refusals == {("GB12", SOP)}
    assert [revision.number for verdict in judged.standing.outcome if verdict.path == MAKLUMAT
            for revision in verdict.history] == [2, 3]


def test_threat_13_an_old_registry_that_root_once_signed_cannot_be_played_back(office: Office):
    """Root removed a stolen key; whoever stole it puts back the registry of before, with root's old signature."""
    before = office.git("rev-parse", "HEAD")
    office.register(*office.lines(kepala=office.line(f"nip:{NIP}", "kepala-kedua", "maklumat")))
    office.commit(DAY)
    office.restore(before, REGISTRY, f"{REGISTRY}.sig")
    office.commit("2026-03-07")
    office.revise(MAKLUMAT, 2, "2026-03-08", by="kepala")
    office.commit("2026-03-08")
    judged = office.gate()
    assert not judged.allowed
    assert ("GB05", REGISTRY) in judged.refusals
    assert judged.states[MAKLUMAT] == "gugur"


def test_threat_13_the_registry_before_the_last_cannot_be_played_back_either(office: Office):
    before = office.git("rev-parse", "HEAD")
    new = office.line(f"nip:{NIP}", "kepala-kedua", "maklumat")
    for lines in (office.lines(kepala=new), office.lines(kepala=new, teman=friend(office))):
        office.register(*lines)
        office.commit(DAY)
    office.restore(before, REGISTRY, f"{REGISTRY}.sig")
    office.commit("2026-03-07")
    assert ("GB05", REGISTRY) in office.gate().refusals


def test_threat_13_a_registry_from_before_the_anchor_cannot_be_played_back(office: Office):
    before = office.git("rev-parse", "HEAD")
    office.register(*office.lines(kepala=office.line(f"nip:{NIP}", "kepala-kedua", "maklumat")))
    for path in (MAKLUMAT, SOP):
        office.seal(path, "kepala-kedua")
    anchor = office.commit(DAY)
    assert office.gate(anchor=anchor).allowed
    office.restore(before, REGISTRY, f"{REGISTRY}.sig")
    office.commit("2026-03-07")
    assert ("GB05", REGISTRY) in office.gate(anchor=anchor).refusals


def test_an_unsigned_registry_that_is_put_back_does_no_harm(office: Office):
    before = office.git("rev-parse", "HEAD")
    office.register(*office.lines(teman=friend(office)), by=None)
    office.commit(DAY)
    assert not office.gate().allowed
    office.restore(before, REGISTRY)
    office.commit(DAY)
    assert office.gate().allowed


# --- wet ink ---

@pytest.fixture
def scanned(office: Office) -> Office:
    """The maklumat was signed on paper; a certifier signed that the scan is a true copy."""
    office.attach(MAKLUMAT, "pindaian.pdf", b"%PDF pindaian")
    office.set(MAKLUMAT, cara="basah", revisi="2", catatan_revisi='"Pindaian"', tanggal_efektif=DAY)
    return office


def copy_namespace() -> str:
    return f"salinan@{DOMAIN}"


def test_wet_ink_with_a_scan_and_a_certifier_is_approved(scanned: Office):
    scanned.sign(MAKLUMAT, DAY, "petugas", copy_namespace())
    scanned.commit(DAY)
    judged = scanned.gate()
    assert (judged.allowed, judged.states[MAKLUMAT]) == (True, "disahkan")
    revision = next(v.revision for v in judged.standing.outcome if v.path == MAKLUMAT)
    assert (revision.signer, revision.namespace) == (f"nip:{CERTIFIER}", copy_namespace())


def test_wet_ink_that_nobody_certified_is_a_draft_at_best(scanned: Office):
    draft = scanned.copy(MAKLUMAT, "transkripsi")
    scanned.restore("HEAD", MAKLUMAT)
    scanned.remove("content/maklumat/informasi-publik/pindaian.pdf")
    scanned.commit(DAY)
    judged = scanned.gate()
    assert (judged.allowed, judged.states[draft]) == (True, "rancangan")


def test_wet_ink_without_a_scan_is_not_approved(office: Office):
    office.set(MAKLUMAT, cara="basah", revisi="2", catatan_revisi='"Salinan"', tanggal_efektif=DAY)
    office.sign(MAKLUMAT, DAY, "petugas", copy_namespace())
    office.commit(DAY)
    assert office.gate().refusals == {("GB19", MAKLUMAT)}


@pytest.mark.parametrize(("by", "purpose", "code"), [
    ("kepala", "salinan", "GB12"), ("penyunting", "salinan", "GB12"), ("akar", "salinan", "GB12"),
    ("petugas", "maklumat", "GB11"), ("kepala", "maklumat", "GB11"),
])
def test_wet_ink_is_certified_by_an_enrolled_certifier_alone(scanned: Office, by: str, purpose: str, code: str):
    scanned.sign(MAKLUMAT, DAY, by, f"{purpose}@{DOMAIN}")
    scanned.commit(DAY)
    assert scanned.gate().refusals == {(code, MAKLUMAT)}


def test_wet_ink_is_not_certified_by_somebody_who_left(scanned: Office):
    left = scanned.line(f"nip:{CERTIFIER}", "petugas", "salinan", valid_before="20260306Z")
    scanned.restore("HEAD", MAKLUMAT)
    scanned.remove("content/maklumat/informasi-publik/pindaian.pdf")
    scanned.register(*scanned.lines(petugas=left))
    scanned.commit("2026-03-06T08:00")
    scanned.attach(MAKLUMAT, "pindaian.pdf", b"%PDF pindaian")
    scanned.set(MAKLUMAT, cara="basah", revisi="2", catatan_revisi='"Pindaian"', tanggal_efektif=DAY)
    scanned.sign(MAKLUMAT, DAY, "petugas", copy_namespace())
    scanned.commit(DAY)
    assert scanned.gate().refusals == {("GB12", MAKLUMAT), ("GB14", MAKLUMAT)}


def test_a_certifier_certifies_no_document_that_is_to_be_signed_by_key(office: Office):
    office.revise(MAKLUMAT, 2, DAY)
    office.sign(MAKLUMAT, DAY, "petugas", copy_namespace())
    office.commit(DAY)
    assert office.gate().refusals == {("GB11", MAKLUMAT)}


# --- FIDO2 ---

@pytest.mark.parametrize("kind", ["ed25519", "ecdsa"])
def test_a_security_key_signs(enrolled: Office, kind: str):
    key = fake_sk.SecurityKey.new(kind)
    namespace = f"maklumat@{DOMAIN}"
    line = f'nip:{NIP} namespaces="{namespace}",valid-after="20250101Z" {" ".join(fake_sk.public(key))}'
    enrolled.register(*enrolled.lines(kepala=line))
    enrolled.anchor = enrolled.commit("2026-03-02T10:00")
    for path, flags in ((MAKLUMAT, fake_sk.TOUCHED), (SOP, 0)):
        enrolled.set(path, tanggal_pengesahan=DAY, tanggal_efektif=DAY)
        enrolled.write(f"{path}.sig", key.sign(namespace, (enrolled / path).read_bytes(), flags))
    enrolled.commit(DAY)
    judged = enrolled.gate()
    assert judged.states == {MAKLUMAT: "disahkan", SOP: "gugur"}, "a key that nobody touched signs nothing"
    assert judged.refusals == {("GB11", SOP)}
