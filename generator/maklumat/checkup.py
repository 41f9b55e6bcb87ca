"""Files -> what they tell others and what was found in them: remembered, or read and checked, many at a time."""

from __future__ import annotations

import gc
from collections.abc import Mapping, Sequence
from pathlib import Path

from . import checked, disk, documents, memory
from .checked import Checked
from .documents import Reading
from .progress import track
from .rules import Context
from .settings import Settings

__all__ = ["anew", "check"]

FEW = 8  # so many documents are checked sooner than remembered
MANY = 80  # from so many on, further processes are worth their start
PORTION = 20  # documents that a process is given at once

Source = tuple[str, bytes]  # path as people type it, and bytes


def anew(settings: Settings, paths: Sequence[Path], context: Context) -> list[Checked]:
    """Every file, in the order of `paths`, whatever was found in it before."""
    files = _read(settings, paths)
    if len(files) < MANY:
        return [_fresh(file, context) for file in track(files, "Memeriksa")]
    rows = _rows([file for file in files if not isinstance(file, Reading)], context)
    return [_fresh(file, context) if isinstance(file, Reading) else checked.restored(*file, rows[file])
            for file in files]


def check(settings: Settings, paths: Sequence[Path], context: Context) -> list[Checked]:
    """The same; the files of a project are remembered until the next time."""
    files = _read(settings, paths)
    if len(files) <= FEW:
        return [_fresh(file, context) for file in track(files, "Memeriksa")]
    past = memory.opened(settings.root, context)
    keys = {source: memory.key(*source) for source in files if not isinstance(source, Reading)}
    rows = {source: row for source, key in keys.items() if (row := past.find(key))}
    rows |= _rows([source for source in keys if source not in rows], context)
    past.keep({key: rows[source] for source, key in keys.items()})
    return [_fresh(file, context) if isinstance(file, Reading) else checked.restored(*file, rows[file])
            for file in files]


def _read(settings: Settings, paths: Sequence[Path]) -> list[Source | Reading]:
    """The bytes of each file, or why it cannot be read."""
    return [file for path in paths for file in disk.read_documents(settings, [path], read=lambda *source: source)]


def _fresh(file: Source | Reading, context: Context) -> Checked:
    return checked.check(file if isinstance(file, Reading) else documents.read(*file), context)


def _rows(sources: Sequence[Source], context: Context) -> Mapping[Source, list]:
    """The row of each file, made here or in further processes; here again where these fail."""
    if len(sources) >= MANY and (found := _shared(sources, context)):
        return found
    return {source: checked.row(_fresh(source, context)) for source in track(sources, "Memeriksa")}


def _shared(sources: Sequence[Source], context: Context) -> Mapping[Source, list]:
    """The rows from further processes; none where there is one processor, or where processes fail."""
    from . import workers  # takes longer to load than one document to check
    if workers.number(len(sources)) == 1:
        return {}
    portions = [sources[start:start + PORTION] for start in range(0, len(sources), PORTION)]
    rows: dict[Source, list] = {}
    try:
        with workers.pool(len(portions), _begin, context, copies=True) as pool:
            futures = [pool.submit(_work, portion) for portion in portions]
            for portion, future in zip(portions, track(futures, "Memeriksa"), strict=True):
                rows.update(zip(portion, future.result(), strict=True))
    except (workers.BrokenProcessPool, OSError):
        return {}
    return rows


_context: Context | None = None  # of a worker


def _begin(context: Context) -> None:
    global _context
    gc.disable()  # as in `check` itself
    _context = context


def _work(portion: Sequence[Source]) -> list[list]:
    return [checked.row(_fresh(source, _context)) for source in portion]
