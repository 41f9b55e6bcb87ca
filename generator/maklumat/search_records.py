"""Catalogue -> what the search knows: its documents, and the words that Indonesians use for the same thing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib import resources

import yaml

from . import status
from .catalogue import Catalogue, Entry
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
        status.KIND_WORDS[entry.kind], entry.status.label, entry.verdict.state is State.WITHDRAWN)


def _content(entry: Entry) -> str:
    """What the document says, and by which laws."""
    told = (*entry.told.passages, *entry.told.further, status.KIND_WORDS[entry.kind])
    return " ".join(f"{text.removesuffix('.')}." for text in told if text)


@lru_cache
def synonyms() -> Mapping[str, Sequence]:
    """synonyms.yml, read once. `sinonim`: groups of words or phrases for one thing; `abaikan`: words that say nothing
    of what is looked for."""
    text = (resources.files(__package__) / "synonyms.yml").read_text(encoding="utf-8")
    return yaml.load(text, Loader=yaml.CSafeLoader)
