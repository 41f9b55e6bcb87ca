"""The register: every document once in every order, every link to a page that is made, counts that are right."""

from __future__ import annotations

import re
import time
from collections import Counter
from dataclasses import replace
from functools import cache
from html import unescape
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as some

from maklumat import documents, facets, passages, register, register_page, staged, status
from maklumat.catalogue import Catalogue, Entry
from maklumat.evidence import NOBODY, Holding
from maklumat.model import Kind, State
from maklumat.passages import Told
from maklumat.planned import FEED, INDEX, TABLE, Facts, Mode
from maklumat.verdicts import Verdict

from .verdicts import revision

PATH = "content/sop/maklumat-informasi-publik/index.md"
BASE = (Path(__file__).parents[1] / "rules/base" / PATH).read_text(encoding="utf-8")
OTHERS = {TABLE, INDEX, FEED}  # what the register leads to beside its own pages and the documents


def signed(path, state):
    """The verdict on a document that was signed in 2025, if it was."""
    return Verdict(path, "a", state, "", "d", (revision(b"x", digest="d"),))


def row(text=BASE, state=State.APPROVED, holding=NOBODY):
    told = passages.told(documents.read(PATH, text.encode()))
    return Entry(told, signed(PATH, state), "sop/a/", "d/a/", status.of(told.outline, state, holding), holding)


@cache
def _read(day):
    return documents.read(PATH, re.sub("(?m)^(tanggal_efektif:).*", rf"\1 {day}", BASE).encode()).document


def entry(at, *, title="", number="", office="DINAS CONTOH", unit="", day="2025-01-20", state=State.APPROVED,
          kind=Kind.SOP):
    """A document that differs from the base in what the register tells of it."""
    base = _read(day)

    def said(words):
        return base.title._replace(text=words) if words else None

    agency = replace(base.agency, office=said(office), unit=said(unit))
    document = replace(base, path=f"content/sop/{at:05}/index.md", kind=kind, title=said(title or f"Judul {at}"),
                       number=said(number), agency=agency)
    return Entry(Told(document.path, b"", document, ()), signed(document.path, state), f"sop/{at:05}/", f"d/{at}/",
                 status.of(document, state))


def varied(count):
    """Documents of 40 agencies with five units each, of two kinds, of several states and years."""
    states = (*[State.APPROVED] * 18, State.WITHDRAWN, State.NOT_YET)
    return [entry(at, title=f"Pelayanan {at * 7919 % count}", number=f"800/{at}/2025" if at % 9 else "",
                  office=f"DINAS CONTOH {at % 40}", unit=f"Bidang {at // 40 % 5}", day=f"{2012 + at % 14}-03-01",
                  state=states[at % 20], kind=Kind.SOP if at % 3 else Kind.MAKLUMAT) for at in range(count)]


def made(rows, mode=Mode.STRICT):
    """The pages by address, and their texts."""
    found = list(register.pages(Catalogue(tuple(rows), Facts(mode))))
    pages = {page.address: page.block for page in found}
    assert len(pages) == len(found), "two pages at one address"
    return pages, {page.address: staged.page(page.block, page.head) for page in found}


def block(rows):
    pages, _ = made(rows)
    return pages["daftar/"]


def links(here, html):
    return [target(here, unescape(href)) for href in re.findall(r'<a href="([^"]*)"', html)]


def target(here, href):
    """Where a relative link leads, below the site."""
    assert href.startswith("../" * here.count("/")), "as `relative` writes them"
    return href[3 * here.count("/"):]


def listed(here, html):
    """The addresses of the documents in the tables of a page, in order."""
    return [links(here, head)[0] for head in re.findall(r'<th scope="row">.*?</th>', html)]


def chain(pages, start):
    """The documents of a list, page after page as the pager leads on."""
    found, here = [], start
    while here:
        found += listed(here, pages[here])
        onward = re.search(r'<a href="([^"]+)" rel="next">', pages[here])
        here = links(here, onward[0])[0] if onward else ""
    return found


