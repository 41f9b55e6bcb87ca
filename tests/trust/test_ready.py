"""`maklumat ready`: what stands between a repository and going live, as people see it."""

from __future__ import annotations

import base64
import datetime
import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from maklumat import clock, explain, readiness, signers
from maklumat.cli import demo, scratch
from maklumat.model import State
from maklumat.readiness import Facts, Progress
from maklumat.rules import RULES, Scope
from maklumat.services import Contact, Services
from maklumat.stationery import Stationery
from maklumat.verdicts import Outcome, Refusal, Verdict

from ..told import commands, parse

ROOT = Path(__file__).parents[2]
TODAY = datetime.date(2025, 6, 1)
DOMAIN = "ppid.badan.go.id"
OWNERS = "".join(f"/{path} @ppid/pengelola\n" for path in readiness.OWNED)
UNSEEN = {"protection", "anchor-variable", "fingerprint", "live", "watched"}
GUIDE = (ROOT / "content/panduan/memasang.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")


def registry(*, until: str = "") -> signers.Registry:
    """A registry with a root key and one official, in office since January 2025."""
    def key(letter: bytes) -> str:
        part = b"ssh-ed25519"
        return base64.b64encode(len(part).to_bytes(4, "big") + part + (32).to_bytes(4, "big") + letter * 32).decode()
    window = f',valid-before="{until}Z"' if until else ""
    text = (f'akar namespaces="pengesah@{DOMAIN}" ssh-ed25519 {key(b"a")} Akar\n'
            f'nip:197001011995011001 namespaces="maklumat@{DOMAIN}",valid-after="20250102Z"{window} '
            f'ssh-ed25519 {key(b"b")} Pejabat Contoh\n')
    found = signers.read(text.encode(), DOMAIN)
    assert not found.faults
    return found


def ready(**changes) -> Facts:
    """The facts of a repository where nothing is left."""
    whole = {"domain": DOMAIN, "today": TODAY, "registry": registry(), "is_signed": True, "anchor": "a" * 40,
             "is_anchored": True, "outcome": Outcome((), ()), "owners": OWNERS,
             "stationery": Stationery(place="Kota Contoh", address="Jalan Contoh Nomor 1"),
             "services": Services(Contact("Atasan PPID", phone="0536123"), commission=Contact("KI", address="Jalan"))}
    return Facts(**(whole | changes))


def states(facts: Facts) -> dict[str, Progress]:
    return {item.id: item.state for item in readiness.items(facts)}


def left(facts: Facts) -> set[str]:
    return {id for id, state in states(facts).items() if state is Progress.OPEN}


def test_nothing_is_left_and_what_cannot_be_seen_is_said_to_be_so():
    found = readiness.items(ready())
    assert readiness.is_ready(found)
    assert {item.id for item in found if item.state is Progress.UNSEEN} == UNSEEN
    assert len({item.id for item in found}) == len(found)


@pytest.mark.parametrize(("changes", "open_items"), [
    ({"domain": "ppid-bkd.example.go.id"}, {"site-url", "approver"}),
    ({"domain": ""}, {"site-url", "approver"}),
    ({"stationery": Stationery(place="Kota Contoh")}, {"stationery"}),
    ({"stationery": Stationery(address="Jalan Contoh")}, {"stationery"}),
    ({"services": Services()}, {"services"}),
    ({"services": Services(Contact("Atasan PPID", link="https://a.b/"))}, {"services"}),
    ({"registry": signers.Registry(), "is_signed": False}, {"root-key", "approver", "root-signature"}),
    ({"registry": registry(until="20250601")}, {"approver"}),
    ({"is_signed": False}, {"root-signature"}),
    ({"owners": ""}, {"owners"}),
    ({"owners": OWNERS.replace("@ppid/pengelola", readiness.PLACEHOLDER, 1)}, {"owners"}),
    ({"owners": OWNERS.replace("/theme/ @ppid/pengelola\n", "")}, {"owners"}),
    ({"owners": f"{OWNERS}/theme/\n"}, {"owners"}),
    ({"owners": f"{OWNERS}*\n"}, {"owners"}),
    ({"owners": "* @ppid/pengelola\n"}, set()),
    ({"anchor": "", "is_anchored": False}, {"anchor"}),
    ({"is_anchored": False}, {"anchor"}),
    ({"outcome": None}, {"gate"}),
    ({"outcome": Outcome((), (Refusal("GB04", "", "belum ada dokumen"),))}, {"gate"}),
])
def test_each_fact_has_its_item(changes, open_items):
    assert left(ready(**changes)) == open_items


