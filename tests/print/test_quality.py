"""Prints as citizens, printers and archives get them: a signed office, the real drafts, a void and a withdrawn text."""

from __future__ import annotations

import shutil
from hashlib import sha256
from pathlib import Path

import pytest
from PIL import Image

from maklumat import announcement, permalinks
from maklumat.cards import FORMATS

from ..sites import office as offices
from ..sites.office import MAKLUMAT, SOP
from . import pdf, qr, vera
from .outputs import Outputs, built, command, copied

OURS = f"https://{offices.DOMAIN}/"
POSTERS = ("cetak/poster-a3.pdf", "cetak/poster-a4.pdf")
SOCIAL = tuple(f"sosial/{name}" for name in ("potret.png", "persegi.png", "cerita.png", "og.png", "takarir.txt",
                                             "teks-alternatif.txt"))
SIGNED = {address + name for address, own in ((MAKLUMAT, POSTERS), (SOP, ("cetak/sop.pdf",)))
          for name in (*own, *SOCIAL)}
STATES = ("signed", "drafts", "void", "withdrawn")
MARKS = {"drafts": "RANCANGAN", "void": "GUGUR", "withdrawn": "DICABUT"}


def printed(root: Path) -> Outputs:
    run = command(root, "print", "informasi-publik", "--out", "cetakan")
    assert run.returncode == 0, run.stdout + run.stderr
    return Outputs(root, root / "cetakan")


@pytest.fixture(scope="module")
def of(signed, once) -> dict[str, Outputs]:
    """The outputs in each state."""
    folder = once("cetakan-lain", lambda folder: others(signed, folder))
    places = {"drafts": "site", "void": "cetakan", "withdrawn": "site"}
    return {"signed": Outputs(signed.root, signed.root / "site")} | {
        state: Outputs(folder / state, folder / state / place) for state, place in places.items()}


def others(signed: offices.Office, folder: Path) -> None:
    """Makes the prints of the other states."""
    def changed(state: str, *changes: tuple[str, str]) -> offices.Office:
        root = shutil.copytree(signed.root, folder / state, ignore=shutil.ignore_patterns("site"))
        other = offices.Office(root, signed.keys)
        other.edit(MAKLUMAT, *changes)
        return other

    void = changed("void", ("paling lambat 9 hari kerja", "paling lambat 8 hari kerja"))
    withdrawn = changed("withdrawn", ("\nrevisi: 2\n", "\nrevisi: 3\n"), ("status: berlaku", "status: dicabut"),
                        ("tanggal_efektif: 2025-02-05", "tanggal_efektif: 2025-02-06"),
                        ("tanggal_pengesahan: 2025-02-05", "tanggal_pengesahan: 2025-02-06"))
    withdrawn.sign(MAKLUMAT)
    withdrawn.commit("Dicabut", "2025-02-06")
    built(copied(folder / "drafts"))
    printed(void.root)
    built(withdrawn.root)


def concerned(of, state: str) -> tuple[Path, ...]:
    """The PDFs that bear the mark of this state."""
    return tuple(path for path in of[state].files("*.pdf") if state == "drafts" or path.match("maklumat/*/cetak/*"))


# --- every PDF ---

@pytest.mark.thorough
def test_every_pdf_passes_verapdf(of, needs):
    needs("javac")
    files = {path: ("PDFUA_1", "PDFA_3_A" if path.name == "sop.pdf" else "PDFA_2_A")
             for state in STATES for path in of[state].files("*.pdf")}
    assert len(files) == 11
    failed = [verdict for verdict in vera.validate(files) if not verdict.compliant or verdict.checks < 100]
    assert failed == []


@pytest.mark.parametrize("state", STATES)
def test_every_pdf_says_what_it_is_and_holds_nothing_that_acts(state, of):
    for path in of[state].files("*.pdf"):
        assert pdf.faults(path, of[state].title(path), OURS) == (), path


@pytest.mark.parametrize("state", STATES)
def test_only_the_form_carries_its_source_byte_for_byte(state, of):
    for path in of[state].files("*.pdf"):
        expected = {"naskah.md": of[state].source(path).read_bytes()} if path.name == "sop.pdf" else {}
        assert pdf.attachments(path) == expected, path


@pytest.mark.parametrize("state", STATES)
def test_every_page_has_its_text_and_only_its_own_size(state, of):
    sizes = {"poster-a3.pdf": (842, 1191), "poster-a4.pdf": (595, 842), "sop.pdf": (842, 595)}
    for path in of[state].files("*.pdf"):
        pages = pdf.pages(path)
        assert len(pages) == 1 or path.name == "sop.pdf"
        assert all(len(text) > 100 for text in pages)
        for picture in qr.pictures(path, dpi=72):
            assert picture.size == pytest.approx(sizes[path.name], abs=1)


# --- what is signed ---

def test_a_signed_office_gets_all_its_channels(of):
    assert of["signed"].prints().keys() == SIGNED


def test_a_signed_print_bears_no_mark(of):
    for path in of["signed"].files("*.pdf"):
        for text in pdf.pages(path):
            assert not any(mark in text for mark in ("RANCANGAN", "GUGUR", "DICABUT", "CONTOH:")), path


@pytest.mark.parametrize("name", POSTERS)
def test_a_poster_on_the_wall_leads_to_its_page(name, of):
    [page] = qr.pictures(of["signed"].site / MAKLUMAT / name)
    for how, seen in qr.SEEN.items():
        assert qr.read(seen(page)) == {OURS + permalinks.address("maklumat", "informasi-publik")}, how


