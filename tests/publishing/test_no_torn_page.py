"""Who reads while a release comes in gets the bytes of one release: real sshd, rsync, receive.sh and nginx."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from maklumat import webserver

from .server import PROGRAMS, Server, prepared, serving
from .visits import Judge, crowd, release, visit
from .web import Web, open_folder, running

PAGES = 4
RELEASES = range(1, 4)


@pytest.fixture
def folders(tmp_path) -> list[Path]:
    return [release(tmp_path / f"rilis-{order}", order, PAGES) for order in RELEASES]


@pytest.fixture
def live(tmp_path, needs) -> Iterator[tuple[Server, Web]]:
    """A receiver whose registry is still empty, and nginx in front of what it installs."""
    for program in (*PROGRAMS, "nginx", "openssl"):
        needs(program)
    with open_folder() as folder, serving(tmp_path / "sshd", prepared(folder / "srv", b"")) as receiver, \
            running("nginx", webserver.place("https://ppid.contoh.go.id/", root=str(receiver.home)),
                    folder / "nginx") as web:
        yield receiver, web


def published(receiver: Server, folders: list[Path], order: int) -> None:
    done = receiver.publish(folders[order - 1], order)
    assert done.returncode == 0, done.stderr


@pytest.mark.thorough
def test_no_visitor_sees_two_releases_at_once(live, folders):
    receiver, web = live
    published(receiver, folders, 1)
    with crowd(web, Judge.of(folders), PAGES) as visitors:
        for order in RELEASES[1:]:
            visitors.look_around()
            published(receiver, folders, order)
        visitors.look_around()
    assert not visitors.whole.torn, visitors.whole.examples
    assert visitors.whole.seen == {0, 1, 2}


def test_a_page_from_before_a_switch_still_finds_what_it_loads(live, folders):
    receiver, web = live
    published(receiver, folders, 1)
    [*loaded] = (path for path in visit(web, "") if path.startswith("aset/"))
    assert len(loaded) == 3
    published(receiver, folders, 2)
    for path in loaded:
        assert web.get(f"/{path}").body == (folders[0] / path).read_bytes()
    published(receiver, folders, 3)
    assert {web.get(f"/{path}").status for path in loaded} == {404}  # two releases within one visit are too many


def test_a_torn_visit_is_told_from_a_whole_one(live, folders, tmp_path):
    """The visitors of this module would notice."""
    receiver, web = live
    published(receiver, folders, 1)
    judge, page = Judge.of(folders), (receiver.home / "kini").resolve() / "layanan/1/index.html"
    assert judge.whole(visit(web, "layanan/1/")) == 0
    page.write_bytes((folders[1] / "layanan/1/index.html").read_bytes())  # names files that are not there yet
    assert judge.whole(visit(web, "layanan/1/")) is None
    fixed = [release(tmp_path / f"tetap-{order}", order, PAGES, versioned=False) for order in RELEASES]
    page.write_bytes((fixed[1] / "layanan/1/index.html").read_bytes())
    sheet = page.parents[2] / "aset/css/dokumen.css"
    for path in (fixed[1] / "aset").rglob("*.*"):
        there = page.parents[2] / path.relative_to(fixed[1])
        there.parent.mkdir(parents=True, exist_ok=True)
        there.write_bytes(path.read_bytes())
    judge = Judge.of(fixed)
    assert judge.whole(visit(web, "layanan/1/")) == 1
    sheet.write_bytes((fixed[2] / "aset/css/dokumen.css").read_bytes())
    assert judge.whole(visit(web, "layanan/1/")) is None
