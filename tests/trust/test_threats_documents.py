"""Threats against a document and its signature (threat table, rows 1-3, 9, 10, 16-20, 30): what was signed is what
stands there, byte for byte, signed by the person it names, for this purpose and in this place."""

from __future__ import annotations

import base64
from collections.abc import Callable
from pathlib import Path

import pytest

from maklumat import checking, fingerprint, settings, trust
from maklumat.findings import Finding, Level, Place

from .conftest import CERTIFIER, DOMAIN, MAKLUMAT, NIP, SOP, STRANGER, Office, moment

SIGNATURE = f"{MAKLUMAT}.sig"
DAY = "2026-03-06"


def refused(office: Office, code: str, path: str = MAKLUMAT, state: str = "gugur") -> bool:
    """Is exactly this one thing refused, and the other document untouched by it?"""
    judged = office.gate()
    others = {other: found for other, found in judged.states.items() if other != path}
    assert (judged.allowed, judged.refusals) == (False, {(code, path)})
    assert judged.states.get(path, "") == state
    assert set(others.values()) <= {"disahkan"}
    return True


def test_what_is_rightly_signed_may_be_published(office: Office):
    judged = office.gate()
    assert (judged.allowed, judged.mode, judged.refusals) == (True, "ketat", set())
    assert judged.states == {MAKLUMAT: "disahkan", SOP: "disahkan"}


# --- 1 ---

@pytest.mark.parametrize(("old", "new"), [
    ("10 hari kerja", "90 hari kerja"), ("tidak dipungut biaya.\n", "tidak dipungut biaya.\n\n"),
    (f'nip: "{NIP}"', f'nip: "{STRANGER}"'), ("tanggal_efektif: 2026-03-04", "tanggal_efektif: 2026-03-05"),
    ("status: berlaku", "status: dicabut"), ("Kinerja pelaksana", "Kinerja  pelaksana"),
])
def test_threat_01_an_editor_edits_a_signed_document(office: Office, old: str, new: str):
    office.edit(MAKLUMAT, (old, new))
    office.commit(DAY)
    judged = office.gate()
    assert (judged.allowed, judged.states[MAKLUMAT], judged.states[SOP]) == (False, "gugur", "disahkan")
    assert judged.refusals <= {("GB11", MAKLUMAT), ("GB12", MAKLUMAT), ("GB15", MAKLUMAT)}


def test_threat_01_an_edit_is_named_as_a_signature_that_does_not_fit(office: Office):
    office.set(MAKLUMAT, revisi="2")
    office.commit(DAY)
    assert refused(office, "GB11")


def test_threat_01_an_editor_edits_and_raises_the_revision_but_nobody_signs(office: Office):
    office.set(MAKLUMAT, revisi="2", catatan_revisi='"Biaya"')
    office.edit(MAKLUMAT, ("tidak dipungut", "dipungut"))
    office.remove(SIGNATURE)
    office.commit(DAY)
    assert refused(office, "GB10")


def test_threat_01_an_edit_that_is_only_on_disk_is_void_there_and_unknown_to_the_gate(office: Office):
    office.edit(MAKLUMAT, ("10 hari kerja", "90 hari kerja"))
    assert office.gate().allowed
    looked = office.look()
    assert (looked.allowed, looked.states) == (False, {MAKLUMAT: "gugur", SOP: "disahkan"})


# --- 2 ---

def test_threat_02_an_editor_signs_with_a_key_of_their_own(office: Office):
    office.revise(MAKLUMAT, 2, DAY, by="penyunting")
    office.commit(DAY)
    assert refused(office, "GB12")


def test_threat_02_an_editor_signs_a_new_document_with_a_key_of_their_own(enrolled: Office):
    enrolled.sign(MAKLUMAT, DAY, by="penyunting")
    enrolled.commit(DAY)
    judged = enrolled.gate()
    assert (judged.states[MAKLUMAT], judged.states[SOP]) == ("gugur", "rancangan")
    assert judged.refusals == {("GB12", MAKLUMAT)}


