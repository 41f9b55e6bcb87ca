"""What counts as giving a draft away, and what must never be a false alarm."""

from __future__ import annotations

from random import Random

import pytest

from maklumat import needles
from maklumat.plan import Guarded, Mode, Plan

TEXT = "kami bersedia menerima sanksi dan memberikan ganti rugi kepada pemohon"
DRAFT = Guarded("content/maklumat/a/index.md", "maklumat/a/", "800/24/Sekr.7/BKD", (TEXT,))


def found(text, *, guarded=(DRAFT,), known=(), address=""):
    plan = Plan(Mode.STRICT, parts=(), attachments={}, refused={}, withheld=(), guarded=guarded, public=known)
    return {what for _, what in needles.found(needles.hidden_in(plan), text, address)}


def test_eight_words_in_a_row_are_enough_and_seven_are_not():
    assert found("menerima sanksi dan memberikan ganti rugi kepada pemohon")
    assert not found("sanksi dan memberikan ganti rugi kepada pemohon")


@pytest.mark.parametrize("text", [
    "Kami BERSEDIA menerima sanksi, dan memberikan\nganti rugi kepada pemohon.",
    "<li>Kami <em>bersedia</em> menerima</li><li>sanksi dan memberikan ganti&nbsp;rugi</li>",
    "<!-- Kami bersedia > menerima <b>sanksi</b> dan memberikan ganti rugi kepada -->",
    "<!-- kami bersedia menerima sanksi dan memberikan ganti rugi kepada pemohon",
    "<p>Kami bersedia menerima sanksi <!-- <i> x --> dan memberikan ganti rugi</p>",
    "<isi><![CDATA[<p>Kami bersedia menerima]]> sanksi dan <![CDATA[memberikan ganti rugi</p>]]></isi>",
    "<?catatan kami bersedia menerima sanksi dan memberikan ganti rugi?>",
    "Ka\u00admi ber\u200bse\u2060dia me&shy;ne&#8203;ri&zwnj;ma sanksi dan mem\ufeffberikan ganti rugi",
    r'{"a": "kami ber\u00adsedia menerima sanksi dan memberikan ganti rugi"}',
    r'{"a": "kami bersedia menerima sanksi\ndan memberikan ganti rugi"}',
])
def test_markup_case_and_line_breaks_hide_nothing(text):
    assert found(text)


@pytest.mark.parametrize(("text", "address"), [
    ('<a href="https://ppid.go.id/maklumat/a/">', ""), ("maklumat/a/pindaian.pdf", ""), ("/maklumat/a/index.html", ""),
    ('<a href="../a/">', "maklumat/b/"), ('"maklumat\\/a\\/"', ""), ("maklumat/a#janji", ""),
    ("(lihat maklumat/a).", ""), ("<!-- mak\u00adlumat/a/ -->", ""), ('<!-- <a href="../a/"> -->', "maklumat/b/"),
])
def test_addresses(text, address):
    assert found(text, address=address) == {"maklumat/a"}


@pytest.mark.parametrize("text", ["maklumat/ab/", "maklumat/", "x-maklumat/a/", "maklumat/b/a/", '<a href="http://[">'])
def test_other_addresses(text):
    assert not found(text)


def test_the_number_however_it_is_set_apart():
    assert found("SOP Nomor 800/24/Sekr.7/BKD") == found("800-24-SEKR-7-BKD") == {"800 24 sekr 7 bkd"}
    assert not found("800/24/Sekr.8/BKD")


def test_a_number_too_short_to_tell_is_no_needle():
    short = Guarded("content/sop/b/index.md", "sop/b/", "12/2025")
    assert not found("pada 12/2025", guarded=(short,))


@pytest.mark.parametrize("text", [TEXT, "Nomor 800/24/Sekr.7/BKD", "maklumat/a/"])
def test_what_an_ordinary_page_or_a_signed_document_says_anyhow_is_no_leak(text):
    assert found(text)
    assert not found(text, known=(f"Contoh: {text}",))


@pytest.mark.parametrize("text", [
    "Kami bersedia menerima sanksi\r\ndan\u2028memberikan ganti rugi", "x" * 9000 + f"\n{TEXT}\n{TEXT}",
    '<a title="kami bersedia menerima sanksi" class="dan memberikan ganti rugi">',
])
def test_lines_and_attributes_are_read_on(text):
    assert found(text)


def test_what_stands_between_the_words_of_a_draft_is_no_part_of_it():
    assert not found(TEXT.replace("sanksi", "sanksi kertas"))


@pytest.mark.parametrize(("link", "address"), [
    ("../../maklumat/a/", "sop/b/"), ("../../../maklumat/a", "sop/b/"), (".././../maklumat/./a/", "sop/b/"),
    ("../a", "maklumat/b/"), ("./../a/index.html", "maklumat/b/"), ("../../maklumat/b/../a/", "daftar/2/"),
    ("./a/", "maklumat/"), ("../a/x.pdf", "maklumat/b;c/"),
])
def test_relative_links_from_anywhere(link, address):
    assert found(f'<a href="{link}">', address=address) == {"maklumat/a"}


@pytest.mark.parametrize(("link", "address"), [
    ("../../a/", "maklumat/b/"), ("../..", "maklumat/a/"), ("../", "maklumat/a/"),
])
def test_relative_links_that_climb_away(link, address):
    assert not found(f'<a href="{link}">', address=address)


def test_where_nothing_is_withheld_nothing_is_found():
    assert not found(f"{TEXT} maklumat/a/", guarded=())


PIECES = (
    "<", ">", "=", '"', "'", "\\", "-", "&", "&lt;", "&quot;", "&#10;", r"\n", r"\u003c", r"\u000a", "<!--", "-->",
    "<!-->", "--!>", "<!", "<?x?>", "<![CDATA[", "]]>", "<b>", "</b>", "<b\n>", '<a title="', "<a title='x'>",
    'href="../a/"', "= ", '="x"', "\r", "\u0301", "\u00ad", "maklumat/", "maklumat/a/",
)


def test_lines_read_one_by_one_say_what_the_whole_text_says(monkeypatch):
    random, texts = Random(8), []
    hidden = needles.hidden_in(Plan(Mode.STRICT, parts=(), attachments={}, refused={}, withheld=(), guarded=(DRAFT,),
                                    public=()))
    for _ in range(1000):
        words = f"{TEXT} maklumat/a/ 800 24 Sekr 7 BKD".split()
        for _ in range(random.randrange(8)):
            words.insert(random.randrange(len(words)), random.choice(PIECES))
        texts.append("".join(word + random.choice((" ", " ", "\n", "")) for word in words))
    by_line = [set(needles.found(hidden, text, "maklumat/b/")) for text in texts]
    assert sum(all(map(needles._line, text.split("\n"))) for text in texts) > 200
    monkeypatch.setattr(needles, "_line", lambda line: None)
    assert by_line == [set(needles.found(hidden, text, "maklumat/b/")) for text in texts]
    assert sum(map(bool, by_line)) > 200
