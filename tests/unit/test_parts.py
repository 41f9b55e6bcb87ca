"""What is made of one document: the same again from its written form, another key for everything that shows in it."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path

import pytest

from maklumat import documents, parts, passages
from maklumat import plan as core
from maklumat.announced import Announcement
from maklumat.catalogue import Catalogue
from maklumat.hosting import Host
from maklumat.model import State
from maklumat.planned import TEMPLATES, Facts, Mode
from maklumat.portions import packed, titled
from maklumat.services import Services
from maklumat.stationery import Stationery

from .verdicts import revision, verdict

BASE = Path(__file__).parents[1] / "rules/base"
MAKLUMAT = "content/maklumat/informasi-publik/index.md"
SOP = "content/sop/maklumat-informasi-publik/index.md"
SCAN = "content/maklumat/informasi-publik/pindaian.pdf"
DIGEST = "0a" * 32
LISTED = ("lampiran: []", f"lampiran:\n  - berkas: pindaian.pdf\n    sha256: {DIGEST}")
KEYS = {"allowed_signers": b"akar ...", "allowed_signers.sig": b"..."}
FACTS = Facts(Mode.STRICT, theme=TEMPLATES, site_url="https://ppid.contoh.go.id/", site_name="PPID", is_anchored=True,
              registry=KEYS, others={SCAN: DIGEST}, today=datetime.date(2025, 6, 1))
OLD = revision(b"---\njenis: maklumat\n---\nDulu.\n")


class World:
    """Two signed documents, the maklumat in its second revision, and what the plan must know."""

    def __init__(self, maklumat=(), sop=(), states=(State.APPROVED, State.APPROVED), past=(OLD,), more=None, **facts):
        self.texts = [self._told(MAKLUMAT, [LISTED, *maklumat]), self._told(SOP, sop)]
        judged = [verdict(self.texts[0], states[0], past=past, **(more or {})), verdict(self.texts[1], states[1])]
        self.facts = replace(FACTS, **{"verdicts": {each.path: each for each in judged}} | facts)

    @staticmethod
    def _told(path, changes):
        text = (BASE / path).read_text(encoding="utf-8")
        for old, new in changes:
            assert text.count(old) == 1, old
            text = text.replace(old, new)
        return passages.told(documents.read(path, text.encode()))

    def catalogues(self) -> list[Catalogue]:
        seen = []

        def make(catalogues):
            seen.extend(catalogues)
            return parts.every(catalogues)
        core.plan(self.texts, self.facts, make)
        return seen


def of_maklumat(world: World) -> Catalogue:
    [found] = [each for each in world.catalogues() if each.entries[0].path == MAKLUMAT]
    return found


WORLDS = {
    "signed": {}, "draft in a sample": {"states": (State.DRAFT,) * 2, "mode": Mode.SAMPLE, "past": ()},
    "withdrawn": {"states": (State.WITHDRAWN, State.APPROVED)}, "void in a preview": {
        "states": (State.VOID, State.DRAFT), "mode": Mode.PREVIEW},
    "without prints": {"theme": ()}, "without an address": {"site_url": ""},
}


@pytest.mark.parametrize("name", WORLDS)
def test_a_part_is_read_again_as_it_was_written(name):
    for catalogue in World(**WORLDS[name]).catalogues():
        made = parts.made(catalogue)
        contents, pages, files, prints = parts.written(made)
        assert made.pages
        assert parts.contents(contents) == made.contents
        assert (tuple(parts.pages(pages)), tuple(parts.files(files)), tuple(parts.prints(prints))) == (
            made.pages, made.files, made.prints)


SHOWS = {
    "its own text": {"maklumat": [("paling lambat 10 hari kerja", "paling lambat 9 hari kerja")]},
    "its state": {"states": (State.NOT_YET, State.APPROVED)},
    "its sop": {"sop": [("judul: Penetapan", "judul: Pengesahan")]},
    "the state of its sop": {"states": (State.APPROVED, State.WITHDRAWN)},
    "no sop": {"states": (State.APPROVED, State.DRAFT)},
    "its earlier revision": {"past": (revision(b"---\njenis: maklumat\n---\nBukan itu.\n"),)},
    "a revision more": {"past": (OLD, revision(b"---\njenis: maklumat\n---\nLalu.\n", 2))},
    "who signed": {"more": {"name": "Orang Lain"}}, "why": {"more": {"note": "Sebab lain."}},
    "the commit": {"more": {"date": datetime.date(2025, 2, 2)}},
    "its attachment": {"others": {}}, "another attachment": {"others": {SCAN: "0b" * 32}},
    "the mode": {"mode": Mode.SAMPLE}, "the address": {"site_url": "https://lain.contoh.go.id/"},
    "no keys": {"registry": {}}, "no root signature": {"registry": {"allowed_signers": b"akar ..."}},
    "no anchor": {"is_anchored": False}, "no templates": {"theme": ()},
    "how the agency prints": {"stationery": replace(Stationery(), address="Jalan Lain 1")},
    "where people complain": {"services": replace(Services(), report=replace(Services().report, phone="0536-1"))},
    "where it is edited": {"host": Host("github", "https://github.com/contoh/ppid", "main")},
    "a revision that was taken back": {"published": ["maklumat/informasi-publik/revisi/7/"]},
}


@pytest.mark.parametrize("name", SHOWS)
def test_whatever_shows_in_it_gives_another_key(name):
    before, after = of_maklumat(World()), of_maklumat(World(**SHOWS[name]))
    assert parts.made(before) != parts.made(after), "the change does not show, so that this test would prove nothing"
    assert parts.key(before) != parts.key(after)


ELSEWHERE = {
    "nothing": {}, "another day": {"today": datetime.date(2026, 7, 1)},
    "ordinary pages": {"ordinary": {"content/index.md": "# Beranda"}}, "loose files": {"loose": ["content/a.pdf"]},
    "announcements": {"announced": (Announcement("informasi-publik", "papan", datetime.date(2025, 3, 1), "a.jpg"),)},
    "the bytes of the keys": {"registry": {name: data + b"lain" for name, data in KEYS.items()}},
    "further files of the theme": {"theme": {*TEMPLATES, "css/dokumen.css"}},
    "files of other documents": {"others": {SCAN: DIGEST, "content/sop/lain/a.pdf": DIGEST}},
    "earlier releases": {"published": ["sop/lain/revisi/3/", "maklumat/informasi-publik/"]},
}


@pytest.mark.parametrize("name", ELSEWHERE)
def test_what_does_not_show_in_it_leaves_it_as_it_is(name):
    before, after = of_maklumat(World()), of_maklumat(World(**ELSEWHERE[name]))
    assert parts.made(before) == parts.made(after)
    assert parts.key(before) == parts.key(after)


def test_the_part_of_an_sop_does_not_depend_on_the_maklumat_under_it():
    def of_sop(world):
        [found] = [each for each in world.catalogues() if each.entries[0].path == SOP]
        return found
    before, after = of_sop(World()), of_sop(World(**SHOWS["its own text"]))
    assert [entry.path for entry in before.entries] == [SOP]
    assert parts.key(before) == parts.key(after)


def test_a_packed_page_tells_the_same():
    [page] = parts.made(of_maklumat(World())).pages[:1]
    page = replace(page, block=f"{page.block}\udc80 –")
    small = packed(page)
    assert (small.block, titled(small)) == (page.block, titled(page))
    assert [getattr(small, name) for name in ("source", "uri", "address", "head")] == [
        page.source, page.uri, page.address, page.head]
