"""Any bytes, mended: never an exception, nothing left to mend the second time, and other readers than ours, who know
nothing of mends, read the same. MAKLUMAT_FUZZ as in test_fuzz (default here 100)."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterator

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from maklumat import documents, mending
from maklumat.mending import Mended

from .mutations import SOURCES, mutated
from .test_fuzz import CONTEXT, PATHS

COUNT = int(os.environ.get("MAKLUMAT_FUZZ", "100"))
BATCH = 100
CHANGES_A_TEXT = {mend.code for mend in mending.MENDS} - {"", "NP01", "TX08"}
BLANKS = re.compile(r"[ \t]+(?=\n|<|$)")
OTHER = MarkdownIt("commonmark").enable("table")
FAULTS = [
    ("\n", "\r\n"), ("\n", "  \n"), (" ", "\u00a0"), ("-", "\u2011"), ("a", "a\u0301"), ("2.", "1."), ('"', ""),
    ("  nip", "\tnip"), (": ", ":"), ("2025-01-22", "22-Jan-25"), ("2025-01-22", "03/04/2025"), ("S.Sos.", "S.Sos: x"),
    ("tanggal", "tangal"), ("berlaku", "berlku"), ("judul", "nomor"), ("---\n", "---\n# catatan\nrevisi: 2 # x\n"),
    ("\n", "\n\n"), ("\n", "\u2028\n"), ("sshsig", "'sshsig'"), ("- ", "-   "), ("nama", "  nama"),
    ("nip: ", "nip: NIP "),
]


@pytest.mark.parametrize("first", range(0, COUNT, BATCH))
def test_any_bytes(first: int):
    failures = []
    for number in range(first, min(first + BATCH, COUNT)):
        found = complaints(PATHS[number % 2], mutated(number), agrees=bool(number % 3))
        failures += [f"document {number}: {complaint}" for complaint in found]
    if failures:
        pytest.fail("\n".join(failures), pytrace=False)


@settings(max_examples=max(40, COUNT // 10), deadline=None, derandomize=True, database=None)
@given(st.sampled_from((0, 1)), st.lists(st.tuples(st.sampled_from(FAULTS), st.integers(0, 60)), max_size=6),
       st.booleans())
def test_documents_with_the_faults_that_people_make(which: int, faults, agrees: bool):
    text = SOURCES[which].decode()
    for (old, new), at in faults:
        places = [found.start() for found in re.finditer(re.escape(old), text)]
        if places:
            place = places[at % len(places)]
            text = text[:place] + new + text[place + len(old):]
    assert not list(complaints(PATHS[which], text.encode(), agrees))


def complaints(path: str, data: bytes, agrees: bool) -> Iterator[str]:
    def mended(data: bytes) -> Mended:
        return mending.mend(documents.read(path, data), CONTEXT, lambda offer: agrees)
    found = mended(data)
    again = mended(found.data)
    if again.data != found.data or again.done:
        yield f"mended once more: {again.done}"
    if found.data == data:
        return
    before, after = (_parts(raw.decode().lstrip("\ufeff")) for raw in (data, found.data))
    if _notes(before[0]) != _notes(after[0]):
        yield "a note is lost"
    if CHANGES_A_TEXT.isdisjoint(item.code for item in found.done):
        if _fields(before[0]) not in (None, _fields(after[0])):  # PyYAML's own parser refuses tabs that libyaml takes
            yield "another reader of YAML reads other fields"
        if _shown(before[1]) != _shown(after[1]):
            yield "another reader of Markdown shows something else"


def _parts(text: str) -> tuple[str, str]:
    """Front matter and body."""
    text = re.sub("\r\n?", "\n", text)
    match = re.match(r"---[ \t]*\n(.*?\n)---[ \t]*(?:\n|$)", text, re.DOTALL)
    return (match[1], text[match.end():]) if match else ("", text)


def _fields(head: str):
    try:
        return _unpadded(yaml.load(head, yaml.BaseLoader))
    except (yaml.YAMLError, ValueError, RecursionError):
        return None


def _unpadded(node):
    if isinstance(node, dict):
        return {key: _unpadded(value) for key, value in node.items()}
    return [_unpadded(item) for item in node] if isinstance(node, list) else BLANKS.sub("", node or "")


def _notes(head: str) -> Counter:
    return Counter(line.strip() for line in head.split("\n") if line.strip().startswith("#"))


def _shown(body: str) -> str:
    return BLANKS.sub("", OTHER.render(body.replace("\r", " "))).rstrip("\n")
