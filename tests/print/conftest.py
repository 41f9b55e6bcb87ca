"""A small theme with the real fonts, and prints to try the press with."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from maklumat.findings import Place
from maklumat.prints import Print
from maklumat.settings import Settings
from maklumat.stationery import Stationery

from ..sites import office as offices
from .outputs import built

THEME = Path(__file__).parents[2] / "theme"
SHEET = """
#let data = json(bytes(sys.inputs.data))
#set document(title: data.title)
#set text(font: ("Literata", "Literata Latin Ext"), lang: "id", region: "ID")
#set page(width: 200pt, height: 200pt, margin: 20pt)
#if data.title.len() > 60 { panic("TIDAK MUAT") }
#title[#data.title]
#if data.at("logo", default: false) != false { image("/" + data.logo, width: 40pt, alt: "Logo") }
"""
CARD = """
#let data = json(bytes(sys.inputs.data))
#set page(width: data.width * 1pt, height: data.height * 1pt, margin: 8pt, fill: rgb("#0b4f3c"))
#set text(font: ("Plus Jakarta Sans", "Plus Jakarta Sans Latin Ext"), fill: white, lang: "id", region: "ID")
#data.title
"""


@pytest.fixture(scope="session")
def signed(once) -> offices.Office:
    """An office that has signed, with its site built; only to look at."""
    if not (shutil.which("git") and shutil.which("ssh-keygen")):
        (pytest.fail if os.environ.get("CI") else pytest.skip)("git or ssh-keygen is not installed on this machine")
    folder = once("kantor-bercetak", lambda folder: built(offices.opened(folder, printing=True).root))
    return offices.Office(folder / "proyek", folder / "kunci")


@pytest.fixture
def theme(tmp_path: Path) -> Path:
    """A theme folder with one sheet and one card."""
    folder = tmp_path / "proyek" / "theme"
    shutil.copytree(THEME / "fonts", folder / "fonts")
    for name, text in (("print/lembar.typ", SHEET), ("social/kartu.typ", CARD)):
        (folder / name).parent.mkdir()
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def settings(theme: Path) -> Settings:
    root = theme.parent
    return Settings(root, root / "content", root / "site", theme=theme, stationery=Stationery())


@pytest.fixture
def cache(tmp_path: Path, monkeypatch) -> Path:
    """An empty cache of this test's own: the folder where entries lie."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "simpanan"))
    return tmp_path / "simpanan/maklumat/cetakan"


@pytest.fixture
def sheet() -> Callable[..., Print]:
    """sheet("Judul"): a PDF of the small theme."""
    def make(title: str = "Maklumat Pelayanan", name: str = "satu", **data: object) -> Print:
        return Print(f"maklumat/{name}/cetak/lembar.pdf", f"content/maklumat/{name}/index.md", Place(4, 8, 3),
                     "poster A4", "print/lembar.typ", json.dumps({"title": title, **data}, ensure_ascii=False),
                     ("ua-1", "a-2a"), day=date(2025, 1, 20), digest="d" * 64, is_listed=True)
    return make


@pytest.fixture
def card() -> Callable[..., Print]:
    """card("Judul"): a picture of the small theme."""
    def make(title: str = "Maklumat", size: tuple[int, int] = (240, 120), **data: object) -> Print:
        return Print("maklumat/satu/sosial/kartu.png", "content/maklumat/satu/index.md", Place(4, 8, 3), "kartu",
                     "social/kartu.typ", json.dumps({"title": title, "width": size[0], "height": size[1], **data},
                                                    ensure_ascii=False), size=size)
    return make
