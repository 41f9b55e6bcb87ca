"""Near spellings and the two languages: what is reported, and what is left alone."""

from __future__ import annotations

import pytest

from maklumat.rules import spelling


@pytest.mark.parametrize(("written", "meant"), [
    ("standart", "standar"), ("kesedian", "kesediaan"), ("infomasi", "informasi"), ("pelayaan", "pelayanan"),
    ("meyelenggarakan", "menyelenggarakan"), ("masyarkat", "masyarakat"), ("maklumta", "maklumat"),
])
def test_one_letter_off_a_key_word(written: str, meant: str):
    assert spelling.misspelt(written) == meant


@pytest.mark.parametrize("word", [
    "standar", "penerima", "pengadaan", "penerapan", "diterapkan", "menempati", "perbankan", "pelayaran", "menyatukan",
    "kesetiaan", "memerintah", "pelayanannya", "standarnya", "standard", "pelayan", "formasi", "kewarasan",
])
def test_words_of_their_own(word: str):
    assert spelling.misspelt(word) == ""


@pytest.mark.parametrize(("text", "expected"), [
    ("we declare that we are able to provide public services", True),
    ("kami menyatakan sanggup memberikan pelayanan dan menerima sanksi dari atasan", False),
    ("unit kerja menerima penghargaan best of the best in the world dari kementerian", False),
    ("service charter of the agency", False),
])
def test_english_is_told_by_its_function_words(text: str, expected: bool):
    assert spelling.is_english(text.split()) is expected
