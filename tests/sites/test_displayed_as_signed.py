"""What a reader sees is what was signed, whatever mkdocs.yml or a plugin sets: refused, without effect, or named."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser

import pytest
from markdown_it import MarkdownIt

from maklumat import builder, documents, settings
from maklumat.errors import SettingsError

from .conftest import audited, light, mkdocs, stage_project, texts
from .office import MAKLUMAT, SOP

EXTENSIONS = """\
markdown_extensions:
  - abbr
  - attr_list
  - footnotes
  - md_in_html
  - meta
  - smarty
  - tables
  - pymdownx.critic
  - pymdownx.emoji
  - pymdownx.tilde
  - pymdownx.snippets: {base_path: [FOLDER], auto_append: [tambahan.md], check_paths: true}
  - toc: {permalink: true, permalink_title: Tautan}
"""
APPENDED = "*[hari kerja]: hari kalender\n*[PPID]: bukan siapa-siapa\n"
# What some extension would turn into something else, as far as `check` lets it be signed at all (rule TX10)
TEMPTING = "PPID menjawab (c) 2025 'dalam' \"9 hari kerja\" -- tanpa biaya, 1/2 hari +/- 2 jam.\n"

SETTINGS = "mkdocs.yml"


def configure(root, text, appended=""):
    """Replaces the Markdown extensions in mkdocs.yml. `appended`: what a snippet adds to every page."""
    folder = root.with_name("cuplikan")
    folder.mkdir(exist_ok=True)
    (folder / "tambahan.md").write_text(appended, encoding="utf-8")
    path = root / SETTINGS
    old = path.read_text(encoding="utf-8")
    start, end = old.index("markdown_extensions:\n"), old.index("validation:\n")
    path.write_text(old[:start] + text.replace("FOLDER", str(folder)) + "\n" + old[end:], encoding="utf-8")


def add(root, text):
    with (root / SETTINGS).open("a", encoding="utf-8") as file:
        file.write(text)


@pytest.fixture
def tempting(office):
    """The maklumat says what the extensions wait for, and is signed like that."""
    path = office.path(MAKLUMAT)
    office.edit(MAKLUMAT, ("\nrevisi: 2\n", "\nrevisi: 3\n"),
                ("tanggal_pengesahan: 2025-02-05", "tanggal_pengesahan: 2025-02-06"),
                ("tanggal_efektif: 2025-02-05", "tanggal_efektif: 2025-02-06"))
    path.write_text(path.read_text(encoding="utf-8") + "\n" + TEMPTING, encoding="utf-8")
    office.sign(MAKLUMAT)
    return office


ALONE = re.findall(r"^  - .+$", EXTENSIONS, re.MULTILINE)


@pytest.mark.thorough
@pytest.mark.parametrize("extension", ALONE)
def test_an_extension_changes_no_document(extension, tempting, tmp_path):
    configure(tempting.root, f"markdown_extensions:\n{extension}\n")
    project = tempting.load()
    assert f"content/{MAKLUMAT}index.md" in {page.source for page in project.plan.pages}, project.standing.outcome
    builder.build(project, tmp_path / "site")
    assert audited(light(tmp_path / "site"), project) == ()


def test_all_of_them_together_change_no_document(tempting, tmp_path):
    """`attr_list`, `abbr` and the rest never reach into a finished block; this also holds for staged copies."""
    configure(tempting.root, EXTENSIONS)
    project = tempting.load()
    out = stage_project(project, tmp_path / "siap")
    outcome = mkdocs(out)
    assert outcome.returncode == 0, outcome.stderr
    assert audited(light(out / "site"), project) == ()


@pytest.mark.thorough
@pytest.mark.parametrize("appended", ["Permohonan dikenai biaya Rp100.000.\n", "<script>1</script>\n", "![x](a.png)\n"])
def test_what_a_snippet_appends_to_every_page_is_named(appended, office, tmp_path):
    """Where another builder makes the pages; ours keeps extensions away from documents."""
    configure(office.root, EXTENSIONS, appended)
    project = office.load()
    out = stage_project(project, tmp_path / "siap")
    assert mkdocs(out).returncode == 0
    found = {(leak.path, leak.what) for leak in audited(light(out / "site"), project)}
    assert (f"{MAKLUMAT}index.html", "memuat isi lain di tempat isi dokumen") in found


def test_abbreviations_reach_ordinary_pages_alone(office, tmp_path):
    configure(office.root, EXTENSIONS, APPENDED)
    project = office.load()
    builder.build(project, tmp_path / "site")
    assert audited(light(tmp_path / "site"), project) == ()
    assert "hari kalender" not in texts(tmp_path / "site")[f"{MAKLUMAT}index.html"]


@pytest.mark.parametrize(("lines", "said"), [
    ("hooks: [kait.py]\n", "hooks"), ("extra_javascript: [x.js]\n", "extra_javascript"),
])
def test_settings_that_run_code_are_refused(lines, said, office):
    add(office.root, lines)
    with pytest.raises(SettingsError, match=said):
        settings.load(office.root)


CHANGES = {
    "a number": "html.replace('9 hari kerja', '90 hari kerja')",
    "a tooltip": "html.replace('PPID', '<abbr title=\"x\">PPID</abbr>')",
    "a hidden block": "'<div hidden>' + html + '</div>'",
    "a block in a template": "'<template>' + html + '</template>'",
    "a block in a comment": "'<!--' + html.replace('-->', '') + '-->'",
    "a block in a text field": "'<textarea>' + html + '</textarea>'",
    "an invisible block": "'<div style=\"opacity:0\">' + html + '</div>'",
    "a sentence beside it": "html + '<p>Biaya Rp100.000.</p>'",
    "a sentence before it": "'<p>Sudah tidak berlaku.</p>' + html",
    "the block twice": "html + html",
    "another document after it": "html + html.replace('9 hari kerja', '90 hari kerja')",
    "a picture instead": "html + '<img src=\"a.png\" alt=\"\">'",
    "nothing at all": "''",
}
NUMBERED = {"a number": "9 hari kerja"}  # what a page must hold to be changed
HOOK = """\
def on_page_content(html, page, config, files):
    if page.url.startswith("maklumat/"):
        return {change}
