"""What the data of an ordinary page must not say, in whatever way YAML lets one say it."""

from __future__ import annotations

from pathlib import Path

import pytest
from mkdocs.utils.meta import get_data

from maklumat.plan import Facts, Mode

from .verdicts import plan

CONTENT = Path(__file__).parents[2] / "content"
UNCLEAR = "content/uji.md: kepala data tidak dapat dibaca dengan pasti; "
OF_THE_SITE = "content/uji.md: kunci `template` hanya untuk halaman yang dibuat situs itu sendiri; hapus kunci itu"


def refused(text: str) -> str:
    return plan([], Facts(Mode.STRICT, ordinary={"content/uji.md": text})).refused.get("uji.md", "")


@pytest.mark.parametrize("text", [
    "---\ntemplate: keaslian.html\n---\n# A\n", "---\n'template': cari.html\n---\n# A\n",
    '---\n"\\x74emplate": cari.html\n---\n# A\n', "---\n? template\n: dokumen.html\n---\n# A\n",
    "---\n{title: a, template: dokumen.html}\n---\n# A\n", "template: keaslian.html\n\n# A\n",
    "Template: keaslian.html\n\n# A\n", "\ufeff---\r\ntemplate: keaslian.html\r\n---\r\n# A\r\n",
])
def test_an_ordinary_page_chooses_no_template(text):
    assert "template" in get_data(text.removeprefix("\ufeff").replace("\r\n", "\n"))[1]
    assert refused(text) == OF_THE_SITE


@pytest.mark.parametrize("data", [
    "x: &k maklumat\n*k : {gambar: x.png}\n", "x: &k jenis\n*k : sop\n", "<<: {template: keaslian.html}\n",
    "x: &k {template: keaslian.html}\n<<: *k\n", "!!merge x: {template: keaslian.html}\n",
    "# a\u2028template: keaslian.html\ntitle: a\n", "# a\x85maklumat: {gambar: x.png}\ntitle: a\n",
    "---\ntemplate: keaslian.html\n",
])
def test_data_that_hide_a_key_are_refused(data):
    text = f"---\n{data}---\n# A\n"
    assert get_data(text)[1].keys() & {"template", "maklumat", "jenis"}, "this does not reach the builder"
    assert refused(text)


@pytest.mark.parametrize("data", [
    "title: a\nx: &k b\n", "title: *k\n", "title: !!str a\n", "title: [a\n", "[a, b]: c\n", "title: a\ntitle: b\n",
    "- a\n", "title: a\n...\n", "title: a\n--- b\n", "title: a\xa0b\n",
])
def test_data_in_doubt_are_refused_with_what_to_do(data):
    assert refused(f"---\n{data}---\n# A\n").startswith(UNCLEAR)


def test_data_without_an_end_are_refused():
    assert refused("---\ntitle: a\n").startswith(UNCLEAR)


@pytest.mark.parametrize("text", [
    "", "# A\n\n---\n\n*b* & c\n", "title: A\n\n# A\n", "\n---\ntitle: [a\n---\n",
    "---\ntitle: 'Tanya & jawab: *umum* dan template'\ndescription: A & B, lekas!  # catatan\nhide: [navigation, toc]\n"
    "tags:\n  - maklumat\n---\n# A\n",
    *(path.read_text(encoding="utf-8") for path in (CONTENT / "index.md", *sorted((CONTENT / "panduan").glob("*.md")))),
])
def test_plain_data_and_pages_without_data_are_accepted(text):
    assert refused(text) == ""
