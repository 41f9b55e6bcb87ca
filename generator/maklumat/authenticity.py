"""A signed document's history, and how a reader checks it by hand, as parts of its page."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from . import nip, signers
from .evidence import folder
from .markup import day, scroll, words
from .verdicts import Revision, Verdict

__all__ = ["Registry", "check_command", "history", "is_copy", "method", "proof", "root_command", "signer"]

OPENSSH = "OpenSSH 9.1 atau yang lebih baru"  # older ones misread dates with Z
CONTINUED = " \\\n  "
SHORT = 8  # hexadecimal digits of a digest that tell revisions apart


@dataclass(frozen=True, slots=True)
class Registry:
    """Where a page finds the published list of keys: its address from the page, and whether the root's signature lies
    beside it. `checker`: the address of the page that checks this document in the browser, to which
    the number of a revision is added."""

    address: str
    is_signed: bool
    checker: str


def is_copy(revision: Revision) -> bool:
    """Was wet ink signed, and this text certified as its true copy?"""
    return revision.namespace.partition("@")[0] == signers.COPY


def signer(revision: Revision) -> str:
    """Who signed, by name in the registry or else by number."""
    return words(revision.name) or f"NIP {nip.grouped(revision.signer.removeprefix('nip:'))}"


def method(revision: Revision) -> str:
    """How the revision was approved, in words that claim no more than its signature proves."""
    if is_copy(revision):
        return f"Ditandatangani basah; salinan disahkan sesuai aslinya oleh {escape(signer(revision))}"
    return "Disahkan – tanda tangan digital dengan kunci terdaftar (TTE tidak tersertifikasi)"


def history(verdict: Verdict) -> str:
    """The accepted revisions as a table, the newest first."""
    rows = "\n".join(_row(revision) for revision in reversed(verdict.history))
    table = f"""<table class="riwayat">
<caption>Riwayat revisi yang disahkan</caption>
<thead>
<tr><th scope="col">Revisi</th><th scope="col">Tanggal pengesahan</th><th scope="col">Disahkan oleh</th>\
<th scope="col">Alasan</th><th scope="col">Berkas</th><th scope="col">Sidik jari</th></tr>
</thead>
<tbody>
{rows}
</tbody>
</table>"""
    return f'<h2 id="riwayat">Riwayat</h2>\n{scroll("Tabel riwayat", table)}'


def _row(revision: Revision) -> str:
    here, number = folder(revision.number), revision.number
    role = "Salinan sesuai aslinya: " if is_copy(revision) else ""
    reason = " ".join(filter(None, ("Pencabutan." if revision.is_withdrawal else "", words(revision.note))))
    which = f'<span class="tersembunyi"> revisi {number}</span>'
    text = f'<a href="{here}naskah.txt">naskah{which}</a>'
    signature = f'<a href="{here}naskah.txt.sig">tanda tangan{which}</a>'
    page = f'<a href="{here}"><span class="tersembunyi">Revisi </span>{number}</a>'
    return (f'<tr><th scope="row">{page}</th><td>{day(revision.date)}</td>'
            f"<td>{role}{escape(signer(revision))}</td><td>{escape(reason)}</td><td>{text}, {signature}</td>"
            f"<td>{_digest(revision)}</td></tr>")


def _digest(revision: Revision) -> str:
    """Its first digits, and all of them for whoever opens it."""
    return (f'<details><summary><span class="tersembunyi">Sidik jari revisi {revision.number}: </span>'
            f"<code>{revision.digest[:SHORT]}…</code></summary><code>{revision.digest}</code></details>")


def proof(revision: Revision, registry: Registry, here: str) -> str:
    """Three steps by which anybody checks the text without trusting this site, and what they do and do not prove.
    `here`: where the revision's files lie, from the page that shows the steps."""
    names = [("naskah.txt", here), ("naskah.txt.sig", here), ("allowed_signers", registry.address)]
    names += [("allowed_signers.sig", registry.address)] if registry.is_signed else []
    links = [f'<a href="{where}{name}"><code>{name}</code></a>' for name, where in names]
    checker = f"{registry.checker}&revisi={revision.number}"
    answer = escape(f'Good "{revision.namespace}" signature for {revision.signer}')
    return f"""<h2 id="keaslian">Keaslian</h2>
<p>Anda dapat memeriksa naskah ini sendiri, tanpa harus percaya pada laman ini. Cara yang lebih singkat: \
<a href="{escape(checker)}">periksa di peramban</a>.</p>
<ol class="keaslian">
<li><p><strong>Cocokkan sidik jari.</strong> Unduh {", ".join(links[:-1])}, dan {links[-1]} ke satu folder. \
Perintah <code>sha256sum naskah.txt</code> harus menyebut:</p>
<pre><code>{revision.digest}</code></pre></li>
<li><p><strong>Periksa tanda tangan.</strong> Jalankan perintah ini di folder itu, dengan {OPENSSH}:</p>
<pre><code>{escape(check_command(revision))}</code></pre>
<p>Jawaban yang benar diawali <code>{answer}</code>.</p>
{_root(revision) if registry.is_signed else _NO_ROOT}</li>
<li><p><strong>Pahami artinya.</strong> {_meaning(revision)} Yang tidak dibuktikan: bahwa naskah \
masih berlaku, kapan persisnya naskah ditandatangani, dan keaslian halaman lain, menu, serta tampilan laman ini. \
Bila isi laman berbeda dari <code>naskah.txt</code>, yang disahkan adalah <code>naskah.txt</code>.</p></li>
</ol>"""


