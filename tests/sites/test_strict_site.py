"""From the first enrolled approver on: what is not signed is nowhere."""

from __future__ import annotations

import pytest

from .conftest import MAKLUMAT, SOP, audited, light, load, mkdocs, texts

KEY = 'nip:197001011995011001 namespaces="maklumat@contoh" ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI\n'


@pytest.fixture
def strict(root):
    (root / "pengesah").mkdir()
    (root / "pengesah/allowed_signers").write_text(KEY, encoding="utf-8")
    return root


def test_an_empty_registry_leaves_the_site_a_sample(root):
    (root / "pengesah").mkdir()
    (root / "pengesah/allowed_signers").write_text("# belum ada\n\n", encoding="utf-8")
    assert load(root).plan.mode == "contoh"


def test_no_trace_of_an_unsigned_document(strict):
    (strict / "content" / MAKLUMAT / "pindaian.png").write_bytes(b"\x89PNG rahasia")
    outcome = mkdocs(strict)
    assert outcome.returncode == 0, outcome.stderr
    site, project = strict / "site", load(strict)
    assert not (site / MAKLUMAT).exists()
    assert not (site / SOP).exists()
    for name, text in texts(site).items():
        for secret in (MAKLUMAT[:-1], SOP[:-1], "800/24/Sekr.7/BKD", "Dengan ini kami, penyelenggara", "LIDA",
                       "196809011989112005", "KALIMANTAN TENGAH"):
            assert secret not in text, (name, secret)
        if not name.startswith(("aturan/", "data/kepala-")):  # whose samples name officials that do not exist
            assert "CONTOH" not in text, name
    assert "Belum ada dokumen yang disahkan." in (site / "daftar/index.html").read_text(encoding="utf-8")
    assert audited(light(site), project) == ()
    assert {held.path for held in project.plan.withheld} == {
        f"content/{MAKLUMAT}index.md", f"content/{MAKLUMAT}pindaian.png", f"content/{SOP}index.md"}
    assert not any(held.page_shown for held in project.plan.withheld)


def test_ordinary_pages_may_be_indexed_again(strict):
    mkdocs(strict)
    assert "noindex" not in (strict / "site/index.html").read_text(encoding="utf-8")
    assert "noindex" not in (strict / "site/daftar/index.html").read_text(encoding="utf-8")
    assert "daftar/" in (strict / "site/sitemap.xml").read_text(encoding="utf-8")


def test_an_unknown_mode_leaves_the_banner_on(strict, tmp_path):
    """Built without the plugin's word, a page says that it is a sample."""
    configuration = strict / "mkdocs.yml"
    text = configuration.read_text(encoding="utf-8")
    start, end = text.index("  - maklumat:\n"), text.index("# Dokumen tidak ditulis di sini")
    text = text[:start].replace("extra:\n", "extra:\n  maklumat: {mode: Ketat!}\n") + text[end:]
    configuration.write_text(text, encoding="utf-8")
    mkdocs(strict)
    assert '<p class="contoh">' in (strict / "site/index.html").read_text(encoding="utf-8")


def test_a_document_on_an_ordinary_page_stops_the_build(strict):
    source = (strict / "content" / MAKLUMAT / "index.md").read_text(encoding="utf-8")
    (strict / "content/janji.md").write_text(source, encoding="utf-8")
    (strict / "content/uji.md").write_text("# Uji\n\n" + source.split("---\n")[2], encoding="utf-8")
    outcome = mkdocs(strict)
    assert outcome.returncode == 1
    assert "content/janji.md: dokumen di luar folder maklumat/ dan sop/" in outcome.stderr
    assert f"content/uji.md: memuat isi content/{MAKLUMAT}index.md" in outcome.stderr
    assert not (strict / "site/index.html").exists()


def test_a_page_behind_a_link_does_not_slip_past(strict):
    content = strict / "content"
    (content / "tautan.md").symlink_to(content / MAKLUMAT / "index.md")
    (content / "folder").symlink_to(content / "sop", target_is_directory=True)
    project = load(strict)
    assert mkdocs(strict).returncode == 0
    site = strict / "site"
    assert not [name for name in ("tautan", "folder") if (site / name).exists()]
    assert audited(light(site), project) == ()
