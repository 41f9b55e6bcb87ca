"""What people see of a card: its size, its code, all the words of the promise or none, nothing too small or outside."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice, takewhile
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from pypdfium2 import raw

from maklumat import cards, sheets
from maklumat.engine import Engine
from maklumat.findings import Place
from maklumat.model import State
from maklumat.prints import Edition, Print
from maklumat.stationery import READABLE, Colours, Stationery, contrast
from maklumat.verdicts import Revision

from ..unit.announced import MAKLUMAT, OFFICE, PERMALINK, SENTENCE, SOP, TITLE, document, promising
from . import qr

REPOSITORY = Path(__file__).parents[2]
SHORT = "ppid.example.go.id/d/3k9x2m4q"
UPRIGHT = ("potret", "persegi", "cerita")
PALETTES = {"hijau": Colours(), "biru tua": Colours("#16325c", "#e0a526"), "marun": Colours("#6b1021", "#d8b26a"),
            "hitam": Colours("#000000", "#555555"), "aksen muda": Colours("#1f4e8c", "#fff7d1"),
            "aksen sama": Colours("#5b2a86", "#5b2a86"), "hampir terlalu muda": Colours("#767676", "#ffff00")}
LONG_OFFICE = "BADAN PENGELOLAAN PENDAPATAN, KEUANGAN, DAN ASET DAERAH KABUPATEN CONTOH SELATAN RAYA"
LONG_TITLE = "Maklumat Pelayanan " + " ".join(["Administrasi Kependudukan dan Pencatatan Sipil"] * 8)
MARGIN, SLACK = 72, 14  # of a card, and how far the swash of a letter may reach into it
EDGE_TO_EDGE = 26  # pixels: nothing that is read is smaller, whatever the card


@dataclass(frozen=True)
class Letter:
    """A letter on a card: its box in pixels from the top left, and the size of its type."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with Engine(REPOSITORY / "theme") as made:
        yield made


def edition(colours: Colours = Colours(), permalink: str = PERMALINK) -> Edition:
    signed = Revision(1, date(2025, 1, 20), "0" * 64, "nip:197001011995011001", "Pejabat Contoh", "", "", "c0ffee")
    return Edition(State.APPROVED, Stationery(colours=colours), permalink=permalink, signed=signed)


def job(document, format: str, used: Edition, *, as_text: bool = False) -> Print:
    data = sheets.canonical(cards.sheet(document, used, format))
    size = None if as_text else cards.FORMATS[format]
    return Print(f"{format}.png", document.path, Place(1, 1), format, "social/kartu.typ", data, size=size)


def picture(engine: Engine, document, format: str, used: Edition | None = None) -> Image.Image:
    return Image.open(io.BytesIO(engine.make(job(document, format, used or edition()))))


def letters(engine: Engine, document, format: str, used: Edition | None = None) -> list[Letter]:
    """Every letter of the same card as the template sets it."""
    with pypdfium2.PdfDocument(engine.make(job(document, format, used or edition(), as_text=True))) as made:
        page = made[0]
        text, height = page.get_textpage(), page.get_height()
        found = []
        for at in range(text.count_chars()):
            letter = text.get_text_range(at, 1)
            if letter.strip("\u200b \r\n"):
                left, bottom, right, top = text.get_charbox(at)
                size = raw.FPDFText_GetFontSize(text.raw, at)
                found.append(Letter(letter, left, height - top, right, height - bottom, size))
        return found


def said(found: list[Letter]) -> str:
    """The card's words without spaces: where lines end does not matter."""
    return "".join(letter.text for letter in found).replace("\ufffe", "-")  # PDFium's hyphen at a line's end


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("text", [MAKLUMAT, SOP], ids=["maklumat", "sop"])
@pytest.mark.parametrize("format", cards.FORMATS)
def test_a_card_has_its_exact_size_and_is_a_small_file(format, text, engine):
    data = engine.make(job(document(text), format, edition()))
    assert data.startswith(b"\x89PNG")
    assert Image.open(io.BytesIO(data)).size == cards.FORMATS[format]
    assert len(data) < 300_000


@pytest.mark.parametrize("format", UPRIGHT)
@pytest.mark.parametrize("seen", ["whole", "turned"])
def test_the_code_leads_to_the_short_address(format, seen, engine):
    made = picture(engine, document(), format).convert("RGB")
    assert qr.read(qr.SEEN[seen](made)) == {PERMALINK}


