"""Where things stand in a repository (commands.md, files of the sign-off); paths with forward slashes from its root."""

from __future__ import annotations

import re
from collections.abc import Iterator

__all__ = ["CONTENT", "DEVICE", "DOCUMENT", "FOLDER", "OWN", "PEN", "REGISTRY", "ROOT_SIGNATURE", "SIGNATURE", "TREES",
           "documents_around", "is_document"]

CONTENT, PEN = "content/", "pengesah/"
TREES = (f"{CONTENT}maklumat/", f"{CONTENT}sop/")
REGISTRY = f"{PEN}allowed_signers"
DOCUMENT, SIGNATURE = "/index.md", ".sig"  # how a document's path ends; what its signature's path adds
ROOT_SIGNATURE = REGISTRY + SIGNATURE
OWN = ("index.md", "index.md.sig")  # in a document's folder; everything else there is an attachment

# The name of a document's folder is part of an address on every system; some names are devices to Windows.
FOLDER = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9_-])?")
DEVICE = re.compile(r"(?:con|prn|aux|nul|com[1-9]|lpt[1-9])(?:\..*)?", re.IGNORECASE)


def is_document(path: str) -> bool:
    return path.startswith(TREES) and path.endswith(DOCUMENT)


def documents_around(path: str) -> Iterator[str]:
    """Every document in whose folder, or below it, this path lies, whether there is one or not."""
    if path.startswith(TREES):
        above = path.split("/")
        yield from ("/".join(above[:end]) + DOCUMENT for end in range(3, len(above)))
