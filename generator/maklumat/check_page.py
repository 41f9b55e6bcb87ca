"""The page that checks signatures in the visitor's browser (theme/js/keaslian.js); whoever runs no script reads there
how to check by hand. What the script must know stands in the page: the list of documents, the domain, the keys."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape

from . import authenticity, nip, signers, sshsig, staged, status
from .catalogue import Catalogue, Entry, relative
from .markup import scroll, words
from .planned import KEYS, REGISTRY, ROOT_SIGNATURE, Mode, Page
from .signers import Signer
from .staged import Head
from .verdicts import Revision

__all__ = ["ADDRESS", "pages"]

ADDRESS = "keaslian/"
TITLE = "Periksa Tanda Tangan"
MANY = 500  # documents: nobody chooses from a longer list


def pages(catalogue: Catalogue) -> Iterator[Page]:
    """The page. Without a signed document or the list of keys there is nothing to check, and no script."""
    can_check = bool(catalogue.public and catalogue.facts.keys)
    inside = _inside(catalogue.public, catalogue.facts.keys) if can_check else f"<p>{NOTHING}</p>"
    block = f'<article class="dokumen" data-jenis="pemeriksaan">\n<h1>{TITLE}</h1>\n{inside}\n</article>'
    head = Head(TITLE, "Memeriksa tanda tangan maklumat pelayanan dan SOP di peramban atau dengan perintah",
                listed=catalogue.facts.mode is Mode.STRICT, template="keaslian.html" if can_check else "dokumen.html",
                more=staged.dated(catalogue.changed))
    yield Page("", f"{ADDRESS}index.md", ADDRESS, block, head)


NOTHING = "Belum ada naskah yang ditandatangani di laman ini, sehingga belum ada tanda tangan yang dapat diperiksa."


def _inside(public: tuple[Entry, ...], registry: Mapping[str, bytes]) -> str:
    data = registry[REGISTRY]
    domain, is_signed = signers.domain(data), ROOT_SIGNATURE in registry
    return "\n".join((
        _INTRODUCTION, _form(domain, is_signed, can_choose=len(public) <= MANY), _MEANING,
        _by_hand(public[0].revision, is_signed), _keys(signers.read(data, domain).signers), _documents(public)))


_INTRODUCTION = """<p>Setiap naskah yang disahkan di laman ini disertai tanda tangan digital. Di halaman ini Anda \
dapat memeriksa apakah sebuah naskah benar ditandatangani dengan kunci yang terdaftar, dan tidak berubah sejak itu.</p>
<p class="catatan" id="tanpa-skrip">Pemeriksaan langsung di peramban tidak tersedia karena JavaScript tidak berjalan \
di sini. Anda tetap dapat <a href="#perintah">memeriksa dengan perintah</a>.</p>"""


def _form(domain: str, is_signed: bool, *, can_choose: bool) -> str:
    """The controls; the script shows them. `can_choose`: are the documents few enough to choose from a list?"""
    where = relative(ADDRESS, KEYS)
    root = f' data-akar="{where}{ROOT_SIGNATURE}"' if is_signed else ""
    return f"""<section id="pemeriksaan" data-domain="{escape(domain)}" data-daftar="{where}{REGISTRY}"{root} \
aria-labelledby="di-peramban" hidden>
<h2 id="di-peramban">Periksa di peramban</h2>
<p>Pemeriksaan berlangsung di peramban Anda; tidak ada berkas yang dikirim ke mana pun.</p>
<div class="cara">
<form id="pilih" aria-labelledby="pilih-judul">
<h3 id="pilih-judul">Naskah di laman ini</h3>
{_CHOICE if can_choose else _ADDRESS}
<p><button type="submit" class="tombol">Periksa naskah</button></p>
</form>
<form id="berkas" aria-labelledby="berkas-judul">
<h3 id="berkas-judul">Berkas Anda sendiri</h3>
<p><label for="pilihan">Naskah dan tanda tangannya</label>
<input id="pilihan" type="file" multiple aria-describedby="pilihan-petunjuk">
<span class="catatan" id="pilihan-petunjuk">Pilih <code>naskah.txt</code> dan <code>naskah.txt.sig</code> sekaligus, \
atau seret keduanya ke halaman ini. Bila Anda menyimpan daftar kunci <code>allowed_signers</code>, sertakan juga; \
bila tidak, dipakai daftar kunci laman ini.</span></p>
<p><button type="submit" class="tombol">Periksa berkas</button></p>
</form>
</div>
<p id="kabar" role="status"></p>
<div id="hasil" hidden></div>
</section>"""


_CHOICE = """<p><label for="dokumen">Dokumen</label>
<select id="dokumen"></select></p>
<p><label for="revisi">Revisi</label>
<select id="revisi"></select></p>
<p><label for="alamat">Atau alamat dokumennya</label>
<input id="alamat" type="text" inputmode="url" autocomplete="off" spellcheck="false" aria-describedby="alamat-petunjuk">
<span class="catatan" id="alamat-petunjuk">Alamat halaman atau alamat pendek pada cetakan. Kosongkan bila Anda memilih \
dari daftar.</span></p>"""

_ADDRESS = """<p><label for="alamat">Alamat dokumennya</label>
<input id="alamat" type="text" inputmode="url" autocomplete="off" spellcheck="false" required \
aria-describedby="alamat-petunjuk">
<span class="catatan" id="alamat-petunjuk">Alamat halaman atau alamat pendek pada cetakan. Bila Anda menyalin alamat \
satu revisi, revisi itulah yang diperiksa.</span></p>"""


_MEANING = """<h2 id="arti">Arti hasilnya</h2>
<p><strong>Bila cocok, terbukti</strong> bahwa isi naskah ditandatangani dengan kunci yang terdaftar atas nama \
penanda tangan, dan tidak berubah sejak ditandatangani. Untuk salinan naskah bertanda tangan basah, terbukti bahwa \
penanda tangan menyatakan isinya sesuai dengan naskah asli.</p>
<p><strong>Yang tidak dibuktikan:</strong></p>
<ul>
<li>bahwa naskah masih berlaku; keadaannya tertulis di bawah judul pada halaman dokumennya;</li>
<li>kapan persisnya naskah ditandatangani; tanggalnya adalah tanggal yang disebut naskah itu sendiri;</li>
<li>keaslian daftar kunci di laman ini; karena itu cocokkan sidik jari kunci dengan papan pengumuman instansi;</li>
<li>keaslian halaman lain, menu, dan tampilan laman ini.</li>
</ul>
<p>Program pemeriksa di halaman ini berasal dari laman yang sama dengan naskahnya. Bila Anda meragukan laman ini, \
pakailah perintah di komputer Anda sendiri.</p>"""


def _by_hand(revision: Revision, is_signed: bool) -> str:
    """Steps for all documents. `revision`: any signed one; the command for the list of keys is the same for all."""
    where = relative(ADDRESS, KEYS)
    last = ("<li><p>Periksa daftar kunci itu. Unduh juga "
            f'<a href="{where}{ROOT_SIGNATURE}"><code>{ROOT_SIGNATURE}</code></a>'
            " ke folder yang sama, lalu jalankan:</p>\n"
            f"<pre><code>{escape(authenticity.root_command(revision))}</code></pre>\n"
            "<p>Sidik jari kunci dalam jawabannya harus sama dengan sidik jari kunci akar di papan pengumuman instansi."
            "</p></li>" if is_signed else
            "<li><p>Cocokkan sidik jari kunci dalam jawabannya dengan yang diumumkan di papan pengumuman instansi."
            "</p></li>")
    return f"""<h2 id="perintah">Periksa dengan perintah</h2>
