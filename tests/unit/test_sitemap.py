"""The site map: as the theme's template makes it, and in parts beyond what one file may hold."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from xml.etree import ElementTree

import pytest
from jinja2 import Environment, FileSystemLoader

from maklumat import sitemap

SITE = "https://ppid.contoh.go.id/daerah/"
SPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
TEMPLATE = Environment(loader=FileSystemLoader(Path(__file__).parents[2] / "theme")).get_template("sitemap.xml")


def rows(count):
    return [(f"{SITE}maklumat/{at}/?a=1&b={at}", f"2025-01-{at % 28 + 1:02}" if at % 3 else "") for at in range(count)]


def of_template(found):
    pages = [SimpleNamespace(canonical_url=address, meta={"maklumat": {"diubah": day} if day else {}})
             for address, day in found]
    return TEMPLATE.render(pages=pages).encode()


def locations(data):
    return [element.text for element in ElementTree.fromstring(data).iter(f"{SPACE}loc")]


@pytest.mark.parametrize("count", [0, 1, 50])
def test_it_is_what_the_template_makes(count):
    assert dict(sitemap.files(rows(count), SITE)) == {sitemap.NAME: of_template(rows(count))}


def test_more_than_one_file_may_hold_stand_in_parts(monkeypatch):
    monkeypatch.setattr(sitemap, "MOST", 4)
    found = dict(sitemap.files(rows(10), SITE))
    assert list(found) == [sitemap.NAME, "sitemap-1.xml", "sitemap-2.xml", "sitemap-3.xml"]
    assert locations(found[sitemap.NAME]) == [SITE + name for name in list(found)[1:]]
    parts = [each for name, data in found.items() if name != sitemap.NAME for each in locations(data)]
    assert parts == [address for address, _ in rows(10)]
    assert all(data == of_template(part) for data, part in zip(
        list(found.values())[1:], (rows(10)[:4], rows(10)[4:8], rows(10)[8:]), strict=True))


def test_a_part_tells_its_last_day_where_all_are_known(monkeypatch):
    monkeypatch.setattr(sitemap, "MOST", 1)
    days = ["2025-01-02", "", "2025-03-04"]
    whole = dict(sitemap.files([(f"{SITE}{at}/", day) for at, day in enumerate(days)], SITE))[sitemap.NAME]
    entries = ElementTree.fromstring(whole).findall(f"{SPACE}sitemap")
    assert [entry.findtext(f"{SPACE}lastmod") for entry in entries] == ["2025-01-02", None, "2025-03-04"]
