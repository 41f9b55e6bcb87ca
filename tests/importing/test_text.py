"""Forms as pages and as text with tabs: spans, lists, nested tables, what spreadsheets and word processors write."""

from __future__ import annotations

import pytest

from maklumat.importing import draft, texttables
from maklumat.importing.draft import Draft
from maklumat.importing.source import Source, Unreadable

PAGE = """<!DOCTYPE html><html><head><title>SOP</title><style>td { color: red }</style></head><body>
<p>Dokumen uji</p><!-- komentar -->
<table>
<tr><td rowspan=3><p>PEMERINTAH PROVINSI CONTOH</p><p>BADAN CONTOH<br>DAERAH</p></td><th>Nomor SOP</th>
<td>1/SOP&amp;A/2025</td></tr>
<tr><th>Tanggal Efektif<td>2 Januari 2025</td>
<tr><th>Disahkan Oleh</th><td>Kepala Badan<br><br>Budi, S.H.<br>NIP 19700101 199501 1 001</td></tr>
<tr><td colspan=2>Dasar Hukum</td><td>Peringatan</td></tr>
<tr><td colspan=2><ol><li>UU 14/2008<li>UU 25/2009<ol type=a><li>Pasal 22</ol></ol></td>
<td><table><tr><td>Jangan <b>ter</b>lambat</td></tr></table></td></tr>
</table>
<p>Alur:</p>
<table>
<tr><td rowspan=2>No<td rowspan=2>Kegiatan<td colspan=2>Pelaksana<td colspan=3>Mutu Baku<td rowspan=2>Ket.</tr>
<tr><td>Staf<td>Kepala<td>Kelengkapan<td>Waktu<td>Output</tr>
<tr><td>1<td>Menyusun: <ul><li>rancangan</li><li>lampiran</li></ul><td>●<td><td><td>1 hari<td>Konsep<td></tr>
<tr><td>2<td>Menandatangani<td><td><img src="http://example.invalid/x.png"><td><td><td>Surat<td>selesai</tr>
</table><p>Berlaku sejak ditetapkan<script>alert(1)</script></body></html>"""


def page(text: str) -> Draft:
    return draft.read(texttables.read(text))


def test_a_page():
    found = page(PAGE)
    fields = found.fields
    assert fields["nomor_sop"] == "1/SOP&A/2025"
    assert fields["tanggal_efektif"] == "2025-01-02"
    assert fields["instansi"] == {"pemerintah": "PEMERINTAH PROVINSI CONTOH", "perangkat_daerah": "BADAN CONTOH DAERAH",
                                  "unit_kerja": ""}
    assert fields["disahkan_oleh"] == {"jabatan": "Kepala Badan", "nama": "Budi, S.H.", "nip": "19700101 199501 1 001"}
    assert fields["dasar_hukum"] == ("UU 14/2008", "UU 25/2009 1. Pasal 22")
    assert fields["pelaksana"] == {"staf": "Staf", "kepala": "Kepala"}
    first, second = fields["langkah"]
    assert (first["kegiatan"], first["rincian"], first["oleh"]) == ("Menyusun:", ("rancangan", "lampiran"), "staf")
    assert (second["kegiatan"], second["oleh"], second["output"], second["ket"]) == (
        "Menandatangani", "kepala", "Surat", "selesai")
    assert [(one.where, one.text) for one in found.unplaced] == [
        ("alinea 1", "Dokumen uji"), ("tabel 2, baris 1, kolom 1", "Jangan terlambat"), ("alinea 2", "Alur:"),
        ("alinea 3", "Berlaku sejak ditetapkan")]


def cells(source: Source) -> list[str]:
    return [line.text for table in source.tables for cell in table.cells for line in cell.lines]


@pytest.mark.parametrize(("text", "expected"), [
    ('a\t"b\nc"\td', ["a", "b\nc", "d"]),  # a spreadsheet quotes a cell with a line break
    ('a\t"b ""c"" d"\te', ["a", 'b "c" d', "e"]),
    ('"kutipan" di awal\tb', ['"kutipan" di awal', "b"]),
    ('"seluruhnya"\tb', ['"seluruhnya"', "b"]),  # quoted by its writer: a spreadsheet had no need to
    ('"terbuka\tb\nc', ['"terbuka', "b", "c"]),
    ("3 < 4\t&amp; &", ["3 < 4", "& &"]),
])
def test_cells_of_the_text_form(text: str, expected: list[str]):
    assert cells(texttables.read(text)) == expected


def test_rows_and_cells_that_reach_over_others_keep_their_columns():
    markup = "<table><tr><td rowspan=2>a<td colspan=2 rowspan=2>b<td>c<tr><td>d<tr><td>e</table>"
    table = texttables.read(markup).tables[0]
    assert [(cell.lines[0].text, cell.row, cell.column, cell.rows, cell.columns) for cell in table.cells] == [
        ("a", 0, 0, 2, 1), ("b", 0, 1, 2, 2), ("c", 0, 3, 1, 1), ("d", 1, 3, 1, 1), ("e", 2, 0, 1, 1)]


@pytest.mark.parametrize("data", [b"\xff\xfea", b"\x00\x01\x02", b"\xe9", b"a\0b"])
def test_what_is_no_text_is_refused(data: bytes):
    with pytest.raises(Unreadable, match="bukan dokumen Word"):
        texttables.decode(data)


def test_a_page_of_windows_says_so():
    page = '<meta http-equiv=Content-Type content="text/html; charset=windows-1252"><table><tr><td>“a”</table>'
    assert "“a”" in texttables.decode(page.encode("cp1252"))


@pytest.mark.parametrize("text", ["", "Kegiatan", "No\tNama\n1\tBudi", "<table></table>", "Nama SOP\tUji"])
def test_what_holds_no_form_is_refused(text: str):
    with pytest.raises(Unreadable, match="formulir SOP tidak ditemukan"):
        page(text)


def test_several_forms_in_one_file_are_refused():
    form = "Dasar Hukum\tKualifikasi Pelaksana\nUU\tTeliti\nNama SOP\tA\n\n"
    with pytest.raises(Unreadable, match="memuat 2 formulir SOP"):
        page(form * 2)
