"""What templates measure: the largest size that fits, the widest word, and lines of equal length."""

from __future__ import annotations

import random
import shutil

import pytest

from maklumat.engine import Engine

from .conftest import THEME

HEAD = """
#import "umum.typ": balanced, data, document-text, largest-fitting
#import "kata.typ": breadth-of, widest
#show: document-text
"""
SEARCH = HEAD + """
#for (sizes, heights, room, expected) in data.cases {
  let tall(size) = heights.at(sizes.position(it => it == size)) * 1pt
  assert.eq(largest-fitting(sizes, room * 1pt, tall), expected)
}
"""
WIDEST = HEAD + """
#context for it in data.texts {
  let single = it.split(" ").map(word => breadth-of(word, 9pt, 700))
  assert.eq(widest(it, 9pt, weight: 700), calc.max(..single))
}
"""
BALANCED = HEAD + """
#context for it in data.texts {
  let high(width, body) = measure(width: width, body).height
  let body = par(it)
  let width = measure(width: 240pt, balanced(body)).width
  assert(width <= 240pt)
  assert.eq(high(width, body), high(240pt, body))
  let least = calc.min(measure(body).width, 96pt)
  assert(width - 3pt < least or high(width - 3pt, body) > high(240pt, body))
}
"""
TEXTS = ("menyelenggarakan pelayanan sesuai dengan standar pelayanan yang telah ditetapkan",
         "a", "dan/atau", "Kepala Badan Contoh Provinsi Contoh, yang membidangi pelayanan  informasi",
         "sepatah " * 40 + "kata", "ketidakberpihakan pertanggungjawaban", "AVAVA Tofu fi ffi, W.A.", "Ǆ ẞ Œ — №")

COMMON = {"agency": {"government": "", "office": "", "unit": ""}, "mark": "",
          "colours": {"primary": "#0b4f3c", "accent": "#b5893c"}}  # what umum.typ reads by itself


@pytest.fixture
def measured(theme, sheet):
    """measured(template, …data): sets a sheet with the parts that all templates share; what it asserts holds."""
    def measure(template: str, **data: object) -> None:
        for name in ("umum.typ", "kata.typ"):
            shutil.copy(THEME / "print" / name, theme / "print")
        (theme / "print/lembar.typ").write_text(template, encoding="utf-8")
        with Engine(theme) as press:
            assert press.make(sheet(**COMMON, **data))
    return measure


def test_the_largest_size_that_fits_is_found_however_heights_grow(measured):
    """Evenly, by steps, not at all for a while, or suddenly."""
    chance, cases = random.Random(8), []
    for _ in range(200):
        count = chance.randint(1, 40)
        sizes = sorted(chance.sample(range(20, 90), count))
        grown = chance.choice((lambda: 1, lambda: chance.choice((0, 0, 0, 60)), lambda: chance.randint(0, 30)))
        heights = [chance.randint(1, 200)]
        for _ in sizes[1:]:
            heights.append(heights[-1] + grown())
        room = chance.choice((-5, 0, heights[0] - 1, heights[-1], chance.choice(heights), heights[-1] + 9))
        fitting = [size for size, height in zip(sizes, heights, strict=True) if height <= room]
        cases.append((sizes, heights, room, fitting[-1] if fitting else None))
    measured(SEARCH, cases=cases)


def test_the_widest_word_is_as_wide_as_by_itself(measured):
    measured(WIDEST, texts=TEXTS)


def test_evened_lines_are_as_many_and_no_wider_than_needed(measured):
    measured(BALANCED, texts=[*TEXTS, *(" ".join(TEXTS[:1] * n) for n in range(2, 9))])