def test_threat_02_a_certifier_approves_as_if_in_office(office: Office):
    office.revise(MAKLUMAT, 2, DAY, by="petugas")
    office.commit(DAY)
    assert refused(office, "GB12")


def test_threat_02_a_certifier_names_themselves_as_approver(office: Office):
    office.set(MAKLUMAT, nip=f'"{CERTIFIER}"')
    office.revise(MAKLUMAT, 2, DAY, by="petugas")
    office.commit(DAY)
    assert refused(office, "GB12")


def test_threat_02_one_approver_signs_in_the_name_of_another(enrolled: Office):
    other = enrolled.line(f"nip:{STRANGER}", "lain", "maklumat", name="Pejabat Lain")
    enrolled.register(*enrolled.lines(lain=other))
    enrolled.anchor = enrolled.commit("2026-03-02T10:00")
    enrolled.sign(MAKLUMAT, DAY, by="lain")
    enrolled.commit(DAY)
    assert enrolled.gate().refusals == {("GB12", MAKLUMAT)}


def test_threat_02_the_root_key_signs_no_document(office: Office):
    office.revise(MAKLUMAT, 2, DAY, by="akar")
    office.commit(DAY)
    assert refused(office, "GB12")


# --- 3 ---

def test_threat_03_without_a_signature_nothing_is_signed_off(enrolled: Office):
    judged = enrolled.gate()
    assert judged.refusals == {("GB04", "")}
    assert judged.states == {MAKLUMAT: "rancangan", SOP: "rancangan"}


def test_threat_03_a_draft_beside_a_signed_document_is_withheld_and_does_not_block(office: Office):
    draft = office.copy(MAKLUMAT, "rancangan-baru")
    office.commit(DAY)
    judged = office.gate()
    assert judged.allowed
    assert judged.states == {MAKLUMAT: "disahkan", SOP: "disahkan", draft: "rancangan"}


@pytest.mark.parametrize("typed", ["status: disahkan", "status: berlaku\ndisahkan: ya",
                                   "status: berlaku\nstate: disahkan"])
def test_threat_03_a_sign_off_that_is_typed_by_hand_is_none(office: Office, typed: str):
    draft = office.copy(MAKLUMAT, "rancangan-baru")
    office.edit(draft, ("status: berlaku", typed))
    office.commit(DAY)
    assert office.gate().states[draft] == "rancangan"


@pytest.mark.parametrize("bytes_", [b"", b"disahkan\n",
                                    b"-----BEGIN SSH SIGNATURE-----\n-----END SSH SIGNATURE-----\n"])
def test_threat_03_a_signature_file_without_a_signature_blocks(office: Office, bytes_: bytes):
    draft = office.copy(MAKLUMAT, "rancangan-baru")
    office.write(f"{draft}.sig", bytes_)
    office.commit(DAY)
    assert refused(office, "GB11", draft)


def test_threat_03_a_signature_without_a_document_signs_nothing(office: Office):
    office.write("content/maklumat/kosong/index.md.sig", (office / SIGNATURE).read_bytes())
    office.commit(DAY)
    assert "content/maklumat/kosong/index.md" not in office.gate().states


@pytest.mark.parametrize("method", ["tte", "lisan", ""])
def test_threat_03_an_approval_by_a_method_nobody_checks_is_none(office: Office, method: str):
    office.revise(MAKLUMAT, 2, DAY, cara=method)
    office.commit(DAY)
    assert refused(office, "GB19")


@pytest.mark.parametrize("written", ["", "5 Maret 2026", "kemarin", "2026-02-30"])
def test_threat_03_an_approval_without_a_date_is_none(office: Office, written: str):
    office.revise(MAKLUMAT, 2, DAY)
    office.sign(MAKLUMAT, written)
    office.commit(DAY)
    assert refused(office, "GB13")


# --- 9 ---

def test_threat_09_a_signature_is_moved_to_another_document(office: Office):
    draft = office.copy(MAKLUMAT, "rancangan-baru")
    office.write(f"{draft}.sig", (office / SIGNATURE).read_bytes())
    office.commit(DAY)
    assert refused(office, "GB11", draft)


