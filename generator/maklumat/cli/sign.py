"""`maklumat sign ID --key FILE`: the approver's act."""

from __future__ import annotations

import argparse
import os
import shlex
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from .. import approval, clock, dates, disk, documents, openssh, signers, signing, sshsig, trust
from ..approval import Act
from ..dates import WIB
from ..errors import SettingsError
from ..findings import Finding, Level
from ..layout import REGISTRY
from ..markup import words
from ..model import Document
from ..progress import step
from ..reports import Report
from ..settings import Settings
from ..signers import Registry, Signer
from ..signing import NOTHING, Draft
from ..swapping import undisturbed
from ..verdicts import Revision
from . import workspace
from .arguments import Parser
from .asking import ask
from .check import write
from .replacing import beside

__all__ = ["parser", "run"]

UNKNOWN = signers.principal("0" * 18)
QUESTION = "Ketik nomor SOP dokumen ini untuk menandatangani (kosongkan untuk batal): "


def parser() -> Parser:
    parser = Parser("sign", "Menandatangani dokumen: menampilkan naskah, sidik jari, dan perubahannya, meminta nomor "
                    "SOP diketik ulang, lalu menulis tanggal pengesahan dan membuat index.md.sig.",
                    ("maklumat sign pelayanan-informasi-publik --key ~/.ssh/id_ed25519",
                     "maklumat sign pelayanan-informasi-publik --key pejabat.pub"),
                    "dokumen tidak ditandatangani")
    parser.add_argument("id", metavar="ID", help="`id` dokumen, sama dengan nama foldernya")
    parser.add_argument("--key", metavar="BERKAS", required=True, type=Path,
                        help="kunci SSH pejabat: kunci rahasia, kunci keamanan (FIDO2), atau berkas .pub yang kunci "
                             "rahasianya dipegang ssh-agent")
    return parser


@dataclass(frozen=True, slots=True)
class _Sitting:
    """Who signs what, with which key: `path` is the key's file, `key` its public half (type, base64). `registry` is
    None where no key was ever enrolled."""

    settings: Settings
    draft: Draft
    registry: Registry | None
    path: Path
    key: tuple[str, str]
    today: date

    @property
    def document(self) -> Document:
        return self.draft.reading.document

    @property
    def namespace(self) -> str:
        return signers.namespace(signers.DOCUMENT if approval.named(self.document) else signers.COPY,
                                 self.settings.domain)

    @property
    def holder(self) -> Signer | None:
        """The line of the registry that names the key's owner."""
        whose = approval.named(self.document)
        return approval.holder(self.registry, self.key[1], self.namespace, whose) if self.registry else None

    @property
    def principal(self) -> str:
        """Under which name the signature is good: the approver's; for a copy its certifier's, or a stand-in where the
        registry does not know that person yet."""
        return approval.named(self.document) or (self.holder.principal if self.holder else UNKNOWN)


def run(arguments: argparse.Namespace) -> int:
    settings, today = workspace.project(), clock.today()
    if not signers.is_domain(settings.domain):
        raise SettingsError("site_url di mkdocs.yml belum diisi; tanda tangan hanya berlaku untuk satu alamat situs")
    key = openssh.public_key(arguments.key)
    with step("Membaca dokumen"):
        readings = disk.read_documents(settings)
        found = signing.find(readings, arguments.id)
        draft = signing.draft(settings, found, today, _history(settings, found.path))
    if draft.before and draft.before.source == draft.found:
        return _accepted(draft)
    sitting = _Sitting(settings, draft, _registry(settings), arguments.key, key, today)
    if found.document and (day := signing.signed_on(draft, key, sitting.principal, sitting.namespace, today)):
        sys.stdout.write(f"{found.path} sudah ditandatangani dengan kunci ini pada {dates.words(day)}; {NOTHING}\n"
                         + _next(sitting, day))
        return 0
    with step("Memeriksa dokumen"):
        findings = signing.findings(settings, readings, draft, today)
        obstacles = tuple(signing.obstacles(settings, draft))
    if any(finding.level is Level.ERROR for finding in findings):
        write(Report(1, findings))
        sys.stdout.write(f"dokumen tidak ditandatangani, {NOTHING}: perbaiki dulu semua galat\n")
        return 1
    if obstacles:
        sys.stdout.writelines(f"{found.path}: {sentence}\n" for sentence in obstacles)
        sys.stdout.write(f"dokumen tidak ditandatangani, {NOTHING}\n")
        return 1
    return _sign(sitting, findings)


