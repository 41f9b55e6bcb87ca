"""Threats around publication (threat table, rows 35 and 36), and the gate as people meet it: the command, its JSON, and
the same question asked of ssh-keygen by hand."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from maklumat import cli, clock
from maklumat.errors import ContentError, SettingsError

from .conftest import MAKLUMAT, NIP, REGISTRY, ROOT, SOP, Keys, Office, moment

DAY = "2026-03-06"
PRIVATE = re.compile(rb"-----BEGIN [A-Z ]*PRIVATE KEY-----\s+[A-Za-z0-9+/=]{32}|PuTTY-User-Key-File-[0-9]")
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture) -> Run:
    """command(office, "gate", …): the real command line at noon of the office's day: exit code, output, errors."""
    def run(office: Office, *arguments: str) -> tuple[int, str, str]:
        monkeypatch.chdir(office.root)
        monkeypatch.setattr(clock, "now", lambda: moment(f"{office.today}T12:00"))
        capsys.readouterr()
        code = cli.main(list(arguments))
        return code, *capsys.readouterr()

    return run


# --- 35 ---

def test_threat_35_without_a_key_the_site_is_a_sample_and_the_gate_is_shut(fresh: Office):
    judged = fresh.gate(anchor=fresh.git("rev-parse", "HEAD"))
    assert (judged.mode, judged.allowed, judged.codes) == ("contoh", False, {"GB03"})
    assert set(judged.states.values()) == {"rancangan"}


def test_threat_35_a_signature_without_a_registry_approves_nothing(fresh: Office):
    fresh.sign(MAKLUMAT, "2026-03-02")
    commit = fresh.commit("2026-03-02")
    judged = fresh.gate(anchor=commit)
    assert (judged.mode, judged.allowed) == ("contoh", False)
    assert "disahkan" not in judged.states.values()


def test_threat_35_comments_enrol_nobody(fresh: Office):
    fresh.write(REGISTRY, "# kunci pengesah menyusul\n\n")
    judged = fresh.gate(anchor=fresh.commit("2026-03-02"))
    assert (judged.mode, judged.codes) == ("contoh", {"GB03"})


def test_threat_35_a_key_on_disk_ends_the_sample_there_before_anybody_commits_it(fresh: Office):
    fresh.register(*fresh.lines())
    fresh.sign(MAKLUMAT, "2026-03-02")
    looked = fresh.look()
    assert (looked.mode, looked.states) == ("ketat", {}), "nothing is approved by it"
    assert "belum masuk riwayat git" in looked.standing.remark


@pytest.mark.parametrize("line", ["akar", "kunci", "\x00", "nip:1 ssh-ed25519 AAAA"])
def test_threat_35_any_other_line_ends_the_sample_and_enrols_nobody(fresh: Office, line: str):
    fresh.write(REGISTRY, f"{line}\n")
    judged = fresh.gate(anchor=fresh.commit("2026-03-02"))
    assert (judged.mode, judged.allowed) == ("ketat", False)
    assert ("GB06", REGISTRY) in judged.refusals


def test_threat_35_no_page_of_a_sample_passes_for_an_official_one(fresh: Office, command: Run):
    """Every page carries the banner and asks not to be indexed, and nothing says that it is approved."""
    shutil.copytree(ROOT / "theme", fresh / "theme")
    assert command(fresh, "build")[0] == 0
    pages = [page for page in (fresh / "site").rglob("*.html") if "assets" not in page.parts]
    assert len(pages) >= 4
    for page in pages:
        text = page.read_text(encoding="utf-8")
        assert re.search(r'<meta name="robots" content="[^"]*noindex', text), page
        assert "CONTOH" in text or "contoh" in text, page
        assert "tanda tangan sah" not in text, page
        assert not re.search(r">\s*(Status:\s*)?Disahkan\s*<", text), page


# --- 36 ---

def tracked() -> list[Path]:
    done = subprocess.run(["git", "-C", str(ROOT), "ls-files", "-z"], capture_output=True, check=True)
    return [ROOT / name for name in done.stdout.decode().split("\0") if name and (ROOT / name).is_file()]


@pytest.fixture(scope="module")
def repository() -> list[Path]:
    if not (ROOT / ".git").exists():
        pytest.skip("the sources are no git repository here")
    return tracked()


@pytest.fixture(scope="module")
def people(repository: list[Path]) -> set[str]:
    """The NIP of everybody whom the real documents name."""
    found = {nip for path in repository if path.name == "index.md" and path.is_relative_to(ROOT / "content")
             for nip in re.findall(r"\b[0-9]{18}\b", path.read_text(encoding="utf-8"))}
    assert found
    return found


def test_threat_36_the_repository_holds_no_private_key(repository: list[Path], keys: Keys):
    assert PRIVATE.search(keys.path("kepala").read_bytes())
    assert PRIVATE.search(keys.path("kepala-rsa").read_bytes())
    assert not [path for path in repository if PRIVATE.search(path.read_bytes())]


def test_threat_36_no_document_that_names_a_real_person_bears_a_signature(repository: list[Path], people: set[str]):
    names = set(repository)
    documents = [path for path in repository if path.name == "index.md"
                 and people & set(re.findall(r"\b[0-9]{18}\b", path.read_text(encoding="utf-8")))]
    assert documents
    assert not names & {path.with_name("index.md.sig") for path in documents}


