"""Every picture of the editors' guide is there, light, told in words, and shown in its own proportions."""

from __future__ import annotations

import re

import pytest
from PIL import Image

from .pages import PAGES, ROOT
from .pictures import FOLDER, PICTURES, WIDTH

HEAVIEST, SHOWN = 60 * 1024, 720  # bytes, CSS pixels
_PICTURE = re.compile(r"!\[([^]]*)\]\(([^)]+)\)(\{[^}]*\})?")
USES = [(page, *match.groups()) for page, text in PAGES.items() for match in _PICTURE.finditer(text)]


@pytest.mark.parametrize(("page", "alternative", "address", "given"), USES, ids=[use[2] for use in USES])
def test_a_picture_is_told_in_words_and_keeps_its_room(page, alternative, address, given):
    assert sum(letter.isalpha() for letter in alternative) >= 20
    path = ROOT / "content/panduan" / address
    assert path.parent == FOLDER
    assert path.stat().st_size <= HEAVIEST
    with Image.open(path) as image:
        assert (image.format, image.mode, image.width) == ("PNG", "P", WIDTH)
        assert not image.info, "tells more than it shows"
        assert given == f"{{ width={SHOWN} height={image.height * SHOWN // WIDTH} loading=lazy }}"
        assert image.height * SHOWN % WIDTH == 0


def test_every_picture_is_used_once_and_can_be_made_again():
    used = sorted(address.removeprefix("gambar/") for _, _, address, _ in USES)
    assert used == sorted(path.name for path in FOLDER.iterdir())
    assert used == sorted(f"{picture.name}.png" for picture in PICTURES)
