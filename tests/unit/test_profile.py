"""Profiles: what each kind of document needs, and by which article."""

from __future__ import annotations

import pytest

from maklumat import profile


def test_ppid_asks_for_all_that_inti_asks():
    core, ppid = profile.load("inti"), profile.load("ppid")
    assert ppid.required == core.required
    assert set(core.clauses) <= set(ppid.clauses)
    assert not core.elements
    assert ppid.elements


@pytest.mark.parametrize("kind", ["sop", "maklumat"])
def test_no_key_is_asked_twice(kind: str):
    asked = [need.key for need in (*profile.load("ppid").required[kind], *profile.load("ppid").advised[kind])]
    assert len(asked) == len(set(asked))


@pytest.mark.parametrize("kind", ["sop", "maklumat"])
def test_signing_writes_the_approval_date_so_no_draft_is_asked_for_it(kind: str):
    asked = {need.key for need in profile.load("ppid").required[kind]}
    assert "tanggal_pengesahan" not in asked
    assert {"nomor_sop", "tanggal_pembuatan", "tanggal_efektif", "disahkan_oleh"} <= asked


def test_every_need_names_its_law():
    loaded = profile.load("ppid")
    needs = [*loaded.clauses, *loaded.elements, *(need for kind in loaded.required.values() for need in kind)]
    assert all(need.law for need in needs)


def test_an_unknown_profile_is_refused():
    with pytest.raises(FileNotFoundError):
        profile.load("lain")
