"""What is looked for first, because it is found sooner, hides nothing of what is looked for then."""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random

import pytest

from maklumat import lookalikes, texts
from maklumat.rules import ocr, repository, wording

PIECES = (*"aO0oIlNnx1289 .,:;!?-+_(/[<…\n\t\u00a0é\ufffd", "kami", "ter", "N0", "0812", "62", "+62", "6271", "xxx",
          "...", "___", "(nama)", "[tanggal]", "XXX", "Lorem ipsum", " :", "2O25", "a1b",
          "1234 5678 9012 3456", "800/1")

NUMBERS = (*"0128 .-+/a\n", "62", "+62", "0812", "08", "81", "3456", "789", "1234567890123456",
           "6271 0112 0380 0001")


def made(number: int) -> Iterator[str]:
    """So many short texts, always the same."""
    random = Random(number)
    for _ in range(number):
        yield "".join(random.choices(PIECES, k=random.randint(1, 12)))


@pytest.mark.parametrize(("screen", "rule"), [
    (ocr._SPACED_MARK.search, ocr._LOOSE_MARK.search),
    (ocr._TOUCHING.search, lookalikes.find),
    (ocr._TOUCHING.search, ocr._DIGIT_IN_WORD.search),
    (wording._may_be_blank, wording._BLANK.search),
], ids=["loose marks", "letters in numbers", "digits in words", "blanks"])
def test_a_screen_passes_whatever_its_rule_finds_alone_or_among_other_texts(screen, rule):
    found = [text for text in made(4000) if rule(text)]
    assert len(found) > 30
    assert [text for text in found if not screen(text) or not screen(f"satu\n{text}\ndua")] == []


@pytest.mark.parametrize(("fast", "plain"), [
    (repository._SIXTEEN, r"(?<![\w.-])(?:[0-9]{16}|[0-9]{4}([ .-])[0-9]{4}\1[0-9]{4}\1[0-9]{4})(?![\w-])"),
    (repository._MOBILE, r"(?<![\w.+/-])(?:\+62|62|0)[ .-]?8[1-9][0-9](?:[ .-]?[0-9]){6,9}(?![\w-])"),
], ids=["sixteen digits", "mobile"])
def test_a_pattern_that_begins_with_what_is_rare_finds_what_the_plain_one_finds(fast: re.Pattern[str], plain: str):
    random = Random(1)
    found = 0
    for _ in range(4000):
        text = "".join(random.choices(NUMBERS, k=random.randint(1, 9)))
        spans = [match.span() for match in re.finditer(plain, text)]
        assert [match.span() for match in fast.finditer(text)] == spans, text
        found += len(spans)
    assert found > 30


def test_words_of_ascii_are_the_words_of_any_text():
    for text in filter(str.isascii, made(2000)):
        assert texts._ASCII_WORD.findall(text.lower()) == texts.WORD.findall(text.lower())
