"""The evaluators' sheet as a file: valid, readable, small, and the same when nothing new happened."""

from __future__ import annotations

from dataclasses import replace

import pytest

from maklumat import evidence_page, scorecard
from maklumat.catalogue import Catalogue
from maklumat.engine import Engine
from maklumat.planned import TEMPLATES

from ..unit.test_scorecard import BOARD, entry, facts
from . import pdf, vera
from .conftest import THEME

MOST = 2 * 1024 * 1024  # e-Monev takes no larger file
FLAVOURS = ("PDFUA_1", "PDFA_2_A")


@pytest.fixture(scope="module")
def press():
    with Engine(THEME, None) as press:
        yield press


def made(press, *entries, **more):
    [sheet] = evidence_page.sheet(Catalogue(entries, facts(BOARD, theme=TEMPLATES, **more)))
    return press.make(sheet)


@pytest.mark.thorough
def test_the_sheet_of_a_whole_province_is_valid_and_small(press, tmp_path, needs):
    needs("java")
    files = {"none.pdf": made(press), "many.pdf": made(press, *(entry(), entry("sop")) * 40)}
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
        assert len(data) <= MOST
    verdicts = vera.validate({tmp_path / name: FLAVOURS for name in files})
    assert [verdict.messages for verdict in verdicts if not verdict.compliant] == []
    [only] = pdf.pages(tmp_path / "none.pdf")
    assert "Nilainya 0." in only and "Pengujian konsekuensi" in only
    assert len(pdf.pages(tmp_path / "many.pdf")) > 10


def test_the_sheet_says_what_the_page_says_and_the_same_bytes_say_the_same(press, tmp_path):
    path = tmp_path / "bukti.pdf"
    path.write_bytes(made(press, entry(), entry("sop")))
    text = " ".join(pdf.pages(path))
    for said in ("5 dari 5", "Papan pengumuman, 20 Januari 2025 (Loket 1): foto/papan.jpg", "BADAN CONTOH",
                 *(standing.standard.name for standing in scorecard.standards(Catalogue((), facts())))):
        assert said in text, said
    assert pdf.faults(path, evidence_page.TITLE, "https://ppid.contoh.go.id/") == ()
    assert made(press, entry(), entry("sop"), today=facts().today.replace(year=2026)) == path.read_bytes()


def test_a_sample_is_marked_on_every_sheet(press, tmp_path):
    path = tmp_path / "bukti.pdf"
    draft = replace(entry(), verdict=replace(entry().verdict, history=()))
    path.write_bytes(made(press, *(draft,) * 6, mode=evidence_page.Mode.SAMPLE))
    sheets = pdf.pages(path)
    assert len(sheets) > 1 and all("Contoh: lembar ini belum resmi" in sheet for sheet in sheets)