def test_threat_09_a_signed_document_is_copied_to_another_place(office: Office):
    copy = "content/maklumat/salinan/index.md"
    for end in ("", ".sig"):
        office.write(copy + end, (office / (MAKLUMAT + end)).read_bytes())
    office.commit(DAY)
    judged = office.gate()
    assert (judged.states[copy], judged.states[MAKLUMAT]) == ("gugur", "disahkan")
    assert judged.refusals and {path for _, path in judged.refusals} == {copy}


def test_threat_09_a_signed_document_is_copied_deeper_under_its_own_id(office: Office):
    copy = "content/maklumat/arsip/informasi-publik/index.md"
    for end in ("", ".sig"):
        office.write(copy + end, (office / (MAKLUMAT + end)).read_bytes())
    office.commit(DAY)
    judged = office.gate()
    assert judged.refusals == {("GB17", copy)}
    assert (judged.states[copy], judged.states[MAKLUMAT]) == ("gugur", "disahkan")


def test_threat_09_a_signed_document_is_moved(office: Office):
    new = "content/maklumat/lain/index.md"
    office.git("mv", "content/maklumat/informasi-publik", "content/maklumat/lain")
    office.commit(DAY)
    judged = office.gate()
    assert not judged.allowed
    assert ("GB09", MAKLUMAT) in judged.refusals
    assert judged.states[new] == "gugur"


def test_threat_09_a_signed_document_is_moved_deeper_under_its_own_id(office: Office):
    office.git("mv", "content/maklumat/informasi-publik", "content/maklumat/sementara")
    (office / "content/maklumat/arsip").mkdir()
    office.git("mv", "content/maklumat/sementara", "content/maklumat/arsip/informasi-publik")
    office.commit(DAY)
    judged = office.gate()
    assert ("GB09", MAKLUMAT) in judged.refusals
    assert judged.states["content/maklumat/arsip/informasi-publik/index.md"] == "gugur"


def test_threat_09_a_maklumat_is_passed_off_as_an_sop(office: Office):
    copy = "content/sop/informasi-publik/index.md"
    for end in ("", ".sig"):
        office.write(copy + end, (office / (MAKLUMAT + end)).read_bytes())
    office.commit(DAY)
    judged = office.gate()
    assert judged.states[copy] == "gugur"
    assert {path for _, path in judged.refusals} == {copy}


@pytest.mark.parametrize(("path", "id"), [("content/maklumat/baru/index.md", "lain"),
                                          ("content/sop/baru/index.md", "baru")])
def test_threat_09_a_new_document_is_signed_in_the_wrong_place(office: Office, path: str, id: str):
    """Under another name than its own, or a maklumat among the procedures."""
    office.write(path, office.text(MAKLUMAT))
    office.set(path, id=id)
    office.revise(path, 1, DAY)
    office.commit(DAY)
    assert refused(office, "GB17", path)


def test_threat_09_two_signed_procedures_have_one_number(office: Office):
    copy = office.copy(SOP, "prosedur-lain")
    office.sign(copy, DAY)
    office.set(copy, tanggal_efektif=DAY)
    office.sign(copy, DAY)
    office.commit(DAY)
    assert refused(office, "GB17", copy)


def test_threat_09_two_signed_documents_have_one_id(office: Office):
    copy = "content/maklumat/arsip/informasi-publik/index.md"
    office.write(copy, office.text(MAKLUMAT))
    office.revise(copy, 2, DAY)
    office.commit(DAY)
    assert refused(office, "GB17", copy)


def test_threat_09_another_number_in_another_spelling_is_the_same_number(office: Office):
    copy = office.copy(SOP, "prosedur-lain", "800 / 07 / sekr / bcn / 2026")
    office.revise(copy, 1, DAY)
    office.commit(DAY)
    judged = office.gate()
    assert judged.states[copy] == "gugur"
    assert judged.codes <= {"GB17", "GB18"}


# --- 10 ---

