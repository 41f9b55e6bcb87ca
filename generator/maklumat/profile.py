"""Which kind of document needs which fields and clauses, by which article: data, read from profiles/*.yml."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

import yaml

__all__ = ["Need", "Profile", "load"]


@dataclass(frozen=True, slots=True)
class Need:
    """A required or advised key, clause or element, and the article that asks for it."""

    key: str
    law: str


@dataclass(frozen=True, slots=True)
class Profile:
    """`required` and `advised` give the keys of each kind, `clauses` the promises of a maklumat, `elements` what PerKI adds."""

    name: str
    required: dict[str, tuple[Need, ...]]
    advised: dict[str, tuple[Need, ...]]
    clauses: tuple[Need, ...]
    elements: tuple[Need, ...]


@lru_cache
def load(name: str) -> Profile:
    """The packaged profile `inti` or `ppid`. Raises KeyError for another name."""
    raise NotImplementedError
