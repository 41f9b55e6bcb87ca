"""Typst at work: the same bytes everywhere, and one clear sentence for whatever is wrong."""

from __future__ import annotations

import hashlib
import io
import os
import pickle
import re
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from maklumat import engine, typeface
from maklumat.engine import Engine, EngineError, Unfit
from maklumat.logo import Logo
from maklumat.prints import UNDATED

ELSEWHERE = """
import pickle, sys, hashlib
from pathlib import Path
from maklumat.engine import Engine
theme, *jobs = pickle.load(sys.stdin.buffer)
with Engine(theme) as press:
    print(*(hashlib.sha256(press.make(job)).hexdigest() for job in jobs))
"""


def write(theme: Path, text: str) -> None:
    (theme / "print/lembar.typ").write_text(text, encoding="utf-8")


def test_a_pdf_says_what_it_was_given(theme, sheet):
    with Engine(theme) as press, pikepdf.open(io.BytesIO(press.make(sheet("Maklumat “Satu” & <b>")))) as document:
        assert str(document.docinfo["/Title"]) == "Maklumat “Satu” & <b>"
        assert str(document.docinfo["/CreationDate"]).startswith("D:20250120120000")
        assert str(document.Root.Lang) == "id-ID"
        assert len(document.pages) == 1


def test_the_working_folder_is_private_and_gone_at_the_end(theme, sheet):
    with Engine(theme) as press:
        press.make(sheet())
        folder = press.folder
        assert theme not in folder.parents
        if os.name == "posix":
            assert folder.stat().st_mode & 0o077 == 0
    assert not folder.exists()