"""


@pytest.mark.thorough
@pytest.mark.parametrize("case", CHANGES)
def test_a_hook_in_a_staged_copy_is_named(case, office, tmp_path):
    project = office.load()
    out = stage_project(project, tmp_path / "siap")
    (out / "kait.py").write_text(HOOK.format(change=CHANGES[case]), encoding="utf-8")
    add(out, "hooks: [kait.py]\n")
    outcome = mkdocs(out)
    assert outcome.returncode == 0, outcome.stderr
    assert {leak.path for leak in audited(light(out / "site"), project)} == {
        f"{page.address}index.html" for page in project.plan.pages
        if page.address.startswith(MAKLUMAT) and NUMBERED.get(case, page.block) in page.block}


PLUGIN = """\
from mkdocs.plugins import BasePlugin

class Liar(BasePlugin):
    def on_page_content(self, html, **more):
        return html.replace("9 hari kerja", "90 hari kerja")
"""


@pytest.mark.thorough
@pytest.mark.parametrize("named", [True, False])
def test_an_installed_plugin_is_refused_or_named(named, office, tmp_path):
    """A package that brings a plugin is installed: our own mkdocs.yml may not name it, elsewhere the audit does."""
    installed = tmp_path / "paket"
    (installed / "liar-1.0.dist-info").mkdir(parents=True)
    (installed / "liar.py").write_text(PLUGIN, encoding="utf-8")
    (installed / "liar-1.0.dist-info/METADATA").write_text("Metadata-Version: 2.1\nName: liar\nVersion: 1.0\n")
    (installed / "liar-1.0.dist-info/entry_points.txt").write_text("[mkdocs.plugins]\nliar = liar:Liar\n")
    project = office.load()
    out = stage_project(project, tmp_path / "siap")
    root = office.root if named else out
    path = root / SETTINGS
    text = path.read_text(encoding="utf-8")
    own, theirs = ("plugins:\n", "plugins:\n  - liar\n") if named else ("plugins: []\n", "plugins: [liar]\n")
    assert text.count(own) == 1
    path.write_text(text.replace(own, theirs), encoding="utf-8")
    environment = os.environ | {"PYTHONPATH": str(installed), "NO_MKDOCS_2_WARNING": "1"}
    outcome = subprocess.run([sys.executable, "-m", "mkdocs", "build", "--quiet"], cwd=root, env=environment,
                             capture_output=True, text=True)
    if named:
        assert outcome.returncode == 1
        assert "plugin `liar` di mkdocs.yml tidak boleh dipakai" in outcome.stderr
    else:
        assert outcome.returncode == 0, outcome.stderr
        assert (f"{MAKLUMAT}index.html", "isi dokumen berbeda dari yang direncanakan") in {
            (leak.path, leak.what) for leak in audited(light(out / "site"), project)}


class Seen(HTMLParser):
    """The words and elements inside one element of a page, found by class, independent of our own rendering."""

    def __init__(self, page: str, wanted: str) -> None:
        super().__init__()
        self.wanted, self.depth, self.words, self.elements = wanted, 0, [], set()
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        if self.depth or self.wanted in (dict(attrs).get("class") or "").split():
            self.elements |= {(tag, name) for name, _ in attrs} | {(tag, "")}
            self.depth += tag not in ("br", "hr", "img")

    def handle_endtag(self, tag):
        self.depth -= bool(self.depth)

    def handle_data(self, data):
        self.words += data.split() if self.depth else []


ALLOWED = {"p", "ol", "ul", "li", "h2", "h3", "em", "strong", "a", "code", "br", "section", "span"}


def test_words_and_elements_of_the_page_are_those_of_the_published_source(tempting, tmp_path):
    """Another renderer reads the very file that citizens download, and finds the same words on the page."""
    project = tempting.load()
    builder.build(project, tmp_path / "site")
    page = (tmp_path / "site" / MAKLUMAT / "index.html").read_text(encoding="utf-8")
    source = (tmp_path / "site" / MAKLUMAT / "revisi/3/naskah.txt").read_text(encoding="utf-8")
    body = source.split("---\n", 2)[2]
    expected = Seen(f'<section class="naskah">{MarkdownIt("commonmark").render(body)}</section>', "naskah")
    seen = Seen(page, "naskah")
    assert seen.words == expected.words
    assert {tag for tag, _ in seen.elements} <= ALLOWED
    assert {name for _, name in seen.elements} <= {"", "class", "id", "href", "aria-label"}


def test_the_sop_on_its_page_says_every_word_of_its_steps(office, tmp_path):
    project = office.load()
    builder.build(project, tmp_path / "site")
    page = (tmp_path / "site" / SOP / "index.html").read_text(encoding="utf-8")
    words = " ".join(Seen(page, "dokumen").words)
    [text] = [text for text in project.texts if text.path == f"content/{SOP}index.md"]
    for step in documents.read(text.path, text.data).document.steps:
        for value in (step.activity, step.inputs, step.time, step.output):
            assert value.text in words


def test_moving_the_folder_of_a_site_changes_nothing(office, tmp_path):
    """The audit asks for bytes, not for places on this machine."""
    project = office.load()
    builder.build(project, tmp_path / "site")
    assert audited(light(shutil.move(tmp_path / "site", tmp_path / "lain")), project) == ()
