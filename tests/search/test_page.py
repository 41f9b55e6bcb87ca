"""The search page: what it says, shows and keeps to itself; and its index, the same in every build."""

from __future__ import annotations

import json
import subprocess
import zlib
from pathlib import Path

import pytest

from maklumat import search_index, search_page, search_records
from maklumat.catalogue import Catalogue
from maklumat.errors import MaklumatError
from maklumat.model import State
from maklumat.planned import Facts
from maklumat.searched import tokens

from . import site
from .test_queries import asked

DRAFT = {"jenis": "sop", "id": "rahasia", "judul": "Rancangan Zirkonium", "nomor": "999/99/Zirkonium", "tahun": 2031,
         "unit": "UNIT ZIRKONIUM", "langkah": ["Mencatat zirkonium", "Menyimpan zirkonium"], "peringatan": "Zirkonium."}


@pytest.fixture(scope="module")
def root(tmp_path_factory) -> Path:
    return site.built(site.catalogue(), tmp_path_factory.mktemp("cari") / "situs")


def test_what_a_visitor_reads(root, tmp_path, needs):
    needs("chromium")
    slip, number, nothing, narrow, broken, empty, filtered = asked(
        root, tmp_path, {"q": "permohanan"}, {"q": "800/33"}, {"q": "imunisasi"}, {"q": "cuti", "tahun": "2019"},
        {"q": "<img src=x onerror=alert(1)> cuti"}, {"q": "yang"}, {"unit": "BIDANG PENGAWASAN"})
    assert slip["said"] == "Menampilkan hasil untuk “permohonan”. Ditemukan 3 dokumen."
    assert {word.casefold() for word in slip["marks"]} >= {"permohonan", "pemohon"}
    assert "meja layanan" in slip["texts"][0]
    assert not [word for word in slip["marks"] if not word.isalpha()]
    assert "SOP · nomor 800/11/Sekr/BCN/2024 · SEKRETARIAT · 2024 · Berlaku" in slip["texts"][0]
    assert number["links"] == ["/sop/pensiun/"]
    assert (nothing["links"], nothing["said"].split(".")[0]) == ([], "Tidak ada dokumen yang cocok")
    assert "Dokumen yang dicabut hanya ikut dicari bila Anda memintanya" in nothing["said"]
    assert "pada penyaring" in narrow["said"]
    assert broken["links"] == [] or "/sop/cuti/" in broken["links"]
    assert empty["said"].startswith(("Ditemukan", "Tidak ada"))
    assert len(filtered["links"]) == 4
    assert not filtered["more"]
    assert all(each["wide"] == 0 and each["form"] and not each["whole"] for each in (slip, number, nothing, filtered))


def test_without_its_index_the_page_says_so_and_keeps_the_list(root, tmp_path, needs):
    needs("chromium")
    (root / search_index.LIST).rename(root / "pagefind/hilang.json")
    try:
        [failed] = asked(root, tmp_path, {"q": "cuti"})
    finally:
        (root / "pagefind/hilang.json").rename(root / search_index.LIST)
    assert failed["said"].startswith("Pencarian tidak dapat dijalankan")
    assert failed["whole"]


def test_without_a_script_the_page_is_a_list_and_no_dead_form():
    catalogue = site.catalogue()
    [page] = search_page.pages(catalogue)
    form, listed = page.block.split('<section id="semua"')
    assert '<div id="pencarian" hidden>' in form
    assert all(f'href="../{entry.address}"' in listed for entry in catalogue.public)
    assert listed.index("<h2>Dicabut</h2>") < listed.index("sop/tera-lama/")
    assert "\n\n" not in page.block


def test_nothing_to_search():
    [page] = search_page.pages(Catalogue((), Facts()))
    assert "Belum ada dokumen resmi" in page.block
    assert page.head.template == "dokumen.html"
    assert search_index.build(()) == {}


def test_what_is_not_signed_is_in_no_file_of_the_index():
    drafts = [site.entry(DRAFT | {"id": f"rahasia-{state.value}"}, state) for state in (State.DRAFT, State.VOID)]
    catalogue = site.catalogue(*drafts)
    files = {**search_index.build(search_records.of(catalogue)),
             **{page.uri: page.block.encode() for page in search_page.pages(catalogue)}}
    for name, data in files.items():
        text = zlib.decompress(data, zlib.MAX_WBITS | 16) if data.startswith(b"\x1f\x8b") else data
        assert b"zirkonium" not in text.lower(), name
        assert b"rahasia-" not in text, name


def test_two_builds_are_alike_whatever_the_environment(monkeypatch):
    records = search_records.of(site.catalogue())
    monkeypatch.setenv("RAYON_NUM_THREADS", "1")
    monkeypatch.setenv("PAGEFIND_KEEP_INDEX_URL", "true")
    first = dict(search_index.build.__wrapped__(records))
    monkeypatch.setenv("RAYON_NUM_THREADS", "4")
    monkeypatch.delenv("PAGEFIND_KEEP_INDEX_URL")
    assert dict(search_index.build.__wrapped__(records)) == first
    assert {name.rpartition(".")[2] for name in first} == {
        "js", "json", "pagefind", "pf_meta", "pf_index", "pf_fragment"}


def test_the_list_names_every_document_by_its_fragment():
    catalogue = site.catalogue()
    files = search_index.build(search_records.of(catalogue))
    told = json.loads(files[search_index.LIST])
    assert {each["alamat"] for each in told["dokumen"].values()} == {entry.address for entry in catalogue.public}
    assert all(f"pagefind/fragment/{name}.pf_fragment" in files for name in told["dokumen"])
    assert [each["alamat"] for each in told["dokumen"].values() if each["dicabut"]] == ["sop/tera-lama/"]
    assert set(told["kata"].split()) >= {"gratifikasi", "pasfoto"}


def test_words_are_cut_as_people_write_them():
    assert tokens("No. 800/24/Sekr.7 — Café, tanda_tangan") == [
        "no", "800", "24", "sekr", "7", "cafe", "tanda", "tangan"]


@pytest.mark.parametrize("program", ["tidak-ada", "false", "cat"])
def test_a_program_that_is_missing_or_stops_is_one_sentence(monkeypatch, program):
    import pagefind_bin

    monkeypatch.setattr(pagefind_bin, "get_executable", lambda: program)
    with pytest.raises(MaklumatError, match=r"^(program pembuat indeks|indeks pencarian tidak dapat)") as caught:
        search_index.build.__wrapped__(search_records.of(site.catalogue()))
    assert "\n" not in str(caught.value)


def test_an_interrupt_leaves_no_program_behind(monkeypatch):
    begun = []
    popen = subprocess.Popen
    def noted(*given, **more):
        begun.append(popen(*given, **more))
        return begun[0]
    monkeypatch.setattr(search_index.subprocess, "Popen", noted)
    monkeypatch.setattr(search_index, "_ask", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        search_index.build.__wrapped__(search_records.of(site.catalogue()))
    assert begun[0].poll() is not None
