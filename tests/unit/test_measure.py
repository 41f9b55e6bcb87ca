"""What tests/bench says of a process is what the process did."""

from __future__ import annotations

import sys

import pytest
from tests.bench import measure
from tests.bench.measure import Run, Work


def work(folder, code: str, **more) -> Work:
    return Work(folder, (sys.executable, "-c", code), **more)


def test_time_of_children_counts(tmp_path):
    busy = "sum(range(3_000_000))"
    code = f"import subprocess, sys; subprocess.run([sys.executable, '-c', '{busy}']); print('done')"
    done = measure.run(work(tmp_path, code))
    assert done.output == "done\n"
    assert done.cpu > 0.02


@pytest.mark.skipif(sys.platform != "linux", reason="asks /proc")
def test_memory_is_that_of_all_processes(tmp_path):
    held = "x = bytearray(60_000_000); import time; time.sleep(2)"
    code = f"import subprocess, sys; p = [subprocess.Popen([sys.executable, '-c', '{held}']) for _ in range(2)]; " \
        "[one.wait() for one in p]"
    assert measure.peak(work(tmp_path, code)) > 110


def test_sides_take_turns_and_what_comes_before_is_not_measured(tmp_path):
    said = []
    sides = {name: work(tmp_path, "", before=lambda name=name: said.append(name)) for name in "ab"}
    runs = measure.in_turn(sides, 2, warm_up=True)
    assert said == list("ababab")
    assert {name: len(each) for name, each in runs.items()} == {"a": 2, "b": 2}


def test_a_failure_is_not_measured(tmp_path):
    failing = "import sys; print('aduh'); sys.exit(3)"
    with pytest.raises(SystemExit, match=r"ended with 3:\naduh"):
        measure.run(work(tmp_path, failing))
    assert measure.run(work(tmp_path, failing, codes=frozenset({3}))).output == "aduh\n"


def test_ratios_are_those_of_each_round():
    ours, theirs = [Run(1, 1), Run(1, 2), Run(1, 9)], [Run(1, 2), Run(1, 4), Run(1, 1)]
    assert measure.ratio(ours, theirs) == 0.5
    assert measure.middle(ours) == 2


def test_what_is_to_be_gone_is_gone(tmp_path):
    (tmp_path / "folder/inner").mkdir(parents=True)
    (tmp_path / "file").write_text("x", encoding="utf-8")
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    measure.removing(*(tmp_path / name for name in ("folder", "file", "link", "nothing")))()
    assert list(tmp_path.iterdir()) == []
