"""What a visitor, a search engine and an editor see of the real project while nobody is enrolled as approver."""

from __future__ import annotations

import re

from maklumat import builder

from .conftest import MAKLUMAT, SOP, asset, audited, load, texts


def pages(site):
    return {name: text for name, text in texts(site).items() if name.endswith(".html")}


def test_every_page_says_that_it_is_a_sample_and_asks_not_to_be_indexed(built):
    _, site = built
    assert {"index.html", "404.html", "daftar/index.html", "panduan/memasang/index.html", MAKLUMAT + "index.html",
            SOP + "index.html"} <= set(pages(site))
    for name, text in pages(site).items():
        assert '<p class="contoh"><strong>CONTOH</strong>' in text, name
        assert '<meta name="robots" content="noindex, nofollow">' in text, name
        assert '<html lang="id"' in text, name


def test_the_draft_reads_as_a_draft(built):
    _, site = built
    page = pages(site)[MAKLUMAT + "index.html"]
    assert "RANCANGAN</strong>" in page
    assert "disahkan" not in page.lower()
    assert page.index("RANCANGAN") < page.index("sanggup melaksanakan pelayanan") < page.index("Keterangan dokumen")
    for anchor in ("janji", "perbaikan", "sanksi"):
        assert f'id="{anchor}"' in page


def test_the_sop_is_a_transcription_with_its_flow_marked_as_assumed(built):
    _, site = built
    page = pages(site)[SOP + "index.html"]
    assert "Transkripsi; pengesahan basah tercantum pada naskah sumber, belum diverifikasi di sini." in page
    assert "diasumsikan" in page
    assert re.findall(r'<span class="alur-teks">([^<]*)</span>', page) == [
        "Mulai; lanjut ke langkah 2.", "Proses; lanjut ke langkah 3.", "Selesai."]


def test_nothing_of_a_draft_is_in_search_or_sitemap(built):
    _, site = built
    found = texts(site)
    for text in (found["sitemap.xml"], *(found[name] for name in found if name.startswith("pagefind/"))):
        assert "informasi-publik/" not in text
        assert "800/24/Sekr.7/BKD" not in text
        assert "berjanji dan sanggup melaksanakan" not in text


def test_nothing_comes_from_elsewhere_and_nothing_is_left_in_english(built):
    _, site = built
    for name, text in pages(site).items():
        text = text.replace('rel="canonical" href="https:', "")
        loaded = re.sub(r'<a( class="portal")? href="https:[^"]*"', "", text)  # links to law portals and complaints
        assert re.findall(r'(?:src|href)="(https?:[^"]*)"', loaded) == [], name
        for english in ("Made with", "Not found", "Permanent link", "Skip to content"):
            assert english not in text, name


def test_the_audit_is_content(built):
    made, site = built
    assert audited(site, made) == ()
    assert [(held.path, held.page_shown) for held in made.plan.withheld] == [
        (f"content/{MAKLUMAT}index.md", True), (f"content/{SOP}index.md", True)]


def test_the_style_shows_the_numbers_that_the_list_has(built):
    _, site = built
    style = asset(site, "css/dokumen.css").read_text(encoding="utf-8")
    assert "counter(list-item)" in style
    assert not re.search("counter-(reset|increment|set)", style)  # nothing counts anew what was signed as 5, 6, 7


TOWNS = "di Kuala Kapuas, Buntok, Muara Teweh, Tamiang Layang, Sampit, dan Pangkalan Bun"
LONG = "DINAS PENANAMAN MODAL DAN PELAYANAN TERPADU SATU PINTU PROVINSI KALIMANTAN TENGAH"


def test_long_names_and_titles_in_a_text_give_no_draft_away(root):
    for address in (MAKLUMAT, SOP):
        path = root / "content" / address / "index.md"
        text = re.sub(r"(?m)^( *perangkat_daerah:).*$", rf"\1 {LONG}", path.read_text(encoding="utf-8"))
        text = re.sub(r"(?m)^judul: (.*)$", rf"judul: \1 {TOWNS}", text)
        path.write_text(f"{text}\nMaklumat {LONG.title()} ini menurut SOP.\n\nPenetapan {TOWNS}.\n", encoding="utf-8")
    with (root / "content/index.md").open("a", encoding="utf-8") as file:
        file.write(f"\nLaman ini milik {LONG.title()}.\n")
    made = load(root)
    assert made.plan.refused == {}
    builder.build(made, root / "site")
    assert audited(root / "site", made) == ()
