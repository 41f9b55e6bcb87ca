"""Documents -> the ways to look through them: by agency, unit, kind, state and year, each value with its own address.

An address is made from the value alone, so that it stays whatever documents come and go.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import sha256

from .catalogue import Entry
from .status import KIND_WORDS

__all__ = ["Facet", "Value", "natural", "of", "slug"]

LONGEST = 60  # letters of a value in an address

_WORD = re.compile(r"[^\W_]+")
_DIGITS = re.compile(r"([0-9]+)")


@dataclass(frozen=True, slots=True)
class Value:
    """One value: what people read, where the list of its documents lies below the site, and these documents. `below`:
    the units of an agency that has several."""

    label: str
    address: str
    entries: tuple[Entry, ...]
    below: Facet | None = None


@dataclass(frozen=True, slots=True)
class Facet:
    """What documents are told apart by, the folder of its lists below the site, and its values: never fewer than two.
    """

    name: str
    address: str
    values: tuple[Value, ...]


def of(entries: Iterable[Entry], root: str) -> tuple[Facet, ...]:
    """What these documents can be told apart by, below the folder `root`; a document without a value is in none of its
    lists. Each list keeps the order of `entries`. Units belong to their agency; of a single agency they stand alone.
    """
    entries = tuple(entries)
    agencies = f"{root}perangkat-daerah/"
    offices = tuple(replace(value, below=_units(value, f"{root}unit-kerja/{value.address.removeprefix(agencies)}"))
                    for value in _values(entries, agencies, lambda entry: _named(entry.office)))
    first = offices[0].below if len(offices) == 1 else _facet("Perangkat daerah", agencies, offices)
    kinds, states, years = f"{root}jenis/", f"{root}keadaan/", f"{root}tahun/"
    found = (
        first,
        _facet("Jenis", kinds, _values(entries, kinds, _kind)),
        _facet("Keadaan", states, _values(entries, states, _state)),
        _facet("Tahun", years, _values(entries, years, _year)[::-1]),
    )
    return tuple(facet for facet in found if facet)


def _units(office: Value, address: str) -> Facet | None:
    return _facet("Unit kerja", address, _values(office.entries, address, lambda entry: _named(entry.unit)))


def _facet(name: str, address: str, values: tuple[Value, ...]) -> Facet | None:
    return Facet(name, address, values) if len(values) > 1 else None


def _values(entries: Iterable[Entry], address: str, read: Callable[[Entry], tuple[str, str]]) -> tuple[Value, ...]:
    """The values in order of their labels. `read`: a document's value as an address ("" for none) and as a label; of
    several spellings of one value the most frequent is shown."""
    found, labels = defaultdict(list), defaultdict(Counter)
    for entry in entries:
        name, label = read(entry)
        if name:
            found[name].append(entry)
            labels[name][label] += 1
    values = (Value(max(sorted(labels[name]), key=labels[name].get), f"{address}{name}/", tuple(own))
              for name, own in found.items())
    return tuple(sorted(values, key=lambda value: (natural(value.label), value.address)))


@lru_cache(maxsize=4096)  # many documents are of one agency
def _named(name: str) -> tuple[str, str]:
    return slug(name), name


def _kind(entry: Entry) -> tuple[str, str]:
    return entry.kind.value, KIND_WORDS[entry.kind]


def _state(entry: Entry) -> tuple[str, str]:
    return entry.status.key, entry.status.label


def _year(entry: Entry) -> tuple[str, str]:
    return entry.year, entry.year


def slug(name: str) -> str:
    """A name as part of an address: ASCII, the same for spellings that differ only in case, accents and punctuation,
    and another for every other name; "" where there is no letter and no digit.

    What plain letters cannot tell whole (other scripts, long names) ends with a digest of the name; only there do two
    hyphens stand together, so that no other name is spelt like it.
    """
    words = _WORD.findall(_folded(name))
    plain = "-".join(words)
    if plain.isascii() and len(plain) <= LONGEST:
        return plain
    start = "-".join(word for word in words if word.isascii())[:LONGEST].strip("-") or "lain"
    return f"{start}--{sha256(' '.join(words).encode()).hexdigest()[:10]}"


def natural(text: str) -> tuple[str | tuple[int, str], ...]:
    """A key to sort by as people do: without case and accents, and numbers by their value (2 before 10)."""
    parts = _DIGITS.split(_folded(text))
    return tuple(_value(part) if at % 2 else part for at, part in enumerate(parts))


def _value(digits: str) -> tuple[int, str]:
    """Compares like the number; numbers themselves may be too long for Python."""
    bare = digits.lstrip("0")
    return len(bare), bare


def _folded(text: str) -> str:
    if text.isascii():
        return text.casefold()
    parted = unicodedata.normalize("NFKD", text).casefold()
    return "".join(letter for letter in parted if not unicodedata.combining(letter))
