"""`baru/`: how to write a new document in the browser. A link opens the git host's page for a new file, filled with the
template where the host takes one; the same text stands on the page and lies beside it as a file, byte for byte."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from . import template
from .catalogue import Catalogue, relative
from .model import Kind
from .planned import Page
from .staged import Head

__all__ = ["ADDRESS", "PLACEHOLDER", "files", "pages", "text"]

ADDRESS = "baru/"
TITLE = "Buat maklumat baru"
PLACEHOLDER = "nama-singkat"  # of the folder; a person puts the document's own name there
KINDS = {Kind.MAKLUMAT: "Maklumat pelayanan", Kind.SOP: "SOP"}
EXAMPLES = {Kind.MAKLUMAT: "pelayanan-informasi-publik", Kind.SOP: "permohonan-informasi-publik"}


def pages(catalogue: Catalogue) -> Iterator[Page]:
    """The page. It is for editors, so no list and no search engine names it."""
    block = _block(catalogue)
    head = Head(TITLE, "Naskah awal maklumat pelayanan dan SOP untuk diisi", listed=False)
    yield Page("", f"{ADDRESS}index.md", ADDRESS, block, head)


def files(catalogue: Catalogue) -> Iterator[tuple[str, bytes]]:
    """The templates as plain files."""
    for kind in KINDS:
        yield _file(kind), text(kind, catalogue)


def text(kind: Kind, catalogue: Catalogue) -> bytes:
    """The template with what signed documents tell: this page is public, drafts are not. No day: a site must not depend
    on when it was built."""
    return template.data(template.proposed(kind, (entry.outline for entry in catalogue.public)))


def _file(kind: Kind) -> str:
    return f"{ADDRESS}{kind.value}.txt"


def _block(catalogue: Catalogue) -> str:
    kinds = "\n".join(_kind(kind, catalogue) for kind in KINDS)
    return f"""<article class="dokumen" data-jenis="baru">
<h1>{TITLE}</h1>
<p>Halaman ini untuk penyunting. Naskah awal di bawah sudah memuat bagian yang wajib ada; yang masih kosong diisi oleh \
instansi. Naskah baru adalah rancangan sampai pejabat yang berwenang menandatanganinya.</p>
<h2 id="cara">Cara mengisi</h2>
<ol>
<li>Buka halaman berkas baru, atau salin naskahnya ke <code>index.md</code> di folder baru. Ganti \
<code>{PLACEHOLDER}</code> pada nama berkas dengan nama singkat dokumen: huruf kecil, angka, dan tanda hubung.</li>
<li>Isi <code>id</code> dengan nama singkat itu juga, lalu isi <code>judul</code>, <code>nomor_sop</code>, instansi, \
pejabat, serta <code>tanggal_pembuatan</code> dan <code>tanggal_efektif</code> dengan bentuk tahun-bulan-hari, \
misalnya <code>2025-01-20</code>. Biarkan <code>tanggal_pengesahan</code> kosong.</li>
<li>Periksa isi naskahnya: setiap kalimat menjadi janji instansi Anda. Ubah atau hapus yang tidak sesuai.</li>
<li>Simpan sebagai usul perubahan. Pemeriksaan berjalan sendiri dan menunjukkan bagian yang belum benar.</li>
</ol>
{kinds}
<h2 id="perintah">Dengan perintah</h2>
<p>Di komputer yang memuat salinan repositori, <code>maklumat new maklumat</code> dan <code>maklumat new sop</code> \
menanyakan isian itu dan menulis berkas yang sama.</p>
</article>"""


def _kind(kind: Kind, catalogue: Catalogue) -> str:
    name, written, value = KINDS[kind], text(kind, catalogue).decode(), kind.value
    lines = "&#10;".join(escape(line) for line in written.split("\n"))  # an empty line would end the block in Markdown
    return f"""<h2 id="{value}">{name}</h2>
{_link(kind, written, catalogue)}\
<p>Tempat berkas: <code>{escape(catalogue.facts.content)}/{value}/{PLACEHOLDER}/index.md</code>, dengan nama singkat \
misalnya <code>{EXAMPLES[kind]}</code>. Naskah yang sama sebagai berkas: \
<a href="{relative(ADDRESS, _file(kind))}">{value}.txt</a>.</p>
<section aria-label="Naskah awal {name}">
<pre><code>{lines}</code></pre>
</section>"""


def _link(kind: Kind, written: str, catalogue: Catalogue) -> str:
    """The way to the git host, where that is known."""
    facts = catalogue.facts
    if facts.host is None:
        return ""
    address, is_filled = facts.host.new(facts.content, f"{kind.value}/{PLACEHOLDER}/index.md", written)
    what = "naskah ini sudah terisi di sana" if is_filled else "salin naskah di bawah ke sana"
    return f'<p><a class="tombol" href="{escape(address)}">Tulis {_spoken(kind)} baru</a> ({what})</p>\n'


def _spoken(kind: Kind) -> str:
    return KINDS[kind] if kind is Kind.SOP else KINDS[kind].lower()
