"""What a citizen gets of signed documents from every builder: the page, its history, the files to check it with."""

from __future__ import annotations

import re
import shutil
import subprocess
from hashlib import sha256
from html import unescape

import pytest

from maklumat import builder, clock, listed, manifest
from maklumat.audit import Leak

from .conftest import audited, light, mkdocs, run, stage_project, texts
from .office import MAKLUMAT, NOW, SOP

UNLISTED = re.compile("/revisi/|^aturan/.|^baru/")  # what was in force before, and what serves those who write
COMMANDS = re.compile(r"<pre><code>(ssh-keygen .*?)</code></pre>", re.DOTALL)


@pytest.fixture(scope="module")
def published(opened, tmp_path_factory):
    """The office's project and its site."""
    project = opened.load()
    out = tmp_path_factory.mktemp("terbit") / "site"
    builder.build(project, out)
    return project, out


@pytest.fixture
def site(published, tmp_path):
    return light(shutil.copytree(published[1], tmp_path / "site"))


def test_signed_documents_are_official(published):
    project, site = published
    assert project.standing.outcome.is_allowed
    assert audited(site, project) == ()
    assert project.plan.withheld == ()
    page = texts(site)[MAKLUMAT + "index.html"]
    assert "Telah disahkan dan berlaku sejak" in page
    assert "paling lambat 9 hari kerja" in page
    assert "Disahkan – tanda tangan digital dengan kunci terdaftar (TTE tidak tersertifikasi)" in page
    for text in texts(site).values():
        assert "<strong>CONTOH</strong>" not in text
    for page in project.plan.pages:
        assert ("noindex" in texts(site)[f"{page.address}index.html"]) == bool(UNLISTED.search(page.address))
    assert MAKLUMAT in texts(site)["sitemap.xml"]


def test_every_accepted_revision_is_public_as_it_was_signed(opened, published):
    site = published[1]
    newest = (opened.path(MAKLUMAT).read_bytes(), opened.path(MAKLUMAT).with_name("index.md.sig").read_bytes())
    old = tuple(opened.git("show", f"HEAD~1:content/{MAKLUMAT}index.md{end}").encode() for end in ("", ".sig"))
    for number, expected in ((1, old), (2, newest)):
        folder = site / MAKLUMAT / "revisi" / str(number)
        assert tuple((folder / name).read_bytes() for name in ("naskah.txt", "naskah.txt.sig")) == expected
    for name in ("allowed_signers", "allowed_signers.sig"):
        assert (site / "pengesah" / name).read_bytes() == (opened.root / "pengesah" / name).read_bytes()
    assert sorted(path.name for path in (site / "pengesah").iterdir()) == ["allowed_signers", "allowed_signers.sig"]


def test_the_history_tells_the_newest_revision_first(published):
    page = texts(published[1])[MAKLUMAT + "index.html"]
    table = page[page.index('<table class="riwayat">'):]
    assert table.index('href="revisi/2/"') < table.index('href="revisi/1/"')
    assert "Waktu jawaban dipersingkat dari 10 menjadi 9 hari kerja." in table
    assert '<a href="revisi/1/naskah.txt">' in table


@pytest.mark.parametrize("address", [MAKLUMAT, SOP])
def test_the_commands_on_the_page_agree_with_the_gate(address, site, needs):
    """As a citizen would: the linked files in one folder, the commands as they stand on the page."""
    needs("ssh-keygen")
    page = site / address / "index.html"
    text = page.read_text(encoding="utf-8")
    proof = text[text.index('<ol class="keaslian">'):]
    folder = site.parent / "unduhan"
    folder.mkdir()
    for link in re.findall(r'<a href="([^"]+)"><code>', proof):
        shutil.copy(page.parent / link, folder)
    check, root = (unescape(command) for command in COMMANDS.findall(proof))
    said = subprocess.run(check, shell=True, cwd=folder, capture_output=True, text=True)
    assert said.returncode == 0
    assert said.stdout.startswith(unescape(re.search(r"diawali <code>(.*?)</code>", proof)[1]))
    named = subprocess.run(root, shell=True, cwd=folder, capture_output=True, text=True)
    assert named.returncode == 0
    assert 'Good "pengesah@ppid-bkd.example.go.id" signature with ED25519 key SHA256:' in named.stdout
    (folder / "naskah.txt").write_bytes((folder / "naskah.txt").read_bytes() + b" ")
    assert subprocess.run(check, shell=True, cwd=folder, capture_output=True).returncode != 0


