"""When a page shows its document exactly, in the open and alone, and when it does not."""

from __future__ import annotations

from hashlib import sha256
from random import Random

import pytest

from maklumat import displayed

BLOCK = '<article class="dokumen" data-keadaan="disahkan">\n<h1>A</h1>\n<p class="keadaan">BERLAKU</p>\n</article>'
PAGE = '<!doctype html><html lang="id"><head><title>A</title></head><body><nav><p>Menu</nav><main><div>{}</div>' \
    "</main><footer>Kaki</footer></body></html>"
OTHER, HIDDEN = "memuat dokumen yang tidak direncanakan", "isi dokumen tersembunyi dari pembaca"
UNSURE = "tag atau komentar HTML di halaman ini dapat dibaca dengan dua cara"
CHANGED, COMPANY = "isi dokumen berbeda dari yang direncanakan", "memuat isi lain di tempat isi dokumen"


def faults(inside, block=BLOCK):
    return list(displayed.faults(PAGE.format(inside), block))


@pytest.mark.parametrize("inside", [
    BLOCK, f"\n  {BLOCK}\n", f"<section><div>{BLOCK}</div></section>", f"<!-- isi -->{BLOCK}",
    f'<a id="__skip" tabindex="-1"></a>{BLOCK}',
])
def test_a_document_in_its_place(inside):
    assert faults(inside) == []


@pytest.mark.parametrize("inside", [
    f"<div hidden>{BLOCK}</div>", f"<div hidden='until-found'>{BLOCK}</div>", f"<div style='x'>{BLOCK}</div>",
    f"<div aria-hidden=true>{BLOCK}</div>", f"<details>{BLOCK}</details>", f"<template>{BLOCK}</template>",
    f"<noscript>{BLOCK}</noscript>", f"<textarea>{BLOCK}</textarea>", f"<svg>{BLOCK}</svg>", f"<div hidden/>{BLOCK}",
    f"<dialog>{BLOCK}</dialog>", f"<select><option>{BLOCK}</select>", f"<ul><li>{BLOCK}</ul>",
    f"<div class='x tersembunyi'>{BLOCK}</div>", f"<ul hidden><li><div>{BLOCK}</div></ul>",
])
def test_a_document_that_nobody_sees(inside):
    assert HIDDEN in faults(inside)


@pytest.mark.parametrize("inside", [f"<!-- {BLOCK} -->", f"<script>{BLOCK}</script>", f"<style>{BLOCK}</style>"])
def test_a_document_that_is_no_element_at_all(inside):
    assert HIDDEN in faults(inside)


@pytest.mark.parametrize("inside", [
    f"{BLOCK}<p>Biaya Rp100.000.</p>", f"Sudah tidak berlaku. {BLOCK}", f"{BLOCK} Biaya", f"<img src=a>{BLOCK}",
    f"<span>Sudah tidak berlaku.</span>{BLOCK}", f"<a href='x'><span>lain</span></a>{BLOCK}",
    f"{BLOCK}<hr>", f"{BLOCK}<script>1</script>", f"{BLOCK}<a href='x'>lain</a>", f"<div></div>{BLOCK}",
])
def test_a_document_with_something_beside_it(inside):
    assert faults(inside) == [COMPANY]


def test_what_stands_elsewhere_on_the_page_is_not_beside_it():
    assert faults(f"<div>{BLOCK}</div></div><div><p>Tentang laman ini</p>") == []


def test_a_changed_document():
    assert faults(BLOCK.replace("<h1>A", "<h1>B")) == [CHANGED]
    assert faults("") == [CHANGED]


def test_a_second_document():
    assert OTHER in faults(BLOCK + BLOCK)
    assert faults(f"<div>{BLOCK}</div></div><div><p class='x tanda'>BERLAKU</p>") == [OTHER]


def test_a_page_of_no_document():
    assert faults("<p>Beranda</p>", "") == []
    assert faults('<section data-keadaan="disahkan">', "") == [OTHER]


FORGED = '<section class="dokumen">palsu</section>'
TWO_WAYS = {
    "a comment that only some end": f"<!-- x -- >{BLOCK}<!-- y -->",
    "a comment that ends with a call": f"<!-- --!>{FORGED} -->{BLOCK}",
    "a comment that ends at once": f"<!-->{FORGED}-->{BLOCK}",
    "a comment that ends at once with a stroke": f"<!--->{FORGED}-->{BLOCK}",
    "a comment that never ends": f"{BLOCK}<!-- x",
    "a forged place before the true one": f"<!-- --!><main>{FORGED}</main><div hidden><!-- -->{BLOCK}</div>",
    "a section of plain characters": f"<![CDATA[ x>{FORGED}]]>{BLOCK}",
    "a declaration that nobody knows": f"<![>{BLOCK}",
    "an instruction": f"<? x '>' {FORGED} ?>{BLOCK}",
    "an end tag that browsers ignore": f"<div hidden><object></div><main>{BLOCK}</main>",
    "an end tag of nothing": f"</section>{BLOCK}",
    "an end tag that is none": f"<div></div x>{BLOCK}",
    "elements across each other": f"<section><div></section></div>{BLOCK}",
    "a list item that does not end": f"<div hidden><li><span></li></span></div>{BLOCK}",
    "a hidden item that browsers keep open": f"<div><span><li hidden></span>{BLOCK}</div>",
    "a hidden item closed by its parent": f"<div><li hidden></div>{BLOCK}",
    "a script that never ended": f"<script><!-- <script> </script>{BLOCK}--><script></script>",
    "an element in a text field": f"<textarea><a title='</textarea>{FORGED}'></a></textarea>{BLOCK}",
    "a script in the title": f"<noembed><script></noembed>{FORGED}</script></noembed>{BLOCK}",
    "a script in a drawing": f"<svg><script></svg>{FORGED}</script></svg>{BLOCK}",
    "a paragraph in a drawing": f"<svg><p></p><path hidden/></svg>{BLOCK}",
    "a second body": f"<div>{BLOCK}</div></main><body hidden></body><main>",
    "a set of frames": f"<frameset></frameset>{BLOCK}",
    "a quote that never ends": f"<div x='>{BLOCK}",
}


