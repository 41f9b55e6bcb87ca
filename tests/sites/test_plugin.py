"""The plugin refuses what must not be built, in Indonesian, and previews what is not finished yet."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace

from maklumat import clock, press

from .conftest import MAKLUMAT, REPOSITORY, SOP, asset, mkdocs, run, texts
from .office import MAKLUMAT as SIGNED


def spoil(root, old, new, address=MAKLUMAT):
    path = root / "content" / address / "index.md"
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_errors_of_all_documents_are_listed_at_once_and_nothing_is_built(root):
    spoil(root, "jenis: maklumat", "jenis: [maklumat")
    spoil(root, "revisi: 1", "revisi: satu", SOP)
    outcome = run(root, "mkdocs", "build", "--quiet")
    assert outcome.returncode == 1
    assert f"content/{MAKLUMAT}index.md:" in outcome.stderr
    assert f"content/{SOP}index.md:" in outcome.stderr
    assert not (root / "site/index.html").exists()


def test_broken_front_matter_never_reaches_the_preview(root, tmp_path):
    """MkDocs itself would print the raw block on the page."""
    spoil(root, "jenis: maklumat", "jenis: [maklumat")
    preview(root, tmp_path / "pratinjau")
    found = texts(tmp_path / "pratinjau")
    assert not [name for name, text in found.items() if not name.startswith(("aturan/", "baru/"))  # examples
                and ("196809011989112005" in text or "unit_kerja:" in text)]
    page = found[f"{MAKLUMAT}index.html"]
    assert "galat" in page
    assert "baris 2, kolom" in page
    assert "<code>" in page
    assert "Atasan PPID" in found[f"{SOP}index.html"]  # one broken file does not hide the others


def test_the_preview_shows_findings_above_the_marked_draft_even_in_strict_mode(root, tmp_path):
    (root / "pengesah").mkdir()
    (root / "pengesah/allowed_signers").write_text("nip:1 ssh-ed25519 AAAA\n", encoding="utf-8")
    spoil(root, "revisi: 1", "revisi: satu")
    preview(root, tmp_path / "pratinjau")
    page = texts(tmp_path / "pratinjau")[f"{MAKLUMAT}index.html"]
    assert re.search(r'<aside class="temuan".*?galat.*?</aside>.*RANCANGAN', page, re.DOTALL)


def test_the_preview_shows_void_documents_and_says_that_it_is_for_editors(office, tmp_path):
    office.edit(SIGNED, ("paling lambat 9 hari kerja", "paling lambat 90 hari kerja"))
    preview(office.root, tmp_path / "pratinjau")
    found = texts(tmp_path / "pratinjau")
    page = found[f"{SIGNED}index.html"]
    assert ">GUGUR</strong>" in page
    assert "90 hari kerja" in page
    for name, text in found.items():
        if name.endswith(".html") and not name.startswith("d/"):  # short addresses lead on and show nothing
            assert '<p class="pratinjau"><strong>PRATINJAU</strong> Hanya untuk penyunting.' in text, name
            assert '<meta name="robots" content="noindex, nofollow">' in text, name
            assert "<strong>CONTOH</strong>" not in text, name
    assert "90 hari kerja" not in found["sitemap.xml"]


def test_in_a_sample_the_preview_keeps_the_banner_of_a_sample(root, tmp_path):
    preview(root, tmp_path / "pratinjau")
    assert '<p class="contoh"><strong>CONTOH</strong>' in texts(tmp_path / "pratinjau")["index.html"]


def test_a_signed_text_is_previewed_before_it_is_committed(office, tmp_path):
    office.edit(SIGNED, ("\nrevisi: 2\n", "\nrevisi: 3\n"),
                *((f"{name}: {old}", f"{name}: {clock.today()}") for name, old in (
                    ("tanggal_revisi", "2025-02-03"), ("tanggal_efektif", "2025-02-05"),
                    ("tanggal_pengesahan", "2025-02-05"))))
    office.sign(SIGNED)
    preview(office.root, tmp_path / "pratinjau")
    page = texts(tmp_path / "pratinjau")[f"{SIGNED}index.html"]
    assert ">BERLAKU</strong>" in page
    assert '<a href="revisi/3/naskah.txt">' in page
    assert (tmp_path / "pratinjau" / SIGNED / "revisi/3/naskah.txt").read_bytes() == office.path(SIGNED).read_bytes()


def preview(root, out):
    """What `serve` builds, without its server."""
    from mkdocs.commands.build import build
    from mkdocs.config import load_config

    config = load_config(str(root / "mkdocs.yml"), site_dir=str(out))
    config.plugins.on_startup(command="serve", dirty=False)
    build(config, serve_url="http://127.0.0.1:8000/")


def test_a_plugin_that_could_fake_fields_is_refused(root):
    path = root / "mkdocs.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("plugins:\n", "plugins:\n  - material/meta\n"), encoding="utf-8")
    outcome = mkdocs(root)
    assert outcome.returncode == 1
    assert "plugin `material/meta` di mkdocs.yml tidak boleh dipakai" in outcome.stderr


def test_a_link_into_the_document_trees_is_not_followed(root):
    (root / "luar").mkdir()
    (root / "luar/rahasia.txt").write_text("RAHASIA", encoding="utf-8")
    (root / "content" / MAKLUMAT / "tautan").symlink_to(root / "luar", target_is_directory=True)
    outcome = mkdocs(root)
    assert outcome.returncode == 0, outcome.stderr
    assert not [path for path in (root / "site").rglob("*") if path.name in ("tautan", "rahasia.txt")]


def test_the_tools_of_the_press_are_not_published_and_its_prints_are(root):
    shutil.copytree(REPOSITORY / "theme", root / "theme", dirs_exist_ok=True)
    outcome = mkdocs(root)
    assert outcome.returncode == 0, outcome.stderr
    published = {path.relative_to(root / "site").as_posix() for path in (root / "site").rglob("*")}
    assert {f"{SOP}cetak/sop.pdf", f"{MAKLUMAT}cetak/poster-a3.pdf", "cetakan.json"} <= published
    assert asset(root / "site", "css/dokumen.css").is_file()
    assert not [name for name in published if name.endswith((".typ", ".ttf"))]


def test_a_print_that_was_changed_in_the_cache_meanwhile_is_not_published(root, monkeypatch):
    def spoilt(plan, settings):
        made = make(plan, settings)
        return replace(made, files={uri: replace(file, sha256="0" * 64) for uri, file in made.files.items()})

    make = press.make
    shutil.copytree(REPOSITORY / "theme", root / "theme", dirs_exist_ok=True)
    monkeypatch.setattr(press, "make", spoilt)
    outcome = mkdocs(root)
    assert outcome.returncode == 1
    assert "hilang atau berubah selagi dipakai" in outcome.stderr


def test_a_content_folder_named_by_the_environment_is_refused(root):
    """Our own reading of mkdocs.yml runs nothing, so it would look elsewhere than MkDocs."""
    (root / "content").rename(root / "isi")
    path = root / "mkdocs.yml"
    text = path.read_text(encoding="utf-8").replace("docs_dir: content", "docs_dir: !ENV [TIDAK_ADA, isi]")
    path.write_text(text, encoding="utf-8")
    (root / "content").mkdir()
    outcome = mkdocs(root)
    assert outcome.returncode == 1
    assert "tulis docs_dir" in outcome.stderr
