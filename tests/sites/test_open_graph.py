"""What a shared link shows: every builder writes the same tags, and no title breaks out of them."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

import pytest

from maklumat import documents, pages, staged
from maklumat.model import State
from maklumat.prints import Offer

from ..conftest import thoroughly
from .conftest import REPOSITORY, run

BASE = REPOSITORY / "tests/rules/base/content/maklumat/informasi-publik/index.md"
PATH = "content/maklumat/informasi-publik/index.md"
ADDRESS = "maklumat/informasi-publik/"
CARD = ADDRESS + "sosial/og.png"
SITE = "https://ppid.contoh.go.id/situs/"
TITLE = "Maklumat Pelayanan Informasi Publik"
DESCRIPTION = f"{TITLE}, BADAN CONTOH, berlaku"
HOSTILE = '"> </title><script>alert(1)</script> {{ config }} {% raw %} & \'Maklumat\''
ALT = f"Gambar pratinjau {HOSTILE}"
BUILDERS = {"mkdocs": ("mkdocs", "build", "--strict", "--quiet"), "zensical": ("zensical", "build")}
EACH = ["mkdocs", *thoroughly(("zensical",))]


class Tags(HTMLParser):
    """The properties of a page's head, and the elements in it."""

    def __init__(self, page: Path):
        super().__init__()
        self.found: dict[str, str] = {}
        self.scripts: list[str] = []
        self.head = True
        self.feed(page.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        if tag == "body":
            self.head = False
        if self.head and tag == "meta" and (name := values.get("property") or values.get("name")):
            assert name not in self.found, name
            self.found[name] = values.get("content", "")

    def handle_data(self, data):
        if self.cdata_elem == "script":
            self.scripts.append(data)


def site(root: Path, builder: str, site_url: str = SITE, title: str = TITLE,
         card: str = CARD) -> Path:
    """A site of one signed document's page and one ordinary page, built without our plugin, as `stage` leaves it."""
    text = BASE.read_text(encoding="utf-8").replace(f"judul: {TITLE}", "judul: '" + title.replace("'", "''") + "'")
    document = documents.read(PATH, text.encode()).document
    around = pages.Around(offer=Offer(card=card, card_text=ALT))
    head = pages.head(document, State.APPROVED, around)
    text = staged.page('<article class="dokumen"><h1>Maklumat</h1></article>', head)
    (root / "content" / ADDRESS).mkdir(parents=True)
    (root / "content" / ADDRESS / "index.md").write_text(text, encoding="utf-8")
    (root / "content" / "panduan.md").write_text("# Panduan & \"bantuan\"\n\nIsi.\n", encoding="utf-8")
    (root / "content" / "index.md").write_text("# Beranda\n\nIsi.\n", encoding="utf-8")
    (root / "theme").symlink_to(REPOSITORY / "theme")
    address = f"site_url: {site_url}\n" if site_url else ""
    (root / "mkdocs.yml").write_text(
        f"site_name: PPID \"Contoh\"\nsite_description: Keterangan situs\n{address}docs_dir: content\n"
        "theme: {name: material, custom_dir: theme, language: id, font: false}\nplugins: []\n"
        "extra: {maklumat: {mode: ketat}}\n", encoding="utf-8")
    outcome = run(root, *BUILDERS[builder])
    assert outcome.returncode == 0, outcome.stderr
    return root / "site"


@pytest.mark.parametrize("builder", EACH)
def test_a_signed_document_shows_its_card(builder, tmp_path, needs):
    needs(builder)
    made = site(tmp_path, builder)
    found = Tags(made / ADDRESS / "index.html").found
    assert found["og:title"] == TITLE
    assert found["og:description"] == found["description"] == DESCRIPTION
    assert found["og:type"] == "article"
    assert found["og:url"] == SITE + ADDRESS
    assert found["og:site_name"] == 'PPID "Contoh"'
    assert found["og:locale"] == "id_ID"
    assert found["og:image"] == SITE + CARD
    assert (found["og:image:width"], found["og:image:height"], found["og:image:type"]) == ("1200", "630", "image/png")
    assert found["og:image:alt"] == found["twitter:image:alt"] == ALT
    assert found["twitter:card"] == "summary_large_image"


@pytest.mark.parametrize("builder", EACH)
def test_other_pages_show_no_picture(builder, tmp_path, needs):
    needs(builder)
    made = site(tmp_path, builder, card="")
    for address, title, description in (
            ("", 'PPID "Contoh"', "Keterangan situs"), ("panduan/", 'Panduan & "bantuan"', "Keterangan situs"),
            (ADDRESS, TITLE, DESCRIPTION)):
        found = Tags(made / address / "index.html").found
        assert (found["og:title"], found["og:description"]) == (title, description)
        assert (found["og:type"], found["og:url"]) == ("website", SITE + address)
        assert not [name for name in found if "image" in name or name == "twitter:card"]


@pytest.mark.parametrize("builder", EACH)
def test_a_site_without_an_address_names_no_address(builder, tmp_path, needs):
    needs(builder)
    found = Tags(site(tmp_path, builder, site_url="") / ADDRESS / "index.html").found
    assert found["og:title"] == TITLE
    assert not [name for name in found if "image" in name or name in ("og:url", "twitter:card")]


@pytest.mark.parametrize("builder", EACH)
def test_an_address_without_its_slash_is_mended(builder, tmp_path, needs):
    needs(builder)
    found = Tags(site(tmp_path, builder, site_url=SITE.rstrip("/")) / ADDRESS / "index.html").found
    assert found["og:image"] == SITE + CARD


@pytest.mark.parametrize("builder", EACH)
def test_no_title_breaks_out_of_its_tag(builder, tmp_path, needs):
    needs(builder)
    page = site(tmp_path, builder, title=HOSTILE) / ADDRESS / "index.html"
    tags = Tags(page)
    assert tags.found["og:title"] == HOSTILE
    assert tags.found["og:image:alt"] == ALT
    assert not [script for script in tags.scripts if "alert(1)" in script]
