"""The act of signing a document: found, dated, judged fit, signed, and put in its place together with its signature."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import stat
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from . import attachments, checking, claims, dating, disk, documents, layout, openssh, signers
from .circumstances import context
from .documents import Reading
from .errors import ContentError, UsageError
from .findings import Finding, joined
from .nearest import several
from .refusals import LONGEST
from .settings import Settings, reason
from .snapshot import Question
from .swapping import exchange
from .verdicts import Revision

__all__ = ["DOCUMENT", "NOTHING", "SIGNATURE", "Draft", "draft", "find", "findings", "made", "obstacles",
           "put", "signed_on"]

DOCUMENT, SIGNATURE = layout.OWN
PROGRAM = stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH
NOTHING = "tidak ada yang diubah"


@dataclass(frozen=True, slots=True)
class Item:
    """A file as it lay there: what it is, who may do what with it, and its SHA-256 ("" where it is no plain file)."""

    mode: int
    digest: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A document about to be signed. `reading` holds the bytes to be signed, `found` those on the disk, and `items`
    everything that lay in its `folder`. `history`: its accepted revisions, the newest last."""

    folder: Path
    found: bytes
    reading: Reading
    is_dated: bool
    items: Mapping[str, Item]
    history: tuple[Revision, ...] = ()

    @property
    def before(self) -> Revision | None:
        return self.history[-1] if self.history else None

    @property
    def digest(self) -> str:
        """SHA-256 of the bytes to be signed, in hexadecimal."""
        return hashlib.sha256(self.reading.data).hexdigest()

    @property
    def signature(self) -> bytes:
        """The signature that lies beside the document, b"" where there is none."""
        return disk.read_bytes(self.folder / SIGNATURE) if SIGNATURE in self.items else b""

    @property
    def files(self) -> dict[str, Item]:
        """What lies in the folder and is neither the document, nor its signature, nor part of another document."""
        nested = tuple(name.removesuffix(DOCUMENT) for name in self.items if name.endswith(f"/{DOCUMENT}"))
        return {name: item for name, item in self.items.items()
                if name not in (DOCUMENT, SIGNATURE) and not name.startswith(nested)}


def find(readings: Sequence[Reading], id: str) -> Reading:
    """The one document with this id. Raises UsageError with ids that look like it."""
    ids = {reading.path: _id(reading) for reading in readings}
    found = [reading for reading in readings if ids[reading.path] == id]
    if len(found) > 1:
        paths = joined([reading.path for reading in found])
        raise UsageError(f"id {id!r} dipakai lebih dari satu dokumen: {paths}; beri setiap dokumen id sendiri")
    if not found:
        known = sorted(set(ids.values()))
        near = several(id, known, 3)
        hint = f"mungkin maksud Anda {joined(near, 'atau')}" if near else f"id yang ada: {joined(known)}"
        raise UsageError(f"tidak ada dokumen dengan id {id!r}; {hint}" if ids else "belum ada dokumen di folder isi")
    return found[0]


def _id(reading: Reading) -> str:
    """The document's id; of a document that does not say it, the name of its folder."""
    written = reading.document.id if reading.document else None
    return written.text.strip() if written else reading.path.split("/")[-2]


def draft(settings: Settings, found: Reading, today: date, history: tuple[Revision, ...]) -> Draft:
    """The document with today's date written in. Where that cannot be done, `is_dated` is False and the bytes are those
    on the disk. Raises ContentError where the folder cannot be read."""
    folder = (settings.root / found.path).parent
    data = dating.dated(found.path, found.data, today)
    reading = documents.read(found.path, data) if data is not None else found
    return Draft(folder, found.data, reading, data is not None, _items(folder), history)


def findings(settings: Settings, readings: Sequence[Reading], draft: Draft, today: date) -> tuple[Finding, ...]:
    """What `check` finds in the bytes to be signed, beside all other documents."""
    others = (reading for reading in readings if reading.path != draft.reading.path)
    return checking.beside([draft.reading], others, context(settings, today))


def obstacles(settings: Settings, draft: Draft) -> Iterator[str]:
    """Why the document may not be signed although its text is in order; sentences with a small first letter."""
    claim = claims.read(draft.reading.data)
    if not draft.is_dated or claim is None:
        yield "tanggal_pengesahan tidak dapat diisi; tulis `tanggal_pengesahan:` tanpa nilai pada satu baris tersendiri"
        return
    for name, item in {DOCUMENT: draft.items.get(DOCUMENT), **draft.files}.items():
        if item is not None and not item.digest:
            yield f"{name} bukan berkas biasa; ganti dengan berkasnya sendiri"
        elif item is not None and os.name == "posix" and item.mode & PROGRAM:
            yield f"{name} bertanda berkas program; jalankan `chmod -x` pada berkas itu"
    yield from attachments.faults(claim.attachments, {name: item.digest for name, item in draft.files.items()})
    if claim.method == "tte":
        yield "cara pengesahan `tte` belum didukung; pakai `cara: sshsig`, atau `cara: basah` dengan hasil pindai"
    if claim.method == "basah" and not claim.attachments:
        yield "pengesahan basah memerlukan hasil pindai dokumen asli; cantumkan berkasnya pada `lampiran`"
    if draft.before and claim.revision <= draft.before.number:
        yield f"revisi {claim.revision} tidak lebih tinggi daripada revisi {draft.before.number} yang sudah " \
              f"disahkan; tulis `revisi: {draft.before.number + 1}`"
    if Path.cwd().is_relative_to(draft.folder):  # that folder is about to be replaced by its signed copy
        yield f"perintah ini dijalankan di dalam folder dokumennya sendiri; jalankan dari {settings.root}"
    for folder in (settings.root, draft.folder.parent, draft.folder):
        if not os.access(folder, os.W_OK):
            yield f"folder {folder} tidak dapat ditulis; mintalah izin menulisnya"


