"""Compiled templates are kept for the next build, where nobody else can put one, and never outlive their source."""

from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader

from maklumat import compiled


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "simpanan"))
    return tmp_path / "simpanan/maklumat" / compiled.NAME


def shown(folder: Path) -> str:
    env = Environment(loader=FileSystemLoader(folder), bytecode_cache=compiled.cache())
    return env.get_template("a.html").render(word="x")


def test_a_template_is_kept_and_a_changed_one_is_compiled_anew(tmp_path, kept):
    (tmp_path / "a.html").write_text("<p>{{ word }}</p>")
    assert shown(tmp_path) == "<p>x</p>"
    assert len(list(kept.iterdir())) == 1
    for file in kept.iterdir():
        file.write_bytes(file.read_bytes()[:-9])  # somebody's disk was full
    assert shown(tmp_path) == "<p>x</p>"
    (tmp_path / "a.html").write_text("<b>{{ word }}</b>")
    assert shown(tmp_path) == "<b>x</b>"


def test_where_others_may_write_nothing_is_run(kept):
    kept.mkdir(parents=True)
    kept.chmod(0o777)
    assert compiled.cache() is None


def test_the_folder_does_not_grow_for_ever(kept, monkeypatch):
    monkeypatch.setattr(compiled, "MOST", 2)
    kept.mkdir(mode=0o700, parents=True)
    for name in "abc":
        (kept / name).write_bytes(b"")
    compiled.cache()
    assert not list(kept.iterdir())