def test_a_refusal_of_the_gate_is_told():
    refusal = Refusal("GB11", "content/sop/a/index.md", "tanda tangan tidak cocok", "Sahkan lagi.")
    gate = next(item for item in readiness.items(ready(outcome=Outcome((), (refusal,)))) if item.id == "gate")
    assert gate.how == "Gerbang menolak (GB11): content/sop/a/index.md: tanda tangan tidak cocok. Sahkan lagi."


def test_a_question_is_answered_by_a_change_or_by_the_approvers_signature():
    question = readiness.questions()[0]
    id = f"{readiness.QUESTIONS_ID}{question.id}"
    texts = {question.document: f"disahkan_oleh:\n  {question.mark}\n"}

    def outcome(state: State) -> Outcome:
        return Outcome((Verdict(question.document, "x", state, "", ""),))

    assert states(ready(texts=texts, outcome=outcome(State.DRAFT)))[id] is Progress.OPEN
    assert states(ready(texts=texts, outcome=outcome(State.VOID)))[id] is Progress.OPEN
    assert states(ready(texts=texts, outcome=outcome(State.APPROVED)))[id] is Progress.DONE
    assert states(ready(texts={question.document: "diganti"}))[id] is Progress.DONE


def test_every_question_is_open_in_the_first_content():
    for question in readiness.questions():
        assert question.mark in (ROOT / question.document).read_text(encoding="utf-8"), question.id


def test_the_readme_asks_the_same_questions_in_the_same_order():
    part = README.split("## Before going live")[1].split("\n## ")[0]
    titles = re.findall(r"(?m)^- \*\*(.+?)\*\*", part)
    asked = [re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-") for title in titles]
    assert asked == [question.id for question in readiness.questions()]


TOLD = {
    "panduan": GUIDE,
    "readme": README,
    "ready": "\n".join(item.how for item in readiness.items(ready(registry=signers.Registry(), anchor=""))),
    "explain": "\n".join(explain.to_text(explain.page(rule)) for rule in RULES if rule.scope is Scope.GATE),
}


@pytest.mark.parametrize(("place", "command"), sorted({(place, command) for place, text in TOLD.items()
                                                      for command in commands(text)}))
def test_every_command_that_people_are_told_to_type_exists(place, command):
    if (place, command.split()[0]) != ("readme", "test"):  # run.py's own
        parse(command)


def test_the_guide_shows_the_verbs_that_lead_to_going_live():
    told = [command.split()[0] for command in commands(GUIDE)]
    assert {"demo", "check", "approver", "sign", "gate", "build", "audit", "ready"} <= set(told)


def test_the_guide_has_at_most_twelve_steps_and_names_every_item_with_its_step():
    steps = re.findall(r"(?m)^## ([0-9]+)\. ", GUIDE)
    assert steps == [str(number) for number in range(1, len(steps) + 1)]
    assert len(steps) <= 12
    rows = dict(re.findall(r"(?m)^\| ([^|]+?) \| ([0-9]+) \|$", GUIDE))
    assert list(rows) == [item.title for item in readiness.items(ready())]
    assert set(rows.values()) <= set(steps)


def test_owners_of_this_repository_cover_every_path_but_are_still_to_be_named():
    text = (ROOT / ".github/CODEOWNERS").read_text(encoding="utf-8")
    assert left(ready(owners=text)) == {"owners"}
    assert left(ready(owners=text.replace(readiness.PLACEHOLDER, "@ppid/pengelola"))) == set()
    assert set(re.findall(r"(?m)^/(\S+)", text)) == set(readiness.OWNED)
    for path in readiness.OWNED:
        assert path == "pengesah/" or (ROOT / path).exists(), path


@pytest.fixture
def run(in_process, needs):
    """run(root, *arguments, **environment): `maklumat ready`."""
    needs("git")
    needs("ssh-keygen")

    def ask(root: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess:
        inherited = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "MAKLUMAT_"))}
        isolated = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
        return in_process("ready", *arguments, cwd=root, environment=inherited | isolated | environment)
    return ask


