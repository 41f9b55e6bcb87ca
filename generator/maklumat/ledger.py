"""The list of the addresses that were published and must never die, `alamat.txt`; which they are: see permanence."""

from __future__ import annotations

import re
from collections.abc import Iterable

from .errors import ContentError

__all__ = ["NAME", "file", "listing", "read"]

NAME = "alamat.txt"  # below the site, and in the root of the repository
_HEAD = "# Alamat di laman ini yang tetap: sekali terbit, tidak boleh hilang. Satu alamat tiap baris.\n"
_ADDRESS = re.compile(r"(?!/)(?!.*(?:^|/)\.\.?(?:/|$))[^\s#?\\\x00-\x1f\x7f\ufffd]+\Z")


def listing(addresses: Iterable[str]) -> bytes:
    """The list as a file, each address once, in order."""
    return (_HEAD + "".join(f"{address}\n" for address in sorted(set(addresses)))).encode()


def read(data: bytes, name: str) -> tuple[str, ...]:
    """The addresses of a list. Raises ContentError for what is no such list; `name` is what people call the file."""
    lines = data.decode("utf-8-sig", errors="replace").splitlines()
    found = [(number, line.strip()) for number, line in enumerate(lines, 1) if line.strip()]
    for number, line in found:
        if not line.startswith("#") and not _ADDRESS.match(line):
            raise ContentError(f"{name} baris {number} bukan alamat di laman ini; tulis misalnya maklumat/contoh/")
    return tuple(line for _, line in found if not line.startswith("#"))


def file(address: str) -> str:
    """The file below the site that a browser gets at this address."""
    return f"{address}index.html" if not address or address.endswith("/") else address
