"""Every gate against faults that were put there on purpose: each is told, by its name, and not told without it."""

from __future__ import annotations

import functools
import os
import random
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ..sites.conftest import asset
from . import axe, keyboard, lasting, links, markup, policy, sameness, space, weight, wording
from .browsing import DESK, LIGHT, NARROWEST, PHONE, Site, View, file, served, visit
from .conftest import ADDRESS, SIGNED, needed, tool

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PAGE = "maklumat/informasi-publik/"
STYLE = "css/dokumen.css"
END = "</main>"


@dataclass(frozen=True)
class Ground:
    """A copy of the signed site that a mutant may spoil, and what the gates need."""

    site: Site
    browser: Browser


Gate = Callable[[Ground], list[str]]
Change = Callable[[str], str]


@dataclass(frozen=True)
class Mutant:
    """`gate` must tell a fault that holds `told`, once `change` was made to the page and `style` added to its sheet."""

    name: str
    gate: Gate
    told: str
    change: Change
    style: str = ""


def swap(old: str, new: str) -> Change:
    """The first `old` becomes `new`."""
    def change(html: str) -> str:
        assert old in html, f"nothing to spoil: {old}"
        return html.replace(old, new, 1)
    return change


def add(html: str) -> Change:
    """At the end of the main part."""
    return swap(END, html + END)


def free(html: str) -> Change:
    """The same on a page without a policy, which else would hinder it."""
    return lambda page: add(html)(policy.WRITTEN.sub("", page))


# --- the gates, as they are used on a page ---

def seen(look: Callable, width: int = DESK) -> Gate:
    """A gate that looks at the page in the browser."""
    def gate(ground: Ground) -> list[str]:
        with visit(ground.browser, ground.site, PAGE, View(width, LIGHT)) as page:
            return look(page)
    return gate


def contrast(ground: Ground) -> list[str]:
    tool(axe.SOURCE)
    return seen(axe.faults)(ground)


def light(ground: Ground) -> list[str]:
    view = View(DESK, LIGHT)
    with visit(ground.browser, ground.site, PAGE, view) as page, \
            visit(ground.browser, ground.site, PAGE, view, scripts=False) as bare:
        return weight.faults(page, ground.site.html(PAGE), bare)


def written(ground: Ground) -> list[str]:
    return policy.faults_of_text(PAGE, ground.site.html(PAGE))


def nu(ground: Ground) -> list[str]:
    tool(markup.JAR)
    return markup.nu(ground.site, needed("java"), [PAGE])


def validate(ground: Ground) -> list[str]:
    tool(markup.VALIDATE)
    return markup.validate(ground.site.folder, needed("node"), [PAGE])


def linked(ground: Ground) -> list[str]:
    return links.faults(ground.site.folder, needed("lychee"), ADDRESS)


def said(ground: Ground) -> list[str]:
    return wording.faults(ground.site.html(PAGE))


accessible, stops, phone, narrow, browsed = (
    contrast, seen(keyboard.faults), seen(keyboard.faults, PHONE), seen(space.faults, NARROWEST), seen(policy.faults))

HEAVY = f"<p>{random.Random(1).randbytes(20_000).hex()}</p>"
TRAP = """<a href="." id="jerat">Jerat</a><script>document.getElementById("jerat").addEventListener("keydown",
event => event.key === "Tab" && event.preventDefault())</script>"""