def signed_on(draft: Draft, key: tuple[str, str], principal: str, namespace: str, today: date) -> date | None:
    """The day on which the document as it lies there was signed with this key; None where it was not, or too long ago
    to be committed."""
    claim = claims.read(draft.found)
    if not draft.signature or claim is None or claim.signed is None:
        return None
    is_young = timedelta() <= today - claim.signed <= timedelta(days=LONGEST)
    fits = is_young and _fits(draft.found, draft.signature, key, principal, namespace, claim.signed)
    return claim.signed if fits else None


def made(draft: Draft, path: Path, key: tuple[str, str], principal: str, namespace: str, today: date) -> bytes:
    """The signature over the draft by the key in the file `path`, whose public half is `key`; it was verified.

    Raises OpenSSHError.
    """
    signature = openssh.sign(path, namespace, draft.reading.data)
    if not _fits(draft.reading.data, signature, key, principal, namespace, today):
        raise openssh.OpenSSHError(f"tanda tangan yang baru dibuat tidak cocok dengan kuncinya; {NOTHING}")
    return signature


def _fits(data: bytes, signature: bytes, key: tuple[str, str], principal: str, namespace: str, day: date) -> bool:
    alone = f"{signers.entry(principal, (namespace,), *key, '')}\n".encode()
    return openssh.Answers().ask([Question(data, signature, alone, principal, namespace, day)])[0]


def put(draft: Draft, signature: bytes, fresh: Path) -> None:
    """Puts the signed document and its signature in place in one step: a copy of its folder, made in the empty folder
    `fresh` on the same disk, exchanges places with it. Afterwards `fresh` is the folder as it was.

    Raises ContentError when the folder changed since it was read, or cannot be written; then nothing has changed.
    """
    try:
        _copy(draft.folder, fresh, top=True)
        model = (draft.folder / DOCUMENT).stat()
        for name, data in ((DOCUMENT, draft.reading.data), (SIGNATURE, signature)):
            _write(fresh / name, data, model)
        shutil.copystat(draft.folder, fresh)
        _own(fresh, draft.folder.stat())
        _flush(fresh)
        _refuse_change(draft, draft.folder)
        exchange(fresh, draft.folder)
        try:
            _refuse_change(draft, fresh)
        except BaseException:
            exchange(fresh, draft.folder)
            raise
    except OSError as error:
        raise ContentError(f"{draft.reading.path} tidak dapat ditulis: {_reason(error)}; {NOTHING}") from None
    with suppress(OSError):
        _flush(draft.folder.parent)


def _refuse_change(draft: Draft, folder: Path) -> None:
    if _items(folder) != draft.items:
        raise ContentError(f"isi folder {draft.folder.name} berubah selagi naskah dibaca; {NOTHING}, "
                           "jalankan sekali lagi")


def _items(folder: Path, below: str = "") -> dict[str, Item]:
    """Every file of a folder by its path from there; a link is no file and leads nowhere."""
    found: dict[str, Item] = {}
    try:
        for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
            if entry.is_dir(follow_symlinks=False):
                found |= _items(Path(entry.path), f"{below}{entry.name}/")
            else:
                mode = entry.stat(follow_symlinks=False).st_mode
                found[below + entry.name] = Item(mode, disk.digest(entry.path) if stat.S_ISREG(mode) else "")
    except OSError as error:
        raise ContentError(f"folder {folder} tidak dapat dibaca: {reason(error)}") from None
    return found


def _copy(folder: Path, fresh: Path, *, top: bool = False) -> None:
    """Everything in a folder once more, as further names of the same files where the disk allows that."""
    for entry in os.scandir(folder):
        target = fresh / entry.name
        if entry.is_dir(follow_symlinks=False):
            target.mkdir()
            _copy(Path(entry.path), target)
            shutil.copystat(entry.path, target)
            _own(target, entry.stat(follow_symlinks=False))
        elif not (top and entry.name in (DOCUMENT, SIGNATURE)):
            try:
                os.link(entry.path, target, follow_symlinks=False)
            except (OSError, NotImplementedError):
                shutil.copy2(entry.path, target, follow_symlinks=False)


def _write(path: Path, data: bytes, model: os.stat_result) -> None:
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    path.chmod(stat.S_IMODE(model.st_mode) & ~PROGRAM)
    _own(path, model)


def _own(path: Path, model: os.stat_result) -> None:
    """The same owner, where that is somebody else and may be said."""
    now = path.lstat()
    if hasattr(os, "lchown") and (now.st_uid, now.st_gid) != (model.st_uid, model.st_gid):
        with suppress(OSError):
            os.lchown(path, model.st_uid, model.st_gid)


def _flush(folder: Path) -> None:
    """Has the disk keep a folder's entries before anything builds on them; Windows has no such request."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _reason(error: OSError) -> str:
    words = {errno.EACCES: "izin menulisnya tidak ada", errno.EPERM: "izin menulisnya tidak ada",
             errno.EXDEV: "folder isi berada di penyimpanan lain daripada mkdocs.yml"}
    return words.get(error.errno, reason(error))
