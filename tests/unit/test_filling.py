"""What fills a new folder: what may be taken from the earlier one, and that nothing ever changes there."""

from __future__ import annotations

import os
import sys

import pytest

from maklumat import filling

FILES = {"a.txt": b"satu", "sub/b.txt": b"dua", "sub/dalam/c.txt": b"tiga"}


@pytest.fixture
def earlier(tmp_path):
    folder = tmp_path / "lama"
    filling.write_all(folder, FILES.items())
    return folder


def fill(folder, earlier, **changed):
    filling.write_all(folder, [("pertama", b""), *(FILES | changed).items()], earlier)
    return {name for name in FILES if (folder / name).samefile(earlier / name)}


def contents(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_same_bytes_are_taken_and_others_written(earlier, tmp_path):
    assert fill(tmp_path / "baru", earlier, **{"sub/b.txt": b"DUA"}) == {"a.txt", "sub/dalam/c.txt"}
    assert contents(tmp_path / "baru") == {**FILES, "sub/b.txt": b"DUA", "pertama": b""}
    assert contents(earlier) == FILES


def named_elsewhere(path):
    os.link(path, path.with_name("salinan"))


def locked(path):
    path.chmod(0o400)


def led_elsewhere(path):
    path.rename(path.with_name("asli"))
    path.symlink_to("asli")


def gone(path):
    path.unlink()
    path.mkdir()


@pytest.mark.skipif(sys.platform == "win32", reason="rights and links of POSIX")
@pytest.mark.parametrize("spoil", [named_elsewhere, locked, led_elsewhere, gone])
def test_what_others_could_change_or_cannot_read_is_written_anew(earlier, tmp_path, spoil):
    spoil(earlier / "a.txt")
    fill(tmp_path / "baru", earlier)
    written = (tmp_path / "baru/a.txt").lstat()
    assert (written.st_nlink, written.st_mode) == (1, (tmp_path / "baru/pertama").lstat().st_mode)
    assert contents(tmp_path / "baru") == {**FILES, "pertama": b""}


def test_a_name_that_comes_twice_is_never_written_to_through_its_first(earlier, tmp_path):
    folder = tmp_path / "baru"
    filling.write_all(folder, [("pertama", b""), ("a.txt", b"satu"), ("a.txt", b"lain")], earlier)
    assert (folder / "a.txt").read_bytes() == b"lain"
    assert contents(earlier) == FILES


def test_a_disk_that_gives_no_file_two_names(earlier, tmp_path, monkeypatch):
    def link(*_):
        raise PermissionError

    monkeypatch.setattr(os, "link", link)
    assert fill(tmp_path / "baru", earlier) == set()
    assert contents(tmp_path / "baru") == {**FILES, "pertama": b""}
