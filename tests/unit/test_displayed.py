"""When a page shows its document exactly, in the open and alone, and when it does not."""

from __future__ import annotations

import pytest

from maklumat import displayed

BLOCK = '<article class="dokumen" data-keadaan="disahkan">\n<h1>A</h1>\n<p class="keadaan">BERLAKU</p>\n</article>'
PAGE = '<!doctype html><html lang="id"><head><title>A</title></head><body><nav><p>Menu</nav><main><div>{}</div>' \
    "</main><footer>Kaki</footer></body></html>"
OTHER, HIDDEN = "memuat dokumen yang tidak direncanakan", "isi dokumen tersembunyi dari pembaca"
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
])
def test_a_document_that_nobody_sees(inside):
    assert HIDDEN in faults(inside)


@pytest.mark.parametrize("inside", [f"<!-- {BLOCK} -->", f"<script>{BLOCK}</script>", f"<style>{BLOCK}</style>"])
def test_a_document_that_is_no_element_at_all(inside):
    assert HIDDEN in faults(inside)


@pytest.mark.parametrize("inside", [
    f"{BLOCK}<p>Biaya Rp100.000.</p>", f"Sudah tidak berlaku. {BLOCK}", f"{BLOCK} Biaya", f"<img src=a>{BLOCK}",
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
