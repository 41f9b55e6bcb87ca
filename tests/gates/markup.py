"""The two checkers of HTML: the Nu HTML checker of the W3C, and html-validate with its rules for accessibility."""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Iterable
from pathlib import Path

HERE = Path(__file__).parent
JAR = HERE / "node_modules/vnu-jar/build/dist/vnu.jar"
VALIDATE = HERE / "node_modules/html-validate/bin/html-validate.mjs"


def nu(site: Path, java: str, pages: Iterable[Path] | None = None) -> list[str]:
    """Errors and warnings of the Nu checker about all pages, or these."""
    files = sorted(pages if pages is not None else site.rglob("*.html"))
    done = subprocess.run([java, "-Xss4m", "-jar", JAR, "--format", "json", "--stdout", "--exit-zero-always", *files],
                          capture_output=True, text=True, check=True)
    messages = json.loads(done.stdout)["messages"]
    return [f"{_below(site, message.get('url', ''))}: {message['message']} – {message.get('extract', '')[:160]!r}"
            for message in messages if message["type"] != "info" or message.get("subType") == "warning"]


def validate(site: Path, node: str, pages: Iterable[Path] | None = None) -> list[str]:
    """What html-validate says about all pages, or these."""
    files = sorted(pages if pages is not None else site.rglob("*.html"))
    with tempfile.TemporaryFile("w+", encoding="utf-8") as answer:  # it does not wait until a pipe has taken all
        done = subprocess.run([node, VALIDATE, "--config", HERE / "htmlvalidate.json", "--formatter", "json", *files],
                              stdout=answer, stderr=subprocess.PIPE, text=True)
        answer.seek(0)
        text = answer.read()
    if done.returncode not in (0, 1) or not text.strip():
        raise RuntimeError(done.stderr)
    return [f"{_below(site, result['filePath'])}:{message['line']}: {message['ruleId']}: {message['message']}"
            for result in json.loads(text) for message in result["messages"]]


def _below(site: Path, path: str) -> str:
    return path.removeprefix("file:").removeprefix(str(site)).lstrip("/")
