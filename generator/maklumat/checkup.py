"""Files -> what they tell others and what was found in them: remembered, or read and checked, many at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from . import checked, disk, documents
from .checked import Checked
from .documents import Reading
from .passages import Told
from .progress import track
from .rules import Context
from .settings import Settings

if TYPE_CHECKING:
    from .shelf import Shelf

__all__ = ["NAME", "anew", "check", "outlined"]

NAME = "temuan"  # of the shelf
FEW = 8  # so many documents are checked sooner than remembered
MANY = 80  # from so many on, further processes are worth their start
PORTION = 20  # documents that a process is given at once
CHECKING = "Memeriksa"

Source = tuple[str, bytes]  # path as people type it, and bytes


def anew(settings: Settings, paths: Sequence[Path], context: Context) -> list[Checked]:
    """Every file, in the order of `paths`, whatever was found in it before."""
    files = _read(settings, paths)
    if len(files) < MANY:
        return [_fresh(file, context) for file in track(files, CHECKING)]
    found = {source: checked.restored(*source, text)
             for portion, texts in _written([*_sources(files)], _whole, context)
             for source, text in zip(portion, texts, strict=True)}
    return [_fresh(file, context) if isinstance(file, Reading) else found[file] for file in files]


def check(settings: Settings, paths: Sequence[Path], context: Context, on: Shelf | None = None) -> list[Checked]:
    """The same; it is remembered until the next time, on this shelf or else, of more than a few, on the user's own."""
    files = _read(settings, paths)
    if on:
        return _remembered(files, context, on)
    if len(files) <= FEW:
        return [_fresh(file, context) for file in track(files, CHECKING)]
    from . import shelf  # takes longer to load than one document to check
    with closing(shelf.opened(NAME, settings.root)) as own:
        return _remembered(files, context, own)


def _remembered(files: Sequence[Source | Reading], context: Context, on: Shelf) -> list[Checked]:
    from .shelf import packed
    keys = {source: _key(source, context) for source in _sources(files)}
    found = {source: checked.restored(*source, text) for source, key in keys.items() if (text := on.find(key))}
    for portion, texts in _written([source for source in keys if source not in found], _whole, context):
        on.keep({keys[source]: packed(text) for source, text in zip(portion, texts, strict=True)})
        found |= {source: checked.restored(*source, text) for source, text in zip(portion, texts, strict=True)}
    on.leave(list(keys.values()))
    return [_fresh(file, context) if isinstance(file, Reading) else found[file] for file in files]


def outlined(settings: Settings, paths: Sequence[Path]) -> list[Told]:
    """What each of these files is, whatever stands in it."""
    files = _read(settings, paths)
    sources = [(file.path, file.data) if isinstance(file, Reading) else file for file in files]
    texts = _written(sources, _outline)
    return [checked.restored(*source, text).told for portion, some in texts
            for source, text in zip(portion, some, strict=True)]


def _read(settings: Settings, paths: Sequence[Path]) -> list[Source | Reading]:
    """The bytes of each file, or why it cannot be read."""
    return [file for path in paths for file in disk.read_documents(settings, [path], read=lambda *source: source)]


def _sources(files: Sequence[Source | Reading]) -> Iterator[Source]:
    return (file for file in files if not isinstance(file, Reading))


def _fresh(file: Source | Reading, context: Context) -> Checked:
    return checked.check(file if isinstance(file, Reading) else documents.read(*file), context)


def _key(source: Source, context: Context) -> str:
    """What is found in a file depends on this, and on the program."""
    path, data = source
    told = (path, context.profile.name, str(context.today), context.number_pattern, context.content)
    return sha256("\0".join(told).encode("utf-8", "backslashreplace") + b"\0" + data).hexdigest()


def _written(sources: Sequence[Source], work: Callable[..., list[str]], *setting: Context,
             ) -> Iterator[tuple[Sequence[Source], list[str]]]:
    """What is found in these files, as `checked.written`, portion by portion."""
    from . import workers  # likewise
    portions = workers.cut(sources, PORTION)
    texts = workers.shared(work, portions, *setting, label=CHECKING, least=MANY // PORTION)
    return zip(portions, texts, strict=True)


def _whole(sources: Sequence[Source], context: Context) -> list[str]:
    return [checked.written(_fresh(source, context)) for source in sources]


def _outline(sources: Sequence[Source]) -> list[str]:
    told = (Told(path, data, documents.outline(path, data), ()) for path, data in sources)
    return [checked.written(Checked(each, ())) for each in told]