@pytest.fixture
def copy(tmp_path) -> Path:
    """This repository's own content and settings, without git."""
    root = tmp_path / "proyek"
    for name in ("content", "theme", ".github"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copy(ROOT / "mkdocs.yml", root)
    return root


def test_everything_is_left_in_a_fresh_copy(copy, run):
    done = run(copy, "--format", "json")
    assert (done.returncode, done.stderr) == (1, "")
    answer = json.loads(done.stdout)
    assert answer["ready"] is False
    assert {item["id"] for item in answer["items"] if item["state"] != "belum"} == UNSEEN
    assert all(item["title"] and item["how"].endswith(".") for item in answer["items"])


def test_people_read_what_is_left_and_how_to_do_it(copy, run):
    done = run(copy)
    assert done.returncode == 1
    assert "[ ] kunci akar terdaftar\n    Buat kuncinya di komputer lain" in done.stdout
    assert "[?] cabang main dilindungi\n" in done.stdout
    assert done.stdout.endswith("\n0 sudah, 15 belum, 5 tidak dapat dilihat dari sini\n")


def test_a_registry_on_disk_is_seen_before_it_is_committed(copy, run, tmp_path):
    settings = copy / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8").replace("ppid-bkd.example.go.id", DOMAIN)
    settings.write_text(text, encoding="utf-8")

    def key(name: str) -> str:
        path = tmp_path / name
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", path], check=True)
        return path.with_suffix(".pub").read_text(encoding="ascii").strip()

    registry = copy / "pengesah/allowed_signers"
    registry.parent.mkdir()
    registry.write_text(f'akar namespaces="pengesah@{DOMAIN}" {key("akar")} Akar\n'
                        f'nip:197001011995011001 namespaces="maklumat@{DOMAIN}" {key("pejabat")} Pejabat Contoh\n')

    def left_now() -> set[str]:
        return {item["id"] for item in json.loads(run(copy, "--format", "json").stdout)["items"]
                if item["state"] == "belum"}

    before = left_now()
    assert "root-signature" in before
    assert not before & {"site-url", "root-key", "approver"}
    subprocess.run(["ssh-keygen", "-q", "-Y", "sign", "-f", tmp_path / "pejabat", "-n", f"pengesah@{DOMAIN}", registry],
                   check=True, stderr=subprocess.DEVNULL)
    assert "root-signature" in left_now()
    registry.with_name("allowed_signers.sig").unlink()
    subprocess.run(["ssh-keygen", "-q", "-Y", "sign", "-f", tmp_path / "akar", "-n", f"pengesah@{DOMAIN}", registry],
                   check=True, stderr=subprocess.DEVNULL)
    assert "root-signature" not in left_now()


def test_a_whole_office_is_ready_and_a_refused_change_takes_that_away(tmp_path, run, in_short):
    office = scratch.prepare(tmp_path, ROOT / "theme", clock.today())
    settings = office.root / "mkdocs.yml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("ppid-contoh.example.go.id", DOMAIN),
                        encoding="utf-8")
    (office.root / ".github").mkdir()
    (office.root / ".github/CODEOWNERS").write_text(OWNERS, encoding="utf-8")
    for step in (demo._write, demo._make_keys):
        step(office)
    anchor = demo._enrol(office)

    def left_now(**environment: str) -> tuple[int, set[str]]:
        done = run(office.root, "--format", "json", **environment)
        return done.returncode, {item["id"] for item in json.loads(done.stdout)["items"] if item["state"] == "belum"}

    assert left_now() == (1, {"anchor", "gate"})
    assert left_now(MAKLUMAT_ANCHOR="bukan-commit") == (1, {"anchor", "gate"})
    assert left_now(MAKLUMAT_ANCHOR=anchor) == (1, {"gate"})
    demo._sign(office)
    assert left_now(MAKLUMAT_ANCHOR=anchor) == (0, set())
    assert left_now() == (1, {"anchor", "gate"})
    demo._spoil(office)
    assert left_now(MAKLUMAT_ANCHOR=anchor) == (1, {"gate"})
    shown = run(office.root, MAKLUMAT_ANCHOR=anchor).stdout
    assert "Gerbang menolak (GB11): content/maklumat/" in " ".join(shown.split())
