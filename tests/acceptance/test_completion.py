"""TAB: the shells themselves are asked what they offer."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

from maklumat.cli import VERBS
from maklumat.rules import RULES

BASH = """
eval "$(maklumat completion bash)"
complete -p maklumat >/dev/null || exit 1
for line do
  COMP_LINE="$line" COMP_POINT=${#line} COMP_TYPE=9 COMP_WORDS=($line) COMPREPLY=()
  _python_argcomplete maklumat 2>/dev/null
  echo "${COMPREPLY[*]}"
done
"""
LAWS = {rule.code for rule in RULES if rule.code.startswith("DH0")}
LINES = [  # what was typed, and what is offered
    ("maklumat ", {*VERBS, "--help", "--version"}),
    ("maklumat ch", {"check"}),
    ("maklumat check --f", {"--format"}),
    ("maklumat check --format ", {"text", "short", "json", "github", "sarif"}),
    ("maklumat check --format=s", {"--format=short", "--format=sarif"}),
    ("maklumat schema ", {"--help", "maklumat", "sop"}),
    ("maklumat explain DH0", LAWS),
    ("maklumat sign i", {"informasi-publik"}),
    ("maklumat print m", {"maklumat-informasi-publik"}),
    ("maklumat check content/", {"content/index.md", "content/maklumat/", "content/sop/"}),
    ("maklumat check content/index", {"content/index.md"}),
    ("maklumat check content/.", {"content/.rahasia/"}),
    ("maklumat audit m", set()),  # mkdocs.yml is no folder
    ("maklumat audit t", {"theme/"}),
    ("maklumat approver add --r", {"--root", "--role"}),
    ("maklumat gate --anchor ", set()),
]


# In a process of its own, as argcomplete takes the file descriptor 9; in one for all lines, as each start costs.
ASK = """
import json, os, pathlib, sys
from maklumat.cli import main
proposals, answer = [], pathlib.Path(sys.argv[1])
for line in json.load(sys.stdin):
    os.environ |= {"_ARGCOMPLETE": "1", "_ARGCOMPLETE_SHELL": "powershell", "_ARGCOMPLETE_IFS": chr(10),
                   "_ARGCOMPLETE_STDOUT_FILENAME": str(answer), "COMP_LINE": line, "COMP_POINT": str(len(line))}
    assert main([]) == 0
    proposals.append(answer.read_text(encoding="utf-8"))
json.dump(proposals, sys.stdout)
"""


def offered(lines: list[str], project: Path, answer: Path) -> list[set[str]]:
    """What a shell gets that names a file for the answer, as PowerShell's script does."""
    run = subprocess.run([sys.executable, "-c", ASK, str(answer)], cwd=project, input=json.dumps(lines), text=True,
                         capture_output=True, timeout=60, check=True)
    assert run.stderr == ""
    return [{each.strip() for each in text.split("\n")} - {""} for text in json.loads(run.stdout)]


def environment(**more: str) -> dict[str, str]:
    return {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}", **more}


def test_what_is_offered(project: Path, tmp_path: Path):
    (project / "content/.rahasia").mkdir()
    found = offered([line for line, _ in LINES], project, tmp_path / "jawaban")
    assert dict(zip([line for line, _ in LINES], found, strict=True)) == dict(LINES)


def test_outside_a_project_there_are_no_documents_and_no_complaints(tmp_path: Path):
    assert offered(["maklumat sign "], tmp_path, tmp_path / "jawaban") == [{"--help", "--key"}]


def test_bash(project: Path, needs):
    needs("bash")
    lines = ["maklumat ch", "maklumat sign i", "maklumat explain DH0"]
    run = subprocess.run(["bash", "--norc", "-c", BASH, "bash", *lines], cwd=project, env=environment(), text=True,
                         capture_output=True, timeout=60, check=True)
    assert [set(line.split()) for line in run.stdout.splitlines()] == [{"check"}, {"informasi-publik"}, LAWS]


def test_zsh(project: Path, needs):
    needs("zsh")
    line, expected = "maklumat explain DH0", LAWS
    script = Path(__file__).with_name("complete.zsh")
    run = subprocess.run(["zsh", "-f", script, line], cwd=project, env=environment(TERM="dumb"), text=True,
                         capture_output=True, timeout=60, check=True)
    found = re.search(r"BEGIN\s+(.*?)\s+END", run.stdout, re.DOTALL)
    assert found, run.stdout
    assert set(found[1].split()) == expected


def test_the_script_of_powershell_registers_our_command(maklumat, tmp_path: Path):
    """PowerShell itself is seldom at hand; what its script asks for is tried above."""
    script = maklumat("completion", "powershell", cwd=tmp_path).stdout
    assert script.startswith("Register-ArgumentCompleter -Native -CommandName maklumat -ScriptBlock {")
    assert script.count("{") == script.count("}")
    assert all(f"$env:{name} = " in script for name in ("_ARGCOMPLETE", "_ARGCOMPLETE_STDOUT_FILENAME", "COMP_LINE"))


def test_an_unknown_shell_is_one_sentence(maklumat, tmp_path: Path):
    run = maklumat("completion", "fish", cwd=tmp_path)
    assert run.returncode == 2 and "bash, zsh, powershell" in run.stderr


def test_nobody_listening_is_no_traceback(process, tmp_path: Path):
    run = process("check", cwd=tmp_path, _ARGCOMPLETE="1")
    assert run.returncode and "Traceback" not in run.stderr
