"""Every kind of page under the headers that `maklumat headers` prints, sent by a real nginx."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from maklumat import webserver

from ..publishing.web import open_folder, running
from ..sites.office import DOMAIN
from . import kinds, policy
from .browsing import DESK, LIGHT, Site, View, visit
from .conftest import needed

VIEW = View(DESK, LIGHT)


@pytest.fixture
def live(folder: Path):
    """The site as its web server shows it."""
    for program in ("nginx", "openssl"):
        needed(program)
    with open_folder() as home:
        shutil.copytree(folder, home / "rilis/satu")
        (home / "kini").symlink_to("rilis/satu")
        with running("nginx", webserver.place(f"https://{DOMAIN}/", root=str(home)), home / "nginx") as web:
            yield Site(home / "kini", web.base)


def test_no_header_hinders_a_page(browser, live: Site):
    """What a page does each time counts: on a slow machine Chromium once drew it with Material's sheet alone, whose
    pictures the policy refuses and our own sheet takes off."""
    def faults(address: str) -> list[str]:
        with visit(browser, live, address, VIEW, trusting=True) as page:
            return [f"{address}: {fault}" for fault in policy.faults(page)]

    found = [fault for address in kinds.chosen(live.folder) for fault in (faults(address) and faults(address))]
    assert not found, "\n".join(found)


def test_the_search_and_the_check_work_under_them(browser, live: Site, which: str):
    if which != "signed":
        pytest.skip("nothing is signed on this site")
    with visit(browser, live, "cari/", VIEW, trusting=True) as seen:
        seen.page.fill("#q", "pengaduan")
        seen.page.press("#q", "Enter")
        seen.page.wait_for_selector("#hasil li")
        assert not policy.faults(seen)
    with visit(browser, live, "keaslian/", VIEW, trusting=True) as seen:
        assert seen.page.locator("#tanpa-skrip").is_hidden()
        assert not policy.faults(seen)


def test_no_other_page_shows_a_page_of_ours_inside_itself(browser, live: Site, tmp_path):
    (tmp_path / "bingkai.html").write_text(f'<!doctype html><iframe src="{live.base}"></iframe>', encoding="utf-8")
    context = browser.new_context(ignore_https_errors=True)
    try:
        page, said = context.new_page(), []
        page.on("console", lambda line: said.append(line.text))
        page.goto((tmp_path / "bingkai.html").as_uri())
        page.wait_for_timeout(0)
        assert any("frame-ancestors" in line for line in said), said
    finally:
        context.close()
