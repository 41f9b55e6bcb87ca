"""The promise: what of a body goes on posters and cards, whole, once, in order and as it is written."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from maklumat import blocks, documents, promise
from maklumat.model import Document
from maklumat.promise import Promise

ROOT = Path(__file__).parents[2]
SEED = ROOT / "content/maklumat/pelayanan-informasi-publik/index.md"
LABELLED = [(path.stem, case) for path in sorted((ROOT / "tests/clauses").glob("*.yml"))
            for case in yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)]
TITLE = "Maklumat Pelayanan"
JANJI = "berjanji dan sanggup melaksanakan pelayanan sesuai dengan standar pelayanan"
PERBAIKAN = "memberikan pelayanan sesuai dengan kewajiban dan akan melakukan perbaikan secara terus-menerus"
SANKSI = "bersedia menerima sanksi apabila pelayanan tidak sesuai standar"


def read(body: str) -> Document:
    text = f"---\njenis: maklumat\nid: a\njudul: {TITLE}\n---\n{body}\n"
    document = documents.read("content/maklumat/a/index.md", text.encode()).document
    assert document
    return document


def of(body: str) -> Promise:
    return promise.promise(read(body))


def text(paragraph: promise.Paragraph) -> str:
    return "".join(run.text for run in paragraph)


def texts(found: Promise) -> list[str]:
    """All paragraphs and labels in the order in which they are printed."""
    pieces = list(found.lead)
    for part in found.parts:
        pieces += [part.label, *part.paragraphs]
    return ["".join(run.text for run in piece if not run.mark) for piece in pieces if piece]


def words(*pieces: str) -> list[str]:
    return re.findall(r"\w+", " ".join(pieces))


class Page(HTMLParser):
    """The document's page, cut at the headings that stand in no list: (level, heading, text, has it an anchor?)."""

    def __init__(self) -> None:
        super().__init__()
        self.sections: list[list] = [[0, "", "", False]]
        self.items = 0
        self.heading = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.items += tag == "li"
        if re.fullmatch(r"h[1-6]", tag) and not self.items:
            self.sections.append([int(tag[1]), "", "", False])
            self.heading = True
        self.sections[-1][3] |= "id" in dict(attrs)
        self.gap(tag)

    def handle_endtag(self, tag: str) -> None:
        self.items -= tag == "li"
        self.heading &= not re.fullmatch(r"h[1-6]", tag)
        self.gap(tag)

    def handle_data(self, data: str) -> None:
        self.sections[-1][1 if self.heading else 2] += data

    def gap(self, tag: str) -> None:
        if tag not in ("em", "strong", "code", "a", "span"):
            self.sections[-1][1 if self.heading else 2] += " "


def expected(document: Document) -> list[str]:
    """The words of the sections that are to be kept, as the page shows them."""
    anchors: dict[int, list[tuple[str, int]]] = {}
    for clause in document.clauses:
        if clause.found:
            anchors.setdefault(clause.block, []).append((clause.key, clause.offset))
    page = Page()
    page.feed(blocks.to_html(document.body, anchors))
    page.close()
    kept = []
    for at, (level, heading, below, _) in enumerate(page.sections):
        inner = page.sections[at:at + 1]
        for other in page.sections[at + 1:]:
            if other[0] <= level:
                break
            inner.append(other)
        if not anchors or any(section[3] for section in inner):
            is_title = " ".join(heading.split()).casefold() == TITLE.casefold()
            kept += words("" if is_title else heading, below)
    return kept


def assert_whole(body: str) -> None:
    document = read(body)
    assert words(*texts(promise.promise(document))) == expected(document)


def test_seed_becomes_three_numbered_parts_and_nothing_else():
    body = SEED.read_text(encoding="utf-8").split("---\n", 2)[2]
    found = of(body)
    assert [text(p)[:15] for p in found.lead] == ["Dengan ini kami"]
    assert [part.number for part in found.parts] == [1, 2, 3]
    assert [text(part.paragraphs[0]).split()[0] for part in found.parts] == ["berjanji", "memberikan", "bersedia"]
    assert "Undang-Undang" not in " ".join(texts(found))
    assert_whole(body)


@pytest.mark.parametrize(("name", "case"), LABELLED, ids=[f"{name}-{case['nama']}" for name, case in LABELLED])
def test_labelled_texts_lose_and_double_nothing(name: str, case: dict):
    assert_whole(case["naskah"])


def test_headings_become_labels():
    found = of(f"Kami:\n\n## Janji\n\nKami {JANJI}.\n\n## Perbaikan\n\nKami {PERBAIKAN}.\n\n"
               f"## Sanksi\n\nKami {SANKSI}.\n\n## Dasar hukum\n\nUndang-Undang.")
    assert [text(p) for p in found.lead] == ["Kami:"]
    assert [(part.number, text(part.label)) for part in found.parts] == [(1, "Janji"), (2, "Perbaikan"), (3, "Sanksi")]
    assert all(len(part.paragraphs) == 1 for part in found.parts)


def test_paragraphs_with_a_clause_each_stand_apart():
    found = of(f"Pembuka.\n\nKami {JANJI}.\n\nKami {PERBAIKAN}.\n\nKami {SANKSI}.\n\nPenutup.")
    assert [text(p) for p in found.lead] == ["Pembuka."]
    assert [part.number for part in found.parts] == [1, 2, 3, 0]
    assert text(found.parts[-1].paragraphs[0]) == "Penutup."


def test_clauses_that_share_a_paragraph_stay_one_text():
    found = of(f"Kami {JANJI}, {PERBAIKAN}, dan {SANKSI}.")
    assert found.parts == () and len(found.lead) == 1


