"""Each mend, before and after; and what no mend may do."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from maklumat import documents, mending, profile
from maklumat.blocks import to_html
from maklumat.findings import Finding, Level, Place
from maklumat.mendable import ASKED, WHOLLY, fixable
from maklumat.mending import MENDS, Mend, Mended, layout, values
from maklumat.mending.edits import Edit
from maklumat.rules import Context, by_code

ROOT = Path(__file__).parents[2]
BASE = ROOT / "tests/rules/base/content"
MAKLUMAT = "content/maklumat/informasi-publik/index.md"
SOP = "content/sop/maklumat-informasi-publik/index.md"
TEXTS = {path: (BASE.parent / path).read_text(encoding="utf-8") for path in (MAKLUMAT, SOP)}
CONTEXT = Context(datetime.date(2025, 6, 1), profile.load("ppid"))
NIP = 'nip: "197001011995011001"'
NAME = "  nama: CONTOH PEJABAT, S.Sos."
LAW = "  - Undang-Undang Nomor 25 Tahun 2009 tentang Pelayanan Publik"
BODY = "Kinerja pelaksana dievaluasi setiap tahun."


def mended(text: str | bytes, path: str = MAKLUMAT, *, agrees: bool = False) -> Mended:
    data = text.encode() if isinstance(text, str) else text
    return mending.mend(documents.read(path, data), CONTEXT, lambda offer: agrees)


def text(old: str, new: str, path: str = MAKLUMAT) -> str:
    assert TEXTS[path].count(old) == 1
    return TEXTS[path].replace(old, new)


def codes(found: Mended) -> list[str]:
    return [item.code for item in found.done]


# code, path, what stands in the spotless document, what was typed instead, what the mend makes of that ("" for: the
# spotless document again)
CASES = [
    ("TG03", MAKLUMAT, "tanggal_efektif: 2025-01-22", "tanggal_efektif: 22-Jan-25", ""),
    ("TG03", MAKLUMAT, "tanggal_efektif: 2025-01-22", "tanggal_efektif: 22 Januari 2025", ""),
    ("TG03", MAKLUMAT, "tanggal_efektif: 2025-01-22", "tanggal_efektif: Palangka Raya, 22 Januari 2025", ""),
    ("TG03", MAKLUMAT, "tanggal_efektif: 2025-01-22", "tanggal_efektif: Rabu, 22 Januari 2025   # mulai",
     "tanggal_efektif: 2025-01-22   # mulai"),
    ("TG03", MAKLUMAT, "tanggal_efektif: 2025-01-22", 'tanggal_efektif: "22/01/2025"', 'tanggal_efektif: "2025-01-22"'),
    ("NP11", MAKLUMAT, NIP, 'nip: "19700101.199501.1.001"', ""),
    ("NP11", MAKLUMAT, NIP, "nip: 19700101 199501 1 001", ""),
    ("NP02", MAKLUMAT, NIP, "nip: NIP. 197001011995011001", ""),
    ("NP01", MAKLUMAT, NIP, "nip: 197001011995011001", ""),
    ("", MAKLUMAT, 'nomor_sop: "800/07/Sekr/BCN/2025"', "nomor_sop: 800/07/Sekr/BCN/2025", ""),
    ("", MAKLUMAT, "unit_kerja: SEKRETARIAT", "unit_kerja: 007", 'unit_kerja: "007"'),
    ("", MAKLUMAT, "unit_kerja: SEKRETARIAT", "unit_kerja: 10:30", 'unit_kerja: "10:30"'),
    ("", MAKLUMAT, "unit_kerja: SEKRETARIAT", "unit_kerja: yes", 'unit_kerja: "yes"'),
    ("FM03", MAKLUMAT, NAME, "  nama: LIDA, S.Sos: Kepala", '  nama: "LIDA, S.Sos: Kepala"'),
    ("FM03", MAKLUMAT, NAME, '  nama: @LIDA "L" A', "  nama: '@LIDA \"L\" A'"),
    ("FM03", MAKLUMAT, NAME, "  nama:CONTOH PEJABAT, S.Sos.", ""),
    ("FM03", MAKLUMAT, NAME, "\tnama: CONTOH PEJABAT, S.Sos.", ""),
    ("FM11", SOP, LAW, f"{LAW}: ringkasan", f'  - "{LAW[4:]}: ringkasan"'),
    ("TX03", MAKLUMAT, BODY, "Kinerja\u00a0pelaksana dievaluasi setiap\u202ftahun.", ""),
    ("TX03", MAKLUMAT, "secara terus-menerus", "secara terus\u2011me\u00adnerus", ""),
    ("TX03", MAKLUMAT, NAME, "\u00a0 nama:\u00a0CONTOH PEJABAT, S.Sos.", ""),
    ("TX05", MAKLUMAT, BODY, "Kafe\u0301 dievaluasi.", "Kafé dievaluasi."),
    ("TX08", MAKLUMAT, "2. memberikan", "1. memberikan", ""),
    ("TX08", MAKLUMAT, BODY, "\n- a\n  1. b\n  1. c\n     - d", "\n- a\n  1. b\n  2. c\n     - d"),
    ("", MAKLUMAT, BODY, f"{BODY} \t", ""),
    ("", MAKLUMAT, "revisi: 1", "revisi: 1  ", ""),
]


@pytest.mark.parametrize(("code", "path", "good", "typed", "made"), CASES)
def test_one_mend(code, path, good, typed, made):
    found = mended(text(good, typed, path), path)
    assert found.data.decode() == text(good, made or good, path)
    assert code in codes(found) and not found.offered
    assert mended(found.data, path) == Mended(found.data)


# code, what was typed instead of what; mended only where a person agrees
ASKED_CASES = [
    ("SP02", MAKLUMAT, "tanggal_efektif: 2025-01-22", "tangal_efektif: 2025-01-22"),
    ("SP02", MAKLUMAT, "  jabatan: KEPALA", "  jabtan: KEPALA"),
    ("SP13", MAKLUMAT, "jenis: maklumat", "jenis: maklumta"),
    ("FM12", MAKLUMAT, "status: berlaku", "status: berlku"),
]


@pytest.mark.parametrize(("code", "path", "good", "typed"), ASKED_CASES)
def test_what_was_probably_meant_is_asked(code, path, good, typed):
    source = text(good, typed, path)
    refused = mended(source, path)
    assert refused.data.decode() == source and not refused.done
    assert [item.code for item in refused.offered] == [code]
    agreed = mended(source, path, agrees=True)
    assert (agreed.data.decode(), codes(agreed), agreed.offered) == (TEXTS[path], [code], ())


def test_a_number_behind_a_hash_is_asked_and_a_note_is_none():
    source = text(NAME, "  nama: CONTOH PEJABAT #1")
    assert mended(source).data.decode() == source
    assert '  nama: "CONTOH PEJABAT #1"\n' in mended(source, agrees=True).data.decode()
    note = text(NAME, "  nama: CONTOH PEJABAT # periksa lagi")
    assert mended(note, agrees=True) == Mended(note.encode())


def test_the_file_itself():
    spotless = TEXTS[MAKLUMAT]
    found = mended(b"\xef\xbb\xbf" + spotless.replace("\n", "\r\n").removesuffix("\r\n").encode())
    assert found.data.decode() == spotless
    assert codes(found) == ["BK05", "BK06", ""]
    assert mended(spotless.replace("\n", "\r")).data.decode() == spotless


def test_keys_take_their_notes_along():
    source = TEXTS[MAKLUMAT].replace("status: berlaku\n", "").replace(
        "jenis: maklumat\n",
        "# pengantar\n\n# mengapa berlaku\nstatus: berlaku  # sejak lama\n# apa ini\njenis: maklumat\n")
    source = source.replace("cara: sshsig\n", "  # catatan pejabat\ncara: sshsig\n")
    source = source.replace('  nip: "197001011995011001"\n', "").replace(
        "disahkan_oleh:\n", 'disahkan_oleh:\n  # dari kartu\n  nip: "197001011995011001"\n')
    found = mended(source).data.decode()
    assert sorted(found.splitlines()) == sorted(source.splitlines())
    assert found.startswith("---\n# pengantar\n\n# apa ini\njenis: maklumat\nid: ")
    assert "revisi: 1\n# mengapa berlaku\nstatus: berlaku  # sejak lama\ntanggal_pembuatan" in found
    assert 'S.Sos.\n  # catatan pejabat\n  # dari kartu\n  nip: "197001011995011001"\ncara: sshsig\n' in found
    assert mended(found) == Mended(found.encode())


def test_values_of_several_lines_move_whole():
    note = "catatan_revisi: >-\n  Baris satu:\n\n  # bukan catatan\n  baris tiga.\n"
    source = TEXTS[MAKLUMAT].replace('catatan_revisi: ""\n', "").replace("judul:", f"{note}judul:")
    assert mended(source).data.decode() == TEXTS[MAKLUMAT].replace('catatan_revisi: ""\n', note)


@pytest.mark.parametrize("typed", ["03/04/2025", "31 Juni 2025", "2O Januari 2025", "Juni 2025", "segera"])
def test_dates_in_doubt_stay(typed):
    source = text("tanggal_efektif: 2025-01-22", f"tanggal_efektif: {typed}")
    assert mended(source, agrees=True) == Mended(source.encode())


@pytest.mark.parametrize("typed", [
    "  nama: CONTOH: PEJABAT nip: 1", '  nama: "CONTOH PEJABAT', "  nama: A: B # catatan", "  nama: [CONTOH",
    "  nama: A: B\n     sambungannya", "  nama: &a x\n  jabatan2: *b", "  rahasia: A: B",
])
def test_front_matter_in_doubt_stays(typed):
    source = text(NAME, typed)
    assert mended(source) == Mended(source.encode())


@pytest.mark.parametrize("typed", [
    "baris  \nberikutnya", "a\u00ad b",  # a hard break
    "\u2010 bukan butir", "\u00a0\u00a0\u00a0\u00a0bukan kode",  # would become a list item, and code
    "\n```\nkode  \n```", "\n3. a\n4. b\n\n   3. c",
])
def test_nothing_is_shown_in_another_way(typed):
    found = mended(text(BODY, typed))
    before, after = (documents.read(MAKLUMAT, data).document.body
                     for data in (text(BODY, typed).encode(), found.data))
    plain = str.maketrans({"\u2010": "-", "\u00a0": " ", "\u00ad": ""})
    assert to_html(before).translate(plain).split() == to_html(after).translate(plain).split()


def test_one_place_in_doubt_does_not_keep_the_others():
    source = text(BODY, "Kinerja\u00a0baik.\n\u2010 bukan butir\nSetiap\u00a0tahun.")
    assert mended(source).data.decode() == text(BODY, "Kinerja baik.\n\u2010 bukan butir\nSetiap tahun.")


def test_a_longer_number_pushes_what_stands_below_it():
    items = "".join(f"1. butir\n   - rinci {n}\n" for n in range(1, 12))
    found = mended(text(BODY, f"\n{items}")).data.decode()
    assert "\n9. butir\n   - rinci 9\n10. butir\n    - rinci 10\n11. butir\n    - rinci 11\n" in found


def test_a_key_that_is_there_already_is_not_written_twice():
    source = text("status: berlaku", "status: berlaku\nstatsu: dicabut")
    assert mended(source, agrees=True) == Mended(source.encode())


def test_bytes_that_are_no_text_stay():
    data = TEXTS[MAKLUMAT].replace("2. memberikan", "1. memberikan").encode() + b"\xff\r\n"
    assert mended(data) == Mended(data)
    assert mended(b"") == Mended(b"")


def test_forms_of_the_seed():
    """What the source of the first SOP says, typed as it stands there."""
    raw = text("tanggal_pembuatan: 2025-01-21", "tanggal_pembuatan: 20-Jan-25")
    raw = raw.replace(NAME, "  nama: LIDA ARNYANA, S.Sos").replace(NIP, "nip: NIP. 196809011989112005")
    raw = raw.replace('nomor_sop: "800/07/Sekr/BCN/2025"', "nomor_sop: 800/24/Sekr.7/BKD")
    found = mended(raw.replace("tanggal_efektif: 2025-01-22", "tanggal_efektif: 20-Jan-25")).data.decode()
    for line in ("tanggal_pembuatan: 2025-01-20", "tanggal_efektif: 2025-01-20", 'nomor_sop: "800/24/Sekr.7/BKD"',
                 '  nip: "196809011989112005"', "  nama: LIDA ARNYANA, S.Sos"):
        assert f"\n{line}\n" in found


@pytest.mark.parametrize("path", [*(ROOT / "content").glob("*/*/index.md"), *BASE.rglob("index.md")])
def test_our_own_documents_need_no_mend(path):
    name = path.relative_to(BASE.parent if BASE in path.parents else ROOT).as_posix()
    data = path.read_bytes()
    assert mended(data, name, agrees=True) == Mended(data)


def test_every_mend_belongs_to_a_rule_or_says_that_none_reports_it():
    named = [mend.code for mend in (*mending.OF_THE_FILE, *MENDS) if mend.code]
    assert all(map(by_code, named)) and len(named) == len(set(named))


def test_what_can_be_mended_is_counted():
    certain = [mend for mend in MENDS if mend.code and not (mend.asks or mend.is_partial)]
    assert {mend.code for mend in (*certain, *mending.OF_THE_FILE) if mend.code} == WHOLLY
    assert {mend.code for mend in MENDS if mend.edits is values.meant} == ASKED

    def finding(code: str, meant: str = "") -> Finding:
        return Finding(code, Level.ERROR, MAKLUMAT, Place(1, 1), "", "", "", meant)
    assert fixable([finding("TG03"), finding("BK05"), finding("SP02", "status")]) == 3
    assert fixable([finding("TG02"), finding("SP02"), finding("MK01", "x"), finding("FM03")]) == 0


def test_an_edit_that_would_change_the_meaning_is_not_made(monkeypatch):
    """The net holds whatever a mend does: here one that writes another day."""
    def careless(reading, problems):
        for edit in values.iso_dates(reading, problems):
            piece = edit.pieces[0]._replace(text="2025-01-23")
            yield Edit(edit.place, (piece,), edit.old, edit.new)
    monkeypatch.setattr(mending, "MENDS", (Mend("TG03", "", careless),))
    source = text("tanggal_efektif: 2025-01-22", "tanggal_efektif: 22-Jan-25")
    assert mended(source) == Mended(source.encode())


def test_a_mend_of_the_file_leaves_other_text_alone():
    assert layout.with_plain_line_ends("a\r\n\rb\n") == "a\n\nb\n"
    assert layout.without_mark("\ufeff\ufeffa") == "a"
