"""Commands that texts tell people to type."""

from __future__ import annotations

import importlib
import re
import shlex

from maklumat import cli


def commands(text: str) -> list[str]:
    """Every whole command of ours in a text: in backticks, or alone on an indented line, without its remark or
    where its output goes."""
    quoted = re.findall(r"`((?:maklumat|python3 run\.py) [a-z][^`…]*)`", " ".join(text.split()))
    alone = re.findall(r"(?m)^ {4,}((?:maklumat|python3 run\.py) [a-z][^#>\n]*)", text)
    return [re.sub(r"^(maklumat|python3 run\.py) ", "", command).strip() for command in quoted + alone]


def parse(command: str) -> None:
    """Reads a command as its verb does. Raises UsageError where the verb would."""
    verb, *arguments = shlex.split(command)
    assert verb in cli.VERBS, verb
    importlib.import_module(f"maklumat.cli.{verb}").parser().parse_args(arguments)
