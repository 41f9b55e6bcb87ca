"""The content folder on disk: its documents, and what else lies there. Symbolic links are not followed."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from . import documents, ledger
from .addresses import KEYS, TREES
from .documents import Reading
from .encoding import MAX_BYTES
from .errors import ContentError
from .layout import REGISTRY, ROOT_SIGNATURE
from .modes import Mode
from .settings import Settings, reason

if TYPE_CHECKING:
    from . import figures  # who checks a document does not wait for them, nor for signers

__all__ = ["addresses", "digest", "digests", "document_paths", "files", "folder_links", "is_linked", "loose_files",
           "measured", "mode", "ordinary_pages", "published", "read_bytes", "read_documents", "registry",
           "site_digest", "theme_files"]

PORTION = 1024 * 1024  # bytes of a file that are taken at once where nobody knows how many it has
USUAL = 16 * 1024  # bytes that nearly no document has: making room for the longest takes longer than reading one
MARKDOWN = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")  # what MkDocs makes pages of


def read_documents(settings: Settings, paths: Iterable[Path] | None = None,
                   read: Callable[[str, bytes], Reading] = documents.read) -> list[Reading]:
    """Reads documents in order of path: the given files, or every index.md in the document trees of the content folder.

    A file that cannot be read gives a Reading that says so; the others are read all the same. `read`: what makes a
    Reading of bytes.
    """
    wanted = document_paths(settings) if paths is None else paths
    return [_read(settings, path, read) for path in sorted(set(wanted))]


def read_bytes(path: Path) -> bytes:
    """The bytes of one file that was asked for, bounded like a document's. Raises ContentError with one sentence."""
    try:
        return _bounded(path)
    except OSError as error:
        raise ContentError(f"{path} tidak dapat dibaca: {reason(error)}") from None


def _read(settings: Settings, path: Path, read: Callable[[str, bytes], Reading]) -> Reading:
    name = _name(settings, path)
    if path.is_symlink():
        return documents.unreadable(name, "itu tautan ke berkas lain")
    try:
        return read(name, _bounded(path))
    except OSError as error:
        return documents.unreadable(name, reason(error))


def _bounded(path: Path) -> bytes:
    """The file's bytes, at most one more than a document may have: no file and no device can fill the memory."""
    with path.open("rb") as file:
        data = file.read(USUAL)
        return data if len(data) < USUAL else data + file.read(MAX_BYTES + 1 - USUAL)


def _name(settings: Settings, path: Path) -> str:
    """The path as people type it: relative to the project where it lies inside, with forward slashes, printable."""
    root, name = f"{settings.root.as_posix()}/", path.as_posix()
    if name.startswith(root):
        name = name.removeprefix(root)
    elif path.is_relative_to(settings.root):  # some systems see no difference between `A` and `a`
        name = path.relative_to(settings.root).as_posix()
    return name.encode("utf-8", "backslashreplace").decode()


def document_paths(settings: Settings) -> Iterator[Path]:
    """Every index.md in the document trees of the content folder."""
    return (path for path in _trees(settings, TREES) if path.name == "index.md")


def _trees(settings: Settings, trees: Iterable[str]) -> Iterator[Path]:
    """Every file of these folders of the content; a link counts as a file and is never followed."""
    if not settings.content.is_dir():
        raise ContentError(f"folder isi {settings.content_name}/ tidak ada di {settings.root}")
    for tree in trees:
        yield from files(settings.content / tree)


def files(folder: Path | os.DirEntry[str], leaving: Collection[str] = ()) -> Iterator[Path]:
    """Every file below a folder, links included, but for those in the folders directly below it that `leaving` names,
    each with a slash. A folder that cannot be read hides documents, and a pipe or a device never ends: both raise
    ContentError."""
    try:
        with os.scandir(folder) as found:
            entries = sorted(found, key=lambda entry: entry.name)
    except OSError as error:
        _refuse_folder(error)
        return
    folders = [entry for entry in entries if entry.is_dir(follow_symlinks=False) and f"{entry.name}/" not in leaving]
    links = []
    for entry in entries:
        if entry.is_symlink() and os.path.isdir(entry.path):
            links.append(entry)
        elif entry.is_symlink() or entry.is_file(follow_symlinks=False):
            yield Path(entry.path)
        elif not entry.is_dir(follow_symlinks=False):
            raise ContentError(f"{entry.path} bukan berkas biasa; hapus atau pindahkan dari folder isi")
    yield from (Path(link.path) for link in links if f"{link.name}/" not in leaving)
    for each in folders:
        yield from files(each)