@pytest.mark.parametrize("namespace", [
    "git", "file", f"salinan@{DOMAIN}", f"pengesah@{DOMAIN}", "maklumat@ppid.lain.go.id", "maklumat",
    f"Maklumat@{DOMAIN}", f"maklumat@{DOMAIN}.",
])
def test_threat_10_a_signature_made_for_something_else(office: Office, namespace: str):
    office.revise(MAKLUMAT, 2, DAY)
    office.seal(MAKLUMAT, namespace=namespace)
    office.commit(DAY)
    assert refused(office, "GB11")
    (refusal,) = office.gate().standing.outcome.refusals
    assert "keperluan lain" in refusal.message, "not that the text was changed"


def test_threat_10_the_documents_of_another_agency_are_not_ours(office: Office):
    office.edit("mkdocs.yml", ("https://ppid-bkd.example.go.id/", "https://ppid.lain.go.id/"))
    office.commit(DAY)
    judged = office.gate()
    assert not judged.allowed
    assert "disahkan" not in judged.states.values()


@pytest.mark.parametrize(("old", "new"), [
    ("site_url: https://ppid-bkd.example.go.id/", "site_url: ''"), ("https://ppid-bkd.example.go.id/", "https://*/"),
    ("docs_dir: content", "docs_dir: pengesah"), ("docs_dir: content", "docs_dir: ."),
    ("site_url:", "hooks: [x.py]\nsite_url:"),
    ("site_url:", "site_url"),
])
def test_threat_10_without_a_usable_domain_and_folder_nothing_is_published(office: Office, old: str, new: str):
    before = settings.load(office.root)
    office.edit("mkdocs.yml", (old, new))
    office.commit(DAY)
    outcome = trust.answer(before, moment(office.today), office.anchor).outcome
    assert [(refusal.code, refusal.path) for refusal in outcome.refusals] == [("GB20", "mkdocs.yml")]


@pytest.mark.parametrize("mode", ["program", "link", "gone"])
def test_threat_10_settings_that_are_no_plain_file_count_for_nothing(office: Office, mode: str):
    before = settings.load(office.root)
    file = office / "mkdocs.yml"
    if mode == "program":
        file.chmod(0o755)
    else:
        file.rename(office / "di-luar.yml")
    if mode == "link":
        file.symlink_to("di-luar.yml")
    office.commit(DAY)
    outcome = trust.answer(before, moment(office.today), office.anchor).outcome
    assert [(refusal.code, refusal.path) for refusal in outcome.refusals] == [("GB20", "mkdocs.yml")]


# --- 16 ---

@pytest.fixture
def illustrated(office: Office) -> Office:
    """The office with an SOP that has two attachments, one in a folder."""
    office.attach(SOP, "bagan.png", b"\x89PNG bagan")
    office.attach(SOP, "formulir.pdf", b"%PDF formulir")
    office.revise(SOP, 2, DAY)
    office.commit(DAY)
    return office


def test_threat_16_attachments_as_listed_are_fine(illustrated: Office):
    assert illustrated.gate().allowed


def test_threat_16_a_document_in_the_folder_of_another_is_none_of_its_attachments(office: Office):
    inner = "content/sop/maklumat-informasi-publik/anak/index.md"
    office.write(inner, office.text(SOP))
    office.write("content/sop/maklumat-informasi-publik/anak/bagan.png", b"x")
    office.commit(DAY)
    judged = office.gate()
    assert (judged.refusals, judged.states[SOP], judged.states[inner]) == (set(), "disahkan", "rancangan")


def changed(office: Office) -> None:
    office.write("content/sop/maklumat-informasi-publik/bagan.png", b"\x89PNG lain")


def missing(office: Office) -> None:
    office.remove("content/sop/maklumat-informasi-publik/bagan.png")


def exchanged(office: Office) -> None:
    folder = office / "content/sop/maklumat-informasi-publik"
    (folder / "bagan.png").rename(folder / "x")
    (folder / "formulir.pdf").rename(folder / "bagan.png")
    (folder / "x").rename(folder / "formulir.pdf")


def unlisted(office: Office) -> None:
    office.write("content/sop/maklumat-informasi-publik/lain.png", b"x")


def hidden(office: Office) -> None:
    office.write("content/sop/maklumat-informasi-publik/.tersembunyi", b"x")


