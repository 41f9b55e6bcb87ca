"""Every gate on both sites. The same functions find the seeded faults of test_mutants.py."""

from __future__ import annotations

from pathlib import Path

import pytest

from maklumat import figures

from . import axe, keyboard, kinds, lasting, links, markup, policy, results, sameness, space, versions, weight, wording
from .browsing import DESK, LIGHT, NARROWEST, PHONE, VIEWS, Site, View, file, visit
from .conftest import ADDRESS, OWN, needed, tool


def text(faults: list[str]) -> str:
    return "\n" + "\n".join(faults[:60]) + (f"\n… {len(faults)} in all" if len(faults) > 60 else "")


def settle(which: str, gate: str, part: str, version: str, pages: int, faults: list[str]) -> None:
    """Keeps what was found on the agency's own site, good or bad; then any fault is one too many."""
    if which == OWN:
        results.keep(gate, part, version, pages, len(faults))
    assert not faults, text(faults)


@pytest.mark.parametrize("view", VIEWS, ids=str)
def test_axe_and_policy(browser, site: Site, which: str, view: View):
    """In every view: accessible as far as a program can tell, nothing refused, nothing foreign, nothing kept."""
    tool(axe.SOURCE)
    chosen, seen, found = kinds.chosen(site.folder), [], []
    for address in chosen:
        with visit(browser, site, address, view) as page:
            seen += [f"{address} ({view}): {fault}" for fault in policy.faults(page)]
            found += [f"{address} ({view}): {fault}" for fault in axe.faults(page)]
    assert not seen, text(seen + found)
    settle(which, "axe", str(view), versions.of_package("axe-core"), len(chosen), found)


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_keyboard(browser, site: Site, which: str, width: int):
    chosen, found = kinds.chosen(site.folder), []
    for address in chosen:
        with visit(browser, site, address, View(width, LIGHT)) as page:
            found += [f"{address} ({width} px): {fault}" for fault in keyboard.faults(page)]
    settle(which, "papan-ketik", str(width), browser.version, len(chosen), found)


def test_nothing_sticks_out_of_a_narrow_screen(browser, site: Site, which: str):
    chosen, found = kinds.chosen(site.folder), []
    for address in chosen:
        with visit(browser, site, address, View(NARROWEST, LIGHT)) as page:
            found += [f"{address}: {fault}" for fault in space.faults(page)]
    settle(which, "lebar", str(NARROWEST), browser.version, len(chosen), found)


def test_pages_of_documents_are_light(browser, site: Site):
    found, view = [], View(DESK, LIGHT)
    for address in filter(kinds.is_document, kinds.chosen(site.folder)):
        with visit(browser, site, address, view) as page, visit(browser, site, address, view, scripts=False) as bare:
            found += [f"{address}: {fault}" for fault in weight.faults(page, site.html(address), bare)]
    assert not found, text(found)


def test_nu_html_checker(site: Site, which: str):
    tool(markup.JAR)
    addresses = kinds.addresses(site.folder)
    found = markup.nu(site, needed("java"), addresses)
    settle(which, "nu", "semua", versions.of_package("vnu-jar"), len(addresses), found)


def test_html_validate(folder: Path, which: str):
    tool(markup.VALIDATE)
    addresses = kinds.addresses(folder)
    found = markup.validate(folder, needed("node"), addresses)
    settle(which, "html-validate", "semua", versions.of_package("html-validate"), len(addresses), found)


def test_links_and_anchors(folder: Path):
    found = links.faults(folder, needed("lychee"), ADDRESS)
    assert not found, text(found)


def test_no_address_is_lost(folder: Path):
    assert not lasting.faults(folder)


def test_the_policy_stands_on_every_page(folder: Path):
    found = [f"{address}: {fault}" for address in kinds.addresses(folder)
             for fault in policy.faults_of_text(address, file(folder, address).read_text(encoding="utf-8"))]
    assert not found, text(found)


def test_no_english_words(folder: Path):
    found = [f"{address}: {fault}" for address in kinds.addresses(folder)
             for fault in wording.faults(file(folder, address).read_text(encoding="utf-8"))]
    assert not found, text(found)


def test_every_build_gives_the_same_bytes(folder: Path, which: str, office, tmp_path: Path):
    """Another process, place, time zone and order of hashing."""
    again = sameness.own(tmp_path) if which == OWN else sameness.signed(office, tmp_path)
    found = sameness.faults(folder, again)
    assert not found, text(found)


def test_which_site_was_looked_at(folders):
    """The statement takes these results for this very site."""
    results.FOLDER.mkdir(parents=True, exist_ok=True)
    results.DIGEST.write_text(figures.digest(sameness.contents(folders[OWN])), encoding="ascii")
