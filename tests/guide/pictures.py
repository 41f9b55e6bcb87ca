"""The pictures of the editors' guide: pages of a fictional office in a browser, cut to what a step speaks of.

`.venv/bin/python -m tests.guide.pictures` makes all of them again. Days are fixed and nothing that hangs on a
throw-away key is in view, so that the same Chromium gives the same bytes.
"""

from __future__ import annotations

import io
import shutil
import tempfile
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from markdown_it import MarkdownIt
from PIL import Image

from maklumat import keeping, proposing, settings
from maklumat.reports import review

from ..gates import browsing, example
from ..sites.office import DOMAIN, MAKLUMAT, NOW, REPOSITORY, Office

if TYPE_CHECKING:
    from playwright.sync_api import Browser

FOLDER = REPOSITORY / "content/panduan/gambar"
WIDTH = 1200  # pixels of every picture
MARGIN, STEP = 16, 10  # CSS pixels around what is shown; the heights in pixels that a width of 720 divides evenly
STEADY = ("--enable-begin-frame-control", "--run-all-compositor-stages-before-draw")  # else a page whose script shows
# controls is painted in one of two ways
TALL = 4000  # CSS pixels of the window: no page has to be moved for its picture
COLOURS = 40  # of a palette: sharp letters, half the weight of 256
SITE, CLEAN, FAULTY, HOST = "situs", "bersih", "bertemuan", "usul"
DRAFT = "maklumat/pelayanan-data/"

# of this repository's own settings -> of the office in the pictures
FICTION = (
    ("Badan Kepegawaian Daerah Provinsi Kalimantan Tengah", "Badan Contoh"),
    ("Badan Kepegawaian Daerah", "Badan Contoh"),
    ("Provinsi Kalimantan Tengah", "Provinsi Contoh"),
    ("site_dir:", "repo_url: https://github.com/badan-contoh/maklumat\nsite_dir:"),
)
REAL = ("Kepegawaian", "Kalimantan", str(Path.home()), str(REPOSITORY), tempfile.gettempdir())
DRAFTED = (
    ("id: informasi-publik", "id: pelayanan-data"),
    ("judul: Maklumat Pelayanan Informasi Publik", "judul: Maklumat Pelayanan Data"),
    ("\nrevisi: 2", "\nrevisi: 1"),
    ("tanggal_pembuatan: 2025-01-21", "tanggal_pembuatan: 2025-02-10"),
    ("tanggal_revisi: 2025-02-03", "tanggal_revisi:"),
    ("tanggal_efektif: 2025-02-05", "tanggal_efektif: 2025-02-17"),
    ("tanggal_pengesahan: 2025-02-05", "tanggal_pengesahan:"),
    ("catatan_revisi: Waktu jawaban dipersingkat dari 10 menjadi 9 hari kerja.", 'catatan_revisi: ""'),
)
MISTAKES = (
    ("perangkat_daerah:", "perankat_daerah:"),
    ("bersedia menerima sanksi dan/atau memberikan kompensasi", "akan meminta maaf"),
)
# How a git host shows a summary, roughly: its own style is not ours to copy
FRAME = """<!DOCTYPE html><html lang="id"><meta charset="utf-8"><title>Ringkasan</title><style>
body { margin: 0; padding: 16px 24px; font: 15px/1.5 sans-serif; color: #1f2328; background: #fff; }
h2, h3 { margin: 24px 0 12px; line-height: 1.25; }
h2 { margin-top: 0; padding-bottom: 8px; border-bottom: 1px solid #d1d9e0; }
table { border-collapse: collapse; }
td, th { padding: 6px 12px; border: 1px solid #d1d9e0; text-align: left; vertical-align: top; }
code { padding: 2px 4px; border-radius: 4px; background: #eff1f3; font: 85% monospace; overflow-wrap: anywhere; }
td:nth-child(2) code { display: inline-block; min-width: 180px; } ul { padding-left: 24px; }
</style><body>"""


@dataclass(frozen=True, slots=True)
class Picture:
    """A part of a page: from the top of `start` ("": of the page) to the bottom of `end`, both CSS selectors, but at
    most `most` CSS pixels of it, in a window `wide` CSS pixels wide."""

    name: str
    site: str
    address: str
    start: str
    end: str
    most: int = 800
    wide: int = 600


