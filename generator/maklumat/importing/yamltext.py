"""The draft of a document as the text of its file: keys in the order of the model, values quoted where they must be.

What has no place in the document stands as notes at the end of the front matter, which no page shows, so that it is
kept in the very file that somebody goes on writing.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Mapping

from .. import shape
from ..mending.edits import quoted
from ..model import Kind
from .harvest import Unplaced
from .report import gathered
from .tidy import printable

__all__ = ["NOTE", "text"]

NOTE = ("Belum ditempatkan dari naskah asal. Pindahkan isinya ke tempat yang tepat, lalu hapus catatannya.")
_WIDTH = 116
_ALWAYS_QUOTED = frozenset({"nomor_sop", "nip"})  # numbers in the eyes of other readers of YAML
_BARE = re.compile(r"[^\W_](?:[^:#]|:(?=\S)|(?<=\S)#)*+")


def text(fields: Mapping[str, object], unplaced: tuple[Unplaced, ...]) -> str:
    """The whole file. `fields` has the shape of `draft.Draft.fields` with every key that is to be written."""
    lines = [line for key in shape.FORMS[Kind.SOP] if key in fields for line in _entry(key, fields[key], "")]
    return "\n".join(("---", *lines, *_notes(unplaced), "---", ""))


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


def _notes(unplaced: tuple[Unplaced, ...]) -> Iterator[str]:
    if not unplaced:
        return
    for note in (NOTE, *(f"{printable(one.where)}: {printable(one.text)}" for one in gathered(unplaced))):
        yield from textwrap.wrap(note, _WIDTH, initial_indent="# ", subsequent_indent="#   ", break_on_hyphens=False)
