"""The press: many Prints -> their files, made once and kept, and the list of them; what does not fit is a finding."""

from __future__ import annotations

import json
import posixpath
from collections import defaultdict, deque
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import closing
from dataclasses import dataclass, field, replace
from hashlib import sha256

from . import engine, logo, print_cache, sheets, typesetting, workers
from .engine import Engine, EngineError
from .findings import Finding, Level
from .plan import Plan
from .planned import MANIFEST
from .print_cache import Kept
from .prints import Print
from .progress import track
from .rules import by_code
from .settings import Settings
from .workers import BrokenProcessPool

__all__ = ["AHEAD", "FEW", "Pressed", "make", "manifest", "press"]

FEW = 10  # so many outputs are made sooner here than in processes that have yet to start
AHEAD = 64  # so many at most are under way in processes, so that none waits for work and few are held

MAKING = "Menyusun cetakan"
CODE = "CT01"
MESSAGE = "isi tidak muat pada {}"
SHORTER = ("Persingkat isi dokumen ini", "bagi janji yang panjang menjadi butir-butir yang singkat")
POSTER = "poster "  # begins the name of a print whose paper an agency chooses
LARGEST = "a3"
STOPPED = "satu proses penyusun cetakan berhenti mendadak; jalankan perintah ini sekali lagi, dan periksa apakah " \
    "memori komputer mencukupi"


@dataclass(frozen=True, slots=True)
class Pressed:
    """`files`: every output by its place below the site. `lists`: what lists them, byte for byte. `faults`: what did
    not fit, as findings. `made`: how many outputs were set in this run; the others were kept from earlier ones."""

    files: Mapping[str, Kept] = field(default_factory=dict)
    lists: Mapping[str, bytes] = field(default_factory=dict)
    faults: tuple[Finding, ...] = ()
    made: int = 0

    @property
    def digests(self) -> Mapping[str, str]:
        """SHA-256 of all files and lists."""
        return {uri: file.sha256 for uri, file in self.files.items()} | {
            uri: sha256(data).hexdigest() for uri, data in self.lists.items()}

    def contents(self) -> Iterator[tuple[str, bytes]]:
        """All files and lists, one at a time, as they were made. Raises EngineError where one changed since."""
        yield from ((uri, file.read()) for uri, file in self.files.items())
        yield from self.lists.items()


def make(plan: Plan, settings: Settings) -> Pressed:
    """The plan's prints and their list. Raises as `press` does."""
    jobs = plan.prints.values()
    pressed = press(jobs, settings)
    return replace(pressed, lists={MANIFEST: manifest(pressed, jobs, plan.files)} if jobs else {})


def press(prints: Collection[Print], settings: Settings) -> Pressed:
    """Makes what is not kept yet. Raises SettingsError for the logo, EngineError where no print can be made at all.

    Prints are gone through once more for each thing that is asked of them, so that a plan need not hold their data.
    """
    if not prints:
        return Pressed()
    setting = Engine(settings.theme, logo.load(settings))
    cache = print_cache.opened()
    shared = sha256(f"{engine.MADE_BY}\n{engine.FORMAT}".encode() + setting.materials.digest).digest()
    keys = {job.uri: _key(shared, job) for job in prints}
    kept = {key: cache.find(key) for key in dict.fromkeys(keys.values())}
    missing = [key for key, file in kept.items() if file is None]
    with closing(_made(setting, missing, _first(prints, keys, missing))) as made:
        for key, data in made:
            kept[key] = cache.keep(key, data) if data is not None else None
    if missing:
        cache.trim()
    unfit = {uri for uri, key in keys.items() if kept[key] is None}
    return Pressed(
        files={uri: file for uri, key in keys.items() if (file := kept[key])},
        faults=tuple(_faults(prints, unfit)) if unfit else (),
        made=sum(kept[key] is not None for key in missing),
    )


