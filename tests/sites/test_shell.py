"""The shell around every page, ours and Material's: it runs nothing, loads nothing from elsewhere, and leads on."""

from __future__ import annotations

import gzip
import re
import shutil
from html import unescape
from pathlib import Path

import pytest

from maklumat import livery
from maklumat.stationery import Colours

from ..conftest import thoroughly
from .conftest import MAKLUMAT, SOP, asset, mkdocs, run, stage, texts
from .test_plugin import preview

ORDINARY = ("index.html", "panduan/memasang/index.html")
OWN = ("404.html", "daftar/index.html", f"{MAKLUMAT}index.html", f"{SOP}index.html")
SECTION = "  - Panduan:\n      - Memasang: panduan/memasang.md\n"
POLICY = re.compile(r'<meta charset="utf-8">\s*<meta http-equiv="Content-Security-Policy" content="([^"]*)">')


@pytest.fixture(scope="module")
def pages(built) -> dict[str, str]:
    found = texts(built[1])
    return {name: found[name] for name in (*ORDINARY, *OWN)}


def test_every_page_states_a_strict_policy_before_it_loads_anything(pages):
    for name, page in pages.items():
        policy = POLICY.search(page)
        assert policy, name
        assert "<link" not in page[:policy.start()] and "<style" not in page[:policy.start()], name
        rules = dict(rule.split(" ", 1) for rule in policy[1].split("; "))
        assert rules["default-src"] == rules["base-uri"] == rules["form-action"] == "'none'", name
        assert "unsafe" not in policy[1] and "script-src" not in policy[1], name


def test_no_style_is_written_on_a_page(pages):
    for name, page in pages.items():
        assert "<style" not in page and ' style="' not in page, name


def test_no_page_runs_anything_and_no_script_of_the_builder_goes_out(pages, built):
    for name, page in pages.items():
        assert "<script" not in page, name
        assert not re.search(r'\son\w+="', page), name
    assert not [path for path in (built[1] / "assets").rglob("*") if path.suffix in {".js", ".map"}]


def test_both_shells_have_the_same_ribbon_and_footer(pages):
    for part in ("header", "footer"):
        shown = (re.search(rf'<{part} class="laman">.*?</{part}>', page, re.DOTALL)[0] for page in pages.values())
        shown = (re.sub(r'<p class="alamat">.*?</p>| (href|src|aria-current)="[^"]*"', "", text) for text in shown)
        assert len({" ".join(text.split()) for text in shown}) == 1, part


def test_the_menu_leads_to_pages_and_tells_where_one_is(pages, built):
    menu = re.search(r'<nav aria-label="Menu utama">.*?</nav>', pages["index.html"], re.DOTALL)[0]
    links = re.findall(r'<a href="([^"]*)"( aria-current="page")?>', menu)
    assert [(built[1] / link / "index.html").is_file() for link, _ in links] == [True] * len(links)
    assert [bool(current) for _, current in links] == [True] + [False] * (len(links) - 1)


def test_the_first_link_leads_to_the_content(pages):
    for name, page in pages.items():
        [first, *_] = re.findall(r'<a [^>]*href="([^"]*)"', page[page.index("<body"):])
        assert first.startswith("#"), name
        assert re.search(rf'<(main|h1) id="{first[1:]}"', page), name


@pytest.mark.parametrize("name", OWN)
def test_a_page_of_ours_is_light(name, pages, built):
    own = gzip.compress(pages[name].encode(), 9)
    beside = [gzip.compress(asset(built[1], path).read_bytes(), 9) for path in ("css/dokumen.css", "merek/ikon.svg")]
    assert sum(map(len, (own, *beside))) <= 15_000


def test_a_guide_begins_with_the_list_of_its_parts(pages):
    guide = pages["panduan/memasang/index.html"]
    parts = re.search(r'<nav class="bagian" aria-label="Isi halaman ini">.*?</nav>', guide, re.DOTALL)[0]
    for anchor in re.findall(r'href="#([^"]*)"', parts):
        assert f'<h2 id="{anchor}"' in guide
    assert "bagian" not in pages["index.html"], "three headings need no list"