def deeper(office: Office) -> None:
    office.write("content/sop/maklumat-informasi-publik/sub/lain.png", b"x")


def other_case(office: Office) -> None:
    office.write("content/sop/maklumat-informasi-publik/Index.md", b"x")


def second_page(office: Office) -> None:
    office.write("content/sop/maklumat-informasi-publik/lanjutan.md", b"# lanjutan\n")


@pytest.mark.parametrize("act", [changed, missing, exchanged, unlisted, hidden, deeper, other_case, second_page])
def test_threat_16_attachments_that_are_not_those_listed(illustrated: Office, act: Callable[[Office], None]):
    act(illustrated)
    illustrated.commit("2026-03-07")
    assert refused(illustrated, "GB16", SOP)


def test_threat_16_an_attachment_is_listed_twice_with_two_digests(office: Office):
    office.attach(SOP, "bagan.png", b"satu")
    office.attach(SOP, "bagan.png", b"dua")
    office.revise(SOP, 2, DAY)
    office.commit(DAY)
    judged = office.gate()
    assert judged.states[SOP] == "gugur"
    assert "GB16" in judged.codes


def test_threat_16_an_attachment_is_listed_twice(office: Office):
    for _ in range(2):
        office.attach(SOP, "bagan.png", b"satu")
    office.revise(SOP, 2, DAY)
    office.commit(DAY)
    assert ("GB16", SOP) in office.gate().refusals


def test_threat_16_an_attachment_that_is_a_program_is_none(illustrated: Office):
    path = "content/sop/maklumat-informasi-publik/bagan.png"
    (illustrated / path).chmod(0o755)
    illustrated.commit("2026-03-07")
    judged = illustrated.gate()
    assert judged.refusals == {("GB08", path), ("GB16", SOP)}
    assert judged.states == {MAKLUMAT: "disahkan", SOP: "gugur"}


@pytest.mark.parametrize("name", ["../../maklumat/informasi-publik/index.md", "/etc/hostname", "https://contoh.go.id/a.png"])
def test_threat_16_an_attachment_that_lies_elsewhere(office: Office, name: str):
    office.set(SOP, lampiran=f"\n  - berkas: {name}\n    sha256: {'0' * 64}")
    office.revise(SOP, 2, DAY)
    office.commit(DAY)
    judged = office.gate()
    assert (judged.allowed, judged.states[SOP]) == (False, "gugur")


@pytest.mark.parametrize("path", [MAKLUMAT, SIGNATURE, "content/sop/maklumat-informasi-publik/bagan.png"])
def test_threat_16_a_link_instead_of_a_file(illustrated: Office, path: str):
    target = illustrated / "di-luar"
    target.write_bytes((illustrated / path).read_bytes())
    illustrated.remove(path)
    (illustrated / path).symlink_to(target)
    illustrated.commit("2026-03-07")
    judged = illustrated.gate()
    assert not judged.allowed
    assert ("GB08", path) in judged.refusals
    assert judged.states.get(MAKLUMAT if "/maklumat/" in path else SOP) == "gugur"
    illustrated.write("README.md", "lain")
    illustrated.commit("2026-03-08")
    assert illustrated.gate().refusals == judged.refusals, "another commit does not make it better"


@pytest.mark.parametrize("folder", ["content/maklumat/informasi-publik", "content/maklumat", "content", "pengesah"])
def test_threat_16_a_link_instead_of_a_folder(office: Office, folder: str):
    (office / folder).rename(office / "di-luar")
    (office / folder).symlink_to(office / "di-luar")
    office.commit(DAY)
    judged = office.gate()
    assert not judged.allowed
    assert (("GB20", "mkdocs.yml") if folder == "content" else ("GB08", folder)) in judged.refusals


def test_threat_16_a_link_beside_the_documents_blocks_until_it_is_gone(office: Office):
    (office / "content/gambar.png").symlink_to("/etc/hostname")
    office.commit(DAY)
    office.write("content/halaman.md", "# Halaman lain\n")
    office.commit(DAY)
    assert office.gate().refusals == {("GB08", "content/gambar.png")}
    office.remove("content/gambar.png")
    office.commit(DAY)
    assert office.gate().allowed