def manifest(pressed: Pressed, prints: Iterable[Print], texts: Mapping[str, bytes]) -> bytes:
    """`cetakan.json`: for whoever wants to know whether a print is the published one. Only signed documents' prints,
    and of `texts` (files of the plan by their place below the site) those that lie beside one, such as captions."""
    listed = {job.uri: job for job in prints if job.is_listed and job.uri in pressed.files}
    folders = {posixpath.dirname(uri): job for uri, job in listed.items()}
    rows = [_row(uri, file.sha256, file.size, listed[uri]) for uri, file in pressed.files.items() if uri in listed]
    rows += [_row(uri, sha256(data).hexdigest(), len(data), folders[folder]) for uri, data in texts.items()
             if uri not in listed and (folder := posixpath.dirname(uri)) in folders]
    whole = {"mesin": engine.MADE_BY, "cetakan": sorted(rows, key=lambda row: row["berkas"])}
    return sheets.canonical(whole).encode()


def _row(uri: str, digest: str, size: int, job: Print) -> dict[str, str | int]:
    return {"berkas": uri, "sha256": digest, "ukuran": size, "naskah": job.source, "sidik_naskah": job.digest}


def _key(shared: bytes, job: Print) -> str:
    """What the bytes of an output depend on; not what it is called, nor where it goes."""
    named = job.digest if job.size else ""  # by a picture itself; of a PDF its data say whether it names it
    own = json.dumps([job.template, job.data, job.standards, job.size, job.day.isoformat(), named]).encode()
    return sha256(shared + own).hexdigest()


def _faults(prints: Iterable[Print], unfit: Collection[str]) -> list[Finding]:
    """One finding for every document with prints that do not fit; `unfit`: their places below the site."""
    rule = by_code(CODE)
    level = rule.level if rule else Level.ERROR
    of: dict[str, list[Print]] = defaultdict(list)
    for job in prints:
        of[job.source].append(job)
    found = []
    for source, jobs in of.items():
        tight = [job for job in jobs if job.uri in unfit]
        if tight:
            names = ", ".join(job.name for job in tight[:-1])
            joint = f"{names}{',' if len(tight) > 2 else ''} dan {tight[-1].name}" if names else tight[0].name
            found.append(Finding(CODE, level, source, tight[0].place, MESSAGE.format(joint), _help(jobs, tight)))
    return sorted(found, key=lambda finding: finding.order)


def _help(jobs: Sequence[Print], tight: Sequence[Print]) -> str:
    """What to do; of posters also whether another paper would do."""
    chosen, small = _papers(jobs), _papers(tight)
    ways = SHORTER
    if small and len(small) < len(chosen):
        ways += (f"hapus {' dan '.join(small)} dari `poster` di mkdocs.yml bila hanya dicetak lebih besar",)
    elif small and LARGEST not in small:
        ways += (f"ganti {' dan '.join(small)} dengan {LARGEST} pada `poster` di mkdocs.yml",)
    return f"{', '.join(ways[:-1])}, atau {ways[-1]}."


def _papers(jobs: Iterable[Print]) -> list[str]:
    return [job.name.removeprefix(POSTER).lower() for job in jobs if job.name.startswith(POSTER)]


def _first(prints: Iterable[Print], keys: Mapping[str, str], missing: Iterable[str]) -> Iterator[tuple[str, Print]]:
    """The first print with each missing key, in the order of the prints."""
    left = set(missing)
    for job in prints:
        if (key := keys[job.uri]) in left:
            left.remove(key)
            yield key, job


def _made(setting: Engine, keys: Collection[str], jobs: Iterator[tuple[str, Print]],
          ) -> Iterator[tuple[str, bytes | None]]:
    """(key, bytes) of every job, None for one whose text does not fit. `keys`: those of all jobs."""
    if not keys:
        return
    with setting as typesetter:
        if len(keys) <= FEW:
            for _, (key, job) in zip(track(keys, MAKING), jobs, strict=True):
                yield key, typesetting.attempt(typesetter, job)
            return
        with workers.pool(len(keys), typesetting.begin, typesetter.folder, copies=True) as pool:
            try:
                for _, made in zip(track(keys, MAKING), _by_processes(pool, jobs), strict=True):
                    yield made
            except BrokenProcessPool:
                raise EngineError(STOPPED) from None


def _by_processes(pool: Executor, jobs: Iterable[tuple[str, Print]]) -> Iterator[tuple[str, bytes | None]]:
    """(key, bytes) of every job in their order, while the next ones are under way."""
    begun = deque()
    for key, job in jobs:
        begun.append((key, pool.submit(typesetting.work, job)))
        if len(begun) == AHEAD:
            key, future = begun.popleft()
            yield key, future.result()
    while begun:
        key, future = begun.popleft()
        yield key, future.result()
