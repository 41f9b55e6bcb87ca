"""Forms in Word documents: what is read, what is told, and that no text run is lost."""

from __future__ import annotations

import io
import zipfile

import pytest

from maklumat import wordfile
from maklumat.importing import draft, word
from maklumat.importing.draft import Draft

from . import forms
from .accounting import lost
from .word_file import CM, docx, p, package, shape, tbl, tc, texts, vml


def read(data: bytes) -> Draft:
    parts = wordfile.read(data)
    return draft.read(word.read(parts.body, parts.others))


def steps(found: Draft, *keys: str) -> list[tuple]:
    return [tuple(step.get(key) for key in keys) for step in found.fields["langkah"]]


def told(found: Draft) -> list[tuple[str, str]]:
    return [(one.where, one.text) for one in found.unplaced]


@pytest.fixture(scope="module", params=[forms.merged_cells_and_lists, forms.shapes_in_cells,
                                        forms.symbols_lost_over_two_pages], ids=lambda form: form.__name__)
def form(request) -> bytes:
    return request.param()


def test_no_text_run_is_lost(form: bytes):
    runs = [text for text in texts(form) if text.strip()]
    assert len(runs) > 60
    assert not lost(joined(runs), read(form))


def joined(runs: list[str]) -> list[str]:
    """Letters one below the other are one word; the runs of the paper's `Petugas` are the only ones of one letter."""
    return [*(text for text in runs if len(text) > 1 or not text.isupper()),
            *["PETUGAS"] * (sum(text == "P" for text in runs) and 1)]


def test_identity_is_read_from_any_of_them(form: bytes):
    fields = read(form).fields
    assert {key: fields[key] for key in ("judul", "nomor_sop", "tanggal_pembuatan", "tanggal_revisi", "tanggal_efektif")
            } == {"judul": "Pelayanan Permohonan Informasi", "nomor_sop": "065/12/DISKOMINFO",
                  "tanggal_pembuatan": "2025-01-20", "tanggal_revisi": "", "tanggal_efektif": "03/04/2025"}
    assert fields["instansi"] == {"pemerintah": "PEMERINTAH KABUPATEN CONTOH",
                                  "perangkat_daerah": "DINAS KOMUNIKASI DAN INFORMATIKA",
                                  "unit_kerja": "BIDANG LAYANAN INFORMASI"}
    assert fields["disahkan_oleh"] == {"jabatan": "KEPALA DINAS KOMUNIKASI DAN INFORMATIKA",
                                       "nama": "Siti Contoh, S.Kom., M.T.", "nip": "19700101 199501 1 001"}
    assert ("tabel 1, baris 5, kolom 4", "Pembina Tk. I") in told(read(form))
    assert ("tabel 1, baris 1, kolom 1", "Jalan Merdeka Nomor 1, Telepon 021-000") in told(read(form))


def test_drawn_numbers_make_lists_and_merged_cells_belong_to_all_their_steps():
    found = read(forms.merged_cells_and_lists())
    assert found.fields["dasar_hukum"] == (
        "Undang-Undang Nomor 14 Tahun 2008 tentang Keterbukaan Informasi Publik",
        "Undang-Undang Nomor 25 Tahun 2009 tentang Pelayanan Publik; a. khususnya Pasal 22.")
    assert found.fields["kualifikasi_pelaksana"] == ("Memahami pelayanan", "Teliti")
    assert found.fields["peralatan_perlengkapan"] == ("Komputer", "Alat tulis")
    assert found.fields["pencatatan_pendataan"] == ()
    assert steps(found, "kegiatan", "rincian", "oleh", "jenis") == [
        ("Menerima permohonan yang memuat:", ("nama", "alamat"), "petugas", ""),
        ("Memeriksa kelengkapan", None, "atasan-ppid", "")]  # marks say who, not what
    assert steps(found, "kelengkapan", "waktu", "output", "ket") == [
        ("Formulir", "15 menit", "Tanda terima", ""),
        ("1. KTP 2. Formulir 3. Surat kuasa", "1 hari", "Tanda terima Berita acara", "Lihat catatan")]
    assert {("kepala halaman, alinea 1", "Dokumen terkendali"), ("alinea 1", "STANDAR OPERASIONAL PROSEDUR"),
            ("alinea 2", "Ditetapkan di Contoh"), ("catatan kaki 1", "Lihat lampiran.")} <= set(told(found))


