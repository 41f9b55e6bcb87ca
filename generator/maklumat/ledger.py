"""The addresses that were published and must never die: which they are, and the list of them, `alamat.txt`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from . import pages, revision_pages
from .catalogue import Catalogue
from .errors import ContentError
from .evidence import folder

__all__ = ["NAME", "file", "lasting", "listing", "permanent", "read"]

NAME = "alamat.txt"  # below the site, and in the root of the repository
_HEAD = "# Alamat di laman ini yang tetap: sekali terbit, tidak boleh hilang. Satu alamat tiap baris.\n"
_ADDRESS = re.compile(r"(?!/)(?!.*(?:^|/)\.\.?(?:/|$))[^\s#?\\\x00-\x1f\x7f\ufffd]+\Z")


def permanent(catalogue: Catalogue) -> Iterator[str]:
    """Of every signed document its page, its data and its short address, and of each of its revisions the page, the
    signed text, its signature and the short address."""
    for entry in catalogue.public:
        yield from (entry.address, entry.permalink, entry.address + pages.TWIN)
        for revision in entry.verdict.history:
            here = entry.address + folder(revision.number)
            yield from (revision_pages.address(entry, revision), f"{here}naskah.txt", f"{here}naskah.txt.sig",
                        f"{entry.permalink}{revision.number}/")


def lasting(catalogue: Catalogue) -> Iterator[str]:
    """The addresses of earlier releases that must still lead somewhere: all but the texts and signatures of revisions
    that count no more, whose pages say so."""
    gone = {f"{entry.address}{folder(number)}naskah.txt{end}" for entry in catalogue.public
            for number in revision_pages.revoked(entry, catalogue.facts.published) for end in ("", ".sig")}
    yield from (address for address in catalogue.facts.published if address not in gone)


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
    return f"{address}index.html" if address.endswith("/") else address
