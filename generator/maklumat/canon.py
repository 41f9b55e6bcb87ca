"""One digest for equal values, in every process and on every machine: by which what was made of them is found again."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set
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
    parts: list[bytes] = []
    _gather(values, parts.append)
    return sha256(b"".join(parts)).hexdigest()


def _gather(value: object, add: Callable[[bytes], None]) -> None:
    """Adds the bytes that no other value gives: each with its type, and its length where that may vary."""
    if type(value) is str:  # most values are
        data = value.encode("utf-8", "surrogatepass")
        add(b"str%d:%s" % (len(data), data))
    elif isinstance(value, Enum):
        add(b"enum")
        _gather((type(value).__name__, value.name), add)
    elif isinstance(value, PLAIN):
        data = value if isinstance(value, bytes) else str(value).encode("utf-8", "surrogatepass")
        add(b"%s%d:%s" % (type(value).__name__.encode(), len(data), data))
    elif isinstance(value, tuple | list):
        add(b"%s%d:" % (type(value).__name__.encode(), len(value)))
        for each in value:
            _gather(each, add)
    elif is_dataclass(value):
        add(b"dataclass")
        _gather((type(value).__name__, *(getattr(value, name) for name in _names(type(value)))), add)
    elif isinstance(value, Mapping):
        add(b"mapping")
        _gather(sorted(value.items()), add)
    elif isinstance(value, Set):
        add(b"set")
        _gather(sorted(value), add)
    else:
        raise TypeError(f"{type(value).__name__} has no digest")


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))
