"""Whatever a page loads lies in the folder that is named after it, under every builder, and another byte moves it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest

from maklumat import assets, branding, builder, keeping, livery, ondemand, project, settings
from maklumat.planned import Mode

from .conftest import NOW, audited, load, run, stage
from .office import DOMAIN

TAG = re.compile(r"<(link|script|img|source|iframe|embed|object|audio|video|input|use|image)\b([^>]*)>", re.I)
ATTRIBUTE = re.compile(r'\s([a-z:-]+)="([^"]*)"', re.I)
LOADING = {"stylesheet", "icon", "preload", "modulepreload", "manifest", "apple-touch-icon"}  # of what `rel` says
IMPORT = re.compile(r"""(?:\bfrom|\bimport)\s*\(?\s*["']([^"']+)["']""")
URL = re.compile(r"""(?:@import\s+|url\(\s*)["']?(?!data:)([^"')\s]+)""")


def loaded(page: str) -> Iterator[str]:
    """Every address that a browser asks for while it shows this page (HTML)."""
    for tag, inside in TAG.findall(page):
        found = {name.lower(): unescape(value) for name, value in ATTRIBUTE.findall(inside)}
        if tag.lower() != "link" or LOADING & set(found.get("rel", "").split()):
            yield from (found[name] for name in ("href", "src", "srcset", "data", "xlink:href") if name in found)


def named(name: str, text: str) -> list[str]:
    """The same of a style sheet or a script."""
    return (URL if name.endswith(".css") else IMPORT if name.endswith(".js") else re.compile("$^")).findall(text)


def place(address: str, page: str) -> str:
    """Where this address of a page lies, below the site. Raises AssertionError where it is not on the site."""
    there = urlsplit(urljoin(f"https://{DOMAIN}/{page}", address))
    assert there.netloc == DOMAIN, (page, address)
    return there.path.lstrip("/")


def folder(site: Path) -> str:
    """The one folder of what pages load, below the site."""
    [found] = (site / assets.FOLDER).iterdir()
    return f"{assets.FOLDER}{found.name}/"


def pages(site: Path) -> dict[str, str]:
    return {name: data.decode() for name, data in contents(site).items() if name.endswith(".html")}


def contents(site: Path) -> dict[str, bytes]:
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in sorted(site.rglob("*")) if path.is_file()}


def kept_in_place(root: Path, name: str) -> bool:
    """Is this an editor's own picture, which people also link to? What the search's script asks for is no address of a
    page either: Pagefind finds the names of its parts in each index."""
    return name.endswith(".png") and (root / "content" / name).is_file()


def loads(site: Path) -> dict[str, set[str]]:
    """Every page, style sheet and script with the places of what it loads."""
    found = {name: {place(address, name) for address in loaded(page)} for name, page in pages(site).items()}
    for path in (path for path in (site / folder(site)).rglob("*") if path.suffix in (".css", ".js")):
        name = path.relative_to(site).as_posix()
        found[name] = {place(address, name) for address in named(name, path.read_text(encoding="utf-8"))}
    return found


def astray(site: Path, root: Path) -> set[tuple[str, str]]:
    """(page or file, place) for everything that is loaded from outside the folder, or that is not there."""
    return {(name, at) for name, places in loads(site).items() for at in places if not (site / at).is_file()
            or not (at.startswith(folder(site)) or kept_in_place(root, at))}


# --- one build ---


@pytest.fixture(scope="module")
def published(opened, tmp_path_factory) -> tuple[project.Project, Path]:
    """The office's project in which everything is signed, and its site."""
    made, out = opened.load(), tmp_path_factory.mktemp("aset") / "site"
    builder.build(made, out)
    return made, out


@pytest.fixture(params=["sample", "signed"])
def site(request, built, published) -> tuple[project.Project, Path]:
    return built if request.param == "sample" else published


def test_everything_that_a_page_loads_lies_in_the_folder(site):
    made, out = site
    assert astray(out, made.settings.root) == set()
    found, style = loads(out), f"{folder(out)}css/dokumen.css"
    assert {name for name in pages(out) if style not in found[name]} == {
        name for name in pages(out) if name.startswith("d/")}, "every page but the short addresses, which lead on"


def test_nothing_lies_in_the_folder_that_no_page_loads(published):
    _, out = published
    there, found = folder(out), loads(out)
    used = {at.removeprefix(there) for places in found.values() for at in places}
    assert {"css/cari.css", "css/keaslian.css", "css/maklumat.css", "js/cari.js", "js/keaslian.js", livery.ICON} <= used
    unused = {name for name in contents(out / there) if name not in used}
    assert all(name.startswith(f"{assets.BASE}palette.") for name in unused), "for agencies that choose a palette"


def test_the_folder_is_named_after_what_lies_in_it(site):
    _, out = site
    there = folder(out)
    assert assets.folder({name.removeprefix(there): data for name, data in contents(out).items()
                          if name.startswith(there)}) == there


def test_nothing_of_it_lies_at_an_address_that_says_nothing_of_its_bytes(site):
    _, out = site
    others = [path for path in contents(out) if not path.startswith((folder(out), "pagefind/"))]
    assert not [path for path in others if path.endswith((".css", ".js")) or path.startswith("merek/")]


@pytest.mark.parametrize("fault", [
    '<link rel="stylesheet" href="../css/dokumen.css">', '<img src="../merek/ikon.svg" alt="">',
    '<script type="module" src="../aset/0123456789abcdef/js/cari.js"></script>',
    '<link rel="modulepreload" href="../pagefind/pagefind.js">'])
def test_a_page_that_loads_from_elsewhere_is_noticed(fault, published, tmp_path):
    made, out = published
    shutil.copytree(out, tmp_path / "site")
    page = tmp_path / "site/cari/index.html"
    page.write_text(page.read_text(encoding="utf-8").replace("</head>", f"{fault}</head>"), encoding="utf-8")
    assert {name for name, _ in astray(tmp_path / "site", made.settings.root)} == {"cari/index.html"}


@pytest.mark.parametrize(("spoil", "told"), [
    (lambda folder: (folder / "js/sshsig.js").write_text("x", encoding="utf-8"), "js/sshsig.js"),
    (lambda folder: (folder / "js/asing.js").write_text("x", encoding="utf-8"), "js/asing.js"),
    (lambda folder: (folder / "css/dokumen.css").unlink(), "css/dokumen.css")])
def test_the_audit_holds_the_folder_against_the_project(spoil, told, published, tmp_path):
    made, out = published
    shutil.copytree(out, tmp_path / "site")
    spoil(tmp_path / "site" / folder(out))
    assert {leak.path for leak in audited(tmp_path / "site", made)} == {folder(out) + told}


# --- two builds ---


@pytest.mark.thorough
def test_a_byte_more_in_a_script_moves_the_folder_and_every_page_goes_along(root, tmp_path):
    builder.build(load(root), tmp_path / "satu")
    builder.build(load(root), tmp_path / "dua")
    assert contents(tmp_path / "satu") == contents(tmp_path / "dua")
    with (root / "theme/js/sshsig.js").open("a", encoding="utf-8") as file:
        file.write("\n")
    builder.build(load(root), tmp_path / "tiga")
    before, after = folder(tmp_path / "satu"), folder(tmp_path / "tiga")
    assert before != after
    assert astray(tmp_path / "tiga", root) == set()
    assert not [name for name, page in pages(tmp_path / "tiga").items() if before in page]
    for name, page in pages(tmp_path / "satu").items():  # nothing else is another
        assert page.replace(before, after) == (tmp_path / "tiga" / name).read_text(encoding="utf-8"), name


def test_a_style_sheet_that_an_agency_adds_goes_along(root, tmp_path):
    (root / "theme/css/daerah.css").write_text("p { color: #333 }", encoding="utf-8")
    with (root / "mkdocs.yml").open("a", encoding="utf-8") as file:
        file.write("extra_css: [css/daerah.css]\n")
    builder.build(load(root), tmp_path / "site")
    assert astray(tmp_path / "site", root) == set()
    assert f"{folder(tmp_path / 'site')}css/daerah.css" in loads(tmp_path / "site")["index.html"]


# --- other ways to a site ---


@pytest.mark.thorough
@pytest.mark.parametrize("name", ["mkdocs", "zensical"])
def test_other_builders_leave_only_their_own_style_sheets_elsewhere(name, root, tmp_path, needs):
    """Their names, too, hold a digest of their bytes; our plugin, which would take them along, does not run there."""
    needs(name)
    staged = stage(root, tmp_path / "siap")
    outcome = run(staged, name, "build", "--strict")
    assert outcome.returncode == 0, outcome.stderr
    site = staged / "site"
    assert folder(site) == branding.told(Mode.SAMPLE, settings.load(root))["aset"]
    assert not [path for path in (site / "css", site / "js", site / "merek") if path.exists()]
    for page, at in astray(site, root):
        assert re.fullmatch(r"assets/stylesheets/(\w+/)?\w+\.[0-9a-f]{8}\.min\.css", at), (page, at)
        assert (site / at).is_file()


def test_a_preview_that_is_kept_loads_from_the_folder(opened, tmp_path):
    keeping.build(opened.load(drafts=True), tmp_path / "pratinjau")
    assert astray(tmp_path / "pratinjau", opened.root) == set()


def test_a_preview_on_demand_answers_at_the_places_that_its_pages_name(root):
    server = ondemand.Builder()

    def styles() -> set[str]:
        site, found = server.site(project.load(settings.load(root), NOW, drafts=True)), set()
        for name in ("index.html", "404.html", "cari/index.html", "keaslian/index.html", "daftar/index.html"):
            places = [place(address, name) for address in loaded(site.answer(name).data.decode())]
            assert places, name
            assert all(re.match(r"aset/[0-9a-f]{16}/", at) and site.answer(at).data for at in places), places
            found |= {at for at in places if at.endswith("/css/dokumen.css")}
        assert site.answer("css/dokumen.css") is None
        return found

    [before] = styles()
    (root / "content/index.md").write_text("# Beranda lain\n", encoding="utf-8")
    assert styles() == {before}, "another text is another page, not another style"
    with (root / "theme/css/dokumen.css").open("a", encoding="utf-8") as file:
        file.write("\n")
    [after] = styles()
    assert before != after