def test_shapes_say_who_and_what_where_they_certainly_stand():
    found = read(forms.shapes_in_cells())
    assert steps(found, "oleh", "jenis") == [
        ("petugas-tim", "mulai"), ("kepala-dinas", "keputusan"), ("petugas-tim", "proses"), ("", ""),
        ("petugas-tim", "selesai")]
    assert steps(found, "lanjut", "ya", "tidak") == [
        ("", None, None), (None, "", ""), ("", None, None), ("", None, None), (None, None, None)]
    assert ("tabel 2, baris 6, kolom 3", "kotak, mengambang sehingga letaknya tidak pasti") in told(found)
    assert [where for where, text in told(found) if text == "garis atau panah"] == [
        "tabel 2, baris 3, kolom 3", "tabel 2, baris 4, kolom 4", "tabel 2, baris 4, kolom 4"]
    assert [text for where, text in told(found) if where.endswith("di tabel 2, baris 4, kolom 4")] == [
        "Setuju?", "Ya", "Tidak"]


@pytest.mark.parametrize(("drawn", "expected"), [
    (shape("flowChartProcess"), ("a", "proses")),
    (shape("rect", at=None), ("a", "proses")),
    (shape("diamond"), ("a", "keputusan")),
    (shape("heart"), ("a", "")),
    (shape("flowChartTerminator"), ("a", "")),  # the only step: begin or end
    (shape("flowChartTerminator", "Selesai"), ("a", "selesai")),
    (shape("rect") + shape("diamond"), ("a", "")),  # two in one cell
    (shape("rect", at=(-CM, 0)), ("", "")),  # its middle stands left of the cell
    (shape("rect", at=(int(3.4 * CM), 0)), ("", "")),  # and right of it: the cell is 3.5 cm wide
    (shape("rect", at=(0, 2 * CM)), ("", "")),  # maybe in the row below
    (shape("rect", "1 hari", is_box=True), ("", "")),
    (shape("downArrow"), ("", "")),
    (shape("flowChartOffpageConnector"), ("", "")),
    (vml(110, style="position:absolute;margin-left:0;margin-top:0;width:20pt;height:20pt"), ("a", "keputusan")),
    (vml(110, style="position:absolute;margin-left:400pt;margin-top:0;width:20pt;height:20pt"), ("", "")),
    (vml(202, "Ya"), ("", "")),
    (vml(32), ("", "")),
    (forms.PICTURE, ("a", "")),
    (forms.WINGDINGS, ("a", "")),
    ('<w:r><w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr><w:t>l</w:t></w:r>', ("a", "")),
    ('<w:r><w:sym w:font="Wingdings" w:char="F0F2"/></w:r>', ("", "")),  # an arrow
    (forms.run("√"), ("a", "")), (forms.run("x"), ("a", "")), (forms.run("-"), ("", "")),
    (forms.run("dibantu staf"), ("", "")),
])
def test_one_drawn_thing(drawn: str, expected: tuple[str, str]):
    row = [tc("1"), tc("Memeriksa"), tc(p("", extra=drawn)), tc(""), tc(""), tc(""), tc("")]
    found = read(docx(tbl(*forms.heading("A"), row, columns=7)))
    assert steps(found, "oleh", "jenis") == [expected]
    assert bool(found.unplaced) == (expected[0] == "" and "-" not in drawn[-20:])


def test_a_table_cut_by_hand_is_one_procedure_and_nothing_is_guessed():
    found = read(forms.symbols_lost_over_two_pages())
    assert found.fields["pelaksana"] == {"petugas": "PETUGAS", "atasan-ppid": "Atasan PPID"}
    assert steps(found, "id", "kegiatan", "oleh", "jenis", "lanjut") == [
        (f"langkah-{number}", text, "", "", "") for number, text in enumerate(
            ("Mencatat permohonan", "Mencari informasi", "Menyusun jawaban", "Menyerahkan informasi"), 1)]
    assert found.fields["dasar_hukum"] == ("UU 14/2008", "UU 25/2009")
    assert {("tabel 4, baris 2, kolom 1", "Jumlah"), ("tabel 4, baris 2, kolom 2", "4 hari"),
            ("teks yang dihapus di tabel 2, baris 4, kolom 2", "Menghapus berkas lama"),
            ("teks tersembunyi di tabel 2, baris 4, kolom 2", "catatan rahasia"),
            ("komentar 1", "Mohon dicek lagi")} <= set(told(found))


