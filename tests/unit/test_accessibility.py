"""The accessibility statement: what it says with figures, with faults and without, and whose figures it takes."""

from __future__ import annotations

import dataclasses
import json
import re
from datetime import date
from pathlib import Path

import pytest

from maklumat import accessibility, figures
from maklumat.catalogue import Catalogue
from maklumat.errors import ContentError
from maklumat.figures import Check, Figures
from maklumat.planned import Facts, Mode
from maklumat.services import Contact, Services

MEASURED = Figures(date(2025, 2, 10), "a" * 64, 31, tuple(
    Check(gate, "1.2.3", pages, views, 0) for gate, pages, views in zip(
        figures.CHECKS, (12, 31, 31, 12, 12), (4, 1, 1, 2, 1), strict=True)))


def statement(**facts) -> str:
    [page] = accessibility.pages(Catalogue((), Facts(site_name="PPID Badan Contoh", **facts)))
    assert page.address == figures.ADDRESS
    assert "\n\n" not in page.block
    return page.block


def text(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_the_parts_that_a_statement_needs():
    heads = re.findall(r'<h2 id="([^"]+)">', statement())
    assert heads == ["kesesuaian", "keterbatasan", "masukan", "penilaian", "teknis"]


def test_without_figures_it_claims_none():
    words = text(statement())
    assert "hasil pemeriksaan untuk terbitan ini tidak dilampirkan" in words
    assert "<table" not in statement()
    assert not re.search(r"tidak menemukan pelanggaran|Sesuai sebagian|\d+ halaman", words)


def test_figures_are_shown_tool_by_tool():
    html = statement(figures=MEASURED)
    rows = [text(row) for row in re.findall(r"<tr><th scope=\"row\">.*?</tr>", html)]
    assert len(rows) == len(figures.CHECKS)
    assert rows[0].startswith("axe-core 1.2.3 ") and rows[0].endswith(" 12 4 0")
    assert "Dari 31 halaman" in text(html)
    assert '<time datetime="2025-02-10">10 Februari 2025</time>' in html
    assert "Pemeriksaan otomatis tidak menemukan pelanggaran." in html
    assert "Kesesuaian penuh belum kami nyatakan" in html
    assert MEASURED.site in html


def test_faults_are_owned_up_to():
    first, *others = MEASURED.checks
    found = dataclasses.replace(MEASURED, checks=(dataclasses.replace(first, faults=7), *others))
    words = text(statement(figures=found))
    assert "Sesuai sebagian. Pemeriksaan otomatis masih menemukan 7 hal" in words
    assert "tidak menemukan pelanggaran" not in words


def test_whom_to_tell_comes_from_the_settings_and_is_escaped():
    services = Services(objection=Contact("Atasan <PPID>", mail="atasan@contoh.go.id", phone="(0536) 123456"))
    html = statement(services=services)
    assert "<strong>Atasan &lt;PPID&gt;</strong>" in html
    assert '<a href="mailto:atasan@contoh.go.id">' in html
    assert "SP4N-LAPOR!" in html


@pytest.mark.parametrize(("mode", "listed"), [(Mode.STRICT, True), (Mode.SAMPLE, False)])
def test_a_sample_is_listed_nowhere(mode: Mode, listed: bool):
    [page] = accessibility.pages(Catalogue((), Facts(mode=mode)))
    assert page.head.listed == listed


def test_figures_come_back_as_they_were_written():
    assert figures.read(figures.written(MEASURED), "aksesibilitas.json") == MEASURED


@pytest.mark.parametrize("spoil", [
    lambda whole: whole.pop("situs"), lambda whole: whole.update(situs="A" * 64), lambda whole: whole["hasil"].pop(),
    lambda whole: whole["hasil"][0].update(gerbang="lain"), lambda whole: whole["hasil"][0].update(versi="<b>"),
    lambda whole: whole["hasil"][0].update(versi=5), lambda whole: whole["hasil"][0].update(temuan=-1),
    lambda whole: whole["hasil"][0].update(temuan=True), lambda whole: whole.update(halaman="31"),
    lambda whole: whole.update(tanggal="10 Februari"), lambda whole: whole.update(hasil=None),
])
def test_what_is_no_such_file_is_one_sentence(spoil):
    whole = json.loads(figures.written(MEASURED))
    spoil(whole)
    with pytest.raises(ContentError, match=r"^aksesibilitas.json bukan hasil pemeriksaan aksesibilitas; "):
        figures.read(json.dumps(whole).encode(), "aksesibilitas.json")


@pytest.mark.parametrize("data", [b"", b"\xff\xfe", b"[]", b"null", b"[" * 100_000])
def test_neither_is_other_data(data: bytes):
    with pytest.raises(ContentError):
        figures.read(data, "x.json")


def test_the_digest_names_a_site_but_not_its_statement():
    files = [("index.html", b"a"), ("daftar/index.html", b"b"), ("aksesibilitas/index.html", b"c")]
    digest = figures.digest(files)
    assert figures.digest(reversed(files)) == digest
    assert figures.digest(files[:2]) == digest
    assert figures.digest([("index.html", b"b"), ("daftar/index.html", b"a")]) != digest
    assert figures.digest(files[:1]) != digest


def test_a_file_that_is_not_there_is_one_sentence(in_process, tmp_path: Path):
    missing = str(tmp_path / "angka.json")
    done = in_process("build", "--out", str(tmp_path / "site"), "--gates", missing, cwd=Path(__file__).parents[2])
    assert (done.returncode, done.stderr) == (2, f"maklumat: {missing} tidak dapat dibaca: berkasnya tidak ada\n")
