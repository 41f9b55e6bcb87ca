"""Reading the content folder and writing a staged one."""

from __future__ import annotations

import hashlib
import os

import pytest
import yaml

from maklumat import disk, layout, settings, staging
from maklumat.errors import ContentError
from maklumat.plan import Facts, Mode

from .verdicts import plan

DOCUMENT = "---\njenis: maklumat\nid: a\njudul: Maklumat A\n---\nKami berjanji.\n"
CONFIGURATION = """\
site_name: PPID  # nama
docs_dir: content
theme: {name: material, custom_dir: theme}
plugins:
  - maklumat: {profil: inti}
markdown_extensions:
  - pymdownx.emoji: {emoji_index: !!python/name:material.extensions.emoji.twemoji ''}
extra: {generator: false}
"""


def write(root, files):
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())


@pytest.fixture
def project(tmp_path):
    write(tmp_path, {
        "mkdocs.yml": CONFIGURATION, "theme/main.html": "{% extends 'base.html' %}",
        "content/index.md": "# Beranda", "content/gambar.png": b"\x89PNG",
        "content/sop/z/index.md": DOCUMENT, "content/maklumat/dinas/a/index.md": DOCUMENT,
        "content/maklumat/dinas/a/pindaian.pdf": b"%PDF", "content/maklumat/catatan.md": "catatan",
    })
    return settings.load(tmp_path)


def test_every_document_and_nothing_else_in_order_of_path(project):
    assert [reading.path for reading in disk.read_documents(project)] == [
        "content/maklumat/dinas/a/index.md", "content/sop/z/index.md"]


def test_links_are_not_followed(project, tmp_path):
    (project.content / "maklumat/berputar").symlink_to(project.content, target_is_directory=True)
    (project.content / "sop/tautan").mkdir()
    (project.content / "sop/tautan/index.md").symlink_to(project.content / "sop/z/index.md")
    paths = [reading.path for reading in disk.read_documents(project)]
    assert paths == ["content/maklumat/dinas/a/index.md", "content/sop/tautan/index.md", "content/sop/z/index.md"]
    assert disk.read_documents(project)[1].document is None
    assert disk.digests(project)["content/maklumat/berputar"] == ""


def test_an_unreadable_document_does_not_hide_the_others(project):
    (project.content / "sop/rusak/index.md").mkdir(parents=True)
    (project.content / "maklumat/b").mkdir()
    (project.content / "maklumat/b/index.md").symlink_to("tidak-ada")
    found = {reading.path: reading for reading in disk.read_documents(project)}
    assert found["content/maklumat/b/index.md"].problems
    assert found["content/sop/z/index.md"].document is not None


def test_other_files_are_named_with_their_digest(project):
    assert disk.digests(project) == {
        "content/maklumat/catatan.md": hashlib.sha256(b"catatan").hexdigest(),
        "content/maklumat/dinas/a/pindaian.pdf": hashlib.sha256(b"%PDF").hexdigest()}


def test_ordinary_pages(project):
    (project.content / "tautan.md").symlink_to(project.content / "sop/z/index.md")
    assert disk.ordinary_pages(project) == {"content/index.md": "# Beranda"}


def test_every_other_file_is_named(project, tmp_path):
    write(tmp_path, {"content/sw.js": "x", "content/a/.env": "x", "content/pengesah/x.js": "x", "content/uji.MD": "x",
                     "theme/css/a.css": "x"})
    (project.content / "tautan.js").symlink_to(project.content / "sw.js")
    assert sorted(disk.loose_files(project)) == [
        "content/a/.env", "content/gambar.png", "content/sw.js", "content/uji.MD"]
    assert sorted(disk.theme_files(project)) == ["css/a.css", "main.html"]


def test_paths_through_links(project, tmp_path):
    (project.content / "naskah").symlink_to(project.content / "sop", target_is_directory=True)
    (project.content / "putus.md").symlink_to("tidak-ada.md")
    assert disk.is_linked(project, "naskah/z/index.md")
    assert disk.is_linked(project, "putus.md")
    assert not disk.is_linked(project, "index.md")
    assert not disk.is_linked(project, "css/tema.css")


def test_missing_content_folder(tmp_path):
    write(tmp_path, {"mkdocs.yml": CONFIGURATION})
    with pytest.raises(ContentError, match="folder isi content/ tidak ada"):
        disk.read_documents(settings.load(tmp_path))


@pytest.mark.parametrize(("registry", "mode"), [
    (None, Mode.SAMPLE), ("", Mode.SAMPLE), ("\n # catatan\n\n", Mode.SAMPLE),
    ("nip:1 ssh-ed25519 AAAA", Mode.STRICT), ("tidak dapat dibaca", Mode.STRICT), (b"\xff", Mode.STRICT)])
def test_any_entry_in_the_registry_makes_it_strict(project, registry, mode):
    if registry is not None:
        write(project.root, {"pengesah/allowed_signers": registry})
    assert disk.mode(project) is mode


