"""Front matter: texts stay texts, places are exact, and no input makes it fall over."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from maklumat import frontmatter
from maklumat.findings import Place
from maklumat.frontmatter import FrontMatter, Mapping, Scalar


def read(*lines: str) -> FrontMatter:
    return frontmatter.read(("---", *lines, "---", "naskah"))


def value(*lines: str) -> Scalar:
    return read(*lines).fields.entries[0].value


def problem(*lines: str) -> tuple[str, int, int]:
    """The only problem: code, line, column."""
    (code, found), = read(*lines).problems
    return code, found.place.line, found.place.column


@pytest.mark.parametrize("written", [
    "no", "yes", "12:30", "1.10", "010", "2025-13-40", "20-Jan-25", "0x1F", "1e3", "~", "null", "=", "S.Sos.", "(a) b",
    "196809011989112005", "terus-menerus", "A & B", "Rp10.000,00", "50%", "a*b", "http://x.go.id/a#b", "pukul 08.00",
])
def test_values_stay_as_typed(written: str):
    assert value(f"kunci: {written}").text == written
    assert value(f"kunci: '{written}'").text == written
    assert value(f'kunci: "{written}"').text == written


def test_tree_and_places():
    front = read("jenis: sop", "instansi:", "  unit: Ékonomi", "langkah:", "- id: a", "  oleh: [b, 'c d']")
    assert front.body_line == 9 and front.problems == ()
    fields = front.fields
    assert [entry.key.text for entry in fields] == ["jenis", "instansi", "langkah"]
    unit = fields.entry("instansi").value.entry("unit")
    assert unit.key.place == Place(4, 3, 4) and unit.value.place == Place(4, 9, 7)
    step, = fields.entry("langkah").value.items
    assert [item.place for item in step.entry("oleh").value.items] == [Place(7, 10, 1), Place(7, 13, 5)]
    assert [item.text for item in step.entry("oleh").value.items] == ["b", "c d"]


@pytest.mark.parametrize(("lines", "word", "expected"), [
    (["k: Kepala Badan"], "Badan", (2, 11)),
    (["k: 'Kepala Badan'"], "Badan", (2, 12)),
    (['k: "Kepala Badan"'], "Badan", (2, 12)),
    (["k: 'Jum''at Badan'"], "Badan", (2, 13)),
    (['k: "kata \\"maklumat\\" Badan"'], "Badan", (2, 23)),
    (["k: Kepala", "   Badan"], "Badan", (3, 4)),
    (['k: "Kepala', '  Dinas Badan"'], "Badan", (3, 9)),
    (["k: >-", "  Kepala", "  Badan"], "Badan", (4, 3)),
    (["k: |", "  Kepala", "    Badan"], "Badan", (4, 5)),
    (["k: Kepala", "", "   Badan"], "Badan", (4, 4)),
])
def test_place_inside_a_value(lines: list[str], word: str, expected: tuple[int, int]):
    scalar = value(*lines)
    place = scalar.inside(scalar.text.index(word), len(word))
    assert (place.line, place.column) == expected
    assert ("", *lines)[place.line - 1][place.column - 1:place.column - 1 + place.length] == word


def test_marks_that_do_not_stop_the_reading():
    front = read("a: &satu x", "b: *satu", "c: !!int 1", "d: x", "d: y", "<<: {}", "e: \"\\u202e\"", "f: x # hilang")
    assert [(code, found.place.line, found.place.column) for code, found in front.problems] == [
        ("FM05", 2, 4), ("FM05", 3, 4), ("FM06", 4, 4), ("FM13", 8, 5), ("FM10", 9, 6), ("FM04", 6, 1), ("FM05", 7, 1)]
    assert {entry.key.text: entry.value.text for entry in front.fields} == {
        "a": "x", "b": "", "c": "1", "d": "x", "e": "\u202e", "f": "x"}


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x7f", "\x85", "\u2028", "\u2029", "\ufeff", "\ufffe"])
def test_characters_that_yaml_refuses_or_breaks_lines_at_shift_nothing(character: str):
    front = read(f"a: x{character}y", "b: z: w")
    (code, found), = front.problems
    assert (code, found.place) == ("FM03", Place(3, 5, 1))


@pytest.mark.parametrize(("line", "help"), [
    ("nama: LIDA, S.Sos: Kepala", 'Apit nilainya dengan tanda kutip: `nama: "LIDA, S.Sos: Kepala"`.'),
    ('nama: "a" b', "Tutup kutipan dengan tanda kutip yang sama; kutip ganda di dalam nilai ditulis `\\\"`."),
    ("nama: kata \"a\": b", "Apit nilainya dengan tanda kutip: `nama: 'kata \"a\": b'`."),
    ("nama: @pejabat", 'Apit nilainya dengan tanda kutip: `nama: "@pejabat"`.'),
    ("\tnama: x", "Ganti tab dengan spasi."),
    ("nama:x", "Tulis `nama: x`."),
])
def test_help_says_what_to_type(line: str, help: str):
    front = read("jenis: sop", line, "judul: x")
    (code, found), = front.problems
    assert (code, found.help) == ("FM03", help)


def test_what_help_says_can_be_read():
    for written in ("a: b: c", 'a: kata "b": c', "a: @b", "a: `b", "a: %b", "a: it's: b", "a: **b**"):
        (_, found), = read(written).problems
        typed = found.help.split("`", 1)[1].removesuffix("`.")
        assert read(typed).problems == (), typed
        assert read(typed).fields.entries[0].value.text == written[3:]


@pytest.mark.parametrize("lines", [
    ("- " * 30_000,), ("? " * 30_000,), ("[" * 60_000,), ("{" * 60_000,), ("a: " + "[a, " * 10_000,),
    ("- ? " * 10_000,), tuple(" " * n + "a:" for n in range(340)), tuple("[" for _ in range(5_000)), ("x" * 70_000,),
])
def test_depth_and_size_are_bounded_before_parsing(lines: tuple[str, ...], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(frontmatter.yaml, "parse", lambda *_, **__: pytest.fail("the parser saw it"))
    assert [code for code, _ in read(*lines).problems] == ["FM09"]


PIECES = ["a", "b", "jenis", "é", "😀", ":", ": ", " ", "  ", "\n", "\n  ", "\n- ", "- ", "? ", "#", " #", "'", '"',
          "[", "]", "{", "}", ",", "&a ", "*a", "!t ", "!!int ", "!<", "|", ">", "|2",
          "%", "@", "`", "\\", "\\u202e", "\t",
          "---", "\n---", "\n...\n", "<<", "~", "\x00", "\x85", "\u2028", "\ufeff", "\ud7ff", "\x1b"]


@settings(max_examples=500, deadline=None)
@given(st.one_of(st.lists(st.sampled_from(PIECES), max_size=30).map("".join), st.text(max_size=60)))
@example("a: &b\n  *b : c")
@example("a:\n# x\n")
@example("\n")
@example("a: \"\n\n\"")
@example("? [a]\n: - b\n  -\n")
def test_any_text_gives_fields_or_problems_in_the_text(text: str):
    lines = ("---", *text.split("\n"), "---", "naskah")
    front = frontmatter.read(lines)
    assert front.fields is not None or front.problems
    for _, found in front.problems:
        line = lines[found.place.line - 1]
        assert 1 <= found.place.column <= len(line) + 1
        assert found.place.length >= 1 and found.message and found.help
    for scalar in scalars(front.fields):
        for offset in range(len(scalar.text)):
            place = scalar.inside(offset)
            assert place.column <= len(lines[place.line - 1]) + 1


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="ab'\" é:\\#", min_size=1, max_size=12))
def test_characters_of_a_quoted_value_stand_at_their_place(text: str):
    written = "k: '" + text.replace("'", "''") + "'"
    scalar = value(written)
    assert scalar.text == text
    for offset, character in enumerate(text):
        assert written[scalar.inside(offset).column - 1] == character


def scalars(fields: Mapping | None) -> list[Scalar]:
    found, waiting = [], [fields] if fields else []
    while waiting:
        node = waiting.pop()
        if isinstance(node, Scalar):
            found.append(node)
        elif isinstance(node, Mapping):
            waiting += [part for entry in node for part in (entry.key, entry.value)]
        else:
            waiting += node.items
    return found
