"""The files beside a document against those that it lists: exactly these, with exactly these bytes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

__all__ = ["faults"]


def faults(listed: Iterable[tuple[str, str]], present: Mapping[str, str]) -> tuple[str, ...]:
    """One sentence per difference, none when all is well.

    `listed` pairs each name under `lampiran` with its SHA-256 in hexadecimal; `present` maps every file in the
    document's folder (relative, with forward slashes; without index.md, index.md.sig and what belongs to another
    document) to its own, "" where it cannot be read.
    """
    wanted: dict[str, str] = {}
    found = []
    for name, digest in listed:
        if name in wanted:
            found.append(f"lampiran {name} tercantum dua kali")
        wanted.setdefault(name, digest)
    for name, digest in wanted.items():
        if name not in present:
            found.append(f"lampiran {name} tidak ada di folder dokumen")
        elif not present[name] or present[name] != digest:
            found.append(f"isi lampiran {name} tidak sama dengan sidik jari SHA-256 yang tercantum")
    found += (f"berkas {name} di folder dokumen tidak tercantum pada `lampiran`"
              for name in sorted(present.keys() - wanted.keys()))
    return tuple(found)
