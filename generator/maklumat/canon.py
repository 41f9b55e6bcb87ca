"""One digest for equal values, in every process and on every machine: by which what was made of them is found again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from hashlib import sha256

__all__ = ["digest"]

PLAIN = (str, bytes, int, float, type(None), date)


def digest(*values: object) -> str:
    """SHA-256 of plain values, and of tuples, lists, sets, mappings and dataclasses of such. Every field counts.
    Raises TypeError for anything else: what cannot be told apart must not be taken for the same."""
    found = sha256()
    for part in _parts(values):
        found.update(part)
    return found.hexdigest()


def _parts(value: object) -> Iterator[bytes]:
    """The bytes that no other value gives: each with its type, and its length where that may vary."""
    if isinstance(value, Enum):
        yield b"enum"
        yield from _parts((type(value).__name__, value.name))
    elif isinstance(value, PLAIN):
        data = value if isinstance(value, bytes) else str(value).encode("utf-8", "surrogatepass")
        yield f"{type(value).__name__}{len(data)}:".encode()
        yield data
    elif isinstance(value, tuple | list):
        yield f"{type(value).__name__}{len(value)}:".encode()
        for each in value:
            yield from _parts(each)
    elif isinstance(value, Mapping):
        yield b"mapping"
        yield from _parts(sorted(value.items()))
    elif isinstance(value, Set):
        yield b"set"
        yield from _parts(sorted(value))
    elif is_dataclass(value):
        yield b"dataclass"
        yield from _parts((type(value).__name__, *(getattr(value, name) for name in _names(type(value)))))
    else:
        raise TypeError(f"{type(value).__name__} has no digest")


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))
