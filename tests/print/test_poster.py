"""The poster as it hangs on a wall: one page, everything on it, nothing cut, nothing over anything else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pypdfium2
import pytest
from pypdfium2 import raw

from maklumat import documents, poster, sheets
from maklumat.engine import Engine, Unfit
from maklumat.findings import Place
from maklumat.model import State
from maklumat.prints import Edition, Print
from maklumat.stationery import PAPERS, Colours, Stationery

from ..conftest import cases
from ..unit.verdicts import revision
from . import pdf, qr, vera

ROOT = Path(__file__).parents[2]
SEED = ROOT / "content/maklumat/pelayanan-informasi-publik/index.md"
STANDARDS = ("ua-1", "a-2a")
LINK = "https://ppid.contoh.go.id/d/ab12cd34/"
SIZES = {"a3": (297, 420), "a4": (210, 297), "f4": (215, 330)}  # mm
FLOORS = {"a3": 13, "a4": 10.5, "f4": 10.5}  # pt, of the promise
SMALLEST = {"a3": 9, "a4": 6.8, "f4": 6.8}  # pt, of all else
MM = 72 / 25.4
LOOK = Stationery(place="Kota Contoh", address="Jalan Contoh Nomor 1, Kota Contoh")
DRAFT = Edition(State.DRAFT, LOOK, mark="RANCANGAN")
CLEAN = Edition(State.APPROVED, LOOK, permalink=LINK, page="ppid.contoh.go.id/maklumat/informasi-publik/",
                signed=revision(b""))
FRONT = """jenis: maklumat
id: informasi-publik
judul: Maklumat Pelayanan Informasi Publik
nomor_sop: "800/07/Sekr/BC"
instansi:
  pemerintah: PEMERINTAH PROVINSI CONTOH
  perangkat_daerah: BADAN CONTOH
revisi: 1
tanggal_pembuatan: 2025-01-20
tanggal_efektif: 2025-01-20
tanggal_pengesahan: 2025-01-21
disahkan_oleh:
  jabatan: KEPALA BADAN CONTOH PROVINSI CONTOH
  nama: PEJABAT CONTOH, S.Sos.
  nip: "197001011995011001"
