"""What ordinary pages and loose files of the content folder must not be: documents in the wrong place, copies of what
is withheld, anything that runs, and anything that replaces or imitates what is the site's own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import takewhile

from . import active, addresses, frontmatter, passive, runs
from .addresses import TREES
from .planned import KEYS, Facts, Guarded, Mode, is_hidden
from .runs import Words

__all__ = ["ACTIVE", "faults", "is_document"]

MISPLACED = "dokumen di luar folder maklumat/ dan sop/; pindahkan ke sana agar diperiksa dan dapat disahkan"
RESERVED = "folder pengesah/ hanya untuk daftar kunci yang diterbitkan; pindahkan halaman ini ke folder lain"
RUNS = "baris {} memuat `{}`, yang dapat menjalankan atau menyisipkan sesuatu di peramban; hapus bagian itu, atau " \
    "tulis sebagai kode bila hanya dicontohkan"
OWN_FOLDER = "folder ini milik situs itu sendiri; pindahkan berkas ini ke folder lain"
OF_THE_THEME = "berkas bernama sama sudah ada pada tema; ganti nama berkas ini"
COPY = "memuat isi {}, yang tidak boleh tampil di halaman lain; hapus isi itu dari halaman ini"
ADDRESS = "memuat alamat {}, yang ditahan; hapus alamat itu dari halaman ini"
ACTIVE = f"jenis berkas ini tidak diterbitkan; yang boleh hanya {passive.LIST}"
OF_DOCUMENTS = "kunci `maklumat` hanya untuk halaman yang dibuat dari dokumen; hapus kunci itu"
OF_THE_SITE = "kunci `template` hanya untuk halaman yang dibuat situs itu sendiri; hapus kunci itu"
UNCLEAR = "kepala data tidak dapat dibaca dengan pasti; awali dan tutup dengan `---`, tulis tiap barisnya sebagai " \
    "`kunci: nilai` tanpa tanda `&`, `*`, `!`, dan `<<`, atau hapus kepala data itu"

_METADATA = re.compile(r" {0,3}([\w-]+)[ \t]*:| {4}|\t")  # a line of a page's data, with `---` above or without
_HARMLESS = {"FM10"}  # a remark after a value


def faults(hidden: Sequence[Guarded], public: Sequence[str], facts: Facts) -> dict[str, str]:
    """Ordinary pages and loose files that must not go out, by path below the content folder, and the sentence that says
    why. `hidden`: what is withheld; `public`: texts that anybody may read."""
    # where drafts have their own page, ordinary pages may lead to it
    withheld = {addresses.trimmed(item.address): item.path for item in hidden} if facts.mode is Mode.STRICT else {}
    found = {path: RESERVED for path in facts.ordinary if facts.uri(path).startswith(KEYS)}
    found |= {path: UNCLEAR for path, text in facts.ordinary.items() if not _is_clear(text)}
    found |= {path: OF_THE_SITE for path, text in facts.ordinary.items() if "template" in _keys(text)}
    found |= {path: OF_DOCUMENTS for path, text in facts.ordinary.items() if "maklumat" in _keys(text)}
    found |= {path: MISPLACED for path, text in facts.ordinary.items() if is_document(text)}
    copies = _copies({path: facts.ordinary[path] for path in facts.ordinary.keys() - found}, hidden, public)
    for path in facts.ordinary.keys() - found:
        source = copies[path]
        named = next((source for source in map(withheld.get, addresses.found(facts.ordinary[path])) if source), "")
        if source or named:
            found[path] = COPY.format(source) if source else ADDRESS.format(named)
        elif running := active.first(facts.ordinary[path]):
            found[path] = RUNS.format(*running)
    found |= dict(_misplaced(facts))
    return {facts.uri(path): f"{path}: {reason}" for path, reason in sorted(found.items())}


def _misplaced(facts: Facts) -> Iterator[tuple[str, str]]:
    """Pages and files where the site's own lie, and files of any kind that is not known to run nothing."""
    of_the_theme = {name.lower() for name in facts.theme}
    for path in (*facts.ordinary, *facts.loose):
        uri = facts.uri(path)
        if is_hidden(uri) or uri.startswith((*TREES, KEYS)):
            continue  # never goes out, or has its own rules
        if passive.is_own(uri):
            yield path, OWN_FOLDER
        elif path in facts.loose and not passive.is_passive(uri):
            yield path, ACTIVE
        elif uri.lower() in of_the_theme:
            yield path, OF_THE_THEME


def _copies(pages: Mapping[str, str], hidden: Sequence[Guarded], public: Sequence[str]) -> dict[str, str]:
    """The pages (texts by path) that copy something hidden, each with the path of the first that it copies; "" for all
    others. The pages are few and the documents may be many, so nothing of these is kept unless a page has a run of it
    that is not public.
    """
    on_pages = {path: set(_runs([text])) for path, text in pages.items()}
    shared = _sharing(frozenset().union(*on_pages.values()))
    untold = set().union(*(shared(item.passages) for item in hidden))
    for text in reversed(public):  # the wording of laws comes last, and mostly is all that documents and pages share
        if not untold:
            break
        untold.difference_update(_runs([text]))
    held = {item.path: set(_runs(item.passages)) for item in hidden if not untold.isdisjoint(shared(item.passages))}
    if not held:
        return dict.fromkeys(pages, "")
    known = set().union(*held.values()).intersection(_runs(public))
    secret = {path: own - known for path, own in held.items()}
    return {path: next((source for source, own in secret.items() if runs.is_copied(own, page)), "")
            for path, page in on_pages.items()}


@lru_cache(maxsize=1)
def _sharing(on_pages: frozenset[Words]) -> Callable[[tuple[str, ...]], frozenset[Words]]:
    """Which of these runs texts have. The answers are kept: a preview asks for the same texts after each edit, and many
    documents have sentences in common."""
    of_one = lru_cache(maxsize=2**14)(lambda text: on_pages.intersection(_runs([text])))
    return lru_cache(maxsize=None)(lambda texts: frozenset().union(*map(of_one, texts)))


def _runs(texts: Iterable[str]) -> Iterator[Words]:
    return (run for text in texts for run in runs.of(runs.words(text)))


def is_document(text: str) -> bool:
    """Do a page's data name a kind of document, as only documents do?"""
    return "jenis" in _keys(text)


def _is_clear(text: str) -> bool:
    """Does a page begin with no data between `---`, or with such as every reader takes for the same keys? Anchors,
    merges and tags name keys that do not stand there; signs that cannot be seen may end a line for one reader only."""
    lines = _lines(text)
    if lines[0] != "---":
        return True
    head = frontmatter.read(lines)
    seen = all(line.expandtabs().isprintable() for line in lines[:head.body_line - 1])
    return seen and head.fields is not None and {code for code, _ in head.problems} <= _HARMLESS


def _keys(text: str) -> set[str]:
    """The keys of a page's data, as any builder may read them."""
    lines = _lines(text)
    fields = frontmatter.read(lines).fields
    start = int(lines[0] == "---")
    top = takewhile(bool, map(_METADATA.match, lines[start:]))
    return {entry.key.text for entry in fields or ()} | {(match[1] or "").lower() for match in top}


def _lines(text: str) -> tuple[str, ...]:
    """A page's lines, at least one, parted only where builders part them."""
    return tuple(line.rstrip(" \t") for line in re.split("\r\n?|\n", text.removeprefix("\ufeff")))