def test_every_signed_sheet_has_its_code_once_and_says_where_it_leads(of):
    for path in of["signed"].files("*.pdf"):
        kind, name = path.relative_to(of["signed"].site).parts[:2]
        leads = OURS + permalinks.address(kind, name)
        assert [tag.alt for tag in pdf.tags(path) if OURS in tag.alt] == [f"Kode QR menuju {leads}"], path
        assert next(qr.read(page) for page in qr.pictures(path, dpi=200)) == {leads}, path


@pytest.mark.parametrize("address, kind, name", [(MAKLUMAT, "maklumat", "informasi-publik"),
                                                 (SOP, "sop", "maklumat-informasi-publik")])
def test_the_short_address_arrives_at_the_document(address, kind, name, of):
    site = of["signed"].site
    assert of["signed"].arrival(permalinks.address(kind, name)) == (site / address / "index.html").resolve()


def test_cards_have_their_size_their_code_and_their_words(of):
    for address, kind, name in ((MAKLUMAT, "maklumat", "informasi-publik"), (SOP, "sop", "maklumat-informasi-publik")):
        folder = of["signed"].site / address / "sosial"
        for card, size in FORMATS.items():
            with Image.open(folder / f"{card}.png") as picture:
                assert (picture.format, picture.size) == ("PNG", size)
            [seen] = qr.pictures(folder / f"{card}.png")
            assert qr.read(seen) == ({OURS + permalinks.address(kind, name)} if card != "og" else set()), card
            assert (folder / f"{card}.png").stat().st_size < 300_000
        texts = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.txt")}
        assert len(texts["takarir.txt"]) <= announcement.CAPTION
        for text in texts.values():
            assert OURS + permalinks.address(kind, name) in text or "teks alternatif" in text.lower()
            assert text.endswith("\n") and "\r" not in text


def test_a_screen_reader_hears_the_poster_in_the_order_of_the_sheet(of):
    for name in POSTERS:
        heard = " ".join(pdf.tags(of["signed"].site / MAKLUMAT / name)[0].text.split())
        parts = ("BADAN CONTOH", "berjanji dan sanggup", "memberikan pelayanan sesuai dengan kewajiban",
                 "bersedia menerima sanksi", "KEPALA BADAN CONTOH", "CONTOH PEJABAT, S.Sos.")
        places = [heard.find(part) for part in parts]
        assert -1 not in places, (parts[places.index(-1)], heard)
        assert places == sorted(places)
        assert len(heard.split()) > 60


def test_a_screen_reader_hears_the_procedure_step_by_step(of):
    path = of["signed"].site / SOP / "cetak/sop.pdf"
    tags = pdf.tags(path)
    heard = " ".join(tags[0].text.split())
    steps = ("Menyusun rancangan", "Memeriksa rancangan", "Mengumumkan maklumat")
    places = [heard.find(step) for step in steps]
    assert -1 not in places and places == sorted(places)
    symbols = [tag.alt for tag in tags if tag.kind == "Figure"]
    assert any("Ya: ke langkah 3" in alt and "Tidak: ke langkah 1" in alt for alt in symbols)
    assert {"Table", "TH", "TD"} <= {tag.kind for tag in tags}


# --- what is not ---

@pytest.mark.parametrize("state", MARKS)
def test_every_page_says_what_it_is_not(state, of):
    assert concerned(of, state)
    for path in concerned(of, state):
        for number, text in enumerate(pdf.pages(path), 1):
            assert MARKS[state] in text, f"{path} {number}"
        heard = pdf.tags(path)[0].text.upper()
        assert MARKS[state] in heard, f"{path}: nothing that a screen reader says"


def test_a_sample_site_says_so_on_every_print(of):
    for path in of["drafts"].files("*.pdf"):
        assert "CONTOH" in pdf.tags(path)[0].text.upper(), path


@pytest.mark.parametrize("state", MARKS)
def test_what_is_not_in_force_has_no_code_and_is_not_announced(state, of):
    for path in concerned(of, state):
        for page in qr.pictures(path):
            assert qr.read(page) == set(), path
        assert not any(tag.alt.startswith("Kode QR") for tag in pdf.tags(path))
    folder = of[state].site / ("" if state == "drafts" else MAKLUMAT)
    assert [*folder.rglob("sosial/*"), *(folder.rglob("d/*/index.html") if state == "drafts" else ())] == []


def test_what_is_void_is_never_in_a_site(of):
    run = command(of["void"].root, "build")
    assert run.returncode == 1
    assert "DITOLAK GB11" in run.stdout
    assert not (of["void"].root / "site").exists()


# --- the site around them ---

@pytest.mark.parametrize("state", ["signed", "drafts", "withdrawn"])
def test_the_list_of_prints_agrees_with_the_files(state, of):
    listed, outputs = of[state].listed(), of[state]
    assert listed.keys() == {uri for uri in outputs.prints() if state != "drafts"}
    for uri, entry in listed.items():
        data = (outputs.site / uri).read_bytes()
        assert (entry["sha256"], entry["ukuran"]) == (sha256(data).hexdigest(), len(data))
        source = outputs.source(outputs.site / uri)
        assert entry["naskah"] == source.relative_to(outputs.root).as_posix()
        assert entry["sidik_naskah"] == sha256(source.read_bytes()).hexdigest()


@pytest.mark.parametrize("state", ["signed", "drafts", "withdrawn"])
def test_pages_lead_to_their_prints(state, of):
    outputs = of[state]
    for uri in outputs.prints():
        page = f"{Path(uri).parent.parent.as_posix()}/index.html"
        led = {link for link in outputs.links(page) if "/cetak/" in link or "/sosial/" in link}
        assert uri in led or uri.endswith("og.png"), uri
        assert all((outputs.site / link).is_file() for link in led)
