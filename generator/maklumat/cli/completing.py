"""What the shell offers after TAB: verbs, options, and the values behind a metavar.

argcomplete knows the shells; here stands what may be offered. Each TAB is a start of this command, so only the parser
of the verb that was typed is made, and what needs the project is imported where it is needed.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib
import os
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

import argcomplete

from ..errors import MaklumatError

__all__ = ["SHELLS", "answer", "script"]

SHELLS = ("bash", "zsh", "powershell")
_CHANNEL = 8  # where the scripts of bash and zsh listen


def script(shell: str) -> str:
    """The script that a shell reads once."""
    return argcomplete.shellcode(["maklumat"], shell=shell).strip() + "\n"


def answer(verbs: Mapping[str, str]) -> int:
    """Writes what fits the line in the environment and gives the exit code. `verbs`: their summaries, by name."""
    typed = os.environ.get("COMP_LINE", "").split()[1:2]
    target = os.environ.get("_ARGCOMPLETE_STDOUT_FILENAME") or _CHANNEL
    with open(target, "w", encoding="utf-8", newline="\n") as stream, contextlib.suppress(SystemExit):
        argcomplete.autocomplete(_parser(verbs, typed[0] if typed else ""), output_stream=stream, exit_method=sys.exit,
                                 always_complete_options="long", default_completer=_values)
    return 0


def _parser(verbs: Mapping[str, str], typed: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument("--help", action="store_true", help="menampilkan bantuan ini")
    parser.add_argument("--version", action="store_true", help="menampilkan versi")
    below = parser.add_subparsers()
    for verb, summary in verbs.items():
        below.add_parser(verb, help=summary)
    if typed in verbs:
        below.choices[typed] = importlib.import_module(f"{__package__}.{typed}").parser()
    return parser


def _values(prefix: str, action: argparse.Action, **_: object) -> Iterable[str] | Mapping[str, str]:
    """What may stand in an argument's place: one of its names, or what its metavar means; nothing where that is free.
    """
    names = getattr(action.type, "names", None)
    if names is not None:
        return names
    match action.metavar:
        case "ID":
            return _ids()
        case "KODE":
            from .. import rules
            return {rule.code: rule.title for rule in rules.RULES}
        case "BERKAS" | "JALUR" | "FOLDER" | "SITUS":
            return _paths(prefix, only_folders=action.metavar in ("FOLDER", "SITUS"))
    return ()


def _ids() -> Iterable[str]:
    """A document's id is the name of its folder."""
    from .. import disk
    from . import workspace
    try:
        return sorted(path.parent.name for path in disk.document_paths(workspace.project()))
    except MaklumatError:
        return ()


def _paths(prefix: str, only_folders: bool) -> Iterable[str]:
    """What lies in the folder that was typed so far; hidden things only where the dot was typed."""
    begun = prefix.replace(os.sep, "/").rpartition("/")[2]
    written = prefix[:len(prefix) - len(begun)]
    try:
        found = sorted(os.scandir(Path(written or ".").expanduser()), key=lambda entry: entry.name)
    except OSError:
        return
    for entry in found:
        if entry.name.startswith(".") and not begun.startswith("."):
            continue
        if entry.is_dir():
            yield f"{written}{entry.name}/"
        elif not only_folders:
            yield f"{written}{entry.name}"
