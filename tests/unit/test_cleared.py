"""What a build found clean before: it is not looked at again, and nothing hides behind that."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from maklumat import audit, cleared, displayed, fingerprint, user_cache
from maklumat.planned import Guarded, Mode, Page, Plan
from maklumat.portions import Made
from maklumat.staged import Head

BLOCK = '<article class="dokumen" data-keadaan="berlaku">\n<h1>Maklumat</h1>\n</article>'
SHELL = """<!doctype html>
<html><head><title>Maklumat – PPID</title></head>
<body><main>
{}
</main>
{}</body></html>
"""
SECRET = "kami bersedia menerima sanksi dan memberikan ganti rugi"
DRAFT = Guarded("content/maklumat/beta/index.md", "maklumat/beta/", "800/24/Sekr/BKD", (SECRET,))
OWN = "content/maklumat/alfa/index.md"
PAGE = "maklumat/alfa/index.html"


@pytest.fixture
def site(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "simpanan"))
    put(tmp_path / "situs")
    return tmp_path / "situs"


def put(site, footer="", block=BLOCK):
    (site / PAGE).parent.mkdir(parents=True, exist_ok=True)
    (site / PAGE).write_text(SHELL.format(block, footer), "utf-8")


def plan(*guarded, block=BLOCK, source=OWN):
    page = Page(source, "maklumat/alfa/index.md", "maklumat/alfa/", block, Head("A", "", listed=True))
    return Plan(Mode.STRICT, parts=(Made((page,)),), attachments={}, refused={}, withheld=(), guarded=guarded,
                public=())


def found(site, of, *, remembering=True):
    leaks = audit.examined(site, of, {}, site.parent if remembering else None).leaks
    return {leak.what for leak in leaks if leak.path == PAGE}


@pytest.fixture
def looked_at(monkeypatch):
    """How often a page was looked at."""
    pages, faults = [], displayed.faults

    def watched(page, block):
        pages.append(page)
        return faults(page, block)

    monkeypatch.setattr(displayed, "faults", watched)
    return pages


def test_what_was_clean_is_looked_at_once_and_by_an_audit_each_time(site, looked_at):
    for of in (plan(), plan(), plan(DRAFT), plan()):
        assert not found(site, of)
    assert len(looked_at) == 1
    audit.audit(site, plan())
    assert len(looked_at) == 2


@pytest.mark.parametrize("footer", [
    f"<p>{SECRET}</p>\n", SECRET.upper().replace(" ", "\n"), SECRET.replace("sanksi", "san&shy;ksi"),
    SECRET.replace("sanksi", "san\u00adksi"), SECRET.replace("kami", "\u212aami"),
    SECRET.replace("sanksi", r"s\u0061nksi"), SECRET.replace("sanksi", "san]]>ksi"), "<p>800-24 Sekr, BKD</p>",
    '<a href="../beta/">B</a>', '<a href="../&#98;eta/">B</a>', '<a href="../%62eta/">B</a>',
    '<a href="../be\n\tta/">B</a>', "maklumat/beta/naskah.txt",
])
def test_a_draft_that_is_new_is_found_in_what_was_clean(site, footer):
    put(site, footer)
    assert not found(site, plan())
    assert found(site, plan(DRAFT)) == found(site, plan(DRAFT), remembering=False) != set()
    assert not found(site, plan())


def test_an_address_that_the_place_of_a_page_completes(site):
    put(site, '<a href="./">A</a>\n')
    assert not found(site, plan())
    assert found(site, plan(replace(DRAFT, address="maklumat/alfa")))


def test_whose_draft_it_is_counts(site):
    """A document's page may say what its own draft says, not what has become another's."""
    put(site, SECRET)
    assert not found(site, plan(replace(DRAFT, path=OWN)))
    assert found(site, plan(DRAFT))
    assert not found(site, plan(replace(DRAFT, path=OWN)))
    assert found(site, plan(replace(DRAFT, path=OWN), source="content/sop/a/index.md"))


def test_another_block_or_other_bytes_are_looked_at(site, looked_at):
    assert not found(site, plan())
    assert found(site, plan(block=BLOCK.replace("Maklumat", "Janji")))
    put(site, '<p class="dokumen">')
    assert found(site, plan())
    assert len(looked_at) == 3


def cut(data):
    return data[:-1]


def forged(data):
    return data[:-16] + bytes(16)


def sealed_by_another(data):
    return bytes(32) + data[32:]


@pytest.mark.parametrize("spoil", [cut, forged, sealed_by_another, lambda data: b""])
def test_a_damaged_memory_is_none(site, looked_at, spoil):
    found(site, plan())
    file, = user_cache.folder(cleared.NAME).iterdir()
    file.write_bytes(spoil(file.read_bytes()))
    found(site, plan())
    assert len(looked_at) == 2
    found(site, plan())
    assert len(looked_at) == 2


def test_another_program_has_another_memory(site, looked_at, monkeypatch):
    found(site, plan())
    monkeypatch.setattr(fingerprint, "of_package", lambda: "lain")
    found(site, plan())
    assert len(looked_at) == 2


PIECES = (*SECRET.split(), "800", "24", "Sekr", "BKD", "maklumat/beta/", '<a href="../beta/">', "&shy;", "\u00ad", "–",
          "<b>", "\n", "%62", "\\u006b", "../", "<!--", "-->", '="')


def test_it_never_changes_what_is_found(site):
    random, met = Random(8), 0
    drafts = [DRAFT, replace(DRAFT, path=OWN), replace(DRAFT, passages=(SECRET.replace("kami", "kita") + " segera",)),
              replace(DRAFT, address="maklumat/alfa", number="24/Sekr/BKD"),
              replace(DRAFT, passages=("ganti rugi " * 8,))]
    for _ in range(400):
        if random.random() < 0.4:
            words = SECRET.split()[random.randrange(3):]
            words[random.randrange(len(words))] += random.choice(PIECES)
            put(site, " ".join((*words, *random.choices(PIECES, k=random.randrange(4)))) * random.randrange(2))
        of = plan(*random.sample(drafts, random.randrange(3)))
        anew = found(site, of, remembering=False)
        assert found(site, of) == anew
        met += bool(anew)
    assert 50 < met < 350
