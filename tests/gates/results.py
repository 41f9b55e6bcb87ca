"""What the gates found on the agency's own site, for its accessibility statement: one small file a gate and view, put
together by tests/gates/after.py."""

from __future__ import annotations

import json

from ..sites.office import REPOSITORY

FOLDER = REPOSITORY / "build/gates"  # kept out of git
PARTS, DIGEST, FILE = FOLDER / "bagian", FOLDER / "situs", FOLDER / "aksesibilitas.json"


def keep(gate: str, part: str, version: str, pages: int, faults: int) -> None:
    """`pages`: how many pages this gate looked at, in one view (`part`) where it looks at several."""
    PARTS.mkdir(parents=True, exist_ok=True)
    data = {"gate": gate, "version": version, "pages": pages, "faults": faults}
    (PARTS / f"{gate}-{part}.json").write_text(json.dumps(data), encoding="utf-8")
