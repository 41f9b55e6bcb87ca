"""The date of approval written into a document: one value changes, no other byte."""

from __future__ import annotations

from datetime import date

import pytest

from maklumat.dating import dated

PATH, DAY = "content/maklumat/contoh/index.md", date(2026, 3, 4)
HEAD = "---\njenis: maklumat\nid: contoh\ntanggal_efektif: 2026-03-05\n"
TAIL = "revisi: 1\n---\nIsi: tanggal_pengesahan:\n"


@pytest.mark.parametrize(("line", "written"), [
    ("tanggal_pengesahan:", "tanggal_pengesahan: 2026-03-04"),
    ("tanggal_pengesahan: ", "tanggal_pengesahan: 2026-03-04"),
    ("tanggal_pengesahan:    ", "tanggal_pengesahan: 2026-03-04   "),
    ("tanggal_pengesahan: 2020-01-02", "tanggal_pengesahan: 2026-03-04"),
    ("tanggal_pengesahan: 2 Januari 2020", "tanggal_pengesahan: 2026-03-04"),
    ('tanggal_pengesahan: "2020-01-02" # lama', 'tanggal_pengesahan: "2026-03-04" # lama'),
    ("tanggal_pengesahan: ''", "tanggal_pengesahan: '2026-03-04'"),
    ("tanggal_pengesahan: # kelak", "tanggal_pengesahan: 2026-03-04 # kelak"),
    ("tanggal_pengesahan : 2020-01-02", "tanggal_pengesahan : 2026-03-04"),
    ("'tanggal_pengesahan': 2020-01-02", "'tanggal_pengesahan': 2026-03-04"),
    ("tanggal_pengesahan: tanggal_pengesahan", "tanggal_pengesahan: 2026-03-04"),
    ("# tanggal_pengesahan: 1\ntanggal_pengesahan:", "# tanggal_pengesahan: 1\ntanggal_pengesahan: 2026-03-04"),
])
def test_the_value_is_replaced_where_it_stands(line, written):
    assert dated(PATH, f"{HEAD}{line}\n{TAIL}".encode(), DAY) == f"{HEAD}{written}\n{TAIL}".encode()


def test_a_missing_key_goes_behind_the_other_dates():
    assert dated(PATH, f"{HEAD}{TAIL}".encode(), DAY) == f"{HEAD}tanggal_pengesahan: 2026-03-04\n{TAIL}".encode()
    earlier = HEAD.replace("tanggal_efektif: 2026-03-05", "tanggal_pembuatan: 2026-03-01\ntanggal_revisi:\njudul: x")
    assert dated(PATH, f"{earlier}{TAIL}".encode(), DAY).splitlines()[3:6] == [
        b"tanggal_pembuatan: 2026-03-01", b"tanggal_revisi:", b"tanggal_pengesahan: 2026-03-04"]


def test_writing_the_same_day_again_changes_nothing():
    once = dated(PATH, f"{HEAD}{TAIL}".encode(), DAY)
    assert dated(PATH, once, DAY) == once


@pytest.mark.parametrize("line", [
    "tanggal_pengesahan: >-\n  2020-01-02", "tanggal_pengesahan:\n  2020-01-02", "tanggal_pengesahan: [2020-01-02]",
    "tanggal_pengesahan:\n  - 2020-01-02", "tanggal_pengesahan: &a 2020-01-02\njudul: *a",
    "tanggal_pengesahan: 2020\n  -01-02",
])
def test_what_has_no_value_on_one_line_is_left_alone(line):
    outcome = dated(PATH, f"{HEAD}{line}\n{TAIL}".encode(), DAY)
    assert outcome is None or line.startswith("tanggal_pengesahan: &a")


@pytest.mark.parametrize("data", [b"", b"tanpa kepala data\n", b"---\n{jenis: maklumat}\n---\n",
                                  b"---\n{jenis: maklumat, tanggal_efektif: 2026-03-05}\n---\nIsi\n",
                                  b"\xff\xfe\x00"])
def test_what_is_no_document_is_left_alone(data):
    assert dated(PATH, data, DAY) is None