MUTANTS = (
    Mutant("picture without alt", accessible, "image-alt", add('<img src="sosial/og.png">')),
    Mutant("low contrast", accessible, "color-contrast:", add('<p class="pudar">Tulisan pudar</p>'),
           ".pudar { color: #999; background: #eee; }"),
    Mutant("contrast of AA only", accessible, "color-contrast-enhanced:", add('<p class="pudar">Tulisan pudar</p>'),
           ".pudar { color: #6a6a6a; background: #fff; }"),
    Mutant("button without name", accessible, "button-name", add('<button type="button"></button>')),
    Mutant("link without name", accessible, "link-name", add('<p><a href="."></a></p>')),
    Mutant("field without label", accessible, "label:", add('<p><input type="text"></p>')),
    Mutant("no language", accessible, "html-has-lang", swap('<html lang="id">', "<html>")),
    Mutant("heading level skipped", accessible, "heading-order", add("<h6>Terlalu dalam</h6>")),
    Mutant("second main part", accessible, "landmark-no-duplicate-main", add("<main><p>Lagi</p></main>")),
    Mutant("focus in what is hidden", accessible, "aria-hidden-focus",
           add('<div aria-hidden="true"><a href=".">Tersembunyi</a></div>')),
    Mutant("zoom forbidden", accessible, "meta-viewport", swap("initial-scale=1", "user-scalable=no")),
    Mutant("table without headers", accessible, "td-has-header",
           add(f"<table>{'<tr><td>satu</td><td>dua</td><td>tiga</td><td>empat</td></tr>' * 4}</table>")),
    Mutant("outline off", stops, "outline of 0 px", lambda html: html, ":focus-visible { outline: none !important; }"),
    Mutant("thin outline", phone, "outline of 1 px", lambda html: html,
           ":focus-visible { outline: 1px solid !important; }"),
    Mutant("invisible stop", stops, "not visible", add('<a class="gaib" href=".">Tak terlihat</a>'),
           ".gaib { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; }"),
    Mutant("positive tabindex", stops, "positive tabindex", add('<p><a href="." tabindex="2">Mendahului</a></p>')),
    Mutant("out of order", stops, "out of order", add('<p><a href="." tabindex="2">Mendahului</a></p>')),
    Mutant("keyboard trap", stops, "does not get past", free(TRAP)),
    Mutant("stop without name", stops, "named ''", add('<p><a class="kotak" href="."></a></p>'),
           ".kotak { display: inline-block; width: 40px; height: 40px; }"),
    Mutant("small target", phone, "12 × 12 px", add('<p><a class="kecil" href=".">Kecil</a></p>'),
           ".kecil { display: inline-block; width: 12px; height: 12px; overflow: hidden; }"),
    Mutant("covered stop", stops, "covered", add('<div class="tutup"></div>'),
           ".tutup { position: fixed; inset: 0; z-index: 99; background: #fff; }"),
    Mutant("reached by mouse only", stops, "not reached: ", free(
        '<p><a href="." id="luput">Terlewat</a></p><script>addEventListener("focusin", event =>'
        ' event.target.id === "luput" && event.target.blur())</script>')),
    Mutant("dead menu", phone, "Enter does not open", add(
        '<p><button type="button" aria-expanded="false">Menu mati</button></p>')),
    Mutant("no way to the register", stops, "not reached from this page: daftar/",
           lambda html: html.replace("../../daftar/", "../../")),
    Mutant("wider than 320 px", narrow, "wide on a screen of 320 px", add('<p class="lebar">Lebar</p>'),
           ".lebar { width: 500px; }"),
    Mutant("inline script", browsed, "refused by the policy: script-src", add("<script>document.title = 'x'</script>")),
    Mutant("inline style", browsed, "refused by the policy: style-src", add('<p style="color: red">Merah</p>')),
    Mutant("foreign font", browsed, "refused by the policy: font-src", add('<p class="asing">Asing</p>'),
           '@font-face { font-family: a; src: url("https://fonts.example.com/a.woff2"); } .asing { font-family: a; }'),
    Mutant("third-party picture", browsed, "third party: https://gambar.example.com/", free(
        '<img alt="Lain" src="https://gambar.example.com/a.png">')),
    Mutant("missing picture", browsed, "request failed", add('<img alt="Hilang" src="hilang.png">')),
    Mutant("cookie", browsed, "cookie: jejak", free("<script>document.cookie = 'jejak=1'</script>")),
    Mutant("storage", browsed, "kept: localStorage jejak", free("<script>localStorage.jejak = 1</script>")),
    Mutant("error in a script", browsed, "console: ", free("<script>tidakAda()</script>")),
    Mutant("unsafe-inline", written, "style-src allows 'unsafe-inline'",
           swap("style-src ", "style-src 'unsafe-inline' ")),
    Mutant("WebAssembly on a document's page", written, "script-src allows 'wasm-unsafe-eval'",
           swap("img-src", "script-src 'wasm-unsafe-eval'; img-src")),
    Mutant("no policy", written, "0 policies", lambda html: policy.WRITTEN.sub("", html)),
    Mutant("policy too late", written, "before the policy", swap("<head>", '<head><link rel="icon" href="x.svg">')),
    Mutant("same id twice", nu, "Duplicate ID", add('<p id="sama">Satu</p><p id="sama">Dua</p>')),
    Mutant("attribute of old days", nu, "is obsolete", add('<p align="center">Tengah</p>')),
    Mutant("element left open", validate, "close-order", add("<section><h2>Terbuka</h2>")),
    Mutant("header without scope", validate, "wcag/h63", swap('<th scope="col" rowspan="2">', '<th rowspan="2">')),
    Mutant("dead link", linked, "tidak/ada", add('<p><a href="../tidak/ada/">Buntu</a></p>')),
    Mutant("dead anchor", linked, "#tidak-ada", add('<p><a href="#tidak-ada">Buntu</a></p>')),
    Mutant("dead address of our own site", linked, "salah/", swap(f'rel="canonical" href="{ADDRESS}',
                                                                 f'rel="canonical" href="{ADDRESS}salah/')),
    Mutant("English text", said, "“Skip”", add("<p>Skip to content</p>")),
    Mutant("English label", said, "“Search”", add('<section aria-label="Search results"><h2>Hasil</h2></section>')),
    Mutant("heavy page", light, "bytes packed", add(HEAVY)),
    Mutant("script on a document's page", light, "script: ", add('<script src="keaslian.js"></script>')),
    Mutant("one request too many", light, "requests: ", add('<img alt="" src="sosial/og.png">')),
    Mutant("text for browsers without script", light, "another one without JavaScript",
           add("<noscript><p>Lain</p></noscript>")),
)


