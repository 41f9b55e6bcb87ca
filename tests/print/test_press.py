"""The press: nothing is made twice, nothing half made is taken, and what does not fit is a finding (CT01)."""

from __future__ import annotations

import json
import multiprocessing
import os
import pickle
import shutil
import signal
import subprocess
import sys
import time
from concurrent.futures import Executor, Future
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

import maklumat.press
from maklumat import engine, print_cache
from maklumat.engine import EngineError
from maklumat.findings import Level
from maklumat.press import AHEAD, FEW, manifest, press
from maklumat.print_cache import Cache
from maklumat.stationery import Stationery

KEY = "a" * 64
PRESSING = """
import pickle, sys
import maklumat.press
from maklumat.press import press
if __name__ == "__main__":
    settings, prints = pickle.load(sys.stdin.buffer)
    {}
    maklumat.press.track = progress
    made = press(prints, settings)
    print(made.made, *(file.sha256 for file in made.files.values()), flush=True)
"""
QUIET = "progress = lambda items, label: items"
HANGS = """
    def progress(items, label):
        print("mulai", flush=True)
        yield items[0]
        import time; time.sleep(600)
"""


def digests(pressed) -> dict[str, str]:
    return {uri: file.sha256 for uri, file in pressed.files.items()}


@pytest.fixture
def child(tmp_path, settings):
    """child(code, prints): `press` in a process of its own, as a script that processes of its own can start from."""
    def start(progress: str, prints, **environment: str) -> subprocess.Popen:
        script = tmp_path / "jalan.py"
        script.write_text(PRESSING.format(progress), encoding="utf-8")
        run = subprocess.Popen([sys.executable, str(script)], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                               stderr=subprocess.PIPE, env=os.environ | environment, start_new_session=True)
        run.stdin.write(pickle.dumps((settings, prints)))
        run.stdin.close()
        run.stdin = None
        return run
    return start


def test_what_was_made_is_kept(settings, cache, sheet, card):
    prints = [sheet(), sheet("Lain", name="dua"), card()]
    first, second = press(prints, settings), press(prints, settings)
    assert (first.made, second.made) == (3, 0)
    assert digests(first) == digests(second)
    for file in first.files.values():
        data = file.path.read_bytes()
        assert (sha256(data).hexdigest(), len(data)) == (file.sha256, file.size)
    assert sorted(path.name for path in cache.iterdir()) == sorted(file.path.name for file in first.files.values())


def test_one_edit_makes_only_that_documents_prints_again(settings, cache, sheet):
    prints = [sheet(name=f"d{n}", title=f"Maklumat {n}") for n in range(4)]
    before = press(prints, settings)
    prints[2] = sheet(name="d2", title="Maklumat baru")
    after = press(prints, settings)
    changed = {uri for uri, digest in digests(after).items() if digests(before)[uri] != digest}
    assert (after.made, changed) == (1, {prints[2].uri})


def test_two_that_are_the_same_are_made_once(settings, cache, sheet):
    both = press([sheet(name="satu"), sheet(name="dua")], settings)
    assert (both.made, len(both.files), len(set(digests(both).values()))) == (1, 2, 1)


@pytest.mark.parametrize("change", [
    lambda job: replace(job, day=date(2025, 1, 21)), lambda job: replace(job, standards=("ua-1", "a-3a")),
    lambda job: replace(job, data=job.data.replace("Pelayanan", "Layanan")),
])
def test_whatever_changes_the_bytes_makes_them_again(settings, cache, sheet, change):
    before, after = press([sheet()], settings), press([change(sheet())], settings)
    assert after.made == 1
    assert digests(before) != digests(after)


@pytest.mark.parametrize("change", [
    lambda job: replace(job, uri="lain.pdf"), lambda job: replace(job, name="poster A3", is_listed=False),
    lambda job: replace(job, digest="e" * 64),
])
def test_what_does_not_change_the_bytes_makes_nothing_again(settings, cache, sheet, change):
    press([sheet()], settings)
    assert press([change(sheet())], settings).made == 0


def test_a_picture_that_names_its_document_is_made_again_when_that_changes(settings, cache, card):
    press([card()], settings)
    assert press([replace(card(), digest="e" * 64)], settings).made == 1


