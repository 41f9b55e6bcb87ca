"""Whatever editors did before, the site is what a fresh machine makes of the same sources: nothing that is kept – in
the process, in the cache folder or of the site before – may show in it. MAKLUMAT_FUZZ=300 does so many edits (default
8)."""

from __future__ import annotations

import os
import random
import re
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from maklumat import clock, manifest

from ..gates import sameness
from .office import MAKLUMAT, NOW, REPOSITORY, SOP, Office

COUNT = int(os.environ.get("MAKLUMAT_FUZZ", "8"))
EVERY = 4  # edits from one comparison to the next
DRAFT = REPOSITORY / "tests/rules/base/content" / MAKLUMAT / "index.md"
DAY = "2025-02-06"


@pytest.mark.thorough
def test_after_any_edits_the_site_is_that_of_a_fresh_machine(office: Office, tmp_path: Path, monkeypatch, in_process):
    editor, warm = Editor(office, random.Random(20250210)), tmp_path / "hangat"
    monkeypatch.setattr(clock, "now", lambda: NOW)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "simpanan"))
    monkeypatch.setenv("MAKLUMAT_ANCHOR", office.anchor)

    def build() -> None:
        done = in_process("build", "--out", str(warm), cwd=office.root)
        assert done.returncode == 0, done.stdout + done.stderr

    build()
    for number in range(EVERY, COUNT + 1, EVERY):
        done = []
        for _ in range(EVERY):
            done.append(editor.edit())
            build()
        fresh = tmp_path / f"baru-{number}"
        fresh.mkdir()
        with monkeypatch.context() as elsewhere:
            elsewhere.setenv("XDG_CACHE_HOME", str(fresh / "simpanan"))
            found = sameness.faults(warm, sameness.signed(office, fresh))
        assert not [fault for fault in found if manifest.SUMS not in str(fault)], f"{done}: {found}"
        shutil.rmtree(fresh)


class Editor:
    """Edits as people make them, one commit each, every kind as often as any other, in random order."""

    def __init__(self, office: Office, rng: random.Random):
        self.office, self.rng, self.count = office, rng, 0
        self.done: Counter[str] = Counter()
        self.drafts: list[str] = []

    def edit(self) -> str:
        """Does one; gives its name."""
        choices: list[Callable[[], None]] = [self.add, self.revise, self.page, self.style]
        choices += [self.change, self.rename, self.delete] if self.drafts else []
        fewest = min(self.done[choice.__name__] for choice in choices)
        chosen = self.rng.choice([choice for choice in choices if self.done[choice.__name__] == fewest])
        self.done[chosen.__name__] += 1
        self.count += 1
        chosen()
        self.office.commit(chosen.__name__, DAY)
        return chosen.__name__

    def add(self) -> None:
        name = f"rancangan-{self.count}"
        self._write(name, DRAFT.read_text(encoding="utf-8"))
        self.drafts.append(name)

    def change(self) -> None:
        name = self.rng.choice(self.drafts)
        self._write(name, self.office.path(f"maklumat/{name}").read_text(encoding="utf-8") + f"\nKe-{self.count}.\n")

    def rename(self) -> None:
        name = self.rng.choice(self.drafts)
        text = self.office.path(f"maklumat/{name}").read_text(encoding="utf-8")
        self.delete(name)
        self._write(f"{name}-baru", text)
        self.drafts.append(f"{name}-baru")

    def delete(self, name: str = "") -> None:
        name = name or self.rng.choice(self.drafts)
        self.drafts.remove(name)
        shutil.rmtree(self.office.path(f"maklumat/{name}").parent)

    def revise(self) -> None:
        address = self.rng.choice((MAKLUMAT, SOP))
        lines = self.office.path(address).read_text(encoding="utf-8").splitlines(keepends=True)
        said = {"revisi": "", "tanggal_revisi": DAY, "tanggal_efektif": DAY, "tanggal_pengesahan": DAY,
                "catatan_revisi": f"Perubahan ke-{self.count}."}
        for at, line in enumerate(lines):
            key, _, value = line.partition(":")
            if key in said:
                lines[at] = f"{key}: {said[key] or int(value) + 1}\n"
        self.office.path(address).write_text("".join(lines), encoding="utf-8")
        self.office.sign(address)

    def page(self) -> None:
        with (self.office.root / "content/index.md").open("a", encoding="utf-8") as file:
            file.write(f"\nKabar ke-{self.count}: [daftar](daftar/index.md).\n")

    def style(self) -> None:
        with (self.office.root / "theme/css/dokumen.css").open("a", encoding="utf-8") as file:
            file.write(f"/* {self.count} */\n")

    def _write(self, name: str, text: str) -> None:
        path = self.office.path(f"maklumat/{name}")
        path.parent.mkdir(exist_ok=True)
        for key, value in (("id", name), ("judul", f"Maklumat {name}")):
            text = re.sub(rf"(?m)^{key}:.*$", f"{key}: {value}", text, count=1)
        path.write_text(text, encoding="utf-8")


@pytest.fixture(autouse=True)
def with_ssh(needs) -> None:
    needs("ssh-keygen")
