"""A document as plain text: all that its page says is there, with the numbers that readers see."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from maklumat import documents, plaintext
from maklumat.frontmatter import Mapping, Scalar, Sequence

ROOT = Path(__file__).parents[2]
FRONT = "---\njenis: maklumat\nid: contoh\n---\n"
SAMPLES = [path for folder in (ROOT / "tests/rules/base/content", ROOT / "content") for tree in ("maklumat", "sop")
           for path in sorted((folder / tree).rglob("index.md"))]


def text(source: str, width: int = plaintext.WIDTH) -> str:
    reading = documents.read("content/maklumat/contoh/index.md", (FRONT + source).encode())
    return plaintext.wrapped(plaintext.lines(reading.document), width)


@pytest.mark.parametrize(("source", "shown"), [
    ("Satu **tebal** dan `kode`.\n", "Satu tebal dan kode.\n"),
    ("# Judul\n\nAlinea\nlanjut.\n", "Judul\n-----\n\nAlinea lanjut.\n"),
    ("3. tiga\n4. empat\n", "3. tiga\n4. empat\n"),
    ("- satu\n  - anak\n- dua\n", "• satu\n  • anak\n• dua\n"),
    ("1. satu\n\n   lagi\n2. dua\n", "1. satu\n\n   lagi\n\n2. dua\n"),
    ("9. sembilan\n10. sepuluh\n", "9.  sembilan\n10. sepuluh\n"),
    ("> kutipan\n>\n> kedua\n", "│ kutipan\n│\n│ kedua\n"),
    ("[laman](https://contoh.go.id/a)\n", "laman\n[tautan: laman → https://contoh.go.id/a]\n"),
    ("<https://contoh.go.id>\n", "https://contoh.go.id\n"),
    ("![bagan alur](bagan.png)\n", "[gambar: bagan alur (bagan.png)]\n"),
    ("| A | B |\n|---|---|\n| 1 | dua |\n", "A | B\n--+----\n1 | dua\n"),
    ("a\n\n***\n\nb\n", "a\n\n* * *\n\nb\n"),
    ("a\n\n    kode   di sini\n", "a\n\n│ kode   di sini\n"),
])
def test_the_body_as_readers_see_it(source, shown):
    assert text(source) == shown


def test_a_wide_table_stands_row_by_row():
    heads = "| " + " | ".join(f"Kolom {'panjang ' * 4}{letter}" for letter in "AB") + " |\n|---|---|\n"
    shown = text(f"{heads}| isi satu | isi dua |\n| isi tiga | isi empat |\n")
    assert "B: isi dua\n\nKolom" in shown
    assert all(word in shown for word in ("isi satu", "isi tiga", "isi empat"))


def test_long_lines_go_on_below_their_text():
    shown = text("1. " + "kata " * 25 + "\n   - " + "anak " * 12 + "\n", 40)
    assert [len(re.match(" *", line)[0]) for line in shown.splitlines()] == [0, 3, 3, 3, 3, 5]
    assert max(map(len, shown.splitlines())) <= 40


def test_what_could_fool_the_terminal_is_named():
    assert "\x1b" not in text("a\x1b[2Jb \u202e c\n")
    assert "<U+202E>" in text("a \u202e c\n")


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.parent.name)
def test_every_word_that_is_signed_is_shown(path):
    """Every value of the front matter and every word of the body, except keys that only programs need."""
    source = path.read_text(encoding="utf-8")
    document = documents.read(path.relative_to(path.parents[3]).as_posix(), source.encode()).document
    shown = plaintext.table(plaintext.facts(document)) + plaintext.wrapped(plaintext.lines(document))
    known = re.sub(r"\W+", " ", shown).casefold()
    inner = {"id", "oleh", "lanjut", "ya", "tidak", "jenis", "cara", "alur"}
    for value in values(document.fields, inner, top=True):
        words = value if not re.fullmatch(r"\d{4}-\d\d-\d\d", value) else value[:4]
        if re.fullmatch(r"\d{18}", words):
            words = f"{words[:8]} {words[8:14]} {words[14]} {words[15:]}"
        assert re.sub(r"\W+", " ", words).casefold().strip() in known, value
    for block, _ in document.body.walk():
        assert re.sub(r"\W+", " ", block.text.text).casefold().strip() in known


def values(node, inner: set[str], *, top: bool = False):
    if isinstance(node, Scalar):
        yield node.text
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from values(item, inner)
    elif isinstance(node, Mapping):
        for entry in node:
            if entry.key.text not in inner or (top and entry.key.text == "id"):
                yield from values(entry.value, inner)


def test_the_steps_of_an_sop_say_who_does_what_and_where_it_goes_on():
    path = next(path for path in SAMPLES if "sop" in path.parts and "rules" in path.parts)
    document = documents.read("content/sop/maklumat-informasi-publik/index.md", path.read_bytes()).document
    shown = plaintext.wrapped(plaintext.lines(document))
    step = shown.partition("Prosedur\n")[2].partition("  2. ")[2].partition("  3. ")[0]
    assert step.startswith("Memeriksa rancangan maklumat pelayanan\n")
    for row in ("Pelaksana   : Atasan PPID", "Lambang     : keputusan", "Waktu       : 1 hari kerja",
                "Lanjut      : bila ya ke langkah 3; bila tidak ke langkah 1"):
        assert f"     {row}\n" in step


def test_an_attachment_list_and_a_withdrawal_are_told():
    source = FRONT.replace("id: contoh", "id: contoh\nstatus: dicabut\nrevisi: 2")
    document = documents.read("content/maklumat/contoh/index.md", source.encode()).document
    facts = dict(plaintext.facts(document))
    assert facts["Status"].startswith("dicabut; sesudah ditandatangani")
    assert facts["Revisi"] == "2"
