"""Word differences: nothing is lost, and what a reader expects to be marked is marked."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maklumat.worddiff import Change, Piece, compare

KEPT, REMOVED, ADDED = Change.KEPT, Change.REMOVED, Change.ADDED
TEXTS = st.lists(st.sampled_from(["janji", "sanksi", "10", " ", "  ", "\n", ",", ".", "é", "\t", "\r\n"])).map("".join)


def marked(old: str, new: str) -> str:
    marks = {KEPT: "{}", REMOVED: "[-{}-]", ADDED: "{{+{}+}}"}
    return "".join(marks[piece.change].format(piece.text) for piece in compare(old, new))


@pytest.mark.parametrize(("old", "new", "shown"), [
    ("", "", ""),
    ("sama saja\n", "sama saja\n", "sama saja\n"),
    ("", "baru", "{+baru+}"),
    ("lama", "", "[-lama-]"),
    ("paling lambat 10 hari kerja.", "paling lambat 17 hari kerja.", "paling lambat [-10-]{+17+} hari kerja."),
    ("kami memungut biaya itu", "kami tidak memungut biaya itu", "kami {+tidak +}memungut biaya itu"),
    ("dijawab dalam sepuluh hari kerja saja", "dijawab dalam tujuh belas hari kerja saja",
     "dijawab dalam [-sepuluh-]{+tujuh belas+} hari kerja saja"),
    ("satu dua tiga empat lima", "satu DUA TIGA empat lima", "satu [-dua tiga-]{+DUA TIGA+} empat lima"),
    ("kami tidak akan memungut", "kami memungut", "kami [-tidak akan -]memungut"),
    ("a\nb\nc\n", "a\nc\n", "a\n[-b\n-]c\n"),
    ("tertulis: berlaku", "tertulis; berlaku", "tertulis[-:-]{+;+} berlaku"),
    ("Kami menjamin pelayanan.\n", "Sama sekali lain isinya.\n",
     "[-Kami menjamin pelayanan.\n-]{+Sama sekali lain isinya.\n+}"),
])
def test_what_is_marked(old, new, shown):
    assert marked(old, new) == shown


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_from_the_pieces(old, new):
    pieces = compare(old, new)
    assert "".join(piece.text for piece in pieces if piece.change is not ADDED) == old
    assert "".join(piece.text for piece in pieces if piece.change is not REMOVED) == new


@given(TEXTS, TEXTS)
def test_pieces_are_whole_and_a_removal_stands_before_its_addition(old, new):
    pieces = compare(old, new)
    assert all(piece.text for piece in pieces)
    followers = {(one.change, two.change) for one, two in pairwise(pieces)}
    assert followers <= {(KEPT, REMOVED), (KEPT, ADDED), (REMOVED, ADDED), (REMOVED, KEPT), (ADDED, KEPT)}


@given(TEXTS)
def test_a_text_does_not_differ_from_itself(text):
    assert compare(text, text) == ((Piece(KEPT, text),) if text else ())


def test_a_passage_too_long_to_compare_word_by_word_is_replaced_whole():
    old, new = (" ".join(f"{letter}{number}" for number in range(3000)) for letter in "ab")
    assert [piece.change for piece in compare(f"awal\n{old}", f"awal\n{new}")] == [KEPT, REMOVED, ADDED]
