"""Addresses never die: what a release published leads somewhere in every later one, or the audit says so."""

from __future__ import annotations

import shutil
from dataclasses import replace

import pytest

from maklumat import audit, builder, clock, ledger
from maklumat.verdicts import Outcome

from .conftest import audited, light
from .office import MAKLUMAT, NOW, SOP


def published(office):
    return ledger.read(office.load().plan.files[ledger.NAME], ledger.NAME)


def test_every_permanent_address_leads_to_a_file_of_the_site(office, tmp_path):
    builder.build(office.load(), tmp_path / "site")
    addresses = published(office)
    assert {MAKLUMAT, SOP, f"{MAKLUMAT}revisi/1/", f"{MAKLUMAT}revisi/2/naskah.txt.sig"} <= set(addresses)
    assert sum(address.startswith("d/") for address in addresses) == 2 + 3  # two documents, three revisions
    assert [address for address in addresses if not (tmp_path / "site" / ledger.file(address)).is_file()] == []


def test_a_revision_keeps_its_page_with_the_text_and_the_word_for_its_state(office, tmp_path):
    builder.build(office.load(), tmp_path / "site")
    first, second = ((tmp_path / "site" / MAKLUMAT / f"revisi/{number}/index.html").read_text(encoding="utf-8")
                     for number in (1, 2))
    assert "paling lambat 10 hari kerja" in first
    assert 'DIGANTIKAN</strong> <span>Revisi ini tidak berlaku lagi; penggantinya <a href="../2/">revisi 2</a>' in first
    assert "paling lambat 9 hari kerja" in second
    assert "BERLAKU</strong>" in second
    assert '<del><span class="tersembunyi">dihapus: </span>10' in second
    assert '<ins><span class="tersembunyi">ditambah: </span>9' in second


def lose_a_document(office):
    shutil.rmtree(office.path(SOP).parent)


def change_an_id(office):
    """Another id is another short address."""
    folder = office.path(MAKLUMAT).parent
    shutil.move(folder, folder.with_name("lain"))


@pytest.mark.parametrize("spoil", [lose_a_document, change_an_id])
def test_a_lost_address_fails_the_audit_by_its_name(spoil, office, tmp_path):
    before = office.load().plan.files[ledger.NAME]
    (office.root / ledger.NAME).write_bytes(before)
    spoil(office)
    project = office.load()
    builder_site(office, project, tmp_path)
    lost = {leak.path for leak in audited(light(tmp_path / "site"), project) if leak.what == audit.LOST}
    gone = SOP if spoil is lose_a_document else MAKLUMAT
    assert gone in lost
    assert {address for address in ledger.read(before, ledger.NAME) if address.startswith(gone)} <= lost


def builder_site(office, project, tmp_path):
    """A site of what is left, whatever the gate says."""
    allowed = replace(project.standing, outcome=Outcome())
    builder.build(replace(project, findings=(), standing=allowed), tmp_path / "site")


def test_the_list_of_a_release_is_given_on_the_command_line(office, in_process, monkeypatch, tmp_path):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    listed = tmp_path / "alamat.txt"
    listed.write_bytes(ledger.listing(["maklumat/dahulu/"]))
    assert in_process("build", cwd=office.root).returncode == 0
    for verb in (["build"], ["audit", "site"]):
        said = in_process(*verb, "--ledger", str(listed), cwd=office.root)
        assert said.returncode == 1, verb
        assert f"maklumat/dahulu/: {audit.LOST}" in said.stdout
    listed.write_text("bukan alamat sama sekali\n", encoding="utf-8")
    said = in_process("audit", "site", "--ledger", str(listed), cwd=office.root)
    assert (said.returncode, said.stderr) == (
        2, "maklumat: alamat.txt baris 1 bukan alamat di laman ini; tulis misalnya maklumat/contoh/\n")


def test_a_revision_that_the_root_took_back_keeps_its_address_and_says_so(office, tmp_path):
    """Its page tells what became of it; its text and signature are gone for good, and that is no lost address."""
    project = office.load()
    listed = (*ledger.read(project.plan.files[ledger.NAME], ledger.NAME), f"{MAKLUMAT}revisi/7/",
              f"{MAKLUMAT}revisi/7/naskah.txt", f"{MAKLUMAT}revisi/7/naskah.txt.sig")
    (office.root / ledger.NAME).write_bytes(ledger.listing(listed))
    project = office.load()
    builder.build(project, tmp_path / "site")
    assert audited(light(tmp_path / "site"), project) == ()
    page = (tmp_path / "site" / MAKLUMAT / "revisi/7/index.html").read_text(encoding="utf-8")
    assert "GUGUR</strong>" in page and "tidak diakui lagi" in page and "paling lambat" not in page
    assert not (tmp_path / "site" / MAKLUMAT / "revisi/7/naskah.txt").exists()