def test_a_staged_folder_is_complete_and_holds_only_what_goes_out(project, tmp_path):
    write(tmp_path, {"luar/rahasia.txt": "RAHASIA", "content/.meta.yml": "jenis: maklumat", "content/.env": "KUNCI=1",
                     "content/panduan/.git/config": "x", "theme/.DS_Store": "x"})
    (tmp_path / "content/tautan.md").symlink_to(tmp_path / "luar/rahasia.txt")
    (tmp_path / "content/folder").symlink_to(tmp_path / "luar", target_is_directory=True)
    (tmp_path / "theme/tautan.txt").symlink_to(tmp_path / "luar/rahasia.txt")
    (tmp_path / "theme/folder").symlink_to(tmp_path / "luar", target_is_directory=True)
    readings = disk.read_documents(project)
    made = plan(readings, Facts(Mode.SAMPLE, others=disk.digests(project)))
    out = tmp_path / "siap"
    staging.stage(made, project, out)
    assert {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()} == {
        "content/gambar.png", "content/index.md", "mkdocs.yml", "theme/main.html",
        *(f"content/{uri}" for uri in (*made.by_uri, *made.files))}
    assert {"maklumat/dinas/a/index.md", "sop/z/index.md", "daftar/index.md"} <= made.by_uri.keys()
    front, mark, block = (out / "content/sop/z/index.md").read_text(encoding="utf-8").partition("---\n<")
    assert mark + block == f"---\n{made.by_uri['sop/z/index.md'].block}\n"
    assert yaml.safe_load(front)["template"] == "dokumen.html"
    text = (out / "mkdocs.yml").read_text(encoding="utf-8")
    assert "!!python/name:material.extensions.emoji.twemoji" in text
    kept = settings.plain(yaml.compose(text, Loader=yaml.SafeLoader))
    assert kept["plugins"] == []
    assert kept["extra"].keys() == {"generator", "maklumat"}
    assert kept["extra"]["maklumat"]["mode"] == "contoh"


def test_the_tools_of_the_press_are_not_staged_and_its_prints_are(project, tmp_path):
    write(tmp_path, {"theme/print/poster.typ": "x", "theme/fonts/literata.ttf": "x", "theme/gambar/tanda.png": "x"})
    staging.stage(plan((), Facts()), project, tmp_path / "siap", iter([("sop/z/cetak/sop.pdf", b"%PDF")]))
    staged = {path.relative_to(tmp_path / "siap").as_posix() for path in (tmp_path / "siap").rglob("*")
              if path.is_file()}
    assert {"theme/main.html", "theme/gambar/tanda.png", "content/sop/z/cetak/sop.pdf"} <= staged
    assert not [name for name in staged if name.endswith((".typ", ".ttf"))]


@pytest.mark.parametrize("rest", ["", "plugins: [maklumat]\n", "plugins: {maklumat: {}}\n",
                                  "plugins: [maklumat]\nextra:\n", "plugins:\n"])
def test_staging_takes_every_shape_of_settings(project, tmp_path, rest):
    write(project.root, {"mkdocs.yml": "site_name: PPID\n" + rest})
    changed = settings.load(project.root)
    staging.stage(plan((), Facts()), changed, tmp_path / "siap")
    text = (tmp_path / "siap/mkdocs.yml").read_text(encoding="utf-8")
    kept = settings.plain(yaml.compose(text, Loader=yaml.SafeLoader))
    assert kept["extra"]["maklumat"]["mode"] == "contoh"
    assert "maklumat" not in str(kept.get("plugins", ""))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_in_the_content_is_refused_before_it_is_opened(project):
    os.mkfifo(project.content / "maklumat/dinas/pipa.md")
    with pytest.raises(ContentError, match="bukan berkas biasa"):
        disk.read_documents(project)


def test_a_folder_that_cannot_be_read_hides_nothing(project, monkeypatch):
    def scandir(folder):
        raise PermissionError(13, "Permission denied", str(folder))
    monkeypatch.setattr(os, "scandir", scandir)  # as root, no mode bits forbid it
    with pytest.raises(ContentError, match="tidak dapat dibaca"):
        disk.read_documents(project)


def test_a_registry_that_leads_nowhere_does_not_open_the_gate(project):
    (project.root / "pengesah").mkdir()
    (project.root / layout.REGISTRY).symlink_to("hilang")
    with pytest.raises(ContentError, match="daftar pengesah"):
        disk.mode(project)


def test_the_list_of_keys_is_read_where_it_is_a_plain_file(project):
    assert disk.registry(project) == {}
    write(project.root, {"pengesah/allowed_signers": "kunci", "pengesah/allowed_signers.sig": "akar",
                         "pengesah/akar": "-----BEGIN"})
    assert disk.registry(project) == {"allowed_signers": b"kunci", "allowed_signers.sig": b"akar"}
    (project.root / "pengesah/allowed_signers").unlink()
    (project.root / "pengesah/allowed_signers").symlink_to(project.root / "mkdocs.yml")
    assert disk.registry(project) == {"allowed_signers.sig": b"akar"}


def test_signed_files_are_staged_byte_for_byte_over_whatever_lay_there(project, tmp_path):
    write(project.root, {"content/pengesah/allowed_signers": "palsu", "content/pengesah/lain.txt": "x"})
    assert disk.digests(project).keys() >= {"content/pengesah/allowed_signers", "content/pengesah/lain.txt"}
    signed = b"\xff\r\nkunci"
    made = plan((), Facts(Mode.STRICT, registry={"allowed_signers": signed}, others=disk.digests(project)))
    staging.stage(made, project, tmp_path / "siap")
    folder = tmp_path / "siap/content/pengesah"
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == {"allowed_signers": signed}
    kept = settings.plain(yaml.compose((tmp_path / "siap/mkdocs.yml").read_text(), Loader=yaml.SafeLoader))
    assert kept["extra"]["maklumat"]["mode"] == "ketat"
