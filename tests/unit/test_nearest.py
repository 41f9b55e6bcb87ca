"""What is offered for a name that does not exist: each slip of one letter in each key and value."""

from __future__ import annotations

from random import Random

import pytest

from maklumat import shape
from maklumat.cli import VERBS
from maklumat.dates import MONTHS
from maklumat.model import Kind
from maklumat.nearest import Names, distance, nearest, several

from ..conftest import cases

TOP = shape.FORMS[Kind.SOP]
LISTS = {
    "kunci maklumat": tuple(shape.FORMS[Kind.MAKLUMAT]),
    "kunci SOP": tuple(TOP),
    **{f"kunci {name}": tuple(form.keys) for name, form in TOP.items() if isinstance(form, shape.Group | shape.Groups)},
    **{f"nilai {name}": form.choices for name, form in (*TOP.items(), *TOP["langkah"].keys.items())
       if isinstance(form, shape.Text) and form.choices},
    "pelaksana": ("petugas", "atasan", "kepala_badan", "tim_penyusun"),
    "langkah": ("susun", "periksa", "tetapkan", "umumkan", "arsipkan"),
    "perintah": tuple(VERBS),
    "bulan": tuple(month.lower() for month in MONTHS),
}
OTHERS = """
alamat telepon surel kode kota provinsi unit_usaha keterangan_lain bidang seksi lokasi warna harga jumlah
jadwal versi penulis pembuat editor sumber bahasa tema gambar foto tautan situs berita agenda anggaran laporan arsip
klasifikasi sifat hal perihal kepada dari tembusan lampirkan subjek ringkasan isi teks paragraf judulnya pemohon biaya
author title layout slug tags draft template permalink categories weight toc sidebar"""
MEANT = {"lampirkan": "lampiran"}  # another word that is near enough to ask about


LETTERS = cases("adgjmpsvy_", "bcefhiklnoqrtuwxz")  # one in three: a wrong letter is as wrong as any other


def slips(word: str) -> set[str]:
    at = range(len(word))
    return {
        *(word[:i] + word[i + 1:] for i in at),
        *(word[:i] + letter + word[i:] for i in range(len(word) + 1) for letter in LETTERS),
        *(word[:i] + letter + word[i + 1:] for i in at for letter in LETTERS),
        *(word[:i] + word[i + 1] + word[i] + word[i + 2:] for i in at[:-1]),
    } - {word, ""}


@pytest.mark.parametrize("words", LISTS.values(), ids=LISTS)
def test_a_slip_of_one_letter_is_always_forgiven(words):
    tried = [(slip, word, nearest(slip, words)) for word in words for slip in sorted(slips(word)) if slip not in words]
    missed = [(slip, word, found) for slip, word, found in tried if found != word]
    print(f"{len(tried) - len(missed)} of {len(tried)} slips")
    assert len(missed) <= 0.05 * len(tried), missed[:20]


def test_other_words_are_offered_nothing():
    offered = {word: nearest(word, TOP) for word in OTHERS.split() if nearest(word, TOP)}
    assert offered == MEANT


@pytest.mark.parametrize(("written", "meant"), [
    ("Status", "status"), ("DASAR HUKUM", "dasar_hukum"), ("dasar-hukum", "dasar_hukum"), (" judul ", "judul"),
    ("dasar", "dasar_hukum"), ("peralatan", "peralatan_perlengkapan"), ("unit", ""), ("nomor", "nomor_sop"),
    ("tanggal", ""),  # of four keys: any of them would be a guess
    ("statsu", "status"), ("pelaksanaan", "pelaksana"), ("perngatn", "peringatan"), ("sttaus", "status"),
    ("", ""), ("x", ""), ("a" * 100_000, ""), ("\ud800", ""), ("状態", ""),
])
def test_what_people_write(written: str, meant: str):
    assert nearest(written, TOP) == meant


def test_nearest_first_then_the_same_first_letter_then_the_order_given():
    assert several("petugas", ["betugas", "petugaz", "petugass", "arsiparis"], 3) == ("petugaz", "petugass", "betugas")
    assert several("SP99", ["SP01", "BH01"], 3) == ()
    assert several("satu", [], 3) == ()


def test_no_name_with_other_letters_would_have_been_nearer():
    draw = Random(4)
    numbers = [f"{draw.choice(('065', '800'))}/{draw.randrange(40)}/{draw.choice(('dinkes', 'bkd'))}/2025"
               for _ in range(80)]
    names = Names(numbers)
    for number in numbers:
        text = "".join(letter for letter in number if draw.random() < 0.9) + draw.choice(("", "5", "/arsip"))
        slips = {name: distance(text, name, len(text) // 4) for name in numbers}
        least = min(slips.values())
        expected = [name for name in dict.fromkeys(numbers) if slips[name] == least <= len(text) // 4]
        first = next((name for name in expected if name[0] == text[0]), next(iter(expected), ""))
        assert names.nearest(text) == first


@pytest.mark.parametrize(("a", "b", "slips"), [
    ("", "", 0), ("abc", "abc", 0), ("abc", "ab", 1), ("abc", "abcd", 1), ("abc", "axc", 1), ("abc", "acb", 1),
    ("ab", "ba", 1), ("abcd", "badc", 2), ("abc", "", 3), ("abc", "xyz", 3), ("ca", "abc", 3), ("abcdef", "uvwxyz", 4),
])
def test_distance(a: str, b: str, slips: int):
    assert distance(a, b, 3) == distance(b, a, 3) == slips