def test_sha256sum_finds_every_file_that_is_no_page_as_it_is_listed(site, needs):
    needs("sha256sum")
    said = subprocess.run(["sha256sum", "--check", "--strict", "SHA256SUMS"], cwd=site, capture_output=True, text=True)
    assert said.returncode == 0, said.stdout
    listed = {line.partition("  ")[2] for line in (site / "SHA256SUMS").read_text(encoding="utf-8").splitlines()}
    assert {f"{MAKLUMAT}revisi/1/naskah.txt", "pengesah/allowed_signers", "alamat.txt"} <= listed
    (site / "pengesah/allowed_signers").write_bytes(b"lain")
    assert subprocess.run(["sha256sum", "--check", "--status", "SHA256SUMS"], cwd=site).returncode == 1


SPOILT = {
    "a revision changed": (f"{MAKLUMAT}revisi/1/naskah.txt", b"lain", "isinya bukan yang disahkan"),
    "a signature changed": (f"{SOP}revisi/1/naskah.txt.sig", b"lain", "isinya bukan yang disahkan"),
    "the keys changed": ("pengesah/allowed_signers", b"lain", "isinya bukan yang disahkan"),
    "a revision gone": (f"{MAKLUMAT}revisi/1/naskah.txt", None, "berkas yang direncanakan tidak ada di situs"),
    "the keys gone": ("pengesah/allowed_signers.sig", None, "berkas yang direncanakan tidak ada di situs"),
    "a revision nobody signed": (f"{MAKLUMAT}revisi/3/naskah.txt", b"lain", "tidak ada dalam rencana"),
    "a key nobody enrolled": ("pengesah/tambahan", b"lain", "tidak ada dalam rencana"),
    "a page beside the keys": ("pengesah/daftar.json", b"{}", "tidak ada dalam rencana"),
}


@pytest.mark.parametrize("case", SPOILT)
def test_published_sources_are_audited_byte_for_byte(case, site, published):
    name, data, what = SPOILT[case]
    path = site / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink() if data is None else path.write_bytes(data)
    assert audited(site, published[0]) == (Leak(name, what),)


def test_a_site_of_yesterday_is_told_from_todays(office, published, tmp_path):
    """The site that was built before revision 2 does not pass for today's."""
    office.git("checkout", "--quiet", "HEAD~1")
    before = tmp_path / "lama"
    builder.build(office.load(), before)
    found = {leak.path: leak.what for leak in audited(light(before), published[0])}
    assert found[f"{MAKLUMAT}index.html"] == "isi dokumen berbeda dari yang direncanakan"
    assert found[f"{MAKLUMAT}revisi/2/naskah.txt"] == "berkas yang direncanakan tidak ada di situs"


BUILDERS = {
    "mkdocs staged": ("mkdocs", "build", "--strict", "--quiet"),
    "properdocs staged": ("properdocs", "build", "--strict", "--quiet", "-f", "mkdocs.yml"),
    "zensical staged": ("zensical", "build", "--strict"),
}


@pytest.mark.thorough
@pytest.mark.parametrize("name", BUILDERS)
def test_other_builders_publish_the_same_blocks_and_files(name, opened, tmp_path, needs):
    needs(BUILDERS[name][0])
    project = opened.load()
    out = stage_project(project, tmp_path / "siap")
    outcome = run(out, *BUILDERS[name])
    assert outcome.returncode == 0, outcome.stderr
    assert audited(light(out / "site"), project) == ()
    for uri, data in project.plan.files.items():
        assert (out / "site" / uri).read_bytes() == data


