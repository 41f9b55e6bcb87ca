"""What the printed SOP form is made of: every value as people read it, what is empty empty, the body whole."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from maklumat import documents, pages, plaintext, prose, sheets, sop_sheet
from maklumat.blocks import parse
from maklumat.model import State
from maklumat.prints import Edition
from maklumat.stationery import Stationery

from .verdicts import revision, verdict

PATH = "content/sop/maklumat-informasi-publik/index.md"
SOURCE = (Path(__file__).parents[1] / "rules/base" / PATH).read_bytes()
DRAFT = Edition(State.DRAFT, Stationery(form="f4"), mark="RANCANGAN")


def sheet(*changes: tuple[str, str], edition: Edition = DRAFT):
    text = SOURCE.decode()
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    source = text.encode()
    return sop_sheet.sheet(documents.read(PATH, source).document, edition, source)


def body(text: str):
    return prose.blocks(parse(tuple(text.split("\n")), 1), 3)


def plain(runs) -> str:
    return "".join(run["t"] for run in runs)


def test_dates_are_read_by_people_and_empty_ones_stay_empty():
    assert sheet()["facts"] == [
        ["Nomor SOP", "800/07/Sekr/BCN/2025"], ["Tanggal Pembuatan", "14 Januari 2025"], ["Tanggal Revisi", ""],
        ["Tanggal Efektif", "20 Januari 2025"]]


def test_a_date_that_is_none_is_shown_as_typed():
    assert sheet(("tanggal_efektif: 2025-01-20", "tanggal_efektif: kapan-kapan"))["facts"][3][1] == "kapan-kapan"


def test_six_boxes_in_pairs_and_an_empty_one_stays_empty():
    boxes = sheet(("  - Register maklumat pelayanan", ""))["boxes"]
    assert [box["name"] for box in boxes] == [
        "Dasar Hukum", "Kualifikasi Pelaksana", "Keterkaitan", "Peralatan/Perlengkapan", "Peringatan",
        "Pencatatan dan Pendataan"]
    assert boxes[3]["items"] == ["Komputer", "Jaringan internet"]
    assert boxes[5]["items"] == []


def test_a_step_tells_its_values_in_the_forms_own_columns():
    made = sheet(("    kegiatan: Menyusun rancangan maklumat pelayanan\n",
                  "    kegiatan: Menyusun   rancangan\n    rincian: [satu, dua]\n"))
    assert made["steps"][0] == {
        "number": 1, "activity": "Menyusun rancangan", "details": ["satu", "dua"], "inputs": "Standar pelayanan",
        "time": "2 hari kerja", "output": "Rancangan maklumat pelayanan", "note": ""}
    assert made["actors"] == ["Petugas PPID", "Atasan PPID"]


def test_the_chart_has_a_cell_for_every_actor_and_words_for_every_step():
    chart = sheet()["flow"]
    assert [[cell["symbol"] for cell in row] for row in chart["rows"]] == [
        ["mulai", ""], ["", "keputusan"], ["selesai", ""]]
    assert chart["texts"][1] == "Keputusan; Ya: ke langkah 3; Tidak: ke langkah 1"
    assert [len(edge) > 0 for edge in chart["crossings"]] == [True, True, False]
    labels = [label for row in chart["rows"] for cell in row for label in cell["labels"]]
    assert {text for text, _, _ in labels} == {"Ya", "Tidak"}
    assert all(side in quarter for _, side, quarter in labels)
    assert len({quarter for _, _, quarter in labels}) == 2
    assert [it["target"] for it in chart["crossings"][1]] == [3]


def test_all_of_it_is_plain_data_of_one_form():
    assert json.loads(sheets.canonical(sheet())) == sheet()
    assert sheet()["paper"] == "f4"


def test_an_assumed_flow_says_so():
    assert sheet()["assumed"] == ""
    assert "diasumsikan" in sheet(("\npelaksana:\n", "\nalur: diasumsikan\npelaksana:\n"))["assumed"]


def test_the_form_bears_the_same_names_on_the_page_on_paper_and_in_text():
    source = SOURCE.replace(b"\npelaksana:\n", b"\nalur: diasumsikan\npelaksana:\n", 1)
    document = documents.read(PATH, source).document
    made = sop_sheet.sheet(document, DRAFT, source)
    names = [name for name, _ in made["facts"]] + [box["name"] for box in made["boxes"]]
    page = pages.block(document, verdict(documents.read(PATH, source), State.DRAFT))
    assert re.findall(r"<th[^>]*>([^<]+)</th>", page)[:len(names) + 2] == [
        *names[:4], "Disahkan Oleh", "Nama SOP", *names[4:]]
    text = plaintext.lines(document)
    assert [line for line in text if line in [box["name"].capitalize() for box in made["boxes"]]] == [
        box["name"].capitalize() for box in made["boxes"]]
    assert made["assumed"] in text
    assert f'<p class="catatan">{made["assumed"]}</p>' in page


def test_the_source_is_the_document_as_it_is_stored():
    assert sheet()["source"].encode() == SOURCE


@pytest.mark.parametrize(("method", "signed", "told"), [
    ("sshsig", True, "20 Januari 2025"), ("sshsig", False, ""), ("basah", True, ""), ("basah", False, "")])
def test_only_an_electronic_signature_tells_its_day(method, signed, told):
    edition = replace(DRAFT, signed=revision(SOURCE, date=date(2025, 1, 20))) if signed else DRAFT
    made = sheet(("cara: sshsig", f"cara: {method}"), edition=edition)["signature"]
    assert made["date"] == told
    assert made["space"] is (method == "basah")


def test_words_keep_their_emphasis_their_breaks_and_where_links_lead():
    found = body("Alinea **tebal *dan miring***, [laman](https://ppid.contoh.go.id/), <info@contoh.go.id>\nbaris\\\n"
                 "patah ![peta](peta.png) <b>")[0]["runs"]
    assert plain(found) == ("Alinea tebal dan miring, laman (https://ppid.contoh.go.id/), info@contoh.go.id baris\n"
                            "patah [gambar: peta (peta.png)] <b>")
    assert {run["t"]: (run.get("b", False), run.get("i", False)) for run in found if len(run) > 1} == {
        "tebal ": (True, False), "dan miring": (True, True)}


def test_lists_keep_their_numbers_and_what_stands_in_their_items():
    (made,) = body("3. tiga\n4. empat\n\n   alinea\n\n   - anak\n")
    assert [item["number"] for item in made["items"]] == [3, 4]
    assert [block["kind"] for block in made["items"][1]["blocks"]] == ["paragraph", "paragraph", "list"]
    assert made["items"][1]["blocks"][2]["items"][0]["number"] is None


def test_tables_code_quotes_rules_and_raw_html_are_kept():
    made = body("| A | B |\n|---|---|\n| 1 | **2** |\n\n```\nkode\n  lagi\n```\n\n> kutipan\n\n***\n\n"
                "<div>mentah</div>\n")
    assert [block["kind"] for block in made] == ["table", "code", "quote", "rule", "code"]
    assert [[plain(cell) for cell in row] for row in made[0]["rows"]] == [["A", "B"], ["1", "2"]]
    assert made[1]["lines"] == ["kode", "  lagi"]
    assert plain(made[2]["blocks"][0]["runs"]) == "kutipan"
    assert made[4]["lines"] == ["<div>mentah</div>"]


@pytest.mark.parametrize(("written", "levels"), [
    ("# a\n\n#### b\n\n## c\n\n### d\n", [3, 4, 4, 5]), ("#### a\n\n# b\n\n## c\n", [3, 3, 4]),
    ("## a\n\n## b\n", [3, 3])])
def test_no_level_of_heading_is_skipped(written, levels):
    assert [block["level"] for block in body(written)] == levels
