"""The press: many Prints -> their files, made once and kept; what does not fit becomes a finding."""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing, contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from . import engine, logo, print_cache, sheets
from .engine import Engine, EngineError, Typesetter, Unfit
from .findings import Finding, Level
from .print_cache import Kept
from .prints import Print
from .progress import track
from .rules import by_code
from .settings import Settings

__all__ = ["FEW", "MANIFEST", "Pressed", "Printed", "manifest", "press"]

MANIFEST = "cetakan.json"  # at the site's root
FEW = 6  # so many outputs are made sooner here than in processes that have yet to start
MOST_WORKERS = 8

MAKING = "Menyusun cetakan"
CODE = "CT01"
MESSAGE = "isi tidak muat pada {}"
HELP = "Persingkat isi dokumen ini, atau bagi janji yang panjang menjadi butir-butir yang singkat."
STOPPED = "satu proses penyusun cetakan berhenti mendadak; jalankan perintah ini sekali lagi, dan periksa apakah " \
    "memori komputer mencukupi"

Printed = Kept
Progress = Callable[[Collection, str], Iterable]


@dataclass(frozen=True, slots=True)
class Pressed:
    """`files`: every output by its place below the site. `faults`: what did not fit, as findings.

    `made`: how many outputs were set in this run; the others were kept from earlier ones.
    """

    files: Mapping[str, Printed]
    faults: tuple[Finding, ...] = ()
    made: int = 0


def press(prints: Sequence[Print], settings: Settings, *, progress: Progress = track) -> Pressed:
    """Makes what is not kept yet. Raises SettingsError for the logo, EngineError where no print can be made at all.

    `progress(items, label)`: gives the items back one by one and shows how far it is.
    """
    if not prints:
        return Pressed({})
    setting = Engine(settings.theme, logo.load(settings))
    cache = print_cache.opened()
    shared = sha256("\n".join(engine.VERSIONS).encode() + setting.materials.digest).digest()
    keys = {job.uri: _key(shared, job) for job in prints}
    kept = {key: cache.find(key) for key in dict.fromkeys(keys.values())}
    missing = {keys[job.uri]: job for job in prints if kept[keys[job.uri]] is None}
    with closing(_made(setting, missing, progress)) as made:
        for key, data in made:
            kept[key] = cache.keep(key, data) if data is not None else None
    if missing:
        cache.trim()
    return Pressed(
        files={job.uri: file for job in prints if (file := kept[keys[job.uri]])},
        faults=tuple(sorted(map(_fault, (job for job in prints if kept[keys[job.uri]] is None)),
                            key=lambda finding: finding.order)),
        made=sum(kept[key] is not None for key in missing),
    )


def manifest(pressed: Pressed, prints: Iterable[Print]) -> bytes:
    """`cetakan.json`: for whoever wants to know whether a print is the published one. Only signed documents' prints."""
    rows = [{"berkas": job.uri, "sha256": file.sha256, "ukuran": file.size, "naskah": job.source,
             "sidik_naskah": job.digest}
            for job in sorted(prints, key=lambda job: job.uri)
            if job.is_listed and (file := pressed.files.get(job.uri))]
    whole = {"mesin": engine.MADE_BY, "cetakan": rows}
    return sheets.canonical(whole).encode()


def _key(shared: bytes, job: Print) -> str:
    """What the bytes of an output depend on; not what it is called, nor where it goes."""
    own = json.dumps([job.template, job.data, job.standards, job.size, job.day.isoformat()]).encode()
    return sha256(shared + own).hexdigest()


def _fault(job: Print) -> Finding:
    rule = by_code(CODE)
    level = rule.level if rule else Level.ERROR
    return Finding(CODE, level, job.source, job.place, MESSAGE.format(job.name), HELP)


def _made(setting: Engine, jobs: Mapping[str, Print], progress: Progress) -> Iterator[tuple[str, bytes | None]]:
    """(key, bytes) of every job as it gets done, None for one whose text does not fit."""
    if not jobs:
        return
    with setting:
        if len(jobs) <= FEW:
            for key in progress(list(jobs), MAKING):
                yield key, _attempt(setting, jobs[key])
            return
        with _pool(setting.folder, len(jobs)) as pool:
            try:
                futures: dict[str, Future] = {key: pool.submit(_work, job) for key, job in jobs.items()}
                for key in progress(list(futures), MAKING):
                    yield key, futures[key].result()
            except BrokenProcessPool:
                raise EngineError(STOPPED) from None


def _attempt(setting: Engine | Typesetter, job: Print) -> bytes | None:
    try:
        return setting.make(job)
    except Unfit:
        return None


@contextmanager
def _pool(folder: Path, jobs: int) -> Iterator[ProcessPoolExecutor]:
    """Workers in processes of their own; however this ends, none of them is left."""
    pool = ProcessPoolExecutor(
        max_workers=max(1, min(MOST_WORKERS, os.cpu_count() or 1, jobs)),
        mp_context=multiprocessing.get_context("spawn"), initializer=_begin, initargs=(folder,))
    try:
        yield pool
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


_typesetter: Typesetter | None = None  # of a worker


def _begin(folder: Path) -> None:
    """Prepares a worker. Ctrl-C is its parent's business, and it ends with its parent, however that ends."""
    global _typesetter
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_follow_parent, daemon=True).start()
    _typesetter = Typesetter(folder)


def _follow_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
        os._exit(1)


def _work(job: Print) -> bytes | None:
    return _attempt(_typesetter, job)
