"""How a finished folder takes the place of an earlier one."""

from __future__ import annotations

from pathlib import Path

import pytest

from maklumat.cli import replacing


@pytest.mark.parametrize("verb", [["build", "--out"], ["stage"]])
def test_the_old_folder_gives_way_in_one_step(maklumat, project, tmp_path, monkeypatch, verb):
    """Whoever looks finds the old folder or the new one, also at the moment of the change."""
    out, moments = tmp_path / "hasil", []
    assert maklumat(*verb, str(out), cwd=project).returncode == 0
    (out / "tanda.txt").write_text("lama", encoding="utf-8")
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
