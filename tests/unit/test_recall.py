"""What a preview remembers changes nothing but how long it takes."""

from __future__ import annotations

import datetime

import pytest
from tests.bench import corpus

from maklumat import parts, project, settings
from maklumat.recall import Recall
from maklumat.workshop import AFRESH

NOW = datetime.datetime(2026, 11, 29, 5, tzinfo=datetime.UTC)


def loaded(root, work):
    return project.load(settings.load(root), NOW, drafts=True, work=work)


def same(root, recall) -> bool:
    mine, anew = loaded(root, recall), loaded(root, AFRESH)
    return all(getattr(mine, name) == getattr(anew, name) for name in ("findings", "plan", "previewed", "summary"))


@pytest.fixture
def root(tmp_path):
    return corpus.project(tmp_path / "proyek", 6, plain=True)


def test_after_every_change_the_plan_is_that_of_a_new_process(root):
    recall = Recall(root)
    documents = sorted(root.glob("content/*/*/*/index.md"))
    text = documents[0].read_text(encoding="utf-8")
    assert same(root, recall)
    documents[0].write_text(f"{text}\nPelayanan ini terbuka bagi semua orang.\n", encoding="utf-8")
    assert same(root, recall)
    documents[0].write_text(text.replace("jenis: ", "jenis: x"), encoding="utf-8")
    assert same(root, recall)
    documents[0].write_bytes(b"\xff")
    assert same(root, recall)
    documents[0].rename(documents[0].with_name("lain.md"))
    assert same(root, recall)
    documents[-1].unlink()
    documents[-1].symlink_to(documents[1])
    assert same(root, recall)
    documents[0].write_text(text, encoding="utf-8")
    (root / "mkdocs.yml").write_text((root / "mkdocs.yml").read_text(encoding="utf-8").replace(
        "site_name: ", "site_name: Lain ", 1), encoding="utf-8")
    assert same(root, recall)


def test_only_what_changed_is_made_again(root, monkeypatch):
    recall = Recall(root)
    loaded(root, recall)
    made, make = [], parts.made
    monkeypatch.setattr(parts, "made", lambda catalogue: made.append(catalogue.entries[0].path) or make(catalogue))
    document = next(root.glob("content/maklumat/*/*/index.md"))
    document.write_text(f"{document.read_text(encoding='utf-8')}\nKami melayani.\n", encoding="utf-8")
    loaded(root, recall)
    assert made == [document.relative_to(root).as_posix()]