<p>Cara ini tidak bergantung pada program di laman ini. Yang diperlukan hanya {authenticity.OPENSSH}; perintah \
<code>ssh -V</code> menyebut versi di komputer Anda.</p>
<ol class="keaslian">
<li><p>Pilih dokumen dalam <a href="#dokumen-terdaftar">daftar di bawah</a>. Bagian Keaslian di halamannya memuat \
tautan ke naskah dan tanda tangannya, serta perintah yang tinggal disalin. Revisi terdahulu mempunyai halaman sendiri, \
yang dapat dibuka dari bagian Riwayat.</p></li>
<li><p>Unduh naskah, tanda tangannya, dan <a href="{where}{REGISTRY}">daftar kunci <code>{REGISTRY}</code></a> ke satu \
folder, lalu jalankan perintah itu di sana.</p></li>
{last}
</ol>"""


def _keys(registered: tuple[Signer, ...]) -> str:
    rows = "\n".join(map(_key, registered))
    table = f"""<table class="kunci">
<caption>Kunci yang terdaftar dan sidik jarinya</caption>
<thead>
<tr><th scope="col">Pemegang kunci</th><th scope="col">Keperluan</th><th scope="col">Sidik jari kunci</th></tr>
</thead>
<tbody>
{rows}
</tbody>
</table>"""
    return f'<h2 id="kunci">Kunci yang terdaftar</h2>\n{scroll("Tabel kunci yang terdaftar", table)}'


def _key(signer: Signer) -> str:
    number = f"NIP {nip.grouped(signer.principal.removeprefix('nip:'))}"
    holder = words(signer.name) or ("Kunci akar" if signer.principal == signers.AKAR else number)
    purposes = ", ".join(PURPOSES[each.partition("@")[0]] for each in signer.namespaces)
    return (f'<tr><th scope="row">{escape(holder)}</th><td>{purposes}</td>'
            f"<td><code>{sshsig.fingerprint(signer.key)}</code></td></tr>")


PURPOSES = {signers.DOCUMENT: "mengesahkan naskah", signers.COPY: "mengesahkan salinan",
            signers.REGISTRY: "menandatangani daftar kunci"}


def _documents(public: tuple[Entry, ...]) -> str:
    if len(public) > MANY:
        return f"""<h2>Dokumen yang dapat diperiksa</h2>
<p id="dokumen-terdaftar">Semua dokumen yang telah disahkan di laman ini. Temukan dokumennya dalam \
<a href="{relative(ADDRESS, "daftar/")}">daftar dokumen</a>; bagian Keaslian di halamannya menautkan pemeriksaan \
ini.</p>"""
    rows = "\n".join(map(_document, public))
    return f"""<h2>Dokumen yang dapat diperiksa</h2>
<ul id="dokumen-terdaftar">
{rows}
</ul>"""


def _document(entry: Entry) -> str:
    numbers = " ".join(dict.fromkeys(str(revision.number) for revision in entry.verdict.history))
    return (f'<li data-kode="{entry.permalink.split("/")[1]}" data-revisi="{numbers}">'
            f'<a href="{escape(relative(ADDRESS, entry.address))}#keaslian">{escape(entry.title)}</a> '
            f"({status.KIND_WORDS[entry.kind]})</li>")
