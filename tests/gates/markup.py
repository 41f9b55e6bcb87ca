"""The two checkers of HTML: the Nu HTML checker of the W3C, and html-validate with its rules for accessibility."""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Iterable
from pathlib import Path

from .browsing import Site, file

HERE = Path(__file__).parent
JAR = HERE / "node_modules/vnu-jar/build/dist/vnu.jar"
LOCAL = "-Dnu.validator.servlet.allow-forbidden-hosts=true"  # else it asks nothing of this machine's own servers
VALIDATE = HERE / "node_modules/html-validate/bin/html-validate.mjs"


def nu(site: Site, java: str, addresses: Iterable[str]) -> list[str]:
    """Errors and warnings of the Nu checker about these pages; it asks a server for them, as it also judges the policy.
    """
    urls = [site.base + address for address in addresses]
    done = subprocess.run([java, "-Xss4m", LOCAL, "-jar", JAR, "--format", "json", "--stdout", "--exit-zero-always",
                           *urls], capture_output=True, text=True, check=True)
    messages = json.loads(done.stdout)["messages"]
    return [f"{message.get('url', '').removeprefix(site.base)}: {message['message']} – {_around(message)}"
            for message in messages if (message["type"] != "info" or message.get("subType") == "warning")
            and not _is_data(message)]


def _is_data(message: dict[str, str]) -> bool:
    """Linked data is no script: no policy applies to it (HTML, `script` as a data block), whatever Nu says."""
    return message["message"].startswith("Inline script violates") and "application/ld+json" in message["extract"]


def _around(message: dict[str, str]) -> str:
    return " ".join(message.get("extract", "").split())[:160]


def validate(folder: Path, node: str, addresses: Iterable[str]) -> list[str]:
    """What html-validate says about these pages."""
    files = [file(folder, address) for address in addresses]
    with tempfile.TemporaryFile("w+", encoding="utf-8") as answer:  # it does not wait until a pipe has taken all
        done = subprocess.run([node, VALIDATE, "--config", HERE / "htmlvalidate.json", "--formatter", "json", *files],
                              stdout=answer, stderr=subprocess.PIPE, text=True)
        answer.seek(0)
        text = answer.read()
    if done.returncode not in (0, 1) or not text.strip():
        raise RuntimeError(done.stderr)
    return [f"{Path(result['filePath']).relative_to(folder.resolve())}:{message['line']}: {message['ruleId']}: "
            f"{message['message']}" for result in json.loads(text) for message in result["messages"]]