def test_a_line_holds_what_one_looks_a_document_up_by():
    line = next(line for line in block([row()]).splitlines() if 'scope="row"' in line)
    assert line.startswith('<tr><th scope="row"><a href="../sop/a/">Penetapan Maklumat Pelayanan Informasi Publik</a>')
    cells = [re.sub(r"<[^>]+>", "", cell) for cell in re.findall(r"<td>(.*?)</td>", line)]
    assert cells == ["Jenis: SOP", "Nomor SOP: 800/07/Sekr/BCN/2025", "Perangkat daerah: BADAN CONTOH SEKRETARIAT",
                     "Tanggal efektif: 20 Januari 2025", "Keadaan: Berlaku"]
    assert '<time datetime="2025-01-20">' in line


def test_the_state_is_told_in_words():
    assert "</span> Rancangan</td></tr>" in block([row(state=State.DRAFT)])
    assert "</span> Dicabut</td></tr>" in block([row(state=State.WITHDRAWN)])


def test_a_text_signed_ahead_does_not_hide_what_holds():
    said = block([row(state=State.NOT_YET, holding=Holding(revision(b"dulu", 3)))])
    assert "</span> Belum berlaku; sampai tanggal efektif berlaku revisi 3</td></tr>" in said
    assert "</span> Belum berlaku</td></tr>" in block([row(state=State.NOT_YET)])


def test_hostile_texts_stay_text():
    evil = '"><script>alert(1)</script>&amp;'
    pages, _ = made([entry(at, title=evil, office=f"{evil}{at % 2}", unit=f"{evil}{at % 4}", number=evil)
                     for at in range(12)])
    for address, html in pages.items():
        assert "<script" not in html, address
        assert "\n\n" not in html, address
        assert re.fullmatch(r"[a-z0-9/-]+", address)


def test_nothing_to_list():
    pages, _ = made([])
    assert list(pages) == ["daftar/"]
    assert "Belum ada dokumen yang disahkan." in pages["daftar/"]
    assert "<table" not in pages["daftar/"]
    assert "Unduh" not in pages["daftar/"]


@pytest.mark.parametrize("count", [1, 8])
def test_few_documents_are_one_page_without_filters_orders_and_page_numbers(count):
    pages, _ = made(varied(count))
    assert list(pages) == ["daftar/"]
    for clutter in ("<nav", "aria-sort", "Semua dokumen"):
        assert clutter not in pages["daftar/"]


@pytest.mark.parametrize(("count", "most"), [(9, 30), (50, 100), (500, 500), (5000, 1000)])
def test_every_size_of_register_is_whole_and_bounded(count, most):
    rows = varied(count)
    start = time.process_time()
    pages, _ = made(rows)
    assert time.process_time() - start < 15, "a few seconds of work"
    assert len(pages) <= most
    assert max(len(html.encode()) for html in pages.values()) < 50_000
    everything = {item.address for item in rows}
    for order in ("", "urut/nomor/", "urut/tanggal/"):
        found = chain(pages, f"daftar/{order}")
        assert len(found) == count, order
        assert set(found) == everything
    known = pages.keys() | everything | OTHERS
    leading = {here: set(links(here, html)) for here, html in pages.items()}
    assert set().union(*leading.values()) <= known
    reached, waiting = set(), {"daftar/"}
    while waiting:
        reached |= waiting
        waiting = set().union(*map(leading.get, waiting)) & pages.keys() - reached
    assert reached == pages.keys(), "every page can be reached"


