"""The character guard: what may stand in a document, and how the rest is named."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maklumat import textguard


def codes(text: str) -> list[tuple[str, int, int]]:
    return [(code, offset, length) for code, offset, length, _, _ in textguard.refused(text)]


@pytest.mark.parametrize("text", [
    "Undang-Undang Nomor 14 Tahun 2008 – “Keterbukaan” ‘Informasi’ … § 5 ayat (1) huruf a; Rp10.000,00 (½)",
    "30 °C ±5% ≥ 2 × 3",
    "Dengan ini kami\tmenyatakan; e-mail: a_b@ppid.go.id #1 {x} [y] <z> ~ ^ ` | \\ / ' \" $ % & * + = !?",
    "Ènglish café Ștefan Nguyễn Ỹ ñ å Š ž © ® ™ № • ·",
])
def test_plain_texts_pass(text: str):
    assert textguard.is_plain(text)
    assert codes(text) == []


@pytest.mark.parametrize(("text", "expected"), [
    ("a\u200b\u200cb", [("TX01", 1, 2)]),
    ("\u202eabc\u202c", [("TX01", 0, 1), ("TX01", 4, 1)]),
    ("a\U000e0041\ufe0f\u3164", [("TX01", 1, 3)]),
    ("рelayanan", [("TX02", 0, 1)]),
    ("ΑΒ Γ", [("TX02", 0, 2), ("TX02", 3, 1)]),
    ("ﬁ ı １ ² ①", [("TX02", 0, 1), ("TX02", 2, 1), ("TX02", 4, 1), ("TX02", 8, 1)]),
    ("a\u00a0\u2011b", [("TX03", 1, 2)]),
    ("a\u00adb", [("TX03", 1, 1)]),
    ("a😀👍b\ue000", [("TX04", 1, 2), ("TX04", 4, 1)]),
    ("cafe\u0301", [("TX05", 3, 2)]),
    ("\x00a\x1b", [("BK07", 0, 1), ("BK07", 2, 1)]),
    ("\ufffd", []),
])
def test_runs_of_one_class_are_one_finding(text: str, expected: list[tuple[str, int, int]]):
    assert codes(text) == expected


@pytest.mark.parametrize(("text", "message", "help"), [
    ("pelаyanan", "huruf Sirilik `а` (U+0430) menyerupai `a`", "Ketik ulang sebagai `a`."),
    ("ＰＰＩＤ", "huruf lebar penuh `ＰＰＩＤ` (U+FF30) menyerupai `PPID`", "Ketik ulang sebagai `PPID`."),
    ("٣", "angka Arab `٣` (U+0663)", "Tulis dengan angka Latin biasa."),
    ("a\u00a0b", "spasi tak lazim: spasi tak putus (U+00A0)", "Ketik spasi biasa."),
    ("a\u2011b", "tanda hubung tak lazim: tanda hubung tak putus (U+2011)", "Ketik tanda hubung biasa `-`."),
    ("e\u0301", "aksen U+0301 terpisah dari hurufnya", "Ketik huruf utuh `é`."),
    ("a\u200bb", "karakter tak terlihat spasi tanpa lebar (U+200B)",
     "Hapus karakter itu; ketik ulang kata di sekitarnya bila perlu."),
])
def test_words(text: str, message: str, help: str):
    (_, _, _, said, offered), = textguard.refused(text)
    assert (said, offered) == (message, help)


def test_places_count_code_points():
    (code, problem), = textguard.check(("é“é\u200b", ""))
    assert code == "TX01" and (problem.place.line, problem.place.column) == (1, 4)


@pytest.mark.parametrize("letter", "ĸıſœæøßđħŋ")
def test_letters_that_are_no_letter_with_an_accent_are_refused(letter: str):
    assert codes(f"pe{letter}an") == [("TX02", 2, 1)]


def test_what_passes_is_normal_and_looks_like_nothing_else():
    passing = [chr(point) for point in range(0x20, 0x3000) if textguard.is_plain(chr(point))]
    for character in passing:
        assert unicodedata.is_normalized("NFC", character)
        if character.isalpha():
            assert unicodedata.name(character).startswith("LATIN")
            assert unicodedata.normalize("NFKC", character) == character
            assert unicodedata.normalize("NFD", character)[0].isascii()
        assert unicodedata.category(character) not in ("Cc", "Cf", "Mn", "Co", "Cn", "Zl", "Zp")
        assert character == " " or unicodedata.category(character) != "Zs"


@settings(max_examples=500, deadline=None)
@given(st.text(max_size=30))
def test_every_refused_character_is_inside_one_finding(text: str):
    covered = {index for _, offset, length in codes(text) for index in range(offset, offset + length)}
    assert all(index in covered for index, character in enumerate(text)
               if not textguard.is_plain(character) and character != "\ufffd")
    assert all(message and help for *_, message, help in textguard.refused(text))
