"""What is known of laws: their kinds, the regions' short names, and the laws that are cited often (laws.yml)."""

from __future__ import annotations

import re
from functools import lru_cache
from pkgutil import get_data
from typing import NamedTuple

import yaml

__all__ = ["Law", "LawKind", "Registry", "registry", "words_key"]

_WORD = re.compile(r"[^\W_]+")
_BRACKETS = re.compile(r"\([^()]*\)")


class LawKind(NamedTuple):
    """A kind of legal text. `rank` is its place in the hierarchy (UU 12/2011 Pasal 7-8), None outside of it."""

    key: str
    name: str
    short: str
    names: tuple[str, ...]
    abbreviations: tuple[str, ...]
    rank: int | None
    is_numbered: bool


class Law(NamedTuple):
    """A law that is cited often.

    `seen`: its facts were seen in a public source; only then may they make an error. `is_sole`: no law of its kind
    outside of the registry carries the same title.
    """

    id: str
    titles: tuple[str, ...]
    status: str
    replaced_by: str
    seen: bool
    is_sole: bool

    @property
    def kind(self) -> str:
        return self.id.split("/")[0]

    @property
    def is_certainly_replaced(self) -> bool:
        return self.seen and self.status == "diganti"

    @property
    def title(self) -> str:
        return self.titles[0]

    def is_titled(self, title: str) -> bool:
        """Whether a cited title is this law's, perhaps with more words behind it."""
        key = words_key(title)
        return any(f"{key} ".startswith(f"{words_key(own)} ") for own in self.titles)

    def is_nearly_titled(self, title: str) -> bool:
        """Whether a third of the words of the shorter title are common: a slip or a short form, not another law."""
        words, own = set(words_key(title).split()), set(words_key(self.title).split())
        return 3 * len(words & own) >= min(len(words), len(own))


class Registry(NamedTuple):
    """laws.yml. `core`: what a procedure of a public-information office should cite; `until`: the last year it knows.

    `short_words` are the abbreviations of one word with what they stand for: `UU`, `Perki`, `KIP`.
    """

    kinds: dict[str, LawKind]
    regions: dict[str, str]
    laws: dict[str, Law]
    core: tuple[str, ...]
    until: int
    short_words: dict[str, str]

    def short(self, id: str) -> str:
        """`uu/2008/14` -> `UU 14/2008`, `pergub-kalteng/2023/39` -> `Pergub Kalteng 39/2023`."""
        kind, year, number = id.split("/")
        key, _, region = kind.partition("-")
        name = self.kinds[key].short + (f" {region.replace('-', ' ').title()}" if region else "")
        return f"{name} {number}/{year}"

    def full(self, id: str) -> str:
        """The whole citation of a law of the registry, as it should be typed."""
        kind, year, number = id.split("/")
        key, _, region = kind.partition("-")
        name = self.kinds[key].name + (f" {self.regions.get(region, region.title())}" if region else "")
        return f"{name} Nomor {number} Tahun {year} tentang {self.laws[id].title}"

    def namesakes(self, kind: str, title: str) -> tuple[Law, ...]:
        """The laws of one kind that carry exactly this title."""
        key = words_key(title)
        return tuple(law for law in self.laws.values()
                     if law.kind == kind and any(words_key(own) == key for own in law.titles))


@lru_cache
def registry() -> Registry:
    """The packaged registry, read once."""
    raw = yaml.load(get_data(__package__, "laws.yml"), Loader=yaml.CSafeLoader)
    kinds = {row["kunci"]: LawKind(row["kunci"], row["nama"], row["singkat"], (row["nama"], *row.get("lain", ())),
                                   tuple(row["singkatan"]), row.get("tingkat"), row.get("bernomor", True))
             for row in raw["jenis"]}
    laws = {row["id"]: Law(row["id"], (row["judul"], *row.get("judul_lain", ())), row["status"], row.get("oleh", ""),
                           row["cek"] == "dilihat", row.get("tunggal", False)) for row in raw["undang"]}
    shorts = [(short, kind.name) for kind in kinds.values() for short in kind.abbreviations]
    shorts += [(short, row["judul"]) for row in raw["undang"] for short in row.get("singkatan", ())]
    short_words = {short: full for short, full in shorts if _WORD.fullmatch(short)}
    return Registry(kinds, raw["daerah"], laws, tuple(raw["pokok"]), raw["hingga"], short_words)


@lru_cache(maxsize=1024)
def words_key(text: str) -> str:
    """Words in lower case, abbreviations written out, brackets left out: two spellings of one title compare equal."""
    return " ".join(_written_out().get(word, word) for word in _WORD.findall(_BRACKETS.sub(" ", text.lower())))


@lru_cache
def _written_out() -> dict[str, str]:
    pairs = {"no": "Nomor"} | {short.lower(): full for short, full in registry().short_words.items()}
    return {short: " ".join(_WORD.findall(full.lower())) for short, full in pairs.items()}
