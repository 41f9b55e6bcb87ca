"""`maklumat sign ID --key FILE`: the approver's act."""

from __future__ import annotations

import argparse
import os
import shlex
import sys
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from .. import approval, clock, dates, disk, documents, openssh, signers, signing, sshsig, trust
from ..approval import Act
from ..dates import WIB
from ..errors import SettingsError
from ..findings import Finding, Level
from ..markup import words
from ..progress import step
from ..refusals import REGISTRY
from ..reports import Report
from ..settings import Settings
from ..signers import Registry, Signer
from ..signing import NOTHING, Draft
from ..swapping import undisturbed
from ..verdicts import Revision
from . import workspace
from .arguments import Parser
from .check import write
from .replacing import beside

__all__ = ["parser", "run"]

UNKNOWN = signers.principal("0" * 18)
QUESTION = "Ketik nomor SOP dokumen ini untuk menandatangani (kosongkan untuk batal): "


def parser() -> Parser:
    parser = Parser("sign", "Menandatangani dokumen: menampilkan naskah, sidik, dan perubahannya, meminta nomor SOP "
                    "diketik ulang, lalu menulis tanggal pengesahan dan membuat index.md.sig.",
                    ("maklumat sign pelayanan-informasi-publik --key ~/.ssh/id_ed25519",))
    parser.add_argument("id", metavar="ID", help="`id` dokumen, sama dengan nama foldernya")
    parser.add_argument("--key", metavar="BERKAS", required=True, type=Path,
                        help="kunci SSH pejabat: kunci pribadi, kunci keamanan (FIDO2), atau berkas .pub yang kunci "
                             "pribadinya dipegang ssh-agent")
    return parser


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
    registry = _registry(settings)
    if draft.reading.document and (day := signing.signed_on(draft, key, *_purpose(settings, draft, registry, key[1]),
                                                            today)):
        sys.stdout.write(f"{found.path} sudah ditandatangani dengan kunci ini pada {dates.words(day)}; {NOTHING}\n"
                         + _next(settings, draft, registry, key[1], day))
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
    return _ask_and_sign(settings, draft, registry, arguments.key, key, findings)


def _ask_and_sign(settings: Settings, draft: Draft, registry: Registry | None, path: Path, key: tuple[str, str],
                  findings: Sequence[Finding]) -> int:
    today, document = clock.today(), draft.reading.document
    principal, namespace = _purpose(settings, draft, registry, key[1])
    before = draft.before
    sys.stdout.write(approval.sheet(Act(
        document=document, digest=draft.digest, namespace=namespace, key_type=key[0],
        fingerprint=sshsig.fingerprint(key[1]), holder=_holder(settings, draft, registry, key[1]),
        before=before, previous=documents.read(draft.reading.path, before.source).document if before else None,
        remarks=(*approval.remarks(document, registry, key[1], namespace, today), *_of_check(findings)),
    )))
    sys.stdout.flush()
    if not _is_confirmed(words(document.number)):
        return 1
    signature = signing.made(draft, path, key, principal, namespace, today)
    with beside(settings.root / draft.folder.name) as fresh, undisturbed():
        signing.put(draft, signature, fresh)
    done = "Dokumen ditandatangani" if approval.named(document) else "Salinan disahkan"
    sys.stdout.write(f"\n{done} pada {dates.words(today)}.\nDitulis:\n  {draft.reading.path}\n"
                     f"  {draft.reading.path}.sig\n{_next(settings, draft, registry, key[1], today)}")
    return 0


def _history(settings: Settings, path: str) -> tuple[Revision, ...]:
    """The document's accepted revisions, without one that is signed and not committed yet."""
    outcome = trust.standing(settings, datetime.now(WIB)).outcome
    return tuple(revision for verdict in outcome if verdict.path == path for revision in verdict.history
                 if revision.commit)


def _purpose(settings: Settings, draft: Draft, registry: Registry | None, key: str) -> tuple[str, str]:
    """Principal and namespace of the signature: the approver for a document; for a copy its certifier, or a stand-in
    where the registry does not know that person yet."""
    whose = approval.named(draft.reading.document)
    holder = _holder(settings, draft, registry, key)
    return whose or (holder.principal if holder else UNKNOWN), _namespace(settings, whose)


def _holder(settings: Settings, draft: Draft, registry: Registry | None, key: str) -> Signer | None:
    whose = approval.named(draft.reading.document)
    return approval.holder(registry, key, _namespace(settings, whose), whose) if registry else None


def _namespace(settings: Settings, whose: str) -> str:
    return signers.namespace(signers.DOCUMENT if whose else signers.COPY, settings.domain)


def _registry(settings: Settings) -> Registry | None:
    path = settings.root / REGISTRY
    data = disk.read_bytes(path) if path.exists() else b""
    return None if signers.is_empty(data) else signers.read(data, settings.domain)


def _of_check(findings: Sequence[Finding]) -> tuple[str, ...]:
    count = sum(finding.level is Level.WARNING for finding in findings)
    return (f"pemeriksaan naskah masih memberi {count} peringatan; lihat dengan `maklumat check`",) if count else ()


def _is_confirmed(number: str) -> bool:
    sys.stderr.write(QUESTION)
    sys.stderr.flush()
    typed = sys.stdin.readline() if sys.stdin else ""
    if not typed.endswith("\n"):
        sys.stderr.write("\n")
    if " ".join(typed.split()) == number:
        return True
    fault = "nomor yang diketik tidak sama dengan nomor SOP dokumen" if typed.strip() else "pengesahan dibatalkan"
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


def _next(settings: Settings, draft: Draft, registry: Registry | None, key: str, day: date) -> str:
    """The command that checks by hand, and those that bring the signature into the history."""
    document = draft.reading.document
    names = (signing.DOCUMENT, signing.SIGNATURE, *sorted(draft.files))
    files = [_typed(draft.folder / name) for name in names]
    check = openssh.command(*files[:2], _typed(settings.root / REGISTRY),
                            *_purpose(settings, draft, registry, key), day)
    note = f"Sahkan {words(document.title)}, revisi {words(document.revision)}"
    return (f"\nMemeriksa sendiri, sesudah kunci terdaftar:\n  {check}\n"
            "\nLangkah berikutnya, menyimpannya dalam riwayat git:\n"
            f"  {shlex.join(('git', 'add', '--', *files))}\n"
            f"  {shlex.join(('git', 'commit', '-m', note, '--', *files))}\n")


def _typed(path: Path) -> str:
    """The path as somebody in the current folder types it."""
    return os.path.relpath(path)
