"""A preview as a folder: to be read anywhere, and never to be taken for a site."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from maklumat import audit, keeping, listed, manifest, project, release, settings

from .office import MAKLUMAT, NOW
from .test_plugin import preview

BANNER, NOINDEX = '<p class="pratinjau"><strong>PRATINJAU</strong>', '<meta name="robots" content="noindex, nofollow">'


def pages(folder: Path) -> dict[str, str]:
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in folder.rglob("*.html")}


def leaks(root: Path, out: Path) -> dict[str, str]:
    real = project.load(settings.load(root), NOW)
    found = audit.audit(out, real.plan, release.make(real.plan, real.settings).digests)
    return {leak.path: leak.what for leak in found}


@pytest.fixture(scope="module")
def kept(opened, tmp_path_factory) -> Path:
    """The preview of an office in which everything is signed."""
    out = tmp_path_factory.mktemp("pratinjau")
    keeping.build(project.load(settings.load(opened.root), NOW, drafts=True), out)
    return out


def test_a_preview_of_signed_documents_alone_is_no_site_either(opened, kept):
    found = pages(kept)
    assert {"index.html", f"{MAKLUMAT}index.html", "daftar/index.html", "404.html"} <= found.keys()
    for name, html in found.items():
        assert BANNER in html, name
        assert NOINDEX in html, name
        assert 'http-equiv="Content-Security-Policy"' in html, name
    refused = leaks(opened.root, kept)
    assert refused["PRATINJAU.txt"] == "pratinjau, bukan situs yang boleh terbit"
    assert found.keys() <= refused.keys()
    assert "Disallow: /\n" in (kept / "robots.txt").read_text(encoding="utf-8")
    assert not (kept / "sitemap.xml").exists()


def test_a_link_leads_to_a_file_as_no_server_is_there(kept):
    for name, html in pages(kept).items():
        for href in re.findall(r'<a\b[^>]*?\shref="([^"]*)"', html):
            parts = urlsplit(unescape(href))
            if name != "404.html" and not parts.scheme and parts.path:
                assert ((kept / name).parent / unquote(parts.path)).is_file(), (name, href)


def test_the_command_replaces_previews_and_nothing_else(root, in_process):
    for folder, mark in (("site", manifest.SUMS), ("pratinjau", listed.LIST)):
        (root / folder).mkdir()
        (root / folder / "404.html").write_text("lama", encoding="utf-8")
        listed.write(root / folder, mark)
    assert in_process("preview", "--out", "site", cwd=root).returncode == 2
    assert (root / "site/404.html").read_text(encoding="utf-8") == "lama"
    path = root / "content/maklumat/pelayanan-informasi-publik/index.md"
    path.write_text(path.read_text(encoding="utf-8").replace("jenis: maklumat", "jenis: [maklumat"), encoding="utf-8")
    done = in_process("preview", cwd=root)
    assert (done.returncode, done.stdout) == (0, "pratinjau ditulis ke pratinjau; buka index.html di dalamnya\n")
    found = pages(root / "pratinjau")
    assert "FM03" in found["maklumat/pelayanan-informasi-publik/index.html"], "what is broken is shown, not refused"
    assert all(BANNER in html and NOINDEX in html for html in found.values()), "also in a sample"
    assert {"PRATINJAU.txt", "index.html"} <= leaks(root, root / "pratinjau").keys()


def test_a_kept_preview_leaves_nothing_behind_for_the_next_build_of_the_process(kept, root, tmp_path):
    preview(root, tmp_path / "pratinjau")  # as the server shows it, whose own script must run
    for name, html in pages(tmp_path / "pratinjau").items():
        assert "Content-Security-Policy" not in html, name
