"""What a person is shown before signing a document: its text, what changed, what is signed with which key, and what
stands in the way of publishing it."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import takewhile

from . import dates, nip, plaintext, signers, worddiff
from .markup import words
from .model import Document
from .reports.excerpt import visible
from .signers import Registry, Signer
from .verdicts import Revision

__all__ = ["WET_INK", "Act", "holder", "named", "remarks", "sheet", "unseen"]

WET_INK = "basah"
CONTEXT = 160  # characters of a paragraph's unchanged text that are shown beside a change
NOTES = 3  # lines of notes that are shown
_BAR, _LINE = "=" * plaintext.WIDTH, "-" * plaintext.WIDTH


@dataclass(frozen=True, slots=True)
class Act:
    """One sign-off about to happen.

    `document` is read from the very bytes whose SHA-256 is `digest`. `fingerprint` is the key's, `holder` the line of
    the registry that names its owner. `before` is the last accepted revision, `previous` the document it holds.
    `remarks` are what the person should know first.
    """

    document: Document
    digest: str
    namespace: str
    key_type: str
    fingerprint: str
    holder: Signer | None
    before: Revision | None = None
    previous: Document | None = None
    remarks: tuple[str, ...] = ()

    @property
    def is_copy(self) -> bool:
        """Is a copy of a document in wet ink certified, instead of the document approved?"""
        return words(self.document.method) == WET_INK


def holder(registry: Registry, key: str, namespace: str, whose: str = "") -> Signer | None:
    """The line of the registry that fits best: the key with this purpose and (unless "") this principal, else the key
    in any other line."""
    lines = [signer for signer in registry.signers if signer.key == key]
    return max(lines, default=None, key=lambda signer: (namespace in signer.namespaces,
                                                        whose in ("", signer.principal), signer.line))


def named(document: Document) -> str:
    """Who must sign: the principal of the approver whom the document names; "" for a copy of wet ink, which any
    enrolled certifier may sign."""
    if words(document.method) == WET_INK:
        return ""
    return signers.principal(nip.read(words(document.approver.nip)).digits)


def remarks(document: Document, registry: Registry | None, key: str, namespace: str, today: date) -> Iterator[str]:
    """Sentences on why the gate would not accept this signature today; it may be made all the same. `registry` is None
    where no key was ever enrolled."""
    if registry is None:
        yield "belum ada daftar pengesah (pengesah/allowed_signers); tanda tangan ini dapat dibuat sekarang, tetapi " \
              "dokumen belum dapat terbit sebelum kunci ini didaftarkan dengan `maklumat approver add`"
        return
    if registry.faults:
        yield f"daftar pengesah rusak pada baris {registry.faults[0].line}: {registry.faults[0].message}"
    whose = named(document)
    owned = [signer for signer in registry.signers if signer.key == key]
    own = [signer for signer in owned if whose in ("", signer.principal)]
    fit = [signer for signer in own if namespace in signer.namespaces]
    if not owned:
        yield "kunci ini belum terdaftar; dokumen belum dapat terbit sebelum kunci didaftarkan dengan " \
              "`maklumat approver add`"
    elif not own:
        yield f"kunci ini terdaftar atas nama {_person(owned[0])}, bukan atas nama pejabat pengesah dokumen ini; " \
              "tanda tangannya akan ditolak"
    elif not fit:
        purpose = "mengesahkan dokumen" if whose else "mengesahkan salinan"
        yield f"kunci ini terdaftar atas nama {_person(own[0])}, tetapi tidak untuk {purpose}; tanda tangannya akan " \
              "ditolak"
    elif not any(signer.is_valid(today) for signer in fit):
        yield "menurut daftar pengesah, kunci ini tidak berlaku pada hari ini, " \
              f"{dates.words(today)}; tanda tangannya akan ditolak"


def unseen(lines: Sequence[str]) -> Iterator[str]:
    """What is signed and published with the text and stands on no page: notes on lines of their own between the keys.
    `lines` are those of the file."""
    head = takewhile(lambda line: line.rstrip() != "---", lines[1:])
    notes = [f"“{visible(line.strip())}”" for line in head if line.lstrip().startswith("#")]
    if notes:
        more = f", dan {len(notes) - NOTES} baris lain" if len(notes) > NOTES else ""
        yield f"kepala data memuat {len(notes)} baris catatan yang tidak tampil pada halaman, tetapi ikut " \
              f"ditandatangani dan terbit bersama teks aslinya; hapus dahulu bila tidak untuk umum: " \
              f"{', '.join(notes[:NOTES])}{more}"


def sheet(act: Act) -> str:
    """The whole page for the terminal, up to the question."""
    text = plaintext.wrapped(plaintext.lines(act.document)) or "(naskah kosong)\n"
    parts = [
        f"{_BAR}\n{_title(act)}{_BAR}\n\n{plaintext.table(plaintext.facts(act.document))}",
        f"{_head('Naskah')}{text}{_LINE}\n",
        _attachments(act.document), _changes(act), _signed(act),
        f"{_head('Perhatian')}{_bullets(act.remarks)}" if act.remarks else "",
    ]
    return "\n".join(part for part in parts if part) + "\n"


def _title(act: Act) -> str:
    if act.is_copy:
        return "PENGESAHAN SALINAN\n" + _filled(
            "Dengan menandatangani, Anda menyatakan bahwa naskah di bawah ini dan lampirannya sesuai dengan dokumen "
            "asli yang bertanda tangan basah.")
    if words(act.document.status) == "dicabut":
        return "PENCABUTAN DOKUMEN\n" + _filled(
            "Dengan menandatangani, Anda mencabut dokumen di bawah ini. Sesudah itu, dokumen tidak berlaku lagi.")
    return "PENGESAHAN DOKUMEN\n" + _filled(
        "Dengan menandatangani, Anda mengesahkan seluruh naskah di bawah ini beserta lampirannya.")


def _attachments(document: Document) -> str:
    if not document.attachments:
        return f"{_head('Lampiran')}Tidak ada.\n"
    rows = (f"{number}. {visible(words(item.name))}\n   SHA-256 {words(item.sha256)}\n"
            for number, item in enumerate(document.attachments, 1))
    return _head("Lampiran") + "".join(rows)


def _changes(act: Act) -> str:
    if act.before is None:
        return f"{_head('Perubahan')}Dokumen ini belum pernah disahkan; seluruh naskahnya baru.\n"
    head = _head(f"Perubahan sejak revisi {act.before.number}, disahkan {dates.words(act.before.date)}")
    if act.previous is None:
        return head + _filled("Naskah revisi itu tidak dapat dibaca lagi, sehingga perubahannya tidak dapat "
                              "ditunjukkan; bacalah seluruh naskah di atas.")
    pieces = worddiff.compare(plaintext.everything(act.previous), plaintext.everything(act.document))
    if not worddiff.is_changed(pieces):
        return f"{head}Yang terbaca tidak berubah; yang berbeda hanya cara penulisannya dalam berkas.\n"
    legend = "[-…-] dihapus, {+…+} ditambahkan, … bagian yang tidak berubah.\n\n"
    rows = (worddiff.marked(row, CONTEXT) for row in worddiff.changed(pieces))
    return head + legend + plaintext.wrapped(rows)


def _signed(act: Act) -> str:
    purpose = "pengesahan salinan" if act.is_copy else "pengesahan dokumen"
    owner = _person(act.holder) if act.holder else "belum tercatat dalam daftar pengesah"
    return _head("Yang ditandatangani") + plaintext.table((
        ("Berkas", visible(act.document.path)), ("SHA-256", act.digest),
        ("Keperluan", f"{purpose} ({act.namespace})"),
        ("Kunci", f"{act.fingerprint} ({act.key_type})"), ("Milik", owner),
    ))


def _person(signer: Signer) -> str:
    if signer.principal == signers.AKAR:
        return "kunci akar"
    number = f"NIP {nip.grouped(signer.principal.removeprefix('nip:'))}"
    return f"{signer.name} ({number})" if signer.name else number


def _head(text: str) -> str:
    return f"{text.upper()}\n{_LINE}\n"


def _filled(text: str) -> str:
    return textwrap.fill(text, plaintext.WIDTH, break_long_words=False, break_on_hyphens=False) + "\n"


def _bullets(sentences: Iterable[str]) -> str:
    return "".join(textwrap.fill(sentence, plaintext.WIDTH, initial_indent="! ", subsequent_indent="  ",
                                 break_long_words=False, break_on_hyphens=False) + "\n" for sentence in sentences)
