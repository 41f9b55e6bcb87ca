"""The folder of what pages load is named after every name and every byte in it."""

from __future__ import annotations

import re

import pytest

from maklumat import assets, passive

FILES = {"css/a.css": b"p {}", "js/a.js": b"x"}


def test_the_folder_is_of_sixteen_digits_whatever_the_order():
    assert re.fullmatch(r"aset/[0-9a-f]{16}/", assets.folder(FILES))
    assert assets.folder(dict(reversed(FILES.items()))) == assets.folder(FILES)
    assert assets.placed(FILES) == {assets.folder(FILES) + name: data for name, data in FILES.items()}


@pytest.mark.parametrize("other", [
    {}, {"css/a.css": b"p {}"}, FILES | {"css/a.css": b"p { }"}, FILES | {"js/b.js": b""},
    {"css/b.css": b"p {}", "js/a.js": b"x"}, {"css/a.css": b"x", "js/a.js": b"p {}"},
    {"css/a.cssp": b" {}", "js/a.js": b"x"},
])
def test_another_byte_or_another_name_is_another_folder(other):
    assert assets.folder(other) != assets.folder(FILES)


def test_nothing_of_an_agency_may_lie_there():
    assert passive.is_own(assets.FOLDER + "0123456789abcdef/css/a.css")
