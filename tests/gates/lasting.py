"""Addresses that were published never die: each in the site's own list leads to a file."""

from __future__ import annotations

from pathlib import Path

from maklumat import ledger


def faults(site: Path) -> list[str]:
    addresses = ledger.read((site / ledger.NAME).read_bytes(), ledger.NAME)
    return [f"lost: {address}" for address in addresses if not (site / ledger.file(address)).is_file()]