def test_switches_of_the_drawer_are_gone(pages):
    for name in ORDINARY:
        assert "<input" not in pages[name] and "<label" not in pages[name]


def test_a_preview_lets_the_servers_own_script_run(root, tmp_path):
    preview(root, tmp_path / "pratinjau")
    for name, page in texts(tmp_path / "pratinjau").items():
        assert "Content-Security-Policy" not in page, name


def test_an_agencys_colours_logo_and_menu_are_on_every_page(root: Path):
    shutil.copy(Path(__file__).parent / "lambang.svg", root / "theme/lambang.svg")
    settings = root / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8")
    for old, new in (('logo: ""', "logo: theme/lambang.svg"), ("#0b4f3c", "#7a1f5c"),
                     ("  - Beranda: index.md\n", f"  - Beranda: index.md\n{SECTION}")):
        assert text.count(old) == 1
        text = text.replace(old, new)
    settings.write_text(text, encoding="utf-8")
    outcome = mkdocs(root)
    assert outcome.returncode == 0, outcome.stderr
    found = texts(root / "site")
    for name in (*ORDINARY, *OWN):
        assert re.search(r'<link rel="stylesheet" href="[./]*aset/\w+/css/dokumen.css">', found[name]), name
        assert re.search(r'<img src="[./]*aset/\w+/merek/logo.png" width="96" height="48" alt="">', found[name]), name
        assert re.search(r"<summary>Panduan</summary>\s*<ul>\s*<li><a [^>]*>Memasang</a>", found[name]), name
    [sheet] = (root / "site").rglob("dokumen.css")
    assert sheet.read_text(encoding="utf-8").endswith(f"}}\n\n{livery.style(Colours('#7a1f5c'))}\n")
    assert not list((root / "site").rglob("ikon.svg"))


DEEP = """  - Panduan:
      - Teknisi & admin:
          - Awal:
              - Memasang: panduan/memasang.md
      - Luar: 'https://contoh.go.id/?a=1&b="x"'
  - Jauh: 'https://contoh.go.id/?c=1&d="y"'
"""


@pytest.mark.parametrize("name", ["mkdocs", *thoroughly(("properdocs", "zensical"))])
def test_a_deep_menu_is_whole_and_what_an_agency_typed_stays_text(name: str, root: Path, tmp_path: Path, needs):
    needs(name)
    settings = root / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8")
    for pattern, new in ((r"(?m)^site_name: .*", "site_name: PPID Kota & \"Kab\""), (r"(?m)^copyright: .*\n", ""),
                         (r"(?m)^  - Beranda: index\.md\n", f"  - Beranda: index.md\n{DEEP}")):
        text, count = re.subn(pattern, lambda _, new=new: new, text)
        assert count == 1
    settings.write_text(text, encoding="utf-8")
    place = stage(root, tmp_path / "siap") if name == "zensical" else root
    outcome = mkdocs(place) if name == "mkdocs" else run(place, name, "build", "-f", "mkdocs.yml")
    assert outcome.returncode == 0, outcome.stderr
    for path in ("index.html", "daftar/index.html"):
        page = (place / "site" / path).read_text(encoding="utf-8")
        menu = re.search(r'<nav aria-label="Menu utama">.*?</nav>', page, re.DOTALL)[0]
        assert re.search(r"<span>Teknisi &amp; admin</span>\s*<ul>\s*<li><span>Awal</span>\s*<ul>\s*<li><a "
                         r'href="[^"]*memasang[^"]*">Memasang</a></li>\s*</ul>\s*</li>\s*</ul>\s*</li>', menu)
        assert menu.count("<ul") == menu.count("</ul>") == 4
        links = [unescape(link) for link in re.findall(r'<a href="([^"]*)"', menu)]
        assert [link.lstrip("./") for link in links if "memasang" in link] == ["panduan/memasang/"]
        for letters in ("a=1&b=\"x\"", "c=1&d=\"y\""):
            assert "https://contoh.go.id/?" + letters in links, path
            assert letters not in menu
        footer = re.search(r'<footer class="laman">\s*<p>(.*?)</p>', page)[1]
        assert unescape(footer) == 'PPID Kota & "Kab"'
        assert '"' not in footer