def test_threat_16_a_program_among_the_other_pages_is_nobodys_business(office: Office):
    office.write("content/gambar.png", b"x")
    (office / "content/gambar.png").chmod(0o755)
    office.commit(DAY)
    assert office.gate().allowed


def test_threat_16_an_attachment_very_deep_in_folders_is_found(office: Office):
    """Deeper than any program would follow it; no disk holds it, git does."""
    number = office.git("hash-object", "-w", SOP)
    path = f"content/sop/maklumat-informasi-publik/{'a/' * 1500}lain.png"
    office.git("update-index", "--add", "--cacheinfo", f"100644,{number},{path}")
    office.git("commit", "-q", "-m", "dalam", at=DAY)
    assert refused(office, "GB16", SOP)


@pytest.mark.parametrize("path", [MAKLUMAT, SIGNATURE])
def test_threat_16_a_program_instead_of_a_text(office: Office, path: str):
    (office / path).chmod(0o755)
    office.commit(DAY)
    judged = office.gate()
    assert ("GB08", path) in judged.refusals
    assert judged.states == {MAKLUMAT: "gugur", SOP: "disahkan"}


def test_threat_16_another_repository_instead_of_a_folder(office: Office):
    office.git("rm", "-q", "-r", "--cached", "content/maklumat/informasi-publik")
    head = office.git("rev-parse", "HEAD")
    office.git("update-index", "--add", "--cacheinfo", f"160000,{head},content/maklumat/informasi-publik")
    office.git("commit", "-q", "-m", "submodule", at=DAY)
    judged = office.gate()
    assert judged.refusals >= {("GB08", "content/maklumat/informasi-publik"), ("GB09", MAKLUMAT)}


# --- 17 to 20: one text has one reading, or nobody's signature makes it publishable ---

def body(extra: str) -> Callable[[str], str]:
    return lambda text: f"{text}\n{extra}\n"


def swap(old: str, new: str) -> Callable[[str], str]:
    def apply(text: str) -> str:
        assert text.count(old) >= 1, old
        return text.replace(old, new, 1)
    return apply


PAID = "Pelayanan tidak dipungut biaya."
TEXTS: dict[str, dict[str, Callable[[str], str]]] = {
    "17 other bytes": {
        "crlf": lambda text: text.replace("\n", "\r\n"),
        "one-cr": swap("kerja.\n", "kerja.\r\n"),
        "bom": lambda text: "\ufeff" + text,
        "nfd": body("Pelayanan di kafe\u0301 pemerintah tetap gratis."),
        "null": body("Pelayanan\0 tetap gratis."),
    },
    "18 characters that deceive": {
        "bidi": body("Biaya \u202e000.05\u202c rupiah."), "isolate": body("Biaya \u2066lima\u2069 rupiah."),
        "zero-width": body("Pelayanan tidak\u200bdipungut biaya."),
        "joiner": body("Pelayanan tidak\u2060 dipungut biaya."),
        "cyrillic": body("Pel\u0430yanan tidak dipungut biaya."), "greek": body("Pelayanan tidak dipungut biay\u03b1."),
        "fullwidth": body("Biaya \uff10 rupiah."), "tags": body("Gratis.\U000e0041\U000e0042"),
        "soft-hyphen": body("Pelayanan ti\u00addak dipungut biaya."),
        "entity-bidi": body("Biaya &#8238;000.05 rupiah."),
        "entity-zero": body("Pelayanan tidak&#8203;dipungut biaya."), "math": body("Biaya \U0001d7ce rupiah."),
    },
    "19 data with two readings": {
        "key-twice": swap("nomor_sop:", 'nomor_sop: "800/99/Sekr/BCN/2026"\nnomor_sop:'),
        "anchor": swap("pemerintah: PEMERINTAH", "pemerintah: &a PEMERINTAH"),
        "alias": swap("unit_kerja: SEKRETARIAT", "unit_kerja: *a"),
        "merge": swap("instansi:\n", "instansi:\n  <<: {unit_kerja: LAIN}\n"),
        "tag": swap("judul: Maklumat", "judul: !!str Maklumat"),
        "dots": swap("catatan_revisi:", "...\ncatatan_revisi:"),
        "flow": swap("lampiran: []", "lampiran: [{berkas: a, sha256: b}]"),
        "no-fields": lambda text: text.split("---\n", 2)[2],
        "multimarkdown": lambda text: "jenis: maklumat\nid: x\n\n" + text.split("---\n", 2)[2],
        "unknown-key": swap("lampiran: []", "lampiran: []\npersetujuan: sudah"),
    },
    "20 text that hides": {
        "html": body("Pelayanan <b>tidak</b> dipungut biaya."),
        "comment": swap(PAID, "Pelayanan <!-- tidak --> dipungut biaya."),
        "script": body("<script>alert(1)</script>"), "style": body('<p style="display:none">x</p>'),
        "attributes": swap(PAID, f"{PAID}{{: .sembunyi }}"),
        "reference": body("[biaya]: https://contoh.go.id 'lima ribu'"),
        "numbers": body("5. lima\n8. delapan"), "javascript": body("[klik](javascript:alert(1))"),
        "data": body("![](data:image/png;base64,AAAA)"), "remote-image": body("![](http://contoh.go.id/a.png)"),
        "unlisted-image": body("![](bagan.png)"), "details": body("??? note\n    tersembunyi"),
    },
}