def test_actors_named_in_words_and_a_label_beside_its_box():
    flow = tbl([tc("No"), tc("Kegiatan"), tc("Pelaksana"), tc("Waktu (menit)"), tc("Hasil")],
               [tc("1"), tc("Mencatat"), tc("Petugas PPID"), tc("5"), tc("Catatan")],
               [tc("2"), tc("Menjawab"), tc("Atasan PPID"), tc("10"), tc("Surat")],
               [tc("3"), tc("Mengarsipkan"), tc("Petugas PPID"), tc("5"), tc("Arsip")], columns=5)
    boxes = tbl([tc("Dasar Hukum"), tc("UU 14/2008")], [tc("Peringatan"), tc("Jangan terlambat")], columns=2)
    found = read(docx(p("Nomor SOP\t: 12/SOP/2025"), p("PEMERINTAH KOTA CONTOH"), p("DINAS KESEHATAN"), boxes, flow,
                      p("Disahkan oleh,"), p("Kepala Dinas"), p(""), p("Budi"), p("NIP. 197001011995011001")))
    assert found.fields["nomor_sop"] == "12/SOP/2025"
    assert found.fields["instansi"] == {"pemerintah": "PEMERINTAH KOTA CONTOH", "perangkat_daerah": "DINAS KESEHATAN",
                                        "unit_kerja": ""}
    assert found.fields["disahkan_oleh"] == {"jabatan": "Kepala Dinas", "nama": "Budi", "nip": "197001011995011001"}
    assert (found.fields["dasar_hukum"], found.fields["peringatan"]) == (("UU 14/2008",), ("Jangan terlambat",))
    assert found.fields["pelaksana"] == {"petugas-ppid": "Petugas PPID", "atasan-ppid": "Atasan PPID"}
    assert steps(found, "oleh", "waktu", "output") == [
        ("petugas-ppid", "5", "Catatan"), ("atasan-ppid", "10", "Surat"), ("petugas-ppid", "5", "Arsip")]
    assert told(found) == [("tabel 2, baris 1, kolom 4", "(menit)")]


def test_the_strict_form_of_word_says_the_same():
    """Word's `Strict Open XML` has the same names in other namespaces."""
    data = forms.shapes_in_cells()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        files = {name: archive.read(name).replace(b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                                                  b"http://purl.oclc.org/ooxml/wordprocessingml/main")
                 for name in archive.namelist()}
    files["_rels/.rels"] = files["_rels/.rels"].replace(b"http://schemas.openxmlformats.org/officeDocument/2006/",
                                                        b"http://purl.oclc.org/ooxml/officeDocument/")
    assert read(package(files)).fields == read(data).fields


def test_a_mark_in_a_cell_over_two_steps_says_of_neither_who_does_it():
    found = read(docx(tbl(*forms.heading("A"),
                          [tc("1"), tc("Memeriksa"), tc("●", merge="restart"), *map(tc, ("", "", "", ""))],
                          [tc("2"), tc("Menyetujui"), tc(merge="continue"), *map(tc, ("", "", "", ""))], columns=7)))
    assert steps(found, "oleh") == [("",), ("",)]
    assert told(found) == [("tabel 1, baris 3, kolom 3", "●")]


def test_lists_within_lists_begin_anew():
    items = [p(text, number=1, level=level) for text, level in (("Satu", 0), ("x", 1), ("y", 1), ("Dua", 0), ("z", 1))]
    found = read(docx(tbl([tc("Peringatan")], [tc(*items)], columns=1),
                      tbl([tc("No"), tc("Kegiatan")], [tc(p("", number=2)), tc("Mencatat")], columns=2)))
    assert found.fields["peringatan"] == ("Satu a. x b. y", "Dua a. z")
