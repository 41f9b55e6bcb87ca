"""What every printed sheet says, whatever it is: letterhead, colours, mark, signature and the code to scan."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache

import segno

from . import dates, nip
from .markup import words
from .model import Document, Outline, State
from .prints import Edition

__all__ = ["canonical", "common", "qr", "short", "signature", "since"]

SCAN = "Kode QR menuju {}"
ELECTRONIC = "Ditandatangani secara elektronik"
UNSIGNED = "Belum ditandatangani"
VOID = "Pengesahan gugur"
UNPROVEN = "Pengesahan belum diperiksa"

_SINCE = {State.APPROVED: "berlaku sejak {}", State.NOT_YET: "mulai berlaku {}"}


def canonical(data: Mapping[str, object]) -> str:
    """Data as the one JSON text that stands for it."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def common(document: Document, edition: Edition) -> dict[str, object]:
    """The part of a sheet's data that all templates read (theme/print/umum.typ)."""
    agency, look = document.agency, edition.stationery
    return {
        "title": words(document.title),
        "agency": {"government": words(agency.government), "office": words(agency.office), "unit": words(agency.unit)},
        "address": look.address,
        "logo": look.logo != "" and ("logo.svg" if look.logo.lower().endswith(".svg") else "logo.png"),  # logo.load()
        "colours": {"primary": look.colours.primary, "accent": look.colours.accent},
        "number": words(document.number),
        "revision": words(document.revision),
        "since": since(document, edition),
        "mark": edition.mark,
        "notice": edition.notice,
        "page": edition.page,
        "qr": qr(edition.permalink) if edition.is_clean else None,
    }


def since(document: Outline, edition: Edition) -> str:
    """From when a signed document holds, in words; "" for all others."""
    effective = document.dates.get("tanggal_efektif")
    if edition.state not in _SINCE or effective is None or effective.reading.value is None:
        return ""
    return _SINCE[edition.state].format(dates.words(effective.reading.value))


@lru_cache(maxsize=64)  # the same on every sheet of a document
def qr(address: str) -> dict[str, object]:
    """The code as SVG, one unit a module and no quiet zone, and what it says. `modules`: along its side.
    Level Q: a quarter may be damaged."""
    code = segno.make_qr(address, error="q", boost_error=False)
    return {"svg": code.svg_inline(border=0, svgclass=None, lineclass=None), "address": address,
            "modules": code.symbol_size(border=0)[0], "short": short(address), "alt": SCAN.format(address)}


def short(address: str) -> str:
    """A short address as people type it, without its scheme."""
    return address.partition("://")[2].rstrip("/")


def signature(document: Document, edition: Edition) -> dict[str, object]:
    """The signature block: place and date, title, name and NIP; `line` says how it was signed, `space` asks for room
    to sign by hand (`cara: basah`). A text that nobody has signed bears no date, whatever stands in it."""
    official = document.approver
    wet = words(document.method) == "basah"
    if edition.state is State.VOID:
        line = VOID
    elif wet:
        line = ""
    else:
        line = ELECTRONIC if edition.signed else UNSIGNED if edition.state is State.DRAFT else UNPROVEN
    return {
        "place": edition.stationery.place,
        "date": _date(document, wet) if edition.signed else "",
        "title": words(official.title), "name": words(official.name),
        "nip": f"NIP {nip.grouped(official.nip.text)}" if official.nip else "",
        "line": line,
        "space": not line,
    }


def _date(document: Document, wet: bool) -> str:
    """The date of a signature in words; of wet ink, that of the paper: its last revision or its making."""
    names = ("tanggal_revisi", "tanggal_pembuatan") if wet else ("tanggal_pengesahan",)
    values = (document.dates[name].reading.value for name in names if name in document.dates)
    return next((dates.words(value) for value in values if value), "")