def test_the_preview_of_a_link_needs_no_code(engine):
    assert qr.read(picture(engine, document(), "og").convert("RGB")) == set()


@pytest.mark.parametrize("format", UPRIGHT)
def test_a_card_tells_the_whole_promise_and_where_the_rest_is(format, engine):
    text = said(letters(engine, document(), format))
    for words in ("PEMERINTAH PROVINSI CONTOH", "BADAN CONTOH", "Maklumat", "Pelayanan Informasi Publik",
                  "Dengan ini kami, seluruh jajaran Badan Contoh, menyatakan:",
                  "berjanji dan sanggup melaksanakan pelayanan informasi publik sesuai dengan standar pelayanan;",
                  "memberikan pelayanan sesuai dengan kewajiban dan akan melakukan perbaikan secara terus-menerus;",
                  "bersedia menerima sanksi dan/atau memberikan kompensasi apabila pelayanan yang diberikan tidak "
                  "sesuai standar.", "Berlaku sejak 22 Januari 2025", "SOP Nomor 800/07/Sekr/BCN/2025", SHORT):
        assert text.count(squeezed(words)) == 1, words
    assert "DasarHukum" not in text


def test_the_preview_says_title_agency_and_since_when_in_large_type(engine):
    found = letters(engine, document(), "og")
    assert said(found) == squeezed("PEMERINTAH PROVINSI CONTOH BADAN CONTOH Maklumat Pelayanan Informasi Publik "
                                   "Berlaku sejak 22 Januari 2025")
    assert min(letter.size for letter in found) >= EDGE_TO_EDGE  # 13 pixels where it is shown 600 wide


@pytest.mark.parametrize("format", UPRIGHT)
@pytest.mark.parametrize("title", [TITLE, f"judul: {LONG_TITLE}"], ids=["usual", "long"])
def test_a_promise_is_told_whole_or_not_at_all(format, title, engine):
    outcomes = set()
    for count in (1, 2, 4, 6, 9, 14, 20):
        sentences = [SENTENCE.format(number) for number in range(1, count + 1)]
        body = "Kami menyatakan:\n\n" + "\n".join(f"{at}. {text};" for at, text in enumerate(sentences, 1))
        text = said(letters(engine, promising(body, (TITLE, title)), format))
        told = [squeezed(sentence) in text for sentence in sentences]
        assert all(told) or not any(told)
        assert squeezed(SHORT) in text
        assert all(told) or squeezed(cards.WHAT) in text
        outcomes.add(all(told))
    assert outcomes == {True, False}


@pytest.mark.parametrize("format", UPRIGHT)
def test_an_sop_shows_its_steps_or_says_how_many_there_are(format, engine):
    text = said(letters(engine, document(SOP), format))
    for words in ("SOP", "Penetapan Maklumat Pelayanan Informasi Publik", "Petugas PPID", "Atasan PPID",
                  "Menyusun rancangan maklumat pelayanan", "Mengumumkan maklumat pelayanan"):
        assert squeezed(words) in text, words
    long = document(SOP, ("kegiatan: Menyusun rancangan maklumat pelayanan",
                          "kegiatan: " + " ".join(["Menyusun rancangan maklumat pelayanan"] * 60)))
    assert squeezed("Prosedur ini terdiri atas 3 langkah.") in said(letters(engine, long, format))


AWKWARD = {
    "long names": document(MAKLUMAT, (TITLE, f"judul: {LONG_TITLE}"), (OFFICE, f"perangkat_daerah: {LONG_OFFICE}")),
    "one endless word": document(MAKLUMAT, (TITLE, f"judul: Maklumat {'a' * 260}"), (OFFICE, f"{OFFICE}{'X' * 90}")),
    "endless title of another kind": document(MAKLUMAT, (TITLE, f"judul: {'Janji Layanan ' * 40}")),
    "endless word in the promise": promising(f"Kami berjanji sanggup {'melayani' * 60} sesuai standar pelayanan.\n"),
    "fifteen clauses": promising("".join(f"{at}. {SENTENCE.format(at)};\n" for at in range(1, 16))),
    "four hundred words": promising("Kami " + "berjanji dan sanggup melayani sesuai standar pelayanan " * 57 + ".\n"),
    "capitals": promising("KAMI BERJANJI DAN SANGGUP MELAKSANAKAN PELAYANAN SESUAI STANDAR PELAYANAN.\n" * 6),
    "headings": promising("".join(f"## Janji {at}\n\nKami {SENTENCE.format(at)}.\n\n" for at in range(1, 5))),
    "source of typst": promising('Kami berjanji #read("/etc/passwd") $x$ @ref <lbl> \\\\ " sesuai standar.\n'),
    "nothing": document(MAKLUMAT, (TITLE, "judul:"), (OFFICE, "perangkat_daerah:")),
    "short": promising("Kami berjanji melayani sesuai standar pelayanan.\n"),
}


