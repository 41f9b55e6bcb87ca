"""What a release says of itself: `rilis.json` names its commit, `rilis.sha256` every file with its SHA-256.

Both have one form only, so that the same release always is the same bytes; whatever is written otherwise is refused.
`rilis.sha256` is what `sha256sum --strict --check` reads. A list that was not sealed yet may begin with a line that
such programs pass over: `# ` and the commit from which the files were made.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from . import dates
from .errors import ContentError
from .modes import Mode

__all__ = ["OWN", "RELEASE", "SUMS", "Stamp", "made_from", "noted", "read_stamp", "read_sums", "stamp", "sums"]

RELEASE, SUMS = OWN = "rilis.json", "rilis.sha256"  # below the site
MODES = (Mode.STRICT, Mode.SAMPLE)

_COMMIT = re.compile(r"[0-9a-f]{40}")
_LINE = re.compile(r"([0-9a-f]{64})  (.+)")
_NOTE = re.compile(rb"# ([0-9a-f]{40})\n")


@dataclass(frozen=True, slots=True)
class Stamp:
    """Which release this is. `commit`: 40 hexadecimal digits. `number`: how many commits lead to it along first
    parents, itself included; a later one has a higher number. `time`: of the commit, in UTC and whole seconds."""

    commit: str
    number: int
    time: datetime
    mode: Mode


def stamp(release: Stamp) -> bytes:
    """The bytes of `rilis.json`."""
    whole = {"commit": release.commit, "urutan": release.number,
             "waktu": dates.instant(release.time), "keadaan": release.mode.value}
    return (json.dumps(whole, indent=2) + "\n").encode()


def read_stamp(data: bytes, name: str = RELEASE) -> Stamp:
    """What `rilis.json` says. Raises ContentError with one sentence; `name` is what people call the file."""
    try:
        whole = json.loads(data)
        commit, number, mode = whole["commit"], whole["urutan"], Mode(whole["keadaan"])
        read = Stamp(commit, number, dates.read_instant(whole["waktu"]), mode)
        is_right = (isinstance(commit, str) and _COMMIT.fullmatch(commit) and type(number) is int
                    and 0 < number < 10**9 and mode in MODES and stamp(read) == data)
    except (ValueError, KeyError, TypeError, RecursionError):
        is_right = False
    if not is_right:
        raise ContentError(f"{name} bukan keterangan rilis yang utuh")
    return read


def sums(digests: Mapping[str, str]) -> bytes:
    """The bytes of a list: SHA-256 by path below the folder, in order of the paths' bytes. Raises ContentError for a
    name that would not stand on a line of its own as it is."""
    for path in digests:
        if not _is_plain(path):
            raise ContentError(f"nama berkas {path!a} memuat tanda yang tidak dapat masuk daftar; ganti namanya")
    return "".join(f"{digests[path]}  {path}\n" for path in sorted(digests, key=str.encode)).encode()


def read_sums(data: bytes, name: str = SUMS) -> dict[str, str]:
    """SHA-256 by path, as such a list says. Raises ContentError with one sentence for every other form: a line that is
    none, a path that leads out of the folder, one that stands twice or out of order, an end that was cut off."""
    digests: dict[str, str] = {}
    *lines, end = data.decode("utf-8", "replace").split("\n")
    for number, line in enumerate(lines, 1):
        found = _LINE.fullmatch(line)
        if not (found and _is_plain(found[2])):
            raise ContentError(f"{name} rusak pada baris {number}")
        digests[found[2]] = found[1]
    if end or sums(digests) != data:
        raise ContentError(f"{name} terpotong, tidak urut, atau menyebut satu berkas dua kali")
    return digests


def noted(commit: str) -> bytes:
    """The line that tells from which commit the listed files were made; it stands before them until they are sealed."""
    return f"# {commit}\n".encode()


def made_from(data: bytes) -> tuple[str, bytes]:
    """The commit that the first line of a list tells, "" where it tells none, and the list without that line."""
    note = _NOTE.match(data)
    return (note[1].decode(), data[note.end():]) if note else ("", data)


def _is_plain(path: str) -> bool:
    """Is this a path below the folder that reads the same for everybody?"""
    return path.isprintable() and "\\" not in path and not {"", ".", ".."} & set(path.split("/"))
