"""mkdocs.yml is read without running anything in it, and every trouble is one Indonesian sentence."""

from __future__ import annotations

import errno

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
  - maklumat: {profil: inti, pola_nomor: '^800/'}
markdown_extensions:
  - pymdownx.emoji: {emoji_index: !!python/name:material.extensions.emoji.twemoji ''}
extra: {kunci: !ENV [RAHASIA, bawaan]}
"""


def load(folder, text):
    (folder / "mkdocs.yml").write_text(text, encoding="utf-8")
    return settings.load(folder)


def test_everything_that_is_asked_of_it(tmp_path):
    found = load(tmp_path, FULL)
    assert (found.site_name, found.domain, found.language) == ("PPID Contoh", "ppid.contoh.go.id", "id")
    assert (found.content, found.site, found.theme) == (tmp_path / "isi", tmp_path / "hasil", tmp_path / "tema")
    assert (found.content_name, found.profile, found.number_pattern) == ("isi", "inti", "^800/")


def test_an_address_that_no_code_could_hold_is_refused(tmp_path):
    with pytest.raises(SettingsError, match="site_url"):
        load(tmp_path, f"site_url: https://contoh.go.id/{'x' * 120}\n")


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
    "plugins: [maklumat, material/meta]\n": "plugin `material/meta`",
    "plugins: [search]\n": "plugin `search`",
    "plugins: {maklumat: {}, macros: {}}\n": "plugin `macros`",
    "plugins: [!ENV [X, macros]]\n": "plugin `\\?`",
    "plugins: !ENV [X, macros]\n": "plugin `\\?`",
    "extra: {maklumat: {mode: ketat}}\n": "hapus `maklumat` dari `extra`",
    "a: &a {maklumat: {mode: ketat}}\nextra: {<<: *a}\n": "hapus `maklumat` dari `extra`",
    "site_url: 'http://[x'\n": "site_url",
    "site_url: ppid.contoh.go.id\n": "site_url",
    "site_url: 'https://evil.id\\@ppid.contoh.go.id/'\n": "site_url",
    "site_url: https://ppid.contoh.go.id@evil.id/\n": "site_url",
    "site_url: https://a:b@ppid.contoh.go.id/\n": "site_url",
    "site_url: https://ppid.contoh.go.id/a b/\n": "site_url",
    'site_url: "https://ppid.contoh\\t.go.id/"\n': "site_url",
    'site_url: "https://ppid.contoh.go.id/\\x7f"\n': "site_url",
    'site_url: "https://ppid.contoh.go.id/\\xa0a/"\n': "site_url",
    "site_url: 'https://ppid.contoh.go.id/\">'\n": "site_url",
    "site_url: https://ppid.contoh.go.id:99999/\n": "site_url",
    "plugins: [maklumat: {pola_nomor: 'a{99999999999999999999}'}]\n": "pola_nomor",
    "docs_dir: ../luar\n": "docs_dir",
    "docs_dir: .\n": "docs_dir",
    "site_dir: /tmp\n": "site_dir",
    "plugins: [maklumat: {profil: lain}]\n": "pilih inti atau ppid",
    "plugins: [maklumat: {pola_nomor: '(['}]\n": "pola_nomor",
    "a: \x01\n": "susunannya rusak",
    "a: &a [*a]\n": "susunannya rusak",
    "docs_dir: [a]\n": "docs_dir di mkdocs.yml harus berisi satu teks",
    "docs_dir: 5\n": "docs_dir di mkdocs.yml harus berisi satu teks",
    "theme: {language: no}\n": "language di mkdocs.yml harus berisi satu teks",
    "site_name: a\nnav: []\nsite_name: b\n": "kunci `site_name` di mkdocs.yml tertulis dua kali, pada baris 1 dan 3",
    "a: [{b: {c: 1, c: 1}}]\n": "kunci `c`",
}.items())
def test_faults(tmp_path, text, sentence):
    with pytest.raises(SettingsError, match=sentence) as caught:
        load(tmp_path, text)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("code", [
    "x: !!python/object/apply:os.system ['touch {}']", "a:\n  - b: [!!python/object/new:os.system ['touch {}']]",
    "? !!python/object/apply:os.system ['touch {}']\n: x", "x: !<tag:yaml.org,2002:python/module:antigravity> ''",
    "%TAG !p! tag:yaml.org,2002:python/\n---\nx: !p!object/apply:os.system ['touch {}']",
])
def test_code_is_refused_and_not_run(tmp_path, code):
    mark = tmp_path / "dijalankan"
    with pytest.raises(SettingsError, match=r"mkdocs\.yml memakai `!!python/` pada baris \d; hapus tanda itu"):
        load(tmp_path, code.replace("{}", str(mark)))
    assert not mark.exists()


def test_the_reason_of_a_full_disk():
    assert settings.reason(OSError(errno.ENOSPC, "No space left on device")) == "tempat penyimpanan penuh"
    assert settings.reason(OSError(errno.EROFS, "Read-only file system")) == "penyimpanannya hanya dapat dibaca"
    assert settings.reason(OSError(errno.EIO, "Input/output error")) == "berkasnya rusak atau terkunci"


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


@pytest.mark.parametrize("value", ['"A\\ud800B"', '"A\\0B"', '"A\\eB"'])
@pytest.mark.parametrize("key", ["site_name", "copyright"])
def test_characters_that_no_page_can_hold_are_told_with_their_line(key, value, tmp_path):
    (tmp_path / "mkdocs.yml").write_text(f"docs_dir: content\n{key}: {value}\n", encoding="utf-8")
    with pytest.raises(SettingsError, match="tidak dapat ditulis pada baris 2"):
        settings.load(tmp_path)


def test_the_name_of_the_site_is_one_line(tmp_path):
    (tmp_path / "mkdocs.yml").write_text('site_name: "PPID\\n\\n# Palsu"\n', encoding="utf-8")
    assert settings.load(tmp_path).site_name == "PPID # Palsu"
