"""The registry of approvers in words: a table, one line, and what changed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from .. import nip, signers, sshsig
from ..findings import joined
from ..signers import AKAR, Registry, Signer

__all__ = ["ROLES", "changes", "person", "table", "words"]

ROLES = {"pengesah": signers.DOCUMENT, "penyalin": signers.COPY}
_NAMES = {signers.DOCUMENT: "pengesah", signers.COPY: "pengesah salinan", signers.REGISTRY: AKAR}


def table(registry: Registry, today: date) -> Iterator[str]:
    """Every line of the registry as one line of a table with aligned columns."""
    rows = [("NIP", "Nama", "Peran", "Sejak", "Sampai", "Keadaan", "Kunci")]
    rows += [(person(each.principal), each.name or "-", _role(each), str(each.first_day or "-"),
              str(each.last_day or "-"), _state(each, today), _key(each)) for each in registry.signers]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() + "\n"


def changes(old: Registry, new: Registry, today: date) -> Iterator[str]:
    """What the new registry takes away (-) and brings (+), one line each."""
    before, after = ([words(each, today) for each in registry.signers] for registry in (old, new))
    lines = [f"  - {line}\n" for line in before if line not in after]
    lines += [f"  + {line}\n" for line in after if line not in before]
    yield from lines or ["  tidak ada, atau hanya catatannya\n"]


def words(signer: Signer, today: date) -> str:
    """Who may sign what with which key, and when."""
    window = [f"sejak {signer.first_day}"] if signer.first_day else []
    window += [f"sampai {signer.last_day}"] if signer.last_day else []
    roles = [] if signer.principal == AKAR else [_role(signer)]
    return ", ".join((f"{person(signer.principal)} {signer.name}".rstrip(), *roles,
                      " ".join(window) or "tanpa batas waktu", _state(signer, today), _key(signer)))


def person(principal: str) -> str:
    """A principal as people read it: the NIP in groups, or the root key."""
    return "kunci akar" if principal == AKAR else nip.grouped(principal.removeprefix("nip:"))


def _role(signer: Signer) -> str:
    return joined([_NAMES[each.partition("@")[0]] for each in signer.namespaces])


def _state(signer: Signer, today: date) -> str:
    if signer.is_valid(today):
        return "berlaku"
    return "belum berlaku" if signer.first_day and today < signer.first_day else "berakhir"


def _key(signer: Signer) -> str:
    return f"{signer.key_type.removeprefix('ssh-').removesuffix('@openssh.com')} {sshsig.fingerprint(signer.key)}"
