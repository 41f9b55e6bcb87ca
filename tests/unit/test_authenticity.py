"""History and proof of a document: what they say, and that they say it only as far as it is true."""

from __future__ import annotations

import re
from datetime import date
from html import escape, unescape

import pytest

from maklumat import authenticity, openssh
from maklumat.authenticity import Registry
from maklumat.model import State
from maklumat.verdicts import Verdict

from .verdicts import revision

SIGNED, UNSIGNED = (Registry("../../pengesah/", is_signed, "../../keaslian/?dokumen=a") for is_signed in (True, False))
HERE = "revisi/1/"
COPY = {"namespace": "salinan@ppid.contoh.go.id", "name": "Penyalin Contoh"}
EVIL = '</table><script>alert("1")</script>'


def rows(*revisions):
    html = authenticity.history(Verdict("x", "x", State.APPROVED, "", revisions[-1].digest, revisions))
    return re.findall("<tr><th scope=\"row\">.*</tr>", html)


def test_the_newest_revision_comes_first_with_its_reason_and_its_files():
    first, second = revision(b"satu"), revision(b"dua", 2, date=date(2025, 3, 4), note="Loket pindah.")
    newest, oldest = rows(first, second)
    page = '<a href="revisi/2/"><span class="tersembunyi">Revisi </span>2</a>'
    assert newest.startswith(f'<tr><th scope="row">{page}</th>'
                             '<td><time datetime="2025-03-04">4 Maret 2025</time></td>'
                             "<td>Pejabat Contoh</td><td>Loket pindah.</td>")
    assert '<a href="revisi/1/naskah.txt">naskah<span class="tersembunyi"> revisi 1</span></a>' in oldest
    assert '<a href="revisi/1/naskah.txt.sig">' in oldest
    assert f"<code>{first.digest[:8]}…</code>" in oldest
    assert f"<code>{first.digest}</code>" in oldest


def test_a_withdrawal_and_a_certified_copy_are_told_as_such():
    copy, withdrawal = rows(revision(b"a", 2, is_withdrawal=True, note="Diganti."), revision(b"b", 3, **COPY))
    assert "<td>Salinan sesuai aslinya: Penyalin Contoh</td>" in copy
    assert "<td>Pencabutan. Diganti.</td>" in withdrawal


def test_whoever_has_no_name_in_the_registry_is_told_by_number():
    assert "<td>NIP 19700101 199501 1 001</td>" in rows(revision(b"a", name=""))[0]


@pytest.mark.parametrize("registry", [SIGNED, UNSIGNED])
def test_hostile_names_and_reasons_stay_text(registry):
    for given in (revision(b"a", name=EVIL, note=EVIL), revision(b"a", **COPY | {"name": EVIL})):
        html = rows(given)[0] + authenticity.proof(given, registry, HERE) + authenticity.method(given)
        assert "<script" not in html
        assert escape(EVIL) in html


@pytest.mark.parametrize("given", [revision(b"a"), revision(b"a", **COPY)])
def test_the_command_asks_what_the_gate_asks(given):
    said = authenticity.check_command(given).replace(" \\\n  ", " ")
    assert said == openssh.command("naskah.txt", "naskah.txt.sig", "allowed_signers", given.signer, given.namespace,
                                   given.date)


def test_the_proof_shows_digest_and_commands_and_links_what_they_need():
    given = revision(b"a")
    html = authenticity.proof(given, SIGNED, HERE)
    assert [unescape(text) for text in re.findall("<pre><code>(.*?)</code></pre>", html, re.DOTALL)] == [
        given.digest, authenticity.check_command(given), authenticity.root_command(given)]
    assert re.findall('href="([^"]+)"', html) == [
        "../../keaslian/?dokumen=a&amp;revisi=1", "revisi/1/naskah.txt", "revisi/1/naskah.txt.sig",
        "../../pengesah/allowed_signers", "../../pengesah/allowed_signers.sig"]
    assert "papan pengumuman" in html
    assert ("Yang tidak dibuktikan: bahwa naskah masih berlaku, kapan persisnya naskah ditandatangani, dan keaslian "
            "halaman lain, menu, serta tampilan laman ini.") in html
    assert not re.search("sidik(?! jari)", html)


def test_without_a_root_signature_no_command_claims_one():
    html = authenticity.proof(revision(b"a"), UNSIGNED, HERE)
    assert "allowed_signers.sig" not in html
    assert "check-novalidate" not in html
    assert "papan pengumuman" in html


def test_a_copy_is_never_said_to_be_signed_by_the_official():
    given = revision(b"a", **COPY)
    assert authenticity.method(given) == "Ditandatangani basah; salinan disahkan sesuai aslinya oleh Penyalin Contoh"
    assert "kunci yang terdaftar atas nama" not in authenticity.proof(given, SIGNED, HERE)
    assert authenticity.method(revision(b"a")) == (
        "Disahkan – tanda tangan digital dengan kunci terdaftar (TTE tidak tersertifikasi)")
