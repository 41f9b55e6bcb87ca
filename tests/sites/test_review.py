"""A proposal as its writer and its approver see it: what merging would do, and that it then does just that."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess

import pytest
from markdown_it import MarkdownIt

from maklumat import clock, project, proposing, settings, trust
from maklumat.errors import ContentError, UsageError
from maklumat.model import State
from maklumat.proposed import Fate, Proposal, Touch
from maklumat.reports import review, review_text

from .office import MAKLUMAT, NOW, SOP, Office

PATH, SOP_PATH = f"content/{MAKLUMAT}index.md", f"content/{SOP}index.md"
DRAFT = "maklumat/data/"
DRAFT_PATH = f"content/{DRAFT}index.md"
CHANGE = ("paling lambat 9 hari kerja", "paling lambat 8 hari kerja")
NEXT = (("\nrevisi: 2\n", "\nrevisi: 3\n"), ("tanggal_revisi: 2025-02-03", "tanggal_revisi: 2025-02-07"),
        ("tanggal_efektif: 2025-02-05", "tanggal_efektif: 2025-02-08"),
        ("tanggal_pengesahan: 2025-02-05", "tanggal_pengesahan: 2025-02-08"), CHANGE)
SETTLED = {name: value for name, value in os.environ.items()
           if name not in ("GITHUB_STEP_SUMMARY", "GITHUB_BASE_REF", "MAKLUMAT_ANCHOR", "FORCE_COLOR")}


@pytest.fixture(scope="module")
def prepared(opened: Office, tmp_path_factory) -> Office:
    """The office with a draft as well, a theme of one file (nothing is built here), and a branch for the proposal."""
    root = tmp_path_factory.mktemp("usul") / "proyek"
    office = Office(shutil.copytree(opened.root, root, ignore=shutil.ignore_patterns("theme")), opened.keys)
    (root / "theme").mkdir()
    (root / "theme/404.html").write_text("<p>Tidak ada.</p>\n", encoding="utf-8")
    text = office.path(MAKLUMAT).read_text(encoding="utf-8")
    for old, new in (("id: informasi-publik", "id: data"), ("judul: Maklumat Pelayanan", "judul: Maklumat Data"),
                     ("\nrevisi: 2\n", "\nrevisi: 1\n"), ("tanggal_revisi: 2025-02-03", "tanggal_revisi:"),
                     ("tanggal_pengesahan: 2025-02-05", "tanggal_pengesahan:")):
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    office.path(DRAFT).parent.mkdir()
    office.path(DRAFT).write_text(text, encoding="utf-8")
    office.commit("Rancangan", "2025-02-06")
    office.git("switch", "--quiet", "--create", "usul")
    proposed(office)  # what ssh-keygen said is remembered in the copies
    return office


@pytest.fixture
def main(prepared: Office, tmp_path) -> Office:
    """The same, to be changed."""
    return Office(shutil.copytree(prepared.root, tmp_path / "proyek"), prepared.keys)


def proposed(office: Office, base: str = "") -> Proposal:
    return proposing.read(settings.load(office.root), NOW, base)


def only(proposal: Proposal):
    [subject] = proposal.subjects
    return subject


def words(proposal: Proposal) -> str:
    """The changed words of the one document, with marks."""
    return review_text.to_text(proposal)


def change_draft(office: Office) -> None:
    office.edit(DRAFT, CHANGE)


def edit_signed(office: Office) -> None:
    office.edit(MAKLUMAT, CHANGE)


def sign_anew(office: Office) -> None:
    office.edit(MAKLUMAT, *NEXT)
    office.sign(MAKLUMAT)


def take_back(office: Office) -> None:
    """A signed revision that a later commit of the same branch drops."""
    sign_anew(office)
    office.commit("Revisi 3", "2025-02-08")
    office.git("checkout", "--quiet", "main", "--", f"content/{MAKLUMAT}")


def remove_draft(office: Office) -> None:
    office.path(DRAFT).unlink()


def remove_signed(office: Office) -> None:
    office.path(MAKLUMAT).unlink()


def rename_draft(office: Office) -> None:
    new = office.path("maklumat/data-terbuka/")
    office.path(DRAFT).parent.rename(new.parent)
    office.edit("maklumat/data-terbuka/", ("id: data\n", "id: data-terbuka\n"))


def break_signed(office: Office) -> None:
    office.edit(MAKLUMAT, ("jenis: maklumat", "jenis: [maklumat"))


def enrol_and_sign(office: Office) -> None:
    """First the key, then what it signs: good as two commits, not as the one change that a merge is."""
    registry = office.root / "pengesah/allowed_signers"
    lines = registry.read_text(encoding="utf-8").splitlines()
    fresh = office.entry("nip:197001011995011001", "maklumat", "arsiparis", "CONTOH PEJABAT, S.Sos.")
    office.enrol(*lines, fresh)
    office.commit("Kunci kedua", "2025-02-07")
    office.edit(MAKLUMAT, *NEXT)
    office.sign(MAKLUMAT, key="arsiparis")


def add_page(office: Office) -> None:
    (office.root / "content/kontak.md").write_text("# Kontak\n\nLantai dua.\n", encoding="utf-8")


def copy_draft(office: Office) -> None:
    """An ordinary page that shows what nobody signed."""
    body = office.path(DRAFT).read_text(encoding="utf-8").split("---\n")[2]
    office.edit(DRAFT, ("dan akan melakukan perbaikan", "dan senantiasa akan melakukan perbaikan"))
    page = body.replace("dan akan melakukan perbaikan", "dan senantiasa akan melakukan perbaikan")
    (office.root / "content/salin.md").write_text(f"# Salin\n\n{page}", encoding="utf-8")


EXPECTED = {
    change_draft: (Touch.CHANGED, Fate.WITHHELD, State.DRAFT, False),
    edit_signed: (Touch.CHANGED, Fate.BLOCKED, State.VOID, True),
    sign_anew: (Touch.CHANGED, Fate.PUBLISHED, State.APPROVED, False),
    remove_draft: (Touch.REMOVED, Fate.GONE, None, False),
    remove_signed: (Touch.REMOVED, Fate.BLOCKED, None, True),
    rename_draft: (Touch.MOVED, Fate.WITHHELD, State.DRAFT, False),
    break_signed: (Touch.CHANGED, Fate.BLOCKED, State.VOID, True),
    enrol_and_sign: (Touch.CHANGED, Fate.BLOCKED, State.VOID, True),
}


@pytest.mark.parametrize("act", [*EXPECTED, take_back, add_page, copy_draft], ids=lambda act: act.__name__)
def test_merging_does_what_was_said(act, main):
    """The same answer as build and gate give once the change is merged."""
    act(main)
    proposal = proposed(main)
    if act in EXPECTED:
        subject = only(proposal)
        assert (subject.touch, subject.fate, subject.state, proposal.is_refused) == EXPECTED[act]
    if main.git("status", "--porcelain"):
        main.commit("Usul", "2025-02-08")
    if act is sign_anew:
        assert proposed(main) == proposal, "committed or not"
    main.git("switch", "--quiet", "main")
    main.git("merge", "--quiet", "--no-ff", "--message", "Gabung", "usul", at="2025-02-09")
    merged = main.load()
    assert proposal.refusals == merged.refusals
    assert proposal.faults == tuple(merged.plan.refused.values())
    assert proposal.findings == merged.findings
    out = {page.source for page in merged.plan.pages}
    for subject in proposal.subjects:
        if subject.fate in (Fate.PUBLISHED, Fate.WITHHELD):
            assert (subject.path in out) is (subject.fate is Fate.PUBLISHED), subject
    if not merged.errors and not proposal.faults:
        asked = trust.answer(settings.load(main.root), NOW, main.anchor)
        assert asked.outcome.is_allowed is not proposal.is_blocked


def test_the_words_that_changed_and_who_must_sign(main):
    change_draft(main)
    proposal = proposed(main)
    assert "[-9-]{+8+} hari kerja" in words(proposal)
    assert "dibandingkan dengan naskah sebelum usul ini" in words(proposal)
    assert proposal.tasks == (
        "CONTOH PEJABAT, S.Sos. (NIP 19700101 199501 1 001) mengesahkan Maklumat Data Informasi Publik dengan "
        "`maklumat sign data --key KUNCI`; `index.md` dan `index.md.sig` yang dihasilkan lalu masuk ke usul ini. "
        "Tanpa itu naskahnya tetap rancangan.",)


def test_a_signed_document_is_held_against_what_was_signed_last(main):
    edit_signed(main)
    proposal = proposed(main)
    assert only(proposal).comparisons[0].since == "revisi 2, disahkan 5 Februari 2025"
    assert "[-9-]{+8+} hari kerja" in words(proposal)
    assert "naikkan `revisi`" in proposal.tasks[0]
    office = main
    office.edit(MAKLUMAT, NEXT[0])
    task = proposed(office).tasks[0]
    assert "maklumat sign informasi-publik" in task, "its number is the next one already"
    assert task.endswith("Tanpa itu naskahnya gugur dan menghalangi penerbitan.")


def test_a_new_signature_leaves_nothing_to_do(main):
    sign_anew(main)
    proposal = proposed(main)
    assert only(proposal).reason == "revisi 3, disahkan 8 Februari 2025 oleh CONTOH PEJABAT, S.Sos."
    assert not proposal.tasks
    text = review.markdown(proposal)
    assert "Tidak ada yang perlu ditandatangani" in text
    assert "<del>9</del> <strong>8</strong> hari kerja" in text
    assert "Revisi: <del>2</del> <strong>3</strong>" in text


def test_a_renamed_document_is_no_new_one(main):
    rename_draft(main)
    subject = only(proposed(main))
    assert (subject.path, subject.before) == ("content/maklumat/data-terbuka/index.md", DRAFT_PATH)


def test_a_document_that_cannot_be_read_is_compared_line_by_line(main):
    break_signed(main)
    assert "jenis: {+[+}maklumat" in words(proposed(main))


def test_what_stood_in_the_way_before_is_no_fault_of_this_proposal(main):
    main.git("switch", "--quiet", "main")
    edit_signed(main)
    main.commit("Disunting", "2025-02-07")
    main.git("switch", "--quiet", "--create", "lain")
    change_draft(main)
    proposal = proposed(main)
    assert proposal.is_blocked
    assert not proposal.is_refused
    assert "sudah ada sebelum usul ini" in review.markdown(proposal)


def test_a_document_in_which_the_proposal_makes_an_error_is_among_the_tasks(main):
    """Two SOPs of one number: the rule speaks in the second of them, which nobody touched."""
    copy = main.path("sop/arsip/")
    copy.parent.mkdir()
    copy.write_bytes(main.path(SOP).read_bytes().replace(b"id: maklumat-informasi-publik", b"id: arsip"))
    proposal = proposed(main)
    assert [(f.code, f.path) for f in proposal.errors] == [("SP04", SOP_PATH)]
    assert SOP_PATH not in {subject.path for subject in proposal.subjects}
    assert f"Perbaiki galat pada `{SOP_PATH}`" in " ".join(proposal.tasks)


def test_an_error_that_stood_in_another_document_is_no_fault_of_this_proposal(main):
    main.git("switch", "--quiet", "main")
    main.edit(DRAFT, ('nip: "197001011995011001"', 'nip: "19700101"'))
    main.commit("Salah ketik", "2025-02-07")
    main.git("switch", "--quiet", "--create", "lain")
    add_page(main)
    proposal = proposed(main)
    assert {finding.path for finding in proposal.errors} == {DRAFT_PATH}
    assert (proposal.is_blocked, proposal.is_refused) == (True, False)
    assert "tidak menambah halangan" in review.markdown(proposal)
    assert f"Perbaiki galat pada `{DRAFT_PATH}`" in " ".join(proposal.tasks)
    (main.root / "theme/404.html").write_text("<p>Hilang.</p>\n", encoding="utf-8")
    assert proposed(main).is_refused, "what is no text may be the reason"
    main.git("checkout", "--quiet", "--", "theme")
    change_draft(main)
    assert proposed(main).is_refused, "who touches a document mends it"


def test_a_document_that_is_reached_by_a_change_elsewhere_is_named(main):
    (main.root / "pengesah/allowed_signers.sig").write_text("x", encoding="utf-8")
    assert {refusal.code for refusal in proposed(main).new} == {"GB05"}
    main.git("checkout", "--quiet", "--", "pengesah")
    main.enrol(main.entry("akar", "pengesah", "akar", "Kunci Akar"),
               main.entry("nip:198002022005012002", "salinan", "arsiparis", "CONTOH ARSIPARIS, A.Md."))
    found = {subject.path: subject.touch for subject in proposed(main).subjects}
    assert found == {PATH: Touch.REACHED, SOP_PATH: Touch.REACHED}


def test_files_beside_documents_are_named_and_those_that_decide_are_told_apart(main):
    add_page(main)
    with (main.root / "theme/404.html").open("a", encoding="utf-8") as file:
        file.write("x")
    main.commit("Usul", "2025-02-08")
    proposal = proposed(main)
    assert proposal.others == ("theme/404.html", "content/kontak.md")
    for text in (review.markdown(proposal).replace("`", ""), words(proposal)):
        assert f"- theme/404.html – {review.WEIGHTY}\n- content/kontak.md\n" in text
    for number in range(30):
        (main.root / f"content/halaman-{number:02}.md").write_text("# Halaman\n", encoding="utf-8")
    for text in (review.markdown(proposed(main)), words(proposed(main))):
        assert "\n- dan 12 berkas lain\n" in text


HOSTILE = "::error::x ##[error]y | <script>alert(1)</script> @kepala #12 `kode` [x](https://jahat.example) \u202e " \
    "www.jahat.example a@jahat.example **tebal** $x$ :shipit: --> <!-- </details>"
ALLOWED = re.compile(r"</?(?:br|del|strong|details|summary)>|<!-- -->")


def tokens(markdown: str):
    """What Markdown makes of a text, flat."""
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    for token in parser.parse(markdown):
        yield token
        yield from token.children or ()


def test_nothing_that_a_document_says_is_markup(main):
    name = "maklumat/`x`|@a <b> ![](x)/"
    text = main.path(DRAFT).read_text(encoding="utf-8").replace(
        "judul: Maklumat Data Informasi Publik", f"judul: {json.dumps(HOSTILE)}").replace(
        "Pelayanan tidak dipungut biaya.", f"Pelayanan tidak dipungut biaya. {HOSTILE}\n\n- [ ] {HOSTILE}")
    main.path(name).parent.mkdir(parents=True)
    main.path(name).write_text(text, encoding="utf-8")
    main.edit(DRAFT, ("judul: Maklumat Data Informasi Publik", f"judul: {json.dumps(HOSTILE)}"))
    (main.root / f"content/{name}::error::.pdf").write_bytes(b"x")
    shown = review.markdown(proposed(main))
    assert "jahat" in shown
    kinds = {token.type for token in tokens(shown)}
    assert not kinds & {"link_open", "image", "em_open", "s_open", "hr", "ordered_list_open"}
    for token in tokens(shown):
        if token.type in ("html_inline", "html_block"):
            assert not ALLOWED.sub("", re.sub(r"<summary>.*</summary>", "", token.content)).strip(), token.content
        elif token.type == "text":  # where forges look for names and addresses after Markdown was read
            assert not re.search(r"@\w|#\d|\w+://|\bwww\.|:\w+:", token.content), token.content
    for summary in re.findall(r"<summary>(.*)</summary>", shown):  # HTML, which Markdown leaves as it is
        assert not re.search(r"<(?!!-- -->|/?strong>)|\\", summary), summary
    assert not re.search(r"(?m)^\s*::", shown)
    assert not re.search("[\u202a-\u202e\u200b]", shown)


def test_the_report_keeps_within_its_bound_and_counts_what_is_cut(main):
    text = main.path(DRAFT).read_text(encoding="utf-8") + "\nResiko kami kami tanggung.\n" * 40
    for number in range(20):
        main.path(f"maklumat/naskah-{number}/").parent.mkdir()
        main.path(f"maklumat/naskah-{number}/").write_text(text, encoding="utf-8")
    proposal = proposed(main)
    assert len(proposal.findings) > 1000
    whole = review.markdown(proposal)
    assert whole.count("\n| galat[") + whole.count("\n| peringatan[") + whole.count("\n| saran[") == \
        len(proposal.findings)
    for limit in (100_000, 30_000):
        cut = review.markdown(proposal, limit=limit)
        assert len(cut.encode()) <= limit
        rows = len(re.findall(r"(?m)^\| (?:galat|peringatan|saran)\[", cut))
        left = sum(int(count) for count in re.findall(r"(\d+) temuan lain tidak muat", cut))
        assert rows + left == len(proposal.findings)
        assert cut.startswith("## Usul perubahan\n\n**Jangan digabung dulu")
        assert cut.count("<details>") == cut.count("</details>")


@pytest.mark.parametrize("name", ["tidak-ada", "--all", "$(touch x)", "HEAD^{tree}", "@{-9}"])
def test_a_base_that_is_none_is_one_sentence(name, main):
    with pytest.raises(UsageError, match="tidak ada di repositori ini"):
        proposed(main, name)


def test_the_base_is_the_branch_that_a_pull_request_names(main, monkeypatch, tmp_path):
    change_draft(main)
    main.commit("Usul", "2025-02-08")
    clone = tmp_path / "salinan"
    subprocess.run(["git", "clone", "--quiet", "--branch", "usul", main.root, clone], check=True)
    copy = Office(clone, main.keys)
    copy.git("checkout", "--quiet", "--detach")  # as a job has it
    monkeypatch.setenv("GITHUB_BASE_REF", "main")
    assert only(proposed(copy)).path == DRAFT_PATH
    assert only(proposed(copy, "main")).path == DRAFT_PATH, "without origin/ before it"
    monkeypatch.setenv("GITHUB_BASE_REF", "-x;$(touch y)")
    with pytest.raises(UsageError, match="tidak ada di repositori ini"):
        proposed(copy)
    monkeypatch.delenv("GITHUB_BASE_REF")
    copy.git("update-ref", "-d", "refs/remotes/origin/main")
    with pytest.raises(UsageError, match="cabang tujuan tidak ditemukan"):
        proposed(copy)
    shallow = tmp_path / "dangkal"
    subprocess.run(["git", "clone", "--quiet", "--depth=1", f"file://{main.root}", shallow], check=True)
    with pytest.raises(ContentError, match="riwayat git pada salinan ini tidak lengkap"):
        proposed(Office(shallow, main.keys))


def test_a_branch_that_fell_behind_says_so(main):
    change_draft(main)
    main.commit("Usul", "2025-02-07")
    assert not any("belum memuat" in remark for remark in proposed(main).remarks)
    main.git("switch", "--quiet", "main")
    add_page(main)
    main.commit("Kontak", "2025-02-08")
    main.git("switch", "--quiet", "usul")
    proposal = proposed(main)
    assert only(proposal).path == DRAFT_PATH
    assert any("belum memuat perubahan terbaru" in remark for remark in proposal.remarks)


def test_without_a_repository(root):
    with pytest.raises(ContentError, match="bukan repositori git"):
        proposing.read(settings.load(root), NOW)


def test_without_a_common_history(main):
    main.git("switch", "--quiet", "--orphan", "asing")
    main.git("checkout", "--quiet", "main", "--", ".")
    main.commit("Asing", "2025-02-08")
    with pytest.raises(ContentError, match="tidak punya riwayat yang sama"):
        proposed(main)


def test_a_sample_says_that_it_is_one(root):
    office = Office(root, root)
    office.git("init", "--quiet", "--initial-branch", "main")
    office.commit("Awal", "2025-01-10")
    office.edit("maklumat/pelayanan-informasi-publik/", ("status: berlaku", "status: berlaku "))
    assert review.headline(proposed(office)).startswith("Naskahnya boleh digabung. Situs masih CONTOH")
    [subject] = proposed(office).subjects
    assert subject.fate is Fate.SHOWN
    assert review.SAME in review.markdown(proposed(office))


@pytest.fixture
def ran(main, in_process, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)

    def run(*arguments: str, **environment: str):
        return in_process("review", *arguments, cwd=main.root, environment=SETTLED | environment)

    return run


def test_the_command_says_it_all_and_exits_with_what_it_is_worth(main, ran, tmp_path):
    change_draft(main)
    done = ran()
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Naskahnya boleh digabung.\n")
    edit_signed(main)
    told = json.loads(ran("--format", "json").stdout)
    assert {document["path"]: document["fate"] for document in told["documents"]} == \
        {DRAFT_PATH: "ditahan", PATH: "menghalangi"}
    assert (told["mergeable"], told["refusals"][0]["code"], told["refusals"][0]["new"]) == (False, "GB11", True)
    assert ran().returncode == ran("--format", "github").returncode == 1
    missing = ran("--base", "tidak-ada")
    assert (missing.returncode, missing.stdout, missing.stderr.count("\n")) == (2, "", 1)


def test_a_step_summary_gets_the_markdown_and_the_log_gets_annotations(main, ran, tmp_path):
    edit_signed(main)
    file = tmp_path / "ringkasan.md"
    file.write_text("sebelumnya\n", encoding="utf-8")
    done = ran("--format", "github", GITHUB_STEP_SUMMARY=str(file))
    assert done.stdout.splitlines()[0].startswith(f"::error file={PATH},line=1,title=ditolak[GB11]::")
    assert "##" not in done.stdout
    assert file.read_text(encoding="utf-8").startswith("sebelumnya\n## Usul perubahan\n")
    size = file.stat().st_size
    elsewhere = ran("--format", "github", GITHUB_STEP_SUMMARY=str(file), GITEA_ACTIONS="true")
    assert elsewhere.stdout.startswith("## Usul perubahan\n"), "nobody would see that file"
    assert ran("--format", "github").stdout == elsewhere.stdout
    assert file.stat().st_size == size
    lost = ran("--format", "github", GITHUB_STEP_SUMMARY=str(tmp_path / "tidak/ada"))
    assert (lost.returncode, lost.stderr.count("\n")) == (2, 1)


def test_explanations_lead_to_the_rules_of_a_real_site_only(main):
    edit_signed(main)
    proposal = proposed(main)
    assert "<strong>GB11</strong>" in review.markdown(proposal)
    assert "<a " not in review.markdown(proposal)
    assert '<a href="https://ppid.example/aturan/GB11/">' in review.markdown(proposal, "https://ppid.example/aturan/")


def test_the_base_is_read_and_never_changed(main):
    edit_signed(main)
    before = main.git("status", "--porcelain"), main.git("rev-parse", "HEAD", "main")
    proposed(main)
    assert (main.git("status", "--porcelain"), main.git("rev-parse", "HEAD", "main")) == before
    assert project.load(settings.load(main.root), NOW).refusals == proposed(main).refusals
