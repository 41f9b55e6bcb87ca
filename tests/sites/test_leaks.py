"""A leak planted by hand into an honest site is found, in both modes, wherever it hides."""

from __future__ import annotations

import gzip
import json
import os
import shutil

import pytest

from maklumat import audit

from .conftest import MAKLUMAT, SOP, audited, copy_project, light, load, mkdocs
from .test_strict_site import KEY

SENTENCE = "maklumat diumumkan melalui papan pengumuman, laman resmi PPID Pelaksana, dan media sosial"
SCAN = b"\x89PNG\r\n\x1a\n pindaian halaman pertama"


@pytest.fixture(scope="module", params=["contoh", "ketat"])
def honest(request, tmp_path_factory):
    root = copy_project(tmp_path_factory.mktemp(request.param) / "proyek")
    (root / "content" / MAKLUMAT / "pindaian.png").write_bytes(SCAN)
    if request.param == "ketat":
        (root / "pengesah").mkdir()
        (root / "pengesah/allowed_signers").write_text(KEY, encoding="utf-8")
    assert mkdocs(root).returncode == 0
    return light(root / "site"), load(root)


@pytest.fixture
def site(honest, tmp_path):
    return shutil.copytree(honest[0], tmp_path / "site")


def paths(site, project):
    return sorted({leak.path for leak in audited(site, project)})