@pytest.mark.parametrize("family", TEXTS)
def test_threats_17_to_20_a_text_with_two_readings_is_refused_even_when_signed(office: Office, family: str):
    """An approver was made to sign it: the signature is good, the text is not."""
    paths = {}
    for name, change in TEXTS[family].items():
        paths[name] = office.copy(MAKLUMAT, f"uji-{name}")
        office.set(paths[name], tanggal_pengesahan=DAY, tanggal_efektif=DAY)
        office.write(paths[name], change(office.text(paths[name])))
        office.seal(paths[name])
    plain = office.copy(MAKLUMAT, "uji-biasa")
    office.revise(plain, 1, DAY)
    office.commit(DAY)
    judged = office.gate()
    assert {name: judged.states[path] for name, path in paths.items()} == dict.fromkeys(paths, "gugur")
    assert judged.states[plain] == judged.states[MAKLUMAT] == "disahkan"
    assert {path for _, path in judged.refusals} == set(paths.values())
    assert office.gate().standing == judged.standing, "nothing faulty is remembered as clean"


def test_what_was_clean_is_read_again_by_other_rules(office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A new release of Maklumat finds what the one before did not."""
    assert office.gate().allowed
    (tmp_path / "aturan.py").write_text("")
    monkeypatch.setattr(fingerprint, "PACKAGE", tmp_path)
    fault = Finding("MK99", Level.ERROR, MAKLUMAT, Place(1, 1), "baru ditemukan")
    monkeypatch.setattr(checking, "check", lambda *_: (fault,))
    assert office.gate().codes == {"GB18"}


@pytest.mark.parametrize("change", ["crlf", "bom", "nfd"])
def test_threat_17_bytes_that_look_alike_are_others(office: Office, change: str):
    """A checkout or a mail program changed the bytes after signing."""
    office.write(MAKLUMAT, TEXTS["17 other bytes"][change](office.text(MAKLUMAT)))
    office.commit(DAY)
    judged = office.gate()
    assert (judged.allowed, judged.states[MAKLUMAT]) == (False, "gugur")


def test_threat_17_git_does_not_convert_the_bytes_of_a_document(office: Office):
    office.git("config", "core.autocrlf", "true")
    office.git("config", "core.eol", "crlf")
    office.remove(MAKLUMAT)
    office.git("checkout", "--", MAKLUMAT)
    assert office.look().states[MAKLUMAT] == "disahkan"


# --- 30 ---

def armored(blob: bytes) -> bytes:
    text = base64.b64encode(blob).decode()
    lines = "\n".join(text[start:start + 70] for start in range(0, len(text), 70))
    return f"-----BEGIN SSH SIGNATURE-----\n{lines}\n-----END SSH SIGNATURE-----\n".encode()


def blob(signature: bytes) -> bytes:
    return base64.b64decode(b"".join(signature.splitlines()[1:-1]))


WEAK: dict[str, Callable[[bytes], bytes]] = {
    "text before": lambda s: b"catatan\n" + s,
    "text after": lambda s: s + b"catatan\n",
    "blank line after": lambda s: s + b"\n",
    "two signatures": lambda s: s + s,
    "no last line feed": lambda s: s.rstrip(b"\n"),
    "crlf": lambda s: s.replace(b"\n", b"\r\n"),
    "junk in base64": lambda s: s.replace(b"\nU1NI", b"\nU1*NI"),
    "blank in base64": lambda s: s.replace(b"\nU1NI", b"\n U1NI"),
    "other line length": lambda s: s.replace(b"\nU1NI", b"\nU1NI\n", 1),
    "bytes after the blob": lambda s: armored(blob(s) + b"\0"),
    "cut off": lambda s: armored(blob(s)[:-1]),
    "other magic": lambda s: armored(b"SSHSIH" + blob(s)[6:]),
    "version 2": lambda s: armored(b"SSHSIG\0\0\0\2" + blob(s)[10:]),
    "version 0": lambda s: armored(b"SSHSIG\0\0\0\0" + blob(s)[10:]),
    "sha1": lambda s: armored(blob(s).replace(b"\0\0\0\6sha512", b"\0\0\0\4sha1")),
    "md5": lambda s: armored(blob(s).replace(b"\0\0\0\6sha512", b"\0\0\0\3md5")),
    "SHA512": lambda s: armored(blob(s).replace(b"sha512", b"SHA512")),
    "a bit of the signature": lambda s: armored(blob(s)[:-1] + bytes([blob(s)[-1] ^ 1])),
    "signature of zeros": lambda s: armored(blob(s)[:-64] + bytes(64)),
    "of a text file": lambda s: b"-----BEGIN PGP SIGNATURE-----\n\nAAAA\n-----END PGP SIGNATURE-----\n",
    "very large": lambda s: s[:-31] + b"A" * 100_000 + s[-31:],
}


@pytest.mark.parametrize("family", range(3))
def test_threat_30_a_weak_or_malformed_signature_is_none(office: Office, family: int):
    cases = dict(list(WEAK.items())[family::3])
    paths = {}
    for number, (name, change) in enumerate(cases.items()):
        paths[name] = office.copy(MAKLUMAT, f"uji-{number}")
        office.revise(paths[name], 1, DAY)
        good = (office / f"{paths[name]}.sig").read_bytes()
        assert change(good) != good
        office.write(f"{paths[name]}.sig", change(good))
    office.commit(DAY)
    judged = office.gate()
    assert judged.refusals == {("GB11", path) for path in paths.values()}
    assert {name: judged.states[path] for name, path in paths.items()} == dict.fromkeys(paths, "gugur")


@pytest.mark.parametrize("kind", ["rsa", "ecdsa", "ecdsa521"])
def test_threat_30_every_sound_kind_of_key_signs(enrolled: Office, kind: str):
    own = enrolled.line(f"nip:{NIP}", f"kepala-{kind}", "maklumat")
    enrolled.register(*enrolled.lines(kepala=own))
    enrolled.anchor = enrolled.commit("2026-03-02T10:00")
    enrolled.revise(MAKLUMAT, 1, DAY, by=f"kepala-{kind}")
    enrolled.commit(DAY)
    assert enrolled.gate().states[MAKLUMAT] == "disahkan"


def test_threat_30_a_short_rsa_key_is_not_enrolled(enrolled: Office):
    own = enrolled.line(f"nip:{NIP}", "kepala-rsa1024", "maklumat")
    enrolled.register(*enrolled.lines(kepala=own))
    enrolled.commit("2026-03-03")
    judged = enrolled.gate()
    assert not judged.allowed
    assert ("GB06", enrolled.REGISTRY) in judged.refusals
