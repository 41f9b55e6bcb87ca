"""Addresses that stay: which ones, the list of them, and what is no such list."""

from __future__ import annotations

import pytest

from maklumat import ledger
from maklumat.errors import ContentError


def test_a_list_that_was_written_is_read_again_in_order_and_once():
    data = ledger.listing(["sop/b/", "d/x/", "sop/b/", "maklumat/a/dokumen.json"])
    assert ledger.read(data, "alamat.txt") == ("d/x/", "maklumat/a/dokumen.json", "sop/b/")


def test_lines_of_windows_and_empty_ones_do_no_harm():
    assert ledger.read(b"\xef\xbb\xbf# kata\r\n\r\nsop/b/\r\n", "alamat.txt") == ("sop/b/",)


@pytest.mark.parametrize("line", ["/etc/passwd", "../luar/", "sop/../x", "https://a.b/c?d", "dua kata", "a\\b"])
def test_what_is_no_address_of_this_site_is_told_with_its_line(line):
    with pytest.raises(ContentError, match=r"daftar\.txt baris 2 bukan alamat"):
        ledger.read(f"sop/b/\n{line}\n".encode(), "daftar.txt")


def test_the_file_at_an_address():
    assert ledger.file("sop/b/") == "sop/b/index.html"
    assert ledger.file("sop/b/dokumen.json") == "sop/b/dokumen.json"
