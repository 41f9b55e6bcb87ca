"""The power fails at every command of an installation, or of the way back: what is live is always one whole release."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import pytest

from maklumat import manifest

from .server import NOBODY, PROGRAMS, RECEIVER, commit, contents, prepared

KEPT = 5
KNOWN = {"masuk", "rilis", "pengesah", "domain", "kini", "sebelum", "teruji", "kunci"}
OLD, NEW, NEXT = 6, 7, 8  # orders of the live release, of the one that is cut off, and of the one after that

# Before each simple command of the script. As a rehearsal it tells the command's number and what the disk holds by
# then, in scratch only where MAKLUMAT_FUZZ is set; else it dies as a computer without power does: at once, with all
# that it started.
NUMBER = "readonly cut_at=$CUT_AT\n"
FUSE = r"""
cut_count=0
cut_here() {
  ((BASH_SUBSHELL)) && return
  cut_count=$((cut_count + 1))
  if [[ $cut_at == rehearsal ]]; then
    echo "$cut_count $(find . SCRATCH -printf '%p %y %i %s %l\n' | sort | cksum)" >&2
  elif ((cut_count == cut_at)); then
    kill -KILL 0
  fi
}
set -T
trap cut_here DEBUG
""".replace("SCRATCH", "" if "MAKLUMAT_FUZZ" in os.environ else "-path './kerja/*' -prune -o")


@dataclass
class Machine:
    """A server without SSH, whose power can be cut."""

    folder: Path
    sites: dict[int, Path]

    @property
    def home(self) -> Path:
        return self.folder / "srv"

    def run(self, arguments: tuple[str, ...], cut: str) -> subprocess.CompletedProcess[str]:
        """`arguments`: one is the request of a client, more are the keeper's. `cut`: the number of a command, or
        "rehearsal"."""
        script = self.folder / "receive.sh"
        if not script.exists():
            whole = RECEIVER.read_text()
            for added, before in ((NUMBER, "readonly asked="), (FUSE, "trap '' PIPE")):
                assert whole.count(before) == 1
                whole = whole.replace(before, added + before)
            script.write_text(whole)
            script.chmod(0o755)
        request, keeper = (arguments[0], ()) if len(arguments) == 1 else ("", arguments)
        environment = {"PATH": os.environ["PATH"], "SSH_ORIGINAL_COMMAND": request, "CUT_AT": cut}
        return subprocess.run([script, self.home, *keeper], capture_output=True, text=True, env=environment,
                              cwd=self.home, process_group=0)

    def send(self, order: int) -> None:
        inbox = self.home / "masuk" / commit(order)
        if not inbox.exists():
            subprocess.run(["cp", "-R", self.sites[order], inbox], check=True)

    def install(self, order: int) -> None:
        """Must succeed, whatever lies about."""
        self.send(order)
        request = f"install {commit(order)} {commit(self.live) if self.live else NOBODY}"
        done = subprocess.run([RECEIVER, self.home], capture_output=True, text=True,
                              env={"SSH_ORIGINAL_COMMAND": request})
        assert done.returncode == 0, done.stderr
        assert self.live == order

    @property
    def live(self) -> int:
        """The order of the live release, which must be whole by its own list and be what was sent; 0: none yet."""
        live = self.home / "kini"
        if not os.path.lexists(live):
            return 0
        subprocess.run(["sha256sum", "--strict", "--quiet", "--check", manifest.SUMS], cwd=live, check=True)
        order = manifest.read_stamp((live / manifest.RELEASE).read_bytes()).number
        assert contents(live) == contents(self.sites[order])
        return order

    def cut(self, begin: Callable[[], None], arguments: tuple[str, ...]) -> int:
        """Each time from what `begin` makes: cuts wherever the disk would hold something else, then goes on. Gives the
        number of cuts."""
        begin()
        before, state = self.live, self.folder / "keadaan"
        subprocess.run(["cp", "-a", self.home, state], check=True)
        rehearsal = self.run(arguments, "rehearsal")
        assert rehearsal.returncode == 0, rehearsal.stderr
        after = self.live
        assert after != before
        assert all(line[0].isdigit() for line in rehearsal.stderr.splitlines()), rehearsal.stderr
        lines = [line.split(" ", 1) for line in rehearsal.stderr.splitlines()]
        cuts = [next(group)[0] for _, group in groupby(lines, key=lambda line: line[1])]
        seen = set()
        for turn, number in enumerate(cuts):
            subprocess.run(["rm", "-rf", self.home], check=True)
            subprocess.run(["cp", "-a", state, self.home], check=True)
            assert self.run(arguments, number).returncode == -9
            seen.add(self.live)
            assert seen <= {before, after}
            again = turn % 2 and not arguments[1:]
            self.install(after if again else NEXT)  # once more, or the one that comes next
            self.is_tidy(set() if again else {commit(after)})
        assert seen == {before, after}  # some cuts fell before the switch, some after it
        return len(cuts)

    def is_tidy(self, sent: set[str]) -> None:
        """Nothing is left that could grow; what was sent and never installed may wait until it is forgotten."""
        assert set(os.listdir(self.home)) <= KNOWN
        assert set(os.listdir(self.home / "masuk")) <= sent
        kept = list((self.home / "rilis").iterdir())
        assert len(kept) <= KEPT
        for release in kept:
            subprocess.run(["sha256sum", "--strict", "--quiet", "--check", manifest.SUMS], cwd=release, check=True)


@pytest.fixture
def machine(signed, needs, tmp_path) -> Machine:
    for program in PROGRAMS[1:]:
        needs(program)
    small = {path: data for path, data in signed.texts.items() if path.startswith("sop/")}
    sites = {order: signed.release(tmp_path / str(order), order, texts=small) for order in range(1, NEXT + 1)}
    prepared(tmp_path / "srv", (signed.office.root / "pengesah/allowed_signers").read_bytes())
    return Machine(tmp_path, sites)


@pytest.mark.thorough
def test_a_first_release(machine):
    def begin() -> None:
        machine.send(1)

    assert machine.cut(begin, (f"install {commit(1)} {NOBODY}",)) > 5


@pytest.mark.thorough
def test_a_release_over_others(machine):
    def begin() -> None:
        for order in range(1, OLD + 1):
            machine.install(order)
        machine.send(NEW)

    assert machine.cut(begin, (f"install {commit(NEW)} {commit(OLD)}",)) >= 8


@pytest.mark.thorough
def test_the_way_back(machine):
    def begin() -> None:
        for order in range(1, OLD + 1):
            machine.install(order)

    assert machine.cut(begin, ("rollback", commit(OLD - 1), commit(OLD))) > 5
