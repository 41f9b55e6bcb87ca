"""One word for one thing in all that people read about the sign-off: code, explain pages and the guide."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TEXTS = [*(ROOT / "generator/maklumat").rglob("*.py"), *(ROOT / "generator/maklumat").rglob("*.yml"),
         *(ROOT / "content/panduan").rglob("*.md")]


@pytest.mark.parametrize(("wrong", "right"), [
    (r"terlanjur", "telanjur"), (r"sidik(nya|\b)(?! jari)", "sidik jari"), (r"kunci pribadi|pasangan rahasia",
     "kunci rahasia"), (r"peubah", "variabel"), (r"huruf kembar", "huruf yang tampak sama"),
    (r"wujud halaman", "tampilan halaman"),
])
def test_one_word_for_one_thing(wrong: str, right: str):
    found = [f"{path.relative_to(ROOT)}: {match[0]!r}, {right!r} is meant" for path in TEXTS
             for match in re.finditer(wrong, re.sub(r"\s+", " ", path.read_text(encoding="utf-8")))]
    assert found == []