def test_a_document_edited_after_signing_is_told_withheld_and_in_no_staged_file(office, tmp_path):
    office.edit(MAKLUMAT, ("paling lambat 9 hari kerja", "paling lambat 90 hari kerja"))
    project = office.load()
    assert [(held.path, held.reason) for held in project.plan.withheld] == [
        (f"content/{MAKLUMAT}index.md",
         "gugur: " + next(v.reason for v in project.standing.outcome if v.path == f"content/{MAKLUMAT}index.md"))]
    for name, text in texts(stage_project(project, tmp_path / "siap")).items():
        assert "90 hari kerja" not in text, name


def edited(office):
    office.edit(MAKLUMAT, ("paling lambat 9 hari kerja", "paling lambat 90 hari kerja"))


def deleted(office):
    shutil.rmtree(office.path(MAKLUMAT).parent)


def unsigned(office):
    office.path(MAKLUMAT).with_name("index.md.sig").unlink()


def enrolled(office):
    path = office.root / "pengesah/allowed_signers"
    path.write_text(path.read_text(encoding="utf-8") + "# tambahan\n", encoding="utf-8")


REFUSED = {edited: "GB11", deleted: "GB09", unsigned: "GB10", enrolled: "GB05"}


@pytest.fixture
def command(office, in_process, monkeypatch):
    """command("build"): the command line in the office, on the day of its tests."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return lambda *arguments: in_process(*arguments, cwd=office.root)


def files(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("spoil", REFUSED)
def test_what_the_gate_refuses_is_not_built_and_the_old_site_stays(spoil, office, command, published):
    site, siap = (office.root / name for name in ("site", "siap"))
    shutil.copytree(published[1], site)
    listed.write(site, manifest.SUMS)  # as the command does after it has built
    assert command("stage", "siap").returncode == 0
    before = files(site), files(siap)
    spoil(office)
    for verb in (["build"], ["stage", "siap"]):
        run = command(*verb)
        assert run.returncode == 1, verb
        assert f"DITOLAK {REFUSED[spoil]} " in run.stdout, verb
    assert (files(site), files(siap)) == before
    outcome = mkdocs(office.root)
    assert (outcome.returncode, f"DITOLAK {REFUSED[spoil]} " in outcome.stderr) == (1, True)


def test_a_build_and_the_gate_name_the_same_refusals(office, command):
    edited(office)
    said = command("build").stdout
    office.commit("Disunting", "2025-02-06")
    judged = command("gate", "--anchor", office.git("rev-list", "--max-parents=0", "HEAD").strip()).stdout
    refusal = judged[judged.index("DITOLAK "):judged.index("tidak boleh terbit")]
    assert refusal in said
    assert said.endswith("situs tidak dibangun: 1 penolakan; situs lama dipertahankan\n")


def test_drafts_stop_nothing(office):
    draft = office.root / "content/maklumat/lain/index.md"
    draft.parent.mkdir()
    text = office.path(MAKLUMAT).read_text(encoding="utf-8")
    draft.write_text(text.replace("id: informasi-publik", "id: lain"), encoding="utf-8")
    project = office.load()
    assert project.refusals == ()
    assert [held.path for held in project.plan.withheld] == ["content/maklumat/lain/index.md"]


def test_before_the_first_signature_an_empty_site_is_built(office, command):
    office.git("reset", "--quiet", "--hard", "HEAD~2")
    assert [refusal.code for refusal in office.load().standing.outcome.refusals] == ["GB04"]
    run = command("build")
    assert run.returncode == 0, run.stdout + run.stderr
    assert "Belum ada dokumen yang disahkan." in (office.root / "site/daftar/index.html").read_text(encoding="utf-8")


def test_a_revision_signed_ahead_leaves_the_one_that_holds_in_view(office, tmp_path):
    office.edit(MAKLUMAT, ("\nrevisi: 2\n", "\nrevisi: 3\n"),
                ("tanggal_pengesahan: 2025-02-05", "tanggal_pengesahan: 2025-02-06"),
                ("tanggal_efektif: 2025-02-05", "tanggal_efektif: 2025-03-01"))
    office.sign(MAKLUMAT)
    project = office.load()
    builder.build(project, tmp_path / "site")
    assert audited(light(tmp_path / "site"), project) == ()
    page = (tmp_path / "site" / MAKLUMAT / "index.html").read_text(encoding="utf-8")
    assert ('mulai berlaku <time datetime="2025-03-01">1 Maret 2025</time>. Sampai tanggal itu, yang berlaku '
            '<a href="revisi/2/">revisi 2</a>.') in page
    assert "paling lambat 9 hari kerja" in (tmp_path / "site" / MAKLUMAT / "revisi/2/naskah.txt").read_text("utf-8")
    register = (tmp_path / "site/daftar/index.html").read_text(encoding="utf-8")
    assert "Belum berlaku; sampai tanggal efektif berlaku revisi 2</td>" in register


def test_what_a_void_text_shares_with_its_public_past_is_no_secret(office):
    """Revision 1 was read by everybody; quoting it is no leak. What was never signed is one."""
    secret = "paling lambat sembilan puluh hari kerja, dihitung sejak berkas"
    office.edit(MAKLUMAT, ("paling lambat 9 hari kerja", secret))
    page = office.root / "content/index.md"
    page.write_text("# Beranda\n\nPermohonan dijawab paling lambat 10 hari kerja dan dapat diperpanjang 7 hari kerja. "
                    "Kami menjamin pelayanan sesuai dengan standar pelayanan. Kinerja pelaksana dievaluasi setiap "
                    "tahun. "
                    "Keberatan diajukan kepada Atasan PPID, dan sengketa kepada Komisi Informasi.\n", encoding="utf-8")
    assert office.load().plan.refused == {}
    page.write_text(f"# Beranda\n\nPermohonan dijawab {secret} dan dapat diperpanjang 7 hari.\n", encoding="utf-8")
    assert office.load().plan.refused.keys() == {"index.md"}


def test_keys_that_the_root_did_not_sign_do_not_go_out(office):
    path = office.root / "pengesah/allowed_signers"
    path.write_text(path.read_text(encoding="utf-8") + "# tambahan\n", encoding="utf-8")
    plan = office.load().plan
    assert not [uri for uri in plan.files if uri.startswith("pengesah/")]
    assert not any("Keaslian" in page.block for page in plan.pages)


def test_a_certified_copy_of_wet_ink_says_what_was_certified(office):
    scan = b"%PDF-1.4 pindaian"
    office.path(SOP).with_name("pindaian.pdf").write_bytes(scan)
    office.edit(SOP, ("revisi: 1", "revisi: 2"), ("cara: sshsig", "cara: basah"),
                ("tanggal_revisi:", "tanggal_revisi: 2025-02-03"),
                ("tanggal_efektif: 2025-01-20", "tanggal_efektif: 2025-02-05"),
                ("tanggal_pengesahan: 2025-01-20", "tanggal_pengesahan: 2025-02-06"),
                ("lampiran: []", f"lampiran:\n  - berkas: pindaian.pdf\n    sha256: {sha256(scan).hexdigest()}"),
                ('catatan_revisi: ""', "catatan_revisi: Naskah asli dipindai."))
    office.sign(SOP, "arsiparis", "salinan")
    project = office.load()
    assert project.standing.outcome.refusals == ()
    [page] = [page for page in project.plan.pages if page.address == SOP]
    assert "Ditandatangani basah; salinan disahkan sesuai aslinya oleh CONTOH ARSIPARIS, A.Md." in page.block
    assert '<dt>Tanggal salinan disahkan</dt><dd><time datetime="2025-02-06">' in page.block
    assert "<dt>Tanggal pengesahan</dt>" not in page.block
    assert '<a href="pindaian.pdf">pindaian.pdf</a>' in page.block
    assert project.plan.attachments == {f"{SOP}pindaian.pdf": sha256(scan).hexdigest()}
    assert "-n salinan@" in page.block
