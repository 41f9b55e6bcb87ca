"""What a document lists under `lampiran`, and whether a file may go out as one of these."""

from __future__ import annotations

from collections.abc import Iterator

from . import passive
from .model import Outline

__all__ = ["is_fit", "listed"]


def listed(document: Outline) -> Iterator[tuple[str, str]]:
    """The paths of the files beside a document that it lists, with the digest that was signed."""
    for item in document.attachments:
        if item.name and item.sha256:
            yield document.path.removesuffix("index.md") + item.name.text.strip(), item.sha256.text.strip()


def is_fit(path: str, digest: str, other: str | None) -> bool:
    """May a file go out: of a kind that runs nothing, and listed and found with the same digest?"""
    return bool(digest) and digest == other and passive.is_passive(path)
