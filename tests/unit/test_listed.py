"""What lies in a folder, as its list names it."""

from __future__ import annotations

import os

import pytest

from maklumat import listed
from maklumat.errors import ContentError


@pytest.fixture
def folder(tmp_path):
    """Files on three floors, and links to a file, to a folder and to nothing."""
    for name in ("b.txt", "a/z.txt", "a/b/c.txt", "a.txt", "kosong/"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).mkdir() if name.endswith("/") else (tmp_path / name).write_text(name)
    for name, target in {"tautan": "a.txt", "ke-folder": "a", "a/buntu": "tiada"}.items():
        (tmp_path / name).symlink_to(target)
    return tmp_path


def test_all_files_in_order_and_links_never_followed(folder):
    assert list(listed.files(folder)) == [
        ("a.txt", True), ("b.txt", True), ("ke-folder", False), ("tautan", False), ("a/buntu", False),
        ("a/z.txt", True), ("a/b/c.txt", True)]


def test_what_is_no_plain_file_is_not_listed(folder):
    with pytest.raises(ContentError, match="ke-folder bukan berkas biasa"):
        listed.write(folder, "daftar")


def test_what_is_not_as_listed(folder):
    for name in ("tautan", "ke-folder", "a/buntu"):
        os.unlink(folder / name)
    listed.write(folder, "daftar")
    _, digests = listed.read(folder, "daftar")
    assert digests.keys() == {"a.txt", "b.txt", "a/z.txt", "a/b/c.txt"}
    (folder / "a/z.txt").write_text("lain")
    (folder / "a/b/c.txt").unlink()
    (folder / "a/b/d.txt").touch()
    assert list(listed.foreign(folder, digests)) == ["daftar", "a/z.txt", "a/b/d.txt"]
    assert listed.missing(folder, digests) == ["a/b/c.txt"]


def test_what_was_seen_a_moment_ago_is_read_again_where_it_lies_otherwise(tmp_path, monkeypatch):
    for name in "abc":
        (tmp_path / name).write_text(name)
        os.utime(tmp_path / name, (1, 1))
    (tmp_path / "baru").write_text("baru")
    listed.write(tmp_path, "daftar")
    digests, seen = listed.read(tmp_path, "daftar")[1], {}
    assert list(listed.foreign(tmp_path, digests, seen)) == ["daftar"]
    assert seen.keys() == {"a", "b", "c"}, "what has just been written may yet change unnoticed"
    digest, read = listed.disk.digest, []
    monkeypatch.setattr(listed.disk, "digest", lambda path: read.append(path[-1]) or digest(path))
    (tmp_path / "b").write_text("B")
    os.link(tmp_path / "a", tmp_path / "a2")
    assert list(listed.foreign(tmp_path, digests, seen)) == ["a2", "b", "daftar"]
    assert read == ["b", "u"]


def test_what_was_looked_at_is_listed_whatever_lies_there_now(tmp_path):
    listed.write(tmp_path, "daftar", b"", {"a": "0" * 64})
    (tmp_path / "a").write_text("lain")
    digests = listed.read(tmp_path, "daftar")[1]
    assert digests == {"a": "0" * 64}
    assert list(listed.foreign(tmp_path, digests)) == ["a", "daftar"]


def test_a_folder_that_is_gone(tmp_path):
    with pytest.raises(ContentError, match="tidak dapat dibaca"):
        list(listed.files(tmp_path / "tiada"))
