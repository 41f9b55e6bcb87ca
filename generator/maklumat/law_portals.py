"""Where the text of a cited law can be read: the official portals, by how far their addresses are known."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlencode

from .citations import Citation

__all__ = ["Portal", "of"]

# kinds whose pages at peraturan.go.id (Kementerian Hukum) bear the number and year in their address
_NATIONAL = frozenset({"uu", "perppu", "pp", "perpres", "permendagri"})


@dataclass(frozen=True, slots=True)
class Portal:
    """`name`: the portal as people know it. `address`: the law's page there, or a search for it (`is_search`)."""

    name: str
    address: str
    is_search: bool


@lru_cache(maxsize=4096)  # the same laws stand in many documents
def of(citation: Citation) -> Portal | None:
    """The portal for a law, None where its kind, number or year is not known. Other kinds than the national ones are
    searched for in the database of all levels (JDIH BPK), whose pages bear numbers of their own."""
    if citation.id is None or citation.kind is None or citation.year is None or not citation.number.isdecimal():
        return None
    number = citation.number.lstrip("0")
    if citation.id == f"{citation.kind.key}/{citation.year}/{number}" and citation.kind.key in _NATIONAL:
        page = f"https://peraturan.go.id/id/{citation.kind.key}-no-{number}-tahun-{citation.year}"
        return Portal("peraturan.go.id", page, is_search=False)
    query = urlencode({"keywords": citation.title, "nomor": number, "tahun": citation.year})
    return Portal("JDIH BPK", f"https://peraturan.bpk.go.id/Search?{query}", is_search=True)
