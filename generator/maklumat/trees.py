"""The files of a commit as folders within folders; a changed tree shares every folder that did not change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Union

from . import layout
from .snapshot import PLAIN, Entry, Read

__all__ = ["Folder", "changed", "documents", "file", "files", "find", "plain_bytes"]

DEEPEST = 32  # folders; what lies deeper keeps the rest of its path as its name

Folder = dict[str, Union[Entry, "Folder"]]


def find(folder: Folder, path: str) -> Entry | Folder | None:
    """What stands at a path: a file, a folder, or nothing."""
    found: Entry | Folder | None = folder
    for name in path.split("/", DEEPEST):
        found = found.get(name) if isinstance(found, dict) else None
    return found


def file(folder: Folder, path: str) -> Entry | None:
    """The file that stands at a path."""
    found = find(folder, path)
    return found if isinstance(found, Entry) else None


def documents(root: Folder) -> Iterator[str]:
    """Every document of a commit, by the path of its index.md."""
    for tree in layout.TREES:
        folder = find(root, tree.rstrip("/"))
        for path, _ in files(folder) if isinstance(folder, dict) else ():
            if layout.is_document(tree + path):
                yield tree + path


def plain_bytes(read: Read, entries: Mapping[str, Entry | None]) -> dict[str, bytes]:
    """The bytes of files, read all at once; of what is no plain file none."""
    found = read([entry.id for entry in entries.values() if entry and entry.mode == PLAIN])
    return {name: found[entry.id] if entry and entry.mode == PLAIN else b"" for name, entry in entries.items()}


def changed(folder: Folder, entries: Mapping[str, Entry | None], depth: int = DEEPEST) -> Folder:
    """The folder after files came, changed, or went (None)."""
    new = dict(folder)
    own: dict[str, Entry | None] = {}
    below: dict[str, dict[str, Entry | None]] = {}
    for path, entry in entries.items():
        name, slash, rest = path.partition("/") if depth else (path, "", "")
        if slash:
            below.setdefault(name, {})[rest] = entry
        else:
            own[name] = entry
    for name in own:
        new.pop(name, None)
    for name, inside in below.items():  # before what comes: a folder may have become a file
        old = new.pop(name, {})
        if left := changed(old if isinstance(old, dict) else {}, inside, depth - 1):
            new[name] = left
    new.update((name, entry) for name, entry in own.items() if entry)
    return new


def files(folder: Folder, *, other_than: str = "") -> Iterator[tuple[str, Entry]]:
    """Every file by its path from this folder; folders within it that hold a file called `other_than` are left out."""
    for name, item in folder.items():
        if isinstance(item, Entry):
            yield name, item
        elif other_than not in item:
            yield from ((f"{name}/{path}", entry) for path, entry in files(item, other_than=other_than))
