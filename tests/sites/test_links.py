"""Every link and every picture in what the plan makes leads to something that goes out."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest

from maklumat import ledger, release
from maklumat.planned import is_tool

from .conftest import load
from .office import MAKLUMAT

SITE = "https://situs.contoh/"
_LINK = re.compile(r'<(?:a|link|img|script|source)\b[^>]*?\b(?:href|src)="([^"]*)"|content="0; url=([^"]+)"')
_ID = re.compile(r'\bid="([^"]+)"')


def goes_out(project):
    """Every file of the site whose place is known before it is built; ordinary pages count as well."""
    plan, settings = project.plan, project.settings
    pages = {page.address + "index.html" for page in plan.pages}
    content = {path.relative_to(settings.content).as_posix() for path in settings.content.rglob("*") if path.is_file()}
    ordinary = {re.sub(r"index\.md$|(\.md)$", lambda end: "/index.html" if end[1] else "index.html", uri)
                for uri in content if plan.publishes(uri)}
    theme = {path.relative_to(settings.theme).as_posix() for path in settings.theme.rglob("*")
             if not is_tool(path.name)}
    made = {name for name, _ in release.make(plan, settings).contents()}
    return pages | ordinary | theme | made | plan.files.keys() | plan.attachments.keys() | plan.prints.keys()


def documents(plan):
    """What the plan writes as HTML, by the address where it lies."""
    return {page.address: page.block for page in plan.pages} | {
        name.removesuffix("index.html"): data.decode() for name, data in plan.files.items() if name.endswith(".html")}


def broken(html, known):
    """(address of a page, link) for each link that leads nowhere. `known`: the files of the site."""
    for here, text in html.items():
        for link in map(unescape, (a or b for a, b in _LINK.findall(text))):
            there = urlsplit(urljoin(SITE + here, link))
            if f"{there.scheme}://{there.netloc}/" != SITE:
                continue
            place = unquote(there.path[1:])
            is_missing = ledger.file(place or "index.html") not in known
            if is_missing or (there.fragment and there.fragment not in _ID.findall(html.get(place, there.fragment))):
                yield here, link


@pytest.fixture
def projects(root: Path, opened):
    return {"sample": load(root), "signed": opened.load()}


def test_every_link_of_a_planned_page_leads_to_something_that_goes_out(projects):
    for name, project in projects.items():
        html = documents(project.plan)
        assert sum(len(_LINK.findall(text)) for text in html.values()) > 20, name
        assert list(broken(html, goes_out(project))) == [], name


@pytest.mark.parametrize("link", ["../../tidak-ada/", "#tidak-ada", "/maklumat/salah", "../../daftar/#tidak-ada"])
def test_a_link_that_leads_nowhere_is_found(opened, link):
    project = opened.load()
    html = documents(project.plan)
    html[MAKLUMAT] += f'<a class="x" href="{link}">x</a>'
    assert list(broken(html, goes_out(project))) == [(MAKLUMAT, link)]
