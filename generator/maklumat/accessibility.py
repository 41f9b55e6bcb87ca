"""The accessibility statement, in the form that W3C recommends (WAI, Developing an Accessibility Statement): how far
the site conforms, what is known to be lacking, whom to tell, how it was assessed, what it rests on.

Every number in it was measured on this very release (`figures`); without such figures it claims none.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from . import complaints
from .catalogue import Catalogue
from .figures import ADDRESS, Check, Figures
from .markup import day, scroll
from .planned import Facts, Mode, Page
from .staged import Head

__all__ = ["ADDRESS", "pages"]

TITLE = "Pernyataan Aksesibilitas"
WCAG = '<a href="https://www.w3.org/TR/WCAG22/">Pedoman Aksesibilitas Konten Web (WCAG) 2.2</a>'

# gate: its tool, what it looks at
TOOLS = {
    "axe": ("axe-core", "aturan WCAG 2.2 tingkat A dan AA, praktik terbaik, dan kontras tingkat AAA pada halaman "
                        "dokumen"),
    "nu": ("Nu Html Checker", "kesesuaian HTML"),
    "html-validate": ("html-validate", "susunan HTML bagi teknologi bantu"),
    "papan-ketik": ("Chromium", "pemakaian dengan papan ketik saja: setiap perhentian terlihat, bernama, bergaris "
                                "tepi, dan berurutan"),
    "lebar": ("Chromium", "tampilan pada layar selebar 320 piksel tanpa geser ke samping"),
}

LIMITS = (
    "Lampiran berupa pindaian naskah di atas kertas mungkin tidak terbaca oleh pembaca layar. Isi dokumennya selalu "
    "tersedia sebagai teks di halaman dokumen itu.",
    "Pencarian dan pemeriksaan tanda tangan di peramban memerlukan JavaScript. Tanpa JavaScript, tersedia daftar "
    "dokumen dan perintah pemeriksaan yang dapat disalin.",
    "Laman pihak lain yang kami tautkan, misalnya portal peraturan, berada di luar kendali kami.",
    "Versi audio, braille, dan bahasa isyarat belum tersedia di laman ini.",
)


def pages(catalogue: Catalogue) -> Iterator[Page]:
    """The statement."""
    facts = catalogue.facts
    block = _block(facts)
    head = Head(TITLE, "Kesesuaian laman ini dengan WCAG 2.2, keterbatasannya, dan cara menyampaikan hambatan",
                listed=facts.mode is Mode.STRICT)
    yield Page("", f"{ADDRESS}index.md", ADDRESS, block, head)


def _block(facts: Facts) -> str:
    office = escape(facts.site_name) or "Pengelola laman ini"
    limits = "\n".join(f"<li>{limit}</li>" for limit in LIMITS)
    return f"""<article class="dokumen" data-jenis="aksesibilitas">
<h1>{TITLE}</h1>
<p>{office} berupaya agar laman ini dapat digunakan oleh setiap orang, termasuk penyandang disabilitas. Setiap \
informasi publik harus dapat diperoleh dengan cara sederhana (UU 14/2008 Pasal 2 ayat (3)), dan penyandang disabilitas \
berhak atas akomodasi yang layak dalam pelayanan publik (UU 8/2016 Pasal 19).</p>
<h2 id="kesesuaian">Kesesuaian</h2>
<p>Ukurannya {WCAG} tingkat AA.</p>
{_status(facts.figures)}
<h2 id="keterbatasan">Keterbatasan yang kami ketahui</h2>
<ul>
{limits}
</ul>
<h2 id="masukan">Menyampaikan hambatan</h2>
<p>Bila ada bagian yang sulit Anda gunakan, atau Anda memerlukan dokumen dalam bentuk lain, beri tahu kami. Sebutkan \
alamat halaman dan hambatannya.</p>
{_contacts(facts)}
<h2 id="penilaian">Cara penilaian</h2>
{_assessment(facts.figures)}
<h2 id="teknis">Keterangan teknis</h2>
<p>Laman ini bertumpu pada HTML, CSS, dan gambar SVG; cetakannya PDF bertanda susunan (PDF/UA-1). Halaman dokumen \
tidak memerlukan JavaScript. Tampilan terang dan gelap mengikuti pengaturan perangkat Anda.</p>
</article>"""


def _status(figures: Figures | None) -> str:
    if figures is None:
        return "<p>Tingkat kesesuaian belum dinyatakan: hasil pemeriksaan untuk terbitan ini tidak dilampirkan.</p>"
    if figures.faults:
        return "<p><strong>Sesuai sebagian.</strong> Pemeriksaan otomatis masih menemukan " \
            f"{figures.faults} hal yang belum sesuai; jumlahnya per alat ada pada cara penilaian.</p>"
    return "<p><strong>Pemeriksaan otomatis tidak menemukan pelanggaran.</strong> Alat otomatis hanya dapat menguji " \
        "sebagian ketentuan. Kesesuaian penuh belum kami nyatakan, karena pengujian bersama pengguna, terutama " \
        "penyandang disabilitas, belum dicatat di sini.</p>"


def _contacts(facts: Facts) -> str:
    rows = "\n".join(f"<li><strong>{escape(contact.name)}</strong>{complaints.ways(contact)}</li>"
                     for contact in (facts.services.objection, facts.services.report))
    return f'<ul class="pengaduan">\n{rows}\n</ul>'


def _assessment(figures: Figures | None) -> str:
    if figures is None:
        return "<p>Laman ini dinilai sendiri oleh pengelolanya dengan alat otomatis sebelum terbit. Angka untuk " \
            "terbitan ini tidak dilampirkan.</p>"
    rows = "\n".join(map(_row, figures.checks))
    table = f"""<table class="data">
<caption>Hasil pemeriksaan otomatis atas terbitan ini</caption>
<thead>
<tr><th scope="col">Alat</th><th scope="col">Yang diperiksa</th><th scope="col">Halaman</th>\
<th scope="col">Tampilan</th><th scope="col">Temuan</th></tr>
</thead>
<tbody>
{rows}
</tbody>
</table>"""
    return f"""<p>Laman ini dinilai sendiri oleh pengelolanya dengan alat otomatis, terakhir pada {day(figures.day)}. \
Dari {figures.pages} halaman, pemeriksaan HTML mencakup semuanya; pemeriksaan di peramban mencakup satu halaman dari \
setiap jenis. Tampilan berarti gabungan lebar layar dan warna terang atau gelap.</p>
{scroll("Hasil pemeriksaan otomatis", table)}
<p>Angka ini milik terbitan dengan sidik jari SHA-256 <code class="panjang">{figures.site}</code>, yang dihitung \
dari semua berkas laman ini kecuali halaman ini.</p>"""


def _row(check: Check) -> str:
    tool, looked_at = TOOLS[check.gate]
    return f'<tr><th scope="row">{tool} {escape(check.version)}</th><td>{looked_at}</td><td>{check.pages}</td>' \
        f"<td>{check.views}</td><td>{check.faults}</td></tr>"
