"""Our own build: every trouble of an ordinary page is one Indonesian sentence."""

from __future__ import annotations

import pytest

from maklumat import builder, ondemand
from maklumat.errors import MaklumatError

from .conftest import load

TROUBLES = {
    "\n[x](tidak-ada.md)\n": "index.md: tautan `tidak-ada.md` menuju berkas yang tidak ada",
    "\n[x](daftar/index.md#hilang)\n": "index.md: tautan `daftar/index.md#hilang` menuju bagian yang tidak ada",
    "\n[x](#hilang)\n": "index.md: tautan `#hilang` menuju bagian yang tidak ada",
    "\n[x](/daftar/)\n": "index.md: tautan `/daftar/` diawali garis miring; tulis alamat berkasnya dari halaman ini",
    "\n[x](daftar/)\n": "index.md: tautan `daftar/` tidak menuju sebuah berkas",
}


def refusal(root, out):
    with pytest.raises(MaklumatError) as caught:
        builder.build(load(root), out)
    return str(caught.value)


@pytest.mark.parametrize("text", TROUBLES)
def test_links(root, tmp_path, text):
    with (root / "content/index.md").open("a", encoding="utf-8") as file:
        file.write(text)
    assert refusal(root, tmp_path / "situs") == f"situs tidak dapat dibangun: {TROUBLES[text]}"


def test_pages_outside_the_navigation_and_navigation_without_pages(root, tmp_path):
    (root / "content/panduan.md").write_text("# Panduan\n", encoding="utf-8")
    path = root / "mkdocs.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("nav:\n  - Beranda", "nav:\n  - Lain: lain.md\n  - Beranda", 1), encoding="utf-8")
    told = refusal(root, tmp_path / "situs")
    assert "belum disebut dalam `nav` di mkdocs.yml: - panduan.md" in told
    assert "mkdocs.yml: `nav` menyebut lain.md, padahal berkas itu tidak ada" in told


SETTINGS = {
    ("theme:\n", "tema: x\ntheme:\n"): "kunci `tema` tidak dikenal",
    ("name: material", "name: bahan"): "nilai `theme` tidak dapat dipakai",
    ("- attr_list", "- atribut"): "ekstensi Markdown `atribut` tidak dapat dimuat",
}


@pytest.mark.parametrize("change", SETTINGS)
def test_settings_that_mkdocs_refuses(root, tmp_path, change, capfd):
    path = root / "mkdocs.yml"
    path.write_text(path.read_text(encoding="utf-8").replace(*change, 1), encoding="utf-8")
    assert refusal(root, tmp_path / "situs") == f"situs tidak dapat dibangun: mkdocs.yml: {SETTINGS[change]}"
    if "tema" not in change[1]:  # to a preview an unknown key is only a warning
        with pytest.raises(MaklumatError) as caught:
            ondemand.Builder().site(load(root))
        assert str(caught.value) == f"pratinjau tidak dapat dijalankan: mkdocs.yml: {SETTINGS[change]}"
    assert capfd.readouterr() == ("", "")


def test_without_the_plugin_nothing_is_built(root, tmp_path):
    path = root / "mkdocs.yml"
    before, _, after = path.read_text(encoding="utf-8").partition("  - maklumat:\n")
    path.write_text(before + after[after.index("\n\n"):], encoding="utf-8")
    assert refusal(root, tmp_path / "situs") == "plugin `maklumat` belum disebut dalam `plugins` di mkdocs.yml"


def test_an_honest_build_says_nothing(root, tmp_path, capfd):
    builder.build(load(root), tmp_path / "situs")
    assert (tmp_path / "situs/index.html").exists()
    assert capfd.readouterr() == ("", "")
