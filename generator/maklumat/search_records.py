"""Catalogue -> what the search knows: its documents, and the words that Indonesians use for the same thing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from importlib import resources

import yaml

from . import passages, status
from .catalogue import Catalogue, Entry
from .markup import words
from .model import State
from .passages import Told
from .searched import Searched

__all__ = ["of", "synonyms", "unit"]


def of(catalogue: Catalogue, told: Iterable[Told] = ()) -> tuple[Searched, ...]:
    """The public documents, in order of address. `told`: of which it is known already what they say."""
    said = {each.path: each.passages for each in told}
    found = (_searched(entry, said.get(entry.document.path) or passages.of(entry.document))
             for entry in catalogue.public)
    return tuple(sorted(found, key=lambda record: record.address))


def unit(entry: Entry) -> str:
    """The unit that a document is looked up by: the agency where it names no unit."""
    return entry.unit or entry.office


def _searched(entry: Entry, said: Iterable[str]) -> Searched:
    return Searched(
        entry.address, entry.title, _content(entry, said), entry.number, unit(entry), entry.year,
        status.KIND_WORDS[entry.document.kind], entry.status.label, entry.verdict.state is State.WITHDRAWN)


FIELDS = ("kualifikasi_pelaksana", "peralatan_perlengkapan", "pencatatan_pendataan")


def _content(entry: Entry, said: Iterable[str]) -> str:
    """What the document says, and by which laws: of these only kind, number and year, for their titles stand in every
    document and would be found for every word."""
    document = entry.document
    further = (words(value) for name in FIELDS for value in document.texts(name))
    told = (*said, *further, *_laws(entry), status.KIND_WORDS[document.kind])
    return " ".join(f"{text.removesuffix('.')}." for text in told if text)


def _laws(entry: Entry) -> tuple[str, ...]:
    return tuple(words(value).partition(" tentang ")[0] for value in entry.document.texts("dasar_hukum"))


@lru_cache
def synonyms() -> Mapping[str, Sequence]:
    """synonyms.yml, read once. `sinonim`: groups of words or phrases for one thing; `abaikan`: words that say nothing
    of what is looked for."""
    text = (resources.files(__package__) / "synonyms.yml").read_text(encoding="utf-8")
    return yaml.load(text, Loader=yaml.CSafeLoader)