@pytest.mark.parametrize("count", [50, 700])
def test_a_filter_holds_as_many_documents_as_its_link_says_and_the_right_ones(count):
    rows = varied(count)
    pages, _ = made(rows)
    told = {}
    for here, html in pages.items():
        for href, words in re.findall(r'<a href="([^"]+)"(?: aria-current="true")?>([^<]+ \([0-9.]+\))</a>', html):
            there = target(here, href)
            label, _, number = unescape(words).rpartition(" (")
            assert told.setdefault(there, (label, int(number[:-1].replace(".", "")))) is not None
    assert told["daftar/"] == ("Semua dokumen", count)
    assert {there: number for there, (_, number) in told.items()} == {
        there: len(chain(pages, there)) for there in told}
    by_address = {item.address: item for item in rows}
    seen = Counter()
    for there, (label, _) in told.items():
        kind = there.split("/")[1]
        for item in map(by_address.get, chain(pages, there)):
            seen[kind] += 1
            assert label in {"": ["Semua dokumen"], "perangkat-daerah": [item.office], "unit-kerja": [item.unit],
                             "jenis": [status.KIND_WORDS[item.kind]], "keadaan": [item.status.word],
                             "tahun": [str(item.effective.year)]}[kind]
    assert {seen[kind] for kind in ("perangkat-daerah", "jenis", "keadaan", "tahun")} == {count}


def test_orders():
    rows = [entry(at, title=f"Judul {at}", number=number, day=day) for at, (number, day) in enumerate([
        ("800/10/2025", "2024-01-01"), ("800/9/2025", "2025-01-20"), ("", "2023-05-05"), ("800/100/2025", "2022-01-01"),
        ("90/1/2025", "2025-01-20"), ("800/09/2024", "x"), ("A/1", "2020-01-01"), ("800/11", "2019-01-01"),
        ("800/12", "2018-01-01"), ("800/13", "2017-01-01"), ("800/14", "2016-01-01")])]
    pages, _ = made(rows[::-1])
    order = {name: [int(there[4:-1]) for there in chain(pages, f"daftar/{name}")]
             for name in ("", "urut/nomor/", "urut/tanggal/")}
    assert order[""] == list(range(11)), "2 stands before 10"
    assert order["urut/nomor/"] == [4, 5, 1, 0, 7, 8, 9, 10, 3, 6, 2], "by value; what has no number comes last"
    assert order["urut/tanggal/"] == [1, 4, 0, 2, 3, 6, 7, 8, 9, 10, 5], "newest first; what has no date comes last"
    assert '<th scope="col" class="urut" aria-sort="ascending">Judul <span class="urutan">urut judul</span></th>' in (
        pages["daftar/"])
    newest = pages["daftar/urut/tanggal/"]
    assert 'aria-sort="descending">Tanggal efektif <span class="urutan">terbaru dahulu</span></th>' in newest
    assert newest.count("aria-sort") == 1
    assert "daftar/" in links("daftar/urut/tanggal/", newest)


def test_withdrawn_documents_come_last_under_a_heading_of_their_own():
    rows = [entry(at, number=f"{at}/2025", day=f"{2030 - at // 2}-01-01", state=State.WITHDRAWN if at < 2 else
                  State.APPROVED) for at in range(60)]
    pages, _ = made(rows)
    for order in ("", "urut/nomor/", "urut/tanggal/"):
        assert set(chain(pages, f"daftar/{order}")[-2:]) == {"sop/00000/", "sop/00001/"}
    last = pages["daftar/2/"]
    assert last.index("sop/00059/") < last.index("<h2>Dokumen yang dicabut</h2>") < last.index("sop/00000/")
    assert "<h2>" not in pages["daftar/"]
    assert "<h2>Dokumen yang dicabut</h2>" in pages["daftar/keadaan/dicabut/"]
    assert re.findall(r'<section class="gulir" aria-label="([^"]+)"', last) == [
        "Tabel: Daftar dokumen", "Tabel: Dokumen yang dicabut"]