def test_a_shared_paragraph_beside_another_clause_is_not_taken_apart():
    found = of(f"Kami {JANJI} dan {PERBAIKAN}.\n\nKami {SANKSI}.")
    assert found.parts == () and len(found.lead) == 2


def test_only_one_clause_gets_no_number():
    found = of(f"## Isi\n\nKami {JANJI}.\n\n## Lain\n\nTeks.")
    assert not any(part.number for part in found.parts)
    assert texts(found) == ["Isi", f"Kami {JANJI}."]


def test_a_single_item_gets_no_number():
    found = of(f"Kami:\n\n- {JANJI}")
    assert not any(part.number for part in found.parts)
    assert texts(found) == ["Kami:", JANJI]


def test_a_list_keeps_the_numbers_that_the_writer_gave_it():
    found = of(f"Kami menyatakan:\n\n5. {JANJI};\n6. {PERBAIKAN};\n7. {SANKSI}.")
    assert [part.number for part in found.parts] == [5, 6, 7]
    assert [part.number for part in of(f"- {JANJI};\n- {PERBAIKAN};\n- {SANKSI}.").parts] == [1, 2, 3]


def test_a_writers_own_numbers_get_no_second_ones():
    found = of(f"a. Kami {JANJI}.\n\nb. Kami {PERBAIKAN}.\n\nc. Kami {SANKSI}.")
    assert not any(part.number for part in found.parts)
    assert [line[:7] for line in texts(found)] == ["a. Kami", "b. Kami", "c. Kami"]


def test_heading_that_repeats_the_title_is_not_said_twice():
    found = of(f"# MAKLUMAT PELAYANAN\n\nKami:\n\n- {JANJI}\n- {SANKSI}")
    assert "MAKLUMAT" not in " ".join(texts(found))
    assert [text(p) for p in found.lead] == ["Kami:"]
    assert [part.number for part in found.parts] == [1, 2]


def test_text_above_the_headings_of_clauses_leads_up_to_them():
    found = of(f"# Janji kami\n\nDengan ini:\n\n## A\n\nKami {JANJI}.\n\n## B\n\nKami {SANKSI}.\n\n# Hukum\n\nUU.")
    assert texts(found) == ["Janji kami", "Dengan ini:", "A", f"Kami {JANJI}.", "B", f"Kami {SANKSI}."]


def test_styles_breaks_links_and_code_are_kept():
    found = of(f"Kami **tegas** dan *{JANJI}* di [laman](https://contoh.go.id/) `kode`\\\nbaris baru, {SANKSI}.")
    runs = found.lead[0]
    assert [run.text for run in runs if run.bold] == ["tegas"]
    assert [run.text for run in runs if run.italic] == [JANJI]
    assert "di laman kode\nbaris baru" in text(runs)


def test_lists_inside_a_part_keep_their_marks():
    found = of(f"1. {JANJI}:\n   - cepat\n   - tepat\n2. {SANKSI}:\n   1. satu\n   2. dua")
    first, second = ([text(p) for p in part.paragraphs] for part in found.parts)
    assert first == [f"{JANJI}:", "• cepat", "• tepat"]
    assert second == [f"{SANKSI}:", "1. satu", "2. dua"]


def test_rows_of_a_table_are_parts_with_their_first_cell_as_label():
    found = of(f"| Hal | Isi |\n|---|---|\n| Janji | Kami {JANJI}. |\n| Sanksi | Kami {SANKSI}. |")
    assert [(part.number, text(part.label)) for part in found.parts if part.number] == [(1, "Janji"), (2, "Sanksi")]


def test_without_clauses_the_whole_body_is_shown():
    body = "Pembuka.\n\n## Satu\n\nIsi satu.\n\n## Dua\n\n- a b\n- c d"
    assert words(*texts(of(body))) == words("Pembuka Satu Isi satu Dua a b c d")


def test_data_are_plain_values():
    data = of(f"Kami:\n\n1. **{JANJI}**\n2. {SANKSI}").data()
    assert data["lead"] == [[{"t": "Kami:"}]]
    assert data["parts"][0] == {"number": 1, "label": [], "paragraphs": [[{"t": JANJI, "b": True}]]}


SENTENCES = st.sampled_from([
    f"Kami {JANJI}.", f"Kami {PERBAIKAN}.", f"Kami {SANKSI}.", f"Kami {JANJI} dan {SANKSI}.",
    "Kami **melayani** dengan *ramah*.", "Dengan ini kami menyatakan:", "a. nomor sendiri", "dua\\\nbaris", "ke\nbawah",
    "Maklumat Pelayanan", "`kode` dan [tautan](x).", "<b>tebal</b>"])
HEADINGS = st.builds("{} {}".format, st.sampled_from(["#", "##", "###"]),
                     st.sampled_from(["Janji", "Dasar hukum", "Maklumat Pelayanan", "**Tebal** dan *miring*"]))


def listed(items: list[str], mark: str) -> str:
    return "\n".join(mark + item.replace("\n", "\n" + " " * len(mark)) for item in items)


BLOCKS = st.recursive(
    SENTENCES | HEADINGS | st.just("```\nkode dua\nbaris\n```") | st.just("---")
    | st.builds("| A | B |\n|---|---|\n| {} | {} |".format, *[SENTENCES.map(lambda s: s.replace("\n", " "))] * 2),
    lambda inner: st.builds(listed, st.lists(inner, min_size=1, max_size=3), st.sampled_from(["- ", "1. "]))
    | inner.map(lambda block: listed([block], "> ").replace("\n  ", "\n> ")),
    max_leaves=6)


@given(st.lists(BLOCKS, min_size=1, max_size=7))
@settings(max_examples=300, deadline=None)
def test_generated_bodies_lose_and_double_nothing(pieces: list[str]):
    assert_whole("\n\n".join(pieces))