def _sign(sitting: _Sitting, findings: Sequence[Finding]) -> int:
    """Shows everything, asks, signs, and puts document and signature in place."""
    draft, today = sitting.draft, sitting.today
    sys.stdout.write(approval.sheet(_act(sitting, findings)))
    sys.stdout.flush()
    if not _is_confirmed(words(sitting.document.number)):
        return 1
    signature = signing.made(draft, sitting.path, sitting.key, sitting.principal, sitting.namespace, today)
    with undisturbed(), beside(sitting.settings.root / draft.folder.name) as fresh:
        signing.put(draft, signature, fresh)
        done = "Dokumen ditandatangani" if approval.named(sitting.document) else "Salinan ditandatangani"
        sys.stdout.write(f"\n{done} pada {dates.words(today)}.\nDitulis:\n  {draft.reading.path}\n"
                         f"  {draft.reading.path}.sig\n{_next(sitting, today)}")
        sys.stdout.flush()
    return 0


def _history(settings: Settings, path: str) -> tuple[Revision, ...]:
    """The document's accepted revisions, without one that is signed and not committed yet."""
    outcome = trust.standing(settings, datetime.now(WIB)).outcome
    return tuple(revision for verdict in outcome if verdict.path == path for revision in verdict.history
                 if revision.commit)


def _registry(settings: Settings) -> Registry | None:
    path = settings.root / REGISTRY
    data = disk.read_bytes(path) if path.exists() else b""
    return None if signers.is_empty(data) else signers.read(data, settings.domain)


def _act(sitting: _Sitting, findings: Sequence[Finding]) -> Act:
    document, before, key = sitting.document, sitting.draft.before, sitting.key[1]
    warnings = sum(finding.level is Level.WARNING for finding in findings)
    of_check = f"pemeriksaan naskah masih memberi {warnings} peringatan; lihat dengan `maklumat check`"
    of_key = approval.remarks(document, sitting.registry, key, sitting.namespace, sitting.today)
    return Act(
        document=document, digest=sitting.draft.digest, namespace=sitting.namespace, key_type=sitting.key[0],
        fingerprint=sshsig.fingerprint(key), holder=sitting.holder, before=before,
        previous=documents.read(document.path, before.source).document if before else None,
        remarks=(*of_key, *approval.unseen(sitting.draft.reading.lines), *((of_check,) if warnings else ())),
    )


def _is_confirmed(number: str) -> bool:
    typed = ask(QUESTION)
    if typed and words(typed) == number:
        return True
    fault = "nomor yang diketik tidak sama dengan nomor SOP dokumen" if typed else "pengesahan dibatalkan"
    sys.stdout.write(f"{fault}; {NOTHING}\n")
    return False


def _accepted(draft: Draft) -> int:
    before = draft.before
    sys.stdout.write(f"{draft.reading.path} sudah disahkan sebagai revisi {before.number} pada "
                     f"{dates.words(before.date)} dan tidak berubah sejak itu; {NOTHING}\n")
    if draft.signature != before.signature:
        path = _typed(draft.folder / signing.SIGNATURE)
        sys.stdout.write("tanda tangannya hilang atau berubah; kembalikan dengan:\n"
                         f"  {shlex.join(('git', 'checkout', before.commit, '--', path))}\n")
    return 0


def _next(sitting: _Sitting, day: date) -> str:
    """The command that checks by hand, and those that bring the signature into the history."""
    draft, document = sitting.draft, sitting.document
    names = (signing.DOCUMENT, signing.SIGNATURE, *sorted(draft.files))
    files = [_typed(draft.folder / name) for name in names]
    check = openssh.command(*files[:2], _typed(sitting.settings.root / REGISTRY), sitting.principal, sitting.namespace,
                            day)
    note = f"Sahkan {words(document.title)}, revisi {words(document.revision)}"
    return (f"\nMemeriksa sendiri, sesudah kunci terdaftar:\n  {check}\n"
            "\nLangkah berikutnya, menyimpannya dalam riwayat git:\n"
            f"  {shlex.join(('git', 'add', '--', *files))}\n"
            f"  {shlex.join(('git', 'commit', '-m', note, '--', *files))}\n")


def _typed(path: Path) -> str:
    """The path as somebody in the current folder types it, in any shell."""
    return Path(os.path.relpath(path)).as_posix()
