"""What a build keeps for the next one – in the cache folder, and the site before – saves time and decides nothing:
damaged, forged or cut off, the site is the same, or does not go out."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from maklumat import clock, manifest, parts
from maklumat.portions import Made

from ..bench import corpus
from ..gates import sameness
from .conftest import copy_project
from .office import MAKLUMAT, NOW, Office

KILLS = int(os.environ.get("MAKLUMAT_FUZZ", "6"))
PROGRAM = """import os, sys
os.cpu_count = lambda: int(sys.argv[1])
from maklumat import checkup, cli, finishing, workshop
for module in (checkup, finishing, workshop):
    module.FEW = module.MANY = module.PORTION = 1
sys.exit(cli.main(sys.argv[2:]))
"""


@pytest.fixture(autouse=True)
def own_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "simpanan"))
    return tmp_path / "simpanan"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The real project with a dozen documents more."""
    root = copy_project(tmp_path / "proyek")
    for path, text, _ in corpus.documents(12):
        (root / path).parent.mkdir(parents=True)
        (root / path).write_text(text, encoding="utf-8")
    return root


def pages(root: Path) -> list[Path]:
    return sorted((root / "content/maklumat").glob("*/*/index.md"))


def build(root: Path, out: Path, processors: int = 2) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", PROGRAM, str(processors), "build", "--out", out], cwd=root,
                          capture_output=True, text=True, timeout=300)


def built(root: Path, out: Path, processors: int = 2) -> Path:
    done = build(root, out, processors)
    assert done.returncode == 0, done.stdout + done.stderr
    return out


@pytest.mark.thorough
def test_the_site_is_the_same_however_many_processes_make_it_cold_and_warm(project, tmp_path, own_place):
    first = built(project, tmp_path / "situs-1", 1)
    for processors in (2, 4):
        shutil.rmtree(own_place)
        cold = built(project, tmp_path / f"situs-{processors}", processors)
        assert not sameness.faults(first, cold)
        assert not sameness.faults(first, built(project, cold, processors)), "taken over from the site before"
        shutil.rmtree(cold)
        assert not sameness.faults(first, built(project, cold, processors)), "made of what is kept alone"


@pytest.mark.thorough
def test_a_build_that_is_killed_anywhere_leaves_nothing_that_a_later_one_trusts_wrongly(project, tmp_path, own_place):
    rng, out = random.Random(8), tmp_path / "situs"
    begun = time.monotonic()
    built(project, out)
    whole = time.monotonic() - begun
    for number in range(KILLS):
        page = pages(project)[number % 6]
        page.write_text(page.read_text(encoding="utf-8") + f"\nPerubahan ke-{number}.\n", encoding="utf-8")
        if number % 3 == 2:
            shutil.rmtree(own_place)
        before = dict(sameness.contents(out))
        process = subprocess.Popen([sys.executable, "-c", PROGRAM, "2", "build", "--out", out], cwd=project,
                                   stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True)
        time.sleep(rng.uniform(0.1, 1) * whole)
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate(timeout=60)
        assert dict(sameness.contents(out)) == before or (built(project, tmp_path / "segar") and \
            not sameness.faults(out, tmp_path / "segar")), "the old site or the new one, never one in between"
        shutil.rmtree(tmp_path / "segar", ignore_errors=True)
        warm = built(project, out)
        kept = own_place.rename(tmp_path / "disisihkan")
        assert not sameness.faults(warm, built(project, tmp_path / "baru"))
        shutil.rmtree(tmp_path / "baru")
        shutil.rmtree(own_place)
        kept.rename(own_place)


@pytest.mark.thorough
@pytest.mark.parametrize("data", [b"", b"bukan basis data" * 1000])
def test_a_damaged_memory_costs_only_time(project, tmp_path, own_place, data):
    first = built(project, tmp_path / "satu")
    for file in own_place.rglob("*.sqlite*"):
        file.write_bytes(data)
    assert not sameness.faults(first, built(project, tmp_path / "dua"))
    shutil.rmtree(tmp_path / "dua")
    assert not sameness.faults(first, built(project, tmp_path / "dua"))


def test_a_file_of_the_site_before_that_was_changed_is_not_taken_over(project, tmp_path):
    out = built(project, tmp_path / "situs")
    name = pages(project)[0].relative_to(project / "content").with_suffix(".html").as_posix()
    page = out / name
    page.write_bytes(page.read_bytes().replace(b"<h1", b"<h1 data-lain", 1))
    done = build(project, out)
    assert done.returncode != 0
    assert f"sudah diubah: {name}" in done.stderr


def forged(part: Made) -> Made:
    """The part with another promise."""
    pages = (replace(page, block=page.block.replace("9 hari kerja", "90 hari kerja")) for page in part.pages)
    files = ((name, data.replace(b"9 hari kerja", b"90 hari kerja")) for name, data in part.files)
    return Made(tuple(pages), tuple(files), part.prints)


def test_a_forged_memory_does_not_get_past_audit_and_seal(office: Office, tmp_path, monkeypatch, in_process, needs):
    needs("ssh-keygen")
    environment = os.environ | {"MAKLUMAT_ANCHOR": office.anchor}
    monkeypatch.setattr(clock, "now", lambda: NOW)
    out = office.root / "site"
    (office.root / ".gitignore").write_text("site/\n.maklumat-*/\n", encoding="utf-8")
    office.commit("Abaikan situs", "2025-02-06")
    with monkeypatch.context() as patch:
        patch.setattr(parts, "made", lambda catalogue, made=parts.made: forged(made(catalogue)))
        done = in_process("build", cwd=office.root, environment=environment)
    assert done.returncode == 0, done.stdout + done.stderr
    shutil.rmtree(out)
    done = in_process("build", cwd=office.root, environment=environment)
    assert done.returncode == 0, done.stdout + done.stderr
    page = (out / MAKLUMAT / "index.html").read_text(encoding="utf-8")
    assert "90 hari kerja" in page, "the forgery is not read, so that this test would prove nothing"
    for command in (("audit", "site"), ("seal", "site")):
        done = in_process(*command, cwd=office.root, environment=environment)
        assert done.returncode != 0, command
        assert f"{MAKLUMAT}index.html" in done.stdout, done.stdout
    assert not (out / manifest.RELEASE).exists()