@pytest.mark.parametrize("format", cards.FORMATS)
@pytest.mark.parametrize("name", AWKWARD)
def test_whatever_the_text_is_it_stays_on_the_card_and_can_be_read(name, format, engine):
    found = letters(engine, AWKWARD[name], format)
    width, height = cards.FORMATS[format]
    above, below = cards.SAFE.get(format, (0, 0))
    assert len(found) > 10
    for letter in found:
        assert letter.left >= MARGIN - SLACK and letter.right <= width - MARGIN + SLACK, letter
        assert letter.top >= max(above, 40) and letter.bottom <= height - max(below, 40), letter
        assert letter.size >= EDGE_TO_EDGE - 2, letter  # labels above a step or a clause
    assert not list(overlaps(found))


def overlaps(found: list[Letter]) -> Iterator[tuple[Letter, Letter]]:
    """Letters on top of each other: more than a quarter of the smaller one is covered."""
    downwards = sorted(found, key=lambda letter: letter.top)
    for at, one in enumerate(downwards):
        for other in takewhile(lambda it, end=one.bottom: it.top < end, islice(downwards, at + 1, None)):
            wide = min(one.right, other.right) - max(one.left, other.left)
            tall = min(one.bottom, other.bottom) - other.top
            if wide > 0 and tall > 0:
                smaller = min((it.right - it.left) * (it.bottom - it.top) for it in (one, other))
                if wide * tall > smaller / 4:
                    yield one, other


def test_what_looks_like_source_is_printed_as_it_is_written(engine):
    text = said(letters(engine, AWKWARD["source of typst"], "potret"))
    assert squeezed('#read("/etc/passwd") $x$ @ref <lbl> \\ "') in text


def test_an_x_between_digits_of_an_address_stays_a_letter(engine):
    """The fonts would set 9x2 as a multiplication."""
    text = letters(engine, document(), "potret")
    start = said(text).index(SHORT)
    first, second = (it for it in text[start:start + len(SHORT)] if it.text == "x")
    assert first.bottom - first.top == pytest.approx(second.bottom - second.top, abs=0.01)


@pytest.mark.parametrize("palette", PALETTES)
def test_all_text_can_be_told_from_its_ground(palette, engine):
    colours = PALETTES[palette]
    tints = cards.tints(colours)
    assert contrast(tints["light"], colours.primary) >= READABLE
    assert contrast(tints["dark"], "#ffffff") >= READABLE
    assert contrast(colours.primary, "#ffffff") >= READABLE  # white on the primary colour, and the other way round
    made = picture(engine, document(), "potret", edition(colours)).convert("RGB")
    there = [colour for _, colour in made.getcolors(1 << 24)]
    for name, colour in (*tints.items(), ("primary", colours.primary)):
        if name != "hairline":
            wanted = tuple(int(colour[at:at + 2], 16) for at in (1, 3, 5))
            assert any(max(abs(a - b) for a, b in zip(wanted, each, strict=True)) <= 4 for each in there), name


@pytest.mark.parametrize("palette", ["hijau", "marun"])
def test_what_an_app_covers_of_a_story_is_plain(palette, engine):
    made = picture(engine, document(), "cerita", edition(PALETTES[palette])).convert("RGB")
    above, below = cards.SAFE["cerita"]
    for zone in ((0, 0, 1080, above), (0, 1920 - below, 1080, 1920)):
        assert len(made.crop(zone).getcolors()) == 1


@given(st.tuples(*[st.integers(0, 0xffffff).map("#{:06x}".format)] * 2))
def test_any_two_colours_make_readable_tints(pair):
    colours = Colours(*pair)
    if contrast(colours.primary) >= READABLE:
        tints = cards.tints(colours)
        assert contrast(tints["light"], colours.primary) >= READABLE
        assert contrast(tints["dark"]) >= READABLE
