"""The fields of a new document -> the text of its file: keys in the model's order, values quoted where they must be."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from . import shape
from .mending.edits import quoted
from .model import Kind

__all__ = ["text"]

_ALWAYS_QUOTED = frozenset({"nomor_sop", "nip"})  # numbers in the eyes of other readers of YAML
_BARE = re.compile(r"[^\W_](?:[^:#]|:(?=\S)|(?<=\S)#)*+")


def text(fields: Mapping[str, object], notes: Sequence[str] = ()) -> str:
    """The whole file, without a body. Values are texts, mappings, and tuples of texts or mappings; `notes` are lines
    that stand at the end of the front matter and on no page."""
    lines = [line for key in shape.FORMS[Kind.SOP] if key in fields for line in _entry(key, fields[key], "")]
    return "\n".join(("---", *lines, *(f"# {note}" for note in notes), "---", ""))


def _entry(key: str, value: object, indent: str) -> Iterator[str]:
    match value:
        case str():
            yield f"{indent}{key}: {_scalar(key, value)}".rstrip() if value else f"{indent}{key}:"
        case dict():
            yield f"{indent}{_scalar('', key)}:" if value else f"{indent}{key}:"
            for name, inner in value.items():
                yield from _entry(name, inner, f"{indent}  ")
        case ():
            yield f"{indent}{key}: []"
        case tuple() if key == "oleh":
            yield f"{indent}{key}: [{', '.join(_scalar('', one) for one in value)}]"
        case tuple():
            yield f"{indent}{key}:"
            for item in value:
                yield from _item(item, f"{indent}  ")


def _item(item: str | dict[str, object], indent: str) -> Iterator[str]:
    if isinstance(item, str):
        yield f"{indent}- {_scalar('', item)}"
        return
    lines = [line for key, value in item.items() for line in _entry(key, value, f"{indent}  ")]
    yield f"{indent}- {lines[0].lstrip()}"
    yield from lines[1:]


def _scalar(key: str, value: str) -> str:
    """Plain where YAML reads it as it stands, else in quotes."""
    return value if key not in _ALWAYS_QUOTED and _BARE.fullmatch(value) else quoted(value)
