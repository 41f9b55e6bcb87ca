"""The two files by which a release names itself: one form only, whatever else is refused."""

import subprocess
from datetime import UTC, datetime, timedelta, timezone
from hashlib import sha256

import pytest

from maklumat import manifest
from maklumat.errors import ContentError
from maklumat.manifest import Stamp
from maklumat.modes import Mode

COMMIT = "0123456789abcdef0123456789abcdef01234567"
STAMP = Stamp(COMMIT, 42, datetime(2025, 2, 3, 4, 5, 6, tzinfo=UTC), Mode.STRICT)
TEXT = f"""{{
  "commit": "{COMMIT}",
  "urutan": 42,
  "waktu": "2025-02-03T04:05:06Z",
  "keadaan": "ketat"
}}
""".encode()
ONE, TWO = sha256(b"satu").hexdigest(), sha256(b"dua").hexdigest()


def test_the_stamp_is_written_as_the_receiver_reads_it_and_read_back():
    assert manifest.stamp(STAMP) == TEXT
    assert manifest.read_stamp(TEXT) == STAMP
    there = Stamp(COMMIT, 42, datetime(2025, 2, 3, 11, 5, 6, tzinfo=timezone(timedelta(hours=7))), Mode.STRICT)
    assert manifest.stamp(there) == TEXT


@pytest.mark.parametrize(("old", "new"), [
    (b"", b" "), (b"{", b"[{"), (b"\n}\n", b"\n}"), (b"42", b"0"), (b"42", b"-1"), (b"42", b"042"), (b"42", b"42.0"),
    (b"42", b"true"), (b"42", b'"42"'), (b"42", b"9" * 5000), (b"0123", b"012G"), (b"0123", b"0ABC"), (b"4567", b""),
    (b"04:05:06Z", b"04:05:06"), (b"04:05:06Z", b"25:05:06Z"), (b"ketat", b"pratinjau"), (b"ketat", b"KETAT"),
    (b'  "urutan": 42,\n', b""), (b'"urutan": 42,', b'"urutan": 42,\n  "urutan": 42,'), (b'"commit"', b'"komit"'),
    (b'"keadaan"', b'"lain": 1,\n  "keadaan"'), (TEXT, b""), (TEXT, b"null"), (TEXT, b"[" * 100000),
    (TEXT, b"\xff\xfe"),
])
def test_a_stamp_of_any_other_form_is_refused(old, new):
    with pytest.raises(ContentError, match=r"^rilis\.json bukan keterangan rilis yang utuh$"):
        manifest.read_stamp(TEXT.replace(old, new, 1) if old else TEXT + new)


def test_the_list_is_in_order_of_bytes_and_read_back():
    digests = {"é.html": ONE, "b/index.html": TWO, "b-c.html": ONE, "foto kantor.jpg": TWO, "B.txt": ONE}
    data = manifest.sums(digests)
    assert [line.split("  ")[1] for line in data.decode().splitlines()] == [
        "B.txt", "b-c.html", "b/index.html", "foto kantor.jpg", "é.html"]
    assert manifest.read_sums(data) == digests
    assert manifest.read_sums(b"") == {}


def test_sha256sum_reads_the_list(tmp_path, needs):
    needs("sha256sum")
    (tmp_path / "a").mkdir()
    files = {"a/é kantor.html": b"satu", "b.txt": b"dua"}
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    listed = manifest.sums({name: sha256(data).hexdigest() for name, data in files.items()})
    for note in (b"", manifest.noted(COMMIT)):
        (tmp_path / "rilis.sha256").write_bytes(note + listed)
        said = subprocess.run(["sha256sum", "--strict", "--check", "--quiet", "rilis.sha256"], cwd=tmp_path,
                              capture_output=True)
        assert (said.returncode, said.stderr) == (0, b"")


@pytest.mark.parametrize("name", ["a\nb", "a\rb", "a\\b", "a\x1b[2Jb", "../a", "a/../b", "/a", "a//b", "a/", "./a", "",
                                  "a\u202eb", "a\udcffb"])
def test_a_name_that_could_be_read_as_another_one_is_refused_both_ways(name):
    with pytest.raises(ContentError, match="ganti namanya"):
        manifest.sums({"b.html": ONE, name: TWO})
    with pytest.raises(ContentError, match=r"^rilis\.sha256 "):
        manifest.read_sums(f"{ONE}  {name}\n".encode("utf-8", "surrogateescape"))


@pytest.mark.parametrize(("data", "what"), [
    (f"{ONE}  a\n{TWO}  b", "terpotong"), (f"{ONE}  b\n{TWO}  a\n", "tidak urut"),
    (f"{ONE}  a\n{TWO}  a\n", "dua kali"),
    (f"{ONE} *a\n", "baris 1"), (f"{ONE}  a\n\n", "baris 2"), (f"{ONE[:-1]}  a\n", "baris 1"),
    (f"{ONE.upper()}  a\n", "baris 1"), (f"\\{ONE}  a\n", "baris 1"), (f"# {COMMIT}\n{ONE}  a\n", "baris 1"),
    (f"\ufeff{ONE}  a\n", "baris 1"), (f"{ONE}  a\r\n", "baris 1"),
])
def test_a_list_of_any_other_form_is_refused(data, what):
    with pytest.raises(ContentError, match=rf"^rilis\.sha256 .*{what}"):
        manifest.read_sums(data.encode())


def test_what_was_built_tells_its_commit_until_it_is_sealed():
    listed = manifest.sums({"a": ONE})
    assert manifest.made_from(manifest.noted(COMMIT) + listed) == (COMMIT, listed)
    assert manifest.made_from(listed) == ("", listed)
