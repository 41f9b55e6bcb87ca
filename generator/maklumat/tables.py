"""All signed documents as a list: `index.json` for programs, in parts where it would be too long; a CSV table for
spreadsheets (RFC 4180)."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from io import StringIO

from . import pages
from .catalogue import Catalogue, Entry
from .markup import words
from .model import Kind
from .planned import FEED, INDEX, INDEX_SCHEMA, PARTS, SCHEMA, TABLE

__all__ = ["indexes", "table"]

MOST = 1000  # documents in one file: some 700 KB

_FOLDER = TABLE.rpartition("/")[0] + "/"
_BOM = "\ufeff"  # without it Excel takes UTF-8 for the machine's own encoding
_COMMANDS = ("=", "+", "-", "@", "\t", "\r")  # a cell that starts so is run by spreadsheets (OWASP, CSV Injection)
_COLUMNS = ("jenis", "id", "judul", "nomor_sop", "perangkat_daerah", "unit_kerja", "keadaan", "revisi",
            "tanggal_pengesahan", "tanggal_efektif", "sha256", "halaman", "permanen", "data")


def indexes(catalogue: Catalogue) -> Iterator[tuple[str, dict[str, object]]]:
    """`index.json` and its parts by place below the site, each what schemas/indeks.schema.json describes, as JSON-able
    values; None for what is not known. Of more than MOST documents it names the parts that hold them, which are made
    alike but for what they hold."""
    public = catalogue.public
    parts = [public[start:start + MOST] for start in range(0, len(public), MOST)] if len(public) > MOST else []
    places = [f"{PARTS}{number}.json" for number in range(1, len(parts) + 1)]
    yield INDEX, _index(catalogue, INDEX, public, places)
    for place, part in zip(places, parts, strict=True):
        yield place, _index(catalogue, place, part, ())


def _index(catalogue: Catalogue, own: str, public: Sequence[Entry], parts: Sequence[str]) -> dict[str, object]:
    here = own.rpartition("/")[0] + "/" if "/" in own else ""
    kinds, states = (Counter(values) for values in
                     ((entry.kind for entry in public), (entry.status.key for entry in public)))
    return {
        "$schema": catalogue.link(here, INDEX_SCHEMA),
        "laman": {"nama": catalogue.facts.site_name or None, "alamat": catalogue.url("") or None},
        "instansi": sorted({entry.office for entry in public if entry.office}),
        "jumlah": {"dokumen": len(public), **{kind.value: kinds[kind] for kind in Kind},
                   "keadaan": dict(sorted(states.items()))},
        "berkas": {"tabel": catalogue.link(here, TABLE), "umpan": catalogue.link(here, FEED),
                   "skema_dokumen": catalogue.link(here, SCHEMA)},
        "bagian": [catalogue.link(here, part) for part in parts],
        "dokumen": [] if parts else [dict(zip(_COLUMNS, _row(entry, catalogue, here), strict=True))
                                     for entry in public],
    }


def _row(entry: Entry, catalogue: Catalogue, here: str) -> tuple[str | int | None, ...]:
    """The values of _COLUMNS; addresses are whole where the site's is known, else from `here`."""
    revision = entry.revision
    return (
        entry.kind.value, words(entry.outline.id), entry.title, entry.number or None,
        entry.office or None, entry.unit or None, entry.status.key, revision.number, revision.date.isoformat(),
        revision.effective.isoformat() if revision.effective else None, revision.digest,
        *(catalogue.link(here, there)
          for there in (entry.address, entry.permalink, entry.address + pages.TWIN)),
    )


def table(catalogue: Catalogue) -> str:
    """The CSV file: a row of names, one for each document, each ending in CR LF."""
    file = StringIO()
    rows = csv.writer(file, lineterminator="\r\n")
    rows.writerow(_COLUMNS)
    rows.writerows(map(_cell, _row(entry, catalogue, _FOLDER)) for entry in catalogue.public)
    return _BOM + file.getvalue()


def _cell(value: str | int | None) -> str:
    """A value that no spreadsheet takes for a formula."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_COMMANDS) else text
