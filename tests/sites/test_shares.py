"""Several machines each do a share of the work; merged, the site is byte for byte the one that one machine makes."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from maklumat import clock, disk, documents, parts, shares, workers
from maklumat.shares import Share

from ..bench import corpus
from ..gates import sameness
from .conftest import copy_project
from .office import NOW, Office

COUNT = 12


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, in_process):
    """machine("build", …, root=folder): a command on a machine that remembers nothing and has one processor."""
    monkeypatch.setattr(workers, "number", lambda jobs: 1)
    used = []

    def run(*words: str | Path, root: Path, **more: str):
        used.append(tmp_path / f"komputer-{len(used)}")
        return in_process(*map(str, words), cwd=root,
                          environment={**os.environ, **more, "XDG_CACHE_HOME": str(used[-1])})
    return run


@pytest.fixture
def project(tmp_path: Path) -> Path:
    root = copy_project(tmp_path / "proyek")
    for path, text, _ in corpus.documents(COUNT):
        (root / path).parent.mkdir(parents=True)
        (root / path).write_text(text, encoding="utf-8")
    return root


def good(done) -> str:
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture
def given(machine, project: Path, tmp_path: Path) -> list[Path]:
    """Three shares, each done on a machine of its own."""
    places = [tmp_path / f"bagian-{number}" for number in (1, 2, 3)]
    for number, place in enumerate(places, 1):
        said = good(machine("build", "--part", f"{number}/3", "--out", place, root=project))
        assert said.startswith(f"bagian {number}/3: ")
    return places


def test_merged_shares_are_the_site_that_one_machine_makes_and_nothing_is_done_again(
        machine, project: Path, given: list[Path], tmp_path: Path, monkeypatch):
    good(machine("build", "--out", tmp_path / "utuh", root=project))
    monkeypatch.setattr(documents, "read", lambda path, data: pytest.fail(f"{path} is read again"))
    monkeypatch.setattr(parts, "made", lambda catalogue: pytest.fail("a part is made again"))
    said = good(machine("build", "--out", tmp_path / "gabungan", "--merge", *given, root=project))
    assert "--merge" not in said
    assert not sameness.faults(tmp_path / "utuh", tmp_path / "gabungan")


def test_shares_of_signed_documents_make_the_same_site_too(machine, office: Office, tmp_path: Path, monkeypatch, needs):
    needs("ssh-keygen")
    monkeypatch.setattr(clock, "now", lambda: NOW)
    anchor = {"MAKLUMAT_ANCHOR": office.anchor}
    good(machine("build", "--out", tmp_path / "utuh", root=office.root, **anchor))
    places = [tmp_path / "a", tmp_path / "b"]
    for number, place in enumerate(places, 1):
        good(machine("build", "--part", f"{number}/2", "--out", place, root=office.root, **anchor))
    good(machine("build", "--out", tmp_path / "gabungan", "--merge", *places, root=office.root, **anchor))
    assert not sameness.faults(tmp_path / "utuh", tmp_path / "gabungan")


def test_a_document_that_was_changed_since_is_made_anew(machine, project: Path, given: list[Path], tmp_path: Path):
    page = next((project / "content/maklumat").glob("*/*/index.md"))
    page.write_text(page.read_text(encoding="utf-8") + "\nSatu kalimat lagi.\n", encoding="utf-8")
    good(machine("build", "--out", tmp_path / "gabungan", "--merge", *given, root=project))
    good(machine("build", "--out", tmp_path / "utuh", root=project))
    assert not sameness.faults(tmp_path / "utuh", tmp_path / "gabungan")


def test_a_share_that_is_missing_is_told_and_done_here(machine, project: Path, given: list[Path], tmp_path: Path):
    said = good(machine("build", "--out", tmp_path / "gabungan", "--merge", given[0], given[2], root=project))
    assert said.endswith("catatan: bagian 2/3 tidak diberikan dengan --merge, jadi dikerjakan di sini\n")
    good(machine("build", "--out", tmp_path / "utuh", root=project))
    assert not sameness.faults(tmp_path / "utuh", tmp_path / "gabungan")


def test_a_fault_is_told_by_the_share_that_it_lies_in_and_leaves_the_earlier_one(machine, project: Path,
                                                                                given: list[Path]):
    place, before = given[0], dict(sameness.contents(given[0]))
    page = sorted(disk.files(project / "content/maklumat"))[0]
    page.write_text(page.read_text(encoding="utf-8").replace("jenis: maklumat", "jenis: maklumat\njenis: sop", 1),
                    encoding="utf-8")
    done = machine("build", "--part", "1/3", "--out", place, root=project)
    assert done.returncode == 1
    assert done.stdout.endswith("bagian 1/3 tidak dikerjakan: perbaiki dulu semua galat\n")
    assert f"{page.relative_to(project).as_posix()}:" in done.stdout
    assert dict(sameness.contents(place)) == before
    good(machine("build", "--part", "3/3", "--out", given[2], root=project))


def cut(place: Path) -> None:
    file = place / "bagian.sqlite"
    file.write_bytes(file.read_bytes()[:10_000])


def of_another_program(place: Path) -> None:
    file = place / shares.NAME
    file.write_text(file.read_text(encoding="utf-8").replace("\n", "\n0", 1), encoding="utf-8")


@pytest.mark.parametrize(("spoil", "told"), [
    (lambda place: (place / shares.NAME).unlink(), "bukan hasil `maklumat build --part`, atau rusak di perjalanan"),
    (lambda place: (place / shares.NAME).write_bytes(b"\xff"), "bukan hasil `maklumat build --part`, atau rusak"),
    (lambda place: (place / shares.NAME).write_text("9/3 a"), "bukan hasil `maklumat build --part`, atau rusak"),
    (lambda place: (place / "temuan.sqlite").unlink(), "bukan hasil `maklumat build --part`, atau rusak"),
    (lambda place: (place / "temuan.sqlite").write_bytes(b"bukan"), "bukan hasil `maklumat build --part`, atau rusak"),
    (cut, "bukan hasil `maklumat build --part`, atau rusak di perjalanan"),
    (of_another_program, "dibuat oleh versi lain dari program ini"),
    (shutil.rmtree, "bukan hasil `maklumat build --part`, atau rusak di perjalanan"),
])
def test_what_is_no_share_of_this_program_is_refused_with_one_sentence(machine, project: Path, given: list[Path],
                                                                       tmp_path: Path, spoil, told: str):
    spoil(given[1])
    done = machine("build", "--out", tmp_path / "situs", "--merge", *given, root=project)
    assert (done.returncode, done.stdout) == (2, "")
    assert f"{given[1]} {told}" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert not (tmp_path / "situs").exists()


@pytest.mark.parametrize("words", [
    ("--part", "1/2"), ("--part", "0/2"), ("--part", "3/2"), ("--part", "1/1001"), ("--part", "satu"),
    ("--part", "1/2", "--out", "a", "--merge", "b"), ("--part", "1/2", "--out", "a", "--gates", "b"), ("--merge",)])
def test_what_cannot_be_asked_for_is_said(machine, project: Path, words):
    done = machine("build", *words, root=project)
    assert (done.returncode, done.stdout) == (2, "")
    assert len(done.stderr.splitlines()) == 1
    assert not (project / "a").exists()


@pytest.mark.parametrize("of", [1, 2, 3, 7, 1000])
@pytest.mark.parametrize("count", [0, 1, 2, 10, 999])
def test_every_document_belongs_to_one_share_and_none_is_much_larger(of: int, count: int):
    bounds = [Share(number, of).bounds(count) for number in range(1, of + 1)]
    assert [place for start, end in bounds for place in range(start, end)] == list(range(count))
    assert len({end - start for start, end in bounds}) <= 2


@pytest.mark.parametrize("text", ["", "2", "2/", "/2", "0/1", "1/0", "2/1", "-1/2", "1/2/3", " 1/2", "1/2\n", "01/2",
                                  "1/1001", "²/3", "1/²"])
def test_what_names_no_share(text: str):
    assert shares.read(text) is None


def test_an_outline_is_that_of_the_whole_document(project: Path):
    """Other machines know of a document no more than this."""
    names = ("path", "kind", "id", "title", "number", "status", "method", "agency", "approver", "attachments")
    for path in (*disk.files(project / "content"), *disk.files(Path(__file__).parents[1] / "rules/base/content")):
        source = "content/sop/x/index.md", path.read_bytes()
        whole, short = documents.read(*source).document, documents.outline(*source)
        assert (whole is None) == (short is None)
        assert not whole or all(getattr(whole, name) == getattr(short, name) for name in names)
        assert not whole or {name: (field.written, field.reading.value) for name, field in whole.dates.items()} == {
            name: (field.written, field.reading.value) for name, field in short.dates.items()}