def digests(settings: Settings) -> dict[str, str]:
    """Every file of the document trees that is no document, and every file in the place of the published keys -> the
    SHA-256 of its bytes ("" where it cannot be read)."""
    return {_name(settings, path): _digest(path) for path in _trees(settings, (*TREES, KEYS))
            if path.name != "index.md"}


def _refuse_folder(error: OSError) -> None:
    if not isinstance(error, FileNotFoundError):  # a project may have no SOP folder yet
        raise ContentError(f"folder {error.filename} tidak dapat dibaca: izin bacanya tidak ada")


def digest(path: str | Path) -> str:
    """SHA-256 of a file of any size. Raises OSError."""
    found = hashlib.sha256()
    with open(path, "rb", buffering=0) as file:
        while part := file.read(PORTION):
            found.update(part)
    return found.hexdigest()


def _digest(path: Path) -> str:
    try:
        return digest(path)
    except OSError:
        return ""


def ordinary_pages(settings: Settings) -> dict[str, str]:
    """Every Markdown file outside the document trees and its text; a link is none of ours to read."""
    pages = (path for path in files(settings.content, TREES) if path.suffix in MARKDOWN and not path.is_symlink())
    return {_name(settings, path): path.read_text(encoding="utf-8", errors="replace") for path in pages}


def loose_files(settings: Settings) -> tuple[str, ...]:
    """Every file outside the document trees and the place of the published keys that is no Markdown page and no link.
    """
    return tuple(_name(settings, path) for path in files(settings.content, (*TREES, KEYS))
                 if path.suffix not in MARKDOWN and not path.is_symlink())


def theme_files(settings: Settings) -> tuple[str, ...]:
    """The files of the project's own theme, by their path below it, which is also their address."""
    folder = settings.theme
    return tuple(path.relative_to(folder).as_posix() for path in files(folder)) if folder else ()


def folder_links(settings: Settings) -> tuple[str, ...]:
    """Every link below the content folder that leads to a folder."""
    return tuple(_name(settings, path) for path in files(settings.content) if path.is_symlink() and path.is_dir())


def is_linked(settings: Settings, uri: str) -> bool:
    """Does this path below the content folder lead through a symbolic link? MkDocs would follow it anywhere."""
    path = settings.content / uri
    return path.is_symlink() or (path.exists() and path.resolve() != path)


def mode(settings: Settings) -> Mode:
    """KETAT as soon as the registry of approvers holds a line that is no comment, whatever it says; else CONTOH."""
    registry = settings.root / REGISTRY
    if not os.path.lexists(registry):
        return Mode.SAMPLE
    from . import signers
    try:
        return Mode.SAMPLE if signers.is_empty(registry.read_bytes()) else Mode.STRICT
    except OSError:
        raise ContentError(f"daftar pengesah {REGISTRY} tidak dapat dibaca") from None


def published(settings: Settings) -> tuple[str, ...]:
    """The permanent addresses that the repository remembers; none where it keeps no list. A link is no list of ours."""
    path = settings.root / ledger.NAME
    return addresses(path) if path.is_file() and not path.is_symlink() else ()


def addresses(path: Path) -> tuple[str, ...]:
    """The permanent addresses in a list of an earlier release. Raises ContentError with one sentence."""
    if not path.is_file():
        raise ContentError(f"{path} bukan berkas daftar alamat")
    try:
        return ledger.read(path.read_bytes(), path.name)
    except OSError as error:
        raise ContentError(f"{path} tidak dapat dibaca: {reason(error)}") from None


def measured(path: Path) -> figures.Figures:
    """What the gates measured, from their file. Raises ContentError with one sentence."""
    try:
        from . import figures
        return figures.read(path.read_bytes(), path.name)
    except OSError as error:
        raise ContentError(f"{path} tidak dapat dibaca: {reason(error)}") from None


def site_digest(site: Path) -> str:
    """Which site lies in this folder, as `measured` names it."""
    from . import figures
    return figures.digest((path.relative_to(site).as_posix(), path.read_bytes()) for path in files(site))


def registry(settings: Settings) -> dict[str, bytes]:
    """The list of keys and its root signature, by file name, where they are plain files; nothing else in that folder is
    anybody's business."""
    paths = [settings.root / path for path in (REGISTRY, ROOT_SIGNATURE)]
    return {path.name: read_bytes(path) for path in paths if path.is_file() and not path.is_symlink()}
