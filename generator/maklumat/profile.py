"""Which kind of document needs which fields and clauses, by which article: data, read from profiles/*.yml."""

from __future__ import annotations

from functools import lru_cache
from pkgutil import get_data
from typing import NamedTuple

import yaml

__all__ = ["Need", "Profile", "load"]


class Need(NamedTuple):
    """A required or advised key (`instansi.unit_kerja` is a path), clause or element, and the article that asks for it.

    `sample` is a line of front matter as people would type it, "" for clauses and elements.
    """

    key: str
    law: str
    sample: str = ""

    @property
    def path(self) -> tuple[str, ...]:
        return tuple(self.key.split("."))


class Profile(NamedTuple):
    """What is due: `required` and `advised` keys of each kind, `clauses` of a maklumat, `elements` that PerKI adds."""

    name: str
    required: dict[str, tuple[Need, ...]]
    advised: dict[str, tuple[Need, ...]]
    clauses: tuple[Need, ...]
    elements: tuple[Need, ...]


@lru_cache
def load(name: str) -> Profile:
    """The packaged profile `inti` or `ppid`. Raises FileNotFoundError for another name."""
    raw = yaml.load(get_data(__package__, f"profiles/{name}.yml"), Loader=yaml.CSafeLoader)
    base = load(raw["meliputi"]) if "meliputi" in raw else Profile(name, {}, {}, (), ())
    return Profile(
        name=name,
        required=base.required | _by_kind(raw.get("wajib", {})),
        advised=base.advised | _by_kind(raw.get("dianjurkan", {})),
        clauses=base.clauses + _needs(raw.get("klausul", ())),
        elements=base.elements + _needs(raw.get("unsur", ())),
    )


def _needs(rows: list[dict[str, str]]) -> tuple[Need, ...]:
    return tuple(Need(row["kunci"], row["dasar"], row.get("contoh", "")) for row in rows)


def _by_kind(rows: dict[str, list]) -> dict[str, tuple[Need, ...]]:
    return {kind: _needs(needs) for kind, needs in rows.items()}
