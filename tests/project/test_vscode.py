"""What VS Code gets from .vscode/: snippets that Maklumat reads, a problem matcher that reads Maklumat, real verbs."""

from __future__ import annotations

import json
import re
import subprocess
from datetime import date
from pathlib import Path

import pytest

from maklumat import checking, documents, profile, shape
from maklumat.cli import VERBS
from maklumat.findings import Finding, Level, Place
from maklumat.model import Kind
from maklumat.reports import Report, text
from maklumat.rules import Context

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / ".vscode"
FILES = {path.name: json.loads(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.iterdir())}
SNIPPETS = {snippet["prefix"]: "\n".join(snippet["body"]) for snippet in FILES["maklumat.code-snippets"].values()}
TASKS = FILES["tasks.json"]["tasks"]
VALUES = {"TM_DIRECTORY": "/rumah/proyek/content/sop/penetapan-maklumat", "CURRENT_YEAR": "2025",
          "CURRENT_MONTH": "06", "CURRENT_DATE": "02"}
ON_WINDOWS = VALUES | {"TM_DIRECTORY": r"c:\proyek\content\sop\penetapan-maklumat"}
FINDINGS = [("content/maklumat/a/index.md", Level.ERROR), ("content/sop/nama folder/index.md", Level.WARNING),
            (r"C:\Users\Budi Santoso\naskah baru.md", Level.HINT),
            ("é/tidak: biasa.md", Level.ERROR)]


def expand(snippet: str, values: dict[str, str] = VALUES) -> str:
    """What the editor types when every proposal is taken: variables, then choices (the first), then defaults."""
    def transform(match: re.Match) -> str:
        pattern = re.sub(r"\\(/)?", lambda escape: escape[1] or "\\", match[2])  # the editor unescapes slashes alone
        return re.sub(pattern, match[3], values[match[1]])

    for name, value in values.items():
        snippet = snippet.replace(f"${{{name}}}", value)
    snippet = re.sub(r"\$\{(\w+)/((?:\\/|[^/])+)/([^/]*)/\}", transform, snippet)
    snippet = re.sub(r"\$\{\d+\|([^,|]*)[^|]*\|\}", r"\1", snippet)
    snippet = re.sub(r"\$\{\d+:([^{}]*)\}", r"\1", snippet).replace("$0", "")
    assert "$" not in snippet, snippet
    return snippet


def found(head: str) -> set[str]:
    """The codes of all errors in a document with this text."""
    kind = re.search(r"^jenis: (\w+)", head, re.MULTILINE)[1]
    reading = documents.read(f"content/{kind}/penetapan-maklumat/index.md", head.encode())
    assert reading.document, reading.problems
    findings = checking.check([reading], Context(date(2025, 6, 3), profile.load("ppid")))
    return {finding.code for finding in findings if finding.level is Level.ERROR}


def test_the_head_takes_the_folder_s_name_as_id():
    for values in (VALUES, ON_WINDOWS):
        assert "\nid: penetapan-maklumat\n" in expand(SNIPPETS["maklumat"], values)


def keys(snippet: str) -> list[str]:
    return re.findall(r"^([a-z_]+):", snippet, re.MULTILINE)


def test_the_heads_are_documents_that_lack_only_what_the_writer_adds():
    assert found(expand(SNIPPETS["sop"])) == set()
    assert found(expand(SNIPPETS["maklumat"])) <= {"MK01", "MK02", "MK03", "MK13"}, "its text is still missing"


@pytest.mark.parametrize("kind", Kind)
def test_the_heads_name_every_key_in_the_model_s_order(kind: Kind):
    assert keys(SNIPPETS[kind.value]) == [key for key in shape.FORMS[kind] if key != "alur"]


@pytest.mark.parametrize("prefix", ["langkah", "keputusan", "dasar"])
def test_a_piece_fits_where_it_belongs(prefix: str):
    sop, piece = expand(SNIPPETS["sop"]), expand(SNIPPETS[prefix])
    if prefix == "dasar":
        assert found(sop.replace("dasar_hukum:\n", f"dasar_hukum:\n{piece}")) == set()
    else:
        whole = sop.replace("  - id: tetapkan\n", f"{piece}  - id: tetapkan\n").replace(
            "lanjut: tetapkan", "lanjut: periksa").replace("lanjut: umumkan\n  - id: tetapkan",
                                                           "lanjut: tetapkan\n  - id: tetapkan")
        assert found(whole.replace("ya: umumkan", "ya: tetapkan")) == set()
        known = shape.FORMS[Kind.SOP]["langkah"].keys
        typed = re.findall(r"^ {4}([a-z_]+):|^ {2}- (id):", SNIPPETS[prefix], re.MULTILINE)
        assert [first or second for first, second in typed] == [key for key in known if f"{key}: " in piece
                                                                or f"{key}:\n" in piece]


def test_an_attachment_takes_the_place_of_the_empty_list():
    head = expand(SNIPPETS["sop"]).replace("lampiran: []\n", expand(SNIPPETS["lampiran"]))
    assert found(head) == set()


def test_choices_are_those_of_the_model():
    for snippet in (SNIPPETS["maklumat"], SNIPPETS["sop"]):
        assert set(re.search(r"cara: \$\{\d+\|(.+?)\|\}", snippet)[1].split(",")) < set(shape.COMMON["cara"].choices)
    kinds = set(re.search(r"jenis: \$\{\d+\|(.+?)\|\}", SNIPPETS["langkah"])[1].split(","))
    assert kinds < set(shape.FORMS[Kind.SOP]["langkah"].keys["jenis"].choices)


def test_the_problem_matcher_reads_every_line_of_the_short_format(needs):
    """With the regular expressions of the editor's own language."""
    needs("node")
    findings = tuple(Finding("DH01", level, path, Place(3, 14, 2), f"pesan: {number} 'x' [y]: 1:2", "", "")
                     for number, (path, level) in enumerate(FINDINGS))
    output = text.short(Report(len(findings), findings))
    script = """
        const [matchers, output] = JSON.parse(require("fs").readFileSync(0, "utf8"));
        const found = output.trimEnd().split("\\n").map(line => matchers.flatMap(({severity, pattern}) => {
          const match = new RegExp(pattern.regexp).exec(line);
          return match ? [[match[pattern.file], +match[pattern.line], +match[pattern.column], severity,
                           match[pattern.code], match[pattern.message]]] : [];
        }));
        console.log(JSON.stringify(found));"""
    for task in (task for task in TASKS if task["problemMatcher"]):
        run = subprocess.run(["node", "-e", script], input=json.dumps([task["problemMatcher"], output]), text=True,
                             capture_output=True, check=True, encoding="utf-8")
        severity = {Level.ERROR: "error", Level.WARNING: "warning", Level.HINT: "info"}
        assert json.loads(run.stdout) == [[[f.path, 3, 14, severity[f.level], "DH01", f.message]] for f in findings]


def test_tasks_call_verbs_that_there_are():
    assert [task["args"][:2] for task in TASKS if task["args"][0] != "run.py" or task["args"][1] not in VERBS] == []


def test_settings_leave_the_bytes_of_documents_alone():
    """As .editorconfig: a signed document is its bytes."""
    markdown = FILES["settings.json"]["[markdown]"]
    assert not any(markdown[key] for key in ("files.insertFinalNewline", "files.trimTrailingWhitespace",
                                             "files.trimFinalNewlines", "editor.formatOnSave"))
