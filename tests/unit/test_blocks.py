"""The body as blocks: every displayed character knows its source place, and the HTML survives every builder."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser
from urllib.parse import urljoin

import markdown
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from maklumat import blocks, commonmark

PIECES = [
    "kami", "siap", "é", "😀", " ", "  ", "\t", "\n", "\n\n", "\n    ", "*", "**", "_", "`", "``", "\\", "\\*", "\\|",
    "|", "&amp;", "&#38;", "&", "<", ">", "> ", "- ", "1. ", "2) ", "# ", "## ", " ##", "---", "===", "[", "]", "](",
    ")", "![", "(a.png)", "[a](b)", '[a](b "c")', "[a][b]", "\n\n[b]: /c\n", "<https://x.go.id>", "<b>", "<!-- x -->",
    "```", "~~~", "|-|-|", "\n|-|-|\n", "| a | b |\n|---|:-:|\n", "  \n", "\\\n", "\0",
]
bodies = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


def parse(text: str) -> blocks.Body:
    return blocks.parse(tuple(text.split("\n")), 1)


def of_kind(text: str, kind: str) -> list[blocks.Block]:
    return [block for block, _ in parse(text).walk() if block.kind == kind]


def spot(text: str, word: str, kind: str = "paragraph") -> tuple[int, int, int]:
    """Where the word is said to stand in the source, for the first block of a kind that displays it."""
    block = next(block for block in of_kind(text, kind) if word in block.text.text)
    start = block.text.text.index(word)
    place = block.text.place(start, start + len(word))
    return place.line, place.column, place.length


@settings(max_examples=400, deadline=None)
@given(bodies)
@example("> - a\n>   *b\n> c* `d\n> e`")
@example("| a \\| b | `c\\|d` |\n|-|-|\n| &amp; | x |")
@example("*a***b*** __c__ d\\*")
def test_displayed_characters_stand_at_their_place(text: str):
    lines = tuple(text.split("\n"))
    for block, _ in blocks.parse(lines, 1).walk():
        shown = block.text
        ends = [*(run[0] for run in shown.runs[1:]), len(shown.text)] if shown.runs else []
        for (start, line, column, length), end in zip(shown.runs, ends, strict=True):
            if end - start == length:
                written = lines[line - 1][column - 1:column - 1 + length].replace("\0", "\ufffd")
                assert written == shown.text[start:end]
            else:
                assert end - start == 1, "only an escape, an entity and a line break are shown as something else"
        assert 1 <= block.place.line <= len(lines)
        assert block.place.column >= 1


@pytest.mark.parametrize(("text", "word", "expected"), [
    ("Kami siap", "siap", (1, 6, 4)),
    ("Kami **siap** melayani", "siap", (1, 8, 4)),
    ("Kami *si*ap melayani", "siap", (1, 7, 5)),
    ("> Kami\n> siap", "siap", (2, 3, 4)),
    ("> Kami\nsiap", "siap", (2, 1, 4)),
    ("- satu\n  - dua\n\n    siap", "siap", (4, 5, 4)),
    ("1. satu\n\n\tsiap", "siap", (3, 2, 4)),
    ("-\tsiap", "siap", (1, 3, 4)),
    ("> -\tsiap", "siap", (1, 5, 4)),
    ("é&amp;é siap", "siap", (1, 9, 4)),
    ("A &amp; B", "&", (1, 3, 5)),
    ("A \\* B", "*", (1, 3, 2)),
    ("[Kami](https://x.go.id/siap \"siap\") siap", "siap", (1, 37, 4)),
    ("![siap](siap.png) siap", "siap", (1, 19, 4)),
    ("<https://x.go.id> siap", "siap", (1, 19, 4)),
    ("<b>siap</b> lalu", "siap", (1, 4, 4)),
    ("Kami  \nsiap", "siap", (2, 1, 4)),
    ("Kami\\\n   siap", "siap", (2, 4, 4)),
    ("*Kami\nsiap*", "siap", (2, 1, 4)),
    ("` siap `", "siap", (1, 3, 4)),
    ("``a`siap``", "siap", (1, 5, 4)),
    ("siap siap *siap*", "siap", (1, 1, 4)),
    ("😀 siap", "siap", (1, 3, 4)),
])
def test_place_of_a_word(text: str, word: str, expected: tuple[int, int, int]):
    assert spot(text, word) == expected


@pytest.mark.parametrize(("text", "expected"), [
    ("## Siap ##", (1, 4, 4)),
    ("> - ### Siap", (1, 9, 4)),
    ("Siap\n----", (1, 1, 4)),
])
def test_place_in_headings(text: str, expected: tuple[int, int, int]):
    assert spot(text, "Siap", "heading") == expected


@pytest.mark.parametrize(("row", "expected"), [
    ("| a | siap |", (3, 7, 4)),
    ("a | siap", (3, 5, 4)),
    ("| a \\| b | siap |", (3, 12, 4)),
    ("| `a\\|b` | siap |", (3, 12, 4)),
    ("| siap | siap |", (3, 3, 4)),
    ("| | siap", (3, 5, 4)),
])
def test_place_in_tables(row: str, expected: tuple[int, int, int]):
    assert spot(f"| x | y |\n|---|---|\n{row}", "siap", "cell") == expected
    quoted = f"> | x | y |\n> |---|---|\n> {row}"
    assert spot(quoted, "siap", "cell") == (3, expected[1] + 2, 4)


def test_a_place_ends_with_its_source_line():
    text = of_kind("Kami *siap*\nmelayani", "paragraph")[0].text
    assert text.place(0, len(text.text)).length == len("Kami *siap*")


def test_items_tell_what_is_typed_and_what_is_shown():
    items = of_kind("1. a\n3. b\n\n   5) c\n", "item")
    assert [(item.typed, item.number) for item in items] == [("1", 1), ("3", 2), ("5", 5)]
    assert [(item.place.line, item.place.column) for item in items] == [(1, 1), (2, 1), (4, 4)]
    nested = of_kind("1. 1. a", "item")
    assert [(item.place.line, item.place.column) for item in nested] == [(1, 1), (1, 4)]


def test_links_and_images():
    body = parse('[teks *tebal*](/a "b") ![uraian **g**](g.png) <mailto:a@b.id>')
    links = body.blocks[0].links
    assert [(link.target, link.text, link.is_image, link.place.column) for link in links] == [
        ("/a", "teks tebal", False, 1), ("g.png", "uraian g", True, 24), ("mailto:a@b.id", "mailto:a@b.id", False, 47)]
    assert links[0].title == "b"


@pytest.mark.parametrize("text", [
    "> " * 10_000, ">" * 10_000, "- " * 3_000, "[" * 5_999, "![" * 2_999, "*a " * 1_999, "**a" * 1_999,
    "\n".join(">" * n for n in range(1, 300)), "\n".join("  " * n + "- a" for n in range(300)), "`" * 5_000,
])
def test_no_nesting_is_too_deep(text: str):
    blocks.to_html(parse(text))


def test_what_is_nested_too_deep_is_reported_as_hidden():
    assert [hidden.place.line for hidden in parse("a\n\n" + "> " * 60 + "rahasia").hidden] == [3]
    assert parse("> " * 20 + "terbaca").hidden == ()


OPTIONS = {"maxNesting": commonmark.MAX_NESTING, "inline_definitions": True, "store_labels": True}
STOCK = MarkdownIt("commonmark", OPTIONS)
STOCK.enable("table").disable(["fragments_join", "text_join"])
STOCK.validateLink = lambda url: True


def unplaced(tokens: list[Token]) -> list[Token]:
    return [
        replace(
            token,
            children=token.children and unplaced(token.children),
            meta={name: value for name, value in token.meta.items() if name != "at"},
        )
        for token in tokens
    ]


@settings(max_examples=300, deadline=None)
@given(bodies)
@example("a\n- b\n\n1) c\n***\nd\n# e\n> f\n~~~\ng")
@example("a\n2. b\n1. c\n\n- d\n  * e\n+ f\n\n    g")
def test_rules_that_are_not_tried_would_not_have_fitted(text: str):
    assert unplaced(commonmark.parse(text)) == STOCK.parse(text)


class _Outline(HTMLParser):
    def __init__(self, html: str):
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.ids: dict[str, tuple[str, str]] = {}
        self.text = ""
        self.waiting: list[str] = []
        self.feed(html)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ("br", "hr", "img"):
            self.open.append(tag)
        for name, value in attrs:
            if name == "id":
                self.ids[value] = (tag, "")
                self.waiting.append(value)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data
        for name in self.waiting if data.strip() else ():
            self.ids[name] = (self.ids[name][0], data)
        if data.strip():
            self.waiting = []


@settings(max_examples=200, deadline=None)
@given(bodies)
@example("```\na\n\n    b\n```")
@example("<!--\n\na\n\n-->")
def test_html_survives_every_builder(text: str):
    html = blocks.to_html(parse(text))
    assert "\n\n" not in html and not re.search(r"\n[ \t]+\n", html)
    _Outline(html)
    block = f"<article>\n{html or '<p></p>'}\n</article>"
    assert MarkdownIt("commonmark").render(block) == block
    assert markdown.markdown(block, extensions=["tables", "toc", "attr_list"]).rstrip("\n") == block


@settings(max_examples=200, deadline=None)
@given(bodies)
def test_html_shows_the_displayed_text(text: str):
    body = parse(text)
    shown = " ".join(block.text.text for block, _ in body.walk() if block.text.text)
    if not body.html and "code" not in {block.kind for block, _ in body.walk()}:
        assert _Outline(blocks.to_html(body)).text.replace("\n", " ").split() == shown.split() or "![" in text


def test_html_of_the_usual_parts():
    assert blocks.to_html(parse("# Judul\n\n### Anak\n\nA & B <i>\n\n| a | b |\n|---|--:|\n| 1 | 2 |")) == "\n".join([
        "<h2>Judul</h2>", "<h4>Anak</h4>", "<p>A &amp; B &lt;i&gt;</p>",
        '<section class="gulir" aria-label="Tabel 1" tabindex="0">', "<table>", "<thead>", "<tr>",
        '<th scope="col">a</th>', '<th scope="col" class="kanan">b</th>', "</tr>", "</thead>", "<tbody>", "<tr>",
        "<td>1</td>", '<td class="kanan">2</td>', "</tr>", "</tbody>", "</table>", "</section>"])
    assert blocks.to_html(parse("#### Judul"), top=3) == "<h3>Judul</h3>"
    assert blocks.to_html(parse("5. a\n6. b")) == '<ol start="5">\n<li>a</li>\n<li>b</li>\n</ol>'


@pytest.mark.parametrize("target", ["javascript:alert(1)", "JAVASCRIPT:x", "data:text/html,x", "//x.go.id", "ftp:x"])
def test_html_leaves_unsafe_targets_out(target: str):
    html = unescape(blocks.to_html(parse(f"[a]({target}) ![b]({target})")))
    assert "href" not in html and "src" not in html


PAGE = "https://x.go.id/situs/maklumat/a/"
PAGES = {"../b/": "/situs/maklumat/b/", "../b/index.md": "/situs/maklumat/b/", "index.md": "/situs/maklumat/a/",
         "../b/index.md#janji": "/situs/maklumat/b/#janji", "../b/index.md?x#y": "/situs/maklumat/b/?x#y",
         "./index.md": "/situs/maklumat/a/", "../b/?p=/index.md": "/situs/maklumat/b/?p=/index.md",
         "../b/#/index.md": "/situs/maklumat/b/#/index.md", "b/daftarindex.md": "/situs/maklumat/a/b/daftarindex.md",
         "index.md/b": "/situs/maklumat/a/index.md/b", "a.pdf": "/situs/maklumat/a/a.pdf", "?x": "/situs/maklumat/a/?x",
         "/sop/": "/sop/", "../../../../../b": "/b", "./b:c": "/situs/maklumat/a/b:c"}


def addresses(target: str, base: str = "") -> list[str]:
    """Where a link and a picture with this target lead."""
    html = blocks.to_html(parse(f"[a](<{target}>) ![b](<{target}>)"), base=base)
    return [unescape(found) for found in re.findall(r'(?:href|src)="([^"]*)"', html)]


@pytest.mark.parametrize("target", PAGES)
def test_a_target_leads_to_the_same_page_of_the_site_from_every_folder(target: str):
    whole = "https://x.go.id" + PAGES[target]
    assert [urljoin(PAGE, found) for found in addresses(target)] == [whole] * 2
    assert [urljoin(f"{PAGE}revisi/2/", found) for found in addresses(target, "../../")] == [whole] * 2


@pytest.mark.parametrize("target", ["#janji", "#/index.md", "https://y.go.id/index.md", "HTTP://y.go.id",
                                    "mailto:a@y.id", "tel:0536", "/index.md", ""])
def test_what_no_folder_changes_stays_as_it_is_written(target: str):
    assert addresses(target) == addresses(target, "../../") == [target] * 2


@pytest.mark.parametrize("target", ["javascript:alert(1)/index.md", "JavaScript:x", "data:text/html,x", "//x.go.id",
                                    "//x.go.id/index.md", "ftp:x", "vbscript:index.md", "file:///index.md"])
def test_a_folder_makes_no_unsafe_target_a_place_of_the_site(target: str):
    assert addresses(target) == addresses(target, "../../") == []


def test_an_address_cannot_leave_its_attribute():
    html = blocks.to_html(parse('[a](<"onclick=alert(1)//>) ![b](<\'" onerror=alert(1) x="/index.md>)'), base="../../")
    assert set(re.findall(r"<(\w+)", html)) == {"p", "a", "img"}
    assert "onclick" in html and not re.search("onclick|onerror", re.sub(r'"[^"]*"', "", html))


def test_a_picture_that_is_not_to_be_shown_leaves_its_words():
    body = parse("![Alur <b>](alur%20baru.png) ![Peta](peta.png) [peta](peta.png)")
    assert blocks.to_html(body, base="../../", pictures={"peta.png"}) == (
        '<p><span>Alur &lt;b&gt; (gambar tidak ditampilkan)</span> <img src="../../peta.png" alt="Peta"> '
        '<a href="../../peta.png">peta</a></p>')
    assert '<img src="alur%20baru.png"' in blocks.to_html(body, pictures={"alur baru.png"})
    assert "img" not in blocks.to_html(parse("![a](https://x.go.id/a.png)"), pictures=())


@pytest.mark.parametrize(("text", "kind", "word", "tag"), [
    ("Kami berjanji.", "paragraph", "Kami", "p"),
    ("Dengan ini kami **berjanji** dan sanggup.", "paragraph", "berjanji", "span"),
    ("Dengan ini kami bersedia.", "paragraph", "bersedia", "span"),
    ("- Kami berjanji.", "paragraph", "Kami", "li"),
    ("- Kami berjanji.\n\n- Kami siap.", "paragraph", "Kami siap", "p"),
    ("- a\n- Dengan ini kami siap.", "paragraph", "siap", "span"),
    ("| a |\n|---|\n| Kami siap |", "cell", "Kami", "td"),
    ("| a |\n|---|\n| Kami siap |", "cell", "siap", "span"),
    ("Kami `siap` &amp; sanggup", "paragraph", "sanggup", "span"),
    ("Kami `siap` &amp; sanggup", "paragraph", "siap", "span"),
    ("Kami\nsiap", "paragraph", "siap", "span"),
])
def test_anchor_stands_before_its_word(text: str, kind: str, word: str, tag: str):
    body = parse(text)
    block = next(block for block, _ in body.walk() if block.kind == kind and word in block.text.text)
    html = blocks.to_html(body, {block.token: [("janji", block.text.text.index(word))]})
    found_tag, following = _Outline(html).ids["janji"]
    assert found_tag == tag
    assert following.lstrip().startswith(word.split()[0])


def test_several_anchors_in_one_block():
    body = parse("Kami berjanji, memperbaiki, dan bersedia.")
    text = body.blocks[0].text.text
    marks = [("sanksi", text.index("bersedia")), ("janji", 0), ("perbaikan", text.index("memper"))]
    assert blocks.to_html(body, {body.blocks[0].token: marks}) == (
        '<p id="janji">Kami berjanji, <span id="perbaikan"></span>memperbaiki, dan '
        '<span id="sanksi"></span>bersedia.</p>')
