"""How a finished folder takes the place of an earlier one."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from maklumat import listed, manifest
from maklumat.cli import build, replacing

from ..conftest import thoroughly

FIRST, OTHERS = {("build", "--out"): manifest.SUMS}, {("stage",): listed.LIST, ("preview", "--out"): listed.LIST}
VERBS = FIRST | OTHERS


@pytest.fixture
def first(maklumat, project, once):
    """first(verb, out): the folder as a verb makes it where there was none; made once in a run."""
    def make(verb: tuple[str, ...], out: Path) -> None:
        def run(folder: Path) -> None:
            assert maklumat(*verb, str(folder / "hasil"), cwd=project).returncode == 0
        shutil.copytree(once(f"hasil-{verb[0]}", run) / "hasil", out)
    return make


@pytest.mark.parametrize(("verb", "mark"), [*FIRST.items(), *thoroughly(OTHERS.items())])
def test_the_old_folder_gives_way_in_one_step(maklumat, first, project, tmp_path, monkeypatch, verb, mark):
    """Whoever looks finds the old folder or the new one, also at the moment of the change."""
    out, moments = tmp_path / "hasil", []
    first(verb, out)
    (out / "tanda.txt").write_text("lama", encoding="utf-8")
    listed.write(out, mark)
    exchange, rename = replacing.exchange, Path.rename

    def watched(one, other):
        exchange(one, other)
        moments.append(((one / "tanda.txt").exists(), (other / "tanda.txt").exists()))

    def never(one, other):
        assert out not in (one, Path(other)), "out of its place for a moment"
        return rename(one, other)

    monkeypatch.setattr(replacing, "exchange", watched)
    monkeypatch.setattr(Path, "rename", never)
    assert maklumat(*verb, str(out), cwd=project).returncode == 0
    assert moments == [(True, False)]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["hasil", "proyek"]


def edited(out: Path, first: Path) -> str:
    first.write_bytes(first.read_bytes() + b"catatan")
    return first.relative_to(out).as_posix()


def put(out: Path, first: Path) -> str:
    (first.parent / "surat.txt").write_text("milik orang", encoding="utf-8")
    return (first.parent / "surat.txt").relative_to(out).as_posix()


def linked(out: Path, first: Path) -> str:
    (out / "tautan").symlink_to(out)
    return "tautan"


@pytest.mark.parametrize("spoil", [edited, put, linked])
@pytest.mark.parametrize("verb", [*FIRST, *thoroughly((verb,) for verb in OTHERS)])
def test_what_people_put_there_or_changed_is_never_deleted(maklumat, first, project, tmp_path, verb, spoil):
    out = tmp_path / "hasil"
    first(verb, out)
    (out / ".DS_Store").write_bytes(b"dari sistem")
    assert maklumat(*verb, str(out), cwd=project).returncode == 0, "only what a system left there"
    name = spoil(out, next(out.glob("content/*/*/index.md"), out / "daftar/index.html"))
    before = {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}
    done = maklumat(*verb, str(out), cwd=project)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (f"maklumat: {out} berisi berkas yang bukan hasil perintah ini atau sudah diubah: {name}; "
                           "pindahkan berkas itu, atau pilih folder lain\n")
    assert {path: path.read_bytes() for path in out.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize(("verb", "mark"), VERBS.items())
def test_a_folder_whose_list_is_gone_or_broken_stays(maklumat, first, project, tmp_path, verb, mark):
    out = tmp_path / "hasil"
    first(verb, out)
    (out / mark).write_bytes((out / mark).read_bytes()[:-1])
    done = maklumat(*verb, str(out), cwd=project)
    assert (done.returncode, done.stderr) == (
        2, f"maklumat: {out / mark} terpotong, tidak urut, atau menyebut satu berkas dua kali\n")
    (out / mark).unlink()
    done = maklumat(*verb, str(out), cwd=project)
    assert done.returncode == 2
    assert f"{out} berisi berkas lain dan tidak memuat daftar {mark}; " in done.stderr


def test_what_is_put_there_meanwhile_stays(maklumat, first, project, tmp_path, monkeypatch):
    out = tmp_path / "hasil"
    first(("build", "--out"), out)
    examined = build.audit.examined

    def audit(*arguments):
        put(out, out / "index.html")
        return examined(*arguments)

    monkeypatch.setattr(build.audit, "examined", audit)
    assert maklumat("build", "--out", str(out), cwd=project).returncode == 2
    assert (out / "surat.txt").read_text(encoding="utf-8") == "milik orang"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["hasil", "proyek"]


def test_what_is_changed_meanwhile_stays_and_nothing_of_it_goes_out(maklumat, first, project, tmp_path, monkeypatch):
    """The new site has files in common with the old one until it takes its place."""
    out, shared = tmp_path / "hasil", []
    first(("build", "--out"), out)
    examined = build.audit.examined

    def audit(fresh, *arguments):
        shared.append((fresh / "daftar/index.html").samefile(out / "daftar/index.html"))
        found = examined(fresh, *arguments)
        edited(out, out / "daftar/index.html")
        return found

    monkeypatch.setattr(build.audit, "examined", audit)
    assert maklumat("build", "--out", str(out), cwd=project).returncode == 2
    assert shared == [True]
    assert (out / "daftar/index.html").read_bytes().endswith(b"</html>catatan")
    monkeypatch.undo()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["hasil", "proyek"]
    assert {path.stat().st_nlink for path in out.rglob("*") if path.is_file()} == {1}
