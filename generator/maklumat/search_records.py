"""Catalogue -> what the search knows: its documents, and the words that Indonesians use for the same thing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib import resources

import yaml

from . import passages, status
from .catalogue import Catalogue, Entry
from .markup import words
from .model import State
from .searched import Searched

__all__ = ["of", "synonyms", "unit"]


def of(catalogue: Catalogue) -> tuple[Searched, ...]:
    """The public documents, in order of address."""
    return tuple(sorted(map(_searched, catalogue.public), key=lambda record: record.address))


def unit(entry: Entry) -> str:
    """The unit that a document is looked up by: the agency where it names no unit."""
    return entry.unit or entry.office


def _searched(entry: Entry) -> Searched:
    return Searched(
        entry.address, entry.title, _content(entry), entry.number, unit(entry), entry.year,
        status.KIND_WORDS[entry.document.kind], entry.status.label, entry.verdict.state is State.WITHDRAWN)


FIELDS = ("kualifikasi_pelaksana", "peralatan_perlengkapan", "pencatatan_pendataan")


def _content(entry: Entry) -> str:
    """What the document says, and by which laws: of these only kind, number and year, for their titles stand in every
    document and would be found for every word."""
    document = entry.document
    further = (words(value) for name in FIELDS for value in document.texts(name))
    told = (*passages.of(document), *further, *_laws(entry), status.KIND_WORDS[document.kind])
    return " ".join(f"{text.removesuffix('.')}." for text in told if text)


def _laws(entry: Entry) -> tuple[str, ...]:
    return tuple(words(value).partition(" tentang ")[0] for value in entry.document.texts("dasar_hukum"))


@lru_cache
def synonyms() -> Mapping[str, Sequence]:
    """synonyms.yml, read once. `sinonim`: groups of words or phrases for one thing; `abaikan`: words that say nothing
    of what is looked for."""
    text = (resources.files(__package__) / "synonyms.yml").read_text(encoding="utf-8")
    return yaml.load(text, Loader=yaml.CSafeLoader)
