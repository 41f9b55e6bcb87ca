"""The samples of the rules' pages keep their word: the wrong one makes its rule speak, the right one does not.

A sample takes the place of the same keys in the base documents, or follows their body, or is the whole body.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from maklumat import explain
from maklumat.rules import RULES, Scope

from .test_rules import BASE, NAMES, findings

UNTRIED = {  # rules whose samples cannot stand in a document by themselves, and why
    **dict.fromkeys(("BK01", "BK02", "BK03", "BK04", "BK05", "BK06", "BK07", "TX01", "TX05"),
                    "it tells of bytes"),
    **dict.fromkeys(("FM01", "FM02", "FM04", "FM08"), "it shows the lines around or between keys"),
    **dict.fromkeys(("MP01", "MP02", "MP03", "MP04", "MP06", "MP08", "MK01", "BH03"), "it asks for a whole body"),
    **dict.fromkeys(("SP04", "RP01", "RP03", "RP07", "RP08", "MK14", "DH08", "TG12", "TG13"),
                    "other documents, keys or days belong to it"),
    **dict.fromkeys(("LK01", "LK02", "LK06", "LK07", "LK08", "LK13", "LK17", "LK18", "LK20"),
                    "other steps or actors belong to it"),
    "SP05": "an agency's pattern belongs to it",
    "TX13": "a file beside the document belongs to it",
    "BH08": "a dictionary belongs to it",
}
TRIED = [rule for rule in RULES if rule.scope not in (Scope.GATE, Scope.PRESS) and rule.code not in UNTRIED]
_TEXTS = {kind: BASE[path].decode() for kind, path in NAMES.items()}


def documents_with(kind: str, sample: str) -> Iterator[str]:
    head, body = _TEXTS[kind].split("\n---\n", 1)
    yield f"{head}\n---\n{sample}\n"
    if not re.match(r"[a-z_]+:", sample):
        yield f"{head}\n---\n{body.rstrip()}\n\n{sample}\n"
        return
    for part in filter(None, re.split(r"(?m)^(?=[a-z_])", sample)):
        head = _put(head, part.rstrip("\n"))
    yield f"{head}\n---\n{body}"


def _put(head: str, part: str) -> str:
    """The front matter with this key's lines in place of its own, wherever it stands first; else at the end."""
    key = part.partition(":")[0]
    for pattern, indent in ((rf"(?m)^{key}:.*(?:\n[ -].*)*", ""), (rf"(?m)^    {key}:.*", "    "),
                            (rf"(?m)^  {key}:.*", "  ")):
        found = re.search(pattern, head)
        if found:
            lines = "\n".join(indent + line for line in part.split("\n"))
            return head[:found.start()] + lines + head[found.end():]
    return f"{head}\n{part}"


def speaks(code: str, kind: str, text: str) -> bool:
    path, found, _ = findings({"berkas": kind, "isi": text})
    return any(finding.code == code for finding in found if finding.path == path)


def keeps_its_word(rule) -> bool:
    page = explain.page(rule)
    pairs = ((kind, wrong, right) for kind in NAMES for wrong, right in
             zip(documents_with(kind, page.wrong), documents_with(kind, page.right), strict=True))
    return any(speaks(rule.code, kind, wrong) and not speaks(rule.code, kind, right) for kind, wrong, right in pairs)


@pytest.mark.parametrize("rule", TRIED, ids=lambda rule: rule.code)
def test_samples_keep_their_word(rule):
    assert keeps_its_word(rule)


def test_nothing_is_left_untried_without_need():
    assert UNTRIED.keys() <= {rule.code for rule in RULES}
    assert not [rule.code for rule in RULES if rule.code in UNTRIED and keeps_its_word(rule)]