def test_folders_of_killed_runs_are_swept_after_a_day(theme, tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    old, young, link, other = (tmp_path / name for name in (
        "maklumat-cetak-lama", "maklumat-cetak-baru", "maklumat-cetak-tautan", "surat"))
    for folder in (old, young, other):
        (folder / "fonts").mkdir(parents=True)
    link.symlink_to(other)
    for path in (old, other, link):
        os.utime(path, (time.time() - 2 * 86_400,) * 2, follow_symlinks=False)
    with Engine(theme):
        assert [path.exists() for path in (old, young, link, other / "fonts")] == [False, True, True, True]


@pytest.mark.parametrize("name", ["print/umum.typ", "print/sub", "print", "fonts", "fonts/literata.ttf"])
def test_no_link_in_the_theme_is_followed(theme, tmp_path, name):
    elsewhere = tmp_path / "luar"
    if (theme / name).exists():
        (theme / name).rename(elsewhere)
    else:
        elsewhere.write_text("rahasia", encoding="utf-8")
    (theme / name).symlink_to(elsewhere)
    with pytest.raises(EngineError) as raised:
        Engine(theme)
    assert str(raised.value) == f"{name} di folder tema berupa tautan; ganti dengan salinan isinya"


@pytest.mark.parametrize("surroundings", [{"TZ": "Asia/Jayapura", "PYTHONHASHSEED": "1"},
                                          {"TZ": "America/Lima", "PYTHONHASHSEED": "2", "LC_ALL": "C"}])
def test_the_same_bytes_in_any_folder_time_zone_and_hash_seed(theme, sheet, card, tmp_path, surroundings):
    jobs = [sheet(), replace(sheet(), day=UNDATED), card()]
    with Engine(theme) as press:
        here = [hashlib.sha256(press.make(job)).hexdigest() for job in jobs]
        assert here == [hashlib.sha256(press.make(job)).hexdigest() for job in jobs]
    other = tmp_path / "lain"
    other.mkdir()
    run = subprocess.run([sys.executable, "-c", ELSEWHERE], input=pickle.dumps([theme, *jobs]), cwd=other,
                         env=os.environ | surroundings, capture_output=True, check=True)
    assert run.stdout.decode().split() == here


def test_an_undated_document_bears_no_date_of_today(theme, sheet):
    with Engine(theme) as press, pikepdf.open(io.BytesIO(press.make(replace(sheet(), day=UNDATED)))) as document:
        assert str(document.docinfo["/CreationDate"]).startswith("D:20000101")


def test_text_that_does_not_fit(theme, sheet):
    with Engine(theme) as press, pytest.raises(Unfit):
        press.make(sheet("panjang " * 10))


def test_words_of_a_document_are_no_message_of_a_template(theme, sheet):
    with Engine(theme) as press, pytest.raises(EngineError, match="huruf `"):
        press.make(sheet("panicked with: TIDAK MUAT ✓"))


def test_strings_are_never_typst_source(theme, sheet):
    title = '#read("/etc/passwd") $x$ @a <b>'
    with Engine(theme) as press, pikepdf.open(io.BytesIO(press.make(sheet(title)))) as document:
        assert str(document.docinfo["/Title"]) == title


@pytest.mark.parametrize(("source", "says"), [
    ('#set text(font: "Tidak Ada", lang: "id")\n= Judul', "huruf cetak `tidak ada`, yang tidak ada di theme/fonts"),
    ('#import "@preview/tiaoma:0.3.0": *', "templat print/lembar.typ memakai paket dari jaringan"),
    ("#read(\"/etc/passwd\")", "templat print/lembar.typ baris 1 salah"),
    ("= Judul\n\n#salah", "templat print/lembar.typ baris 3 salah"),
    ("#set text(font: \"Literata\")\n#image(\"/logo.svg\")", "templat print/lembar.typ baris 2 salah"),
    ('#import "bersama.typ": *\n#sapa()', "templat print/bersama.typ baris 3 salah"),
    ('#set document(title: "")', "templat print/lembar.typ salah"),
])
def test_a_fault_of_a_template_is_one_sentence_of_ours(theme, sheet, monkeypatch, source, says):
    (theme / "print/bersama.typ").write_text("\n\n#let sapa() = salah\n", encoding="utf-8")
    write(theme, f'#set document(title: "x"); {source}')
    monkeypatch.delenv("MAKLUMAT_DEBUG", raising=False)
    sentence = refusal(theme, sheet())
    assert says in sentence
    assert "\n" not in sentence
    assert "/tmp" not in sentence
    assert not re.search(r"\b(unknown|error|file|not|found|missing|variable|searched)\b", sentence)


def test_the_words_of_typst_are_for_those_who_ask(theme, sheet, monkeypatch):
    write(theme, '#set document(title: "x")\n#salah')
    monkeypatch.setenv("MAKLUMAT_DEBUG", "1")
    assert refusal(theme, sheet()).endswith("dari tema bawaan [unknown variable: salah]")


def refusal(theme: Path, job) -> str:
    with pytest.raises(EngineError) as raised, Engine(theme) as press:
        press.make(job)
    return str(raised.value)


def test_a_letter_that_the_fonts_lack_is_named_with_its_document(theme, sheet, card):
    with Engine(theme) as press:
        for job in (sheet("Maklumat ✓"), card("Maklumat ✓")):
            with pytest.raises(EngineError, match=rf"huruf `✓` pada {job.name} untuk {job.source} tidak ada pada"):
                press.make(job)


def test_every_letter_that_counts_as_covered_is_drawn(theme, sheet):
    """Also in italics and bold, for which there is no second family of their own."""
    write(theme, """
#let data = json(bytes(sys.inputs.data))
#set document(title: "x")
#for family in data.families {
  set text(font: family, lang: "id")
  for style in ("normal", "italic") {
    for weight in (400, 700) { text(style: style, weight: weight, data.title); parbreak() }
  }
}
""")
    bounds = [[int(end, 16) for end in part.split("-")] for part in typeface.COVERED.split()]
    letters = " ".join(chr(point) for ends in bounds for point in range(ends[0], ends[-1] + 1))
    with Engine(theme) as press:
        assert press.make(sheet(letters, families=typeface.FAMILIES))


def test_a_picture_has_its_size_and_its_colours_to_the_pixel(theme, card):
    with Engine(theme) as press:
        job = card(size=(321, 123))
        made, as_set = press.make(job), press._compile(job, format="png", ppi=72)
        with Image.open(io.BytesIO(made)) as image, Image.open(io.BytesIO(as_set)) as exact:
            assert (image.size, image.format, image.getextrema()[3:]) == ((321, 123), "PNG", ((255, 255),))
            assert image.getpixel((2, 2)) == (11, 79, 60, 255)
            assert image.tobytes() == exact.tobytes()
        with pytest.raises(EngineError, match="berukuran 240 × 120 piksel, bukan 240 × 121"):
            press.make(replace(card(), size=(240, 121)))


def test_a_picture_names_the_document_that_it_was_made_of(theme, card):
    job = replace(card(), digest="a" * 64)
    with Engine(theme) as press:
        with Image.open(io.BytesIO(press.make(job))) as image, Image.open(io.BytesIO(press.make(job))) as same:
            assert image.text == {"Source": f"maklumat-cetakan:{'a' * 64}"}
            same.verify()
        assert press.make(job) == press.make(job) != press.make(replace(job, digest="b" * 64))


def test_a_picture_of_more_than_one_page_is_refused(theme, card):
    with Engine(theme) as press, pytest.raises(EngineError, match="melebihi satu halaman"):
        press.make(card("panjang " * 200))


def test_a_pdf_above_two_megabytes_is_refused(theme, sheet):
    noise = Image.frombytes("RGB", (1000, 1000), b"".join(hashlib.sha256(str(n).encode()).digest() for n in
                                                          range(93_750)))
    out = io.BytesIO()
    noise.save(out, "PNG")
    with Engine(theme, Logo("logo.png", out.getvalue())) as press, \
            pytest.raises(EngineError, match="melebihi 2 MB; perkecil logo"):
        press.make(sheet(logo="logo.png"))


@pytest.mark.parametrize(("gone", "says"), [("print", "templat cetakan tidak ada di"),
                                            ("fonts", "huruf cetak tidak ada di")])
def test_what_is_not_there_is_said(theme, gone, says):
    (theme / gone).rename(theme / "lain")
    with pytest.raises(EngineError, match=says):
        Engine(theme)


FONTS = {"plus-jakarta-sans": "Plus Jakarta Sans tegak", "plus-jakarta-sans-italic": "Plus Jakarta Sans miring",
         "plus-jakarta-sans-latin-ext": "Plus Jakarta Sans Latin Ext tegak", "literata": "Literata tegak",
         "literata-italic": "Literata miring", "literata-latin-ext": "Literata Latin Ext tegak"}


@pytest.mark.parametrize("spoil", [Path.unlink, lambda path: path.write_bytes(path.read_bytes()[:500]),
                                   lambda path: path.write_bytes(b"")], ids=["gone", "cut", "empty"])
@pytest.mark.parametrize("name", FONTS)
def test_no_style_takes_the_place_of_one_that_is_not_there(theme, name, spoil):
    spoil(theme / "fonts" / f"{name}.ttf")
    with pytest.raises(EngineError) as raised, Engine(theme):
        pass
    assert str(raised.value) == (f"huruf cetak {FONTS[name]} tidak ada di theme/fonts atau berkasnya rusak; salin "
                                 "kembali folder itu")


def test_without_a_theme_there_is_no_press():
    with pytest.raises(EngineError, match="folder tema belum disebut"):
        Engine(None)


def test_the_machine_names_itself():
    assert engine.MADE_BY.startswith("typst 0.15.")
