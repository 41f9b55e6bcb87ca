"""The page of an older revision: its links and pictures as they are from there, two folders below the document."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest

from maklumat import documents
from maklumat.model import State
from maklumat.planned import Facts, Mode

from .verdicts import plan, revision, verdict

BASE = Path(__file__).parents[1] / "rules/base"
PATHS = {"maklumat": "content/maklumat/informasi-publik/index.md",
         "sop": "content/sop/maklumat-informasi-publik/index.md"}
THEN, NOW = "0a" * 32, "0b" * 32
BODY = "\n\nLihat [itu](../itu/index.md#biaya), [janji](#janji), [luar](https://x.go.id/).\n\n![Alur](alur.png)\n"
EVIL = "\n\n[a](javascript:x) [b](//x.go.id/index.md) ![Peta](https://x.go.id/alur.png) ![Alur](../lain/alur.png)\n"


def source(kind: str, digest: str, body: str, number: int) -> bytes:
    text = (BASE / PATHS[kind]).read_text(encoding="utf-8")
    for old, new in (("lampiran: []", f"lampiran:\n  - berkas: alur.png\n    sha256: {digest}"),
                     ("revisi: 1", f"revisi: {number}")):
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return (text + body).encode()


def shown(kind: str, then: str = THEN, found: str = NOW, body: str = BODY) -> tuple[str, str, str]:
    """The document's own page and those of its revisions: the first listed the digest `then` for its picture, the
    second lists `NOW`; the file that is there today has `found`."""
    path = PATHS[kind]
    reading = documents.read(path, source(kind, NOW, body, 2))
    judged = {path: verdict(reading, State.APPROVED, past=[revision(source(kind, then, body, 1))])}
    picture = path.replace("index.md", "alur.png")
    made = plan([reading], Facts(Mode.STRICT, verdicts=judged, others={picture: found}))
    own, first, second = (page.block for page in made.pages if page.source == path)
    return own, first, second


def targets(block: str) -> list[str]:
    """Where the links and pictures of the text itself lead."""
    text = re.search(r'<section class="naskah".*?</section>', block, re.DOTALL)[0]
    return [unescape(found) for found in re.findall(r'(?:href|src)="([^"]*)"', text)]


@pytest.mark.parametrize("kind", PATHS)
def test_links_lead_to_the_same_places_from_every_revision(kind):
    own, first, second = shown(kind)
    assert targets(own) == ["../itu/#biaya", "#janji", "https://x.go.id/", "alur.png"]
    assert targets(first) == ["../../../itu/#biaya", "#janji", "https://x.go.id/"]
    assert targets(second) == ["../../../itu/#biaya", "#janji", "https://x.go.id/", "../../alur.png"]


@pytest.mark.parametrize("kind", PATHS)
def test_a_picture_stands_only_with_the_revision_that_lists_the_file_of_today(kind):
    own, first, second = shown(kind)
    assert '<img src="../../alur.png" alt="Alur">' in second
    assert "<img" not in first and "Alur (gambar tidak ditampilkan)" in first
    assert "gambar tidak ditampilkan" not in own + second
    assert '<img src="../../alur.png"' in shown(kind, then=NOW)[1]


def test_no_revision_shows_a_picture_that_does_not_go_out():
    _, first, second = shown("maklumat", found=THEN)
    assert "<img" not in first + second


@pytest.mark.parametrize("kind", PATHS)
def test_hostile_targets_lead_nowhere_from_a_revision(kind):
    for block in shown(kind, then=NOW, body=EVIL)[1:]:
        assert targets(block) == []
        assert "Peta (gambar tidak ditampilkan)" in block
