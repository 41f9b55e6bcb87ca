"""The short name of a new document: its folder, its address and its `id`, all the same and good on every system."""

from __future__ import annotations

import re
from collections.abc import Iterable

from .facets import slug
from .layout import DEVICE
from .model import Kind, Outline

__all__ = ["LONGEST", "fault", "short", "taken", "title"]

LONGEST = 300  # letters of one line of a document's head
_LONGEST_NAME = 80
_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_START = {Kind.MAKLUMAT: "maklumat", Kind.SOP: "sop"}  # the folder above says so already


def fault(typed: str, kind: Kind) -> str:
    """What keeps the text from being a name, with or without one unit folder before it; "" where nothing does."""
    *units, name = typed.split("/")
    parts = (*units, name)
    if len(parts) <= 2 and all(_NAME.fullmatch(part) and len(part) <= _LONGEST_NAME for part in parts):
        device = next((part for part in parts if DEVICE.fullmatch(part)), "")
        return f"nama `{device}` tidak dapat dipakai di Windows; tambahkan satu kata" if device else ""
    plain = typed.encode(errors="replace").decode()
    meant = short(plain, kind)
    return f"{plain!r} tidak dapat menjadi nama folder; pakai huruf kecil, angka, dan tanda hubung" + (
        f", misalnya `{meant}`" if meant else "")


def taken(name: str, documents: Iterable[Outline]) -> str:
    """Says which document has this id already; "" where none has. `name`: with or without a unit folder."""
    id = name.rpartition("/")[2]
    holder = next((each for each in documents if each.id and each.id.text.lower() == id), None)
    return f"id `{id}` sudah dipakai oleh {holder.path}; pilih nama lain, misalnya dengan nama unit di depannya" \
        if holder else ""


def short(title: str, kind: Kind) -> str:
    """A name made of a title, "" where it holds no letter for one."""
    name = re.sub("-{2,}", "-", slug(title))[:_LONGEST_NAME].strip("-")
    bare = name.removeprefix(f"{_START[kind]}-")
    return bare if _NAME.fullmatch(bare) and not DEVICE.fullmatch(bare) else ""


def title(name: str, kind: Kind) -> str:
    """A title made of a name, "" where there is none."""
    spoken = " ".join(word.capitalize() for word in name.rpartition("/")[2].split("-") if word)
    return f"Maklumat {spoken}" if spoken and kind is Kind.MAKLUMAT else spoken