def test_a_filter_with_one_value_is_not_offered_and_the_chosen_one_is_marked():
    pages, texts = made([entry(at, day=f"{2020 + at % 2}-01-01") for at in range(60)])
    assert {here.split("/")[1] for here in pages} == {"", "2", "urut", "tahun"}
    page = pages["daftar/tahun/2021/"]
    assert "<h1>Daftar Dokumen: 2021</h1>" in page
    assert '<a href="../../../daftar/tahun/2021/" aria-current="true">2021 (30)</a>' in page
    assert '<a href="../../../daftar/">Semua dokumen (60)</a>' in page
    assert 'aria-current="true">Semua dokumen (60)</a>' in pages["daftar/2/"]
    assert "Dokumen 51 sampai 60 dari 60, urut judul." in pages["daftar/2/"]
    titles = [yaml.safe_load(text.split("---")[1])["title"] for text in texts.values()]
    assert len(set(titles)) == len(titles)
    assert "Daftar Dokumen: 2021, terbaru dahulu" in titles


def test_units_are_offered_below_their_agency_and_alone_where_there_is_one():
    two = [entry(at, office=f"DINAS {at % 2}", unit="Sekretariat" if at % 4 else "Bidang A",
                 day=f"202{at % 3}-01-01") for at in range(16)]
    pages, _ = made(two)
    assert "Unit kerja" not in pages["daftar/"].partition("<table")[0]
    agency = "daftar/perangkat-daerah/dinas-0/"
    assert len({there for there in links(agency, pages[agency]) if "unit-kerja" in there}) == 2
    assert re.findall("<dt>(.*?)</dt>", pages[agency]) == ["Perangkat daerah", "Unit kerja", "Tahun"]
    assert "daftar/unit-kerja/dinas-0/bidang-a/" in pages
    assert not any(here.startswith("daftar/unit-kerja/dinas-1/") for here in pages), "it has one unit only"
    unit = pages["daftar/unit-kerja/dinas-0/bidang-a/"]
    assert "<h1>Daftar Dokumen: DINAS 0, Bidang A</h1>" in unit
    assert unit.partition("<table")[0].count('aria-current="true"') == 2
    pages, _ = made([*two[::2], *(entry(at, office="DINAS 0") for at in (90, 91))])
    assert "daftar/unit-kerja/dinas-0/bidang-a/" in links("daftar/", pages["daftar/"])


def test_many_values_have_a_page_of_their_own():
    pages, _ = made(varied(500))
    assert "Pilih dari 40 perangkat daerah</a>" in pages["daftar/"]
    choice = pages["daftar/perangkat-daerah/"]
    assert "<h1>Daftar Dokumen menurut perangkat daerah</h1>" in choice
    names = re.findall(r"<li><a [^>]+>(DINAS CONTOH [0-9]+) ", choice)
    assert names == [f"DINAS CONTOH {at}" for at in range(40)]


def test_very_many_values_have_several_pages(monkeypatch):
    monkeypatch.setattr(register_page, "CHOICES", 15)
    pages, _ = made(varied(500))
    places = ["daftar/perangkat-daerah/", "daftar/pilihan/perangkat-daerah/2/", "daftar/pilihan/perangkat-daerah/3/"]
    found = [re.findall(r'<li><a href="([^"]+)">(DINAS CONTOH [0-9]+) ', pages[place]) for place in places]
    assert [len(links) for links in found] == [15, 15, 10]
    assert [name for links in found for _, name in links] == [f"DINAS CONTOH {at}" for at in range(40)]
    assert all(target(place, href) in pages for place, links in zip(places, found, strict=True) for href, _ in links)
    assert target(places[1], re.search(r'<a href="([^"]+)" rel="next">', pages[places[1]])[1]) == places[2]


def test_page_numbers_lead_to_the_pages_around_and_to_both_ends():
    pages, _ = made([entry(at) for at in range(1000)])
    nav = pages["daftar/10/"].partition('<nav class="halaman-ke"')[2]
    words = re.sub(r"<[^>]+>", " ", nav.partition("</nav>")[0].partition(">")[2]).replace("Halaman", " ").split()
    assert words == ["Sebelumnya", "1", "…", "8", "9", "10", "11", "12", "…", "20", "Berikutnya"]
    assert re.search(r'<a href="[^"]+/10/" aria-current="page">', nav)
    assert 'rel="prev"' not in pages["daftar/"]
    assert 'rel="next"' not in pages["daftar/20/"]


