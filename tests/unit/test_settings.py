"""mkdocs.yml is read without running anything in it, and every trouble is one Indonesian sentence."""

from __future__ import annotations

import pytest

from maklumat import settings
from maklumat.errors import SettingsError

FULL = """\
site_name: PPID Contoh
site_url: https://ppid.contoh.go.id/laman/
docs_dir: isi
site_dir: hasil
theme: {name: material, custom_dir: tema, language: id}
plugins:
  - search
  - maklumat: {profil: inti, pola_nomor: '^800/'}
markdown_extensions:
  - pymdownx.emoji: {emoji_index: !!python/name:material.extensions.emoji.twemoji ''}
extra: {kunci: !ENV [RAHASIA, bawaan], jahat: !!python/object/apply:os.system ['exit 3']}
"""


def load(folder, text):
    (folder / "mkdocs.yml").write_text(text, encoding="utf-8")
    return settings.load(folder)


def test_everything_that_is_asked_of_it(tmp_path):
    found = load(tmp_path, FULL)
    assert (found.site_name, found.domain, found.language) == ("PPID Contoh", "ppid.contoh.go.id", "id")
    assert (found.content, found.site, found.theme) == (tmp_path / "isi", tmp_path / "hasil", tmp_path / "tema")
    assert (found.content_name, found.profile, found.number_pattern) == ("isi", "inti", "^800/")


def test_defaults(tmp_path):
    found = load(tmp_path, "site_name: PPID\n")
    assert (found.content_name, found.site.name, found.theme, found.profile) == ("content", "site", None, "ppid")
    assert (found.domain, found.number_pattern) == ("", "")


@pytest.mark.parametrize("plugins", ["{maklumat: {profil: inti}}", "[maklumat: {profil: inti}]"])
def test_plugins_as_a_list_or_a_mapping(tmp_path, plugins):
    assert load(tmp_path, f"plugins: {plugins}\n").profile == "inti"


@pytest.mark.parametrize(("text", "sentence"), {
    "a: [1\nb: 2\n": "susunannya rusak pada baris",
    "[" * 5000: "susunannya rusak",
    "teks saja": "harus berisi pasangan",
    "": "harus berisi pasangan",
    "INHERIT: lain.yml\n": "memakai `INHERIT`",
    "a: &a {hooks: [x.py]}\n<<: *a\n": "memakai `<<`",
    "hooks: [x.py]\n": "memakai `hooks`",
    "hooks: !ENV [X, [x.py]]\n": "memakai `hooks`",
    "extra_javascript: [x.js]\n": "memakai `extra_javascript`",
    "plugins: [search, material/meta]\n": "plugin `material/meta`",
    "plugins: [search, blog: {}]\n": "plugin `blog`",
    "plugins: {search: {}, macros: {}}\n": "plugin `macros`",
    "plugins: [!ENV [X, macros]]\n": "plugin `\\?`",
    "plugins: !ENV [X, macros]\n": "plugin `\\?`",
    "extra: {maklumat: {mode: ketat}}\n": "hapus `maklumat` dari `extra`",
    "a: &a {maklumat: {mode: ketat}}\nextra: {<<: *a}\n": "hapus `maklumat` dari `extra`",
    "site_url: 'http://[x'\n": "site_url",
    "site_url: ppid.contoh.go.id\n": "site_url",
    "plugins: [maklumat: {pola_nomor: 'a{99999999999999999999}'}]\n": "pola_nomor",
    "docs_dir: ../luar\n": "docs_dir",
    "docs_dir: .\n": "docs_dir",
    "site_dir: /tmp\n": "site_dir",
    "plugins: [maklumat: {profil: lain}]\n": "pilih inti atau ppid",
    "plugins: [maklumat: {pola_nomor: '(['}]\n": "pola_nomor",
    "a: \x01\n": "susunannya rusak",
}.items())
def test_faults(tmp_path, text, sentence):
    with pytest.raises(SettingsError, match=sentence) as caught:
        load(tmp_path, text)
    assert "\n" not in str(caught.value)


def test_missing_and_undecodable(tmp_path):
    with pytest.raises(SettingsError, match=r"mkdocs\.yml tidak ada di"):
        settings.load(tmp_path)
    (tmp_path / "mkdocs.yml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SettingsError, match="bukan teks UTF-8"):
        settings.load(tmp_path)
    (tmp_path / "mkdocs.yml").unlink()
    (tmp_path / "mkdocs.yml").mkdir()
    with pytest.raises(SettingsError, match="itu folder, bukan berkas"):
        settings.load(tmp_path)
