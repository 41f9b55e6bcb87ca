"""The agency's colours on screen: readable whatever it chooses."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maklumat import livery
from maklumat.stationery import Colours, Stationery, contrast

CSS = (Path(__file__).parents[2] / "theme/css/dokumen.css").read_text(encoding="utf-8")
HEX = st.integers(0, 0xFFFFFF).map("#{:06x}".format)
PRIMARY = HEX.filter(lambda colour: contrast(colour) >= 4.5)  # others are refused in mkdocs.yml


def variables(css: str) -> tuple[dict[str, str], dict[str, str]]:
    """Those for light screens, and those for dark ones."""
    light, dark = css.split("@media (prefers-color-scheme: dark)" if "scheme: dark" in css else "@media", 1)
    return tuple(dict(re.findall(r"--([\w-]+): ?(#\w{6})", part)) for part in (light, dark))


PAPER = variables(re.search(r":root \{\n  color-scheme.*?\n\}\n@media.*?\n\}", CSS, re.DOTALL)[0])


@given(PRIMARY, HEX)
def test_every_text_can_be_read_on_every_ground(primary: str, accent: str):
    for own, paper in zip(variables(livery.style(Colours(primary, accent))), PAPER, strict=True):
        grounds = (paper["kertas"], own["muda"])
        texts = (own["teks-utama"], own["teks-aksen"], paper["tinta"], paper["redup"])
        assert min(contrast(text, ground) for text in texts for ground in grounds) >= 7
        assert contrast("#ffffff", own["utama"]) >= 7


def test_warnings_and_changes_can_be_read():
    for paper in PAPER:
        for text, ground in (("awas", "awas-muda"), ("tinta", "awas-muda"), ("tinta", "tambah"), ("awas", "kertas")):
            assert contrast(paper[text], paper[ground]) >= 7, (text, ground)


@pytest.mark.parametrize("colours", [Colours("#0b4f3c", "#123456"), Colours("#333333", "#ffffff")])
def test_what_is_dark_enough_stays_as_the_agency_chose_it(colours: Colours):
    assert variables(livery.style(colours))[0]["utama"] == colours.primary
    assert f'fill="{colours.primary}"' in livery.icon(colours).decode()


def test_the_style_sheet_begins_with_the_usual_colours():
    assert livery.style(Colours()) in CSS


def test_an_agency_without_a_logo_gets_a_mark():
    assert livery.mark(Stationery()) == "merek/ikon.svg"
    assert livery.mark(Stationery(logo="theme/lambang.svg")) == "merek/logo.png"
    assert ElementTree.fromstring(livery.icon(Colours())).tag.endswith("svg")