_NO_ROOT = ("<p>Cocokkan sidik jari kunci dalam jawaban itu dengan yang diumumkan di papan pengumuman instansi, karena "
            "daftar kunci di laman ini tidak membuktikan dirinya sendiri.</p>")


def _root(revision: Revision) -> str:
    return f"""<p>Lalu periksa daftar kunci <code>allowed_signers</code>:</p>
<pre><code>{escape(root_command(revision))}</code></pre>
<p>Cocokkan sidik jari kunci dalam jawabannya dengan sidik jari kunci akar di papan pengumuman instansi.</p>"""


def _meaning(revision: Revision) -> str:
    name = escape(signer(revision))
    if is_copy(revision):
        return (f"Bila semuanya cocok, terbukti bahwa {name} menyatakan isi <code>naskah.txt</code> sesuai dengan "
                "naskah asli yang ditandatangani basah, dan isi itu tidak berubah sejak dinyatakan demikian.")
    return ("Bila semuanya cocok, terbukti bahwa isi <code>naskah.txt</code> ditandatangani dengan kunci yang "
            f"terdaftar atas nama {name}, dan tidak berubah sejak ditandatangani.")


def check_command(revision: Revision) -> str:
    """The shell command that checks the published revision by hand, as of noon WIB of the day it was signed."""
    return _command(("-Y", "verify"), ("-f", "allowed_signers"), ("-I", revision.signer), ("-n", revision.namespace),
                    ("-s", "naskah.txt.sig"), ("-O", f"verify-time={revision.date:%Y%m%d}050000Z"), to="naskah.txt")


def root_command(revision: Revision) -> str:
    """The shell command that names the key which signed the published registry. It trusts no registry: whoever runs it
    compares the key with the notice board, also after the root key was replaced."""
    namespace = signers.namespace(signers.REGISTRY, revision.namespace.partition("@")[2])
    return _command(("-Y", "check-novalidate"), ("-n", namespace), ("-s", "allowed_signers.sig"), to="allowed_signers")


def _command(first: Sequence[str], *options: Sequence[str], to: str) -> str:
    """One option a line, as a shell takes it: it fits a narrow screen and copies whole."""
    lines = [shlex.join(("ssh-keygen", *first)), *map(shlex.join, options), f"< {shlex.quote(to)}"]
    return CONTINUED.join(lines)
