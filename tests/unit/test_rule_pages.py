"""The rules' pages: one for each rule and no other, with all of its words, the same as `maklumat explain`."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import urljoin

import pytest

from maklumat import explain, rule_pages, staged
from maklumat.catalogue import Catalogue
from maklumat.findings import Level
from maklumat.planned import Facts, Mode
from maklumat.rules import RULES

INDEX = "aturan/"


def made(mode: Mode) -> dict[str, tuple[str, str]]:
    """Block and text of every page, by address."""
    pages = rule_pages.pages(Catalogue((), Facts(mode)))
    return {page.address: (page.block, staged.page(page.block, page.head)) for page in pages}


SAMPLE, STRICT = made(Mode.SAMPLE), made(Mode.STRICT)


def read(html: str) -> str:
    """What a person reads, with the backticks that code had, in any letter case and on one line."""
    coded = re.sub(r"</?code>", "`", html)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", coded)).split()).casefold()


def flat(text: str) -> str:
    return " ".join(text.split()).casefold()


def test_each_rule_has_its_page_and_no_page_is_without_a_rule():
    assert list(STRICT) == [INDEX, *(f"aturan/{rule.code}/" for rule in RULES)]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_the_page_says_all_that_explain_says(rule):
    block, _ = STRICT[f"aturan/{rule.code}/"]
    told, page = explain.page(rule), read(block)
    for part in (told.code, told.level.word, told.title, told.why, told.law):
        assert part and flat(part) in page
    samples = [unescape(sample) for sample in re.findall(r"<pre><code>(.*?)</code></pre>", block)]
    assert samples == [told.wrong, told.right]
    assert re.findall(r"<figcaption>(\w+)</figcaption>", block) == ["Salah", "Benar"]
    assert f"maklumat explain {rule.code}".casefold() in page


def test_the_list_names_every_rule_with_its_level_under_its_family():
    block, _ = STRICT[INDEX]
    parts = dict(zip(re.findall(r'<h2 id="(..)">', block), re.split(r'<h2 id="..">', block)[1:], strict=True))
    assert parts.keys() == rule_pages.FAMILIES.keys() == {rule.code[:2] for rule in RULES}
    for rule in RULES:
        row = next(row for row in re.findall("<li>.*?</li>", parts[rule.code[:2]]) if f'/{rule.code}/"' in row)
        assert flat(f"{rule.title}") in read(row)
        assert f'<strong class="{rule.level.value}">{rule.level.word}</strong>' in row


def test_links_lead_to_pages_that_are_there():
    for address, (block, _) in STRICT.items():
        for link in re.findall(r'href="([^"#]+)', block):
            assert urljoin(f"/{address}", link).removeprefix("/") in STRICT, (address, link)


def test_only_the_list_of_an_official_site_is_shown_to_search_engines():
    assert [address for address, (_, text) in STRICT.items() if "tercantum: ya" in text] == [INDEX]
    assert not [address for address, (_, text) in SAMPLE.items() if "tercantum: ya" in text]


def test_a_block_is_one_element_without_a_blank_line():
    for block, text in STRICT.values():
        assert re.fullmatch(r"<article .*</article>", block, re.DOTALL)
        assert not re.search(r"\n[ \t]*\n", block)
        assert "template: aturan.html" in text


def test_what_a_level_means_is_said():
    assert rule_pages.MEANINGS.keys() == set(Level)