@pytest.fixture(scope="module")
def ground(folders, browser, tmp_path_factory) -> Iterator[Ground]:
    """Hard links: what a mutant changes is written anew."""
    copy = tmp_path_factory.mktemp("mutan") / "site"
    shutil.copytree(folders[SIGNED], copy, copy_function=os.link)
    with served(copy) as site:
        yield Ground(site, browser)


@pytest.fixture(scope="module")
def unspoilt(ground: Ground) -> Callable[[Gate], list[str]]:
    """What a gate tells without any mutant."""
    return functools.cache(lambda gate: gate(ground))


@contextmanager
def spoilt(path: Path, text: str) -> Iterator[None]:
    whole = path.read_bytes()
    try:
        _write(path, text.encode())
        yield
    finally:
        _write(path, whole)


def _write(path: Path, data: bytes) -> None:
    path.unlink()  # a hard link: the other name keeps its bytes
    path.write_bytes(data)


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_the_gate_tells_it(mutant: Mutant, ground: Ground, unspoilt):
    page, sheet = file(ground.site.folder, PAGE), asset(ground.site.folder, STYLE)
    before = unspoilt(mutant.gate)
    assert not [fault for fault in before if mutant.told in fault]
    with spoilt(page, mutant.change(page.read_text(encoding="utf-8"))), \
            spoilt(sheet, f"{sheet.read_text(encoding='utf-8')}\n{mutant.style}\n"):
        told = mutant.gate(ground)
    assert [fault for fault in told if mutant.told in fault], told


def test_one_other_byte_is_told(ground: Ground, folders):
    page = file(ground.site.folder, PAGE)
    assert sameness.faults(ground.site.folder, folders[SIGNED]) == []
    with spoilt(page, page.read_text(encoding="utf-8") + " "):
        assert sameness.faults(ground.site.folder, folders[SIGNED]) == [f"{PAGE}index.html: differs"]


def test_a_lost_address_is_told(ground: Ground):
    page = file(ground.site.folder, f"{PAGE}revisi/1/")
    whole = page.read_bytes()
    before = lasting.faults(ground.site.folder)
    page.unlink()
    assert set(lasting.faults(ground.site.folder)) - set(before) == {f"lost: {PAGE}revisi/1/"}
    page.write_bytes(whole)