cara: sshsig
"""
JANJI = "berjanji dan sanggup melaksanakan pelayanan sesuai dengan **standar pelayanan**;"
PERBAIKAN = "memberikan pelayanan sesuai dengan kewajiban dan akan melakukan perbaikan secara terus-menerus;"
SANKSI = "bersedia menerima sanksi dan/atau memberikan kompensasi apabila pelayanan tidak sesuai standar."
THREE = (JANJI, PERBAIKAN, SANKSI)
MORE = "melayani setiap pemohon dengan ramah, adil, dan tanpa membeda-bedakan;"
PARAGRAPH = f"Dengan ini kami {JANJI[:-1]}, {PERBAIKAN[:-1]}, dan {SANKSI}"
HEADED = (f"Dengan ini kami menyatakan:\n\n## Janji dan kesanggupan\n\nKami {JANJI}\n\n## Kewajiban\n\nKami {PERBAIKAN}"
          f"\n\n## Sanksi\n\nKami {SANKSI}\n\n## Dasar hukum\n\nUndang-Undang.")


def listed(clauses: Sequence[str]) -> str:
    return "Dengan ini kami menyatakan:\n\n" + "\n".join(f"{n}. {clause}" for n, clause in enumerate(clauses, 1))


@dataclass(frozen=True, slots=True)
class Poster:
    path: Path
    paper: str

    def text(self) -> str:
        return " ".join(pdf.pages(self.path)).replace("\u200b", "")

    def tagged(self) -> str:
        """The text that a screen reader reads, in its order."""
        return " ".join(pdf.tags(self.path)[0].text.split()).replace("\u200b", "")


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with Engine(ROOT / "theme") as engine:
        yield engine


@pytest.fixture
def make(engine: Engine, tmp_path: Path):
    def make(body: str, edition: Edition = CLEAN, paper: str = "a4", front: str = FRONT) -> Poster:
        source = "content/maklumat/informasi-publik/index.md"
        document = documents.read(source, f"---\n{front}---\n{body}\n".encode()).document
        assert document
        data = sheets.canonical(poster.sheet(document, edition, paper))
        job = Print("x.pdf", source, Place(1, 1), f"poster {paper.upper()}", "print/poster.typ", data, STANDARDS)
        path = tmp_path / f"poster-{paper}.pdf"
        path.write_bytes(engine.make(job))
        return Poster(path, paper)

    return make


@dataclass(frozen=True, slots=True)
class Letter:
    text: str
    size: float
    box: tuple[float, float, float, float]  # left, bottom, right, top; pt
    is_mark: bool


def letters(page: pypdfium2.PdfPage) -> Iterator[Letter]:
    """Every visible letter; the mark across the sheet turns its own."""
    text = page.get_textpage()
    for at in range(text.count_chars()):
        char = chr(raw.FPDFText_GetUnicode(text.raw, at))
        if char.strip() and char != "\u200b":
            turned = raw.FPDFText_GetCharAngle(text.raw, at) > 0.01
            size = _scale(text, at) * raw.FPDFText_GetFontSize(text.raw, at)
            yield Letter(char, size, text.get_charbox(at), turned)


def _scale(text: pypdfium2.PdfTextPage, at: int) -> float:
    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(text.raw, at, matrix)
    return (matrix.a ** 2 + matrix.b ** 2) ** 0.5


def assert_sound(made: Poster) -> None:
    """One page of the right size; letters neither too small nor outside the frame nor on top of each other."""
    with pypdfium2.PdfDocument(made.path) as document:
        assert len(document) == 1
        page = document[0]
        assert page.get_size() == pytest.approx([side * MM for side in SIZES[made.paper]], abs=0.1)
        found = [letter for letter in letters(page) if not letter.is_mark]
        width, height = page.get_size()
    edge = 15 * MM
    for letter in found:
        left, bottom, right, top = letter.box
        assert edge < left and right < width - edge and edge < bottom and top < height - edge, letter
        assert letter.size >= SMALLEST[made.paper], letter
    for one, other in _overlaps(found):
        pytest.fail(f"{one} lies over {other}")


def _overlaps(found: Sequence[Letter]) -> Iterator[tuple[Letter, Letter]]:
    """Letters of which more than a touch lies over another one."""
    by_height = sorted(found, key=lambda letter: letter.box[1])
    for at, one in enumerate(by_height):
        for other in by_height[at + 1:]:
            if other.box[1] > one.box[3]:
                break
            wide = min(one.box[2], other.box[2]) - max(one.box[0], other.box[0])
            high = min(one.box[3], other.box[3]) - other.box[1]
            if wide > 0.3 * min(one.size, other.size) and high > 0.2 * min(one.size, other.size):
                yield one, other


BODIES = {"three": listed(THREE), "five": listed([*THREE, MORE, MORE]), "paragraph": PARAGRAPH, "headings": HEADED,
          "few words": "Kami sanggup melayani sesuai standar pelayanan dan siap menerima sanksi."}


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_every_ordinary_text_fills_one_sound_page(make, body: str, paper: str):
    made = make(body, paper=paper)
    assert_sound(made)
    assert made.tagged().count("berjanji dan sanggup" if "berjanji" in body else "Kami sanggup") == 1


@pytest.mark.parametrize("paper", PAPERS)
def test_the_real_draft_says_in_words_that_it_is_one(make, paper: str):
    front, body = re.split(r"^---\n", SEED.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    made = make(body, DRAFT, paper, front)
    assert_sound(made)
    assert "Rancangan: bukan naskah resmi." in made.tagged()
    assert "Belum ditandatangani" in made.tagged()
    assert "RANCANGAN" in made.text() and "RANCANGAN" not in made.tagged(), "the mark is an artifact"
    assert "Pindai" not in made.text() and not any(tag.kind == "Figure" for tag in pdf.tags(made.path))
    assert "LIDA ARNYANA, S.Sos" in made.tagged() and "Palangka Raya" not in made.text()
    assert "20 Januari 2025" not in made.tagged(), "nobody signed on any day"
    assert "Undang-Undang" not in made.text(), "the legal basis stays on the page"


@pytest.mark.parametrize(("mark", "words"), [("GUGUR", "Gugur: pengesahan"), ("DICABUT", "Dicabut: naskah ini")])
def test_other_marks_are_said_too(make, mark: str, words: str):
    made = make(listed(THREE), replace(DRAFT, state=State.VOID, mark=mark))
    assert_sound(made)
    assert words in made.tagged() and mark in made.text() and not qr.read(next(qr.pictures(made.path)))


def test_a_notice_stands_on_the_sheet_and_keeps_the_code_away(make):
    made = make(listed(THREE), replace(CLEAN, notice="Situs ini contoh; pejabatnya rekaan."))
    assert_sound(made)
    assert "Situs ini contoh; pejabatnya rekaan." in made.tagged() and "Pindai" not in made.text()


def test_reading_order(make):
    said = make(listed(THREE)).tagged()
    order = ["PEMERINTAH PROVINSI CONTOH", "BADAN CONTOH", "Jalan Contoh", "MAKLUMAT", "PELAYANAN INFORMASI PUBLIK",
             "Dengan ini kami menyatakan:", "berjanji", "memberikan pelayanan", "bersedia menerima",
             "Pindai untuk membaca dokumen resmi", "ppid.contoh.go.id/d/ab12cd34", "Kota Contoh, 21 Januari 2025",
             "KEPALA BADAN CONTOH", "Ditandatangani secara elektronik",
             "Keaslian dapat diperiksa di", "PEJABAT CONTOH, S.Sos.",
             "NIP 19700101 199501 1 001", "SOP Nomor 800/07/Sekr/BC", "berlaku sejak 20 Januari 2025",
             "ppid.contoh.go.id/maklumat/informasi-publik"]
    places = [said.index(piece) for piece in order]
    assert places == sorted(places)


def test_tags_of_title_list_and_labels(make):
    assert pdf.headings(make(listed(THREE)).path) == ((1, "MAKLUMAT PELAYANAN INFORMASI PUBLIK"),)
    tags = [tag.kind for tag in pdf.tags(make(listed(THREE)).path)]
    assert tags.count("LI") == 3 and tags.count("Figure") == 1
    assert pdf.headings(make(HEADED).path)[1:] == ((2, "JANJI DAN KESANGGUPAN"), (2, "KEWAJIBAN"), (2, "SANKSI"))


def test_code_is_read_and_large_enough(make):
    """Of A3 and A4, test_quality reads it."""
    made = make(listed(THREE), paper="f4")
    [picture] = qr.pictures(made.path)
    for seen in qr.SEEN.values():
        assert qr.read(seen(picture)) == {LINK}
    figure = next(tag for tag in pdf.tags(made.path) if tag.kind == "Figure")
    assert figure.alt == f"Kode QR menuju {LINK}"


def test_wet_ink_leaves_room_and_claims_nothing(make):
    front = FRONT.replace("cara: sshsig", "cara: basah")
    made = make(listed(THREE), front=front)
    assert_sound(made)
    assert "elektronik" not in made.text() and "Keaslian" not in made.text()
    with pypdfium2.PdfDocument(made.path) as document:
        text = document[0].get_textpage()
        title, name = (text.get_charbox(text.search(words).get_next()[0])
                       for words in ("KEPALA BADAN CONTOH", "PEJABAT CONTOH"))
    assert title[1] - name[3] > 18 * MM


def test_fifteen_clauses_fit_on_a3_and_are_refused_where_they_do_not(make):
    clauses = [*THREE, *[MORE] * 12]
    made = make(listed(clauses), paper="a3")
    assert_sound(made)
    assert made.tagged().count("tanpa membeda-bedakan") == 12
    with pytest.raises(Unfit):
        make(listed([*clauses, *[MORE] * 40]), paper="a4")


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("count", cases((6, 10, 17, 40), (8, 13, 25)))
def test_more_clauses_are_whole_or_refused(make, count: int, paper: str):
    clauses = [*THREE, *(f"{MORE[:-1]} ke-{n};" for n in range(count - 3))]
    try:
        made = make(listed(clauses), paper=paper)
    except Unfit:
        return
    assert_sound(made)
    assert f"ke-{count - 4};" in made.tagged()
    with pypdfium2.PdfDocument(made.path) as document:
        text = document[0].get_textpage()
        start = text.search("melayani setiap").get_next()[0]
        assert _scale(text, start) * raw.FPDFText_GetFontSize(text.raw, start) >= FLOORS[paper] - 0.05


def test_a_clause_of_400_words_is_whole_or_refused(make):
    long = JANJI[:-1] + " dengan ramah serta jujur kepada semua orang" * 57 + ";"
    made = make(listed([long, PERBAIKAN, SANKSI]), paper="a3")
    assert_sound(made)
    assert made.tagged().count("kepada semua orang") == 57
    with pytest.raises(Unfit):
        make(listed([long * 2, PERBAIKAN, SANKSI]), paper="a4")


@pytest.mark.parametrize("paper", PAPERS)
def test_long_names_and_titles(make, paper: str):
    office = "BADAN PERENCANAAN PEMBANGUNAN, PENELITIAN, DAN PENGEMBANGAN DAERAH KOTA CONTOH"
    front = (FRONT.replace("BADAN CONTOH\n", f"{office}\n", 1)
             .replace("Maklumat Pelayanan", "Maklumat Pelayanan Terpadu Satu Pintu dan Penyelesaian Keberatan atas", 1)
             .replace("PEJABAT CONTOH", "PEJABAT CONTOH DENGAN NAMA YANG PANJANG SEKALI", 1))
    made = make(listed(THREE), paper=paper, front=front)
    assert_sound(made)
    assert "DAERAH KOTA CONTOH" in made.tagged()


@pytest.mark.parametrize("paper", PAPERS)
def test_both_lines_of_the_title_are_as_wide_as_each_other(make, paper: str):
    with pypdfium2.PdfDocument(make(listed(THREE), paper=paper).path) as document:
        text = document[0].get_textpage()
        large, small = (_width(text, words) for words in ("MAKLUMAT", "PELAYANAN INFORMASI PUBLIK"))
    assert large == pytest.approx(small, rel=0.04)
    assert large > 0.6 * SIZES[paper][0] * MM


def _width(text: pypdfium2.PdfTextPage, words: str) -> float:
    start, count = text.search(words, match_case=True).get_next()
    return text.get_charbox(start + count - 1)[2] - text.get_charbox(start)[0]


def test_a_title_without_the_word_maklumat_stands_whole(make):
    made = make(listed(THREE), front=FRONT.replace("Maklumat Pelayanan", "Janji Pelayanan"))
    assert_sound(made)
    assert pdf.headings(made.path) == ((1, "JANJI PELAYANAN INFORMASI PUBLIK"),)


@pytest.mark.parametrize("word", ["A" * 120, "mempertanggungjawabkannyalah" * 3, "i" * 26,
                                  "https://ppid.contoh.go.id/maklumat/standar-pelayanan/yang-panjang-sekali/?halaman=1",
                                  "MEMPERTANGGUNGJAWABKAN"])
def test_long_words_break_or_shrink(make, word: str):
    made = make(listed([f"{JANJI[:-1]} di {word};", PERBAIKAN, SANKSI]))
    assert_sound(made)
    assert word in "".join(made.tagged().split())


def test_typst_code_is_printed_and_not_run(make):
    nasty = r'''#read("/etc/passwd") $x$ @ref <lbl> \\ \* "kutip" 'satu' #panic() {{ [x](y) // /* ~ -- ...'''
    made = make(listed([f"{JANJI[:-1]} dan {nasty};", PERBAIKAN, SANKSI]),
                front=FRONT.replace("PEJABAT CONTOH, S.Sos.", """'#panic("x") $y$ @a'"""))
    assert_sound(made)
    for piece in ('#read("/etc/passwd") $x$ @ref <lbl> \\ * "kutip" \'satu\' #panic() {{ x // /* ~ -- ...',
                  '#panic("x") $y$ @a'):
        assert piece in made.tagged()


def test_a_pale_accent_leaves_numerals_and_rules_to_the_other_colour(make):
    """The same page in another accent differs only in its ornaments: the frame's, not the numerals'."""
    colours = (Colours("#7a0019", "#ffee55"), Colours("#7a0019", "#fff7aa"), Colours("#7a0019", "#006688"))
    pale, paler, dark = (_inner(make(listed(THREE), replace(CLEAN, stationery=replace(LOOK, colours=it))))
                         for it in colours)
    assert pale == paler != dark


def _inner(made: Poster) -> bytes:
    """The picture within the frame and its line."""
    picture = next(qr.pictures(made.path, 72))
    edge = round(19 * MM)
    return picture.crop((edge, edge, picture.width - edge, picture.height - edge)).tobytes()


def test_accessible_and_archivable(make, needs, tmp_path: Path):
    needs("java")
    files = {}
    for name, body, edition in (("signed", HEADED, CLEAN), ("list", listed(THREE), CLEAN),
                                ("paragraph", PARAGRAPH, DRAFT)):
        path = make(body, edition).path
        files[path.rename(tmp_path / f"{name}.pdf")] = ("PDFUA_1", "PDFA_2_A")
    for path in files:
        assert pdf.faults(path, "Maklumat Pelayanan Informasi Publik", "https://") == ()
    assert {verdict.file: verdict.failed for verdict in vera.validate(files) if not verdict.compliant} == {}
