"""What the forge reads: workflows (more of them in tests/publishing), and forms that GitHub accepts."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

FORGE = Path(__file__).parents[2] / ".github"
WORKFLOWS = sorted(FORGE.glob("workflows/*.yml"))
FORMS = sorted(FORGE.glob("ISSUE_TEMPLATE/[0-9]*.yml"))


def read(path: Path) -> dict:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


def steps(path: Path):
    return [step for job in read(path)["jobs"].values() for step in job["steps"]]


def test_what_runs_on_a_proposal_may_read_and_nothing_else():
    path = FORGE / "workflows/check.yml"
    workflow, text = read(path), path.read_text(encoding="utf-8")
    assert set(workflow["on"]) <= {"pull_request", "push"}, "never pull_request_target, nor what follows a proposal"
    assert workflow["permissions"] == {}
    for name, job in workflow["jobs"].items():
        assert job["permissions"] == {"contents": "read"}, name
    assert "secrets" not in re.sub(r"#.*", "", text)
    assert not re.search(r"github\.(?:token|head_ref|event\.)", text)


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_runs_no_text_of_a_proposal_and_only_pinned_actions(path):
    assert all(int(job["timeout-minutes"]) <= 30 for job in read(path)["jobs"].values())
    for step in steps(path):
        assert "${{" not in step.get("run", ""), step
        if "uses" in step:
            assert re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40}", step["uses"]), step
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"] == {"fetch-depth": "0", "persist-credentials": "false"}
    pins = re.findall(r"uses: (\S+) # v\d", path.read_text(encoding="utf-8"))
    assert len(pins) == sum("uses" in step for step in steps(path)), "each pin names its version"


def test_what_a_proposer_sees_does_not_wait_for_the_tests():
    jobs = read(FORGE / "workflows/check.yml")["jobs"]
    assert "needs" not in jobs["naskah"]
    commands = [step["run"] for step in jobs["naskah"]["steps"] if "run" in step]
    assert commands[0] == "python3 run.py review --format github"
    kept = next(step["with"] for step in jobs["naskah"]["steps"] if "upload-artifact" in step.get("uses", ""))
    assert kept["path"] == "pratinjau"
    assert int(kept["retention-days"]) <= 7
    shown = next(step for step in jobs["naskah"]["steps"] if step.get("run") == "python3 run.py preview")
    assert "env" not in shown, "without an anchor every print bears PRATINJAU"


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.name)
def test_a_form_is_one_that_github_accepts(path):
    """By GitHub's syntax for issue forms: known keys, kinds of fields with what each needs, no id or label twice."""
    form = read(path)
    assert {"name", "description", "body"} <= form.keys() <= {"name", "description", "title", "labels", "body"}
    fields = [field for field in form["body"] if field["type"] != "markdown"]
    assert fields
    for field in form["body"]:
        told = field["attributes"]
        if field["type"] == "markdown":
            assert field.keys() == {"type", "attributes"}
            assert told.keys() == {"value"}
            continue
        assert field["type"] in ("input", "textarea", "dropdown")
        assert {"type", "id", "attributes"} <= field.keys() <= {"type", "id", "attributes", "validations"}
        assert {"label"} <= told.keys() <= {"label", "description", "placeholder", "options"}
        assert ("options" in told) is (field["type"] == "dropdown")
        assert len(set(told.get("options", []))) == len(told.get("options", []))
        assert field.get("validations", {}).keys() <= {"required"}
    for key in (lambda field: field["id"], lambda field: field["attributes"]["label"]):
        assert len({key(field) for field in fields}) == len(fields)
    assert any("data pribadi" in field["attributes"].get("value", "") for field in form["body"]), "asks for none"


def test_the_template_of_a_proposal_asks_what_the_review_answers():
    text = (FORGE / "PULL_REQUEST_TEMPLATE.md").read_text(encoding="utf-8")
    assert re.findall(r"(?m)^## (.+)$", text) == ["Apa yang diubah", "Mengapa", "Siapa yang mengesahkan",
                                                  "Sebelum meminta tinjauan"]
    assert f"**{read(FORGE / 'workflows/check.yml')['jobs']['naskah']['name']}**" in text
