"""Where a command works: the project around the current folder, and the documents that were asked for."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from .. import disk
from .. import settings as configuration
from ..addresses import TREES
from ..errors import ContentError
from ..settings import Settings

__all__ = ["addresses", "documents", "is_in_trees", "project", "project_or_defaults", "shown", "site"]

def project() -> Settings:
    """The settings of the project that holds the current folder. Raises SettingsError where there is none."""
    return configuration.load(_root() or Path.cwd())


def project_or_defaults() -> Settings:
    """The same, or the defaults where there is no project: single files can be checked anywhere."""
    root = _root()
    here = Path.cwd()
    return configuration.load(root) if root else Settings(here, here / "content", here / "site")


def site(settings: Settings, typed: str | None) -> Path:
    """The folder of the built site: the one that was typed, else the project's own."""
    return Path(typed).resolve() if typed else settings.site


def addresses(ledger: str | None) -> tuple[str, ...]:
    """The permanent addresses in the list that `--ledger` names; none where it names none."""
    return disk.addresses(Path(ledger)) if ledger else ()


def documents(settings: Settings, asked: Sequence[str]) -> list[Path]:
    """The documents behind the paths that were typed: files as they are, folders searched. Raises ContentError."""
    found: list[Path] = []
    for typed in asked:
        path = Path(os.path.abspath(typed))
        if not os.path.lexists(path):
            raise ContentError(f"{typed} tidak ada")
        path = _inside(settings, path)
        found += _below(settings, path) if path.is_dir() else [path]
    return [_as_typed(settings, path) for path in dict.fromkeys(found)]


def _inside(settings: Settings, path: Path) -> Path:
    """The path below the project's own name where it was typed below another one: a link, a drive letter for a share.
    """
    real = path.parent.resolve() / path.name
    return real if not path.is_relative_to(settings.root) and real.is_relative_to(settings.root) else path


def is_in_trees(settings: Settings, path: Path) -> bool:
    """Does this file lie in one of the folders of documents, where whatever it says of itself it is taken for one?"""
    return path.is_relative_to(settings.content) and \
        path.relative_to(settings.content).as_posix().startswith(TREES)


def shown(path: Path) -> str:
    """The path as people type it from here."""
    here = Path.cwd()
    return (path.relative_to(here) if path.is_relative_to(here) else path).as_posix()


def _root() -> Path | None:
    here = Path.cwd()
    return next((folder for folder in (here, *here.parents) if (folder / configuration.FILE_NAME).is_file()), None)


def _below(settings: Settings, folder: Path) -> Iterator[Path]:
    """Within or around the content folder: its documents. Elsewhere: the document trees, else every Markdown file."""
    content = settings.content
    if content.is_dir() and (content.is_relative_to(folder) or folder.is_relative_to(content)):
        return (path for path in disk.document_paths(settings) if path.is_relative_to(folder))
    trees = [folder / tree for tree in TREES if (folder / tree).is_dir()]
    if trees:
        return (path for tree in trees for path in _files(tree) if path.name == "index.md")
    return (path for path in _files(folder) if path.suffix == ".md")


def _files(folder: Path) -> Iterator[Path]:
    for parent, folders, names in os.walk(folder):
        folders.sort()
        yield from (Path(parent, name) for name in sorted(names))


def _as_typed(settings: Settings, path: Path) -> Path:
    """Relative to the current folder for a file outside the project, as far as it lies below; reports name it so."""
    here = Path.cwd()
    return path if path.is_relative_to(settings.root) or not path.is_relative_to(here) else path.relative_to(here)
