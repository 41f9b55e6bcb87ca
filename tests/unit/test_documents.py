"""The door from bytes to a document: any bytes give a Reading, and every fault keeps its place."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maklumat import blocks, documents
from maklumat.model import Kind

from ..conftest import cases
from ..fuzz.mutations import mutated

BASE = Path(__file__).parents[1] / "rules" / "base" / "content"
SOP = (BASE / "sop/maklumat-informasi-publik/index.md").read_bytes()
MAKLUMAT = (BASE / "maklumat/informasi-publik/index.md").read_bytes()
PATH = "content/maklumat/informasi-publik/index.md"


def read(data: bytes, path: str = PATH) -> documents.Reading:
    return documents.read(path, data)


def places(reading: documents.Reading) -> list[tuple[str, int, int]]:
    return [(code, problem.place.line, problem.place.column) for code, problem in reading.problems]


def test_values_as_typed():
    document = read(SOP).document
    assert document.kind is Kind.SOP
    assert document.number.text == "800/07/Sekr/BCN/2025"
    assert document.approver.nip.text == "197001011995011001"
    assert document.dates["tanggal_efektif"].reading.value.isoformat() == "2025-01-20"
    assert "tanggal_revisi" not in document.dates
    assert [actor.key.text for actor in document.actors] == ["petugas", "atasan"]
    assert [step.id.text for step in document.steps] == ["susun", "periksa", "umumkan"]
    assert document.clauses is None and read(MAKLUMAT).document.clauses is not None


@pytest.mark.parametrize("path", [PATH, "content/sop/lain/index.md", "naskah.md"])
def test_the_document_alone_is_that_of_its_reading(path: str):
    for data in (MAKLUMAT, SOP, b"", b"---\n", *(mutated(number) for number in cases(range(10), range(10, 200)))):
        alone, reading = documents.document(path, data), read(data, path)
        assert repr(alone) == repr(reading.document)
        assert documents.lines(data) == reading.lines


def test_attachments_as_typed():
    written = b"lampiran:\n  - berkas: pindaian.pdf\n    sha256: 9f86\n  - berkas:\n  - x"
    data = MAKLUMAT.replace(b"lampiran: []", written)
    first, second = read(data).document.attachments
    assert (first.name.text, first.sha256.text) == ("pindaian.pdf", "9f86")
    assert (second.name, second.sha256) == (None, None)
    assert read(MAKLUMAT).document.attachments == ()


@pytest.mark.parametrize("change", [
    lambda data: b"\xef\xbb\xbf" + data,
    lambda data: data.replace(b"\n", b"\r\n"),
    lambda data: b"\xef\xbb\xbf" + data.replace(b"\n", b"\r\n"),
    lambda data: data.replace(b"\n", b"\r"),
])
def test_places_stay_under_marks_and_line_ends(change):
    seeded = (MAKLUMAT.decode().replace("status: berlaku", "statsu: é # x").replace("cara: sshsig", "cara: cap")
              .replace("Kinerja", "é\tKin\u200berja")).encode()
    plain, changed = read(seeded), read(change(seeded))
    assert places(plain) == [("TX01", 40, 6), ("FM10", 11, 11), ("SP02", 11, 1), ("FM12", 20, 7)]
    assert [place for place in places(changed) if place[0][:2] != "BK"] == places(plain)
    assert changed.lines == plain.lines
    words = [[block.text.runs for block, _ in reading.document.body.walk()] for reading in (plain, changed)]
    assert words[0] == words[1]


def test_faults_of_the_bytes_are_told_once():
    damaged = MAKLUMAT.replace(b"Kinerja", b"Kin\xe9rja").replace(b"laman", b"l\xffman").replace(b"\n", b"\r\n")
    assert places(read(b"\xef\xbb\xbf" + damaged)) == [("BK05", 1, 1), ("BK04", 33, 59), ("BK06", 1, 4)]


@pytest.mark.parametrize(("path", "kind"), [
    ("content/sop/a/index.md", Kind.SOP), ("content/maklumat/unit/a/index.md", Kind.MAKLUMAT), ("lain/a.md", None),
])
@pytest.mark.parametrize("jenis", ["jenis: lain\n", "jenis:\n", "", "jenis: [a]\n"])
def test_a_missing_or_unknown_kind_falls_back_on_the_folder(path: str, kind: Kind | None, jenis: str):
    reading = documents.read(path, f"---\n{jenis}id: a\n---\nnaskah\n".encode())
    assert (reading.document.kind if reading.document else None) is kind
    assert [code for code, *_ in places(reading)] in (["SP13"], ["FM11"])


def test_unreadable_files_are_readings_too():
    reading = documents.unreadable(PATH, "hak akses ditolak")
    assert reading.document is None and [code for code, *_ in places(reading)] == ["BK01"]
    assert "hak akses ditolak" in reading.of("BK01")[0].message


@pytest.mark.parametrize("data", [
    b"", b"\n", b"\r", b"\xff", b"\x00" * 1000, b"\xff\xfe-\x00", b"---", b"---\n", b"---\n---", b"---\n---\n",
    b"---\n- a\n---\n", b"---\n" + b"[" * 100_000 + b"\n---\n", b"a" * 10_000_000,
    b"---\njenis: maklumat\n---\n" + b"[" * 9_000, b"---\njenis: maklumat\n---\n" + b"*a [b](\n" * 4_000,
])
def test_odd_bytes_give_problems(data: bytes):
    reading = read(data)
    assert reading.problems
    assert all(code[:2] in ("BK", "FM", "TX", "SP") for code, _ in reading.problems)


SPLINTERS = [b"---\n", b"\t", b": ", b"- ", b"'", b'"', b"[", b"{", b"#", b"&a ", b"*a", b"`", b"|", b"> ",
             b"\r", b"    ", b"<!--"]


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_mutated_documents_are_always_read(data: st.DataObject):
    text = bytearray(data.draw(st.sampled_from([SOP, MAKLUMAT])))
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(text)))
        cut = data.draw(st.integers(0, 8))
        text[at:at + cut] = data.draw(st.one_of(st.binary(max_size=4), st.sampled_from(SPLINTERS)))
    reading = read(bytes(text))
    assert reading.document or any(code != "FM10" for code, _ in reading.problems), "no document without an error"
    for _, problem in reading.problems:
        assert 1 <= problem.place.line <= max(1, len(reading.lines))
        line = reading.lines[problem.place.line - 1] if reading.lines else ""
        assert 1 <= problem.place.column <= len(line) + 1


@pytest.mark.parametrize(("body", "findings"), [
    ("\n\n".join(["[" * 201] * 3), 3),  # three paragraphs, three findings
    ("|" + "a|" * 100 + "\n|" + "-|" * 100 + "\n" + ("|" + "a|" * 100 + "\n") * 1000, 1),
    ("|" + "a|" * 100 + "\n|" + "-|" * 100 + "\n" + "a\n" * 1000, 1),  # short rows are filled up
])
def test_what_takes_long_to_read_is_refused_unread(body: str, findings: int):
    reading = read(MAKLUMAT + b"\n" + body.encode())
    assert [code for code, _ in reading.problems if code == "BK03"] == ["BK03"] * findings
    tokens = reading.document.body.tokens if reading.document else ()
    assert sum(len(token.children or ()) for token in tokens) < 200


def test_a_lone_carriage_return_is_no_line_of_its_own():
    assert [block.text.text for block in blocks.parse(("a\rb", "c"), 1).blocks] == ["a b c"]
