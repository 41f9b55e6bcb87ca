"""Why the evidence keeps a commit, or a site, from being published, in words for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from .excerpt import visible

if TYPE_CHECKING:
    from ..verdicts import Refusal

__all__ = ["lines"]


def lines(refusals: Iterable[Refusal]) -> Iterator[str]:
    """Three lines for each refusal: its code and path, what is wrong, what to do."""
    for refusal in refusals:
        yield f"DITOLAK {refusal.code} {visible(refusal.path)}".rstrip()
        yield f"  {visible(refusal.message)}"
        yield f"  {visible(refusal.help)}"
