"""The registry of approvers on disk, held against git's history: which root must sign it, what the gate would say."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from . import dates, gate, refusals, signers, worktree
from .errors import ContentError
from .gate import Accepted, Grounds
from .git import Repository
from .layout import PEN, REGISTRY, ROOT_SIGNATURE
from .openssh import Answers
from .settings import Settings, reason
from .snapshot import PLAIN, Change, Entry, Question
from .trust import ANCHOR

__all__ = ["NO_SIGNATURE", "UNFITTING", "Past", "past", "read", "write"]

NO_SIGNATURE = "belum ada"
UNFITTING = "tidak cocok dengan daftar ini"
NOTE = "# diperbarui {}"


@dataclass(frozen=True, slots=True)
class Past:
    """What git's history says of the registry. `accepted`: what the gate trusts now, None where no key was ever
    committed; `anchored`: the entries with which it began to. `line`: ids of the registries committed on the main line,
    oldest first, and their bytes."""

    domain: str
    now: datetime
    line: Mapping[str, bytes]
    accepted: Accepted | None = None
    anchored: tuple[Entry | None, Entry | None] = (None, None)
    algorithm: str = "sha1"

    def trusted(self, data: bytes) -> bytes:
        """The registry whose root key must sign these bytes: the one accepted last, or they themselves where there is
        none. A signature may be renewed, so that these bytes themselves may be the ones accepted last."""
        return self.accepted.trusted.data if self.accepted else data

    def fault(self, data: bytes, signature: bytes) -> str:
        """Why the gate does not take this registry with this signature, "" where it does."""
        if signers.is_empty(data) or not signature:
            return NO_SIGNATURE
        pair = tuple(Entry(PLAIN, self._id(each)) for each in (data, signature))
        if self.accepted is None or pair == self.anchored == self.accepted.registry:  # trusted, whoever signed it
            roots = (data, *self.line.values())
            return "" if any(self._ask(data, signature, dict.fromkeys(roots))) else UNFITTING
        bytes_of = dict(zip((each.id for each in pair), (data, signature), strict=True))
        change = Change("", self.now, dict(zip((REGISTRY, ROOT_SIGNATURE), pair, strict=True)))
        grounds = Grounds(self.domain, lambda _: bytes_of, lambda _: "", Answers().ask)
        wrong = gate.step(self.accepted, change, self.now, grounds).wrong
        if refusals.unsigned_registry() in wrong:
            return UNFITTING
        return "; ".join(refusal.message for refusal in wrong)

    def renewed(self, data: bytes, day: date) -> bytes:
        """These bytes, with a dated note where the gate would take them for an old registry that was brought back."""
        while self._is_replaced(self._id(data), data):
            data = signers.add(data.decode(), NOTE.format(day)).encode()
        return data

    def _is_replaced(self, number: str, data: bytes) -> bool:
        known = list(self.line)
        is_earlier = number in known[:-1] and data != self.trusted(data)
        return is_earlier or bool(self.accepted and number in self.accepted.replaced)

    def _ask(self, data: bytes, signature: bytes, registries: Iterable[bytes]) -> Sequence[bool]:
        purpose, day = signers.namespace(signers.REGISTRY, self.domain), dates.day(self.now)
        return Answers().ask([Question(data, signature, each, signers.AKAR, purpose, day) for each in registries])

    def _id(self, data: bytes) -> str:
        return worktree.blob_id(data, self.algorithm)


def past(settings: Settings, now: datetime) -> Past:
    """The registry's history from the anchor that the environment names, else from the first enrolled key on: a walk of
    the gate over the registry alone. Without git there is none. Raises GitError."""
    repository = Repository.open(settings.root) if shutil.which("git") else None
    commits = [(commit, entry) for commit, entry in repository.registry_commits() if entry] if repository else []
    blobs = repository.read(entry.id for _, entry in commits if entry.mode == PLAIN) if repository else {}
    # a registry that came back takes its last place in the order
    known = {entry.id: blobs[entry.id] for _, entry in reversed(commits) if entry.id in blobs}
    known = dict(reversed(known.items()))
    enrolled = next((commit for commit, entry in commits if not signers.is_empty(blobs.get(entry.id, b""))), None)
    if repository is None or enrolled is None:
        return Past(settings.domain, now, known)
    line = [_of_registry(change) for change in _line(repository, enrolled)]
    on_line = {change.commit for change in line}
    before = frozenset(entry.id for commit, entry in commits if commit not in on_line)
    grounds = Grounds(settings.domain, repository.read, lambda _: "", Answers(repository.private_folder).ask, before)
    accepted = gate.walk(line, now, grounds)
    return Past(settings.domain, now, known, accepted, gate.start(line[0], now, grounds).registry, repository.algorithm)


def _line(repository: Repository, enrolled: str) -> list[Change]:
    """The commits from the anchor on; from the first enrolled key on, where none is named or it holds no key."""
    named = repository.resolve(os.environ.get(ANCHOR, "").strip())
    line = repository.line(named) if named else None
    is_too_old = line is not None and enrolled in (change.commit for change in line[1:])
    return repository.line(enrolled) if line is None or is_too_old else line


def _of_registry(change: Change) -> Change:
    return replace(change, entries={path: entry for path, entry in change.entries.items()
                                    if f"{path}/".startswith(PEN)})


def read(settings: Settings) -> bytes:
    """The registry as it lies on disk, empty where there is none. Raises ContentError for a link or what is no text."""
    path = settings.root / REGISTRY
    if path.is_symlink() or path.parent.is_symlink():
        raise ContentError(f"{REGISTRY} atau foldernya hanya tautan; ganti dengan berkas biasa")
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""
    except OSError as error:
        raise ContentError(f"{REGISTRY} tidak dapat dibaca: {reason(error)}") from None


def write(path: Path, data: bytes) -> None:
    """The file has all of the new bytes or still the old ones, whenever this is interrupted."""
    path.parent.mkdir(exist_ok=True)
    handle, scratch = tempfile.mkstemp(prefix=".maklumat-", dir=path.parent)
    try:
        with open(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(scratch, 0o644)
        os.replace(scratch, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(scratch)
        raise