PICTURES = (
    Picture("baru", SITE, "baru/", "#maklumat", "#maklumat ~ section", most=408),
    Picture("temuan", FAULTY, DRAFT, "aside.temuan", "aside.temuan"),
    Picture("aturan", SITE, "aturan/SP02/", "article.dokumen", "article.dokumen", most=680),
    Picture("ringkasan", HOST, "", "", "table ~ table", wide=800),
    Picture("pratinjau", CLEAN, DRAFT, "", "section.naskah > p"),
    Picture("berlaku", SITE, MAKLUMAT, "", "#janji"),
    Picture("unduhan", SITE, MAKLUMAT, "#unduhan", "ul.unduhan"),
    Picture("ubah", SITE, MAKLUMAT, "#keterangan", "dl.keterangan"),
    Picture("dicabut", SITE, f"maklumat/{example.ENDED}/", "", "#janji"),
    Picture("periksa", SITE, "keaslian/", "article.dokumen", "#pilih"),
)


def sites(folder: Path) -> Mapping[str, Path]:
    """What the pictures show: the site of an office, its preview of a proposal without and with mistakes, and the
    summary of the latter."""
    office = example.opened(folder)
    _edit(office.root / "mkdocs.yml", *FICTION)
    office.commit("Pengaturan", "2025-02-08")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MAKLUMAT_ANCHOR", office.anchor)
        return _made(office, folder)


def _made(office: Office, folder: Path) -> Mapping[str, Path]:
    made = {name: folder / name for name in (SITE, CLEAN, FAULTY, HOST)}
    example.built(office, made[SITE])
    office.git("checkout", "--quiet", "-b", "pelayanan-data")
    draft = office.path(DRAFT)
    draft.parent.mkdir()
    shutil.copy(office.path(MAKLUMAT), draft)
    _propose(office, made[CLEAN], *DRAFTED)
    _propose(office, made[FAULTY], *MISTAKES)
    made[HOST].mkdir()
    proposal = proposing.read(settings.load(office.root), NOW, "main")
    text = review.markdown(proposal, f"https://{DOMAIN}/aturan/")
    html = MarkdownIt("commonmark").enable("table").render(text)
    (made[HOST] / "index.html").write_text(f"{FRAME}{html}", encoding="utf-8")
    return made


def _propose(office: Office, preview: Path, *changes: tuple[str, str]) -> None:
    _edit(office.path(DRAFT), *changes)
    office.commit("Maklumat pelayanan data", "2025-02-10")
    keeping.build(office.load(drafts=True), preview)


def _edit(path: Path, *changes: tuple[str, str]) -> None:
    text = path.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")


def taken(browser: Browser, base: str, picture: Picture) -> bytes:
    """The picture as a PNG with a palette."""
    context = browser.new_context(viewport={"width": picture.wide, "height": TALL}, locale="id-ID",
                                  color_scheme=browsing.LIGHT, reduced_motion="reduce",
                                  device_scale_factor=WIDTH / picture.wide)
    try:
        page = context.new_page()
        page.goto(base + picture.address, wait_until="networkidle")
        page.evaluate(browsing.SETTLED)
        text = page.locator("body").inner_text()
        assert not (found := [name for name in REAL if name in text]), f"{picture.name}: {found}"
        top = max(0, int(_box(page, picture.start)["y"]) - MARGIN) if picture.start else 0
        end = _box(page, picture.end)
        height = min(int(end["y"] + end["height"]) + MARGIN - top, picture.most)
        shot = page.screenshot(clip={"x": 0, "y": top, "width": picture.wide, "height": height})
    finally:
        context.close()
    image = Image.open(io.BytesIO(shot)).convert("RGB")
    image = image.crop((0, 0, WIDTH, image.height // STEP * STEP))
    out = io.BytesIO()
    image.quantize(COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()


def _box(page, selector: str) -> Mapping[str, float]:
    return page.locator(selector).first.bounding_box()


def make(out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        folders = sites(Path(name))
        browser = stack.enter_context(browsing.chromium(shutil.which("chromium") or "chromium", *STEADY))
        served = {site: stack.enter_context(browsing.served(folder)).base for site, folder in folders.items()}
        for picture in PICTURES:
            data = taken(browser, served[picture.site], picture)
            (out / f"{picture.name}.png").write_bytes(data)
            height = Image.open(io.BytesIO(data)).height
            print(f"{picture.name}.png: width=720 height={height * 720 // WIDTH}, {len(data) / 1024:.0f} KB")


if __name__ == "__main__":
    make(FOLDER)