def test_only_the_first_page_of_an_official_register_is_for_search_engines():
    rows = varied(60)
    for mode, expected in ((Mode.STRICT, {"daftar/"}), (Mode.SAMPLE, set()), (Mode.PREVIEW, set())):
        _, texts = made(rows, mode)
        assert {here for here, text in texts.items() if "tercantum: ya" in text} == expected


def test_the_data_are_offered_where_signed_documents_are():
    assert {TABLE, INDEX, FEED} <= set(links("daftar/", block([row()])))
    assert not OTHERS & set(links("daftar/", block([row(state=State.DRAFT)])))


def test_pages_are_the_same_whatever_order_the_documents_come_in():
    rows = varied(60)
    assert made(rows)[1] == made(rows[::-1])[1]


NAMES = some.text(min_size=1, max_size=90) | some.sampled_from([
    "Dinas A", "DINAS A", "Dinas-A", "dinas/a", "DINÁS A", "../../etc", "2", "halaman", "Unit … ", "部門", "部門二",
    "x" * 70, "x" * 71, "a--b", "lain", "con", "%2e%2e", "<b>", " "])


@settings(max_examples=150, deadline=None)
@given(some.lists(NAMES, min_size=1, max_size=30))
def test_addresses_of_names_are_plain_apart_and_made_from_the_name_alone(names):
    for name in names:
        assert re.fullmatch(r"|[a-z0-9]+(--?[a-z0-9]+)*", facets.slug(name)), name
        assert facets.slug(name) == facets.slug(f" {name.strip()}.")
    rows = [entry(at, office=name, unit=names[-1 - at]) for at, name in enumerate(names)]
    offices = facets.of(rows, "daftar/")
    assert all(len(facet.values) > 1 for facet in offices)
    before = {item.address: value.address for facet in offices[:1] if facet.name == "Perangkat daerah"
              for value in facet.values for item in value.entries}
    after = facets.of([*rows, entry(990, office="Dinas Lain Sekali"), entry(991, office="部門三")], "daftar/")[0]
    moved = {item.address: value.address for value in after.values for item in value.entries}
    assert before.items() <= moved.items(), "no address moves when documents come"


def test_names_that_differ_in_more_than_case_and_punctuation_have_addresses_of_their_own():
    assert facets.slug("Dinas Pendidikan, Pemuda, dan Olahraga") == "dinas-pendidikan-pemuda-dan-olahraga"
    names = ("部門", "部門二", "x" * 70, "x" * 71, "a b", "ab", "Unit α", "Unit β")
    assert len(set(map(facets.slug, names))) == len(names)
    assert facets.slug("DINÁS  a") == facets.slug("Dinas-A") == "dinas-a"
    assert facets.slug("—") == ""
    assert len(facets.slug("panjang " * 50)) < 80, "disks do not take longer names of folders for ever"


def test_of_several_spellings_the_most_frequent_is_shown():
    rows = [entry(at, office=name) for at, name in enumerate(["DINAS A", "Dinas A", "Dinas A", "Dinas B"])]
    [offices] = facets.of(rows, "daftar/")
    assert [(value.label, len(value.entries)) for value in offices.values] == [("Dinas A", 3), ("Dinas B", 1)]


def test_the_year_is_that_of_the_sign_off_where_no_effective_date_is_read():
    rows = [entry(at, day=day) for at, day in enumerate(("x", "x", "2019-01-01", "2031-01-01"))]
    [years] = facets.of(rows, "daftar/")
    assert [(value.label, len(value.entries)) for value in years.values] == [("2031", 1), ("2025", 2), ("2019", 1)]