def test_threat_36_no_key_is_enrolled_in_a_real_persons_name(repository: list[Path], people: set[str]):
    assert not [path for path in repository for nip in people if f"nip:{nip}".encode() in path.read_bytes()]


def test_threat_36_the_sample_of_this_repository_approves_nothing(repository: list[Path]):
    registry = ROOT / REGISTRY
    lines = registry.read_text(encoding="utf-8").splitlines() if registry.exists() else []
    assert not [line for line in lines if line.strip() and not line.startswith("#")]


# --- the command ---

def test_the_command_allows_what_is_rightly_signed(office: Office, command: Run):
    code, output, _ = command(office, "gate", "--anchor", office.anchor, "--format", "json")
    assert code == 0
    assert json.loads(output) == {
        "allowed": True, "mode": "ketat", "refusals": [],
        "documents": [{"id": path.split("/")[-2], "path": path, "state": "disahkan", "reason": "tanda tangan sah"}
                      for path in (MAKLUMAT, SOP)]}


def test_the_command_refuses_with_the_reason(office: Office, command: Run):
    office.edit(MAKLUMAT, ("10 hari kerja", "90 hari kerja"))
    office.commit(DAY)
    code, output, _ = command(office, "gate", "--anchor", office.anchor, "--format", "json")
    data = json.loads(output)
    assert (code, data["allowed"]) == (1, False)
    assert [(refusal["code"], refusal["path"]) for refusal in data["refusals"]] == [("GB11", MAKLUMAT)]
    assert [(document["path"], document["state"]) for document in data["documents"]] == \
        [(MAKLUMAT, "gugur"), (SOP, "disahkan")]
    code, output, _ = command(office, "gate", "--anchor", office.anchor)
    assert code == 1
    assert "DITOLAK GB11" in output
    assert "tanda tangan tidak cocok dengan isi" in output


def test_the_anchor_comes_from_the_environment(office: Office, command: Run, monkeypatch: pytest.MonkeyPatch):
    code, output, _ = command(office, "gate", "--format", "json")
    assert (code, [refusal["code"] for refusal in json.loads(output)["refusals"]]) == (1, ["GB02"])
    monkeypatch.setenv("MAKLUMAT_ANCHOR", office.anchor)
    assert command(office, "gate")[0] == 0
    monkeypatch.setenv("MAKLUMAT_ANCHOR", "f" * 40)
    assert command(office, "gate")[0] == 1
    assert command(office, "gate", "--anchor", office.anchor)[0] == 0, "what is typed comes first"


def test_the_published_commit_is_told_on_the_command_line(office: Office, command: Run):
    published = office.git("rev-parse", "HEAD")
    typed = ("gate", "--anchor", office.anchor, "--published", published)
    assert command(office, *typed)[0] == 0
    office.git("reset", "-q", "--hard", office.anchor)
    code, output, _ = command(office, *typed, "--format", "json")
    assert (code, {refusal["code"] for refusal in json.loads(output)["refusals"]}) == (1, {"GB02", "GB04"})


def test_looking_without_an_anchor_is_said_to_be_only_that(office: Office, monkeypatch: pytest.MonkeyPatch):
    assert "untuk dilihat saja" in office.look().standing.remark
    monkeypatch.setenv("MAKLUMAT_ANCHOR", office.anchor)
    looked = office.look()
    assert (looked.allowed, looked.standing.remark) == (True, "")
    monkeypatch.setenv("MAKLUMAT_ANCHOR", "f" * 40)
    with pytest.raises(ContentError, match="bukan id commit"):
        office.look()


@pytest.mark.parametrize(("old", "new"), [("https://ppid-bkd.example.go.id/", "https://*/"),
                                          ("docs_dir: content", "docs_dir: pengesah")])
def test_with_settings_that_the_gate_refuses_nothing_is_looked_at(office: Office, old: str, new: str):
    office.edit("mkdocs.yml", (old, new))
    with pytest.raises(SettingsError):
        office.look()


def test_a_folder_without_git_cannot_be_judged(office: Office, command: Run):
    (office / ".git").rename(office / "di-luar")
    code, output, errors = command(office, "gate", "--anchor", office.anchor)
    assert (code, output) == (2, "")
    assert len(errors.strip().splitlines()) == 1


def by_hand(office: Office, output: str) -> list[bool]:
    """What a shell says to each ssh-keygen command that was printed."""
    commands = [line.strip() for line in output.splitlines() if line.strip().startswith("ssh-keygen ")]
    return [subprocess.run(["sh", "-c", each], cwd=office.root, capture_output=True, check=False).returncode == 0
            for each in commands]


def test_by_hand_the_printed_command_agrees_with_the_gate(office: Office, command: Run):
    _, output, _ = command(office, "gate", "--anchor", office.anchor, "--explain")
    assert by_hand(office, output) == [True, True]
    office.edit(MAKLUMAT, ("10 hari kerja", "90 hari kerja"))
    office.commit(DAY)
    code, output, _ = command(office, "gate", "--anchor", office.anchor, "--explain")
    assert (code, by_hand(office, output)) == (1, [False, True])


def test_by_hand_somebody_elses_signature_is_none(office: Office, command: Run):
    office.revise(MAKLUMAT, 2, DAY, by="penyunting")
    office.commit(DAY)
    _, output, _ = command(office, "gate", "--anchor", office.anchor, "--explain")
    assert f"nip:{NIP}" in output
    assert by_hand(office, output) == [False, True]