@pytest.mark.parametrize(("name", "value"), [("MADE_BY", "typst 0"), ("FORMAT", engine.FORMAT + 1)])
def test_another_version_of_the_engine_makes_all_again(settings, cache, sheet, monkeypatch, name, value):
    press([sheet()], settings)
    assert press([sheet()], settings).made == 0
    monkeypatch.setattr(engine, name, value)
    assert press([sheet()], settings).made == 1


def test_an_edited_template_a_font_or_a_logo_makes_all_again(settings, cache, sheet, tmp_path):
    press([sheet()], settings)
    template = settings.theme / "print/lembar.typ"
    template.write_text(template.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert press([sheet()], settings).made == 1
    shutil.copy(settings.theme / "fonts/literata.ttf", settings.theme / "fonts/lagi.ttf")
    assert press([sheet()], settings).made == 1
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="{}"/></svg>'
    for height in (3, 6):
        (settings.root / "logo.svg").write_text(svg.format(height), encoding="utf-8")
        with_logo = replace(settings, stationery=Stationery(logo="logo.svg"))
        assert press([sheet(logo="logo.svg")], with_logo).made == 1


def test_the_same_bytes_without_any_cache_in_processes_and_alone(settings, cache, sheet, child):
    prints = [sheet(name=f"d{n}", title=f"Maklumat {n}") for n in range(FEW + 2)]
    alone = {uri: digest for job in prints for uri, digest in digests(press([job], settings)).items()}
    run = child(QUIET, prints, XDG_CACHE_HOME=str(settings.root / "lain"))
    out, err = run.communicate(timeout=120)
    assert run.returncode == 0, err.decode()
    made, *found = out.decode().split()
    assert int(made) == len(prints)
    assert found == [alone[job.uri] for job in prints]


def test_text_that_does_not_fit_is_a_finding(settings, cache, sheet):
    long = sheet("panjang " * 10, name="dua")
    for prints in ([sheet(), long], [long, *(sheet(name=f"d{n}", title=f"M {n}") for n in range(FEW))]):
        pressed = press(prints, settings)
        (fault,) = pressed.faults
        assert (fault.code, fault.level, fault.path, fault.place) == ("CT01", Level.ERROR, long.source, long.place)
        assert fault.message == "isi tidak muat pada poster A4"
        assert fault.help.startswith("Persingkat isi")
        assert long.uri not in pressed.files
        assert len(pressed.files) == len(prints) - 1


def poster(sheet, paper: str, title: str):
    return replace(sheet(title), uri=f"maklumat/satu/cetak/poster-{paper}.pdf", name=f"poster {paper.upper()}")


SHORTER = "Persingkat isi dokumen ini, {}bagi janji yang panjang menjadi butir-butir yang singkat"


@pytest.mark.parametrize(("fit", "unfit", "says", "way"), [
    (("a3",), ("a4",), "poster A4", "hapus a4 dari `poster` di mkdocs.yml bila hanya dicetak lebih besar"),
    (("a3",), ("a4", "f4"), "poster A4 dan poster F4",
     "hapus a4 dan f4 dari `poster` di mkdocs.yml bila hanya dicetak lebih besar"),
    ((), ("a3", "a4"), "poster A3 dan poster A4", ""),
    ((), ("a3", "a4", "f4"), "poster A3, poster A4, dan poster F4", ""),
    ((), ("a4",), "poster A4", "ganti a4 dengan a3 pada `poster` di mkdocs.yml"),
])
def test_posters_of_one_document_are_one_finding_that_names_the_way_out(settings, cache, sheet, fit, unfit, says, way):
    prints = [*(poster(sheet, paper, "Maklumat") for paper in fit),
              *(poster(sheet, paper, "panjang " * 10) for paper in unfit)]
    (fault,) = press(prints, settings).faults
    assert fault.message == f"isi tidak muat pada {says}"
    assert fault.help == (f"{SHORTER.format('')}, atau {way}." if way else f"{SHORTER.format('atau ')}.")


def test_what_does_not_fit_is_one_finding_for_each_document(settings, cache, sheet):
    form = replace(sheet("panjang " * 10, name="dua"), name="formulir SOP")
    faults = press([form, poster(sheet, "a4", "panjang " * 10)], settings).faults
    assert [(fault.path, fault.message) for fault in faults] == [
        ("content/maklumat/dua/index.md", "isi tidak muat pada formulir SOP"),
        ("content/maklumat/satu/index.md", "isi tidak muat pada poster A4")]
    assert "mkdocs.yml" not in faults[0].help


def test_the_list_names_the_texts_beside_the_prints_of_signed_documents(settings, cache, card):
    prints = [replace(card(), is_listed=True), replace(card(), uri="maklumat/dua/sosial/kartu.png")]
    caption, beside = "maklumat/satu/sosial/takarir.txt", "maklumat/satu/sosial/"
    texts = {caption: "Takarir – satu".encode(), "maklumat/dua/sosial/takarir.txt": b"rancangan",
             "maklumat/satu/naskah.md": b"# Naskah", "maklumat/satu/sosial/dalam/a.txt": b"lain"}
    rows = json.loads(manifest(press(prints, settings), prints, texts))["cetakan"]
    assert [row["berkas"] for row in rows] == [f"{beside}kartu.png", caption]
    assert rows[1] == {"berkas": caption, "sha256": sha256(texts[caption]).hexdigest(), "ukuran": len(texts[caption]),
                       "naskah": prints[0].source, "sidik_naskah": prints[0].digest}


def test_the_list_names_every_print_of_signed_documents(settings, cache, sheet, card):
    prints = [card(), sheet(), replace(sheet(name="rancangan"), is_listed=False)]
    pressed = press(prints, settings)
    listed = manifest(pressed, prints, {})
    whole = json.loads(listed)
    assert whole["mesin"].startswith("typst 0.15.")
    file = pressed.files[sheet().uri]
    assert whole["cetakan"] == [{
        "berkas": sheet().uri, "sha256": file.sha256, "ukuran": file.size, "naskah": sheet().source,
        "sidik_naskah": "d" * 64}]
    assert listed == json.dumps(whole, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    assert manifest(pressed, reversed(prints), {}) == listed


def test_nothing_to_print_needs_nothing(settings, cache):
    assert press([], replace(settings, theme=None)).files == {}
    assert not cache.exists()


# Entries that are none


def only(cache: Path) -> Path:
    (entry,) = cache.iterdir()
    return entry


def damaged(entry: Path) -> None:
    data = bytearray(entry.read_bytes())
    data[len(data) // 2] ^= 1
    entry.write_bytes(data)


def truncated(entry: Path) -> None:
    entry.write_bytes(entry.read_bytes()[:-1])


def emptied(entry: Path) -> None:
    entry.write_bytes(b"")


def linked(entry: Path) -> None:
    elsewhere = entry.parent.parent / "lain"
    entry.rename(elsewhere)
    entry.symlink_to(elsewhere)


def piped(entry: Path) -> None:
    entry.unlink()
    os.mkfifo(entry)


def a_folder(entry: Path) -> None:
    entry.unlink()
    entry.mkdir()
    (entry / "isi").write_text("x", encoding="utf-8")


def doubled(entry: Path) -> None:
    """Somebody else's content under the same key, whose name is true to it."""
    (entry.parent / f"{entry.name[:64]}-{sha256(b'lain').hexdigest()}").write_bytes(b"lain")


@pytest.mark.parametrize("spoil", [damaged, truncated, emptied, linked, piped, a_folder, doubled])
def test_a_spoilt_entry_is_made_again(settings, cache, sheet, spoil):
    good = digests(press([sheet()], settings))
    spoil(only(cache))
    again = press([sheet()], settings)
    assert (again.made, digests(again)) == (1, good)
    assert only(cache).is_file() and not only(cache).is_symlink()
    assert press([sheet()], settings).made == 0


def test_foreign_files_are_left_alone(settings, cache, sheet):
    press([sheet()], settings)
    names = ("catatan.txt", KEY, f"{KEY}-x", f"{KEY}-{KEY}.pdf")
    for name in names:
        (cache / name).write_text("bukan cetakan", encoding="utf-8")
    assert press([sheet()], settings).made == 0
    for path in cache.iterdir():
        aged(path, 2)
    Cache(cache).trim(limit=0)
    assert sorted(path.name for path in cache.iterdir()) == sorted(names)


def aged(path: Path, days: float) -> None:
    os.utime(path, (time.time() - days * 86_400,) * 2)


def test_what_was_not_used_for_longest_goes_first(settings, cache, sheet):
    prints = [sheet(name=f"d{n}", title=f"Maklumat {n}") for n in range(3)]
    files = [press([job], settings).files[job.uri] for job in prints]
    for age, file in zip((30, 20, 10), files, strict=True):
        aged(file.path, age)
    press(prints[:1], settings)  # the oldest is asked for again
    Cache(cache).trim(limit=files[0].size + files[2].size)
    assert [file.path.exists() for file in files] == [True, False, True]


def test_nothing_that_any_run_used_within_a_day_goes(settings, cache, sheet, monkeypatch):
    monkeypatch.setattr(Cache.trim, "__defaults__", (0,))
    (old,) = press([sheet()], settings).files.values()
    aged(old.path, 0.9)
    press([sheet("Lain", name="dua")], settings)
    assert old.path.exists()
    aged(old.path, 1.1)
    again = press([sheet(), sheet("Ketiga", name="tiga")], settings).files
    assert all(file.path.exists() for file in again.values())
    aged(old.path, 1.1)
    press([sheet("Keempat", name="empat")], settings)
    assert not old.path.exists()


def test_what_a_killed_run_was_writing_is_swept_after_a_day(settings, cache, sheet):
    press([sheet()], settings)
    old, young = cache / ".menulis-lama", cache / ".menulis-baru"
    for path in (old, young):
        path.write_bytes(b"separuh")
    aged(old, 2)
    press([sheet("Lain")], settings)
    assert (old.exists(), young.exists()) == (False, True)


@pytest.mark.parametrize("spoil", [lambda place: place.write_text("bukan folder", encoding="utf-8"),
                                   lambda place: place.symlink_to(place.parent / "tidak-ada")])
def test_a_cache_that_cannot_be_written_gives_way_to_a_temporary_one(settings, sheet, tmp_path, monkeypatch, spoil):
    spoil(tmp_path / "simpanan")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "simpanan"))
    pressed = press([sheet()], settings)
    assert pressed.files[sheet().uri].path.read_bytes().startswith(b"%PDF")


def test_a_full_cache_gives_way_to_a_temporary_one(settings, cache, sheet, card, monkeypatch):
    """As on a disk with a few KB left: what is small is kept, what is not goes on elsewhere."""
    kept, move = press([sheet()], settings).files[sheet().uri], os.replace

    def full(part, path):
        if Path(path).is_relative_to(cache):
            raise OSError(28, "No space left on device")
        move(part, path)

    monkeypatch.setattr(print_cache.os, "replace", full)
    for _ in range(2):
        pressed = press([sheet(), sheet("Lain", name="dua"), card()], settings)
        assert (pressed.made, len(pressed.files)) == (2, 3)
        for file in pressed.files.values():
            data = file.path.read_bytes()
            assert (sha256(data).hexdigest(), len(data)) == (file.sha256, file.size)
    assert list(cache.iterdir()) == [kept.path]


def test_a_full_disk_is_one_sentence(settings, cache, sheet, monkeypatch):
    def full(*paths):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(print_cache.os, "replace", full)
    with pytest.raises(EngineError, match=r"tidak dapat disimpan di .*: tempat penyimpanan penuh"):
        press([sheet()], settings)
    assert not any(path.name.startswith(".menulis-") for path in cache.iterdir())


posix = pytest.mark.skipif(os.name != "posix", reason="owners and modes are those of POSIX")


def planted(entry: Path) -> Path:
    """Another content under the same key, whose name is true to it."""
    entry.unlink()
    other = entry.parent / f"{entry.name[:64]}-{sha256(b'palsu').hexdigest()}"
    other.write_bytes(b"palsu")
    return other


@posix
@pytest.mark.parametrize("mode", [0o777, 0o770, 0o702])
def test_a_folder_that_others_can_write_to_is_no_cache(settings, cache, sheet, mode):
    good = digests(press([sheet()], settings))
    entry = planted(only(cache))
    assert digests(press([sheet()], settings)) != good  # whoever can write there is trusted
    cache.chmod(mode)
    pressed = press([sheet()], settings)
    assert digests(pressed) == good
    assert cache not in pressed.files[sheet().uri].path.parents
    assert list(cache.iterdir()) == [entry]


@posix
def test_a_folder_of_somebody_else_is_no_cache(cache, monkeypatch):
    cache.mkdir(parents=True)
    assert print_cache.opened().place == cache
    monkeypatch.setattr(print_cache.os, "geteuid", lambda: cache.stat().st_uid + 1)
    assert print_cache.opened().place != cache


@posix
def test_an_entry_of_somebody_else_is_none(settings, cache, sheet, monkeypatch):
    press([sheet()], settings)
    entry = only(cache)
    assert Cache(cache).find(entry.name[:64])
    monkeypatch.setattr(print_cache.os, "geteuid", lambda: entry.stat().st_uid + 1)
    assert Cache(cache).find(entry.name[:64]) is None


@pytest.mark.parametrize("spoil", [Path.unlink, lambda path: path.write_bytes(b"%PDF lain"),
                                   lambda path: path.write_bytes(b"")])
def test_what_changes_after_it_was_looked_up_does_not_go_out(settings, cache, sheet, spoil):
    pressed = press([sheet()], settings)
    assert dict(pressed.contents())[sheet().uri].startswith(b"%PDF")
    spoil(only(cache))
    with pytest.raises(EngineError, match="hilang atau berubah selagi dipakai; jalankan perintah ini sekali lagi"):
        dict(pressed.contents())


@pytest.mark.parametrize(("variables", "platform", "expected"), [
    ({"XDG_CACHE_HOME": "/x"}, "linux", "/x/maklumat/cetakan"),
    ({"XDG_CACHE_HOME": "x", "HOME": "/h"}, "linux", "/h/.cache/maklumat/cetakan"),
    ({"HOME": "/h"}, "darwin", "/h/Library/Caches/maklumat/cetakan"),
    ({"XDG_CACHE_HOME": "/x", "HOME": "/h"}, "darwin", "/x/maklumat/cetakan"),
    ({"LOCALAPPDATA": "/l", "HOME": "/h"}, "win32", "/l/maklumat/cetakan"),
])
@pytest.mark.skipif(os.name != "posix", reason="paths of POSIX")
def test_where_the_cache_lies(monkeypatch, variables, platform, expected):
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA", "HOME"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "platform", platform)
    assert print_cache.folder().as_posix() == expected


# Ends that nobody wished for


def many(sheet, count: int = 60):
    return [sheet(name=f"d{n}", title=f"Maklumat {n}") for n in range(count)]


def children(pid: int) -> set[int]:
    found = set()
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == pid and fields[0] != "Z":
            found.add(int(path.parent.name))
    return found


def alive(pids: set[int]) -> set[int]:
    return {pid for pid in pids if Path(f"/proc/{pid}/stat").exists()
            and Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"}


def eventually(holds, seconds: float = 30) -> bool:
    end = time.monotonic() + seconds
    while not holds() and time.monotonic() < end:
        time.sleep(0.05)
    return holds()


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="asks the kernel of Linux for processes")
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_an_interrupted_run_leaves_no_process_and_a_usable_cache(settings, cache, sheet, child, how):
    run = child(HANGS, many(sheet))
    assert run.stdout.readline() == b"mulai\n"
    assert eventually(lambda: any(cache.iterdir()))
    workers = children(run.pid)
    assert workers
    os.kill(run.pid, how)
    run.wait(timeout=60)
    assert eventually(lambda: not alive(workers))
    run.stdout.close(), run.stderr.close()
    again = press(many(sheet)[:3], settings)
    assert len(again.files) == 3
    assert all(sha256(file.path.read_bytes()).hexdigest() == file.sha256 for file in again.files.values())


def test_a_worker_that_dies_is_one_sentence(settings, cache, sheet, monkeypatch):
    def deadly(items, label):
        first, *others = items
        yield first
        for worker in multiprocessing.active_children():
            worker.kill()
        yield from others

    monkeypatch.setattr(maklumat.press, "track", deadly)
    with pytest.raises(EngineError, match="satu proses penyusun cetakan berhenti mendadak"):
        press(many(sheet), settings)
    assert not multiprocessing.active_children()


def test_of_many_prints_few_are_held(sheet):
    """Those that wait for a process or for whoever asked."""
    begun, ended = [], []

    class Pool(Executor):
        def submit(self, work, job):
            begun.append(job)
            future = Future()
            future.set_result(b"")
            return future

    for key, _ in maklumat.press._by_processes(Pool(), ((str(n), sheet()) for n in range(1000))):
        ended.append(key)
        assert len(begun) - len(ended) < AHEAD
    assert ended == [str(n) for n in range(1000)]


def test_a_fault_of_the_machine_in_a_worker_is_the_same_sentence(settings, cache, sheet):
    with pytest.raises(EngineError, match="huruf `✓` pada poster A4 untuk content/maklumat/d3"):
        press([*many(sheet, 3), sheet("✓", name="d3"), *many(sheet, 9)[4:]], settings)
