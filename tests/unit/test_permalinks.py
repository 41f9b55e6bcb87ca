"""Short addresses: the same for ever, and a page that leads on without a script."""

from __future__ import annotations

from maklumat import permalinks


def test_the_address_of_a_document_never_changes():
    assert permalinks.address("maklumat", "pelayanan-informasi-publik") == "d/3t9rp7he/"
    assert permalinks.address("sop", "pelayanan-informasi-publik") != "d/3t9rp7he/"


def test_codes_are_short_and_easily_typed():
    codes = {permalinks.code("maklumat", f"dokumen-{number}") for number in range(5000)}
    assert len(codes) == 5000
    assert all(len(code) == 8 and code.isalnum() and code == code.lower() and not set("ilou") & set(code)
               for code in codes)


def test_the_page_leads_on_and_shows_no_markup_of_a_title():
    page = permalinks.page("../../maklumat/x/", 'Maklumat "</title><script>').decode()
    assert '<meta http-equiv="refresh" content="0; url=../../maklumat/x/">' in page
    assert '<a href="../../maklumat/x/">' in page
    assert "<script" not in page and 'lang="id"' in page
