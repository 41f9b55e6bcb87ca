"""How a site stands to the sign-off."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["Mode"]


class Mode(StrEnum):
    """CONTOH while no approver is enrolled: drafts are shown, marked. KETAT from the first enrolled key on; an editor
    then previews (PRATINJAU) what is not signed and what is void, each under its mark."""

    SAMPLE = "contoh"
    PREVIEW = "pratinjau"
    STRICT = "ketat"
