"""Threats to what pages say, each test named after its row in the threat table."""

from __future__ import annotations

import re
import subprocess

import pytest

from maklumat import rule_pages

from .conftest import MAKLUMAT, REPOSITORY, SOP, audited, load, texts
from .office import MAKLUMAT as SIGNED

PRIVATE_KEY = re.compile(rb"-----BEGIN [A-Z ]*PRIVATE KEY-----\s+[A-Za-z0-9+/=]{16}")


@pytest.mark.parametrize(("old", "new"), [
    ("status: berlaku", "status: disahkan"),
    ("status: berlaku", "status: berlaku\nkeadaan: disahkan"),
    ("status: berlaku", "status: berlaku\ndisahkan: ya"),
])
def test_threat_03_an_approval_typed_by_hand_is_refused(old, new, root):
    for address in (MAKLUMAT, SOP):
        path = root / "content" / address / "index.md"
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1
        path.write_text(text.replace(old, new), encoding="utf-8")
    project = load(root)
    assert {finding.path for finding in project.errors} == {f"content/{a}index.md" for a in (MAKLUMAT, SOP)}
    assert not any('data-keadaan="disahkan"' in page.block for page in project.plan.pages)


def test_threat_03_a_signature_file_written_by_hand_approves_nothing(office):
    office.path(SIGNED).with_name("index.md.sig").write_text(
        "-----BEGIN SSH SIGNATURE-----\nZGlzYWhrYW4=\n-----END SSH SIGNATURE-----\n", encoding="utf-8")
    plan = office.load().plan
    assert f"content/{SIGNED}index.md" not in {page.source for page in plan.pages}
    assert f"content/{SIGNED}index.md" in {held.path for held in plan.withheld}


def test_threat_21_a_page_cannot_pull_in_what_was_not_signed(office):
    """Jinja, includes and HTML in a signed text stay text; see also test_displayed_as_signed."""
    page = next(page for page in office.load().plan.pages if page.source.endswith(f"{SIGNED}index.md"))
    assert not re.search(r"\{[{%]|<(script|iframe|object|style|link)\b|\bon\w+=", page.block)


def test_threat_35_every_page_of_a_sample_says_so_and_none_says_approved(built):
    project, site = built
    pages = {name: text for name, text in texts(site).items() if name.endswith(".html")}
    assert {"index.html", "404.html", "daftar/index.html", f"{MAKLUMAT}index.html", f"{SOP}index.html"} <= pages.keys()
    for name, text in pages.items():
        assert '<p class="contoh"><strong>CONTOH</strong>' in text, name
        assert '<meta name="robots" content="noindex, nofollow">' in text, name
    documents = [text.outline for text in project.texts if text.outline]
    named = {each for document in documents for each in (document.number, document.approver.name) if each}
    assert named
    for page in project.plan.pages:
        if page.address.startswith(rule_pages.ADDRESS):  # rules tell what approval is, never that a document has it
            assert not [name for name in named if name.text in page.block], page.address
            continue
        said = re.sub('<th scope="row">Disahkan Oleh</th>|disahkan_oleh:', "", page.block)  # a label, an empty field
        assert not re.search("(?i)disahkan|riwayat|keaslian", said), page.address
    assert not (site / "pengesah").exists()
    assert audited(site, project) == ()


def test_threat_35_a_sample_page_without_its_banner_is_named(built, tmp_path):
    project, site = built
    plain = (site / "index.html").read_text(encoding="utf-8").replace('class="contoh"', 'class="x"')
    (tmp_path / "index.html").write_text(plain, encoding="utf-8")
    leaks = {leak.what for leak in audited(tmp_path, project) if leak.path == "index.html"}
    assert leaks == {"halaman contoh tanpa spanduk CONTOH atau tanpa larangan indeks"}


def test_threat_36_the_repository_holds_no_private_key_and_signs_in_nobodys_name(needs):
    needs("git")
    listed = subprocess.run(["git", "-C", REPOSITORY, "ls-files", "-z"], capture_output=True, check=False)
    if listed.returncode != 0:
        pytest.skip("these files are no git repository")
    names = [name for name in listed.stdout.decode().split("\0") if name and (REPOSITORY / name).is_file()]
    assert names
    for name in names:
        assert not PRIVATE_KEY.search((REPOSITORY / name).read_bytes()), name
    assert not [name for name in names if name.startswith("content/") and name.endswith(".sig")]


def test_threat_36_the_seed_is_a_transcription_and_never_verified(built):
    project, _ = built
    [page] = [page for page in project.plan.pages if page.address == SOP]
    assert "Transkripsi; pengesahan basah tercantum pada naskah sumber, belum diverifikasi di sini" in page.block
    for claim in ("sesuai aslinya", "Cara pengesahan", "Tanggal pengesahan", "Tanggal salinan disahkan"):
        assert claim not in page.block
