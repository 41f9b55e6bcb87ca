"""Texts that are kept are found again whole, or not at all."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from maklumat import shelf, user_cache
from maklumat.shelf import Shelf, packed


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "rak.sqlite"


def kept(file: Path | None, program: str = "satu", **texts: str) -> Shelf:
    made = Shelf(file, program)
    made.keep({key: packed(text) for key, text in texts.items()})
    return made


@pytest.mark.parametrize("text", ["", "isi", "é😀\ud800", "x" * 100_000])
def test_a_text_is_found_again_here_and_by_the_next_process(file, text):
    assert kept(file, a=text).find("a") == text
    assert Shelf(file, "satu").find("a") == text
    assert kept(None, a=text).find("a") == text


def test_what_nobody_kept_is_not_there(file):
    for made in (kept(file, a="1"), kept(None, a="1")):
        assert (made.find("b"), made.has("b"), made.has("a")) == (None, False, True)


def test_another_program_finds_nothing(file):
    kept(file, a="1")
    assert Shelf(file, "dua").find("a") is None


def test_a_later_text_takes_the_place_of_an_earlier_one(file):
    kept(file, a="1")
    assert kept(file, a="2").find("a") == "2"


def test_a_damaged_text_is_not_there(file):
    kept(file, a="satu dua tiga", b="empat")
    with sqlite3.connect(file) as base:
        for name, data in base.execute("SELECT kunci, isi FROM teks").fetchall():
            base.execute("UPDATE teks SET isi = ? WHERE kunci = ?", (data[:-1] + bytes([data[-1] ^ 1]), name))
    assert [Shelf(file, "satu").find(key) for key in "ab"] == [None, None]


def test_two_texts_that_change_places_are_not_there(file):
    kept(file, a="satu", b="dua")
    with sqlite3.connect(file) as base:
        (first, one), (second, two) = base.execute("SELECT kunci, isi FROM teks").fetchall()
        base.execute("UPDATE teks SET isi = ? WHERE kunci = ?", (two, first))
        base.execute("UPDATE teks SET isi = ? WHERE kunci = ?", (one, second))
    assert [Shelf(file, "satu").find(key) for key in "ab"] == [None, None]


@pytest.mark.parametrize("data", [b"", b"bukan basis data" * 100, b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_file_that_is_no_database_costs_only_time(file, data):
    file.write_bytes(data)
    Shelf(file, "satu").find("a")
    assert kept(file, a="1").find("a") == "1"
    assert kept(file, a="1").find("a") == "1"
    assert Shelf(file, "satu").find("a") == "1"


def test_one_that_is_broken_while_it_is_open_costs_only_time(file):
    made = kept(file, **{f"k{number}": "x" * 5000 for number in range(50)})
    file.write_bytes(b"\xff" * file.stat().st_size)
    for end in ("-wal", "-shm"):
        file.with_name(file.name + end).unlink(missing_ok=True)
    made.find("k1")
    made.keep({"b": packed("2")})
    assert made.find("b") == "2"


def test_a_place_that_cannot_be_written_is_no_obstacle(tmp_path):
    made = kept(tmp_path / "tidak/ada/rak.sqlite", a="1")
    assert made.find("a") == "1"


def test_what_is_no_longer_used_goes_once_it_is_more_than_what_is(file, monkeypatch):
    monkeypatch.setattr(shelf, "SPARE", 3)
    made = kept(file, **{f"k{number}": "1" for number in range(9)})
    made.leave([f"k{number}" for number in range(3)])
    assert sum(made.has(f"k{number}") for number in range(9)) == 9
    made.keep({"k9": packed("1")})
    made.leave([f"k{number}" for number in range(3)])
    assert [number for number in range(10) if made.has(f"k{number}")] == [0, 1, 2]


def test_two_processes_keep_at_once_and_a_killed_one_leaves_the_file_whole(file):
    program = "import sys; from pathlib import Path; from maklumat.shelf import Shelf, packed\n" \
        "made = Shelf(Path(sys.argv[1]), 'satu')\n" \
        "for n in range(10_000): made.keep({f'{sys.argv[2]}{n}': packed('x' * 2000)}); print(n, flush=True)"
    running = [subprocess.Popen([sys.executable, "-c", program, file, name], stdout=subprocess.PIPE, text=True)
               for name in "ab"]
    for process in running:
        while int(process.stdout.readline()) < 20:
            pass
        process.kill()
        process.communicate(timeout=30)
    made = Shelf(file, "satu")
    assert all(made.find(f"{name}{number}") == "x" * 2000 for name in "ab" for number in range(20))
    assert kept(file, c="3").find("c") == "3"


def test_a_copy_of_the_process_has_its_own_connection(file):
    if not hasattr(os, "fork"):
        pytest.skip("this system copies no processes")
    program = "import os, sys; from pathlib import Path; from maklumat.shelf import Shelf, packed\n" \
        "made = Shelf(Path(sys.argv[1]), 'satu'); made.keep({'a': packed('1')})\n" \
        "child = os.fork()\n" \
        "if not child: os._exit(made.find('a') != '1' or made.keep({'b': packed('2')}) is not None)\n" \
        "print(os.waitpid(child, 0)[1], made.find('a'), made.find('b'))"
    done = subprocess.run([sys.executable, "-c", program, file], capture_output=True, text=True, timeout=60)
    assert done.stdout.split() == ["0", "1", "2"], done.stderr


def test_folders_that_others_could_write_are_not_used(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    place = tmp_path / "maklumat/rak"
    place.mkdir(parents=True)
    place.chmod(0o777)
    shelf.opened("rak", tmp_path).keep({"a": packed("1")})
    assert not list(place.iterdir())


def test_the_projects_that_were_used_longest_ago_make_room(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(user_cache, "PROJECTS", 2)
    for number in range(4):
        shelf.opened("rak", tmp_path / str(number)).keep({"a": packed("1")})
    assert len(list((tmp_path / "maklumat/rak").glob("*.sqlite"))) <= 3


def test_what_lies_on_another_shelf_is_taken_as_far_as_it_is_whole(file, tmp_path):
    other = tmp_path / "lain.sqlite"
    kept(other, a="1", b="2").close()
    assert [path.name for path in tmp_path.iterdir()] == [other.name]
    with sqlite3.connect(other) as base:
        for name, in base.execute("SELECT kunci FROM teks LIMIT 1").fetchall():
            base.execute("UPDATE teks SET isi = ? WHERE kunci = ?", (b"rusak" * 9, name))
        base.execute("INSERT INTO teks VALUES (?, ?)", ("teks", "teks"))
        base.execute("INSERT INTO teks VALUES (?, ?)", (b"kunci", 5))
    for made in (kept(file, c="3"), kept(None, c="3")):
        made.take(other)
        assert {made.find("a"), made.find("b")} in ({None, "1"}, {None, "2"})
        assert made.find("c") == "3"


@pytest.mark.parametrize("data", [None, b"", b"bukan basis data" * 100])
def test_from_what_is_no_shelf_nothing_can_be_taken(file, tmp_path, data):
    other = tmp_path / "lain.sqlite"
    if data is not None:
        other.write_bytes(data)
    with pytest.raises(sqlite3.Error):
        kept(file).take(other)
    assert other.exists() == (data is not None)
