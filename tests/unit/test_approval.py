"""The sheet that is shown before signing: what it says has changed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from maklumat import approval, documents
from maklumat.approval import Act
from maklumat.verdicts import Revision

PATH = "content/maklumat/informasi-publik/index.md"
SOURCE = (Path(__file__).parents[1] / "rules/base" / PATH).read_bytes()
BEFORE = Revision(number=1, date=date(2025, 1, 20), digest="0" * 64, signer="nip:197001011995011001",
                  name="Pejabat Contoh", namespace="maklumat@ppid.contoh.go.id", note="", commit="1" * 40,
                  is_withdrawal=False, effective=date(2025, 1, 20), source=b"", signature=b"")


def changes(before: Revision | None, previous: bytes) -> str:
    """What stands under the heading of the changes."""
    act = Act(document=documents.read(PATH, SOURCE).document, digest="0" * 64, namespace=BEFORE.namespace,
              key_type="ssh-ed25519", fingerprint="SHA256:x", holder=None, before=before,
              previous=documents.read(PATH, previous).document)
    return " ".join(approval.sheet(act).split("PERUBAHAN")[1].split("YANG DITANDATANGANI")[0].split())


def test_a_document_that_was_never_approved_is_new():
    assert "Dokumen ini belum pernah disahkan; seluruh naskahnya baru." in changes(None, b"")


def test_an_earlier_revision_that_cannot_be_read_is_not_denied():
    shown = changes(BEFORE, b"\xff")
    assert "SEJAK REVISI 1, DISAHKAN 20 JANUARI 2025" in shown
    assert "tidak dapat dibaca lagi" in shown
    assert "belum pernah disahkan" not in shown


def test_the_same_text_again():
    assert "Yang terbaca tidak berubah" in changes(BEFORE, SOURCE)
