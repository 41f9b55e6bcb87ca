"""The heartbeat of the watch on disk and on the web: written beside the site, heard again by `ready`."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from . import enrolling, heartbeat, manifest
from .errors import ContentError
from .heartbeat import DATA, FOLDER, PAGE
from .manifest import RELEASE
from .readiness import Live
from .visiting import VisitError, Visitor
from .watching import Answer

__all__ = ["heard", "prepare", "write"]

T = TypeVar("T")


def prepare(folder: Path) -> None:
    """Makes the folder of a heartbeat. Raises ContentError where something of somebody else's stands there."""
    if os.path.lexists(folder / PAGE) and not os.path.lexists(folder / DATA):
        raise ContentError(f"{folder} memuat {PAGE} yang bukan catatan pantauan; pilih folder lain")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        raise ContentError(f"folder {folder} tidak dapat dibuat") from None


def write(folder: Path, files: Mapping[str, bytes]) -> None:
    """Each file is new or as it was, whenever this ends; the data, by which `ready` judges, goes last. Raises
    ContentError."""
    for name in sorted(files, key=lambda name: name == DATA):
        try:
            enrolling.write(folder / name, files[name])
        except OSError:
            raise ContentError(f"{folder / name} tidak dapat ditulis; periksa izin dan sisa ruang foldernya") from None


def heard(visitor: Visitor, head: str, now: datetime) -> Live:
    """What the web tells of the release that it shows and of the last watch. `head`: the commit that it should show."""
    places = (RELEASE, FOLDER + DATA)
    try:
        answers = visitor.ask(places, keep=lambda _: True, limit=heartbeat.MAX_BYTES)
    except VisitError as error:
        return Live(head, now, fault=str(error))
    fault = next((answer.fault for answer in answers.values() if answer.fault), "")
    stamp, beat = (_read(answers[place], reader)
                   for place, reader in zip(places, (manifest.read_stamp, heartbeat.read), strict=True))
    return Live(head, now, stamp, beat, f"{visitor.url} tidak dapat dihubungi: {fault}" if fault else "")


def _read(answer: Answer, reader: Callable[[bytes], T]) -> T | None:
    try:
        return reader(answer.body) if answer.status == 200 else None
    except ContentError:
        return None