@pytest.mark.parametrize("case", TWO_WAYS)
def test_what_browsers_would_have_to_mend(case):
    assert UNSURE in faults(TWO_WAYS[case])


def test_an_item_that_nobody_closes_hides_what_follows():
    assert HIDDEN in faults(f"<li hidden><main>{BLOCK}")


@pytest.mark.parametrize("inside", [
    f"<ul><li>a<li>b</ul><div>{BLOCK}</div>", f"<!-- a - b > c -->{BLOCK}", f"<div title='a &lt; b' x=y>{BLOCK}</div>",
])
def test_sound_html_around_a_document(inside):
    assert set(faults(inside)) <= {COMPANY}


def test_drawings_and_scripts_elsewhere_on_the_page():
    drawing = "<svg viewBox='0 0 1 1'><g><path d='M0 0'/><circle r=1 /></g></svg><script>a='<b>'</script>"
    assert faults(f"{drawing}<br/></div><div>{BLOCK}") == []


@pytest.mark.parametrize("inside", ["<!-- --- --><p>a", "<p>a</div></p>", "<!-- a -- b -->"])
def test_an_ordinary_page_may_be_untidy(inside):
    assert faults(inside, "") == []


@pytest.mark.parametrize("inside", [f"<!-- --!>{FORGED} -->", f"<!-->{FORGED}-->", f"<![CDATA[ x>{FORGED}]]>"])
def test_an_untidy_ordinary_page_shows_no_document(inside):
    assert faults(inside, "") == [OTHER]


PARTS = (
    *"<>\"'/&= \n\xa0\x0b", "&lt;", "&nbsp;", "<!--", "-->", "<!-- x -->", "<!---->", "<!-->", "<![>", "<?x?>",
    "<!doctype html>", "<div>", "</div>", "<div hidden>", "<div/>", "<DIV>", "</div >", "<p>", "</p>", "<li>", "</ul>",
    "<li hidden>", "<br/>", "<a href=x/>", "<a b=c d>", "<a title='x > y'>", "<a\xa0b>", "</a>", "<b>&lt;b&gt;", "<1>",
    "<svg>", "</svg>", "<path d=x/>", "<path/>", "<path>", "<script>", "</script>", "<script/>", "<style>", "</style>",
    "<title>", "</title>", "<textarea>", "<noscript>", "<xmp>", "<math>", "<frameset>", "<body>", "</body>", "<a:b>",
    f"<{displayed.MARK}>", f"<{displayed.MARK}/>", "<p class=dokumen>", "<p class='x&#32;tanda'>", "<p CLASS=keadaan>",
    "<p data-keadaan>", '<p class="a" class="dokumen">', '<i class="tersembunyi">',
    ">\n", "<p>\n", "</p>\n&lt;", "<b\n>\n",
)


def spoilt(random):
    """A page with a few signs and tags more, or less, anywhere."""
    page = PAGE.format(f"<section><a id='x'></a><{displayed.MARK}></section><ul><li>a<li>b</ul>")
    for _ in range(random.randrange(6)):
        start = random.randrange(len(page))
        page = page[:start] + random.choice((*PARTS, "")) + page[start + random.choice((0, 0, 0, 1, 9)):]
    return page


def test_both_readers_of_html_tell_the_same():
    random, tidy = Random(8), 0
    for page in (spoilt(random) for _ in range(3000)):
        if quick := displayed._tidy(page):
            assert vars(quick) == vars(displayed._untidy(page)), page
            tidy += 1
    assert tidy > 500


@pytest.mark.parametrize("before", ["", "ä<p>", '<article class="dokumen">lain</article>', BLOCK[:-1]])
def test_a_block_is_found_by_its_digest_where_it_is_found_by_itself(before):
    digest = sha256(BLOCK.encode()).hexdigest()
    page = PAGE.format(f"{before}{BLOCK}{BLOCK}")
    assert displayed.place(page, len(BLOCK), digest) == len(displayed.parted(page, BLOCK)[0])
    assert displayed.place(page.replace("<h1>A", "<h1>B"), len(BLOCK), digest) == -1
    assert displayed.place(page, len(BLOCK) - 1, digest) == -1