def append(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        file.write(text)


PLANTED = {
    "sentence in a foreign page": ("index.html", f"<p>Kami {SENTENCE}.</p>"),
    "sentence broken by markup": ("index.html", f"<p>{SENTENCE.replace(' ', ' <b></b>&#32;').upper()}</p>"),
    "sentence in an attribute": ("404.html", f"<meta name='description' content='{SENTENCE}'>"),
    "relative link": ("daftar/index.html", f'<a href="../{MAKLUMAT}">rancangan</a>'),
    "sentence in a comment": ("index.html", f"<!-- {SENTENCE} -->"),
    "sentence in character data": ("umpan.xml", f"<feed><title><![CDATA[{SENTENCE}]]></title></feed>"),
    "sentence with soft hyphens": ("index.html", f"<p>{SENTENCE.replace('um', 'u&shy;m')}</p>"),
    "sitemap": ("sitemap.xml", f"<url><loc>https://ppid.example.go.id/{SOP}</loc></url>"),
    "number in a feed": ("umpan.xml", "<feed><title>SOP 800/24/Sekr.7/BKD</title></feed>"),
    "page with a null character": ("x.html", f'\0<p class="contoh"><meta name="robots" content="noindex">{SENTENCE}'),
    "data file": ("data/dokumen.json", json.dumps({"isi": SENTENCE.replace("laman", "laman\n")})),
    "escaped data file": ("data/dokumen.json", '{"isi": "' + "".join(f"\\u{ord(c):04x}" for c in SENTENCE) + '"}'),
    "address with an escaped slash": ("assets/x.js", 'var a = "' + MAKLUMAT.replace("/", "\\/") + '"'),
}


@pytest.mark.parametrize("element", [
    '<div class="dokumen"><h1>Palsu</h1></div>', "<ARTICLE CLASS='x DOKUMEN dokumen'>",
    '<p class="keadaan">BERLAKU</p>', "<strong class=tanda>BERLAKU</strong>", '<section data-keadaan="disahkan">',
])
@pytest.mark.parametrize("name", ["index.html", "daftar/index.html"])
def test_an_element_that_passes_itself_off_as_a_document(name, element, site, honest):
    append(site / name, element)
    assert audited(site, honest[1]) == (audit.Leak(name, "memuat dokumen yang tidak direncanakan"),)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_other_encodings_hide_nothing(encoding, site, honest):
    (site / "catatan.dat").write_bytes(SENTENCE.encode(encoding))
    assert paths(site, honest[1]) == ["catatan.dat"]


@pytest.mark.parametrize("case", PLANTED)
def test_planted_text_is_found(case, site, honest):
    name, text = PLANTED[case]
    append(site / name, text)
    assert paths(site, honest[1]) == [name]


def test_search_index(site, honest):
    index = {"docs": [{"location": "x/", "title": "x", "text": f"<ol><li>{SENTENCE}</li></ol>"}]}
    (site / "search").mkdir()
    (site / "search/search_index.json").write_text(json.dumps(index), encoding="utf-8")
    assert paths(site, honest[1]) == ["search/search_index.json"]


BROKEN = {
    "search/search_index.json": b'{"docs": [{"text": "Kami',
    "data/daftar.json": b"[" * 100_000,
    "assets/teks.json.gz": gzip.compress(b"{"),
    "sitemap.xml.gz": gzip.compress(b"<urlset></urlset>")[:-9],
    "assets/lain.gz": b"bukan gzip",
    "assets/besar.gz": gzip.compress(b" " * (audit.LARGEST_TEXT + 1)),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_not_held_to_be_clean(name, site, honest):
    (site / name).parent.mkdir(exist_ok=True)
    (site / name).write_bytes(BROKEN[name])
    [leak] = audited(site, honest[1])
    assert leak.path == name
    assert leak.what.startswith("tidak dapat diaudit: ")


@pytest.mark.parametrize("target", ["..", "index.html", "tidak-ada"])
@pytest.mark.parametrize("name", ["p", "daftar/p.html"])
def test_a_link_is_a_leak_wherever_it_leads(name, target, site, honest):
    (site / name).symlink_to(site / target)
    assert audited(site, honest[1]) == (
        audit.Leak(name, "bukan berkas biasa, melainkan tautan ke tempat lain atau sejenisnya"),)


def test_a_pipe_is_a_leak_and_is_not_waited_for(site, honest):
    os.mkfifo(site / "pipa")
    assert paths(site, honest[1]) == ["pipa"]


def test_a_second_text_in_a_packed_file(site, honest):
    (site / "sitemap.xml.gz").write_bytes(gzip.compress(b"<urlset>") + gzip.compress(SENTENCE.encode()))
    assert paths(site, honest[1]) == ["sitemap.xml.gz"]


def test_packed_sitemap(site, honest):
    with gzip.open(site / "sitemap.xml.gz", "wb") as file:
        file.write(f"<loc>https://ppid.example.go.id/{MAKLUMAT}</loc>".encode())
    assert paths(site, honest[1]) == ["sitemap.xml.gz"]


def test_attachment_under_another_name(site, honest):
    (site / "assets/gambar.png").write_bytes(SCAN)
    assert paths(site, honest[1]) == ["assets/gambar.png"]


def test_attachment_beside_its_document(site, honest):
    (site / MAKLUMAT).mkdir(parents=True, exist_ok=True)
    (site / MAKLUMAT / "pindaian.png").write_bytes(b"lain")
    assert f"{MAKLUMAT}pindaian.png" in paths(site, honest[1])


def test_page_of_a_document_that_nobody_planned(site, honest):
    append(site / "sop/lain/index.html", "<p class=\"contoh\"></p><meta name=\"robots\" content=\"noindex\">")
    append(site / "palsu/index.html", '<p class="contoh"></p><meta name="robots" content="noindex">'
                                      '<article class="dokumen" data-keadaan="disahkan"><h1>Palsu</h1></article>')
    assert paths(site, honest[1]) == ["palsu/index.html", "sop/lain/index.html"]


def test_every_fault_of_a_sample_page_is_told(site, honest):
    if honest[1].plan.mode == "ketat":
        pytest.skip("only pages of a sample carry the banner and show drafts")
    page = site / MAKLUMAT / "index.html"
    text = page.read_text(encoding="utf-8")
    for old, new in (("berjanji dan", "berjanji atau"), ('class="contoh"', ""), ("noindex", "index"),
                     ("</main>", '<article class="dokumen"></article></main>')):
        page.write_text(text.replace(old, new), encoding="utf-8")
        assert paths(site, honest[1]) == [f"{MAKLUMAT}index.html"]
    page.unlink()
    assert paths(site, honest[1]) == [f"{MAKLUMAT}index.html"]
