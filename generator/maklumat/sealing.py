"""A built site becomes a release: it is held against the commit and against its own list, then told both."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path

from . import listed, manifest, trust
from .audit import Leak
from .errors import ContentError
from .git import Repository
from .gitcall import GitError
from .manifest import RELEASE, SUMS, Stamp
from .modes import Mode
from .settings import Settings
from .swapping import undisturbed
from .verdicts import Refusal

__all__ = ["commit", "faults", "head", "refused", "seal", "stamp"]

NO_COMMIT = "belum ada commit di folder ini, padahal rilis selalu dibuat dari sebuah commit"
SHALLOW = "riwayat git pada salinan ini tidak lengkap, jadi rilis tidak dapat diberi nomor urut; jalankan " \
    "`git fetch --unshallow` (di GitHub Actions: `fetch-depth: 0`)"
OTHER_HASH = "repositori ini menamai commit dengan SHA-256, yang belum dikenal penerima; pakai repositori SHA-1"
AGAIN = "bangun lagi dengan `maklumat build`"
FROM_OTHER = f"situs ini dibangun dari commit lain; {AGAIN}"
FROM_FILES = f"situs ini dibangun selagi ada berkas yang belum di-commit; {AGAIN}"
FOREIGN = f"bukan hasil `maklumat build`, atau sudah diubah; pindahkan berkas ini, lalu {AGAIN}"
MISSING = f"hilang dari situs; {AGAIN}"


def commit(settings: Settings, leaving: Path) -> str:
    """The commit whose files lie on disk, "" where there is none or anything differs. `leaving`: a folder that does not
    count."""
    try:
        repository = Repository.open(settings.root)
        is_clean = repository and repository.head and not repository.changed(leaving)
    except GitError:  # a sample can be built without git
        return ""
    return repository.head if is_clean else ""


def head(settings: Settings) -> Repository:
    """The repository, with a commit that can be released. Raises ContentError with one sentence."""
    repository = Repository.open(settings.root)
    if repository is None or repository.head is None:
        raise ContentError(NO_COMMIT)
    if repository.is_shallow:
        raise ContentError(SHALLOW)
    if repository.algorithm != "sha1":
        raise ContentError(OTHER_HASH)
    return repository


def refused(settings: Settings, now: datetime) -> tuple[Mode, tuple[Refusal, ...]]:
    """The mode of the commit that is checked out, and what the gate has against it. A sample says what it is, and needs
    no leave."""
    standing = trust.answer(settings, now)
    return standing.mode, () if standing.mode is Mode.SAMPLE else standing.outcome.refusals


def stamp(repository: Repository, mode: Mode) -> Stamp:
    """What its `rilis.json` says of HEAD."""
    number, time = repository.place()
    return Stamp(repository.head, number, time, mode)


def faults(site: Path, stamp: Stamp) -> Iterator[Leak]:
    """What a site holds that `build` did not make of this commit. Raises ContentError where it has no list."""
    if not (site / SUMS).is_file():
        raise ContentError(f"situs {site} tidak memuat daftar {SUMS}; {AGAIN}")
    made_from, digests = listed.read(site, SUMS)
    expected = _expected(digests, stamp)
    if made_from != stamp.commit and digests.get(RELEASE) != expected[RELEASE]:
        yield Leak(SUMS, FROM_OTHER if made_from or RELEASE in digests else FROM_FILES)
    yield from (Leak(name, FOREIGN) for name in listed.foreign(site, expected) if name != SUMS)
    yield from (Leak(name, MISSING) for name in listed.missing(site, expected) if name != RELEASE)


def seal(site: Path, stamp: Stamp, scratch: Path) -> int:
    """Puts both files into a site without faults; gives the number of files that the release lists.

    They are written to `scratch`, on the same disk, first: a full disk leaves the site as it was. The list goes first:
    a list without its stamp is no release, and the next seal completes it.
    """
    digests = _expected(listed.read(site, SUMS)[1], stamp)
    files = {SUMS: manifest.sums(digests), RELEASE: manifest.stamp(stamp)}
    for name, data in files.items():
        (scratch / name).write_bytes(data)
    with undisturbed():
        for name in files:
            (scratch / name).replace(site / name)
    return len(digests)


def _expected(digests: Mapping[str, str], stamp: Stamp) -> dict[str, str]:
    return {**digests, RELEASE: hashlib.sha256(manifest.stamp(stamp)).hexdigest()}
