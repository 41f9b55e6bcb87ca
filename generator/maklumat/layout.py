"""Where things stand in a repository (commands.md, files of the sign-off); paths with forward slashes from its root."""

from __future__ import annotations

from collections.abc import Iterator

__all__ = ["CONTENT", "DOCUMENT", "OWN", "PEN", "REGISTRY", "ROOT_SIGNATURE", "SIGNATURE", "TREES", "documents_around",
           "is_document"]

CONTENT, PEN = "content/", "pengesah/"
TREES = (f"{CONTENT}maklumat/", f"{CONTENT}sop/")
REGISTRY = f"{PEN}allowed_signers"
DOCUMENT, SIGNATURE = "/index.md", ".sig"  # how a document's path ends; what its signature's path adds
ROOT_SIGNATURE = REGISTRY + SIGNATURE
OWN = ("index.md", "index.md.sig")  # in a document's folder; everything else there is an attachment


def is_document(path: str) -> bool:
    return path.startswith(TREES) and path.endswith(DOCUMENT)


def documents_around(path: str) -> Iterator[str]:
    """Every document in whose folder, or below it, this path lies, whether there is one or not."""
    if path.startswith(TREES):
        above = path.split("/")
        yield from ("/".join(above[:end]) + DOCUMENT for end in range(3, len(above)))
