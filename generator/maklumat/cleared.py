"""Texts of a site that an audit found nothing in, kept in the user's cache folder by content (decision 37).

Speed, never evidence: only `build` asks here, `audit`, `seal` and `publish` look at every text anew. What is lost,
damaged or of another version is only looked at again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import suppress
from hashlib import blake2b, sha256
from pathlib import Path

from . import fingerprint, user_cache
from .needles import Needles

__all__ = ["Cleared", "opened"]

NAME = "audit"
LARGEST = 128 * 1024 * 1024  # bytes of one file
SIZE = 16  # bytes of a key
SEAL = 32
MOST = 50  # of so many new needles on, looking for them takes as long as looking at all

_ODD = ("&", "\\", "%", "<![", "]]>")  # with these a text may say words that do not stand in it as they are
_LEFT_OUT = "\n\r\t"  # in links, of whatever follows them


class Cleared:
    """What was found clean last time, of which needles, and what is this time. Without a file all is forgotten."""

    def __init__(self, file: Path | None, needles: Needles):
        self._file, self._kept = file, set[bytes]()
        self._needles = {_needle(what, path): what for what, path in _all(needles)}
        known, past = self._read() if file else (frozenset(), frozenset())
        new = [what for needle, what in self._needles.items() if needle not in known] if past else []
        self._past = past if len(new) <= MOST else frozenset()
        self._signs = [*map(_signs, new)] if self._past else []

    def key(self, name: str, digest: str, before: int, length: int, source: str) -> bytes:
        """Names a text: its place, the SHA-256 of its bytes, where in it which document's block stands."""
        return _key(f"{name}\0{digest}\0{before}\0{length}\0{source}")

    def holds(self, key: bytes, rest: str, name: str) -> bool:
        """Was this text clean, and can none of the needles that are new stand in what stands around its block?"""
        if key not in self._past or (self._signs and self._may_say(rest, name)):
            return False
        self._kept.add(key)
        return True

    def keep(self, key: bytes) -> None:
        """This text was found clean."""
        self._kept.add(key)

    def close(self) -> None:
        """Puts what is clean now, and nothing else, into the file; who reads at the same time finds the old or the new.
        """
        if self._file:
            body = b"".join((len(self._needles).to_bytes(8), *self._needles, *self._kept))
            if len(body) <= LARGEST:
                with suppress(OSError):  # a folder that takes nothing costs time, no truth
                    user_cache.write(self._file.parent, self._file.name, _seal(body) + body)

    def _may_say(self, rest: str, name: str) -> bool:
        """Only where this is False needs nobody look: words of a run, and the last name of an address in a link, stand
        in a plain text as they are, or in the name of the page from which the link leads."""
        rest = rest.replace("–", " ")  # which all titles have
        if not rest.isascii() or "%" in name or any(odd in rest for odd in _ODD):
            return True
        text = f"{name}\n{rest}".lower()
        for sign in _LEFT_OUT:
            text = text.replace(sign, "")
        return any(all(sign in text for sign in signs) for signs in self._signs)

    def _read(self) -> tuple[Collection[bytes], Collection[bytes]]:
        data = user_cache.read(self._file, LARGEST + SEAL) or b""
        body = data[SEAL:]
        if not body or data[:SEAL] != _seal(body):
            return frozenset(), frozenset()
        start = 8 + int.from_bytes(body[:8]) * SIZE
        return {*_parted(body[8:start])}, {*_parted(body[start:])}


def opened(root: Path, needles: Needles) -> Cleared:
    """What is remembered of the project in this folder."""
    return Cleared(user_cache.of_project(NAME, root), needles)


def _all(needles: Needles) -> Iterator[tuple[str, str]]:
    """Each needle, an address with a slash at its beginning, and what it gives away."""
    yield from ((" ".join(run), path) for run, path in needles.runs.items())
    yield from ((f"/{address}", path) for address, path in needles.addresses.items())


def _signs(needle: str) -> Collection[str]:
    """What stands in a text wherever this needle does, in small letters; what is rarer first."""
    words = [needle.rpartition("/")[2].lower()] if needle.startswith("/") else needle.split()
    return sorted(filter(str.isascii, words), key=len, reverse=True)


def _needle(what: str, path: str) -> bytes:
    return _key(f"{what}\0{path}")


def _key(text: str) -> bytes:
    return blake2b(text.encode("utf-8", "backslashreplace"), digest_size=SIZE).digest()


def _parted(data: bytes) -> Iterator[bytes]:
    return (data[at:at + SIZE] for at in range(0, len(data), SIZE))


def _seal(body: bytes) -> bytes:
    return sha256(fingerprint.of_package().encode() + b"\0" + body).digest()
