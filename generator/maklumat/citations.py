"""Legal citations: `Jenis Nomor N Tahun YYYY tentang Judul` -> parts and a canonical id."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Citation", "read"]


@dataclass(frozen=True, slots=True)
class Citation:
    """A citation as understood. `id` is canonical (`uu/2008/14`), None when it cannot be made out."""

    text: str
    id: str | None = None


def read(text: str) -> Citation:
    return Citation(text)
